//! REHEARSAL: measures how surely generated pieces of seven seconds are found in generated radio, and how often
//! something is found that is not there.
//!
//! `cargo run --release -p matching --example sounds [PIECES] [HOURS]`; copies by MP3 need ffmpeg.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use matching::sound::{Fingerprint, SAMPLE_RATE, Sounds};

#[path = "../tests/sound/composed.rs"]
mod composed;

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

fn main() {
    let mut arguments = std::env::args().skip(1).map(|given| given.parse::<usize>().expect("a number"));
    let (pieces, hours) = (arguments.next().unwrap_or(60), arguments.next().unwrap_or(2));
    let piece = |at: u64| if at.is_multiple_of(2) { melody(at, 7.0) } else { murmur(at, 7.0) };
    let mut sounds = Sounds::new();
    for at in 0..pieces as u64 {
        sounds.insert(at, &Fingerprint::of(&piece(at)));
    }
    for at in 0..1000 {
        sounds.insert(1_000_000 + at, &Fingerprint::of(&unrelated(5_000_000 + at, 20.0)));
    }
    for (name, change) in CHANGES {
        let (mut found, mut farthest, mut others, mut errors, mut seen) = (0, 0f64, 0, 0.0, 0);
        for at in 0..pieces as u64 {
            let (radio, begins) = radio_with(&piece(at), 9_000_000 + at, 45.0);
            let Some(radio_now) = change(&radio, at) else { continue };
            seen += 1;
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
        println!("{name:28} {found}/{seen} found, at most {farthest:.2} s off, {mean:.3} bits wrong, {others} others");
    }
    let (mut finds, mut lasting) = (0, 0.0);
    for hour in 0..hours as u64 {
        let radio = unrelated(77_000_000 + hour, 3600.0);
        let begun = Instant::now();
        finds += sounds.find(&radio).len();
        lasting += begun.elapsed().as_secs_f64();
    }
    let known = 1000.0 * 20.0 / 3600.0;
    println!(
        "{hours} h of unrelated sound against {known:.1} h known: {finds} finds, {:.1} s an hour",
        lasting / hours as f64
    );
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
