//! Hashing files that are sent, or fetched from an address.

use super::signal::{SignalType, text};
use super::trouble::{Query, Trouble};
use crate::server::{App, Visitor};
use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use casework::detect::{self, Hash};
use domain::detect::PDQ_MIN_QUALITY;
use matching::digest::{Md5, Sha256};
use matching::picture::{self, Limits};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What a file is, as its sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Photo,
    Video,
}

/// What is hashed.
pub struct Media {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A form with one file.
pub struct Sent {
    /// The file.
    pub media: Media,
    /// What the file is called.
    pub name: String,
    /// What is said of it, in JSON.
    pub metadata: Option<String>,
    /// What is said of it, in words.
    pub note: Option<String>,
}

/// What is asked with an address.
#[derive(Deserialize)]
pub struct Address {
    url: Option<String>,
    content_type: Option<String>,
    types: Option<String>,
}

/// Hashes what stands at an address.
pub async fn hash_url(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Address>,
) -> Result<Json<Value>, Trouble> {
    let url = asked.url.ok_or_else(|| Trouble::missing("url"))?;
    let media = fetched(&app, &visitor, &url, asked.content_type.as_deref()).await?;
    Ok(Json(hashes(&app, media, asked.types.as_deref()).await?.as_json()))
}

/// Of which types.
#[derive(Deserialize)]
pub struct Types {
    types: Option<String>,
}

/// Hashes a file; the field of the form says what it is.
pub async fn hash_file(
    State(app): State<App>,
    _: Visitor,
    Query(asked): Query<Types>,
    parts: Multipart,
) -> Result<Json<Value>, Trouble> {
    let media = sent(parts).await?.media;
    Ok(Json(hashes(&app, media, asked.types.as_deref()).await?.as_json()))
}

/// The one file of a form.
pub async fn sent(mut parts: Multipart) -> Result<Sent, Trouble> {
    let (mut file, mut metadata, mut note) = (None, None, None);
    while let Some(part) = parts.next_field().await? {
        let kind = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None if kind == "metadata" => metadata = Some(part.text().await?),
            None if kind == "note" => note = Some(part.text().await?),
            None => {}
            Some(_) if file.is_some() => return Err(Trouble::bad("Only one file allowed per request")),
            Some(name) => {
                let kind = Kind::of(&kind)?;
                file = Some((Media { kind, bytes: part.bytes().await?.to_vec() }, name));
            }
        }
    }
    let (media, name) = file.ok_or_else(|| Trouble::bad("Missing multipart/form-data file upload"))?;
    Ok(Sent { media, name, metadata, note })
}

/// Fetches a file as intake would: within limits, and from public addresses only.
pub async fn fetched(app: &App, visitor: &Visitor, url: &str, kind: Option<&str>) -> Result<Media, Trouble> {
    let fetched = detect::fetch_to_look_up(&app.desk, &visitor.actor, url).await?;
    let given = fetched.content_type.unwrap_or_default();
    let kind = match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => Kind::of(kind)?,
        None if given.to_ascii_lowercase().starts_with("image") => Kind::Photo,
        None if given.to_ascii_lowercase().starts_with("video") => Kind::Video,
        None => {
            return Err(Trouble::bad(format!(
                "unsupported url ContentType: '{given}', if you know the expected type, provide it with the \
                 content_type query param"
            )));
        }
    };
    if let Some(why) = fetched.not_examined.first() {
        // The notes are words; those of a limit say that something was cut.
        return Err(match fetched.not_examined.iter().any(|why| why.contains("was cut at")) {
            true => Trouble::with(StatusCode::PAYLOAD_TOO_LARGE, "Content too large"),
            false => Trouble::bad(format!("the file cannot be hashed: {why}")),
        });
    }
    Ok(Media { kind, bytes: fetched.body })
}

impl Kind {
    /// The kind of a name.
    fn of(name: &str) -> Result<Self, Trouble> {
        match name {
            "photo" => Ok(Self::Photo),
            "video" => Ok(Self::Video),
            _ => Err(Trouble::bad(format!("no such content_type: '{name}'"))),
        }
    }

    /// The types of signals that such a file has; the first is the one that HMA answers with.
    const fn types(self) -> [SignalType; 2] {
        match self {
            Self::Photo => [SignalType::Pdq, SignalType::Sha256],
            Self::Video => [SignalType::VideoMd5, SignalType::Sha256],
        }
    }
}

/// What a file hashes to.
pub struct Hashes {
    hashes: Vec<(SignalType, Option<Hash>)>,
    /// Why one of them is none.
    why: String,
}

impl Hashes {
    /// As HMA answers: a picture with too little structure has an empty hash.
    fn as_json(&self) -> Value {
        let written = |hash: &Option<Hash>| hash.as_ref().map_or_else(String::new, text);
        let hashes = self.hashes.iter().map(|(kind, hash)| (kind.name().to_owned(), json!(written(hash))));
        Value::Object(hashes.collect::<Map<_, _>>())
    }

    /// All of them, unless one of them is none: then nothing could be looked up, which is not the same as nothing found.
    pub fn known(self) -> Result<Vec<(SignalType, Hash)>, Trouble> {
        let known = |(kind, hash): (SignalType, Option<Hash>)| Some((kind, hash?));
        let known: Option<Vec<_>> = self.hashes.into_iter().map(known).collect();
        known.ok_or_else(|| Trouble::bad(format!("invalid signal: {}", self.why)))
    }
}

/// Hashes a file, apart from everything else.
pub async fn hashes(app: &App, media: Media, types: Option<&str>) -> Result<Hashes, Trouble> {
    let types = asked_for(media.kind, types)?;
    if media.bytes.is_empty() {
        return Err(Trouble::bad("the file cannot be hashed: it is empty"));
    }
    let work = move || {
        let (mut hashes, mut why) = (Vec::new(), String::new());
        for kind in types {
            let hash = match kind {
                SignalType::Sha256 => Some(Hash::Sha256(Sha256::of(&media.bytes))),
                SignalType::VideoMd5 => Some(Hash::Md5(Md5::of(&media.bytes))),
                SignalType::Pdq => {
                    let hashed = picture::hash_file(&media.bytes, &Limits::default());
                    let hashed = hashed.map_err(|error| error.to_string())?;
                    if !hashed.is_usable() {
                        why = format!(
                            "the picture has too little structure to be compared: its quality is {}, below {PDQ_MIN_QUALITY}",
                            hashed.quality
                        );
                    }
                    hashed.is_usable().then_some(Hash::Pdq(hashed.pdq))
                }
            };
            hashes.push((kind, hash));
        }
        Ok::<_, String>(Hashes { hashes, why })
    };
    let broke_down = || Trouble::with(StatusCode::INTERNAL_SERVER_ERROR, "the code that reads the file broke down");
    let hashed = app.desk.apart.run(work).await?.ok_or_else(broke_down)?;
    hashed.map_err(|why| Trouble::bad(format!("the file cannot be hashed: {why}")))
}

/// The types asked for, with commas between them; HMA's own when none is.
fn asked_for(media: Kind, types: Option<&str>) -> Result<Vec<SignalType>, Trouble> {
    let Some(types) = types else { return Ok(vec![media.types()[0]]) };
    let mut asked = Vec::new();
    for name in types.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let known = media.types().into_iter().find(|known| known.name() == name);
        let unknown = || Trouble::bad(format!("signal type '{name}' doesn't exist or is disabled"));
        let kind = known.ok_or_else(unknown)?;
        if !asked.contains(&kind) {
            asked.push(kind);
        }
    }
    if asked.is_empty() { Err(Trouble::bad("empty signal type selection")) } else { Ok(asked) }
}
