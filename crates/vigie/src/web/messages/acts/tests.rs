use super::of;
use std::path::Path;

/// Names of the formats of files, which stand where an act could stand.
const NO_ACTS: [&str; 2] = ["passive_dns", "certificate_log"];

/// The acts that a source file records: where the verb or the field stands before the name, and where a name is chosen.
fn recorded(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    // What is written out in tests is not what is recorded.
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    if !["Act::new(", "act: \"", "const ACT"].iter().any(|mark| source.contains(mark)) {
        return found;
    }
    for (at, _) in source.match_indices('"') {
        let Some((name, after)) = source[at + 1..].split_once('"') else { break };
        let before = source[..at].trim_end();
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let verb = before.strip_suffix(',').and_then(|before| before.rsplit_once("Verb::"));
        let given = verb.is_some_and(|(_, verb)| verb.chars().all(char::is_alphabetic))
            || before.ends_with("act:")
            || before.ends_with("const ACT: &'static str =");
        let arm = before.ends_with("=>") || before.ends_with('{');
        let pair = before.ends_with(',') && after.trim_start().starts_with("),");
        let chosen = (arm || pair) && name.contains('_') && !after.trim_start().starts_with(':');
        if plain && (given || chosen) && !NO_ACTS.contains(&name) {
            found.push(name.to_owned());
        }
    }
    found
}

fn all(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: std::path::PathBuf| {
        if path.is_dir() { all(&path) } else { recorded(&std::fs::read_to_string(path).unwrap()) }
    };
    entries.flat_map(of).collect()
}

#[test]
fn every_act_of_casework_has_its_words() {
    let mut acts = all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../casework/src"));
    acts.sort();
    acts.dedup();
    for known in ["order_issued", "go_called", "target_released", "network_rejected", "alert_not_sent", "reported"] {
        assert!(acts.iter().any(|act| act == known), "the search misses “{known}”: {acts:#?}");
    }
    let missing: Vec<_> = acts.iter().filter(|act| of(act).is_none()).collect();
    assert!(missing.is_empty(), "add to messages/acts.rs: {missing:#?}");
}

#[test]
fn every_verb_of_the_ledger_has_its_words() {
    for verb in ["detect", "assess", "refer", "order", "map", "act", "watch", "keep"] {
        assert!(super::verb(verb).is_some(), "{verb}");
    }
}
