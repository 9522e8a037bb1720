//! What programs are shown of an operation, field by field: a field that a record gains later stays inside until it is
//! named here.

use casework::act::Slice;
use casework::policy::Actor;
use casework::records::act::{Marking, Message, Participant};
use casework::records::{Authority, Exhibit, Instrument, Kept, Operation, Wave};
use casework::{Desk, Error, people};
use domain::act::Skew;
use domain::id::{AuthorityId, PersonId, TargetId};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Names in a list, by what they are called.
pub(super) fn list<T: ToString>(all: impl IntoIterator<Item = T>) -> Vec<String> {
    all.into_iter().map(|one| one.to_string()).collect()
}

/// How many stand in each state.
pub(super) fn counts<S: ToString>(counts: impl IntoIterator<Item = (S, usize)>) -> Value {
    counts.into_iter().map(|(state, count)| (state.to_string(), json!(count))).collect::<serde_json::Map<_, _>>().into()
}

/// How far apart executions came.
pub(super) fn skew(skew: Option<Skew>) -> Value {
    skew.map_or(
        Value::Null,
        |skew| json!({ "first": skew.first, "last": skew.last, "seconds": skew.length().as_secs() }),
    )
}

/// An authority with its name.
pub(super) async fn authority(desk: &Desk, id: AuthorityId) -> Result<Value, Error> {
    let found: Kept<Authority> = desk.load(id.0).await?;
    Ok(json!({ "id": id.to_string(), "name": found.name }))
}

/// A person with their name.
pub(super) async fn person(desk: &Desk, id: PersonId) -> Result<Value, Error> {
    Ok(json!({ "id": id.to_string(), "name": people::name_of(desk, id).await? }))
}

/// People with their names.
pub(super) async fn people(desk: &Desk, ids: &[PersonId]) -> Result<Vec<Value>, Error> {
    let mut named = Vec::with_capacity(ids.len());
    for id in ids {
        named.push(person(desk, *id).await?);
    }
    Ok(named)
}

/// How something is handled, as far as the reader may know who else was given it.
pub(super) fn marking(marking: &Marking) -> Value {
    let Marking { codes, tlp, authorities, people, released, words } = marking;
    json!({
        "tlp": tlp.name(),
        "codes": list(codes),
        "authorities": authorities.as_ref().map(list),
        "people": people.as_ref().map(list),
        "released": list(released),
        "words": words,
    })
}

/// An operation as its reader may see it.
pub(super) async fn operation(desk: &Desk, actor: &Actor, operation: &Operation) -> Result<Value, Error> {
    let mut participants = Vec::with_capacity(operation.participants.len());
    for Participant { authority: id, country, terms, since } in &operation.participants {
        participants.push(json!({
            "authority": authority(desk, *id).await?,
            "country": country.map(|country| country.to_string()),
            "terms": terms,
            "since": since,
        }));
    }
    let leads = [operation.lead, operation.coordinator].contains(&actor.authority);
    Ok(json!({
        "id": operation.id.to_string(),
        "reference": operation.reference,
        "name": operation.name,
        "objective": operation.objective,
        "legal_frame": operation.legal_frame,
        "lead": authority(desk, operation.lead).await?,
        "coordinator": authority(desk, operation.coordinator).await?,
        "participants": participants,
        "network": operation.network.map(|network| network.to_string()),
        "banner": operation.banner,
        "marking": marking(&operation.marking),
        "author": operation.author.to_string(),
        "opened": operation.opened,
        "closed": operation.closed,
        "leads": leads,
    }))
}

/// A wave as its reader may see it.
pub(super) async fn wave(desk: &Desk, wave: &Wave) -> Result<Value, Error> {
    let mut voices = Vec::with_capacity(wave.voices.len());
    for voice in &wave.voices {
        let speaker = person(desk, voice.person).await?;
        voices.push(json!({ "country": voice.country.to_string(), "person": speaker }));
    }
    let parts = wave.parts.iter().map(|part| {
        json!({
            "country": part.country.to_string(),
            "standing": part.standing.name(),
            "first_go": part.first_go.map(|person| person.to_string()),
            "said": part.said,
        })
    });
    Ok(json!({
        "id": wave.id.to_string(),
        "operation": wave.operation.to_string(),
        "number": wave.number,
        "state": wave.state.name(),
        "from": wave.from,
        "until": wave.until,
        "moment": wave.moment,
        "first_go": wave.first_go.map(|person| person.to_string()),
        "parts": parts.collect::<Vec<_>>(),
        "coordinator": person(desk, wave.coordinator).await?,
        "deputy": person(desk, wave.deputy).await?,
        "lead": people(desk, &wave.lead).await?,
        "voices": voices,
        "silence_minutes": wave.silence_seconds / 60,
        "calls": wave.calls,
        "planned": wave.planned,
    }))
}

/// A legal title as its reader may see it.
pub(super) fn instrument(title: &Instrument) -> Value {
    json!({
        "id": title.id.to_string(),
        "operation": title.operation.to_string(),
        "number": title.number,
        "kind": title.kind.name(),
        "issuer": title.issuer.to_string(),
        "authority": title.authority.to_string(),
        "place": title.place.to_string(),
        "assets": list(&title.assets),
        "measures": list(&title.measures),
        "from": title.from,
        "until": title.until,
        "revoked": title.revoked,
        "paper": title.paper,
        "marking": marking(&title.marking),
        "author": title.author.to_string(),
        "recorded": title.recorded,
    })
}

/// What was seized.
pub(super) fn exhibit(exhibit: &Exhibit) -> Value {
    json!({
        "id": exhibit.id.to_string(),
        "number": exhibit.number,
        "operation": exhibit.operation.to_string(),
        "target": exhibit.target.to_string(),
        "country": exhibit.country.to_string(),
        "authority": exhibit.authority.to_string(),
        "what": exhibit.what,
        "photographs": exhibit.photographs,
        "content": exhibit.content,
        "seized": exhibit.seized,
        "heard": exhibit.heard,
        "custody": exhibit.custody,
        "given_back": exhibit.given_back,
        "marking": marking(&exhibit.marking),
    })
}

/// A message on the board.
pub(super) fn message(message: &Message) -> Value {
    json!({
        "id": message.id,
        "wave": message.wave.to_string(),
        "authority": message.authority.to_string(),
        "by": message.by.to_string(),
        "at": message.at,
        "urgent": message.urgent,
        "text": message.text,
        "marking": marking(&message.marking),
    })
}

/// Everything of an operation that its reader may see.
pub(super) async fn slice(desk: &Desk, actor: &Actor, slice: &Slice) -> Result<Value, Error> {
    let mut waves = Vec::with_capacity(slice.waves.len());
    for one in &slice.waves {
        waves.push(wave(desk, one).await?);
    }
    let seen: BTreeSet<TargetId> = slice.targets.iter().map(|target| target.id).collect();
    Ok(json!({
        "operation": operation(desk, actor, &slice.operation).await?,
        "waves": waves,
        "targets": slice.targets.iter().map(|one| super::target::target(one, &seen)).collect::<Vec<_>>(),
        "instruments": slice.instruments.iter().map(|one| instrument(one)).collect::<Vec<_>>(),
        "exhibits": slice.exhibits.iter().map(|one| exhibit(one)).collect::<Vec<_>>(),
        "messages": slice.messages.iter().map(|one| message(one)).collect::<Vec<_>>(),
    }))
}
