//! Conformance of PDQ with the reference implementation.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use matching::index::{Index, Signal};
use matching::pdq::{Hashed, Pdq, RADIUS};
use matching::picture::{self, Limits};

use crate::drawn;

/// The shared data, or `None` with a note where it is not laid out.
fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/pdq")).join(name);
    if !path.exists() {
        println!("skipped: no ../shared");
        return None;
    }
    Some(path)
}

/// `data/pdq.txt` has for each drawn picture: seed, width, height, quality and hash by the Python package pdqhash
/// 0.2.8, which wraps the reference implementation.
#[test]
fn drawn_pictures_hash_as_in_the_reference_implementation() {
    let mut distances = Vec::new();
    for line in include_str!("data/pdq.txt").lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let number = |i: usize| fields[i].parse::<u32>().unwrap();
        let ours = drawn::picture(number(0), number(1), number(2)).hash();
        let theirs = Hashed { pdq: fields[4].parse().unwrap(), quality: number(3) as u8 };
        assert!(ours.quality.abs_diff(theirs.quality) <= 1, "{line}: {}", ours.quality);
        distances.push((ours.pdq.distance(theirs.pdq), line));
    }
    distances.sort_unstable();
    let close = distances.iter().filter(|(distance, _)| *distance <= 2).count();
    assert!(close * 100 >= distances.len() * 99, "{:?}", distances.last());
}

/// Hashes of the shared photographs by pdqhash 0.2.8 with Pillow's decoder; all have quality 100.
const BRIDGE: [(&str, &str); 12] = [
    ("aaa-orig", "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"),
    ("blur-a-little", "f8f8f0cee0f4a84f06370a2a038f63f0b36e26d596621e1d33e6b39c4e9c9b22"),
    ("blur-a-lot", "f8f8f0cee0f4a84f0637022a038f67f0b36e26d596621e1d33e6b39c4e9c9b22"),
    ("high-contrast", "f8f8f0cee0f4a84f06370a2a068f67f0b36e26d596621e1d33e6339c4e9c9b22"),
    ("high-saturation", "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596221e1d33e6b39c4e9c9b22"),
    ("sharpen-a-little", "f8f8f0cee0f4a84f0e370a22038f67f0b36e2ed596221e1d33e6b39c4a9c9b22"),
    ("sharpen-a-lot", "d8f8f0cec0f4a84f8e370a22038f67f0b36a2ed597231e1d72e6b39c4a9c9b22"),
    ("shrink-a-little", "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596621e1d33e6339c4e9c9b22"),
    ("shrink-a-lot", "d0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22"),
    ("square-128x128", "d8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22"),
    ("square-256x256", "d8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6239c4e9c9b22"),
    ("square-512x512", "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22"),
];

#[test]
fn edited_copies_of_a_photograph_are_found() {
    let Some(folder) = shared("bridge-mods") else {
        return;
    };
    let hashed = |name: &str| {
        let bytes = fs::read(folder.join(name).with_extension("jpg")).unwrap();
        picture::decode(&bytes, &Limits::default()).unwrap().hash()
    };
    let original = hashed("aaa-orig").pdq;
    for (name, reference) in BRIDGE {
        let Hashed { pdq, quality } = hashed(name);
        assert_eq!(quality, 100, "{name}");
        let off = pdq.distance(reference.parse().unwrap());
        assert!(off <= 10, "{name}: {off} bits from the reference");
        assert!(pdq.distance(original) <= RADIUS, "{name}: {}", pdq.distance(original));
    }
}

#[test]
fn the_shared_search_set_gives_the_known_numbers_of_pairs() {
    let (Some(needles), Some(haystack)) = (shared("needles.txt"), shared("haystack.txt")) else {
        return;
    };
    let read = |path: PathBuf| -> Vec<Pdq> {
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(|line| line.trim().parse().unwrap()).collect()
    };
    let mut index = Index::new();
    for (pdq, key) in read(haystack).into_iter().zip(0u32..) {
        index.insert(key, Signal::Pdq(pdq));
    }
    let mut pairs = BTreeMap::from([(0, 0), (15, 0), (31, 0)]);
    for needle in read(needles) {
        for (_, distance) in index.candidates_for_pdq(needle, RADIUS) {
            pairs.range_mut(distance..).for_each(|(_, count)| *count += 1);
        }
    }
    assert_eq!(pairs, BTreeMap::from([(0, 50), (15, 151), (31, 250)]));
}
