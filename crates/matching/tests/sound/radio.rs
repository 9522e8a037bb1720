//! Seven seconds in a radio.

use matching::index::{Index, Signal};
use matching::sound::{
    BadFingerprint, Beginning, Fingerprint, Listener, SAMPLE_RATE, Sounds, Wav, read_wav, write_wav,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::composed::{at_speed, melody, murmur, radio_with, unrelated, with_noise};

const PIECES: u64 = 8;

fn piece(at: u64) -> Vec<i16> {
    if at.is_multiple_of(2) { melody(at, 7.0) } else { murmur(at, 7.0) }
}

/// The pieces under their numbers, and others that are never played.
fn known() -> Sounds<u64> {
    let mut sounds = Sounds::new();
    (0..PIECES).for_each(|at| assert!(sounds.insert(at, &Fingerprint::of(&piece(at)))));
    (100..140).for_each(|at| assert!(sounds.insert(at, &Fingerprint::of(&unrelated(at, 30.0)))));
    sounds
}

#[rstest]
#[case::as_it_is(|radio: &[i16], _| radio.to_vec())]
#[case::noise(|radio: &[i16], seed| with_noise(radio, 10.0, seed))]
#[case::faster(|radio: &[i16], _| at_speed(radio, 1.03))]
#[case::slower(|radio: &[i16], _| at_speed(radio, 0.97))]
#[case::faster_with_noise(|radio: &[i16], seed| with_noise(&at_speed(radio, 1.03), 10.0, seed))]
fn seven_seconds_in_a_radio_are_found_and_placed(#[case] change: fn(&[i16], u64) -> Vec<i16>) {
    let sounds = known();
    for at in 0..PIECES {
        let (radio, begins) = radio_with(&piece(at), 500 + at, 60.0);
        let changed = change(&radio, at);
        let speed = radio.len() as f64 / changed.len() as f64;
        let finds = sounds.find(&changed);
        assert_eq!(finds.iter().map(|find| find.key).collect::<Vec<_>>(), [at]);
        let find = finds[0];
        let placed = find.heard.from - find.piece.from / find.speed;
        assert!((placed - begins / speed).abs() < 0.3, "{at}: {placed} and {}", begins / speed);
        assert!((find.speed - speed).abs() < 0.011, "{at}: {} and {speed}", find.speed);
        assert!(find.error_rate < 0.2 && find.heard.to > find.heard.from + 5.0);
    }
}

#[rstest]
#[case::melody(0)]
#[case::murmur(1)]
fn a_piece_is_told_as_often_as_it_is_played_though_without_a_pause(#[case] at: u64) {
    let sounds = known();
    let (before, after) = (unrelated(600 + at, 8.0), unrelated(700 + at, 8.0));
    // Wherever it begins between two sub-fingerprints and between two lookups.
    for late in (0..12).map(|step| step * 3_811) {
        for times in [1, 5] {
            let finds = sounds.find(&[&before[late..], &piece(at).repeat(times), &after].concat());
            let begins: Vec<f64> = finds.iter().map(|find| find.heard.from - find.piece.from / find.speed).collect();
            assert_eq!(begins.len(), times, "{late}: {begins:?}");
            let first = (before.len() - late) as f64 / f64::from(SAMPLE_RATE);
            let wanted = (0..times).map(|time| first + 7.0 * time as f64);
            assert!(begins.iter().zip(wanted).all(|(begins, wanted)| (begins - wanted).abs() < 0.3), "{begins:?}");
        }
    }
}

#[test]
fn a_quarter_of_an_hour_of_other_sound_holds_nothing_known() {
    let finds = known().find(&unrelated(31_337, 900.0));
    assert!(finds.is_empty(), "{finds:?}");
}

#[test]
fn silence_and_held_tones_are_like_nothing() {
    let tone = |hertz: f64| -> Vec<i16> {
        let turn = std::f64::consts::TAU * hertz / f64::from(SAMPLE_RATE);
        (0..30 * SAMPLE_RATE).map(|n| ((f64::from(n) * turn).sin() * 9000.0) as i16).collect()
    };
    let silence = vec![0; 30 * SAMPLE_RATE as usize];
    let mut sounds = Sounds::new();
    for (key, sound) in [silence.clone(), tone(440.0), tone(523.0)].iter().enumerate() {
        sounds.insert(key, &Fingerprint::of(sound));
    }
    for sound in [silence, tone(440.0), tone(523.0)] {
        assert!(sounds.find(&sound).is_empty());
    }
}

#[test]
fn an_excerpt_of_a_long_piece_is_found_with_its_place_in_it() {
    let (before, wanted, after) = (unrelated(71, 40.0), unrelated(72, 20.0), unrelated(73, 40.0));
    let mut sounds = Sounds::new();
    sounds.insert("long", &Fingerprint::of(&[before, wanted.clone(), after].concat()));
    let finds = sounds.find(&[unrelated(74, 33.0), wanted, unrelated(75, 10.0)].concat());
    assert_eq!(finds.len(), 1, "{finds:?}");
    let find = finds[0];
    assert!((find.heard.from - find.piece.from - (33.0 - 40.0)).abs() < 0.3, "{find:?}");
    assert!((find.heard.from - 33.0).abs() < 2.0 && (find.heard.to - 53.0).abs() < 2.0, "{find:?}");
}

#[test]
fn a_stream_is_followed_in_whatever_portions_it_comes() {
    let sounds = known();
    let (radio, begins) = radio_with(&piece(4), 900, 90.0);
    for portion in [1_000, 7_777, 100_000] {
        let mut listener = Listener::new();
        let mut finds = Vec::new();
        let mut heard = 0.0;
        for samples in radio.chunks(portion) {
            let told = listener.hear(&[&sounds], samples);
            heard += samples.len() as f64 / f64::from(SAMPLE_RATE);
            assert!(told.iter().all(|find| find.heard.to <= heard && heard < find.heard.to + 20.0));
            finds.extend(told);
        }
        finds.extend(listener.finish(&[&sounds]));
        assert_eq!(finds.iter().map(|find| find.key).collect::<Vec<_>>(), [4], "{portion}");
        assert!((finds[0].heard.from - begins).abs() < 0.3);
    }
}

#[test]
fn a_piece_that_goes_on_is_told_before_it_ends_and_once() {
    let long = unrelated(81, 120.0);
    let mut sounds = Sounds::new();
    sounds.insert((), &Fingerprint::of(&long));
    let mut listener = Listener::new();
    let mut told = Vec::new();
    for (second, samples) in long.chunks(SAMPLE_RATE as usize).enumerate() {
        told.extend(listener.hear(&[&sounds], samples).into_iter().map(|find| (second, find)));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0 < 60);
    assert!(listener.finish(&[&sounds]).is_empty());
}

#[test]
fn what_is_removed_is_no_longer_found() {
    let mut index = Index::new();
    for at in 0..PIECES {
        index.insert(at, Signal::Sound(Fingerprint::of(&piece(at))));
    }
    index.insert(3, Signal::Sound(Fingerprint::of(&piece(3))));
    assert_eq!(index.len(), PIECES as usize);
    let (radio, _) = radio_with(&piece(3), 901, 30.0);
    assert_eq!(index.sounds().find(&radio).len(), 1);
    // More than half is removed, so that what is left is put in order anew.
    (0..PIECES - 1).for_each(|at| index.remove(at));
    assert!(index.sounds().find(&radio).is_empty() && index.len() == 1);
    let (radio, _) = radio_with(&piece(PIECES - 1), 902, 30.0);
    assert_eq!(index.sounds().find(&radio)[0].key, PIECES - 1);
}

#[test]
fn a_fingerprint_covers_what_it_says() {
    assert!(Fingerprint::of(&melody(1, 2.5)).is_empty());
    let fingerprint = Fingerprint::of(&melody(1, 7.0));
    assert!((fingerprint.seconds() - 7.0).abs() < 0.13, "{fingerprint:?}");
    assert!(!Sounds::new().insert((), &Fingerprint::default()));
}

proptest! {
    #[test]
    fn stored_fingerprints_are_read_back(subs in prop::collection::vec(any::<u32>(), 0..50)) {
        let fingerprint = Fingerprint::from(subs);
        prop_assert_eq!(Fingerprint::from_bytes(&fingerprint.to_bytes()), Ok(fingerprint.clone()));
        let json = serde_json::to_string(&fingerprint).unwrap();
        prop_assert_eq!(serde_json::from_str::<Fingerprint>(&json).unwrap(), fingerprint);
    }

    #[test]
    fn no_bytes_trip_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(fingerprint) = Fingerprint::from_bytes(&bytes) {
            prop_assert_eq!(fingerprint.to_bytes(), bytes);
        }
    }
}

proptest! {
    #[test]
    fn wav_files_are_read_back(samples in prop::collection::vec(any::<i16>(), 0..50), cut in 0usize..20) {
        let wav = write_wav(&samples);
        prop_assert_eq!(read_wav(&wav), Some(samples.clone()));
        let there = samples.len().saturating_sub(cut.div_ceil(2));
        prop_assert_eq!(read_wav(&wav[..wav.len() - cut.min(2 * samples.len())]), Some(samples[..there].to_vec()));
    }

    #[test]
    fn no_bytes_trip_the_wav_reader(mut bytes in prop::collection::vec(any::<u8>(), 0..80), magic: bool) {
        if magic && bytes.len() > 12 {
            bytes[..12].copy_from_slice(b"RIFF\0\0\0\0WAVE");
        }
        let _ = read_wav(&bytes);
    }

    #[test]
    fn a_wav_stream_is_read_in_whatever_portions_it_comes(
        samples in prop::collection::vec(any::<i16>(), 0..60),
        unbounded: bool,
        portions in prop::collection::vec(1usize..9, 1..40),
    ) {
        let mut stream = write_wav(&samples);
        if unbounded {
            stream[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
        }
        let (read, ended) = followed(&stream, portions.into_iter().cycle());
        prop_assert_eq!(read.as_ref(), Some(&samples));
        prop_assert_eq!(ended, !unbounded && !samples.is_empty());
    }

    #[test]
    fn no_bytes_trip_the_reader_of_streams(
        mut bytes in prop::collection::vec(any::<u8>(), 0..120),
        good in 0usize..45,
        portions in prop::collection::vec(1usize..9, 1..40),
    ) {
        let head = write_wav(&[1, 2, 3]);
        let good = good.min(bytes.len()).min(head.len());
        bytes[..good].copy_from_slice(&head[..good]);
        let (read, _) = followed(&bytes, portions.into_iter().cycle());
        prop_assert_eq!(read, read_wav(&bytes));
    }
}

/// What is read of a stream that comes in portions, and whether it ended by its own account.
fn followed(stream: &[u8], portions: impl Iterator<Item = usize>) -> (Option<Vec<i16>>, bool) {
    let (mut rest, mut head) = (stream, Vec::new());
    let mut reading: Option<(Wav, Vec<i16>)> = None;
    for portion in portions {
        let (now, later) = rest.split_at(portion.min(rest.len()));
        rest = later;
        match &mut reading {
            Some((wav, read)) => read.extend(wav.samples(now)),
            None => {
                head.extend(now);
                match Wav::begin(&head) {
                    Beginning::Plain { mut wav, from } => {
                        let read = wav.samples(&head[from..]);
                        reading = Some((wav, read));
                    }
                    Beginning::Other => return (None, false),
                    Beginning::TooShort => {}
                }
            }
        }
        if rest.is_empty() {
            break;
        }
    }
    let ended = reading.as_ref().is_some_and(|(wav, _)| wav.has_ended());
    (reading.map(|(_, read)| read), ended)
}

#[test]
fn other_wav_than_plain_is_left_to_a_decoder() {
    let plain = write_wav(&[1, 2, 3]);
    assert_eq!(Wav::begin(b""), Beginning::TooShort);
    assert_eq!(Wav::begin(b"ID3\x04"), Beginning::Other);
    // Two channels, another rate, and samples before any format.
    for (at, byte) in [(22, 2), (24, 0), (12, b'x')] {
        let mut other = plain.clone();
        other[at] = byte;
        assert_eq!(Wav::begin(&other), Beginning::Other, "{at}");
    }
    let list = [&plain[..36], b"LIST\x03\0\0\0abc\0", &plain[36..]].concat();
    assert_eq!(read_wav(&list), Some(vec![1, 2, 3]));
}

#[test]
fn another_version_is_named() {
    assert_eq!(Fingerprint::from_bytes(&[9, 0, 0, 0, 0]), Err(BadFingerprint::Version(9)));
    assert_eq!(Fingerprint::from_bytes(&[1, 0, 0]), Err(BadFingerprint::Damaged));
    assert_eq!(Fingerprint::from_bytes(&[]), Err(BadFingerprint::Damaged));
}
