//! *Detect*: taking items in, sealing what is seen, comparing it with the banks.
//!
//! The bytes are sealed before anything examines them. A likeness opens the item in the review
//! queue; no outward step follows by itself.

mod examine;
mod fingerprints;
mod frames;
mod from_warc;
mod handed_in;
mod live;
mod looks;
mod lookup;
pub(crate) mod media;
mod preserve;
mod shown;
mod visit;
mod wording;

pub use fingerprints::{Fingerprints, FrameHash, PictureHash, SoundHash, TextHash, VideoHash};
pub use handed_in::{Handed, HandedIn, hand_in};
pub use live::{Heard, Radio};
pub use lookup::{Found, Hash, Sought, fetch_to_look_up, look_up, look_up_hash, not_asked};

pub(crate) use examine::{
    Depth, Examination, Material, alike_pdq, as_page, exact, examine, is_page, leads_on, speaks_for_protection,
    surroundings,
};
pub(crate) use frames::Budget;
pub(crate) use handed_in::guess;
pub(crate) use looks::{Seen, alike};
pub(crate) use preserve::as_warc;
pub(crate) use shown::{Frames, Shown};
pub(crate) use visit::{NoVisit, Visit, visit};
pub(crate) use wording::worded_alike;

use preserve::Sealed;

use crate::banks::Nearest;
use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::{Change, Query};
use crate::records::{Capture, Item, Kept, Kind, Match, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::bank::Standing;
use domain::detect::{ItemState, Likeness};
use domain::id::{ItemId, JobId, ProviderId};
use domain::locator;
use serde_json::json;
use std::collections::HashMap;
use url::Url;

/// How many new items are committed together.
const BATCH: usize = 64;

/// What became of one address that was given.
#[derive(Debug)]
pub struct Taken {
    /// The address as given.
    pub given: String,
    /// The item, and whether it is new; or why the address cannot be taken in.
    pub outcome: Result<(ItemId, bool), Error>,
}

/// Takes addresses in. Each is written the one way; an address that is known already finds its item.
/// The new ones are examined by a job.
///
/// # Errors
/// Not permitted, or storage failures. A bad address is listed in its place and stops nothing.
pub async fn take_in(desk: &Desk, actor: &Actor, source: &str, addresses: &[String]) -> Result<Vec<Taken>, Error> {
    actor.needs(Permission::TakeIn)?;
    let mut taken = Vec::with_capacity(addresses.len());
    for group in addresses.chunks(BATCH) {
        take_in_group(desk, Who::Person(actor), source, None, group, &mut taken).await?;
    }
    Ok(taken)
}

/// Has an item fetched once more that could not be examined before: a site that was down, a page that was cut off.
///
/// # Errors
/// Not permitted, the item was examined, it is a file that stands at no address, or somebody else has it open.
pub async fn fetch_again(desk: &Desk, actor: &Actor, id: ItemId) -> Result<(), Error> {
    actor.needs(Permission::TakeIn)?;
    let mut item = desk.load::<Item>(id.0).await?;
    if !matches!(item.url.scheme(), "http" | "https") {
        return Err(invalid("item", "it was handed in as a file and stands at no address; hand the file in again"));
    }
    item.state = domain::detect::fetch_again(item.state, !item.not_examined.is_empty()).map_err(refused)?;
    if let Some(holder) = crate::assess::holder(desk, id).await?.filter(|holder| holder.person != actor.person) {
        return Err(refused(Refusal::InOtherHands { name: holder.name, until: holder.until }));
    }
    let why = std::mem::take(&mut item.not_examined);
    let act = Act::new(Verb::Detect, "fetch_asked", id.0, Who::Person(actor)).detail(json!({ "after": why }));
    Draft::new(desk).put(&item)?.then(&Task::Examine { item: id }, desk.now()).commit(&act).await
}

/// Takes in an address that the watch found, as the successor of an item.
pub(crate) async fn take_in_successor(desk: &Desk, forerunner: ItemId, address: &Url) -> Result<Option<ItemId>, Error> {
    let mut taken = Vec::new();
    take_in_group(desk, Who::Job, "watch: moved", Some(forerunner), &[address.to_string()], &mut taken).await?;
    Ok(taken.into_iter().find_map(|taken| taken.outcome.ok()).and_then(|(id, new)| new.then_some(id)))
}

async fn take_in_group(
    desk: &Desk,
    who: Who<'_>,
    source: &str,
    forerunner: Option<ItemId>,
    group: &[String],
    taken: &mut Vec<Taken>,
) -> Result<(), Error> {
    let mut changes = Vec::new();
    // Two spellings of one new address in the same group must become one item.
    let mut in_group: HashMap<Url, ItemId> = HashMap::new();
    for given in group {
        let url = match locator::canonical(given) {
            Ok(url) => url,
            Err(malformed) => {
                taken.push(Taken { given: given.clone(), outcome: Err(refused(malformed)) });
                continue;
            }
        };
        let known = match in_group.get(&url) {
            Some(id) => Some(*id),
            None => desk.find_unique::<Item>(url.as_str()).await?.map(|item| item.id),
        };
        let outcome = match known {
            Some(id) => (id, false),
            None => {
                let mut item = blank(desk, url.clone(), given, source).await?;
                item.forerunner = forerunner;
                changes.push(open(desk, &who, &item)?);
                in_group.insert(url, item.id);
                (item.id, true)
            }
        };
        taken.push(Taken { given: given.clone(), outcome: Ok(outcome) });
    }
    if !changes.is_empty() {
        desk.commit(changes).await?;
    }
    Ok(())
}

fn open(desk: &Desk, who: &Who<'_>, item: &Kept<Item>) -> Result<Change, Error> {
    let act = Act::new(Verb::Detect, "taken_in", item.id.0, who.clone())
        .detail(json!({ "url": item.url, "given": item.given, "source": item.source }));
    Draft::new(desk).put(item)?.then(&Task::Examine { item: item.id }, item.taken_in).seal(&act)
}

/// A new item of which nothing is known but its address.
async fn blank(desk: &Desk, url: Url, given: &str, source: &str) -> Result<Kept<Item>, Error> {
    let provider = provider_of(desk, &url).await?;
    Ok(Kept::new(Item {
        id: ItemId(desk.doors.entropy.id(desk.now())),
        url,
        given: given.to_owned(),
        taken_in: desk.now(),
        source: source.to_owned(),
        state: ItemState::TakenIn,
        likeness: Likeness::Nothing,
        priority: 3,
        title: None,
        language: None,
        capture: None,
        matches: Vec::new(),
        context: Vec::new(),
        not_examined: Vec::new(),
        provider,
        forerunner: None,
        assessments: Vec::new(),
        reveals: 0,
    }))
}

/// The provider in the directory that hosts an address: by the host, then the domains above it.
pub(crate) async fn provider_of(desk: &Desk, url: &Url) -> Result<Option<ProviderId>, Error> {
    let mut host = url.host_str().unwrap_or_default();
    loop {
        let query = Query::all(Kind::Provider, 1).with("domain", host);
        if let Some(provider) = desk.list::<Provider>(&query).await?.first() {
            return Ok(Some(provider.id));
        }
        match host.split_once('.') {
            Some((_, above)) if above.contains('.') => host = above,
            _ => return Ok(None),
        }
    }
}

/// Fetches an item, seals what was seen and compares it with the banks. The work of `Task::Examine`.
///
/// # Errors
/// Storage failures; the job is tried again.
pub async fn examine_item(desk: &Desk, id: ItemId, job: Option<JobId>) -> Result<(), Error> {
    let item = desk.load::<Item>(id.0).await?;
    if item.state != ItemState::TakenIn {
        return finish(desk, job).await;
    }
    crate::banks::refresh(desk).await?;
    let vantage = desk.doors.fetch.vantages().first().map(|vantage| vantage.name.clone()).unwrap_or_default();
    match visit(desk, &item.url, &vantage, Depth::Capture).await {
        Ok(seen) if seen.fetched.status >= 400 => {
            let status = seen.fetched.status;
            let sealed = preserve::seal(desk, &item, seen).await?;
            not_examined(desk, item, Some(sealed.capture), &format!("the server answered {status}"), job).await
        }
        Ok(mut seen) => {
            if !seen.examination.matches.is_empty() {
                seen.examination.context.extend(leads_on(&item.url, &seen.fetched.url));
            }
            let sealed = preserve::seal(desk, &item, seen).await?;
            crate::banks::catch_up(desk, &sealed.examination.asked).await?;
            if has_matched(&item) && proposed(&sealed.examination.matches) == Likeness::Nothing {
                // A person was asked because of what stood there before, and stays asked.
                return not_examined(desk, item, Some(sealed.capture), "other content is served", job).await;
            }
            let change = conclude(desk, item, sealed, job).await?;
            desk.commit(vec![change]).await
        }
        Err(NoVisit::NotSeen(error)) => not_examined(desk, item, None, &error.to_string(), job).await,
        Err(NoVisit::Ours(error)) => Err(error),
    }
}

pub(crate) async fn finish(desk: &Desk, job: Option<JobId>) -> Result<(), Error> {
    if let Some(job) = job {
        desk.doors.store.finish_job(job).await?;
    }
    Ok(())
}

/// Records that an item could not be examined, and puts it before a person: it is not called clear. What was found in
/// an earlier capture of it stands, with that capture.
async fn not_examined(
    desk: &Desk,
    mut item: Kept<Item>,
    capture: Option<Capture>,
    why: &str,
    job: Option<JobId>,
) -> Result<(), Error> {
    item.not_examined.push(why.to_owned());
    if has_matched(&item) {
        item.state = ItemState::InReview;
    } else {
        item.state = ItemState::NotExamined;
        item.capture = capture.as_ref().map(|capture| capture.id);
    }
    let act = Act::new(Verb::Detect, "not_examined", item.id.0, Who::Job)
        .detail(json!({ "why": why }))
        .sealing(capture.iter().map(|capture| capture.warc));
    let mut draft = Draft::new(desk).put(&item)?;
    if let Some(capture) = capture {
        draft = draft.put(&Kept::new(capture))?;
    }
    draft.done(job).commit(&act).await
}

/// Whether anything proposed the item to a person.
fn has_matched(item: &Item) -> bool {
    item.matches.iter().any(|found| found.standing.proposes())
}

/// The strongest likeness among the matches that propose something.
pub(crate) fn proposed(matches: &[Match]) -> Likeness {
    let proposing = matches.iter().filter(|found| found.standing.proposes());
    domain::detect::likeness(&proposing.map(Match::distance).collect::<Vec<_>>())
}

/// The place in the queue that some matches give; one lower when every signal that proposes is disputed.
pub(crate) fn priority(matches: &[Match], protected: bool) -> u8 {
    let place = domain::detect::priority(proposed(matches), protected);
    let mut proposing = matches.iter().filter(|found| found.standing.proposes()).peekable();
    let disputed = proposing.peek().is_some() && proposing.all(|found| found.standing == Standing::Disputed);
    (place + u8::from(disputed)).min(domain::detect::LAST)
}

/// Writes what an examination found into the item: known and near go to the queue.
async fn conclude(desk: &Desk, mut item: Kept<Item>, sealed: Sealed, job: Option<JobId>) -> Result<Change, Error> {
    let Sealed { capture, examination } = sealed;
    let protected = examination.context.iter().any(speaks_for_protection);
    let Nearest { matches, more } = crate::banks::settle(desk, item.id, examination.matches).await?;
    item.matches = matches;
    item.likeness = proposed(&item.matches);
    item.state = match item.likeness {
        // What was not seen may be what we look for.
        Likeness::Nothing if examination.incomplete || !more.is_empty() => ItemState::NotExamined,
        Likeness::Nothing => ItemState::Clear,
        Likeness::Known | Likeness::Near => ItemState::InReview,
    };
    item.priority = priority(&item.matches, protected);
    item.capture = Some(capture.id);
    item.title = examination.title;
    item.language = examination.language;
    item.context = examination.context;
    item.not_examined = capture.not_examined.iter().cloned().chain(more).collect();
    if item.forerunner.is_none() && item.likeness != Likeness::Nothing {
        item.forerunner = forerunner(desk, &item, &capture).await?;
    }
    let act = Act::new(Verb::Detect, "examined", item.id.0, Who::Job)
        .detail(json!({ "likeness": item.likeness.name(), "matches": item.matches.len(), "forerunner": item.forerunner.map(|id| id.to_string()) }))
        .sealing([capture.warc, capture.body]);
    Draft::new(desk).put(&item)?.put(&Kept::new(capture))?.done(job).seal(&act)
}

/// The earlier item that this one carries on: already referred or ordered, at another address, and
/// made of the same bytes (page, text, picture or what it plays).
async fn forerunner(desk: &Desk, item: &Item, capture: &Capture) -> Result<Option<ItemId>, Error> {
    let mut digests = vec![capture.body];
    digests.extend(capture.text);
    digests.extend(capture.pictures.iter().map(|picture| picture.digest));
    digests.extend(capture.played.iter().map(|played| played.digest));
    let mut elsewhere = None;
    for digest in digests {
        let query = Query::all(Kind::Capture, 20).with("digest", digest).newest_first();
        for earlier in desk.list::<Capture>(&query).await? {
            if earlier.item == item.id {
                continue;
            }
            let earlier = desk.load::<Item>(earlier.item.0).await?;
            if !matches!(earlier.state, ItemState::Referred | ItemState::Ordered) {
                continue;
            }
            // The same bytes may have stood at several providers; what comes back mostly does so where it was.
            if earlier.provider.is_some() && earlier.provider == item.provider {
                return Ok(Some(earlier.id));
            }
            elsewhere.get_or_insert(earlier.id);
        }
    }
    Ok(elsewhere)
}
