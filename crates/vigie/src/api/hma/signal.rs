//! The types of signals that are compared, by HMA's names.

use super::trouble::Trouble;
use casework::detect::Hash;
use casework::records::{Match, Value};
use domain::detect::Method;

/// What a signal is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignalType {
    /// The looks of a picture.
    Pdq,
    /// The exact bytes of a file; HMA has no such type, so it is answered only when it is asked for.
    Sha256,
    /// The exact bytes of a video, as older lists have them.
    VideoMd5,
}

impl SignalType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdq, Self::VideoMd5, Self::Sha256];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdq => "pdq",
            Self::Sha256 => "sha256",
            Self::VideoMd5 => "video_md5",
        }
    }

    /// How signals of this type are compared.
    pub const fn method(self) -> Method {
        match self {
            Self::Pdq => Method::Pdq,
            Self::Sha256 => Method::Sha256,
            Self::VideoMd5 => Method::Md5,
        }
    }

    /// The type of a name.
    pub fn of(name: &str) -> Result<Self, Trouble> {
        let known = Self::ALL.into_iter().find(|known| known.name() == name);
        known.ok_or_else(|| Trouble::bad(format!("No such SignalType '{name}'")))
    }

    /// Reads a signal of this type.
    pub fn read(self, signal: &str) -> Result<Hash, String> {
        match self {
            Self::Pdq => signal.parse().map(Hash::Pdq).map_err(|why| format!("invalid PDQ hash: {why}")),
            Self::VideoMd5 => signal.parse().map(Hash::Md5).map_err(|why| format!("invalid MD5 digest: {why}")),
            Self::Sha256 => signal.parse().map(Hash::Sha256).map_err(|why| format!("invalid SHA-256 digest: {why}")),
        }
    }
}

/// How far a match is, as HMA writes it: in a string, and `-` where there is no more or less.
pub fn distance(found: &Match) -> String {
    found.bits.map_or_else(|| "-".to_owned(), |bits| bits.to_string())
}

/// A hash as it is written.
pub fn text(hash: &Hash) -> String {
    hash.value().digits().unwrap_or_default()
}

/// The type of what a bank keeps, if HMA has one.
pub fn kind(value: &Value) -> Option<SignalType> {
    match value {
        Value::Pdq(_) => Some(SignalType::Pdq),
        Value::Sha256(_) => Some(SignalType::Sha256),
        Value::Md5(_) => Some(SignalType::VideoMd5),
        _ => None,
    }
}
