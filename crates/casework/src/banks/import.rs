//! Adding to a bank, a batch at a time: what is sound is taken, what is not is left out and named.

mod content;
mod given;

pub use given::VPDQ_ENDING;

use super::chain::Changes;
use super::compare::{compare_soon, is_anything_captured};
use super::restand::{Whose, restand_at};
use super::{BATCH, kept, refresh};
use crate::desk::{Desk, Draft};
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Bank, Kept, Kind, LeftOut, REMOVED, Removal, Signal, TAKEN_BACK, Value, is_same_content};
use crate::seal::{Act, Verb, Who};
use domain::bank::Effect;
use domain::id::{BankId, SignalId};
use matching::digest::Sha256;
use serde_json::json;
use std::collections::HashMap;

/// How many of the things that were left out are kept with the bank, and listed.
const LISTED: usize = 200;
/// How many signals that were taken back are read for a batch: each as often as its list changed its mind.
const MAX_TAKEN_BACK: u32 = 100 * BATCH;

/// A file or hash to be added to a bank.
#[derive(Debug, Clone)]
pub enum Addition {
    /// A file: a picture, a page or a text, a recording or a video, which is fingerprinted and not kept; or the frames of
    /// a video in vPDQ's form. A list of hashes is left out.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A text in words.
    Text {
        /// What it is called.
        name: String,
        /// The words.
        text: String,
    },
    /// A hash that somebody else made.
    Hash {
        /// What it is called.
        name: String,
        /// The fingerprint.
        value: Value,
    },
    /// Everything that one file is known by, in its bytes and in hashes that somebody else made.
    Content {
        /// What it is called.
        name: String,
        /// Its bytes, if they are here; they are fingerprinted and not kept.
        bytes: Option<Vec<u8>>,
        /// Fingerprints of it.
        values: Vec<Value>,
        /// What whoever adds it knows it by.
        row: Option<String>,
    },
    /// A row of a list of hashes that has names for its rows and takes them back.
    Row {
        /// What it is called.
        name: String,
        /// The fingerprint.
        value: Value,
        /// What the list calls the row.
        row: Option<String>,
        /// Whether the list has taken it back: then it is removed.
        taken_back: bool,
    },
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Signals added.
    pub added: u64,
    /// Signals that their list took back.
    pub removed: u64,
    /// Signals that were there already.
    pub known: u64,
    /// How many things were left out.
    pub left_out_count: u64,
    /// The first of what was left out, and why.
    pub left_out: Vec<(String, String)>,
}

impl Imported {
    /// Notes something that is left out.
    pub fn leave_out(&mut self, what: String, why: String) {
        self.left_out_count += 1;
        if self.left_out.len() < LISTED {
            self.left_out.push((what, why));
        }
    }
}

/// Makes a bank, or adds to the one of that name.
///
/// # Errors
/// Not permitted, an empty name, or storage failures. What cannot be read is left out and listed.
pub async fn import(
    desk: &Desk,
    actor: &Actor,
    bank_name: &str,
    source: &str,
    additions: Vec<Addition>,
) -> Result<Imported, Error> {
    Import::into(desk, actor, bank_name, source, Effect::Proposes).await?.all(additions).await
}

/// An import under way, for lists too long to be held at once.
pub struct Import<'a> {
    desk: &'a Desk,
    actor: &'a Actor,
    bank: BankId,
    /// What became of it so far.
    pub imported: Imported,
}

/// A signal ready to be written, or to be taken out.
struct Ready {
    /// Its own identifier; what the same file is known by stands beside it and shares its number.
    id: SignalId,
    name: String,
    value: Value,
    unique: String,
    veil: Option<Sha256>,
    row: Option<String>,
    taken_back: bool,
}

impl<'a> Import<'a> {
    /// Begins an import into the bank of that name, which is made with this effect if there is none.
    ///
    /// # Errors
    /// Not permitted, an empty name, or storage failures.
    pub async fn into(
        desk: &'a Desk,
        actor: &'a Actor,
        bank_name: &str,
        source: &str,
        effect: Effect,
    ) -> Result<Self, Error> {
        actor.needs(Permission::KeepBanks)?;
        let bank_name = kept::checked(bank_name)?;
        let bank = again!(found_or_made(desk, actor, bank_name, source, effect))?;
        Ok(Self { desk, actor, bank, imported: Imported::default() })
    }

    /// Begins an import into a bank that is there.
    ///
    /// # Errors
    /// Not permitted, no such bank, or storage failures.
    pub async fn of(desk: &'a Desk, actor: &'a Actor, bank: BankId) -> Result<Self, Error> {
        actor.needs(Permission::KeepBanks)?;
        let bank = desk.load::<Bank>(bank.0).await?.id;
        Ok(Self { desk, actor, bank, imported: Imported::default() })
    }

    /// Adds all that there is, and ends the import.
    ///
    /// # Errors
    /// As [`Import::add`] and [`Import::end`].
    pub async fn all(mut self, additions: Vec<Addition>) -> Result<Imported, Error> {
        let mut additions = additions.into_iter().peekable();
        while additions.peek().is_some() {
            let batch = additions.by_ref().take(BATCH as usize).collect();
            self.add(batch).await?;
        }
        self.end().await
    }

    /// The bank that is added to.
    #[must_use]
    pub const fn bank(&self) -> BankId {
        self.bank
    }

    /// Adds some; what cannot be read is left out and listed. What the bank holds already stays as it is.
    ///
    /// # Errors
    /// Storage failures. What was added before stays.
    pub async fn add(&mut self, additions: Vec<Addition>) -> Result<(), Error> {
        let mut ready = Vec::with_capacity(additions.len());
        for addition in additions {
            self.read(addition, &mut ready).await?;
        }
        let mut rest = ready.as_slice();
        while !rest.is_empty() {
            let mut end = rest.len().min(BATCH as usize);
            // What one file is known by stays together.
            while end < rest.len() && is_same_content(rest[end - 1].id, rest[end].id) {
                end += 1;
            }
            let (part, after) = rest.split_at(end);
            let _alone = self.desk.importing.lock().await;
            again!(self.write(part))?;
            rest = after;
        }
        Ok(())
    }

    /// Writes some signals as one version of the bank, with which what was captured before is compared; or nothing if all is
    /// as it was.
    async fn write(&mut self, ready: &[Ready]) -> Result<(), Error> {
        let desk = self.desk;
        let mut bank = desk.load::<Bank>(self.bank.0).await?;
        let version = bank.version + 1;
        let uniques: Vec<String> = ready.iter().map(|ready| ready.unique.clone()).collect();
        let known = desk.find_uniques::<Signal>(&uniques).await?.into_iter();
        let mut known: HashMap<String, Kept<Signal>> =
            known.map(|signal| (Signal::unique_in(signal.bank, &signal.value), signal)).collect();
        let identifiers = self.identifiers(ready, &known).await?;
        let (mut draft, mut changes, mut outcome) = (Draft::new(desk), Changes::default(), Imported::default());
        let before = self.taken_back(&uniques).await?;
        // What a list says last of a hash counts.
        let last: HashMap<&str, usize> =
            ready.iter().enumerate().map(|(at, ready)| (ready.unique.as_str(), at)).collect();
        for (at, ready) in ready.iter().enumerate().filter(|(at, ready)| last[ready.unique.as_str()] == *at) {
            match (known.remove(&ready.unique), ready.taken_back) {
                (Some(mut held), true) if held.is_in_force() && held.row == ready.row => {
                    let reason = "its list took it back".to_owned();
                    held.removed = Some(Removal { version, at: desk.now(), by: None, reason });
                    held.changed = version;
                    changes.removed(held.id);
                    draft = draft.put(&held)?;
                    outcome.removed += 1;
                }
                (Some(held), true) if held.is_in_force() => {
                    outcome.leave_out(
                        ready.name.clone(),
                        "taken back by a row that did not bring it; it stays".to_owned(),
                    );
                }
                (Some(held), false) if held.is_in_force() => outcome.known += 1,
                (Some(held), false) => {
                    let removal = held.removed.as_ref().map(|removal| removal.reason.clone()).unwrap_or_default();
                    outcome.leave_out(ready.name.clone(), format!("a person removed it before: {removal}"));
                }
                (_, true) => outcome.known += 1,
                (None, false) => {
                    let signal = self.signal(ready, identifiers[at], version, before.get(&ready.unique));
                    changes.added(signal.id, &signal.value);
                    draft = draft.put(&Kept::new(signal))?;
                    outcome.added += 1;
                }
            }
        }
        if !changes.is_empty() {
            bank.version = version;
            bank.digest = changes.digest(bank.digest, version);
            bank.signals = (bank.signals + outcome.added).saturating_sub(outcome.removed);
            let act = Act::new(Verb::Keep, "signals_added", bank.id.0, Who::Person(self.actor))
                .detail(json!({ "bank": bank.name, "signals": outcome.added, "removed": outcome.removed }));
            // Asked for here and not at the end, which an import may never come to.
            draft = self.look_again(draft, &mut bank, &outcome).await?;
            draft.put(&bank)?.commit(&act).await?;
        }
        self.imported.added += outcome.added;
        self.imported.removed += outcome.removed;
        self.imported.known += outcome.known;
        self.imported.left_out_count += outcome.left_out_count - outcome.left_out.len() as u64;
        outcome.left_out.into_iter().for_each(|(what, why)| self.imported.leave_out(what, why));
        Ok(())
    }

    /// Has earlier captures compared with what was added, and what was taken back while it was held harmless looked at
    /// again.
    async fn look_again<'d>(&self, draft: Draft<'d>, bank: &mut Bank, outcome: &Imported) -> Result<Draft<'d>, Error>
    where
        'a: 'd,
    {
        let mut draft = draft;
        if outcome.added > 0 && bank.enabled && is_anything_captured(self.desk).await? {
            draft = compare_soon(self.desk, draft, bank);
        }
        if outcome.removed > 0 {
            draft = restand_at(draft, Whose::Bank(bank.id), self.desk.now());
        }
        Ok(draft)
    }

    /// Those of some fingerprints that the bank held before its list took them back, as they last were.
    async fn taken_back(&self, uniques: &[String]) -> Result<HashMap<String, Signal>, Error> {
        let desk = self.desk;
        let removed = Query::all(Kind::Signal, 1).with("bank", self.bank).in_states(&[REMOVED]);
        if desk.list::<Signal>(&removed).await?.is_empty() {
            return Ok(HashMap::new());
        }
        let keys: Vec<_> = uniques.iter().map(|unique| (TAKEN_BACK.to_owned(), unique.clone())).collect();
        let rows = desk.doors.store.carrying(Kind::Signal, &keys, MAX_TAKEN_BACK).await?;
        let mut before = rows.iter().map(Kept::<Signal>::from_row).collect::<Result<Vec<_>, _>>()?;
        before.sort_by_key(|signal| signal.changed);
        let named = |signal: Kept<Signal>| (Signal::unique_in(signal.bank, &signal.value), signal.record);
        Ok(before.into_iter().map(named).collect())
    }

    /// A new signal. What people said of the same fingerprint before its list took it back, and what the flood guard saw,
    /// holds of it too.
    fn signal(&self, ready: &Ready, id: SignalId, version: u64, before: Option<&Signal>) -> Signal {
        Signal {
            id,
            bank: self.bank,
            name: ready.name.clone(),
            added: self.desk.now(),
            value: ready.value.clone(),
            veil: ready.veil,
            since: version,
            changed: version,
            row: ready.row.clone(),
            removed: None,
            opinions: before.map(|before| before.opinions.clone()).unwrap_or_default(),
            quarantine: before.and_then(|before| before.quarantine.clone()),
        }
    }

    /// Ends the import: what was left out is kept with the bank. An import that changed nothing and left out nothing leaves
    /// no trace.
    ///
    /// # Errors
    /// Storage failures. What was added stays.
    pub async fn end(self) -> Result<Imported, Error> {
        let left = self.imported.left_out_count;
        if self.imported.added > 0 || self.imported.removed > 0 || left > 0 {
            let _alone = self.desk.importing.lock().await;
            again!(self.conclude())?;
        }
        refresh(self.desk).await?;
        Ok(self.imported)
    }

    async fn conclude(&self) -> Result<(), Error> {
        let Imported { added, removed, known, left_out_count, left_out } = &self.imported;
        let mut bank = self.desk.load::<Bank>(self.bank.0).await?;
        bank.left_out = (*left_out_count > 0).then(|| LeftOut {
            at: self.desk.now(),
            count: *left_out_count,
            first: left_out.clone(),
        });
        let act = Act::new(Verb::Keep, "import_ended", bank.id.0, Who::Person(self.actor)).detail(
            json!({ "bank": bank.name, "added": added, "removed": removed, "known": known, "left_out": left_out_count }),
        );
        Draft::new(self.desk).put(&bank)?.commit(&act).await
    }
}

async fn found_or_made(desk: &Desk, actor: &Actor, name: &str, source: &str, effect: Effect) -> Result<BankId, Error> {
    if let Some(bank) = desk.find_unique::<Bank>(name).await? {
        return Ok(bank.id);
    }
    let id = BankId(desk.doors.entropy.id(desk.now()));
    let bank = Bank::new(id, name, source, actor.authority, effect, desk.now());
    let act = Act::new(Verb::Keep, "bank_made", id.0, Who::Person(actor))
        .detail(json!({ "bank": name, "source": source, "effect": effect.name() }));
    Draft::new(desk).put(&Kept::new(bank))?.commit(&act).await?;
    Ok(id)
}
