//! `vigie intake`: takes in URLs, files, folders, WARC files and lists of URLs.

use super::At;
use crate::api::taken_as_json;
use anyhow::Context as _;
use casework::Desk;
use casework::detect::{self, Handed};
use casework::policy::Actor;
use clap::Args;
use exchange::urllist;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// What is taken in.
#[derive(Args)]
pub struct Intake {
    #[command(flatten)]
    at: At,
    /// The address at which a file was found, or the one under which the files of a folder stood
    #[arg(long = "as", value_name = "URL")]
    found_at: Option<String>,
    /// Who or what brings it
    #[arg(long, default_value = "command line", value_name = "TEXT")]
    source: String,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Fetch and compare URLs now instead of leaving it to a running server
    #[arg(long)]
    wait: bool,
    /// URLs, files, folders, .warc or .warc.gz files; a .urls, .txt-of-URLs or .csv file after --list
    #[arg(required = true, value_name = "PATH_OR_URL")]
    given: Vec<String>,
    /// Read the files as lists of URLs, one a line or a CSV with a column `url`
    #[arg(long)]
    list: bool,
}

#[derive(Default)]
struct Outcome {
    items: Vec<Value>,
    left_out: Vec<Value>,
}

impl Intake {
    /// Takes everything in and says what became of each.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (desk, actor) = self.at.open_for_person().await?;
        let mut outcome = Outcome::default();
        let (mut urls, mut files) = (Vec::new(), Vec::new());
        for given in &self.given {
            if given.starts_with("http://") || given.starts_with("https://") {
                urls.push(given.clone());
            } else if self.list {
                read_list(Path::new(given), &mut urls, &mut outcome)?;
            } else {
                collect(Path::new(given), self.found_at.as_deref(), &mut files)?;
            }
        }
        self.take_in(&desk, &actor, &urls, &mut outcome).await?;
        self.hand_in(&desk, &actor, files, &mut outcome).await?;
        if self.wait {
            finish_jobs(&desk).await?;
        }
        self.print(&outcome);
        Ok(ExitCode::SUCCESS)
    }

    async fn take_in(&self, desk: &Desk, actor: &Actor, urls: &[String], outcome: &mut Outcome) -> anyhow::Result<()> {
        let progress = progress(urls.len(), "addresses");
        for group in urls.chunks(256) {
            for taken in detect::take_in(desk, actor, &self.source, group).await? {
                match taken.outcome {
                    Ok(_) => outcome.items.push(taken_as_json(&taken)),
                    Err(_) => outcome.left_out.push(taken_as_json(&taken)),
                }
            }
            progress.inc(group.len() as u64);
        }
        progress.finish_and_clear();
        Ok(())
    }

    /// Reads and hands in a few files at a time, so that a folder of any size fits in memory.
    async fn hand_in(
        &self,
        desk: &Desk,
        actor: &Actor,
        files: Vec<(PathBuf, Option<String>)>,
        outcome: &mut Outcome,
    ) -> anyhow::Result<()> {
        let progress = progress(files.len(), "files");
        for group in files.chunks(64) {
            let mut handed = Vec::with_capacity(group.len());
            for (path, address) in group {
                let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                handed.push(Handed { name, address: address.clone(), bytes });
            }
            let done = detect::hand_in(desk, actor, &self.source, handed).await?;
            outcome.items.extend(done.items.into_iter().map(|(id, new)| json!({ "id": id.to_string(), "new": new })));
            outcome
                .left_out
                .extend(done.left_out.into_iter().map(|(given, why)| json!({ "given": given, "problem": why })));
            progress.inc(group.len() as u64);
        }
        progress.finish_and_clear();
        Ok(())
    }

    fn print(&self, outcome: &Outcome) {
        if self.json {
            println!("{}", json!({ "items": outcome.items, "left_out": outcome.left_out }));
            return;
        }
        let new = outcome.items.iter().filter(|item| item["new"] == true).count();
        println!("{new} new items, {} known already, {} left out", outcome.items.len() - new, outcome.left_out.len());
        for left in &outcome.left_out {
            println!(
                "  {}: {}",
                left["given"].as_str().unwrap_or_default(),
                left["problem"].as_str().unwrap_or_default()
            );
        }
    }
}

fn progress(length: usize, what: &str) -> ProgressBar {
    if length == 0 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} {msg} {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style).with_message(what.to_owned())
}

fn read_list(path: &Path, urls: &mut Vec<String>, outcome: &mut Outcome) -> anyhow::Result<()> {
    let file = fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let (rows, problems) = urllist::read(BufReader::new(file), urllist::Limits::default());
    urls.extend(rows.into_iter().map(|row| row.url));
    let problems = problems.into_iter().map(|problem| json!({ "given": format!("{}, line {}", path.display(), problem.line), "problem": problem.what.to_string() }));
    outcome.left_out.extend(problems);
    Ok(())
}

/// The files below a path, each with the address it was found at.
fn collect(path: &Path, found_at: Option<&str>, files: &mut Vec<(PathBuf, Option<String>)>) -> anyhow::Result<()> {
    if !path.is_dir() {
        files.push((path.to_owned(), found_at.map(str::to_owned)));
        return Ok(());
    }
    let mut entries: Vec<_> =
        fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let below =
            found_at.map(|base| format!("{}/{}", base.trim_end_matches('/'), entry.file_name().to_string_lossy()));
        collect(&entry.path(), below.as_deref(), files)?;
    }
    Ok(())
}

/// Carries out what is due, so that the result can be seen without a running server.
async fn finish_jobs(desk: &Desk) -> anyhow::Result<()> {
    let progress = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    progress.enable_steady_tick(Duration::from_millis(200));
    loop {
        let done = casework::jobs::run_due(desk).await?;
        if done == 0 {
            break;
        }
        progress.inc(done as u64);
    }
    progress.finish_and_clear();
    Ok(())
}
