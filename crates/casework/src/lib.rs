//! What a person or a job can do with the case file, step by step.
//!
//! Each verb is a module. A command checks the permission, loads what it needs through the
//! [ports], asks `domain` for the decision and commits the new state together with the ledger
//! entry that says so and the jobs that follow: all of it or nothing.
//!
//! Invariant: no SQL, no HTTP, no SMTP here; no decision about content that no person made.

#[macro_use]
mod again;

pub mod act;
pub mod assess;
pub mod banks;
pub mod bounces;
pub mod complaints;
pub mod detect;
pub mod directory;
pub mod jobs;
pub mod journal;
pub mod letters;
pub mod map;
pub mod order;
pub mod people;
pub mod policy;
pub mod portal;
pub mod ports;
pub mod records;
pub mod refer;
pub mod report;
pub mod transparency;
pub mod watch;

mod apart;
mod code;
mod desk;
mod entropy;
mod error;
mod once;
mod recent;
mod reference;
mod seal;
mod task;

pub use apart::Apart;
pub use desk::{Desk, Doors, Settings};
pub use entropy::Entropy;
pub use error::{Error, Refusal};
pub use recent::Recent;
pub use seal::{Opening, Openings};
