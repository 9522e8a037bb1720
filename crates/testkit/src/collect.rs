//! Sources that know what the test told them.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Collect, CollectError, Collected};
use domain::map::{Asset, Source};
use std::collections::HashMap;
use std::sync::Mutex;

/// Knows nothing of any asset until it is told, and keeps what it was asked.
#[derive(Debug, Default)]
pub struct FakeCollect(Mutex<Script>);

#[derive(Debug, Default)]
struct Script {
    known: HashMap<(Asset, Source), Result<Collected, CollectError>>,
    asked: Vec<(Asset, Source)>,
}

impl FakeCollect {
    /// From now on this source answers so about this asset, and is one of its sources.
    pub fn know(&self, asset: &Asset, source: Source, answer: Result<Collected, CollectError>) {
        locked(&self.0).known.insert((asset.clone(), source), answer);
    }

    /// What was asked, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<(Asset, Source)> {
        locked(&self.0).asked.clone()
    }
}

#[async_trait]
impl Collect for FakeCollect {
    fn sources_for(&self, asset: &Asset) -> Vec<Source> {
        let script = locked(&self.0);
        let known = |source: &&Source| script.known.contains_key(&(asset.clone(), **source));
        Source::ALL.iter().filter(known).copied().collect()
    }

    async fn collect(&self, asset: &Asset, source: Source) -> Result<Collected, CollectError> {
        let mut script = locked(&self.0);
        script.asked.push((asset.clone(), source));
        let unknown = || Err(CollectError::NotASource { from: source, asset: asset.to_string() });
        script.known.get(&(asset.clone(), source)).cloned().unwrap_or_else(unknown)
    }
}
