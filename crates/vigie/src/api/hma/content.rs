//! What banks hold: adding it and showing it.

use super::curation::{SOURCE, as_hma, bank};
use super::hashing::{self, Media};
use super::loose;
use super::signal::{SignalType, kind, text};
use super::trouble::{Path, Query, Trouble};
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::{StatusCode, header};
use casework::banks::{self, Addition, Import};
use casework::detect::Hash;
use casework::policy::Permission;
use casework::ports::Query as Listing;
use casework::records::{Bank, Kept, Kind, Signal, content, is_same_content};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How many signals share a number at most, however rare that is.
const SIGNALS: u32 = 1_000;
/// The longest note, in characters.
const MAX_NOTE: usize = 255;

/// What is asked when content is added.
#[derive(Deserialize)]
pub struct Asked {
    url: Option<String>,
    content_type: Option<String>,
    types: Option<String>,
    note: Option<String>,
}

/// What is said about content. Of HMA's `metadata` and `note` two things are kept: what the content is called, and what
/// whoever adds it knows it by.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    metadata: Option<Metadata>,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    content_id: Option<String>,
    content_uri: Option<String>,
    #[serde(default, rename = "json")]
    _json: Option<Map<String, Value>>,
}

/// What a file goes by in its bank.
struct Known {
    name: String,
    row: Option<String>,
}

impl Said {
    /// What the content goes by; `otherwise` is what it is called if nothing is said.
    fn known(self, otherwise: String) -> Result<Known, Trouble> {
        let Metadata { content_id, content_uri, .. } = self.metadata.unwrap_or_default();
        for (what, said) in [("note", &self.note), ("content_id", &content_id)] {
            if said.as_ref().is_some_and(|said| said.chars().count() > MAX_NOTE) {
                return Err(Trouble::bad(format!("{what} must be at most {MAX_NOTE} characters")));
            }
        }
        let said = |given: Option<String>| given.filter(|given| !given.trim().is_empty());
        let row = said(content_id);
        let name = said(self.note).or_else(|| row.clone()).or(said(content_uri)).unwrap_or(otherwise);
        Ok(Known { name, row })
    }
}

/// Adds a file to a bank: fetched from an address, or sent.
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (sends_json, sends_form) = (kind.starts_with("application/json"), kind.starts_with("multipart/form-data"));
    let mut said = match sends_json {
        true => Json::<Value>::from_request(request, &app).await?.0,
        false if sends_form => return add_sent(&app, &visitor, &bank, asked, request).await,
        false => Value::Null,
    };
    let Some(url) = asked.url.as_deref().filter(|url| !url.is_empty()) else {
        return Err(Trouble::bad("Neither `url` nor multipart file upload was received"));
    };
    let said = understood(said.take())?;
    visitor.actor.needs(Permission::TakeIn)?;
    let media = hashing::fetched(&app, &visitor, url, asked.content_type.as_deref()).await?;
    let known = Said { note: asked.note.or(said.note), ..said }.known(url.to_owned())?;
    keep(&app, &visitor, &bank, known, media, asked.types.as_deref()).await
}

async fn add_sent(
    app: &App,
    visitor: &Visitor,
    bank: &Bank,
    asked: Asked,
    request: Request,
) -> Result<Json<Value>, Trouble> {
    let parts = Multipart::from_request(request, app).await;
    let parts = parts.map_err(|error| Trouble::with(error.status(), error.body_text()))?;
    let sent = hashing::sent(parts).await?;
    let metadata = sent.metadata.as_deref().map(serde_json::from_str::<Value>).transpose();
    let metadata = metadata.map_err(|error| Trouble::bad(format!("Invalid metadata: {error}")))?;
    let said = understood(metadata.map_or(Value::Null, |metadata| json!({ "metadata": metadata })))?;
    let known = Said { note: asked.note.or(sent.note), ..said }.known(sent.name)?;
    keep(app, visitor, bank, known, sent.media, asked.types.as_deref()).await
}

fn understood(said: Value) -> Result<Said, Trouble> {
    match said {
        Value::Null => Ok(Said::default()),
        said => serde_json::from_value(said).map_err(|error| Trouble::bad(format!("Invalid metadata: {error}"))),
    }
}

/// Adds a file, unless it cannot be compared: what is put into a bank is to be found. However it is looked at, all that
/// it is known by goes under one number.
async fn keep(
    app: &App,
    visitor: &Visitor,
    bank: &Bank,
    known: Known,
    media: Media,
    types: Option<&str>,
) -> Result<Json<Value>, Trouble> {
    let bytes = media.bytes.clone();
    let signals = hashing::hashes(app, media, types).await?.known()?;
    let values = signals.iter().map(|(_, hash)| hash.value()).collect();
    let addition = Addition::Content { name: known.name, bytes: Some(bytes), values, row: known.row };
    added(app, visitor, bank, addition, &signals).await
}

/// Adds hashes of one file that somebody else made, each of another type.
pub async fn add_signal(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    given: Result<Json<Map<String, Value>>, JsonRejection>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let Json(given) = given?;
    let mut signals = Vec::new();
    for (kind, signal) in given {
        let signal_type = SignalType::of(&kind).map_err(|_| Trouble::bad(format!("No such signal type {kind}")))?;
        let read = signal_type.read(signal.as_str().unwrap_or_default());
        signals.push((signal_type, read.map_err(|why| Trouble::bad(format!("Invalid {kind} signal: {why}")))?));
    }
    let Some((kind, first)) = signals.first() else { return Err(Trouble::bad("No signals given")) };
    let name = format!("{} {}", kind.name(), text(first));
    let values = signals.iter().map(|(_, hash)| hash.value()).collect();
    let addition = Addition::Content { name, bytes: None, values, row: None };
    added(&app, &visitor, &bank, addition, &signals).await
}

/// Adds it, and answers with the number under which its first signal stands in the bank, now or since long ago: that is
/// the number which lookups give.
async fn added(
    app: &App,
    visitor: &Visitor,
    bank: &Bank,
    addition: Addition,
    signals: &[(SignalType, Hash)],
) -> Result<Json<Value>, Trouble> {
    let uniques: Vec<String> = signals.iter().map(|(_, hash)| Signal::unique_in(bank.id, &hash.value())).collect();
    // What a person took out of the bank does not come back under the other fingerprints of the same file.
    if let Some(removed) =
        app.desk.find_uniques::<Signal>(&uniques).await?.iter().find_map(|held| held.removed.as_ref())
    {
        return Err(Trouble::bad(format!("not added: a person removed it before: {}", removed.reason)));
    }
    let imported = Import::of(&app.desk, &visitor.actor, bank.id).await?.all(vec![addition]).await?;
    let held = app.desk.find_unique::<Signal>(&uniques[0]).await?.filter(|held| held.is_in_force());
    let Some(held) = held else {
        let why = imported.left_out.first().map_or("it was left out", |(_, why)| why);
        return Err(Trouble::bad(format!("not added: {why}")));
    };
    let shown: Map<String, Value> = signals.iter().map(|(kind, hash)| written(*kind, text(hash))).collect();
    Ok(Json(json!({ "id": content(held.id), "signals": shown })))
}

fn written(kind: SignalType, text: String) -> (String, Value) {
    (kind.name().to_owned(), json!(text))
}

/// What is asked of content.
#[derive(Deserialize)]
pub struct Shown {
    include_signals: Option<String>,
    signal_type: Option<String>,
}

/// The signals of content that stands in a bank: those in force first, and the oldest of them.
async fn signals(app: &App, bank: &Bank, number: u64) -> Result<Vec<Kept<Signal>>, Trouble> {
    let listing = Listing::all(Kind::Signal, SIGNALS).with("bank", bank.id).with("content", number);
    let mut found: Vec<Kept<Signal>> = app.desk.list(&listing).await?;
    found.sort_by_key(|signal| (!signal.is_in_force(), signal.id));
    if found.is_empty() {
        return Err(Trouble::with(StatusCode::NOT_FOUND, format!("content '{number}' not found")));
    }
    if found.iter().any(|other| !is_same_content(other.id, found[0].id)) {
        let why = "two contents of this bank share this number; name them by their signals, under /api/v1";
        return Err(Trouble::with(StatusCode::CONFLICT, why));
    }
    Ok(found)
}

/// Shows content.
pub async fn show(
    State(app): State<App>,
    _: Visitor,
    Path((name, number)): Path<(String, u64)>,
    Query(asked): Query<Shown>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    if let Some(unknown) = asked.signal_type.as_deref().filter(|name| SignalType::of(name).is_err()) {
        return Err(Trouble::bad(format!("No such signal type '{unknown}'")));
    }
    let found = signals(&app, &bank, number).await?;
    let mut shown = as_content(&bank, number, &found);
    let all = asked.include_signals.is_some_and(|given| given.eq_ignore_ascii_case("true"));
    if all || asked.signal_type.is_some() {
        // Copies of one file may stand under one number; the first of each type is told.
        shown["signals"] = found
            .iter()
            .rev()
            .filter_map(|signal| Some((kind(&signal.value)?, signal.value.digits()?)))
            .filter(|(kind, _)| asked.signal_type.as_deref().is_none_or(|wanted| wanted == kind.name()))
            .map(|(kind, digits)| written(kind, digits))
            .collect::<Map<_, _>>()
            .into();
    }
    Ok(Json(shown))
}

/// Content as HMA shows it.
fn as_content(bank: &Bank, number: u64, signals: &[Kept<Signal>]) -> Value {
    let in_force = signals.iter().any(|signal| signal.is_in_force());
    let row = signals.iter().find_map(|signal| signal.row.as_ref());
    json!({
        "id": number,
        "disable_until_ts": if in_force { ENABLED } else { DISABLED },
        "original_media_uri": null,
        "bank": as_hma(bank),
        "metadata": row.map(|row| json!({ "content_id": row, "content_uri": null, "json": null })),
        "note": signals.first().map(|signal| &signal.name),
    })
}

/// HMA's number for content that is compared, and for content that is not.
const ENABLED: i64 = 1;
const DISABLED: i64 = 0;

/// What is changed of content.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default, deserialize_with = "loose::number")]
    disable_until_ts: Option<i64>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// Takes content out of its bank when it is to be disabled. That is for good, and a date until which it is disabled is
/// not kept, so both are said.
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
    given: Result<Json<Change>, JsonRejection>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let found = signals(&app, &bank, number).await?;
    let Json(given) = given?;
    if let Some(name) = given.others.keys().next() {
        return Err(Trouble::bad(format!("{name} is not changed here, only disable_until_ts; nothing was changed")));
    }
    match given.disable_until_ts {
        Some(DISABLED) => take_out(&app, &visitor, &found).await.map(drop)?,
        Some(ENABLED) if !found.iter().any(|signal| signal.is_in_force()) => {
            return Err(Trouble::bad("what a person took out of a bank is not brought back"));
        }
        None | Some(ENABLED) => {}
        Some(_) => return Err(Trouble::bad("disable_until_ts: give 0 to take it out of the bank; dates are not kept")),
    }
    Ok(Json(as_content(&bank, number, &signals(&app, &bank, number).await?)))
}

/// Takes content out of its bank.
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let deleted = match signals(&app, &bank, number).await {
        Ok(found) => take_out(&app, &visitor, &found).await?,
        Err(trouble) if trouble.is_not_found() => 0,
        Err(trouble) => return Err(trouble),
    };
    Ok(Json(json!({ "deleted": deleted })))
}

/// Removes those signals that are in force; gives 1 if there were any, since they are one content.
async fn take_out(app: &App, visitor: &Visitor, signals: &[Kept<Signal>]) -> Result<u64, Trouble> {
    let mut removed = 0;
    for signal in signals.iter().filter(|signal| signal.is_in_force()) {
        banks::remove(&app.desk, &visitor.actor, signal.id, SOURCE).await?;
        removed = 1;
    }
    Ok(removed)
}
