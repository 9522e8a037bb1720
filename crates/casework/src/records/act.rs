//! Joint actions: operations, their waves and targets, the instruments, and what was seized.
//!
//! Each record gives `domain::act` what its rules need and takes back what they answer; nothing here decides.

mod alert;
mod exhibit;
mod instrument;
mod marking;
mod message;
mod operation;
mod sending;
mod target;
mod wave;

pub use alert::{Alert, Recipient};
pub use exhibit::{Custody, Exhibit};
pub use instrument::{Instrument, Revoked};
pub use marking::Marking;
pub use message::Message;
pub use operation::{Operation, Participant};
pub use sending::{Glance, Saw, Sending};
pub use target::{Collateral, Counted, HeldByHand, LookFromOutside, MadeWhole, Report, Target, Teller};
pub use wave::{CallMade, CheckSaid, StatePart, Voice, Wave};

use super::{Kind, Record, sortable};

#[cfg(test)]
mod tests;
