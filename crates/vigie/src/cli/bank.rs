//! `vigie bank`: banks of known material.

mod decide;
mod export;
mod show;
mod take;

pub use take::{NOT_COMPARED, addition};

use super::At;
use anyhow::Context as _;
use casework::Desk;
use casework::banks::MAX_BANKS;
use casework::policy::Permission;
use casework::ports::Query;
use casework::records::{self, Kept, Kind};
use clap::{Subcommand, ValueEnum};
use domain::bank::Effect;
use domain::id::ItemId;
use serde_json::json;
use std::process::ExitCode;

/// What can be done with banks.
#[derive(Subcommand)]
pub enum Bank {
    /// Add files, folders of files, or lists of hashes to a bank; it is made if there is none
    Import(take::Import),
    /// Write a bank down for other tools
    Export(export::Export),
    /// List the banks
    List {
        #[command(flatten)]
        at: At,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a bank: what it holds, how it is compared, what it matched, what is in quarantine
    Show {
        #[command(flatten)]
        at: At,
        /// The bank's name
        name: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Compare an item again with the banks as they stood when it matched
    Reproduce {
        #[command(flatten)]
        at: At,
        /// The item's identifier
        item: ItemId,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Compare a bank's signals again
    Enable(decide::Switch),
    /// Compare a bank's signals no longer
    Disable(decide::Switch),
    /// Set from where on a bank's likenesses count, and what its matches do
    Terms(decide::Terms),
    /// Say that a signal is what its bank says it is
    Confirm(decide::OneSignal),
    /// Say that a signal is not what its bank says it is
    Dispute(decide::OneSignal),
    /// Let a quarantined signal propose again
    Release(decide::OneSignal),
    /// Take a signal out of its bank
    Remove(decide::OneSignal),
}

/// The forms in which a bank is written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Written {
    /// A table with a header
    Csv,
    /// `pdq <hash>` a line, as the threatexchange command reads it
    Lines,
    /// A page of ThreatExchange descriptors
    Threatexchange,
    /// A STIX 2.1 bundle of files
    Stix,
    /// The frames of each video in vPDQ's form, in a file of its own
    Vpdq,
}

impl Bank {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(import) => import.run().await?,
            Self::Export(export) => export.run().await?,
            Self::List { at, json } => list(&at, json).await?,
            Self::Show { at, name, json } => show::show(&at, &name, json).await?,
            Self::Reproduce { at, item, json } => return show::reproduce(&at, item, json).await,
            Self::Enable(switch) => switch.run(true).await?,
            Self::Disable(switch) => switch.run(false).await?,
            Self::Terms(terms) => terms.run().await?,
            Self::Confirm(one) => one.run(decide::Decision::Confirm).await?,
            Self::Dispute(one) => one.run(decide::Decision::Dispute).await?,
            Self::Release(one) => one.run(decide::Decision::Release).await?,
            Self::Remove(one) => one.run(decide::Decision::Remove).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The bank of a name.
pub async fn named(desk: &Desk, name: &str) -> anyhow::Result<Kept<records::Bank>> {
    let found = desk.find_unique::<records::Bank>(name).await?.ok_or(casework::Error::NotFound { what: "bank" });
    found.with_context(|| format!("there is no bank “{name}”"))
}

/// So many things, in words.
fn counted(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

async fn list(at: &At, as_json: bool) -> anyhow::Result<()> {
    let (desk, actor) = at.open_for_person().await?;
    actor.needs(Permission::SeeBanks)?;
    let banks = desk.list::<records::Bank>(&Query::all(Kind::Bank, MAX_BANKS)).await?;
    for bank in &banks {
        if as_json {
            println!(
                "{}",
                json!({
                    "id": bank.id.to_string(), "name": bank.name, "source": bank.source, "enabled": bank.enabled,
                    "signals": bank.signals, "effect": bank.effect().name(), "version": bank.version,
                })
            );
        } else {
            let off = if bank.enabled { "" } else { ", off" };
            let harmless = if bank.effect() == Effect::Suppresses { ", harmless" } else { "" };
            println!("{:>8}  {}  ({}{harmless}{off})", bank.signals, bank.name, bank.source);
        }
    }
    if banks.is_empty() {
        eprintln!("there is no bank yet; `vigie bank import` makes one");
    }
    Ok(())
}
