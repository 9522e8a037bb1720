//! Asking the banks about something that is not taken in.

use super::examine::{self, Depth, Material};
use super::frames::Unseen;
use super::handed_in::guess;
use super::media;
use crate::apart::BROKE_DOWN;
use crate::banks::{self, BankIndex, Nearest};
use crate::desk::Desk;
use crate::error::{Error, fault, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::{Decoded, Fetched};
use crate::records::{Bank, Kind, Match, Value};
use domain::detect::{Distance, Method, PDQ_NEAR_BITS, TLSH_NEAR};
use domain::id::{BankId, SignalId};
use matching::digest::{Md5, Sha1, Sha256};
use matching::pdq::Pdq;
use matching::tlsh::Tlsh;
use std::sync::Arc;
use url::Url;

/// How many things are looked up at once.
const MOST: usize = 1_000;

/// A hash that somebody else made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hash {
    /// Of exact bytes.
    Sha256(Sha256),
    /// Of a picture's looks.
    Pdq(Pdq),
    /// Of exact bytes, as older lists have it.
    Md5(Md5),
    /// Of exact bytes, as other older lists have it.
    Sha1(Sha1),
    /// Of similar bytes.
    Tlsh(Tlsh),
}

impl Hash {
    /// The same as a bank keeps it.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Sha256(digest) => Value::Sha256(*digest),
            Self::Pdq(pdq) => Value::Pdq(*pdq),
            Self::Md5(digest) => Value::Md5(*digest),
            Self::Sha1(digest) => Value::Sha1(*digest),
            Self::Tlsh(tlsh) => Value::Tlsh(tlsh.clone()),
        }
    }
}

/// What is looked for in the banks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// What has this hash, or one near it.
    Hash(Hash),
    /// A text.
    Text(String),
    /// A file: by its bytes, and by its looks or wording.
    File {
        /// Its name, whose ending helps to read it.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

/// What the banks hold that is like it. It proposes; it decides nothing, and nothing is recorded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The likenesses.
    pub matches: Vec<Match>,
    /// What could not be looked at, and why.
    pub not_examined: Vec<String>,
}

/// Looks for several things in the banks; the answers come in their order.
///
/// # Errors
/// Not permitted, too many at once, or storage failures.
pub async fn look_up(desk: &Desk, actor: &Actor, sought: Vec<Sought>) -> Result<Vec<Found>, Error> {
    actor.needs(Permission::SeeBanks)?;
    if sought.len() > MOST {
        return Err(invalid("lookup", format!("ask about at most {MOST} at once")));
    }
    let mut answers = of_hashes(desk, &sought).await?;
    // Each file is answered before the next is decoded: hours of sound lie in a few bytes of some.
    for (answer, sought) in answers.iter_mut().zip(sought) {
        *answer = match sought {
            Sought::Hash(_) => continue,
            Sought::Text(text) => of_file(desk, desk.index(), Some("text/plain"), text.into_bytes(), None).await?,
            Sought::File { name, bytes } => {
                let content_type = guess(&name);
                let (media, index) = media::decode_first(desk, content_type.as_deref(), &bytes).await?;
                of_file(desk, index, content_type.as_deref(), bytes, media).await?
            }
        };
    }
    for answer in &mut answers {
        let Nearest { matches, more } = banks::told(desk, std::mem::take(&mut answer.matches)).await?;
        answer.matches = matches;
        answer.not_examined.extend(more);
    }
    Ok(answers)
}

/// Which of these banks, or of all where none is named, are not asked, in words: that nothing was found in them must not
/// seem to mean that they hold nothing like it.
///
/// # Errors
/// A bank that there is not, or storage failures.
pub async fn not_asked(desk: &Desk, banks: &[BankId]) -> Result<Vec<String>, Error> {
    let mut off = Vec::new();
    for bank in banks {
        let bank = desk.load::<Bank>(bank.0).await?;
        if !bank.enabled {
            off.push(format!("the bank “{}” is switched off, so nothing was compared with it", bank.name));
        }
    }
    if banks.is_empty() && !desk.counts(Kind::Bank).await?.contains_key("enabled") {
        off.push("no bank is in force, so nothing was compared".to_owned());
    }
    Ok(off)
}

/// Looks for what has this hash, the nearest first: what the index says, without what is read of the signals (their
/// names, and whether anything speaks against them). It takes microseconds, so it is done where it is called.
///
/// # Errors
/// Not permitted.
pub fn look_up_hash(desk: &Desk, actor: &Actor, hash: Hash) -> Result<Vec<Match>, Error> {
    actor.needs(Permission::SeeBanks)?;
    Ok(of_hash(&desk.index(), hash))
}

fn of_hash(index: &BankIndex, hash: Hash) -> Vec<Match> {
    let same = |found: Vec<SignalId>| found.into_iter().map(|signal| (signal, Distance::Same)).collect::<Vec<_>>();
    let (method, candidates) = match hash {
        Hash::Sha256(digest) => (Method::Sha256, same(index.signals.candidates_for_digest(digest))),
        Hash::Md5(digest) => (Method::Md5, same(index.signals.candidates_for_md5(digest))),
        Hash::Sha1(digest) => (Method::Sha1, same(index.signals.candidates_for_sha1(digest))),
        Hash::Tlsh(tlsh) => {
            let near = index.signals.candidates_for_tlsh(&tlsh, TLSH_NEAR).into_iter();
            (Method::Tlsh, near.map(|(signal, score)| (signal, Distance::Tlsh(score))).collect())
        }
        Hash::Pdq(pdq) => {
            let near = index.signals.candidates_for_pdq(pdq, PDQ_NEAR_BITS).into_iter();
            (Method::Pdq, near.map(|(signal, bits)| (signal, Distance::Bits(bits))).collect())
        }
    };
    candidates.into_iter().filter_map(|(signal, distance)| examine::matched(index, signal, method, distance)).collect()
}

/// The answers for all hashes, found together since each takes next to no time; empty ones for everything else.
async fn of_hashes(desk: &Desk, sought: &[Sought]) -> Result<Vec<Found>, Error> {
    let hash = |sought: &Sought| match sought {
        Sought::Hash(hash) => Some(hash.clone()),
        Sought::Text(_) | Sought::File { .. } => None,
    };
    let hashes: Vec<Option<Hash>> = sought.iter().map(hash).collect();
    let index = desk.index();
    // A thousand questions about what a bank holds ten thousand times are not all held in memory.
    let answer = move |hash: Option<Hash>| {
        let Nearest { matches, more } = hash.map(|hash| Nearest::of(of_hash(&index, hash))).unwrap_or_default();
        Found { matches, not_examined: more }
    };
    tokio::task::spawn_blocking(move || hashes.into_iter().map(answer).collect()).await.map_err(fault)
}

fn not_fetched(address: &Url) -> Unseen {
    Unseen::Unreadable(format!("{address}: a lookup fetches nothing"))
}

/// What a file is like, read as intake would read it. Nothing is fetched, so files that it only names are not seen.
async fn of_file(
    desk: &Desk,
    index: Arc<BankIndex>,
    content_type: Option<&str>,
    bytes: Vec<u8>,
    media: Option<Result<Decoded, String>>,
) -> Result<Found, Error> {
    let content_type = content_type.map(str::to_owned);
    let work = move || {
        let nowhere = Url::parse(&format!("urn:sha256:{}", Sha256::of(&bytes))).expect("digits make a name");
        let material = Material {
            url: &nowhere,
            content_type: content_type.as_deref(),
            body: &Arc::new(bytes),
            depth: Depth::Look,
            media,
            picture: &|address, _| Some(Err(not_fetched(address))),
            played: &|address| Some(Err(not_fetched(address))),
        };
        let found = examine::examine(&index, material);
        Found { matches: found.matches, not_examined: found.not_examined }
    };
    let broke_down = || Found { matches: Vec::new(), not_examined: vec![BROKE_DOWN.to_owned()] };
    Ok(desk.apart.run(work).await?.unwrap_or_else(broke_down))
}

/// Fetches what stands at an address, as intake would, so that it can be looked up. Nothing of it is kept.
///
/// # Errors
/// Not permitted, an address that cannot be fetched, or nothing seen there.
pub async fn fetch_to_look_up(desk: &Desk, actor: &Actor, address: &str) -> Result<Fetched, Error> {
    actor.needs(Permission::TakeIn)?;
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(|| invalid("url", "give an address that begins with http or https"))?;
    let vantage = desk.doors.fetch.vantages().first().map(|vantage| vantage.name.clone()).unwrap_or_default();
    let unseen = |why: String| invalid("url", format!("nothing was seen there: {why}"));
    match desk.doors.fetch.fetch(&url, &vantage).await {
        Ok(fetched) if fetched.status < 400 => Ok(fetched),
        Ok(fetched) => Err(unseen(format!("the server answered {}", fetched.status))),
        Err(error) => Err(unseen(error.to_string())),
    }
}
