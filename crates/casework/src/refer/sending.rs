//! Letters about referrals: the referral itself, that it was taken back, and what happens when it comes back.

use super::{needed, own};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::{self, Handed, Outgoing};
use crate::once::{self, Once, Taken};
use crate::policy::{Actor, Permission};
use crate::records::{FailedDelivery, Kept, Notice, NoticeKind, Provider, Referral};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, ReferralId};
use domain::provider::Channel;
use domain::refer::{self, Event, ReferralState};
use domain::stamp::Stamp;
use serde_json::json;

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
    let act =
        Act::new(Verb::Refer, "letter_sent", referral.id.0, Who::Job).detail(notice.told()).sealing([notice.text]);
    referral.notices.push(notice);
    Draft::new(desk).put(&referral)?.done(job).commit(&act).await
}

/// Sends a released referral. The work of `Task::Refer`.
///
/// # Errors
/// Mail or storage failures; the job is tried again. A letter that is refused for good waits for a person.
pub(crate) async fn send(desk: &Desk, id: ReferralId, once: bool, job: Option<JobId>) -> Result<(), Error> {
    let referral = desk.load::<Referral>(id.0).await?;
    let (Some(provider), true) =
        (referral.provider, referral.sent.is_none() && referral.state == ReferralState::Released)
    else {
        return letters::nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::referral(desk, &referral, &provider, None).await?;
    let handed = match job.filter(|_| once) {
        Some(job) => hand_over_once(desk, id, letter, job).await?,
        None => Some(letters::hand_over(desk, NoticeKind::Referral, letter).await?),
    };
    let notice = match handed {
        Some(Handed::Taken(notice)) => notice,
        Some(Handed::Refused(why)) => return failed(desk, referral, "referral_failed", &why, job).await,
        None => return letters::nothing_to_do(desk, job).await,
    };
    // The letter is out, and only this call knows it: whatever people did meanwhile, that is recorded.
    again!(sent(desk, id, &notice, job))
}

/// Hands a letter over that must not leave twice. A call may be repeated, since the provider counts it once, but not
/// once the letter was taken in hand as mail. Nothing if another job has it in hand.
async fn hand_over_once(desk: &Desk, id: ReferralId, letter: Outgoing, job: JobId) -> Result<Option<Handed>, Error> {
    let (kind, name) = (NoticeKind::Referral, format!("referral {id}"));
    let Outgoing { mail, call } = letter;
    let mut not_by_call = None;
    if let Some(call) = &call
        && !once::begun(desk, &name).await?
    {
        match letters::make(desk, kind, call).await? {
            Ok(notice) => return Ok(Some(Handed::Taken(notice))),
            Err(error) => not_by_call = Some(error.to_string()),
        }
    }
    let text = desk.doors.blobs.put(mail.text.as_bytes()).await?;
    let doubt = "we were stopped while it was handed over: ask whether it arrived before it is sent again";
    Ok(match once::send(desk, &name, job, &mail).await? {
        Once::Taken(Taken { receipt, at }) => {
            let (to, channel) = (mail.to, Channel::Email);
            Some(Handed::Taken(Notice { kind, to, channel, at, receipt, claimed: None, not_by_call, text }))
        }
        Once::Refused(why) => Some(Handed::Refused(letters::both(not_by_call, why))),
        Once::InDoubt => Some(Handed::Refused(doubt.to_owned())),
        Once::InOtherHands => None,
    })
}

/// Records that the letter was taken, by the referral as it stands now. If it was taken back while the mail server
/// thought, the provider is told.
async fn sent(desk: &Desk, id: ReferralId, notice: &Notice, job: Option<JobId>) -> Result<(), Error> {
    let mut referral = desk.load::<Referral>(id.0).await?;
    if referral.sent.is_some() {
        return letters::nothing_to_do(desk, job).await;
    }
    referral.state = refer::next(referral.state, Event::Sent).map_err(refused)?;
    referral.sent = Some(Stamp { at: notice.at, source: notice.known_by() }.into());
    referral.notices.push(notice.clone());
    let act = Act::new(Verb::Refer, "referral_sent", id.0, Who::Job).detail(notice.told()).sealing([notice.text]);
    let draft = Draft::new(desk).put(&referral)?.done(job);
    let draft = match referral.state {
        ReferralState::Withdrawn => draft.then(&Task::TakeBack { referral: id }, desk.now()),
        _ => crate::watch::begin_for_referral(desk, draft, &referral).await?,
    };
    draft.commit(&act).await
}

/// Keeps why a letter did not arrive; a person sees to it.
async fn failed(
    desk: &Desk,
    mut referral: Kept<Referral>,
    name: &'static str,
    why: &str,
    job: Option<JobId>,
) -> Result<(), Error> {
    let failure = FailedDelivery { channel: Channel::Email, at: desk.now(), why: why.to_owned() };
    referral.failed_deliveries.push(failure);
    let act = Act::new(Verb::Refer, name, referral.id.0, Who::Job).detail(json!({ "why": why }));
    Draft::new(desk).put(&referral)?.done(job).commit(&act).await
}

/// A referral came back undelivered: it was not sent after all, and waits for a person. A notice that is read again,
/// or comes after the provider answered or we took it back, changes nothing.
///
/// # Errors
/// A referral that is past that step, or storage failures.
pub(crate) async fn bounced(desk: &Desk, mut referral: Kept<Referral>, why: &str) -> Result<(), Error> {
    if referral.received.is_some() {
        return Err(invalid("referral", "the provider confirmed its receipt"));
    }
    let last = referral.notices.iter().rev().find(|notice| notice.kind == NoticeKind::Referral);
    if last.is_some_and(|notice| notice.channel != Channel::Email) {
        return Err(invalid("referral", "it was handed over by another way since"));
    }
    referral.state = refer::next(referral.state, Event::Bounce).map_err(refused)?;
    referral.sent = None;
    failed(desk, referral, "referral_bounced", why, None).await
}

/// Sends a referral again, after a person saw to the contact point of the provider.
///
/// # Errors
/// Not permitted, a referral that is not waiting for a person, or storage failures.
pub async fn send_again(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    let referral = own(desk, actor, id).await?;
    actor.needs(needed(&referral))?;
    if !referral.waits_for_a_person() {
        return Err(invalid("referral", "it is on its way, arrived, or was never released"));
    }
    let act = Act::new(Verb::Refer, "referral_sent_again", id.0, Who::Person(actor));
    Draft::new(desk).then(&Task::Refer { referral: id, once: false }, desk.now()).commit(&act).await
}
