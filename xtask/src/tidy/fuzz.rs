//! Fuzz targets that nothing would run.

use super::Complaint;
use crate::tree::Tree;

const MANIFEST: &str = "fuzz/Cargo.toml";
const FOLDER: &str = "fuzz/fuzz_targets/";

/// Targets that the fuzz crate's manifest lacks, and entries without a target or with another's.
pub fn unlisted_targets(tree: &Tree) -> Vec<Complaint> {
    let targets: Vec<&str> = tree.paths().filter(|path| path.starts_with(FOLDER)).collect();
    let manifest = tree.text(MANIFEST).unwrap_or_default();
    let listed: Vec<String> = manifest
        .parse::<toml::Table>()
        .ok()
        .and_then(|table| table.get("bin")?.as_array().cloned())
        .unwrap_or_default()
        .iter()
        .filter_map(|bin| Some(format!("fuzz/{}", bin.get("path")?.as_str()?)))
        .collect();
    let unlisted = targets
        .iter()
        .filter(|target| !listed.iter().any(|path| path == *target))
        .map(|target| Complaint::new(target, 1, format!("{MANIFEST} does not list this target")));
    let missing = listed
        .iter()
        .filter(|path| !targets.contains(&path.as_str()))
        .map(|path| Complaint::new(MANIFEST, 1, format!("{path} does not exist")));
    let repeated = (1..listed.len())
        .filter(|&i| listed[..i].contains(&listed[i]))
        .map(|i| Complaint::new(MANIFEST, 1, format!("{} is listed twice", listed[i])));
    unlisted.chain(missing).chain(repeated).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIN: &str = "[[bin]]\nname = \"page\"\npath = \"fuzz_targets/page.rs\"\n";

    #[test]
    fn targets_and_manifest_must_agree() {
        let agreed = Tree::of(&[(MANIFEST, BIN), ("fuzz/fuzz_targets/page.rs", "")]);
        assert_eq!(unlisted_targets(&agreed), []);

        let unlisted =
            Tree::of(&[(MANIFEST, BIN), ("fuzz/fuzz_targets/page.rs", ""), ("fuzz/fuzz_targets/warc.rs", "")]);
        let complaints = unlisted_targets(&unlisted);
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].file, "fuzz/fuzz_targets/warc.rs");

        let twice = BIN.repeat(2);
        let repeated = Tree::of(&[(MANIFEST, &twice), ("fuzz/fuzz_targets/page.rs", "")]);
        assert!(unlisted_targets(&repeated)[0].text.contains("twice"));

        let missing = Tree::of(&[(MANIFEST, BIN)]);
        assert!(unlisted_targets(&missing)[0].text.contains("does not exist"));
    }
}
