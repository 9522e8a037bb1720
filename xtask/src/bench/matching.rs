//! Fingerprints of pictures and texts, and looking them up.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Row, figures};
use crate::{setup, shell};

/// From how much free memory on the larger growth steps are measured: bytes for each code, in building and searching.
const BYTES_EACH: u64 = 350;

/// Bits in which a hash of ours may differ from the peer's: of the same pixels, by rounding; of a file, since ours leaves
/// the way through the colours out.
const MOST_BITS_OFF: [u16; 2] = [2, 6];

/// What either side says of hashing.
#[derive(Deserialize)]
struct Pictures {
    pdq_rgb: f64,
    pdq_jpeg: f64,
}

/// What ours says besides: how far its hashes lie from the peer's at most.
#[derive(Deserialize)]
struct Hashing {
    pdq_rgb: f64,
    pdq_jpeg: f64,
    rgb_bits_off: u16,
    jpeg_bits_off: u16,
}

/// What either side says of a search.
#[derive(Deserialize)]
struct Search {
    radius31: f64,
    found: u64,
    /// The distances of all that was found, added up: two searches that agree in both found the same.
    nearness: u64,
}

/// What ours says besides.
#[derive(Deserialize)]
struct Index {
    radius31: f64,
    one_by_one: f64,
    found: u64,
    nearness: u64,
    build_s: f64,
    load_s: f64,
    megabytes: f64,
}

/// What ours says of an index that is changed.
#[derive(Deserialize)]
struct Changes {
    slowest_ms: f64,
}

/// What either side says of looking texts up.
#[derive(Deserialize)]
struct Texts {
    /// From the text to what is like it.
    whole: f64,
    /// From what was made of the text.
    lookup: f64,
    recall: f64,
}

/// What ours says besides.
#[derive(Deserialize)]
struct Known {
    build_s: f64,
    megabytes: f64,
    /// Finds that were not planted.
    others: u64,
}

/// What ours says of phrases.
#[derive(Deserialize)]
struct Phrases {
    megabytes_per_s: f64,
    build_s: f64,
    megabytes: f64,
}

/// What ours says of edited pictures and of others.
#[derive(Deserialize)]
struct Likenesses {
    edits: Vec<Edit>,
    unrelated: Unrelated,
    costs: Costs,
}

#[derive(Deserialize)]
struct Edit {
    edit: String,
    of: u64,
    hash: u64,
    details: u64,
    either: u64,
}

#[derive(Deserialize)]
struct Unrelated {
    pairs: u64,
    wrong: u64,
}

#[derive(Deserialize)]
struct Costs {
    details_ms: f64,
    search_ms: f64,
}

/// What ours says of sound.
#[derive(Deserialize)]
struct Sounds {
    changes: Vec<Changed>,
    unrelated: LookedThrough,
}

#[derive(Deserialize)]
struct Changed {
    change: String,
    of: u64,
    found: u64,
    others: u64,
}

#[derive(Deserialize)]
struct LookedThrough {
    hours: u64,
    finds: u64,
    s_an_hour: f64,
}

/// Runs the examples of `crates/matching` and `xtask/peers/matching.py`, which are given the same where there is a peer,
/// then asks the server over HTTP.
///
/// # Errors
/// When either fails, or the two do not find the same or hash to much the same.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    setup::run(root)?;
    shell::succeed(shell::cargo(root).args(["build", "--release", "--package", "matching", "--examples"]))?;
    let bench = Bench { root, folder: root.join("target/bench/matching") };
    fs::create_dir_all(&bench.folder).context("cannot make target/bench/matching")?;
    let mut rows = bench.pictures()?;
    for (name, count) in [("radius31_1m", 1_000_000), ("radius31_10m", 10_000_000)] {
        rows.extend(bench.against_peer(name, count)?);
    }
    for millions in [1, 3, 10, 30] {
        if free_memory()? >= millions * 1_000_000 * BYTES_EACH {
            rows.extend(bench.growth(millions)?);
        } else {
            eprintln!("growth at {millions} M codes is left out: it takes {} MB of memory", millions * BYTES_EACH);
        }
    }
    rows.push(bench.changes()?);
    rows.extend(bench.texts(1_000_000)?);
    rows.extend(bench.phrases(1_000_000)?);
    rows.extend(bench.likenesses()?);
    rows.extend(bench.sounds()?);
    figures::build(root, "speed")?;
    rows.extend(figures::rows(root, "speed", &["lookup"], "matching")?);
    Ok(rows)
}

struct Bench<'a> {
    root: &'a Path,
    folder: PathBuf,
}

impl Bench<'_> {
    fn ours<T: DeserializeOwned>(&self, words: &[&str]) -> Result<T> {
        self.example("fingerprints", words)
    }

    fn example<T: DeserializeOwned>(&self, name: &str, words: &[&str]) -> Result<T> {
        let mut program = Command::new(self.root.join("target/release/examples").join(name));
        // What is written belongs on a disk, and TMPDIR may lie in memory.
        program.args(words).current_dir(&self.folder).env("TMPDIR", &self.folder);
        let figures = shell::read(&mut program)?;
        serde_json::from_str(&figures).with_context(|| format!("not what {name} prints: {figures}"))
    }

    fn peer<T: DeserializeOwned>(&self, words: &[&str]) -> Result<T> {
        let mut program = Command::new(self.root.join("target/venv/bin/python"));
        program.arg(self.root.join("xtask/peers/matching.py")).args(words).current_dir(&self.folder);
        let figures = shell::read(&mut program)?;
        serde_json::from_str(&figures).with_context(|| format!("not what the peer prints: {figures}"))
    }

    fn pictures(&self) -> Result<Vec<Row>> {
        fs::create_dir_all(self.folder.join("pictures"))?;
        let peer: Pictures = self.peer(&["pictures", "pictures"])?;
        let ours: Hashing = self.ours(&["pictures", "pictures"])?;
        let (off, [rgb, jpeg]) = ([ours.rgb_bits_off, ours.jpeg_bits_off], MOST_BITS_OFF);
        ensure!(off[0] <= rgb && off[1] <= jpeg, "hashes of pixels and files are {off:?} bits off the peer's");
        let row = |name, work: &str, ours, peer| Row {
            command: COMMAND.to_owned(),
            ..Row::per_second(name, work.to_owned(), "pictures/s", ours, peer)
        };
        Ok(vec![
            row("pdq_rgb", "PDQ from 1024x768 pixels", ours.pdq_rgb, peer.pdq_rgb),
            row(
                "pdq_jpeg",
                "PDQ from JPEG files of 1024x768, draft decoding for the peer",
                ours.pdq_jpeg,
                peer.pdq_jpeg,
            ),
        ])
    }

    fn against_peer(&self, name: &str, count: u64) -> Result<Vec<Row>> {
        fs::create_dir_all(self.folder.join("codes"))?;
        let peer: Search = self.peer(&["codes", "codes", &count.to_string()])?;
        let ours: Index = self.ours(&["codes", "codes"])?;
        fs::remove_file(self.folder.join("codes/known.bin"))?;
        let same = (ours.found, ours.nearness) == (peer.found, peer.nearness);
        ensure!(same, "ours found {} and the peer {} of {count} codes", ours.found, peer.found);
        let row = |how: &str, ours| Row {
            command: COMMAND.to_owned(),
            ..Row::per_second(name, format!("radius 31 in {count} codes, {how}"), "queries/s", ours, peer.radius31)
        };
        Ok(vec![row("2,048 queries together", ours.radius31), row("one by one", ours.one_by_one)])
    }

    fn changes(&self) -> Result<Row> {
        let ours: Changes = self.ours(&["changes", "3000000"])?;
        let work = "3 M codes put in one by one, a tenth taken out again: the slowest change".to_owned();
        Ok(Row::alone("radius31_changes", work, "ms", ours.slowest_ms, "matching"))
    }

    fn texts(&self, count: u64) -> Result<Vec<Row>> {
        fs::create_dir_all(self.folder.join("texts"))?;
        let peer: Texts = self.peer(&["texts", "texts", &count.to_string()])?;
        let ours: serde_json::Value = self.example("texts", &["near", "texts"])?;
        fs::remove_file(self.folder.join("texts/documents.txt"))?;
        let (speed, known) = (Texts::deserialize(&ours)?, Known::deserialize(&ours)?);
        ensure!(speed.recall >= peer.recall, "ours found {} of the copies, the peer {}", speed.recall, peer.recall);
        let work = |how: &str| format!("{count} texts of 100 words, {how}; recall {}, {}", speed.recall, peer.recall);
        let against = |how, ours, peer| Row {
            command: COMMAND.to_owned(),
            ..Row::per_second("text_near_1m", work(how), "texts/s", ours, peer)
        };
        let alone = |what: &str, unit, figure| {
            Row::alone("text_near_1m", format!("{count} texts: {what}"), unit, figure, "matching")
        };
        Ok(vec![
            against("from the text", speed.whole, peer.whole),
            against("from its fingerprint", speed.lookup, peer.lookup),
            alone("finds that were not planted", "texts", known.others as f64),
            alone("memory", "MB", known.megabytes),
            alone("building", "s", known.build_s),
        ])
    }

    fn phrases(&self, count: u64) -> Result<Vec<Row>> {
        let ours: Phrases = self.example("texts", &["phrases", &count.to_string()])?;
        let row = |what: &str, unit, figure| {
            Row::alone("phrases_1m", format!("{count} phrases: {what}"), unit, figure, "matching")
        };
        Ok(vec![
            row("text read and searched", "MB/s", ours.megabytes_per_s),
            row("memory", "MB", ours.megabytes),
            row("building", "s", ours.build_s),
        ])
    }

    /// How many edited copies of 50 among 500 pictures are found, and what the second stage costs.
    fn likenesses(&self) -> Result<Vec<Row>> {
        let ours: Likenesses = self.example("likenesses", &["50", "500", "500"])?;
        let row = |work: String, unit, figure| Row::alone("likenesses", work, unit, figure, "matching");
        let found = |edit: &Edit| {
            let Edit { edit, of, hash, details, either } = edit;
            let work = format!("{edit}: {hash} of {of} by hash, {details} by details; either");
            row(work, "%", 100.0 * *either as f64 / *of as f64)
        };
        let mut rows: Vec<Row> = ours.edits.iter().map(found).collect();
        let wrong = ours.unrelated.wrong as f64;
        rows.push(row(format!("taken for another of {} unrelated pairs", ours.unrelated.pairs), "pairs", wrong));
        rows.push(row("the details of a picture".to_owned(), "ms", ours.costs.details_ms));
        rows.push(row("looking them up among 500".to_owned(), "ms", ours.costs.search_ms));
        Ok(rows)
    }

    /// How many of 30 pieces are found in radio, and what is found in an hour that holds none.
    fn sounds(&self) -> Result<Vec<Row>> {
        let ours: Sounds = self.example("sounds", &["30", "1"])?;
        let row = |work: String, unit, figure| Row::alone("sounds", work, unit, figure, "matching");
        // Without ffmpeg nothing was changed by MP3.
        let tried = ours.changes.iter().filter(|changed| changed.of > 0);
        let found = |changed: &Changed| {
            let Changed { change, of, found, others } = changed;
            row(format!("{change}: {found} of {of} found, {others} others"), "%", 100.0 * *found as f64 / *of as f64)
        };
        let mut rows: Vec<Row> = tried.map(found).collect();
        let LookedThrough { hours, finds, s_an_hour } = ours.unrelated;
        rows.push(row(format!("finds in {hours} h of unrelated sound"), "finds", finds as f64));
        rows.push(row("looking through an hour".to_owned(), "s", s_an_hour));
        Ok(rows)
    }

    fn growth(&self, millions: u64) -> Result<Vec<Row>> {
        let ours: Index = self.ours(&["growth", &(millions * 1_000_000).to_string()])?;
        let row = |what: &str, unit, figure| {
            Row::alone("radius31_growth", format!("{millions} M codes: {what}"), unit, figure, "matching")
        };
        Ok(vec![
            row("2,048 queries together", "queries/s", ours.radius31),
            row("queries one by one", "queries/s", ours.one_by_one),
            row("memory", "MB", ours.megabytes),
            row("building", "s", ours.build_s),
            row("loading a snapshot", "s", ours.load_s),
        ])
    }
}

const COMMAND: &str = "cargo xtask bench matching";

/// Memory that programs may still have, in bytes (Linux).
fn free_memory() -> Result<u64> {
    let text = fs::read_to_string("/proc/meminfo").context("cannot read /proc/meminfo")?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:")).context("no MemAvailable")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}
