//! The likeness fingerprints of a file that is put into a bank.

use crate::desk::Desk;
use crate::detect::{Frames, Shown};
use crate::error::Error;
use crate::records::Value;
use matching::page::Page;
use matching::pdq::Hashed;
use matching::picture::Picture;
use matching::text::{Fingerprint, Normalised, Skeleton};
use matching::tlsh::Tlsh;
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

/// What one frame is recognised by.
struct Frame {
    hashed: Hashed,
    details: Option<Value>,
    veil: Vec<u8>,
    is_too_long: bool,
}

impl Frame {
    fn of(picture: &Picture, hashed: Hashed) -> Self {
        let details = picture.details();
        Self {
            hashed,
            details: details.is_usable().then(|| Value::Details(Box::new(details))),
            veil: picture.veil(),
            is_too_long: picture.is_too_long_for_details(),
        }
    }
}

impl Likened {
    /// What a file of this type shows, read as an examination reads it.
    ///
    /// # Errors
    /// No thread could be had; what cannot be read is left out with the reason.
    pub(super) async fn of(desk: &Desk, content_type: Option<String>, bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes = Arc::new(bytes);
        Ok(match Shown::by(&*desk.doors.media, &desk.apart, content_type, bytes.clone(), Frame::of).await? {
            Shown::Picture(frames) => Self::of_frames(frames),
            Shown::Unread(why) => Self::unread(desk, &why, bytes).await?,
            Shown::Media(values, left_out) => Self { values, left_out, veil: None },
            // Whatever is no text at all has no character set either.
            Shown::Page(page) if page.charset.is_empty() => {
                Self::unread(desk, &page.not_examined.join("; "), bytes).await?
            }
            Shown::Page(page) => Self::of_page(*page),
        })
    }

    fn none(why: impl std::fmt::Display) -> Self {
        Self { left_out: vec![format!("{why}; compared by exact bytes only")], ..Self::default() }
    }

    /// What nothing here reads is recognised by the likeness of its bytes, which say nothing in files that are read: those of
    /// two photographs have nothing in common, and those of two pages their template.
    async fn unread(desk: &Desk, why: &str, bytes: Arc<Vec<u8>>) -> Result<Self, Error> {
        Ok(match desk.apart.run(move || Tlsh::of(&bytes)).await?.flatten() {
            Some(tlsh) => Self {
                values: vec![Value::Tlsh(tlsh)],
                left_out: vec![format!("{why}; compared by exact and by similar bytes only")],
                veil: None,
            },
            None => Self::none(why),
        })
    }

    fn of_frames(frames: Frames<Frame>) -> Self {
        let best = frames.made.iter().map(|frame| frame.hashed.quality).max().unwrap_or_default();
        let mut likened = Self { left_out: frames.not_examined, ..Self::default() };
        for frame in frames.made.into_iter().filter(|frame| frame.hashed.is_usable()) {
            likened.values.push(Value::Pdq(frame.hashed.pdq));
            likened.values.extend(frame.details);
            if frame.is_too_long && likened.veil.is_none() {
                likened.left_out.push("so long and narrow that parts of it will not be recognised".to_owned());
            }
            likened.veil.get_or_insert(frame.veil);
        }
        if likened.values.is_empty() {
            likened.left_out.push(format!("quality {best} is too low for a likeness; compared by exact bytes only"));
        }
        likened
    }

    fn of_page(page: Page) -> Self {
        let Page { text, not_examined: mut left_out, .. } = page;
        let text = Normalised::of(&text);
        let fingerprint = Fingerprint::of(&text);
        if !fingerprint.is_empty() {
            let skeleton = Skeleton::of(&text).map(Value::Skeleton);
            let values = std::iter::once(Value::Text(fingerprint)).chain(skeleton).collect();
            return Self { values, left_out, veil: None };
        }
        if left_out.is_empty() {
            left_out.push("too short for a likeness".to_owned());
        }
        Self::none(left_out.join("; "))
    }
}
