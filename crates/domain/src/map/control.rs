//! One control or coincidence? What a candidate shares with a network, weighed.
//!
//! The rules, in short. A value shared with many says nothing, so holders are counted first. Evidence
//! that may come from one act counts once ([`Family`]). Whatever stands in public view can be copied or
//! planted, so everything copyable together counts as one family, and never alone. Times must fit. What
//! did not count is listed beside what did, with its numbers. The result is a proposal; a person decides.
//!
//! Weights are our own, from general knowledge, and order the list; the decision rests on the rules.

mod compare;

pub use compare::{Fact, Members, Outlet, grow};

use super::asset::Asset;
use super::link::{Class, Family, Interval, LONGEST_GAP, LinkKind};
use crate::named::named;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Where counting of holders stops. "1000" means a thousand or more.
pub const HOLDERS_COUNTED: u64 = 1000;

/// A key that comes back after longer may have come back in other hands, with its server.
pub const LONGEST_SUCCESSION: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Of a network, at least so many members are taken to be unseen; and what is generally known of a kind of
/// link weighs as much as so many members seen.
const UNSEEN: u64 = 10;

/// Up to so many times the useful number of holders, what cannot be copied still speaks, but not alone: a
/// large network that does everything alike looks at first like the customers of one company.
const STILL_SPEAKS: u64 = 5;

named! {
    /// In which way a candidate and a network have something in common.
    pub enum Tie {
        /// Both have the same value.
        Same = "same",
        /// The candidate names a member as its own, and the member names the candidate.
        Mutual = "mutual",
        /// A member sends its visitors to the candidate: only who runs the member can do that.
        FromNetwork = "from_network",
    }
}

/// Something that a candidate has in common with a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// By which link.
    pub link: LinkKind,
    /// The value; for a direct tie the member it is with.
    pub value: Asset,
    /// In which way.
    pub tie: Tie,
    /// How many hold it in the whole map, up to [`HOLDERS_COUNTED`]. For a mutual tie: the members that name the
    /// candidate back, and the strangers that it names besides; for one from the network: how many send visitors
    /// to the candidate.
    pub holders: u64,
    /// How many members of the network hold it.
    pub within: u64,
    /// When it was seen at the candidate, and when in the network: the two sightings nearest to each other.
    pub seen: (Interval, Interval),
}

/// What became of something shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighed {
    /// It is the best of its family and counts, in tenths of a bit.
    Counts(u32),
    /// It is the best of its family, but held by rather many: it counts if another family that cannot be
    /// copied says the same.
    Weak {
        /// In tenths of a bit.
        weight: u32,
        /// So many holders would have been few.
        useful: u64,
    },
    /// It supports, but depends on something of the same family that counts already.
    Dependent,
    /// Held by more than are useful: this many would still have been.
    TooCommon(u64),
    /// Seen at different times, further apart than this.
    Apart(SignedDuration),
    /// Shared with strangers as a matter of course.
    Surroundings,
}

/// One reason for or against, with its numbers. The words are made where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What is shared.
    pub shared: Shared,
    /// How hard it is to forge, for this tie.
    pub class: Class,
    /// On what it depends, for this tie.
    pub family: Family,
    /// What became of it.
    pub weighed: Weighed,
}

named! {
    /// What a proposal still lacks.
    pub enum Lacking {
        /// Nothing shared counts.
        Anything = "anything",
        /// All that counts could have been copied by an outsider.
        WhatCannotBeCopied = "what_cannot_be_copied",
        /// What cannot be copied is held by rather many, and nothing of the kind stands beside it.
        RarerValue = "rarer_value",
        /// All that counts may come from one act.
        SecondFamily = "second_family",
    }
}

/// What the weighing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The families that count, in tenths of a bit together. It orders candidates; it does not decide.
    pub score: u32,
    /// The families that count.
    pub families: Vec<Family>,
    /// What speaks for one control, strongest first.
    pub for_: Vec<Reason>,
    /// What was looked at and does not count.
    pub against: Vec<Reason>,
    /// What keeps it from being proposed.
    pub lacking: Option<Lacking>,
}

impl Judgement {
    /// Whether it may be shown to a person as a proposal.
    #[must_use]
    pub const fn proposed(&self) -> bool {
        self.lacking.is_none()
    }
}

impl Shared {
    /// How hard this tie is to forge. What a member does itself, an outsider cannot do for it.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self.tie {
            Tie::Same => self.link.class(),
            Tie::Mutual | Tie::FromNetwork => Class::Strong,
        }
    }

    /// On what this tie depends.
    #[must_use]
    pub const fn family(&self) -> Family {
        match self.tie {
            Tie::Same => self.link.family(),
            Tie::Mutual | Tie::FromNetwork => Family::Route,
        }
    }

    /// How many holders are few: the candidate, the members seen to hold it, and as many of the members
    /// not found yet as hold it at the rate seen so far. With more, the next holder met is rather a
    /// stranger than a member.
    #[must_use]
    pub fn useful(&self, network_size: u64) -> u64 {
        let size = network_size.max(self.within);
        // The rate among the members, drawn towards what is general where few were seen.
        let holding = 100 * self.within + percent_of_members(self.link) * UNSEEN;
        1 + self.within + holding * size.max(UNSEEN) / (100 * (size + UNSEEN))
    }

    fn longest_gap(&self) -> SignedDuration {
        if self.class() == Class::ProofOfControl { LONGEST_SUCCESSION } else { LONGEST_GAP }
    }

    fn weigh(&self, network_size: u64) -> Weighed {
        let (holders, useful) = (self.holders.max(self.within + 1), self.useful(network_size));
        let base = match self.class() {
            Class::ProofOfControl => 60,
            Class::Strong => 40,
            Class::Copyable => 20,
            Class::Contextual => return Weighed::Surroundings,
        };
        if self.seen.0.gap(self.seen.1) > self.longest_gap() {
            return Weighed::Apart(self.longest_gap());
        }
        // Every halving of the holders below the useful number is one bit more, every doubling above one less.
        if holders <= useful {
            Weighed::Counts(base + 10 * (useful / holders).ilog2())
        } else if self.class() < Class::Copyable && holders <= STILL_SPEAKS * useful {
            Weighed::Weak { weight: base - 10 * holders.div_ceil(useful).ilog2(), useful }
        } else {
            Weighed::TooCommon(useful)
        }
    }
}

/// Of a hundred members that can have such a link, how many share one value of it.
const fn percent_of_members(link: LinkKind) -> u64 {
    match link {
        LinkKind::SignedBy => 100,
        LinkKind::RegisteredTo => 80,
        LinkKind::Carries | LinkKind::Shows | LinkKind::BuiltFrom | LinkKind::PaidTo => 50,
        LinkKind::HoldsKey | LinkKind::Presents | LinkKind::PointsTo | LinkKind::RedirectsTo => 30,
        _ => 0,
    }
}

/// Weighs what a candidate shares with a network of so many members, itself not counted.
#[must_use]
pub fn weigh(network_size: u64, shared: &[Shared]) -> Judgement {
    let reason = |shared: &Shared| Reason {
        class: shared.class(),
        family: shared.family(),
        weighed: shared.weigh(network_size),
        shared: shared.clone(),
    };
    let (mut for_, mut against): (Vec<_>, Vec<_>) = shared.iter().map(reason).partition(|reason| weight(reason) > 0);
    for_.sort_by_key(|reason| (std::cmp::Reverse(weight(reason)), place(reason)));
    against.sort_by_key(|reason| (reason.class, place(reason)));
    let mut best: BTreeMap<Family, Best> = BTreeMap::new();
    for reason in &mut for_ {
        match best.entry(reason.family) {
            Entry::Occupied(_) => reason.weighed = Weighed::Dependent,
            Entry::Vacant(place) => _ = place.insert(Best::of(reason)),
        }
    }
    Judgement {
        score: best.values().map(|best| best.weight).sum(),
        families: best.keys().copied().collect(),
        lacking: lacking(&best),
        for_,
        against,
    }
}

/// The best of one family.
struct Best {
    copyable: bool,
    weak: bool,
    weight: u32,
}

impl Best {
    fn of(reason: &Reason) -> Self {
        Self {
            copyable: reason.class == Class::Copyable,
            weak: matches!(reason.weighed, Weighed::Weak { .. }),
            weight: weight(reason),
        }
    }
}

/// Two families, of which all copyable ones together are one; and two that cannot be copied where both are weak.
fn lacking(best: &BTreeMap<Family, Best>) -> Option<Lacking> {
    let count = |wanted: fn(&Best) -> bool| best.values().filter(|best| wanted(best)).count();
    let copyable = count(|best| best.copyable);
    let weak = count(|best| !best.copyable && best.weak);
    let firm = best.len() - copyable - weak;
    match (firm, weak) {
        (0, 0) if copyable == 0 => Some(Lacking::Anything),
        (0, 0) => Some(Lacking::WhatCannotBeCopied),
        (0, 1) => Some(Lacking::RarerValue),
        (1, 0) if copyable == 0 => Some(Lacking::SecondFamily),
        _ => None,
    }
}

const fn weight(reason: &Reason) -> u32 {
    match reason.weighed {
        Weighed::Counts(weight) | Weighed::Weak { weight, .. } => weight,
        _ => 0,
    }
}

/// What keeps the order of reasons the same, whatever the order in which they came.
fn place(reason: &Reason) -> (LinkKind, Asset, Tie) {
    (reason.shared.link, reason.shared.value.clone(), reason.shared.tie)
}

#[cfg(test)]
mod tests;
