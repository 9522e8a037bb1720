//! Files that nobody reads to the end.

use super::Complaint;
use crate::tree::Tree;

const MOST_LINES: usize = 1000;

/// Source files of more than a thousand lines.
pub fn long_files(tree: &Tree) -> Vec<Complaint> {
    tree.with_extension(&["rs", "css", "js"])
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| {
            let text = format!("{lines} lines; split it before it passes {MOST_LINES}");
            Complaint::new(path, lines, text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_lines_pass_and_one_more_does_not() {
        let thousand = "x\n".repeat(1000);
        let more = "x\n".repeat(1001);
        let tree =
            Tree::of(&[("a.rs", &thousand), ("b.css", &more), ("c.js", &more), ("d.rs", &more), ("e.md", &more)]);
        let complaints = long_files(&tree);
        let files: Vec<_> = complaints.iter().map(|c| c.file.as_str()).collect();
        assert_eq!(files, ["b.css", "c.js", "d.rs"]);
        assert_eq!(complaints[0].line, 1001);
    }
}
