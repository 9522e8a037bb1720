//! `vigie ledger` and `vigie verify`: checking what was done, from inside and from outside.

use super::{At, exit};
use ::ledger::bundle::KeySource;
use ::ledger::{Bundle, VerifierKey};
use anyhow::Context as _;
use casework::journal;
use clap::{Args, Subcommand};
use serde_json::json;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use uuid::Uuid;

/// What can be asked of the ledger.
#[derive(Subcommand)]
pub enum Ledger {
    /// Check everything: tree, checkpoints, clear values, records
    Verify {
        #[command(flatten)]
        at: At,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Sign the ledger as it stands and print the checkpoint
    Checkpoint {
        #[command(flatten)]
        at: At,
    },
    /// Write a bundle that proves everything done about a subject, to be verified offline
    Prove {
        #[command(flatten)]
        at: At,
        /// The identifier of an item, order, referral or any other record
        subject: Uuid,
    },
    /// Write the leaves, the latest checkpoint and the public key into a folder, for other checkers
    Export {
        #[command(flatten)]
        at: At,
        /// The folder; it is made
        folder: PathBuf,
    },
    /// Print the public key
    Key {
        #[command(flatten)]
        at: At,
    },
}

impl Ledger {
    /// Answers.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Verify { at, json } => verify(&at, json).await,
            Self::Checkpoint { at } => {
                print!("{}", journal::checkpoint(&at.open().await?.1).await?);
                Ok(ExitCode::SUCCESS)
            }
            Self::Prove { at, subject } => {
                println!("{}", journal::prove(&at.open().await?.1, subject).await?.to_json()?);
                Ok(ExitCode::SUCCESS)
            }
            Self::Export { at, folder } => export(&at, &folder).await,
            Self::Key { at } => {
                println!("{}", journal::public_key(&at.open().await?.1));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn verify(at: &At, as_json: bool) -> anyhow::Result<ExitCode> {
    let (_, desk) = at.open().await?;
    let checked = journal::verify(&desk).await?;
    if as_json {
        println!(
            "{}",
            json!({ "leaves": checked.leaves, "root": checked.root.to_string(), "checkpoints": checked.checkpoints, "records": checked.records, "faults": checked.faults })
        );
    } else if checked.is_sound() {
        println!(
            "whole: {} leaves, {} checkpoints, {} records, root {}",
            checked.leaves, checked.checkpoints, checked.records, checked.root
        );
    } else {
        checked.faults.iter().for_each(|fault| println!("FAULT {fault}"));
    }
    Ok(if checked.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(exit::REFUSED) })
}

async fn export(at: &At, folder: &PathBuf) -> anyhow::Result<ExitCode> {
    let (_, desk) = at.open().await?;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let note = journal::checkpoint(&desk).await?;
    fs::write(folder.join("checkpoint"), note)?;
    fs::write(folder.join("vkey"), format!("{}\n", journal::public_key(&desk)))?;
    let mut leaves = std::io::BufWriter::new(fs::File::create(folder.join("leaves.jsonl"))?);
    let mut from = 0;
    loop {
        let entries = desk.doors.store.entries(from, 1000).await.map_err(casework::Error::from)?;
        let Some(last) = entries.last() else { break };
        from = last.index + 1;
        for entry in &entries {
            writeln!(leaves, "{}", json!({ "index": entry.index, "leaf": entry.leaf }))?;
        }
    }
    leaves.flush()?;
    println!("{from} leaves written to {}", folder.display());
    Ok(ExitCode::SUCCESS)
}

/// What is verified, and against which key.
#[derive(Args)]
pub struct Verify {
    /// The bundle
    bundle: PathBuf,
    /// The published key of the authority, as text or in a file; without it, the key comes from the bundle itself
    #[arg(long, value_name = "KEY_OR_FILE")]
    key: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Verifies a bundle with nothing but the key.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let bytes = fs::read(&self.bundle).with_context(|| format!("{} cannot be read", self.bundle.display()))?;
        let key = self.key.as_deref().map(read_key).transpose()?;
        let verified = Bundle::from_json(&bytes).and_then(|bundle| bundle.verify(key.as_ref()));
        match verified {
            Ok(verified) => {
                let pinned = verified.key_source == KeySource::Pinned;
                if self.json {
                    println!(
                        "{}",
                        json!({ "genuine": true, "entries": verified.leaves, "size": verified.checkpoint.size, "key_pinned": pinned })
                    );
                } else {
                    println!(
                        "genuine: {} entries, in a ledger of {} leaves",
                        verified.leaves, verified.checkpoint.size
                    );
                    if !pinned {
                        println!(
                            "The key came from the bundle itself. Compare it with the one that the authority publishes: {}",
                            verified.key
                        );
                    }
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(fault) => {
                if self.json {
                    println!("{}", json!({ "genuine": false, "fault": fault.to_string() }));
                } else {
                    println!("NOT genuine: {fault}");
                }
                Ok(ExitCode::from(exit::REFUSED))
            }
        }
    }
}

fn read_key(given: &str) -> anyhow::Result<VerifierKey> {
    let text = if given.contains('+') {
        given.to_owned()
    } else {
        fs::read_to_string(given).with_context(|| format!("{given} is neither a key nor a file"))?
    };
    text.trim().parse().context("this is not a public key as `vigie ledger key` prints it")
}
