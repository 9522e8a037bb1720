//! Exact fingerprints: SHA-256, the older digests that lists of other houses hold, and the hexadecimal notation that PDQ
//! hashes share with them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::Digest as _;

macro_rules! digest {
    ($(#[$meta:meta])* $name:ident, $bytes:literal, $algorithm:ty) => {
        $(#[$meta])*
        ///
        /// Written and read in hexadecimal digits, also by serde. Ordered as the digits are.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// The digest of `bytes`.
            pub fn of(bytes: &[u8]) -> Self {
                Self(<$algorithm>::digest(bytes).into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotHex;

            fn from_str(text: &str) -> Result<Self, NotHex> {
                parse_hex(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotHex;

            fn try_from(text: String) -> Result<Self, NotHex> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(digest: $name) -> Self {
                digest.to_string()
            }
        }
    };
}

digest! {
    /// The SHA-256 of some bytes; equal digests mean equal bytes.
    ///
    /// # Source
    /// FIPS 180-4.
    Sha256, 32, sha2::Sha256
}

digest! {
    /// The MD5 of some bytes, as older lists have it. Anybody can make two files of one MD5, so that a match says less than
    /// one by SHA-256: enough to put a file before a person, who sees it.
    ///
    /// # Source
    /// RFC 1321; RFC 6151 on what it is still good for.
    Md5, 16, md5::Md5
}

digest! {
    /// The SHA-1 of some bytes, as older lists have it. Two files of one SHA-1 can be made at some expense.
    ///
    /// # Source
    /// FIPS 180-4.
    Sha1, 20, sha1::Sha1
}

/// A text that should have been so many hexadecimal digits is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotHex {
    /// It is longer or shorter.
    #[error("expected {wanted} hexadecimal digits, found {found} bytes")]
    Length {
        /// How many digits there should be.
        wanted: usize,
        /// How many bytes there are.
        found: usize,
    },
    /// The character at this byte is no hexadecimal digit.
    #[error("expected hexadecimal digits, found another character at byte {0}")]
    Digit(usize),
}

/// Reads `N` bytes as hexadecimal digits of either case.
pub(crate) fn parse_hex<const N: usize>(text: &str) -> Result<[u8; N], NotHex> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return Err(NotHex::Length { wanted: 2 * N, found: digits.len() });
    }
    let value = |at: usize| char::from(digits[at]).to_digit(16).map(|digit| digit as u8).ok_or(NotHex::Digit(at));
    let mut bytes = [0; N];
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
    fn agrees_with_the_standards_examples() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256::of(b"abc").to_string(), hex);
        assert_eq!(hex.to_uppercase().parse(), Ok(Sha256::of(b"abc")));
        assert_eq!(Md5::of(b"abc").to_string(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(Sha1::of(b"abc").to_string(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!("ab".parse::<Sha256>(), Err(NotHex::Length { wanted: 64, found: 2 }));
        assert_eq!("ab".parse::<Md5>(), Err(NotHex::Length { wanted: 32, found: 2 }));
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
            let _ = text.parse::<Md5>();
        }
    }
}
