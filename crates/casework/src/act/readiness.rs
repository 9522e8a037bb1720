//! Readiness: what each state said before its part can go, what its targets lack, and the blind spots of the plan.

use super::grounds::Grounds;
use super::sight::{Sight, every};
use super::{LONGEST_TEXT, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::CheckSaid;
use crate::records::{Asset, Instrument, Kept, Kind, Target};
use crate::seal::{Act, Verb, Who};
use domain::act::{BlindSpot, Check, HeldBack, Standing, TargetState};
use domain::id::{TargetId, WaveId};
use domain::map::Asset as Name;
use domain::people::Country;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How ready one state is.
#[derive(Debug, Clone)]
pub struct StateReadiness {
    /// The state.
    pub country: Country,
    /// Where it stands.
    pub standing: Standing,
    /// Each check that people answer for, with what was last said; nothing where it is open.
    pub said: Vec<(Check, Option<CheckSaid>)>,
    /// How many targets it has in each state.
    pub targets: BTreeMap<TargetState, usize>,
    /// What its targets lack, each that lacks something.
    pub lacks: Vec<(TargetId, Vec<HeldBack>)>,
}

impl StateReadiness {
    /// Whether the state can call go: every check that people answer for is answered.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.said.iter().all(|(_, said)| said.is_some())
    }

    /// The checks that its targets fail, each once.
    #[must_use]
    pub fn open_for_targets(&self) -> BTreeSet<Check> {
        let check = |lack: &HeldBack| match lack {
            HeldBack::Instrument(_) => Some(Check::Instrument),
            HeldBack::Deconfliction(_) => Some(Check::Deconfliction),
            HeldBack::Collateral => Some(Check::Collateral),
            HeldBack::Papers | HeldBack::ByHand(_) => None,
        };
        self.lacks.iter().flat_map(|(_, lacks)| lacks.iter().filter_map(check)).collect()
    }
}

/// Somebody of a state answers for a check, with a note on what it rests on.
///
/// # Errors
/// Not permitted, a check that is answered by each target's own record, somebody who does not speak for the state, no
/// note, or storage failures.
pub async fn say_ready(
    desk: &Desk,
    actor: &Actor,
    id: WaveId,
    country: Country,
    check: Check,
    note: &str,
) -> Result<(), Error> {
    if !actor.may(Permission::PlanOperations) {
        actor.needs(Permission::CallOperations)?;
    }
    let note = text("note", note, LONGEST_TEXT)?;
    if check.is_per_target() {
        return Err(invalid("check", "each target's own record answers for this one"));
    }
    again!(said(desk, actor, id, country, check, &note))
}

async fn said(desk: &Desk, actor: &Actor, id: WaveId, country: Country, check: Check, note: &str) -> Result<(), Error> {
    let (_, mut wave) = Sight::of_wave(desk, actor, id).await?;
    let speaks = wave.voices.iter().any(|voice| voice.country == country && voice.person == actor.person);
    let over = wave.state.is_over();
    let part = wave.parts.iter_mut().find(|part| part.country == country);
    let Some(part) = part.filter(|_| speaks && !over) else {
        return Err(invalid(
            "check",
            format!("only those who speak for {country} in this wave answer for it, until the end"),
        ));
    };
    part.said.retain(|said| said.check != check);
    part.said.push(CheckSaid { check, by: actor.person, at: desk.now(), note: note.to_owned() });
    let act = Act::new(Verb::Act, "readiness_said", id.0, Who::Person(actor))
        .detail(json!({ "country": country.to_string(), "check": check.name() }));
    Draft::new(desk).put(&wave)?.commit(&act).await
}

/// How ready the states are, as far as the actor may see it: those who lead see all, others their own.
///
/// # Errors
/// Not permitted, no such wave that the actor may see, or storage failures.
pub async fn readiness(desk: &Desk, actor: &Actor, id: WaveId) -> Result<Vec<StateReadiness>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (sight, wave) = Sight::of_wave(desk, actor, id).await?;
    let targets = sight.targets(desk, Some(id)).await?;
    let all: Vec<&Target> = targets.iter().map(|target| &target.record).collect();
    let grounds = Grounds::of_operation(desk, &sight, &all).await?;
    let mut states = Vec::new();
    for part in wave.parts.iter().filter(|part| sight.is_of(Some(part.country))) {
        let own: Vec<&Kept<Target>> = targets.iter().filter(|target| target.acting == Some(part.country)).collect();
        let mut counts = BTreeMap::new();
        let mut lacking = Vec::new();
        for target in own {
            *counts.entry(target.state).or_insert(0) += 1;
            let missing = grounds.lacks(target, desk.now());
            if !missing.is_empty() {
                lacking.push((target.id, missing));
            }
        }
        let asked = Check::ALL.iter().filter(|check| !check.is_per_target());
        let said = asked.map(|check| (*check, part.said.iter().rev().find(|said| said.check == *check).cloned()));
        states.push(StateReadiness {
            country: part.country,
            standing: part.standing,
            said: said.collect(),
            targets: counts,
            lacks: lacking,
        });
    }
    Ok(states)
}

/// What nobody will act on, however ready everybody is.
#[derive(Debug, Clone)]
pub struct BlindSpots {
    /// Assets without a target, targets without a state, states without an instrument.
    pub spots: Vec<BlindSpot>,
    /// How many assets of the network were looked at; absent when the operation names no network.
    pub assets: Option<usize>,
}

/// The blind spots of a wave, for those who lead. Targets that the actor may not see are none of theirs.
///
/// # Errors
/// Not permitted, an actor who does not lead, no such wave, or storage failures.
pub async fn blind_spots(desk: &Desk, actor: &Actor, id: WaveId) -> Result<BlindSpots, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (sight, _) = Sight::of_wave(desk, actor, id).await?;
    if !sight.leads() {
        return Err(invalid("wave", "blind spots are shown to those who lead"));
    }
    let targets = every::<Target>(desk, Query::all(Kind::Target, 1_000).with("wave", id)).await?;
    let instruments = Query::all(Kind::Instrument, 500).with("operation", sight.operation.id);
    let instruments = every::<Instrument>(desk, instruments).await?;
    let titles: Vec<_> = instruments.iter().map(|instrument| instrument.title()).collect();
    let network: Option<Vec<Name>> = match sight.operation.network {
        Some(network) => {
            let assets = every::<Asset>(desk, Query::all(Kind::Asset, 1_000).with("network", network)).await?;
            let reachable = |asset: &Kept<Asset>| domain::map::levers(asset.name.kind()).len() > 0;
            Some(assets.into_iter().filter(reachable).map(|asset| asset.record.name).collect())
        }
        None => None,
    };
    let standing = targets.iter().filter(|target| target.state != TargetState::Withdrawn);
    let aimed_at: BTreeSet<Name> = standing.map(|target| target.asset.clone()).collect();
    let planned: Vec<_> =
        targets.iter().filter(|target| sight.sees(&target.marking)).map(|target| target.planned()).collect();
    let spots =
        domain::act::blind_spots(network.as_deref().unwrap_or_default(), &aimed_at, &planned, &titles, desk.now());
    Ok(BlindSpots { spots, assets: network.map(|assets| assets.len()) })
}
