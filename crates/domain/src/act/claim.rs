//! Claims, not truth: who says what happened to a target, what was seen from outside, and where they
//! disagree.
//!
//! Claims are only ever added. A witness who says something else later has corrected itself, and both
//! stay; two witnesses who exclude each other stay in dispute until one of them says otherwise.

use super::outcome::{Leaves, Outcome};
use crate::id::{AuthorityId, ProviderId};
use crate::people::Country;
use jiff::Timestamp;

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Witness {
    /// An authority that takes part.
    Authority(AuthorityId),
    /// The provider that acted or was asked.
    Provider(ProviderId),
    /// Somebody who was not there: a newspaper, a statement. Kept and shown, and never a source for ours.
    Press(String),
}

impl Witness {
    /// Whether it was there, or answers for those who were.
    #[must_use]
    pub const fn was_there(&self) -> bool {
        !matches!(self, Self::Press(_))
    }
}

/// What somebody says happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who says it.
    pub who: Witness,
    /// What.
    pub what: Outcome,
    /// When it happened, as they say: a look from before it cannot tell.
    pub happened: Timestamp,
    /// When they said so, not when it reached us: their last word counts.
    pub said: Timestamp,
}

/// What our own look from outside found, once enough places had looked: one failed attempt is never "gone".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Whether it answers nobody there.
    pub gone: bool,
    /// The state from which it was looked at, if the look was from inside one that matters.
    pub from: Option<Country>,
    /// When.
    pub at: Timestamp,
}

/// What a look says to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it should be if the claim is true.
    Agrees,
    /// It is not.
    Contradicts,
    /// A look from there and then cannot tell.
    CannotTell,
}

impl Claim {
    /// What a look says to it; the target is acted on by a state. A look from before it happened cannot tell.
    #[must_use]
    pub fn seen(&self, look: &Seen, acting: Country) -> Verdict {
        let expected = match self.what.leaves() {
            _ if look.at < self.happened => None,
            Leaves::Gone => Some(true),
            Leaves::Up => Some(false),
            Leaves::GoneInside => (look.from == Some(acting)).then_some(true),
            Leaves::Unseen => None,
        };
        match expected {
            None => Verdict::CannotTell,
            Some(gone) if gone == look.gone => Verdict::Agrees,
            Some(_) => Verdict::Contradicts,
        }
    }
}

/// Two sources that cannot both be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dispute {
    /// Two witnesses.
    Witnesses(Claim, Claim),
    /// A witness and our own look.
    Outside(Claim, Seen),
}

/// A fact that may stand in a statement to the press, with its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What happened.
    pub what: Outcome,
    /// Who of those who were there says so.
    pub said_by: Vec<Witness>,
    /// The look from outside that agrees.
    pub seen: Seen,
}

/// Everything said and seen of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Testimony {
    acting: Country,
    claims: Vec<Claim>,
    looks: Vec<Seen>,
}

impl Testimony {
    /// Nothing said yet of a target on which a state acts.
    #[must_use]
    pub const fn of(acting: Country) -> Self {
        Self { acting, claims: Vec::new(), looks: Vec::new() }
    }

    /// Takes a claim in. The same claim sent twice is one.
    pub fn hear(&mut self, claim: Claim) {
        if !self.claims.contains(&claim) {
            self.claims.push(claim);
        }
    }

    /// Takes a look in.
    pub fn see(&mut self, look: Seen) {
        if !self.looks.contains(&look) {
            self.looks.push(look);
        }
    }

    /// Every claim, as it came.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Every look, as it came.
    #[must_use]
    pub fn looks(&self) -> &[Seen] {
        &self.looks
    }

    /// The latest word of each witness. Of two words of one moment, the one that came later.
    #[must_use]
    pub fn words(&self) -> Vec<&Claim> {
        latest(&self.claims, |claim| &claim.who, |claim| claim.said)
    }

    /// The latest look from each place, and the latest over all places.
    #[must_use]
    pub fn latest_looks(&self) -> Vec<&Seen> {
        latest(&self.looks, |look| &look.from, |look| look.at)
    }

    /// Where the latest words and looks exclude each other.
    #[must_use]
    pub fn disputes(&self) -> Vec<Dispute> {
        let words = self.words();
        let looks = self.latest_looks();
        let mut disputes = Vec::new();
        for (index, one) in words.iter().enumerate() {
            let others = words.iter().skip(index + 1).filter(|other| one.what.excludes(other.what));
            disputes.extend(others.map(|other| Dispute::Witnesses((*one).clone(), (*other).clone())));
            let against = looks.iter().filter(|look| one.seen(look, self.acting) == Verdict::Contradicts);
            disputes.extend(against.map(|look| Dispute::Outside((*one).clone(), **look)));
        }
        disputes
    }

    /// What may be said in public: what somebody who was there says, a later look from outside agrees with,
    /// and no latest word or look excludes.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let words = self.words();
        let disputes = self.disputes();
        let looks = self.latest_looks();
        let mut facts: Vec<Fact> = Vec::new();
        for word in words.iter().filter(|word| word.who.was_there() && word.what.is_done()) {
            let disputed = disputes.iter().any(|dispute| match dispute {
                Dispute::Witnesses(a, b) => a.what == word.what || b.what == word.what,
                Dispute::Outside(claim, _) => claim.what == word.what,
            });
            let agrees = looks.iter().find(|look| word.seen(look, self.acting) == Verdict::Agrees);
            let Some(seen) = agrees.filter(|_| !disputed) else { continue };
            match facts.iter_mut().find(|fact| fact.what == word.what) {
                Some(fact) => fact.said_by.push(word.who.clone()),
                None => facts.push(Fact { what: word.what, said_by: vec![word.who.clone()], seen: **seen }),
            }
        }
        facts
    }
}

/// The latest of each source, in the order in which the sources first spoke.
fn latest<'a, T, K: PartialEq + 'a>(
    all: &'a [T],
    source: impl Fn(&'a T) -> &'a K,
    at: impl Fn(&T) -> Timestamp,
) -> Vec<&'a T> {
    let mut latest: Vec<&T> = Vec::new();
    for one in all {
        match latest.iter_mut().find(|known| source(known) == source(one)) {
            Some(known) if at(known) <= at(one) => *known = one,
            Some(_) => {}
            None => latest.push(one),
        }
    }
    latest
}

#[cfg(test)]
mod tests;
