//! The scripted officers of the rehearsal, who may decide only on what the console shows them.

use super::Complaint;
use super::words::names;
use crate::tree::Tree;

const REHEARSE: &str = "crates/vigie/src/rehearse";

/// Lines of the officers' source that name the truth the storyline holds, or officers who cannot be found.
pub fn who_peek(tree: &Tree) -> Vec<Complaint> {
    let officers: Vec<_> = tree.texts(is_officer).collect();
    if officers.is_empty() && tree.has_folder(REHEARSE) {
        let text = "the scripted officers must stand in files or a folder called officers, where they are watched";
        return vec![Complaint::new(REHEARSE, 1, text)];
    }
    officers
        .iter()
        .flat_map(|(path, text)| {
            text.lines()
                .enumerate()
                .filter(|(_, line)| names(without_comment(line), "truth"))
                .map(|(i, _)| Complaint::new(path, i + 1, "an officer who looks at the truth proves nothing"))
        })
        .collect()
}

fn is_officer(path: &str) -> bool {
    (path.starts_with(REHEARSE) || path.starts_with("crates/rehearsal/src/"))
        && path.ends_with(".rs")
        && path
            .split('/')
            .any(|part| part == "officers" || part.starts_with("officers.") || part.starts_with("officers_"))
}

fn without_comment(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officers_do_not_name_the_truth() {
        let honest = "// never sees the truth\nfn decide(page: &Page) { untruthful(page) }\n";
        for path in [
            "crates/vigie/src/rehearse/officers.rs",
            "crates/vigie/src/rehearse/officers/analyst.rs",
            "crates/rehearsal/src/officers.rs",
        ] {
            assert_eq!(who_peek(&Tree::of(&[(path, honest)])), []);
            let peeking = "fn decide() {}\nuse rehearsal::Truth;\n";
            let complaints = who_peek(&Tree::of(&[(path, peeking)]));
            assert_eq!(complaints.len(), 1, "{path}");
            assert_eq!(complaints[0].line, 2);
        }
        let renamed = Tree::of(&[("crates/vigie/src/rehearse/actors.rs", "")]);
        assert_eq!(who_peek(&renamed).len(), 1);
        let scorer = Tree::of(&[("crates/rehearsal/src/truth.rs", "struct Truth;")]);
        assert_eq!(who_peek(&scorer), []);
    }
}
