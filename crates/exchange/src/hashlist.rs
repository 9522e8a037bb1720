//! Hash lists of fingerprint banks, row by row: what is sound is taken, what is not is named.
//!
//! Three shapes of lines are read: a table with a header (`hash` or `hash_digest`, with `algorithm`, `label`, `id` and
//! `deleted` if there are such columns), lines of an algorithm and a hash (`pdq 0f0f…`), and bare hashes; and JSON, see
//! [`read_document`]; [`read_any`] tells which it is. Lines are read one by one, so that ten million of them need no
//! memory. One bad row never spoils the others, and a hash that would match blank pictures or empty files is refused,
//! since banks do contain them.

use std::io::BufRead;

mod any;
mod document;
mod write;

pub use crate::list::{Limits, Problem, RowFault};
use crate::list::{Lines, Table};
pub use any::{AnyRows, Unit, is_list, read_any};
pub use document::{MAX_BYTES, MAX_OBJECTS, NotAList, read_document};
pub use write::{Form, Writer};

/// What made a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// PDQ, 256 bits, for pictures that look alike.
    Pdq,
    /// MD5 of a file.
    Md5,
    /// SHA-1 of a file.
    Sha1,
    /// SHA-256 of a file.
    Sha256,
    /// SHA-512 of a file.
    Sha512,
    /// TLSH, version T1, for files with similar bytes.
    Tlsh,
}

impl Algorithm {
    /// Reads a name such as `sha256`, `SHA-256`, `HASH_SHA256` or `video_md5`.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
        match plain.strip_prefix("hash").unwrap_or(&plain) {
            "pdq" => Some(Self::Pdq),
            "md5" | "videomd5" => Some(Self::Md5),
            "sha1" => Some(Self::Sha1),
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            "tlsh" => Some(Self::Tlsh),
            _ => None,
        }
    }

    /// Its name in lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdq => "pdq",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::Tlsh => "tlsh",
        }
    }

    /// How many hexadecimal digits a hash has; for TLSH, after its `T1`.
    pub fn digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Pdq | Self::Sha256 => 64,
            Self::Tlsh => 70,
            Self::Sha512 => 128,
        }
    }

    /// The digest of an empty file, where the algorithm is one of files.
    fn of_nothing(self) -> Option<&'static str> {
        match self {
            Self::Md5 => Some("d41d8cd98f00b204e9800998ecf8427e"),
            Self::Sha1 => Some("da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            Self::Sha256 => Some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            Self::Sha512 => Some(concat!(
                "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce",
                "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
            )),
            Self::Pdq | Self::Tlsh => None,
        }
    }
}

/// A sound row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it is on, counted from 1.
    pub line: u64,
    /// What made the hash.
    pub algorithm: Algorithm,
    /// The hash in small hexadecimal digits; TLSH as `T1` and capital digits, as its tools write it.
    pub hash: String,
    /// What the list says about it.
    pub label: Option<String>,
    /// What the list calls the row.
    pub id: Option<String>,
    /// Whether the list has taken it back.
    pub deleted: bool,
}

/// Reads a list. `bare` is the algorithm of hashes that come without one; if there is none, their length decides, and
/// 64 digits, which may be SHA-256 or PDQ, are refused.
///
/// ```
/// use exchange::hashlist::{Algorithm, Limits, read};
///
/// let list = "algorithm,hash,label\nmd5,0123456789abcdef0123456789ABCDEF,tide table\nmd5,oops,\n";
/// let (rows, problems) = read(list.as_bytes(), None, Limits::default());
/// assert_eq!((rows[0].algorithm, rows[0].label.as_deref()), (Algorithm::Md5, Some("tide table")));
/// assert_eq!(problems[0].to_string(), "line 3: the hash is not 32 hexadecimal digits");
/// ```
pub fn read(input: impl BufRead, bare: Option<Algorithm>, limits: Limits) -> (Vec<Row>, Vec<Problem>) {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for found in Rows::new(input, bare, limits) {
        match found {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

/// The rows of a list as they are read, and what is wrong with the others.
pub struct Rows<R> {
    lines: Lines<R>,
    bare: Option<Algorithm>,
    shape: Option<Option<Columns>>,
}

impl<R: BufRead> Rows<R> {
    /// Begins a list; `bare` is as for [`read`].
    pub fn new(input: R, bare: Option<Algorithm>, limits: Limits) -> Self {
        Self { lines: Lines::new(input, limits), bare, shape: None }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (line, text) = match self.lines.next()? {
                Ok(found) => found,
                Err(problem) => return Some(Err(problem)),
            };
            let first = self.shape.is_none();
            let parts = match self.shape.get_or_insert_with(|| Columns::from_header(&text)) {
                Some(_) if first => continue,
                Some(columns) => columns.row(&text, self.bare),
                None => without_table(&text, self.bare).map(|parts| (parts, None, false)),
            };
            return Some(match parts {
                Ok(((algorithm, hash, label), id, deleted)) => Ok(Row { line, algorithm, hash, label, id, deleted }),
                Err(what) => Err(Problem { line, what }),
            });
        }
    }
}

/// Whether a cell of a table says yes.
fn means_yes(cell: &str) -> bool {
    matches!(cell.trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "t")
}

/// A row without its line number.
type Parts = (Algorithm, String, Option<String>);

/// Where a table keeps what.
struct Columns {
    table: Table,
    hash: usize,
    algorithm: Option<usize>,
    label: Option<usize>,
    id: Option<usize>,
    deleted: Option<usize>,
}

impl Columns {
    fn from_header(line: &str) -> Option<Self> {
        let table = Table::from_header(line);
        let hash = table.column(&["hash", "hash_digest", "digest"])?;
        let algorithm = table.column(&["algorithm", "hash_type", "signal_type", "type"]);
        let label = table.column(&["label", "labels", "tags", "ideology"]);
        let (id, deleted) = (table.column(&["id"]), table.column(&["deleted"]));
        Some(Self { table, hash, algorithm, label, id, deleted })
    }

    fn row(&self, line: &str, bare: Option<Algorithm>) -> Result<(Parts, Option<String>, bool), RowFault> {
        let row = self.table.row(line);
        let hash = self.table.value(&row, self.hash)?;
        let algorithm = match self.algorithm {
            Some(column) => named(self.table.value(&row, column)?)?,
            None => unnamed(hash, bare)?,
        };
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).filter(|cell| !cell.is_empty());
        let deleted = cell(self.deleted).is_some_and(|cell| means_yes(cell));
        let parts = (algorithm, sound(algorithm, hash)?, cell(self.label).cloned());
        Ok((parts, cell(self.id).cloned(), deleted))
    }
}

/// A bare hash, or an algorithm, a hash and perhaps a label.
fn without_table(line: &str, bare: Option<Algorithm>) -> Result<Parts, RowFault> {
    let gap = |character: char| character.is_whitespace() || character == ',';
    let Some((first, rest)) = line.split_once(gap) else {
        let algorithm = unnamed(line, bare)?;
        return Ok((algorithm, sound(algorithm, line)?, None));
    };
    let is_hash = first.len() >= Algorithm::Md5.digits();
    let algorithm = if is_hash { Err(RowFault::NotOneHash) } else { named(first) }?;
    let rest = rest.trim_start_matches(gap);
    let (hash, label) = rest.split_once(gap).unwrap_or((rest, ""));
    let label = Some(label.trim_matches(gap)).filter(|label| !label.is_empty());
    Ok((algorithm, sound(algorithm, hash)?, label.map(str::to_owned)))
}

fn named(name: &str) -> Result<Algorithm, RowFault> {
    Algorithm::from_name(name).ok_or_else(|| RowFault::UnknownAlgorithm(name.to_owned()))
}

fn unnamed(hash: &str, bare: Option<Algorithm>) -> Result<Algorithm, RowFault> {
    let by_length = || match hash.len() {
        32 => Some(Algorithm::Md5),
        40 => Some(Algorithm::Sha1),
        72 => Some(Algorithm::Tlsh),
        128 => Some(Algorithm::Sha512),
        _ => None,
    };
    bare.or_else(by_length).ok_or(RowFault::NoAlgorithm)
}

/// The hash in its one spelling, if it is one and says something.
fn sound(algorithm: Algorithm, text: &str) -> Result<String, RowFault> {
    let digits = algorithm.digits();
    let hash = text.to_ascii_lowercase();
    let hash = if algorithm == Algorithm::Tlsh { hash.strip_prefix("t1").unwrap_or(&hash) } else { &hash };
    if hash.len() != digits || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(RowFault::NotAHash { digits });
    }
    let uniform = hash.bytes().all(|byte| byte == hash.as_bytes()[0]);
    if uniform || algorithm.of_nothing() == Some(hash) {
        return Err(RowFault::Blank);
    }
    Ok(if algorithm == Algorithm::Tlsh { format!("T1{}", hash.to_ascii_uppercase()) } else { hash.to_owned() })
}

#[cfg(test)]
mod tests;
