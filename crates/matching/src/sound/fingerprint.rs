//! The fingerprint of a recording.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::ear::Ear;
use super::{SPAN, STEP};

/// First byte of the stored form; it changes whenever the making of sub-fingerprints does.
const VERSION: u8 = 1;

/// The sub-fingerprints of a recording, one every [`STEP`] from its first sample on. It cannot be played.
///
/// Serialises as base64 of its stored form ([`Fingerprint::to_bytes`]).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(Vec<u32>);

/// Stored bytes that are not a fingerprint of this version; make the fingerprint again from the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFingerprint {
    /// Written by another version of the rules.
    #[error(
        "the sound fingerprint is of version {0}, this program reads version {VERSION}: make it again from the sound"
    )]
    Version(u8),
    /// Cut short, or not written by [`Fingerprint::to_bytes`].
    #[error("the sound fingerprint is damaged: make it again from the sound")]
    Damaged,
}

impl Fingerprint {
    /// The fingerprint of samples, [`SAMPLE_RATE`](super::SAMPLE_RATE) a second; empty for less than [`SPAN`].
    #[must_use]
    pub fn of(samples: &[i16]) -> Self {
        let mut heard = Vec::new();
        Ear::at_speed(1.0).hear(samples, &mut heard);
        Self(heard.iter().map(|heard| heard.bits).collect())
    }

    /// The sub-fingerprints, one every [`STEP`].
    #[must_use]
    pub fn sub_fingerprints(&self) -> &[u32] {
        &self.0
    }

    /// Whether the recording was too short to be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Seconds of sound that it covers; the end of a recording may be left out by less than one [`STEP`].
    #[must_use]
    pub fn seconds(&self) -> f64 {
        if self.is_empty() { 0.0 } else { (self.0.len() - 1) as f64 * STEP + SPAN }
    }

    /// The stored form: a version, then the sub-fingerprints, least significant byte first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        std::iter::once(VERSION).chain(self.0.iter().flat_map(|sub| sub.to_le_bytes())).collect()
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// [`BadFingerprint`] when it is of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadFingerprint> {
        let (version, rest) = bytes.split_first().ok_or(BadFingerprint::Damaged)?;
        if *version != VERSION {
            return Err(BadFingerprint::Version(*version));
        }
        match rest.as_chunks() {
            (subs, []) => Ok(Self(subs.iter().map(|sub| u32::from_le_bytes(*sub)).collect())),
            _ => Err(BadFingerprint::Damaged),
        }
    }
}

/// Sub-fingerprints that another program made by the same rules.
impl From<Vec<u32>> for Fingerprint {
    fn from(sub_fingerprints: Vec<u32>) -> Self {
        Self(sub_fingerprints)
    }
}

/// The length alone: the numbers say nothing to a reader.
impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fingerprint({:.1} s)", self.seconds())
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD_NO_PAD.decode(text).map_err(D::Error::custom)?;
        Self::from_bytes(&bytes).map_err(D::Error::custom)
    }
}
