//! Pictures as they may be shown: a veil to whoever sees the item; once, small and grey, to who asked for it and was
//! counted. The captured bytes themselves never leave by a page.

use crate::server::{App, Visitor};
use crate::web::Failure;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::records::{Capture, Item, Signal};
use casework::{Error, assess};
use domain::id::ItemId;
use jiff::SignedDuration;
use matching::digest::Sha256;
use matching::picture::{self, Limits, Picture};
use uuid::Uuid;

/// How long a revealed picture may be fetched.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// The longer side of a revealed picture, in pixels.
const REVEALED_SIDE: u32 = 1024;

fn no_picture() -> Failure {
    Failure(Error::NotFound { what: "picture" })
}

/// A JPEG that we made. The browser is told not to guess at anything else.
fn jpeg(bytes: Vec<u8>) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    let sniff = (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    (StatusCode::OK, [kind, sniff], bytes).into_response()
}

/// Serves a veil of one of the item's pictures; nothing else by whatever digest.
pub(super) async fn veiled(
    State(app): State<App>,
    _: Visitor,
    Path((id, digest)): Path<(Uuid, String)>,
) -> Result<Response, Failure> {
    let wanted: Sha256 = digest.parse().map_err(|_| no_picture())?;
    let item = app.desk.load::<Item>(id).await?;
    let capture = app.desk.load::<Capture>(item.capture.ok_or_else(no_picture)?.0).await?;
    let is_one = capture.pictures.iter().any(|picture| picture.veil == wanted);
    veil(&app, is_one.then_some(wanted)).await
}

/// Serves the veil of a signal that the item matched, and of no other.
pub(super) async fn known(
    State(app): State<App>,
    _: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
) -> Result<Response, Failure> {
    let item = app.desk.load::<Item>(id).await?;
    if item.matches.iter().all(|found| found.signal.0 != signal) {
        return Err(no_picture());
    }
    let signal = app.desk.load::<Signal>(signal).await?;
    veil(&app, signal.veil).await
}

async fn veil(app: &App, digest: Option<Sha256>) -> Result<Response, Failure> {
    let digest = digest.ok_or_else(no_picture)?;
    let bytes = app.desk.doors.blobs.get(&digest).await.map_err(Error::from)?;
    bytes.map(jpeg).ok_or_else(no_picture)
}

fn note_key(token: &str) -> String {
    format!("reveal {}", Sha256::of(token.as_bytes()))
}

/// Counts a reveal, and lets the picture be fetched once by the person who asked.
pub(super) async fn reveal(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, digest)): Path<(Uuid, String)>,
    Form(super::Plain {}): Form<super::Plain>,
) -> Result<Redirect, Failure> {
    let digest: Sha256 = digest.parse().map_err(|_| no_picture())?;
    assess::reveal(&app.desk, &visitor.actor, ItemId(id), digest).await?;
    let token = app.desk.doors.entropy.secret();
    let value = format!("{} {id} {digest}", visitor.actor.person);
    app.desk.doors.store.remember(&note_key(&token), &value, app.desk.now() + WINDOW).await.map_err(Error::from)?;
    Ok(Redirect::to(&format!("/items/{id}?shown={token}")))
}

/// The picture that a token stands for, if this person may still fetch it.
pub(super) async fn pending(app: &App, visitor: &Visitor, id: ItemId, token: &str) -> Result<Option<Sha256>, Error> {
    let note = app.desk.doors.store.recall(&note_key(token), app.desk.now()).await?;
    Ok(note.and_then(|note| digest_of(&note, visitor, id.0)))
}

fn digest_of(note: &str, visitor: &Visitor, id: Uuid) -> Option<Sha256> {
    let (whose, digest) = note.rsplit_once(' ')?;
    (whose == format!("{} {id}", visitor.actor.person)).then(|| digest.parse().ok())?
}

/// Serves a revealed picture once: drawn anew, small and grey.
pub(super) async fn revealed(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, token)): Path<(Uuid, String)>,
) -> Result<Response, Failure> {
    let note = app.desk.doors.store.take(&note_key(&token), app.desk.now()).await.map_err(Error::from)?;
    let digest = note.and_then(|note| digest_of(&note, &visitor, id)).ok_or_else(no_picture)?;
    let bytes = app.desk.doors.blobs.get(&digest).await.map_err(Error::from)?.ok_or_else(no_picture)?;
    let drawn =
        tokio::task::spawn_blocking(move || drawn_anew(&bytes)).await.map_err(|error| Error::Fault(Box::new(error)))?;
    drawn.map(jpeg).ok_or_else(no_picture)
}

/// The picture small and grey, without anything of the original file.
fn drawn_anew(bytes: &[u8]) -> Option<Vec<u8>> {
    let original = picture::decode(bytes, &Limits::default()).ok()?;
    let small = picture::decode(&original.preview(REVEALED_SIDE), &Limits::default()).ok()?;
    let grey: Vec<u8> = small.rgb().chunks_exact(3).flat_map(|pixel| [luma(pixel); 3]).collect();
    Some(Picture::from_rgb(small.width(), small.height(), grey)?.preview(REVEALED_SIDE))
}

/// The brightness of a pixel.
///
/// # Source
/// ITU-R BT.601, the weights of JPEG.
fn luma(pixel: &[u8]) -> u8 {
    let weighed = |weight: u32, value: u8| weight * u32::from(value);
    match pixel {
        [red, green, blue] => {
            u8::try_from((weighed(299, *red) + weighed(587, *green) + weighed(114, *blue) + 500) / 1000)
                .unwrap_or(u8::MAX)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revealed_picture_is_grey_and_not_the_file() {
        let rgb: Vec<u8> = (0..64 * 48).flat_map(|n: u32| [(n % 251) as u8, 10, 200]).collect();
        let original = Picture::from_rgb(64, 48, rgb).unwrap().preview(64);
        let shown = picture::decode(&drawn_anew(&original).unwrap(), &Limits::default()).unwrap();
        assert_eq!((shown.width(), shown.height()), (64, 48));
        assert!(shown.rgb().chunks_exact(3).all(|pixel| pixel[0].abs_diff(pixel[2]) < 4));
        assert!(drawn_anew(b"<svg onload=alert(1)>").is_none());
    }
}
