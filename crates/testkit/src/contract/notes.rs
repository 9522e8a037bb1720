//! Short-lived notes.

use super::second;
use casework::ports::Store;
use futures::future::join_all;

/// A note is read until the moment it expires, replaced by a later one, and gone when forgotten.
pub async fn a_note_lasts_until_it_expires(store: &dyn Store) {
    assert_eq!(store.recall("session", second(0)).await.expect("an answer"), None);
    store.remember("session", "REHEARSAL one", second(10)).await.expect("an answer");
    assert_eq!(store.recall("session", second(9)).await.expect("an answer").as_deref(), Some("REHEARSAL one"));
    assert_eq!(store.recall("session", second(10)).await.expect("an answer"), None);
    store.remember("session", "REHEARSAL two", second(20)).await.expect("an answer");
    assert_eq!(store.recall("session", second(10)).await.expect("an answer").as_deref(), Some("REHEARSAL two"));
    store.forget("session").await.expect("an answer");
    store.forget("session").await.expect("an answer");
    assert_eq!(store.recall("session", second(0)).await.expect("an answer"), None);
    let long = "session ".repeat(1000);
    store.remember(&long, "REHEARSAL long", second(10)).await.expect("an answer");
    assert_eq!(store.recall(&long, second(0)).await.expect("an answer").as_deref(), Some("REHEARSAL long"));
}

/// Of many who ask at once, one keeps the note, until it expires.
pub async fn only_one_keeps_an_absent_note(store: &dyn Store) {
    for (now, expires) in [(0, 10), (10, 20)] {
        let tries = (0..8).map(|n| async move {
            let value = format!("REHEARSAL {n}");
            let kept =
                store.remember_if_absent("claim", &value, second(now), second(expires)).await.expect("an answer");
            kept.then_some(value)
        });
        let kept: Vec<_> = join_all(tries).await.into_iter().flatten().collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(store.recall("claim", second(now)).await.expect("an answer"), kept.first().cloned());
    }
    store.remember("session", "REHEARSAL", second(100)).await.expect("an answer");
    assert!(store.remember_if_absent("claim", "REHEARSAL", second(30), second(40)).await.expect("an answer"));
    assert!(
        store.recall("session", second(30)).await.expect("an answer").is_some(),
        "notes in force are not cleared away"
    );
}

/// Of many who ask at once, one gets the note; an expired note is nobody's.
pub async fn only_one_takes_a_note(store: &dyn Store) {
    store.remember("code", "REHEARSAL", second(10)).await.expect("an answer");
    let takers = join_all((0..8).map(|_| store.take("code", second(0)))).await;
    let taken: Vec<_> = takers.into_iter().filter_map(|answer| answer.expect("an answer")).collect();
    assert_eq!(taken, ["REHEARSAL"]);
    store.remember("code", "REHEARSAL", second(10)).await.expect("an answer");
    assert_eq!(store.take("code", second(10)).await.expect("an answer"), None);
    assert_eq!(store.recall("code", second(0)).await.expect("an answer"), None, "and it is gone");
}
