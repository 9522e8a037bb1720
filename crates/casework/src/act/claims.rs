//! What providers, the press and other authorities say, and making whole whoever was hit by mistake.

use super::sight::Sight;
use super::{LONGEST_TEXT, moved, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::records::act::{MadeWhole, Report, Teller};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::{Outcome, TargetEvent};
use domain::id::TargetId;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Who claims something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimedBy {
    /// The authority of whoever records it.
    OwnAuthority,
    /// The provider of the target.
    Provider,
    /// Somebody who was not there: a newspaper, a statement.
    Press(String),
}

/// A claim as it is recorded.
#[derive(Debug, Clone)]
pub struct ClaimEntry {
    /// Made by whoever sends it, so that one sent twice is one.
    pub id: Uuid,
    /// Who says it.
    pub by: ClaimedBy,
    /// What.
    pub what: Outcome,
    /// When it happened, as they say.
    pub happened: Timestamp,
    /// When they said so.
    pub said: Timestamp,
    /// Their words, or where they can be read.
    pub source: String,
}

/// Records what somebody says happened to a target. Nothing is overwritten: a witness that corrects itself has said
/// both.
///
/// # Errors
/// Not permitted, no source, a moment in the future, a target without a provider for what it is to have said, or storage
/// failures.
pub async fn claim(desk: &Desk, actor: &Actor, id: TargetId, entry: ClaimEntry) -> Result<(), Error> {
    if !actor.may(Permission::PlanOperations) {
        actor.needs(Permission::ReportFromSite)?;
    }
    let source = text("source", &entry.source, LONGEST_TEXT)?;
    let latest = desk.now() + crate::portal::CLOCK_TOLERANCE;
    if entry.happened > latest || entry.said > latest {
        return Err(invalid("moment", "it lies in the future"));
    }
    again!(heard(desk, actor, id, &entry, &source))
}

async fn heard(desk: &Desk, actor: &Actor, id: TargetId, entry: &ClaimEntry, source: &str) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    if !sight.is_of(target.acting) {
        return Err(invalid("target", "only those who lead, and the state that acts, record what is said of it"));
    }
    let who = match &entry.by {
        ClaimedBy::OwnAuthority => Teller::Authority { id: actor.authority },
        ClaimedBy::Provider => {
            let provider = target.provider.ok_or_else(|| invalid("provider", "the target has none"))?;
            Teller::Provider { id: provider }
        }
        ClaimedBy::Press(name) => Teller::Press { name: text("press", name, 200)? },
    };
    let before = target.state;
    let report = Report {
        id: entry.id,
        who,
        what: entry.what,
        happened: entry.happened,
        said: entry.said,
        heard: desk.now(),
        clock_ahead_seconds: 0,
        by: actor.person,
        note: source.to_owned(),
    };
    if !target.hear(report).map_err(refused)? {
        return Ok(());
    }
    target.next_look = Some(desk.now());
    let draft = Draft::new(desk).put(&target)?.then(&Task::Confirm { target: id }, desk.now());
    let act =
        Act::new(Verb::Act, "claim_recorded", id.0, Who::Person(actor)).detail(json!({ "outcome": entry.what.name() }));
    moved(desk, draft, before, &target).await?.commit(&act).await
}

/// Records that whoever was hit by mistake got everything back.
///
/// # Errors
/// Not permitted, nothing said of how, nobody who is owed anything, or storage failures.
pub async fn make_whole(desk: &Desk, actor: &Actor, id: TargetId, how: &str) -> Result<(), Error> {
    if !actor.may(Permission::PlanOperations) {
        actor.needs(Permission::ReportFromSite)?;
    }
    let how = text("how", how, LONGEST_TEXT)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    if !sight.is_of(target.acting) {
        return Err(invalid("target", "only those who lead, and the state that acts, make somebody whole"));
    }
    target.follow(TargetEvent::MakeWhole).map_err(refused)?;
    target.made_whole = Some(MadeWhole { by: actor.person, at: desk.now(), how });
    let act = Act::new(Verb::Act, "made_whole", id.0, Who::Person(actor));
    Draft::new(desk).put(&target)?.commit(&act).await
}
