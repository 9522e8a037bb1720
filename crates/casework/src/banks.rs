//! Banks of known material: keeping them, and the index that is asked.

use crate::desk::{Desk, Draft};
use crate::detect::media;
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Bank, Kept, Kind, KnownSite, Record, Signal, SiteKind, Value};
use crate::seal::{Act, Verb, Who};
use domain::bank::Effect;
use domain::id::{BankId, SignalId};
use matching::digest::Sha256;
use matching::index::{Index, Signal as Fingerprinted};
use matching::picture::{self, Limits};
use matching::text::{Fingerprint, Normalised};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use url::Url;

/// How many records are read or written at a time.
const BATCH: u32 = 500;
/// How many banks and known sites an installation may hold.
const MAX_BANKS: u32 = 10_000;

/// The fingerprints in force, with what is shown when one matches.
#[derive(Default)]
pub struct BankIndex {
    /// The fingerprints.
    pub(crate) signals: Index<SignalId>,
    /// What each is called.
    pub(crate) named: HashMap<SignalId, Named>,
    /// The registry of known sites.
    pub(crate) sites: Vec<(String, SiteKind)>,
    /// What was loaded, to notice changes made by other processes.
    stamp: Stamp,
}

/// What the banks were when an index was loaded. Every act on a bank, be it signals added or a switch, writes the
/// bank anew and so raises its revision; sites are only ever added. No two states of the banks share a stamp.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Stamp {
    /// Every bank with its revision.
    banks: Vec<(BankId, i64)>,
    /// How many known sites are listed.
    sites: u64,
}

/// What a signal is called.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) bank: BankId,
    pub(crate) bank_name: String,
}

impl BankIndex {
    /// What a host is known as, if the registry lists it or a domain above it.
    #[must_use]
    pub fn known_site(&self, url: &Url) -> Option<SiteKind> {
        let host = url.host_str()?;
        self.sites.iter().find(|(domain, _)| domain::locator::is_within(host, domain)).map(|(_, kind)| *kind)
    }
}

/// Loads the index again if banks, signals or known sites have changed since.
///
/// # Errors
/// Storage failures.
pub async fn refresh(desk: &Desk) -> Result<(), Error> {
    let banks = desk.list::<Bank>(&Query::all(Kind::Bank, MAX_BANKS)).await?;
    // Taken before anything is loaded: what is written meanwhile is loaded again next time.
    let stamp = Stamp {
        banks: banks.iter().map(|bank| (bank.id, bank.revision)).collect(),
        sites: desk.counts(Kind::KnownSite).await?.values().sum(),
    };
    if desk.index().stamp == stamp {
        return Ok(());
    }
    let mut index = BankIndex { stamp, ..BankIndex::default() };
    let sites = desk.list::<KnownSite>(&Query::all(Kind::KnownSite, MAX_BANKS)).await?;
    index.sites = sites.into_iter().map(|site| (site.record.domain, site.record.kind)).collect();
    for bank in banks.iter().filter(|bank| bank.enabled) {
        load_bank(desk, bank, &mut index).await?;
    }
    desk.set_index(index);
    Ok(())
}

async fn load_bank(desk: &Desk, bank: &Bank, index: &mut BankIndex) -> Result<(), Error> {
    let mut query = Query::all(Kind::Signal, BATCH).with("bank", bank.id);
    loop {
        let signals = desk.list::<Signal>(&query).await?;
        for signal in &signals {
            let fingerprint = match &signal.value {
                Value::Sha256(digest) => Fingerprinted::Sha256(*digest),
                Value::Pdq(pdq) => Fingerprinted::Pdq(*pdq),
                Value::Text(text) => Fingerprinted::Text(text.clone()),
                Value::Md5(digest) => Fingerprinted::Md5(*digest),
                Value::Sha1(digest) => Fingerprinted::Sha1(*digest),
                Value::Tlsh(tlsh) => Fingerprinted::Tlsh(tlsh.clone()),
                Value::Sound(sound) => Fingerprinted::Sound(sound.clone()),
                Value::Video(video) => Fingerprinted::Video(video.clone()),
            };
            index.signals.insert(signal.id, fingerprint);
            let named = Named { name: signal.name.clone(), bank: bank.id, bank_name: bank.name.clone() };
            index.named.insert(signal.id, named);
        }
        match signals.last() {
            Some(last) if signals.len() == BATCH as usize => query.after = Some((last.sort(), last.uuid())),
            _ => return Ok(()),
        }
    }
}

/// A file or hash to be added to a bank.
#[derive(Debug, Clone)]
pub enum Addition {
    /// A file: a picture, a text, a recording or a video. It is fingerprinted and not kept.
    File {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A hash that somebody else made.
    Hash {
        /// What it is called.
        name: String,
        /// The fingerprint.
        value: Value,
    },
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Signals added.
    pub added: u64,
    /// What was left out, and why.
    pub left_out: Vec<(String, String)>,
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
    actor.needs(Permission::KeepBanks)?;
    let bank_name = bank_name.trim();
    if bank_name.is_empty() || bank_name.chars().count() > 120 {
        return Err(invalid("bank name", "give it a name of 1 to 120 characters"));
    }
    let mut bank = match desk.find_unique::<Bank>(bank_name).await? {
        Some(bank) => bank,
        None => {
            let id = BankId(desk.doors.entropy.id(desk.now()));
            Kept::new(Bank::new(id, bank_name, source, actor.authority, Effect::Proposes, desk.now()))
        }
    };
    let mut imported = Imported::default();
    let mut additions = additions.into_iter().peekable();
    while additions.peek().is_some() {
        let mut draft = Draft::new(desk);
        let mut added = 0;
        for addition in additions.by_ref().take(BATCH as usize) {
            for signal in read(desk, bank.id, addition, &mut imported).await? {
                draft = draft.put(&Kept::new(signal))?;
                added += 1;
            }
        }
        bank.record.signals += added;
        imported.added += added;
        let act = Act::new(Verb::Keep, "signals_added", bank.id.0, Who::Person(actor))
            .detail(json!({ "bank": bank.name, "signals": added }));
        draft.put(&bank)?.commit(&act).await?;
        bank.revision += 1;
    }
    refresh(desk).await?;
    Ok(imported)
}

async fn read(desk: &Desk, bank: BankId, addition: Addition, imported: &mut Imported) -> Result<Vec<Signal>, Error> {
    let signal = |name: &str, value| Signal {
        id: SignalId(desk.doors.entropy.id(desk.now())),
        bank,
        name: name.to_owned(),
        added: desk.now(),
        value,
        veil: None,
        since: 0,
        changed: 0,
        row: None,
        removed: None,
        opinions: Vec::new(),
        quarantine: None,
    };
    match addition {
        Addition::Hash { name, value } => Ok(vec![signal(&name, value)]),
        Addition::File { name, bytes } => {
            let mut signals = vec![signal(&name, Value::Sha256(Sha256::of(&bytes)))];
            let bytes = Arc::new(bytes);
            if let Some(media) = media::decode(desk, None, &bytes).await {
                let (values, left_out) = media.map_or_else(|why| (Vec::new(), vec![why]), media::values);
                signals.extend(values.into_iter().map(|value| signal(&name, value)));
                let left_out = left_out.into_iter().map(|why| (name.clone(), why));
                imported.left_out.extend(left_out);
                return Ok(signals);
            }
            match fingerprint(&bytes) {
                Ok(Some((value, veil))) => {
                    let mut like = signal(&name, value);
                    if let Some(veil) = veil {
                        like.veil = Some(desk.doors.blobs.put(&veil).await?);
                    }
                    signals.push(like);
                }
                Ok(None) => {}
                Err(why) => imported.left_out.push((name, why)),
            }
            Ok(signals)
        }
    }
}

/// The likeness fingerprint of a file, if it has one, and a blurred derivative for pictures.
type Likened = Option<(Value, Option<Vec<u8>>)>;

fn fingerprint(bytes: &[u8]) -> Result<Likened, String> {
    match picture::decode(bytes, &Limits::default()) {
        Ok(picture) => {
            let hashed = picture.hash();
            if hashed.quality < domain::detect::PDQ_MIN_QUALITY {
                let why = format!("quality {} is too low for a likeness; compared by exact bytes only", hashed.quality);
                return Err(why);
            }
            Ok(Some((Value::Pdq(hashed.pdq), Some(picture.veil()))))
        }
        Err(picture::Error::NotAPicture) => {
            let Ok(text) = std::str::from_utf8(bytes) else {
                return Err("neither a picture nor UTF-8 text; compared by exact bytes only".to_owned());
            };
            let fingerprint = Fingerprint::of(&Normalised::of(text));
            if fingerprint.is_empty() {
                return Err("too short for a likeness; compared by exact bytes only".to_owned());
            }
            Ok(Some((Value::Text(fingerprint), None)))
        }
        Err(error) => Err(format!("{error}; compared by exact bytes only")),
    }
}

/// Switches a bank on or off. A reason is recorded.
///
/// # Errors
/// Not permitted, no such bank, no reason, or storage failures.
pub async fn enable(desk: &Desk, actor: &Actor, bank: BankId, enabled: bool, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::KeepBanks)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "say why the bank is switched on or off"));
    }
    let mut bank = desk.load::<Bank>(bank.0).await?;
    bank.enabled = enabled;
    let act =
        Act::new(Verb::Keep, if enabled { "bank_enabled" } else { "bank_disabled" }, bank.id.0, Who::Person(actor))
            .detail(json!({ "bank": bank.name, "reason": reason }));
    Draft::new(desk).put(&bank)?.commit(&act).await?;
    refresh(desk).await
}

/// Lists sites in the registry of known sites; those listed already keep their kind.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn list_sites(desk: &Desk, actor: &Actor, sites: &[(String, SiteKind)]) -> Result<u64, Error> {
    actor.needs(Permission::KeepDirectory)?;
    let mut draft = Draft::new(desk);
    let mut listed = 0;
    // A map, so that a domain named twice is listed once.
    for (domain, kind) in
        sites.iter().map(|(domain, kind)| (domain.to_ascii_lowercase(), *kind)).collect::<BTreeMap<_, _>>()
    {
        if desk.find_unique::<KnownSite>(&domain).await?.is_none() {
            let id = desk.doors.entropy.id(desk.now());
            draft = draft.put(&Kept::new(KnownSite { id, domain, kind }))?;
            listed += 1;
        }
    }
    let act =
        Act::new(Verb::Keep, "sites_listed", actor.authority.0, Who::Person(actor)).detail(json!({ "sites": listed }));
    draft.commit(&act).await?;
    refresh(desk).await?;
    Ok(listed)
}
