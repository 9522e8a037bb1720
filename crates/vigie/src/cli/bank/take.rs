//! Taking files and lists into a bank, a batch at a time.

use super::counted;
use crate::cli::At;
use anyhow::Context as _;
use casework::banks::{Addition, Import as Taking, Imported};
use casework::records::Value;
use clap::Args;
use domain::bank::Effect;
use exchange::hashlist::{self, Algorithm, Limits, Problem, Row, Rows};
use matching::text::{Entry, read_phrases};
use serde_json::json;
use std::fs;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// How many rows are handed over together.
const ROWS: usize = 500;
/// How many rows show whether a file is a list.
const SAMPLE: usize = 100;
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
    /// What a bare 64-digit hash in a list is: sha256 or pdq
    #[arg(long, value_name = "ALGORITHM", requires = "hashes")]
    bare: Option<String>,
    /// Write every line of a list that cannot be read, and why, to a file; otherwise only the first are told
    #[arg(long, value_name = "FILE")]
    left_out: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Files or folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

impl Import {
    /// Does it.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        // Looked at before a bank is made: a mistyped path changes nothing.
        let mut found = Vec::new();
        for path in &self.paths {
            found.extend(files(path)?);
        }
        let bare = self.bare.as_deref().map(algorithm).transpose()?;
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

fn algorithm(name: &str) -> anyhow::Result<Algorithm> {
    match name {
        "sha256" => Ok(Algorithm::Sha256),
        "pdq" => Ok(Algorithm::Pdq),
        _ => anyhow::bail!("--bare is sha256 or pdq, not {name}"),
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
        if is_list(&bytes) {
            let why = "it is a list of hashes, not known material itself; give --hashes to take what it lists";
            return self.leave_out(path.display().to_string(), why.to_owned());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(self.import.add(vec![Addition::File { name, bytes }]).await?)
    }

    /// Reads a list row by row, so that its length does not matter; a JSON document is read whole, up to its limit.
    async fn list(&mut self, path: &Path, bare: Option<Algorithm>) -> anyhow::Result<()> {
        let unreadable = || format!("{} cannot be read", path.display());
        let mut file = BufReader::new(fs::File::open(path).with_context(unreadable)?);
        let start = file.fill_buf().with_context(unreadable)?;
        let found: Box<dyn Iterator<Item = Result<Row, Problem>>> = if is_json(start) {
            drop(file);
            let bytes = fs::read(path).with_context(unreadable)?;
            let (rows, problems) = hashlist::read_document(&bytes, bare).with_context(unreadable)?;
            Box::new(problems.into_iter().map(Err).chain(rows.into_iter().map(Ok)))
        } else {
            // As long as the list is: what is kept of it is one batch.
            Box::new(Rows::new(file, bare, Limits { rows: u64::MAX, ..Limits::default() }))
        };
        let mut batch = Vec::with_capacity(ROWS);
        for row in found {
            match row.map(|row| (row.line, addition(&row))) {
                Ok((_, Some(addition))) => batch.push(addition),
                Ok((line, None)) => self.leave_out(place(path, line), NOT_COMPARED.to_owned())?,
                Err(problem) => self.leave_out(place(path, problem.line), problem.what.to_string())?,
            }
            if batch.len() == ROWS {
                self.import.add(std::mem::take(&mut batch)).await?;
            }
        }
        Ok(self.import.add(batch).await?)
    }

    /// Reads a list of phrases, which is read whole up to its limit.
    async fn phrases(&mut self, path: &Path) -> anyhow::Result<()> {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let list = read_phrases(&bytes);
        for problem in &list.problems {
            self.leave_out(place(path, problem.line as u64), problem.why.to_string())?;
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

fn is_json(start: &[u8]) -> bool {
    start.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"[{".contains(byte))
}

/// Whether a file is a list of hashes: most of its first rows are hashes.
fn is_list(bytes: &[u8]) -> bool {
    // What a bare hash of 64 digits is made by does not matter here.
    let bare = Some(Algorithm::Sha256);
    let (sound, all) = if is_json(bytes) {
        let (rows, problems) = hashlist::read_document(bytes, bare).unwrap_or_default();
        (rows.len(), rows.len() + problems.len())
    } else {
        let rows: Vec<_> = Rows::new(bytes, bare, Limits::default()).take(SAMPLE).collect();
        (rows.iter().filter(|row| row.is_ok()).count(), rows.len())
    };
    sound * 2 > all
}

/// A listed phrase as a signal, called by itself and what its list says of it.
fn phrase(entry: Entry) -> Addition {
    let said: Vec<String> = [entry.label, entry.language].into_iter().flatten().collect();
    let name = if said.is_empty() { entry.phrase.clone() } else { format!("{} ({})", entry.phrase, said.join(", ")) };
    Addition::Hash { name, value: Value::Phrase(entry.phrase) }
}

fn place(path: &Path, line: u64) -> String {
    format!("{}, line {line}", path.display())
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
