//! `vigie hash`: what files are known by. Needs no installation.

use super::exit;
use casework::detect::Fingerprints;
use clap::Args;
use serde_json::json;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is fingerprinted.
#[derive(Args)]
pub struct Hash {
    /// Print one JSON object for each file, each on its line
    #[arg(long)]
    json: bool,
    /// Pictures, texts, or any other files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Hash {
    /// Does it. A file that cannot be read stops nothing; the exit code says that there was one.
    pub fn run(self) -> ExitCode {
        let mut worst = 0;
        for path in &self.files {
            let read = fs::read(path).map(|bytes| Fingerprints::of(&bytes));
            worst = worst.max(match &read {
                Err(_) => exit::UNAVAILABLE,
                Ok(found) if !found.not_examined.is_empty() => exit::REFUSED,
                Ok(_) => 0,
            });
            let name = path.display().to_string();
            match self.json {
                true => println!("{}", as_json(&name, &read)),
                false => print(&name, &read),
            }
        }
        ExitCode::from(worst)
    }
}

fn as_json(name: &str, read: &io::Result<Fingerprints>) -> serde_json::Value {
    match read {
        Ok(found) => {
            let mut object = json!(found);
            object["file"] = json!(name);
            object
        }
        Err(error) => json!({ "file": name, "problem": format!("cannot be read: {error}") }),
    }
}

fn print(name: &str, read: &io::Result<Fingerprints>) {
    let found = match read {
        Ok(found) => found,
        Err(error) => return eprintln!("vigie: {name} cannot be read: {error}"),
    };
    println!("{name}  {} bytes", found.bytes);
    println!("  sha256  {}\n  sha1    {}\n  md5     {}", found.sha256, found.sha1, found.md5);
    if let Some(tlsh) = &found.tlsh {
        println!("  tlsh    {tlsh}");
    }
    if let Some(picture) = found.picture {
        let worth = if picture.usable { "" } else { ", too low to be compared" };
        println!("  pdq     {}  quality {}{worth}", picture.pdq, picture.quality);
    }
    if let Some(text) = &found.text {
        let language = text.language.map(|language| format!("  {} {:.2}", language.code, language.confidence));
        println!("  text    {} runs of {} words{}", text.runs, text.words, language.unwrap_or_default());
    }
    for why in &found.not_examined {
        println!("  not examined: {why}");
    }
}
