//! A list in whichever shape it comes: lines, or one JSON document.

use std::fmt;
use std::io::{BufRead, Read as _};
use std::vec;

use super::{Algorithm, Limits, MAX_BYTES, NotAList, Problem, Row, Rows, read_document};

/// How many rows show whether a file is a list.
const SAMPLE: usize = 100;
/// The mark that some programs put before text in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What the rows of a list are, each of which has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Lines of text.
    Line,
    /// Objects of a JSON document.
    Object,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Line => "line",
            Self::Object => "object",
        })
    }
}

/// The rows of a list of any shape, and what is wrong with the others.
pub enum AnyRows<R> {
    /// Read as they come, so that ten million of them need no memory.
    Lines(Rows<R>),
    /// Read whole.
    Document(vec::IntoIter<Result<Row, Problem>>),
}

impl<R> AnyRows<R> {
    /// What the numbers of the rows count.
    pub const fn unit(&self) -> Unit {
        match self {
            Self::Lines(_) => Unit::Line,
            Self::Document(_) => Unit::Object,
        }
    }
}

impl<R: BufRead> Iterator for AnyRows<R> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Lines(rows) => rows.next(),
            Self::Document(rows) => rows.next(),
        }
    }
}

/// Begins a list of any shape, which its first characters tell. `bare` is as for [`read`](super::read); the limits are
/// those of lines, a document has its own.
///
/// # Errors
/// A document that is no list, is too large, or cannot be read to its end.
pub fn read_any<R: BufRead>(mut input: R, bare: Option<Algorithm>, limits: Limits) -> Result<AnyRows<R>, NotAList> {
    let start = input.fill_buf().map_err(NotAList::Unreadable)?;
    if !is_json(start) {
        return Ok(AnyRows::Lines(Rows::new(input, bare, limits)));
    }
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(NotAList::Unreadable)?;
    let (rows, problems) = read_document(&bytes, bare)?;
    let all: Vec<_> = problems.into_iter().map(Err).chain(rows.into_iter().map(Ok)).collect();
    Ok(AnyRows::Document(all.into_iter()))
}

/// Whether a file is a list of hashes: most of its first rows are hashes.
pub fn is_list(bytes: &[u8]) -> bool {
    let are_hashes = |bare| {
        let rows: Vec<_> =
            read_any(bytes, bare, Limits::default()).map_or_else(|_| Vec::new(), |rows| rows.take(SAMPLE).collect());
        rows.iter().filter(|row| row.is_ok()).count() * 2 > rows.len()
    };
    // What a bare hash of 64 digits is made by does not matter here.
    are_hashes(None) || are_hashes(Some(Algorithm::Sha256))
}

/// The text without the mark before it.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

fn is_json(start: &[u8]) -> bool {
    unmarked(start).trim_ascii_start().first().is_some_and(|byte| b"[{".contains(byte))
}
