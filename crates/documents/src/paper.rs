//! What a paper holds, and the way from there to the typesetter's values.

use exchange::Language;
use exchange::annex::{AnnexI, AnnexII, AnnexIII, FormView, Row, SectionView};
use jiff::Timestamp;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value, dict};
use typst_pdf::PdfStandard;
use url::Url;

use crate::line::{self, Line, Piece};
use crate::press::{Imprint, Layout, print};
use crate::qr;
use crate::words::PaperWords;

/// The longest field of a form, in characters. A statement of reasons that needs more belongs into an annex.
pub const MOST_FIELD: usize = 12_000;

/// The most lines a paper may have, about 25 pages; a line of data is counted as 60 characters.
pub const MOST_LINES: usize = 1_500;

/// The most lines a sheet may have, about 200 pages, counted as [`MOST_LINES`] are.
pub const MOST_SHEET_LINES: usize = 12_000;

/// The longest attachment, in bytes.
pub const MOST_ATTACHMENT: usize = 1 << 20;

/// The longest address of a verification page, in bytes: what a code holds that a telephone reads from paper.
const MOST_ADDRESS: usize = 300;

/// The most lines, about, of what is not broken over two pages.
const SHORT: usize = 10;

/// The widest reference in the running head, in em.
const RUNNING: f64 = 45.0;

/// The form that a paper shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Annex I: the order.
    Order(Box<AnnexI>),
    /// Annex II: what the provider did.
    Feedback(Box<AnnexII>),
    /// Annex III: why the provider could not.
    Impossibility(Box<AnnexIII>),
}

/// A form to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The form.
    pub form: Form,
    /// The language of its fixed words.
    pub language: Language,
    /// The page on which anybody can check the paper.
    pub verify_at: Url,
    /// SHA-256 of the form's canonical JSON, in 64 small hexadecimal digits.
    pub digest: String,
    /// The signed order as JSON, to be carried inside.
    pub attachment: Option<Vec<u8>>,
    /// The moment written into the paper.
    pub at: Timestamp,
}

/// A letter to be set: a scrutiny decision, a reinstatement notice, or anything else that is said on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterPaper {
    /// What it is about.
    pub title: String,
    /// The text; paragraphs are parted by line feeds.
    pub body: String,
    /// Who writes; may have several lines.
    pub sender: String,
    /// To whom; may have several lines.
    pub recipient: String,
    /// The number both sides quote.
    pub reference: String,
    /// The language it is written in.
    pub language: Language,
    /// The page on which anybody can check the paper.
    pub verify_at: Url,
    /// SHA-256 of what the letter stands for, in 64 small hexadecimal digits.
    pub digest: String,
    /// The moment written into the paper.
    pub at: Timestamp,
    /// Set in an exercise; every page then says so.
    pub rehearsal: bool,
}

/// Why a paper was not set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// A field is too long.
    #[error("\"{field}\" has {length} characters; a paper takes {limit}. Shorten it or put the rest into an annex")]
    TooLong {
        /// Its label, in the language of the paper.
        field: String,
        /// Its length in characters.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// The paper would be too long.
    #[error("the paper would have {lines} lines; {limit} is the most. Shorten it or put the rest into an annex")]
    TooManyLines {
        /// How many it would have.
        lines: usize,
        /// The most there may be.
        limit: usize,
    },
    /// The attachment is too large.
    #[error("the attachment has {length} bytes; a paper carries {limit}")]
    Attachment {
        /// Its length in bytes.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Not a digest.
    #[error("the digest is not 64 small hexadecimal digits")]
    Digest,
    /// The address does not fit into a code.
    #[error("the address of the verification page has {length} bytes; a code that telephones read takes {limit}")]
    Address {
        /// Its length in bytes.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// The time cannot be written into a PDF.
    #[error("the paper's time is not in the years 0 to 9999")]
    Time,
    /// What says who may see a sheet is wider than the head of a page.
    #[error("\"{handling}\" does not fit beside the title of every page. Shorten it to about 30 letters")]
    Handling {
        /// Its beginning.
        handling: String,
    },
    /// A table has no columns or too many.
    #[error("a table has {columns} columns; a sheet takes 1 to {limit}. Part it into two tables")]
    Columns {
        /// How many it has.
        columns: usize,
        /// The most there may be.
        limit: usize,
    },
    /// A column has too small a share of the page.
    #[error("column \"{column}\" is narrower than a word: give it a twentieth of the table's width or more")]
    Narrow {
        /// Its title.
        column: String,
    },
    /// A row has other columns than its table.
    #[error("row {row} of a table has {cells} cells; the table has {columns} columns")]
    Cells {
        /// Which row, from 1.
        row: usize,
        /// How many it has.
        cells: usize,
        /// How many its table has.
        columns: usize,
    },
    /// A figure cannot be drawn on paper.
    #[error("figure \"{alt}\" cannot be printed: {why}")]
    Figure {
        /// What it was to show.
        alt: String,
        /// What is wrong with it.
        why: String,
    },
    /// The typesetter refused, which is a defect of this crate.
    #[error("the typesetter refused the paper: {0}")]
    Typesetter(String),
}

/// Sets a form as PDF/A.
///
/// # Errors
/// [`SetError`] if something is longer than a paper takes, or the digest or the time is none.
pub fn set(paper: &Paper) -> Result<Vec<u8>, SetError> {
    // Only version 3 may carry a file.
    let standard = if paper.attachment.is_some() { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let imprint = Imprint { at: paper.at, ident: &paper.digest, standard };
    print(Layout::Form, form_values(paper)?, &imprint)
}

/// Sets a letter as PDF/A.
///
/// # Errors
/// As [`set`].
pub fn set_letter(letter: &LetterPaper) -> Result<Vec<u8>, SetError> {
    let imprint = Imprint { at: letter.at, ident: &letter.digest, standard: PdfStandard::A_2a };
    print(Layout::Letter, letter_values(letter)?, &imprint)
}

/// The values of the form's layout.
pub fn form_values(paper: &Paper) -> Result<Dict, SetError> {
    let view = paper.form.view(paper.language);
    let mut room = Room::of(MOST_LINES);
    for row in view.sections.iter().flat_map(|section| &section.rows) {
        if let Row::Field { label, value } = row {
            room.take(label, value)?;
        }
    }
    let length = paper.attachment.as_ref().map_or(0, Vec::len);
    if length > MOST_ATTACHMENT {
        return Err(SetError::Attachment { length, limit: MOST_ATTACHMENT });
    }
    let frame = Frame {
        title: view.title,
        reference: paper.form.reference(),
        author: paper.form.author(),
        language: paper.language,
        colon: view.colon,
        rehearsal: view.rehearsal,
        verify_at: &paper.verify_at,
        digest: &paper.digest,
        at: paper.at,
    };
    let mut values = frame.values()?;
    values.insert("attachment".into(), paper.attachment.clone().map(Bytes::new).into_value());
    values.insert("title".into(), view.title.into_value());
    values.insert("basis".into(), view.basis.into_value());
    values.insert("preamble".into(), array(view.preamble.iter().copied()));
    values.insert("sections".into(), array(view.sections.iter().map(section)));
    Ok(values)
}

/// The values of the letter's layout.
pub fn letter_values(letter: &LetterPaper) -> Result<Dict, SetError> {
    let words = PaperWords::of(letter.language);
    let mut room = Room::of(MOST_LINES);
    room.take(words.from, &letter.sender)?;
    room.take(words.to, &letter.recipient)?;
    room.take(words.reference, &letter.reference)?;
    room.take(&letter.title, &letter.title)?;
    for paragraph in letter.body.lines() {
        room.take(&letter.title, paragraph)?;
    }
    let frame = Frame {
        title: &letter.title,
        reference: &letter.reference,
        author: &letter.sender,
        language: letter.language,
        colon: words.colon,
        rehearsal: letter.rehearsal.then_some(words.rehearsal),
        verify_at: &letter.verify_at,
        digest: &letter.digest,
        at: letter.at,
    };
    let mut values = frame.values()?;
    let labels = dict! { "from" => words.from, "to" => words.to, "reference" => words.reference, "date" => words.date };
    values.insert("labels".into(), labels.into_value());
    values.insert("attachment".into(), Value::None);
    let texts = [
        ("title", &letter.title),
        ("sender", &letter.sender),
        ("recipient", &letter.recipient),
        ("reference", &letter.reference),
        ("body", &letter.body),
    ];
    for (key, text) in texts {
        values.insert(key.into(), said(text));
    }
    Ok(values)
}

impl Form {
    fn view(&self, language: Language) -> FormView {
        match self {
            Self::Order(order) => order.view(language),
            Self::Feedback(feedback) => feedback.view(language),
            Self::Impossibility(impossibility) => impossibility.view(language),
        }
    }

    /// The number by which both sides find it.
    fn reference(&self) -> &str {
        match self {
            Self::Order(order) => &order.section_a.order_ref,
            Self::Feedback(feedback) => &feedback.section_a.authority_file_ref,
            Self::Impossibility(impossibility) => &impossibility.section_a.authority_file_ref,
        }
    }

    /// Who says what the form says.
    fn author(&self) -> &str {
        match self {
            Self::Order(order) => &order.section_e.authority,
            Self::Feedback(feedback) => &feedback.section_c.name,
            Self::Impossibility(impossibility) => &impossibility.section_c.name,
        }
    }
}

/// What every paper has.
struct Frame<'a> {
    title: &'a str,
    reference: &'a str,
    author: &'a str,
    language: Language,
    colon: &'static str,
    rehearsal: Option<&'static str>,
    verify_at: &'a Url,
    digest: &'a str,
    at: Timestamp,
}

impl Frame<'_> {
    fn values(&self) -> Result<Dict, SetError> {
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if self.digest.len() != 64 || !self.digest.bytes().all(hexadecimal) {
            return Err(SetError::Digest);
        }
        let address = self.verify_at.as_str();
        let too_long = SetError::Address { length: address.len(), limit: MOST_ADDRESS };
        let code = qr::svg(address).filter(|_| address.len() <= MOST_ADDRESS).ok_or(too_long)?;
        Ok(dict! {
            "name" => line::plain(&format!("{} - {}", self.title, self.reference)),
            "author" => line::plain(self.author),
            "running" => array([value(&line::beginning(self.reference, RUNNING))]),
            "language" => self.language.code(),
            "colon" => self.colon,
            "rehearsal" => self.rehearsal,
            "check" => PaperWords::of(self.language).check,
            "verify-at" => address,
            "address" => said(address),
            "code" => Bytes::from_string(code),
            "digest" => &self.digest[..16],
            "at" => self.at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        })
    }
}

fn section(section: &SectionView) -> Value {
    let lines: usize = section.rows.iter().map(height).sum();
    let rows = section.rows.iter().map(row);
    dict! { "heading" => section.heading.as_str(), "rows" => array(rows), "short" => lines <= SHORT }.into_value()
}

fn row(row: &Row) -> Value {
    match row {
        Row::Note(note) => dict! { "kind" => "note", "note" => *note },
        Row::Tick { on, label } => dict! { "kind" => "tick", "on" => *on, "label" => *label },
        Row::Field { label, value } => {
            let short = height(row) <= SHORT;
            dict! { "kind" => "field", "label" => *label, "value" => said(value), "short" => short }
        }
    }
    .into_value()
}

/// About how many lines a row fills.
fn height(row: &Row) -> usize {
    match row {
        Row::Note(words) | Row::Tick { label: words, .. } => lines_of(words),
        Row::Field { value, .. } => lines_of(value),
    }
}

pub fn said(text: &str) -> Value {
    array(line::lines(text).iter().map(value))
}

pub fn value(line: &Line) -> Value {
    let piece = |piece: &Piece| dict! { "text" => piece.text.as_str(), "whole" => piece.whole };
    dict! { "rtl" => line.rtl, "pieces" => array(line.pieces.iter().map(piece)) }.into_value()
}

pub fn array<T: IntoValue>(values: impl IntoIterator<Item = T>) -> Value {
    values.into_iter().map(IntoValue::into_value).collect::<Array>().into_value()
}

/// About how many lines a text fills.
fn lines_of(text: &str) -> usize {
    text.split('\n').map(|line| 1 + line.chars().count() / 60).sum()
}

/// How much of a paper is taken.
pub struct Room {
    lines: usize,
    limit: usize,
}

impl Room {
    /// An empty paper with room for this many lines.
    pub fn of(limit: usize) -> Self {
        Self { lines: 0, limit }
    }

    /// Takes the lines of a text, refusing one that is too long.
    pub fn take(&mut self, field: &str, text: &str) -> Result<(), SetError> {
        let length = text.chars().count();
        if length > MOST_FIELD {
            let field = field.chars().take(80).collect();
            return Err(SetError::TooLong { field, length, limit: MOST_FIELD });
        }
        self.take_lines(lines_of(text))
    }

    /// Takes this many lines.
    pub fn take_lines(&mut self, lines: usize) -> Result<(), SetError> {
        self.lines += lines;
        if self.lines > self.limit {
            return Err(SetError::TooManyLines { lines: self.lines, limit: self.limit });
        }
        Ok(())
    }
}
