//! The ledger: an append-only log that its own keeper cannot rewrite unseen.
//!
//! Every act that leaves Vigie is one leaf of an RFC 6962 Merkle tree. The head of the tree is signed as a
//! C2SP checkpoint and handed to outsiders; from then on, changing, dropping or reordering a leaf contradicts a
//! paper that somebody else holds.
//!
//! This crate computes and verifies. It never stores, never talks to a network, never reads a clock, draws no
//! randomness of its own and needs no configuration, so that anybody can check a [`Bundle`] on a machine that has
//! never heard of the log.
//!
//! | module | answers |
//! |---|---|
//! | [`canonical`] | which bytes does a JSON leaf have? |
//! | [`hash`] | how are leaves and nodes hashed? |
//! | [`tree`] | what must be stored, what proves what? |
//! | [`commitment`] | how does personal data stay out of the ledger and still be provable? |
//! | [`key`], [`checkpoint`] | who signed which head? |
//! | [`bundle`] | what does an outsider get, and does it hold? |
//! | [`document`] | is this paper genuine, and does the log know of it? |
//! | [`audit`] | is the whole log, as stored, what was signed? |

pub mod audit;
pub mod bundle;
pub mod canonical;
pub mod checkpoint;
pub mod commitment;
pub mod document;
pub mod hash;
pub mod key;
pub mod tree;

pub use audit::{Auditor, Report, verify_log};
pub use bundle::{Bundle, Verified};
pub use checkpoint::Checkpoint;
pub use commitment::commit;
pub use document::{SignedDocument, VerifiedDocument};
pub use hash::{Hash, leaf_hash, node_hash};
pub use key::{Signer, VerifierKey};
pub use tree::{Coord, Frontier};
