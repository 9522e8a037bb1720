//! Records: revisions, conflicts, unique values.

use super::{change, id, job, put, refuse, row};
use casework::ports::{Lane, Query, Store, StoreError};
use casework::records::Kind;

/// What was written is read, by identifier and by unique value, and nothing else.
pub async fn a_new_record_reads_back(store: &dyn Store) {
    let mut new = row(7, "in_review", "2 a");
    new.unique = Some("https://b.lowtide.test/rehearsal".to_owned());
    new.keys = vec![("host".to_owned(), "b.lowtide.test".to_owned()), ("likeness".to_owned(), "near".to_owned())];
    put(store, vec![new.clone()]).await;
    assert_eq!(store.get(Kind::Item, id(7)).await.expect("an answer"), Some(new.clone()));
    assert_eq!(store.by_unique(Kind::Item, "https://b.lowtide.test/rehearsal").await.expect("an answer"), Some(new));
    assert_eq!(store.get(Kind::Capture, id(7)).await.expect("an answer"), None, "another kind is another record");
    assert_eq!(store.get(Kind::Item, id(8)).await.expect("an answer"), None);
    assert_eq!(store.by_unique(Kind::Capture, "https://b.lowtide.test/rehearsal").await.expect("an answer"), None);
}

/// Revision n is written over n - 1 and over nothing else.
pub async fn each_write_is_the_next_revision(store: &dyn Store) {
    let mut record = row(1, "in_review", "a");
    record.revision = 2;
    refuse(store, vec![record.clone()]).await;
    record.revision = 1;
    put(store, vec![record.clone()]).await;
    refuse(store, vec![record.clone()]).await;
    record.revision = 3;
    refuse(store, vec![record.clone()]).await;
    record.revision = 2;
    record.state = "dismissed".to_owned();
    record.body = r#"{"rehearsal":"dismissed"}"#.to_owned();
    put(store, vec![record.clone()]).await;
    assert_eq!(store.get(Kind::Item, id(1)).await.expect("an answer"), Some(record));
    assert_eq!(store.frontier().await.expect("an answer").size(), 2, "refused changes leave no leaf");
}

/// One conflict anywhere, and nothing of the whole batch was written.
pub async fn a_conflict_undoes_the_whole_commit(store: &dyn Store) {
    let mut first = change(1, vec![row(1, "in_review", "a")]);
    first.jobs = vec![job(50, 0)];
    store.commit(vec![first]).await.expect("an answer");

    let mut good = change(2, vec![row(2, "in_review", "b")]);
    good.jobs = vec![job(51, 0)];
    good.done = Some(job(50, 0).id);
    let stale = change(1, vec![row(1, "dismissed", "a")]);
    let outcome = store.commit(vec![good, stale]).await;
    assert!(
        matches!(outcome, Err(StoreError::Conflict { ref what }) if what.contains(&id(1).to_string())),
        "{outcome:?}"
    );

    assert_eq!(store.get(Kind::Item, id(2)).await.expect("an answer"), None);
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), [("in_review".to_owned(), 1)]);
    assert_eq!(store.list(&Query::all(Kind::Item, 9)).await.expect("an answer"), [row(1, "in_review", "a")]);
    assert_eq!(store.frontier().await.expect("an answer").size(), 1);
    assert_eq!(store.entries(0, 9).await.expect("an answer").len(), 1);
    assert_eq!(store.history(id(2)).await.expect("an answer"), []);
    let jobs = store.claim_jobs(Lane::Letters, super::second(0), super::second(60), 9).await;
    assert_eq!(jobs.expect("an answer"), [job(50, 0)]);
}

/// A unique value has one holder in its kind, and is free again once the holder lets go of it.
pub async fn a_unique_value_has_one_holder(store: &dyn Store) {
    let holds = |number, value: Option<&str>| {
        let mut record = row(number, "in_review", "a");
        record.unique = value.map(str::to_owned);
        record
    };
    put(store, vec![holds(1, Some("x")), holds(2, Some("y")), holds(3, None), holds(4, None)]).await;
    refuse(store, vec![holds(5, Some("x"))]).await;
    refuse(store, vec![holds(5, Some("z")), holds(6, Some("z"))]).await;
    let mut second = holds(2, Some("x"));
    second.revision = 2;
    refuse(store, vec![second.clone()]).await;

    let mut elsewhere = holds(1, Some("x"));
    elsewhere.kind = Kind::Capture;
    let mut released = holds(1, None);
    released.revision = 2;
    put(store, vec![elsewhere, released, second.clone()]).await;
    assert_eq!(store.by_unique(Kind::Item, "x").await.expect("an answer"), Some(second));
    assert_eq!(store.by_unique(Kind::Item, "y").await.expect("an answer"), None);
}

/// Two changes of one batch may follow each other on one record.
pub async fn a_batch_may_write_a_record_twice(store: &dyn Store) {
    let mut first = row(1, "taken_in", "a");
    first.keys = vec![("host".to_owned(), "first.test".to_owned())];
    let mut then = row(1, "clear", "b");
    then.revision = 2;
    store.commit(vec![change(1, vec![first]), change(1, vec![then.clone()])]).await.expect("an answer");
    assert_eq!(store.get(Kind::Item, id(1)).await.expect("an answer"), Some(then));
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), [("clear".to_owned(), 1)]);
    assert_eq!(store.history(id(1)).await.expect("an answer").len(), 2);
    assert_eq!(store.list(&Query::all(Kind::Item, 9).with("host", "first.test")).await.expect("an answer"), []);
}

/// Whatever an address or a person puts into a value, it is found by it, and told apart from its like.
pub async fn long_and_odd_values_are_found(store: &dyn Store) {
    // Long, and such that it cannot be compressed away.
    let long: String = (0..700).map(|n: u64| format!("{:011x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20)).collect();
    let values =
        [long.clone(), format!("{long}?"), "%' OR 1=1 -- $1".to_owned(), "\u{202e}tide".to_owned(), String::new()];
    let mut rows = Vec::new();
    for (number, value) in (1..).zip(&values) {
        let mut record = row(number, "in_review", value);
        record.unique = Some(value.clone());
        record.keys = vec![("host".to_owned(), value.clone()), ("host".to_owned(), value.clone())];
        rows.push(record);
    }
    put(store, rows.clone()).await;
    for (number, value) in (1..).zip(&values) {
        let found = store.by_unique(Kind::Item, value).await.expect("an answer");
        assert_eq!(found.map(|row| row.id), Some(id(number)));
        let listed = store.list(&Query::all(Kind::Item, 9).with("host", value)).await.expect("an answer");
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [id(number)]);
    }
    let mut again = rows.swap_remove(0);
    again.id = id(99);
    refuse(store, vec![again]).await;
}

/// Many are found at once by what only each of them carries, and what nobody carries is passed over.
pub async fn many_are_found_by_their_unique_values(store: &dyn Store) {
    let value = |number: u32| format!("https://b.lowtide.test/rehearsal/{number}/{}", "quay".repeat(200));
    let holder = |number: u32| {
        let mut record = row(number, "in_review", "a");
        record.unique = Some(value(number));
        record
    };
    put(store, (1..=200).map(holder).collect()).await;
    let mut elsewhere = holder(201);
    elsewhere.kind = Kind::Capture;
    put(store, vec![elsewhere]).await;
    let wanted: Vec<String> = (100..=300).map(value).chain([value(150)]).collect();
    let found = store.by_uniques(Kind::Item, &wanted).await.expect("an answer");
    let mut ids: Vec<_> = found.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, (100..=200).map(id).collect::<Vec<_>>(), "each once");
    assert_eq!(store.by_uniques(Kind::Item, &[]).await.expect("an answer"), []);
}
