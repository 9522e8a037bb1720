//! The table of the replay: kind, count, what refused, what flagged, what was forced through and what that took.

use super::corpus::Entry;
use super::hasty::Attempt;
use std::fmt::Write as _;
use std::path::Path;

/// What was tried of one kind.
type Kind<'a> = (&'a str, &'a [Entry], Vec<Attempt>);

pub fn write(day: &[Kind<'_>], night: &[Attempt]) {
    let mut text = String::from(
        "# False notices: what became of them\n\n\
        Two hasty officers tried to make an order of each page: a finding of a few empty words, “go”, and the button. Every one-word \
        reason was refused. Nobody can open `exact_url`; `context` and `collateral` are opened by two people who each write a reason; \
        a page that is like nothing known never comes up for a finding.\n\n\
        | kind | pages | never came up | refused: exact_url | flagged: context | flagged: collateral | forced through | written overrides each |\n\
        |---|--:|--:|--:|--:|--:|--:|---|\n",
    );
    for (kind, _, attempts) in day {
        row(&mut text, kind, &attempts.iter().collect::<Vec<_>>());
    }
    row(&mut text, "**all**", &day.iter().flat_map(|(_, _, attempts)| attempts).collect::<Vec<_>>());
    text.push_str(
        "\nOf those forced through, none without two people who each wrote a reason.\n\n## At night, in bulk\n\n",
    );
    let shut = |gate: &str| night.iter().filter(|attempt| attempt.gates.contains_key(gate)).count();
    let forced = night.iter().filter(|attempt| attempt.forced.is_some()).count();
    let _ = writeln!(
        text,
        "{} pages at half past two in the morning: `hours` was shut for {}, `bulk` for {}; {forced} were forced through, with {} \
        written overrides each.",
        night.len(),
        shut("hours"),
        shut("bulk"),
        overrides(&night.iter().collect::<Vec<_>>()),
    );
    text.push_str("\n## Weaknesses\n\nPages that are stopped, but not for the reason that is right:\n\n");
    for (page, attempt) in day.iter().flat_map(|(_, pages, attempts)| pages.iter().zip(attempts)) {
        if let Some(weakness) = &page.weakness {
            let _ = writeln!(text, "- {} ({:?}): {weakness}", page.url, attempt.reasons());
        }
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join("false-notices.md"), text).unwrap();
}

fn row(text: &mut String, kind: &str, attempts: &[&Attempt]) {
    let count = |what: &dyn Fn(&Attempt) -> bool| attempts.iter().filter(|attempt| what(attempt)).count();
    let shut = |gate: &'static str| count(&move |attempt: &Attempt| attempt.gates.contains_key(gate));
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        kind.replace('_', " "),
        attempts.len(),
        count(&|attempt| !attempt.came_up),
        shut("exact_url"),
        shut("context"),
        shut("collateral"),
        count(&|attempt| attempt.forced.is_some()),
        overrides(attempts),
    );
}

/// The least and the most written overrides that an order took.
fn overrides(attempts: &[&Attempt]) -> String {
    let reasons: Vec<usize> =
        attempts.iter().filter_map(|attempt| attempt.forced.as_ref()).map(|forced| forced.reasons).collect();
    match (reasons.iter().min(), reasons.iter().max()) {
        (Some(least), Some(most)) if least == most => format!("{least}"),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        _ => "–".to_owned(),
    }
}
