//! The vocabulary of context signals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Characters of the page's own text a signal may repeat.
const EXCERPT_CHARS: usize = 120;

/// Something seen around a match.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContextSignal {
    /// What kind of thing.
    pub kind: Kind,
    /// What was seen, in plain words; repeats at most 120 characters of the page.
    pub found: String,
    /// What it speaks for.
    pub points_to: PointsTo,
    /// How strongly.
    pub weight: Weight,
}

impl ContextSignal {
    pub(super) fn new(kind: Kind, points_to: PointsTo, weight: Weight, found: impl Into<String>) -> Self {
        Self { kind, found: found.into(), points_to, weight }
    }

    /// True for a clear sign of a purpose that Article 1(3) protects.
    #[must_use]
    pub fn is_clearly_protected(&self) -> bool {
        self.weight == Weight::Clear && self.points_to.is_protected()
    }
}

/// A few words of the page, on one line and cut to a length that shows what is meant without repeating the material.
pub(super) fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        None => line,
        Some(_) => line.chars().take(EXCERPT_CHARS - 1).chain(['…']).collect(),
    }
}

/// A name that is not one of those listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is not a {what}; known are: {known}")]
pub struct UnknownName {
    name: String,
    what: &'static str,
    known: String,
}

/// An enum whose members have one name each, in displays, in JSON and in the database.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident, $what:literal { $($(#[$member_doc:meta])* $member:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $type {
            $($(#[$member_doc])* #[serde(rename = $name)] $member,)+
        }

        impl $type {
            /// All of them, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$member),+];

            /// The name, in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$member => $name),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(name: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().find(|member| member.name() == name).copied().ok_or_else(|| UnknownName {
                    name: excerpt(name),
                    what: $what,
                    known: [$($name),+].join(", "),
                })
            }
        }
    };
}

named! {
    /// What kind of thing was seen.
    Kind, "kind of context signal" {
        /// Somebody signs as the author.
        Byline = "byline",
        /// A date of publication, or a place and a date before the first sentence.
        Dateline = "dateline",
        /// The matched passage stands in quotation marks or in a quotation block.
        Quotation = "quotation",
        /// The words are given to whoever said them: said, claimed, according to.
        Attribution = "attribution",
        /// How much of the page is the known material.
        ShareOfPage = "share_of_page",
        /// Abstract, references, DOI, citation metadata; or the apparatus of teaching.
        ScholarlyApparatus = "scholarly_apparatus",
        /// Case number, court, numbered paragraphs, the words of a ruling.
        CourtDocument = "court_document",
        /// The record of a public body: minutes, official reports, who spoke there.
        OfficialRecord = "official_record",
        /// Infobox, references, see also, edit links.
        Encyclopaedia = "encyclopaedia",
        /// Accession, identifier and collection metadata; or the label of an exhibit.
        ArchiveRecord = "archive_record",
        /// A critical or refuting frame, a help-line, a fact-check.
        CounterSpeech = "counter_speech",
        /// A collection of many items.
        Collection = "collection",
        /// The front page of a site.
        Root = "root",
        /// The answer to a search.
        Search = "search",
        /// A list that leads to items.
        Listing = "listing",
        /// All that one person publishes in one place.
        Profile = "profile",
        /// A copy of a page that says it lives somewhere else.
        Elsewhere = "elsewhere",
    }
}

named! {
    /// What a signal speaks for.
    PointsTo, "purpose" {
        /// Reporting.
        Journalism = "journalism",
        /// Teaching and informing, publications of courts and parliaments included.
        Education = "education",
        /// Research, and the archives that serve it.
        Research = "research",
        /// Art and its exhibition.
        Art = "art",
        /// Preventing or countering terrorism.
        CounterSpeech = "counter_speech",
        /// The material shown again, with nothing of one's own.
        Repost = "repost",
        /// A site, a search or a collection: not one item, so nothing can be ordered about it.
        NotOneItem = "not_one_item",
        /// Neither way.
        Nothing = "nothing",
    }
}

impl PointsTo {
    /// True for the purposes of Article 1(3) of Regulation (EU) 2021/784.
    #[must_use]
    pub const fn is_protected(self) -> bool {
        matches!(self, Self::Journalism | Self::Education | Self::Research | Self::Art | Self::CounterSpeech)
    }
}

named! {
    /// How strongly a signal speaks.
    Weight, "weight" {
        /// Common also where it means nothing.
        Weak = "weak",
        /// Rarely seen otherwise.
        Clear = "clear",
    }
}
