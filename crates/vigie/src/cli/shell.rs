//! Completion scripts and manual pages.

use anyhow::Context as _;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::path::PathBuf;
use std::process::ExitCode;

/// For which shell.
#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub fn run<C: CommandFactory>(self) -> ExitCode {
        clap_complete::generate(self.shell, &mut C::command(), "vigie", &mut std::io::stdout());
        ExitCode::SUCCESS
    }
}

/// Where to.
#[derive(Args)]
pub struct Man {
    /// The folder; it is made
    folder: PathBuf,
}

impl Man {
    /// Writes one page for each command.
    pub fn run<C: CommandFactory>(self) -> anyhow::Result<ExitCode> {
        std::fs::create_dir_all(&self.folder).with_context(|| format!("{} cannot be made", self.folder.display()))?;
        clap_mangen::generate_to(C::command(), &self.folder)?;
        Ok(ExitCode::SUCCESS)
    }
}
