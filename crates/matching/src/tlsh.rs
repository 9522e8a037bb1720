//! TLSH: files with similar bytes. A second opinion beside the exact digests: the same document saved again, or with a
//! few words changed, stays near; so, alas, may two documents made with the same tool.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Bytes below which nothing is hashed: too few for the hash to mean anything.
pub const MIN_BYTES: usize = 50;
/// Characters of the text form: `T1` and the digits of 35 bytes.
const TEXT: usize = 72;

/// The TLSH of a file, in the form with 128 buckets and a checksum of one byte.
///
/// Written and read as `T1` and 70 hexadecimal digits, also by serde. Ordered as they are.
///
/// # Source
/// J. Oliver, C. Cheng, Y. Chen, “TLSH: A Locality Sensitive Hash”, 2013, and its published implementation.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Tlsh(tlsh2::Tlsh128_1);

impl Tlsh {
    /// The hash of some bytes; nothing if they are fewer than [`MIN_BYTES`] or too uniform.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.len() < MIN_BYTES {
            return None;
        }
        tlsh2::TlshDefaultBuilder::build_from(bytes).map(Self)
    }

    /// How far apart two files are, their lengths included: 0 for files that TLSH cannot tell apart, up to 30 for near
    /// ones, several hundred for unrelated ones.
    pub fn distance(&self, other: &Self) -> u16 {
        u16::try_from(self.0.diff(&other.0, true)).unwrap_or(u16::MAX)
    }

    fn text(&self) -> [u8; TEXT] {
        self.0.hash()
    }
}

impl fmt::Display for Tlsh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl fmt::Debug for Tlsh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tlsh({self})")
    }
}

impl PartialEq for Tlsh {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Tlsh {}

impl PartialOrd for Tlsh {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tlsh {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text().cmp(&other.text())
    }
}

impl Hash for Tlsh {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text().hash(state);
    }
}

/// A text is not `T1` and 70 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected T1 and 70 hexadecimal digits of a TLSH")]
pub struct NotTlsh;

impl FromStr for Tlsh {
    type Err = NotTlsh;

    fn from_str(text: &str) -> Result<Self, NotTlsh> {
        let digits = text.strip_prefix("T1").or_else(|| text.strip_prefix("t1")).ok_or(NotTlsh)?;
        // Checked here, since the reader below is made for what it wrote itself.
        if text.len() != TEXT || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotTlsh);
        }
        format!("T1{}", digits.to_ascii_uppercase()).parse().map(Self).map_err(|_| NotTlsh)
    }
}

impl TryFrom<String> for Tlsh {
    type Error = NotTlsh;

    fn try_from(text: String) -> Result<Self, NotTlsh> {
        text.parse()
    }
}

impl From<Tlsh> for String {
    fn from(tlsh: Tlsh) -> Self {
        tlsh.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIGHT: &str = "REHEARSAL. The keeper climbs ninety steps each evening before the tide turns, carrying a can of \
        oil and a folded cloth. From the gallery she counts the boats that have not come home, and writes their names on \
        a slate until the lamp stands straight.";
    const ROSES: &str = "REHEARSAL. Before the end of the month it is a good idea to cut back the roses, to turn the \
        compost and to sharpen the spade. Leaves that are left on the lawn make good bedding for hedgehogs in winter.";

    /// The example that the published implementation gives, so that a list made elsewhere means the same here.
    #[test]
    fn agrees_with_the_published_implementation() {
        let bytes = b"Sed ut perspiciatis unde omnis iste natuserror sit voluptatem accusantium";
        let wanted = "T184A022B383C2A2A20ACB0830880CF0202CCAC080033A023800338A30B0880AA8E0BE38";
        assert_eq!(Tlsh::of(bytes).unwrap().to_string(), wanted);
        let other = Tlsh::of(b"odit aut fugit, sed quia consequuntur magni dolores").unwrap();
        assert_eq!(wanted.parse::<Tlsh>().unwrap().distance(&other), 209);
    }

    #[test]
    fn a_copy_with_a_word_changed_is_near_and_another_text_is_not() {
        let of = |text: &str| Tlsh::of(text.as_bytes()).unwrap();
        let pages = |text: &str| (0..40).map(|page| format!("Page {page}. {text}\n")).collect::<String>();
        let (light, roses) = (pages(LIGHT), pages(ROSES));
        let edited = light.replacen("ninety", "eighty", 1);
        assert!(of(&light).distance(&of(&edited)) <= 30, "{}", of(&light).distance(&of(&edited)));
        assert!(of(&light).distance(&of(&roses)) > 60, "{}", of(&light).distance(&of(&roses)));
    }

    #[test]
    fn short_and_uniform_files_have_none() {
        assert_eq!(Tlsh::of(&LIGHT.as_bytes()[..49]), None);
        assert_eq!(Tlsh::of(&[7; 5_000]), None);
    }

    proptest! {
        #[test]
        fn survives_the_round_trip(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            if let Some(tlsh) = Tlsh::of(&bytes) {
                prop_assert_eq!(tlsh.to_string().parse::<Tlsh>(), Ok(tlsh.clone()));
                prop_assert_eq!(tlsh.to_string().to_lowercase().parse::<Tlsh>(), Ok(tlsh.clone()));
                prop_assert_eq!(tlsh.distance(&tlsh), 0);
            }
        }

        #[test]
        fn no_text_trips_the_reader(text in "\\PC{0,80}|[Tt]1[0-9a-fA-Fé]{68,72}") {
            if let Ok(tlsh) = text.parse::<Tlsh>() {
                prop_assert_eq!(tlsh.to_string(), text.to_ascii_uppercase());
            }
        }

        /// Also of hashes that no file has.
        #[test]
        fn any_two_hashes_lie_as_far_apart_either_way(one in "T1[0-9a-f]{70}", other in "T1[0-9a-f]{70}") {
            let (one, other): (Tlsh, Tlsh) = (one.parse().unwrap(), other.parse().unwrap());
            prop_assert_eq!(one.distance(&other), other.distance(&one));
            prop_assert_eq!(one.distance(&one), 0);
        }
    }
}
