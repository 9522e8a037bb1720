//! What a change says of itself in the ledger.
//!
//! A leaf holds no personal data: who acted, the details and the digests of the records written
//! stand in it as salted commitments. The salts and clear values are kept beside the leaf, where
//! they can be erased while the leaf stays provable.

use crate::entropy::Entropy;
use crate::error::{Error, fault};
use crate::policy::Actor;
use crate::ports::{Entry, Row};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The nine verbs, and the housekeeping that belongs to none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Detect.
    Detect,
    /// Assess.
    Assess,
    /// Refer.
    Refer,
    /// Order.
    Order,
    /// Map.
    Map,
    /// Act.
    Act,
    /// Watch.
    Watch,
    /// Accounts, directory, banks.
    Keep,
}

impl Verb {
    const fn name(self) -> &'static str {
        match self {
            Self::Detect => "detect",
            Self::Assess => "assess",
            Self::Refer => "refer",
            Self::Order => "order",
            Self::Map => "map",
            Self::Act => "act",
            Self::Watch => "watch",
            Self::Keep => "keep",
        }
    }
}

/// Who did it.
#[derive(Debug, Clone)]
pub enum Who<'a> {
    /// A person of ours.
    Person(&'a Actor),
    /// Vigie itself, carrying out what a person decided.
    Job,
    /// The provider, by the name given on the portal.
    Provider(&'a str),
}

impl Who<'_> {
    fn words(&self) -> String {
        match self {
            Self::Person(actor) => format!("{} ({})", actor.name, actor.person),
            Self::Job => "job".to_owned(),
            Self::Provider(name) => format!("provider: {name}"),
        }
    }
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Act<'a> {
    /// Under which verb.
    pub verb: Verb,
    /// What, as a fixed name.
    pub name: &'static str,
    /// To what.
    pub subject: Uuid,
    /// By whom.
    pub who: Who<'a>,
    /// The legal basis, if the act rests on one.
    pub basis: Option<&'static str>,
    /// Details for people; may hold personal data, so it is committed, not written.
    pub detail: Value,
    /// Digests of bytes that the act seals.
    pub digests: Vec<Sha256>,
}

impl<'a> Act<'a> {
    /// An act with no basis, details or bytes yet.
    #[must_use]
    pub const fn new(verb: Verb, name: &'static str, subject: Uuid, who: Who<'a>) -> Self {
        Self { verb, name, subject, who, basis: None, detail: Value::Null, digests: Vec::new() }
    }

    /// Rests on a legal basis.
    #[must_use]
    pub const fn under(mut self, basis: &'static str) -> Self {
        self.basis = Some(basis);
        self
    }

    /// With details.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }

    /// Sealing bytes.
    #[must_use]
    pub fn sealing(mut self, digests: impl IntoIterator<Item = Sha256>) -> Self {
        self.digests.extend(digests);
        self
    }
}

/// One committed field: the salt and the clear value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// 32 bytes, hexadecimal.
    pub salt: String,
    /// The clear value.
    pub value: String,
}

/// The clear side of a ledger entry.
pub type Openings = BTreeMap<String, Opening>;

/// The digest of a record as an entry commits to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSeal {
    /// The kind of record.
    pub kind: String,
    /// Its identifier.
    pub id: Uuid,
    /// Its revision.
    pub revision: i64,
    /// SHA-256 of its body.
    pub sha256: Sha256,
}

impl RecordSeal {
    /// Seals a row as it stands.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        Self {
            kind: row.kind.name().to_owned(),
            id: row.id,
            revision: row.revision,
            sha256: Sha256::of(row.body.as_bytes()),
        }
    }
}

/// Writes the entry for an act that wrote `rows`.
///
/// # Errors
/// [`Error::Fault`] if the leaf cannot be written as canonical JSON.
pub fn entry(act: &Act<'_>, rows: &[Row], at: Timestamp, entropy: &Entropy) -> Result<Entry, Error> {
    let seals: Vec<RecordSeal> = rows.iter().map(RecordSeal::of).collect();
    let mut openings = Openings::new();
    let mut commitments = Map::new();
    let mut commit = |field: &str, value: String| {
        let salt = entropy.bytes32();
        commitments.insert(field.to_owned(), Value::String(ledger::commit(&salt, &value).to_string()));
        openings.insert(field.to_owned(), Opening { salt: ledger::Hash(salt).to_string(), value });
    };
    commit("actor", act.who.words());
    if !act.detail.is_null() {
        commit("detail", act.detail.to_string());
    }
    commit("records", serde_json::to_string(&seals).map_err(fault)?);
    let leaf = json!({
        "v": 1,
        "at": at.to_string(),
        "verb": act.verb.name(),
        "act": act.name,
        "subject": act.subject.to_string(),
        "basis": act.basis,
        "digests": act.digests.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "commitments": commitments,
    });
    Ok(Entry {
        index: 0,
        at,
        subject: act.subject,
        leaf: ledger::canonical::write(&leaf).map_err(fault)?,
        opened: serde_json::to_string(&openings).map_err(fault)?,
    })
}
