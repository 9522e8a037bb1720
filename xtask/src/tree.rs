//! The tracked files, in memory, so that the checks are functions of texts.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// Paths from the root, with `/` between folders, and contents; files that are not UTF-8 have no text.
pub struct Tree(BTreeMap<String, Option<String>>);

impl Tree {
    /// What git tracks or would track, as it stands on disk.
    ///
    /// # Errors
    /// When git fails or a file cannot be read.
    pub fn of_git(root: &Path) -> Result<Self> {
        let listed = shell::read(Command::new("git").current_dir(root).args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let mut files = BTreeMap::new();
        for path in listed.split_terminator('\0') {
            let file = root.join(path);
            // A file deleted but not yet committed is still listed.
            if file.is_file() {
                let bytes = std::fs::read(&file).with_context(|| format!("cannot read {path}"))?;
                files.insert(path.to_owned(), String::from_utf8(bytes).ok());
            }
        }
        Ok(Self(files))
    }

    /// A tree made for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let own = |(path, text): &(&str, &str)| ((*path).to_owned(), Some((*text).to_owned()));
        Self(files.iter().map(own).collect())
    }

    /// All files, with a text or without.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path)?.as_deref()
    }

    /// The texts of all files that satisfy a condition on their path.
    pub fn texts(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(move |(path, _)| wanted(path))
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Texts whose name ends in one of these extensions.
    pub fn with_extension(&self, extensions: &[&str]) -> impl Iterator<Item = (&str, &str)> {
        self.texts(move |path| extension(path).is_some_and(|own| extensions.contains(&own)))
    }

    /// Whether this is a file, or a folder with files in it.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.0.contains_key(path) || self.has_folder(path)
    }

    /// Whether files stand below this folder.
    pub fn has_folder(&self, path: &str) -> bool {
        let inside = format!("{}/", path.trim_end_matches('/'));
        self.0.range(inside.clone()..).next().is_some_and(|(first, _)| first.starts_with(&inside))
    }
}

/// What follows the last dot of the file name.
pub fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(extension)
}
