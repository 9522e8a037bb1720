//! Invented names.

use rand::rngs::StdRng;
use rand::seq::SliceRandom;

/// What Meridian calls itself, in its many names.
#[rustfmt::skip]
const OWN: [&str; 24] = [
    "meridian-agency", "meridian-wire", "noon-line", "zenith-quay", "meridian-today", "longitude-zero", "noon-gun",
    "meridian-waves", "culminate", "sundial-post", "transit-circle", "high-noon-harbour", "meridian-dispatch",
    "equator-mail", "solstice-pier", "gnomon", "azimuth-letter", "midday-tide", "meridian-world", "sextant-news",
    "hour-angle", "almanac-line", "parallel-coast", "noon-mark",
];
#[rustfmt::skip]
const FIRST: [&str; 20] = [
    "amber", "birch", "copper", "dapple", "elder", "fern", "garnet", "hazel", "ivory", "juniper", "kettle", "linden",
    "maple", "nettle", "olive", "pebble", "quince", "rowan", "saffron", "thistle",
];
#[rustfmt::skip]
const SECOND: [&str; 20] = [
    "bakery", "bicycles", "books", "carpentry", "choir", "clinic", "cookery", "dentist", "florist", "garden", "kennel",
    "knitting", "library", "orchard", "pottery", "rowing", "school", "tailor", "toys", "violins",
];

/// Names that were not given to anybody yet.
pub(super) struct Names {
    own: Vec<&'static str>,
    strangers: Vec<String>,
}

impl Names {
    pub(super) fn shuffled(rng: &mut StdRng) -> Self {
        let mut own = OWN.to_vec();
        own.shuffle(rng);
        let pair = |first: &&str| SECOND.map(|second| format!("{first}-{second}"));
        let mut strangers: Vec<String> = FIRST.iter().flat_map(pair).collect();
        strangers.shuffle(rng);
        Self { own, strangers }
    }

    /// A name for Meridian. There are more than it ever takes.
    pub(super) fn own(&mut self) -> &'static str {
        self.own.pop().unwrap_or("meridian")
    }

    /// A name for somebody else. There are more than anybody ever takes.
    pub(super) fn stranger(&mut self) -> String {
        self.strangers.pop().unwrap_or_else(|| "nobody".to_owned())
    }
}
