//! The replica of the banks that a node keeps in memory: from a fingerprint to the keys of known material near it.
//!
//! Exact within each kind: a hash at the permitted distance is always found. What the index returns are candidates
//! with distances; it does not judge them.

mod details;
mod digests;
mod files;
mod frozen;
mod merging;
mod pictures;
mod plan;
mod scan;
mod snapshot;
mod table;

use std::hash::Hash;

use crate::digest::{Md5, Sha1, Sha256};
use crate::pdq::Pdq;
use crate::picture::{Details, Likeness, View};
use crate::sound::{self, Sounds};
use crate::text;
use crate::tlsh::Tlsh;
use crate::video::{self, Videos};

pub use pictures::Pictures;
pub use snapshot::{BadSnapshot, BankState, Snapshot, read_banks, read_snapshot, write_snapshot};

use details::DetailsOf;
use digests::Digests;
use files::Files;

/// A fingerprint of known material.
#[derive(Debug, Clone, PartialEq)]
pub enum Signal {
    /// Of exact bytes.
    Sha256(Sha256),
    /// Of a picture's looks.
    Pdq(Pdq),
    /// Of a text's wording.
    Text(text::Fingerprint),
    /// Of exact bytes, by an older digest.
    Md5(Md5),
    /// Of exact bytes, by an older digest.
    Sha1(Sha1),
    /// Of similar bytes.
    Tlsh(Tlsh),
    /// Of what a picture shows in its details.
    Details(Details),
    /// Of words side by side.
    Phrase(text::Phrase),
    /// Of a text's consonants, for copies in another script.
    Skeleton(text::Skeleton),
    /// Of a recording's sound.
    Sound(sound::Fingerprint),
    /// Of a video's frames.
    Video(video::Fingerprint),
}

/// Known fingerprints by key. A key may hold any number of digests and picture hashes, one text and one
/// skeleton; a fingerprint may be held by several keys.
#[derive(Debug, Clone)]
pub struct Index<K> {
    digests: Digests<K, 32>,
    pictures: Pictures<K>,
    texts: text::Postings<K>,
    phrases: text::Phrases<K>,
    skeletons: text::Skeletons<K>,
    md5: Digests<K, 16>,
    sha1: Digests<K, 20>,
    files: Files<K>,
    details: DetailsOf<K>,
    sounds: Sounds<K>,
    videos: Videos<K>,
}

impl<K: Copy + Eq + Hash + Ord> Index<K> {
    /// An empty index.
    pub fn new() -> Self {
        Self {
            digests: Digests::new(),
            pictures: Pictures::new(),
            texts: text::Postings::new(),
            phrases: text::Phrases::new(),
            skeletons: text::Skeletons::new(),
            md5: Digests::new(),
            sha1: Digests::new(),
            files: Files::new(),
            details: DetailsOf::new(),
            sounds: Sounds::new(),
            videos: Videos::new(),
        }
    }

    /// The number of fingerprints held.
    pub fn len(&self) -> usize {
        let digests = self.digests.len() + self.md5.len() + self.sha1.len();
        let media = self.pictures.len() + self.details.len() + self.sounds.len() + self.videos.len();
        let wording = self.texts.len() + self.phrases.len() + self.skeletons.len();
        digests + media + wording + self.files.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a fingerprint under `key`. A fingerprint that the key already holds changes nothing; a text
    /// takes the place of the text that the key held before.
    pub fn insert(&mut self, key: K, signal: Signal) {
        match signal {
            Signal::Sha256(digest) => {
                self.digests.insert(key, digest.0);
            }
            Signal::Pdq(pdq) => {
                self.pictures.insert(key, pdq);
            }
            Signal::Text(fingerprint) => self.texts.insert(key, &fingerprint),
            Signal::Phrase(phrase) => self.phrases.insert(key, &phrase),
            Signal::Skeleton(skeleton) => self.skeletons.insert(key, &skeleton),
            Signal::Md5(digest) => {
                self.md5.insert(key, digest.0);
            }
            Signal::Sha1(digest) => {
                self.sha1.insert(key, digest.0);
            }
            Signal::Tlsh(tlsh) => {
                self.files.insert(key, tlsh);
            }
            Signal::Details(details) => {
                self.details.insert(key, details);
            }
            Signal::Sound(fingerprint) => {
                self.sounds.insert(key, &fingerprint);
            }
            Signal::Video(fingerprint) => {
                self.videos.insert(key, &fingerprint);
            }
        }
    }

    /// Adds many picture hashes at once, as [`Index::insert`] does one by one, and much faster where they are most of all.
    pub fn insert_pictures(&mut self, hashes: Vec<(K, Pdq)>) {
        self.pictures.insert_all(hashes);
    }

    /// Drops all fingerprints of `key`.
    pub fn remove(&mut self, key: K) {
        self.digests.remove(key);
        self.pictures.remove(key);
        self.texts.remove(key);
        self.phrases.remove(key);
        self.skeletons.remove(key);
        self.md5.remove(key);
        self.sha1.remove(key);
        self.files.remove(key);
        self.details.remove(key);
        self.sounds.remove(key);
        self.videos.remove(key);
    }

    /// The keys that hold exactly this digest, in order.
    pub fn candidates_for_digest(&self, digest: Sha256) -> Vec<K> {
        self.digests.find(digest.0)
    }

    /// The keys that hold exactly this MD5, in order.
    pub fn candidates_for_md5(&self, digest: Md5) -> Vec<K> {
        self.md5.find(digest.0)
    }

    /// The keys that hold exactly this SHA-1, in order.
    pub fn candidates_for_sha1(&self, digest: Sha1) -> Vec<K> {
        self.sha1.find(digest.0)
    }

    /// The keys that hold a TLSH at most `radius` from this one, with their distances, the nearest first.
    pub fn candidates_for_tlsh(&self, tlsh: &Tlsh, radius: u16) -> Vec<(K, u16)> {
        self.files.find(tlsh, radius)
    }

    /// The keys that hold a hash at most `radius` from this one, each with its least distance, the nearest first.
    ///
    /// None is missed at any radius; up to [`RADIUS`](crate::pdq::RADIUS) large indexes are not read through.
    pub fn candidates_for_pdq(&self, pdq: Pdq, radius: u16) -> Vec<(K, u16)> {
        self.pictures.find(pdq, radius)
    }

    /// The keys that hold a hash at most `radius` from one of these views of a picture, each with the view that is
    /// nearest and its distance; the nearest first.
    ///
    /// Views without enough structure ([`is_usable`](crate::pdq::Hashed::is_usable)) are left out: a plain wall is like
    /// any other.
    pub fn candidates_for_views(&self, views: &[View], radius: u16) -> Vec<(K, u16, View)> {
        let views: Vec<View> = views.iter().filter(|view| view.hashed.is_usable()).copied().collect();
        let codes: Vec<Pdq> = views.iter().map(|view| view.hashed.pdq).collect();
        let found = self.pictures.find_each(&codes, radius).into_iter().zip(views);
        let mut found: Vec<_> = found
            .flat_map(|(found, view)| found.into_iter().map(move |(key, distance)| (key, distance, view)))
            .collect();
        found.sort_by_key(|&(key, distance, view)| (key, distance, view.trim, view.attitude));
        found.dedup_by_key(|(key, _, _)| *key);
        found.sort_by_key(|&(_, distance, _)| distance);
        found
    }

    /// The keys that hold the details of a picture that this one is a part, a copy or an edited copy of, with what was
    /// done to it; those that share most details first. Unlike the other kinds this one may miss some.
    pub fn candidates_for_details(&self, details: &Details) -> Vec<(K, Likeness)> {
        self.details.find(details)
    }

    /// The keys that hold a text like this one, with how like it is.
    pub fn candidates_for_text(&self, text: &text::Normalised) -> Vec<(K, text::Likeness)> {
        self.texts.candidates(text)
    }

    /// The keys that hold a text of which this one is a copy in another script, with how like it is.
    pub fn candidates_for_skeleton(&self, text: &text::Normalised) -> Vec<(K, text::Likeness)> {
        self.skeletons.candidates(text)
    }

    /// Where known phrases stand in a text, with the keys that hold them: byte ranges of the text it was made of.
    pub fn candidates_for_phrases(&self, text: &text::Normalised) -> Vec<(K, std::ops::Range<usize>)> {
        self.phrases.find(text)
    }

    /// All picture hashes.
    pub fn pictures(&self) -> &Pictures<K> {
        &self.pictures
    }

    /// The known sound, to be looked for in a recording or a stream.
    pub fn sounds(&self) -> &Sounds<K> {
        &self.sounds
    }

    /// The keys that hold a video with a frame at most `radius` from one of these, with what they have in common; the
    /// longest common stretch first.
    pub fn candidates_for_video(&self, video: &video::Fingerprint, radius: u16) -> Vec<(K, video::Likeness)> {
        self.videos.find(video, radius)
    }
}

impl<K: Copy + Eq + Hash + Ord> Default for Index<K> {
    fn default() -> Self {
        Self::new()
    }
}
