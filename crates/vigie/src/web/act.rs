//! Joint actions: the plan, the moment, the board, the page for people on site, what comes after, and alerts.
//!
//! Every page reads through `casework::act`, which gives each visitor their own slice; nothing here reads a record of
//! an operation in any other way.

mod afterwards;
mod alerts;
mod board;
mod calls;
mod exhibits;
mod field;
mod front;
mod instruments;
mod known;
pub(super) mod papers;
mod participants;
mod plan;
mod ready;
mod said;
mod spots;
mod target;
mod targets;
mod typed;
mod view;
mod waves;
mod written;

use crate::server::{Access, Routes};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use casework::policy::Permission as P;

/// The largest form with photographs, in bytes. What is larger goes with a further report.
const MAX_REPORT_BYTES: usize = 64 << 20;
/// The largest paper of an instrument, in bytes: a scan of some pages.
const MAX_PAPER_BYTES: usize = 24 << 20;

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeOperations);
    let (plan, site) = (Access::Needs(P::PlanOperations), Access::Needs(P::ReportFromSite));
    let routes = routes
        .get("/act", see, front::show)
        .post("/act", plan, written::open)
        .post("/act/alerts", plan, alerts::write)
        .get("/act/alerts/{id}", see, alerts::show)
        .post("/act/alerts/{id}/issue", plan, alerts::issue)
        .post("/act/alerts/{id}/confirm", see, alerts::confirm)
        .get("/act/{id}", see, plan::show)
        .post("/act/{id}/alter", plan, written::alter)
        .post("/act/{id}/mark", plan, written::mark)
        .post("/act/{id}/close", plan, written::close)
        .post("/act/{id}/participants", plan, participants::put)
        .post("/act/{id}/participants/remove", plan, participants::remove)
        .post("/act/{id}/instruments", plan, instruments::add.layer(DefaultBodyLimit::max(MAX_PAPER_BYTES)))
        .post("/act/{id}/instruments/{item}/revoke", plan, instruments::revoke)
        .get("/act/{id}/instruments/{item}/paper", see, instruments::paper)
        .get("/act/{id}/exhibits/{item}/{digest}", see, exhibits::photograph)
        .get("/act/{id}/field", site, field::show)
        .post("/act/{id}/field", site, field::report.layer(DefaultBodyLimit::max(MAX_REPORT_BYTES)))
        .get("/act/{id}/sheet", see, papers::sheet)
        .get("/act/{id}/after", see, afterwards::show);
    target::routes(waves(routes))
}

/// What is done about a wave, and what shows it.
fn waves(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeOperations);
    let (plan, call) = (Access::Needs(P::PlanOperations), Access::Needs(P::CallOperations));
    routes
        .get("/act/{id}/board", see, board::show)
        .get("/act/{id}/board/part", see, board::part)
        .post("/act/{id}/waves", plan, waves::plan)
        .post("/act/{id}/waves/{item}/alter", plan, waves::alter)
        .post("/act/{id}/waves/{item}/targets", plan, targets::propose)
        .post("/act/{id}/waves/{item}/call", call, calls::call)
        // Those who plan and those who call answer for a state, and whoever takes part writes: casework asks.
        .post("/act/{id}/waves/{item}/ready", see, ready::say)
        .post("/act/{id}/waves/{item}/say", see, board::say)
}

#[cfg(test)]
mod tests;
