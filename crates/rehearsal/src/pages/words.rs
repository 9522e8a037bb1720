//! The words of pages in nine languages: labels, remarks, and the frames that articles, rulings,
//! recipes and timetables are made from.
//!
//! A frame is a few lines of plain text with slots such as `{city}`; [`super::blocks`] reads it.

use crate::material::{Language, Sections};
use jiff::civil::Date;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, rngs::StdRng};

/// The words of one language.
pub(super) struct Words {
    pub language: Language,
    sections: Sections,
}

impl Words {
    /// The words of `language`.
    pub fn of(language: Language) -> Self {
        let file = match language {
            Language::Arabic => include_str!("words/ar.txt"),
            Language::Persian => include_str!("words/fa.txt"),
            Language::Turkish => include_str!("words/tr.txt"),
            Language::Russian => include_str!("words/ru.txt"),
            Language::English => include_str!("words/en.txt"),
            Language::French => include_str!("words/fr.txt"),
            Language::German => include_str!("words/de.txt"),
            Language::Dutch => include_str!("words/nl.txt"),
            Language::Spanish => include_str!("words/es.txt"),
        };
        Self { language, sections: Sections::of(file) }
    }

    /// The frame `name`.
    pub fn frame(&self, name: &str) -> &'static str {
        self.sections.get(name)
    }

    /// One line of the section `name`.
    pub fn line(&self, name: &str, rng: &mut StdRng) -> &'static str {
        let lines: Vec<_> = self.frame(name).lines().collect();
        lines.choose(rng).copied().unwrap_or_default()
    }

    /// The label `key`.
    ///
    /// # Panics
    /// When there is none: the words are compiled in, so that is a mistake in this crate, which
    /// its tests find.
    pub fn label(&self, key: &str) -> &'static str {
        self.frame("labels")
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
            .unwrap_or_else(|| panic!("the rehearsal's words have no label {key}"))
    }

    /// The parts of a label that lists several.
    pub fn list(&self, key: &str) -> Vec<&'static str> {
        self.label(key).split('|').collect()
    }

    /// A date as it is written in running text.
    pub fn date(&self, date: Date) -> String {
        let month = self.list("months")[usize::from(date.month().unsigned_abs()) - 1];
        self.label("date")
            .replace("{d}", &date.day().to_string())
            .replace("{m}", month)
            .replace("{y}", &date.year().to_string())
    }

    /// Puts the language's quotation marks around a passage.
    pub fn quoted(&self, passage: &str) -> String {
        self.label("quotes").replacen('|', passage, 1)
    }

    /// Invents who, where and when for one page.
    pub fn cast(&self, rng: &mut StdRng) -> Cast {
        let mut names = self.list("names");
        names.shuffle(rng);
        let date = super::random_date(rng);
        Cast {
            author: names[0].to_owned(),
            date,
            slots: vec![
                ("name2", names[1].to_owned()),
                ("name3", names[2].to_owned()),
                ("name4", names[3].to_owned()),
                ("name", names[0].to_owned()),
                ("city", self.list("cities").choose(rng).map_or_else(String::new, |city| (*city).to_owned())),
                ("date", self.date(date)),
                ("ref", format!("{}-{:04}", date.year(), rng.random_range(12..9000))),
                ("n1", rng.random_range(4..=9).to_string()),
                ("n2", rng.random_range(12..=48).to_string()),
                ("n3", rng.random_range(87..=240).to_string()),
            ],
        }
    }
}

/// Who, where and when on one page.
pub(super) struct Cast {
    pub author: String,
    pub date: Date,
    slots: Vec<(&'static str, String)>,
}

impl Cast {
    /// Adds a slot, such as a quoted passage.
    pub fn with(mut self, slot: &'static str, value: impl Into<String>) -> Self {
        self.slots.push((slot, value.into()));
        self
    }

    /// Fills the slots of a line.
    pub fn fill(&self, line: &str) -> String {
        self.slots.iter().fold(line.to_owned(), |line, (slot, value)| line.replace(&format!("{{{slot}}}"), value))
    }
}
