//! The interface of Hasher-Matcher-Actioner (HMA), so that programs written for it can point at Vigie.
//!
//! Paths, parameters and answers are those of its version 1.1, and `docs/matching-api.md` lists where they differ. HMA
//! asks nobody who they are; here a token says so, and every change is an act of its person. HMA's content has one
//! number and any number of signals; here the signals of one file share the number.
//!
//! # Source
//! facebook/ThreatExchange, `hasher-matcher-actioner/src/OpenMediaMatch/blueprints`.

mod content;
mod curation;
mod hashing;
mod lookup;
mod loose;
mod names;
mod signal;
mod trouble;

pub use trouble::Trouble;

use crate::server::{Access, Routes};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use casework::policy::Permission as P;

/// The largest file that is hashed, in bytes.
const MAX_FILE_BYTES: usize = 64 << 20;

/// Declares the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeeBanks), Access::Needs(P::KeepBanks));
    let file = || DefaultBodyLimit::max(MAX_FILE_BYTES);
    routes
        .get("/status", Access::Public, lookup::status)
        // What is named by its address is fetched, which is for those who may bring addresses.
        .get("/h/hash", Access::Needs(P::TakeIn), hashing::hash_url)
        .post("/h/hash", see, hashing::hash_file.layer(file()))
        .get("/m/raw_lookup", see, lookup::raw)
        .get("/m/lookup", see, lookup::look_up)
        .post("/m/lookup", see, lookup::look_up_file.layer(file()))
        .post("/m/compare", see, lookup::compare)
        .get("/m/index/status", see, lookup::index_status)
        .get("/c/banks", see, curation::list)
        .post("/c/banks", keep, curation::make)
        .get("/c/bank/{name}", see, curation::show)
        .put("/c/bank/{name}", keep, curation::change)
        .delete("/c/bank/{name}", keep, curation::remove)
        .post("/c/bank/{name}/content", keep, content::add.layer(file()))
        .get("/c/bank/{name}/content/{content}", see, content::show)
        .put("/c/bank/{name}/content/{content}", keep, content::change)
        .delete("/c/bank/{name}/content/{content}", keep, content::remove)
        .post("/c/bank/{name}/signal", keep, content::add_signal)
}
