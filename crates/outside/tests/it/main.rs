//! The fetcher and the mailer against small servers on loopback.

mod addresses;
mod fetching;
mod limits;
mod mail;
mod manners;
mod names;
mod servers;
mod smtp;
mod tls;
