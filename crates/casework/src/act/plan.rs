//! Operations, who takes part in them, and their waves.

use super::sight::{Sight, between, every, give};
use super::text;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::{Marking, Participant, StatePart, Voice};
use crate::records::{Authority, Kept, Kind, Operation, Person, Target, Wave};
use crate::reference;
use crate::seal::{Act, Verb, Who};
use domain::act::{SHORTEST_SILENCE, Standing, TargetState, WaveState, Window};
use domain::id::{AuthorityId, NetworkId, OperationId, PersonId, WaveId};
use domain::people::Country;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// The longest silence after which a deputy takes over. Our own practice: who waits longer has no deputy.
const LONGEST_SILENCE: SignedDuration = SignedDuration::from_hours(2);

/// What is written about an operation.
#[derive(Debug, Clone)]
pub struct OperationEntry {
    /// Its name.
    pub name: String,
    /// What it is to achieve.
    pub objective: String,
    /// The inquiry and the law it rests on.
    pub legal_frame: String,
    /// The authority that leads.
    pub lead: AuthorityId,
    /// The authority that coordinates; may be the same.
    pub coordinator: AuthorityId,
    /// The network it aims at.
    pub network: Option<NetworkId>,
    /// Words that stand on the page which is put in place of what is taken over; a look from outside that finds
    /// them takes the site for gone.
    pub banner: Option<String>,
}

impl OperationEntry {
    fn check(&self) -> Result<(), Error> {
        text("name", &self.name, 200)?;
        text("objective", &self.objective, super::LONGEST_TEXT)?;
        text("legal frame", &self.legal_frame, super::LONGEST_TEXT)?;
        match &self.banner {
            Some(words) if words.trim().chars().count() < 8 => {
                Err(invalid("banner", "give words that no other page carries, at least eight characters"))
            }
            _ => Ok(()),
        }
    }
}

/// Opens an operation. Only somebody of the authority that leads or coordinates it can.
///
/// # Errors
/// Not permitted, no name, objective or legal frame, an authority that is not in the directory, or storage failures.
pub async fn open(desk: &Desk, actor: &Actor, entry: OperationEntry) -> Result<OperationId, Error> {
    actor.needs(Permission::PlanOperations)?;
    entry.check()?;
    if ![entry.lead, entry.coordinator].contains(&actor.authority) {
        return Err(invalid("lead", "an operation is opened by the authority that leads or coordinates it"));
    }
    let id = OperationId(desk.doors.entropy.id(desk.now()));
    let _drawn = desk.drafting.lock().await;
    let mut operation = Operation {
        id,
        reference: reference::operation(desk, entry.lead).await?,
        name: entry.name.trim().to_owned(),
        objective: entry.objective.trim().to_owned(),
        legal_frame: entry.legal_frame.trim().to_owned(),
        lead: entry.lead,
        coordinator: entry.coordinator,
        participants: Vec::new(),
        network: entry.network,
        banner: entry.banner.map(|words| words.trim().to_owned()),
        marking: super::alert::open_marking(),
        author: actor.person,
        opened: desk.now(),
        closed: None,
    };
    for authority in [entry.lead, entry.coordinator] {
        if operation.participant(authority).is_none() {
            let participant = participant(desk, authority, "leads and coordinates").await?;
            operation.participants.push(participant);
        }
    }
    operation.marking = between(&operation, actor.authority);
    let act = Act::new(Verb::Act, "operation_opened", id.0, Who::Person(actor))
        .detail(json!({ "reference": operation.reference }));
    Draft::new(desk).put(&Kept::new(operation))?.commit(&act).await?;
    Ok(id)
}

/// Changes what is written about an operation. Who leads and coordinates it stays.
///
/// # Errors
/// Not permitted, another lead, something that is missing, or storage failures.
pub async fn alter(desk: &Desk, actor: &Actor, id: OperationId, entry: OperationEntry) -> Result<(), Error> {
    let mut operation = planned(desk, actor, id).await?;
    entry.check()?;
    if (entry.lead, entry.coordinator) != (operation.lead, operation.coordinator) {
        return Err(invalid("lead", "who leads and who coordinates stays; open another operation"));
    }
    operation.name = entry.name.trim().to_owned();
    operation.objective = entry.objective.trim().to_owned();
    operation.legal_frame = entry.legal_frame.trim().to_owned();
    operation.network = entry.network;
    operation.banner = entry.banner.map(|words| words.trim().to_owned());
    let act = Act::new(Verb::Act, "operation_altered", id.0, Who::Person(actor));
    Draft::new(desk).put(&operation)?.commit(&act).await
}

/// Closes an operation all of whose waves are over.
///
/// # Errors
/// Not permitted, a wave that is not over, or storage failures.
pub async fn close(desk: &Desk, actor: &Actor, id: OperationId) -> Result<(), Error> {
    let mut operation = planned(desk, actor, id).await?;
    let waves = every::<Wave>(desk, Query::all(Kind::Wave, 100).with("operation", id)).await?;
    if let Some(wave) = waves.iter().find(|wave| !wave.state.is_over()) {
        return Err(invalid("operation", format!("wave {} is {}; end or abort it first", wave.number, wave.state)));
    }
    operation.closed = Some(desk.now());
    let act = Act::new(Verb::Act, "operation_closed", id.0, Who::Person(actor));
    Draft::new(desk).put(&operation)?.commit(&act).await
}

/// An operation that the actor plans and that is open.
async fn planned(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Kept<Operation>, Error> {
    let sight = Sight::of(desk, actor, id).await?;
    sight.plans(actor)?;
    if sight.operation.closed.is_some() {
        return Err(invalid("operation", "it is closed"));
    }
    Ok(sight.operation)
}

async fn participant(desk: &Desk, authority: AuthorityId, terms: &str) -> Result<Participant, Error> {
    let record = desk.load::<Authority>(authority.0).await?;
    // A body of the Union is of no state; the directory writes it under the Union's own code.
    let country = Some(record.country).filter(|country| country.code() != "EU");
    Ok(Participant { authority, country, terms: terms.trim().to_owned(), since: desk.now() })
}

/// Lets an authority take part, or changes the terms on which things are shared with it. It sees the operation from
/// then on, and of its targets those that it is given.
///
/// # Errors
/// Not permitted, no terms, an authority that is not in the directory, or storage failures.
pub async fn put_participant(
    desk: &Desk,
    actor: &Actor,
    id: OperationId,
    authority: AuthorityId,
    terms: &str,
) -> Result<(), Error> {
    let mut operation = planned(desk, actor, id).await?;
    let terms = text("terms", terms, super::LONGEST_TEXT)?;
    match operation.participants.iter_mut().find(|one| one.authority == authority) {
        Some(participant) => participant.terms = terms,
        None => {
            let participant = participant(desk, authority, &terms).await?;
            operation.participants.push(participant);
        }
    }
    let mut marking = operation.marking.clone();
    give(&mut marking, &operation, authority);
    operation.marking = marking;
    let act = Act::new(Verb::Act, "participant_put", id.0, Who::Person(actor))
        .detail(json!({ "authority": authority.to_string() }));
    Draft::new(desk).put(&operation)?.commit(&act).await
}

/// Ends an authority's part in an operation: it sees nothing of it from then on.
///
/// # Errors
/// Not permitted, an authority that leads, one whose state still has targets, or storage failures.
pub async fn remove_participant(
    desk: &Desk,
    actor: &Actor,
    id: OperationId,
    authority: AuthorityId,
) -> Result<(), Error> {
    let mut operation = planned(desk, actor, id).await?;
    if [operation.lead, operation.coordinator].contains(&authority) {
        return Err(invalid("participant", "the authorities that lead and coordinate stay"));
    }
    let country = operation.participant(authority).ok_or(Error::NotFound { what: "participant" })?.country;
    let alone = operation.participants.iter().filter(|one| one.country == country).count() == 1;
    if let Some(country) = country.filter(|_| alone) {
        let query = Query::all(Kind::Target, 500).with("operation", id).with("country", country);
        let targets = every::<Target>(desk, query).await?;
        if targets.iter().any(|target| target.state != TargetState::Withdrawn) {
            return Err(invalid("participant", "targets are allocated to its state; allocate them to others first"));
        }
    }
    operation.participants.retain(|one| one.authority != authority);
    operation.marking.released.remove(&authority);
    if let Some(authorities) = &mut operation.marking.authorities {
        authorities.remove(&authority);
    }
    let act = Act::new(Verb::Act, "participant_removed", id.0, Who::Person(actor))
        .detail(json!({ "authority": authority.to_string() }));
    Draft::new(desk).put(&operation)?.commit(&act).await
}

/// Says how the existence of an operation is handled.
///
/// # Errors
/// Not permitted, a marking under which nobody who leads would see it, or storage failures.
pub async fn mark(desk: &Desk, actor: &Actor, id: OperationId, marking: Marking) -> Result<(), Error> {
    let mut operation = planned(desk, actor, id).await?;
    let viewer = super::sight::viewer(actor, &operation);
    if !viewer.is_some_and(|viewer| marking.may_see(&viewer)) {
        return Err(invalid("marking", "you would not see it yourself any more"));
    }
    operation.marking = marking;
    let act = Act::new(Verb::Act, "operation_marked", id.0, Who::Person(actor));
    Draft::new(desk).put(&operation)?.commit(&act).await
}

/// What is written about a wave.
#[derive(Debug, Clone)]
pub struct WaveEntry {
    /// The first moment of its window.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
    /// The states that take part.
    pub states: Vec<Country>,
    /// Who coordinates.
    pub coordinator: PersonId,
    /// Who takes over while the coordinator is silent.
    pub deputy: PersonId,
    /// Others who speak for those who lead.
    pub lead: Vec<PersonId>,
    /// Who speaks for a state.
    pub voices: Vec<(Country, PersonId)>,
    /// After so long without a sign of life the coordinator is silent.
    pub silence: SignedDuration,
}

/// Plans a wave.
///
/// # Errors
/// Not permitted, a window that is none, people or states that take no part, or storage failures.
pub async fn plan_wave(desk: &Desk, actor: &Actor, id: OperationId, entry: WaveEntry) -> Result<WaveId, Error> {
    let operation = planned(desk, actor, id).await?;
    check_wave(desk, &operation, &entry).await?;
    let before = every::<Wave>(desk, Query::all(Kind::Wave, 100).with("operation", id)).await?;
    let number = before.iter().map(|wave| wave.number).max().unwrap_or_default() + 1;
    let now = desk.now();
    let wave = written(WaveId(desk.doors.entropy.id(now)), id, number, now, entry);
    let act =
        Act::new(Verb::Act, "wave_planned", wave.id.0, Who::Person(actor)).detail(json!({ "number": wave.number }));
    Draft::new(desk).put(&Kept::new(wave.clone()))?.commit(&act).await?;
    Ok(wave.id)
}

/// Changes a wave while it is planned. What was said of the readiness of states that stay is kept.
///
/// # Errors
/// Not permitted, a wave that is past planning, a window that is none, people or states that take no part, or storage
/// failures.
pub async fn alter_wave(desk: &Desk, actor: &Actor, id: WaveId, entry: WaveEntry) -> Result<(), Error> {
    let (sight, mut wave) = Sight::of_wave(desk, actor, id).await?;
    sight.plans(actor)?;
    if wave.state != WaveState::Planned {
        return Err(invalid("wave", format!("it is {}; take the plan up again first", wave.state)));
    }
    check_wave(desk, &sight.operation, &entry).await?;
    let mut next = written(id, wave.operation, wave.number, wave.planned, entry);
    for part in &mut next.parts {
        if let Some(before) = wave.part(part.country) {
            *part = before.clone();
        }
    }
    next.calls = wave.calls.clone();
    wave.record = next;
    let act = Act::new(Verb::Act, "wave_altered", id.0, Who::Person(actor));
    Draft::new(desk).put(&wave)?.commit(&act).await
}

fn written(id: WaveId, operation: OperationId, number: u32, planned: Timestamp, entry: WaveEntry) -> Wave {
    let mut states = entry.states;
    states.sort();
    states.dedup();
    let part = |country| StatePart { country, standing: Standing::Silent, first_go: None, said: Vec::new() };
    let voice = |(country, person)| Voice { country, person };
    Wave {
        id,
        operation,
        number,
        state: WaveState::Planned,
        from: entry.from,
        until: entry.until,
        moment: None,
        first_go: None,
        parts: states.into_iter().map(part).collect(),
        coordinator: entry.coordinator,
        deputy: entry.deputy,
        lead: entry.lead,
        voices: entry.voices.into_iter().map(voice).collect(),
        silence_seconds: entry.silence.as_secs(),
        coordinator_seen: planned,
        calls: Vec::new(),
        planned,
    }
}

async fn check_wave(desk: &Desk, operation: &Operation, entry: &WaveEntry) -> Result<(), Error> {
    Window::new(entry.from, entry.until).map_err(refused)?;
    if entry.states.is_empty() {
        return Err(invalid("states", "name at least one state that acts"));
    }
    if entry.coordinator == entry.deputy {
        return Err(invalid("deputy", "the deputy is another person than the coordinator"));
    }
    if entry.silence < SHORTEST_SILENCE || entry.silence > LONGEST_SILENCE {
        let (least, most) = (SHORTEST_SILENCE.as_mins(), LONGEST_SILENCE.as_mins());
        return Err(invalid("silence", format!("give {least} to {most} minutes")));
    }
    for state in &entry.states {
        if !operation.participants.iter().any(|one| one.country == Some(*state)) {
            return Err(invalid("states", format!("no authority of {state} takes part; add one first")));
        }
    }
    let leading = [operation.lead, operation.coordinator];
    for person in [&entry.coordinator, &entry.deputy].into_iter().chain(&entry.lead) {
        if !leading.contains(&desk.load::<Person>(person.0).await?.authority) {
            return Err(invalid("lead", "those who lead are of the authority that leads or the one that coordinates"));
        }
    }
    for (country, person) in &entry.voices {
        let authority = desk.load::<Person>(person.0).await?.authority;
        let of_the_state = operation.participant(authority).is_some_and(|one| one.country == Some(*country));
        if !of_the_state || !entry.states.contains(country) {
            return Err(invalid(
                "voices",
                format!("one who speaks for {country} is of no authority of {country} here"),
            ));
        }
    }
    Ok(())
}
