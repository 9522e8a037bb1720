//! The likeness fingerprints of a file that is put into a bank.

use crate::desk::Desk;
use crate::detect::{guess, media};
use crate::error::{Error, fault};
use crate::records::Value;
use matching::picture::{self, Limits};
use matching::text::{Fingerprint, Normalised};
use std::sync::Arc;

/// What a file is recognised by, besides its exact bytes.
#[derive(Debug, Default)]
pub(super) struct Likened {
    /// The fingerprints; none if it has none.
    pub(super) values: Vec<Value>,
    /// A blurred derivative, of a picture.
    pub(super) veil: Option<Vec<u8>>,
    /// What of it has no fingerprint, and why.
    pub(super) left_out: Vec<String>,
}

impl Likened {
    /// Looks at a file as an examination does: as a picture, as a recording or video by its first bytes or its name,
    /// and else as a text. Decoding runs on threads of its own.
    ///
    /// # Errors
    /// Such a thread that broke down; what cannot be read is left out with the reason.
    pub(super) async fn of(desk: &Desk, name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes = Arc::new(bytes);
        let of_file = bytes.clone();
        if let Some(picture) = tokio::task::spawn_blocking(move || of_picture(&of_file)).await.map_err(fault)? {
            return Ok(picture);
        }
        let media = media::decode(desk, guess(name).as_deref(), &bytes).await;
        let likened = move || match media {
            Some(Ok(decoded)) => {
                let (values, left_out) = media::values(decoded);
                Self { values, left_out, veil: None }
            }
            Some(Err(why)) => Self::none(why),
            None => of_text(&bytes),
        };
        tokio::task::spawn_blocking(likened).await.map_err(fault)
    }

    fn none(why: impl std::fmt::Display) -> Self {
        Self { left_out: vec![format!("{why}; compared by exact bytes only")], ..Self::default() }
    }
}

/// Nothing if it is no picture.
fn of_picture(bytes: &[u8]) -> Option<Likened> {
    let picture = match picture::decode(bytes, &Limits::default()) {
        Ok(picture) => picture,
        Err(picture::Error::NotAPicture) => return None,
        Err(error) => return Some(Likened::none(error)),
    };
    let hashed = picture.hash();
    if hashed.quality < domain::detect::PDQ_MIN_QUALITY {
        return Some(Likened::none(format!("quality {} is too low for a likeness", hashed.quality)));
    }
    let mut likened =
        Likened { values: vec![Value::Pdq(hashed.pdq)], veil: Some(picture.veil()), ..Likened::default() };
    let details = picture.details();
    if details.is_usable() {
        likened.values.push(Value::Details(Box::new(details)));
    } else if picture.is_too_long_for_details() {
        likened.left_out.push("so long and narrow that parts of it will not be recognised".to_owned());
    }
    Some(likened)
}

fn of_text(bytes: &[u8]) -> Likened {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Likened::none("neither a picture nor UTF-8 text");
    };
    match Fingerprint::of(&Normalised::of(text)) {
        short if short.is_empty() => Likened::none("too short for a likeness"),
        text => Likened { values: vec![Value::Text(text)], ..Likened::default() },
    }
}
