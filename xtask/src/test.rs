//! Every check there is, cheapest first, with one count at the end.

pub mod postgres;

mod chromedriver;
mod rehearsal;
mod service;
mod tally;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{setup, shell, tidy};
use tally::Tally;

/// Runs the steps and says whether all of them passed; what one of them starts is stopped whatever happens.
///
/// # Errors
/// When the tests cannot be set up at all.
pub fn run(root: &Path, fast: bool) -> Result<bool> {
    let everything = !fast || shell::in_ci();
    let cargo = |words: &str| {
        let mut cargo = shell::cargo(root);
        cargo.args(words.split(' '));
        cargo
    };
    let mut steps = Steps::default();
    steps.take("fmt", || shell::succeed(&mut cargo("fmt --all --check")));
    steps.take("tidy", || tidy::run_shape(root));
    steps.take("clippy", || shell::succeed(&mut cargo("clippy --workspace --all-targets -- -D warnings")));
    if everything {
        steps.take("doc", || {
            let mut doc = cargo("doc --no-deps --workspace");
            shell::succeed(doc.env("RUSTDOCFLAGS", "-D warnings"))
        });
    }
    steps.take("commands", || {
        // The tests' own build of the program: another set of features would compile half the tree again.
        shell::succeed(&mut cargo("test --workspace --no-run"))?;
        tidy::run_commands(root, &root.join("target/debug/vigie"))
    });
    steps.take("setup", || setup::run(root));

    let postgres = steps.start("PostgreSQL", postgres::start);
    let chromedriver = steps.start("chromedriver", chromedriver::start);
    let venv = root.join("target/venv");
    let mut tests = cargo("test --workspace --no-fail-fast");
    tests.env("VIGIE_TEST_VENV", &venv);
    tests.env("PATH", path_with(&venv.join("bin"))?);
    if let Some(postgres) = &postgres {
        tests.env("VIGIE_TEST_POSTGRES", postgres.address());
    }
    if let Some(chromedriver) = &chromedriver {
        tests.env("VIGIE_TEST_WEBDRIVER", chromedriver.address());
    }
    steps.count("tests", || count_tests(&mut tests));
    drop((postgres, chromedriver));

    if everything {
        steps.take("rehearsal", || rehearsal::play(root));
    }
    Ok(steps.end())
}

/// The steps so far.
#[derive(Default)]
struct Steps {
    tally: Tally,
    failed: Vec<&'static str>,
}

impl Steps {
    /// A step that passes or fails as a whole.
    fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) {
        self.count(name, || step().map(|()| Tally::PASSED));
    }

    /// A step that counts for itself.
    fn count(&mut self, name: &'static str, step: impl FnOnce() -> Result<Tally>) {
        println!("== {name}");
        let started = Instant::now();
        let tally = step().unwrap_or_else(|error| {
            println!("{error:#}");
            Tally::FAILED
        });
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("== {name}: {word} ({:.1} s)", started.elapsed().as_secs_f64());
        if tally.failed > 0 {
            self.failed.push(name);
        }
        self.tally += tally;
    }

    /// A step that starts something for the steps after it.
    fn start<T>(&mut self, name: &'static str, step: impl FnOnce() -> Result<T>) -> Option<T> {
        let mut started = None;
        self.take(name, || {
            started = Some(step()?);
            Ok(())
        });
        started
    }

    /// The count comes last and alone on its line, where CI looks for it.
    fn end(self) -> bool {
        if !self.failed.is_empty() {
            println!("== failed: {}", self.failed.join(", "));
        }
        println!("{}", self.tally);
        self.failed.is_empty()
    }
}

fn path_with(first: &Path) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [first.to_owned()].into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("target/venv cannot be put on the PATH")
}

/// Runs the tests, passes on what they print, and adds up what each test binary says of itself.
fn count_tests(tests: &mut Command) -> Result<Tally> {
    let mut child = tests.stdout(Stdio::piped()).spawn().context("cannot start cargo test")?;
    let printed = child.stdout.take().context("cargo test prints nowhere")?;
    let mut tally = Tally::default();
    let mut stdout = std::io::stdout().lock();
    // A test may print what is not UTF-8, so lines are taken as bytes.
    for line in BufReader::new(printed).split(b'\n') {
        let line = line?;
        stdout.write_all(&line)?;
        stdout.write_all(b"\n")?;
        tally += Tally::of_line(&String::from_utf8_lossy(&line)).unwrap_or_default();
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        println!("cargo test: {status}, though no test is said to have failed");
        tally += Tally::FAILED;
    }
    Ok(tally)
}
