//! What every store must do, as tests that take any store.
//!
//! A store's own tests name a function that opens an empty store and hands it to the check:
//!
//! ```
//! # use testkit::{MemoryStore, contract::Check};
//! async fn in_memory(_name: &str, check: Check) {
//!     check(&MemoryStore::default()).await;
//! }
//! testkit::store_contract!(in_memory);
//! # fn main() {}
//! ```

pub mod jobs;
pub mod ledger;
pub mod lists;
pub mod notes;
pub mod records;

use casework::ports::{Change, Entry, Job, Lane, Row, Store, StoreError};
use casework::records::Kind;
use domain::id::JobId;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// One check of the contract, to be run on an empty store.
pub type Check = for<'a> fn(&'a dyn Store) -> BoxFuture<'a, ()>;

/// Makes one test of each check of the contract, run by the function that is named.
#[macro_export]
macro_rules! store_contract {
    ($run:path) => {
        $crate::store_contract! { $run =>
            records::a_new_record_reads_back
            records::each_write_is_the_next_revision
            records::a_conflict_undoes_the_whole_commit
            records::a_unique_value_has_one_holder
            records::a_batch_may_write_a_record_twice
            records::long_and_odd_values_are_found
            records::many_are_found_by_their_unique_values
            lists::pages_are_in_order
            lists::states_are_kept_apart
            lists::keys_narrow_a_list
            lists::keys_follow_the_record
            lists::counts_follow_the_states
            lists::holders_of_a_value_are_counted_up_to_a_cap
            lists::order_is_that_of_bytes
            jobs::due_jobs_are_taken_once
            jobs::an_expired_lease_frees_the_job
            jobs::a_job_given_back_counts_the_attempt
            jobs::work_done_ends_its_job
            jobs::workers_never_share_a_job
            jobs::lanes_do_not_wait_for_each_other
            notes::a_note_lasts_until_it_expires
            notes::only_one_keeps_an_absent_note
            notes::only_one_takes_a_note
            ledger::entries_keep_their_order
            ledger::the_tree_fits_the_leaves
            ledger::checkpoints_are_kept_in_order
            ledger::commits_side_by_side_leave_no_gap
        }
    };
    ($run:path => $($part:ident::$check:ident)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $check() {
            let check: $crate::contract::Check = |store| Box::pin($crate::contract::$part::$check(store));
            $run(stringify!($check), check).await;
        }
    )+};
}

/// A moment so many seconds after the start.
#[must_use]
pub fn second(seconds: i64) -> Timestamp {
    crate::start() + SignedDuration::from_secs(seconds)
}

/// An identifier made from a number.
#[must_use]
pub fn id(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

/// An item's row, new, without unique value or keys.
#[must_use]
pub fn row(number: u32, state: &str, sort: &str) -> Row {
    Row {
        kind: Kind::Item,
        id: id(number),
        revision: 1,
        state: state.to_owned(),
        sort: sort.to_owned(),
        unique: None,
        keys: Vec::new(),
        body: format!(r#"{{"rehearsal":{number}}}"#),
    }
}

/// A change with these rows and an entry about a subject.
#[must_use]
pub fn change(subject: u32, rows: Vec<Row>) -> Change {
    let leaf = format!(r#"{{"act":"rehearsed","subject":"{}"}}"#, id(subject));
    let entry = Entry { index: 0, at: second(0), subject: id(subject), leaf, opened: "{}".to_owned() };
    Change { rows, entry, jobs: Vec::new(), done: None }
}

/// A job among the letters that is due so many seconds after the start.
#[must_use]
pub fn job(number: u32, due: i64) -> Job {
    let task = format!(r#"{{"rehearsal":{number}}}"#);
    Job { id: JobId(id(number)), lane: Lane::Letters, task, due: second(due), attempts: 0 }
}

/// Commits one change that must be taken.
async fn commit(store: &dyn Store, change: Change) -> u64 {
    store.commit(vec![change]).await.expect("the store takes the change")
}

/// Commits rows that must be taken.
async fn put(store: &dyn Store, rows: Vec<Row>) {
    commit(store, change(1, rows)).await;
}

/// Commits rows that must meet a conflict.
async fn refuse(store: &dyn Store, rows: Vec<Row>) {
    let outcome = store.commit(vec![change(1, rows)]).await;
    assert!(matches!(outcome, Err(StoreError::Conflict { .. })), "a conflict, not {outcome:?}");
}
