//! Taking files and lists into a bank, a batch at a time.

use crate::cli::At;
use anyhow::Context as _;
use casework::banks::{Addition, Import as Taking};
use casework::records::Value;
use clap::Args;
use domain::bank::Effect;
use exchange::hashlist::{self, Algorithm, Limits, Problem, Row, Rows};
use serde_json::json;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

/// How many rows are handed over together.
const ROWS: usize = 500;

/// What is taken in.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    at: At,
    /// The bank's name
    name: String,
    /// Who vouches for it
    #[arg(long, default_value = "command line", value_name = "TEXT")]
    source: String,
    /// If the bank is made: its material is harmless, and a match with it speaks against others
    #[arg(long)]
    harmless: bool,
    /// Read the files as lists of hashes: CSV, one a line, or JSON of ThreatExchange, TCAP or STIX
    #[arg(long)]
    hashes: bool,
    /// What a bare 64-digit hash in a list is: sha256 or pdq
    #[arg(long, value_name = "ALGORITHM", requires = "hashes")]
    bare: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Files or folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

impl Import {
    /// Does it.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let (desk, actor) = self.at.open_for_person().await?;
        let bare = self.bare.as_deref().map(algorithm).transpose()?;
        let effect = if self.harmless { Effect::Suppresses } else { Effect::Proposes };
        let mut taking = Taking::into(&desk, &actor, &self.name, &self.source, effect).await?;
        for path in &self.paths {
            for file in files(path)? {
                if self.hashes {
                    take_list(&file, bare, &mut taking).await?;
                } else {
                    let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    taking.add(vec![Addition::File { name, bytes }]).await?;
                }
            }
        }
        let done = taking.end().await?;
        if self.json {
            println!(
                "{}",
                json!({
                    "bank": self.name, "added": done.added, "removed": done.removed, "known": done.known,
                    "left_out": done.left_out_count, "first_left_out": done.left_out,
                })
            );
            return Ok(());
        }
        println!("{} signals added to {}", done.added, self.name);
        println!("{} taken back by their list, {} known before", done.removed, done.known);
        println!("{} left out", done.left_out_count);
        for (what, why) in &done.left_out {
            println!("  {what}: {why}");
        }
        Ok(())
    }
}

fn algorithm(name: &str) -> anyhow::Result<Algorithm> {
    match name {
        "sha256" => Ok(Algorithm::Sha256),
        "pdq" => Ok(Algorithm::Pdq),
        _ => anyhow::bail!("--bare is sha256 or pdq, not {name}"),
    }
}

/// The file, or all files of a folder and the folders in it, in the order of their names.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut entries: Vec<_> = entries.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        found.extend(files(&entry.path())?);
    }
    Ok(found)
}

/// Reads a list row by row, so that its length does not matter; a JSON document is read whole, up to its limit.
async fn take_list(path: &Path, bare: Option<Algorithm>, taking: &mut Taking<'_>) -> anyhow::Result<()> {
    let unreadable = || format!("{} cannot be read", path.display());
    let mut file = BufReader::new(fs::File::open(path).with_context(unreadable)?);
    let start = file.fill_buf().with_context(unreadable)?;
    let is_json = start.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"[{".contains(byte));
    let found: Box<dyn Iterator<Item = Result<Row, Problem>>> = if is_json {
        drop(file);
        let bytes = fs::read(path).with_context(unreadable)?;
        let (rows, problems) = hashlist::read_document(&bytes, bare).with_context(unreadable)?;
        Box::new(problems.into_iter().map(Err).chain(rows.into_iter().map(Ok)))
    } else {
        // As long as the list is: what is kept of it is one batch.
        Box::new(Rows::new(file, bare, Limits { rows: u64::MAX, ..Limits::default() }))
    };
    let mut batch = Vec::with_capacity(ROWS);
    for row in found {
        match row.map(|row| (row.line, addition(&row))) {
            Ok((_, Some(addition))) => batch.push(addition),
            Ok((line, None)) => {
                taking.imported.leave_out(place(path, line), "this algorithm is not compared".to_owned())
            }
            Err(problem) => taking.imported.leave_out(place(path, problem.line), problem.what.to_string()),
        }
        if batch.len() == ROWS {
            taking.add(std::mem::take(&mut batch)).await?;
        }
    }
    Ok(taking.add(batch).await?)
}

fn place(path: &Path, line: u64) -> String {
    format!("{}, line {line}", path.display())
}

/// A row of a hash list as a signal, if Vigie compares by its algorithm.
#[must_use]
pub fn addition(row: &Row) -> Option<Addition> {
    let value = match row.algorithm {
        Algorithm::Sha256 => Value::Sha256(row.hash.parse().ok()?),
        Algorithm::Pdq => Value::Pdq(row.hash.parse().ok()?),
        Algorithm::Md5 => Value::Md5(row.hash.parse().ok()?),
        Algorithm::Sha1 => Value::Sha1(row.hash.parse().ok()?),
        Algorithm::Tlsh => Value::Tlsh(row.hash.parse().ok()?),
        Algorithm::Sha512 => return None,
    };
    let name = row.label.clone().unwrap_or_else(|| format!("line {}", row.line));
    Some(Addition::Row { name, value, row: row.id.clone(), taken_back: row.deleted })
}
