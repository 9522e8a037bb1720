//! What a person or a job can do with the case file, step by step.
//!
//! Each verb is a module. A command checks the permission, loads what it needs through the
//! [ports], asks `domain` for the decision and commits the new state together with the ledger
//! entry that says so and the jobs that follow: all of it or nothing.
//!
//! Invariant: no SQL, no HTTP, no SMTP here; no decision about content that no person made.

pub mod ports;
pub mod records;
