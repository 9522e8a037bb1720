//! What counts as the exact address of one item.

use url::Url;

/// Why a text is not the exact web address of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It is not an absolute URL.
    #[error("is not a complete address; give it from the scheme on, as in https://host/path")]
    NotAbsolute,
    /// It has a scheme other than http or https.
    #[error("is not an http or https address")]
    NotWeb,
    /// It carries a user name or password.
    #[error("contains a user name or password; remove it")]
    Credentials,
    /// It contains spaces, control or direction characters, so what is seen is not what is meant.
    #[error("contains spaces or invisible characters; write them percent-encoded")]
    Invisible,
}

/// Accepts an absolute http or https URL in visible characters. Whether it leads to one item and not to a whole site
/// is for `domain` to judge.
///
/// # Errors
/// The first [`AddressFault`] found.
pub fn check_address(text: &str) -> Result<Url, AddressFault> {
    if text.chars().any(|character| character.is_whitespace() || crate::layout::is_deceptive(character)) {
        return Err(AddressFault::Invisible);
    }
    let url = Url::parse(text).map_err(|_| AddressFault::NotAbsolute)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressFault::NotWeb);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressFault::Credentials);
    }
    Ok(url)
}
