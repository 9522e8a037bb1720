//! Taking files and lists into a bank, a batch at a time.

use super::counted;
use crate::cli::At;
use anyhow::Context as _;
use casework::banks::{Addition, Import as Taking, Imported};
use casework::records::Value;
use clap::{Args, ValueEnum};
use domain::bank::Effect;
use exchange::hashlist::{Algorithm, Limits, NotAList, Row, Unit, read_any};
use matching::text::{Entry, read_phrases};
use serde_json::json;
use std::fs;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// How many rows are handed over together.
const ROWS: usize = 500;
/// Why a sound row of a list is left out.
pub const NOT_COMPARED: &str = "this algorithm is not compared";

/// What is taken in.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    at: At,
    /// The bank's name
    name: String,
    /// Who vouches for it
    #[arg(long, default_value = "command line", value_name = "TEXT")]
    source: String,
    /// If the bank is made: its material is harmless, and a match with it speaks against others
    #[arg(long)]
    harmless: bool,
    /// Read the files as lists of hashes: CSV, one a line, or JSON of ThreatExchange, TCAP or STIX
    #[arg(long)]
    hashes: bool,
    /// Read the files as lists of phrases: one a line; then, if wanted, a tab and its language, a tab and a label
    #[arg(long, conflicts_with = "hashes")]
    phrases: bool,
    /// What a bare 64-digit hash in a list is
    #[arg(long, value_enum, value_name = "ALGORITHM", requires = "hashes")]
    bare: Option<Bare>,
    /// Write every line of a list that cannot be read, and why, to a file; otherwise only the first are told
    #[arg(long, value_name = "FILE")]
    left_out: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Files or folders; a .vpdq file is the frames of one video
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// What a hash may be that does not show it.
#[derive(Clone, Copy, ValueEnum)]
enum Bare {
    Sha256,
    Pdq,
}

impl From<Bare> for Algorithm {
    fn from(bare: Bare) -> Self {
        match bare {
            Bare::Sha256 => Self::Sha256,
            Bare::Pdq => Self::Pdq,
        }
    }
}

impl Import {
    /// Does it.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        // Looked at before a bank is made: a mistyped path changes nothing.
        let mut found = Vec::new();
        for path in &self.paths {
            found.extend(files(path)?);
        }
        let bare = self.bare.map(Algorithm::from);
        let left_out = self.left_out.as_deref().map(|path| {
            fs::File::create(path).with_context(|| format!("{} cannot be written", path.display())).map(BufWriter::new)
        });
        let mut told = left_out.transpose()?;
        let (desk, actor) = self.at.open_for_person().await?;
        let effect = if self.harmless { Effect::Suppresses } else { Effect::Proposes };
        let import = Taking::into(&desk, &actor, &self.name, &self.source, effect).await?;
        let mut taking = Lists { import, told: told.as_mut() };
        for file in &found {
            if self.hashes {
                taking.list(file, bare).await?;
            } else if self.phrases {
                taking.phrases(file).await?;
            } else {
                taking.file(file).await?;
            }
        }
        let done = taking.import.end().await?;
        if let Some(mut told) = told {
            told.flush()?;
        }
        self.say(&done);
        Ok(())
    }

    fn say(&self, done: &Imported) {
        if self.json {
            let left_out: Vec<_> =
                done.left_out.iter().map(|(name, problem)| json!({ "name": name, "problem": problem })).collect();
            println!(
                "{}",
                json!({
                    "bank": self.name, "added": done.added, "removed": done.removed, "known": done.known,
                    "left_out_count": done.left_out_count, "left_out": left_out,
                })
            );
            return;
        }
        println!("{} added to {}", counted(done.added, "signal"), self.name);
        println!("{} taken back by their list, {} known before", done.removed, done.known);
        println!("{} left out", done.left_out_count);
        for (what, why) in &done.left_out {
            println!("  {what}: {why}");
        }
        let more = done.left_out_count - done.left_out.len() as u64;
        if more > 0 {
            let where_all =
                if self.left_out.is_some() { "" } else { "; --left-out FILE names all that could not be read" };
            println!("  and {more} more{where_all}");
        }
    }
}

/// The file, or all files of a folder and the folders in it, in the order of their names. Links to other folders are not
/// followed, since they may lead in circles.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || format!("{} cannot be read", path.display());
    if !fs::metadata(path).with_context(unreadable)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(unreadable)?;
    let mut entries: Vec<_> = entries.collect::<Result<_, _>>().with_context(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().with_context(unreadable)?);
        if kind.is_dir() {
            found.extend(files(&path)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// An import, and where every line that it leaves out is told.
struct Lists<'a, 'b> {
    import: Taking<'a>,
    told: Option<&'b mut BufWriter<fs::File>>,
}

impl Lists<'_, '_> {
    fn leave_out(&mut self, what: String, why: String) -> anyhow::Result<()> {
        if let Some(told) = &mut self.told {
            writeln!(told, "{what}: {why}").context("what is left out cannot be written down")?;
        }
        self.import.imported.leave_out(what, why);
        Ok(())
    }

    /// Takes a file in as known material. One that cannot be read stops nothing.
    async fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.leave_out(path.display().to_string(), format!("it cannot be read: {error}")),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(self.import.add(vec![Addition::File { name, bytes }]).await?)
    }

    /// Reads a list row by row, so that its length does not matter; a JSON document is read whole, up to its limit. One
    /// that is no list stops nothing.
    async fn list(&mut self, path: &Path, bare: Option<Algorithm>) -> anyhow::Result<()> {
        // As long as the list is: what is kept of it is one batch.
        let limits = Limits { rows: u64::MAX, ..Limits::default() };
        let opened = fs::File::open(path).map_err(NotAList::Unreadable);
        let rows = match opened.and_then(|file| read_any(BufReader::new(file), bare, limits)) {
            Ok(rows) => rows,
            Err(error) => return self.leave_out(path.display().to_string(), error.to_string()),
        };
        let unit = rows.unit();
        let mut batch = Vec::with_capacity(ROWS);
        for row in rows {
            match row.map(|row| (row.line, addition(&row))) {
                Ok((_, Some(addition))) => batch.push(addition),
                Ok((line, None)) => self.leave_out(place(path, unit, line), NOT_COMPARED.to_owned())?,
                Err(problem) => self.leave_out(place(path, unit, problem.line), problem.what.to_string())?,
            }
            if batch.len() == ROWS {
                self.import.add(std::mem::take(&mut batch)).await?;
            }
        }
        Ok(self.import.add(batch).await?)
    }

    /// Reads a list of phrases, which is read whole up to its limit.
    async fn phrases(&mut self, path: &Path) -> anyhow::Result<()> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.leave_out(path.display().to_string(), format!("it cannot be read: {error}")),
        };
        let list = read_phrases(&bytes);
        for problem in &list.problems {
            self.leave_out(place(path, Unit::Line, problem.line as u64), problem.why.to_string())?;
        }
        self.import.imported.left_out_count += (list.left_out - list.problems.len()) as u64;
        let mut phrases: Vec<Addition> = list.entries.into_iter().map(phrase).collect();
        while !phrases.is_empty() {
            let rest = phrases.split_off(phrases.len().min(ROWS));
            self.import.add(std::mem::replace(&mut phrases, rest)).await?;
        }
        Ok(())
    }
}

/// A listed phrase as a signal, called by itself and what its list says of it.
fn phrase(entry: Entry) -> Addition {
    let said: Vec<String> = [entry.label, entry.language].into_iter().flatten().collect();
    let name = if said.is_empty() { entry.phrase.clone() } else { format!("{} ({})", entry.phrase, said.join(", ")) };
    Addition::Hash { name, value: Value::Phrase(entry.phrase) }
}

fn place(path: &Path, unit: Unit, number: u64) -> String {
    format!("{}, {unit} {number}", path.display())
}

/// A row of a hash list as a signal, if Vigie compares by its algorithm.
#[must_use]
pub fn addition(row: &Row) -> Option<Addition> {
    let value = match row.algorithm {
        Algorithm::Sha256 => Value::Sha256(row.hash.parse().ok()?),
        Algorithm::Pdq => Value::Pdq(row.hash.parse().ok()?),
        Algorithm::Md5 => Value::Md5(row.hash.parse().ok()?),
        Algorithm::Sha1 => Value::Sha1(row.hash.parse().ok()?),
        Algorithm::Tlsh => Value::Tlsh(row.hash.parse().ok()?),
        Algorithm::Sha512 => return None,
    };
    let name = row.label.clone().unwrap_or_else(|| format!("line {}", row.line));
    Some(Addition::Row { name, value, row: row.id.clone(), taken_back: row.deleted })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_called_by_itself_and_what_its_list_says() {
        let list = read_phrases(b"northern light\ten\tplaces\ngrey rocks\n");
        let names: Vec<String> = list
            .entries
            .into_iter()
            .map(|entry| match phrase(entry) {
                Addition::Hash { name, value: Value::Phrase(phrase) } => format!("{phrase}: {name}"),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(names, ["northern light: northern light (places, en)", "grey rocks: grey rocks"]);
    }
}
