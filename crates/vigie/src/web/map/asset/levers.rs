//! Who can do what about an asset, and whom that would hit besides.

use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, levers as sentences, map as text};
use crate::web::shell::Frame;
use casework::map::{Levers, Offer, Puller};
use domain::map::collateral::{Count, Estimate, Refusal, Why};
use maud::{Markup, html};

pub(super) fn section(levers: &Levers, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let body = if levers.offers.is_empty() {
        kit::empty(text::NO_LEVERS.get(lang), text::NO_LEVERS_WHY.get(lang))
    } else {
        let columns = [
            Column::text(text::LEVER.get(lang)),
            Column::text(text::EFFECT.get(lang)),
            Column::text(text::ALSO_HIT.get(lang)),
        ];
        let rows = levers.offers.iter().map(|offer| row(offer, frame));
        html! {
            @for count in [levers.dependents.shared_names, levers.dependents.shared_certificate].iter().flatten().filter(|count| count.strangers > 0) {
                div.mb2 { (kit::note(Status::Warn, html! { (dependents(count, frame)) })) }
            }
            (Table::new(text::LEVERS_CAPTION.get(lang), columns).tight().class("levers").rows(rows))
        }
    };
    kit::section(text::LEVERS.get(lang), html! {}, html! {}, body)
}

fn dependents(count: &Count, frame: &Frame) -> String {
    let lang = frame.lang();
    text::DEPENDENTS.fill(
        lang,
        &[
            ("n", &format::count(count.strangers, lang)),
            ("source", &count.basis.source.text().get(lang)),
            ("date", &frame.reader.date(count.basis.at)),
        ],
    )
}

fn row(offer: &Offer, frame: &Frame) -> Row {
    let lang = frame.lang();
    let lever = offer.lever;
    let words = sentences::of(lever, lang);
    let warns = if lever.warns { text::WARNS } else { text::WARNS_NOT };
    let ways: Vec<&str> = lever.legal.iter().map(|way| way.text().get(lang)).collect();
    Row::new([
        html! {
            (lever.measure.text().get(lang))
            (pullers(offer, lang))
            (kit::sub(ways.join(", ")))
            (kit::sub(warns.get(lang)))
        },
        html! {
            div { b { (text::DOES.get(lang)) ": " } (words.does) }
            div { b { (text::DOES_NOT.get(lang)) ": " } (words.does_not) }
            div.meta { (text::LASTS.get(lang)) ": " (words.lasts) }
        },
        match &offer.collateral {
            Ok(estimate) => bearable(estimate, frame),
            Err(refusal) => refused(refusal, frame),
        },
    ])
}

fn pullers(offer: &Offer, lang: Lang) -> Markup {
    if offer.who.is_empty() {
        let who = offer.lever.who.text().get(lang);
        return kit::sub(text::WHO_UNKNOWN.fill(lang, &[("who", &who)]));
    }
    html! { @for puller in &offer.who { (kit::sub(puller_name(puller, lang))) } }
}

fn puller_name(puller: &Puller, lang: Lang) -> Markup {
    html! {
        @match (&puller.provider, &puller.named) {
            (Some(provider), _) => { a href={ "/providers/" (provider.id) } { (provider.name) } ", " (format::country(provider.country.code(), lang)) }
            (None, Some(named)) => { (named) ", " (text::NOT_IN_DIRECTORY.get(lang)) }
            (None, None) => {}
        }
    }
}

fn bearable(estimate: &Estimate, frame: &Frame) -> Markup {
    let lang = frame.lang();
    html! {
        b { (format::count(estimate.strangers, lang)) }
        @match estimate.basis {
            Some(basis) => { (kit::sub(text::STRANGERS_BASIS.fill(lang, &[("source", &basis.source.text().get(lang)), ("date", &frame.reader.date(basis.at))]))) }
            None => { (kit::sub(text::NOTHING_ELSE.get(lang))) }
        }
    }
}

pub(in crate::web) fn refused(refusal: &Refusal, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let instead = text::INSTEAD.fill(
        lang,
        &[("measure", &refusal.instead.measure.text().get(lang)), ("kind", &refusal.instead.on.text().get(lang))],
    );
    html! {
        (kit::pill(Status::Bad, text::REFUSED.get(lang)))
        div { (why(refusal.why, frame)) }
        div { b { (instead) } }
    }
}

fn why(why: Why, frame: &Frame) -> String {
    let lang = frame.lang();
    let n = |figure: u64| format::count(figure, lang);
    match why {
        Why::SharedName => text::WHY_SHARED_NAME.get(lang).to_owned(),
        Why::SharedFront => text::WHY_SHARED_FRONT.get(lang).to_owned(),
        Why::Range(addresses) => text::WHY_RANGE.fill(lang, &[("n", &n(addresses))]),
        Why::NotCounted => text::WHY_NOT_COUNTED.get(lang).to_owned(),
        Why::Stale(at) => text::WHY_STALE.fill(lang, &[("date", &frame.reader.date(at))]),
        Why::TooMany { strangers, ceiling } => {
            text::WHY_TOO_MANY.fill(lang, &[("strangers", &n(strangers)), ("ceiling", &n(ceiling))])
        }
    }
}
