//! Running a program with bounds.

use casework::ports::MediaError;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;
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

/// What `unshare` is asked for: a network with nothing in it, not even loopback, as any user may have.
const NO_NETWORK: [&str; 2] = ["--user", "--net"];

/// Bytes of what a program complains of that are kept.
const COMPLAINTS: u64 = 8_192;

/// Characters of a complaint that are told.
const TOLD: usize = 200;

/// A program that runs.
pub(super) struct Child {
    child: tokio::process::Child,
    patience: Duration,
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// By itself, and well.
    Well {
        /// The last thing that it complained of all the same.
        complaint: Option<String>,
    },
    /// By itself, and not well.
    Badly {
        /// What it complained of.
        why: String,
    },
    /// It had more to say than was read.
    Cut,
    /// It took too long; what it had said until then was read.
    Late,
}

impl End {
    /// What is to be told of it: why it ended badly, or a complaint.
    pub(super) fn trouble(self) -> Option<String> {
        match self {
            Self::Well { complaint } => complaint,
            Self::Badly { why } => Some(why),
            Self::Cut | Self::Late => None,
        }
    }
}

impl Child {
    pub(super) fn run(program: Program, arguments: &[&str], seconds: u64, memory: u64) -> Result<Self, MediaError> {
        Self::start(bounded(program, arguments, Some(seconds), memory)?, Duration::from_secs(seconds))
    }

    fn start(mut command: Command, patience: Duration) -> Result<Self, MediaError> {
        let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        Ok(Self { child, patience })
    }

    /// Gives what it writes, up to `most` bytes, to `take`, and waits for its end, or ends it when it takes too long.
    pub(super) async fn read(mut self, most: usize, mut take: impl FnMut(&[u8])) -> Result<End, MediaError> {
        let (patience, stdout, stderr) = (self.patience, self.child.stdout.take(), self.child.stderr.take());
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
            let complaint = last_of(&complaints.await.unwrap_or_default());
            Ok(match complaint {
                _ if was_cut => End::Cut,
                complaint if status.success() => End::Well { complaint },
                complaint => {
                    End::Badly { why: complaint.unwrap_or_else(|| format!("the decoder ended with {status}")) }
                }
            })
        };
        // It is killed when it is dropped here.
        timeout(patience, work).await.unwrap_or(Ok(End::Late))
    }
}

/// Whether programs here may be run in a namespace of their own, in which there is no network. Asked once: containers
/// and some systems do not permit it.
fn has_namespaces() -> bool {
    static ANSWER: LazyLock<bool> = LazyLock::new(|| {
        let mut command = std::process::Command::new("unshare");
        command.args(NO_NETWORK).arg("true").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let may = command.status().is_ok_and(|status| status.success());
        if !may {
            tracing::info!("the decoder runs without a namespace of its own, which is not permitted here");
        }
        may
    });
    *ANSWER
}

/// A command with bounds on its memory, on its processor time if it is to end, and on the files it may write: none; and
/// without a network and without a way to gain privileges, where the system has the means. What it complains of is not
/// heard, and it has pipes to read and to write, unless that is changed.
pub(super) fn bounded(
    program: Program,
    arguments: &[&str],
    seconds: Option<u64>,
    memory: u64,
) -> Result<Command, MediaError> {
    let mut command = confined(&program.find()?, seconds, memory)?;
    command.args(arguments);
    Ok(command)
}

fn confined(program: &Path, seconds: Option<u64>, memory: u64) -> Result<Command, MediaError> {
    let mut all: Vec<OsString> = Vec::new();
    if has_namespaces() {
        all.push(on_path("unshare")?.into());
        all.extend(NO_NETWORK.map(OsString::from));
    }
    if let Ok(setpriv) = on_path("setpriv") {
        all.extend([setpriv.into(), "--no-new-privs".into()]);
    }
    all.push(on_path("prlimit")?.into());
    all.extend([format!("--as={memory}"), "--core=0".to_owned(), "--fsize=0".to_owned()].map(OsString::from));
    all.extend(seconds.map(|seconds| format!("--cpu={seconds}").into()));
    all.push(program.into());
    let mut command = Command::new(&all[0]);
    command
        .args(&all[1..])
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

/// What is told of a program's complaints: the last thing it said, without the place of our file.
fn last_of(complaints: &str) -> Option<String> {
    let last = complaints.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    let why = last.rsplit_once("file:/").and_then(|(_, after)| after.split_once(": ")).map_or(last, |(_, why)| why);
    Some(why.chars().take(TOLD).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::net::TcpListener;

    const MEMORY: u64 = 1 << 30;

    /// What a script writes within so many milliseconds, and how it ends.
    async fn ran(script: &str, most: usize, milliseconds: u64) -> (String, End) {
        let mut command = confined(&on_path("sh").unwrap(), None, MEMORY).unwrap();
        command.args(["-c", script]);
        let child = Child::start(command, Duration::from_millis(milliseconds)).unwrap();
        let mut written = Vec::new();
        let end = child.read(most, |bytes| written.extend_from_slice(bytes)).await.unwrap();
        (String::from_utf8(written).unwrap(), end)
    }

    fn well(complaint: Option<&str>) -> End {
        End::Well { complaint: complaint.map(str::to_owned) }
    }

    fn badly(why: &str) -> End {
        End::Badly { why: why.to_owned() }
    }

    #[rstest]
    #[case::well("printf lamp", "lamp", well(None))]
    #[case::well_with_a_complaint(
        "printf lamp; echo 'a gull' >&2; echo 'a tern' >&2; echo >&2",
        "lamp",
        well(Some("a tern"))
    )]
    #[case::badly("printf lamp; echo 'file:/tmp/x: a gull' >&2; exit 3", "lamp", badly("a gull"))]
    #[case::badly_without_a_word("exit 3", "", badly("the decoder ended with exit status: 3"))]
    #[case::cut("printf lighthouse", "lightho", End::Cut)]
    #[tokio::test]
    async fn how_a_program_ended_is_told_with_what_it_wrote(
        #[case] script: &str,
        #[case] written: &str,
        #[case] end: End,
    ) {
        assert_eq!(ran(script, 7, 60_000).await, (written.to_owned(), end));
    }

    #[tokio::test]
    async fn what_was_written_before_the_time_ran_out_is_kept() {
        assert_eq!(ran("printf lamp; exec tail -f /dev/null", 100, 3_000).await, ("lamp".to_owned(), End::Late));
    }

    #[tokio::test]
    async fn it_reaches_no_listener() {
        if !has_namespaces() {
            println!("skipped: namespaces are not permitted here");
            return;
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let knock = format!("bash -c 'echo lamp > /dev/tcp/127.0.0.1/{port}' && echo reached");
        let (written, end) = ran(&knock, 100, 60_000).await;
        assert_eq!(written, "");
        assert!(matches!(&end, End::Badly { why } if why.contains("127.0.0.1") || why.contains("bash")), "{end:?}");
        assert!(listener.accept().is_err(), "nobody knocked");
        // The same knocking is heard when nothing is in its way.
        let knocked = std::process::Command::new("sh").args(["-c", &knock]).output().unwrap();
        if knocked.stdout == b"reached\n" {
            assert!(listener.accept().is_ok());
        } else {
            println!("skipped: no bash");
        }
    }
}
