//! vPDQ's text form.

use std::cmp::Ordering;
use std::fmt::Write;

use super::Frame;
use crate::pdq::Hashed;

/// What a list of frames may hold before the rest is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Frames that are read.
    pub frames: usize,
    /// Problems that are listed.
    pub problems: usize,
}

impl Default for Limits {
    /// A day of one frame a second, and a thousand problems.
    fn default() -> Self {
        Self { frames: 86_400, problems: 1_000 }
    }
}

/// A line that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has not the four columns.
    #[error("it is not frame,quality,hash,timestamp")]
    Columns,
    /// The number of the frame is none.
    #[error("the frame is not a whole number")]
    Number,
    /// The quality is none.
    #[error("the quality is not a whole number from 0 to 100")]
    Quality,
    /// The hash is none.
    #[error("the hash is not 64 hexadecimal digits")]
    Hash,
    /// The time is none.
    #[error("the timestamp is not a number of seconds from 0 to 4,000,000")]
    Timestamp,
    /// It lies before the frame above it.
    #[error("the timestamp lies before that of the line above")]
    Backwards,
    /// There are more frames than are read.
    #[error("there are more frames than are read; the rest is left out")]
    TooMany,
    /// There are more problems than are listed.
    #[error("there are more lines that cannot be read than are listed, from this one on")]
    TooManyProblems,
}

/// Seconds that a timestamp may count: six weeks.
const LATEST: f64 = 4_000_000.0;

pub(super) fn read(text: &[u8], limits: Limits) -> (Vec<Frame>, Vec<Problem>) {
    let (mut frames, mut problems): (Vec<Frame>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (line, bytes) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            continue;
        }
        if frames.len() == limits.frames {
            problems.push(Problem { line, fault: Fault::TooMany });
            break;
        }
        let fault = match frame(bytes) {
            Ok(frame) if frames.last().is_some_and(|last| last.at > frame.at) => Fault::Backwards,
            Ok(frame) => {
                frames.push(frame);
                continue;
            }
            Err(fault) => fault,
        };
        // The frames that stand between lines which cannot be read are taken, however many such lines there are.
        match problems.len().cmp(&limits.problems) {
            Ordering::Less => problems.push(Problem { line, fault }),
            Ordering::Equal => problems.push(Problem { line, fault: Fault::TooManyProblems }),
            Ordering::Greater => {}
        }
    }
    (frames, problems)
}

fn frame(line: &[u8]) -> Result<Frame, Fault> {
    let line = str::from_utf8(line).map_err(|_| Fault::Columns)?;
    let columns: Vec<&str> = line.splitn(5, ',').map(str::trim).collect();
    let [number, quality, hash, timestamp] = columns[..] else { return Err(Fault::Columns) };
    let quality = quality.parse().ok().filter(|quality| *quality <= 100).ok_or(Fault::Quality)?;
    let seconds: f64 = timestamp.parse().map_err(|_| Fault::Timestamp)?;
    if !(0.0..=LATEST).contains(&seconds) {
        return Err(Fault::Timestamp);
    }
    Ok(Frame {
        number: number.parse().map_err(|_| Fault::Number)?,
        hashed: Hashed { pdq: hash.parse().map_err(|_| Fault::Hash)?, quality },
        at: (seconds * 1000.0).round() as u32,
    })
}

pub(super) fn write(frames: &[Frame]) -> String {
    let mut text = String::new();
    for Frame { number, hashed, at } in frames {
        let (seconds, thousandths) = (at / 1000, at % 1000);
        let _ = writeln!(text, "{number},{},{},{seconds}.{thousandths:03}", hashed.quality, hashed.pdq);
    }
    text
}
