//! `vigie bank`: banks of known material.

use super::{At, phrase_list};
use anyhow::Context as _;
use casework::banks::{self, Addition};
use casework::ports::Query;
use casework::records::{self, Kind, Value};
use clap::Subcommand;
use exchange::hashlist::{self, Algorithm};
use serde_json::json;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can be done with banks.
#[derive(Subcommand)]
pub enum Bank {
    /// Add files, folders of files, or lists of hashes to a bank; it is made if there is none
    Import {
        #[command(flatten)]
        at: At,
        /// The bank's name
        name: String,
        /// Who vouches for it
        #[arg(long, default_value = "command line", value_name = "TEXT")]
        source: String,
        /// Read the files as lists of hashes (CSV, or one a line)
        #[arg(long)]
        hashes: bool,
        /// Read the files as lists of phrases (one a line; then, if wanted, a tab and its language, a tab and a label)
        #[arg(long, conflicts_with = "hashes")]
        phrases: bool,
        /// What a bare 64-digit hash in a list is: sha256 or pdq
        #[arg(long, value_name = "ALGORITHM", requires = "hashes")]
        bare: Option<String>,
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// List the banks
    List {
        #[command(flatten)]
        at: At,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

impl Bank {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import { at, name, source, hashes, phrases, bare, paths } => {
                let (desk, actor) = at.open_for_person().await?;
                let bare = bare.as_deref().map(algorithm).transpose()?;
                let mut additions = Vec::new();
                let mut left_out = Vec::new();
                for path in &paths {
                    if hashes {
                        read_hashes(path, bare, &mut additions, &mut left_out)?;
                    } else if phrases {
                        phrase_list::read(path, &mut additions, &mut left_out)?;
                    } else {
                        read_files(path, &mut additions)?;
                    }
                }
                let imported = banks::import(&desk, &actor, &name, &source, additions).await?;
                println!("{} signals added to {name}", imported.added);
                for (what, why) in left_out.iter().chain(&imported.left_out) {
                    println!("  {what}: {why}");
                }
            }
            Self::List { at, json } => list(&at, json).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(at: &At, as_json: bool) -> anyhow::Result<()> {
    let (_, desk) = at.open().await?;
    for bank in desk.list::<records::Bank>(&Query::all(Kind::Bank, 1000)).await? {
        if as_json {
            println!(
                "{}",
                json!({ "id": bank.id.to_string(), "name": bank.name, "source": bank.source, "enabled": bank.enabled, "signals": bank.signals })
            );
        } else {
            println!("{:>8}  {}  ({})", bank.signals, bank.name, bank.source);
        }
    }
    Ok(())
}

fn algorithm(name: &str) -> anyhow::Result<Algorithm> {
    match name {
        "sha256" => Ok(Algorithm::Sha256),
        "pdq" => Ok(Algorithm::Pdq),
        _ => anyhow::bail!("--bare is sha256 or pdq, not {name}"),
    }
}

fn read_files(path: &Path, additions: &mut Vec<Addition>) -> anyhow::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)
            .with_context(|| format!("{} cannot be read", path.display()))?
            .collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        return entries.iter().try_for_each(|entry| read_files(&entry.path(), additions));
    }
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    additions.push(Addition::File { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes });
    Ok(())
}

fn read_hashes(
    path: &Path,
    bare: Option<Algorithm>,
    additions: &mut Vec<Addition>,
    left_out: &mut Vec<(String, String)>,
) -> anyhow::Result<()> {
    let file = fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let (rows, problems) = hashlist::read(BufReader::new(file), bare, hashlist::Limits::default());
    left_out.extend(
        problems
            .into_iter()
            .map(|problem| (format!("{}, line {}", path.display(), problem.line), problem.what.to_string())),
    );
    for row in rows {
        let place = format!("{}, line {}", path.display(), row.line);
        match addition(&row) {
            Some(addition) => additions.push(addition),
            None => left_out.push((place, "this algorithm is not compared".to_owned())),
        }
    }
    Ok(())
}

/// A row of a hash list as a signal, if Vigie compares by its algorithm.
#[must_use]
pub fn addition(row: &hashlist::Row) -> Option<Addition> {
    let value = match row.algorithm {
        Algorithm::Sha256 => Value::Sha256(row.hash.parse().ok()?),
        Algorithm::Pdq => Value::Pdq(row.hash.parse().ok()?),
        _ => return None,
    };
    Some(Addition::Hash { name: row.label.clone().unwrap_or_else(|| format!("line {}", row.line)), value })
}
