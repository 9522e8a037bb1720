//! The product from outside: its routes, its refusals, its command line, what others can check of it.
#![allow(clippy::unwrap_used)] // A failed step is a failed test.

mod access;
mod bank;
mod bounces;
mod cli;
mod directory;
mod exchanged;
mod false_notices;
mod hma;
mod instrument;
mod intake;
mod ledger;
mod listen;
mod lookup;
mod office;
mod openapi;
mod operations;
mod program;
mod provider;
mod rehearsed;
mod security;
mod shapes;
mod snapshots;
mod verify;
mod warc;
mod worker;
