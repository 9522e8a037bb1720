//! What an act brought about: the page that follows is told by a short word, never by free text from an address.

use super::kit::{Notice, Status};
use super::messages::{Lang, Text};
use axum::response::Redirect;
use serde::Deserialize;

/// The word in the address of the page that follows an act.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

impl Done {
    /// The notice for the word, if it is one of those the page knows.
    pub fn notice(&self, known: &[(&str, Text)], lang: Lang) -> Option<Notice> {
        let (_, text) = known.iter().find(|(word, _)| Some(*word) == self.done.as_deref())?;
        Some(Notice { status: Status::Ok, text: text.get(lang).to_owned(), link: None })
    }
}

/// Back to a page, with the word for what was done.
pub(super) fn back(path: &str, word: &str) -> Redirect {
    Redirect::to(&format!("{path}?done={word}"))
}
