//! The provider's link to a referral, when it leaked.

use super::{needed, own};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters::{self, nothing_to_do};
use crate::policy::{Actor, Permission};
use crate::records::{NoticeKind, Provider, Referral};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, ReferralId};
use domain::refer::ReferralState;
use serde_json::json;

/// Gives a referral a new link: the old one opens nothing any more. A provider that has not answered yet is sent the
/// referral again, with the new one.
///
/// # Errors
/// Not permitted, no reason, or a referral that was never released.
pub async fn renew_link(desk: &Desk, actor: &Actor, id: ReferralId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "say how the link got into other hands"));
    }
    let mut referral = own(desk, actor, id).await?;
    actor.needs(needed(&referral))?;
    if referral.released_by.is_none() {
        return Err(invalid("referral", "it was never released, so nobody has a link to it"));
    }
    referral.portal_nonce = desk.doors.entropy.secret();
    let act = Act::new(Verb::Refer, "referral_link_renewed", id.0, Who::Person(actor))
        .detail(json!({ "reason": reason.trim() }));
    let draft = Draft::new(desk).put(&referral)?;
    let told = Task::ReferAgain { referral: id };
    let draft = if referral.state == ReferralState::Sent { draft.then(&told, desk.now()) } else { draft };
    draft.commit(&act).await
}

/// Sends a referral that is out once more, with its new link. The work of `Task::ReferAgain`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub(crate) async fn send_new_link(desk: &Desk, id: ReferralId, job: Option<JobId>) -> Result<(), Error> {
    let mut referral = desk.load::<Referral>(id.0).await?;
    let (Some(provider), ReferralState::Sent) = (referral.provider, referral.state) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let again = referral.notices.iter().filter(|notice| notice.kind == NoticeKind::Reminder).count() + 1;
    let letter = letters::referral(desk, &referral, &provider, Some(again)).await?;
    let notice = letters::send(desk, NoticeKind::Reminder, letter).await?;
    let act = Act::new(Verb::Refer, "letter_sent", id.0, Who::Job).detail(notice.told()).sealing([notice.text]);
    referral.notices.push(notice);
    Draft::new(desk).put(&referral)?.done(job).commit(&act).await
}
