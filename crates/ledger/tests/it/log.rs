//! A small rehearsal log with everything stored as a store would.

use std::collections::BTreeMap;

use ledger::bundle::{Bundle, Entry, File, Opening};
use ledger::{Checkpoint, Coord, Frontier, Hash, Signer, canonical, commit, leaf_hash, tree};

pub const NAME: &str = "ledger.example/rehearsal";
pub const KEEPER: &str = "Invented Keeper of the North Light";
pub const CHART: &[u8] = b"REHEARSAL chart of an invented harbour";

/// The salt of leaf `index`; a real log draws it at random.
pub fn salt(index: u64) -> [u8; 32] {
    Hash::of(format!("salt {index}").as_bytes()).0
}

pub struct Log {
    pub signer: Signer,
    pub leaves: Vec<String>,
    pub nodes: BTreeMap<Coord, Hash>,
    pub head: Frontier,
}

impl Log {
    pub fn of(size: u64) -> Self {
        let signer = Signer::from_seed(NAME, [7; 32]).unwrap();
        let mut log = Self { signer, leaves: vec![], nodes: BTreeMap::new(), head: Frontier::default() };
        for index in 0..size {
            let leaf = serde_json::json!({
                "act": "REHEARSAL: lamp lit",
                "chart": Hash::of(CHART),
                "commitments": {"keeper": commit(&salt(index), KEEPER)},
                "height_m": 12.5,
                "night": index,
            });
            let leaf = canonical::write(&leaf).unwrap();
            log.nodes.extend(log.head.append(leaf_hash(leaf.as_bytes())));
            log.leaves.push(leaf);
        }
        log
    }

    /// One more leaf, for an act that wrote something with this digest.
    pub fn append_naming(&mut self, digest: Hash) {
        let leaf = serde_json::json!({"act": "REHEARSAL: notice to mariners", "digests": [digest]});
        let leaf = canonical::write(&leaf).unwrap();
        self.nodes.extend(self.head.append(leaf_hash(leaf.as_bytes())));
        self.leaves.push(leaf);
    }

    /// A bundle of the one leaf `index`, as it goes with a signed document.
    pub fn place(&self, index: u64) -> Bundle {
        let size = self.head.size();
        let mut bundle = Bundle::new(self.signer.verifier(), self.checkpoint(size));
        bundle.entries.push(Entry {
            index,
            leaf: self.leaves[usize::try_from(index).unwrap()].clone(),
            proof: tree::inclusion_proof(index, size, |coord| self.node(coord)).unwrap(),
            opened: BTreeMap::new(),
        });
        bundle
    }

    pub fn node(&self, coord: Coord) -> Option<Hash> {
        self.nodes.get(&coord).copied()
    }

    pub fn rows(&self) -> Vec<(u64, Vec<u8>)> {
        (0..).zip(self.leaves.iter().map(|leaf| leaf.clone().into_bytes())).collect()
    }

    pub fn checkpoint(&self, size: u64) -> String {
        let root = tree::root_at(size, |coord| self.node(coord)).unwrap();
        Checkpoint { origin: NAME.to_owned(), size, root }.sign(&self.signer).unwrap()
    }

    /// A bundle of the leaves `indexes`, each with its keeper's name opened, and one file.
    pub fn bundle(&self, indexes: &[u64]) -> Bundle {
        let size = self.head.size();
        let mut bundle = Bundle::new(self.signer.verifier(), self.checkpoint(size));
        for &index in indexes {
            let opening = Opening { salt: salt(index), value: KEEPER.to_owned() };
            bundle.entries.push(Entry {
                index,
                leaf: self.leaves[usize::try_from(index).unwrap()].clone(),
                proof: tree::inclusion_proof(index, size, |coord| self.node(coord)).unwrap(),
                opened: BTreeMap::from([("keeper".to_owned(), opening)]),
            });
        }
        let size = CHART.len() as u64;
        bundle.files.push(File { name: "chart.txt".to_owned(), sha256: Hash::of(CHART), size });
        bundle
    }
}
