//! The rules of the work, and nothing else: what an item, a finding, a referral and a removal order
//! may be and become.
//!
//! Invariant: no I/O, no async, no wall clock, no randomness, no serialisation. Every function is
//! given the time and the facts and returns a decision or a [refusal](order::Refusal) that names
//! its reason.

mod named;
mod step;

pub mod act;
pub mod assess;
pub mod bank;
pub mod detect;
pub mod hold;
pub mod id;
pub mod locator;
pub mod map;
pub mod order;
pub mod people;
pub mod provider;
pub mod refer;
pub mod stamp;
pub mod watch;

pub use named::UnknownName;
