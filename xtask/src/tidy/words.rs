//! Words that do not belong into the tree.

use super::Complaint;
use crate::tree::Tree;

/// Whether a line names a word by itself or as a part of an identifier in snake or camel case, ignoring case:
/// `Truth`, `the_truth` and `truth.rs` name "truth", `untruthful` does not.
pub fn names(line: &str, word: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.match_indices(word).any(|(start, _)| {
        let end = start + word.len();
        let starts = !line[..start].ends_with(|c: char| c.is_ascii_alphabetic())
            || line[start..].starts_with(|c: char| c.is_ascii_uppercase());
        let ends = !line[end..].starts_with(|c: char| c.is_ascii_lowercase());
        starts && ends
    })
}

/// Why a test may be left out of a run: another test starts it, or it checks nothing.
const LEFT_OUT: [&str; 2] = ["the child of ", "a measurement"];

/// Marks of work that was left for later, and tests left out for any other reason than those above.
pub fn unfinished(tree: &Tree) -> Vec<Complaint> {
    // Put together here, so that this file does not complain of itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("todo", "!"),
        concat!("unimplemented", "!"),
    ];
    let left_out = concat!("#[ig", "nore");
    let mut complaints = Vec::new();
    for (path, text) in tree.with_extension(&["rs", "css", "js", "py", "sql", "toml", "sh"]) {
        for (i, line) in text.lines().enumerate() {
            for mark in marks.iter().filter(|mark| stands_alone(line, mark)) {
                let text = format!("{mark}: finish it, or take it out");
                complaints.push(Complaint::new(path, i + 1, text));
            }
            if let Some((_, reason)) = line.split_once(left_out) {
                let reason = reason.trim_start_matches([' ', '=', '"']);
                if !LEFT_OUT.iter().any(|good| reason.starts_with(good)) {
                    let text = "a test that is left out tests nothing";
                    complaints.push(Complaint::new(path, i + 1, text));
                }
            }
        }
    }
    complaints
}

fn stands_alone(line: &str, mark: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    line.match_indices(mark).any(|(start, _)| {
        let end = start + mark.len();
        let open = mark.ends_with(part);
        !(line[..start].ends_with(part) || (open && line[end..].starts_with(part)))
    })
}

const VAGUE: [&str; 8] = ["common", "helper", "helpers", "manager", "misc", "shared", "util", "utils"];

/// Modules whose name says nothing.
pub fn vague_modules(tree: &Tree) -> Vec<Complaint> {
    tree.paths()
        .filter(|path| path.ends_with(".rs"))
        .filter_map(|path| {
            let stem = path.trim_end_matches(".rs");
            let vague = stem.split('/').find(|part| VAGUE.contains(part))?;
            let text = format!("`{vague}` does not say what is in it");
            Some(Complaint::new(path, 1, text))
        })
        .collect()
}

/// Names of package registries' machines: the tree builds against whatever mirror a machine is set up for.
pub fn registry_hosts(tree: &Tree) -> Vec<Complaint> {
    let hosts = [
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("py", "pi.org"),
        concat!("python", "hosted.org"),
        concat!("registry.", "npmjs.org"),
        concat!("registry.", "yarnpkg.com"),
        concat!("deb.", "debian.org"),
        concat!("security.", "debian.org"),
        concat!("proxy.", "golang.org"),
        concat!("ruby", "gems.org"),
    ];
    let mut complaints = Vec::new();
    for (path, text) in tree.texts(|path| !path.ends_with("Cargo.lock")) {
        for (i, line) in text.lines().enumerate() {
            for host in hosts.iter().filter(|host| line.contains(*host)) {
                let text = format!("{host}: name no registry; machines are set up for their own");
                complaints.push(Complaint::new(path, i + 1, text));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_named_alone_or_within_an_identifier() {
        for line in ["truth", "the_truth()", "use a::Truth;", "TruthTable", "truth.rs", "myTruth"] {
            assert!(names(line, "truth"), "{line}");
        }
        for line in ["untruthful", "truthful", "tru th"] {
            assert!(!names(line, "truth"), "{line}");
        }
    }

    #[test]
    fn unfinished_work_is_found() {
        for line in [
            concat!("// TO", "DO: later"),
            concat!("fn f() { todo", "!() }"),
            concat!("#[ig", "nore = \"slow\"]"),
            concat!("#[ig", "nore]"),
            concat!("/* XX", "X */"),
        ] {
            let text = format!("fn a() {{}}\n{line}\n");
            let complaints = unfinished(&Tree::of(&[("a.rs", &text)]));
            assert_eq!(complaints.len(), 1, "{line}");
            assert_eq!(complaints[0].line, 2);
        }
        let fine = Tree::of(&[("a.rs", "let xxxx = XXXX; // all to do is done\n")]);
        assert_eq!(unfinished(&fine), []);
        let child = concat!("#[ig", "nore = \"the child of a_kill\"]");
        assert_eq!(unfinished(&Tree::of(&[("a.rs", child)])), []);
    }

    #[test]
    fn vague_modules_are_found() {
        let tree = Tree::of(&[
            ("crates/a/src/utils.rs", ""),
            ("crates/a/src/common/mod.rs", ""),
            ("crates/a/src/clock.rs", ""),
            ("docs/common.md", ""),
        ]);
        assert_eq!(vague_modules(&tree).len(), 2);
    }

    #[test]
    fn registry_hosts_are_found() {
        let named = concat!("see https://py", "pi.org/x");
        let tree = Tree::of(&[("a.md", named), ("Cargo.lock", named)]);
        let complaints = registry_hosts(&tree);
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].file, "a.md");
        let fine = Tree::of(&[("a.md", "from crates.io")]);
        assert_eq!(registry_hosts(&fine), []);
    }
}
