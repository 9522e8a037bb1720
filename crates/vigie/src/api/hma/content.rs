//! What banks hold: adding it and showing it.

use super::curation::{SOURCE, as_hma, bank};
use super::hashing::{self, Media};
use super::signal::SignalType;
use super::trouble::{Query, Trouble};
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::{StatusCode, header};
use casework::banks::{self, Addition};
use casework::detect::Hash;
use casework::policy::Permission;
use casework::ports::Query as Listing;
use casework::records::{self, Bank, Kept, Kind, Signal, is_same_content};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How many signals one content may have.
const SIGNALS: u32 = 100;
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

/// What is said about content. Of HMA's `metadata` and `note` one thing is kept: what the content is called.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    metadata: Option<Metadata>,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    content_id: Option<String>,
    content_uri: Option<String>,
    #[serde(default, rename = "json")]
    _json: Option<Map<String, Value>>,
}

impl Said {
    /// What the content is called, if that is said.
    fn name(self) -> Result<Option<String>, Trouble> {
        if self.note.as_ref().is_some_and(|note| note.chars().count() > MAX_NOTE) {
            return Err(Trouble::bad(format!("note must be at most {MAX_NOTE} characters")));
        }
        let of = self.metadata.and_then(|metadata| metadata.content_id.or(metadata.content_uri));
        Ok(self.note.or(of).filter(|name| !name.trim().is_empty()))
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
    let called = Said { note: asked.note.or(said.note), ..said }.name()?.unwrap_or_else(|| url.to_owned());
    keep(&app, &visitor, &bank, called, media, asked.types.as_deref()).await
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
    let metadata = sent.metadata.as_deref().map(|text| serde_json::from_str(text).unwrap_or(Value::Null));
    let said = understood(metadata.map_or(Value::Null, |metadata| json!({ "metadata": metadata })))?;
    let called = Said { note: asked.note.or(sent.note), ..said }.name()?.unwrap_or(sent.name);
    keep(app, visitor, bank, called, sent.media, asked.types.as_deref()).await
}

fn understood(said: Value) -> Result<Said, Trouble> {
    match said {
        Value::Null => Ok(Said::default()),
        said => serde_json::from_value(said).map_err(|error| Trouble::bad(format!("Invalid metadata: {error}"))),
    }
}

/// Adds a file under a name, unless it cannot be compared: what is put into a bank is to be found.
async fn keep(
    app: &App,
    visitor: &Visitor,
    bank: &Bank,
    name: String,
    media: Media,
    types: Option<&str>,
) -> Result<Json<Value>, Trouble> {
    let bytes = media.bytes().to_vec();
    let signals: Map<String, Value> =
        hashing::hashes(media, types).await?.known()?.into_iter().map(|(kind, hash)| written(kind, hash)).collect();
    let added =
        banks::import(&app.desk, &visitor.actor, &bank.name, SOURCE, vec![Addition::File { name, bytes }]).await?;
    Ok(Json(json!({ "id": added.contents.first(), "signals": signals })))
}

fn written(kind: SignalType, hash: Hash) -> (String, Value) {
    let text = match hash {
        Hash::Pdq(pdq) => pdq.to_string(),
        Hash::Sha256(digest) => digest.to_string(),
    };
    (kind.name().to_owned(), json!(text))
}

/// Adds a hash that somebody else made.
pub async fn add_signal(
    State(app): State<App>,
    visitor: Visitor,
    Path(name): Path<String>,
    given: Result<Json<Map<String, Value>>, JsonRejection>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    let Json(given) = given?;
    let mut given = given.into_iter();
    let (Some((kind, signal)), None) = (given.next(), given.next()) else {
        return Err(Trouble::bad("Give one signal: several hashes of one file are told apart when the file is sent"));
    };
    let signal_type = SignalType::of(&kind).map_err(|_| Trouble::bad(format!("No such signal type {kind}")))?;
    let read = signal_type.read(signal.as_str().unwrap_or_default());
    let hash = read.map_err(|why| Trouble::bad(format!("Invalid {kind} signal: {why}")))?;
    let value = match hash {
        Hash::Pdq(pdq) => records::Value::Pdq(pdq),
        Hash::Sha256(digest) => records::Value::Sha256(digest),
    };
    let addition = Addition::Hash { name: format!("{kind} {signal}").replace('"', ""), value };
    let added = banks::import(&app.desk, &visitor.actor, &bank.name, SOURCE, vec![addition]).await?;
    let signals: Map<String, Value> = [written(signal_type, hash)].into_iter().collect();
    Ok(Json(json!({ "id": added.contents.first(), "signals": signals })))
}

/// What is asked of content.
#[derive(Deserialize)]
pub struct Shown {
    include_signals: Option<String>,
    signal_type: Option<String>,
}

/// The signals of content that stands in a bank.
pub(super) async fn signals(app: &App, bank: &Bank, content: u64) -> Result<Vec<Kept<Signal>>, Trouble> {
    let listing = Listing::all(Kind::Signal, SIGNALS).with("bank", bank.id).with("content", content);
    let found: Vec<Kept<Signal>> = app.desk.list(&listing).await?;
    if found.is_empty() {
        return Err(Trouble::with(StatusCode::NOT_FOUND, format!("content '{content}' not found")));
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
    Path((name, content)): Path<(String, u64)>,
    Query(asked): Query<Shown>,
) -> Result<Json<Value>, Trouble> {
    let bank = bank(&app.desk, &name).await?;
    if let Some(unknown) = asked.signal_type.as_deref().filter(|name| SignalType::of(name).is_err()) {
        return Err(Trouble::bad(format!("No such signal type '{unknown}'")));
    }
    let found = signals(&app, &bank, content).await?;
    let mut shown = as_content(&bank, content, &found);
    let all = asked.include_signals.is_some_and(|given| given.eq_ignore_ascii_case("true"));
    if all || asked.signal_type.is_some() {
        shown["signals"] = found
            .iter()
            .filter_map(|signal| known(&signal.value))
            .filter(|(kind, _)| asked.signal_type.as_deref().is_none_or(|wanted| wanted == kind.name()))
            .map(|(kind, hash)| written(kind, hash))
            .collect::<Map<_, _>>()
            .into();
    }
    Ok(Json(shown))
}

/// A fingerprint of a type that is known here.
fn known(value: &records::Value) -> Option<(SignalType, Hash)> {
    match value {
        records::Value::Pdq(pdq) => Some((SignalType::Pdq, Hash::Pdq(*pdq))),
        records::Value::Sha256(digest) => Some((SignalType::Sha256, Hash::Sha256(*digest))),
        _ => None,
    }
}

/// Content as HMA shows it.
pub(super) fn as_content(bank: &Bank, content: u64, signals: &[Kept<Signal>]) -> Value {
    json!({
        "id": content,
        "disable_until_ts": ENABLED,
        "original_media_uri": null,
        "bank": as_hma(bank),
        "metadata": null,
        "note": signals.first().map(|signal| &signal.name),
    })
}

/// HMA's number for content that is compared.
const ENABLED: u64 = 1;
