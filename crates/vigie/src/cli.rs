//! The command line.

pub(crate) mod bank;
pub(crate) mod directory;
mod exit;
mod hash;
mod init;
mod intake;
mod item;
mod ledger;
mod listen;
mod look_up;
mod map;
mod operation;
mod person;
mod rehearse;
mod serve;
mod shell;
mod verify;

pub use serve::stop;

use crate::config::Config;
use crate::installation::{self, World};
use anyhow::Context as _;
use casework::policy::Actor;
use casework::{Desk, people};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// The operations room of an internet referral unit.
#[derive(Parser)]
#[command(name = "vigie", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Play a referral campaign against a small internet on loopback; leaves the console running
    Rehearse(rehearse::Rehearse),
    /// Make an installation: folder, keys, authority, first account
    Init(init::Init),
    /// Run the server and the worker
    Serve(serve::Serve),
    /// Take in URLs, files, folders, WARC files or lists
    Intake(intake::Intake),
    /// Follow a stream of sound and tell what is known in it
    Listen(listen::Listen),
    /// Say what files are known by: digests, the hashes of a picture or video, the wording of a text
    Hash(hash::Hash),
    /// Ask the banks about files or hashes, without taking them in
    Match(look_up::LookUp),
    /// Items
    #[command(subcommand)]
    Item(item::Item),
    /// Banks of known material
    #[command(subcommand)]
    Bank(bank::Bank),
    /// Providers: the directory of who hosts and how to reach them
    #[command(subcommand)]
    Provider(directory::Provider),
    /// Authorities and their tasks
    #[command(subcommand)]
    Authority(directory::Authority),
    /// The map: assets, what is known of them, and who holds what
    #[command(subcommand)]
    Map(map::Map),
    /// Joint actions: what a person may see of them
    #[command(subcommand)]
    Operation(operation::Operation),
    /// Accounts
    #[command(subcommand)]
    Person(person::Person),
    /// The ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Verify an order (signed JSON or PDF) or an exported bundle, offline: no database, no network, no configuration
    Verify(verify::Verify),
    /// Print a completion script for a shell
    Completions(shell::Completions),
    /// Write the manual pages into a folder
    Man(shell::Man),
}

/// Where the installation is, and for whom the command acts.
#[derive(Args)]
pub struct At {
    /// The folder of the installation
    #[arg(long, env = "VIGIE_DATA", default_value = "vigie-data", value_name = "FOLDER")]
    data: PathBuf,
    /// The login of the person for whom this is done [default: `operator` in vigie.toml, `administrator` for accounts]
    #[arg(long, env = "VIGIE_PERSON", value_name = "LOGIN")]
    person: Option<String>,
}

impl At {
    /// Opens the installation.
    async fn open(&self) -> anyhow::Result<(Config, Arc<Desk>)> {
        let config = Config::read(&self.data)?;
        let desk = installation::open(&self.data, &config, World::real()).await?;
        Ok((config, desk))
    }

    /// Opens the installation for the person named, or the operator.
    async fn open_for_person(&self) -> anyhow::Result<(Arc<Desk>, Actor)> {
        self.open_for(|config| &config.operator).await
    }

    /// Opens the installation for the person named, or whoever keeps the accounts.
    async fn open_for_accounts(&self) -> anyhow::Result<(Arc<Desk>, Actor)> {
        self.open_for(|config| config.administrator.as_ref().unwrap_or(&config.operator)).await
    }

    async fn open_for(&self, usual: fn(&Config) -> &String) -> anyhow::Result<(Arc<Desk>, Actor)> {
        let (config, desk) = self.open().await?;
        let login = self.person.as_ref().unwrap_or(usual(&config));
        let actor =
            people::by_login(&desk, login).await.with_context(|| format!("there is no active account “{login}”"))?;
        Ok((desk, actor))
    }
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // One provider of cryptography for the whole process; an error would mean that one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()))
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return exit::failed(&anyhow::Error::new(error).context("the program cannot start its threads")),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(code) => code,
        Err(error) => exit::failed(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Rehearse(command) => command.run().await,
        Command::Init(command) => command.run().await,
        Command::Serve(command) => command.run().await,
        Command::Intake(command) => command.run().await,
        Command::Listen(command) => command.run().await,
        Command::Hash(command) => command.run().await,
        Command::Match(command) => command.run().await,
        Command::Item(command) => command.run().await,
        Command::Bank(command) => command.run().await,
        Command::Provider(command) => command.run().await,
        Command::Authority(command) => command.run().await,
        Command::Map(command) => command.run().await,
        Command::Operation(command) => command.run().await,
        Command::Person(command) => command.run().await,
        Command::Ledger(command) => command.run().await,
        Command::Verify(command) => command.run(),
        Command::Completions(command) => Ok(command.run::<Cli>()),
        Command::Man(command) => command.run::<Cli>(),
    }
}
