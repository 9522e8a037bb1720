//! Providers and authorities, to be handed from one installation to another or kept in a spreadsheet.
//!
//! Both come as CSV, one row each, and as JSON. Reading never stops at a bad row: sound rows are taken, and every
//! other is listed with its place, its column and the reason. In a cell that holds a list, the values are separated
//! by `;`.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it. In CSV such a value is
//! written with an apostrophe before it, and the apostrophe is taken off again on reading.

mod checks;
mod entry;
mod json;
mod table;

use std::collections::BTreeMap;
use std::fmt;

use domain::people::{AuthorityKind, Competence, Country};
use domain::provider::{Channel, ServiceKind};
use jiff::civil::Date;
use url::Url;

pub use entry::Entry;

/// The longest file that is read.
pub const MAX_BYTES: usize = 8 << 20;
/// The longest row of a CSV file, in bytes.
pub const MAX_ROW_BYTES: usize = 64 << 10;
/// The longest time for redress, in days: ten years. A longer one is a mistake.
pub const MAX_DAYS: u16 = 3650;
/// The most rows of a file.
pub const MAX_ROWS: usize = 20_000;

/// A provider as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its name, unique; one line.
    pub name: String,
    /// What it does.
    pub kind: ServiceKind,
    /// The country of its seat.
    pub country: Country,
    /// The Member State of its main establishment or legal representative, if it has one.
    pub host_state: Option<Country>,
    /// Its legal representative in the Union (Regulation (EU) 2021/784, Art 17).
    pub legal_representative: Option<String>,
    /// The e-mail address of its contact point (Art 15).
    pub contact: Option<String>,
    /// Languages the contact point reads, ISO 639-1, the preferred one first.
    pub languages: Vec<String>,
    /// Its time zone, an IANA name.
    pub time_zone: String,
    /// Domains whose pages it hosts, in small letters and ASCII.
    pub domains: Vec<String>,
    /// How it is reached, the preferred way first.
    pub channels: Vec<Channel>,
    /// Where it takes orders by machine.
    pub webhook: Option<Url>,
    /// When somebody last made sure that the contact is right.
    pub contact_confirmed: Option<Date>,
    /// Other names it is known by.
    pub known_as: Vec<String>,
}

/// An authority as it is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its name, unique; one line.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its tasks under Regulation (EU) 2021/784, Art 12(1).
    pub competences: Vec<Competence>,
    /// The e-mail address of its contact point.
    pub contact: Option<String>,
    /// Postal address, as printed on forms; may have several lines.
    pub address: String,
    /// Telephone, as printed on forms.
    pub telephone: String,
    /// The body or court for redress and the time limit; may have several lines.
    pub redress: String,
    /// What kind of authority it is (Annex I section E); none where the file does not tell.
    pub kind: Option<AuthorityKind>,
    /// Days for redress, counted from receipt of an order; none where the file does not tell.
    pub redress_days: Option<u16>,
    /// Its time zone, an IANA name; none where the file does not tell.
    pub time_zone: Option<String>,
}

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<E> {
    /// The sound entries, with their places.
    pub entries: Vec<(Place, E)>,
    /// What was not taken, or not understood.
    pub problems: Vec<Problem>,
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line of a CSV file, counted from 1.
    Line(usize),
    /// An entry of a JSON file, counted from 1.
    Entry(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => formatter.write_str("the file"),
            Self::Line(line) => write!(formatter, "line {line}"),
            Self::Entry(entry) => write!(formatter, "entry {entry}"),
        }
    }
}

/// Something that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// In which column or field; none when it concerns the whole row.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub what: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(formatter, "{}, {column}: {}", self.place, self.what),
            None => write!(formatter, "{}: {}", self.place, self.what),
        }
    }
}

impl std::error::Error for Problem {}

/// What can be wrong with a file, a row or a value. Values that are shown are shortened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is too long.
    #[error("it is longer than {MAX_BYTES} bytes and was not examined; divide it")]
    FileTooLong,
    /// There are too many rows.
    #[error("there are more than {MAX_ROWS} rows; the rest was not examined, divide the file")]
    TooManyRows,
    /// The text is in another encoding.
    #[error("it is not UTF-8 text; save the file as “CSV UTF-8”")]
    NotUtf8,
    /// There is nothing to read.
    #[error("there is no header with the names of the columns")]
    NoHeader,
    /// A column that must be there is not.
    #[error("the column is missing, so nothing was taken")]
    NoColumn,
    /// A column has no meaning here.
    #[error("the column {0:?} is not known and was not read")]
    UnknownColumn(String),
    /// A column is there twice.
    #[error("the column is there twice; only the first was read")]
    ColumnTwice,
    /// The row is too long.
    #[error("the row is longer than {MAX_ROW_BYTES} bytes; a closing quotation mark may be missing")]
    RowTooLong,
    /// A quotation mark was opened and not closed.
    #[error("a closing quotation mark is missing")]
    OpenQuote,
    /// The row has another number of cells than the header.
    #[error("the row has {found} cells, the header {expected}")]
    CellCount {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// The file is no JSON of this kind.
    #[error("it is not a JSON object with the schema {schema:?} and a list of entries")]
    NotThisJson {
        /// The schema that is expected.
        schema: &'static str,
    },
    /// An entry of a list is no object.
    #[error("it is not an object")]
    NotAnObject,
    /// A field has no meaning here.
    #[error("the field {0:?} is not known")]
    UnknownField(String),
    /// A value is of another type.
    #[error("it must be {0}")]
    WrongType(&'static str),
    /// A value must be there.
    #[error("it must be filled in")]
    Empty,
    /// A value must be there because of another.
    #[error("it must be filled in because of {0}")]
    NeededBy(&'static str),
    /// A text is too long.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A list is too long.
    #[error("it holds more than {0} values")]
    TooMany(usize),
    /// The values of a list are too long together.
    #[error("its values are longer than {0} bytes together")]
    ListTooLong(usize),
    /// A text has line ends, or characters that cannot be seen.
    #[error("it holds line ends or invisible characters")]
    Invisible,
    /// A value of a list holds the character that separates them.
    #[error("{0:?} holds a semicolon, which separates values")]
    Semicolon(String),
    /// A value is there twice.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// A word is none of those that are known.
    #[error("{given:?} is none of {known}")]
    UnknownWord {
        /// What is given.
        given: String,
        /// What is known.
        known: String,
    },
    /// Not two capital letters.
    #[error("{0:?} is not a country code of two capital letters")]
    NotACountry(String),
    /// Not a state that the Regulation binds.
    #[error("{0:?} is not a Member State of the Union")]
    NotAMemberState(String),
    /// Not a language code.
    #[error("{0:?} is not a language code of two letters (ISO 639-1)")]
    NotALanguage(String),
    /// Not one e-mail address.
    #[error("{0:?} is not one e-mail address")]
    NotAnEmail(String),
    /// Not a time zone.
    #[error("{0:?} is not a time zone; use an IANA name, such as Europe/Amsterdam")]
    NotATimeZone(String),
    /// Not a number of days.
    #[error("{0:?} is not a number of days from 1 to {MAX_DAYS}")]
    NotDays(String),
    /// Not a domain name.
    #[error("{0:?} is not a domain name, such as quay.example")]
    NotADomain(String),
    /// Not an address that can be called.
    #[error("{0:?} is not an https address without user name and password")]
    NotHttps(String),
    /// Not a date.
    #[error("{0:?} is not a date, such as 2026-05-04")]
    NotADate(String),
    /// The same name stands before.
    #[error("the name is that of {0} too; only the first was taken")]
    SameName(Place),
}

/// Reads a CSV file: UTF-8, with or without a byte order mark, cells divided by commas, semicolons or tabs.
pub fn from_csv<E: Entry>(bytes: &[u8]) -> Import<E> {
    gather(table::read(bytes, E::COLUMNS))
}

/// Reads a JSON file as written by [`to_json`].
pub fn from_json<E: Entry>(bytes: &[u8]) -> Import<E> {
    gather(json::read(bytes, E::SCHEMA, E::COLUMNS))
}

/// Writes a CSV file as spreadsheets read it: UTF-8 with a byte order mark, commas, CRLF, formulas made harmless.
pub fn to_csv<E: Entry>(entries: &[E]) -> String {
    table::write(E::COLUMNS, entries.iter().map(Entry::cells))
}

/// Writes a JSON file.
pub fn to_json<E: Entry>(entries: &[E]) -> String {
    json::write(E::SCHEMA, E::COLUMNS, entries.iter().map(Entry::cells))
}

fn gather<E: Entry>((rows, mut problems): (Vec<(Place, entry::Row)>, Vec<Problem>)) -> Import<E> {
    let mut names: BTreeMap<String, Place> = BTreeMap::new();
    let mut entries = Vec::new();
    for (place, row) in rows {
        let entry = match E::read(&row) {
            Ok(entry) => entry,
            Err((column, what)) => {
                problems.push(Problem { place, column: Some(column), what });
                continue;
            }
        };
        match names.get(&entry.name().to_lowercase()) {
            Some(first) => problems.push(Problem { place, column: Some("name"), what: Fault::SameName(*first) }),
            None => {
                names.insert(entry.name().to_lowercase(), place);
                entries.push((place, entry));
            }
        }
    }
    problems.sort_by_key(|problem| problem.place);
    Import { entries, problems }
}

#[cfg(test)]
mod tests;
