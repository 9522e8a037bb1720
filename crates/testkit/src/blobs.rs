//! Blobs in memory.

use crate::locked;
use async_trait::async_trait;
use casework::ports::{Blobs, StoreError};
use matching::digest::Sha256;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A fake of the folder of blobs.
#[derive(Debug, Default)]
pub struct MemoryBlobs(Mutex<BTreeMap<Sha256, Vec<u8>>>);

impl MemoryBlobs {
    /// How many different blobs are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        locked(&self.0).len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        locked(&self.0).is_empty()
    }

    /// Replaces the bytes kept under a digest, as a failing disk would.
    pub fn damage(&self, digest: &Sha256, bytes: &[u8]) {
        locked(&self.0).insert(*digest, bytes.to_vec());
    }
}

#[async_trait]
impl Blobs for MemoryBlobs {
    async fn put(&self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let digest = Sha256::of(bytes);
        locked(&self.0).insert(digest, bytes.to_vec());
        Ok(digest)
    }

    async fn put_all(&self, blobs: &[&[u8]]) -> Result<Vec<Sha256>, StoreError> {
        let mut digests = Vec::with_capacity(blobs.len());
        for bytes in blobs {
            digests.push(self.put(bytes).await?);
        }
        Ok(digests)
    }

    async fn get(&self, digest: &Sha256) -> Result<Option<Vec<u8>>, StoreError> {
        match locked(&self.0).get(digest) {
            Some(bytes) if Sha256::of(bytes) == *digest => Ok(Some(bytes.clone())),
            Some(_) => Err(StoreError::Broken { what: format!("blob {digest} no longer has its digest") }),
            None => Ok(None),
        }
    }
}
