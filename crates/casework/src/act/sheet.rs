//! The fallback sheet: what one state needs on paper when nothing else works.

use super::sight::{OF_OTHERS, Sight};
use crate::desk::Desk;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::act::Sending;
use crate::records::{Authority, Kept, Kind, Target, Wave};
use domain::act::handling::{HandlingCode, Tlp};
use domain::act::{InstrumentKind, Plan, Planned, TargetState, covering, moment};
use domain::id::{AuthorityId, PersonId, TargetId, WaveId};
use domain::map::{Asset as Name, Measure};
use domain::people::Country;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How a moment reads at one authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadsAs {
    /// The authority.
    pub authority: AuthorityId,
    /// Its name.
    pub name: String,
    /// Its state; absent for a body of the Union.
    pub country: Option<Country>,
    /// Its time zone, an IANA name.
    pub zone: String,
    /// The moment there, with the date, in English.
    pub reads: String,
    /// The moment.
    pub at: Timestamp,
    /// The rules of its time zone, for whoever writes the moment in another language.
    pub clock: TimeZone,
}

/// How a moment reads at each authority that takes part, as far as the actor may see who does.
///
/// # Errors
/// Not permitted, no such wave that the actor may see, or storage failures.
pub async fn reads(desk: &Desk, actor: &Actor, id: WaveId, at: Timestamp) -> Result<Vec<ReadsAs>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (sight, _) = Sight::of_wave(desk, actor, id).await?;
    let mut all = Vec::new();
    for participant in sight.trimmed_operation().participants {
        let authority = desk.load::<Authority>(participant.authority.0).await?.record;
        all.push(ReadsAs {
            authority: authority.id,
            country: participant.country,
            reads: moment::reads(at, &authority.terms.zone()),
            at,
            clock: authority.terms.zone(),
            name: authority.name,
            zone: authority.terms.time_zone,
        });
    }
    Ok(all)
}

/// A target on the sheet.
#[derive(Debug, Clone)]
pub struct SheetTarget {
    /// The target.
    pub id: TargetId,
    /// Its name.
    pub name: String,
    /// What it aims at.
    pub asset: Name,
    /// What is to be done.
    pub measure: Measure,
    /// What that does, and what it leaves as it is.
    pub does: (&'static str, &'static str),
    /// The state where it is done.
    pub place: Country,
    /// The team, if people act on site.
    pub team: Option<String>,
    /// The title that carries it: its kind and the number its issuer gave it.
    pub instrument: Option<(InstrumentKind, String)>,
    /// The names of the targets that come first, as far as the reader may know them.
    pub after: Vec<String>,
    /// The name of the target for which it steps in.
    pub instead_of: Option<String>,
    /// How far it got.
    pub state: TargetState,
}

/// The sheet of one state.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The name of the operation.
    pub operation: String,
    /// The reference of the operation.
    pub reference: String,
    /// The strictest label on what it shows.
    pub tlp: Tlp,
    /// Every code on what it shows.
    pub codes: BTreeSet<HandlingCode>,
    /// The state.
    pub country: Country,
    /// The wave.
    pub wave: Kept<Wave>,
    /// How the moment reads, once it is fixed.
    pub moment: Vec<ReadsAs>,
    /// Who coordinates, who takes over, and who speaks for the state; names are looked up with `people::name_of`.
    pub coordinator: PersonId,
    /// Who takes over while the coordinator is silent.
    pub deputy: PersonId,
    /// Who speaks for the state.
    pub voices: Vec<PersonId>,
    /// The contact points of those who lead: name, address, telephone.
    pub contacts: Vec<(String, String, String)>,
    /// The state's targets, in the order in which they go.
    pub targets: Vec<SheetTarget>,
    /// When it was made: what happened since is not on it.
    pub made: Timestamp,
}

/// The fallback sheet of one state, for those who lead and for the state itself.
///
/// # Errors
/// Not permitted, another state's sheet, a state that takes no part, or storage failures.
pub async fn sheet(desk: &Desk, actor: &Actor, id: WaveId, country: Country) -> Result<Sheet, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (sight, wave) = Sight::of_wave(desk, actor, id).await?;
    if !sight.is_of(Some(country)) {
        return Err(Error::NotFound { what: Kind::Wave.name() });
    }
    if wave.part(country).is_none() {
        return Err(invalid("state", format!("{country} takes no part in this wave")));
    }
    let (targets, own) = in_order(desk, &sight, id, country).await?;
    let mut marking = sight.operation.marking.rule();
    for target in &own {
        marking = marking.and(&target.marking.rule());
    }
    let titles = sight.instruments(desk).await?;
    let mut contacts = Vec::new();
    for authority in BTreeSet::from([sight.operation.lead, sight.operation.coordinator]) {
        let authority = desk.load::<Authority>(authority.0).await?.record;
        contacts.push((authority.name, authority.contact, authority.telephone));
    }
    let moment = match wave.moment {
        Some(moment) => reads(desk, actor, id, moment).await?,
        None => Vec::new(),
    };
    let mut rules: Vec<_> = Vec::with_capacity(titles.len());
    rules.extend(titles.iter().map(|title| title.title()));
    let row = |target: &Kept<Target>| {
        let title = covering(&rules, &target.asset, target.measure, target.place, desk.now()).ok();
        let number = title.and_then(|title| titles.iter().find(|known| known.id == title.id));
        line(target, &targets, number.map(|known| (known.kind, known.number.clone())))
    };
    Ok(Sheet {
        operation: sight.operation.name.clone(),
        reference: sight.operation.reference.clone(),
        tlp: marking.tlp,
        codes: marking.codes,
        country,
        moment,
        coordinator: wave.coordinator,
        deputy: wave.deputy,
        voices: wave.voices.iter().filter(|voice| voice.country == country).map(|voice| voice.person).collect(),
        contacts,
        targets: own.iter().map(row).collect(),
        made: desk.now(),
        wave: sight.trimmed(wave),
    })
}

/// The targets of a wave that the reader may see, and those of the state in the order in which they go.
async fn in_order(
    desk: &Desk,
    sight: &Sight,
    wave: WaveId,
    country: Country,
) -> Result<(Vec<Kept<Target>>, Vec<Kept<Target>>), Error> {
    let targets = sight.targets(desk, Some(wave)).await?;
    // Only what the reader may see is put in order: dependencies on others are left out.
    let ids: BTreeSet<TargetId> = targets.iter().map(|target| target.id).collect();
    let planned: Vec<Planned> = targets
        .iter()
        .map(|target| {
            let mut planned = target.planned();
            planned.after.retain(|first| ids.contains(first));
            planned.instead_of = planned.instead_of.filter(|first| ids.contains(first));
            planned
        })
        .collect();
    let order = Plan::of(&planned).order().unwrap_or_default();
    let mut own: Vec<Kept<Target>> = targets
        .iter()
        .filter(|target| target.acting == Some(country) && target.state != TargetState::Withdrawn)
        .cloned()
        .collect();
    own.sort_by_key(|target| order.iter().position(|id| *id == target.id));
    Ok((targets, own))
}

fn line(target: &Target, targets: &[Kept<Target>], instrument: Option<(InstrumentKind, String)>) -> SheetTarget {
    let name = |id: &TargetId| {
        let known = targets.iter().find(|known| known.id == *id);
        known.map_or_else(|| OF_OTHERS.to_owned(), |known| known.name.clone())
    };
    let lever = target.measure.lever();
    SheetTarget {
        id: target.id,
        name: target.name.clone(),
        asset: target.asset.clone(),
        measure: target.measure,
        does: (lever.does, lever.does_not),
        place: target.place,
        team: match &target.sending {
            Some(Sending::OnSite { team }) => Some(team.clone()),
            _ => None,
        },
        instrument,
        after: target.after.iter().map(name).collect(),
        instead_of: target.instead_of.as_ref().map(name),
        state: target.state,
    }
}
