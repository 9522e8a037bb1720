//! The directory as CSV.

use csv::{ByteRecord, ReaderBuilder, Terminator, WriterBuilder};

use super::entry::{Cell, Column, Row};
use super::{Fault, MAX_BYTES, MAX_ROW_BYTES, MAX_ROWS, Place, Problem};

/// Tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// What a spreadsheet takes for the beginning of a formula; the wide forms are taken so in some languages.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub(super) fn read(bytes: &[u8], columns: &'static [Column]) -> (Vec<(Place, Row)>, Vec<Problem>) {
    let mut reading = Reading { problems: Vec::new(), rows: Vec::new() };
    if bytes.len() > MAX_BYTES {
        reading.bad(Place::File, None, Fault::FileTooLong);
    } else {
        reading.file(bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes), columns);
    }
    (reading.rows, reading.problems)
}

struct Reading {
    problems: Vec<Problem>,
    rows: Vec<(Place, Row)>,
}

impl Reading {
    fn bad(&mut self, place: Place, column: Option<&'static str>, what: Fault) {
        self.problems.push(Problem { place, column, what });
    }

    fn file(&mut self, bytes: &[u8], columns: &'static [Column]) {
        let mut lines = Lines { bytes, at: 0, line: 1 };
        lines.pass_blank();
        let delimiter = delimiter(lines.first_line());
        let next = lines.next(delimiter);
        let Some(header) = next.texts() else {
            return self.bad(Place::File, None, Fault::NoHeader);
        };
        let Some(header) = self.header(&header, columns, lines.line) else {
            return;
        };
        lines.advance(next.bytes.len());
        for count in 1.. {
            lines.pass_blank();
            let place = Place::Line(lines.line);
            if lines.at >= bytes.len() {
                return;
            }
            if count > MAX_ROWS {
                return self.bad(place, None, Fault::TooManyRows);
            }
            let next = lines.next(delimiter);
            match next.row(&header) {
                Ok(row) => {
                    self.rows.extend(row.map(|row| (place, row)));
                    lines.advance(next.bytes.len());
                }
                // What looks like one row of many lines may be several, one of which lacks a quotation mark.
                Err(what) => {
                    self.bad(place, None, what);
                    lines.advance_line();
                }
            }
        }
    }

    /// Which column each cell belongs to; nothing when a column is missing that must be there.
    fn header(&mut self, cells: &[String], columns: &'static [Column], line: usize) -> Option<Vec<Option<Column>>> {
        let place = Place::Line(line);
        let mut header: Vec<Option<Column>> = Vec::new();
        for cell in cells {
            let name = cell.to_ascii_lowercase();
            let column = columns.iter().find(|column| column.name == name).copied();
            let twice = column.filter(|column| header.iter().flatten().any(|earlier| earlier.name == column.name));
            match (column, twice) {
                (None, _) if name.is_empty() => {}
                (None, _) => self.bad(place, None, Fault::UnknownColumn(super::checks::shown(cell))),
                (Some(_), Some(column)) => self.bad(place, Some(column.name), Fault::ColumnTwice),
                (Some(_), None) => {}
            }
            header.push(if twice.is_some() { None } else { column });
        }
        let there = |column: &&Column| header.iter().flatten().any(|given| given.name == column.name);
        let missing: Vec<&Column> = columns.iter().filter(|column| column.required && !there(column)).collect();
        for column in &missing {
            self.bad(place, Some(column.name), Fault::NoColumn);
        }
        missing.is_empty().then_some(header)
    }
}

/// The sign that divides the cells of the header.
fn delimiter(line: &[u8]) -> u8 {
    let times = |sign: u8| line.iter().filter(|&&byte| byte == sign).count();
    // Among equals the last one wins, which is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|&sign| times(sign)).unwrap_or(b',')
}

/// A file and how far it was read.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn first_line(&self) -> &[u8] {
        self.bytes[self.at..].split(|&byte| byte == b'\n').next().unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.bytes[self.at..self.at + bytes];
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.at += bytes;
    }

    fn advance_line(&mut self) {
        let rest = self.bytes.len() - self.at;
        self.advance((self.first_line().len() + 1).min(rest));
    }

    /// Lines without anything, and the end of a line whose row was read.
    fn pass_blank(&mut self) {
        while self.at < self.bytes.len() && self.first_line().trim_ascii().is_empty() {
            self.advance_line();
        }
    }

    /// The row that begins here.
    fn next(&self, delimiter: u8) -> Next<'_> {
        let rest = &self.bytes[self.at..];
        let window = &rest[..rest.len().min(MAX_ROW_BYTES)];
        let mut reader = ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(delimiter);
        let mut reader = reader.from_reader(window);
        let mut record = ByteRecord::new();
        // Reading from memory cannot fail, and any bytes are rows of some number of cells.
        let _ = reader.read_byte_record(&mut record);
        let taken = usize::try_from(reader.position().byte()).unwrap_or(window.len()).min(window.len());
        Next { record, bytes: &window[..taken], whole: taken < window.len() || window.len() == rest.len() }
    }
}

/// A row as it stands.
struct Next<'a> {
    record: ByteRecord,
    bytes: &'a [u8],
    /// Whether it was seen to its end.
    whole: bool,
}

impl Next<'_> {
    /// The cells, if they are text and one of them holds something.
    fn texts(&self) -> Option<Vec<String>> {
        let text = |cell: &[u8]| String::from_utf8(cell.to_vec()).ok().map(|text| text.trim().to_owned());
        let cells: Option<Vec<String>> = self.record.iter().map(text).collect();
        cells.filter(|cells| self.whole && cells.iter().any(|cell| !cell.is_empty()))
    }

    /// The cells by their columns; nothing when all its cells are empty, as spreadsheets leave them.
    fn row(&self, header: &[Option<Column>]) -> Result<Option<Row>, Fault> {
        let Self { record, bytes, whole } = self;
        if !whole {
            return Err(Fault::RowTooLong);
        }
        let several = bytes.trim_ascii_end().contains(&b'\n');
        if several && !bytes.iter().filter(|&&byte| byte == b'"').count().is_multiple_of(2) {
            return Err(Fault::OpenQuote);
        }
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(None);
        }
        if record.len() != header.len() {
            return Err(Fault::CellCount { found: record.len(), expected: header.len() });
        }
        let mut row = Row::default();
        for (column, cell) in header.iter().zip(record) {
            let Some(column) = column else { continue };
            let text = std::str::from_utf8(cell).map_err(|_| Fault::NotUtf8)?.trim();
            let cell = if column.list {
                let values = text.split(';').map(str::trim).filter(|value| !value.is_empty());
                Cell::List(values.map(unguarded).collect())
            } else {
                Cell::Text(unguarded(text))
            };
            row.0.insert(column.name, cell);
        }
        Ok(Some(row))
    }
}

pub(super) fn write(columns: &[Column], entries: impl Iterator<Item = Vec<Cell>>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    // Writing into memory cannot fail, and every row has as many cells as there are columns.
    let _ = writer.write_record(columns.iter().map(|column| column.name));
    for cells in entries {
        let _ = writer.write_record(cells.into_iter().map(|cell| match cell {
            Cell::Text(text) => guarded(text),
            Cell::List(values) => values.into_iter().map(guarded).collect::<Vec<_>>().join(";"),
        }));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether a spreadsheet would run the text, or would if apostrophes before it were taken off.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn guarded(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

fn unguarded(text: &str) -> String {
    let bare = text.strip_prefix('\'').filter(|rest| is_formula(rest));
    bare.unwrap_or(text).to_owned()
}
