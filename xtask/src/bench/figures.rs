//! Programs that measure and print one figure a line: the examples of our own crates.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Row;
use crate::shell;

/// One figure, as the programs print it.
#[derive(Deserialize)]
struct Figure {
    name: String,
    work: String,
    ours: f64,
    unit: String,
}

/// Builds an example as part of the whole tree: alone it would want another set of features, and with it another build
/// of half the libraries.
///
/// # Errors
/// When it does not compile.
pub fn build(root: &Path, example: &str) -> Result<()> {
    shell::succeed(shell::cargo(root).args(["build", "--release", "--workspace", "--example", example]))
}

/// Runs an example that was built, and makes rows of its figures. There is no peer: no other program does this work.
/// The targets stand in docs/benchmarks.md.
///
/// # Errors
/// When it fails or prints something else.
pub fn rows(root: &Path, example: &str, words: &[impl AsRef<OsStr>], bench: &str) -> Result<Vec<Row>> {
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder).context("cannot make target/bench")?;
    let mut program = Command::new(root.join("target/release/examples").join(example));
    // What is measured belongs on a disk, and TMPDIR may lie in memory.
    program.args(words).current_dir(&folder).env("TMPDIR", &folder);
    let figures = shell::read(&mut program)?;
    let row = |line: &str| {
        let figure: Figure = serde_json::from_str(line).with_context(|| format!("not a figure: {line}"))?;
        Ok(Row::alone(&figure.name, figure.work, &figure.unit, figure.ours, bench))
    };
    figures.lines().map(row).collect()
}
