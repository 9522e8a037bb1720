//! From a WARC on disk to the review queue.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::{Row, corpus};
use crate::{setup, shell};

const CAPTURES: u32 = 5000;

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
    corpus::write(BufWriter::new(File::create(&warc)?), CAPTURES)?;

    let vigie = root.join("target/release/vigie");
    let data = folder.join("data");
    shell::succeed(Command::new(&vigie).arg("init").arg("--data").arg(&data))?;
    let mut ours = Command::new(&vigie);
    ours.arg("intake").arg("--data").arg(&data).arg(&warc);
    ours.arg("--json").stdout(Stdio::null());
    let mut peer = Command::new(root.join("target/venv/bin/python"));
    peer.arg(root.join("xtask/peers/intake.py")).arg(&warc);
    let ours = per_second(&mut ours)?;
    let peer = per_second(&mut peer)?;

    let work = format!("{CAPTURES} captures in a .warc.gz, one in ten a picture");
    Ok(vec![Row::per_second(
        "intake",
        work,
        "captures/s",
        ours,
        peer,
    )])
}

fn per_second(command: &mut Command) -> Result<f64> {
    let started = Instant::now();
    shell::succeed(command)?;
    Ok(f64::from(CAPTURES) / started.elapsed().as_secs_f64())
}
