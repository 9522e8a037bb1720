//! What is found while one source is asked: each link once, and no more than there is room for.

use casework::ports::{Answer, Collected};
use domain::map::{Asset, AssetKind, Interval, LinkKind, Observation, Source};
use jiff::Timestamp;
use std::collections::HashSet;

/// The most links of one answer.
const MAX_LINKS: usize = 10_000;
/// Characters of a note that are kept.
const NOTE_CHARS: usize = 300;
/// The most remarks about what was not examined.
const MAX_REMARKS: usize = 50;

/// What was found so far.
pub(super) struct Found {
    source: Source,
    at: Timestamp,
    collected: Collected,
    known: HashSet<(Asset, LinkKind, Asset)>,
    next: HashSet<Asset>,
}

impl Found {
    pub(super) fn new(source: Source, at: Timestamp) -> Self {
        Self { source, at, collected: Collected::default(), known: HashSet::new(), next: HashSet::new() }
    }

    pub(super) const fn at(&self) -> Timestamp {
        self.at
    }

    /// Keeps an answer as it came.
    pub(super) fn answer(&mut self, asked: impl Into<String>, bytes: Vec<u8>) {
        self.collected.answers.push(Answer { source: self.source, asked: asked.into(), at: self.at, bytes });
    }

    /// Adds a link seen now. One that the map does not know is not added: kinds were chosen by what was read.
    pub(super) fn link(&mut self, subject: &Asset, link: LinkKind, object: &Asset, note: &str) {
        self.link_seen(subject, link, object, note, Interval::at(self.at));
    }

    /// Adds a link that was seen at another time.
    pub(super) fn link_seen(&mut self, subject: &Asset, link: LinkKind, object: &Asset, note: &str, seen: Interval) {
        if !link.allowed(subject.kind(), object.kind()) || self.known.len() == MAX_LINKS {
            return;
        }
        if !self.known.insert((subject.clone(), link, object.clone())) {
            return;
        }
        if self.known.len() == MAX_LINKS {
            self.not_examined(format!("more than {MAX_LINKS} links were found; the rest was not taken"));
        }
        self.collected.observations.push(Observation {
            subject: subject.clone(),
            link,
            object: object.clone(),
            seen,
            source: self.source,
            note: one_line(note),
        });
        for end in [subject, object] {
            self.ask_next(end);
        }
    }

    /// Adds an asset to ask about, if there is anybody to ask.
    fn ask_next(&mut self, asset: &Asset) {
        use AssetKind as K;
        let leads_on = matches!(
            asset.kind(),
            K::Site
                | K::Host
                | K::Domain
                | K::Address
                | K::AutonomousSystem
                | K::NameServer
                | K::MailServer
                | K::Stream
                | K::App
                | K::Channel
                | K::Account
        );
        if leads_on && self.next.insert(asset.clone()) {
            self.collected.next.push(asset.clone());
        }
    }

    /// Says what was not examined.
    pub(super) fn not_examined(&mut self, what: String) {
        let remarks = &mut self.collected.not_examined;
        if remarks.len() < MAX_REMARKS && !remarks.contains(&what) {
            remarks.push(what);
        }
    }

    /// What was found about `asset`, which itself need not be asked about next.
    pub(super) fn finish(mut self, asset: &Asset) -> Collected {
        self.collected.next.retain(|next| next != asset);
        self.collected
    }
}

/// One line of text without characters that a reader could not see, of limited length.
pub(super) fn one_line(text: &str) -> String {
    let text = text.replace(crate::client::is_deceptive, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NOTE_CHARS).collect()
}
