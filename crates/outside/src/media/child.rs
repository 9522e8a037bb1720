//! Running a program with bounds.

use casework::ports::MediaError;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::Command;
use tokio::time::timeout;

/// What is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    Ffmpeg,
    Ffprobe,
}

impl Program {
    const fn name(self) -> &'static str {
        match self {
            Self::Ffmpeg => "ffmpeg",
            Self::Ffprobe => "ffprobe",
        }
    }

    /// Where it is on the path.
    pub(super) fn find(self) -> Result<PathBuf, MediaError> {
        on_path(self.name())
    }
}

fn on_path(name: &str) -> Result<PathBuf, MediaError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file());
    found.ok_or_else(|| MediaError::NoProgram { program: name.to_owned() })
}

/// Bytes of what a program complains of that are kept.
const COMPLAINTS: u64 = 8_192;

/// Characters of a complaint that are told.
const TOLD: usize = 200;

/// A program that runs.
pub(super) struct Child {
    child: tokio::process::Child,
    seconds: u64,
}

/// How it ended.
pub(super) struct End {
    /// What it complained of, if it did not end well.
    pub(super) trouble: Option<String>,
    /// Whether it had more to say than was read.
    pub(super) was_cut: bool,
}

impl Child {
    pub(super) fn run(program: Program, arguments: &[&str], seconds: u64, memory: u64) -> Result<Self, MediaError> {
        let mut command = bounded(program, arguments, Some(seconds), memory)?;
        let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        Ok(Self { child, seconds })
    }

    /// Gives what it writes, up to `most` bytes, to `take`, and waits for its end.
    pub(super) async fn read(mut self, most: usize, mut take: impl FnMut(&[u8])) -> Result<End, MediaError> {
        let (stdout, stderr) = (self.child.stdout.take(), self.child.stderr.take());
        let seconds = self.seconds;
        let work = async {
            let complaints = tokio::spawn(complaints(stderr));
            let was_cut = match stdout {
                Some(stdout) => pass_on(stdout, most, &mut take).await?,
                None => false,
            };
            if was_cut {
                self.child.start_kill().map_err(failed)?;
            }
            let status = self.child.wait().await.map_err(failed)?;
            let complaint = complaints.await.unwrap_or_default();
            Ok(End { trouble: trouble(status, &complaint).filter(|_| !was_cut), was_cut })
        };
        timeout(Duration::from_secs(seconds), work).await.map_err(|_| MediaError::TimedOut { seconds })?
    }
}

/// A command with bounds on its memory, on its processor time if it is to end, and on the files it may write: none. What
/// it complains of is not heard, and it has pipes to read and to write, unless that is changed.
pub(super) fn bounded(
    program: Program,
    arguments: &[&str],
    seconds: Option<u64>,
    memory: u64,
) -> Result<Command, MediaError> {
    let mut command = Command::new(on_path("prlimit")?);
    command
        .args([format!("--as={memory}"), "--core=0".to_owned(), "--fsize=0".to_owned()])
        .args(seconds.map(|seconds| format!("--cpu={seconds}")))
        .arg(program.find()?)
        .args(arguments)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    Ok(command)
}

pub(super) fn failed(error: std::io::Error) -> MediaError {
    MediaError::Failed { why: error.to_string() }
}

async fn pass_on(
    mut from: impl AsyncRead + Unpin,
    most: usize,
    take: &mut impl FnMut(&[u8]),
) -> Result<bool, MediaError> {
    let mut room = vec![0; 1 << 16];
    let mut left = most;
    loop {
        let read = from.read(&mut room).await.map_err(failed)?;
        if read == 0 {
            return Ok(false);
        }
        take(&room[..read.min(left)]);
        if read > left {
            return Ok(true);
        }
        left -= read;
    }
}

/// The first of what it complains of; the rest is read and forgotten, or it would wait for ever.
async fn complaints(from: Option<impl AsyncRead + Unpin>) -> String {
    let mut text = Vec::new();
    if let Some(mut from) = from {
        let _ = (&mut from).take(COMPLAINTS).read_to_end(&mut text).await;
        let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// What is told of a program that did not end well: the last thing it said, without the place of our file.
fn trouble(status: ExitStatus, complaint: &str) -> Option<String> {
    if status.success() && complaint.trim().is_empty() {
        return None;
    }
    let last = complaint.lines().map(str::trim).rfind(|line| !line.is_empty());
    let last = last.map(|line| {
        line.rsplit_once("file:/").map_or(line, |(_, after)| after.split_once(": ").map_or(line, |(_, why)| why))
    });
    Some(last.map_or_else(|| format!("the decoder ended with {status}"), |line| line.chars().take(TOLD).collect()))
}
