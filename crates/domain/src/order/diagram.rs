//! The state diagram of an order, drawn from the tables of steps.

use super::life::{CONTEST_STEPS, Contest, Event, REINSTATEMENT_STEPS, Reinstatement, SCRUTINY_STEPS, STEPS, Scrutiny};
use super::step::Step;
use std::fmt::{Display, Write as _};

/// The page `docs/order-life.md`: one Mermaid diagram and one table a side, and nothing that the
/// tables of steps do not say.
#[must_use]
pub fn diagram() -> String {
    let mut page = String::from(
        "# The life of a removal order\n\nDrawn from `crates/domain/src/order/life.rs` (`cargo run --package domain \
         --example order_life > docs/order-life.md`); a test holds the two equal. An event must be accepted by every side that knows it. Articles are those of \
         Regulation (EU) 2021/784.\n",
    );
    side(&mut page, "How far it got", STEPS, &super::OrderState::Draft);
    side(&mut page, "Scrutiny by the host state", SCRUTINY_STEPS, &Scrutiny::None);
    side(&mut page, "Challenge before a court", CONTEST_STEPS, &Contest::None);
    side(&mut page, "Reinstatement", REINSTATEMENT_STEPS, &Reinstatement::None);
    page
}

fn side<S: Display + Copy + PartialEq>(page: &mut String, title: &str, steps: &[Step<S, Event>], start: &S) {
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_the_docs_is_the_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/order-life.md");
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(page, super::diagram(), "run the command that the page names");
    }
}
