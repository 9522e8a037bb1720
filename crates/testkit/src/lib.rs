//! For tests only: fakes of casework's ports, a clock that is set, records to start from, and the contract that
//! every store keeps.
//!
//! | for | there is |
//! |---|---|
//! | `Store` | [`MemoryStore`] |
//! | `Blobs` | [`MemoryBlobs`] |
//! | `Clock` | [`TestClock`] |
//! | `Fetch` | [`FakeFetch`], with [`page`] to script it |
//! | `Mail` | [`FakeMail`] |
//! | `Calls` | [`FakeCalls`] |
//! | `Print` | [`FakePrint`] |
//! | `Registry` | [`FakeRegistry`] |
//! | `Collect` | [`FakeCollect`] |
//! | records | [`item`], [`order`], [`provider`], [`authority`], [`person`] |
//! | sound to look for | [`tune`] |
//! | pictures that move | [`animation`] |
//! | a joint action that is ready to go | [`action`] |
//! | a store's own tests | [`store_contract!`] |
//!
//! What is invented here says REHEARSAL.

pub mod action;
mod animation;
mod blobs;
mod calls;
mod clock;
mod collect;
pub mod contract;
mod fetch;
mod mail;
mod print;
mod records;
mod registry;
mod store;
mod tune;

pub use animation::animation;
pub use blobs::MemoryBlobs;
pub use calls::FakeCalls;
pub use clock::TestClock;
pub use collect::FakeCollect;
pub use fetch::{FakeFetch, page};
pub use mail::FakeMail;
pub use print::FakePrint;
pub use records::{authority, item, order, person, provider, start};
pub use registry::FakeRegistry;
pub use store::MemoryStore;
pub use tune::tune;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A test that panicked while it held a lock has failed already; the others may go on.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
