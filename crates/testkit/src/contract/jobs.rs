//! The outbox: leases, attempts, work done.

use super::{change, commit, job, second};
use casework::ports::{Job, Lane, Store, StoreError};
use futures::future::join_all;
use std::collections::HashSet;

async fn add(store: &dyn Store, jobs: Vec<Job>) {
    let mut adding = change(1, Vec::new());
    adding.jobs = jobs;
    commit(store, adding).await;
}

async fn claim(store: &dyn Store, now: i64, until: i64, limit: u32) -> Vec<Job> {
    claim_in(store, Lane::Letters, now, until, limit).await
}

async fn claim_in(store: &dyn Store, lane: Lane, now: i64, until: i64, limit: u32) -> Vec<Job> {
    store.claim_jobs(lane, second(now), second(until), limit).await.expect("jobs")
}

/// Only due jobs are taken, soonest first, no more than asked for, and each by one worker.
pub async fn due_jobs_are_taken_once(store: &dyn Store) {
    assert_eq!(store.next_job().await.expect("an answer"), None);
    add(store, vec![job(3, 30), job(1, 10), job(2, 20), job(4, 1000)]).await;
    assert_eq!(store.next_job().await.expect("an answer"), Some(second(10)));
    assert_eq!(claim(store, 9, 100, 9).await, []);
    assert_eq!(claim(store, 30, 100, 2).await, [job(1, 10), job(2, 20)]);
    assert_eq!(store.next_job().await.expect("an answer"), Some(second(30)), "those that are taken do not count");
    assert_eq!(claim(store, 30, 100, 9).await, [job(3, 30)]);
    assert_eq!(claim(store, 30, 100, 9).await, []);
    assert_eq!(store.next_job().await.expect("an answer"), Some(second(100)), "the end of the leases");
    store.finish_job(job(1, 10).id).await.expect("an answer");
    store.finish_job(job(1, 10).id).await.expect("an answer");
    assert_eq!(claim(store, 2000, 3000, 9).await.len(), 3);
}

/// A worker that is not back in time loses its jobs; that is an attempt.
pub async fn an_expired_lease_frees_the_job(store: &dyn Store) {
    add(store, vec![job(1, 0)]).await;
    assert_eq!(claim(store, 0, 60, 9).await, [job(1, 0)]);
    assert_eq!(claim(store, 59, 120, 9).await, []);
    assert_eq!(claim(store, 60, 120, 9).await, [Job { attempts: 1, ..job(1, 0) }]);
}

/// A job given back comes again at its new time, with the attempt counted.
pub async fn a_job_given_back_counts_the_attempt(store: &dyn Store) {
    add(store, vec![job(1, 0)]).await;
    claim(store, 0, 60, 9).await;
    store.retry_job(job(1, 0).id, second(30), "REHEARSAL: the server asks to wait\0").await.expect("an answer");
    assert_eq!(store.next_job().await.expect("an answer"), Some(second(30)));
    assert_eq!(claim(store, 29, 90, 9).await, []);
    let again = Job { attempts: 1, ..job(1, 30) };
    assert_eq!(claim(store, 30, 90, 9).await, [again]);
    store.retry_job(job(1, 0).id, second(40), "REHEARSAL: again").await.expect("an answer");
    assert_eq!(claim(store, 40, 90, 9).await, [Job { attempts: 2, ..job(1, 40) }]);
}

/// Work that is committed ends its job; a second worker with the same job meets a conflict and writes nothing.
pub async fn work_done_ends_its_job(store: &dyn Store) {
    add(store, vec![job(1, 0), job(2, 0)]).await;
    let mut work = change(2, Vec::new());
    work.done = Some(job(1, 0).id);
    work.jobs = vec![job(3, 5)];
    commit(store, work.clone()).await;
    work.jobs.clear();
    let outcome = store.commit(vec![work]).await;
    assert!(matches!(outcome, Err(StoreError::Conflict { .. })), "{outcome:?}");
    assert_eq!(store.frontier().await.expect("an answer").size(), 2);
    assert_eq!(claim(store, 9, 60, 9).await, [job(2, 0), job(3, 5)]);

    let mut anew = change(2, Vec::new());
    anew.done = Some(job(2, 0).id);
    anew.jobs = vec![job(2, 7)];
    commit(store, anew).await;
    assert_eq!(claim(store, 9, 60, 9).await, [job(2, 7)], "a job may be done and put back in one");

    let mut twice = change(2, Vec::new());
    twice.jobs = vec![job(3, 5)];
    let outcome = store.commit(vec![twice]).await;
    assert!(matches!(outcome, Err(StoreError::Conflict { .. })), "{outcome:?}");
}

/// Workers that ask at the same moment share all jobs among them and none twice.
pub async fn workers_never_share_a_job(store: &dyn Store) {
    add(store, (1..=100).map(|number| job(number, 0)).collect()).await;
    let mut taken = HashSet::new();
    // Rows that another worker is just taking may be passed over, so they ask until all are gone.
    while taken.len() < 100 {
        let rounds = join_all((0..8).map(|_| claim(store, 0, 60, 7))).await;
        let round: Vec<_> = rounds.into_iter().flatten().map(|job| job.id).collect();
        assert!(!round.is_empty(), "{} of 100 jobs were taken", taken.len());
        for id in round {
            assert!(taken.insert(id), "job {id} was taken twice");
        }
    }
}

/// However full one lane is, the jobs of the other are taken at once; the next job of all is the soonest of either.
pub async fn lanes_do_not_wait_for_each_other(store: &dyn Store) {
    let look = |number, due| Job { lane: Lane::Looking, ..job(number, due) };
    add(store, (1..=50).map(|number| look(number, 0)).chain([job(51, 20)]).collect()).await;
    assert_eq!(claim(store, 0, 60, 9).await, []);
    assert_eq!(claim(store, 20, 60, 9).await, [job(51, 20)]);
    assert_eq!(store.next_job().await.expect("an answer"), Some(second(0)));
    assert_eq!(claim_in(store, Lane::Looking, 20, 60, 60).await.len(), 50);
    assert_eq!(claim_in(store, Lane::Looking, 20, 60, 60).await, []);
    store.retry_job(look(7, 0).id, second(30), "REHEARSAL: no answer").await.expect("an answer");
    assert_eq!(claim(store, 30, 60, 9).await, [], "a job that is given back stays in its lane");
    assert_eq!(claim_in(store, Lane::Looking, 30, 60, 9).await, [Job { attempts: 1, ..look(7, 30) }]);
}
