//! The calls: ready, the moment, go, hold, abort, end.

use super::sight::{Sight, every};
use super::text;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::CallMade;
use crate::records::{Kept, Kind, Target, Wave};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::{Plan, Room, Scope, Standing, TargetState, WaveEvent, WaveState};
use domain::id::{TargetId, WaveId};
use domain::people::Country;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// How long a sign of life is kept. An older one is none.
const LIFE_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// The readiness of every state was gone through.
    MakeReady,
    /// The plan is taken up again.
    Reopen,
    /// The moment is fixed, or moved.
    FixMoment(Timestamp),
    /// Go, for everybody or for one state's part, at the moment that was shown to whoever calls. Two people call it.
    Go(Scope, Timestamp),
    /// Hold, for everybody or for one state's part.
    Hold(Scope),
    /// Abort, for everybody or for one state's part.
    Abort(Scope),
    /// The wave is over.
    End,
}

impl Call {
    const fn event(self) -> WaveEvent {
        match self {
            Self::MakeReady => WaveEvent::MakeReady,
            Self::Reopen => WaveEvent::Reopen,
            Self::FixMoment(_) => WaveEvent::FixMoment,
            Self::Go(..) => WaveEvent::Go,
            Self::Hold(_) => WaveEvent::Hold,
            Self::Abort(_) => WaveEvent::Abort,
            Self::End => WaveEvent::End,
        }
    }

    const fn country(self) -> Option<Country> {
        match self {
            Self::Go(Scope::State(country), _)
            | Self::Hold(Scope::State(country))
            | Self::Abort(Scope::State(country)) => Some(country),
            _ => None,
        }
    }

    const fn act(self) -> &'static str {
        match self {
            Self::MakeReady => "wave_made_ready",
            Self::Reopen => "wave_reopened",
            Self::FixMoment(_) => "moment_fixed",
            Self::Go(..) => "go_called",
            Self::Hold(_) => "hold_called",
            Self::Abort(_) => "abort_called",
            Self::End => "wave_ended",
        }
    }
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Where the wave stands now.
    pub state: WaveState,
    /// Whether a second person must call the same.
    pub waits_for_second: bool,
    /// How many targets now wait in the outbox for the moment.
    pub queued: usize,
    /// What is out and cannot be called back, as far as the caller may see it.
    pub out: Vec<TargetId>,
}

/// Makes a call on a wave, as the rules allow. Go queues the targets of whoever now goes, all in one commit; hold and
/// abort are repeated until they are written, whoever else writes at that moment.
///
/// # Errors
/// Not permitted, [`crate::Refusal::Call`] with the reason of the rules, no reason for hold or abort, go for a moment that
/// was moved, or storage failures.
pub async fn call(desk: &Desk, actor: &Actor, id: WaveId, what: Call, reason: &str) -> Result<Called, Error> {
    actor.needs(Permission::CallOperations)?;
    let stops = matches!(what, Call::Hold(_) | Call::Abort(_));
    let reason = if stops { text("reason", reason, super::LONGEST_TEXT)? } else { reason.trim().to_owned() };
    // Read before the call is tried, so that a coordinator who calls is not taken for silent.
    sign_of_life(desk, actor, id).await?;
    again!(called(desk, actor, id, what, &reason))
}

async fn called(desk: &Desk, actor: &Actor, id: WaveId, what: Call, reason: &str) -> Result<Called, Error> {
    let (sight, mut wave) = Sight::of_wave(desk, actor, id).await?;
    let by = actor.person;
    let voices = wave.voices();
    let coordinator_seen = last_sign(desk, &wave).await?;
    let room = Room { coordinator_seen, ..wave.room(&voices, desk.now()) };
    let life = wave.life().map_err(refused)?;
    let next = match what {
        Call::MakeReady => {
            in_order(desk, &sight, id).await?;
            life.make_ready(by, &room)
        }
        Call::Reopen => life.reopen(by, &room),
        Call::FixMoment(moment) => life.fix_moment(moment, by, &room),
        Call::Go(_, shown) if wave.moment.is_some_and(|moment| moment != shown) => {
            return Err(invalid("moment", "it is another now than the one that was shown; look at it and call again"));
        }
        Call::Go(Scope::All, _) => life.go(by, &room),
        Call::Go(Scope::State(country), _) => {
            let missing = wave.part(country).map(|part| part.missing()).unwrap_or_default();
            life.go_for(country, &missing, by, &room)
        }
        Call::Hold(scope) => life.hold(scope, by, &room),
        Call::Abort(scope) => life.abort(scope, by, &room),
        Call::End => life.end(owed(desk, id).await?, by, &room),
    };
    let next = next.map_err(refused)?;
    let goes = goes(what, &next);
    let waits_for_second = matches!(what, Call::Go(..)) && !gone(what, &next);
    let (event, country, at) = (what.event(), what.country(), desk.now());
    wave.coordinator_seen = coordinator_seen;
    wave.follow(&next, CallMade { event, country, by, at, reason: reason.to_owned() });
    let mut draft = Draft::new(desk).put(&wave)?;
    let mut queued = 0;
    if goes {
        for target in waiting(desk, id, country).await? {
            draft = draft.then(&Task::Dispatch { target }, wave.moment.unwrap_or(at).max(at));
            queued += 1;
        }
    }
    let act = Act::new(Verb::Act, what.act(), id.0, Who::Person(actor)).detail(json!({
        "country": country.map(|country| country.to_string()),
        "state": wave.state.name(),
        "moment": wave.moment.map(|moment| moment.to_string()),
        "second_person": waits_for_second,
        "queued": queued,
    }));
    draft.commit(&act).await?;
    let out = if matches!(what, Call::Hold(_) | Call::Abort(_)) { out(desk, &sight, id).await? } else { Vec::new() };
    Ok(Called { state: wave.state, waits_for_second, queued, out })
}

/// Whether the go that was called now stands.
fn gone(what: Call, next: &domain::act::Wave) -> bool {
    match what {
        Call::Go(Scope::All, _) => next.state == WaveState::Going,
        Call::Go(Scope::State(country), _) => next.standing(country) == Standing::Going,
        _ => false,
    }
}

/// Whether targets may leave from the moment on that could not before.
fn goes(what: Call, next: &domain::act::Wave) -> bool {
    gone(what, next) && next.state == WaveState::Going
}

/// What may still leave, of one state or of all. What lacks something today may lack nothing at the moment.
async fn waiting(desk: &Desk, wave: WaveId, country: Option<Country>) -> Result<Vec<TargetId>, Error> {
    let query = Query::all(Kind::Target, 1_000).with("wave", wave).in_states(&[
        "proposed",
        "allocated",
        "prepared",
        "cleared",
        "held_back",
    ]);
    let targets = every::<Target>(desk, query).await?;
    let of_the_state = |target: &&Kept<Target>| country.is_none() || target.acting == country;
    Ok(targets.iter().filter(of_the_state).map(|target| target.id).collect())
}

async fn out(desk: &Desk, sight: &Sight, wave: WaveId) -> Result<Vec<TargetId>, Error> {
    let targets = sight.targets(desk, Some(wave)).await?;
    Ok(targets.iter().filter(|target| target.state.is_out()).map(|target| target.id).collect())
}

async fn owed(desk: &Desk, wave: WaveId) -> Result<usize, Error> {
    let query = Query::all(Kind::Target, 1_000).with("wave", wave).with("redress", "owed");
    Ok(every::<Target>(desk, query).await?.len())
}

/// Whether the targets of a wave have an order at all.
async fn in_order(desk: &Desk, sight: &Sight, wave: WaveId) -> Result<(), Error> {
    let targets = every::<Target>(desk, Query::all(Kind::Target, 1_000).with("wave", wave)).await?;
    if targets.iter().all(|target| target.state == TargetState::Withdrawn) {
        return Err(invalid("wave", "there are no targets yet; propose some first"));
    }
    Plan::of(&sight.plan(&targets)).order().map_err(refused)?;
    Ok(())
}

fn life_key(wave: WaveId) -> String {
    format!("coordinator seen:{wave}")
}

/// Notes that the coordinator of a wave is there: their page calls this while it is open. From anybody else it is
/// nothing.
///
/// # Errors
/// No such wave that the actor may see, or storage failures.
pub async fn sign_of_life(desk: &Desk, actor: &Actor, id: WaveId) -> Result<(), Error> {
    let (_, wave) = Sight::of_wave(desk, actor, id).await?;
    if wave.coordinator != actor.person {
        return Ok(());
    }
    let now = desk.now();
    desk.doors.store.remember(&life_key(id), &now.to_string(), now + LIFE_KEPT).await?;
    // The ledger does not tell of it, and the board shows it.
    desk.boards.forget();
    Ok(())
}

/// The coordinator's last sign of life.
pub(super) async fn last_sign(desk: &Desk, wave: &Wave) -> Result<Timestamp, Error> {
    let noted = desk.doors.store.recall(&life_key(wave.id), desk.now()).await?;
    let noted = noted.and_then(|noted| noted.parse::<Timestamp>().ok());
    Ok(noted.map_or(wave.coordinator_seen, |noted| noted.max(wave.coordinator_seen)))
}
