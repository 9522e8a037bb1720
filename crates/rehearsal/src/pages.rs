//! The three hundred pages of the rehearsal: 140 bare re-posts of the known material, 60 pages
//! that show or quote it for a protected purpose, and 100 that have nothing to do with it.
//!
//! Everything is made up from a seed; the same seed gives the same bytes.

mod blocks;
mod charset;
mod darkroom;
mod edits;
mod hosts;
mod legitimate;
mod press;
mod shells;
mod targets;
mod unrelated;
mod words;

#[cfg(test)]
mod tests;

pub use hosts::{KnownSite, SiteKind, known_sites};

use crate::material::{Bank, Language};
use crate::truth::Truth;
use darkroom::Darkroom;
use jiff::civil::Date;
use press::{Draft, Press};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng, rngs::StdRng};

/// Names that re-posters give to their pages.
const SLUGS: [&str; 7] = ["bulletin", "coast", "notes", "lamp", "reading", "read-this", "new"];

/// A file that a page refers to, on the same host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Absolute path on the host.
    pub path: String,
    /// The `Content-Type` header.
    pub content_type: String,
    /// The bytes.
    pub body: Vec<u8>,
}

/// One page, or one bare picture file, as its host serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The host name.
    pub host: String,
    /// Absolute path on the host, without a query.
    pub path: String,
    /// The `Content-Type` header.
    pub content_type: String,
    /// The bytes.
    pub body: Vec<u8>,
    /// The pictures the page shows.
    pub assets: Vec<Asset>,
    /// Where the page would reappear on the same host if it were moved.
    pub moved_path: String,
}

impl Page {
    /// The page's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}{}", self.host, self.path)
    }
}

/// All content of one rehearsal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The known material.
    pub bank: Bank,
    /// The pages, all addresses different.
    pub pages: Vec<Page>,
    /// What they really are; for scoring only.
    pub truth: Truth,
}

/// Makes all content of the rehearsal `seed`.
#[must_use]
pub fn generate(seed: u64) -> Generated {
    let (bank, originals) = Bank::with_originals(seed);
    let darkroom = Darkroom::new(seed, &bank, &originals);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut press = Press::default();
    targets::publish(&mut press, &bank, &darkroom, &mut rng);
    legitimate::publish(&mut press, &bank, &darkroom, &mut rng);
    unrelated::publish(&mut press, &darkroom, &mut rng);
    let (pages, truth) = press.finish();
    Generated { bank, pages, truth }
}

fn any_language(rng: &mut StdRng) -> Language {
    Language::ALL.choose(rng).copied().unwrap_or(Language::English)
}

/// A day in the spring that the story plays in; the frames mention days shortly before it.
fn random_date(rng: &mut StdRng) -> Date {
    jiff::civil::date(2026, rng.random_range(3..=6), rng.random_range(4..=28))
}
