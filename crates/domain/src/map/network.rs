//! A network: assets held to be under one control, its life, and who belonged to it when.
//!
//! A network that is split or merged does not vanish: it is closed, and what it was on any past day can
//! still be read. So an act of last year can be understood by what was known then.

use super::asset::Asset;
use crate::named::named;
pub use crate::step::Step;
use crate::step::find;
use jiff::Timestamp;
use std::collections::BTreeSet;

named! {
    /// How far a network got.
    pub enum NetworkState {
        /// Shown as a proposal, with what is for and against.
        Proposed = "proposed",
        /// A person holds it to be one control.
        Confirmed = "confirmed",
        /// A person does not.
        Rejected = "rejected",
        /// It went on as several.
        Split = "split",
        /// It went into another.
        Merged = "merged",
    }
}

named! {
    /// What happens to a network.
    pub enum NetworkEvent {
        /// An asset is proposed as a member.
        Join = "join",
        /// A member is taken out.
        Leave = "leave",
        /// A person confirms it.
        Confirm = "confirm",
        /// A person rejects it.
        Reject = "reject",
        /// New evidence: it is proposed again.
        Reconsider = "reconsider",
        /// It is split.
        Split = "split",
        /// It is merged into another.
        Merge = "merge",
    }
}

named! {
    /// Who takes a step.
    pub enum NetworkBy {
        /// Vigie, by the rules of [control](super::control).
        Vigie = "Vigie",
        /// A person who works on the map.
        Investigator = "investigator",
    }
}

use NetworkBy as By;
use NetworkEvent as E;
use NetworkState as S;

/// Everything that may happen to a network, by the rules of our own practice: a program proposes, a
/// person decides, and nothing is lost.
pub const STEPS: &[Step<S, E, By>] = &[
    Step::stay(&[S::Proposed], E::Join, By::Vigie, "what has two independent families joins the proposal"),
    Step::stay(&[S::Confirmed], E::Join, By::Investigator, "what joins a confirmed network is confirmed with it"),
    Step::stay(&[S::Proposed, S::Confirmed], E::Leave, By::Investigator, "a wrong member is taken out, the rest stays"),
    Step::new(&[S::Proposed], E::Confirm, S::Confirmed, By::Investigator, "no network without a person"),
    Step::new(&[S::Proposed, S::Confirmed], E::Reject, S::Rejected, By::Investigator, "also after it was confirmed"),
    Step::new(&[S::Rejected], E::Reconsider, S::Proposed, By::Investigator, "new evidence, new proposal"),
    Step::new(&[S::Proposed, S::Confirmed], E::Split, S::Split, By::Investigator, "its parts are new proposals"),
    Step::new(&[S::Proposed, S::Confirmed], E::Merge, S::Merged, By::Investigator, "the whole is a new proposal"),
];

/// A step that a network cannot take from where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a network that is {from} cannot {event}")]
pub struct NotThisWay {
    /// Where it is.
    pub from: NetworkState,
    /// What was tried.
    pub event: NetworkEvent,
}

impl NetworkState {
    /// Where it goes by an event.
    ///
    /// # Errors
    /// [`NotThisWay`] when the table of steps does not know the way.
    pub fn after(self, event: NetworkEvent) -> Result<Self, NotThisWay> {
        find(STEPS, self, event).map_err(|()| NotThisWay { from: self, event })
    }

    /// Whether it stands for something today.
    #[must_use]
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Proposed | Self::Confirmed)
    }
}

/// How long an asset belonged to a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Which asset.
    pub asset: Asset,
    /// Since when.
    pub joined: Timestamp,
    /// Until when; absent while it belongs.
    pub left: Option<Timestamp>,
}

impl Stay {
    fn covers(&self, moment: Timestamp) -> bool {
        self.joined <= moment && self.left.is_none_or(|left| moment < left)
    }
}

/// Why a network cannot be split so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASplit {
    /// Fewer than two parts, or one that is empty.
    #[error("a split has at least two parts, and none is empty")]
    EmptyPart,
    /// An asset in two parts.
    #[error("an asset stands in two parts")]
    Overlap,
    /// A member in no part, or a stranger in one.
    #[error("the parts together are not the members of the network")]
    NotTheMembers,
}

/// Who belonged to a network, ever.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    stays: Vec<Stay>,
}

impl Membership {
    /// From the stays as they were recorded.
    #[must_use]
    pub const fn from_stays(stays: Vec<Stay>) -> Self {
        Self { stays }
    }

    /// All stays, also the ended ones, in the order in which they began.
    #[must_use]
    pub fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// Who belonged to it at a moment.
    #[must_use]
    pub fn at(&self, moment: Timestamp) -> BTreeSet<&Asset> {
        self.stays.iter().filter(|stay| stay.covers(moment)).map(|stay| &stay.asset).collect()
    }

    /// Who belongs to it.
    #[must_use]
    pub fn present(&self) -> BTreeSet<&Asset> {
        self.stays.iter().filter(|stay| stay.left.is_none()).map(|stay| &stay.asset).collect()
    }

    /// An asset joins; says whether it did not belong already.
    pub fn join(&mut self, asset: Asset, now: Timestamp) -> bool {
        let new = !self.present().contains(&asset);
        if new {
            self.stays.push(Stay { asset, joined: now, left: None });
        }
        new
    }

    /// An asset leaves; says whether it belonged.
    pub fn leave(&mut self, asset: &Asset, now: Timestamp) -> bool {
        let stay = self.stays.iter_mut().find(|stay| stay.asset == *asset && stay.left.is_none());
        stay.map(|stay| stay.left = Some(now)).is_some()
    }

    /// Splits it: all leave, and each part begins with its members.
    ///
    /// # Errors
    /// [`NotASplit`] when the parts are not a division of the members.
    pub fn split(&mut self, parts: &[BTreeSet<Asset>], now: Timestamp) -> Result<Vec<Self>, NotASplit> {
        if parts.len() < 2 || parts.iter().any(BTreeSet::is_empty) {
            return Err(NotASplit::EmptyPart);
        }
        let together: BTreeSet<&Asset> = parts.iter().flatten().collect();
        if together.len() != parts.iter().map(BTreeSet::len).sum::<usize>() {
            return Err(NotASplit::Overlap);
        }
        if together != self.present() {
            return Err(NotASplit::NotTheMembers);
        }
        self.close(now);
        Ok(parts.iter().map(|part| Self::beginning(part, now)).collect())
    }

    /// Merges two: all leave both, and the whole begins with all of them.
    #[must_use]
    pub fn merge(&mut self, other: &mut Self, now: Timestamp) -> Self {
        let all: BTreeSet<Asset> = self.present().into_iter().chain(other.present()).cloned().collect();
        self.close(now);
        other.close(now);
        Self::beginning(&all, now)
    }

    fn beginning(members: &BTreeSet<Asset>, now: Timestamp) -> Self {
        let stay = |asset: &Asset| Stay { asset: asset.clone(), joined: now, left: None };
        Self { stays: members.iter().map(stay).collect() }
    }

    fn close(&mut self, now: Timestamp) {
        self.stays.iter_mut().filter(|stay| stay.left.is_none()).for_each(|stay| stay.left = Some(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::AssetKind;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn host(n: usize) -> Asset {
        Asset::new(AssetKind::Host, &format!("h{n}.harbour.test")).unwrap()
    }

    fn of(numbers: &[usize]) -> BTreeSet<Asset> {
        numbers.iter().map(|n| host(*n)).collect()
    }

    fn walk(events: &[usize]) -> Vec<(NetworkEvent, NetworkState)> {
        let mut state = S::Proposed;
        let mut path = Vec::new();
        for event in events.iter().map(|i| E::ALL[*i]) {
            if let Ok(next) = state.after(event) {
                state = next;
                path.push((event, next));
            }
        }
        path
    }

    #[test]
    fn every_state_is_reached_and_every_event_has_a_step() {
        for state in S::ALL.iter().filter(|state| **state != S::Proposed) {
            assert!(STEPS.iter().any(|step| step.to == Some(*state)), "{state} is never reached");
        }
        for event in E::ALL {
            assert!(STEPS.iter().any(|step| step.event == *event), "{event} never happens");
        }
        let refusal = S::Merged.after(E::Confirm).unwrap_err();
        assert_eq!(refusal.to_string(), "a network that is merged cannot confirm");
    }

    #[test]
    fn a_split_gives_each_member_one_home() {
        let mut whole = Membership::beginning(&of(&[1, 2, 3]), at(0));
        let untouched = whole.clone();
        assert_eq!(whole.split(&[of(&[1, 2, 3])], at(5)), Err(NotASplit::EmptyPart));
        assert_eq!(whole.split(&[of(&[1, 2, 3]), of(&[])], at(5)), Err(NotASplit::EmptyPart));
        assert_eq!(whole.split(&[of(&[1, 2]), of(&[2, 3])], at(5)), Err(NotASplit::Overlap));
        assert_eq!(whole.split(&[of(&[1]), of(&[2])], at(5)), Err(NotASplit::NotTheMembers));
        assert_eq!(whole.split(&[of(&[1]), of(&[2, 3, 4])], at(5)), Err(NotASplit::NotTheMembers));
        assert_eq!(whole, untouched);
        let parts = whole.split(&[of(&[1]), of(&[2, 3])], at(5)).unwrap();
        assert!(whole.present().is_empty() && whole.at(at(4)).len() == 3);
        assert_eq!(parts[1].present(), of(&[2, 3]).iter().collect());
    }

    #[test]
    fn who_comes_back_has_two_stays() {
        let mut network = Membership::default();
        assert!(network.join(host(1), at(0)) && !network.join(host(1), at(1)));
        assert!(network.leave(&host(1), at(2)) && !network.leave(&host(1), at(3)));
        assert!(network.join(host(1), at(4)));
        let belonged: Vec<_> = (0..6).map(|hour| network.at(at(hour)).len()).collect();
        assert_eq!((belonged, network.stays().len()), (vec![1, 1, 0, 0, 1, 1], 2));
    }

    proptest! {
        /// Whatever is confirmed was proposed, and what was split or merged stays so.
        #[test]
        fn ends_are_ends(events in prop::collection::vec(0..E::ALL.len(), 0..40)) {
            let path = walk(&events);
            let ended = path.iter().position(|(_, state)| matches!(state, S::Split | S::Merged));
            prop_assert!(ended.is_none_or(|end| end + 1 == path.len()));
            for (event, state) in path {
                prop_assert!(event != E::Reconsider || state == S::Proposed);
            }
        }

        /// What a network was on a past day does not change by what happens later, and merging what was
        /// split gives the whole again.
        #[test]
        fn history_stays(moves in prop::collection::vec((0usize..8, any::<bool>()), 1..40), cut in 1usize..7) {
            let mut network = Membership::default();
            let mut past = Vec::new();
            for (hour, (n, joins)) in (0..).zip(&moves) {
                if *joins { network.join(host(*n), at(hour)); } else { network.leave(&host(*n), at(hour)); }
                past.push(network.present().into_iter().cloned().collect::<BTreeSet<_>>());
            }
            let now = at(moves.len() as i64);
            let all: Vec<Asset> = network.present().into_iter().cloned().collect();
            let cut = cut.min(all.len());
            let parts: [BTreeSet<Asset>; 2] =
                [all[..cut].iter().cloned().collect(), all[cut..].iter().cloned().collect()];
            if let Ok(mut halves) = network.split(&parts, now) {
                let (first, second) = halves.split_at_mut(1);
                let whole = first[0].merge(&mut second[0], at(1000));
                prop_assert_eq!(whole.present(), all.iter().collect());
            }
            for (hour, members) in (0..).zip(&past) {
                prop_assert_eq!(network.at(at(hour)), members.iter().collect());
            }
        }
    }
}
