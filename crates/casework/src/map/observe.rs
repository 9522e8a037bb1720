//! Taking sightings into the map.

use crate::desk::{Desk, Draft};
use crate::error::Error;
use crate::records::{Asset, Kept, Sighting, Told};
use domain::id::AssetId;
use domain::map::{Asset as Name, Observation};
use futures::future::BoxFuture;
use matching::digest::Sha256;
use std::collections::BTreeMap;

/// How often a merge is tried when other processes write the same assets.
const ATTEMPTS: u32 = 8;

/// What a merge brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Learnt {
    /// Assets that were not on the map.
    pub assets: u64,
    /// Facts that nobody had seen.
    pub facts: u64,
    /// Sightings of something that cannot be so: the map has no such link.
    pub refused: u64,
}

/// Assets that are being changed together.
pub(super) struct Merge<'a> {
    desk: &'a Desk,
    assets: BTreeMap<Name, Option<Touched>>,
    learnt: Learnt,
}

struct Touched {
    asset: Kept<Asset>,
    changed: bool,
}

impl<'a> Merge<'a> {
    pub(super) const fn new(desk: &'a Desk) -> Self {
        Self { desk, assets: BTreeMap::new(), learnt: Learnt { assets: 0, facts: 0, refused: 0 } }
    }

    /// Reads those assets that were not read yet.
    pub(super) async fn load(&mut self, names: impl IntoIterator<Item = &Name>) -> Result<(), Error> {
        let mut missing: Vec<Name> =
            names.into_iter().filter(|name| !self.assets.contains_key(*name)).cloned().collect();
        missing.sort();
        missing.dedup();
        let uniques: Vec<String> = missing.iter().map(ToString::to_string).collect();
        let found: Vec<Kept<Asset>> = self.desk.find_uniques(&uniques).await?;
        self.assets.extend(missing.into_iter().map(|name| (name, None)));
        let found = found.into_iter().map(|asset| (asset.name.clone(), Some(Touched { asset, changed: false })));
        self.assets.extend(found);
        Ok(())
    }

    /// An asset that was read, if it is on the map.
    pub(super) fn known(&self, name: &Name) -> Option<&Asset> {
        self.assets.get(name)?.as_ref().map(|touched| &touched.asset.record)
    }

    /// An asset that was read, to be changed; it comes into being if it is not on the map.
    pub(super) fn change(&mut self, name: &Name) -> &mut Asset {
        let touched = self.touch(name);
        touched.changed = true;
        &mut touched.asset.record
    }

    /// Lets an asset that was read come into being, if it is not on the map.
    pub(super) fn appear(&mut self, name: &Name) {
        self.touch(name);
    }

    fn touch(&mut self, name: &Name) -> &mut Touched {
        let (desk, learnt) = (self.desk, &mut self.learnt);
        self.assets.entry(name.clone()).or_default().get_or_insert_with(|| {
            learnt.assets += 1;
            let id = AssetId(desk.doors.entropy.id(desk.now()));
            Touched { asset: Kept::new(Asset::named(id, name.clone(), desk.now())), changed: true }
        })
    }

    /// Takes sightings in: facts of their subjects; objects come into being. A sighting that is known changes nothing.
    pub(super) async fn take(&mut self, seen: &[Observation], evidence: Option<Sha256>) -> Result<(), Error> {
        self.load(seen.iter().flat_map(|seen| [&seen.subject, &seen.object])).await?;
        for Observation { subject, link, object, seen, source, note } in seen {
            if !link.allowed(subject.kind(), object.kind()) {
                self.learnt.refused += 1;
                continue;
            }
            self.appear(object);
            let sighting =
                Sighting { seen: *seen, source: *source, note: note.clone(), evidence: evidence.into_iter().collect() };
            let touched = self.touch(subject);
            let told = touched.asset.record.learn(*link, object, sighting);
            touched.changed |= told != Told::Nothing;
            self.learnt.facts += u64::from(told == Told::New);
        }
        Ok(())
    }

    /// Writes what changed.
    pub(super) fn into_draft<'d>(self, mut draft: Draft<'d>) -> Result<(Draft<'d>, Learnt), Error> {
        for touched in self.assets.into_values().flatten().filter(|touched| touched.changed) {
            draft = draft.put(&touched.asset)?;
        }
        Ok((draft, self.learnt))
    }
}

/// Takes sightings into a draft, resting on sealed evidence. Doing so again changes nothing.
pub(crate) async fn observe<'d>(
    desk: &Desk,
    draft: Draft<'d>,
    seen: &[Observation],
    evidence: Option<Sha256>,
) -> Result<(Draft<'d>, Learnt), Error> {
    let mut merge = Merge::new(desk);
    merge.take(seen, evidence).await?;
    merge.into_draft(draft)
}

/// Changes the map while nobody else of this process does, and begins anew when another process was quicker: what
/// was learnt from outside is not asked for again.
pub(super) async fn alone<'f, T>(
    desk: &Desk,
    attempt: impl Fn() -> BoxFuture<'f, Result<T, Error>>,
) -> Result<T, Error> {
    let _alone = desk.mapping.lock().await;
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(Error::Conflict) => tracing::debug!("another process changed the map, beginning anew"),
            outcome => return outcome,
        }
    }
    attempt().await
}
