//! What each page of the rehearsal really is.
//!
//! Only scoring may use this. A scripted officer who looked here would make the rehearsal
//! worthless, so nothing that decides is given a [`Truth`].

use crate::material::Language;
use std::collections::BTreeMap;

/// How a target carries the known material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The picture file of the bank, byte for byte.
    PictureExact,
    /// The picture, encoded anew, perhaps resized, greyed, blurred or brightened.
    PictureEdited,
    /// The whole text, word for word.
    TextExact,
    /// The text with words exchanged and sentences left out or moved.
    TextEdited,
    /// About half of the text, in one piece.
    Excerpt,
    /// The text together with a picture.
    TextAndPicture,
}

/// Why a legitimate page shows the material.
///
/// # Source
/// Regulation (EU) 2021/784, Article 1(3), with courts beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A news report.
    Journalism,
    /// An article in an encyclopaedia.
    Education,
    /// A court's ruling.
    Justice,
    /// A university paper.
    Research,
    /// A record or finding aid of an archive.
    Archive,
    /// Counter-speech or a check of facts.
    CounterSpeech,
}

/// What a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bare re-post that should be found, and referred or ordered down.
    Target {
        /// The languages of the posted texts; empty for a picture alone.
        languages: Vec<Language>,
        /// How the material is carried.
        form: Form,
    },
    /// A page that shows or quotes the material for a protected purpose.
    Legitimate {
        /// Which purpose.
        purpose: Purpose,
    },
    /// A page that has nothing to do with the material.
    Unrelated,
}

/// The kind of every page, by its URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// URL to kind, in the order of URLs.
    pub entries: BTreeMap<String, Kind>,
}
