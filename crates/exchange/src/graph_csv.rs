//! A map as a table: one link a line.
//!
//! The header names the columns `subject_kind`, `subject`, `link`, `object_kind`, `object`, `first`, `last` and `note`,
//! in any order, of which `last` and `note` may be missing. Kinds and links are written as everywhere in Vigie.

use std::io::BufRead;

use domain::map::{AssetKind, Interval, LinkKind, Observation, Source};

use crate::list::Table;
pub use crate::observed::{Limits, Problem, Row, RowFault};
use crate::observed::{asset, date, each_line, interval, sighting};

const HEADER: &str = "subject_kind,subject,link,object_kind,object,first,last,note";

/// Where a table keeps what.
struct Columns {
    table: Table,
    needed: [usize; 6],
    last: Option<usize>,
    note: Option<usize>,
}

/// Reads a table. When the first line lacks a column, that is the one problem, and nothing is read.
///
/// ```
/// let table = "subject_kind,subject,link,object_kind,object,first,note\n\
///              host,lamp.harbour.example,resolves_to,address,192.0.2.7,2026-05-04,seen by the warden\n";
/// let rows: Vec<_> = exchange::graph_csv::read(table.as_bytes(), Default::default()).collect();
/// assert_eq!(rows[0].as_ref().unwrap().observation.note, "seen by the warden");
/// ```
pub fn read(input: impl BufRead, limits: Limits) -> impl Iterator<Item = Result<Row, Problem>> {
    let mut columns = None;
    each_line(input, limits, move |line| match &columns {
        None => {
            let found = Columns::of(line);
            let fault = found.as_ref().err().cloned();
            columns = Some(found);
            fault.map(Err).into_iter().collect()
        }
        // The header's own problem is told once, with its line.
        Some(Err(_)) => Vec::new(),
        Some(Ok(columns)) => vec![columns.read(line)],
    })
}

/// Writes the table that [`read`] reads.
///
/// # Errors
/// When the output cannot be written.
pub fn write<'a>(
    observations: impl IntoIterator<Item = &'a Observation>,
    output: impl std::io::Write,
) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(HEADER.split(','))?;
    for Observation { subject, link, object, seen, note, .. } in observations {
        let (first, last) = (seen.first().to_string(), seen.last().to_string());
        writer.write_record([
            subject.kind().name(),
            subject.value(),
            link.name(),
            object.kind().name(),
            object.value(),
            &first,
            &last,
            note,
        ])?;
    }
    writer.flush()?;
    Ok(())
}

impl Columns {
    fn of(header: &str) -> Result<Self, RowFault> {
        let table = Table::from_header(header);
        let column = |name: &'static str| table.column(&[name]).ok_or(RowFault::NoField(name));
        let needed = [
            column("subject_kind")?,
            column("subject")?,
            column("link")?,
            column("object_kind")?,
            column("object")?,
            column("first")?,
        ];
        let (last, note) = (table.column(&["last"]), table.column(&["note"]));
        Ok(Self { table, needed, last, note })
    }

    fn read(&self, line: &str) -> Result<Observation, RowFault> {
        let row = self.table.row(line);
        let [subject_kind, subject, link, object_kind, object, first] =
            self.needed.map(|column| self.table.value(&row, column));
        let kind = |name: &str| name.parse::<AssetKind>().map_err(RowFault::UnknownName);
        let link: LinkKind = link?.parse().map_err(RowFault::UnknownName)?;
        let subject = asset(kind(subject_kind?)?, subject?)?;
        let object = asset(kind(object_kind?)?, object?)?;
        let optional =
            |column: Option<usize>| column.and_then(|column| row.get(column)).filter(|cell| !cell.is_empty());
        let first = date(first?).ok_or(RowFault::BadTime("first"))?;
        let seen = match optional(self.last) {
            Some(last) => interval(first, date(last).ok_or(RowFault::BadTime("last"))?)?,
            None => Interval::at(first),
        };
        sighting((subject, link, object), seen, Source::File, optional(self.note).map_or("", String::as_str))
    }
}

#[cfg(test)]
mod tests;
