//! Measures the fingerprints for `cargo xtask bench matching`, on the files that `xtask/peers/matching.py` laid out.
//!
//! `pictures FOLDER` hashes, `codes FOLDER` looks codes up in the index, `growth COUNT` does so in one of so many codes
//! of its own, `changes COUNT` fills one code by code. Prints one JSON object. One thread, processor time (Linux), so
//! that what else runs on the machine matters little.

mod measure;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use matching::digest::Sha256;
use matching::index::{BankState, Pictures, read_snapshot, write_snapshot};
use matching::pdq::{self, Pdq, RADIUS};
use matching::picture::{self, Limits};
use measure::{Result, megabytes, per_second, processor_time};
use serde_json::{Value, json};

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let figures = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pictures", folder] => pictures(Path::new(folder))?,
        ["codes", folder] => {
            let read = |name| fs::read(Path::new(folder).join(name)).map(|bytes| codes(&bytes));
            searched(read("known.bin")?, &read("queries.bin")?)?
        }
        ["growth", count] => {
            let (known, queries) = drawn(count.parse()?);
            searched(known, &queries)?
        }
        ["changes", count] => changes(count.parse()?)?,
        _ => return Err("usage: fingerprints pictures FOLDER | codes FOLDER | growth COUNT | changes COUNT".into()),
    };
    println!("{figures}");
    Ok(())
}

/// Hashes of pixels and of files, and how far each lies from the peer's at most.
fn pictures(folder: &Path) -> Result<Value> {
    const WIDTH: u32 = 1024;
    const HEIGHT: u32 = 768;
    let theirs = fs::read_to_string(folder.join("hashes.txt"))?;
    let read = |ending: &str| -> Result<Vec<Vec<u8>>> {
        (0..theirs.lines().count()).map(|i| Ok(fs::read(folder.join(format!("{i}.{ending}")))?)).collect()
    };
    let (pixels, files) = (read("rgb")?, read("jpg")?);
    let limits = Limits::default();
    let mut farthest = [0; 2];
    for ((line, pixels), file) in theirs.lines().zip(&pixels).zip(&files) {
        let (of_pixels, of_file) = line.split_once(' ').ok_or("hashes.txt has two hashes a line")?;
        let ours = [pdq::hash_rgb(WIDTH, HEIGHT, pixels).pdq, picture::hash_file(file, &limits)?.pdq];
        let theirs: [Pdq; 2] = [of_pixels.parse()?, of_file.parse()?];
        for i in 0..2 {
            farthest[i] = farthest[i].max(ours[i].distance(theirs[i]));
        }
    }
    let of_pixels = per_second(|| {
        let usable = pixels.iter().filter(|pixels| pdq::hash_rgb(WIDTH, HEIGHT, pixels).is_usable()).count();
        assert_eq!(usable, pixels.len());
        Ok(usable)
    })?;
    let of_files = per_second(|| {
        files.iter().try_for_each(|file| picture::hash_file(file, &limits).map(drop))?;
        Ok(files.len())
    })?;
    Ok(json!({"pdq_rgb": of_pixels, "pdq_jpeg": of_files, "rgb_bits_off": farthest[0], "jpeg_bits_off": farthest[1]}))
}

fn codes(bytes: &[u8]) -> Vec<Pdq> {
    let words = |code: &[u8; 32]| {
        let (words, _) = code.as_chunks::<8>();
        Pdq(std::array::from_fn(|i| u64::from_be_bytes(words[i])))
    };
    bytes.as_chunks::<32>().0.iter().map(words).collect()
}

/// Random codes, and as many queries as the peer's: half of them 0 to 31 bits from a code, half unrelated.
fn drawn(count: usize) -> (Vec<Pdq>, Vec<Pdq>) {
    const EACH: usize = 1024;
    let mut state = count as u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    };
    let mut codes = |count| -> Vec<Pdq> { (0..count).map(|_| Pdq([next(), next(), next(), next()])).collect() };
    let (known, unrelated) = (codes(count), codes(EACH));
    let planted = (0..EACH).map(|i| {
        let mut code = known[i * 7_919 % count];
        // Seven has no divisor in common with 256, so these are different bits.
        (0..i % (usize::from(RADIUS) + 1))
            .map(|bit| (bit * 7 + i) % 256)
            .for_each(|bit| code.0[bit / 64] ^= 1 << (bit % 64));
        code
    });
    (known.clone(), planted.chain(unrelated).collect())
}

/// Lookups a second, what was found, and what the index takes to build and to hold.
fn searched(known: Vec<Pdq>, queries: &[Pdq]) -> Result<Value> {
    let count = known.len();
    let before = megabytes()?;
    let started = processor_time()?;
    let pictures = Pictures::of(known, (0..count as u32).collect());
    let built = processor_time()? - started;
    let mut found = Vec::new();
    let radius31 = per_second(|| {
        found = pictures.find_each(queries, RADIUS).concat();
        Ok(queries.len())
    })?;
    let one_by_one = per_second(|| {
        queries.iter().for_each(|query| drop(pictures.find(*query, RADIUS)));
        Ok(queries.len())
    })?;
    let held = megabytes()? - before + (count * 32) as f64 / 1e6;
    let loaded = written_and_read(&pictures)?;
    let nearness: u64 = found.iter().map(|(_, distance)| u64::from(*distance)).sum();
    Ok(json!({
        "radius31": radius31, "one_by_one": one_by_one, "found": found.len(), "nearness": nearness,
        "build_s": built, "megabytes": held, "load_s": loaded,
    }))
}

/// Fills an index code by code, removing every tenth again, and says how long the slowest change took.
fn changes(count: usize) -> Result<Value> {
    let (known, _) = drawn(count);
    let mut pictures = Pictures::new();
    let mut slowest = 0.0;
    for (key, code) in (0u32..).zip(&known) {
        let started = processor_time()?;
        pictures.insert(key, *code);
        if key % 10 == 9 {
            pictures.remove(key - 5);
        }
        slowest = f64::max(slowest, processor_time()? - started);
    }
    Ok(json!({"slowest_ms": slowest * 1000.0}))
}

/// How long it takes to load the index from a snapshot in the folder for temporary files.
fn written_and_read(pictures: &Pictures<u32>) -> Result<f64> {
    let path = std::env::temp_dir().join(format!("pictures-{}.snapshot", std::process::id()));
    let bank = BankState { bank: 1, version: 1, digest: Sha256([0; 32]) };
    let entries = pictures.iter().map(|(key, code)| (u128::from(key), 0, code));
    write_snapshot(&[bank], entries, BufWriter::new(File::create(&path)?))?;
    let started = processor_time()?;
    let read = read_snapshot(BufReader::new(File::open(&path)?), |number| number as u32)?;
    let (keys, codes) = read.entries.into_iter().map(|(key, _, code)| (key, code)).unzip();
    let read = Pictures::of(codes, keys);
    let spent = processor_time()? - started;
    fs::remove_file(&path)?;
    assert_eq!(read.len(), pictures.len());
    Ok(spent)
}
