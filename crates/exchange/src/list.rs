//! What the readers of lists have in common: lines of limited length, and problems with a line number.

use std::io::{BufRead, ErrorKind};

use domain::UnknownName;
use domain::map::{AssetKind, LinkKind, NotAnAsset};

use crate::AddressFault;

/// How much of a list is read; a limit that is met becomes a [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest line, in bytes; a longer one is passed over.
    pub line_bytes: usize,
    /// Most lines that hold something.
    pub rows: u64,
}

impl Default for Limits {
    /// 8 KiB a line, 10 million rows.
    fn default() -> Self {
        Self { line_bytes: 8 << 10, rows: 10_000_000 }
    }
}

/// A line that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Problem {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with it.
    pub what: RowFault,
}

/// What can be wrong with a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// The list cannot be read further.
    #[error("the list cannot be read further ({0}); the rest was not examined")]
    Unreadable(String),
    /// There are more lines than allowed.
    #[error("the list has more than {limit} rows; the rest was not examined")]
    TooManyRows {
        /// The limit in force.
        limit: u64,
    },
    /// The line is too long.
    #[error("the line is longer than {limit} bytes")]
    LineTooLong {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// The line is not UTF-8.
    #[error("the line is not UTF-8 text")]
    NotUtf8,
    /// The column that the header promises is not there or empty.
    #[error("the column {0:?} is missing or empty")]
    NoValue(String),
    /// The line is not one value, nor a value with its algorithm.
    #[error("the line is neither one hash nor an algorithm followed by a hash")]
    NotOneHash,
    /// There is no such algorithm here.
    #[error("the algorithm {0:?} is not known; use pdq, md5, sha1, sha256, sha512 or tlsh")]
    UnknownAlgorithm(String),
    /// The hash could be of more than one algorithm, or of none.
    #[error("the hash does not show its algorithm; name it in the list or for the whole list")]
    NoAlgorithm,
    /// The hash has the wrong length or characters.
    #[error("the hash is not {digits} hexadecimal digits")]
    NotAHash {
        /// How many digits the algorithm has.
        digits: usize,
    },
    /// The hash would match much that is unrelated.
    #[error("the hash is that of blank or empty content and would match unrelated items")]
    Blank,
    /// The value is not the exact address of an item.
    #[error("the value {0}")]
    Address(AddressFault),
    /// The line is not a JSON object.
    #[error("the line is not a JSON object")]
    NotAnObject,
    /// A field is missing or of the wrong type.
    #[error("the field {0:?} is missing, empty or of the wrong type")]
    NoField(&'static str),
    /// A time cannot be read.
    #[error("the field {0:?} is not a time; give seconds since 1970 or a date as in 2026-11-22T10:00:00Z")]
    BadTime(&'static str),
    /// The times are the wrong way round.
    #[error("it was last seen before it was first seen")]
    Backwards,
    /// A value does not name an asset of the map.
    #[error("{0}")]
    NotAnAsset(NotAnAsset),
    /// A word is none of those that are known there.
    #[error("{0}")]
    UnknownName(UnknownName),
    /// The map has no such link.
    #[error("the map knows no link “{link}” from {subject} to {object}")]
    NotALink {
        /// The kind it leads from.
        subject: AssetKind,
        /// The link.
        link: LinkKind,
        /// The kind it leads to.
        object: AssetKind,
    },
    /// A record of the name system that says nothing for the map.
    #[error("records of type {0} are not used for the map")]
    UnusedRecord(String),
    /// More values on a line than are looked at.
    #[error("there are more than {limit} values of {what:?}; the rest was not examined")]
    TooManyValues {
        /// The field.
        what: &'static str,
        /// The limit in force.
        limit: usize,
    },
}

/// The lines that hold something: not empty, no `#` comment. Ends after a problem that keeps it from going on.
pub(crate) struct Lines<R> {
    input: R,
    limits: Limits,
    number: u64,
    rows: u64,
    finished: bool,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R, limits: Limits) -> Self {
        Self { input, limits, number: 0, rows: 0, finished: false }
    }

    /// One line without its end; nothing at the end of the list.
    fn line(&mut self) -> Result<Option<Vec<u8>>, RowFault> {
        let limit = self.limits.line_bytes;
        let (mut line, mut length, mut any) = (Vec::new(), 0, false);
        loop {
            let bytes = match self.input.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.finished = true;
                    return Err(RowFault::Unreadable(error.to_string()));
                }
            };
            let end = bytes.iter().position(|&byte| byte == b'\n');
            let piece = end.unwrap_or(bytes.len());
            let over = bytes.is_empty() || end.is_some();
            any |= !bytes.is_empty();
            length += piece;
            if length <= limit {
                line.extend_from_slice(&bytes[..piece]);
            }
            self.input.consume(end.map_or(piece, |end| end + 1));
            if over {
                break;
            }
        }
        match (any, length > limit) {
            (false, _) => Ok(None),
            (true, true) => Err(RowFault::LineTooLong { limit }),
            (true, false) => Ok(Some(line)),
        }
    }

    fn step(&mut self) -> Result<Option<(u64, String)>, RowFault> {
        loop {
            self.number += 1;
            let Some(line) = self.line()? else {
                return Ok(None);
            };
            let text = String::from_utf8(line).map_err(|_| RowFault::NotUtf8)?;
            let text = text.trim_start_matches('\u{feff}').trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            self.rows += 1;
            if self.rows > self.limits.rows {
                self.finished = true;
                return Err(RowFault::TooManyRows { limit: self.limits.rows });
            }
            return Ok(Some((self.number, text.to_owned())));
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(u64, String), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        let outcome = self.step();
        outcome.map_err(|what| Problem { line: self.number, what }).transpose()
    }
}

/// How the lines of a list with a header are divided.
pub(crate) struct Table {
    delimiter: u8,
    header: Vec<String>,
}

impl Table {
    /// Takes `line` for a header, whatever it holds.
    pub(crate) fn from_header(line: &str) -> Self {
        let delimiter = [b',', b';', b'\t'].into_iter().find(|&byte| line.as_bytes().contains(&byte));
        let delimiter = delimiter.unwrap_or(b',');
        let header = cells(line, delimiter).iter().map(|cell| cell.to_ascii_lowercase()).collect();
        Self { delimiter, header }
    }

    /// The first column with one of these names.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|cell| names.contains(&cell.as_str()))
    }

    /// The cells of a later line. Each line stands alone, so that a stray quotation mark spoils one row only.
    pub(crate) fn row(&self, line: &str) -> Vec<String> {
        cells(line, self.delimiter)
    }

    /// The cell of that column if it holds something.
    pub(crate) fn value<'a>(&self, row: &'a [String], column: usize) -> Result<&'a str, RowFault> {
        let value = row.get(column).map(String::as_str).filter(|cell| !cell.is_empty());
        value.ok_or_else(|| RowFault::NoValue(self.header.get(column).cloned().unwrap_or_default()))
    }
}

fn cells(line: &str, delimiter: u8) -> Vec<String> {
    let mut record = csv::StringRecord::new();
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).delimiter(delimiter).trim(csv::Trim::All).buffer_capacity(line.len().max(1));
    match reader.from_reader(line.as_bytes()).read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
