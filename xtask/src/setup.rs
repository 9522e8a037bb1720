//! What the tests need beyond Rust: installed where it is missing, and nowhere else.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;
use crate::test::postgres;

/// A package of Debian 12, and how to see that what it brings is there, from wherever it came.
struct Need {
    package: &'static str,
    is_met: fn() -> bool,
}

const NEEDS: [Need; 14] = [
    need("postgresql", || postgres::programs().is_some()),
    need("chromium", || shell::find("chromium").is_some()),
    need("chromium-driver", || shell::find("chromedriver").is_some()),
    need("wget", || shell::find("wget").is_some()),
    // Reads papers back, as a stranger would.
    need("poppler-utils", || shell::find("pdftotext").is_some()),
    // Decodes sound and video; fpcalc judges our sub-fingerprints.
    need("ffmpeg", || shell::find("ffmpeg").is_some()),
    need("libchromaprint-tools", || shell::find("fpcalc").is_some()),
    need("openssl", || shell::find("openssl").is_some()),
    // Screenshots in nine languages need their letters.
    need("fonts-noto-core", || Path::new("/usr/share/fonts/truetype/noto").is_dir()),
    need("python3", || shell::find("python3").is_some()),
    need("python3-venv", || python_can("import venv, ensurepip")),
    // One judge comes as source with a part in C++.
    need("python3-dev", || python_can("import os, sysconfig; os.stat(sysconfig.get_path('include') + '/Python.h')")),
    need("g++", || shell::find("g++").is_some()),
    need("npm", || shell::find("npm").is_some()),
];

const fn need(package: &'static str, is_met: fn() -> bool) -> Need {
    Need { package, is_met }
}

fn python_can(code: &str) -> bool {
    Command::new("python3").args(["-c", code]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Installs the missing packages, then the judges and the texts.
///
/// # Errors
/// When packages are missing and we may not install them (the message names them), or an installation fails.
pub fn run(root: &Path) -> Result<()> {
    let missing = missing();
    if !missing.is_empty() {
        install(&missing)?;
        let still = self::missing();
        ensure!(still.is_empty(), "installed, but not found: {}", still.join(" "));
    }
    judges(root)?;
    texts(root)
}

fn missing() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.is_met)()).map(|need| need.package).collect()
}

fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if shell::find("apt-get").is_none() {
        bail!("install what Debian 12 calls: {list}");
    }
    let sudo = Command::new("sudo").args(["-n", "true"]).stderr(Stdio::null()).status();
    let prefix: &[&str] = match sudo {
        _ if shell::is_root() => &["env"],
        Ok(status) if status.success() => &["sudo", "-n", "env"],
        _ => bail!("as root, run: apt-get install {list}"),
    };
    println!("installing {list}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new(prefix[0]);
        command.args(&prefix[1..]);
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        shell::succeed(command.args(arguments))
    };
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

/// Makes the Python environment of `xtask/judges.txt`, unless it is there already.
fn judges(root: &Path) -> Result<()> {
    let wanted = root.join("xtask/judges.txt");
    let list = std::fs::read_to_string(&wanted).context("cannot read xtask/judges.txt")?;
    let folder = root.join("target/venv");
    let installed = folder.join("judges.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|there| there == list) {
        return Ok(());
    }
    println!("installing the judges of xtask/judges.txt into target/venv");
    shell::succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    shell::succeed(
        Command::new(folder.join("bin/python"))
            .args(["-m", "pip", "install", "--quiet", "--prefer-binary", "-r"])
            .arg(&wanted),
    )?;
    std::fs::write(&installed, list).context("cannot note which judges are installed")
}

/// Installs the texts of `xtask/npm`, unless they are there already.
fn texts(root: &Path) -> Result<()> {
    const LISTS: [&str; 2] = ["package.json", "package-lock.json"];
    let (wanted, folder) = (root.join("xtask/npm"), root.join("target/npm"));
    let is_there = |list: &&str| {
        let read = |place: &Path| std::fs::read(place.join(list)).ok();
        // npm writes this file last.
        folder.join("node_modules/.package-lock.json").exists() && read(&wanted) == read(&folder)
    };
    if LISTS.iter().all(is_there) {
        return Ok(());
    }
    println!("installing the texts of xtask/npm into target/npm");
    std::fs::create_dir_all(&folder).context("cannot make target/npm")?;
    for list in LISTS {
        std::fs::copy(wanted.join(list), folder.join(list)).with_context(|| format!("cannot read xtask/npm/{list}"))?;
    }
    let mut npm = Command::new("npm");
    shell::succeed(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]).current_dir(&folder))
}
