//! Banks of known material: keeping them, and the index that is asked.
//!
//! A bank counts the changes of what it finds, and chains them: see [`crate::records::Bank`]. What a process holds in
//! memory follows these changes one by one, whoever made them. A match proposes; `settle` says whether it stands.

mod chain;
mod compare;
mod earlier;
mod figures;
mod import;
mod index;
mod keep;
mod kept;
mod likened;
mod nearest;
mod refresh;
mod reproduce;
mod restand;
mod settle;
mod sites;
mod snapshot;

pub(crate) use compare::{catch_up, compare};
pub use figures::{DAYS, Figures, figures, held, verdicts};
pub use import::{Addition, Import, Imported, VPDQ_ENDING, import};
pub use index::BankIndex;
pub use keep::{enable, opine, release, remove, set_terms};
pub use kept::{make, rename};
pub(crate) use nearest::Nearest;
pub use refresh::{refresh, start};
pub use reproduce::{Chain, Reproduced, reproduce};
pub use restand::Whose;
pub(crate) use restand::restand;
pub(crate) use settle::{settle, told};
pub use sites::list_sites;
pub use snapshot::Snapshot;

use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Kept, Record as _, Signal};

/// How many records are read or written at a time.
const BATCH: u32 = 500;
/// How many banks and known sites an installation may hold.
pub const MAX_BANKS: u32 = 10_000;

/// Reads signals, a batch after the other, until there are no more.
async fn every(desk: &Desk, mut query: Query) -> Result<Vec<Kept<Signal>>, Error> {
    let mut signals: Vec<Kept<Signal>> = Vec::new();
    loop {
        let batch = desk.list::<Signal>(&query).await?;
        query.after = batch.last().map(|last| (last.sort(), last.uuid()));
        let whole = batch.len() < query.limit as usize;
        signals.extend(batch);
        if whole {
            return Ok(signals);
        }
    }
}
