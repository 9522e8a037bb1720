//! Lists of phrases as signals of a bank.

use anyhow::Context as _;
use casework::banks::Addition;
use casework::records::Value;
use matching::text::read_phrases;
use std::fs;
use std::path::Path;

/// Reads a list; what is left out is named with its line.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn read(
    path: &Path,
    additions: &mut Vec<Addition>,
    left_out: &mut Vec<(String, String)>,
) -> anyhow::Result<()> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let list = read_phrases(&bytes);
    for problem in &list.problems {
        left_out.push((format!("{}, line {}", path.display(), problem.line), problem.why.to_string()));
    }
    if list.left_out > list.problems.len() {
        let more = list.left_out - list.problems.len();
        left_out.push((path.display().to_string(), format!("{more} more lines are left out")));
    }
    additions.extend(list.entries.into_iter().map(|entry| {
        let name = match (&entry.label, &entry.language) {
            (Some(label), Some(language)) => format!("{} ({label}, {language})", entry.phrase),
            (Some(said), None) | (None, Some(said)) => format!("{} ({said})", entry.phrase),
            (None, None) => entry.phrase.clone(),
        };
        Addition::Hash { name, value: Value::Phrase(entry.phrase) }
    }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_become_signals_and_bad_lines_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        fs::write(&path, "# REHEARSAL\nnorthern light\ten\tplaces\n!\n").unwrap();
        let (mut additions, mut left_out) = (Vec::new(), Vec::new());
        read(&path, &mut additions, &mut left_out).unwrap();
        let [Addition::Hash { name, value: Value::Phrase(phrase) }] = additions.as_slice() else {
            panic!("{additions:?}");
        };
        assert_eq!((name.as_str(), phrase.as_str()), ("northern light (places, en)", "northern light"));
        assert!(left_out[0].0.ends_with("list.txt, line 3"), "{left_out:?}");
    }
}
