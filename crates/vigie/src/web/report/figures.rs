//! What an overseer reads: figures of the orders of a period, everything that was undone or forced, and a
//! sample that nobody chose.

use super::{Wanted, text};
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, order as order_text, words};
use crate::web::names::Names;
use crate::web::orders;
use crate::web::shell::Frame;
use casework::Error;
use casework::policy::Permission as P;
use casework::report::{self, AtLeast, Counts, Figures};
use domain::order::OrderState;
use maud::{Markup, html};

/// The longest seed that is taken from an address.
const LONGEST_SEED: usize = 64;

/// A share of a whole with one decimal; a dash when there is nothing to divide by.
fn rate(part: u64, whole: u64, lang: Lang) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{}\u{a0}%", format::decimal(part as f64 * 100.0 / whole as f64, 1, lang)),
    }
}

/// The figures that are asked for first.
pub(super) fn head(figures: &Figures, counts: &Counts, lang: Lang) -> Markup {
    let count = |n: u64| format::count(n, lang);
    let least = |counted: AtLeast| match counted.more {
        true => text::AT_LEAST.fill(lang, &[("n", &count(counted.n))]),
        false => count(counted.n),
    };
    let median = figures
        .median_to_removal
        .map_or_else(|| text::NO_MEDIAN.get(lang).to_owned(), |span| format::span(span.as_secs(), lang));
    let likeness =
        format!("{} {}, {} {}", least(figures.known), text::KNOWN.get(lang), least(figures.near), text::NEAR.get(lang));
    let in_time = text::IN_TIME.fill(lang, &[("n", &count(figures.in_time)), ("all", &count(figures.removed))]);
    let errors = text::ERRORS_OF.fill(lang, &[("n", &count(figures.errors())), ("all", &count(figures.issued))]);
    let exempt = counts.items.get("exempt").copied().unwrap_or_default();
    let cells = [
        (text::HEAD_TAKEN_IN, count(counts.taken_in()), likeness),
        (text::HEAD_EXEMPT, count(exempt), rate(exempt, counts.taken_in(), lang)),
        (text::HEAD_ORDERS, count(figures.issued), text::COPIED.fill(lang, &[("n", &count(figures.copied))])),
        (text::HEAD_MEDIAN, median, in_time),
        (text::HEAD_ERRORS, rate(figures.errors(), figures.issued, lang), errors),
    ];
    html! {
        dl.figs { @for (name, value, remark) in cells { div { dt { (name.get(lang)) } dd { b { (value) } span { (remark) } } } } }
    }
}

/// Everything below the first figures.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    figures: &Figures,
    frame: &Frame,
) -> Result<Markup, Error> {
    let sees = visitor.actor.may(P::SeeNotices);
    Ok(html! {
        div.grid {
            div.c6.stack { (errors(figures, frame.lang())) (ends(figures, frame.lang())) }
            div.c6.stack { @if sees { (undone(figures, frame)) } }
            @if sees {
                div.c12 { (opened(app, figures, frame).await?) }
                div.c12 { (sample(app, visitor, wanted, frame).await?) }
            }
        }
    })
}

fn errors(figures: &Figures, lang: Lang) -> Markup {
    let lines: [(Text, u64); 5] = [
        (text::ERROR_VOID, figures.undone_as(OrderState::Void)),
        (text::ERROR_ANNULLED, figures.undone_as(OrderState::Annulled)),
        (text::ERROR_WITHDRAWN, figures.undone_as(OrderState::Withdrawn)),
        (text::ERROR_CORRECTED, figures.corrected),
        (text::ERROR_ALL, figures.errors()),
    ];
    let rows = lines.map(|(name, figure)| {
        let status = if figure == 0 { Status::Ok } else { Status::Bad };
        Row::new([
            html! { (name.get(lang)) },
            kit::pill(status, &format::count(figure, lang)),
            html! { (text::OF.fill(lang, &[("n", &format::count(figures.issued, lang))])) },
            html! { (rate(figure, figures.issued, lang)) },
        ])
    });
    let columns = [
        Column::text(text::FIGURE.get(lang)),
        Column::text(text::COUNT.get(lang)),
        Column::number(text::WHOLE.get(lang)),
        Column::number(text::RATE.get(lang)),
    ];
    let table = html! { (Table::new(text::MISTAKES.get(lang), columns).tight().keep().rows(rows)) };
    kit::section(text::MISTAKES.get(lang), html! { (text::ERRORS_RULE.get(lang)) }, html! {}, table)
}

/// The orders of the period by how far they got, and their proceedings.
fn ends(figures: &Figures, lang: Lang) -> Markup {
    let mut rows: Vec<(String, u64)> =
        figures.ends.iter().map(|(state, n)| (state.text().get(lang).to_owned(), *n)).collect();
    rows.push((text::SCRUTINISED.get(lang).to_owned(), figures.scrutinised));
    rows.push((text::CHALLENGED.get(lang).to_owned(), figures.challenged));
    rows.push((text::UPHELD.get(lang).to_owned(), figures.upheld));
    kit::section(text::ENDS.get(lang), html! {}, html! {}, super::table(text::ORDERS, &rows, lang))
}

fn undone(figures: &Figures, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let rows = figures.undone.iter().map(|undone| {
        Row::new([
            html! {
                a href={ "/orders/" (undone.id) } { (undone.reference) }
                @if let Some(at) = undone.at { (kit::sub(frame.reader.near(at, frame.now))) }
            },
            kit::pill(Status::Bad, undone.state.text().get(lang)),
            html! { "“" (undone.reasons) "”" @if !undone.by.is_empty() { (kit::sub(&undone.by)) } },
        ])
    });
    let columns = [words::REFERENCE, words::STATE, words::REASON].map(|title| Column::text(title.get(lang)));
    let body = match figures.undone.is_empty() {
        true => html! { p.ink2 { (text::NOTHING_UNDONE.get(lang)) } },
        false => html! { (Table::new(text::UNDONE.get(lang), columns).tight().rows(rows)) },
    };
    kit::section(text::UNDONE.get(lang), html! {}, html! {}, body)
}

async fn opened(app: &App, figures: &Figures, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut names = Names::new(&app.desk);
    let mut rows = Vec::new();
    for opened in &figures.opened {
        let outcome = if opened.issued { order_text::ISSUED_ROW } else { text::NOT_ISSUED };
        rows.push(Row::new([
            html! { a href={ "/orders/" (opened.id) } { (opened.reference) } (kit::sub(outcome.get(lang))) },
            html! { (opened.opened.gate.text().get(lang)) },
            html! { (names.person(opened.opened.by).await?) (kit::sub(frame.reader.near(opened.opened.at, frame.now))) },
            html! { "“" (opened.opened.reason) "”" },
        ]));
    }
    let columns =
        [words::REFERENCE, order_text::GATE, words::WHO, words::REASON].map(|title| Column::text(title.get(lang)));
    let body = match rows.is_empty() {
        true => html! { p.ink2 { (text::NOTHING_OPENED.get(lang)) } },
        false => html! { (Table::new(text::OPENED.get(lang), columns).tight().rows(rows)) },
    };
    Ok(kit::section(text::OPENED.get(lang), html! { (text::OPENED_RULE.get(lang)) }, html! {}, body))
}

/// Issued orders to read, drawn by a seed that is shown so that anybody can draw them again.
async fn sample(app: &App, visitor: &Visitor, wanted: &Wanted, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let given: String = wanted.seed.trim().chars().take(LONGEST_SEED).collect();
    let seed = if given.is_empty() { report::seed(&app.desk).await? } else { given };
    let drawn = report::sample(&app.desk, &visitor.actor, wanted.period(app), &seed).await?;
    let mut names = Names::new(&app.desk);
    let mut rows = Vec::new();
    for order in &drawn {
        let provider = names.provider(order.provider).await?;
        let issued = order.issued.map_or_else(String::new, |stamp| frame.reader.near(stamp.at, frame.now));
        let officers = match order.issuer {
            Some(issuer) => format!("{}, {}", names.person(order.author).await?, names.person(issuer).await?),
            None => names.person(order.author).await?,
        };
        rows.push(Row::new([
            orders::named(order, provider.as_deref(), frame),
            html! { (issued) },
            kit::pill(orders::state_status(order, frame), order.state.text().get(lang)),
            html! { (officers) },
        ]));
    }
    let columns = [words::REFERENCE, order_text::ISSUED_ROW, words::STATE, text::OFFICERS]
        .map(|title| Column::text(title.get(lang)));
    let rule = text::SAMPLE_RULE.fill(lang, &[("n", &report::SAMPLE), ("seed", &seed)]);
    let body = html! {
        p.meta.mb2 { (rule) }
        @if rows.is_empty() { p.ink2 { (text::NOTHING_ISSUED.get(lang)) } }
        @else { (Table::new(text::SAMPLE.get(lang), columns).tight().rows(rows)) }
        form.inline-form.mt3 method="get" action="/report" {
            @if let Some(year) = wanted.year { input type="hidden" name="year" value=(year); }
            (Field::new("seed", text::SEED_FIELD.get(lang)).value(&seed).input())
            (Button::submit(text::DRAW.get(lang)))
        }
    };
    Ok(kit::section(text::SAMPLE.get(lang), html! {}, html! {}, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_nothing_is_a_dash_and_small_rates_are_seen() {
        assert_eq!(rate(0, 0, Lang::En), "–");
        assert_eq!(rate(1, 500, Lang::En), "0.2\u{a0}%");
        assert_eq!(rate(1, 8, Lang::Fr), "12,5\u{a0}%");
    }
}
