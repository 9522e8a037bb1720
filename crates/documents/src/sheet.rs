//! Sheets: how the console's tables, facts and drawings come onto paper.

use exchange::sheet::{Align, Block, Column, Sheet};
use typst::foundations::{Bytes, Dict, IntoValue, Value, dict};
use typst_pdf::PdfStandard;

use crate::figure::{self, FigureFault, Scripts};
use crate::line::{self, Measure};
use crate::paper::{MOST_SHEET_LINES, Room, SetError, array, said, value};
use crate::press::{Imprint, Layout, print};
use crate::words::PaperWords;

/// The most columns of a table.
pub const MOST_COLUMNS: usize = 12;

/// The smallest share of the page's width that a column may have, as one part of so many.
const NARROWEST: u32 = 20;

/// The width between the margins and the size of letters in a table, in points, and what a cell keeps clear, as the
/// layout has them.
const PAGE: f64 = 172.0 / 25.4 * 72.0;
const LETTERS: f64 = 8.0;
const CLEAR: f64 = 8.0;

/// The width of what stands before a fact, in em, as the layout has it.
const LABEL: f64 = 13.5;

/// The widest marking of who may see a sheet, and the widest title beside it, in em of their letters.
const MARKING: f64 = 19.0;
const RUNNING: f64 = 24.0;

/// A row of at most so many lines, about, is not broken over two pages.
const SHORT: usize = 10;

/// The lines that a figure takes from a sheet: a page, at the most.
const FIGURE: usize = 60;

/// The colours in which the labels of the Traffic Light Protocol stand on black.
///
/// # Source
/// FIRST, Traffic Light Protocol 2.0, section 3.
const COLOURS: [(&str, &str); 3] = [("TLP:RED", "#ff2b2b"), ("TLP:AMBER", "#ffc000"), ("TLP:GREEN", "#33ff00")];

/// Sets a sheet as PDF/A. It is a print of what can be seen otherwise, so it carries no file and nothing to check it by.
///
/// Level A asks that each sign can be traced back to its letter. The typesetter cannot do that for letters in a figure that
/// are drawn from several signs, as in Bengali; a sheet with such a figure keeps to level B, tagged and searchable all the
/// same, but for that word. Nor can it draw every mixture of scripts in one text of a figure; then the letters of the rarer
/// scripts stand in figures as code points.
///
/// # Errors
/// [`SetError`] if something is longer than a sheet takes, a row does not fit its table, or a figure is none.
pub fn set_sheet(sheet: &Sheet) -> Result<Vec<u8>, SetError> {
    let ident = format!("{} {} {}", sheet.title, sheet.subtitle, sheet.at);
    let keeping_to = |standard, scripts| {
        print(Layout::Sheet, sheet_values(sheet, scripts)?, &Imprint { at: sheet.at, ident: &ident, standard })
    };
    let set = keeping_to(PdfStandard::A_2a, Scripts::All);
    if !sheet.blocks.iter().any(|block| matches!(block, Block::Figure { .. })) {
        return set;
    }
    let lower = || keeping_to(PdfStandard::A_2b, Scripts::All);
    let named = || keeping_to(PdfStandard::A_2b, Scripts::First);
    or_if_refused(or_if_refused(set, lower), named)
}

/// What was set, or what is set otherwise if the typesetter refused it.
fn or_if_refused(
    set: Result<Vec<u8>, SetError>,
    otherwise: impl FnOnce() -> Result<Vec<u8>, SetError>,
) -> Result<Vec<u8>, SetError> {
    match set {
        Err(SetError::Typesetter(_)) => otherwise(),
        set => set,
    }
}

/// The values of the sheet's layout.
pub fn sheet_values(sheet: &Sheet, scripts: Scripts) -> Result<Dict, SetError> {
    let words = PaperWords::of(sheet.language);
    let mut room = Room::of(MOST_SHEET_LINES);
    room.take(&sheet.title, &sheet.title)?;
    room.take(&sheet.title, &sheet.subtitle)?;
    let handling = line::plain(&sheet.handling);
    if line::width(&handling) > MARKING {
        return Err(SetError::Handling { handling: handling.chars().take(80).collect() });
    }
    let colour = COLOURS.iter().find(|(label, _)| handling.contains(label));
    let blocks = sheet.blocks.iter().map(|one| block(one, &sheet.title, scripts, &mut room));
    let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
    Ok(dict! {
        "name" => line::plain(&sheet.title),
        "author" => array(Vec::<Value>::new()),
        "attachment" => Value::None,
        "language" => sheet.language.code(),
        "rehearsal" => sheet.rehearsal.then_some(words.rehearsal_sheet),
        "running" => array([value(&line::beginning(&sheet.title, RUNNING))]),
        "handling" => (!handling.is_empty()).then(|| said(&handling)),
        "colour" => colour.map_or("#ffffff", |(_, colour)| *colour),
        "at" => sheet.at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        "title" => said(&sheet.title),
        "subtitle" => (!sheet.subtitle.is_empty()).then(|| said(&sheet.subtitle)),
        "no-rows" => words.no_rows,
        "blocks" => array(blocks),
    })
}

fn block(block: &Block, title: &str, scripts: Scripts, room: &mut Room) -> Result<Value, SetError> {
    room.take_lines(2)?;
    Ok(match block {
        Block::Heading(text) => {
            room.take(title, text)?;
            dict! { "kind" => "heading", "text" => said(text) }
        }
        Block::Paragraph(text) => {
            room.take(title, text)?;
            dict! { "kind" => "paragraph", "text" => said(text) }
        }
        Block::Facts(facts) => {
            let facts = facts.iter().map(|(label, text)| fact(label, text, room)).collect::<Result<Vec<_>, _>>()?;
            dict! { "kind" => "facts", "facts" => array(facts) }
        }
        Block::Table { columns, rows } => table(columns, rows, room)?,
        Block::Figure { svg, caption, alt } => drawing((svg, scripts), caption, alt, room)?,
    }
    .into_value())
}

fn fact(label: &str, text: &str, room: &mut Room) -> Result<Value, SetError> {
    room.take(label, label)?;
    room.take(label, text)?;
    let label = array(line::lines_in(label, Measure::narrow(LABEL)).iter().map(value));
    Ok(dict! { "label" => label, "text" => said(text) }.into_value())
}

fn drawing((svg, scripts): (&[u8], Scripts), caption: &str, alt: &str, room: &mut Room) -> Result<Dict, SetError> {
    room.take_lines(FIGURE)?;
    room.take(alt, caption)?;
    room.take(alt, alt)?;
    let refused = |why: FigureFault| SetError::Figure { alt: alt.chars().take(80).collect(), why: why.to_string() };
    let svg = Bytes::from_string(figure::legible(svg, scripts).map_err(refused)?);
    let caption = (!caption.is_empty()).then(|| said(caption));
    Ok(dict! { "kind" => "figure", "svg" => svg, "caption" => caption, "alt" => line::plain(alt) })
}

fn table(columns: &[Column], rows: &[Vec<String>], room: &mut Room) -> Result<Dict, SetError> {
    if columns.is_empty() || columns.len() > MOST_COLUMNS {
        return Err(SetError::Columns { columns: columns.len(), limit: MOST_COLUMNS });
    }
    let whole: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
    if let Some(narrow) = columns.iter().find(|column| u32::from(column.width) * NARROWEST < whole.max(1)) {
        return Err(SetError::Narrow { column: narrow.title.chars().take(80).collect() });
    }
    let across: Vec<f64> =
        columns.iter().map(|column| (PAGE * f64::from(column.width) / f64::from(whole) - CLEAR) / LETTERS).collect();
    let mut set = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        if row.len() != columns.len() {
            return Err(SetError::Cells { row: number, cells: row.len(), columns: columns.len() });
        }
        set.push(cells(columns, &across, row.iter(), room)?);
    }
    let titles = cells(columns, &across, columns.iter().map(|column| &column.title), room)?;
    Ok(dict! {
        "kind" => "table",
        "widths" => array(columns.iter().map(|column| i64::from(column.width))),
        "ends" => array(columns.iter().map(|column| column.align == Align::End)),
        "titles" => titles,
        "rows" => array(set),
    })
}

/// The cells of one row, and whether it is short.
fn cells<'a>(
    columns: &[Column],
    across: &[f64],
    texts: impl Iterator<Item = &'a String>,
    room: &mut Room,
) -> Result<Value, SetError> {
    let mut height = 1;
    let mut cells = Vec::with_capacity(columns.len());
    for ((text, column), across) in texts.zip(columns).zip(across) {
        Room::of(usize::MAX).take(&column.title, text)?;
        let lines = line::lines_in(text, Measure::narrow(*across));
        height = height.max(text.split('\n').map(|line| lines_across(line, *across)).sum());
        cells.push(array(lines.iter().map(value)));
    }
    room.take_lines(height)?;
    Ok(dict! { "cells" => array(cells), "short" => height <= SHORT }.into_value())
}

/// About how many lines of so many em a text fills, as words seldom fill theirs.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a text has less than 2^32 lines")]
fn lines_across(text: &str, across: f64) -> usize {
    1 + (line::width(text) * 1.3 / across) as usize
}
