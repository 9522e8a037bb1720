//! What can be learnt about an asset of a network, from whom.

use async_trait::async_trait;
use domain::map::{Asset, Observation, Source};
use jiff::Timestamp;

/// What one source says about one asset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collected {
    /// The facts.
    pub observations: Vec<Observation>,
    /// The answers from which they were read, as they came.
    pub answers: Vec<Answer>,
    /// Assets to ask about next, each once, in the order in which they were found.
    pub next: Vec<Asset>,
    /// Limits that were hit: what was not examined, in words.
    pub not_examined: Vec<String>,
}

/// An answer as it came, to be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub source: Source,
    /// What was asked: a name with a record type, or an address.
    pub asked: String,
    /// When it was asked.
    pub at: Timestamp,
    /// The answer.
    pub bytes: Vec<u8>,
}

/// Why nothing was learnt. None means that there is nothing to learn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectError {
    /// This source says nothing about assets of this kind, or is not set up here.
    #[error("{from} cannot be asked about {asset}; the sources of an asset are listed with it")]
    NotASource {
        /// The source asked.
        from: Source,
        /// The asset, with its kind.
        asset: String,
    },
    /// It may not be asked: a private address, or robots.txt.
    #[error("{asked} is not asked: {why}")]
    Forbidden {
        /// What was to be asked.
        asked: String,
        /// Why it may not be.
        why: String,
    },
    /// The source says that there is no such thing. Another source may know it.
    #[error("the source knows nothing of {asked}")]
    Unknown {
        /// What was asked.
        asked: String,
    },
    /// No answer this time; it can be tried again.
    #[error("{asked} gave no answer: {why}; try again later")]
    NoAnswer {
        /// What was asked.
        asked: String,
        /// What happened.
        why: String,
    },
    /// An answer came, but it cannot be understood, or cannot be true.
    #[error("the answer about {asked} is not believed: {why}")]
    BadAnswer {
        /// What was asked.
        asked: String,
        /// What is wrong with it.
        why: String,
    },
}

/// Asks sources about assets, one at a time.
#[async_trait]
pub trait Collect: Send + Sync {
    /// The sources that may know something of an asset, cheapest first. Empty when nobody is to be asked.
    fn sources_for(&self, asset: &Asset) -> Vec<Source>;
    /// Asks one of them.
    async fn collect(&self, asset: &Asset, source: Source) -> Result<Collected, CollectError>;
}
