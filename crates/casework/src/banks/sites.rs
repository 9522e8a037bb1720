//! The registry of known sites.

use super::refresh;
use crate::desk::{Desk, Draft};
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Kept, KnownSite, SiteKind};
use crate::seal::{Act, Verb, Who};
use serde_json::json;
use std::collections::BTreeMap;

/// Lists sites in the registry of known sites; those listed already keep their kind.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn list_sites(desk: &Desk, actor: &Actor, sites: &[(String, SiteKind)]) -> Result<u64, Error> {
    actor.needs(Permission::KeepDirectory)?;
    let mut draft = Draft::new(desk);
    let mut listed = 0;
    // A map, so that a domain named twice is listed once.
    for (domain, kind) in
        sites.iter().map(|(domain, kind)| (domain.to_ascii_lowercase(), *kind)).collect::<BTreeMap<_, _>>()
    {
        if desk.find_unique::<KnownSite>(&domain).await?.is_none() {
            let id = desk.doors.entropy.id(desk.now());
            draft = draft.put(&Kept::new(KnownSite { id, domain, kind }))?;
            listed += 1;
        }
    }
    let act =
        Act::new(Verb::Keep, "sites_listed", actor.authority.0, Who::Person(actor)).detail(json!({ "sites": listed }));
    draft.commit(&act).await?;
    refresh(desk).await?;
    Ok(listed)
}
