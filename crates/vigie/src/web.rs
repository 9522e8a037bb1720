//! Pages for people: what a browser is given.
//!
//! Pages are whole without scripts; three small modules only save steps. Words come from [`messages`], numbers and
//! times from [`format`](mod@format), parts from [`kit`], and the page around them from [`shell`].

pub mod format;
pub mod kit;
pub mod messages;
pub mod shell;

mod act;
mod banks;
mod done;
mod failure;
mod fields;
mod find;
mod frame;
mod genuine;
mod history;
mod host;
mod intake;
mod item;
mod ledger;
mod letters;
mod likeness;
mod login;
mod map;
mod names;
mod orders;
mod paging;
mod people;
mod portal;
mod providers;
mod queue;
mod referrals;
mod refusal;
mod report;
mod today;
mod upload;
mod watch;

pub use failure::{Failure, not_found, show_failures};
pub use frame::frame;

use crate::server::{Access, Routes, events};

/// Declares the pages.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = login::routes(routes);
    let routes = today::routes(routes);
    let routes = find::routes(routes);
    let routes = intake::routes(routes);
    let routes = queue::routes(routes);
    let routes = item::routes(routes);
    let routes = map::routes(routes);
    let routes = act::routes(routes);
    let routes = watch::routes(routes);
    let routes = portal::routes(routes);
    let routes = genuine::routes(routes);
    let routes = orders::routes(routes);
    let routes = referrals::routes(routes);
    let routes = providers::routes(routes);
    let routes = banks::routes(routes);
    let routes = people::routes(routes);
    let routes = ledger::routes(routes);
    let routes = report::routes(routes);
    let routes = host::routes(routes);
    routes.get("/events", Access::SignedIn, events)
}

#[cfg(test)]
mod scene;
