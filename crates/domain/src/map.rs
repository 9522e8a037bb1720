//! *Map*: which hosts, names, keys and accounts belong together, and who can do what about them.
//!
//! An [asset](asset) is named by a kind and one canonical value. What is known about it are
//! [links](link) to other assets, each with the intervals in which they were seen, and by which source.

pub mod asset;
pub mod control;
pub mod lever;
pub mod link;

pub use asset::{Asset, AssetKind, NotAnAsset};
pub use lever::{LegalWay, Lever, Measure, levers};
pub use link::{Class, Family, Interval, LinkKind, Observation, Source};
