//! Scoring the operation: what was done, what was seen of it from outside, who was hit, and who saw what.

use super::report::ActScore;
use super::{Stage, Tally, all};
use ::rehearsal::World;
use ::rehearsal::meridian::Standing;
use casework::records::{Exhibit, Kept, Target, Wave};
use domain::act::claim::Dispute;
use domain::act::{Leaves, Redress, Skew, TargetState, WaveEvent};
use domain::id::WaveId;
use domain::map::{Asset as Name, AssetKind};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Scores the operation.
pub(super) async fn score(stage: &Stage, tally: &Tally) -> anyhow::Result<ActScore> {
    let desk = &stage.app.desk;
    let mut targets: Vec<Kept<Target>> = all(desk).await?;
    let waves: Vec<Kept<Wave>> = all(desk).await?;
    let exhibits: Vec<Kept<Exhibit>> = all(desk).await?;
    let slice_leaks = super::slices::leaks(stage, &targets, &waves).await?;
    targets.retain(|target| target.state != TargetState::Withdrawn);
    let largest = waves.iter().max_by_key(|wave| (acting(&targets, wave.id).len(), wave.number));
    let count = |wanted: &dyn Fn(&Target) -> bool| targets.iter().filter(|target| wanted(target)).count();
    let unknown = |target: &Target| matches!(target.state, TargetState::Executed | TargetState::Dispatched);
    targets.iter().filter(|target| unknown(target)).for_each(|target| {
        eprintln!("nobody knows what came of {}: {:?}", target.name, target.glances.last());
    });
    targets.iter().filter(|target| contradicted(target)).for_each(|target| {
        eprintln!("seen otherwise than told: {} ({})", target.name, target.place);
    });
    let calls = |event| {
        waves.iter().flat_map(|wave| &wave.calls).filter(|call| call.event == event && call.country.is_some()).count()
    };
    let (collateral_hits, collateral_made_whole) = hits(&stage.world, tally, &targets);
    Ok(ActScore {
        states: largest.map_or(0, |wave| acting(&targets, wave.id).len()),
        targets: targets.len(),
        executed: count(&|target| executed(target).is_some()),
        confirmed_from_outside: count(&|target| target.state == TargetState::Confirmed),
        contradicted_from_outside: count(&contradicted),
        unknown: count(&unknown),
        skew_seconds: largest.map_or(0, |wave| skew(&targets, wave.id)),
        held: calls(WaveEvent::Hold),
        aborted: calls(WaveEvent::Abort),
        collateral_hits,
        collateral_made_whole,
        exhibits: exhibits.len(),
        contradicting_claims: count(&disputed),
        refused: count(&|target| target.state == TargetState::Failed),
        slice_leaks,
    })
}

fn acting(targets: &[Kept<Target>], wave: WaveId) -> BTreeSet<String> {
    let own = targets.iter().filter(|target| target.wave == wave && target.dispatched.is_some());
    own.filter_map(|target| target.acting).map(|country| country.to_string()).collect()
}

fn executed(target: &Target) -> Option<Timestamp> {
    let testimony = target.testimony()?;
    let words = testimony.words().into_iter();
    words.filter(|word| word.who.was_there() && word.what.is_done()).map(|word| word.happened).min()
}

fn skew(targets: &[Kept<Target>], wave: WaveId) -> i64 {
    let own = targets.iter().filter(|target| target.wave == wave);
    Skew::of(own.filter_map(|target| executed(target))).map_or(0, |skew| skew.last.duration_since(skew.first).as_secs())
}

/// Whether a look from outside ever said otherwise than somebody who was there had just said.
fn contradicted(target: &Target) -> bool {
    let Some(testimony) = target.testimony() else { return false };
    let claims: Vec<_> = testimony.claims().iter().filter(|claim| claim.who.was_there()).collect();
    claims.iter().enumerate().any(|(place, claim)| {
        let until = claims.get(place + 1).map_or(Timestamp::MAX, |next| next.said);
        let wanted = match claim.what.leaves() {
            Leaves::Gone => true,
            Leaves::Up => false,
            Leaves::GoneInside | Leaves::Unseen => return false,
        };
        let then = |at: Timestamp| claim.happened <= at && at < until;
        claim.what.is_done()
            && testimony
                .looks()
                .iter()
                .any(|look| then(look.at) && look.gone != wanted && !wanted_back(target, look.at))
    })
}

/// What was taken down and came back later is a return, no contradiction.
fn wanted_back(target: &Target, at: Timestamp) -> bool {
    target.looks.iter().any(|look| look.gone && look.at < at)
}

fn disputed(target: &Target) -> bool {
    let testimony = target.testimony();
    testimony.is_some_and(|all| all.disputes().iter().any(|dispute| matches!(dispute, Dispute::Witnesses(..))))
}

/// How often strangers were hit: by people on site, as it was at that hour, and by anybody, as it is in the end. And
/// how many of these were made whole, and are.
fn hits(world: &World, tally: &Tally, targets: &[Kept<Target>]) -> (usize, usize) {
    let truth = world.network_truth();
    let host = |name: &str| Name::new(AssetKind::Host, name).ok();
    let is_strange = |name: &Name| matches!(truth.standing.get(name), Some(Standing::Innocent | Standing::Decoy));
    let strange = |down: &[String]| down.iter().filter_map(|name| host(name)).any(|name| is_strange(&name));
    let whole =
        |target: &str| targets.iter().any(|one| one.id.to_string() == target && one.redress == Redress::MadeWhole);
    let back =
        |down: &[String]| down.iter().filter_map(|name| host(name)).all(|name| world.is_up(&name) != Some(false));
    let hit: Vec<_> = tally.hits.iter().filter(|hit| strange(&hit.down)).collect();
    let made_whole = hit.iter().filter(|hit| whole(&hit.target) && back(&hit.down)).count();
    let strangers = truth.standing.keys().filter(|name| is_strange(name));
    let still = strangers
        .filter(|name| world.is_up(name) == Some(false))
        .inspect(|name| eprintln!("hit and still down: {name}"));
    (hit.len() + still.count(), made_whole)
}
