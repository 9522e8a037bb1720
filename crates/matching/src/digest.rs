//! Exact fingerprints: SHA-256 and MD5, and the 64-digit hexadecimal notation that PDQ hashes share with the former.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

/// The SHA-256 of some bytes; equal digests mean equal bytes.
///
/// Written and read as 64 hexadecimal digits, also by serde. Ordered as the digits are.
///
/// # Source
/// FIPS 180-4.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        parse_hex(text).map(Self)
    }
}

impl TryFrom<String> for Sha256 {
    type Error = NotHex;

    fn try_from(text: String) -> Result<Self, NotHex> {
        text.parse()
    }
}

impl From<Sha256> for String {
    fn from(digest: Sha256) -> Self {
        digest.to_string()
    }
}

/// The MD5 of some bytes, by which old hash lists name files. Whoever wants to can make two files with the same one.
///
/// # Source
/// RFC 1321; RFC 6151 on what it is still good for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Md5(pub [u8; 16]);

impl Md5 {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use md5::Digest as _;
        Self(md5::Md5::digest(bytes).into())
    }
}

impl fmt::Display for Md5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Md5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Md5({self})")
    }
}

impl From<Md5> for String {
    fn from(digest: Md5) -> Self {
        digest.to_string()
    }
}

/// A text that should have been 64 hexadecimal digits is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHex {
    /// It is longer or shorter.
    #[error("expected 64 hexadecimal digits, found {0} bytes")]
    Length(usize),
    /// The character at this byte is no hexadecimal digit.
    #[error("expected 64 hexadecimal digits, found another character at byte {0}")]
    Digit(usize),
}

/// Reads 64 hexadecimal digits of either case.
pub(crate) fn parse_hex(text: &str) -> Result<[u8; 32], NotHex> {
    let digits: &[u8; 64] = text.as_bytes().try_into().map_err(|_| NotHex::Length(text.len()))?;
    let value = |at: usize| char::from(digits[at]).to_digit(16).map(|digit| digit as u8).ok_or(NotHex::Digit(at));
    let mut bytes = [0; 32];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = value(2 * i)? << 4 | value(2 * i + 1)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn agrees_with_the_standards_example() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256::of(b"abc").to_string(), hex);
        assert_eq!(hex.to_uppercase().parse(), Ok(Sha256::of(b"abc")));
    }

    #[test]
    fn agrees_with_the_suite_of_rfc_1321() {
        assert_eq!(Md5::of(b"").to_string(), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(Md5::of(b"message digest").to_string(), "f96b697d7cb7938d525a2f31aaf161d0");
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!("ab".parse::<Sha256>(), Err(NotHex::Length(2)));
        let text = format!("00g{}", "0".repeat(61));
        assert_eq!(text.parse::<Sha256>(), Err(NotHex::Digit(2)));
    }

    proptest! {
        #[test]
        fn survives_the_round_trip(bytes: [u8; 32]) {
            prop_assert_eq!(Sha256(bytes).to_string().parse(), Ok(Sha256(bytes)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,70}|[0-9a-fé]{60,64}") {
            let _ = text.parse::<Sha256>();
        }
    }
}
