//! The state diagram of an order, drawn from the tables of steps.

use super::life::{CONTEST_STEPS, Contest, REINSTATEMENT_STEPS, Reinstatement, SCRUTINY_STEPS, STEPS, Scrutiny};
use crate::step::draw;

/// The page `docs/order-life.md`: one Mermaid diagram and one table a side, and nothing that the
/// tables of steps do not say.
#[must_use]
pub fn diagram() -> String {
    let mut page = String::from(
        "# The life of a removal order\n\nDrawn from `crates/domain/src/order/life.rs` (`cargo run --package domain \
         --example order_life > docs/order-life.md`); a test holds the two equal. An event must be accepted by every side that knows it. Articles are those of \
         Regulation (EU) 2021/784.\n",
    );
    draw(&mut page, "How far it got", STEPS, &super::OrderState::Draft);
    draw(&mut page, "Scrutiny by the host state", SCRUTINY_STEPS, &Scrutiny::None);
    draw(&mut page, "Challenge before a court", CONTEST_STEPS, &Contest::None);
    draw(&mut page, "Reinstatement", REINSTATEMENT_STEPS, &Reinstatement::None);
    page
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
