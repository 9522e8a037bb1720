//! What surrounds a match.
mod signal;
pub use signal::{ContextSignal, Kind, PointsTo, UnknownName, Weight};
