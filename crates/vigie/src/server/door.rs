//! Whom an address is for, which decides how a refusal is worded.

/// Whom an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// People with a browser.
    Person,
    /// Programs that speak our interface.
    Program,
    /// Programs that speak the interface of Hasher-Matcher-Actioner.
    Matcher,
}

impl Door {
    /// The door at which a path stands.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path {
            _ if path.starts_with("/api/") => Self::Program,
            _ if ["/h/", "/m/", "/c/"].iter().any(|start| path.starts_with(start)) => Self::Matcher,
            _ => Self::Person,
        }
    }
}
