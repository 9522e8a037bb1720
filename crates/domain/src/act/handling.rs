//! Who may see what: handling codes, the traffic light protocol, and what is released to third states.
//!
//! Whatever is put together carries the restrictions of every part: putting together never shows anything
//! to anybody who could not see each part. A third state sees only what was released to it, whatever the label.

use crate::id::{AuthorityId, PersonId};
use crate::named::named;
use crate::people::Country;
use std::collections::BTreeSet;

named! {
    /// A handling code. Several can stand on one piece of information, and the use for no other purpose than
    /// to prevent and combat crime goes with all of them.
    ///
    /// # Source
    /// Handling codes of Europol, H0 to H3, under Regulation (EU) 2016/794, Art 19(2) (to be confirmed against
    /// Europol's own rules: `docs/sources/joint-action.md`).
    pub enum HandlingCode {
        /// To prevent and combat crime only.
        H0 = "h0",
        /// Not in judicial proceedings without permission of whoever provided it.
        H1 = "h1",
        /// Not passed on without permission of whoever provided it.
        H2 = "h2",
        /// Other restrictions, in words beside it.
        H3 = "h3",
    }
}

named! {
    /// A label of the traffic light protocol, the widest first.
    ///
    /// # Source
    /// FIRST, Traffic Light Protocol, version 2.0, August 2022.
    pub enum Tlp {
        /// No limit.
        Clear = "clear",
        /// The community: here, everybody who takes part.
        Green = "green",
        /// The organisations it was given to, and their clients who need to know.
        Amber = "amber",
        /// The organisations it was given to, and nobody else.
        AmberStrict = "amber_strict",
        /// The people it was given to, by name.
        Red = "red",
    }
}

/// To whom something was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given<T> {
    /// To everybody who takes part.
    All,
    /// To these only.
    Only(BTreeSet<T>),
}

impl<T: Ord + Clone> Given<T> {
    /// Whether it was given to this one.
    #[must_use]
    pub fn to(&self, who: &T) -> bool {
        match self {
            Self::All => true,
            Self::Only(those) => those.contains(who),
        }
    }

    /// Given to those to whom both were.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::All, rest) | (rest, Self::All) => rest.clone(),
            (Self::Only(a), Self::Only(b)) => Self::Only(a & b),
        }
    }
}

/// How a piece of information is handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// The codes that stand on it.
    pub codes: BTreeSet<HandlingCode>,
    /// The label.
    pub tlp: Tlp,
    /// The authorities it was given to, whoever provided it among them.
    pub authorities: Given<AuthorityId>,
    /// The people it was given to.
    pub people: Given<PersonId>,
    /// The authorities of third states it was released to.
    pub released: BTreeSet<AuthorityId>,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// Their authority.
    pub authority: AuthorityId,
    /// Its state; absent for a body of the Union.
    pub country: Option<Country>,
    /// Whether the authority takes part in the operation.
    pub takes_part: bool,
}

impl Viewer {
    /// Whether they look from outside the Union.
    #[must_use]
    pub fn is_of_a_third_state(&self) -> bool {
        self.country.is_some_and(|country| !country.is_member_state())
    }
}

impl Marking {
    /// The marking of what is put together from both parts: every code, the stricter label, and only those
    /// to whom both were given.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            codes: &self.codes | &other.codes,
            tlp: self.tlp.max(other.tlp),
            authorities: self.authorities_named().and(&other.authorities_named()),
            people: self.people_named().and(&other.people_named()),
            released: &self.released & &other.released,
        }
    }

    /// The authorities it was given to. What must be given by name and names nobody was given to nobody.
    fn authorities_named(&self) -> Given<AuthorityId> {
        let by_name = self.tlp >= Tlp::Amber || !self.may_be_passed_on();
        if by_name && self.authorities == Given::All { Given::Only(BTreeSet::new()) } else { self.authorities.clone() }
    }

    /// The people it was given to, likewise.
    fn people_named(&self) -> Given<PersonId> {
        if self.tlp == Tlp::Red && self.people == Given::All {
            Given::Only(BTreeSet::new())
        } else {
            self.people.clone()
        }
    }

    /// Whether somebody may see it.
    #[must_use]
    pub fn may_see(&self, viewer: &Viewer) -> bool {
        viewer.takes_part
            && self.authorities_named().to(&viewer.authority)
            && self.people_named().to(&viewer.person)
            && (!viewer.is_of_a_third_state() || self.released.contains(&viewer.authority))
    }

    /// Whether it may stand in a bundle for a court without asking whoever provided it.
    #[must_use]
    pub fn may_enter_court(&self) -> bool {
        !self.codes.contains(&HandlingCode::H1) && !self.codes.contains(&HandlingCode::H3)
    }

    /// Whether what it is about may be told to the press, as a number without a name, without asking whoever provided
    /// it: what is for people or organisations by name and nobody else may not.
    #[must_use]
    pub fn may_be_published(&self) -> bool {
        self.may_be_passed_on() && self.tlp < Tlp::AmberStrict
    }

    /// Whether it may be passed on without asking whoever provided it.
    #[must_use]
    pub fn may_be_passed_on(&self) -> bool {
        !self.codes.contains(&HandlingCode::H2) && !self.codes.contains(&HandlingCode::H3)
    }
}

/// What somebody may see of something: the records whose marking lets them.
pub fn slice<'a, T>(
    viewer: &Viewer,
    records: impl IntoIterator<Item = &'a T>,
    marking: impl Fn(&T) -> &Marking,
) -> Vec<&'a T> {
    records.into_iter().filter(|record| marking(record).may_see(viewer)).collect()
}

#[cfg(test)]
mod tests;
