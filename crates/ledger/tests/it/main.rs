//! What the ledger promises, tested from outside.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene shall fail; Clippy exempts only test functions"
)]

mod audit;
mod bundle;
mod canonical;
mod checkpoint;
mod document;
mod judge;
mod log;
mod tree;
