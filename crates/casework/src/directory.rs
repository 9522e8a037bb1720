//! The directory: providers, authorities, holds.

mod authorities;
mod handover;
mod holds;
mod information;
mod names;
mod providers;
mod resolve;
mod standing;

pub use authorities::{AuthorityEntry, put_authority};
pub use handover::{Handed, Imported, export, import};
pub use holds::{lift_hold, place_hold};
pub(crate) use information::information_bounced;
pub use information::{inform, record_informed, send_information};
pub use providers::{ProviderEntry, confirm_contact, put_provider, renew_link};
pub use resolve::{Because, Candidate, Reason, Search, find_provider, resolve};
pub use standing::{COUNTED, Standing, standing};

pub(crate) use names::telling_words;

use crate::error::{Error, invalid};

/// A name and a contact point go into letters: one line each, and at most one address. An empty
/// contact says that none is known.
///
/// # Errors
/// Says which of the two does not fit.
pub fn check(name: &str, contact: &str) -> Result<(), Error> {
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err(invalid("name", "give a name, in one line"));
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"');
    let address = contact
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'));
    if !contact.is_empty() && (!address || contact.chars().any(odd)) {
        return Err(invalid("contact", "this is not one e-mail address"));
    }
    Ok(())
}
