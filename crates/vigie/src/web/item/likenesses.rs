//! Why the item matched: every signal, with its bank, its source and the distance.

use super::{View, text};
use crate::web::kit::{self, Column, Row, Table, sub};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{detect as detect_text, words};
use casework::policy::Permission as P;
use casework::records::Match;
use domain::bank::Standing;
use domain::detect::Method;
use matching::digest::Sha256;
use maud::{Markup, html};

/// How many signals are listed; a text can match many of one series.
const SHOWN: usize = 12;

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let mut matches: Vec<&Match> = view.dossier.item.matches.iter().collect();
    matches.sort_by_key(|found| found.likeness);
    let columns = [
        Column::text(text::SIGNAL.get(lang)),
        Column::text(text::BANK.get(lang)),
        Column::text(text::LIKENESS.get(lang)),
        Column::number(text::DISTANCE.get(lang)),
        Column::short(text::INDEX.get(lang)),
    ];
    let mut rows: Vec<Row> = matches.iter().take(SHOWN).map(|found| row(found, view)).collect();
    // What no method compares is said, not left out.
    rows.push(Row::new([
        html! { span.ink2 { (text::NOT_COMPARED.get(lang)) } },
        html! {},
        html! { (text::NOT_COMPARED_WHY.get(lang)) },
        html! {},
        html! {},
    ]));
    let end = html! { (text::MATCHES.count(lang, matches.len() as u64)) };
    kit::section(
        text::WHY.get(lang),
        html! { (text::PROPOSES.get(lang)) },
        end,
        html! {
            @if matches.is_empty() { p.ink2.mb2 { (text::NO_MATCH.get(lang)) } }
            (Table::new(text::MATCHES_CAPTION.get(lang), columns).tight().rows(rows))
            @if matches.len() > SHOWN { p.meta.mt2 { (detect_text::AND_MORE.fill(lang, &[("n", &(matches.len() - SHOWN))])) } }
        },
    )
}

fn row(found: &Match, view: &View<'_>) -> Row {
    let lang = view.lang();
    let bank = view.dossier.banks.iter().find(|bank| bank.id == found.bank);
    let source = bank.map_or(words::UNKNOWN.get(lang), |bank| bank.source.as_str());
    // Whoever may say what a signal is worth reaches it from here.
    let name = html! {
        @if view.visitor.actor.may(P::SeeBanks) { a.any href={ "/banks/" (found.bank) "?signal=" (found.signal) } { (found.signal_name) } }
        @else { span.any { (found.signal_name) } }
    };
    Row::new([
        html! { (found.method.text().get(lang)) (sub(name)) },
        html! { (found.bank_name) (sub(source)) },
        html! {
            (found.likeness.text().get(lang)) (sub(in_words(found, view)))
            @if found.standing != Standing::Stands { (sub(standing(found, view))) }
        },
        html! { (likeness::distance(found, lang)) },
        html! { "v" (found.index_version) },
    ])
}

/// What speaks against the match, and by which signal: nothing is held back in silence.
fn standing(found: &Match, view: &View<'_>) -> String {
    let words = found.standing.text().get(view.lang());
    let by = view.dossier.item.matches.iter().find(|other| Some(other.signal) == found.suppressed_by);
    by.map_or_else(|| words.to_owned(), |by| format!("{words} ({}, {})", by.signal_name, by.bank_name))
}

fn in_words(found: &Match, view: &View<'_>) -> String {
    let lang = view.lang();
    let share = |share: Option<f32>| likeness::percent(share.unwrap_or_default());
    if let Some(stretch) = found.stretch {
        let ([from, to], [known_from, known_to]) =
            (stretch.found.map(likeness::moment), stretch.known.map(likeness::moment));
        let share = likeness::percent(stretch.of_known);
        let how = text::MATCH_STRETCH.fill(
            lang,
            &[("from", &from), ("to", &to), ("known_from", &known_from), ("known_to", &known_to), ("share", &share)],
        );
        return match found.file {
            None => how,
            Some(file) => text::PLACE_HOW.fill(lang, &[("place", &place(file, view)), ("how", &how)]),
        };
    }
    match found.method {
        Method::Text => {
            text::MATCH_TEXT.fill(lang, &[("contained", &share(found.contained)), ("covered", &share(found.covered))])
        }
        Method::Skeleton => text::MATCH_SKELETON
            .fill(lang, &[("contained", &share(found.contained)), ("covered", &share(found.covered))]),
        Method::Phrase => text::MATCH_PHRASE
            .fill(lang, &[("places", &places(found, view.dossier.text.as_deref().unwrap_or_default()))]),
        _ => match found.file {
            None => text::MATCH_WHOLE.get(lang).to_owned(),
            Some(file) => {
                let how = found.alike.as_ref().map(|alike| likeness::changes(alike, lang));
                let at = found.frame_at.map(|at| text::FRAME_AT.fill(lang, &[("time", &likeness::moment(at))]));
                let how: Vec<String> = how.into_iter().chain(at).collect();
                let place = place(file, view);
                if how.is_empty() {
                    return place;
                }
                text::PLACE_HOW.fill(lang, &[("place", &place), ("how", &how.join(", "))])
            }
        },
    }
}

/// Where a file of the item was, as short as can be told.
fn place(file: Sha256, view: &View<'_>) -> String {
    let addresses = view.dossier.capture.iter().flat_map(|capture| {
        let pictures = capture.pictures.iter().filter_map(|picture| Some((picture.digest, picture.url.as_ref()?)));
        pictures.chain(capture.played.iter().map(|played| (played.digest, &played.url)))
    });
    let address = addresses.into_iter().find_map(|(digest, url)| (digest == file).then_some(url));
    address.map_or_else(|| text::THIS_ITEM.get(view.lang()).to_owned(), |url| likeness::short(url).to_owned())
}

/// The places where a phrase stands, as the page writes them: the first few that differ.
fn places(found: &Match, page: &str) -> String {
    const SHOWN: usize = 3;
    let mut written: Vec<&str> = Vec::new();
    for place in found.spans.iter().filter_map(|span| page.get(span.clone())) {
        if written.len() < SHOWN && !written.contains(&place) {
            written.push(place);
        }
    }
    written.join(" · ")
}
