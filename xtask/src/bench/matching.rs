//! Fingerprints of pictures, and looking them up.

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

/// Runs `crates/matching/examples/fingerprints` and `xtask/peers/matching.py` on the same pictures and codes, then asks
/// the server over HTTP.
///
/// # Errors
/// When either fails, or the two do not find the same or hash to much the same.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    setup::run(root)?;
    shell::succeed(shell::cargo(root).args([
        "build",
        "--release",
        "--package",
        "matching",
        "--example",
        "fingerprints",
    ]))?;
    let bench = Bench { root, folder: root.join("target/bench/matching") };
    fs::create_dir_all(&bench.folder).context("cannot make target/bench/matching")?;
    let mut rows = bench.pictures()?;
    for (name, count) in [("radius31_1m", 1_000_000), ("radius31_10m", 10_000_000)] {
        rows.extend(bench.against_peer(name, count)?);
    }
    for millions in [1, 3, 10, 30] {
        if free_memory()? >= millions * 1_000_000 * BYTES_EACH {
            rows.extend(bench.growth(millions)?);
        }
    }
    rows.push(bench.changes()?);
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
        let mut program = Command::new(self.root.join("target/release/examples/fingerprints"));
        // What is written belongs on a disk, and TMPDIR may lie in memory.
        program.args(words).current_dir(&self.folder).env("TMPDIR", &self.folder);
        let figures = shell::read(&mut program)?;
        serde_json::from_str(&figures).with_context(|| format!("not what fingerprints prints: {figures}"))
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
