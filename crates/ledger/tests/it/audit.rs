//! Audits: whatever is done to a stored log is found and named.

use std::convert::Infallible;

use ledger::audit::{Fault, MAX_FAULTS};
use ledger::{Coord, Frontier, Hash, Report, Signer, leaf_hash, verify_log};
use proptest::prelude::*;

use crate::log::{Log, NAME};

const SIZES: [u64; 5] = [5, 0, 1, 8, 13];

/// Audits `rows` against the nodes, head and checkpoints of `log`.
fn audit(log: &Log, rows: Vec<(u64, Vec<u8>)>) -> Report {
    let notes: Vec<String> =
        SIZES.into_iter().filter(|size| *size <= log.head.size()).map(|size| log.checkpoint(size)).collect();
    audit_against(log, rows, &log.head, &notes)
}

fn audit_against(log: &Log, rows: Vec<(u64, Vec<u8>)>, head: &Frontier, notes: &[String]) -> Report {
    let rows = rows.into_iter().map(Ok::<_, Infallible>);
    let Ok(report) = verify_log(rows, head, |coord| log.node(coord), notes, log.signer.verifier());
    report
}

/// Rewrites `log` from leaf `index` on as a keeper with full access would, all nodes and the head included.
fn rewrite(log: &mut Log, index: usize) {
    let old = std::mem::take(&mut log.leaves);
    log.head = Frontier::default();
    log.nodes.clear();
    for (position, leaf) in old.into_iter().enumerate() {
        let leaf = if position == index { leaf.replace("lit", "dim") } else { leaf };
        log.nodes.extend(log.head.append(leaf_hash(leaf.as_bytes())));
        log.leaves.push(leaf);
    }
}

#[test]
fn a_sound_log_has_no_fault() {
    for size in 0..40 {
        let log = Log::of(size);
        let report = audit(&log, log.rows());
        assert_eq!(report.faults, [], "{size} leaves");
        assert!(report.is_sound());
        assert_eq!((report.leaves, report.root), (size, log.head.root()));
    }
}

#[test]
fn a_rewritten_history_contradicts_what_was_signed() {
    let mut log = Log::of(13);
    let notes: Vec<String> = SIZES.iter().map(|size| log.checkpoint(*size)).collect();
    rewrite(&mut log, 6);
    let report = audit_against(&log, log.rows(), &log.head, &notes);
    let mismatches = [8, 13].map(|size| Fault::CheckpointMismatch { size });
    assert_eq!(report.faults, mismatches);
}

#[test]
fn a_log_cut_back_is_shorter_than_what_was_signed() {
    let long = Log::of(13);
    let notes: Vec<String> = SIZES.iter().map(|size| long.checkpoint(*size)).collect();
    let short = Log::of(7);
    let report = audit_against(&short, short.rows(), &short.head, &notes);
    assert_eq!(report.faults, [8, 13].map(|size| Fault::CheckpointLongerThanLog { size }));
}

#[test]
fn leaves_and_their_nodes_gone_together_end_the_audit_openly() {
    let mut log = Log::of(13);
    let mut rows = log.rows();
    rows.remove(9);
    log.nodes.remove(&Coord::leaf(9));
    let report = audit_against(&log, rows, &log.head, &[]);
    let expected = [Fault::MissingLeaf { index: 9 }, Fault::NotExamined { from: 9 }, Fault::RootMismatch];
    assert_eq!(report.faults, expected);
    assert_eq!(report.leaves, 9);
}

#[test]
fn false_checkpoints_are_named_by_position() {
    let log = Log::of(13);
    let stranger = Signer::from_seed(NAME, [8; 32]).unwrap();
    let forged = log.checkpoint(8).replacen("\n8\n", "\n9\n", 1);
    let report = audit_against(&log, log.rows(), &log.head, &[log.checkpoint(5), forged, String::new()]);
    assert_eq!(report.faults[0], Fault::BadSignature { number: 1 });
    assert!(matches!(report.faults[1..], [Fault::BadCheckpoint { number: 2, .. }]));
    let rows = log.rows().into_iter().map(Ok::<_, Infallible>);
    let notes = [log.checkpoint(5)];
    let Ok(report) = verify_log(rows, &log.head, |coord| log.node(coord), &notes, stranger.verifier());
    assert!(matches!(report.faults[..], [Fault::BadCheckpoint { number: 0, .. }]));
}

#[test]
fn faults_are_listed_up_to_a_limit_and_then_counted() {
    let log = Log::of(3);
    let rows = (3..2000).map(|index| (index, vec![]));
    let report = audit(&log, log.rows().into_iter().chain(rows).collect());
    assert_eq!(report.faults.len(), MAX_FAULTS);
    assert_eq!(report.unlisted_faults, 997);
}

#[test]
fn a_head_of_absurd_size_does_not_keep_the_audit_busy() {
    let log = Log::of(3);
    let size = 1 << 40;
    let head = Frontier::new(size, vec![Hash::of_empty_tree()]).unwrap();
    let rows = log.rows().into_iter().chain([(size - 1, vec![])]).collect();
    let report = audit_against(&log, rows, &head, &[]);
    assert_eq!(report.faults, [Fault::MissingLeaf { index: 3 }, Fault::NotExamined { from: 3 }, Fault::RootMismatch]);
}

fn log_and_two_places() -> impl Strategy<Value = (u64, u64, u64)> {
    (2..40_u64).prop_flat_map(|size| (Just(size), 0..size, 0..size))
}

proptest! {
    #[test]
    fn any_flipped_byte_of_any_leaf((size, index, _) in log_and_two_places(), at: prop::sample::Index, flip in 1..=255_u8) {
        let log = Log::of(size);
        let mut rows = log.rows();
        let leaf = &mut rows[index as usize].1;
        let at = at.index(leaf.len());
        leaf[at] ^= flip;
        prop_assert_eq!(audit(&log, rows).faults, [Fault::NodeMismatch { coord: Coord::leaf(index) }]);
    }

    #[test]
    fn any_dropped_leaf((size, index, _) in log_and_two_places()) {
        let log = Log::of(size);
        let mut rows = log.rows();
        rows.remove(index as usize);
        prop_assert_eq!(audit(&log, rows).faults, [Fault::MissingLeaf { index }]);
    }

    #[test]
    fn any_dropped_leaf_with_the_rest_renumbered((size, index, _) in log_and_two_places()) {
        let log = Log::of(size);
        let mut leaves: Vec<Vec<u8>> = log.rows().into_iter().map(|row| row.1).collect();
        leaves.remove(index as usize);
        let faults = audit(&log, (0..).zip(leaves).collect()).faults;
        let moved = (index..size - 1).map(|index| Fault::NodeMismatch { coord: Coord::leaf(index) });
        let expected: Vec<Fault> = moved.chain([Fault::MissingLeaf { index: size - 1 }]).collect();
        prop_assert_eq!(faults, expected);
    }

    #[test]
    fn any_two_leaves_exchanged((size, a, b) in log_and_two_places()) {
        prop_assume!(a != b);
        let log = Log::of(size);
        let mut rows = log.rows();
        let held = rows[a as usize].1.clone();
        rows[a as usize].1 = std::mem::replace(&mut rows[b as usize].1, held);
        let expected = [a.min(b), a.max(b)].map(|index| Fault::NodeMismatch { coord: Coord::leaf(index) });
        prop_assert_eq!(audit(&log, rows).faults, expected);
    }

    #[test]
    fn any_leaf_out_of_turn((size, a, b) in log_and_two_places()) {
        prop_assume!(a < b);
        let log = Log::of(size);
        let mut rows = log.rows();
        let row = rows.remove(a as usize);
        rows.insert(b as usize, row);
        let expected = [Fault::MissingLeaf { index: a }, Fault::LeafOutOfPlace { index: a }];
        prop_assert_eq!(audit(&log, rows).faults, expected);
    }

    #[test]
    fn any_truncation((size, kept, _) in log_and_two_places()) {
        let log = Log::of(size);
        let rows = log.rows().into_iter().take(kept as usize).collect();
        let expected: Vec<Fault> = (kept..size).map(|index| Fault::MissingLeaf { index }).collect();
        prop_assert_eq!(audit(&log, rows).faults, expected);
    }

    #[test]
    fn any_added_leaf((size, index, _) in log_and_two_places()) {
        let log = Log::of(size);
        let mut rows = log.rows();
        rows.push((size + index, b"{}".to_vec()));
        prop_assert_eq!(audit(&log, rows).faults, [Fault::ExtraLeaf { index: size + index }]);
    }

    #[test]
    fn any_changed_or_missing_node((size, _, _) in log_and_two_places(), which: prop::sample::Index, bit in 0..8_u8) {
        let mut log = Log::of(size);
        // The checkpoints were signed before the nodes were touched.
        let notes: Vec<String> = SIZES.into_iter().filter(|at| *at <= size).map(|at| log.checkpoint(at)).collect();
        let &(&coord, &hash) = which.get(&log.nodes.iter().collect::<Vec<_>>());
        let (mut altered, rows) = (hash, log.rows());
        altered.0[7] ^= 1 << bit;
        log.nodes.insert(coord, altered);
        let report = audit_against(&log, rows.clone(), &log.head, &notes);
        prop_assert_eq!(&report.faults[0], &Fault::NodeMismatch { coord });
        log.nodes.remove(&coord);
        let report = audit_against(&log, rows, &log.head, &notes);
        prop_assert_eq!(report.faults, [Fault::MissingNode { coord }]);
    }
}
