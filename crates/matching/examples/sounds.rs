//! REHEARSAL: measures how surely generated pieces of seven seconds are found in generated radio, and how often
//! something is found that is not there.
//!
//! `sounds PIECES HOURS`: so many pieces are looked for after each change, then so many hours of unrelated sound are looked
//! through. Copies by MP3 need ffmpeg. Prints one JSON object; processor time (Linux).

#[path = "../tests/sound/composed.rs"]
mod composed;
mod measure;

use std::io::Write;
use std::process::{Command, Stdio};

use matching::sound::{Fingerprint, SAMPLE_RATE, Sounds};
use measure::{Result, processor_time};
use serde_json::{Value, json};

use composed::{at_speed, melody, murmur, radio_with, unrelated, with_noise};

type Change = (&'static str, fn(&[i16], u64) -> Option<Vec<i16>>);

const CHANGES: [Change; 9] = [
    ("as it is", |radio, _| Some(radio.to_vec())),
    ("noise at 10 dB", |radio, seed| Some(with_noise(radio, 10.0, seed))),
    ("noise at 5 dB", |radio, seed| Some(with_noise(radio, 5.0, seed))),
    ("3 % faster", |radio, _| Some(at_speed(radio, 1.03))),
    ("3 % slower", |radio, _| Some(at_speed(radio, 0.97))),
    ("0.8 % faster", |radio, _| Some(at_speed(radio, 1.008))),
    ("MP3 64 kbit/s", |radio, _| through_mp3(radio)),
    ("3 % faster, noise at 10 dB", |radio, seed| Some(with_noise(&at_speed(radio, 1.03), 10.0, seed))),
    ("MP3, 3 % slower, noise", |radio, seed| through_mp3(&with_noise(&at_speed(radio, 0.97), 10.0, seed))),
];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [pieces, hours] = &words[..] else { return Err("usage: sounds PIECES HOURS".into()) };
    let (pieces, hours) = (pieces.parse()?, hours.parse()?);
    let mut sounds = Sounds::new();
    for at in 0..pieces {
        sounds.insert(at, &Fingerprint::of(&piece(at)));
    }
    for at in 0..1000 {
        sounds.insert(1_000_000 + at, &Fingerprint::of(&unrelated(5_000_000 + at, 20.0)));
    }
    let changes: Vec<Value> = CHANGES.into_iter().map(|(name, change)| placed(&sounds, pieces, name, change)).collect();
    println!("{}", json!({ "changes": changes, "unrelated": looked_through(&sounds, hours)? }));
    Ok(())
}

fn piece(at: u64) -> Vec<i16> {
    if at.is_multiple_of(2) { melody(at, 7.0) } else { murmur(at, 7.0) }
}

/// How many of the pieces are found in radio after a change, how exactly, and how often something else is.
fn placed(sounds: &Sounds<u64>, pieces: u64, name: &str, change: fn(&[i16], u64) -> Option<Vec<i16>>) -> Value {
    let (mut found, mut farthest, mut others, mut errors, mut of) = (0, 0f64, 0, 0.0, 0);
    for at in 0..pieces {
        let (radio, begins) = radio_with(&piece(at), 9_000_000 + at, 45.0);
        let Some(radio_now) = change(&radio, at) else { continue };
        of += 1;
        let begins = begins * radio_now.len() as f64 / radio.len() as f64;
        let finds = sounds.find(&radio_now);
        others += finds.iter().filter(|find| find.key != at).count();
        if let Some(find) = finds.iter().find(|find| find.key == at) {
            found += 1;
            errors += find.error_rate;
            farthest = farthest.max((find.heard.from - find.piece.from / find.speed - begins).abs());
        }
    }
    let mean = errors / f64::from(found.max(1));
    eprintln!("{name}: {found} of {of}, at most {farthest:.2} s off, {mean:.3} bits wrong, {others} others");
    json!({ "change": name, "of": of, "found": found, "seconds_off": farthest, "bits_wrong": mean, "others": others })
}

/// What is found in hours of sound that holds nothing known, and how long each takes.
fn looked_through(sounds: &Sounds<u64>, hours: u64) -> Result<Value> {
    let (mut finds, mut spent) = (0, 0.0);
    for hour in 0..hours {
        let radio = unrelated(77_000_000 + hour, 3600.0);
        let started = processor_time()?;
        finds += sounds.find(&radio).len();
        spent += processor_time()? - started;
    }
    Ok(json!({ "hours": hours, "finds": finds, "s_an_hour": spent / hours.max(1) as f64 }))
}

/// What MP3 leaves of it, on the way through 44,100 Hz.
fn through_mp3(sound: &[i16]) -> Option<Vec<i16>> {
    let raw: Vec<u8> = sound.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let rate = SAMPLE_RATE.to_string();
    let mp3 = piped(
        &["-f", "s16le", "-ar", &rate, "-ac", "1", "-i", "-", "-ar", "44100", "-b:a", "64k", "-f", "mp3", "-"],
        raw,
    )?;
    let raw = piped(&["-f", "mp3", "-i", "-", "-ar", &rate, "-ac", "1", "-f", "s16le", "-"], mp3)?;
    Some(raw.as_chunks().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect())
}

fn piped(arguments: &[&str], input: Vec<u8>) -> Option<Vec<u8>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    Some(output.stdout)
}
