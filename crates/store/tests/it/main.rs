//! The stores against their contract, against crashes and against full disks.
//!
//! PostgreSQL is tested when `VIGIE_TEST_POSTGRES` names a server on which databases may be made, such as
//! `postgres://postgres@127.0.0.1:5432/postgres`. Each test makes a database of its own and drops it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod backends;
mod blobs;
mod contract;
mod crash;
mod full_disk;
mod measure;
mod opening;
mod schema;
