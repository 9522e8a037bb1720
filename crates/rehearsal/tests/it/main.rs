//! The small internet, seen from outside: through DNS, HTTPS, SMTP and a portal.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene shall fail; Clippy exempts only test functions"
)]

mod campaign;
mod mail;
mod meridian;
mod portal;
mod reach;
mod visitor;
