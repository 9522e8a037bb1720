//! Randomness: identifiers, salts and secrets.

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// A source of randomness that a rehearsal can seed.
pub struct Entropy(Mutex<StdRng>);

impl Entropy {
    /// From the operating system.
    #[must_use]
    pub fn from_system() -> Self {
        Self(Mutex::new(StdRng::from_os_rng()))
    }

    /// Repeatable, for rehearsals and tests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }

    /// 32 random bytes.
    #[must_use]
    pub fn bytes32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // A panic elsewhere cannot leave the generator half changed, so a poisoned lock is still good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A random number of 64 bits.
    #[must_use]
    pub fn number(&self) -> u64 {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.bytes32()[..8]);
        u64::from_le_bytes(bytes)
    }

    /// A secret of 256 bits, as 43 characters that fit in a link.
    #[must_use]
    pub fn secret(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(self.bytes32())
    }

    /// A new identifier, ordered by time (UUID version 7).
    ///
    /// # Source
    /// RFC 9562 section 5.7.
    #[must_use]
    pub fn id(&self, now: Timestamp) -> Uuid {
        let bytes = self.bytes32();
        let mut random = [0; 10];
        random.copy_from_slice(&bytes[..10]);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
