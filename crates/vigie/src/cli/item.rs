//! `vigie item`: items, for scripts and for a quick look.

use super::At;
use crate::api;
use clap::Subcommand;
use domain::id::ItemId;
use std::process::ExitCode;
use uuid::Uuid;

/// What can be asked about items.
#[derive(Subcommand)]
pub enum Item {
    /// Show an item: what it resembles, what surrounds it, where it stands
    Show {
        #[command(flatten)]
        at: At,
        /// The item's identifier
        id: Uuid,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
}

impl Item {
    /// Answers.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Show { at, id, json } = self;
        let (desk, actor) = at.open_for_person().await?;
        let view = api::item_view(&desk, &actor, ItemId(id)).await?;
        if json {
            println!("{view:#}");
            return Ok(ExitCode::SUCCESS);
        }
        let text = |name: &str| view[name].as_str().unwrap_or("-").to_owned();
        println!("{}\nstate     {}\nlikeness  {}", text("url"), text("state"), text("likeness"));
        for found in view["matches"].as_array().into_iter().flatten() {
            println!("match     {} in {}: {}", found["signal_name"], found["bank_name"], found["method"]);
        }
        for signal in view["context_signals"].as_array().into_iter().flatten() {
            println!("context   {} -> {}: {}", signal["kind"], signal["points_to"], signal["found"]);
        }
        for why in view["not_examined"].as_array().into_iter().flatten() {
            println!("not examined: {why}");
        }
        Ok(ExitCode::SUCCESS)
    }
}
