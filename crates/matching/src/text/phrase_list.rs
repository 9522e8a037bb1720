//! Reading a list of phrases.

use std::collections::HashMap;
use std::fmt;

use super::normal::Normalised;
use super::phrases::{NotAPhrase, Phrase};

/// The most phrases that a list may hold.
pub const MAX_PHRASES: usize = 1_000_000;
/// The longest line, in bytes.
pub const MAX_LINE_BYTES: usize = 4_096;
/// The most problems that are told; a file that is no list has one in every line.
pub const MAX_PROBLEMS: usize = 1_000;
/// The longest label, in characters.
const MAX_LABEL_CHARS: usize = 120;

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line, counted from 1.
    pub line: usize,
    /// The phrase as written, without space around it.
    pub phrase: String,
    /// The language it is said to be in: ISO 639, two or three small letters.
    pub language: Option<String>,
    /// What the list says about it.
    pub label: Option<String>,
}

/// A line that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// Why.
    pub why: Why,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// Why a line was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Bytes of another encoding.
    #[error("not UTF-8; save the list as UTF-8")]
    NotUtf8,
    /// Longer than [`MAX_LINE_BYTES`].
    #[error("longer than {MAX_LINE_BYTES} bytes")]
    LineTooLong,
    /// Too short or too long.
    #[error(transparent)]
    NotAPhrase(#[from] NotAPhrase),
    /// The second column is not the code of a language.
    #[error("the second column is the language: two or three small letters, or nothing")]
    Language,
    /// The third column is too long.
    #[error("the label has more than {MAX_LABEL_CHARS} characters")]
    LabelTooLong,
    /// More than three columns.
    #[error("more than three columns: phrase, language and label are separated by tabs")]
    Columns,
    /// The same words as in an earlier line.
    #[error("the same words as in line {0}")]
    Again(usize),
    /// The list is full.
    #[error("this line and all after it are left out: a list has at most {MAX_PHRASES} phrases; divide it")]
    TooMany,
}

/// What a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhraseList {
    /// The phrases, in order, none twice.
    pub entries: Vec<Entry>,
    /// The first [`MAX_PROBLEMS`] lines that were left out, in order.
    pub problems: Vec<Problem>,
    /// How many lines were left out.
    pub left_out: usize,
}

/// Reads a list: one phrase a line, then, if wanted, a tab and its language, another tab and a label. Empty lines and
/// lines that begin with `#` do not count. A bad line stops nothing.
#[must_use]
pub fn read_phrases(list: &[u8]) -> PhraseList {
    let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
    let mut read = PhraseList::default();
    let mut lines = HashMap::new();
    for (number, line) in (1..).zip(list.split(|byte| *byte == b'\n')) {
        let entry = match entry(number, line) {
            Ok(Some(entry)) => entry,
            Ok(None) => continue,
            Err(why) => {
                read.leave_out(number, why);
                continue;
            }
        };
        let (entry, phrase) = entry;
        if let Some(earlier) = lines.get(&phrase.identity()) {
            read.leave_out(number, Why::Again(*earlier));
            continue;
        }
        if read.entries.len() == MAX_PHRASES {
            read.leave_out(number, Why::TooMany);
            break;
        }
        lines.insert(phrase.identity(), number);
        read.entries.push(entry);
    }
    read
}

impl PhraseList {
    fn leave_out(&mut self, line: usize, why: Why) {
        self.left_out += 1;
        if self.problems.len() < MAX_PROBLEMS || why == Why::TooMany {
            self.problems.push(Problem { line, why });
        }
    }
}

fn entry(line: usize, bytes: &[u8]) -> Result<Option<(Entry, Phrase)>, Why> {
    if bytes.len() > MAX_LINE_BYTES {
        return Err(Why::LineTooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Why::NotUtf8)?.trim_end_matches('\r');
    if text.trim().is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let mut columns = text.split('\t').map(str::trim);
    let written = columns.next().unwrap_or_default();
    let language = columns.next().filter(|code| !code.is_empty());
    let label = columns.next().filter(|label| !label.is_empty());
    if columns.next().is_some() {
        return Err(Why::Columns);
    }
    let is_code = |code: &str| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if language.is_some_and(|code| !is_code(code)) {
        return Err(Why::Language);
    }
    if label.is_some_and(|label| label.chars().count() > MAX_LABEL_CHARS) {
        return Err(Why::LabelTooLong);
    }
    let phrase = Phrase::of(&Normalised::of(written))?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let entry = Entry { line, phrase: written.to_owned(), language: owned(language), label: owned(label) };
    Ok(Some((entry, phrase)))
}
