//! What can be said to have happened to a target, and what that leaves to be seen from outside.

use crate::named::named;

named! {
    /// What happened, as somebody says.
    pub enum Outcome {
        /// The server, or the name, was seized.
        Seized = "seized",
        /// It was shut down, and nothing was taken.
        Closed = "closed",
        /// The account, the listing or the name was disabled by whoever runs it.
        Disabled = "disabled",
        /// Access to it was blocked, for the users of one state.
        Blocked = "blocked",
        /// The item was removed.
        Removed = "removed",
        /// Evidence was copied; it was left running.
        EvidenceCopied = "evidence_copied",
        /// A search was carried out.
        Searched = "searched",
        /// Equipment was taken that nothing on the network answers from.
        EquipmentTaken = "equipment_taken",
        /// Nobody was there.
        NobodyThere = "nobody_there",
        /// The rack or the room was empty.
        EmptyPlace = "empty_place",
        /// It turned out to be somebody else's.
        WrongTenant = "wrong_tenant",
        /// Whoever was asked refused.
        Refused = "refused",
    }
}

named! {
    /// What an outcome leaves to be seen from outside.
    pub enum Leaves {
        /// It answers nobody.
        Gone = "gone",
        /// It answers nobody in the state that acted, and others as before.
        GoneInside = "gone_inside",
        /// It answers as before.
        Up = "up",
        /// Nothing that a look from outside could tell.
        Unseen = "unseen",
    }
}

impl Outcome {
    /// Whether the measure was carried out.
    #[must_use]
    pub const fn is_done(self) -> bool {
        !matches!(self, Self::NobodyThere | Self::EmptyPlace | Self::WrongTenant | Self::Refused)
    }

    /// Whether it hit somebody who must be made whole.
    #[must_use]
    pub const fn owes_redress(self) -> bool {
        matches!(self, Self::WrongTenant)
    }

    /// What a look from outside should find, if it is true.
    #[must_use]
    pub const fn leaves(self) -> Leaves {
        match self {
            Self::Seized | Self::Closed | Self::Disabled | Self::Removed => Leaves::Gone,
            Self::Blocked => Leaves::GoneInside,
            Self::EvidenceCopied | Self::NobodyThere | Self::EmptyPlace | Self::WrongTenant | Self::Refused => {
                Leaves::Up
            }
            Self::Searched | Self::EquipmentTaken => Leaves::Unseen,
        }
    }

    /// Whether both cannot be true of one target: one says that it is gone and the other that it runs,
    /// or one that it was done and the other that it was not.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        let gone_and_up =
            matches!((self.leaves(), other.leaves()), (Leaves::Gone, Leaves::Up) | (Leaves::Up, Leaves::Gone));
        gone_and_up || self.is_done() != other.is_done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excludes_what() {
        for a in Outcome::ALL {
            assert!(!a.excludes(*a), "{a}");
            for b in Outcome::ALL {
                assert_eq!(a.excludes(*b), b.excludes(*a), "{a} {b}");
            }
        }
        // The sources of 2018 disagreed on exactly this.
        assert!(Outcome::Seized.excludes(Outcome::EvidenceCopied));
        assert!(!Outcome::Seized.excludes(Outcome::Closed));
        assert!(!Outcome::Searched.excludes(Outcome::EvidenceCopied));
        assert!(Outcome::Searched.excludes(Outcome::NobodyThere));
    }

    #[test]
    fn only_the_wrong_tenant_is_owed() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.owes_redress(), *outcome == Outcome::WrongTenant);
            assert!(!(outcome.owes_redress() && outcome.is_done()));
        }
    }
}
