//! Details as they are kept beside a hash: bytes, in text as Base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{CELLS, Detail, Details, MOST, SIDE};

/// How the bytes are laid out; raised when that changes, or what the bits mean.
const VERSION: u8 = 1;

/// Bytes before the spots: version, sides, thumbnail, number of spots.
const HEAD: usize = 1 + 4 + CELLS * CELLS + 2;

/// Bytes of a spot.
const EACH: usize = 22;

/// Bytes that are no details of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDetails {
    /// Written by another version.
    #[error("the details of a picture are of version {0}, which is not known; add the picture to its bank again")]
    Version(u8),
    /// The length or a number in it is wrong.
    #[error("the details of a picture are damaged; add the picture to its bank again")]
    Damaged,
}

impl Details {
    /// The details as bytes, at most 6 kB.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        for number in [self.width, self.height] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(&self.thumbnail);
        bytes.extend((self.spots.len() as u16).to_le_bytes());
        for spot in &self.spots {
            bytes.extend(spot.bits);
            bytes.extend(spot.x.to_le_bytes());
            bytes.extend(spot.y.to_le_bytes());
            bytes.extend([spot.scale, spot.direction]);
        }
        bytes
    }

    /// Reads what [`Details::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadDetails`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadDetails> {
        let (&version, _) = bytes.split_first().ok_or(BadDetails::Damaged)?;
        if version != VERSION {
            return Err(BadDetails::Version(version));
        }
        let (head, rest) = bytes.split_at_checked(HEAD).ok_or(BadDetails::Damaged)?;
        let number = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let (width, height, count) = (number(1), number(3), usize::from(number(HEAD - 2)));
        let sides = 1..=SIDE as u16;
        if !sides.contains(&width) || !sides.contains(&height) || count > MOST || rest.len() != count * EACH {
            return Err(BadDetails::Damaged);
        }
        let spot = |bytes: &[u8; EACH]| {
            let bits = std::array::from_fn(|at| bytes[at]);
            let share = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
            Detail { bits, x: share(16), y: share(18), scale: bytes[20], direction: bytes[21] }
        };
        let spots = rest.as_chunks::<EACH>().0.iter().map(spot).collect();
        Ok(Self { width, height, thumbnail: head[5..HEAD - 2].to_vec(), spots })
    }
}

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for Details {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text).map_err(|_| de::Error::custom(BadDetails::Damaged))?;
        Self::from_bytes(&bytes).map_err(de::Error::custom)
    }
}
