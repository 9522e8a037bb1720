//! Hash lists of fingerprint banks, row by row: what is sound is taken, what is not is named.
//!
//! Three shapes are read: a table with a header (`hash` or `hash_digest`, with `algorithm` and `label` if there are
//! such columns), lines of an algorithm and a hash (`pdq 0f0f…`), and bare hashes. One bad row never spoils the others,
//! and a hash that would match blank pictures or empty files is refused, since banks do contain them.

use std::io::BufRead;

pub use crate::list::{Limits, Problem, RowFault};
use crate::list::{Lines, Table};

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
    /// Reads a name such as `sha256`, `SHA-256` or `Sha_256`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().replace(['-', '_'], "").as_str() {
            "pdq" => Some(Self::Pdq),
            "md5" => Some(Self::Md5),
            "sha1" => Some(Self::Sha1),
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            "tlsh" => Some(Self::Tlsh),
            _ => None,
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
    let mut shape: Option<Option<Columns>> = None;
    for item in Lines::new(input, limits) {
        let (line, text) = match item {
            Ok(found) => found,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let first = shape.is_none();
        let row = match shape.get_or_insert_with(|| Columns::from_header(&text)) {
            Some(_) if first => continue,
            Some(columns) => columns.row(&text, bare),
            None => without_table(&text, bare),
        };
        match row {
            Ok((algorithm, hash, label)) => rows.push(Row { line, algorithm, hash, label }),
            Err(what) => problems.push(Problem { line, what }),
        }
    }
    (rows, problems)
}

/// A row without its line number.
type Parts = (Algorithm, String, Option<String>);

/// Where a table keeps what.
struct Columns {
    table: Table,
    hash: usize,
    algorithm: Option<usize>,
    label: Option<usize>,
}

impl Columns {
    fn from_header(line: &str) -> Option<Self> {
        let table = Table::from_header(line);
        let hash = table.column(&["hash", "hash_digest", "digest"])?;
        let algorithm = table.column(&["algorithm", "hash_type", "signal_type", "type"]);
        let label = table.column(&["label", "labels", "tags"]);
        Some(Self { table, hash, algorithm, label })
    }

    fn row(&self, line: &str, bare: Option<Algorithm>) -> Result<Parts, RowFault> {
        let row = self.table.row(line);
        let hash = self.table.value(&row, self.hash)?;
        let algorithm = match self.algorithm {
            Some(column) => named(self.table.value(&row, column)?)?,
            None => unnamed(hash, bare)?,
        };
        let label = self.label.and_then(|column| row.get(column)).filter(|label| !label.is_empty());
        Ok((algorithm, sound(algorithm, hash)?, label.cloned()))
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
