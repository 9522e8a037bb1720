//! Early warnings, and who read them.

use super::super::items::named;
use super::super::orders::{Done, done};
use super::shapes;
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Path, State};
use casework::act::{self, AlertEntry};
use casework::records::Alert;
use casework::records::act::Recipient;
use domain::id::{AlertId, AuthorityId};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// The alerts that the reader's authority wrote or got, the newest first.
pub async fn list(State(app): State<App>, visitor: Visitor) -> Done {
    let alerts = act::alerts(&app.desk, &visitor.actor).await?;
    Ok(Json(json!({ "alerts": alerts.iter().map(alert).collect::<Vec<_>>() })))
}

fn alert(alert: &Alert) -> Value {
    let recipient = |one: &Recipient| {
        json!({
            "authority": one.authority.to_string(),
            "sent": one.sent,
            "refused": one.refused,
            "read": one.read,
            "read_by": one.read_by.map(|person| person.to_string()),
        })
    };
    json!({
        "id": alert.id.to_string(),
        "reference": alert.reference,
        "authority": alert.authority.to_string(),
        "author": alert.author.to_string(),
        "subject": alert.subject,
        "text": alert.text,
        "assets": shapes::list(&alert.assets),
        "marking": shapes::marking(&alert.marking),
        "written": alert.written,
        "issued": alert.issued,
        "recipients": alert.recipients.iter().map(recipient).collect::<Vec<_>>(),
    })
}

/// What is written in an alert.
#[derive(Deserialize)]
pub struct Written {
    subject: String,
    text: String,
    #[serde(default)]
    assets: Vec<String>,
    tlp: String,
    to: Option<Vec<Uuid>>,
}

/// Writes an alert; it waits for a second person.
pub async fn write(State(app): State<App>, visitor: Visitor, Json(given): Json<Written>) -> Done {
    let entry = AlertEntry {
        subject: given.subject,
        text: given.text,
        assets: given.assets.iter().map(|asset| named("asset", asset)).collect::<Result<_, _>>()?,
        tlp: named("tlp", &given.tlp)?,
        to: given.to.map(|to| to.into_iter().map(AuthorityId).collect()),
    };
    let id = act::write_alert(&app.desk, &visitor.actor, entry).await?;
    Ok(Json(json!({ "alert": id.to_string() })))
}

/// Issues an alert as the second person.
pub async fn issue(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(act::issue_alert(&app.desk, &visitor.actor, AlertId(id)).await)
}

/// To whom.
#[derive(Deserialize)]
pub struct To {
    authority: Uuid,
}

/// Sends an alert again to an authority that did not get it.
pub async fn send_again(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<To>) -> Done {
    let authority = AuthorityId(given.authority);
    done(act::send_alert_again(&app.desk, &visitor.actor, AlertId(id), authority).await)
}

/// Confirms that an alert was read.
pub async fn confirm(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(act::confirm_alert(&app.desk, &visitor.actor, AlertId(id)).await)
}
