//! The fetcher and the mailer against small servers on loopback.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod addresses;
mod fetching;
mod limits;
mod mail;
mod manners;
mod names;
mod servers;
mod smtp;
mod tls;
