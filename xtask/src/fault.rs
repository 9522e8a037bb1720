//! Killing Vigie at random moments: nothing that was acknowledged may be lost.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::shell;

/// How long a rehearsal may take to set its stage. Killing it earlier would only test the set-up.
const LONGEST_SETUP: Duration = Duration::from_secs(120);
/// How many letters wait for the moment of a joint action.
const LETTERS: u32 = 200;
/// How often it is looked whether the stage is set.
const GLANCE: Duration = Duration::from_millis(20);

/// Plays rehearsals, kills each with SIGKILL at a random moment, and checks what is left. `spread`
/// is how long after the stage is set a kill may come.
pub fn run(root: &Path, kills: u32, seed: u64, spread: Duration) -> Result<bool> {
    let binary = root.join("target/release/vigie");
    ensure!(binary.exists(), "{} is not built: cargo build --release", binary.display());
    let mut random = seed;
    let mut survived = 0;
    for number in 0..kills {
        let folder = root.join(format!("target/fault/{seed}-{number}"));
        let after = spread.mul_f64(next(&mut random));
        if one(&binary, &folder, seed + u64::from(number % 5), after)? {
            survived += 1;
            std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        println!("kill {} of {kills} after {:.1} s: {survived} survived", number + 1, after.as_secs_f64());
    }
    Ok(survived == kills)
}

/// Kills a server at T0 with so many letters to send, restarts it, and so on; then each letter must have been taken once
/// or be in doubt. It is the test of `crates/vigie/tests/killed.rs`, at length.
///
/// # Errors
/// When a letter was sent twice or forgotten, or the test cannot be run.
pub fn at_the_moment(root: &Path, kills: u32, seed: u64) -> Result<()> {
    let mut test = shell::cargo(root);
    test.args(["test", "--workspace", "--test", "killed", "--", "--nocapture"]);
    test.env("VIGIE_KILLS", kills.to_string()).env("VIGIE_SEED", seed.to_string());
    shell::succeed(test.env("VIGIE_TARGETS", LETTERS.to_string()))
}

/// Kills one rehearsal. Says whether everything acknowledged stood afterwards; the folder is kept if not.
fn one(binary: &Path, folder: &PathBuf, seed: u64, after: Duration) -> Result<bool> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let mut rehearsal = Command::new(binary)
        .args(["rehearse", "--headless", "--seed", &seed.to_string(), "--data"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("the rehearsal does not start")?;
    let began = Instant::now();
    while !folder.join("acknowledged.jsonl").exists() {
        ensure!(began.elapsed() < LONGEST_SETUP, "the rehearsal did not set its stage");
        std::thread::sleep(GLANCE);
    }
    // Nothing can be waited for here: the moment is to be random, in the midst of whatever happens.
    std::thread::sleep(after);
    rehearsal.kill()?;
    rehearsal.wait()?;
    // `check` opens the installation as a restart does, and verifies the whole ledger too.
    let check = Command::new(binary).args(["rehearse", "check"]).arg(folder).output()?;
    if !check.status.success() {
        println!("{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
    }
    Ok(check.status.success())
}

/// The next of a repeatable row of numbers between 0 and 1 (a linear congruential generator with
/// the constants of Knuth's MMIX).
fn next(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    f64::from(u32::try_from(*state >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
