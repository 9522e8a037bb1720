//! *Map*: from one address to everything that belongs to it, with the evidence for each line that is drawn.
//!
//! Seeds are put on the map by people; expansions ask the sources that any browser, resolver or registry client may
//! ask, breadth first, within limits that are shown and can be stopped; imports bring what others saw. All of it
//! becomes facts of assets, each with when, by whom and on which sealed evidence. Lines between assets are computed
//! when they are read.

mod collateral;
mod dossier;
mod expand;
mod filter;
mod graph;
mod holders;
mod import;
mod levers;
mod look;
mod network;
mod observe;
mod outlet;
mod path;
mod propose;
mod seeds;
mod surroundings;
mod timeline;

pub use collateral::{dependents, record_count};
pub use dossier::{Dossier, Exposures, dossier, exposure};
pub use expand::{begin_expansion, stop_expansion};
pub use filter::Filter;
pub use graph::{Edge, Graph, MAX_NODES, Node, neighbourhood};
pub use holders::{HOLDERS_COUNTED, Holders, holders};
pub use import::{Format, Imported, MAX_IMPORT_BYTES, Trouble, import};
pub use levers::{Levers, Offer, Puller, levers};
pub use network::{Verdict, add_member, decide, judgements, merge, networks_of, propose, remove_member, split};
pub use observe::Learnt;
pub use path::{Hub, Path, Step, path};
pub use seeds::{add_seed, name_provider, record};
pub use timeline::{Span, Timeline, timeline};

pub(crate) use collateral::of_name as dependents_of;
pub(crate) use expand::expand;

use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Asset, Kept};
use domain::id::AssetId;
use domain::map::Asset as Name;

/// One asset with all that is known of it.
///
/// # Errors
/// Not permitted, no such asset, or storage failures.
pub async fn asset(desk: &Desk, actor: &Actor, id: AssetId) -> Result<Kept<Asset>, Error> {
    actor.needs(Permission::SeeMap)?;
    desk.load(id.0).await
}

/// The asset of a name, if it is on the map.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn find(desk: &Desk, actor: &Actor, name: &Name) -> Result<Option<Kept<Asset>>, Error> {
    actor.needs(Permission::SeeMap)?;
    desk.find_unique(&name.to_string()).await
}
