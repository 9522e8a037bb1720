//! Items and captures.

use super::{Kind, Record, sortable};
use domain::assess::{Category, Confidence, Outcome, Purpose};
use domain::bank::Standing;
use domain::detect::{Distance, ItemState, Likeness, Method};
use domain::id::{BankId, CaptureId, ItemId, PersonId, ProviderId, SignalId};
use jiff::Timestamp;
use matching::digest::{Md5, Sha1, Sha256};
use matching::tlsh::Tlsh;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use std::ops::Range;
use url::Url;
use uuid::Uuid;

/// One piece of content at one exact URL.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ItemId,
    /// Its address, written the one way.
    pub url: Url,
    /// The address as it was first given.
    pub given: String,
    /// When it was taken in.
    pub taken_in: Timestamp,
    /// Who or what brought it.
    pub source: String,
    /// Where it stands.
    #[serde_as(as = "DisplayFromStr")]
    pub state: ItemState,
    /// The strongest likeness among its matches.
    #[serde_as(as = "DisplayFromStr")]
    pub likeness: Likeness,
    /// Its place in the queue, 1 first.
    pub priority: u8,
    /// The page's title.
    pub title: Option<String>,
    /// The main language of its text.
    pub language: Option<LanguageGuess>,
    /// The capture that was examined.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub capture: Option<CaptureId>,
    /// What it resembles.
    pub matches: Vec<Match>,
    /// What surrounds the likeness.
    pub context: Vec<Context>,
    /// What was not examined, and why. Silence is never absence.
    pub not_examined: Vec<String>,
    /// Who hosts it, if known.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub provider: Option<ProviderId>,
    /// The earlier item that this one carries on.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub forerunner: Option<ItemId>,
    /// The findings, oldest first.
    pub assessments: Vec<Assessment>,
    /// How often media was revealed.
    pub reveals: u32,
}

impl Record for Item {
    const KIND: Kind = Kind::Item;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        format!("{} {}", self.priority, sortable(self.taken_in))
    }
    fn unique(&self) -> Option<String> {
        Some(self.url.to_string())
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![("likeness".to_owned(), self.likeness.name().to_owned())];
        keys.extend(self.url.host_str().map(|host| ("host".to_owned(), host.to_owned())));
        keys.extend(self.language.iter().map(|language| ("language".to_owned(), language.code.clone())));
        keys.extend(self.provider.iter().map(|provider| ("provider".to_owned(), provider.to_string())));
        keys.extend(self.forerunner.iter().map(|item| ("forerunner".to_owned(), item.to_string())));
        // By signal and by bank: which items it was found in, on which day, and what became of them. These are what
        // the flood guard and the figures of a bank count, so that matching writes nothing but the item.
        let verdict = self.state.verdict();
        for found in &self.matches {
            let day = found.at.unwrap_or(self.taken_in).strftime("%F");
            for (relation, id) in [("signal", found.signal.to_string()), ("bank", found.bank.to_string())] {
                keys.push((format!("{relation}_day"), format!("{id} {day}")));
                // What proposed nothing earned no verdict.
                if found.standing.proposes() {
                    keys.push((format!("{relation}_verdict"), format!("{id} {verdict}")));
                }
                keys.push((relation.to_owned(), id));
            }
        }
        keys.sort();
        keys.dedup();
        keys
    }
}

/// A language and how sure we are of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LanguageGuess {
    /// ISO 639-1.
    pub code: String,
    /// 0..=1.
    pub confidence: f64,
}

/// A likeness of an item to a signal. It proposes, never decides.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The signal.
    #[serde_as(as = "DisplayFromStr")]
    pub signal: SignalId,
    /// Its name in its bank.
    pub signal_name: String,
    /// The bank.
    #[serde_as(as = "DisplayFromStr")]
    pub bank: BankId,
    /// The bank's name.
    pub bank_name: String,
    /// What was compared.
    #[serde_as(as = "DisplayFromStr")]
    pub method: Method,
    /// Differing bits of 256, for pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u16>,
    /// Share of the known text found in the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contained: Option<f32>,
    /// Share of the page's words that are matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered: Option<f32>,
    /// Where the matched passages stand, in bytes of the page's text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Range<usize>>,
    /// The captured file that matched, if not the page itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Sha256>,
    /// What this distance means by itself.
    #[serde_as(as = "DisplayFromStr")]
    pub likeness: Likeness,
    /// The version of the bank that answered, so that the match can be reproduced: see [`super::Bank`].
    pub index_version: u64,
    /// What that version held, as the bank's chain of changes has it; absent in matches found before banks had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_digest: Option<Sha256>,
    /// TLSH score, for files with similar bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlsh: Option<u16>,
    /// When it was found; absent in matches found when the item was taken in by an earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What it amounts to.
    #[serde(default = "stands")]
    #[serde_as(as = "DisplayFromStr")]
    pub standing: Standing,
    /// Where in a recording or video it was found, and which part of the known one it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stretch: Option<Stretch>,
    /// The moment of the animation that matched, in seconds; absent for the first frame and for whatever does not move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_at: Option<f64>,
    /// The signal of a bank of harmless material that suppresses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub suppressed_by: Option<SignalId>,
    /// What was done to the known picture, and how the two lie upon one another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<matching::picture::Likeness>,
}

/// A stretch of time that a recording or video shares with a known one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// From when to when in what was found, in seconds.
    pub found: [f64; 2],
    /// From when to when in the known one, in seconds.
    pub known: [f64; 2],
    /// The share of the known one that was found: of its time for sound, of its different frames for a video.
    pub of_known: f32,
    /// The share of the different frames found that the known video has; absent for sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_found: Option<f32>,
}

const fn stands() -> Standing {
    Standing::Stands
}

impl Match {
    /// Whether a picture matched by what it shows.
    #[must_use]
    pub const fn is_of_looks(&self) -> bool {
        matches!(self.method, Method::Pdq | Method::Details)
    }

    /// The distance as the rules read it.
    #[must_use]
    pub fn distance(&self) -> Distance {
        match (self.method, self.bits, self.contained) {
            (Method::Pdq, Some(bits), _) => Distance::Bits(bits),
            (Method::Text, _, Some(contained)) => {
                Distance::Text { contained, covered: self.covered.unwrap_or_default() }
            }
            (Method::Skeleton, _, Some(contained)) => {
                Distance::Skeleton { contained, covered: self.covered.unwrap_or_default() }
            }
            (Method::Phrase, ..) => Distance::Phrase,
            (Method::Tlsh, ..) => Distance::Tlsh(self.tlsh.unwrap_or_default()),
            (Method::Details, ..) => Distance::Details(self.alike.as_ref().map_or(0, |alike| alike.shared)),
            (Method::Sound, ..) => Distance::Sound { of_known: self.stretch.map_or(0.0, |stretch| stretch.of_known) },
            (Method::Video, ..) => self.stretch.map_or(Distance::Same, |stretch| Distance::Video {
                of_known: stretch.of_known,
                of_found: stretch.of_found.unwrap_or_default(),
                seconds: (stretch.found[1] - stretch.found[0]) as f32,
            }),
            _ => Distance::Same,
        }
    }
}

/// Something about the page around the likeness. It informs; it does not decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// What kind of signal it is.
    pub kind: String,
    /// What was found, in words.
    pub found: String,
    /// The purpose it points to.
    pub points_to: String,
    /// Whether it is weak or clear.
    pub weight: String,
}

/// A person's finding.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Who found it.
    #[serde_as(as = "DisplayFromStr")]
    pub officer: PersonId,
    /// When.
    pub at: Timestamp,
    /// The purpose test of Art 1(3).
    #[serde_as(as = "DisplayFromStr")]
    pub purpose: Purpose,
    /// Why.
    pub reason: String,
    /// The types of Art 2(7).
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub categories: Vec<Category>,
    /// How sure.
    #[serde_as(as = "DisplayFromStr")]
    pub confidence: Confidence,
    /// What was decided.
    #[serde_as(as = "DisplayFromStr")]
    pub outcome: Outcome,
}

/// What was seen at an item at one time.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Capture {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: CaptureId,
    /// The item.
    #[serde_as(as = "DisplayFromStr")]
    pub item: ItemId,
    /// When it was made.
    pub at: Timestamp,
    /// From where; "handed in" for files.
    pub vantage: String,
    /// Where the last redirect led.
    pub final_url: Url,
    /// HTTP status; absent for files handed in.
    pub status: Option<u16>,
    /// Content type as declared.
    pub content_type: Option<String>,
    /// The WARC file with every request and answer.
    pub warc: Sha256,
    /// The page's bytes, content coding removed.
    pub body: Sha256,
    /// The page's visible text.
    pub text: Option<Sha256>,
    /// Further fingerprints of its bytes, for signals that arrive later.
    #[serde(default)]
    pub prints: FilePrints,
    /// Pictures that belong to it.
    pub pictures: Vec<CapturedPicture>,
    /// Recordings and videos that the page plays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub played: Vec<CapturedMedia>,
    /// What was not examined, and why.
    pub not_examined: Vec<String>,
}

/// What a file's bytes are called by methods other than SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FilePrints {
    /// MD5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub md5: Option<Md5>,
    /// SHA-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha1: Option<Sha1>,
    /// TLSH, of files long and varied enough to have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlsh: Option<Tlsh>,
}

impl FilePrints {
    /// Those of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { md5: Some(Md5::of(bytes)), sha1: Some(Sha1::of(bytes)), tlsh: Tlsh::of(bytes) }
    }
}

/// A picture found in a page, or handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedPicture {
    /// Where it came from; absent when handed in or inline.
    pub url: Option<Url>,
    /// Its bytes.
    pub digest: Sha256,
    /// Its blurred, grey derivative.
    pub veil: Sha256,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Its perceptual hash.
    pub pdq: matching::pdq::Pdq,
    /// 0..=100.
    pub quality: u8,
    /// Further fingerprints of its bytes.
    #[serde(default)]
    pub prints: FilePrints,
}

/// A recording or video that a page plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedMedia {
    /// Where it came from.
    pub url: Url,
    /// What the server said that it is.
    pub content_type: Option<String>,
    /// Its bytes.
    pub digest: Sha256,
    /// Further fingerprints of its bytes.
    pub prints: FilePrints,
}

impl Record for Capture {
    const KIND: Kind = Kind::Capture;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        "preserved".to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.at)
    }
    fn keys(&self) -> Vec<(String, String)> {
        let mut keys = vec![("item".to_owned(), self.item.to_string()), ("digest".to_owned(), self.body.to_string())];
        keys.extend(self.text.iter().map(|text| ("digest".to_owned(), text.to_string())));
        keys.extend(self.pictures.iter().map(|picture| ("digest".to_owned(), picture.digest.to_string())));
        keys.extend(self.played.iter().map(|played| ("digest".to_owned(), played.digest.to_string())));
        keys.sort();
        keys.dedup();
        keys
    }
}
