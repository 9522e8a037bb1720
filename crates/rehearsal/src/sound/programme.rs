//! What stations send: a programme that begins anew when it is over, and what known pieces are played in it.

use std::f64::consts::TAU;

use axum::body::Bytes;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::tune::{Instrument, Tune};
use super::{PIECE, RATE, bytes, pieces, samples};

/// A station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Station {
    /// Meridian's, which plays the known pieces among other things.
    NoonLine,
    /// The weather for the harbour, with music of its own.
    Weather,
    /// Tunes that resemble the known pieces and are others.
    Chimes,
}

/// What was done to a piece before it was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Nothing.
    AsItIs,
    /// Noise lies over it, 10 dB below.
    Noisy,
    /// It is played so many percent faster than it was, pitch and all; slower where that is negative.
    Faster(i8),
    /// It is played at a quarter of its loudness.
    Quiet,
}

/// A known piece in a programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Play {
    /// The name of the piece in the bank.
    pub piece: &'static str,
    /// Where it begins, in seconds from the beginning of the stream.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What was done to it.
    pub how: How,
}

/// A programme.
#[derive(Debug, Clone)]
pub struct Programme {
    sound: Bytes,
    plays: Vec<Play>,
}

impl Station {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NoonLine, Self::Weather, Self::Chimes];

    /// What it calls itself.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::NoonLine => "Noon line radio",
            Self::Weather => "Harbour weather",
            Self::Chimes => "Chime hour",
        }
    }

    /// Makes its programme up.
    #[must_use]
    pub fn programme(self, seed: u64) -> Programme {
        let rng = StdRng::seed_from_u64(seed ^ 0x5241_4449_4f00 ^ self as u64);
        let mut studio = Studio { rng, sound: Vec::new(), plays: Vec::new() };
        let known = pieces(seed);
        match self {
            Self::NoonLine => {
                let hows = [How::AsItIs, How::Noisy, How::Faster(3), How::Faster(-3), How::Quiet, How::AsItIs];
                for (place, how) in hows.into_iter().enumerate() {
                    studio.interlude();
                    studio.play(&known[place % known.len()], how);
                }
                studio.interlude();
            }
            Self::Weather => (0..5).for_each(|_| studio.interlude()),
            Self::Chimes => {
                for (_, tune) in &known {
                    let other = Tune::draw(&mut studio.rng, PIECE, tune.instrument);
                    let alike = tune.with_other_notes(&mut studio.rng);
                    for tune in [other, alike] {
                        studio.surf(3.0);
                        studio.sound.extend(tune.played());
                    }
                }
            }
        }
        Programme { sound: bytes(&samples(&studio.sound)).into(), plays: studio.plays }
    }
}

impl Programme {
    /// The samples, two bytes each, the lower one first.
    #[must_use]
    pub const fn sound(&self) -> &Bytes {
        &self.sound
    }

    /// How long it is until it begins anew.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        (self.sound.len() / 2) as f64 / f64::from(RATE)
    }

    /// What begins in the first so many seconds of the stream, however often the programme begins anew in them.
    #[must_use]
    pub fn played(&self, seconds: f64) -> Vec<Play> {
        let rounds = (seconds / self.seconds()).ceil() as u32;
        let all = (0..rounds).flat_map(|round| {
            let later = f64::from(round) * self.seconds();
            self.plays.iter().map(move |play| Play { from: play.from + later, to: play.to + later, ..play.clone() })
        });
        all.filter(|play| play.from < seconds).collect()
    }
}

/// Where a programme is put together.
struct Studio {
    rng: StdRng,
    sound: Vec<f64>,
    plays: Vec<Play>,
}

impl Studio {
    fn now(&self) -> f64 {
        self.sound.len() as f64 / f64::from(RATE)
    }

    /// Something else for 12 to 16 seconds: surf, and another tune or a time signal with a few notes after it.
    fn interlude(&mut self) {
        let until = self.now() + self.rng.random_range(12.0..16.0);
        self.surf(2.0);
        let instrument = Instrument::of(&mut self.rng);
        if self.rng.random_bool(0.5) {
            let seconds = until - self.now() - 2.0;
            let tune = Tune::draw(&mut self.rng, seconds, instrument);
            self.sound.extend(tune.played());
        } else {
            self.pips();
            // Then a few notes at a time.
            while self.now() < until - 3.0 {
                let seconds = self.rng.random_range(1.0..2.0);
                let notes = Tune::draw(&mut self.rng, seconds, instrument);
                self.sound.extend(notes.played().iter().map(|sample| 0.7 * sample));
            }
        }
        self.surf(until - self.now());
    }

    /// Noise that swells and ebbs.
    fn surf(&mut self, seconds: f64) {
        let length = (seconds.max(0.0) * f64::from(RATE)) as usize;
        let mut before = 0.0;
        for at in 0..length {
            let swell = 0.5 - 0.5 * (TAU * at as f64 / (2.0 * f64::from(RATE))).cos();
            before = 0.8 * before + 0.2 * self.rng.random_range(-1.0..1.0);
            self.sound.push(0.6 * swell * before);
        }
    }

    /// Six pips, the last one long.
    fn pips(&mut self) {
        for pip in 0..6 {
            let long = if pip == 5 { 0.5 } else { 0.1 };
            self.sound.extend((0..RATE / 2).map(|at| {
                let time = f64::from(at) / f64::from(RATE);
                if time < long { 0.4 * (TAU * 1000.0 * time).sin() } else { 0.0 }
            }));
        }
    }

    fn play(&mut self, (piece, tune): &(&'static str, Tune), how: How) {
        let from = self.now();
        let sound = disturbed(tune.played(), how, &mut self.rng);
        self.sound.extend(sound);
        self.plays.push(Play { piece, from, to: self.now(), how });
    }
}

fn disturbed(sound: Vec<f64>, how: How, rng: &mut StdRng) -> Vec<f64> {
    match how {
        How::AsItIs => sound,
        How::Quiet => sound.iter().map(|sample| 0.25 * sample).collect(),
        How::Noisy => {
            let power = sound.iter().map(|sample| sample * sample).sum::<f64>() / sound.len() as f64;
            // Evenly spread noise has a third of the power of its peak, and 10 dB are a tenth of the power.
            let peak = (0.3 * power).sqrt();
            sound.iter().map(|sample| sample + rng.random_range(-peak..peak)).collect()
        }
        How::Faster(percent) => {
            let speed = 1.0 + f64::from(percent) / 100.0;
            let length = ((sound.len() - 1) as f64 / speed) as usize;
            let between = |at: usize| {
                let place = at as f64 * speed;
                let (before, share) = (place as usize, place.fract());
                sound[before] * (1.0 - share) + sound[before + 1] * share
            };
            (0..length).map(between).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(station: Station) -> Programme {
        station.programme(11)
    }

    #[test]
    fn only_the_noon_line_plays_known_pieces_and_where_it_says() {
        let programme = station(Station::NoonLine);
        assert!((110.0..160.0).contains(&programme.seconds()), "{}", programme.seconds());
        let plays = programme.played(programme.seconds());
        assert_eq!(plays.len(), 6);
        let known = super::super::known(11);
        for play in plays.iter().filter(|play| play.how == How::AsItIs) {
            let file = &known.iter().find(|(name, _)| *name == play.piece).unwrap().1[44..];
            let from = 2 * (play.from * f64::from(RATE)).round() as usize;
            assert_eq!(&programme.sound()[from..from + file.len()], file);
        }
        let lengths: Vec<f64> = plays.iter().map(|play| play.to - play.from).collect();
        assert!(lengths[2] < 6.85 && lengths[3] > 7.15, "{lengths:?}");
        assert!(plays.windows(2).all(|two| two[1].from - two[0].to > 11.0));
        for innocent in [Station::Weather, Station::Chimes] {
            let programme = station(innocent);
            assert!(programme.seconds() > 35.0 && programme.played(1e6).is_empty());
        }
    }

    #[test]
    fn a_programme_begins_anew() {
        let programme = station(Station::NoonLine);
        let twice = programme.played(2.0 * programme.seconds());
        assert_eq!(twice.len(), 12);
        assert!((twice[6].from - twice[0].from - programme.seconds()).abs() < 1e-6);
        assert_eq!(programme.played(twice[0].from + 1.0).len(), 1, "what begins counts");
    }

    #[test]
    fn the_same_seed_sends_the_same_and_another_seed_something_else() {
        let sound = |seed| Station::Weather.programme(seed).sound().clone();
        assert_eq!(sound(1), sound(1));
        assert_ne!(sound(1), sound(2));
    }
}
