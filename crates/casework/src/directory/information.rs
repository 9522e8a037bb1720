//! What a provider must know before its first order, and when it was told.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, InformationCameBack, Informed, Kind, Notice, NoticeKind, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{AuthorityId, JobId, ProviderId};
use domain::provider::Channel;
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

/// How an information is known that went out as a letter of ours.
const LETTER: &str = "letter: ";

/// How an information is known, in words.
fn how(notice: &Notice) -> String {
    let Notice { channel, receipt, not_by_call, .. } = notice;
    match (channel, not_by_call) {
        (Channel::Api, _) => format!("interface: {receipt}"),
        (_, None) => format!("{LETTER}{receipt}"),
        (_, Some(why)) => format!("{LETTER}{receipt} ({why})"),
    }
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
        .detail(notice.told())
        .sealing([notice.text]);
    note_informed(&mut provider, authority, notice.at, how(&notice));
    Draft::new(desk).put(&provider)?.done(job).commit(&act).await
}

/// An information letter came back: the provider was not told, the twelve hours do not run, and a person sees to it. A
/// notice that is read again, or an information that did not come from a letter, changes nothing. If two letters were on
/// their way, either of them takes the information back; it is better given once more than not at all.
///
/// # Errors
/// A notice that is about no letter of ours that counts, or storage failures.
pub(crate) async fn information_bounced(desk: &Desk, country: &str, rest: &str, why: &str) -> Result<(), Error> {
    let (tail, number) = rest.split_once('-').unwrap_or((rest, "0"));
    let query = Query::all(Kind::Provider, 1).with("id_tail", tail.to_lowercase());
    let found = desk.list::<Provider>(&query).await?.into_iter().next();
    let mut provider = found.ok_or(Error::NotFound { what: "provider in the bounced mail" })?;
    let mut from_letter = None;
    for informed in provider.informed.iter().filter(|informed| informed.how.starts_with(LETTER)) {
        let authority = desk.load::<Authority>(informed.authority.0).await?;
        from_letter = from_letter.or_else(|| (authority.country.to_string() == country).then_some(authority.id));
    }
    let before =
        |authority| provider.information_came_back.iter().filter(|failed| failed.authority == authority).count();
    let authority = from_letter
        .filter(|authority| before(*authority).to_string() == number)
        .ok_or_else(|| invalid("information", "the letter came back before, or the provider was told otherwise"))?;
    provider.informed.retain(|informed| informed.authority != authority);
    provider.information_came_back.push(InformationCameBack { authority, at: desk.now(), why: why.to_owned() });
    let act = Act::new(Verb::Keep, "information_bounced", provider.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(2)")
        .detail(json!({ "why": why }));
    Draft::new(desk).put(&provider)?.commit(&act).await
}

/// The first information counts: a later letter does not put the twelve hours off.
fn note_informed(provider: &mut Provider, authority: AuthorityId, at: Timestamp, how: String) {
    match provider.informed.iter_mut().find(|informed| informed.authority == authority) {
        Some(before) if before.at <= at => {}
        Some(before) => *before = Informed { authority, at, how },
        None => provider.informed.push(Informed { authority, at, how }),
    }
}
