//! Writing a bank down for other tools.

use super::{Written, counted, named};
use crate::cli::At;
use anyhow::Context as _;
use casework::Desk;
use casework::banks::VPDQ_ENDING;
use casework::policy::Permission;
use casework::ports::Query;
use casework::records::{Bank, Kind, Record as _, Signal, Value};
use clap::Args;
use exchange::hashlist::{Algorithm, Form, Row, Writer};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

/// How many signals are read at a time.
const BATCH: u32 = 1_000;
/// The longest name of a file that is written, in bytes, before its ending.
const MAX_NAME: usize = 180;

/// What is written.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    at: At,
    /// The bank's name
    name: String,
    /// The form
    #[arg(long, value_enum, default_value_t = Written::Csv)]
    form: Written,
    /// The file to write [default: standard output]; for vpdq a folder, with one file for each video
    #[arg(long, value_name = "PATH", required_if_eq("form", "vpdq"))]
    to: Option<PathBuf>,
}

impl Export {
    /// Does it, and says how much there is that the form has no place for.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let (desk, actor) = self.at.open_for_person().await?;
        actor.needs(Permission::SeeBanks)?;
        let bank = named(&desk, &self.name).await?;
        let to = self.to.as_deref();
        let (written, other) = match (self.form, to) {
            (Written::Vpdq, Some(folder)) => videos(&desk, &bank, folder).await?,
            (Written::Csv | Written::Vpdq, _) => list(&desk, &bank, Form::Csv, to).await?,
            (Written::Lines, _) => list(&desk, &bank, Form::Lines, to).await?,
            (Written::Threatexchange, _) => list(&desk, &bank, Form::ThreatExchange, to).await?,
            (Written::Stix, _) => list(&desk, &bank, Form::Stix, to).await?,
        };
        eprintln!("{} written; {other} that this form cannot hold", counted(written, "signal"));
        Ok(())
    }
}

/// Hands over the signals in force one by one.
async fn each(desk: &Desk, bank: &Bank, mut write: impl FnMut(&Signal) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut query = Query::all(Kind::Signal, BATCH).with("bank", bank.id);
    loop {
        let signals = desk.list::<Signal>(&query).await?;
        for signal in signals.iter().filter(|signal| signal.is_in_force()) {
            write(signal)?;
        }
        match signals.last() {
            Some(last) if signals.len() == BATCH as usize => query.after = Some((last.sort(), last.uuid())),
            _ => return Ok(()),
        }
    }
}

/// Writes a list of hashes: how many are in it, and how many it has no word for.
async fn list(desk: &Desk, bank: &Bank, form: Form, to: Option<&Path>) -> anyhow::Result<(u64, u64)> {
    let out: Box<dyn Write> = match to {
        Some(path) => Box::new(File::create(path).with_context(|| format!("{} cannot be written", path.display()))?),
        None => Box::new(stdout()),
    };
    let mut writer = Writer::new(form, BufWriter::new(out), &bank.id.to_string())?;
    let mut unwritten = 0;
    let write = |signal: &Signal| match row(signal) {
        Some(row) => Ok(writer.write(&row)?),
        None => {
            unwritten += 1;
            Ok(())
        }
    };
    each(desk, bank, write).await?;
    let (written, no_word) = writer.end()?;
    Ok((written, no_word + unwritten))
}

fn row(signal: &Signal) -> Option<Row> {
    let algorithm = match signal.value {
        Value::Sha256(_) => Algorithm::Sha256,
        Value::Pdq(_) => Algorithm::Pdq,
        Value::Md5(_) => Algorithm::Md5,
        Value::Sha1(_) => Algorithm::Sha1,
        Value::Tlsh(_) => Algorithm::Tlsh,
        _ => return None,
    };
    let (hash, label, id) = (signal.value.digits()?, Some(signal.name.clone()), Some(signal.id.to_string()));
    Some(Row { line: 0, algorithm, hash, label, id, deleted: false })
}

/// Writes each video's frames in vPDQ's form into a file of its own, called as the video is, so that an import of the
/// folder gives the same signals again.
async fn videos(desk: &Desk, bank: &Bank, folder: &Path) -> anyhow::Result<(u64, u64)> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let (mut names, mut other) = (BTreeSet::new(), 0);
    let write = |signal: &Signal| {
        let Value::Video(video) = &signal.value else {
            other += 1;
            return Ok(());
        };
        let mut name = file_name(&signal.name);
        if !names.insert(name.to_lowercase()) {
            name = format!("{name} {}", signal.id);
            names.insert(name.to_lowercase());
        }
        let path = folder.join(format!("{name}{VPDQ_ENDING}"));
        fs::write(&path, video.to_lines()).with_context(|| format!("{} cannot be written", path.display()))
    };
    each(desk, bank, write).await?;
    Ok((names.len() as u64, other))
}

/// A name that every file system takes, and that leads nowhere else.
fn file_name(name: &str) -> String {
    let fits = |letter: char| !letter.is_control() && !r#"/\:*?"<>|"#.contains(letter);
    let name: String = name.chars().map(|letter| if fits(letter) { letter } else { '_' }).collect();
    let name = name.trim_matches(['.', ' ']);
    let name = &name[..name.floor_char_boundary(MAX_NAME)];
    if name.is_empty() { "video".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        let names = ["film.mp4", "../../etc/film", "a:b\u{7}", "..", ""].map(file_name);
        assert_eq!(names, ["film.mp4", "_.._etc_film", "a_b_", "video", "video"]);
        assert!(file_name(&"é".repeat(200)).len() <= MAX_NAME);
    }
}
