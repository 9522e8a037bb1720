//! Joint actions: the moment itself, and the board on many screens.

use std::path::Path;

use anyhow::Result;

use super::{Row, figures};

/// Runs those parts of `crates/vigie/examples/speed`.
///
/// # Errors
/// When it cannot be built, or fails.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    figures::build(root, "speed")?;
    figures::rows(root, "speed", &["dispatch", "board"], "act")
}
