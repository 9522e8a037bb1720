//! A small internet on loopback, and the people behind it.
//!
//! It plays the outside world for Vigie in one process and speaks real protocols only: DNS, HTTPS
//! with certificates of its own authority, SMTP, and the providers' visits to the portal. It knows
//! nothing of Vigie's insides; a provider learns what it is asked for from the letter it gets and
//! the page that the letter leads to. Time is the story's: nothing happens until the caller moves
//! the clock with [`World::act`].
//!
//! All content is invented, harmless and marked REHEARSAL. Nothing here reaches, or answers for,
//! any name or address outside loopback.

pub mod authority;
pub mod dns;
pub mod mailbox;
pub mod material;
pub mod meridian;
pub mod officers;
pub mod pages;
pub mod pictures;
pub mod providers;
pub mod sites;
pub mod sound;
pub mod truth;
mod world;

pub use world::{AUTHORITIES, World};
