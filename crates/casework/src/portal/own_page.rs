//! The link to a provider's own page, which shows everything it got from us.
//!
//! No link to one order or referral opens that page: a link that leaked lets a stranger see one matter and no other.
//! Whoever has such a link may let the link to the page be sent to the contact point on record, and nowhere else.

use super::is_for_order;
use crate::desk::{Desk, Draft};
use crate::error::{Error, Refusal, invalid, refused};
use crate::letters;
use crate::records::{NoticeKind, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{AuthorityId, JobId, ProviderId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// How often the link is sent at most, so that a stranger cannot fill the mailbox of a contact point.
const ONCE_IN: SignedDuration = SignedDuration::from_hours(1);

/// Lets the link to the provider's own page be sent to its contact point; a job sends it. The link that is given is
/// one to an order or a referral.
///
/// # Errors
/// A link that is not genuine, a provider without a contact point, or a letter that was asked for within the hour.
pub async fn ask_for_own_page(desk: &Desk, given: &str) -> Result<(), Error> {
    let (provider, authority) = if is_for_order(given) {
        let order = super::order(desk, given).await?;
        (order.provider, order.authority)
    } else {
        let referral = super::referral(desk, given).await?;
        (referral.provider, referral.authority)
    };
    let provider = provider.ok_or_else(|| refused(Refusal::BadLink))?;
    if !desk.load::<Provider>(provider.0).await?.has_contact() {
        return Err(invalid("contact", "there is no contact point on record to which the link could be sent"));
    }
    let (now, note) = (desk.now(), format!("own page {provider}"));
    if !desk.doors.store.remember_if_absent(&note, "sent", now, now + ONCE_IN).await? {
        return Err(invalid("link", "it was sent to the contact point within the last hour; look there first"));
    }
    let act = Act::new(Verb::Keep, "own_page_asked_for", provider.0, Who::Provider("whoever had one of its links"));
    let task = Task::OwnPage { provider, authority, asked: now };
    let asked = Draft::new(desk).then(&task, now).commit(&act).await;
    if asked.is_err() {
        desk.doors.store.forget(&note).await?;
    }
    asked
}

/// Sends the link to the contact point. The work of `Task::OwnPage`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn send_own_page(
    desk: &Desk,
    id: ProviderId,
    authority: AuthorityId,
    asked: Timestamp,
    job: Option<JobId>,
) -> Result<(), Error> {
    let provider = desk.load::<Provider>(id.0).await?;
    let letter = letters::own_page(desk, &provider, authority, asked).await?;
    let notice = letters::send(desk, NoticeKind::OwnPage, letter).await?;
    let act = Act::new(Verb::Keep, "own_page_sent", id.0, Who::Job)
        .detail(json!({ "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    Draft::new(desk).done(job).commit(&act).await
}
