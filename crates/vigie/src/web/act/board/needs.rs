//! What needs a person, and where every target stands.

use crate::web::act::view::View;
use crate::web::act::{said, targets};
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{act as act_text, board as text, words};
use casework::act::{Board, BoardTarget};
use casework::records::Target;
use maud::{Markup, html};

pub(super) fn incidents(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    kit::section(
        text::INCIDENTS.get(lang),
        html! { (board.incidents.len()) },
        html! {},
        html! {
            @if board.incidents.is_empty() { p.meta { (text::INCIDENTS_NONE.get(lang)) } }
            ul.incidents {
                @for incident in &board.incidents {
                    @let (status, words) = said::incident(incident, view);
                    li { span class={ "is-" (status.class()) } { (kit::icon(status.icon())) } div { (words) } }
                }
            }
        },
    )
}

/// The targets that somebody must look after.
pub(super) fn table(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let needs = |row: &&BoardTarget| board.incidents.iter().any(|one| one.target() == Some(row.target.id));
    let rows: Vec<Row> = board.targets.iter().filter(needs).map(|row| needy(view, board, row)).collect();
    let columns = [act_text::TARGET, act_text::LEVER, text::REPORTED, text::SEEN_OUTSIDE, text::WAITS_ON];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    html! {
        @if !rows.is_empty() {
            (kit::section(text::NEEDS.get(lang), html! { (rows.len()) }, html! {}, html! { (Table::new(text::NEEDS_CAPTION.get(lang), columns).tight().rows(rows)) }))
        }
    }
}

fn needy(view: &View<'_>, board: &Board, row: &BoardTarget) -> Row {
    let target = &row.target;
    let own = board.incidents.iter().filter(|one| one.target() == Some(target.id));
    let open = row.lacks.iter().map(|lack| said::lack(lack, view));
    let open: Vec<String> = open.chain(row.waits.iter().map(|wait| said::wait(wait, view))).collect();
    Row::new([
        name(view, target),
        targets::lever(view, target),
        reported(view, row),
        seen(view, target),
        html! {
            @for incident in own { @let (status, _) = said::incident(incident, view); (kit::pill(status, target.state.text().get(view.lang()))) " " }
            @if target.state.is_out() { @if target.next_look.is_some() { (view.near(target.next_look.unwrap_or_default())) } }
            @else { @for line in &open { div { (line) } } }
        },
    ])
}

fn name(view: &View<'_>, target: &Target) -> Markup {
    html! { (view.target_link(target.id)) (kit::sub(html! { span.url { (target.asset.value()) } })) }
}

/// The latest word of each who spoke.
fn reported(view: &View<'_>, row: &BoardTarget) -> Markup {
    let lang = view.lang();
    html! {
        @if row.words.is_empty() { (text::NOT_REPORTED.get(lang)) }
        @for word in &row.words { div { (word.what.text().get(lang)) (kit::sub(view.near(word.happened))) } }
    }
}

/// What the latest conclusive look from outside found.
fn seen(view: &View<'_>, target: &Target) -> Markup {
    let lang = view.lang();
    match target.looks.iter().max_by_key(|look| look.at) {
        None => kit::pill(Status::None, words::NOT_ASKED.get(lang)),
        Some(look) => {
            let (status, said) = if look.gone { (Status::Ok, text::SILENT) } else { (Status::Run, text::ANSWERS) };
            html! { (kit::pill(status, said.get(lang))) (kit::sub(view.near(look.at))) }
        }
    }
}

/// Every target of the wave.
pub(super) fn all(view: &View<'_>, board: &Board) -> Markup {
    let lang = view.lang();
    let columns =
        [act_text::TARGET, act_text::ACTING, act_text::LEVER, words::STATE, text::REPORTED, text::SEEN_OUTSIDE];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = board.targets.iter().map(|row| {
        let target = &row.target;
        let acting = target.acting.map(|country| country.to_string()).unwrap_or_default();
        Row::new([
            name(view, target),
            html! { (acting) },
            targets::lever(view, target),
            said::state(target.state, lang),
            reported(view, row),
            seen(view, target),
        ])
    });
    kit::section(
        text::ALL_TARGETS.get(lang),
        html! { (board.targets.len()) },
        html! {},
        html! {
            @if board.targets.is_empty() { p.meta { (act_text::NO_TARGETS_WHY.get(lang)) } }
            @else { (Table::new(text::ALL_CAPTION.get(lang), columns).tight().walk().rows(rows)) }
        },
    )
}
