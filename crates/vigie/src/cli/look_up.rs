//! `vigie match`: asks the banks of an installation about files and hashes. Nothing is taken in.

use super::{At, exit};
use casework::Desk;
use casework::detect::{self, Found, Hash, Sought};
use casework::records::Match;
use clap::Args;
use domain::detect::Distance;
use matching::pdq::Pdq;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is looked for.
#[derive(Args)]
pub struct LookUp {
    #[command(flatten)]
    at: At,
    /// Look in this bank only; may be given several times
    #[arg(long = "bank", value_name = "NAME")]
    banks: Vec<String>,
    /// Print one JSON object for each file or hash, each on its line
    #[arg(long)]
    json: bool,
    /// The PDQ hash of a picture instead of a file; may be given several times
    #[arg(long, value_name = "HEX", required_unless_present = "files")]
    pdq: Vec<Pdq>,
    /// Pictures, pages, texts, recordings or videos
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl LookUp {
    /// Does it. A file that cannot be read stops nothing; the exit code says that there was one.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (desk, actor) = self.at.open_for_person().await?;
        let not_asked = self.not_asked(&desk).await?;
        let mut worst = if not_asked.is_empty() { 0 } else { exit::REFUSED };
        for pdq in &self.pdq {
            let found = detect::look_up(&desk, &actor, vec![Sought::Hash(Hash::Pdq(*pdq))]).await?;
            self.say("pdq", &pdq.to_string(), found, &not_asked);
        }
        for path in &self.files {
            let name = path.display().to_string();
            match fs::read(path) {
                Ok(bytes) => {
                    let sought = Sought::File { name: name.clone(), bytes };
                    let found = detect::look_up(&desk, &actor, vec![sought]).await?;
                    if found.iter().any(|found| !found.not_examined.is_empty()) {
                        worst = worst.max(exit::REFUSED);
                    }
                    self.say("file", &name, found, &not_asked);
                }
                Err(error) => {
                    worst = exit::UNAVAILABLE;
                    match self.json {
                        true => println!("{}", json!({ "file": name, "problem": format!("cannot be read: {error}") })),
                        false => eprintln!("vigie: {name} cannot be read: {error}"),
                    }
                }
            }
        }
        Ok(ExitCode::from(worst))
    }

    /// Which of the banks that should be asked are not, in words.
    async fn not_asked(&self, desk: &Desk) -> anyhow::Result<Vec<String>> {
        let mut banks = Vec::new();
        for name in &self.banks {
            banks.push(super::bank::named(desk, name).await?.id);
        }
        Ok(detect::not_asked(desk, &banks).await?)
    }

    fn say(&self, kind: &str, sought: &str, found: Vec<Found>, not_asked: &[String]) {
        for Found { mut matches, mut not_examined } in found {
            not_examined.extend_from_slice(not_asked);
            matches.retain(|found| self.banks.is_empty() || self.banks.contains(&found.bank_name));
            if self.json {
                println!("{}", json!({ kind: sought, "matches": matches, "not_examined": not_examined }));
                continue;
            }
            println!("{sought}");
            for found in &matches {
                let (bank, signal, likeness) = (&found.bank_name, &found.signal_name, found.likeness.name());
                println!("  {likeness:<8}{}  {signal} in {bank}  {}", distance(found), found.signal);
            }
            if matches.is_empty() && not_examined.is_empty() {
                println!("  like nothing in the banks");
            }
            for why in not_examined {
                println!("  not examined: {why}");
            }
        }
    }
}

/// How far a match is, in words.
fn distance(found: &Match) -> String {
    let how = match found.distance() {
        Distance::Same => "the same".to_owned(),
        Distance::Bits(bits) => format!("{bits} of 256 bits off"),
        Distance::Text { contained, .. } => format!("{:.0} % of it", contained * 100.0),
        Distance::Skeleton { contained, .. } => format!("{:.0} % of it, in another script", contained * 100.0),
        Distance::Tlsh(score) => format!("a score of {score} off"),
        Distance::Phrase => "stands in it".to_owned(),
        Distance::Details(shared) => format!("{shared} details shared"),
        Distance::Sound { of_known } | Distance::Video { of_known, .. } => format!("{:.0} % of it", of_known * 100.0),
    };
    format!("{} {how}", found.method)
}
