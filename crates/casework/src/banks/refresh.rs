//! Following the banks: what changed since the index last looked, and nothing else, is read from the store.

use super::index::{BankIndex, Edits, InForce};
use super::{BATCH, MAX_BANKS};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::Query;
use crate::records::{Bank, Kept, Kind, KnownSite, Record as _, Signal};
use uuid::Uuid;

/// Brings the index up to date with what this or another process changed: banks, signals, known sites.
///
/// # Errors
/// Storage failures; the index stays as it was then.
pub async fn refresh(desk: &Desk) -> Result<(), Error> {
    if ahead(desk).await?.is_none() {
        return Ok(());
    }
    let _alone = desk.indexing.lock().await;
    // Read again: whoever had the lock may have brought the index further than what was read before.
    let Some((banks, sites)) = ahead(desk).await? else {
        return Ok(());
    };
    let mut next = (*desk.index()).clone();
    if next.sites.len() as u64 != sites {
        let listed = desk.list::<KnownSite>(&Query::all(Kind::KnownSite, MAX_BANKS)).await?;
        next.sites = listed.into_iter().map(|site| (site.record.domain, site.record.kind)).collect();
    }
    let mut edits = Edits::default();
    for bank in &banks {
        follow(desk, bank, &mut next, &mut edits).await?;
    }
    let next = tokio::task::spawn_blocking(move || {
        next.apply(edits);
        next
    });
    desk.set_index(next.await.map_err(fault)?);
    Ok(())
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
async fn follow(desk: &Desk, bank: &Bank, next: &mut BankIndex, edits: &mut Edits) -> Result<(), Error> {
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
    } else {
        return Ok(());
    }
    read(desk, query, place, edits).await?;
    next.put_bank(InForce { loaded, ..now });
    Ok(())
}

async fn read(desk: &Desk, mut query: Query, place: u32, edits: &mut Edits) -> Result<(), Error> {
    loop {
        let signals = desk.list::<Signal>(&query).await?;
        query.after = signals.last().map(|last| (last.sort(), last.uuid()));
        let whole = signals.len() < BATCH as usize;
        for Kept { record: signal, .. } in signals {
            match signal.is_in_force() {
                true => edits.add(signal.id, place, signal.value),
                false => edits.gone.push(signal.id),
            }
        }
        if whole {
            return Ok(());
        }
    }
}
