//! Claims that contradict, side by side: who says what, how it is known, and what was seen from outside.

use crate::web::act::view::View;
use crate::web::kit::{self, Column, Row, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{board as text, target as target_text, words};
use casework::act::{Board, BoardTarget};
use casework::records::Target;
use domain::act::claim::Seen;
use domain::act::{Claim, Witness};
use maud::{Markup, html};

pub(super) fn section(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let disputed: Vec<&BoardTarget> = board.targets.iter().filter(|row| !row.disputes.is_empty()).collect();
    kit::section(
        text::CLASHES.get(lang),
        html! { (text::CLASHES_HINT.get(lang)) },
        html! {},
        html! {
            @if disputed.is_empty() { p.meta { (text::CLASHES_NONE.get(lang)) } }
            @for row in disputed { (one(view, row)) }
        },
    )
}

fn one(view: &View<'_>, row: &BoardTarget) -> Markup {
    let lang = view.lang();
    let columns = [
        Column::text(target_text::SAYS.get(lang)),
        Column::text(words::KNOWN_HOW.get(lang)),
        Column::number(text::AT.get(lang)),
    ];
    let words = row.words.iter().map(|claim| said(view, &row.target, claim));
    let testimony = row.target.testimony();
    let looks = testimony.iter().flat_map(|all| all.latest_looks()).map(|look| seen(view, look));
    let caption = text::CLASH_CAPTION.fill(lang, &[("name", &row.target.name)]);
    html! {
        article.claim {
            h3 { (view.target_link(row.target.id)) " " span.meta { (row.target.asset.value()) } }
            (Table::new(&caption, columns).tight().rows(words.chain(looks)))
        }
    }
}

fn said(view: &View<'_>, target: &Target, claim: &Claim) -> Row {
    let lang = view.lang();
    let who = match &claim.who {
        Witness::Authority(id) => view.known.authority(*id),
        Witness::Provider(id) => view.known.provider(*id),
        Witness::Press(name) => name,
    };
    let report = target.reports.iter().find(|report| report.what == claim.what && report.said == claim.said);
    let note = report.map(|report| report.note.as_str()).unwrap_or_default();
    Row::new([
        html! { "“" (claim.what.text().get(lang)) "”" },
        html! { (who) @if !note.is_empty() { (kit::sub(html! { span.any { (note) } })) } },
        html! { (view.near(claim.happened)) },
    ])
}

fn seen(view: &View<'_>, look: &Seen) -> Row {
    let lang = view.lang();
    let from = match look.from {
        Some(country) => text::OWN_LOOK_FROM.fill(lang, &[("country", &view.country(country))]),
        None => text::OWN_LOOK.get(lang).to_owned(),
    };
    let what = if look.gone { text::SILENT } else { text::ANSWERS };
    Row::new([html! { (what.get(lang)) }, html! { (from) }, html! { (view.near(look.at)) }])
}
