//! Finding a match again as it was found: the bank as it stood then, and the bytes as they were sealed.

use super::chain::{Link, digest_at};
use super::index::{BankIndex, Edits, InForce};
use super::{BATCH, Nearest, every};
use crate::desk::Desk;
use crate::detect::media::{self, Played};
use crate::detect::{Budget, Depth, Material, Seen, examine};
use crate::error::{Error, fault};
use crate::policy::{Actor, Permission};
use crate::ports::{Decoded, Query};
use crate::records::{Bank, Capture, CapturedMedia, Item, Kept, Kind, Match, Signal};
use domain::id::{BankId, ItemId};
use matching::digest::Sha256;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use url::Url;

/// What a comparison done again gave.
#[derive(Debug)]
pub struct Reproduced {
    /// The banks at the versions that answered then.
    pub banks: Vec<Chain>,
    /// Each match on record, and the same found now, if it was.
    pub matches: Vec<(Match, Option<Match>)>,
    /// What is found now in those banks and is not on record.
    pub more: Vec<Match>,
    /// What could not be compared again, and why.
    pub not_examined: Vec<String>,
}

/// A bank set back to a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The bank.
    pub bank: BankId,
    /// Its name.
    pub name: String,
    /// The version.
    pub version: u64,
    /// How many signals it held.
    pub signals: u64,
    /// The digest that the match recorded, if it did.
    pub recorded: Option<Sha256>,
    /// The digest of the set as it was rebuilt.
    pub rebuilt: Sha256,
}

impl Chain {
    /// Whether the set rebuilt is the one that answered then.
    #[must_use]
    pub fn is_the_same(&self) -> bool {
        self.recorded == Some(self.rebuilt)
    }
}

impl Reproduced {
    /// Whether every match was found again, at its distance, in banks shown to be those of then, and nothing besides.
    #[must_use]
    pub fn is_the_same(&self) -> bool {
        self.more.is_empty()
            && self.banks.iter().all(Chain::is_the_same)
            && self.matches.iter().all(|(then, now)| now.as_ref().is_some_and(|now| then.distance() == now.distance()))
    }
}

/// Compares the sealed bytes of an item once more with the banks as they stood when its matches were found.
///
/// # Errors
/// Not permitted, no such item, one that was never captured, or storage failures.
pub async fn reproduce(desk: &Desk, actor: &Actor, id: ItemId) -> Result<Reproduced, Error> {
    actor.needs(Permission::SeeItems)?;
    actor.needs(Permission::SeeBanks)?;
    let item = desk.load::<Item>(id.0).await?;
    let capture = item.capture.ok_or(Error::NotFound { what: "capture" })?;
    let capture = desk.load::<Capture>(capture.0).await?;
    // One item may have been compared with a bank at several versions, when signals arrived later.
    let versions: BTreeMap<(BankId, u64), Option<Sha256>> =
        item.matches.iter().map(|found| ((found.bank, found.index_version), found.bank_digest)).collect();
    let mut reproduced =
        Reproduced { banks: Vec::new(), matches: Vec::new(), more: Vec::new(), not_examined: Vec::new() };
    let sealed = Sealed::of(desk, &item, &capture, &mut reproduced.not_examined).await?;
    let mut held: Option<Held> = None;
    for ((bank, version), recorded) in versions {
        let signals = match held.take().filter(|held| held.bank.id == bank) {
            Some(same) => same,
            None => Held::of(desk, bank).await?,
        };
        let (index, chain) = as_of(&signals, version, recorded).await?;
        held = Some(signals);
        let now = sealed.clone().compared(desk, index).await?;
        let mine = |found: &&Match| (found.bank, found.index_version) == (bank, version);
        for then in item.matches.iter().filter(mine) {
            reproduced.matches.push((then.clone(), now.iter().find(|now| is_same(then, now)).cloned()));
        }
        let on_record = |now: &Match| item.matches.iter().any(|then| is_same(then, now));
        reproduced.more.extend(now.into_iter().filter(|now| !on_record(now)));
        reproduced.banks.push(chain);
    }
    Ok(reproduced)
}

/// A bank with all signals that it ever held, read once for all versions of it.
struct Held {
    bank: Bank,
    signals: Vec<Kept<Signal>>,
}

impl Held {
    async fn of(desk: &Desk, bank: BankId) -> Result<Self, Error> {
        let bank = desk.load::<Bank>(bank.0).await?.record;
        let signals = every(desk, Query::all(Kind::Signal, BATCH).with("bank", bank.id)).await?;
        Ok(Self { bank, signals })
    }
}

fn is_same(then: &Match, now: &Match) -> bool {
    (then.signal, then.method, then.file) == (now.signal, now.method, now.file)
}

/// A bank as it stood at a version, in an index of its own.
async fn as_of(held: &Held, version: u64, recorded: Option<Sha256>) -> Result<(BankIndex, Chain), Error> {
    let Held { bank, signals } = held;
    let rebuilt = digest_at(bank, Link::FIRST, signals.iter().map(|signal| &signal.record), version)?;
    let terms = bank.terms_at(version);
    let mut index = BankIndex::default();
    let place = index.put_bank(InForce {
        version,
        digest: rebuilt,
        thresholds: terms.thresholds.into(),
        enabled: true,
        ..InForce::of(bank)
    });
    let mut edits = Edits::default();
    for signal in signals.iter().filter(|signal| signal.was_held_at(version)) {
        edits.add(signal.id, place, signal.value.clone());
    }
    let count = edits.len() as u64;
    let index = tokio::task::spawn_blocking(move || {
        index.apply(edits);
        index
    });
    let chain = Chain { bank: bank.id, name: bank.name.clone(), version, signals: count, recorded, rebuilt };
    Ok((index.await.map_err(fault)?, chain))
}

/// The bytes of a capture.
#[derive(Clone)]
struct Sealed {
    url: Url,
    content_type: Option<String>,
    body: Arc<Vec<u8>>,
    media: Option<Result<Decoded, String>>,
    pictures: Arc<HashMap<Url, Arc<Vec<u8>>>>,
    played: Arc<Vec<(CapturedMedia, Arc<Vec<u8>>)>>,
}

impl Sealed {
    async fn of(desk: &Desk, item: &Item, capture: &Capture, missing: &mut Vec<String>) -> Result<Self, Error> {
        let body = desk.doors.blobs.get(&capture.body).await?;
        if body.is_none() {
            missing.push(format!("the sealed bytes {} are gone", capture.body));
        }
        let mut pictures = HashMap::new();
        for picture in &capture.pictures {
            let Some(url) = &picture.url else { continue };
            match desk.doors.blobs.get(&picture.digest).await? {
                Some(bytes) => {
                    pictures.insert(url.clone(), Arc::new(bytes));
                }
                None => missing.push(format!("the sealed picture {} is gone", picture.digest)),
            }
        }
        let mut played = Vec::new();
        for one in &capture.played {
            match desk.doors.blobs.get(&one.digest).await? {
                Some(bytes) => played.push((one.clone(), Arc::new(bytes))),
                None => missing.push(format!("the sealed recording or video {} is gone", one.digest)),
            }
        }
        let url = if item.url.scheme() == "urn" { item.url.clone() } else { capture.final_url.clone() };
        let body = Arc::new(body.unwrap_or_default());
        let media = media::decode(desk, capture.content_type.as_deref(), &body).await;
        missing.extend(media.iter().flat_map(|media| media.as_ref().err()).cloned());
        let (pictures, played) = (Arc::new(pictures), Arc::new(played));
        Ok(Self { url, content_type: capture.content_type.clone(), body, media, pictures, played })
    }

    async fn compared(self, desk: &Desk, index: BankIndex) -> Result<Vec<Match>, Error> {
        let index = Arc::new(index);
        let mut played = HashMap::new();
        for (CapturedMedia { url, content_type, .. }, bytes) in self.played.iter().cloned() {
            let one = Played::of(desk, &index, url.clone(), content_type, bytes).await?;
            played.insert(url, one.map(Arc::new));
        }
        let work = move || {
            let picture = |url: &Url, budget: &Budget| {
                let bytes = self.pictures.get(url)?;
                Some(Seen::of(Some(url.clone()), bytes.clone(), Depth::Look, budget))
            };
            let material = Material {
                url: &self.url,
                content_type: self.content_type.as_deref(),
                body: &self.body,
                depth: Depth::Look,
                media: self.media,
                picture: &picture,
                played: &|url| played.get(url).cloned(),
            };
            Nearest::of(examine(&index, material).matches).matches
        };
        Ok(desk.apart.run(work).await?.unwrap_or_default())
    }
}
