//! What the form of the intake page carries.

use crate::web::upload::Upload;
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

impl Given {
    /// What a form carries.
    pub fn of(mut form: Upload) -> Self {
        let lines = form.text("urls").lines().map(str::trim).filter(|line| !line.is_empty());
        Self {
            urls: lines.map(str::to_owned).collect(),
            base: form.text("base").to_owned(),
            files: form.take_files("files").into_iter().map(|file| (file.name, file.bytes)).collect(),
        }
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
