//! Following the banks: what changed since the index last looked, and nothing else, is read from the store.

use super::index::{BankIndex, Edits, InForce};
use super::snapshot::{Snapshot, Taking};
use super::{BATCH, MAX_BANKS};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::Query;
use crate::records::{Bank, Kept, Kind, KnownSite, Record as _, Signal};
use domain::detect::Method;
use uuid::Uuid;

/// Brings the index up to date with what this or another process changed: banks, signals, known sites.
///
/// # Errors
/// Storage failures; the index stays as it was then.
pub async fn refresh(desk: &Desk) -> Result<(), Error> {
    if ahead(desk).await?.is_none() {
        return Ok(());
    }
    bring_up(desk, None).await.map(drop)
}

/// Does the same at the start. Pictures are taken from the snapshot where a bank's chain of changes proves it, and read
/// from the store where it does not. Says how many were taken.
///
/// # Errors
/// Storage failures; the index stays as it was then.
pub async fn start(desk: &Desk, snapshot: Snapshot) -> Result<usize, Error> {
    bring_up(desk, Some(Taking::from(snapshot))).await
}

async fn bring_up(desk: &Desk, mut taking: Option<Taking>) -> Result<usize, Error> {
    let _alone = desk.indexing.lock().await;
    // Whoever had the lock may have brought the index further than what was read before.
    let Some((banks, sites)) = ahead(desk).await? else {
        return Ok(0);
    };
    let mut next = (*desk.index()).clone();
    if next.sites.len() as u64 != sites {
        let listed = desk.list::<KnownSite>(&Query::all(Kind::KnownSite, MAX_BANKS)).await?;
        next.sites = listed.into_iter().map(|site| (site.record.domain, site.record.kind)).collect();
    }
    let mut edits = Edits::default();
    for bank in &banks {
        follow(desk, bank, &mut next, &mut edits, taking.as_mut()).await?;
    }
    let next = tokio::task::spawn_blocking(move || {
        let mut pictures = taking.map(Taking::pictures).unwrap_or_default();
        let taken = pictures.len();
        pictures.append(&mut edits.pictures);
        next.apply(Edits { pictures, ..edits });
        (next, taken)
    });
    let (next, taken) = next.await.map_err(fault)?;
    desk.set_index(next);
    Ok(taken)
}

/// The banks and the number of known sites, if the index is not of them.
async fn ahead(desk: &Desk) -> Result<Option<(Vec<Kept<Bank>>, u64)>, Error> {
    let banks = desk.list::<Bank>(&Query::all(Kind::Bank, MAX_BANKS)).await?;
    let sites: u64 = desk.counts(Kind::KnownSite).await?.values().sum();
    let index = desk.index();
    let is_current = index.sites.len() as u64 == sites
        && index.banks().len() == banks.len()
        && banks.iter().all(|bank| index.bank(bank.id).is_some_and(|known| known.is(bank)));
    Ok((!is_current).then_some((banks, sites)))
}

/// Reads what changed in one bank. One that is off costs nothing until it is switched on.
async fn follow(
    desk: &Desk,
    bank: &Bank,
    next: &mut BankIndex,
    edits: &mut Edits,
    taking: Option<&mut Taking>,
) -> Result<(), Error> {
    let known = next.bank(bank.id).cloned();
    if known.as_ref().is_some_and(|known| known.is(bank)) {
        return Ok(());
    }
    let now = InForce::of(bank);
    let (mut loaded, since) = known.map_or((false, 0), |known| (known.loaded, known.version));
    let place = next.put_bank(now.clone());
    let mut query = Query::all(Kind::Signal, BATCH).with("bank", bank.id);
    if loaded {
        query.after = Some((Signal::sort_of(since), Uuid::max()));
    } else if bank.enabled {
        loaded = true;
        if let Some(taking) = taking
            && taking.take(desk, bank, place, edits).await?
        {
            let others = Method::ALL.iter().filter(|method| **method != Method::Pdq);
            query.states = others.map(|method| method.name().to_owned()).collect();
        }
    } else {
        return Ok(());
    }
    read(desk, query, place, bank.version, edits).await?;
    next.put_bank(InForce { loaded, ..now });
    Ok(())
}

async fn read(desk: &Desk, mut query: Query, place: u32, version: u64, edits: &mut Edits) -> Result<(), Error> {
    loop {
        let signals = desk.list::<Signal>(&query).await?;
        query.after = signals.last().map(|last| (last.sort(), last.uuid()));
        let whole = signals.len() < BATCH as usize;
        for Kept { record: signal, .. } in signals {
            // What changed after the bank was read is left for the next time, so that the index has exactly this version.
            if signal.was_held_at(version) {
                edits.add(signal.id, place, signal.value);
            } else if signal.since <= version {
                edits.gone.push(signal.id);
            }
        }
        if whole {
            return Ok(());
        }
    }
}
