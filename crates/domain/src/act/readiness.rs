//! Readiness: what each state has to say before its part can go, and the blind spots of the plan.

use super::instrument::Instrument;
use super::sequence::Planned;
use crate::id::{PersonId, TargetId};
use crate::map::Asset;
use crate::named::named;
use crate::people::Country;
use jiff::Timestamp;
use std::collections::BTreeSet;

named! {
    /// What is gone through before the moment.
    pub enum Check {
        /// A valid instrument for each target.
        Instrument = "instrument",
        /// The team is named and knows where to be.
        Team = "team",
        /// The contact at the provider, the data centre or the registrar was reached.
        Contact = "contact",
        /// The steps that must stay secret are agreed: who is told when, and what would warn the operator.
        SecrecySteps = "secrecy_steps",
        /// No other authority is disturbed.
        Deconfliction = "deconfliction",
        /// What else would be hit is known and accepted.
        Collateral = "collateral",
        /// Putting it back was rehearsed.
        Rollback = "rollback",
    }
}

impl Check {
    /// Whether the answer comes from each target's own record, and holds back that target only. The others
    /// are said by a person for the whole state, and hold back the state's go.
    #[must_use]
    pub const fn is_per_target(self) -> bool {
        matches!(self, Self::Instrument | Self::Deconfliction | Self::Collateral)
    }
}

/// A check that a person of the state answered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The check.
    pub check: Check,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// The checks that nobody has answered for the state yet, in the order of [`Check::ALL`]. Empty means that
/// the state can call go.
#[must_use]
pub fn missing_checks(said: &[Said]) -> Vec<Check> {
    let open = |check: &Check| !check.is_per_target() && !said.iter().any(|said| said.check == *check);
    Check::ALL.iter().copied().filter(open).collect()
}

/// Something nobody will act on, however ready everybody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlindSpot {
    /// An asset of the network for which no state found a lever.
    Asset(Asset),
    /// A target that no state was given.
    Target(TargetId),
    /// A state that acts and has no instrument.
    State(Country),
}

/// The blind spots of a plan: assets of the network that no target names, targets that no state acts on,
/// states with targets and without one instrument, issued by them or with effect there, that is neither
/// revoked nor expired.
#[must_use]
pub fn blind_spots(
    network: &[Asset],
    aimed_at: &BTreeSet<Asset>,
    targets: &[Planned],
    instruments: &[Instrument],
    now: Timestamp,
) -> Vec<BlindSpot> {
    let assets = network.iter().filter(|asset| !aimed_at.contains(asset)).cloned().map(BlindSpot::Asset);
    let nobody = targets
        .iter()
        .filter(|target| target.acting.is_none() && !target.state.is_out())
        .filter(|target| target.state != super::TargetState::Withdrawn)
        .map(|target| BlindSpot::Target(target.id));
    let acting: BTreeSet<Country> = targets.iter().filter_map(|target| target.acting).collect();
    let lasts = |title: &&Instrument| !title.revoked && title.until.is_none_or(|until| now < until);
    let titled: BTreeSet<Country> =
        instruments.iter().filter(lasts).flat_map(|title| [title.issuer, title.place]).collect();
    let states = acting.difference(&titled).copied().map(BlindSpot::State);
    assets.chain(nobody).chain(states).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::scene::{country, instrument, planned};
    use crate::act::{InstrumentKind, TargetState};
    use crate::map::{AssetKind, Measure};
    use uuid::Uuid;

    #[test]
    fn a_state_is_ready_when_people_answered_for_it() {
        let said = |check| Said { check, by: PersonId(Uuid::nil()), at: Timestamp::UNIX_EPOCH };
        let own: Vec<Check> = Check::ALL.iter().copied().filter(|check| !check.is_per_target()).collect();
        assert_eq!(own, [Check::Team, Check::Contact, Check::SecrecySteps, Check::Rollback]);
        assert_eq!(missing_checks(&[]), own);
        for left_out in &own {
            let all_but: Vec<Said> = own.iter().filter(|check| *check != left_out).map(|check| said(*check)).collect();
            assert_eq!(missing_checks(&all_but), [*left_out]);
        }
        assert!(missing_checks(&own.iter().map(|check| said(*check)).collect::<Vec<_>>()).is_empty());
    }

    #[test]
    fn blind_spots_are_named() {
        let host = |name| Asset::new(AssetKind::Host, name).unwrap();
        let (aimed, alone) = (host("harbour.example"), host("lighthouse.example"));
        let mut targets = vec![planned(1, TargetState::Cleared), planned(2, TargetState::Proposed)];
        targets[0].acting = Some(country("NL"));
        let found = |titles: &[Instrument]| {
            let aimed = BTreeSet::from([aimed.clone()]);
            blind_spots(
                &[aimed.first().unwrap().clone(), alone.clone()],
                &aimed,
                &targets,
                titles,
                Timestamp::UNIX_EPOCH,
            )
        };
        let (asset, target) = (BlindSpot::Asset(alone.clone()), BlindSpot::Target(targets[1].id));
        assert_eq!(found(&[]), [asset.clone(), target.clone(), BlindSpot::State(country("NL"))]);
        let mut title = instrument(InstrumentKind::NationalWarrant, "NL", "NL", &aimed, Measure::SeizeServer);
        assert_eq!(found(&[title.clone()]), [asset.clone(), target.clone()]);
        title.until = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(found(&[title.clone()]).last(), Some(&BlindSpot::State(country("NL"))), "it expired");
        (title.until, title.revoked) = (None, true);
        assert_eq!(found(&[title]), [asset, target, BlindSpot::State(country("NL"))]);
    }
}
