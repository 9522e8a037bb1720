//! The plain files in which the invented texts are written: `[name]` on a line of its own opens a
//! section, the lines up to the next such line are its content.

/// One such file.
pub(crate) struct Sections(Vec<(&'static str, &'static str)>);

impl Sections {
    /// Reads a file that was compiled in.
    pub(crate) fn of(file: &'static str) -> Self {
        let mut found = Vec::new();
        for part in file.split("\n[") {
            let part = part.strip_prefix('[').unwrap_or(part);
            if let Some((name, content)) = part.split_once("]\n") {
                found.push((name, content.trim()));
            }
        }
        Self(found)
    }

    /// The sections in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.iter().copied()
    }

    /// The content of the section `name`.
    ///
    /// # Panics
    /// When the file has no such section: the files are compiled in, so that is a mistake in this
    /// crate, which its tests find.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        self.iter()
            .find(|(found, _)| *found == name)
            .map(|(_, content)| content)
            .unwrap_or_else(|| panic!("the rehearsal's words have no section [{name}]"))
    }
}
