//! Frames in vPDQ's form, and excerpts.

use matching::index::{Index, Signal};
use matching::pdq::{Hashed, Pdq, RADIUS};
use matching::video::{Fault, Fingerprint, Frame, Limits};
use proptest::prelude::*;

use crate::composed::Dice;

/// One frame a second, each scene unlike all others and some seconds long; the hashes within a scene differ a little.
fn film(seed: u64, seconds: u32) -> Fingerprint {
    let mut dice = Dice::new(seed);
    let mut scene = Pdq::default_scene(&mut dice);
    Fingerprint::of((0..seconds).map(|second| {
        if dice.share() < 0.3 {
            scene = Pdq::default_scene(&mut dice);
        }
        let pdq = differing(scene, 6, &mut dice);
        Frame { number: second * 25, hashed: Hashed { pdq, quality: 90 }, at: second * 1000 }
    }))
}

trait Scene {
    fn default_scene(dice: &mut Dice) -> Self;
}

impl Scene for Pdq {
    fn default_scene(dice: &mut Dice) -> Self {
        Pdq([(); 4].map(|()| dice.next()))
    }
}

fn differing(Pdq(mut words): Pdq, bits: usize, dice: &mut Dice) -> Pdq {
    for _ in 0..bits {
        words[dice.below(4)] ^= 1 << dice.below(64);
    }
    Pdq(words)
}

/// A copy of a part, played 0.4 s later between its frames, re-encoded.
fn excerpt(film: &Fingerprint, from: u32, seconds: u32) -> Fingerprint {
    let mut dice = Dice::new(3);
    let part = film.frames().iter().filter(|frame| (from * 1000..(from + seconds) * 1000).contains(&frame.at));
    Fingerprint::of(part.map(|frame| Frame {
        number: frame.number,
        hashed: Hashed { pdq: differing(frame.hashed.pdq, 10, &mut dice), quality: 80 },
        at: frame.at - from * 1000 + 400,
    }))
}

#[test]
fn ten_seconds_of_an_hour_are_found_with_their_place() {
    let mut index = Index::new();
    for key in 0..20 {
        index.insert(key, Signal::Video(film(key, 3600)));
    }
    let query = excerpt(&film(7, 3600), 1234, 10);
    let found = index.candidates_for_video(&query, RADIUS);
    assert_eq!(found.len(), 1);
    let (key, likeness) = found[0];
    assert_eq!((key, likeness.of_query), (7, 1.0));
    assert!(likeness.of_known < 0.02 && likeness.nearest > 0);
    assert!((likeness.stretch.query.from - 0.4).abs() < 0.01 && (likeness.stretch.seconds() - 9.0).abs() < 0.01);
    assert!((likeness.stretch.known.from - 1234.0).abs() <= 1.0 && (likeness.stretch.known.to - 1243.0).abs() <= 1.0);
    index.remove(7);
    assert!(index.candidates_for_video(&query, RADIUS).is_empty());
}

#[test]
fn an_hour_that_holds_a_known_excerpt_covers_all_of_it() {
    let hour = film(11, 3600);
    let likeness = hour.likeness(&excerpt(&hour, 300, 60), RADIUS).unwrap();
    assert_eq!(likeness.of_known, 1.0);
    assert!(likeness.of_query < 0.05, "{likeness:?}");
    assert!((likeness.stretch.query.from - 300.0).abs() < 1.5 && likeness.stretch.seconds() >= 57.0, "{likeness:?}");
}

#[test]
fn the_same_scenes_in_another_order_are_no_long_stretch() {
    let film = film(12, 200);
    let mut backwards: Vec<Frame> = film.frames().to_vec();
    backwards.reverse();
    let backwards = Fingerprint::of(backwards.iter().zip(0..).map(|(frame, at)| Frame { at: at * 1000, ..*frame }));
    let likeness = backwards.likeness(&film, RADIUS).unwrap();
    assert_eq!((likeness.of_query, likeness.of_known), (1.0, 1.0));
    assert!(likeness.stretch.seconds() < 20.0, "{likeness:?}");
}

#[test]
fn blank_frames_and_unrelated_films_are_like_nothing() {
    let blank = Frame { number: 0, hashed: Hashed { pdq: Pdq([0; 4]), quality: 3 }, at: 0 };
    let blank = Fingerprint::of([blank]);
    assert!(blank.is_blank() && blank.likeness(&blank, RADIUS).is_none());
    assert!(film(1, 600).likeness(&film(2, 600), RADIUS).is_none());
}

#[test]
fn a_picture_that_stands_still_for_hours_is_compared_in_good_time() {
    let still = Fingerprint::of((0..14_400).map(|second| Frame {
        number: second,
        hashed: Hashed { pdq: Pdq([1, 2, 3, 4]), quality: 100 },
        at: second * 1000,
    }));
    let likeness = still.likeness(&still, RADIUS).unwrap();
    assert_eq!((likeness.of_known, likeness.stretch.seconds()), (1.0, 14_399.0));
}

#[test]
fn a_copy_of_a_film_of_a_camera_that_never_moves_is_found_whole() {
    let mut dice = Dice::new(21);
    let view = Pdq::default_scene(&mut dice);
    let film = Fingerprint::of((0..2_500).map(|second| Frame {
        number: second,
        hashed: Hashed { pdq: differing(view, 8, &mut dice), quality: 90 },
        at: second * 1000,
    }));
    let likeness = excerpt(&film, 0, 2_500).likeness(&film, RADIUS).unwrap();
    assert!(likeness.of_query > 0.99 && likeness.of_known > 0.99, "{likeness:?}");
    assert!(likeness.stretch.seconds() > 2_490.0, "{likeness:?}");
    assert!((likeness.stretch.known.from - likeness.stretch.query.from).abs() < 1.5, "{likeness:?}");
}

#[test]
fn bad_lines_are_named_and_the_rest_is_taken() {
    let hash = "0123456789abcdef".repeat(4);
    let text = format!(
        "0,100,{hash},0.000\n\n1,101,{hash},1\r\nlighthouse\n2,90,{hash}0,2\n3,90,{hash},soon\n4,90,{hash},4.25\n5,90,{hash},3\n\
         -6,90,{hash},6\n7,90,{hash},NaN\n8,90,{hash},1,1\n"
    );
    let (fingerprint, problems) = Fingerprint::read(text.as_bytes(), Limits::default());
    assert_eq!(fingerprint.frames().iter().map(|frame| frame.at).collect::<Vec<_>>(), [0, 4250]);
    assert_eq!(
        problems.iter().map(|problem| (problem.line, problem.fault)).collect::<Vec<_>>(),
        [
            (3, Fault::Quality),
            (4, Fault::Columns),
            (5, Fault::Hash),
            (6, Fault::Timestamp),
            (8, Fault::Backwards),
            (9, Fault::Number),
            (10, Fault::Timestamp),
            (11, Fault::Columns),
        ]
    );
    let (few, problems) = Fingerprint::read(text.as_bytes(), Limits { frames: 1, problems: 9 });
    assert_eq!((few.frames().len(), problems[0].fault), (1, Fault::TooMany));
    let (all, problems) = Fingerprint::read(text.as_bytes(), Limits { frames: 9, problems: 2 });
    assert_eq!((all.frames().len(), problems.len()), (2, 3), "what can be read is read");
    assert_eq!(
        problems.last().unwrap().to_string(),
        "line 5: there are more lines that cannot be read than are listed, from this one on"
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(frames in prop::collection::vec((any::<u32>(), any::<[u64; 4]>(), 0u8..=100, 0u32..4_000_000), 0..20)) {
        let mut frames: Vec<Frame> = frames
            .into_iter()
            .map(|(number, words, quality, at)| Frame { number, hashed: Hashed { pdq: Pdq(words), quality }, at })
            .collect();
        frames.sort_by_key(|frame| frame.at);
        let fingerprint = Fingerprint::of(frames);
        prop_assert_eq!(Fingerprint::read(fingerprint.to_lines().as_bytes(), Limits::default()), (fingerprint.clone(), vec![]));
        let json = serde_json::to_string(&fingerprint).unwrap();
        prop_assert_eq!(serde_json::from_str::<Fingerprint>(&json).unwrap(), fingerprint);
    }

    #[test]
    fn no_bytes_trip_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (fingerprint, _) = Fingerprint::read(&bytes, Limits { frames: 5, problems: 5 });
        prop_assert!(fingerprint.frames().len() <= 5);
    }
}
