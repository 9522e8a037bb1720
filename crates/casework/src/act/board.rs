//! The live board: what stands where, who lags behind, what needs a person.

use super::calls::last_sign;
use super::grounds::Grounds;
use super::sight::{Sight, every};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::Message;
use crate::records::{Kept, Kind, Target, Wave};
use domain::act::claim::Dispute;
use domain::act::{Claim, HeldBack, Plan, Redress, Skew, Standing, TargetState, Waits};
use domain::id::{TargetId, WaveId};
use domain::people::Country;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// What is to leave at the moment has left so long after it, or does not leave by itself. Our own practice.
const LEAVING: SignedDuration = SignedDuration::from_secs(30);

/// A target on the board.
#[derive(Debug, Clone)]
pub struct BoardTarget {
    /// The target.
    pub target: Kept<Target>,
    /// What it waits for, while it has not left.
    pub waits: Vec<Waits>,
    /// What it lacks, while it has not left.
    pub lacks: Vec<HeldBack>,
    /// The latest word of each witness.
    pub words: Vec<Claim>,
    /// Where the words and looks exclude each other.
    pub disputes: Vec<Dispute>,
    /// When it was executed, as the first who was there says.
    pub executed: Option<Timestamp>,
}

/// A state on the board.
#[derive(Debug, Clone)]
pub struct BoardCountry {
    /// The state.
    pub country: Country,
    /// Where it stands with its own part.
    pub standing: Standing,
    /// How many of its targets stand in each state.
    pub counts: BTreeMap<TargetState, usize>,
    /// How many of its targets need a person.
    pub incidents: usize,
    /// How far apart its executions came.
    pub skew: Option<Skew>,
}

/// Something that needs a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incident {
    /// We were stopped with the letter in hand: it may have left.
    InDoubt(TargetId),
    /// Its wave and its state go, the moment is past, and it is still at home; what it lacks says why.
    DidNotLeave(TargetId),
    /// It could not be sent, or was held back by somebody, with the reason.
    HeldBack(TargetId, String),
    /// Its letter left although it was taken off the plan or changed in that very moment.
    LeftAllTheSame(TargetId),
    /// Its letter came back.
    CameBack(TargetId, String),
    /// It was reported as not done.
    Failed(TargetId),
    /// The look from outside says otherwise than the report.
    Contradicted(TargetId),
    /// Witnesses exclude each other.
    Disputed(TargetId),
    /// Somebody was hit who had nothing to do with it.
    Owed(TargetId),
    /// It left or was reported on, and nobody knows what came of it: the looks cannot tell.
    Unknown(TargetId),
    /// A state holds its own part.
    StateHolds(Country),
    /// A state aborted its own part.
    StateAborted(Country),
    /// The coordinator is silent; the deputy may lead.
    CoordinatorSilent,
}

impl Incident {
    /// The target that it is about, if it is about one.
    #[must_use]
    pub const fn target(&self) -> Option<TargetId> {
        match self {
            Self::InDoubt(id)
            | Self::DidNotLeave(id)
            | Self::HeldBack(id, _)
            | Self::LeftAllTheSame(id)
            | Self::CameBack(id, _)
            | Self::Failed(id)
            | Self::Contradicted(id)
            | Self::Disputed(id)
            | Self::Owed(id)
            | Self::Unknown(id) => Some(*id),
            Self::StateHolds(_) | Self::StateAborted(_) | Self::CoordinatorSilent => None,
        }
    }
}

/// The board of a wave, as far as one person may see it.
#[derive(Debug, Clone)]
pub struct Board {
    /// The moment it shows.
    pub at: Timestamp,
    /// The wave.
    pub wave: Kept<Wave>,
    /// From when on the deputy may lead, if the coordinator gives no further sign of life.
    pub deputy_from: Option<Timestamp>,
    /// The states, in order of their codes.
    pub countries: Vec<BoardCountry>,
    /// The targets, in the order in which they were proposed.
    pub targets: Vec<BoardTarget>,
    /// How many targets stand in each state.
    pub counts: BTreeMap<TargetState, usize>,
    /// How far apart the executions came.
    pub skew: Option<Skew>,
    /// What needs a person.
    pub incidents: Vec<Incident>,
    /// The messages, oldest first.
    pub messages: Vec<Kept<Message>>,
}

/// The board of a wave, as it stands or stood less than a second ago while nothing happened: many screens ask for it at
/// the same moment.
///
/// # Errors
/// Not permitted, no such wave that the actor may see, or storage failures.
pub async fn board(desk: &Desk, actor: &Actor, id: WaveId) -> Result<Board, Error> {
    actor.needs(Permission::SeeOperations)?;
    let board = desk.boards.get(desk, (id, actor.person, actor.authority), put_together(desk, actor, id)).await?;
    Ok(Board::clone(&board))
}

async fn put_together(desk: &Desk, actor: &Actor, id: WaveId) -> Result<Board, Error> {
    let (sight, wave) = Sight::of_wave(desk, actor, id).await?;
    let deputy_from = {
        let voices = wave.voices();
        let room = wave.room(&voices, desk.now());
        domain::act::Room { coordinator_seen: last_sign(desk, &wave).await?, ..room }.deputy_from()
    };
    let targets = rows(desk, &sight, &wave).await?;
    let wave = sight.trimmed(wave);
    let incidents = incidents(desk, &wave, deputy_from, &targets);
    let countries = wave.parts.iter().map(|part| country(part.country, part.standing, &targets, &incidents)).collect();
    let mut messages = sight.messages(desk).await?;
    messages.retain(|message| message.wave == id);
    Ok(Board {
        at: desk.now(),
        deputy_from,
        countries,
        counts: counts(targets.iter()),
        skew: Skew::of(targets.iter().filter_map(|row| row.executed)),
        incidents,
        messages,
        targets,
        wave,
    })
}

/// The targets that the person may see. What they wait for is worked out on the whole plan, but a target that the
/// person may not see has no name.
async fn rows(desk: &Desk, sight: &Sight, wave: &Wave) -> Result<Vec<BoardTarget>, Error> {
    let all = every::<Target>(desk, Query::all(Kind::Target, 1_000).with("wave", wave.id)).await?;
    let planned = sight.plan(&all);
    let (plan, life) = (Plan::of(&planned), wave.life().map_err(fault)?);
    let targets = sight.targets(desk, Some(wave.id)).await?;
    // Counting takes its time, and readiness counts for all: here it tells why a target is held back.
    let held = targets.iter().filter(|target| target.state == TargetState::HeldBack);
    let held: Vec<&Target> = held.map(|target| &target.record).collect();
    let grounds = Grounds::of_operation(desk, sight, &held).await?;
    let mut rows = Vec::new();
    for target in targets {
        let over = target.state.is_out() || target.state == TargetState::Withdrawn;
        let waits = if over { Vec::new() } else { domain::act::waits(&target.planned(), &plan, &life, desk.now()) };
        let lacks = grounds.lacks(&target, desk.now());
        let testimony = target.testimony();
        let words: Vec<Claim> = testimony.iter().flat_map(|testimony| testimony.words()).map(Claim::clone).collect();
        let disputes = testimony.map(|testimony| testimony.disputes()).unwrap_or_default();
        rows.push(BoardTarget { executed: executed(&target), waits, lacks, words, disputes, target });
    }
    Ok(rows)
}

/// When a target was executed, as the first of those says who were there; nothing while nobody does.
pub(super) fn executed(target: &Target) -> Option<Timestamp> {
    let testimony = target.testimony()?;
    let words = testimony.words().into_iter();
    words.filter(|word| word.who.was_there() && word.what.is_done()).map(|word| word.happened).min()
}

pub(super) fn counts<'a>(targets: impl Iterator<Item = &'a BoardTarget>) -> BTreeMap<TargetState, usize> {
    let mut counts = BTreeMap::new();
    for row in targets {
        *counts.entry(row.target.state).or_insert(0) += 1;
    }
    counts
}

fn country(country: Country, standing: Standing, targets: &[BoardTarget], incidents: &[Incident]) -> BoardCountry {
    let own = || targets.iter().filter(|row| row.target.acting == Some(country));
    let needs_a_person = |row: &&BoardTarget| incidents.iter().any(|one| one.target() == Some(row.target.id));
    BoardCountry {
        country,
        standing,
        counts: counts(own()),
        incidents: own().filter(needs_a_person).count(),
        skew: Skew::of(own().filter_map(|row| row.executed)),
    }
}

fn incidents(desk: &Desk, wave: &Wave, deputy_from: Option<Timestamp>, targets: &[BoardTarget]) -> Vec<Incident> {
    let past = wave.moment.is_some_and(|moment| desk.now().duration_since(moment) > LEAVING);
    let mut incidents: Vec<Incident> = targets.iter().flat_map(|row| of_target(row, past)).collect();
    incidents.extend(wave.parts.iter().filter_map(|part| match part.standing {
        Standing::Held => Some(Incident::StateHolds(part.country)),
        Standing::Aborted => Some(Incident::StateAborted(part.country)),
        Standing::Silent | Standing::Going => None,
    }));
    if wave.moment.is_some() && !wave.state.is_over() && deputy_from.is_some_and(|from| from < desk.now()) {
        incidents.push(Incident::CoordinatorSilent);
    }
    incidents
}

fn of_target(row: &BoardTarget, past: bool) -> Vec<Incident> {
    let target = &row.target;
    let (id, mut found) = (target.id, Vec::new());
    if target.in_doubt.is_some() {
        found.push(Incident::InDoubt(id));
    }
    if let Some(held) = target.held_by_hand.as_ref().filter(|_| !target.state.is_out()) {
        found.push(Incident::HeldBack(id, held.reason.clone()));
    }
    if target.dispatched.is_some() && !target.state.is_out() {
        found.push(Incident::LeftAllTheSame(id));
    }
    if past && found.is_empty() && stayed(row) {
        found.push(Incident::DidNotLeave(id));
    }
    match (target.state, target.failed_deliveries.last()) {
        (TargetState::Failed, Some(failed)) => found.push(Incident::CameBack(id, failed.why.clone())),
        (TargetState::Failed, None) => found.push(Incident::Failed(id)),
        (TargetState::Contradicted, _) => found.push(Incident::Contradicted(id)),
        (TargetState::Executed, _) if target.next_look.is_none() => found.push(Incident::Unknown(id)),
        _ => {}
    }
    if row.disputes.iter().any(|dispute| matches!(dispute, Dispute::Witnesses(..))) {
        found.push(Incident::Disputed(id));
    }
    if target.redress == Redress::Owed {
        found.push(Incident::Owed(id));
    }
    found
}

/// Whether nothing but itself keeps a target at home. What was to come after one that will never be done waits for a
/// person too.
fn stayed(row: &BoardTarget) -> bool {
    let at_home = !row.target.state.is_out() && row.target.state != TargetState::Withdrawn;
    let itself = |waits: &Waits| matches!(waits, Waits::NotCleared(_) | Waits::WindowOver | Waits::AfterWhatFailed(_));
    at_home && row.waits.iter().all(itself)
}
