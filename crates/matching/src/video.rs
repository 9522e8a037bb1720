//! Video: the hashes of its frames in vPDQ's form, and what two videos have in common, with the time in each.
//!
//! # Source
//! Meta, vPDQ: one line `frame,quality,hash,timestamp` for each frame; frames of quality 50 and above are compared as a
//! set, and are alike up to a distance of 31. The time of the frames, which vPDQ leaves out of account, tells where the
//! longest common stretch lies.

mod index;
mod lines;
mod stretch;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::pdq::{Hashed, Pdq};

pub use index::Videos;
pub use lines::{Fault, Limits, Problem};
pub use stretch::{Likeness, Stretch};

/// One frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Its number in the video as it was decoded.
    pub number: u32,
    /// Its hash and quality.
    pub hashed: Hashed,
    /// When it is shown, in milliseconds from the beginning.
    pub at: u32,
}

/// The frames of a video in the order of time. Serialises as vPDQ's lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(Vec<Frame>);

impl Fingerprint {
    /// Of these frames; those that go back in time are left out.
    #[must_use]
    pub fn of(frames: impl IntoIterator<Item = Frame>) -> Self {
        let mut ordered: Vec<Frame> = Vec::new();
        for frame in frames {
            if ordered.last().is_none_or(|last| last.at <= frame.at) {
                ordered.push(frame);
            }
        }
        Self(ordered)
    }

    /// Reads vPDQ's lines. What cannot be read is left out and named with its line.
    #[must_use]
    pub fn read(text: &[u8], limits: Limits) -> (Self, Vec<Problem>) {
        let (frames, problems) = lines::read(text, limits);
        (Self(frames), problems)
    }

    /// Writes vPDQ's lines.
    #[must_use]
    pub fn to_lines(&self) -> String {
        lines::write(&self.0)
    }

    /// All frames.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.0
    }

    /// Whether there is no frame with enough structure to be compared.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.usable().next().is_none()
    }

    /// What this video, being looked up, has in common with a known one; nothing if no frame is alike.
    #[must_use]
    pub fn likeness(&self, known: &Self, radius: u16) -> Option<Likeness> {
        let mut one = Videos::new();
        one.insert((), known);
        one.find(self, radius).pop().map(|((), likeness)| likeness)
    }

    fn usable(&self) -> impl Iterator<Item = (Pdq, u32)> {
        self.0.iter().filter(|frame| frame.hashed.is_usable()).map(|frame| (frame.hashed.pdq, frame.at))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_lines())
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match Self::read(text.as_bytes(), Limits::default()) {
            (fingerprint, problems) if problems.is_empty() => Ok(fingerprint),
            (_, problems) => Err(D::Error::custom(problems[0])),
        }
    }
}
