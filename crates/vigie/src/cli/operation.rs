//! `vigie operation`: what a person may see of joint actions, as JSON for scripts and for a quick look.

use super::At;
use crate::api::operations::{board_view, readiness_view, slice_view};
use anyhow::Context as _;
use casework::act;
use clap::Subcommand;
use domain::id::{OperationId, WaveId};
use serde_json::{Value, json};
use std::process::ExitCode;

/// What can be seen of joint actions.
#[derive(Subcommand)]
pub enum Operation {
    /// List the operations
    List {
        #[command(flatten)]
        at: At,
    },
    /// Show everything of an operation that the person may see
    Show {
        #[command(flatten)]
        at: At,
        /// Its identifier or reference
        operation: String,
    },
    /// Show the board of a wave
    Board {
        #[command(flatten)]
        at: At,
        /// The identifier of the wave
        wave: String,
    },
    /// Show how ready the states of a wave are
    Readiness {
        #[command(flatten)]
        at: At,
        /// The identifier of the wave
        wave: String,
    },
}

impl Operation {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let shown = match self {
            Self::List { at } => {
                let (desk, actor) = at.open_for_person().await?;
                let all = act::operations(&desk, &actor).await?;
                let line = |one: &casework::records::Operation| json!({ "id": one.id.to_string(), "reference": one.reference, "name": one.name, "closed": one.closed });
                Value::Array(all.iter().map(line).collect())
            }
            Self::Show { at, operation } => {
                let (desk, actor) = at.open_for_person().await?;
                let all = act::operations(&desk, &actor).await?;
                let found = all.iter().find(|one| one.reference == operation).map(|one| one.id);
                let id = found.map_or_else(|| operation.parse::<OperationId>(), Ok);
                slice_view(&desk, &actor, id.context("give the identifier or the reference of an operation")?).await?
            }
            Self::Board { at, wave } => {
                let (desk, actor) = at.open_for_person().await?;
                board_view(&desk, &actor, parsed(&wave)?).await?
            }
            Self::Readiness { at, wave } => {
                let (desk, actor) = at.open_for_person().await?;
                readiness_view(&desk, &actor, parsed(&wave)?).await?
            }
        };
        println!("{shown:#}");
        Ok(ExitCode::SUCCESS)
    }
}

fn parsed(wave: &str) -> anyhow::Result<WaveId> {
    wave.parse().context("give the identifier of a wave; “vigie operation show” lists them")
}
