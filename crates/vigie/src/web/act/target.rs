//! One target: what is to be done by whom, what it lacks, its papers, what was said and seen of it.

mod acts;
mod forms;
mod letter;
mod told;

use super::typed::Typed;
use super::view::{View, handled};
use super::{exhibits, said, targets};
use crate::server::{Access, App, Routes, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::kit::{self, Status};
use crate::web::map::{by_name, short};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{act as act_text, board as board_text, levers, target as text, words};
use crate::web::shell;
use axum::extract::{Path, Query, State};
use casework::act::{self, BoardTarget, Fitting};
use casework::policy::Permission as P;
use casework::records::Target;
use casework::records::act::Collateral;
use casework::{Desk, Error};
use domain::act::{Check, Redress, Waits};
use domain::id::TargetId;
use domain::map::collateral::{Estimate, Refusal as TooBroad};
use matching::digest::Sha256;
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeOperations);
    let (plan, site) = (Access::Needs(P::PlanOperations), Access::Needs(P::ReportFromSite));
    routes
        .get("/act/{id}/targets/{item}", see, show)
        .post("/act/{id}/targets/{item}/allocate", plan, acts::allocate)
        .post("/act/{id}/targets/{item}/order", plan, acts::put_in_order)
        .post("/act/{id}/targets/{item}/prepare", plan, acts::prepare)
        // Who may approve depends on the paper: casework asks.
        .post("/act/{id}/targets/{item}/approve", see, acts::approve)
        .post("/act/{id}/targets/{item}/deconflict", Access::Needs(P::Deconflict), acts::deconflict)
        .post("/act/{id}/targets/{item}/collateral", plan, acts::accept_collateral)
        .post("/act/{id}/targets/{item}/hold", plan, acts::hold)
        .post("/act/{id}/targets/{item}/release", plan, acts::release)
        .post("/act/{id}/targets/{item}/withdraw", plan, acts::withdraw)
        .post("/act/{id}/targets/{item}/share", plan, acts::share)
        .post("/act/{id}/targets/{item}/mark", plan, acts::mark)
        .post("/act/{id}/targets/{item}/look", plan, acts::look)
        .post("/act/{id}/targets/{item}/claim", site, acts::claim)
        .post("/act/{id}/targets/{item}/whole", site, acts::make_whole)
        .post("/act/{id}/targets/{item}/doubt", Access::Needs(P::CallOperations), acts::settle_doubt)
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, target)): Path<(Uuid, Uuid)>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, (id, target), &Typed::default(), Some(&done)).await?)
}

/// Everything that the page shows besides the operation.
struct One<'a> {
    view: View<'a>,
    row: BoardTarget,
    letter: Option<String>,
    /// What names the papers as they are shown here.
    papers: Option<Sha256>,
    /// What else it would hit, for those who may accept it.
    collateral: Option<Result<Estimate, TooBroad>>,
    /// The orders and referrals that could carry it, for those who prepare it.
    fitting: Fitting,
}

impl One<'_> {
    fn target(&self) -> &Target {
        &self.row.target
    }

    /// Where its forms are sent.
    fn base(&self) -> String {
        format!("{}/targets/{}", self.view.base(), self.row.target.id)
    }

    /// Whether the visitor is of those who lead, or of the state that acts.
    fn own(&self) -> bool {
        self.view.leads() || (self.row.target.acting.is_some() && self.row.target.acting == self.view.own_state())
    }
}

async fn one<'a>(
    desk: &Desk,
    app: &App,
    visitor: &'a Visitor,
    (id, target): (Uuid, Uuid),
    typed: &'a Typed,
) -> Result<One<'a>, Error> {
    let missing = || Error::NotFound { what: "target" };
    let found = act::target(desk, &visitor.actor, TargetId(target)).await?;
    if found.operation.0 != id {
        return Err(missing());
    }
    let view = View::of(app, visitor, id, Some(found.wave.0), typed).await?;
    let board = act::board(desk, &visitor.actor, found.wave).await?;
    let row = board.targets.into_iter().find(|row| row.target.id.0 == target).ok_or_else(missing)?;
    let letter = act::letter_text(desk, &visitor.actor, TargetId(target)).await?;
    let papers = act::papers_shown(desk, &visitor.actor, TargetId(target)).await?;
    let mut one = One { view, row, letter, papers, collateral: None, fitting: Fitting::default() };
    if one.own() && visitor.actor.may(P::PlanOperations) {
        one.collateral = Some(act::collateral(desk, &visitor.actor, TargetId(target)).await?);
        one.fitting = act::fitting(desk, &visitor.actor, TargetId(target)).await?;
    }
    Ok(one)
}

/// The page, with what was typed into a form that was refused.
async fn page(
    app: &App,
    visitor: &Visitor,
    place: (Uuid, Uuid),
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut one = one(&app.desk, app, visitor, place, typed).await?;
    let lang = one.view.lang();
    one.view.frame.path = one.base();
    one.view.frame.notice = done.and_then(|done| done.notice(&acts::DONE, lang));
    let (view, target) = (&one.view, one.target());
    let exhibits = || view.slice.exhibits.iter().filter(|exhibit| exhibit.target == target.id);
    let content = html! {
        (kit::head(
            html! { a href="/act" { (act_text::TITLE.get(lang)) } " · " a href={ (view.base()) "?wave=" (target.wave) } { (view.operation().name) } },
            &target.name,
            html! { (said::state(target.state, lang)) " " (target.asset.kind().text().get(lang)) " " (asset(&one)) },
            html! {},
        ))
        (view.typed.alert(&view.frame.reader))
        (needs(&one))
        div.grid {
            div.c7 { div.stack {
                (kit::section(text::TOLD.get(lang), html! { (text::TOLD_HINT.get(lang)) }, html! {}, told::words(&one)))
                (kit::section(text::LOOKS.get(lang), html! { (text::LOOKS_HINT.get(lang)) }, html! {}, told::looks(&one)))
                (kit::section(board_text::EXHIBITS.get(lang), html! { (exhibits().count()) }, html! {}, exhibits::table(view, exhibits().map(|kept| &kept.record))))
                (kit::section(text::PAPERS.get(lang), html! {}, html! {}, letter::section(&one)))
            } }
            div.c5 { div.stack {
                (kit::section(act_text::LEVER.get(lang), html! {}, html! {}, lever(&one)))
                (kit::section(act_text::LACKS.get(lang), html! {}, html! {}, lacking(&one)))
                (forms::sections(&one))
            } }
        }
    };
    Ok(shell::page(&one.view.frame, &target.name, content))
}

/// What it aims at; those who see the map are led there.
fn asset(one: &One<'_>) -> Markup {
    let asset = &one.target().asset;
    html! {
        @if one.view.actor.may(P::SeeMap) { a.url href=(by_name(asset)) { (short(asset)) } }
        @else { span.url { (short(asset)) } }
    }
}

/// What needs a person at once, before everything else.
fn needs(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    html! {
        @if let Some(since) = target.in_doubt {
            div.mb3 { (kit::note(Status::Bad, html! { b { (board_text::IN_DOUBT.get(lang)) } " " (words::SINCE.fill(lang, &[("time", &view.near(since))])) })) }
        }
        @if !one.row.disputes.is_empty() {
            div.mb3 { (kit::note(Status::Warn, html! { b { (board_text::DISPUTED.get(lang)) } })) }
        }
        @match &target.made_whole {
            Some(made) => div.mb3 { (kit::note(Status::Ok, html! { (target.redress.text().get(lang)) ": " (made.how) " " span.meta { (view.person(made.by)) ", " (view.near(made.at)) } })) }
            None if target.redress == Redress::Owed => div.mb3 { (kit::note(Status::Bad, html! { b { (target.redress.text().get(lang)) } })) }
            None => {}
        }
    }
}

/// What is done, by whom, under which title; what it does and does not.
fn lever(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    let sentences = levers::of(target.measure.lever(), lang);
    kit::facts(&[
        (act_text::MEASURE.get(lang), targets::lever(view, target)),
        (text::DOES.get(lang), html! { (sentences.does) }),
        (text::DOES_NOT.get(lang), html! { (sentences.does_not) }),
        (
            text::LASTS.get(lang),
            html! { (sentences.lasts) @if target.measure.lever().warns { " " (text::WARNS.get(lang)) } },
        ),
        (act_text::PLACE.get(lang), html! { (view.country(target.place)) }),
        (
            act_text::ACTING.get(lang),
            html! { @match target.acting { Some(country) => { (view.country(country)) }, None => { (act_text::ACTING_NOBODY.get(lang)) } } },
        ),
        (act_text::INSTRUMENT.get(lang), targets::title(view, target)),
        (
            act_text::ORDER.get(lang),
            html! { @if target.after.is_empty() && target.instead_of.is_none() { "–" } (targets::order(view, target)) },
        ),
        (act_text::HANDLING.get(lang), handled(&target.marking, lang)),
        (text::PROPOSED.get(lang), html! { (view.person(target.author)) ", " (view.near(target.proposed)) }),
    ])
}

/// How the others were counted whom somebody accepted.
fn counted_from(accepted: &Collateral, view: &View<'_>) -> String {
    let lang = view.lang();
    accepted.counted.map_or_else(
        || text::REACHES_NOTHING.get(lang).to_owned(),
        |by| text::COUNTED.fill(lang, &[("source", &by.source.text().get(lang)), ("time", &view.near(by.at))]),
    )
}

/// What stands between it and the moment.
fn lacking(one: &One<'_>) -> Markup {
    let (view, target) = (&one.view, one.target());
    let lang = view.lang();
    // That it is not cleared follows from what it lacks.
    let told = |wait: &&Waits| one.row.lacks.is_empty() || !matches!(wait, Waits::NotCleared(_));
    let waits = one.row.waits.iter().filter(told);
    html! {
        @if target.state.is_out() { p.meta { (text::IS_OUT.get(lang)) } }
        @else if one.row.lacks.is_empty() && one.row.waits.is_empty() { p.meta { (act_text::LACKS_NOTHING.get(lang)) } }
        @else {
            ul.its {
                @for lack in &one.row.lacks { li { (kit::pill(Status::Hold, "")) " " (said::lack(lack, view)) } }
                @for wait in waits { li { (kit::pill(Status::None, "")) " " (said::wait(wait, view)) } }
            }
        }
        @if let Some(asked) = &target.deconfliction {
            p.mt2 { b { (Check::Deconfliction.text().get(lang)) } ": " (asked.answer.text().get(lang)) ". " span.ink2 { (asked.note) } (kit::sub(html! { (view.person(asked.by)) ", " (view.near(asked.at)) })) }
        }
        @if let Some(accepted) = &target.collateral {
            p.mt2 { (text::ACCEPTED.fill(lang, &[("n", &accepted.others)])) (kit::sub(html! { (counted_from(accepted, view)) " " (view.person(accepted.by)) ", " (view.near(accepted.at)) })) }
        }
    }
}
