//! *Map*: which hosts, names, keys and accounts belong together, and who can do what about them.
//!
//! An [asset] is named by a kind and one canonical value. What is known about it are
//! [links](link) to other assets, each with the intervals in which they were seen, and by which source.
//! Everything else is computed from those: whether assets are under [one control](control), which
//! [levers](lever) there are, whom a lever would [hit besides](collateral), and where a network
//! [buys](exposure) its names and servers. A [network] is what a person made of a proposal.

pub mod asset;
pub mod collateral;
pub mod control;
pub mod exposure;
pub mod lever;
pub mod link;
pub mod network;

pub use asset::{Asset, AssetKind, NotAnAsset};
pub use lever::{LegalWay, Lever, Measure, levers};
pub use link::{Class, Family, Interval, LinkKind, Observation, Source};
