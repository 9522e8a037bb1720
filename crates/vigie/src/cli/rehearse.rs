//! `vigie rehearse`: plays a referral campaign and leaves the console running.

use super::exit;
use crate::rehearse::{self, Plan};
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// How the rehearsal is played.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Rehearse {
    /// The same seed gives the same pages, providers and manners
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Simulated minutes per second while the story is told; 0 tells it as fast as it happens
    #[arg(long, default_value_t = 0.0, value_name = "X")]
    speed: f64,
    /// End when the story ends, instead of leaving the console running
    #[arg(long)]
    headless: bool,
    /// Write the report into this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Keep the installation in this folder; a temporary one when absent
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    check: Option<Check>,
}

#[derive(Subcommand)]
enum Check {
    /// Check that every act that was acknowledged during a rehearsal still stands (after a crash)
    Check {
        /// The folder given with --data
        folder: PathBuf,
    },
}

impl Rehearse {
    /// Plays it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(Check::Check { folder }) = self.check {
            let missing = rehearse::check(&folder).await?;
            missing.iter().for_each(|line| println!("MISSING {line}"));
            return Ok(if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(exit::REFUSED) });
        }
        let plan =
            Plan { seed: self.seed, speed: self.speed, headless: self.headless, report: self.report, data: self.data };
        rehearse::play(plan).await?;
        Ok(ExitCode::SUCCESS)
    }
}
