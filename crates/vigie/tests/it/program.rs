//! The built binary, and other people's tools.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An installation in a folder that goes with the test.
pub struct Installation {
    pub folder: tempfile::TempDir,
}

impl Installation {
    pub fn make() -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let made = Self { folder };
        let init = ["init", "--authority", "REHEARSAL Unit", "--country", "BE", "--contact", "desk@unit.example"];
        assert_eq!(made.run(&init).0, 0);
        made
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// Runs `vigie` and gives its exit code, what it printed and what it said of errors.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
        command.args(arguments).env("VIGIE_DATA", self.path("data")).env("NO_COLOR", "1").env_remove("RUST_LOG");
        finished(&mut command)
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        serde_json::from_str(&out).unwrap()
    }
}

pub fn finished(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// Whether Python is there; without it, what needs it says that it was skipped.
pub fn python() -> bool {
    let found = Command::new("python3").arg("--version").output().is_ok();
    if !found {
        println!("skipped: no python3");
    }
    found
}

/// The checker that shares no code with Vigie: its exit code and words.
pub fn checker(arguments: &[&Path], mode: &str) -> (i32, String, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../ledger/tests/check_ledger.py");
    finished(Command::new("python3").arg(script).arg(mode).args(arguments))
}
