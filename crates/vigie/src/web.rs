//! Pages for people: what a browser is given.
//!
//! Pages are whole without scripts; three small modules only save steps. Words come from [`messages`], numbers and
//! times from [`format`](mod@format), parts from [`kit`], and the page around them from [`shell`].

pub mod format;
pub mod kit;
pub mod messages;
pub mod shell;
