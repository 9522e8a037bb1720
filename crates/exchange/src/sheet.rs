//! A sheet: what a person would otherwise read on the screen, to be printed. A dossier, a report, a list for those who
//! must go on when the screens are dark.
//!
//! Everything in it is data; whoever prints it decides how it looks.

use jiff::Timestamp;

use crate::Language;

/// A sheet of one or many pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is; stands on every page.
    pub title: String,
    /// What the reader must know first: of which state, up to when, by whom. May be empty.
    pub subtitle: String,
    /// Who may see it, as it is said beside the title of every page: `TLP:AMBER H2`. None are restricted if it is empty.
    pub handling: String,
    /// Set in an exercise; every page then says so.
    pub rehearsal: bool,
    /// The language it is written in.
    pub language: Language,
    /// The moment at which what it says was so; stands on every page.
    pub at: Timestamp,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the blocks after it are about.
    Heading(String),
    /// Running text; paragraphs are parted by line feeds.
    Paragraph(String),
    /// Names and what stands for each.
    Facts(Vec<(String, String)>),
    /// Rows under the titles of their columns, which are repeated on each page.
    Table {
        /// From left to right.
        columns: Vec<Column>,
        /// Each with one text a column.
        rows: Vec<Vec<String>>,
    },
    /// A drawing.
    Figure {
        /// A whole SVG document in UTF-8, drawn with lines and words. Its colours are in it, as no style sheet of a page
        /// reaches it; each `tspan` begins a line, at an `x` of its own.
        svg: Vec<u8>,
        /// What stands below it. May be empty.
        caption: String,
        /// What it shows, in words, for those who cannot see it.
        alt: String,
    },
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it, and once more on each page.
    pub title: String,
    /// Its share of the width of the page, beside the shares of the other columns.
    pub width: u16,
    /// Where its texts stand.
    pub align: Align,
}

/// Where the texts of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Where their reading begins: at the left, or at the right if they are read from there.
    Start,
    /// At the right, so that figures stand below one another.
    End,
}
