//! Scrutiny by the authority of the host state: of its own motion or because the provider or the content
//! provider asked; the warning to the issuing authority; and the decision.

use super::provider_side::not_before_issue;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::{self, Parties, nothing_to_do};
use crate::order::send_about;
use crate::policy::{Actor, Permission};
use crate::portal::{self, CLOCK_TOLERANCE};
use crate::records::{Authority, Kept, NoticeKind, Order, Proceeding, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{Event, TIME_TO_ASK_SCRUTINY, TIME_TO_SCRUTINISE};
use exchange::letter::Party;
use jiff::Timestamp;
use serde_json::json;

/// Who asks for scrutiny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// The provider.
    Provider,
    /// Whoever published the content.
    ContentProvider,
}

/// The provider or the content provider asks the authority of the host state to scrutinise an order.
/// The link says who asks.
///
/// # Errors
/// A link that is not genuine, no reasons, no authority of a host state, more than 48 hours gone, or
/// scrutiny that was asked for or decided already.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(4).
pub async fn ask_scrutiny(desk: &Desk, link: &str, name: &str, reasons: &str) -> Result<(), Error> {
    let (mut order, asker) = portal::order_of_either(desk, link).await?;
    if name.trim().is_empty() || reasons.trim().is_empty() {
        return Err(invalid("reasons", "give a name and reasons; the law asks for a reasoned request"));
    }
    if order.host_authority.is_none() {
        return Err(invalid(
            "scrutiny",
            "the order comes from an authority of your own state: challenge it before its courts instead",
        ));
    }
    let since = match asker {
        Asker::Provider => order.received.map(|stamp| stamp.at),
        Asker::ContentProvider => order.content_provider_told,
    };
    if since.and_then(|at| at.checked_add(TIME_TO_ASK_SCRUTINY).ok()).is_some_and(|end| end < desk.now()) {
        return Err(invalid("scrutiny", "the 48 hours to ask for it are over (Art 4(4)); a court can still be asked"));
    }
    let act = Act::new(Verb::Order, "scrutiny_asked", order.id.0, Who::Provider(name))
        .under("Regulation (EU) 2021/784, Art 4(4)")
        .detail(json!({ "reasons": reasons, "content_provider": asker == Asker::ContentProvider }));
    let by = match asker {
        Asker::Provider => format!("provider: {}", name.trim()),
        Asker::ContentProvider => format!("content provider: {}", name.trim()),
    };
    step(desk, &mut order, Event::AskScrutiny, &by, reasons, NoticeKind::ScrutinyOpened, &act).await
}

/// The provider says when it told the content provider, from which the content provider's 48 hours count. It says so
/// once: a second statement would change the time that somebody else has.
///
/// # Errors
/// A link that is not genuine, a moment in the future or before the order was issued, a second statement, or a decision
/// that nobody may be told.
///
/// # Source
/// Regulation (EU) 2021/784, Art 11(1), (3).
pub async fn told_content_provider(desk: &Desk, link: &str, at: Timestamp) -> Result<(), Error> {
    let mut order = portal::order(desk, link).await?;
    if !order.may_be_disclosed(desk.now()) {
        return Err(invalid("content provider", "for the time being nobody may be told of this order (Art 11(3))"));
    }
    if order.content_provider_told.is_some() {
        return Err(invalid("content provider", "when it was told is recorded already; the first statement stands"));
    }
    if at > desk.now() + CLOCK_TOLERANCE {
        return Err(invalid("moment", "this moment lies in the future"));
    }
    not_before_issue(&order, at)?;
    // The claim stays in the log as it was made. No time of 48 hours begins before the order did, or is still to begin.
    let issued = order.issued.map_or(at, |stamp| stamp.at);
    order.content_provider_told = Some(at.max(issued).min(desk.now()));
    let act = Act::new(Verb::Order, "content_provider_told", order.id.0, Who::Provider("on the portal"))
        .under("Regulation (EU) 2021/784, Art 11(1)")
        .detail(json!({ "at": at.to_string() }));
    Draft::new(desk).put(&order)?.commit(&act).await
}

/// Loads an order of which the actor's authority got the copy. Another one is not told from one that
/// does not exist.
async fn copied_to(desk: &Desk, actor: &Actor, id: OrderId) -> Result<Kept<Order>, Error> {
    actor.needs(Permission::Scrutinise)?;
    let order = desk.load::<Order>(id.0).await?;
    if order.host_authority == Some(actor.authority) { Ok(order) } else { Err(Error::NotFound { what: "order" }) }
}

/// Begins scrutiny of the authority's own motion, within 72 hours of the copy.
///
/// # Errors
/// Not permitted, no reasons, or too late.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(3).
pub async fn open_scrutiny(desk: &Desk, actor: &Actor, id: OrderId, reasons: &str) -> Result<(), Error> {
    let mut order = copied_to(desk, actor, id).await?;
    let copied = order.copied.ok_or_else(|| invalid("scrutiny", "the copy has not reached you yet"))?;
    if copied.checked_add(TIME_TO_SCRUTINISE).is_ok_and(|end| end < desk.now()) {
        return Err(invalid("scrutiny", "the 72 hours since the copy are over (Art 4(3))"));
    }
    by_officer(desk, actor, &mut order, Event::OpenScrutiny, "scrutiny_opened", reasons).await
}

/// Tells the issuing authority that a breach is about to be found, so that it can answer or withdraw.
///
/// # Errors
/// Not permitted, no reasons, or nothing under scrutiny.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(5).
pub async fn warn_issuer(desk: &Desk, actor: &Actor, id: OrderId, reasons: &str) -> Result<(), Error> {
    let mut order = copied_to(desk, actor, id).await?;
    by_officer(desk, actor, &mut order, Event::WarnIssuer, "issuer_warned", reasons).await
}

/// Decides: the order stands, or it breaches the Regulation or the Charter and loses its effect
/// everywhere. Everybody concerned is told, and the provider is asked to reinstate.
///
/// # Errors
/// Not permitted, no reasons, nothing under scrutiny, a breach without a warning first, or too late.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(3), (4), (6), (7).
pub async fn decide_scrutiny(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    breach: bool,
    reasons: &str,
) -> Result<(), Error> {
    let mut order = copied_to(desk, actor, id).await?;
    if breach && order.scrutiny_due().is_some_and(|due| due < desk.now()) {
        return Err(invalid("scrutiny", "the 72 hours are over: the order stands (Art 4(3), (4))"));
    }
    let (event, name) = match breach {
        true => (Event::FindBreach, "breach_found"),
        false => (Event::LetStand, "order_let_stand"),
    };
    by_officer(desk, actor, &mut order, event, name, reasons).await
}

async fn by_officer(
    desk: &Desk,
    actor: &Actor,
    order: &mut Kept<Order>,
    event: Event,
    name: &'static str,
    reasons: &str,
) -> Result<(), Error> {
    if reasons.trim().is_empty() {
        return Err(invalid("reasons", "write the reasons; they go to everybody concerned"));
    }
    let authority = desk.load::<Authority>(actor.authority.0).await?;
    let act = Act::new(Verb::Order, name, order.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 4")
        .detail(json!({ "reasons": reasons }));
    let letter = match event {
        Event::OpenScrutiny => NoticeKind::ScrutinyOpened,
        Event::WarnIssuer => NoticeKind::ScrutinyWarning,
        _ => NoticeKind::ScrutinyDecision,
    };
    step(desk, order, event, &authority.name, reasons, letter, &act).await
}

async fn step(
    desk: &Desk,
    order: &mut Kept<Order>,
    event: Event,
    by: &str,
    reasons: &str,
    letter: NoticeKind,
    act: &Act<'_>,
) -> Result<(), Error> {
    order.follow(event).map_err(refused)?;
    let now = desk.now();
    order.proceedings.push(Proceeding { event, at: now, by: by.to_owned(), reasons: reasons.trim().to_owned() });
    let mut draft = Draft::new(desk).put(order)?;
    for what in [letter].into_iter().chain((event == Event::FindBreach).then_some(NoticeKind::Reinstatement)) {
        draft = draft.then(&Task::Tell { order: order.id, what }, now);
    }
    draft.commit(act).await
}

/// Sends a letter about scrutiny: to the issuing authority, and a decision to the provider as well. A
/// content provider who asked reads it on the page of their link.
pub(super) async fn tell(
    desk: &Desk,
    order: Kept<Order>,
    provider: &Provider,
    what: NoticeKind,
    job: Option<JobId>,
) -> Result<(), Error> {
    let Some(host) = order.host_authority else { return nothing_to_do(desk, job).await };
    let host = desk.load::<Authority>(host.0).await?;
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let parties = Parties { provider, host: &host, issuer: &issuer };
    let letter = letters::scrutiny(desk, &order, &parties, what, Party::IssuingAuthority, &issuer.contact).await?;
    if what != NoticeKind::ScrutinyDecision {
        return send_about(desk, order, what, letter, job).await;
    }
    let to_provider = letters::scrutiny(desk, &order, &parties, what, Party::Provider, &provider.contact).await?;
    let mut all = vec![letter, to_provider];
    if let Some(europol) = &desk.settings.europol {
        all.push(letters::scrutiny(desk, &order, &parties, what, Party::Europol, europol).await?);
    }
    let id = order.id;
    for letter in all {
        // Each is recorded before the next is sent: a recipient who refuses keeps it from nobody else, and a repeated
        // job sends nobody the same decision twice.
        let order = desk.load::<Order>(id.0).await?;
        let sent = order.notices.iter().any(|notice| notice.kind == what && letter.goes_to(&notice.to));
        if !sent && !order.unsent.iter().any(|unsent| unsent.kind == what && letter.goes_to(&unsent.to)) {
            send_about(desk, order, what, letter, None).await?;
        }
    }
    nothing_to_do(desk, job).await
}
