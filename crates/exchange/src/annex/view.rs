//! A form as the list of what stands in it. Text and PDF are set from this one description, so that they cannot say
//! different things.

use jiff::Timestamp;

use super::findings::Section;
use super::words::Words;
use crate::Language;
use crate::layout::{push_wrapped, shown};

/// A form filled in and put into words, from top to bottom: the rehearsal line if any, title, basis, preamble, the
/// sections, and the rehearsal line again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView {
    /// The language of the fixed words; values are in whatever language they were written.
    pub language: Language,
    /// In an exercise, the line that must stand first and last.
    pub rehearsal: Option<&'static str>,
    /// The title of the form.
    pub title: &'static str,
    /// The annex and the article it belongs to.
    pub basis: &'static str,
    /// The paragraphs before the first section.
    pub preamble: &'static [&'static str],
    /// What follows a label before its value; French sets a space before it.
    pub colon: &'static str,
    /// The sections, in the order of the form.
    pub sections: Vec<SectionView>,
}

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionView {
    /// Its letter.
    pub section: Section,
    /// Its heading, letter included.
    pub heading: String,
    /// What stands in it, from top to bottom.
    pub rows: Vec<Row>,
}

/// One thing in a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Fixed words.
    Note(&'static str),
    /// A box.
    Tick {
        /// Whether it is ticked.
        on: bool,
        /// What ticking it says.
        label: &'static str,
    },
    /// A value. It must be set so that it cannot pass for a heading, a label or a box of the form.
    Field {
        /// Its name.
        label: &'static str,
        /// One or more lines, parted by line feeds; invisible characters are shown as U+FFFD. An empty optional field
        /// says so in words.
        value: String,
    },
}

impl Row {
    pub(super) fn tick(on: bool, label: &'static str) -> Self {
        Self::Tick { on, label }
    }

    pub(super) fn field(label: &'static str, value: &str) -> Self {
        Self::Field { label, value: shown(value) }
    }

    pub(super) fn time(label: &'static str, at: Timestamp) -> Self {
        Self::field(label, &at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
    }
}

impl Words {
    pub(super) fn optional(&self, label: &'static str, value: Option<&str>) -> Row {
        Row::field(label, value.unwrap_or(self.not_given))
    }

    pub(super) fn section(&self, section: Section, title: &str, rows: Vec<Row>) -> SectionView {
        SectionView { section, heading: format!("{} {section}{} {title}", self.section, self.colon), rows }
    }
}

impl FormView {
    /// The form as plain text. Values are moved to the right, so that none can pass for a part of the form.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let rehearsal = |text: &mut String| {
            if let Some(line) = self.rehearsal {
                push_wrapped(text, 0, line);
            }
        };
        rehearsal(&mut text);
        for paragraph in [&[self.title, self.basis], self.preamble].concat() {
            note(&mut text, paragraph);
        }
        for section in &self.sections {
            note(&mut text, &section.heading);
            for row in &section.rows {
                self.push(&mut text, row);
            }
        }
        text.push('\n');
        rehearsal(&mut text);
        text
    }

    fn push(&self, text: &mut String, row: &Row) {
        match row {
            Row::Note(paragraph) => note(text, paragraph),
            Row::Tick { on, label } => {
                let start = text.len();
                push_wrapped(text, 6, label);
                text.replace_range(start..start + 6, if *on { "  [x] " } else { "  [ ] " });
            }
            Row::Field { label, value } => {
                push_wrapped(text, 2, &format!("{label}{}", self.colon));
                push_wrapped(text, 6, value);
            }
        }
    }
}

fn note(text: &mut String, paragraph: &str) {
    text.push('\n');
    push_wrapped(text, 0, paragraph);
}
