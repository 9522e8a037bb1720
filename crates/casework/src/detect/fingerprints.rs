//! The fingerprints of a file, as they would be compared with the banks.

use super::handed_in::guess;
use super::shown::{Frames, Shown};
use crate::apart::Apart;
use crate::error::Error;
use crate::ports::Media;
use crate::records::Value;
use matching::digest::{Md5, Sha1, Sha256};
use matching::pdq::{Hashed, Pdq};
use matching::text::{Fingerprint, Language, Normalised, Script, Skeleton, language};
use matching::tlsh::Tlsh;
use matching::video;
use serde::Serialize;
use std::sync::Arc;

/// What a file is known by. Nothing of the file itself is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fingerprints {
    /// Its length.
    pub bytes: u64,
    /// Its exact bytes.
    pub sha256: Sha256,
    /// Its exact bytes, as old hash lists name them.
    pub md5: Md5,
    /// The same by another digest of old lists.
    pub sha1: Sha1,
    /// The likeness of its bytes, if it is long and varied enough to have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tlsh: Option<Tlsh>,
    /// Its looks, if it is a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureHash>,
    /// Its sound, if it is a recording or a video that has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sound: Option<SoundHash>,
    /// Its frames, if it is a video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<VideoHash>,
    /// Its wording, if it is a page or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextHash>,
    /// What could not be looked at, and why.
    pub not_examined: Vec<String>,
}

/// The looks of a picture, or of the first frame of an animation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureHash {
    /// How it is compared.
    #[serde(flatten)]
    pub hash: FrameHash,
    /// How many frames were looked at: one, unless it is an animation.
    pub frames: usize,
    /// The looks of each further frame that shows something new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<FrameHash>,
}

/// The looks of one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FrameHash {
    /// Its perceptual hash.
    pub pdq: Pdq,
    /// How much structure it has, 0 to 100.
    pub quality: u8,
    /// Whether that is enough for its hash to be compared.
    pub usable: bool,
}

/// The sound of a recording. The fingerprint itself is long and means nothing to a reader; this says how much there is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SoundHash {
    /// Seconds of sound that are compared.
    pub seconds: f64,
}

/// The frames of a video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VideoHash {
    /// How many frames were hashed.
    pub frames: usize,
    /// They in vPDQ's form: a line `frame,quality,hash,timestamp` each.
    pub vpdq: String,
}

/// The wording of a text. The fingerprint itself is long and means nothing to a reader; these say how much there is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextHash {
    /// Distinct runs of words that are compared; none in a text too short for a likeness.
    pub runs: usize,
    /// Words.
    pub words: usize,
    /// The script in which it is written, if copies of it in other scripts are found too.
    pub script: Option<Script>,
    /// Its most likely language.
    pub language: Option<Language>,
}

impl Fingerprints {
    /// Those of a file, read as an examination reads it: its name and its first bytes say what it is. Recordings and
    /// videos are decoded by `decoder`; its turn is taken from `apart`.
    ///
    /// # Errors
    /// No thread could be had; what cannot be read is said among the fingerprints.
    pub async fn of(decoder: &dyn Media, apart: &Apart, name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut found = Self {
            bytes: bytes.len() as u64,
            sha256: Sha256::of(&bytes),
            md5: Md5::of(&bytes),
            sha1: Sha1::of(&bytes),
            tlsh: Tlsh::of(&bytes),
            picture: None,
            sound: None,
            video: None,
            text: None,
            not_examined: Vec::new(),
        };
        if bytes.is_empty() {
            found.not_examined.push("the file is empty".to_owned());
            return Ok(found);
        }
        match Shown::by(decoder, apart, guess(name), Arc::new(bytes), |_, hashed| FrameHash::of(hashed)).await? {
            Shown::Picture(Frames { made, looked_at, not_examined }) => {
                let mut frames = made.into_iter();
                found.picture =
                    frames.next().map(|hash| PictureHash { hash, frames: looked_at, others: frames.collect() });
                found.not_examined = not_examined;
            }
            Shown::Unread(why) => found.not_examined.push(why),
            Shown::Media(values, not_examined) => found.decoded(values, not_examined),
            Shown::Page(page) => {
                // Of what is no text at all nothing is said but that.
                found.text = (!page.charset.is_empty()).then(|| TextHash::of(&page.text));
                found.not_examined = page.not_examined;
            }
        }
        Ok(found)
    }

    fn decoded(&mut self, values: Vec<Value>, not_examined: Vec<String>) {
        self.not_examined = not_examined;
        for value in values {
            match value {
                Value::Sound(sound) => self.sound = Some(SoundHash { seconds: sound.seconds() }),
                Value::Video(video) => self.video = Some(VideoHash::of(&video)),
                _ => {}
            }
        }
    }
}

impl FrameHash {
    fn of(hashed: Hashed) -> Self {
        Self { pdq: hashed.pdq, quality: hashed.quality, usable: hashed.is_usable() }
    }
}

impl VideoHash {
    fn of(video: &video::Fingerprint) -> Self {
        Self { frames: video.frames().len(), vpdq: video.to_lines() }
    }
}

impl TextHash {
    fn of(text: &str) -> Self {
        let normalised = Normalised::of(text);
        Self {
            runs: Fingerprint::of(&normalised).len(),
            words: normalised.len(),
            script: Skeleton::of(&normalised).map(|skeleton| skeleton.script()),
            language: language(text),
        }
    }
}
