//! Looking up hashes and files.

use super::hashing::{self, Media};
use super::loose;
use super::names::for_hma;
use super::signal::{SignalType, distance};
use super::trouble::{Query, Trouble};
use crate::server::{App, Fresh, Visitor};
use axum::extract::rejection::JsonRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use casework::detect::{self, Hash, Sought, look_up_hash};
use casework::policy::Permission;
use casework::records::{Kind, Match, content};
use domain::detect::PDQ_NEAR_BITS;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Says that the server is there. The index is loaded before the first request is taken.
pub async fn status() -> &'static str {
    "I-AM-ALIVE"
}

/// What is asked with a hash.
#[derive(Deserialize)]
pub struct Raw {
    signal: Option<String>,
    signal_type: Option<String>,
    banks: Option<String>,
    include_distance: Option<String>,
}

/// A match: its number, or with its distance.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Numbered {
    Plain(u64),
    Far(Far),
}

/// A match with its distance.
#[derive(Serialize)]
pub struct Far {
    bank_content_id: u64,
    distance: String,
}

/// The answer to [`Raw`].
#[derive(Serialize)]
pub struct RawFound {
    matches: Vec<Numbered>,
}

/// Looks up a hash; answers with the numbers of what is near it, the nearest first.
pub async fn raw(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    visitor: Visitor,
    Query(asked): Query<Raw>,
) -> Result<Json<RawFound>, Trouble> {
    let signal = asked.signal.ok_or_else(|| Trouble::missing("signal"))?;
    let signal_type = asked.signal_type.ok_or_else(|| Trouble::missing("signal_type"))?;
    let unclear = || Trouble::with(StatusCode::UNPROCESSABLE_ENTITY, "include_distance: give true or false");
    let far = asked.include_distance.as_deref().map_or(Some(false), loose::yes).ok_or_else(unclear)?;
    let hash = hash_of(&signal, &signal_type)?;
    fresh.banks(&app.desk).await?;
    let mut seen = BTreeSet::new();
    let mut matches = Vec::new();
    for found in within(asked.banks.as_deref(), look_up_hash(&app.desk, &visitor.actor, hash)?) {
        let bank_content_id = content(found.signal);
        if seen.insert(bank_content_id) {
            matches.push(match far {
                true => Numbered::Far(Far { bank_content_id, distance: distance(&found) }),
                false => Numbered::Plain(bank_content_id),
            });
        }
    }
    Ok(Json(RawFound { matches }))
}

fn hash_of(signal: &str, signal_type: &str) -> Result<Hash, Trouble> {
    SignalType::of(signal_type)?.read(signal).map_err(|why| Trouble::bad(format!("invalid signal: {why}")))
}

/// Those matches that stand in one of the banks asked for, which are named with commas between them.
fn within(banks: Option<&str>, mut found: Vec<Match>) -> Vec<Match> {
    if let Some(banks) = banks.filter(|banks| !banks.is_empty()) {
        found.retain(|found| banks.split(',').any(|bank| bank == for_hma(&found.bank_name)));
    }
    found
}

/// What is asked with a hash or with the address of a file. `seed` and `bypass_coinflip` of HMA are read over: there is
/// no coin here, a bank is on or off.
#[derive(Deserialize)]
pub struct Asked {
    url: Option<String>,
    content_type: Option<String>,
    types: Option<String>,
    signal: Option<String>,
    signal_type: Option<String>,
    banks: Option<String>,
}

/// Looks up a hash, or a file by its address; answers by bank. The types of the signals stand around that unless one
/// was asked for.
pub async fn look_up(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Trouble> {
    fresh.banks(&app.desk).await?;
    let banks = asked.banks.as_deref();
    let Some(url) = asked.url.as_deref().filter(|url| !url.is_empty()) else {
        let (Some(signal), Some(signal_type)) = (&asked.signal, &asked.signal_type) else {
            return Err(Trouble::bad("Either url or both signal and signal_type are required"));
        };
        return Ok(Json(by_bank(&app, &visitor, banks, hash_of(signal, signal_type)?).await?));
    };
    visitor.actor.needs(Permission::TakeIn)?;
    let media = hashing::fetched(&app, &visitor, url, asked.content_type.as_deref()).await?;
    let mut found = by_type(&app, &visitor, banks, media, asked.types.as_deref()).await?;
    Ok(Json(match &asked.signal_type {
        Some(one) => found.remove(one).unwrap_or_else(|| json!({})),
        None => Value::Object(found),
    }))
}

/// What is asked with a file.
#[derive(Deserialize)]
pub struct WithFile {
    types: Option<String>,
    banks: Option<String>,
}

/// Looks up a file; answers by type of signal and bank.
pub async fn look_up_file(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    visitor: Visitor,
    Query(asked): Query<WithFile>,
    parts: Multipart,
) -> Result<Json<Value>, Trouble> {
    fresh.banks(&app.desk).await?;
    let media = hashing::sent(parts).await?.media;
    let found = by_type(&app, &visitor, asked.banks.as_deref(), media, asked.types.as_deref()).await?;
    Ok(Json(Value::Object(found)))
}

async fn by_type(
    app: &App,
    visitor: &Visitor,
    banks: Option<&str>,
    media: Media,
    types: Option<&str>,
) -> Result<Map<String, Value>, Trouble> {
    let mut found = Map::new();
    for (signal_type, hash) in hashing::hashes(app, media, types).await?.known()? {
        found.insert(signal_type.name().to_owned(), by_bank(app, visitor, banks, hash).await?);
    }
    Ok(found)
}

/// What is near a hash, by bank. What something speaks against (its keeper disputes it, it floods, it is known to be
/// harmless) is left out: as far as matches go, that is what it is to be disabled.
async fn by_bank(app: &App, visitor: &Visitor, banks: Option<&str>, hash: Hash) -> Result<Value, Trouble> {
    let answers = detect::look_up(&app.desk, &visitor.actor, vec![Sought::Hash(hash)]).await?;
    let found = answers.into_iter().flat_map(|answer| answer.matches).filter(|found| found.standing.proposes());
    let mut by_bank: BTreeMap<String, Vec<Far>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for found in within(banks, found.collect()) {
        let bank_content_id = content(found.signal);
        if seen.insert((found.bank, bank_content_id)) {
            let in_bank = by_bank.entry(for_hma(&found.bank_name).into_owned()).or_default();
            in_bank.push(Far { bank_content_id, distance: distance(&found) });
        }
    }
    Ok(json!(by_bank))
}

/// Compares pairs of hashes.
pub async fn compare(given: Result<Json<Value>, JsonRejection>) -> Result<Json<Value>, Trouble> {
    let Json(Value::Object(given)) = given? else { return Err(Trouble::bad("Request input was not a dict")) };
    let mut compared = Map::new();
    for (name, pair) in given {
        let Value::Array(pair) = pair else {
            return Err(Trouble::bad(format!("Comparison hashes for {name} was not a list")));
        };
        let [one, other] = pair.as_slice() else {
            return Err(Trouble::bad("Comparison hash list length must be exactly 2"));
        };
        let signal_type = SignalType::of(&name)?;
        let read = |signal: &Value| {
            let read = signal.as_str().ok_or_else(|| "not a string".to_owned()).and_then(|text| signal_type.read(text));
            read.map_err(|why| Trouble::bad(format!("Invalid {name} hash: {why}")))
        };
        let answer = match (read(one)?, read(other)?) {
            (Hash::Pdq(one), Hash::Pdq(other)) => {
                let distance = one.distance(other);
                json!([distance <= PDQ_NEAR_BITS, { "distance": distance }])
            }
            (one, other) => json!([one == other, {}]),
        };
        compared.insert(name, answer);
    }
    Ok(Json(Value::Object(compared)))
}

/// Of which type.
#[derive(Deserialize)]
pub struct OfType {
    signal_type: Option<String>,
}

/// How much is compared. What is changed is compared at once, so the index is always of now.
pub async fn index_status(
    State(app): State<App>,
    _: Visitor,
    Query(asked): Query<OfType>,
) -> Result<Json<Value>, Trouble> {
    let known = SignalType::ALL.into_iter().find(|known| asked.signal_type.as_deref() == Some(known.name()));
    if let (Some(name), None) = (&asked.signal_type, known) {
        return Err(Trouble::bad(format!("No such signal type '{name}'")));
    }
    let counts = app.desk.counts(Kind::Signal).await?;
    let built_to = app.desk.now().as_second();
    let shown = SignalType::ALL.into_iter().filter(|shown| known.is_none_or(|known| known == *shown));
    let by_type = shown.map(|shown| {
        let size = counts.get(shown.method().name()).copied().unwrap_or_default();
        (shown.name().to_owned(), json!({ "present": true, "built_to": built_to, "size": size }))
    });
    Ok(Json(Value::Object(by_type.collect())))
}
