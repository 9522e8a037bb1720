//! *Watch*: looking again after an answer, a deadline, or a referral; from more than one place.

use crate::desk::{Desk, Draft};
use crate::detect::{self, visit};
use crate::error::Error;
use crate::letters;
use crate::policy::{Actor, Permission};
use crate::ports::{FetchError, Vantage};
use crate::records::{Capture, Item, Kept, Look, NoticeKind, Order, Provider, Referral, Round, Watch};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::detect::Likeness;
use domain::id::{ItemId, JobId, OrderId};
use domain::order::OrderState;
use domain::people::Country;
use domain::refer::ReferralState;
use domain::watch::{self, Seen, Verdict};
use jiff::{SignedDuration, Timestamp};
use matching::digest::Sha256;
use serde_json::json;
use url::Url;

/// How long after a referral was sent we look for the first time. It carries no deadline in law.
const AFTER_REFERRAL: SignedDuration = SignedDuration::from_hours(24);
/// A page with fewer characters than this that stands where a longer one stood may be a notice.
const SHORT_PAGE_CHARS: usize = 1500;

/// Starts (or starts again) the looks at an ordered item.
pub(crate) async fn begin_for_order<'a>(
    desk: &'a Desk,
    draft: Draft<'a>,
    order: &Order,
    from: Timestamp,
) -> Result<Draft<'a>, Error> {
    let mut watch = open(desk, order.item, &order.url, from).await?;
    watch.order = Some(order.id);
    begin(draft, watch, from)
}

/// Starts the looks at a referred item: a day after sending, or at once when it is said to be gone.
pub(crate) async fn begin_for_referral<'a>(
    desk: &'a Desk,
    draft: Draft<'a>,
    referral: &Referral,
) -> Result<Draft<'a>, Error> {
    let claimed = referral.state == ReferralState::Removed;
    let from = if claimed { desk.now() } else { desk.now() + AFTER_REFERRAL };
    let mut watch = open(desk, referral.item, &referral.url, from).await?;
    watch.referral = Some(referral.id);
    begin(draft, watch, from)
}

async fn open(desk: &Desk, item: ItemId, url: &Url, from: Timestamp) -> Result<Kept<Watch>, Error> {
    if let Some(mut watch) = desk.find::<Watch>(item.0).await? {
        watch.from = from;
        return Ok(watch);
    }
    Ok(Kept::new(Watch {
        item,
        url: url.clone(),
        order: None,
        referral: None,
        from,
        rounds: Vec::new(),
        verdict: None,
        contradicted: false,
        returned: false,
        noted: None,
        next: None,
    }))
}

fn begin<'a>(draft: Draft<'a>, mut watch: Kept<Watch>, first: Timestamp) -> Result<Draft<'a>, Error> {
    watch.next = Some(first);
    Ok(draft.put(&watch)?.then(&Task::Look { item: watch.item }, first))
}

/// Looks at an item from every vantage point. The work of `Task::Look`.
///
/// # Errors
/// Storage failures; the job is tried again.
pub async fn look(desk: &Desk, id: ItemId, job: Option<JobId>) -> Result<(), Error> {
    let watch = desk.load::<Watch>(id.0).await?;
    if watch.next.is_none_or(|next| next > desk.now()) {
        return letters::nothing_to_do(desk, job).await;
    }
    crate::banks::refresh(desk).await?;
    let item = desk.load::<Item>(id.0).await?;
    let sealed = match item.capture {
        Some(capture) => desk.find::<Capture>(capture.0).await?.map(|capture| capture.body),
        None => None,
    };
    let looks = desk.doors.fetch.vantages().iter().map(|vantage| look_from(desk, &item, sealed, vantage));
    let looks = futures::future::try_join_all(looks).await?;
    conclude(desk, watch, looks, job).await
}

async fn look_from(desk: &Desk, item: &Item, sealed: Option<Sha256>, vantage: &Vantage) -> Result<Look, Error> {
    let look = |seen, status, note: String| Look {
        vantage: vantage.name.clone(),
        country: vantage.country.clone(),
        seen,
        status,
        moved_to: None,
        warc: None,
        note,
    };
    let visit = match visit(desk, &item.url, &vantage.name, detect::Depth::Look).await {
        Ok(visit) => visit,
        Err(detect::NoVisit::NotSeen(error)) => return Ok(look(unseen(&error), None, error.to_string())),
        Err(detect::NoVisit::Ours(error)) => return Err(error),
    };
    let warc = desk.doors.blobs.put(&detect::as_warc(desk, &visit)?).await?;
    let (seen, note) = judge(item, sealed, &visit);
    let mut look = look(seen, Some(visit.fetched.status), note);
    look.warc = Some(warc);
    look.moved_to = (seen == Seen::Moved).then(|| visit.fetched.url.clone());
    Ok(look)
}

/// A failed look says nothing about the page.
const fn unseen(error: &FetchError) -> Seen {
    match error {
        FetchError::RobotsDisallow { .. } => Seen::Blocked,
        _ => Seen::NoAnswer,
    }
}

/// What one visit saw, compared with what the item was.
fn judge(item: &Item, sealed: Option<Sha256>, visit: &detect::Visit) -> (Seen, String) {
    let status = visit.fetched.status;
    match status {
        404 | 410 => return (Seen::Gone, format!("the server answered {status}")),
        401 | 403 | 451 => return (Seen::Blocked, format!("the server refused with {status}")),
        200..=299 => {}
        _ => return (Seen::NoAnswer, format!("the server answered {status}")),
    }
    let wanted: Vec<_> = item.matches.iter().map(|found| found.signal).collect();
    let same = Some(Sha256::of(&visit.fetched.body)) == sealed
        || visit
            .examination
            .matches
            .iter()
            .any(|found| found.likeness != Likeness::Nothing && wanted.contains(&found.signal));
    let moved = domain::locator::canonical(visit.fetched.url.as_str()).is_ok_and(|url| url != item.url);
    match (same, moved) {
        (true, false) => (Seen::Up, "the same material is served".to_owned()),
        (true, true) => (Seen::Moved, format!("the same material is served at {}", visit.fetched.url)),
        (false, _) if says_not_found(&visit.examination) => {
            (Seen::SoftGone, "the page says that there is nothing here".to_owned())
        }
        // What was not looked at whole, or has nothing to be compared with, is not called gone.
        (false, _) if wanted.is_empty() => (Seen::NoAnswer, "there is nothing to compare it with".to_owned()),
        (false, _) if !visit.examination.not_examined.is_empty() => {
            (Seen::NoAnswer, format!("not examined whole: {}", visit.examination.not_examined.join("; ")))
        }
        (false, _) => (Seen::Changed, "other content is served".to_owned()),
    }
}

/// Whether a page that was answered with success says that there is nothing: a soft 404.
fn says_not_found(found: &detect::Examination) -> bool {
    const WORDS: [&str; 14] = [
        "not found",
        "404",
        "no longer available",
        "has been removed",
        "does not exist",
        "introuvable",
        "n’existe pas",
        "n'existe pas",
        "nicht gefunden",
        "niet gevonden",
        "no encontrada",
        "no existe",
        "negăsit",
        "ei löydy",
    ];
    let title = found.title.as_deref().unwrap_or_default().to_lowercase();
    let short = found.text.chars().count() < SHORT_PAGE_CHARS;
    let text = if short { found.text.to_lowercase() } else { String::new() };
    WORDS.iter().any(|words| title.contains(words) || text.contains(words))
}

/// Writes a round into the watch, raises what an officer must know, and plans the next round.
async fn conclude(desk: &Desk, mut watch: Kept<Watch>, looks: Vec<Look>, job: Option<JobId>) -> Result<(), Error> {
    let verdict = watch::verdict(&counted(&watch, &looks));
    let by_right = may_be_back(desk, &watch).await?;
    let claim = if by_right { None } else { claim(desk, &watch).await? };
    let contradicted = claim
        .is_some_and(|claim| watch::contradicts_claim(claim == Claim::DisabledInUnion, &from_member_states(&looks)));
    let last_clear = watch.rounds.iter().rev().map(|round| round.verdict).find(|verdict| *verdict != Verdict::Unclear);
    let returned = !by_right && last_clear == Some(Verdict::Down) && matches!(verdict, Verdict::Up | Verdict::Moved);
    let newly = (contradicted && !watch.contradicted) || returned;
    if newly {
        watch.noted = None;
    }
    watch.contradicted |= contradicted;
    watch.returned |= returned;
    watch.verdict = Some(verdict);
    // Taken in before the round is written, so that no crash in between can lose it; the second time finds it known.
    if let Some(address) = looks.iter().find_map(|look| look.moved_to.clone()) {
        detect::take_in_successor(desk, watch.item, &address).await?;
    }
    let warcs: Vec<_> = looks.iter().filter_map(|look| look.warc).collect();
    watch.rounds.push(Round { at: desk.now(), looks, verdict });
    watch.next = watch::next_round(watch.from, desk.now());
    let act = Act::new(Verb::Watch, "looked", watch.item.0, Who::Job)
        .detail(json!({ "verdict": verdict.name(), "contradicted": contradicted, "returned": returned }))
        .sealing(warcs);
    let mut draft = Draft::new(desk).put(&watch)?.done(job);
    if let Some(next) = watch.next {
        draft = draft.then(&Task::Look { item: watch.item }, next);
    }
    if let Some(order) = watch.order.filter(|_| newly && contradicted) {
        draft = draft.then(&Task::StillUp { order }, desk.now());
    }
    draft.commit(&act).await
}

/// The looks that a verdict rests on: those of this round and, where it has too few to agree on
/// "down" (one vantage point), those of the round before.
fn counted(watch: &Watch, looks: &[Look]) -> Vec<Seen> {
    let before = watch.rounds.last().filter(|_| looks.len() < watch::LOOKS_FOR_DOWN);
    let up_now = looks.iter().any(|look| matches!(look.seen, Seen::Up | Seen::Moved));
    let earlier = before
        .into_iter()
        .flat_map(|round| &round.looks)
        .filter(|look| !up_now && matches!(look.seen, Seen::Gone | Seen::SoftGone | Seen::Changed));
    looks.iter().chain(earlier).map(|look| look.seen).collect()
}

fn from_member_states(looks: &[Look]) -> Vec<(bool, Seen)> {
    let inside = |look: &Look| look.country.parse::<Country>().is_ok_and(|country| country.is_member_state());
    looks.iter().map(|look| (inside(look), look.seen)).collect()
}

/// What the provider says about the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Removed,
    DisabledInUnion,
}

/// Whether the content may be up again by right: the order lost its effect, the referral was taken back, or
/// the provider found its customer's complaint well founded. Then its being up raises nothing.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(7), 9(1), 10(2).
async fn may_be_back(desk: &Desk, watch: &Watch) -> Result<bool, Error> {
    if let Some(order) = watch.order {
        return Ok(desk.load::<Order>(order.0).await?.state.is_without_effect());
    }
    let Some(referral) = watch.referral else { return Ok(false) };
    if desk.load::<Referral>(referral.0).await?.state == ReferralState::Withdrawn {
        return Ok(true);
    }
    let complaints = crate::complaints::about_notice(desk, "referral", referral.0).await?;
    Ok(complaints.iter().any(|complaint| complaint.outcome.as_ref().is_some_and(|outcome| outcome.reinstated)))
}

async fn claim(desk: &Desk, watch: &Watch) -> Result<Option<Claim>, Error> {
    if let Some(order) = watch.order {
        return Ok(match desk.load::<Order>(order.0).await?.state {
            OrderState::Removed => Some(Claim::Removed),
            OrderState::Disabled => Some(Claim::DisabledInUnion),
            _ => None,
        });
    }
    if let Some(referral) = watch.referral {
        let removed = desk.load::<Referral>(referral.0).await?.state == ReferralState::Removed;
        return Ok(removed.then_some(Claim::Removed));
    }
    Ok(None)
}

/// Puts the contradiction to the provider; the officer sees it on the watch page at the same time.
/// The work of `Task::StillUp`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn ask_provider(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let (true, Some(provider)) = (order.state.claims_gone(), order.provider) else {
        return letters::nothing_to_do(desk, job).await;
    };
    let watch = desk.load::<Watch>(order.item.0).await?;
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::still_up(desk, &order, &provider, &watch).await?;
    crate::order::send_about(desk, order, NoticeKind::StillUp, letter, job).await
}

/// An officer takes note of what the watch raised.
///
/// # Errors
/// Not permitted, nothing raised, or storage failures.
pub async fn note(desk: &Desk, actor: &Actor, id: ItemId) -> Result<(), Error> {
    actor.needs(Permission::NoteWatch)?;
    let mut watch = desk.load::<Watch>(id.0).await?;
    if !watch.contradicted && !watch.returned {
        return Err(Error::NotFound { what: "alert on this item" });
    }
    watch.noted = Some(desk.now());
    let act = Act::new(Verb::Watch, "alert_noted", watch.item.0, Who::Person(actor));
    Draft::new(desk).put(&watch)?.commit(&act).await
}

/// Looks again now, out of turn.
///
/// # Errors
/// Not permitted, or the item is not under watch.
pub async fn look_now(desk: &Desk, actor: &Actor, id: ItemId) -> Result<(), Error> {
    actor.needs(Permission::NoteWatch)?;
    let mut watch = desk.load::<Watch>(id.0).await?;
    watch.next = Some(desk.now());
    let act = Act::new(Verb::Watch, "look_asked", watch.item.0, Who::Person(actor));
    Draft::new(desk).put(&watch)?.then(&Task::Look { item: id }, desk.now()).commit(&act).await
}
