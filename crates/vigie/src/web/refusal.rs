//! What casework answers and records in English, in the reader's language.

mod act;

use super::format::Reader;
use super::messages::terms::Term as _;
use super::messages::{Lang, Text, phrases, refusal as text, scopes};
use casework::{Error, Refusal};
use domain::assess::{self, MAX_REASON_CHARS, MIN_REASON_CHARS};
use domain::locator::{MAX_URL_BYTES, Malformed, NotExact};
use domain::refer;
use maud::{Markup, html};

/// Why a command did nothing, as a sentence.
pub(super) fn words(error: &Error, reader: &Reader) -> String {
    let said = match (error, reader.lang) {
        (Error::Refused(Refusal::InOtherHands { name, until }), lang) => {
            text::OTHER_HANDS.fill(lang, &[("name", name), ("until", &reader.minute(*until))])
        }
        (_, Lang::En) => error.to_string(),
        (Error::Refused(refusal), Lang::Fr) => refused(refusal, reader),
        (Error::NotFound { what }, Lang::Fr) => {
            french(text::NOT_FOUND, &[("what", &phrases::field(what).unwrap_or(what))])
        }
        (Error::Conflict, Lang::Fr) => text::CONFLICT.fr.to_owned(),
        (Error::Unavailable(_), Lang::Fr) => text::UNAVAILABLE.fr.to_owned(),
        (Error::Fault(_), Lang::Fr) => text::FAULT.fr.to_owned(),
    };
    sentence(&said)
}

/// Words of the record, which are English: in French where the catalogue has them, else marked as English.
pub(super) fn recorded(english: &str, lang: Lang) -> Markup {
    match lang {
        Lang::En => html! { (english) },
        Lang::Fr => match phrases::french_list(english) {
            Some(french) => html! { (french) },
            None => html! { span lang="en" { (english) } },
        },
    }
}

/// The same as plain text, for the middle of a sentence.
pub(super) fn recorded_words(english: &str, lang: Lang) -> String {
    let french = (lang == Lang::Fr).then(|| phrases::french(english)).flatten();
    french.unwrap_or_else(|| english.to_owned())
}

/// What shape of address is not that of one item.
pub(super) fn not_exact(shape: NotExact, lang: Lang) -> &'static str {
    let text = match shape {
        NotExact::Root => text::ROOT,
        NotExact::Search => text::SEARCH,
        NotExact::Listing => text::LISTING,
        NotExact::Wildcard => text::WILDCARD,
        NotExact::NoAddress => text::NO_ADDRESS,
    };
    text.get(lang)
}

/// Begins with a capital and ends with a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if words.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

fn french(text: Text, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    text.fill(Lang::Fr, values)
}

fn refused(refusal: &Refusal, reader: &Reader) -> String {
    match refusal {
        Refusal::NotPermitted { permission } => {
            french(text::NOT_PERMITTED, &[("permission", &scopes::of(*permission).fr)])
        }
        Refusal::NotOfTheHouse { permission } => {
            french(text::NOT_OF_THE_HOUSE, &[("permission", &scopes::of(*permission).fr)])
        }
        Refusal::Finding(refusal) => finding(refusal),
        Refusal::Gates(shut) => {
            let gates: Vec<_> = shut.iter().map(|refusal| refusal.gate().text().fr).collect();
            french(text::GATES, &[("gates", &gates.join("\u{a0}; "))])
        }
        Refusal::Order(step) => {
            french(text::ORDER_STEP, &[("state", &step.state.text().fr), ("event", &step.event.text().fr)])
        }
        Refusal::Referral(refer::Refusal::OutOfOrder { state }) => {
            french(text::REFERRAL_STEP, &[("state", &state.text().fr)])
        }
        Refusal::Referral(refer::Refusal::SamePerson) => text::REFERRAL_SECOND.fr.to_owned(),
        Refusal::Referral(refer::Refusal::Lacks { element }) => {
            french(text::ORDER_TO_ACT_LACKS, &[("element", &element.text().fr)])
        }
        Refusal::Call(refusal) => act::call(refusal, reader),
        Refusal::Target(step) => act::target(step),
        Refusal::NoOrder(refusal) => act::no_order(refusal),
        Refusal::Window(refusal) => act::window(*refusal),
        Refusal::Address(malformed) => address(malformed),
        Refusal::Fetch(refusal) => french(text::NOT_TO_FETCH, &[("state", &refusal.state.text().fr)]),
        Refusal::InOtherHands { name, until } => french(text::OTHER_HANDS, &[("name", name), ("until", until)]),
        Refusal::SignInFailed => text::SIGN_IN.fr.to_owned(),
        Refusal::Throttled { minutes } => french(text::THROTTLED, &[("minutes", minutes)]),
        Refusal::BadLink => text::BAD_LINK.fr.to_owned(),
        Refusal::NoLetterOfOurs => text::NO_LETTER_OF_OURS.fr.to_owned(),
        Refusal::Invalid { what, why } => {
            let field = phrases::field(what).unwrap_or(what);
            // What this crate itself refuses is in the reader's language already.
            let why = phrases::french(why).unwrap_or_else(|| why.clone());
            french(text::INVALID, &[("what", &field), ("why", &why)])
        }
    }
}

fn finding(refusal: &assess::Refusal) -> String {
    use assess::Refusal as R;
    match refusal {
        R::NotOpen { state } => french(text::NOT_OPEN, &[("state", &state.text().fr)]),
        R::NotDecided { state } => french(text::NOT_DECIDED, &[("state", &state.text().fr)]),
        R::ReasonTooShort { have } => french(text::REASON_SHORT, &[("have", have), ("n", &MIN_REASON_CHARS)]),
        R::ReasonTooLong { have } => french(text::REASON_LONG, &[("have", have), ("n", &MAX_REASON_CHARS)]),
        R::ProtectedPurpose { purpose } => french(text::PROTECTED, &[("purpose", &purpose.text().fr)]),
        R::PurposeUndecided => text::UNDECIDED.fr.to_owned(),
        R::NoProtectedPurpose => text::NO_PURPOSE.fr.to_owned(),
        R::NoCategory => text::NO_CATEGORY.fr.to_owned(),
    }
}

fn address(malformed: &Malformed) -> String {
    match malformed {
        Malformed::TooLong => french(text::TOO_LONG, &[("n", &MAX_URL_BYTES)]),
        Malformed::NotAUrl(why) => french(text::NOT_A_URL, &[("why", why)]),
        Malformed::Scheme(scheme) => french(text::SCHEME, &[("scheme", scheme)]),
        Malformed::Credentials => text::CREDENTIALS.fr.to_owned(),
    }
}

#[cfg(test)]
mod tests;
