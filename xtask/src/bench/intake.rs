//! From a WARC on disk to the review queue.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::{Row, corpus};
use crate::{setup, shell};

const CAPTURES: u32 = 5000;

/// So that pages and pictures are among the known ones, this is no multiple of ten.
const KNOWN_ONE_IN: usize = 49;

/// Takes a made-up WARC in with the release binary, and reads and hashes it with `xtask/peers/intake.py`.
///
/// Both are timed as whole processes. Ours also seals, stores and queues; the peer keeps nothing.
///
/// # Errors
/// When either fails.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    setup::run(root)?;
    shell::succeed(shell::cargo(root).args(["build", "--release", "--package", "vigie"]))?;
    let folder = root.join("target/bench/intake");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot clear target/bench/intake")?;
    }
    fs::create_dir_all(&folder).context("cannot make target/bench/intake")?;
    let warc = folder.join("pages.warc.gz");
    let known = folder.join("known");
    lay_out(&warc, &known)?;

    let vigie = root.join("target/release/vigie");
    let data = folder.join("data");
    let unit = "--authority Rehearsal --country BE --contact unit@rehearsal.example";
    let vigie = |command: &str| {
        let mut vigie = Command::new(&vigie);
        vigie.args(command.split(' ')).arg("--data").arg(&data);
        vigie.stdout(Stdio::null());
        vigie
    };
    shell::succeed(vigie("init").args(unit.split(' ')))?;
    shell::succeed(vigie("bank import").arg("REHEARSAL").arg(&known))?;
    let ours = per_second(vigie("intake --wait --json").arg(&warc))?;
    let mut peer = Command::new(root.join("target/venv/bin/python"));
    peer.arg(root.join("xtask/peers/intake.py")).arg(&warc);
    let peer = per_second(&mut peer)?;

    let work = format!("{CAPTURES} captures in a .warc.gz, one in ten a picture");
    Ok(vec![Row::per_second("intake", work, "captures/s", ours, peer)])
}

/// Writes the captures, and lays some of them aside as known material.
fn lay_out(warc: &Path, known: &Path) -> Result<()> {
    fs::create_dir(known)?;
    let mut out = BufWriter::new(File::create(warc)?);
    for (number, capture) in corpus::captures(CAPTURES).enumerate() {
        let capture = capture?;
        capture.write(&mut out)?;
        if number % KNOWN_ONE_IN == 0 {
            fs::write(known.join(&capture.name), &capture.body)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn per_second(command: &mut Command) -> Result<f64> {
    let started = Instant::now();
    shell::succeed(command)?;
    Ok(f64::from(CAPTURES) / started.elapsed().as_secs_f64())
}
