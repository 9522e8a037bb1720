//! The ledger from the inside: checkpoints, proofs for outsiders, and checking all of it.

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::policy::{Actor, Permission};
use crate::ports::Entry;
use crate::records::Kind;
use crate::seal::{Openings, RecordSeal};
use ledger::bundle::{Entry as Bundled, Opening};
use ledger::{Bundle, Checkpoint, Coord, Frontier, Hash, VerifierKey};
use matching::digest::Sha256;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How many entries are read at a time.
const PAGE: u32 = 1000;

/// Signs the ledger as it stands and keeps the checkpoint.
///
/// # Errors
/// Storage failures.
pub async fn checkpoint(desk: &Desk) -> Result<String, Error> {
    let frontier = desk.doors.store.frontier().await?;
    let kept = desk.doors.store.checkpoints().await?;
    if let Some((size, note)) = kept.last()
        && *size == frontier.size()
    {
        return Ok(note.clone());
    }
    let note = sign(desk, &frontier)?;
    desk.doors.store.put_checkpoint(frontier.size(), &note).await?;
    Ok(note)
}

fn sign(desk: &Desk, frontier: &Frontier) -> Result<String, Error> {
    let signer = &desk.doors.signer;
    let checkpoint =
        Checkpoint { origin: signer.verifier().name().to_owned(), size: frontier.size(), root: frontier.root() };
    checkpoint.sign(signer).map_err(fault)
}

/// Everything about a subject, with proofs, for somebody who has nothing of ours but the public key.
/// Personal data is opened: hand it only to whoever may see it.
///
/// # Errors
/// Nothing known about the subject, or storage failures.
pub async fn prove(desk: &Desk, subject: Uuid) -> Result<Bundle, Error> {
    let note = checkpoint(desk).await?;
    let size = Checkpoint::open(&note, desk.doors.signer.verifier()).map_err(fault)?.size;
    let mut bundle = Bundle::new(desk.doors.signer.verifier(), note);
    for entry in desk.doors.store.history(subject).await? {
        if entry.index < size {
            bundle.entries.push(proven(desk, entry, size).await?);
        }
    }
    if bundle.entries.is_empty() {
        return Err(Error::NotFound { what: "subject in the ledger" });
    }
    Ok(bundle)
}

/// The one entry about a subject that names a digest, with its proof and nothing opened: what an outsider
/// gets with a document.
///
/// # Errors
/// No entry names it, or storage failures.
pub async fn prove_naming(desk: &Desk, subject: Uuid, digest: &Sha256) -> Result<Bundle, Error> {
    let note = checkpoint(desk).await?;
    let size = Checkpoint::open(&note, desk.doors.signer.verifier()).map_err(fault)?.size;
    let mut bundle = Bundle::new(desk.doors.signer.verifier(), note);
    let named = format!("\"{digest}\"");
    let entries = desk.doors.store.history(subject).await?;
    let entry = entries.into_iter().rev().find(|entry| entry.index < size && entry.leaf.contains(&named));
    let mut entry = proven(desk, entry.ok_or(Error::NotFound { what: "entry in the ledger" })?, size).await?;
    entry.opened.clear();
    bundle.entries.push(entry);
    Ok(bundle)
}

/// The same for somebody who asks on the console: whoever may not see items and notices gets leaves
/// and proofs alone, with nothing opened.
///
/// # Errors
/// Not permitted, nothing known about the subject, or storage failures.
pub async fn prove_for(desk: &Desk, actor: &Actor, subject: Uuid) -> Result<Bundle, Error> {
    actor.needs(Permission::SeeLedger)?;
    let mut bundle = prove(desk, subject).await?;
    if !actor.may(Permission::SeeItems) || !actor.may(Permission::SeeNotices) {
        bundle.entries.iter_mut().for_each(|entry| entry.opened.clear());
    }
    // What a joint action did is told to its participants by handling, not here; the house that keeps the ledger
    // opens it for itself.
    if desk.our_authority().await?.id != actor.authority {
        let of_an_action = |entry: &&mut Bundled| entry.leaf.contains("\"verb\":\"act\"");
        bundle.entries.iter_mut().filter(of_an_action).for_each(|entry| entry.opened.clear());
    }
    Ok(bundle)
}

async fn proven(desk: &Desk, entry: Entry, size: u64) -> Result<Bundled, Error> {
    let coords = ledger::tree::inclusion_coords(entry.index, size).map_err(fault)?;
    let nodes = desk.doors.store.nodes(&coords).await?;
    let known: HashMap<Coord, Hash> =
        coords.into_iter().zip(nodes).filter_map(|(coord, node)| Some((coord, node?))).collect();
    let proof = ledger::tree::inclusion_proof(entry.index, size, |coord| known.get(&coord).copied()).map_err(fault)?;
    let opened: Openings = serde_json::from_str(&entry.opened).map_err(fault)?;
    let opened = opened
        .into_iter()
        .filter_map(|(field, opening)| {
            Some((field, Opening { salt: opening.salt.parse::<Hash>().ok()?.0, value: opening.value }))
        })
        .collect();
    Ok(Bundled { index: entry.index, leaf: entry.leaf, proof, opened })
}

/// What a check of everything found.
#[derive(Debug)]
pub struct Checked {
    /// How many leaves there are.
    pub leaves: u64,
    /// The root over all of them.
    pub root: Hash,
    /// How many signed checkpoints were checked.
    pub checkpoints: usize,
    /// How many records were compared with what the ledger says of them.
    pub records: u64,
    /// What is wrong, each named with its place. Empty when all is well.
    pub faults: Vec<String>,
}

impl Checked {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Checks the whole ledger: every leaf against the tree, every checkpoint against the leaves, every
/// clear value against its commitment, and every record against the last entry about it.
///
/// # Errors
/// Storage failures. What is wrong is not an error but listed.
pub async fn verify(desk: &Desk) -> Result<Checked, Error> {
    let key = desk.doors.signer.verifier();
    let head = desk.doors.store.frontier().await?;
    let notes: Vec<String> = desk.doors.store.checkpoints().await?.into_iter().map(|(_, note)| note).collect();
    let mut auditor = ledger::Auditor::new(&head, &notes, key);
    let mut sealed: BTreeMap<(String, Uuid), RecordSeal> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut from = 0;
    loop {
        let entries = desk.doors.store.entries(from, PAGE).await?;
        let Some(last) = entries.last() else { break };
        let next = last.index + 1;
        let nodes = stored_nodes(desk, &entries).await?;
        for entry in &entries {
            auditor.leaf(entry.index, entry.leaf.as_bytes(), |coord| nodes.get(&coord).copied());
            faults.extend(open(entry, &mut sealed));
        }
        from = next;
    }
    let ends: Vec<Coord> = ledger::tree::root_coords(head.size());
    let nodes: HashMap<Coord, Hash> = known(desk, ends).await?;
    let report = auditor.finish(|coord| nodes.get(&coord).copied());
    let mut all: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    if report.unlisted_faults > 0 {
        all.push(format!("{} further faults in the tree", report.unlisted_faults));
    }
    all.append(&mut faults);
    let records = sealed.len() as u64;
    compare(desk, sealed, &mut all).await?;
    Ok(Checked { leaves: report.leaves, root: report.root, checkpoints: notes.len(), records, faults: all })
}

async fn known(desk: &Desk, coords: Vec<Coord>) -> Result<HashMap<Coord, Hash>, Error> {
    let nodes = desk.doors.store.nodes(&coords).await?;
    Ok(coords.into_iter().zip(nodes).filter_map(|(coord, node)| Some((coord, node?))).collect())
}

/// The nodes that a page of leaves completes.
async fn stored_nodes(desk: &Desk, entries: &[Entry]) -> Result<HashMap<Coord, Hash>, Error> {
    known(desk, entries.iter().flat_map(|entry| Coord::completed_by(entry.index)).collect()).await
}

/// Checks the clear side of an entry and notes which records it sealed. An erased clear side is no
/// fault: the leaf stays provable without it.
fn open(entry: &Entry, sealed: &mut BTreeMap<(String, Uuid), RecordSeal>) -> Vec<String> {
    let at = |what: &str| format!("entry {}: {what}", entry.index);
    let Ok(leaf) = serde_json::from_str::<serde_json::Value>(&entry.leaf) else {
        return vec![at("the leaf is not JSON")];
    };
    let Ok(openings) = serde_json::from_str::<Openings>(&entry.opened) else {
        return vec![at("the clear side cannot be read")];
    };
    let mut faults = Vec::new();
    if leaf["subject"] != entry.subject.to_string() || leaf["at"] != entry.at.to_string() {
        faults.push(at("subject or time differ from the leaf"));
    }
    for (field, opening) in &openings {
        let committed =
            opening.salt.parse::<Hash>().ok().map(|salt| ledger::commit(&salt.0, &opening.value).to_string());
        if committed.is_none() || leaf["commitments"][field].as_str() != committed.as_deref() {
            faults.push(at(&format!("the clear value of “{field}” is not the one that was committed")));
        }
    }
    if let Some(records) = openings.get("records") {
        match serde_json::from_str::<Vec<RecordSeal>>(&records.value) {
            Ok(seals) => sealed.extend(seals.into_iter().map(|seal| ((seal.kind.clone(), seal.id), seal))),
            Err(_) => faults.push(at("the list of records cannot be read")),
        }
    }
    faults
}

/// Compares every record with the last entry about it, and looks for records no entry knows.
async fn compare(
    desk: &Desk,
    mut sealed: BTreeMap<(String, Uuid), RecordSeal>,
    faults: &mut Vec<String>,
) -> Result<(), Error> {
    for kind in Kind::ALL {
        let mut query = crate::ports::Query::all(*kind, PAGE);
        loop {
            let rows = desk.doors.store.list(&query).await?;
            let Some(last) = rows.last() else { break };
            query.after = Some((last.sort.clone(), last.id));
            for row in &rows {
                let name = format!("{} {}", kind.name(), row.id);
                match sealed.remove(&(kind.name().to_owned(), row.id)) {
                    None => faults.push(format!("{name}: no entry in the ledger knows it")),
                    Some(seal) if seal.revision != row.revision => {
                        faults.push(format!(
                            "{name}: stands at revision {}, the ledger says {}",
                            row.revision, seal.revision
                        ));
                    }
                    Some(seal) if seal.sha256 != Sha256::of(row.body.as_bytes()) => {
                        faults.push(format!("{name}: differs from what the ledger sealed"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    faults.extend(sealed.into_keys().map(|(kind, id)| format!("{kind} {id}: the ledger knows it, the store does not")));
    Ok(())
}

/// The public key, as text to be published.
#[must_use]
pub fn public_key(desk: &Desk) -> &VerifierKey {
    desk.doors.signer.verifier()
}
