//! The fingerprints in force, in memory: what is asked for every file that is seen.
//!
//! It is never changed where somebody reads it. What arrived lately lies in a small layer over the large one; a change
//! makes a new small layer and shares the large one, so that a lookup that began before goes on with what it had, and
//! one that begins after sees the change. When the small layer has grown, both are put together, while lookups go on.

use crate::records::{Bank, SiteKind, Value};
use domain::bank::Thresholds;
use domain::id::{BankId, SignalId};
use matching::digest::{Md5, Sha1, Sha256};
use matching::index::{Index, Signal as Fingerprinted};
use matching::pdq::Pdq;
use matching::picture::{self, Details, View};
use matching::sound::Sounds;
use matching::text::{Likeness, Normalised, Phrase};
use matching::tlsh::Tlsh;
use matching::video;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use url::Url;

/// From how many signals on the small layer is put together with the large one: as many as are copied in some
/// milliseconds.
const SMALL: usize = 16_384;
/// The same in bytes, since a recording weighs as much as thousands of digests.
const SMALL_BYTES: usize = 16 << 20;

/// The fingerprints in force, with the banks that hold them.
#[derive(Clone, Default)]
pub struct BankIndex {
    /// The fingerprints.
    pub(crate) signals: Signals,
    banks: Vec<InForce>,
    /// The bank of each signal of the large layer, by its place among the banks.
    large: Arc<HashMap<SignalId, u32>>,
    /// The same of the small layer, with the fingerprint; nothing for a signal that was removed.
    small: HashMap<SignalId, Option<(u32, Fingerprinted)>>,
    /// About how many bytes the fingerprints of the small layer take.
    small_bytes: usize,
    /// The registry of known sites.
    pub(super) sites: Arc<[(String, SiteKind)]>,
}

/// A bank as it was when the index last followed it.
#[derive(Debug, Clone)]
pub(crate) struct InForce {
    pub(crate) id: BankId,
    pub(crate) name: String,
    pub(crate) version: u64,
    pub(crate) digest: Sha256,
    pub(crate) thresholds: Thresholds,
    pub(super) enabled: bool,
    /// Whether its signals are here; those of a bank that is off are read once it is switched on.
    pub(super) loaded: bool,
}

impl InForce {
    pub(super) fn of(bank: &Bank) -> Self {
        Self {
            id: bank.id,
            name: bank.name.clone(),
            version: bank.version,
            digest: bank.digest,
            thresholds: bank.thresholds(),
            enabled: bank.enabled,
            loaded: false,
        }
    }

    pub(super) fn is(&self, bank: &Bank) -> bool {
        self.version == bank.version
            && self.digest == bank.digest
            && self.enabled == bank.enabled
            && self.name == bank.name
    }
}

/// Changes to be made together.
#[derive(Default)]
pub(super) struct Edits {
    /// Picture hashes, which are many.
    pub(super) pictures: Vec<(SignalId, u32, Pdq)>,
    /// Everything else.
    pub(super) others: Vec<(SignalId, u32, Fingerprinted)>,
    /// Signals that no longer count.
    pub(super) gone: Vec<SignalId>,
}

impl Edits {
    pub(super) const fn len(&self) -> usize {
        self.pictures.len() + self.others.len() + self.gone.len()
    }

    pub(super) fn add(&mut self, signal: SignalId, bank: u32, value: Value) {
        match value {
            Value::Pdq(pdq) => self.pictures.push((signal, bank, pdq)),
            other => self.others.extend(fingerprinted(other).map(|fingerprint| (signal, bank, fingerprint))),
        }
    }
}

/// What is compared; nothing for a phrase that is none by the present rules.
fn fingerprinted(value: Value) -> Option<Fingerprinted> {
    Some(match value {
        Value::Sha256(digest) => Fingerprinted::Sha256(digest),
        Value::Pdq(pdq) => Fingerprinted::Pdq(pdq),
        Value::Text(text) => Fingerprinted::Text(text),
        Value::Md5(digest) => Fingerprinted::Md5(digest),
        Value::Sha1(digest) => Fingerprinted::Sha1(digest),
        Value::Tlsh(tlsh) => Fingerprinted::Tlsh(tlsh),
        Value::Details(details) => Fingerprinted::Details(*details),
        Value::Phrase(phrase) => Fingerprinted::Phrase(Phrase::of(&Normalised::of(&phrase)).ok()?),
        Value::Sound(sound) => Fingerprinted::Sound(sound),
        Value::Video(video) => Fingerprinted::Video(video),
        Value::Skeleton(skeleton) => Fingerprinted::Skeleton(skeleton),
    })
}

/// About how many bytes a fingerprint takes besides what every signal does.
fn weight(fingerprint: &Fingerprinted) -> usize {
    match fingerprint {
        Fingerprinted::Text(text) => text.len() * size_of::<u64>(),
        Fingerprinted::Skeleton(skeleton) => skeleton.len() * size_of::<u64>(),
        Fingerprinted::Details(_) => 5 << 10,
        Fingerprinted::Sound(sound) => size_of_val(sound.sub_fingerprints()),
        Fingerprinted::Video(video) => size_of_val(video.frames()),
        _ => 0,
    }
}

impl BankIndex {
    /// What a host is known as, if the registry lists it or a domain above it.
    #[must_use]
    pub fn known_site(&self, url: &Url) -> Option<SiteKind> {
        let host = url.host_str()?;
        self.sites.iter().find(|(domain, _)| domain::locator::is_within(host, domain)).map(|(_, kind)| *kind)
    }

    /// How many signals are compared.
    #[must_use]
    pub fn len(&self) -> usize {
        let gone = self.small.iter().filter(|(signal, bank)| bank.is_none() && self.large.contains_key(signal)).count();
        let new = self.small.iter().filter(|(signal, bank)| bank.is_some() && !self.large.contains_key(signal)).count();
        self.large.len() + new - gone
    }

    /// Whether nothing is compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bank that holds a signal now, if the signal was not removed and the bank is on.
    pub(crate) fn bank_of(&self, signal: SignalId) -> Option<&InForce> {
        self.banks.get(self.place_of(signal)? as usize).filter(|bank| bank.enabled)
    }

    /// The place of the bank that holds a signal, if the signal was not removed.
    fn place_of(&self, signal: SignalId) -> Option<u32> {
        match self.small.get(&signal) {
            Some(entry) => entry.as_ref().map(|(place, _)| *place),
            None => self.large.get(&signal).copied(),
        }
    }

    /// Every picture hash with the place of its bank, which may be off.
    pub(super) fn pictures(&self) -> impl Iterator<Item = (SignalId, u32, Pdq)> {
        let layers = [&self.signals.large, &self.signals.small];
        let pictures = layers.into_iter().flat_map(|layer| layer.pictures().iter());
        pictures.filter_map(|(signal, pdq)| Some((signal, self.place_of(signal)?, pdq)))
    }

    /// How many picture hashes lie here, some of which may have been removed.
    #[must_use]
    pub fn picture_count(&self) -> usize {
        self.signals.large.pictures().len() + self.signals.small.pictures().len()
    }

    /// A bank as the index has it.
    pub(crate) fn bank(&self, id: BankId) -> Option<&InForce> {
        self.banks.iter().find(|bank| bank.id == id)
    }

    pub(super) fn banks(&self) -> &[InForce] {
        &self.banks
    }

    /// The version of each bank.
    pub(crate) fn versions(&self) -> Vec<(BankId, u64)> {
        self.banks.iter().map(|bank| (bank.id, bank.version)).collect()
    }

    /// Notes a bank, known or not, and gives its place.
    pub(super) fn put_bank(&mut self, bank: InForce) -> u32 {
        let place = self.banks.iter().position(|known| known.id == bank.id);
        let place = place.unwrap_or(self.banks.len());
        match self.banks.get_mut(place) {
            Some(known) => *known = bank,
            None => self.banks.push(bank),
        }
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Makes changes. Many are put into the large layer at once, which is copied for it unless it is empty.
    pub(super) fn apply(&mut self, edits: Edits) {
        let bytes = edits.others.iter().map(|(.., fingerprint)| weight(fingerprint)).sum::<usize>();
        if self.small.len() + edits.len() > SMALL || self.small_bytes + bytes > SMALL_BYTES {
            self.put_together(edits);
            return;
        }
        self.small_bytes += bytes;
        let small = Arc::make_mut(&mut self.signals.small);
        for signal in edits.gone {
            small.remove(signal);
            self.small.insert(signal, None);
        }
        let pictures = edits.pictures.into_iter().map(|(id, bank, pdq)| (id, bank, Fingerprinted::Pdq(pdq)));
        for (signal, bank, fingerprint) in pictures.chain(edits.others) {
            // A signal has one fingerprint for good: what the large layer holds is there already.
            if !self.large.contains_key(&signal) {
                small.insert(signal, fingerprint.clone());
                self.small.insert(signal, Some((bank, fingerprint)));
            }
        }
    }

    fn put_together(&mut self, edits: Edits) {
        let Edits { pictures, others, gone } = edits;
        let bank_of = Arc::make_mut(&mut self.large);
        bank_of.extend(pictures.iter().map(|(signal, bank, _)| (*signal, *bank)));
        let mut index = (*self.signals.large).clone();
        index.insert_pictures(pictures.into_iter().map(|(signal, _, pdq)| (signal, pdq)).collect());
        let removed = self.small.iter().filter(|(_, entry)| entry.is_none()).map(|(signal, _)| *signal);
        let gone: Vec<SignalId> = removed.chain(gone).collect();
        let small = self.small.drain().filter_map(|(signal, entry)| entry.map(|(bank, print)| (signal, bank, print)));
        for (signal, bank, fingerprint) in small.chain(others) {
            index.insert(signal, fingerprint);
            bank_of.insert(signal, bank);
        }
        for signal in gone {
            index.remove(signal);
            bank_of.remove(&signal);
        }
        self.signals = Signals { large: Arc::new(index), small: Arc::default() };
        self.small_bytes = 0;
    }
}

/// Both layers, asked as one. A signal that was removed may still be found: [`BankIndex::bank_of`] knows none for it.
#[derive(Clone, Default)]
pub(crate) struct Signals {
    large: Arc<Index<SignalId>>,
    small: Arc<Index<SignalId>>,
}

impl Signals {
    fn both<T>(&self, find: impl Fn(&Index<SignalId>) -> Vec<T>) -> Vec<T> {
        let mut found = find(&self.large);
        found.extend(find(&self.small));
        found
    }

    pub(crate) fn candidates_for_digest(&self, digest: Sha256) -> Vec<SignalId> {
        self.both(|layer| layer.candidates_for_digest(digest))
    }

    pub(crate) fn candidates_for_md5(&self, digest: Md5) -> Vec<SignalId> {
        self.both(|layer| layer.candidates_for_md5(digest))
    }

    pub(crate) fn candidates_for_sha1(&self, digest: Sha1) -> Vec<SignalId> {
        self.both(|layer| layer.candidates_for_sha1(digest))
    }

    pub(crate) fn candidates_for_tlsh(&self, tlsh: &Tlsh, radius: u16) -> Vec<(SignalId, u16)> {
        self.both(|layer| layer.candidates_for_tlsh(tlsh, radius))
    }

    pub(crate) fn candidates_for_pdq(&self, pdq: Pdq, radius: u16) -> Vec<(SignalId, u16)> {
        self.both(|layer| layer.candidates_for_pdq(pdq, radius))
    }

    pub(crate) fn candidates_for_views(&self, views: &[View], radius: u16) -> Vec<(SignalId, u16, View)> {
        self.both(|layer| layer.candidates_for_views(views, radius))
    }

    pub(crate) fn candidates_for_details(&self, details: &Details) -> Vec<(SignalId, picture::Likeness)> {
        self.both(|layer| layer.candidates_for_details(details))
    }

    /// The known sound of both layers, to be looked for together.
    pub(crate) fn sounds(&self) -> [&Sounds<SignalId>; 2] {
        [self.large.sounds(), self.small.sounds()]
    }

    pub(crate) fn candidates_for_video(
        &self,
        video: &video::Fingerprint,
        radius: u16,
    ) -> Vec<(SignalId, video::Likeness)> {
        self.both(|layer| layer.candidates_for_video(video, radius))
    }

    pub(crate) fn candidates_for_text(&self, text: &Normalised) -> Vec<(SignalId, Likeness)> {
        self.both(|layer| layer.candidates_for_text(text))
    }

    pub(crate) fn candidates_for_skeleton(&self, text: &Normalised) -> Vec<(SignalId, Likeness)> {
        self.both(|layer| layer.candidates_for_skeleton(text))
    }

    pub(crate) fn candidates_for_phrases(&self, text: &Normalised) -> Vec<(SignalId, Range<usize>)> {
        self.both(|layer| layer.candidates_for_phrases(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_weighs_much_is_not_copied_at_each_change() {
        let mut index = BankIndex::default();
        let mut add = |number: u128| {
            let mut edits = Edits::default();
            edits.add(SignalId(Uuid::from_u128(number)), 0, Value::Sound(vec![7; 1_000].into()));
            index.apply(edits);
            (index.small.len(), index.small_bytes, index.len())
        };
        assert_eq!(add(1), (1, 4_000, 1));
        assert_eq!(add(2), (2, 8_000, 2));
        index.small_bytes = SMALL_BYTES;
        let mut edits = Edits::default();
        edits.add(SignalId(Uuid::from_u128(3)), 0, Value::Sound(vec![8; 1_000].into()));
        index.apply(edits);
        assert_eq!((index.small.len(), index.small_bytes, index.len()), (0, 0, 3), "put together, and nothing lost");
    }
}
