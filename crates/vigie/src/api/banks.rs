//! Banks of known material: what they hold, adding to it, and asking them.

use super::items::named;
use super::orders::{Done, Reason, done};
use super::problem::Problem;
use crate::server::{Access, App, Fresh, Routes, Visitor};
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::handler::Handler as _;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use casework::banks::{self, Addition, Import, Imported, MAX_BANKS};
use casework::detect::{self, Fingerprints, Found, Hash, Sought};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Bank, Kept, Kind, Record as _, Signal, content};
use casework::{Desk, Error, Refusal};
use domain::id::{BankId, SignalId};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

/// The largest body with files, in bytes.
const MAX_WITH_FILES: usize = 64 << 20;
/// How many signals are listed at once.
const MOST: u32 = 500;

/// Declares the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeeBanks), Access::Needs(P::KeepBanks));
    let files = || DefaultBodyLimit::max(MAX_WITH_FILES);
    routes
        .get("/api/v1/banks", see, list)
        .post("/api/v1/banks", keep, make)
        .get("/api/v1/banks/{id}", see, show)
        .post("/api/v1/banks/{id}/rename", keep, rename)
        .post("/api/v1/banks/{id}/enable", keep, enable)
        .post("/api/v1/banks/{id}/disable", keep, disable)
        .get("/api/v1/banks/{id}/signals", see, signals)
        .post("/api/v1/banks/{id}/signals", keep, add_signals)
        .post("/api/v1/banks/{id}/files", keep, add_files.layer(files()))
        .get("/api/v1/signals/{signal}", see, signal)
        .post("/api/v1/signals/{signal}/remove", keep, remove)
        .post("/api/v1/lookup", see, look_up)
        .post("/api/v1/lookup/files", see, look_up_files.layer(files()))
        .post("/api/v1/hash", see, hash_files.layer(files()))
}

fn bank(bank: &Bank) -> serde_json::Value {
    json!({
        "id": bank.id.to_string(),
        "name": bank.name,
        "source": bank.source,
        "created": bank.created,
        "enabled": bank.enabled,
        "effect": bank.effect().name(),
        "version": bank.version,
        "signals": bank.signals,
    })
}

fn shown(signal: &Signal) -> serde_json::Value {
    json!({
        "id": signal.id.to_string(),
        "bank": signal.bank.to_string(),
        "content": content(signal.id),
        "name": signal.name,
        "added": signal.added,
        "method": signal.value.method().name(),
        "value": signal.value.digits(),
        "removed": signal.removed,
    })
}

/// All banks, by name.
pub async fn list(State(app): State<App>, _: Visitor) -> Done {
    let banks: Vec<Kept<Bank>> = app.desk.list(&Listing::all(Kind::Bank, MAX_BANKS)).await?;
    Ok(Json(json!({ "banks": banks.iter().map(|one| bank(one)).collect::<Vec<_>>() })))
}

/// A bank to be made.
#[derive(Deserialize)]
pub struct New {
    name: String,
    source: String,
}

/// Makes a bank.
pub async fn make(State(app): State<App>, visitor: Visitor, Json(given): Json<New>) -> Done {
    let id = banks::make(&app.desk, &visitor.actor, &given.name, &given.source).await?;
    Ok(Json(bank(&*app.desk.load::<Bank>(id.0).await?)))
}

/// A bank.
pub async fn show(State(app): State<App>, _: Visitor, Path(id): Path<Uuid>) -> Done {
    Ok(Json(bank(&*app.desk.load::<Bank>(id).await?)))
}

/// Another name.
#[derive(Deserialize)]
pub struct Renamed {
    name: String,
}

/// Gives a bank another name.
pub async fn rename(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Renamed>,
) -> Done {
    done(banks::rename(&app.desk, &visitor.actor, BankId(id), &given.name).await)
}

/// Switches a bank on.
pub async fn enable(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Reason>) -> Done {
    done(banks::enable(&app.desk, &visitor.actor, BankId(id), true, &given.reason).await)
}

/// Switches a bank off.
pub async fn disable(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(banks::enable(&app.desk, &visitor.actor, BankId(id), false, &given.reason).await)
}

/// Where a list goes on.
#[derive(Deserialize)]
pub struct Place {
    after: Option<String>,
    limit: Option<u32>,
}

/// A place in the list of a bank's signals. It says by itself where it stands: the signal that stood there may change, and
/// then stands at the end.
fn place(signal: &Signal) -> String {
    format!("{}.{}", signal.sort(), signal.id)
}

fn placed(place: &str) -> Result<(String, Uuid), Error> {
    let read = place.split_once('.').and_then(|(version, id)| {
        let (version, id) = (version.parse().ok()?, Uuid::try_parse(id).ok()?);
        Some((Signal::sort_of(version), id))
    });
    read.ok_or_else(|| invalid("after", "give what `next` said, as it is"))
}

/// What a bank holds; `next` is where the list goes on, if it does.
pub async fn signals(State(app): State<App>, _: Visitor, Path(id): Path<Uuid>, Query(given): Query<Place>) -> Done {
    let bank = app.desk.load::<Bank>(id).await?;
    let limit = given.limit.unwrap_or(MOST).clamp(1, MOST);
    let mut listing = Listing::all(Kind::Signal, limit).with("bank", bank.id);
    listing.after = given.after.as_deref().map(placed).transpose()?;
    let signals: Vec<Kept<Signal>> = app.desk.list(&listing).await?;
    let next = signals.last().filter(|_| signals.len() == limit as usize).map(|last| place(last));
    Ok(Json(json!({ "signals": signals.iter().map(|one| shown(one)).collect::<Vec<_>>(), "next": next })))
}

/// One signal.
pub async fn signal(State(app): State<App>, _: Visitor, Path(signal): Path<Uuid>) -> Done {
    Ok(Json(shown(&*app.desk.load::<Signal>(SignalId(signal).0).await?)))
}

/// Takes a signal out of its bank; it is no longer compared.
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path(signal): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(banks::remove(&app.desk, &visitor.actor, SignalId(signal), &given.reason).await)
}

/// A fingerprint or a text that is given: exactly one of them.
#[derive(Deserialize)]
pub struct Given {
    sha256: Option<String>,
    sha1: Option<String>,
    md5: Option<String>,
    tlsh: Option<String>,
    pdq: Option<String>,
    text: Option<String>,
}

impl Given {
    fn sought(self) -> Result<Sought, Error> {
        let hashes = [
            self.sha256.map(|digest| named("sha256", &digest).map(Hash::Sha256)),
            self.sha1.map(|digest| named("sha1", &digest).map(Hash::Sha1)),
            self.md5.map(|digest| named("md5", &digest).map(Hash::Md5)),
            self.tlsh.map(|tlsh| named("tlsh", &tlsh).map(Hash::Tlsh)),
            self.pdq.map(|pdq| named("pdq", &pdq).map(Hash::Pdq)),
        ];
        let hashes = hashes.into_iter().flatten().map(|hash| hash.map(Sought::Hash));
        let mut given = hashes.chain(self.text.map(|text| Ok(Sought::Text(text))));
        match (given.next(), given.next()) {
            (Some(one), None) => one,
            _ => Err(invalid("signal", "give exactly one of sha256, sha1, md5, tlsh, pdq and text")),
        }
    }
}

fn invalid(what: &'static str, why: &str) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.to_owned() })
}

/// A signal to be added.
#[derive(Deserialize)]
pub struct Named {
    name: String,
    #[serde(flatten)]
    given: Given,
}

/// Signals to be added.
#[derive(Deserialize)]
pub struct Signals {
    signals: Vec<Named>,
}

/// Adds hashes and texts to a bank. One that cannot be read stops all of them, before anything is written.
pub async fn add_signals(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Signals>,
) -> Done {
    let additions = given.signals.into_iter().map(|Named { name, given }| {
        Ok(match given.sought()? {
            Sought::Hash(hash) => Addition::Hash { name, value: hash.value() },
            Sought::Text(text) => Addition::Text { name, text },
            Sought::File { name, bytes } => Addition::File { name, bytes },
        })
    });
    let additions = additions.collect::<Result<Vec<_>, Error>>()?;
    add(&app.desk, &visitor, id, additions).await
}

/// Adds files to a bank: each is fingerprinted and not kept.
pub async fn add_files(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    parts: Multipart,
) -> Result<Json<serde_json::Value>, Refused> {
    let files = read(parts).await?;
    let additions = files.into_iter().map(|(name, bytes)| Addition::File { name, bytes }).collect();
    Ok(add(&app.desk, &visitor, id, additions).await?)
}

async fn add(desk: &Desk, visitor: &Visitor, id: Uuid, additions: Vec<Addition>) -> Done {
    let import = Import::of(desk, &visitor.actor, BankId(id)).await?;
    let Imported { added, known, left_out, left_out_count, .. } = import.all(additions).await?;
    let left_out: Vec<_> = left_out.iter().map(|(name, why)| json!({ "name": name, "problem": why })).collect();
    Ok(Json(json!({ "added": added, "known": known, "left_out_count": left_out_count, "left_out": left_out })))
}

/// What is looked up.
#[derive(Deserialize)]
pub struct Lookup {
    queries: Vec<Given>,
    /// Only in these banks, by identifier; in all when there are none.
    #[serde(default)]
    banks: Vec<Uuid>,
}

/// Looks up fingerprints and texts, up to a thousand at once; the answers come in their order.
pub async fn look_up(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    visitor: Visitor,
    Json(given): Json<Lookup>,
) -> Done {
    fresh.banks(&app.desk).await?;
    let sought = given.queries.into_iter().map(Given::sought).collect::<Result<_, _>>()?;
    let banks: Vec<BankId> = given.banks.into_iter().map(BankId).collect();
    let not_asked = detect::not_asked(&app.desk, &banks).await?;
    let mut answers = detect::look_up(&app.desk, &visitor.actor, sought).await?;
    for answer in &mut answers {
        answer.matches.retain(|found| banks.is_empty() || banks.contains(&found.bank));
        answer.not_examined.extend_from_slice(&not_asked);
    }
    Ok(Json(json!({ "answers": answers.iter().map(found).collect::<Vec<_>>() })))
}

/// Looks up files; the answers come in their order.
pub async fn look_up_files(
    State(app): State<App>,
    Extension(fresh): Extension<Arc<Fresh>>,
    visitor: Visitor,
    parts: Multipart,
) -> Result<Json<serde_json::Value>, Refused> {
    let files = read(parts).await?;
    fresh.banks(&app.desk).await?;
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let sought = files.into_iter().map(|(name, bytes)| Sought::File { name, bytes }).collect();
    let not_asked = detect::not_asked(&app.desk, &[]).await?;
    let mut answers = detect::look_up(&app.desk, &visitor.actor, sought).await?;
    answers.iter_mut().for_each(|answer| answer.not_examined.extend_from_slice(&not_asked));
    let shown = names.into_iter().zip(&answers).map(|(name, answer)| {
        let mut shown = found(answer);
        shown["file"] = json!(name);
        shown
    });
    Ok(Json(json!({ "answers": shown.collect::<Vec<_>>() })))
}

fn found(found: &Found) -> serde_json::Value {
    let matches = found.matches.iter().map(|found| {
        let mut shown = json!(found);
        shown["content"] = json!(content(found.signal));
        shown
    });
    json!({ "matches": matches.collect::<Vec<_>>(), "not_examined": found.not_examined })
}

/// Fingerprints files; nothing is kept or looked up.
pub async fn hash_files(
    State(app): State<App>,
    _: Visitor,
    parts: Multipart,
) -> Result<Json<serde_json::Value>, Refused> {
    let mut hashed = Vec::new();
    for (name, bytes) in read(parts).await? {
        let mut shown = json!(Fingerprints::of(&*app.desk.doors.media, &app.desk.apart, &name, bytes).await?);
        shown["file"] = json!(name);
        hashed.push(shown);
    }
    Ok(Json(json!({ "files": hashed })))
}

/// The files of a form, whatever their fields are called.
async fn read(mut parts: Multipart) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await? {
        if let Some(name) = part.file_name().map(str::to_owned) {
            files.push((name, part.bytes().await?.to_vec()));
        }
    }
    if files.is_empty() {
        return Err(invalid("files", "send at least one file as multipart/form-data").into());
    }
    Ok(files)
}

/// A form that cannot be read, or a command that was refused.
pub enum Refused {
    Form(MultipartError),
    Command(Problem),
}

impl From<MultipartError> for Refused {
    fn from(error: MultipartError) -> Self {
        Self::Form(error)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Command(Problem(error))
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Command(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Form(error) => Problem::words(error.status(), &error.body_text()),
            Self::Command(problem) => problem.into_response(),
        }
    }
}
