//! Whether matches stand: everything that speaks against each is heard before an item is put before a person.

use super::Nearest;
use super::keep::quarantine;
use crate::desk::Desk;
use crate::error::Error;
use crate::records::{Bank, Kept, Kind, Match, Quarantine, Signal};
use domain::bank::{Flood, Standing, suppresses};
use domain::detect::{Distance, Method};
use domain::id::{BankId, ItemId, SignalId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// No further are a day's matches counted.
const CAP: u32 = 10_000;
/// How many records are read side by side.
const AT_ONCE: usize = 16;

/// Completes the nearest matches with what is read from their signals, and says what each amounts to. What was removed,
/// switched off or is too far by the bank's terms since the comparison is no match.
pub(crate) async fn settle(desk: &Desk, item: ItemId, found: Vec<Match>) -> Result<Nearest, Error> {
    let now = desk.now();
    let Nearest { matches, more } = Nearest::of(found);
    let (signals, mut matches) = read(desk, matches, now).await?;
    guard(desk, item, now, &signals, &mut matches).await?;
    suppress(&mut matches);
    Ok(Nearest { matches, more })
}

/// The same for matches of something that is only asked about: nothing is counted, and nothing follows.
pub(crate) async fn told(desk: &Desk, found: Vec<Match>) -> Result<Nearest, Error> {
    let Nearest { matches, more } = Nearest::of(found);
    let (_, mut matches) = read(desk, matches, desk.now()).await?;
    suppress(&mut matches);
    Ok(Nearest { matches, more })
}

/// Reads the signals of matches, and completes those that are still in force.
async fn read(
    desk: &Desk,
    found: Vec<Match>,
    now: Timestamp,
) -> Result<(HashMap<SignalId, Kept<Signal>>, Vec<Match>), Error> {
    let signals: BTreeSet<SignalId> = found.iter().map(|found| found.signal).collect();
    let banks: BTreeSet<BankId> = found.iter().map(|found| found.bank).collect();
    let signals = stream::iter(signals).map(|signal| desk.find::<Signal>(signal.0)).buffered(AT_ONCE);
    let signals: HashMap<SignalId, Kept<Signal>> =
        signals.try_filter_map(async |signal| Ok(signal.map(|signal| (signal.id, signal)))).try_collect().await?;
    let banks = stream::iter(banks).map(|bank| desk.find::<Bank>(bank.0)).buffered(AT_ONCE);
    let banks: HashMap<BankId, Kept<Bank>> =
        banks.try_filter_map(async |bank| Ok(bank.map(|bank| (bank.id, bank)))).try_collect().await?;
    let mut settled = Vec::with_capacity(found.len());
    for mut found in found {
        let (Some(signal), Some(bank)) = (signals.get(&found.signal), banks.get(&found.bank)) else {
            continue;
        };
        if signal.is_in_force() && bank.enabled && bank.thresholds().permit(found.distance()) {
            found.signal_name.clone_from(&signal.name);
            found.at.get_or_insert(now);
            found.standing = signal.standing(bank);
            found.suppressed_by = None;
            settled.push(found);
        }
    }
    Ok((signals, settled))
}

/// Has the harmless matches among them silence the candidates for the same file.
pub(super) fn suppress(matches: &mut [Match]) {
    // Anybody can make two files of one MD5 or SHA-1, and have the harmless one listed.
    let sure = |found: &&Match| !matches!(found.method, Method::Md5 | Method::Sha1);
    let harmless = matches.iter().filter(|found| found.standing == Standing::Suppresses).filter(sure);
    let mut of_file: HashMap<Option<Sha256>, Vec<Match>> = HashMap::new();
    harmless.for_each(|harmless| of_file.entry(harmless.file).or_default().push(harmless.clone()));
    for found in matches.iter_mut().filter(|found| found.standing.proposes()) {
        let by = of_file.get(&found.file).into_iter().flatten().find(|harmless| {
            suppresses(harmless.distance(), found.distance())
                && (harmless.distance() == Distance::Same
                    || found.spans.iter().all(|span| lies_within(span, &harmless.spans)))
        });
        if let Some(by) = by {
            found.standing = Standing::Suppressed;
            found.suppressed_by = Some(by.signal);
        }
    }
}

/// Whether a passage lies within others, which do not overlap: what stands below a harmless article is no part of it.
fn lies_within(span: &Range<usize>, others: &[Range<usize>]) -> bool {
    let shared = |other: &Range<usize>| other.end.min(span.end).saturating_sub(other.start.max(span.start));
    // Single words that differ part the passages of the harmless text.
    10 * others.iter().map(shared).sum::<usize>() >= 9 * span.len()
}

/// The flood guard: quarantines signals that suddenly match far more than before.
async fn guard(
    desk: &Desk,
    item: ItemId,
    now: Timestamp,
    signals: &HashMap<SignalId, Kept<Signal>>,
    matches: &mut [Match],
) -> Result<(), Error> {
    let new = matches.iter().filter(|found| found.standing != Standing::Quarantined && found.at == Some(now));
    let mut active: Vec<SignalId> = new.map(|found| found.signal).collect();
    active.sort_unstable();
    active.dedup();
    let flood = Flood::default();
    let today: Vec<_> = active.iter().map(|signal| on_day(*signal, now, 0)).collect();
    let today = desk.doors.store.counts_with(Kind::Item, &today, CAP).await?;
    for (signal, today) in active.into_iter().zip(today) {
        // This item is not among them yet.
        let today = today + 1;
        if today < flood.at_least {
            continue;
        }
        let week: Vec<_> = (1..=domain::bank::DAYS as i64).map(|day| on_day(signal, now, day)).collect();
        let week = desk.doors.store.counts_with(Kind::Item, &week, CAP).await?;
        let earlier = signals.get(&signal).and_then(|signal| signal.quarantine.as_ref());
        let released = earlier.and_then(|earlier| earlier.released.as_ref()).map(|release| release.at);
        if flood.is_on(today, &week, released, now) {
            let seen = Quarantine { at: now, today, week: week.iter().sum(), released: None };
            quarantine(desk, signal, item, seen).await?;
            for found in matches.iter_mut().filter(|found| found.signal == signal) {
                found.standing = Standing::Quarantined;
            }
        }
    }
    Ok(())
}

fn on_day(signal: SignalId, now: Timestamp, days_ago: i64) -> (String, String) {
    let day = now - SignedDuration::from_hours(24 * days_ago);
    ("signal_day".to_owned(), format!("{signal} {}", day.strftime("%F")))
}

#[cfg(test)]
mod tests {
    use super::lies_within;

    #[test]
    fn a_passage_below_an_article_is_no_part_of_it() {
        let article = [0..400, 405..900];
        assert!(lies_within(&(10..890), &article), "one word was changed");
        assert!(!lies_within(&(900..1_300), &article), "it stands below");
        assert!(!lies_within(&(800..1_000), &article), "half of it stands below");
        assert!(!lies_within(&(10..20), &[]));
    }
}
