//! The small internet, seen from outside: through DNS, HTTPS, SMTP and a portal.

mod campaign;
mod mail;
mod portal;
mod reach;
mod visitor;
