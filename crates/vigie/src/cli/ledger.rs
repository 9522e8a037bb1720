//! `vigie ledger`: checking what was done, from inside, and what outsiders are given to check it.

use super::{At, exit};
use anyhow::Context as _;
use casework::journal;
use clap::Subcommand;
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
