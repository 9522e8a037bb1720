//! Who sees what of an operation. Every reading of the act goes through here, so that nobody is shown a record and
//! then asked not to look.

use crate::desk::Desk;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::{Marking, Message};
use crate::records::{Exhibit, Instrument, Kept, Kind, Operation, Record, Target, Wave};
use domain::act::handling::{HandlingCode, Tlp};
use domain::act::{Planned, Viewer};
use domain::id::{AuthorityId, OperationId, TargetId, WaveId};
use domain::people::Country;
use std::collections::BTreeSet;

/// How many records are read at a time.
const PAGE: u32 = 500;

/// What a target is called before those who may not see it.
pub(super) const OF_OTHERS: &str = "a target of others";

/// An operation as one person sees it.
pub(super) struct Sight {
    pub(super) operation: Kept<Operation>,
    pub(super) viewer: Viewer,
}

impl Sight {
    /// Looks at an operation. One that the person's authority takes no part in is not told from none.
    pub(super) async fn of(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Self, Error> {
        if !actor.may(Permission::ReportFromSite) {
            actor.needs(Permission::SeeOperations)?;
        }
        let operation = desk.load::<Operation>(id.0).await?;
        match viewer(actor, &operation) {
            Some(viewer) if operation.marking.may_see(&viewer) => Ok(Self { operation, viewer }),
            _ => Err(Error::NotFound { what: Kind::Operation.name() }),
        }
    }

    /// A target with the operation as the person sees it.
    pub(super) async fn of_target(desk: &Desk, actor: &Actor, id: TargetId) -> Result<(Self, Kept<Target>), Error> {
        let unseen = Error::NotFound { what: Kind::Target.name() };
        let target = desk.load::<Target>(id.0).await?;
        match Self::of(desk, actor, target.operation).await {
            Ok(sight) if sight.sees(&target.marking) => Ok((sight, target)),
            Ok(_) | Err(Error::NotFound { .. }) => Err(unseen),
            Err(error) => Err(error),
        }
    }

    /// A wave with the operation as the person sees it.
    pub(super) async fn of_wave(desk: &Desk, actor: &Actor, id: WaveId) -> Result<(Self, Kept<Wave>), Error> {
        let wave = desk.load::<Wave>(id.0).await?;
        match Self::of(desk, actor, wave.operation).await {
            Err(Error::NotFound { .. }) => Err(Error::NotFound { what: Kind::Wave.name() }),
            sight => Ok((sight?, wave)),
        }
    }

    /// Whether the person may see what carries a marking.
    pub(super) fn sees(&self, marking: &Marking) -> bool {
        marking.may_see(&self.viewer)
    }

    /// Whether the person is of the authority that leads or the one that coordinates.
    pub(super) fn leads(&self) -> bool {
        [self.operation.lead, self.operation.coordinator].contains(&self.viewer.authority)
    }

    /// Whether the person is of those who lead, or of the state.
    pub(super) fn is_of(&self, country: Option<Country>) -> bool {
        self.leads() || (country.is_some() && self.viewer.country == country)
    }

    /// Goes on only for those who plan the operation.
    pub(super) fn plans(&self, actor: &Actor) -> Result<(), Error> {
        actor.needs(Permission::PlanOperations)?;
        if self.leads() {
            Ok(())
        } else {
            Err(invalid("operation", "only the authority that leads and the one that coordinates plan it"))
        }
    }

    /// What the person may see of the targets of a wave, or of all waves.
    pub(super) async fn targets(&self, desk: &Desk, wave: Option<WaveId>) -> Result<Vec<Kept<Target>>, Error> {
        let all = Query::all(Kind::Target, PAGE);
        let query = match wave {
            Some(wave) => all.with("wave", wave),
            None => all.with("operation", self.operation.id),
        };
        let mut targets = every::<Target>(desk, query).await?;
        targets.retain(|target| target.operation == self.operation.id && self.sees(&target.marking));
        targets.iter_mut().for_each(|target| self.trim(&mut target.marking));
        Ok(targets)
    }

    /// The plan of a wave with every target in it; one that the person may not see has no name.
    pub(super) fn plan<'a>(&self, targets: impl IntoIterator<Item = &'a Kept<Target>>) -> Vec<Planned> {
        let planned = |target: &Kept<Target>| {
            let name = if self.sees(&target.marking) { target.name.clone() } else { OF_OTHERS.to_owned() };
            Planned { name, ..target.planned() }
        };
        targets.into_iter().map(planned).collect()
    }

    /// What the person may see of the instruments. One that also names the asset of a target which the person may not
    /// see does not tell of that asset. What their own authority wrote keeps the assets of targets that others were
    /// given: leaving them out would tell which they are.
    pub(super) async fn instruments(&self, desk: &Desk) -> Result<Vec<Kept<Instrument>>, Error> {
        let mut found = every::<Instrument>(desk, self.all(Kind::Instrument)).await?;
        let targets = every::<Target>(desk, self.all(Kind::Target)).await?;
        let (seen, unseen): (Vec<_>, Vec<_>) = targets.iter().partition(|target| self.sees(&target.marking));
        let mut hidden: BTreeSet<_> = unseen.iter().map(|target| &target.asset).collect();
        seen.iter().for_each(|target| _ = hidden.remove(&target.asset));
        // What their own authority was given and they were not, as what is for people by name, they do not read.
        let given = |target: &&&Kept<Target>| match &target.marking.authorities {
            Some(authorities) => authorities.contains(&self.viewer.authority),
            None => true,
        };
        let among_us: BTreeSet<_> = unseen.iter().filter(given).map(|target| &target.asset).collect();
        for instrument in &mut found {
            let own = instrument.authority == self.viewer.authority;
            instrument.assets.retain(|asset| !hidden.contains(asset) || (own && !among_us.contains(asset)));
            self.trim(&mut instrument.marking);
        }
        found.retain(|instrument| !instrument.assets.is_empty() && self.sees(&instrument.marking));
        Ok(found)
    }

    /// What the person may see of what was seized: of the targets that they may see.
    pub(super) async fn exhibits(&self, desk: &Desk) -> Result<Vec<Kept<Exhibit>>, Error> {
        let mut found = every::<Exhibit>(desk, self.all(Kind::Exhibit)).await?;
        let targets: BTreeSet<_> = self.targets(desk, None).await?.iter().map(|target| target.id).collect();
        found.retain(|exhibit| targets.contains(&exhibit.target) && self.sees(&exhibit.marking));
        found.iter_mut().for_each(|exhibit| self.trim(&mut exhibit.marking));
        Ok(found)
    }

    /// What the person may read of the messages, oldest first.
    pub(super) async fn messages(&self, desk: &Desk) -> Result<Vec<Kept<Message>>, Error> {
        let mut found = every::<Message>(desk, self.all(Kind::Message)).await?;
        found.retain(|message| self.sees(&message.marking));
        found.iter_mut().for_each(|message| self.trim(&mut message.marking));
        Ok(found)
    }

    /// The waves, each as far as it concerns the person.
    pub(super) async fn waves(&self, desk: &Desk) -> Result<Vec<Kept<Wave>>, Error> {
        let waves = every::<Wave>(desk, self.all(Kind::Wave)).await?;
        Ok(waves.into_iter().map(|wave| self.trimmed(wave)).collect())
    }

    /// A marking that does not tell who else was given something, but for those who lead.
    fn trim(&self, marking: &mut Marking) {
        if self.leads() {
            return;
        }
        let shown = [self.viewer.authority, self.operation.lead, self.operation.coordinator];
        if let Some(authorities) = &mut marking.authorities {
            authorities.retain(|authority| shown.contains(authority));
        }
        marking.released.retain(|authority| shown.contains(authority));
        if let Some(people) = &mut marking.people {
            people.retain(|person| *person == self.viewer.person);
        }
    }

    fn all(&self, kind: Kind) -> Query {
        Query::all(kind, PAGE).with("operation", self.operation.id)
    }

    /// A wave without what other states said of themselves. Those who lead see all of it; a third state sees no
    /// part but its own.
    pub(super) fn trimmed(&self, mut wave: Kept<Wave>) -> Kept<Wave> {
        if self.leads() {
            return wave;
        }
        let own = |country: Country| self.viewer.country == Some(country);
        if self.viewer.is_of_a_third_state() {
            wave.parts.retain(|part| own(part.country));
        }
        for part in wave.parts.iter_mut().filter(|part| !own(part.country)) {
            part.said.clear();
            part.first_go = None;
        }
        wave.voices.retain(|voice| own(voice.country));
        wave.calls.retain(|call| call.country.is_none_or(own));
        wave
    }

    /// The operation without the terms on which things are shared with others. Those who lead see all of it; a
    /// third state does not see who else takes part, but for the authorities that lead.
    pub(super) fn trimmed_operation(&self) -> Operation {
        let mut operation = self.operation.record.clone();
        if self.leads() {
            return operation;
        }
        let own = self.viewer.authority;
        let leading = [operation.lead, operation.coordinator];
        if self.viewer.is_of_a_third_state() {
            operation.participants.retain(|one| one.authority == own || leading.contains(&one.authority));
        }
        for participant in operation.participants.iter_mut().filter(|one| one.authority != own) {
            participant.terms.clear();
        }
        self.trim(&mut operation.marking);
        operation
    }
}

/// The actor as a viewer of an operation; nothing if their authority takes no part.
pub(super) fn viewer(actor: &Actor, operation: &Operation) -> Option<Viewer> {
    let participant = operation.participant(actor.authority)?;
    let Actor { person, authority, .. } = *actor;
    Some(Viewer { person, authority, country: participant.country, takes_part: true })
}

/// Every record that a query finds, page after page.
pub(super) async fn every<T: Record>(desk: &Desk, mut query: Query) -> Result<Vec<Kept<T>>, Error> {
    let mut all = Vec::new();
    loop {
        let page = desk.list::<T>(&query).await?;
        let Some(last) = page.last() else { return Ok(all) };
        query.after = Some((last.sort(), last.uuid()));
        let is_last = page.len() < query.limit as usize;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

/// The marking of something new: for those who lead and the authority that brings it.
pub(super) fn between(operation: &Operation, authority: AuthorityId) -> Marking {
    let mut marking = Marking {
        codes: BTreeSet::from([HandlingCode::H0]),
        tlp: Tlp::Amber,
        authorities: Some(BTreeSet::new()),
        people: None,
        released: BTreeSet::new(),
        words: String::new(),
    };
    for one in [operation.lead, operation.coordinator, authority] {
        give(&mut marking, operation, one);
    }
    marking
}

/// Gives something to an authority that takes part; to one of a third state it is thereby released.
pub(super) fn give(marking: &mut Marking, operation: &Operation, authority: AuthorityId) {
    if let Some(authorities) = &mut marking.authorities {
        authorities.insert(authority);
    }
    let of_a_third_state = |country: Country| !country.is_member_state();
    if operation.participant(authority).and_then(|one| one.country).is_some_and(of_a_third_state) {
        marking.released.insert(authority);
    }
}

/// Gives something to every authority of a state that takes part.
pub(super) fn give_to_state(marking: &mut Marking, operation: &Operation, country: Country) {
    for participant in operation.participants.iter().filter(|one| one.country == Some(country)) {
        give(marking, operation, participant.authority);
    }
}

/// Takes it back from the authorities of a state, but for those who lead. What they have seen they have seen.
pub(super) fn take_from_state(marking: &mut Marking, operation: &Operation, country: Country) {
    let leading = [operation.lead, operation.coordinator];
    for participant in operation.participants.iter().filter(|one| one.country == Some(country)) {
        if !leading.contains(&participant.authority) {
            marking.released.remove(&participant.authority);
            if let Some(authorities) = &mut marking.authorities {
                authorities.remove(&participant.authority);
            }
        }
    }
}

/// A slice: everything of an operation that one person may see.
#[derive(Debug, Clone)]
pub struct Slice {
    /// The operation.
    pub operation: Operation,
    /// Its waves.
    pub waves: Vec<Kept<Wave>>,
    /// Targets.
    pub targets: Vec<Kept<Target>>,
    /// Instruments.
    pub instruments: Vec<Kept<Instrument>>,
    /// What was seized.
    pub exhibits: Vec<Kept<Exhibit>>,
    /// Messages, oldest first.
    pub messages: Vec<Kept<Message>>,
}

/// Everything of an operation that the actor may see, by authority, role and handling.
///
/// # Errors
/// Not permitted, no operation that the actor's authority takes part in and may see, or storage failures.
pub async fn slice(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Slice, Error> {
    actor.needs(Permission::SeeOperations)?;
    let sight = Sight::of(desk, actor, id).await?;
    Ok(Slice {
        operation: sight.trimmed_operation(),
        waves: sight.waves(desk).await?,
        targets: sight.targets(desk, None).await?,
        instruments: sight.instruments(desk).await?,
        exhibits: sight.exhibits(desk).await?,
        messages: sight.messages(desk).await?,
    })
}

/// The operations that the actor may see, the newest first.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn operations(desk: &Desk, actor: &Actor) -> Result<Vec<Operation>, Error> {
    if !actor.may(Permission::ReportFromSite) {
        actor.needs(Permission::SeeOperations)?;
    }
    let query = Query::all(Kind::Operation, PAGE).with("authority", actor.authority).newest_first();
    let found = every::<Operation>(desk, query).await?;
    let seen = found.into_iter().filter_map(|operation| {
        let viewer = viewer(actor, &operation)?;
        let sight = Sight { operation, viewer };
        sight.sees(&sight.operation.marking).then(|| sight.trimmed_operation())
    });
    Ok(seen.collect())
}

/// One target, if the actor may see it.
///
/// # Errors
/// Not permitted, no such target that the actor may see, or storage failures.
pub async fn target(desk: &Desk, actor: &Actor, id: TargetId) -> Result<Kept<Target>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    sight.trim(&mut target.marking);
    Ok(target)
}
