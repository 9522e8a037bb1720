//! Targets: taken from the map, given to the state that can act, put in order.

use super::sight::{Sight, between, every, give, give_to_state, take_from_state};
use super::{LONGEST_TEXT, settle, stir, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::{HeldByHand, Marking};
use crate::records::{Asset, Kept, Kind, Person, Provider, Target};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::{NoOrder, Plan, Redress, TargetEvent, TargetState, WaveState};
use domain::id::{AuthorityId, ProviderId, TargetId, WaveId};
use domain::map::lever::measures;
use domain::map::{Asset as Name, Measure};
use domain::people::Country;
use serde_json::json;
use std::collections::BTreeSet;

/// How many targets are proposed at once.
const AT_ONCE: usize = 1_000;
/// How many targets a wave holds.
const MAX_TARGETS: usize = 5_000;
/// How many targets one may wait for.
const MAX_AFTER: usize = 50;

/// What is written about a target.
#[derive(Debug, Clone)]
pub struct TargetEntry {
    /// Its name on the board.
    pub name: String,
    /// What it aims at; it is on the map.
    pub asset: Name,
    /// What is to be done.
    pub measure: Measure,
    /// The state where it is done; that of the asset on the map when absent.
    pub place: Option<Country>,
    /// Who is asked to do it; the provider that the map names when absent.
    pub provider: Option<ProviderId>,
}

/// Proposes targets for a wave, all of them or none.
///
/// # Errors
/// Not permitted, too many, an asset that is not on the map or has no such lever, no state where it would be done, a
/// wave that is past planning, or storage failures.
pub async fn propose(
    desk: &Desk,
    actor: &Actor,
    wave: WaveId,
    entries: Vec<TargetEntry>,
) -> Result<Vec<TargetId>, Error> {
    let (sight, wave) = Sight::of_wave(desk, actor, wave).await?;
    sight.plans(actor)?;
    if !matches!(wave.state, WaveState::Planned | WaveState::Ready) {
        return Err(invalid("wave", format!("it is {}: a go is for one plan; take the plan up again", wave.state)));
    }
    let there = every::<Target>(desk, Query::all(Kind::Target, 1_000).with("wave", wave.id)).await?;
    if entries.is_empty() || entries.len() > AT_ONCE || there.len() + entries.len() > MAX_TARGETS {
        return Err(invalid("targets", format!("propose 1 to {AT_ONCE} at once; a wave holds {MAX_TARGETS}")));
    }
    let (mut draft, mut ids) = (Draft::new(desk), Vec::with_capacity(entries.len()));
    for entry in entries {
        let known = |target: &Kept<Target>| {
            target.asset == entry.asset && target.measure == entry.measure && target.state != TargetState::Withdrawn
        };
        if there.iter().any(known) {
            return Err(invalid("asset", format!("{}: {} is on the plan already", entry.asset, entry.measure)));
        }
        let target = proposed(desk, actor, &sight, wave.id, entry).await?;
        ids.push(target.id);
        draft = draft.put(&Kept::new(target))?;
    }
    let act =
        Act::new(Verb::Act, "targets_proposed", wave.id.0, Who::Person(actor)).detail(json!({ "count": ids.len() }));
    draft.commit(&act).await?;
    Ok(ids)
}

async fn proposed(
    desk: &Desk,
    actor: &Actor,
    sight: &Sight,
    wave: WaveId,
    entry: TargetEntry,
) -> Result<Target, Error> {
    let TargetEntry { name, asset, measure, place, provider } = entry;
    let name = text("name", &name, 200)?;
    if !measures(asset.kind()).contains(&measure) {
        return Err(invalid(
            "measure",
            format!("{measure} cannot be taken about {asset}; the asset's page lists what can"),
        ));
    }
    let on_the_map = desk.find_unique::<Asset>(&asset.to_string()).await?;
    let on_the_map = on_the_map.ok_or_else(|| invalid("asset", format!("{asset} is not on the map; add it first")))?;
    let provider = provider.or(on_the_map.provider);
    if let Some(provider) = provider {
        desk.load::<Provider>(provider.0).await?;
    }
    let place = place.or_else(|| on_the_map.country());
    let place = place.ok_or_else(|| invalid("place", format!("nobody knows where {asset} is; name the state")))?;
    Ok(Target {
        id: TargetId(desk.doors.entropy.id(desk.now())),
        operation: sight.operation.id,
        wave,
        name,
        asset,
        measure,
        place,
        provider,
        acting: None,
        state: TargetState::Proposed,
        redress: Redress::None,
        after: Vec::new(),
        instead_of: None,
        sending: None,
        preparer: None,
        papers: Vec::new(),
        approver: None,
        deconfliction: None,
        collateral: None,
        held_by_hand: None,
        dispatched: None,
        receipt: None,
        in_doubt: None,
        failed_deliveries: Vec::new(),
        reports: Vec::new(),
        looks: Vec::new(),
        glances: Vec::new(),
        next_look: None,
        made_whole: None,
        marking: between(&sight.operation, actor.authority),
        author: actor.person,
        proposed: desk.now(),
    })
}

/// Gives a target to the state that is to act. Its authorities see it from then on; those of the state that had it
/// before do not. What was prepared is void.
///
/// # Errors
/// Not permitted, a state that takes no part in the wave, a target whose codes forbid passing it on, one that is out
/// already, or storage failures.
pub async fn allocate(desk: &Desk, actor: &Actor, id: TargetId, country: Country) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.plans(actor)?;
    let (_, wave) = Sight::of_wave(desk, actor, target.wave).await?;
    if wave.part(country).is_none() {
        return Err(invalid("state", format!("{country} takes no part in this wave; add it to the plan first")));
    }
    not_in_doubt(&target)?;
    if target.acting != Some(country) {
        may_pass_on(desk, actor, &target).await?;
    }
    target.follow(TargetEvent::Allocate).map_err(refused)?;
    if let Some(before) = target.acting.filter(|before| *before != country) {
        take_from_state(&mut target.marking, &sight.operation, before);
    }
    target.acting = Some(country);
    give_to_state(&mut target.marking, &sight.operation, country);
    void_papers(&mut target);
    let act = Act::new(Verb::Act, "target_allocated", id.0, Who::Person(actor))
        .detail(json!({ "country": country.to_string() }));
    Draft::new(desk).put(&target)?.commit(&act).await
}

/// What was prepared for another state or in another way is void.
pub(super) fn void_papers(target: &mut Target) {
    target.sending = None;
    target.preparer = None;
    target.papers.clear();
    target.approver = None;
}

/// Nothing may happen to a target of which nobody knows whether its letter left.
pub(super) fn not_in_doubt(target: &Target) -> Result<(), Error> {
    match target.in_doubt {
        Some(_) => Err(invalid("target", "its letter may have left; a person finds that out first")),
        None => Ok(()),
    }
}

/// Says what comes before a target, and for which it steps in if that one fails. What it waits for and the actor may
/// not see stays.
///
/// # Errors
/// Not permitted, targets that wait for each other (they are named), one of another wave, or storage failures.
pub async fn put_in_order(
    desk: &Desk,
    actor: &Actor,
    id: TargetId,
    after: Vec<TargetId>,
    instead_of: Option<TargetId>,
) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.plans(actor)?;
    if target.state.is_out() {
        return Err(invalid("target", "it is out already"));
    }
    if after.len() > MAX_AFTER {
        return Err(invalid("order", format!("a target waits for at most {MAX_AFTER} others")));
    }
    let mut all = every::<Target>(desk, Query::all(Kind::Target, 1_000).with("wave", target.wave)).await?;
    let hidden: BTreeSet<TargetId> =
        all.iter().filter(|other| !sight.sees(&other.marking)).map(|other| other.id).collect();
    if after.iter().chain(&instead_of).any(|first| hidden.contains(first)) {
        // The same answer as for one that is not there.
        return Err(refused(NoOrder::Unknown { name: target.record.name }));
    }
    // What the actor cannot see they do not take away either.
    target.after.retain(|first| hidden.contains(first));
    target.after.extend(after);
    target.after.sort();
    target.after.dedup();
    target.instead_of = instead_of.or_else(|| target.instead_of.filter(|first| hidden.contains(first)));
    all.iter_mut().filter(|other| other.id == id).for_each(|own| *own = target.clone());
    Plan::of(&sight.plan(&all)).order().map_err(refused)?;
    let act = Act::new(Verb::Act, "target_put_in_order", id.0, Who::Person(actor)).detail(json!({
        "after": target.after.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "instead_of": instead_of.map(|first| first.to_string()),
    }));
    let draft = Draft::new(desk).put(&target)?;
    // Taking a dependency away may be all that it waited for.
    draft.then(&Task::Dispatch { target: id }, desk.now()).commit(&act).await
}

/// Holds a target back, with a reason. One person is enough; the others go on.
///
/// # Errors
/// Not permitted, no reason, a target that is out already or that another authority holds back, or storage failures.
pub async fn hold_back(desk: &Desk, actor: &Actor, id: TargetId, reason: &str) -> Result<(), Error> {
    let reason = text("reason", reason, LONGEST_TEXT)?;
    again!(held(desk, actor, id, Some(&reason)))
}

/// Lets a target go again that was held back: only the authority that held it back, as long as the target is its own
/// concern, or whoever works on it when Vigie could not send it.
///
/// # Errors
/// Not permitted, a target that nobody held back or that another authority did, or storage failures.
pub async fn release(desk: &Desk, actor: &Actor, id: TargetId) -> Result<(), Error> {
    again!(held(desk, actor, id, None))
}

async fn held(desk: &Desk, actor: &Actor, id: TargetId, reason: Option<&str>) -> Result<(), Error> {
    let (sight, mut target) = own(desk, actor, id).await?;
    let name = match reason {
        Some(reason) => {
            if target.state.is_out() || target.state == TargetState::Withdrawn {
                return Err(invalid("target", "it is out already, or was taken off the plan"));
            }
            if held_by_others(desk, actor, &sight, &target).await? {
                return Err(invalid("target", "another authority holds it back already, until it lets it go"));
            }
            let reason = reason.to_owned();
            target.held_by_hand = Some(HeldByHand { by: Some(actor.person), at: desk.now(), reason });
            "target_held_back"
        }
        None if target.held_by_hand.is_none() => return Err(invalid("target", "nobody held it back")),
        None => {
            not_in_doubt(&target)?;
            if held_by_others(desk, actor, &sight, &target).await? {
                return Err(invalid("target", "another authority held it back; only that one lets it go"));
            }
            target.held_by_hand = None;
            "target_released"
        }
    };
    let draft = settle(desk, &sight.operation, target).await?;
    draft.commit(&Act::new(Verb::Act, name, id.0, Who::Person(actor)).detail(json!({ "reason": reason }))).await
}

/// Whether somebody of another authority holds a target back that leads, or whose state acts on it still.
async fn held_by_others(desk: &Desk, actor: &Actor, sight: &Sight, target: &Target) -> Result<bool, Error> {
    let Some(by) = target.held_by_hand.as_ref().and_then(|held| held.by) else { return Ok(false) };
    let holder = desk.load::<Person>(by.0).await?.authority;
    let leads = [sight.operation.lead, sight.operation.coordinator].contains(&holder);
    let acts = sight.operation.participant(holder).is_some_and(|one| one.country == target.acting);
    Ok(holder != actor.authority && (leads || acts))
}

/// A target that the actor may work on: they plan operations, and are of those who lead or of the state that acts.
pub(super) async fn own(desk: &Desk, actor: &Actor, id: TargetId) -> Result<(Sight, Kept<Target>), Error> {
    actor.needs(Permission::PlanOperations)?;
    let (sight, target) = Sight::of_target(desk, actor, id).await?;
    if sight.is_of(target.acting) {
        Ok((sight, target))
    } else {
        Err(invalid("target", "only those who lead, and the state that acts, prepare it"))
    }
}

/// Takes a target off the plan before it goes out. Whoever steps in for it is asked.
///
/// # Errors
/// Not permitted, no reason, a target that is out already, or storage failures.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: TargetId, reason: &str) -> Result<(), Error> {
    let reason = text("reason", reason, LONGEST_TEXT)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.plans(actor)?;
    not_in_doubt(&target)?;
    target.follow(TargetEvent::Withdraw).map_err(refused)?;
    let act = Act::new(Verb::Act, "target_withdrawn", id.0, Who::Person(actor)).detail(json!({ "reason": reason }));
    let draft = stir(desk, Draft::new(desk).put(&target)?, &target).await?;
    draft.commit(&act).await
}

/// Gives a target to another authority that takes part; to one of a third state it is thereby released.
///
/// # Errors
/// Not permitted, an authority that takes no part, a target whose codes forbid passing it on, or storage failures.
pub async fn share(desk: &Desk, actor: &Actor, id: TargetId, authority: AuthorityId) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.plans(actor)?;
    if sight.operation.participant(authority).is_none() {
        return Err(invalid("authority", "it takes no part in the operation"));
    }
    may_pass_on(desk, actor, &target).await?;
    give(&mut target.marking, &sight.operation, authority);
    let act = Act::new(Verb::Act, "target_shared", id.0, Who::Person(actor))
        .detail(json!({ "authority": authority.to_string() }));
    Draft::new(desk).put(&target)?.commit(&act).await
}

/// What carries H2 or H3 is passed on by whoever provided it only.
async fn may_pass_on(desk: &Desk, actor: &Actor, target: &Target) -> Result<(), Error> {
    let provided_by = desk.load::<Person>(target.author.0).await?.authority;
    if target.marking.rule().may_be_passed_on() || provided_by == actor.authority {
        Ok(())
    } else {
        Err(invalid("marking", "its handling code forbids passing it on; ask the authority that provided it"))
    }
}

/// Says how a target is handled.
///
/// # Errors
/// Not permitted, a marking under which the actor would not see it any more, wider than what its codes allow, or
/// storage failures.
pub async fn mark_target(desk: &Desk, actor: &Actor, id: TargetId, marking: Marking) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.plans(actor)?;
    may_pass_on(desk, actor, &target).await?;
    if !sight.sees(&marking) {
        return Err(invalid("marking", "you would not see it yourself any more"));
    }
    target.marking = marking;
    let act = Act::new(Verb::Act, "target_marked", id.0, Who::Person(actor));
    Draft::new(desk).put(&target)?.commit(&act).await
}
