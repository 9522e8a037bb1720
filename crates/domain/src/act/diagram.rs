//! The state diagrams of a joint action, drawn from the tables of steps.

use super::target::{REDRESS_STEPS, Redress, TARGET_STEPS, TargetState};
use super::wave::{STANDING_STEPS, Standing, WAVE_STEPS, WaveState};
use crate::step::draw;

/// The page `docs/operation-life.md`: one Mermaid diagram and one table a side, and nothing that the
/// tables of steps do not say.
#[must_use]
pub fn diagram() -> String {
    let mut page = String::from(
        "# The life of a joint action\n\nDrawn from `crates/domain/src/act/wave.rs` and `crates/domain/src/act/target.rs` \
         (`cargo run -q -p domain --example operation_life > docs/operation-life.md`); a test holds them equal. A target \
         goes out only while its wave and the part of the state that acts are both going.\n",
    );
    draw(&mut page, "A wave", WAVE_STEPS, &WaveState::Planned);
    draw(&mut page, "A state's part in it", STANDING_STEPS, &Standing::Silent);
    draw(&mut page, "A target", TARGET_STEPS, &TargetState::Proposed);
    draw(&mut page, "Making whole whoever was hit by mistake", REDRESS_STEPS, &Redress::None);
    page
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_the_docs_is_the_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operation-life.md");
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(page, super::diagram(), "run the command that the page names");
    }
}
