//! The shape of the tree. Each check is a function from texts to complaints.

mod commands;
mod dependencies;
mod fuzz;
mod glossary;
mod officers;
mod paths;
mod size;
mod words;

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::tree::Tree;

/// Something wrong at a place.
#[derive(Debug, PartialEq, Eq)]
pub struct Complaint {
    file: String,
    line: usize,
    text: String,
}

impl Complaint {
    fn new(file: &str, line: usize, text: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, text: text.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}

/// All checks, and the documented commands if the binary that knows them was built.
///
/// # Errors
/// When there is a complaint, or the tree cannot be read.
pub fn run(root: &Path) -> Result<()> {
    let tree = Tree::of_git(root)?;
    let mut complaints = shape(&tree);
    let vigie = root.join("target/debug/vigie");
    if vigie.is_file() {
        complaints.extend(documented_commands(&tree, &vigie));
    } else {
        eprintln!("note: commands in Markdown are not checked, as target/debug/vigie is not built");
    }
    report(&complaints)
}

/// The checks that need nothing but the texts.
///
/// # Errors
/// When there is a complaint, or the tree cannot be read.
pub fn run_shape(root: &Path) -> Result<()> {
    report(&shape(&Tree::of_git(root)?))
}

/// Whether the commands that the Markdown files name are commands of this binary.
///
/// # Errors
/// When there is a complaint, or the tree cannot be read.
pub fn run_commands(root: &Path, vigie: &Path) -> Result<()> {
    report(&documented_commands(&Tree::of_git(root)?, vigie))
}

fn shape(tree: &Tree) -> Vec<Complaint> {
    let checks: [fn(&Tree) -> Vec<Complaint>; 9] = [
        dependencies::direction,
        dependencies::fences,
        size::long_files,
        paths::dangling,
        words::unfinished,
        words::vague_modules,
        words::registry_hosts,
        fuzz::unlisted_targets,
        glossary::verbs,
    ];
    let mut complaints: Vec<_> = checks.iter().flat_map(|check| check(tree)).collect();
    complaints.extend(officers::who_peek(tree));
    complaints
}

fn documented_commands(tree: &Tree, vigie: &Path) -> Vec<Complaint> {
    let help = |words: &[&str]| {
        let output = Command::new(vigie).args(words).arg("--help").output();
        let output = output.ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    };
    commands::unknown(tree, &help, &crate::understands)
}

fn report(complaints: &[Complaint]) -> Result<()> {
    for complaint in complaints {
        println!("{complaint}");
    }
    if !complaints.is_empty() {
        bail!("{} complaints", complaints.len());
    }
    Ok(())
}
