//! Afterwards: results by target and measure, what to learn, what may be said in public, and letters of thanks.

use super::said;
use super::typed::Typed;
use super::view::View;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as act_text, board as board_text, field as text, words};
use crate::web::shell;
use axum::extract::{Path, Query, State};
use casework::act::{self, Communique, Feedback, MeasureResult, WaveReview};
use casework::policy::Permission as P;
use domain::act::{Redress, TargetState};
use domain::id::{OperationId, TargetId};
use exchange::Language;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// In which language the draft for the press is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    language: Option<Language>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let typed = Typed::default();
    let mut view = View::of(&app, &visitor, id, None, &typed).await?;
    view.frame.path = format!("{}/after", view.base());
    let (desk, actor, id) = (&app.desk, &visitor.actor, OperationId(id));
    let results = act::results(desk, actor, id, None).await?;
    let review = act::review(desk, actor, id).await?;
    let (communique, letters) = if view.leads() && actor.may(P::PlanOperations) {
        let language = wanted.language.unwrap_or(match view.lang() {
            Lang::En => Language::English,
            Lang::Fr => Language::French,
        });
        (Some((language, act::communique(desk, actor, id, language).await?)), act::feedback(desk, actor, id).await?)
    } else {
        (None, Vec::new())
    };
    let lang = view.lang();
    let content = html! {
        (kit::head(
            html! { a href="/act" { (act_text::TITLE.get(lang)) } " · " a href=(view.base()) { (view.operation().name) } },
            act_text::AFTERWARDS.get(lang),
            html! { (text::AFTER_LEDE.get(lang)) },
            html! { (Button::link(act_text::PLAN.get(lang), &view.base())) },
        ))
        div.stack {
            (kit::section(text::RESULTS.get(lang), html! {}, html! {}, by_measure(&view, &results)))
            @for wave in &review.waves { (reviewed(&view, wave)) }
            @if let Some((language, communique)) = &communique { (press(&view, communique, *language)) (thanks(&view, &letters)) }
        }
    };
    Ok(shell::page(&view.frame, act_text::AFTERWARDS.get(lang), content))
}

fn by_measure(view: &View<'_>, results: &[MeasureResult]) -> Markup {
    let lang = view.lang();
    let columns = [
        Column::text(act_text::MEASURE.get(lang)),
        Column::number(act_text::TARGETS.get(lang)),
        Column::text(words::STATE.get(lang)),
        Column::number(text::RETURNED.get(lang)),
    ];
    let rows = results.iter().map(|result| {
        Row::new([
            html! { (result.measure.text().get(lang)) },
            html! { (result.targets) },
            counts(view, &result.counts),
            html! { (result.returned) },
        ])
    });
    html! {
        @if results.is_empty() { p.meta { (act_text::NO_TARGETS_WHY.get(lang)) } }
        @else { (Table::new(text::RESULTS_CAPTION.get(lang), columns).tight().rows(rows)) }
    }
}

fn counts(view: &View<'_>, counts: &BTreeMap<TargetState, usize>) -> Markup {
    html! { @for (state, count) in counts { span.look { (count) " " (said::state(*state, view.lang())) } } }
}

fn reviewed(view: &View<'_>, wave: &WaveReview) -> Markup {
    let lang = view.lang();
    let span = |long: jiff::SignedDuration| format::span(long.as_secs(), lang);
    let sending = wave.sending_took.map_or_else(|| text::NOTHING_LEFT.get(lang).to_owned(), span);
    let skew = wave.skew.map_or_else(|| board_text::NONE_EXECUTED.get(lang).to_owned(), |skew| span(skew.length()));
    let links = |ids: &[TargetId]| html! { @if ids.is_empty() { (words::NONE.get(lang)) } @for id in ids { div { (view.target_link(*id)) } } };
    let calls: Vec<String> = wave
        .calls
        .iter()
        .map(|call| {
            let state = call.country.map(|country| format!(" ({country})")).unwrap_or_default();
            format!("{} {}{state}, {}", view.near(call.at), call.event.text().get(lang), view.person(call.by))
        })
        .collect();
    let title = act_text::WAVE.fill(lang, &[("n", &wave.wave.number)]);
    kit::section(
        &format!("{}: {title}", text::REVIEW.get(lang)),
        html! { (super::waves::state(wave.wave.state, lang)) },
        html! {},
        kit::facts(&[
            (act_text::TARGETS.get(lang), counts(view, &wave.counts)),
            (text::SENDING_TOOK.get(lang), html! { (sending) }),
            (text::SKEW.get(lang), html! { (skew) }),
            (
                text::WHAT_FAILED.get(lang),
                html! { @if wave.failed.is_empty() { (words::NONE.get(lang)) } @for (id, why) in &wave.failed { div { (view.target_link(*id)) ": " (why) } } },
            ),
            (text::DISPUTED.get(lang), links(&wave.disputed)),
            (
                text::MISTAKES.get(lang),
                html! { @if wave.mistakes.is_empty() { (words::NONE.get(lang)) } @for (id, redress) in &wave.mistakes { div { (view.target_link(*id)) ": " (mistake(*redress, lang)) } } },
            ),
            (act_text::CALLS.get(lang), html! { @for call in &calls { div { (call) } } }),
        ]),
    )
}

fn mistake(redress: Redress, lang: Lang) -> Markup {
    let status = if redress == Redress::Owed { Status::Bad } else { Status::Ok };
    kit::pill(status, redress.text().get(lang))
}

/// What may be said in public: confirmed facts with their sources, and how many were left out.
fn press(view: &View<'_>, communique: &Communique, language: Language) -> Markup {
    let lang = view.lang();
    kit::section(
        text::COMMUNIQUE.get(lang),
        html! { (text::COMMUNIQUE_HINT.get(lang)) },
        html! {},
        html! {
            p.meta.mb2 { (text::LEFT_OUT.fill(lang, &[("unconfirmed", &communique.unconfirmed), ("kept", &communique.kept_out)])) }
            p.meta.mb2 {
                (text::IN_LANGUAGE.get(lang)) ": "
                @for one in Language::ALL {
                    @if one == language { b { (format::language(one.code(), lang)) } " " }
                    @else { a href={ (view.base()) "/after?language=" (one.code()) "#press" } { (format::language(one.code(), lang)) } " " }
                }
            }
            pre.letter id="press" lang=(language.code()) { (communique.text) }
        },
    )
}

fn thanks(view: &View<'_>, letters: &[Feedback]) -> Markup {
    let lang = view.lang();
    kit::section(
        text::THANKS.get(lang),
        html! { (letters.len()) },
        html! {},
        html! {
            @if letters.is_empty() { p.meta { (text::NO_THANKS.get(lang)) } }
            @for letter in letters {
                h3.mt3 { a href={ "/providers/" (letter.provider) } { (letter.name) } " " span.meta { (letter.contact) } }
                p.meta { b lang=(letter.language.code()) { (letter.subject) } ", " (format::language(letter.language.code(), lang)) }
                pre.letter lang=(letter.language.code()) { (letter.text) }
            }
        },
    )
}
