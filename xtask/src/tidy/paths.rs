//! Markdown that names files which are not there.

use super::Complaint;
use crate::tree::{Tree, extension};

/// A word in code marks that ends like this is taken for a file, wherever it is said to stand.
const FILES: [&str; 9] = ["css", "js", "lock", "md", "py", "rs", "sql", "svg", "toml"];

/// Links and paths in code marks that lead to no tracked file or folder, from the root or from the Markdown file.
pub fn dangling(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (path, text) in tree.with_extension(&["md"]) {
        for (line, prose) in prose(text) {
            let links = links(prose);
            let code = code(prose).filter(|word| looks_like_path(tree, path, word));
            for named in links.chain(code) {
                if !stands(tree, path, named) {
                    let text = format!("{named} does not exist");
                    complaints.push(Complaint::new(path, line, text));
                }
            }
        }
    }
    complaints
}

/// Numbered lines outside fenced blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Targets of links within the tree.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(i, mark)| {
        let target = line[i + mark.len()..].split([')', ' ']).next()?;
        let target = target.split('#').next()?;
        let elsewhere = target.contains("://") || target.starts_with("mailto:");
        (!elsewhere && !target.is_empty()).then_some(target)
    })
}

/// What stands between code marks.
fn code(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Paths are recognised by their first folder or their extension; placeholders, patterns, routes, addresses and what a
/// build leaves behind are not paths.
fn looks_like_path(tree: &Tree, from: &str, word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let own = word.split(':').next().unwrap_or(word);
    if !own.chars().all(plain) || word.contains("://") || word.contains("::") {
        return false;
    }
    if own.starts_with(['/', '-']) || own.starts_with("target/") || own.starts_with("../shared") {
        return false;
    }
    let known_folder = own.split_once('/').is_some_and(|(first, _)| {
        [".", ".."].contains(&first) || tree.has_folder(first) || tree.has_folder(&beside(from, first))
    });
    let stem = own.rsplit('/').next().unwrap_or(own);
    known_folder || (!stem.starts_with('.') && extension(own).is_some_and(|e| FILES.contains(&e)))
}

fn stands(tree: &Tree, from: &str, named: &str) -> bool {
    let named = named.split(':').next().unwrap_or(named);
    let bare = !named.contains('/');
    tree.has(&beside("", named))
        || tree.has(&beside(from, named))
        || (bare && tree.paths().any(|path| path.rsplit('/').next() == Some(named)))
}

/// The path as seen from the folder of the file `from`, without `.` and `..`.
fn beside(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(markdown: &str) -> Vec<Complaint> {
        dangling(&Tree::of(&[
            ("docs/page.md", markdown),
            ("docs/other.md", ""),
            ("README.md", ""),
            ("crates/domain/src/lib.rs", ""),
        ]))
    }

    #[test]
    fn what_exists_passes() {
        let markdown = "[o](other.md) [r](../README.md#top) [d](/docs/other.md) [web](https://a.example/b.md) [here](#x)\n\
            `crates/domain/src/lib.rs` `crates/domain/` `docs/other.md:12` `../README.md` `lib.rs` `domain/src`\n\
            `text/html` `/items/12.js` `target/r.json` `casework::detect` `order::issue` `*.rs` `FILE.warc.gz`\n\
            `crates/<name>/src` `and/or` `../shared/data` `.rs` `vigie verify a/b`\n\
            ```\n`crates/gone.rs` [gone](gone.md)\n```\n";
        assert_eq!(complaints(markdown), []);
    }

    #[test]
    fn what_does_not_exist_is_named_with_its_line() {
        for line in [
            "[gone](gone.md)",
            "[gone](../docs/gone.png)",
            "`crates/domain/src/gone.rs`",
            "`crates/gone/`",
            "`gone.rs`",
            "`other/place.toml`",
            "`./gone`",
        ] {
            let complaints = complaints(&format!("# Title\n\nSee {line}.\n"));
            assert_eq!(complaints.len(), 1, "{line}");
            assert_eq!(complaints[0].line, 3);
        }
    }
}
