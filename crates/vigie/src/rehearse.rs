//! The rehearsal: Vigie at work against the small internet of the crate `rehearsal`.
//!
//! Everything between the two goes over real protocols. The scripted officers work through the
//! HTTP interface with tokens of their own; what the pages really are is known only to `score`,
//! which runs when the story is over.

mod acknowledged;
mod cast;
mod score;
mod stage;
mod story;
mod tally;

pub use acknowledged::check;
pub use score::Report;

use anyhow::Context as _;
use std::path::PathBuf;

/// How a rehearsal is played.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The seed of the world.
    pub seed: u64,
    /// Simulated minutes per second while the story is told; 0 for no pauses.
    pub speed: f64,
    /// Whether to end when the story ends.
    pub headless: bool,
    /// Where to write the report.
    pub report: Option<PathBuf>,
    /// Where to keep the installation; a temporary folder when absent.
    pub data: Option<PathBuf>,
}

/// Plays a rehearsal to its end; unless headless, goes on serving the console.
///
/// # Errors
/// Something on this machine did not work: ports, disk, memory. What the story found is no error.
pub async fn play(plan: Plan) -> anyhow::Result<()> {
    let kept = plan.data.clone();
    let temporary = tempfile::Builder::new().prefix("vigie-rehearsal-").tempdir().context("no temporary folder")?;
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    let stage = stage::set(&folder, plan.seed).await?;
    println!("Console   {}", stage.base_url);
    let started = std::time::Instant::now();
    let tally = story::tell(&stage, plan.speed).await?;
    let report = score::score(&stage, &tally, plan.seed, started.elapsed()).await?;
    let json = serde_json::to_string_pretty(&report)?;
    std::fs::write(&stage.app.report, &json)?;
    if let Some(file) = &plan.report {
        std::fs::write(file, &json).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    println!("\n{}", report.in_words());
    if plan.headless {
        return Ok(());
    }
    stage.clock.run();
    let worker = tokio::spawn(crate::worker::work(stage.app.desk.clone(), None));
    println!("\nThe console goes on running. Sign in once with each of these:");
    for (login, roles, link) in stage.logins().await? {
        println!("  {login:<12} {roles:<28} {link}");
    }
    println!("Ctrl-C ends it.");
    crate::cli::stop().await;
    worker.abort();
    Ok(())
}
