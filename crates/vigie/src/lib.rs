//! Vigie: the operations room of an internet referral unit. This library holds what the binary wires together.

pub mod api;
pub mod cli;
pub mod clock;
pub mod config;
mod insist;
pub mod installation;
pub mod press;
pub mod rehearse;
pub mod server;
pub mod snapshot;
pub mod web;
pub mod worker;
