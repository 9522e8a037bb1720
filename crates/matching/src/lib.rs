//! From bytes to fingerprints to candidates.
//!
//! Nothing here decides anything: a candidate is a proposal for a person to look at. All functions are pure; there is
//! no clock, no network and no storage.

pub mod context;
pub mod digest;
pub mod index;
pub mod page;
pub mod pdq;
pub mod picture;
pub mod sound;
pub mod text;
pub mod tlsh;
pub mod video;
