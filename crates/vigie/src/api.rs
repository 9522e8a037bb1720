//! The interface for programs: JSON over HTTP, the same commands as the pages.

pub mod problem;

pub(crate) mod items;
mod notices;
mod watch;

pub use items::{taken_as_json, view as item_view};

use crate::server::{Access, Routes};
use casework::policy::Permission as P;

/// Declares the routes for programs.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
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
        .get("/api/v1/orders", Access::Needs(P::SeeNotices), notices::orders)
        .get("/api/v1/orders/{id}", Access::Needs(P::SeeNotices), notices::order)
        .post("/api/v1/orders/{id}/deconfliction", Access::Needs(P::Deconflict), notices::deconflict)
        .post("/api/v1/orders/{id}/issue", Access::Needs(P::Issue), notices::issue)
        .post("/api/v1/orders/{id}/restart", Access::Needs(P::Issue), notices::restart)
        .post("/api/v1/orders/{id}/withdraw", Access::Needs(P::Issue), notices::withdraw)
        .get("/api/v1/providers", Access::Needs(P::SeeDirectory), notices::providers)
        .post("/api/v1/providers/{id}/inform", Access::Needs(P::KeepDirectory), notices::inform)
        .get("/api/v1/watch", Access::Needs(P::SeeWatch), watch::list)
        .post("/api/v1/watch/{item}/note", Access::Needs(P::NoteWatch), watch::note)
        .get("/api/v1/counts", Access::Needs(P::SeeOverview), watch::counts)
}
