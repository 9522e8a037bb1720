//! The map: looking around, who else holds a value, and the graph.

use std::path::Path;

use anyhow::Result;

use super::{Row, figures};
use crate::test::postgres;

/// Runs `crates/store/examples/map` on SQLite and on a PostgreSQL of its own, and the graph of
/// `crates/vigie/examples/speed`. Filling ten million links takes 15 GB and most of an hour.
///
/// # Errors
/// When they cannot be built, PostgreSQL is not installed, or one of them fails.
pub fn measure(root: &Path) -> Result<Vec<Row>> {
    figures::build(root, "map")?;
    figures::build(root, "speed")?;
    let mut rows = figures::rows(root, "map", &["expand"], "map")?;
    rows.extend(figures::rows(root, "map", &["pivot"], "map")?);
    let server = postgres::start()?;
    rows.extend(figures::rows(root, "map", &["pivot", server.address()], "map")?);
    drop(server);
    rows.extend(figures::rows(root, "speed", &["graph"], "map")?);
    Ok(rows)
}
