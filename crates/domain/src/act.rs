//! *Act*: many authorities, many targets, one moment.
//!
//! An operation is struck in waves. A [wave] goes when two people called go for its moment; a [target]
//! goes out when besides the state that acts called go, an [instrument] carries it, and what comes
//! [before it](sequence) is done ([dispatch]). What happened are [claims](claim), never truth; who may see
//! them is a matter of [handling].

pub mod claim;
pub mod dispatch;
pub mod handling;
pub mod instrument;
pub mod moment;
pub mod readiness;
pub mod sequence;
pub mod target;
pub mod voice;
pub mod wave;

mod by;
mod diagram;
mod outcome;
#[cfg(test)]
mod scene;

pub use by::{By, Step};
pub use claim::{Claim, Testimony, Witness};
pub use diagram::diagram;
pub use dispatch::{HeldBack, NotNow, TargetFacts, Waits, lacks, may_go_out, waits};
pub use handling::{HandlingCode, Marking, Tlp, Viewer};
pub use instrument::{Instrument, InstrumentKind, NoInstrument, NotCovered, covering};
pub use moment::{Skew, Window};
pub use outcome::{Leaves, Outcome};
pub use readiness::{BlindSpot, Check, Said, blind_spots, missing_checks};
pub use sequence::{NoOrder, Plan, Planned, Settled};
pub use target::{Redress, TargetEvent, TargetLife, TargetOutOfOrder, TargetState};
pub use voice::{Room, SHORTEST_SILENCE, Voices};
pub use wave::{CallRefused, Part, Scope, Standing, Wave, WaveEvent, WaveState};
