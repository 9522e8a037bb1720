//! Steps through a long list, cut by key and not by number, so that the hundredth page costs what the first does.

use super::kit;
use super::messages::Lang;
use casework::records::{Kept, Record};
use maud::Markup;
use serde::Deserialize;
use std::fmt::Display;
use url::form_urlencoded::byte_serialize;
use uuid::Uuid;

/// How many records a page of a list shows.
pub(super) const PAGE: u32 = 50;

/// What an act brought about, as a short word in the address, and where a page of a list begins.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    /// After the record with this sort text and identifier, parted by a tilde.
    pub after: Option<String>,
}

impl Place {
    /// The record to go on after; an unreadable one begins at the beginning.
    pub fn cursor(&self) -> Option<(String, Uuid)> {
        let (sort, id) = self.after.as_deref()?.rsplit_once('~')?;
        Some((sort.to_owned(), id.parse().ok()?))
    }
}

/// A page that was listed with one record more than it shows: takes that one away, and says from where the next
/// page goes on.
pub(super) fn cut<T: Record>(records: &mut Vec<Kept<T>>, shown: u32) -> Option<String> {
    if records.len() <= shown as usize {
        return None;
    }
    records.truncate(shown as usize);
    let last = records.last()?;
    Some(byte_serialize(format!("{}~{}", last.sort(), last.uuid()).as_bytes()).collect())
}

/// The steps at the end of a list; nothing where all of it is shown.
pub(super) fn steps(first: &str, place: &Place, next: Option<String>, shown: impl Display, lang: Lang) -> Markup {
    let separator = if first.contains('?') { '&' } else { '?' };
    let next = next.map(|cursor| format!("{first}{separator}after={cursor}"));
    if place.after.is_none() && next.is_none() {
        return Markup::default();
    }
    let back = place.after.is_some().then_some(first);
    kit::pages(back, next.as_deref(), &shown.to_string(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_nonsense_begins_at_the_beginning() {
        let id = Uuid::from_u128(7);
        let place = Place { after: Some(format!("2 a~b~{id}")) };
        assert_eq!(place.cursor(), Some(("2 a~b".to_owned(), id)));
        for odd in ["", "~", "x~y", "x"] {
            assert_eq!(Place { after: Some(odd.to_owned()) }.cursor(), None, "{odd}");
        }
    }
}
