//! Wire formats: what Vigie says to the world and what it reads from it, as plain data.
//!
//! Input that is broken is data too: readers give what can be read and a list of problems, each with its place.
//! Nothing here decides, waits, opens a file or reads a clock.

mod address;
mod language;
mod layout;
mod list;

pub mod annex;
pub mod apk;
pub mod certificate_log;
pub mod directory;
pub mod dns_record;
pub mod dsa;
pub mod dsn;
pub mod graph_csv;
pub mod hashlist;
pub mod letter;
pub mod observed;
pub mod passive_dns;
pub mod rdap;
pub mod sheet;
pub mod statement;
pub mod stix;
pub mod urllist;
pub mod warc;
pub mod webhook;

pub use address::{AddressFault, check_address};
pub use language::Language;
