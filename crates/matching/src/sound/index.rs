//! Known pieces by their sub-fingerprints.

use std::collections::HashMap;
use std::hash::Hash;

use super::Fingerprint;
use super::classify::Heard;
use super::listener::{Find, Listener};
use super::stretch::{Stretch, strongest};

/// Agreeing halves on one line, or on it and the next, from which it is worth measuring.
const VOTES: usize = 3;

/// A half that occurs so many times more often than it would by chance tells nothing; so does one rarer than
/// [`FEW`] never.
const CROWD: usize = 256;

/// Occurrences of a half that are always looked at.
const FEW: usize = 4_096;

/// Known sound by key. Every sub-fingerprint is held with its place, so that any part of a piece is found.
///
/// A sub-fingerprint is looked up by each of its halves, also with the least certain bits the other way, so that
/// copies with noise are found. Half an hour of sound takes about 200 kB.
#[derive(Debug, Clone)]
pub struct Sounds<K> {
    pieces: Vec<Piece<K>>,
    /// Those of all pieces, one piece after the other.
    subs: Vec<u32>,
    /// For the upper and the lower half: where each of its values occurs in `subs`.
    halves: [HashMap<u16, Vec<u32>>; 2],
    /// How many of `subs` belong to pieces that were removed.
    struck: usize,
}

#[derive(Debug, Clone)]
struct Piece<K> {
    /// Nothing once it was removed.
    key: Option<K>,
    from: u32,
    to: u32,
}

/// Where a piece would begin, in sub-fingerprints from the first of those looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    piece: u32,
    shift: i32,
}

/// A piece that agrees with what was looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agreement<K> {
    pub(super) key: K,
    /// Sub-fingerprints of the whole piece.
    pub(super) length: usize,
    /// Where its first sub-fingerprint lies, counted from the first of those that were looked at.
    pub(super) shift: i64,
    pub(super) stretch: Stretch,
}

impl<K: Copy + Eq + Hash + Ord> Sounds<K> {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { pieces: Vec::new(), subs: Vec::new(), halves: [HashMap::new(), HashMap::new()], struck: 0 }
    }

    /// How many pieces are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.iter().filter(|piece| piece.key.is_some()).count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a piece; a key may hold several. False when it is too short to be looked for, or when the key holds it
    /// already.
    pub fn insert(&mut self, key: K, fingerprint: &Fingerprint) -> bool {
        let subs = fingerprint.sub_fingerprints();
        let held = self.pieces.iter().any(|piece| piece.key == Some(key) && self.of(piece) == subs);
        let (Ok(from), Ok(to)) = (u32::try_from(self.subs.len()), u32::try_from(self.subs.len() + subs.len())) else {
            return false;
        };
        if held || subs.is_empty() {
            return false;
        }
        self.pieces.push(Piece { key: Some(key), from, to });
        self.subs.extend(subs);
        let mut before = None;
        for (sub, at) in subs.iter().zip(from..) {
            // The rest of a held tone or a pause leads to the same lines.
            if before != Some(sub) {
                for (half, places) in halves(*sub).into_iter().zip(&mut self.halves) {
                    places.entry(half).or_default().push(at);
                }
            }
            before = Some(sub);
        }
        true
    }

    /// Drops all pieces of a key.
    pub fn remove(&mut self, key: K) {
        for piece in self.pieces.iter_mut().filter(|piece| piece.key == Some(key)) {
            piece.key = None;
            self.struck += (piece.to - piece.from) as usize;
        }
        if self.struck * 2 > self.subs.len() {
            let mut all = Self::new();
            for piece in &self.pieces {
                if let Some(key) = piece.key {
                    all.insert(key, &Fingerprint::from(self.of(piece).to_vec()));
                }
            }
            *self = all;
        }
    }

    /// The known pieces in a recording, in the order of their beginnings.
    #[must_use]
    pub fn find(&self, samples: &[i16]) -> Vec<Find<K>> {
        find(&[self], samples)
    }

    fn of(&self, piece: &Piece<K>) -> &[u32] {
        &self.subs[piece.from as usize..piece.to as usize]
    }

    /// The pieces that agree with what was heard; those are looked up that lie from `from` on, and each piece that they
    /// lead to is measured against all.
    pub(super) fn agreeing(&self, heard: &[Heard], from: usize) -> Vec<Agreement<K>> {
        let mut found = Vec::new();
        for Line { piece, shift } in self.lines(heard, from) {
            let piece = &self.pieces[piece as usize];
            let (Some(key), shift) = (piece.key, i64::from(shift)) else { continue };
            if let Some(stretch) = strongest(self.of(piece), heard, shift).filter(Stretch::is_enough) {
                found.push(Agreement { key, length: self.of(piece).len(), shift, stretch });
            }
        }
        found
    }

    /// The lines on which several halves agree.
    fn lines(&self, heard: &[Heard], from: usize) -> Vec<Line> {
        let mut votes = Vec::new();
        let mut before = None;
        for (at, heard) in heard.iter().enumerate().skip(from) {
            if before != Some(heard.bits) {
                self.votes(*heard, at as i32, &mut votes);
            }
            before = Some(heard.bits);
        }
        votes.sort_unstable();
        let mut lines: Vec<Line> = Vec::new();
        for (at, line) in votes.iter().enumerate() {
            let near = |other: &&Line| other.piece == line.piece && other.shift <= line.shift + 1;
            if votes[at..].iter().take(VOTES).take_while(near).count() >= VOTES {
                lines.extend([0, 1].map(|next| Line { piece: line.piece, shift: line.shift + next }));
            }
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn votes(&self, heard: Heard, at: i32, votes: &mut Vec<Line>) {
        let most = FEW + CROWD * (self.subs.len() >> 16);
        let (values, doubts) = (halves(heard.bits), halves(heard.doubtful));
        for ((value, doubtful), places) in values.into_iter().zip(doubts).zip(&self.halves) {
            for flipped in subsets(doubtful) {
                let places = places.get(&(value ^ flipped)).filter(|places| places.len() <= most);
                votes.extend(places.into_iter().flatten().map(|&place| {
                    let piece = self.pieces.partition_point(|piece| piece.to <= place);
                    Line { piece: piece as u32, shift: at - (place - self.pieces[piece].from) as i32 }
                }));
            }
        }
    }
}

/// The pieces known to one of several in a recording, in the order of their beginnings.
#[must_use]
pub fn find<K: Copy + Eq + Hash + Ord>(known: &[&Sounds<K>], samples: &[i16]) -> Vec<Find<K>> {
    if known.iter().all(|sounds| sounds.is_empty()) {
        return Vec::new();
    }
    let mut listener = Listener::of_recording();
    let mut finds = listener.hear(known, samples);
    finds.extend(listener.finish(known));
    finds.sort_by(|a, b| a.heard.from.total_cmp(&b.heard.from));
    finds
}

impl<K: Copy + Eq + Hash + Ord> Default for Sounds<K> {
    fn default() -> Self {
        Self::new()
    }
}

fn halves(sub: u32) -> [u16; 2] {
    [(sub >> 16) as u16, sub as u16]
}

/// Every choice of the bits of a mask, beginning with none of them.
fn subsets(mask: u16) -> impl Iterator<Item = u16> {
    let mut next = Some(0u16);
    std::iter::from_fn(move || {
        let subset = next?;
        let following = subset.wrapping_sub(mask) & mask;
        next = (following != 0).then_some(following);
        Some(subset)
    })
}
