//! The interface for programs: JSON over HTTP, the same commands as the pages.

pub mod problem;

mod banks;
mod hma;
pub(crate) mod items;
pub(crate) mod map;
mod notices;
pub(crate) mod operations;
mod orders;
mod proceedings;
mod provider;
mod watch;

pub use hma::Trouble;
pub use items::{taken_as_json, view as item_view};

use crate::server::{Access, Routes};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use axum::http::header;
use axum::response::IntoResponse;
use casework::policy::Permission as P;

/// The largest answer of a provider, in bytes.
const MAX_ANSWER_BYTES: usize = 64 << 10;

/// Declares the routes for programs.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = banks::routes(hma::routes(operations::routes(map_routes(routes))));
    let routes = routes.get("/api/openapi.json", Access::Public, openapi);
    let small = || DefaultBodyLimit::max(MAX_ANSWER_BYTES);
    routes
        .post("/api/v1/items", Access::Needs(P::TakeIn), items::take_in)
        .get("/api/v1/items/{id}", Access::Needs(P::SeeItems), items::show)
        .post("/api/v1/items/{id}/fetch", Access::Needs(P::TakeIn), items::fetch_again)
        .get("/api/v1/queue", Access::Needs(P::SeeItems), items::queue)
        .post("/api/v1/queue/next", Access::Needs(P::Assess), items::next)
        .post("/api/v1/items/{id}/finding", Access::Needs(P::Assess), items::finding)
        .post("/api/v1/items/{id}/reopen", Access::Needs(P::Assess), items::reopen)
        .get("/api/v1/referrals", Access::Needs(P::SeeNotices), notices::referrals)
        .post("/api/v1/referrals/{id}/release", Access::Needs(P::Release), notices::release)
        .get("/api/v1/orders", Access::Needs(P::SeeNotices), orders::list)
        .post("/api/v1/orders/issue", Access::Needs(P::Issue), orders::issue_several)
        .get("/api/v1/orders/{id}", Access::Needs(P::SeeNotices), orders::show)
        .post("/api/v1/orders/{id}/deconfliction", Access::Needs(P::Deconflict), orders::deconflict)
        .post("/api/v1/orders/{id}/gates/{gate}", Access::Needs(P::OpenGates), orders::open_gate)
        .post("/api/v1/orders/{id}/approve", Access::Needs(P::Issue), orders::approve)
        .post("/api/v1/orders/{id}/issue", Access::Needs(P::Issue), orders::issue)
        .post("/api/v1/orders/{id}/restart", Access::Needs(P::Issue), orders::restart)
        .post("/api/v1/orders/{id}/correct", Access::Needs(P::Issue), orders::correct)
        .post("/api/v1/orders/{id}/possible", Access::Needs(P::Issue), orders::end_impossibility)
        .post("/api/v1/orders/{id}/withdraw", Access::Needs(P::Issue), orders::withdraw)
        .post("/api/v1/orders/{id}/receipt", Access::Needs(P::Issue), proceedings::receipt)
        .post("/api/v1/orders/{id}/carried", Access::Needs(P::Issue), proceedings::carried)
        .post("/api/v1/orders/{id}/challenge", Access::Needs(P::Issue), proceedings::challenge)
        .post("/api/v1/orders/{id}/uphold", Access::Needs(P::Issue), proceedings::uphold)
        .post("/api/v1/orders/{id}/annul", Access::Needs(P::Issue), proceedings::annul)
        .post("/api/v1/orders/{id}/non-disclosure", Access::Needs(P::Issue), proceedings::non_disclosure)
        .post("/api/v1/orders/{id}/preservation", Access::Needs(P::Issue), proceedings::preservation)
        .post("/api/v1/orders/{id}/scrutiny", Access::Needs(P::Scrutinise), proceedings::scrutiny)
        .get("/api/v1/host/orders", Access::Needs(P::SeeHostCopies), proceedings::copies)
        .get("/api/v1/holds", Access::Needs(P::Deconflict), proceedings::holds)
        .post("/api/v1/holds", Access::Needs(P::Deconflict), proceedings::hold)
        .post("/api/v1/holds/{id}/lift", Access::Needs(P::Deconflict), proceedings::lift)
        .get("/api/v1/authorities", Access::Needs(P::SeeDirectory), notices::authorities)
        .get("/api/v1/providers", Access::Needs(P::SeeDirectory), notices::providers)
        .post("/api/v1/providers/{id}/inform", Access::Needs(P::KeepDirectory), notices::inform)
        .get("/api/v1/watch", Access::Needs(P::SeeWatch), watch::list)
        .post("/api/v1/watch/{item}/note", Access::Needs(P::NoteWatch), watch::note)
        .get("/api/v1/counts", Access::Needs(P::SeeOverview), watch::counts)
        .get("/provider/v1/{link}", Access::Public, provider::show)
        .post("/provider/v1/{link}/receipt", Access::Public, provider::receipt.layer(small()))
        .post("/provider/v1/{link}/answer", Access::Public, provider::answer.layer(small()))
}

/// The description of this interface, for programs that read one.
async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], include_str!("../../../docs/schemas/openapi.json"))
}

/// The routes of the map.
fn map_routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeeMap), Access::Needs(P::KeepMap));
    let import = map::import.layer(DefaultBodyLimit::max(casework::map::MAX_IMPORT_BYTES));
    routes
        .post("/api/v1/map/seeds", keep, map::seed)
        .get("/api/v1/map/expansions", see, map::expansions)
        .post("/api/v1/map/expansions", keep, map::expand)
        .get("/api/v1/map/expansions/{id}", see, map::expansion)
        .post("/api/v1/map/expansions/{id}/stop", keep, map::stop)
        .get("/api/v1/map/assets", see, map::find)
        .get("/api/v1/map/assets/{id}", see, map::asset)
        .get("/api/v1/map/assets/{id}/levers", see, map::levers)
        .get("/api/v1/map/holders", see, map::holders)
        .post("/api/v1/map/import", keep, import)
        .get("/api/v1/map/networks", see, map::networks)
        .post("/api/v1/map/networks", keep, map::propose)
        .get("/api/v1/map/networks/{id}", see, map::network)
        .post("/api/v1/map/networks/{id}/decide", keep, map::decide)
        .post("/api/v1/map/networks/{id}/split", keep, map::split)
        .post("/api/v1/map/networks/merge", keep, map::merge)
        .post("/api/v1/map/assets/{id}/count", keep, map::count)
}
