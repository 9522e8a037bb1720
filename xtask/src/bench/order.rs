//! Orders at work: the page of clocks, handing over, papers, and a year in minutes.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Row;
use crate::shell;

/// One figure, as the programs that measure print it.
#[derive(Deserialize)]
struct Figure {
    name: String,
    work: String,
    ours: f64,
    unit: String,
}

/// Runs `crates/vigie/examples/orders`. There is no peer: no other
/// program does this work. The targets stand in docs/benchmarks.md.
///
/// # Errors
/// When either fails or prints something else.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let run = ["run", "--quiet", "--release", "--package", "vigie", "--example", "orders"];
    for line in shell::read(shell::cargo(root).args(run))?.lines() {
        let figure: Figure = serde_json::from_str(line).with_context(|| format!("not a figure: {line}"))?;
        rows.push(Row::alone(&figure.name, figure.work, &figure.unit, figure.ours, "order"));
    }
    Ok(rows)
}
