//! What was judged when a network was proposed, kept as it was then. The words are made where it is shown.

use domain::id::NetworkId;
use domain::map::control::{self, Lacking, Tie};
use domain::map::{Asset, Class, Family, Interval, LinkKind};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};

/// How many reasons for, and how many against, are kept of one judgement. The strongest stand first.
const MAX_REASONS: usize = 20;

/// Everything that was judged for one proposal; kept as one sealed file.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgements {
    /// The network.
    #[serde_as(as = "DisplayFromStr")]
    pub network: NetworkId,
    /// When.
    pub at: Timestamp,
    /// A random number, which keeps the digest of this file from being guessed.
    pub nonce: String,
    /// Who joins, in the order in which they did, each with why.
    pub members: Vec<Judged>,
    /// Who has something in common with the network and does not join, those nearest to it first.
    pub considered: Vec<Judged>,
    /// Limits that were hit, in words.
    pub not_examined: Vec<String>,
}

/// The judgement about one outlet: a site with its host and its domain, an application, a channel.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The outlet, by the name it is shown by.
    #[serde_as(as = "DisplayFromStr")]
    pub outlet: Asset,
    /// All its names.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub names: Vec<Asset>,
    /// How many members there were when it was judged.
    pub members: u64,
    /// What counts together, in tenths of a bit. It orders; it does not decide.
    pub score: u32,
    /// The families of evidence that count.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub families: Vec<Family>,
    /// What speaks for one control, strongest first.
    pub reasons_for: Vec<JudgedReason>,
    /// What was looked at and does not count.
    pub reasons_against: Vec<JudgedReason>,
    /// How many further reasons of either kind are not listed.
    pub further: u64,
    /// What keeps it from being proposed; absent if it is.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub lacking: Option<Lacking>,
}

/// One reason, with its numbers.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedReason {
    /// By which link.
    #[serde_as(as = "DisplayFromStr")]
    pub link: LinkKind,
    /// What is shared; for a direct tie the member it is with.
    #[serde_as(as = "DisplayFromStr")]
    pub value: Asset,
    /// In which way.
    #[serde_as(as = "DisplayFromStr")]
    pub tie: Tie,
    /// How many hold it in the whole map.
    pub holders: u64,
    /// How many members hold it.
    pub within: u64,
    /// When it was seen at the candidate.
    #[serde(with = "super::interval")]
    pub seen_here: Interval,
    /// When it was seen in the network.
    #[serde(with = "super::interval")]
    pub seen_there: Interval,
    /// How hard it is to forge.
    #[serde_as(as = "DisplayFromStr")]
    pub class: Class,
    /// On what it depends.
    #[serde_as(as = "DisplayFromStr")]
    pub family: Family,
    /// What became of it.
    pub weighed: Weighed,
}

/// What became of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighed {
    /// It is the best of its family and counts, in tenths of a bit.
    Counts(u32),
    /// It is the best of its family, but held by rather many.
    Weak {
        /// In tenths of a bit.
        weight: u32,
        /// So many holders would have been few.
        useful: u64,
    },
    /// It depends on something of the same family that counts already.
    Dependent,
    /// Held by more than are useful: this many would still have been.
    TooCommon(u64),
    /// Seen at different times, further apart than so many seconds.
    Apart(i64),
    /// Shared with strangers as a matter of course.
    Surroundings,
}

impl Judged {
    /// A judgement as it is kept.
    #[must_use]
    pub fn of(outlet: &Asset, names: &[Asset], members: u64, judgement: &control::Judgement) -> Self {
        let kept = |reasons: &[control::Reason]| reasons.iter().take(MAX_REASONS).map(JudgedReason::of).collect();
        let further = |reasons: &[control::Reason]| reasons.len().saturating_sub(MAX_REASONS) as u64;
        Self {
            outlet: outlet.clone(),
            names: names.to_vec(),
            members,
            score: judgement.score,
            families: judgement.families.clone(),
            reasons_for: kept(&judgement.for_),
            reasons_against: kept(&judgement.against),
            further: further(&judgement.for_) + further(&judgement.against),
            lacking: judgement.lacking,
        }
    }
}

impl JudgedReason {
    fn of(reason: &control::Reason) -> Self {
        let shared = &reason.shared;
        Self {
            link: shared.link,
            value: shared.value.clone(),
            tie: shared.tie,
            holders: shared.holders,
            within: shared.within,
            seen_here: shared.seen.0,
            seen_there: shared.seen.1,
            class: reason.class,
            family: reason.family,
            weighed: reason.weighed.into(),
        }
    }
}

impl From<control::Weighed> for Weighed {
    fn from(weighed: control::Weighed) -> Self {
        match weighed {
            control::Weighed::Counts(weight) => Self::Counts(weight),
            control::Weighed::Weak { weight, useful } => Self::Weak { weight, useful },
            control::Weighed::Dependent => Self::Dependent,
            control::Weighed::TooCommon(useful) => Self::TooCommon(useful),
            control::Weighed::Apart(gap) => Self::Apart(SignedDuration::as_secs(&gap)),
            control::Weighed::Surroundings => Self::Surroundings,
        }
    }
}
