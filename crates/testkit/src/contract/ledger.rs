//! The ledger: order, tree, checkpoints, one sequence.

use super::{change, commit, id, row, second};
use ::ledger::key::Signer;
use ::ledger::tree::{inclusion_coords, inclusion_proof, verify_inclusion};
use ::ledger::{Auditor, Coord, leaf_hash};
use casework::ports::{Change, Entry, Store};
use casework::records::Kind;
use futures::future::join_all;
use std::collections::HashMap;

/// Reads the whole ledger and audits it: every leaf in its place, every node and the head fit. Returns its size.
///
/// # Panics
/// When anything is amiss.
pub async fn audited(store: &dyn Store) -> u64 {
    let head = store.frontier().await.expect("the head");
    let signer = Signer::from_seed("ledger.example/rehearsal", [7; 32]).expect("a key");
    let mut auditor = Auditor::new(&head, &[] as &[&str], signer.verifier());
    let mut next = 0;
    loop {
        let page = store.entries(next, 500).await.expect("a page of entries");
        let Some(last) = page.last() else { break };
        next = last.index + 1;
        let coords: Vec<Coord> = page.iter().flat_map(|entry| Coord::completed_by(entry.index)).collect();
        let nodes = store.nodes(&coords).await.expect("nodes");
        let nodes: HashMap<_, _> = coords.into_iter().zip(nodes).collect();
        for entry in page {
            auditor.leaf(entry.index, entry.leaf.as_bytes(), |coord| nodes.get(&coord).copied().flatten());
        }
    }
    let report = auditor.finish(|_| None);
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!(report.leaves, head.size());
    head.size()
}

/// Entries come back as they were made, in the order in which they were made.
pub async fn entries_keep_their_order(store: &dyn Store) {
    let entry = |subject: u32, at: i64| {
        let leaf = format!(r#"{{"at":{at}}}"#);
        let opened = r#"{"reason":["salt","REHEARSAL"]}"#.to_owned();
        Change {
            entry: Entry { index: 99, at: second(at), subject: id(subject), leaf, opened },
            ..change(1, Vec::new())
        }
    };
    assert_eq!(store.commit(Vec::new()).await.expect("an answer"), 0);
    assert_eq!(commit(store, entry(1, 5)).await, 1);
    assert_eq!(store.commit(vec![entry(2, 6), entry(1, 4), entry(2, 8)]).await.expect("an answer"), 4);
    let all = store.entries(0, 9).await.expect("an answer");
    assert_eq!(all.iter().map(|entry| entry.index).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(all[1], Entry { index: 1, ..entry(2, 6).entry });
    assert_eq!(store.entries(1, 2).await.expect("an answer"), all[1..3]);
    assert_eq!(store.entries(4, 9).await.expect("an answer"), []);
    assert_eq!(store.entries(u64::MAX, 9).await.expect("an answer"), []);
    assert_eq!(store.history(id(1)).await.expect("an answer"), [all[0].clone(), all[2].clone()]);
    assert_eq!(store.history(id(3)).await.expect("an answer"), []);
}

/// At every size the stored tree is the tree over the leaves, and proves each of them.
pub async fn the_tree_fits_the_leaves(store: &dyn Store) {
    assert_eq!(audited(store).await, 0);
    for batch in [1, 2, 1, 4, 70, 1] {
        store.commit((0..batch).map(|number| change(number, Vec::new())).collect()).await.expect("an answer");
        audited(store).await;
    }
    let head = store.frontier().await.expect("an answer");
    for entry in store.entries(0, 1000).await.expect("an answer") {
        let coords = inclusion_coords(entry.index, head.size()).expect("an answer");
        let nodes = store.nodes(&coords).await.expect("an answer");
        let nodes: HashMap<_, _> = coords.into_iter().zip(nodes).collect();
        let proof =
            inclusion_proof(entry.index, head.size(), |coord| nodes.get(&coord).copied().flatten()).expect("an answer");
        assert!(verify_inclusion(entry.index, head.size(), leaf_hash(entry.leaf.as_bytes()), &proof, head.root()));
    }
    let asked = [Coord { level: 40, index: 0 }, Coord::leaf(3), Coord::leaf(u64::MAX), Coord::leaf(3)];
    let found: Vec<_> = store.nodes(&asked).await.expect("an answer").iter().map(Option::is_some).collect();
    assert_eq!(found, [false, true, false, true], "the answer has the length and order of the question");
}

/// Checkpoints come smallest first; a note for the same size replaces the one before.
pub async fn checkpoints_are_kept_in_order(store: &dyn Store) {
    for (size, note) in [(8, "REHEARSAL eight"), (2, "REHEARSAL two"), (8, "REHEARSAL eight, witnessed")] {
        store.put_checkpoint(size, note).await.expect("an answer");
    }
    let wanted = [(2, "REHEARSAL two".to_owned()), (8, "REHEARSAL eight, witnessed".to_owned())];
    assert_eq!(store.checkpoints().await.expect("an answer"), wanted);
}

/// Eight who commit at once get eight different sizes each time; nothing is missing afterwards.
pub async fn commits_side_by_side_leave_no_gap(store: &dyn Store) {
    const EACH: u32 = 12;
    let writers = (0..8).map(|writer| async move {
        let mut sizes = Vec::new();
        for number in 0..EACH {
            let number = 100 + writer * EACH + number;
            sizes.push(commit(store, change(number, vec![row(number, "in_review", "a")])).await);
        }
        sizes
    });
    let mut sizes: Vec<u64> = join_all(writers).await.into_iter().flatten().collect();
    sizes.sort_unstable();
    assert_eq!(sizes, (1..=u64::from(8 * EACH)).collect::<Vec<_>>());
    assert_eq!(audited(store).await, u64::from(8 * EACH));
    assert_eq!(store.counts(Kind::Item).await.expect("an answer"), [("in_review".to_owned(), u64::from(8 * EACH))]);
}
