//! What a completeness check can find.

use std::fmt;

use crate::AddressFault;

/// A section of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Section A.
    A,
    /// Section B.
    B,
    /// Section C.
    C,
    /// Section D.
    D,
    /// Section E.
    E,
    /// Section F.
    F,
    /// Section G.
    G,
}

impl fmt::Display for Section {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// Nothing is filled in.
    #[error("is empty")]
    Empty,
    /// At least one box must be ticked.
    #[error("has no box ticked")]
    NothingTicked,
    /// Not two capital letters.
    #[error("is not a country code of two capital letters")]
    NotACountryCode,
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    NotAnEmail,
    /// Not the exact address of an item.
    #[error("{0}")]
    NotAnAddress(AddressFault),
    /// It is at odds with another field.
    #[error("contradicts {0}")]
    Contradicts(&'static str),
    /// It must be filled in because of another field.
    #[error("is needed because of {0}")]
    NeededBy(&'static str),
}

/// A field that keeps a form from being complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("section {section}, {field}: {what}")]
pub struct Problem {
    /// The section.
    pub section: Section,
    /// The field, by its name in the JSON form.
    pub field: &'static str,
    /// What is wrong with it.
    pub what: Defect,
}

/// Gathers problems while a form is gone through.
#[derive(Default)]
pub(super) struct Findings(pub(super) Vec<Problem>);

impl Findings {
    /// Records `what` unless `sound`.
    pub(super) fn require(&mut self, sound: bool, section: Section, field: &'static str, what: Defect) {
        if !sound {
            self.0.push(Problem { section, field, what });
        }
    }

    pub(super) fn filled(&mut self, section: Section, fields: &[(&'static str, &str)]) {
        for (field, value) in fields {
            self.require(!value.trim().is_empty(), section, field, Defect::Empty);
        }
    }

    pub(super) fn country(&mut self, section: Section, field: &'static str, code: &str) {
        let sound = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        self.require(sound, section, field, Defect::NotACountryCode);
    }

    /// Only the shape that every address has; whether it is reached is learnt by writing to it.
    pub(super) fn email(&mut self, section: Section, field: &'static str, address: &str) {
        let visible = !address.chars().any(|character| character.is_whitespace() || character.is_control());
        let parts = address.rsplit_once('@');
        let sound = visible && parts.is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
        self.require(sound, section, field, Defect::NotAnEmail);
    }

    pub(super) fn address(&mut self, section: Section, field: &'static str, url: &str) {
        if let Err(fault) = crate::check_address(url) {
            self.require(false, section, field, Defect::NotAnAddress(fault));
        }
    }
}
