//! What a provider must know before its first order, and when it was told.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters;
use crate::policy::{Actor, Permission};
use crate::records::{Authority, Informed, NoticeKind, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{AuthorityId, JobId, ProviderId};
use jiff::Timestamp;
use serde_json::json;

/// Sends a provider the information on procedures and deadlines that must precede its first order.
///
/// # Errors
/// Not permitted, no contact point, or storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
pub async fn inform(desk: &Desk, actor: &Actor, id: ProviderId) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    let provider = desk.load::<Provider>(id.0).await?;
    if !provider.has_contact() {
        return Err(invalid("provider", "it has no contact point on record"));
    }
    let act = Act::new(Verb::Keep, "information_asked_for", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(2)");
    let inform = Task::Inform { provider: id, authority: actor.authority };
    Draft::new(desk).then(&inform, desk.now()).commit(&act).await
}

/// Records that a provider was informed otherwise: by registered letter, or before Vigie was used.
///
/// # Errors
/// Not permitted, no note, a moment in the future, or storage failures.
pub async fn record_informed(
    desk: &Desk,
    actor: &Actor,
    id: ProviderId,
    at: Timestamp,
    how: &str,
) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    if how.trim().is_empty() || at > desk.now() {
        return Err(invalid("information", "say how and when the provider was informed; the moment lies in the past"));
    }
    let mut provider = desk.load::<Provider>(id.0).await?;
    note_informed(&mut provider, actor.authority, at, how.trim().to_owned());
    let act = Act::new(Verb::Keep, "information_recorded", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(2)")
        .detail(json!({ "at": at.to_string(), "how": how }));
    Draft::new(desk).put(&provider)?.commit(&act).await
}

/// Sends the information letter. The work of `Task::Inform`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn send_information(
    desk: &Desk,
    id: ProviderId,
    authority: AuthorityId,
    job: Option<JobId>,
) -> Result<(), Error> {
    let mut provider = desk.load::<Provider>(id.0).await?;
    let issuer = desk.load::<Authority>(authority.0).await?;
    let letter = letters::prior_information(desk, &provider, &issuer).await?;
    let notice = letters::send(desk, NoticeKind::PriorInformation, letter).await?;
    let act = Act::new(Verb::Keep, "provider_informed", id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(2)")
        .detail(json!({ "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    note_informed(&mut provider, authority, notice.at, format!("letter: {}", notice.receipt));
    Draft::new(desk).put(&provider)?.done(job).commit(&act).await
}

/// The first information counts: a later letter does not put the twelve hours off.
fn note_informed(provider: &mut Provider, authority: AuthorityId, at: Timestamp, how: String) {
    match provider.informed.iter_mut().find(|informed| informed.authority == authority) {
        Some(before) if before.at <= at => {}
        Some(before) => *before = Informed { authority, at, how },
        None => provider.informed.push(Informed { authority, at, how }),
    }
}
