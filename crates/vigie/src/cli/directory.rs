//! `vigie provider` and `vigie authority`: the directory as files.

use super::{At, exit};
use anyhow::Context as _;
use casework::directory::{self, Handed};
use casework::policy::Permission;
use casework::ports::Query;
use casework::records::{self, Kind};
use clap::{Args, Subcommand};
use exchange::directory as files;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many providers `list` shows.
const MOST: u32 = 20_000;

/// What can be done with providers.
#[derive(Subcommand)]
pub enum Provider {
    /// Add and change providers from a CSV or JSON file; ends with 1 if any entry was not taken
    Import(Import),
    /// Print all providers as CSV, or as JSON
    Export(Export),
    /// List the providers
    List {
        #[command(flatten)]
        at: At,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

/// What can be done with authorities.
#[derive(Subcommand)]
pub enum Authority {
    /// Add and change authorities from a CSV or JSON file; ends with 1 if any entry was not taken
    Import(Import),
    /// Print all authorities as CSV, or as JSON
    Export(Export),
}

/// A file that is taken in.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    at: At,
    /// The file; known names are changed, new ones added
    file: PathBuf,
    /// Print what became of it as JSON
    #[arg(long)]
    json: bool,
}

/// A file that is written to standard output.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    at: At,
    /// Print as CSV, which is the default
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Provider {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(import) => import.run::<files::Provider>().await,
            Self::Export(export) => export.run::<files::Provider>().await,
            Self::List { at, json } => list(&at, json).await,
        }
    }
}

impl Authority {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(import) => import.run::<files::Authority>().await,
            Self::Export(export) => export.run::<files::Authority>().await,
        }
    }
}

/// Reads a file of the directory: JSON if it begins like an object, else CSV.
#[must_use]
pub fn read<E: Handed>(bytes: &[u8]) -> files::Import<E> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.trim_ascii_start().starts_with(b"{") { files::from_json(bytes) } else { files::from_csv(bytes) }
}

impl Import {
    async fn run<E: Handed>(self) -> anyhow::Result<ExitCode> {
        let bytes = fs::read(&self.file).with_context(|| format!("{} cannot be read", self.file.display()))?;
        let (desk, actor) = self.at.open_for_person().await?;
        let files::Import { entries, problems } = read::<E>(&bytes);
        let imported = directory::import(&desk, &actor, entries).await?;
        let mut left_out: Vec<String> = problems.iter().map(ToString::to_string).collect();
        left_out.extend(imported.refused.iter().map(|(place, why)| format!("{place}, {why}")));
        if self.json {
            let told = json!({
                "added": imported.added, "changed": imported.changed, "unchanged": imported.unchanged,
                "left_out": left_out,
            });
            println!("{told}");
        } else {
            println!("{} added, {} changed, {} unchanged", imported.added, imported.changed, imported.unchanged);
            left_out.iter().for_each(|line| println!("  {line}"));
        }
        Ok(if left_out.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(exit::REFUSED) })
    }
}

impl Export {
    async fn run<E: Handed>(self) -> anyhow::Result<ExitCode> {
        let (desk, actor) = self.at.open_for_person().await?;
        let entries: Vec<E> = directory::export(&desk, &actor).await?;
        print!("{}", if self.json && !self.csv { files::to_json(&entries) } else { files::to_csv(&entries) });
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(at: &At, as_json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = at.open_for_person().await?;
    actor.needs(Permission::SeeDirectory)?;
    let now = desk.now();
    for provider in desk.list::<records::Provider>(&Query::all(Kind::Provider, MOST)).await? {
        let stale = provider.contact_is_stale(now);
        if as_json {
            let told = json!({
                "id": provider.id.to_string(), "name": provider.name, "country": provider.country.code(),
                "kind": provider.details.kind.name(), "contact": provider.contact, "contact_is_stale": stale,
            });
            println!("{told}");
        } else {
            let remark = if stale && provider.has_contact() { "  (contact not confirmed lately)" } else { "" };
            println!("{}  {}  {}{remark}", provider.country, provider.name, provider.contact);
        }
    }
    Ok(ExitCode::SUCCESS)
}
