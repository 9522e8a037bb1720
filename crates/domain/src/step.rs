//! A step of a state machine, as data, and the drawing of a table of steps.

use std::fmt::{Display, Write as _};

/// One line of a table of steps: from where, by which event, to where, by whom, on which basis.
#[derive(Debug, Clone, Copy)]
pub struct Step<S: 'static, E, B> {
    /// Where it may start.
    pub from: &'static [S],
    /// What happens.
    pub event: E,
    /// Where it leads; absent when everything stays as it is.
    pub to: Option<S>,
    /// Who takes it.
    pub by: B,
    /// What it rests on: an article, or the rule of our own practice.
    pub basis: &'static str,
}

impl<S, E, B> Step<S, E, B> {
    /// A step that leads somewhere.
    #[must_use]
    pub const fn new(from: &'static [S], event: E, to: S, by: B, basis: &'static str) -> Self {
        Self { from, event, to: Some(to), by, basis }
    }

    /// A step that changes nothing.
    #[must_use]
    pub const fn stay(from: &'static [S], event: E, by: B, basis: &'static str) -> Self {
        Self { from, event, to: None, by, basis }
    }
}

/// Where a side goes by an event: as the table says; where it was if the table does not know the event.
///
/// # Errors
/// `()` when the table knows the event, but not from here.
pub(crate) fn find<S: Copy + PartialEq, E: Copy + PartialEq, B>(
    table: &[Step<S, E, B>],
    state: S,
    event: E,
) -> Result<S, ()> {
    let mut known = false;
    for step in table.iter().filter(|step| step.event == event) {
        known = true;
        if step.from.contains(&state) {
            return Ok(step.to.unwrap_or(state));
        }
    }
    if known { Err(()) } else { Ok(state) }
}

/// Adds one side to a page: a Mermaid diagram and a table, and nothing that the steps do not say.
pub(crate) fn draw<S, E, B>(page: &mut String, title: &str, steps: &[Step<S, E, B>], start: &S)
where
    S: Display + Copy + PartialEq,
    E: Display,
    B: Display,
{
    // Writing into a String cannot fail.
    let _ = writeln!(page, "\n## {title}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {start}");
    for step in steps {
        for from in step.from {
            let to = step.to.as_ref().unwrap_or(from);
            let _ = writeln!(page, "    {from} --> {to}: {}", step.event);
        }
    }
    let _ = writeln!(page, "```\n\n| event | from | to | by | basis |\n|---|---|---|---|---|");
    for step in steps {
        let from: Vec<String> = step.from.iter().map(ToString::to_string).collect();
        let to = step.to.map_or_else(|| "as it was".to_owned(), |to| to.to_string());
        let _ = writeln!(page, "| {} | {} | {to} | {} | {} |", step.event, from.join(", "), step.by, step.basis);
    }
}
