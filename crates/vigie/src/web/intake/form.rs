//! Reading the form of the intake page, part by part.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use casework::detect::Handed;
use domain::locator;
use url::Url;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Addresses, one a line.
    pub urls: Vec<String>,
    /// The address base for files.
    pub base: String,
    /// Files: name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why nothing could be made of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It does not carry the session's value.
    Forged,
    /// It is larger than a request may be.
    TooLarge,
    /// It ended early or is malformed.
    Broken,
}

impl From<MultipartError> for Unreadable {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

impl Given {
    /// Reads the parts. The session's value comes first; without it nothing else is read.
    pub async fn read(mut parts: Multipart, csrf: &str) -> Result<Self, Unreadable> {
        let first = parts.next_field().await?.ok_or(Unreadable::Broken)?;
        if first.name() != Some("csrf") || first.text().await? != csrf {
            return Err(Unreadable::Forged);
        }
        let mut given = Self::default();
        while let Some(part) = parts.next_field().await? {
            given.add(part).await?;
        }
        Ok(given)
    }

    async fn add(&mut self, part: Field<'_>) -> Result<(), Unreadable> {
        match part.name() {
            Some("urls") => {
                let text = part.text().await?;
                self.urls.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
            }
            Some("base") => self.base = part.text().await?.trim().to_owned(),
            Some("files") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await?;
                // A file field that was left empty is sent without a name.
                if !name.is_empty() {
                    self.files.push((name, bytes.to_vec()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The files with their addresses, or what is wrong with the address base.
    pub fn files(mut self) -> Result<Vec<Handed>, (Self, String)> {
        let base = match self.base.as_str() {
            "" => None,
            base => match locator::canonical(base) {
                Ok(base) => Some(base),
                Err(why) => {
                    self.files.clear();
                    return Err((self, why.to_string()));
                }
            },
        };
        let only = self.files.len() == 1;
        let handed = self.files.into_iter().map(|(name, bytes)| Handed {
            address: base.as_ref().map(|base| address(base, &name, only)),
            name,
            bytes,
        });
        Ok(handed.collect())
    }
}

/// The address of a file: the base itself for a single file, unless the base is a folder; else the base and the file's
/// path below the folder that was chosen.
fn address(base: &Url, name: &str, only: bool) -> String {
    if only && !base.path().ends_with('/') {
        return base.to_string();
    }
    let below = name.split_once('/').map_or(name, |(_, below)| below);
    let mut address = base.clone();
    if let Ok(mut segments) = address.path_segments_mut() {
        segments.pop_if_empty().extend(below.split('/'));
    }
    address.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(base: &str, names: &[&str]) -> Given {
        let files = names.iter().map(|name| ((*name).to_owned(), Vec::new())).collect();
        Given { base: base.to_owned(), files, ..Given::default() }
    }

    fn addresses(given: Given) -> Vec<Option<String>> {
        given.files().unwrap().into_iter().map(|file| file.address).collect()
    }

    #[test]
    fn files_are_addressed_below_the_base() {
        let two = addresses(given("https://b.lowtide.test/x/", &["harbour/a b.html", "harbour/sub/b.html"]));
        assert_eq!(two[0].as_deref(), Some("https://b.lowtide.test/x/a%20b.html"));
        assert_eq!(two[1].as_deref(), Some("https://b.lowtide.test/x/sub/b.html"));
        assert_eq!(
            addresses(given("https://b.lowtide.test/page", &["saved.html"]))[0].as_deref(),
            Some("https://b.lowtide.test/page")
        );
        assert_eq!(addresses(given("", &["saved.html"])), [None]);
    }

    #[test]
    fn a_base_that_is_no_address_is_refused() {
        let (given, why) = given("harbour", &["a.html"]).files().unwrap_err();
        assert!(why.contains("not a web address") && given.base == "harbour");
    }
}
