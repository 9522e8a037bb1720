//! A registry that knows what the test told it.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Holder, Registry, RegistryError};
use std::collections::HashMap;
use std::sync::Mutex;

/// Knows no host until it is told of one.
#[derive(Debug, Default)]
pub struct FakeRegistry(Mutex<HashMap<String, Holder>>);

impl FakeRegistry {
    /// From now on this host's network has this holder.
    pub fn know(&self, host: &str, holder: Holder) {
        locked(&self.0).insert(host.to_owned(), holder);
    }
}

#[async_trait]
impl Registry for FakeRegistry {
    async fn holder(&self, host: &str) -> Result<Holder, RegistryError> {
        let unknown = || RegistryError::NoRegistry { host: host.to_owned() };
        locked(&self.0).get(host).cloned().ok_or_else(unknown)
    }
}
