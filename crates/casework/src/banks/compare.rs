//! Comparing what was captured before with signals that came later.
//!
//! A bank has one comparison at a time, which its record holds: what the bank gets while one is under way is seen to by
//! another pass of it. A pass goes through all captures in the order of time, a batch at a time; what the bank
//! matches is added to the items.

use super::earlier::{Needs, look_up, surroundings_of};
use super::refresh;
use super::restand::{Whose, restand_at, stand_again};
use crate::desk::{Desk, Draft};
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Bank, Capture, Comparison, Item, Kind, Match, Pass};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{BankId, CaptureId, ItemId, JobId};
use jiff::SignedDuration;
use serde_json::json;

/// What is committed while a bank changes may have been examined, or settled, with what was in force before: whoever
/// looks again begins once it has been written.
const SETTLES: SignedDuration = SignedDuration::from_mins(1);

/// Whether there is anything to compare a bank with.
pub(super) async fn is_anything_captured(desk: &Desk) -> Result<bool, Error> {
    Ok(!desk.list::<Capture>(&Query::all(Kind::Capture, 1)).await?.is_empty())
}

/// Counts nothing that a bank got after a version as compared.
pub(super) fn forget(bank: &mut Bank, after: u64) {
    if let Some(comparison) = &mut bank.comparison {
        comparison.covered = comparison.covered.min(after);
    }
}

/// Has what was captured before compared with what a bank got since it was last compared. Whoever asks writes the bank.
pub(super) fn compare_soon<'a>(desk: &'a Desk, draft: Draft<'a>, bank: &mut Bank) -> Draft<'a> {
    let now = desk.now();
    match &mut bank.comparison {
        Some(under_way) if !under_way.done => {
            under_way.asked = now;
            draft
        }
        ended => {
            let covered = ended.as_ref().map_or(0, |ended| ended.covered);
            *ended = Some(Comparison::asked(now, covered));
            draft.then(&Task::Compare { bank: bank.id }, now + SETTLES)
        }
    }
}

/// Sees to it that captures which are about to be written miss nothing that banks got since they were examined: with
/// these banks, at these versions.
pub(crate) async fn catch_up(desk: &Desk, asked: &[(BankId, u64)]) -> Result<(), Error> {
    refresh(desk).await?;
    for (bank, version) in desk.index().versions() {
        let then = asked.iter().find(|(id, _)| *id == bank).map_or(0, |(_, version)| *version);
        if then < version {
            again!(ask_again(desk, bank, then))?;
        }
    }
    Ok(())
}

async fn ask_again(desk: &Desk, bank: BankId, then: u64) -> Result<(), Error> {
    let mut bank = desk.load::<Bank>(bank.0).await?;
    let now = desk.now();
    // The next pass of this one begins after what is about to be written.
    let in_time = |under_way: &Comparison| !under_way.done && now < under_way.asked + SETTLES / 2;
    if bank.comparison.as_ref().is_some_and(|under_way| in_time(under_way) && under_way.covered <= then) {
        return Ok(());
    }
    let draft = Draft::new(desk);
    forget(&mut bank, then);
    let draft = match bank.enabled {
        true => compare_soon(desk, draft, &mut bank),
        false => restand_at(draft, Whose::Bank(bank.id), now + SETTLES),
    };
    let act = Act::new(Verb::Detect, "comparison_asked", bank.id.0, Who::Job)
        .detail(json!({ "bank": bank.name, "after_version": then }));
    draft.put(&bank)?.commit(&act).await
}

/// Compares a batch of captures with a bank. The work of `Task::Compare`.
///
/// # Errors
/// Storage failures; the job is tried again, and does again no more than this batch.
pub(crate) async fn compare(desk: &Desk, id: BankId, job: Option<JobId>) -> Result<(), Error> {
    let bank = desk.load::<Bank>(id.0).await?;
    // After the bank, so that the index has no less than it says.
    refresh(desk).await?;
    let Some(before) = bank.comparison.clone().filter(|comparison| !comparison.done) else {
        return crate::detect::finish(desk, job).await;
    };
    let first = Pass { begun: desk.now(), version: bank.version, after: None, compared: 0, unseen: 0 };
    let mut pass = before.pass.clone().unwrap_or(first);
    let needs = Needs::of(desk, &bank, before.covered).await?;
    let batch = needs.batch();
    let mut query = Query::all(Kind::Capture, batch);
    query.after.clone_from(&pass.after);
    let captures = desk.list::<Capture>(&query).await?;
    let all = captures.len();
    let looked = look_up(desk, id, needs, captures).await?;
    let is_last = looked.captures == all && all < batch as usize;
    pass.compared += looked.captures as u64;
    pass.unseen += looked.unseen;
    pass.after = looked.last.or(pass.after);
    let mut tally = Tally::default();
    for (item, capture, found) in looked.found {
        if let Some(opened) = again!(add(desk, item, capture, &bank, &found))? {
            tally.matched += 1;
            tally.opened += u64::from(opened);
        }
    }
    again!(go_on(desk, id, &before, &pass, tally, is_last, job))
}

/// What the items of a batch became.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    matched: u64,
    opened: u64,
}

/// Notes what became of a batch, and goes on: to the next one, to another pass, or to the end.
async fn go_on(
    desk: &Desk,
    id: BankId,
    before: &Comparison,
    pass: &Pass,
    tally: Tally,
    is_last: bool,
    job: Option<JobId>,
) -> Result<(), Error> {
    let mut bank = desk.load::<Bank>(id.0).await?;
    let Some(comparison) = bank.comparison.as_mut().filter(|now| now.pass == before.pass && !now.done) else {
        // The same batch was done by another job.
        return crate::detect::finish(desk, job).await;
    };
    comparison.matched += tally.matched;
    comparison.opened += tally.opened;
    comparison.pass = Some(pass.clone());
    let settled = comparison.asked + SETTLES;
    let next = if !is_last {
        Some(desk.now())
    } else if settled > pass.begun {
        // Asked for after this pass had begun, or so shortly before that it may have come too early.
        comparison.pass = None;
        Some(settled.max(desk.now()))
    } else {
        comparison.covered = pass.version;
        comparison.done = true;
        None
    };
    let act = Act::new(Verb::Detect, "compared_again", id.0, Who::Job).detail(json!({
        "bank": bank.name, "compared": pass.compared, "matched": tally.matched, "opened": tally.opened,
        "unseen": pass.unseen,
    }));
    let draft = Draft::new(desk).put(&bank)?.done(job);
    let draft = next.into_iter().fold(draft, |draft, due| draft.then(&Task::Compare { bank: id }, due));
    draft.commit(&act).await
}

/// Adds what was found to an item, if it is of the capture that was examined; says whether a person must now read it,
/// or nothing if nothing was new.
async fn add(desk: &Desk, id: ItemId, capture: CaptureId, bank: &Bank, found: &[Match]) -> Result<Option<bool>, Error> {
    let mut item = desk.load::<Item>(id.0).await?;
    if item.capture != Some(capture) {
        return Ok(None);
    }
    let same =
        |one: &Match, other: &Match| (one.signal, one.method, one.file) == (other.signal, other.method, other.file);
    let new = found.iter().filter(|found| !item.matches.iter().any(|old| same(old, found)));
    let new: Vec<Match> = new.cloned().collect();
    let before = item.record.clone();
    if item.matches.is_empty() && !new.is_empty() {
        item.context = surroundings_of(desk, &item.url, capture, &new).await?;
    }
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
