//! Legal titles for the targets of an operation.

use super::grounds::Grounds;
use super::sight::{Sight, between, every, give_to_state};
use super::{LONGEST_TEXT, settled, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::Revoked;
use crate::records::{Instrument, Kept, Kind, Target};
use crate::seal::{Act, Verb, Who};
use domain::act::InstrumentKind;
use domain::id::{InstrumentId, OperationId};
use domain::map::{Asset as Name, Measure};
use domain::people::Country;
use jiff::Timestamp;
use serde_json::json;

/// The most assets that one instrument names.
const MAX_ASSETS: usize = 1_000;

/// What is written about an instrument.
#[derive(Debug, Clone)]
pub struct InstrumentEntry {
    /// The number its issuer gave it.
    pub number: String,
    /// What kind of title.
    pub kind: InstrumentKind,
    /// The state whose authority issued it.
    pub issuer: Country,
    /// The state where it has effect.
    pub place: Country,
    /// The assets it names.
    pub assets: Vec<Name>,
    /// The measures it allows.
    pub measures: Vec<Measure>,
    /// From when on it is valid.
    pub from: Timestamp,
    /// When it expires; absent when it does not.
    pub until: Option<Timestamp>,
    /// The paper, if it was handed in.
    pub paper: Option<Vec<u8>>,
}

/// Records an instrument. Those who lead see it, the authority that records it and those of the state where it has
/// effect. Targets that lacked nothing else are cleared.
///
/// # Errors
/// Not permitted, a title of and for other states, no assets or measures, a kind that can carry none of its measures or
/// reaches nothing there, or storage failures.
pub async fn add_instrument(
    desk: &Desk,
    actor: &Actor,
    id: OperationId,
    entry: InstrumentEntry,
) -> Result<InstrumentId, Error> {
    actor.needs(Permission::PlanOperations)?;
    let sight = Sight::of(desk, actor, id).await?;
    let number = text("number", &entry.number, 200)?;
    check(&entry)?;
    if !sight.is_of(Some(entry.issuer)) && !sight.is_of(Some(entry.place)) {
        return Err(invalid(
            "issuer",
            "a title is recorded by those who lead, by the state that issued it or by the one where it has effect",
        ));
    }
    let paper = match &entry.paper {
        Some(bytes) => Some(desk.doors.blobs.put(bytes).await?),
        None => None,
    };
    let mut marking = between(&sight.operation, actor.authority);
    give_to_state(&mut marking, &sight.operation, entry.place);
    let InstrumentEntry { kind, issuer, place, assets, measures, from, until, .. } = entry;
    let instrument = Instrument {
        id: InstrumentId(desk.doors.entropy.id(desk.now())),
        operation: id,
        number,
        kind,
        issuer,
        authority: actor.authority,
        place,
        assets,
        measures,
        from,
        until,
        revoked: None,
        paper,
        marking,
        author: actor.person,
        recorded: desk.now(),
    };
    let act = Act::new(Verb::Act, "instrument_recorded", instrument.id.0, Who::Person(actor))
        .detail(json!({ "kind": kind.name() }))
        .sealing(paper);
    let id = instrument.id;
    with_targets(desk, &sight, Kept::new(instrument)).await?.commit(&act).await?;
    Ok(id)
}

fn check(entry: &InstrumentEntry) -> Result<(), Error> {
    if entry.assets.is_empty() || entry.assets.len() > MAX_ASSETS || entry.measures.is_empty() {
        return Err(invalid("instrument", format!("it names 1 to {MAX_ASSETS} assets and at least one measure")));
    }
    if entry.until.is_some_and(|until| until <= entry.from) {
        return Err(invalid("instrument", "it ends before it begins"));
    }
    if !entry.kind.reaches(entry.issuer, entry.place) {
        let (issuer, place) = (entry.issuer, entry.place);
        return Err(invalid("place", format!("a title of {issuer} of this kind has no effect in {place}")));
    }
    for measure in &entry.measures {
        entry
            .kind
            .can(*measure)
            .map_err(|why| invalid("measure", format!("such a title does not carry {measure}; {why}")))?;
    }
    Ok(())
}

/// Records that an instrument was revoked. What rests on it alone is held back.
///
/// # Errors
/// Not permitted, no reason, an instrument of another authority or one that was revoked already, or storage failures.
pub async fn revoke_instrument(desk: &Desk, actor: &Actor, id: InstrumentId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::PlanOperations)?;
    let reason = text("reason", reason, LONGEST_TEXT)?;
    let unseen = Error::NotFound { what: Kind::Instrument.name() };
    let mut instrument = desk.load::<Instrument>(id.0).await?;
    let sight = match Sight::of(desk, actor, instrument.operation).await {
        Ok(sight) if sight.sees(&instrument.marking) => sight,
        Ok(_) | Err(Error::NotFound { .. }) => return Err(unseen),
        Err(error) => return Err(error),
    };
    if !sight.leads() && instrument.authority != actor.authority {
        return Err(invalid("instrument", "only the authority that recorded it, and those who lead, revoke it"));
    }
    if instrument.revoked.is_some() {
        return Err(invalid("instrument", "it was revoked already"));
    }
    instrument.revoked = Some(Revoked { by: actor.person, at: desk.now(), reason });
    let act = Act::new(Verb::Act, "instrument_revoked", id.0, Who::Person(actor));
    with_targets(desk, &sight, instrument).await?.commit(&act).await
}

/// Writes an instrument, and with it the targets that it changes.
async fn with_targets<'d>(desk: &'d Desk, sight: &Sight, instrument: Kept<Instrument>) -> Result<Draft<'d>, Error> {
    let mut draft = Draft::new(desk).put(&instrument)?;
    for asset in &instrument.assets {
        let query = Query::all(Kind::Target, 100).with("asset", asset).with("operation", sight.operation.id);
        for mut target in every::<Target>(desk, query).await? {
            let mut grounds = Grounds::of_target(desk, &sight.operation, &target).await?;
            grounds.add(&instrument);
            if settled(desk, &mut target, &grounds)? {
                draft = super::written(desk, draft, &target)?;
            }
        }
    }
    Ok(draft)
}
