//! Pages for people: what a browser is given.
//!
//! Pages are whole without scripts; three small modules only save steps. Words come from [`messages`], numbers and
//! times from [`format`](mod@format), parts from [`kit`], and the page around them from [`shell`].

pub mod format;
pub mod kit;
pub mod messages;
pub mod shell;

mod failure;
mod frame;
mod history;
mod portal;

pub use failure::{Failure, not_found, show_failures};
pub use frame::frame;

use crate::server::{Access, Routes, events};

/// Declares the pages.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let routes = portal::routes(routes);
    routes.get("/events", Access::SignedIn, events)
}

#[cfg(test)]
mod scene;
