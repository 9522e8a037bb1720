//! *Refer*: voluntary notices to providers.

use crate::desk::{Desk, Draft};
use crate::error::{Error, refused};
use crate::policy::{Actor, Permission};
use crate::records::{Assessment, Item, Kept, NoticeKind, Provider, Referral};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use crate::{letters, portal, reference};
use domain::detect::ItemState;
use domain::id::{JobId, ReferralId};
use domain::refer::{self, Event, Ground, ReferralState};
use domain::stamp::{Source, Stamp};
use serde_json::json;

/// Writes a referral from a finding. It waits for a second person.
pub(crate) async fn draft(
    desk: &Desk,
    actor: &Actor,
    item: &Item,
    finding: Assessment,
) -> Result<Kept<Referral>, Error> {
    let language = crate::order::language_for(desk, item).await?;
    Ok(Kept::new(Referral {
        id: ReferralId(desk.doors.entropy.id(desk.now())),
        reference: reference::referral(desk, actor.authority).await?,
        item: item.id,
        url: item.url.clone(),
        provider: item.provider,
        authority: actor.authority,
        author: actor.person,
        released_by: None,
        state: ReferralState::Draft,
        ground: Ground::Terms,
        language,
        finding,
        drafted: desk.now(),
        sent: None,
        received: None,
        answered: None,
        withdrawn: None,
        notices: Vec::new(),
        portal_nonce: desk.doors.entropy.secret(),
    }))
}

/// Chooses the ground on which a drafted referral asks the provider to judge: its own terms, or illegal
/// content, for which the referral becomes a notice under the Digital Services Act.
///
/// # Errors
/// Not permitted, or a referral that was released already.
///
/// # Source
/// Regulation (EU) 2022/2065, Art 16.
pub async fn set_ground(desk: &Desk, actor: &Actor, id: ReferralId, ground: Ground) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    let mut referral = desk.load::<Referral>(id.0).await?;
    if referral.state != ReferralState::Draft {
        return Err(refused(refer::Refusal::OutOfOrder { state: referral.state }));
    }
    referral.ground = ground;
    let act =
        Act::new(Verb::Refer, "ground_chosen", id.0, Who::Person(actor)).detail(json!({ "ground": ground.name() }));
    Draft::new(desk).put(&referral)?.commit(&act).await
}

/// A second person releases a referral; a job sends it.
///
/// # Errors
/// Not permitted, the author's own referral, no provider to send it to, or out of order.
pub async fn release(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    let mut referral = desk.load::<Referral>(id.0).await?;
    if referral.author == actor.person {
        return Err(refused(refer::Refusal::SamePerson));
    }
    let item = desk.load::<Item>(referral.item.0).await?;
    if item.state != ItemState::Referred || item.assessments.last() != Some(&referral.finding) {
        return Err(crate::error::invalid(
            "referral",
            "the finding it rests on was taken up again; a new finding comes first",
        ));
    }
    if !crate::order::holds_on(desk, &referral.url).await?.is_empty() {
        return Err(crate::error::invalid("referral", "another authority asks to hold or to be contacted first"));
    }
    referral.provider = referral.provider.or(item.provider);
    let provider =
        referral.provider.ok_or_else(|| crate::error::invalid("provider", "set the provider of the item first"))?;
    if !desk.load::<Provider>(provider.0).await?.has_contact() {
        return Err(crate::error::invalid("provider", "it has no contact point on record"));
    }
    referral.state = refer::next(referral.state, Event::Release).map_err(refused)?;
    referral.released_by = Some(actor.person);
    let act = Act::new(Verb::Refer, "referral_released", referral.id.0, Who::Person(actor))
        .detail(json!({ "reference": referral.reference, "url": referral.url }));
    Draft::new(desk).put(&referral)?.put(&item)?.then(&Task::Refer { referral: id }, desk.now()).commit(&act).await
}

/// Takes a referral back. If it was sent, the provider is told, with the reason.
///
/// # Errors
/// Not permitted, no reason, or out of order.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: ReferralId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    if reason.trim().is_empty() {
        return Err(crate::error::invalid("reason", "say why the referral is taken back"));
    }
    let mut referral = desk.load::<Referral>(id.0).await?;
    referral.state = refer::next(referral.state, Event::Withdraw).map_err(refused)?;
    referral.withdrawn = Some(reason.trim().to_owned());
    let act = Act::new(Verb::Refer, "referral_withdrawn", referral.id.0, Who::Person(actor))
        .detail(json!({ "reason": reason }));
    let draft = Draft::new(desk).put(&referral)?;
    let told = Task::TakeBack { referral: id };
    let draft = if referral.sent.is_some() { draft.then(&told, desk.now()) } else { draft };
    draft.commit(&act).await
}

/// Tells the provider that a referral was taken back. The work of `Task::TakeBack`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn tell_withdrawn(desk: &Desk, id: ReferralId, job: Option<JobId>) -> Result<(), Error> {
    let mut referral = desk.load::<Referral>(id.0).await?;
    let told = referral.notices.iter().any(|notice| notice.kind == NoticeKind::Withdrawal);
    let owed = referral.state == ReferralState::Withdrawn && referral.sent.is_some() && !told;
    let (Some(provider), true) = (referral.provider, owed) else {
        return letters::nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::referral_withdrawal(desk, &referral, &provider).await?;
    let notice = letters::send(desk, NoticeKind::Withdrawal, letter).await?;
    let act = Act::new(Verb::Refer, "letter_sent", referral.id.0, Who::Job)
        .detail(json!({ "letter": notice.kind, "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    referral.notices.push(notice);
    Draft::new(desk).put(&referral)?.done(job).commit(&act).await
}

/// Sends a released referral. The work of `Task::Refer`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn send(desk: &Desk, id: ReferralId, job: Option<JobId>) -> Result<(), Error> {
    let mut referral = desk.load::<Referral>(id.0).await?;
    let (Some(provider), true) =
        (referral.provider, referral.sent.is_none() && referral.state == ReferralState::Released)
    else {
        return letters::nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::referral(desk, &referral, &provider).await?;
    let notice = letters::send(desk, NoticeKind::Referral, letter).await?;
    referral.state = refer::next(referral.state, Event::Sent).map_err(refused)?;
    referral.sent = Some(Stamp { at: notice.at, source: Source::MailAccepted }.into());
    referral.notices.push(notice);
    let act = Act::new(Verb::Refer, "referral_sent", referral.id.0, Who::Job)
        .detail(json!({ "to": provider.contact }))
        .sealing(referral.notices.last().map(|notice| notice.text));
    crate::watch::begin_for_referral(desk, Draft::new(desk).put(&referral)?, &referral)
        .await?
        .done(job)
        .commit(&act)
        .await
}

/// The provider's answer to a referral, through its portal link.
///
/// # Errors
/// A link that is not genuine, or out of order.
pub async fn answer(desk: &Desk, link: &str, removed: bool, name: &str, explanation: &str) -> Result<(), Error> {
    let mut referral = portal::referral(desk, link).await?;
    let event = if removed { Event::AnswerRemoved } else { Event::AnswerDeclined };
    referral.state = refer::next(referral.state, event).map_err(refused)?;
    referral.answered = Some((desk.now(), name.to_owned(), explanation.to_owned()));
    let act = Act::new(Verb::Refer, "referral_answered", referral.id.0, Who::Provider(name))
        .detail(json!({ "removed": removed, "explanation": explanation }));
    let draft = Draft::new(desk).put(&referral)?;
    let draft = if removed { crate::watch::begin_for_referral(desk, draft, &referral).await? } else { draft };
    draft.commit(&act).await
}

/// Records that a person at the provider confirmed receipt of a referral.
///
/// # Errors
/// A link that is not genuine, or storage failures.
pub async fn receive(desk: &Desk, link: &str, name: &str) -> Result<(), Error> {
    let mut referral = portal::referral(desk, link).await?;
    if referral.received.is_some() {
        return Ok(());
    }
    referral.received = Some(Stamp { at: desk.now(), source: Source::PortalReceipt }.into());
    let act = Act::new(Verb::Refer, "referral_received", referral.id.0, Who::Provider(name));
    Draft::new(desk).put(&referral)?.commit(&act).await
}
