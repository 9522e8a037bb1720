//! The fetcher, the mailer, calls and registries against small servers on loopback.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod addresses;
mod bounces;
mod calls;
mod collect;
mod fetching;
mod limits;
mod mail;
mod manners;
mod media;
mod names;
mod registry;
mod servers;
mod smtp;
mod timestamp;
mod tls;
