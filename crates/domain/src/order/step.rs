//! A step of a state machine, as data: from where, by which event, to where, by whom, on which basis.

use crate::named::named;

named! {
    /// Who takes a step.
    pub enum By {
        /// An officer of the issuing authority.
        Officer = "officer",
        /// A second officer of the issuing authority, never the author.
        SecondOfficer = "second officer",
        /// Vigie itself, carrying out or recording what follows from a decision.
        Vigie = "Vigie",
        /// The provider, or for scrutiny the content provider.
        Provider = "provider",
        /// The authority of the state where the provider is established.
        HostState = "host state",
        /// A court or body of redress, as an officer records it.
        Court = "court",
    }
}

/// One line of a table of steps.
#[derive(Debug, Clone, Copy)]
pub struct Step<S: 'static, E> {
    /// Where it may start.
    pub from: &'static [S],
    /// What happens.
    pub event: E,
    /// Where it leads; absent when everything stays as it is.
    pub to: Option<S>,
    /// Who takes it.
    pub by: By,
    /// The article of Regulation (EU) 2021/784 it rests on.
    pub basis: &'static str,
}

impl<S, E> Step<S, E> {
    /// A step that leads somewhere.
    #[must_use]
    pub const fn new(from: &'static [S], event: E, to: S, by: By, basis: &'static str) -> Self {
        Self { from, event, to: Some(to), by, basis }
    }

    /// A step that changes nothing.
    #[must_use]
    pub const fn stay(from: &'static [S], event: E, by: By, basis: &'static str) -> Self {
        Self { from, event, to: None, by, basis }
    }
}

/// Where a side goes by an event: as the table says; where it was if the table does not know the event.
///
/// # Errors
/// `()` when the table knows the event, but not from here.
pub(super) fn find<S: Copy + PartialEq, E: Copy + PartialEq>(
    table: &[Step<S, E>],
    state: S,
    event: E,
) -> Result<S, ()> {
    let mut known = false;
    for step in table.iter().filter(|step| step.event == event) {
        known = true;
        if step.from.contains(&state) {
            return Ok(step.to.unwrap_or(state));
        }
    }
    if known { Err(()) } else { Ok(state) }
}
