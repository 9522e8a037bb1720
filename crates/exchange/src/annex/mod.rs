//! The three forms of Regulation (EU) 2021/784, as data and as text.
//!
//! [`AnnexI`] is the removal order, [`AnnexII`] the provider's word that it was carried out, [`AnnexIII`] the provider's
//! word that it cannot be. Sections and ticks are those of the enacted text, in its order. Each form has a versioned
//! JSON shape, a `check` that names what is missing, and a `view` that sets it out as people know it, in a
//! [`Language`](crate::Language): `render_text` and the PDF are both made from that.
//!
//! A form that passes `check` is complete; whether it is lawful is decided elsewhere, by people.
//!
//! The words are our own, close to the enacted ones; in every language they are to be confirmed against the Official
//! Journal before real use.
//!
//! # Source
//! docs/sources/regulation-2021-784.md

mod de;
mod en;
mod es;
mod feedback;
mod findings;
mod form;
mod fr;
mod impossibility;
mod nl;
mod removal_order;
mod view;
mod words;

pub use feedback::{ActingAs, Action, AnnexII, FeedbackAction, FeedbackSchema, FeedbackSender, OrderReference};
pub use findings::{Defect, Problem, Section};
pub use impossibility::{AnnexIII, Ground, Impediment, ImpossibilitySchema, ImpossibilitySender};
pub use removal_order::{
    Addressing, AnnexI, Authentication, AuthorityType, Content, FollowUp, HostStateCopy, IssuingAuthority,
    NonDisclosure, OrderSchema, Reason, Redress, Remedy,
};
pub use view::{FormView, Row, SectionView};

#[cfg(test)]
mod tests;
