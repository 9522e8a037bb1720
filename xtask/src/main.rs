//! Set-up, tests, tidy and benchmarks: `cargo xtask COMMAND`.

mod bench;
mod fault;
mod setup;
mod shell;
mod test;
mod tidy;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

/// The work around the work.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the tests need and this machine lacks (Debian 12).
    Setup,
    /// Run every check, cheapest first.
    Test {
        /// Leave out the documentation and the release rehearsal; with CI=true nothing is left out.
        #[arg(long)]
        fast: bool,
    },
    /// Check the shape of the tree: dependencies, sizes, paths, commands, words.
    Tidy,
    /// Kill rehearsals at random moments and check that nothing acknowledged is lost.
    Fault {
        /// How many.
        #[arg(long, default_value_t = 10)]
        kills: u32,
        /// The same seed kills at the same moments.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many seconds after its stage is set a rehearsal may be killed at the latest.
        #[arg(long, default_value_t = 20)]
        spread: u64,
        /// Kill one server again and again at the moment of a joint action instead, and count its letters.
        #[arg(long)]
        at_the_moment: bool,
    },
    /// Measure ours against a peer.
    Bench {
        /// What to measure.
        #[arg(value_parser = bench::names())]
        name: String,
        /// Write the rows here as JSON too.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
}

/// Whether `cargo xtask` followed by these words means something.
fn understands(words: &[&str]) -> Result<(), String> {
    match Cli::try_parse_from(["cargo xtask"].iter().chain(words)) {
        Err(error) if error.use_stderr() => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let done = root.canonicalize().map_err(anyhow::Error::from).and_then(|root| match Cli::parse().task {
        Task::Setup => setup::run(&root).map(|()| true),
        Task::Test { fast } => test::run(&root, fast),
        Task::Fault { kills, seed, at_the_moment: true, .. } => fault::at_the_moment(&root, kills, seed).map(|()| true),
        Task::Fault { kills, seed, spread, .. } => fault::run(&root, kills, seed, Duration::from_secs(spread)),
        Task::Tidy => tidy::run(&root).map(|()| true),
        Task::Bench { name, json } => bench::run(&root, &name, json.as_deref()).map(|()| true),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
