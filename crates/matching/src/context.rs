//! What surrounds a match: signs that a page reports, teaches, studies, collects or refutes what it shows, and signs
//! that it only shows it again.
//!
//! Article 1(3) of Regulation (EU) 2021/784 excludes educational, journalistic, artistic and research purposes and
//! counter-speech, so the officer who assesses an item has to look for them. These signals tell where to look. They
//! inform and do not decide: each says in plain words what was seen, and anybody can fake most of them.
//!
//! Signs of a protected purpose count only outside the matched passages, since propaganda itself quotes, cites and
//! attributes. Known press, research and archive domains are looked up by the caller, not here.

mod address;
mod apparatus;
mod lexicon;
mod press;
mod purpose;
mod share;
mod signal;
mod surroundings;
#[cfg(test)]
mod tests;
mod words;

use url::Url;

use crate::page::Page;
use crate::text::Likeness;

pub use signal::{ContextSignal, Kind, PointsTo, UnknownName, Weight};

use surroundings::Surroundings;

/// What is seen around a match on `page`, in a fixed order.
///
/// `likeness` is that of the matched text in [`Page::text`]; `None` when only a picture matched, in which case all
/// prose of the page counts as surroundings.
#[must_use]
pub fn signals(page: &Page, url: &Url, likeness: Option<&Likeness>) -> Vec<ContextSignal> {
    let around = Surroundings::of(page, likeness);
    [
        address::signals(page, url),
        share::signals(&around),
        press::signals(&around),
        apparatus::signals(&around),
        purpose::signals(&around),
    ]
    .concat()
}
