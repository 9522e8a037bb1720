//! Settling matches anew, when what is thought of a signal has changed, or what its bank does.

use super::{BATCH, Nearest, settle};
use crate::desk::{Desk, Draft};
use crate::detect;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Item, Kept, Kind, Match, Record as _, Signal};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::bank::Standing;
use domain::id::{BankId, ItemId, JobId, SignalId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::{DisplayFromStr, serde_as};
use std::collections::HashSet;
use uuid::Uuid;

/// Whose matches are settled anew. What a harmless signal or bank suppresses stands with an item that it matches too,
/// so that its matches lead to everything that it may have kept from a person.
#[serde_as]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Those of one signal.
    Signal(#[serde_as(as = "DisplayFromStr")] SignalId),
    /// Those of all signals of a bank.
    Bank(#[serde_as(as = "DisplayFromStr")] BankId),
}

impl Whose {
    /// The bank that it concerns.
    async fn bank(self, desk: &Desk) -> Result<BankId, Error> {
        match self {
            Self::Signal(signal) => Ok(desk.load::<Signal>(signal.0).await?.bank),
            Self::Bank(bank) => Ok(bank),
        }
    }

    /// The items that it matched, and may not match any more.
    fn items(self) -> Query {
        let all = Query::all(Kind::Item, BATCH);
        match self {
            Self::Signal(signal) => all.with("signal", signal),
            Self::Bank(bank) => all.with("bank", bank),
        }
    }

    fn detail(self) -> Value {
        match self {
            Self::Signal(signal) => json!({ "signal": signal.to_string() }),
            Self::Bank(bank) => json!({ "bank": bank.to_string() }),
        }
    }
}

/// Has matches settled anew at this moment or soon after, since what they amount to may have changed.
pub(super) fn restand_at(draft: Draft<'_>, whose: Whose, due: Timestamp) -> Draft<'_> {
    draft.then(&Task::Restand { whose, after: None }, due)
}

/// Settles matches anew, a batch of items at a time. The work of `Task::Restand`.
///
/// # Errors
/// Storage failures; the job is tried again.
pub(crate) async fn restand(
    desk: &Desk,
    whose: Whose,
    after: Option<(String, Uuid)>,
    job: Option<JobId>,
) -> Result<(), Error> {
    let bank = whose.bank(desk).await?;
    let mut query = whose.items();
    query.after = after;
    let items = desk.list::<Item>(&query).await?;
    let last = items.last().filter(|_| items.len() == BATCH as usize).map(|last| (last.sort(), last.uuid()));
    let mut changed = 0_u64;
    for item in items {
        changed += u64::from(again!(restand_one(desk, item.id, whose))?);
    }
    let mut detail = whose.detail();
    detail["items"] = changed.into();
    let act = Act::new(Verb::Detect, "settled_again", bank.0, Who::Job).detail(detail);
    let draft = Draft::new(desk).done(job);
    match last {
        Some(after) => draft.then(&Task::Restand { whose, after: Some(after) }, desk.now()).commit(&act).await,
        None => draft.commit(&act).await,
    }
}

async fn restand_one(desk: &Desk, item: ItemId, whose: Whose) -> Result<bool, Error> {
    let mut item = desk.load::<Item>(item.0).await?;
    let before = item.record.clone();
    stand_again(desk, &mut item).await?;
    if item.record == before {
        return Ok(false);
    }
    let mut detail = whose.detail();
    detail["likeness"] = item.likeness.name().into();
    let act = Act::new(Verb::Detect, "settled_again", item.id.0, Who::Job).detail(detail);
    Draft::new(desk).put(&item)?.commit(&act).await?;
    Ok(true)
}

/// Settles an item's matches anew, and puts it before a person if that is now needed. What a person decided stands.
pub(super) async fn stand_again(desk: &Desk, item: &mut Kept<Item>) -> Result<(), Error> {
    let Nearest { matches: found, more } = Nearest::of(std::mem::take(&mut item.matches));
    Nearest::note(more, &mut item.not_examined);
    let mut settled = settle(desk, item.id, found.clone()).await?.matches;
    let stands: HashSet<_> = settled.iter().map(|found| (found.signal, found.file)).collect();
    // What was removed since stays on record with the item, as it stood.
    let gone = found.into_iter().filter(|found| !stands.contains(&(found.signal, found.file)));
    settled.extend(gone.map(|found| Match { standing: Standing::Gone, ..found }));
    item.matches = settled;
    let protected = item.context.iter().any(detect::speaks_for_protection);
    item.likeness = detect::proposed(&item.matches);
    item.priority = detect::priority(&item.matches, protected);
    if item.matches.iter().any(|found| found.standing.proposes()) {
        item.state = domain::detect::matched_later(item.state);
    }
    Ok(())
}
