//! Following sound as it comes.

use std::hash::Hash;

use super::classify::Heard;
use super::ear::Ear;
use super::index::{Agreement, Sounds};
use super::{HOP, SPAN, STEP};

/// Speeds at which what is heard is looked up. Between two of them, a piece is off by half a hundredth at most, of which
/// a sub-fingerprint takes little notice; so copies played up to 3.5 % too fast or too slow are found.
const SPEEDS: [f64; 7] = [0.97, 0.98, 0.99, 1.0, 1.01, 1.02, 1.03];

/// Sub-fingerprints from one lookup to the next: four seconds.
const STRIDE: usize = 32;

/// Sub-fingerprints that are kept: one minute.
const KEPT: usize = 512;

/// Seconds without agreement after which a find has ended; lookups are not made all the time.
const OVER: f64 = 6.0;

/// Seconds after which a find in a stream is told though it goes on.
const LONG: f64 = 30.0;

/// Seconds by which two views of the same find may place the piece differently.
const ALIKE: f64 = 0.5;

/// From when to when, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its beginning.
    pub from: f64,
    /// Its end.
    pub to: f64,
}

/// A known piece that was heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Find<K> {
    /// The piece.
    pub key: K,
    /// Where it was heard, from the first sample on. What was told while it went on ends where it was told.
    pub heard: Place,
    /// Which part of the piece it was.
    pub piece: Place,
    /// How long the piece is, in seconds.
    pub length: f64,
    /// How many times as fast as the piece it was played; one of few values.
    pub speed: f64,
    /// The share of bits that differ at the best alignment, 0 to 0.5; that of unrelated sound is near the upper end.
    pub error_rate: f64,
}

/// Listens to one stream or recording. It remembers one minute, however long it listens.
pub struct Listener<K> {
    lanes: Vec<Lane>,
    /// What was found and may go on.
    finds: Vec<Going<K>>,
    /// Whether a find is told before it has ended.
    tells_early: bool,
}

/// What is heard at one speed.
struct Lane {
    speed: f64,
    ear: Ear,
    heard: Vec<Heard>,
    /// The place of the first that is kept.
    first: u64,
    /// From where on lookups are due.
    due: u64,
}

/// A find that may go on.
struct Going<K> {
    find: Find<K>,
    evidence: i32,
    /// Whether it reaches to the end of the piece.
    whole: bool,
    told: bool,
}

impl<K: Copy + Eq + Hash + Ord> Listener<K> {
    /// Listens to a stream: a find is told once it has ended, or after half a minute.
    #[must_use]
    pub fn new() -> Self {
        let lane = |speed| Lane { speed, ear: Ear::at_speed(speed), heard: Vec::new(), first: 0, due: 0 };
        Self { lanes: SPEEDS.into_iter().map(lane).collect(), finds: Vec::new(), tells_early: true }
    }

    /// Listens to a recording: a find is told once it has ended.
    pub(super) fn of_recording() -> Self {
        Self { tells_early: false, ..Self::new() }
    }

    /// Takes samples in, [`SAMPLE_RATE`](super::SAMPLE_RATE) a second, and tells which of the known pieces
    /// were found in them and can be told by now.
    pub fn hear(&mut self, known: &[&Sounds<K>], samples: &[i16]) -> Vec<Find<K>> {
        let mut told = Vec::new();
        // A long recording is heard in parts, so that no lane keeps more than it needs.
        for part in samples.chunks(STRIDE * HOP) {
            for at in 0..self.lanes.len() {
                let lane = &mut self.lanes[at];
                lane.ear.hear(part, &mut lane.heard);
                if lane.end() >= lane.due + STRIDE as u64 {
                    self.look_up(known, at);
                }
            }
            told.extend(self.tell(false));
        }
        told
    }

    /// Tells what was found and not yet told, when nothing more is to come. Afterwards the listener begins anew.
    pub fn finish(&mut self, known: &[&Sounds<K>]) -> Vec<Find<K>> {
        (0..self.lanes.len()).for_each(|lane| self.look_up(known, lane));
        let told = self.tell(true);
        *self = Self { tells_early: self.tells_early, ..Self::new() };
        told
    }

    fn look_up(&mut self, known: &[&Sounds<K>], at: usize) {
        let lane = &mut self.lanes[at];
        // What was looked up the last time is looked up once more, so that no piece falls between.
        let fresh = (lane.end() - lane.due) as usize;
        let from = lane.heard.len().saturating_sub(fresh + STRIDE);
        let found = known.iter().flat_map(|sounds| sounds.agreeing(&lane.heard, from));
        let found: Vec<_> = found.map(|agreement| Going::of(agreement, lane)).collect();
        lane.due = lane.end();
        let surplus = lane.heard.len().saturating_sub(KEPT);
        lane.heard.drain(..surplus);
        lane.first += surplus as u64;
        found.into_iter().for_each(|going| self.take(going));
    }

    /// Takes a find up: as another view of one that is there, or for itself.
    fn take(&mut self, new: Going<K>) {
        match self.finds.iter_mut().find(|old| old.is_same(&new)) {
            Some(old) => old.join(new),
            None => self.finds.push(new),
        }
    }

    fn tell(&mut self, all: bool) -> Vec<Find<K>> {
        let now = self.lanes.iter().map(Lane::now).fold(0.0, f64::max);
        let mut told = Vec::new();
        for going in self.finds.iter_mut().filter(|going| !going.told) {
            let Place { from, to } = going.find.heard;
            let is_long = self.tells_early && to - from >= LONG;
            if all || going.whole || is_long || now >= to + OVER {
                going.told = true;
                told.push(going.find);
            }
        }
        // Until then, a lookup may find it again.
        self.finds.retain(|going| !going.told || now < going.find.heard.to + 3.0 * OVER);
        told
    }
}

impl<K: Copy + Eq + Hash + Ord> Default for Listener<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl Lane {
    /// The place behind the last sub-fingerprint.
    fn end(&self) -> u64 {
        self.first + self.heard.len() as u64
    }

    /// Seconds of sound that were heard.
    fn now(&self) -> f64 {
        Place::of(0, self.end().max(1), self.speed).to
    }
}

impl Place {
    /// What some sub-fingerprints cover.
    fn of(from: u64, to: u64, speed: f64) -> Self {
        Self { from: from as f64 * STEP / speed, to: ((to - 1) as f64 * STEP + SPAN) / speed }
    }

    fn seconds(&self) -> f64 {
        self.to - self.from
    }
}

impl<K> Find<K> {
    /// Which moment of the piece is heard at a moment, by this view of it.
    fn playing(&self, at: f64) -> f64 {
        self.piece.from + (at - self.heard.from) * self.speed
    }
}

impl<K: Eq> Going<K> {
    fn of(agreement: Agreement<K>, lane: &Lane) -> Self {
        let Agreement { key, length, shift, stretch } = agreement;
        let heard = |at: usize| (lane.first as i64 + shift + at as i64) as u64;
        let find = Find {
            key,
            heard: Place::of(heard(stretch.from), heard(stretch.to), lane.speed),
            piece: Place::of(stretch.from as u64, stretch.to as u64, 1.0),
            length: Place::of(0, length as u64, 1.0).to,
            speed: lane.speed,
            error_rate: f64::from(stretch.errors) / (32 * (stretch.to - stretch.from)) as f64,
        };
        Self { find, evidence: stretch.evidence, whole: stretch.to == length, told: false }
    }

    /// Whether another view is one of the same time that the piece was played. Two views of one time lie mostly over each
    /// other, or the one goes on where the other breaks off. When a piece is played again without a pause, what was
    /// found of it overlaps too, by the little that views are inexact, but there one time ends where the next begins.
    fn is_same(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.find, &other.find);
        let (from, to) = (ours.heard.from.max(theirs.heard.from), ours.heard.to.min(theirs.heard.to));
        if ours.key != theirs.key || from >= to {
            return false;
        }
        let shorter = ours.heard.seconds().min(theirs.heard.seconds());
        let middle = from.midpoint(to);
        2.0 * (to - from) > shorter || (ours.playing(middle) - theirs.playing(middle)).abs() <= ALIKE
    }

    /// Takes the stronger of two views for true, and lets it reach as far as both if they place the piece alike.
    fn join(&mut self, mut other: Self) {
        if other.evidence > self.evidence {
            other.told = self.told;
            std::mem::swap(self, &mut other);
        }
        let begins = |going: &Self| going.find.heard.from - going.find.piece.from / going.find.speed;
        if (begins(self) - begins(&other)).abs() > ALIKE {
            return;
        }
        let (ours, theirs) = (&mut self.find, &other.find);
        if theirs.heard.from < ours.heard.from {
            (ours.heard.from, ours.piece.from) = (theirs.heard.from, theirs.piece.from);
        }
        if theirs.heard.to > ours.heard.to {
            (ours.heard.to, ours.piece.to) = (theirs.heard.to, theirs.piece.to);
            self.whole = other.whole;
        }
    }
}
