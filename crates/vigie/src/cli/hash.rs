//! `vigie hash`: what files are known by. Needs no installation.

use super::exit;
use casework::Apart;
use casework::detect::{Fingerprints, FrameHash};
use clap::Args;
use outside::Ffmpeg;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is fingerprinted.
#[derive(Args)]
pub struct Hash {
    /// Print one JSON object for each file, each on its line
    #[arg(long)]
    json: bool,
    /// Pictures, pages, texts, recordings, videos, or any other files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Hash {
    /// Does it. A file that cannot be read stops nothing; the exit code says that there was one.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (decoder, apart) = (Ffmpeg::default(), Apart::default());
        let mut worst = 0;
        for path in &self.files {
            let name = path.display().to_string();
            let read = match fs::read(path) {
                Ok(bytes) => Ok(Fingerprints::of(&decoder, &apart, &name, bytes).await?),
                Err(error) => Err(format!("cannot be read: {error}")),
            };
            worst = worst.max(match &read {
                Err(_) => exit::UNAVAILABLE,
                Ok(found) if !found.not_examined.is_empty() => exit::REFUSED,
                Ok(_) => 0,
            });
            match self.json {
                true => println!("{}", as_json(&name, &read)),
                false => print(&name, &read),
            }
        }
        Ok(ExitCode::from(worst))
    }
}

fn as_json(name: &str, read: &Result<Fingerprints, String>) -> serde_json::Value {
    match read {
        Ok(found) => {
            let mut object = json!(found);
            object["file"] = json!(name);
            object
        }
        Err(problem) => json!({ "file": name, "problem": problem }),
    }
}

fn print(name: &str, read: &Result<Fingerprints, String>) {
    let found = match read {
        Ok(found) => found,
        Err(problem) => return eprintln!("vigie: {name} {problem}"),
    };
    println!("{name}  {} bytes", found.bytes);
    println!("  sha256  {}\n  sha1    {}\n  md5     {}", found.sha256, found.sha1, found.md5);
    if let Some(tlsh) = &found.tlsh {
        println!("  tlsh    {tlsh}");
    }
    if let Some(picture) = &found.picture {
        std::iter::once(&picture.hash).chain(&picture.others).for_each(print_frame);
        if picture.frames > 1 {
            println!("  frames  {} looked at, {} different", picture.frames, picture.others.len() + 1);
        }
    }
    if let Some(sound) = &found.sound {
        println!("  sound   {:.1} s", sound.seconds);
    }
    if let Some(video) = &found.video {
        println!("  video   {} frames in vPDQ's form", video.frames);
        video.vpdq.lines().for_each(|line| println!("    {line}"));
    }
    if let Some(text) = &found.text {
        let language = text.language.map(|language| format!("  {} {:.2}", language.code, language.confidence));
        println!("  text    {} runs of {} words{}", text.runs, text.words, language.unwrap_or_default());
    }
    for why in &found.not_examined {
        println!("  not examined: {why}");
    }
}

fn print_frame(frame: &FrameHash) {
    let worth = if frame.usable { "" } else { ", too low to be compared" };
    println!("  pdq     {}  quality {}{worth}", frame.pdq, frame.quality);
}
