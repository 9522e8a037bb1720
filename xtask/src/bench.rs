//! Ours against what people use today, as rows that a later run can be held against.

mod act;
mod corpus;
mod figures;
mod intake;
mod map;
mod matching;
mod order;

use std::path::Path;

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use serde::Serialize;

/// Measures something, given the root of the tree.
type Measure = fn(&Path) -> Result<Vec<Row>>;

/// The benchmarks by name. A new one is a module with such a function, and a line here.
const BENCHES: [(&str, Measure); 5] = [
    ("intake", intake::measure),
    ("order", order::measure),
    ("map", map::measure),
    ("act", act::measure),
    ("matching", matching::measure),
];

/// One thing measured.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What was done.
    name: String,
    /// On how much, of what.
    work: String,
    /// Our figure.
    ours: f64,
    /// The peer's, where there is one.
    peer: Option<f64>,
    /// What the figures count.
    unit: String,
    /// Ours divided by the peer's.
    ratio: Option<f64>,
    /// How to measure it again.
    command: String,
}

impl Row {
    /// A row whose figures are work per second.
    fn per_second(name: &str, work: String, unit: &str, ours: f64, peer: f64) -> Self {
        Self {
            name: name.to_owned(),
            work,
            ours: rounded(ours),
            peer: Some(rounded(peer)),
            unit: unit.to_owned(),
            ratio: Some(rounded(ours / peer)),
            command: format!("cargo xtask bench {name}"),
        }
    }

    /// A row without a peer, since no other program does this work.
    fn alone(name: &str, work: String, unit: &str, ours: f64, bench: &str) -> Self {
        Self {
            name: name.to_owned(),
            work,
            ours: rounded(ours),
            peer: None,
            unit: unit.to_owned(),
            ratio: None,
            command: format!("cargo xtask bench {bench}"),
        }
    }
}

/// Two decimals say more than a measurement on a shared machine can.
fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

/// The names on the command line.
pub fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(BENCHES.map(|(name, _)| name))
}

/// Runs one benchmark, prints its rows and writes them where asked.
///
/// # Errors
/// When it cannot be run or its rows cannot be written.
pub fn run(root: &Path, name: &str, json: Option<&Path>) -> Result<()> {
    let (_, measure) = BENCHES.iter().find(|(known, _)| *known == name).context("there is no such benchmark")?;
    let rows = measure(root)?;
    println!("| what | work | ours | peer | unit | ratio |");
    println!("|---|---|---|---|---|---|");
    for row in &rows {
        let shown = |figure: Option<f64>| figure.map_or("–".to_owned(), |f| f.to_string());
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            row.name,
            row.work,
            row.ours,
            shown(row.peer),
            row.unit,
            shown(row.ratio),
        );
    }
    if let Some(file) = json {
        let text = serde_json::to_string_pretty(&rows)?;
        std::fs::write(file, text + "\n").with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
