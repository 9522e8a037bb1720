//! Live counters, as server-sent events.

use super::{App, Visitor};
use crate::web::format;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use casework::policy::Permission;
use casework::report;
use futures::{Stream, stream};
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;

/// At most one message in this time, however much happens.
const PACE: Duration = Duration::from_millis(500);

/// Sends the counters whenever something was committed.
pub async fn events(State(app): State<App>, visitor: Visitor) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = app.desk.changes();
    changes.mark_changed();
    let stream = stream::unfold((app, visitor, changes), |(app, visitor, mut changes)| async move {
        changes.changed().await.ok()?;
        tokio::time::sleep(PACE).await;
        changes.mark_unchanged();
        let event = message(&app, &visitor).await;
        Some((Ok(event), (app, visitor, changes)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn message(app: &App, visitor: &Visitor) -> Event {
    let figure = |n: u64| json!(format::count(n, visitor.manner.reader.lang));
    match report::counts(&app.desk, &visitor.actor).await {
        Ok(counts) => {
            let mut values = json!({ "leaves": figure(counts.leaves) });
            if visitor.actor.may(Permission::SeeItems) {
                values["detect"] = figure(counts.taken_in());
                values["assess"] = figure(counts.waiting());
            }
            if visitor.actor.may(Permission::SeeNotices) && visitor.actor.of_the_house {
                values["refer"] = figure(counts.referrals.get("draft").copied().unwrap_or_default());
                values["order"] = figure(counts.clocks());
            }
            if visitor.actor.may(Permission::SeeWatch) {
                values["watch"] = figure(counts.watches.get("raised").copied().unwrap_or_default());
            }
            Event::default().data(values.to_string())
        }
        // The page keeps its last figures; the next change tries again.
        Err(_) => Event::default().comment("no figures at present"),
    }
}
