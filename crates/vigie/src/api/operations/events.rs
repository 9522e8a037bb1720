//! Changes of an operation, as server-sent events: each reader hears of what they may see, and of nothing else.
//!
//! What a reader may see is put into words as for any other answer, and its digests are compared: a change that leaves
//! their slice as it was does not reach them, not even as a silence that ends. The number of an event is the digest
//! of the whole slice, so that whoever comes back says what they saw last and hears whether that is still true.

use super::board::{incident, row};
use super::shapes;
use crate::api::problem::Problem;
use crate::server::{App, Visitor};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use casework::act::{self, BoardTarget};
use casework::policy::Actor;
use casework::{Desk, Error, Recent};
use domain::id::{AuthorityId, OperationId, PersonId, TargetId};
use futures::{Stream, stream};
use matching::digest::Sha256;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep, sleep_until};
use uuid::Uuid;

/// At most one event in this time, however much happens.
const PACE: Duration = Duration::from_secs(1);
/// What happens within so short a time is told at once.
const BURST: Duration = Duration::from_millis(50);
/// What time alone changes, such as a coordinator who fell silent, is seen after so long.
const LOOKS: Duration = Duration::from_secs(15);
/// After so long a reader comes back and is asked anew who they are.
const LASTS: Duration = Duration::from_secs(10 * 60);
/// How many entries of the ledger are gone through to see whether any concerns joint actions.
const ENTRIES: u32 = 200;

/// The parts of a slice.
const PARTS: [&str; 5] = ["waves", "targets", "instruments", "exhibits", "messages"];

/// What readers may see, put together once for all screens of one person.
pub(crate) type Slices = Recent<(OperationId, PersonId, AuthorityId), Seen>;

/// What one reader may see: the digest of each part of the slice, by what it is and its identifier.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Seen(BTreeMap<(&'static str, String), Sha256>);

impl Seen {
    async fn of(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Self, Error> {
        let slice = act::slice(desk, actor, id).await?;
        let mut value = shapes::slice(desk, actor, &slice).await?;
        let mut seen = Self::default();
        seen.note("operation", "", &value["operation"].take());
        for part in PARTS {
            for one in value[part].as_array().into_iter().flatten() {
                seen.note(part, one["id"].as_str().unwrap_or_default(), one);
            }
        }
        for wave in slice.waves.iter().filter(|wave| !wave.state.is_over()) {
            let board = act::board(desk, actor, wave.id).await?;
            let incidents: Vec<Value> = board.incidents.iter().map(incident).collect();
            seen.and_note("waves", &wave.id.to_string(), &json!(incidents));
            let ids: BTreeSet<TargetId> = board.targets.iter().map(|row| row.target.id).collect();
            board.targets.iter().for_each(|one| seen.and_row(one, &ids));
        }
        Ok(seen)
    }

    fn and_row(&mut self, one: &BoardTarget, ids: &BTreeSet<TargetId>) {
        self.and_note("targets", &one.target.id.to_string(), &row(one, ids));
    }

    fn note(&mut self, part: &'static str, id: &str, value: &Value) {
        self.0.insert((part, id.to_owned()), Sha256::of(value.to_string().as_bytes()));
    }

    /// Notes more of a part that was noted already.
    fn and_note(&mut self, part: &'static str, id: &str, value: &Value) {
        let before = self.0.get(&(part, id.to_owned())).map(ToString::to_string);
        self.note(part, id, &json!([before, value]));
    }

    fn digest(&self) -> String {
        let all: String = self.0.iter().map(|((part, id), digest)| format!("{part} {id} {digest}\n")).collect();
        Sha256::of(all.as_bytes()).to_string()
    }

    /// What is new, gone or otherwise since another time; everything when that is not known.
    fn since(&self, before: Option<&Self>) -> Value {
        let Some(before) = before else {
            return PARTS.into_iter().map(|part| (part.to_owned(), json!([]))).chain(told(true, true)).collect();
        };
        let keys: BTreeSet<_> = self.0.keys().chain(before.0.keys()).collect();
        let changed: Vec<_> = keys.into_iter().filter(|key| self.0.get(*key) != before.0.get(*key)).collect();
        let of = |part: &str| changed.iter().filter(|key| key.0 == part).map(|key| &key.1).collect::<Vec<_>>();
        let parts = PARTS.into_iter().map(|part| (part.to_owned(), json!(of(part))));
        parts.chain(told(false, !of("operation").is_empty())).collect()
    }
}

fn told(all: bool, operation: bool) -> [(String, Value); 2] {
    [("all".to_owned(), json!(all)), ("operation".to_owned(), json!(operation))]
}

/// One reader of one operation.
struct Watching {
    app: App,
    slices: Arc<Slices>,
    actor: Actor,
    operation: OperationId,
    changes: watch::Receiver<u64>,
    /// The number of the event that the reader had last.
    had: String,
    seen: Option<Arc<Seen>>,
    until: Pin<Box<Sleep>>,
    /// When it was last looked what the reader may see.
    looked: Instant,
}

impl Watching {
    /// The next event; nothing once the reader is to come back, or may not see the operation any more.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            let size = *self.changes.borrow_and_update();
            self.looked = Instant::now();
            let key = (self.operation, self.actor.person, self.actor.authority);
            let seen = Seen::of(&self.app.desk, &self.actor, self.operation);
            match self.slices.get(&self.app.desk, key, seen).await {
                Ok(seen) => {
                    let digest = seen.digest();
                    let event = (digest != self.had).then(|| {
                        let data = seen.since(self.seen.as_deref()).to_string();
                        Event::default().event("changed").id(digest.clone()).data(data)
                    });
                    (self.had, self.seen) = (digest, Some(seen));
                    if let Some(event) = event {
                        return Some((Ok(event), self));
                    }
                }
                Err(Error::NotFound { .. } | Error::Refused(_)) => return None,
                // The next look tries again.
                Err(_) => {}
            }
            if !self.touched(size).await {
                return None;
            }
        }
    }

    /// Waits until something may have changed; false when the time is over.
    async fn touched(&mut self, mut size: u64) -> bool {
        let mut looks = Box::pin(sleep(LOOKS));
        loop {
            tokio::select! {
                () = &mut self.until => return false,
                () = &mut looks => return true,
                changed = self.changes.changed() => {
                    if changed.is_err() {
                        return false;
                    }
                }
            }
            // The first change after a rest is told at once; what follows keeps the pace.
            sleep_until((self.looked + PACE).max(Instant::now() + BURST)).await;
            let now = *self.changes.borrow_and_update();
            if concerns(&self.app.desk, size).await {
                return true;
            }
            size = now;
        }
    }
}

/// Whether the ledger tells of anything since that joint actions rest on. What cannot be read counts as such.
async fn concerns(desk: &Desk, since: u64) -> bool {
    let Ok(entries) = desk.doors.store.entries(since, ENTRIES).await else { return true };
    entries.len() >= ENTRIES as usize
        || entries.iter().any(|entry| {
            let leaf: Value = serde_json::from_str(&entry.leaf).unwrap_or_default();
            leaf["verb"] == "act" || leaf["act"].as_str().is_some_and(|act| act.starts_with("hold_"))
        })
}

/// Tells of every change that the reader may see.
pub async fn events(
    State(app): State<App>,
    Extension(slices): Extension<Arc<Slices>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let operation = OperationId(id);
    // Whoever may not see it is told so at once, as for any other page.
    act::slice(&app.desk, &visitor.actor, operation).await?;
    let had = headers.get("last-event-id").and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let changes = app.desk.changes();
    let until = Box::pin(sleep(LASTS));
    let (actor, looked) = (visitor.actor, Instant::now());
    let watching = Watching { app, slices, actor, operation, changes, had, seen: None, until, looked };
    Ok(Sse::new(stream::unfold(watching, Watching::next)).keep_alive(KeepAlive::default()))
}
