//! Deconfliction: asking whether an act would disturb another authority's inquiry.
//!
//! Silence is never "go". An answer is given by a named person, for a reason class, for a time.

use crate::named::named;
use jiff::Timestamp;

named! {
    /// What an authority answers when asked.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 14(1) and recital 36.
    pub enum Answer {
        /// Nothing stands against it.
        Go = "go",
        /// Do not act before the hold ends.
        Hold = "hold",
        /// Speak with us first.
        Contact = "contact",
    }
}

named! {
    /// Why an authority holds; never more than the class is told.
    pub enum ReasonClass {
        /// A criminal inquiry.
        Inquiry = "inquiry",
        /// Somebody's safety.
        Safety = "safety",
        /// A joint operation in preparation.
        Operation = "operation",
    }
}

/// Whether a hold placed on `scope` covers `host`: the host itself and every name below it.
#[must_use]
pub fn covers(scope: &str, host: &str) -> bool {
    host == scope || host.strip_suffix(scope).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether a hold is in force.
#[must_use]
pub fn in_force(until: Timestamp, lifted: bool, now: Timestamp) -> bool {
    !lifted && now < until
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_covers_names_below_and_no_lookalikes() {
        assert!(covers("lowtide.test", "lowtide.test"));
        assert!(covers("lowtide.test", "b.lowtide.test"));
        assert!(!covers("lowtide.test", "slowtide.test"));
        assert!(!covers("b.lowtide.test", "lowtide.test"));
    }
}
