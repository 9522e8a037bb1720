//! Comparing what was captured before with signals that came later.
//!
//! Every capture keeps the fingerprints of its files, so that nothing is fetched or decoded again: a batch is read from
//! the store in the order of time, looked up in the index, and what the bank in question matches is added to its item.
//! Only texts are read from the sealed bytes, and only when the bank holds texts.

use super::{BATCH, refresh, settle};
use crate::desk::{Desk, Draft};
use crate::detect::{self, alike_pdq, exact, worded_alike};
use crate::error::{Error, fault};
use crate::ports::Query;
use crate::records::{Bank, Capture, Item, Kept, Kind, Match, Record as _, Signal};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::bank::Standing;
use domain::id::{BankId, ItemId, JobId, SignalId};
use jiff::{SignedDuration, Timestamp};
use matching::text::Normalised;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is being examined while a signal arrives may be committed a little later, with what was in force before: the
/// comparison begins once it has been.
const SETTLES: SignedDuration = SignedDuration::from_mins(1);
/// How long the bank's page can say what became of a comparison.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How far a comparison has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// When it was asked for.
    pub begun: Timestamp,
    /// The last capture looked at.
    pub after: Option<(String, Uuid)>,
    /// Captures looked at.
    pub compared: u64,
    /// Items that the bank matched anew.
    pub matched: u64,
    /// Of those, items that a person must read for it.
    pub opened: u64,
    /// Whether it has come to the end.
    pub done: bool,
}

/// Has what was captured before compared with a bank, unless nothing was captured yet.
pub(super) async fn compare_soon<'a>(desk: &'a Desk, draft: Draft<'a>, bank: &Bank) -> Result<Draft<'a>, Error> {
    if !bank.enabled || desk.list::<Capture>(&Query::all(Kind::Capture, 1)).await?.is_empty() {
        return Ok(draft);
    }
    let begun = desk.now();
    let progress = Progress { begun, after: None, compared: 0, matched: 0, opened: 0, done: false };
    Ok(draft.then(&Task::Compare { bank: bank.id, progress }, begun + SETTLES))
}

fn note(bank: BankId) -> String {
    format!("compare {bank}")
}

/// How far the latest comparison of a bank with what was captured before has come, if there was one this month.
///
/// # Errors
/// Storage failures.
pub async fn progress(desk: &Desk, bank: BankId) -> Result<Option<Progress>, Error> {
    let note = desk.doors.store.recall(&note(bank), desk.now()).await?;
    Ok(note.and_then(|note| serde_json::from_str(&note).ok()))
}

/// Compares a batch of captures with a bank. The work of `Task::Compare`.
///
/// # Errors
/// Storage failures; the job is tried again, and does again no more than this batch.
pub(crate) async fn compare(desk: &Desk, id: BankId, so_far: Progress, job: Option<JobId>) -> Result<(), Error> {
    let mut progress = so_far;
    refresh(desk).await?;
    let bank = desk.load::<Bank>(id.0).await?;
    let mut query = Query::all(Kind::Capture, BATCH);
    query.after.clone_from(&progress.after);
    let captures = desk.list::<Capture>(&query).await?;
    progress.done = captures.len() < BATCH as usize;
    progress.after = captures.last().map(|last| (last.sort(), last.uuid()));
    progress.compared += captures.len() as u64;
    for (item, found) in look_up(desk, id, captures).await? {
        if let Some(opened) = again!(add(desk, item, &bank, found.clone()))? {
            progress.matched += 1;
            progress.opened += u64::from(opened);
        }
    }
    let json = serde_json::to_string(&progress).map_err(fault)?;
    desk.doors.store.remember(&note(id), &json, desk.now() + SHOWN).await?;
    let act = Act::new(Verb::Detect, "compared_again", id.0, Who::Job)
        .detail(json!({ "bank": bank.name, "compared": progress.compared, "matched": progress.matched, "opened": progress.opened }));
    let draft = Draft::new(desk).done(job);
    if progress.done {
        return draft.commit(&act).await;
    }
    draft.then(&Task::Compare { bank: id, progress }, desk.now()).commit(&act).await
}

/// What a bank matches in some captures, by item.
async fn look_up(
    desk: &Desk,
    bank: BankId,
    captures: Vec<Kept<Capture>>,
) -> Result<BTreeMap<ItemId, (Kept<Capture>, Vec<Match>)>, Error> {
    let index = desk.index();
    let texts = index.bank(bank).is_some_and(|bank| bank.texts);
    let mut read = Vec::with_capacity(captures.len());
    for capture in captures {
        let text = match capture.text.filter(|_| texts) {
            Some(digest) => desk.doors.blobs.get(&digest).await?,
            None => None,
        };
        read.push((capture, text));
    }
    let work = move || {
        let found = read.into_iter().map(|(capture, text)| {
            let mut matches = Vec::new();
            exact(&index, capture.body, &capture.prints, None, &mut matches);
            for picture in &capture.pictures {
                if picture.digest != capture.body {
                    exact(&index, picture.digest, &picture.prints, Some(picture.digest), &mut matches);
                }
                alike_pdq(&index, picture.pdq, picture.quality, picture.digest, &mut matches);
            }
            if let Some(text) = text {
                worded_alike(&index, &Normalised::of(&String::from_utf8_lossy(&text)), &mut matches);
            }
            matches.retain(|found| found.bank == bank);
            (capture.item, (capture, matches))
        });
        found.filter(|(_, (_, matches))| !matches.is_empty()).collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(fault)
}

/// Adds what was found to an item, if it is of the capture that was examined; says whether a person must now read it,
/// or nothing if nothing was new.
async fn add(
    desk: &Desk,
    id: ItemId,
    bank: &Bank,
    (capture, found): (Kept<Capture>, Vec<Match>),
) -> Result<Option<bool>, Error> {
    let mut item = desk.load::<Item>(id.0).await?;
    if item.capture != Some(capture.id) {
        return Ok(None);
    }
    let same =
        |one: &Match, other: &Match| (one.signal, one.method, one.file) == (other.signal, other.method, other.file);
    let new: Vec<Match> = found.into_iter().filter(|found| !item.matches.iter().any(|old| same(old, found))).collect();
    let before = item.record.clone();
    item.matches.extend(new);
    // Also when nothing is new: the bank may mean something else now than when its match was settled.
    stand_again(desk, &mut item).await?;
    if item.record == before {
        return Ok(None);
    }
    let act = Act::new(Verb::Detect, "matched_later", id.0, Who::Job)
        .detail(json!({ "bank": bank.name, "likeness": item.likeness.name(), "matches": item.matches.len() }));
    Draft::new(desk).put(&item)?.commit(&act).await?;
    Ok(Some(item.state != before.state))
}

/// Settles an item's matches anew, and puts it before a person if that is now needed. What a person decided stands.
async fn stand_again(desk: &Desk, item: &mut Kept<Item>) -> Result<(), Error> {
    // What was removed since stays on record with the item, as it stood.
    let found = std::mem::take(&mut item.matches);
    let mut settled = settle(desk, item.id, found.clone()).await?;
    let kept = |found: &Match| settled.iter().any(|other| (other.signal, other.file) == (found.signal, found.file));
    let gone: Vec<Match> = found.into_iter().filter(|found| !kept(found)).collect();
    settled.extend(gone.into_iter().map(|found| Match { standing: Standing::Gone, ..found }));
    item.matches = settled;
    let protected = item.context.iter().any(detect::speaks_for_protection);
    item.likeness = detect::proposed(&item.matches);
    item.priority = detect::priority(&item.matches, protected);
    if item.matches.iter().any(|found| found.standing.proposes()) {
        item.state = domain::detect::matched_later(item.state);
    }
    Ok(())
}

/// Has the matches of a signal settled anew, since what is thought of it changed.
pub(super) fn restand_soon<'a>(desk: &'a Desk, draft: Draft<'a>, signal: SignalId) -> Draft<'a> {
    draft.then(&Task::Restand { signal, after: None }, desk.now())
}

/// Settles anew what a signal matched. The work of `Task::Restand`.
///
/// # Errors
/// Storage failures; the job is tried again.
pub(crate) async fn restand(
    desk: &Desk,
    id: SignalId,
    after: Option<(String, Uuid)>,
    job: Option<JobId>,
) -> Result<(), Error> {
    let signal = desk.load::<Signal>(id.0).await?;
    let mut query = Query::all(Kind::Item, BATCH).with("signal", id);
    query.after = after;
    let items = desk.list::<Item>(&query).await?;
    let last = items.last().filter(|_| items.len() == BATCH as usize).map(|last| (last.sort(), last.uuid()));
    let mut changed = 0_u64;
    for item in items {
        changed += u64::from(again!(restand_one(desk, item.id, id))?);
    }
    let act = Act::new(Verb::Detect, "settled_again", signal.bank.0, Who::Job)
        .detail(json!({ "signal": id.to_string(), "items": changed }));
    let draft = Draft::new(desk).done(job);
    match last {
        Some(after) => draft.then(&Task::Restand { signal: id, after: Some(after) }, desk.now()).commit(&act).await,
        None => draft.commit(&act).await,
    }
}

async fn restand_one(desk: &Desk, item: ItemId, signal: SignalId) -> Result<bool, Error> {
    let mut item = desk.load::<Item>(item.0).await?;
    let before = item.record.clone();
    stand_again(desk, &mut item).await?;
    if item.record == before {
        return Ok(false);
    }
    let act = Act::new(Verb::Detect, "settled_again", item.id.0, Who::Job)
        .detail(json!({ "signal": signal.to_string(), "likeness": item.likeness.name() }));
    Draft::new(desk).put(&item)?.commit(&act).await?;
    Ok(true)
}
