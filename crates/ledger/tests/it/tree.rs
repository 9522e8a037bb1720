//! The tree against a naive implementation, written from the recursive definitions of RFC 6962.

use std::collections::HashMap;
use std::ops::Range;

use ledger::tree::{
    self, Error, consistency_coords, consistency_proof, inclusion_coords, inclusion_proof, root_at, root_coords,
    verify_consistency, verify_inclusion,
};
use ledger::{Coord, Frontier, Hash, leaf_hash, node_hash};
use proptest::prelude::*;

const LARGEST: u64 = 300;

/// `MTH`, `PATH` and `SUBPROOF` of RFC 6962 section 2.1, over leaves 0, 1, 2, ... and remembering each `MTH`.
#[derive(Default)]
struct Naive {
    known: HashMap<Range<u64>, Hash>,
}

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

fn largest_power_below(count: u64) -> u64 {
    let mut power = 1;
    while power * 2 < count {
        power *= 2;
    }
    power
}

impl Naive {
    fn mth(&mut self, leaves: Range<u64>) -> Hash {
        let count = leaves.end - leaves.start;
        if count == 0 {
            return Hash::of(b"");
        }
        if count == 1 {
            return leaf(leaves.start);
        }
        if let Some(hash) = self.known.get(&leaves) {
            return *hash;
        }
        let middle = leaves.start + largest_power_below(count);
        let hash = node_hash(self.mth(leaves.start..middle), self.mth(middle..leaves.end));
        self.known.insert(leaves, hash);
        hash
    }

    fn path(&mut self, index: u64, leaves: Range<u64>) -> Vec<Hash> {
        let count = leaves.end - leaves.start;
        if count == 1 {
            return vec![];
        }
        let k = largest_power_below(count);
        let middle = leaves.start + k;
        let (mut path, sibling) = if index < k {
            (self.path(index, leaves.start..middle), self.mth(middle..leaves.end))
        } else {
            (self.path(index - k, middle..leaves.end), self.mth(leaves.start..middle))
        };
        path.push(sibling);
        path
    }

    fn subproof(&mut self, old: u64, leaves: Range<u64>, whole: bool) -> Vec<Hash> {
        let count = leaves.end - leaves.start;
        if old == count {
            return if whole { vec![] } else { vec![self.mth(leaves)] };
        }
        let k = largest_power_below(count);
        let middle = leaves.start + k;
        let (mut proof, sibling) = if old <= k {
            (self.subproof(old, leaves.start..middle, whole), self.mth(middle..leaves.end))
        } else {
            (self.subproof(old - k, middle..leaves.end, false), self.mth(leaves.start..middle))
        };
        proof.push(sibling);
        proof
    }
}

fn grown(size: u64) -> (Frontier, HashMap<Coord, Hash>) {
    let mut frontier = Frontier::default();
    let mut nodes = HashMap::new();
    for index in 0..size {
        for (coord, hash) in frontier.append(leaf(index)) {
            assert_eq!(nodes.insert(coord, hash), None, "{coord} is stored once");
        }
    }
    (frontier, nodes)
}

/// A lookup that fails the test when a node is asked for that the plan did not name.
fn planned<'a>(plan: &'a [Coord], nodes: &'a HashMap<Coord, Hash>) -> impl Fn(Coord) -> Option<Hash> + 'a {
    move |coord| {
        assert!(plan.contains(&coord), "{coord} was not planned for");
        nodes.get(&coord).copied()
    }
}

#[test]
fn roots_and_stored_nodes_are_those_of_the_definition() {
    let mut naive = Naive::default();
    let (_, nodes) = grown(LARGEST);
    for (coord, hash) in &nodes {
        let width = 1 << coord.level;
        assert_eq!(*hash, naive.mth(coord.index * width..(coord.index + 1) * width));
    }
    for size in 0..=LARGEST {
        let root = naive.mth(0..size);
        let (frontier, _) = grown(size);
        assert_eq!(frontier.root(), root);
        assert_eq!(root_at(size, planned(&root_coords(size), &nodes)), Ok(root));
        assert_eq!(Frontier::at(size, |coord| nodes.get(&coord).copied()), Ok(frontier));
    }
}

#[test]
fn inclusion_proofs_are_those_of_the_definition() {
    let mut naive = Naive::default();
    let (_, nodes) = grown(LARGEST);
    for size in 1..=LARGEST {
        let root = naive.mth(0..size);
        for index in 0..size {
            let plan = inclusion_coords(index, size).unwrap();
            let proof = inclusion_proof(index, size, planned(&plan, &nodes)).unwrap();
            assert_eq!(proof, naive.path(index, 0..size), "leaf {index} of {size}");
            assert!(verify_inclusion(index, size, leaf(index), &proof, root));
            assert!(!verify_inclusion(index, size, leaf(index + 1), &proof, root));
            assert!(!verify_inclusion(index + 1, size, leaf(index), &proof, root));
            assert!(!verify_inclusion(index, size, leaf(index), &[&proof[..], &[root]].concat(), root));
        }
        assert_eq!(inclusion_coords(size, size), Err(Error::NoSuchLeaf { index: size, size }));
    }
}

#[test]
fn consistency_proofs_are_those_of_the_definition() {
    let mut naive = Naive::default();
    let (_, nodes) = grown(LARGEST);
    for new in 1..=LARGEST {
        let new_root = naive.mth(0..new);
        for old in 1..=new {
            let old_root = naive.mth(0..old);
            let plan = consistency_coords(old, new).unwrap();
            let proof = consistency_proof(old, new, planned(&plan, &nodes)).unwrap();
            assert_eq!(proof, naive.subproof(old, 0..new, true), "{old} to {new}");
            assert!(verify_consistency(old, new, old_root, new_root, &proof));
            assert!(!verify_consistency(old, new, leaf(new), new_root, &proof));
            assert!(!verify_consistency(old, new, old_root, leaf(new), &proof));
            assert!(!verify_consistency(old, new, old_root, new_root, &[&proof[..], &[old_root]].concat()));
            if let Some((_, shortened)) = proof.split_last() {
                assert!(!verify_consistency(old, new, old_root, new_root, shortened));
            }
        }
        assert_eq!(consistency_coords(new + 1, new), Err(Error::NoSuchPast { old: new + 1, new }));
    }
}

#[test]
fn the_empty_tree_begins_every_tree() {
    let (frontier, nodes) = grown(5);
    let proof = consistency_proof(0, 5, |coord| nodes.get(&coord).copied()).unwrap();
    assert!(verify_consistency(0, 5, Hash::of_empty_tree(), frontier.root(), &proof));
    assert!(!verify_consistency(0, 5, frontier.root(), frontier.root(), &proof));
    assert_eq!(Frontier::default().root(), Hash::of_empty_tree());
}

/// The eight leaves and roots that Certificate Transparency implementations share as test vectors.
#[test]
fn agrees_with_certificate_transparency() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut frontier = Frontier::default();
    for (leaf, root) in leaves.iter().zip(roots) {
        frontier.append(leaf_hash(leaf));
        assert_eq!(frontier.root().to_string(), root);
    }
}

#[test]
fn names_the_node_that_is_missing() {
    let (_, mut nodes) = grown(7);
    let gone = Coord { level: 1, index: 2 };
    nodes.remove(&gone);
    assert_eq!(root_at(7, |coord| nodes.get(&coord).copied()), Err(Error::MissingNode(gone)));
    assert_eq!(inclusion_proof(0, 7, |coord| nodes.get(&coord).copied()), Err(Error::MissingNode(gone)));
    assert_eq!(consistency_proof(4, 7, |coord| nodes.get(&coord).copied()), Err(Error::MissingNode(gone)));
}

proptest! {
    #[test]
    fn plans_never_panic_at_any_size(index: u64, size: u64) {
        let coords = inclusion_coords(index, size);
        prop_assert_eq!(coords.is_ok(), index < size);
        prop_assert_eq!(consistency_coords(index, size).is_ok(), index <= size);
        prop_assert_eq!(root_coords(size).len(), size.count_ones() as usize);
        prop_assert_eq!(Coord::completed_by(index).count(), index.trailing_ones() as usize + 1);
        for coord in coords.unwrap_or_default() {
            prop_assert!(coord.index.checked_add(1).is_some_and(|next| u128::from(next) << coord.level <= u128::from(size)));
        }
    }

    #[test]
    fn no_proof_makes_verification_panic(index: u64, size: u64, proof in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let proof: Vec<Hash> = proof.into_iter().map(Hash).collect();
        let root = Hash::of_empty_tree();
        prop_assert!(!verify_inclusion(index, size, root, &proof, root));
        let _ = verify_consistency(index, size, root, root, &proof);
    }

    #[test]
    fn frontiers_survive_bytes_and_json(size in 0..200_u64) {
        let (frontier, _) = grown(size);
        prop_assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier.clone()));
        let json = serde_json::to_string(&frontier).unwrap();
        prop_assert_eq!(serde_json::from_str::<Frontier>(&json).unwrap(), frontier.clone());
        let wrong = json.replacen(&format!("\"size\":{size}"), &format!("\"size\":{}", size * 2 + 1), 1);
        prop_assert!(serde_json::from_str::<Frontier>(&wrong).is_err());
        prop_assert_eq!(Frontier::new(tree::MAX_SIZE + 1, frontier.peaks().to_vec()).ok(), None);
    }

    #[test]
    fn frontier_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(frontier) = Frontier::from_bytes(&bytes) {
            prop_assert_eq!(frontier.to_bytes(), bytes);
        }
    }

    #[test]
    fn hashes_have_one_spelling(bytes: [u8; 32], text in "[0-9a-fA-F]{62,66}") {
        let hash = Hash(bytes);
        prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        prop_assert_eq!(serde_json::from_value::<Hash>(serde_json::json!(hash)).unwrap(), hash);
        if let Ok(hash) = text.parse::<Hash>() {
            prop_assert_eq!(hash.to_string(), text);
        }
    }
}
