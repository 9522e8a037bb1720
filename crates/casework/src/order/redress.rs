//! How an order ends: withdrawn, annulled, or final; and the content asked back when it loses its effect.

use super::{BASIS, disclosure, own, scrutiny, send_about};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::letters::{self, nothing_to_do};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, Kept, Kind, NoticeKind, Order, Proceeding, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{Contest, Event, OrderState, Reinstatement};
use domain::people::Competence;
use serde_json::json;

/// Takes an order back. The provider is told, and asked to reinstate.
///
/// # Errors
/// Not permitted, no reason, or without effect already.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: OrderId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "write the reason; it goes to the provider"));
    }
    let mut order = own(desk, actor, id).await?;
    order.follow(Event::Withdraw).map_err(refused)?;
    order.withdrawn = Some(reason.trim().to_owned());
    let act = Act::new(Verb::Order, "order_withdrawn", order.id.0, Who::Person(actor))
        .under(BASIS)
        .detail(json!({ "reason": reason }));
    let draft = Draft::new(desk).put(&order)?;
    let draft = if order.issued.is_some() { draft.then(&Task::Withdraw { order: id }, desk.now()) } else { draft };
    draft.commit(&act).await
}

/// Records that somebody challenged an order before a court or body of the issuing state.
///
/// # Errors
/// Not permitted, no court or reference named, or challenged already.
///
/// # Source
/// Regulation (EU) 2021/784, Art 9(1).
pub async fn challenge(desk: &Desk, actor: &Actor, id: OrderId, court: &str, matter: &str) -> Result<(), Error> {
    court_step(desk, actor, id, Event::Challenge, "order_challenged", court, matter).await
}

/// Records that the challenge failed: the order is final.
///
/// # Errors
/// Not permitted, no court or reasons named, or not challenged.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(9), 9(1).
pub async fn uphold(desk: &Desk, actor: &Actor, id: OrderId, court: &str, reasons: &str) -> Result<(), Error> {
    court_step(desk, actor, id, Event::Uphold, "order_upheld", court, reasons).await
}

/// Records that the challenge succeeded: the order has lost its effect, and the provider is asked to reinstate.
///
/// # Errors
/// Not permitted, no court or reasons named, or not challenged.
///
/// # Source
/// Regulation (EU) 2021/784, Art 9(1).
pub async fn annul(desk: &Desk, actor: &Actor, id: OrderId, court: &str, reasons: &str) -> Result<(), Error> {
    court_step(desk, actor, id, Event::Annul, "order_annulled", court, reasons).await
}

async fn court_step(
    desk: &Desk,
    actor: &Actor,
    id: OrderId,
    event: Event,
    name: &'static str,
    court: &str,
    reasons: &str,
) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    if court.trim().is_empty() || reasons.trim().is_empty() {
        return Err(invalid("court", "name the court or body, and what it says or is asked"));
    }
    let mut order = own(desk, actor, id).await?;
    order.follow(event).map_err(refused)?;
    let now = desk.now();
    if event == Event::Uphold {
        order.final_since = Some(now);
    }
    order.proceedings.push(Proceeding {
        event,
        at: now,
        by: court.trim().to_owned(),
        reasons: reasons.trim().to_owned(),
    });
    let act = Act::new(Verb::Order, name, id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 9(1)")
        .detail(json!({ "court": court, "reasons": reasons }));
    let draft = Draft::new(desk).put(&order)?;
    let asked = Task::Tell { order: id, what: NoticeKind::Reinstatement };
    let draft = if order.reinstatement == Reinstatement::Asked { draft.then(&asked, now) } else { draft };
    let last = Task::Tell { order: id, what: NoticeKind::Final };
    let draft = if event == Event::Uphold { draft.then(&last, now) } else { draft };
    draft.commit(&act).await
}

/// The time for redress is over: an order that nobody challenged, and that has effect, is final. The
/// work of `Task::Finalise`.
///
/// # Errors
/// Storage failures; the job is tried again.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(9).
pub async fn finalise(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    if !super::in_effect(&order) || order.contest != Contest::None || order.final_since.is_some() {
        return nothing_to_do(desk, job).await;
    }
    order.final_since = Some(desk.now());
    let act = Act::new(Verb::Order, "order_final", id.0, Who::Job).under("Regulation (EU) 2021/784, Art 3(9)");
    // The authority of the host state counts final orders when it judges exposure (Art 5(4)).
    let told = Task::Tell { order: id, what: NoticeKind::Final };
    Draft::new(desk).put(&order)?.done(job).then(&told, desk.now()).commit(&act).await
}

/// Tells the authority that oversees the provider that an order is final.
async fn tell_final(desk: &Desk, order: Kept<Order>, provider: &Provider, job: Option<JobId>) -> Result<(), Error> {
    let told = order.notices.iter().any(|notice| notice.kind == NoticeKind::Final);
    let overseer = if told { None } else { overseer(desk, &order, provider).await? };
    let Some(overseer) = overseer else { return nothing_to_do(desk, job).await };
    let letter = letters::finality(desk, &order, provider, &overseer).await?;
    send_about(desk, order, NoticeKind::Final, letter, job).await
}

/// The authority of the host state that oversees specific measures (Art 12(1)(c)); where the directory knows none, the
/// one that got the copy. Nobody if that is the issuing authority itself.
async fn overseer(desk: &Desk, order: &Order, provider: &Provider) -> Result<Option<Kept<Authority>>, Error> {
    let there = match provider.host_state() {
        Some(state) => desk.list::<Authority>(&Query::all(Kind::Authority, 50).with("country", state)).await?,
        None => Vec::new(),
    };
    let overseer = there.into_iter().find(|other| other.competences.contains(&Competence::OverseesMeasures));
    let found = match (overseer, order.host_authority) {
        (Some(overseer), _) => Some(overseer),
        (None, Some(host)) => desk.find::<Authority>(host.0).await?,
        (None, None) => None,
    };
    Ok(found.filter(|found| found.id != order.authority))
}

/// Asks the provider to reinstate what it removed, since the order has lost its effect.
pub(super) async fn ask_back(
    desk: &Desk,
    order: Kept<Order>,
    provider: &Provider,
    job: Option<JobId>,
) -> Result<(), Error> {
    let letter = letters::reinstatement(desk, &order, provider, NoticeKind::Reinstatement).await?;
    send_about(desk, order, NoticeKind::Reinstatement, letter, job).await
}

/// Sends one of the letters that follow from a proceeding. The work of `Task::Tell`; a letter that went
/// out already is not sent again, unless what it says has changed since.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn tell(desk: &Desk, id: OrderId, what: NoticeKind, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let Some(provider) = order.provider else { return nothing_to_do(desk, job).await };
    let provider = desk.load::<Provider>(provider.0).await?;
    match what {
        NoticeKind::Reinstatement => ask_back(desk, order, &provider, job).await,
        NoticeKind::Escalation if matches!(order.state, OrderState::Unanswered | OrderState::Late) => {
            let letter = letters::escalation(desk, &order, &provider).await?;
            send_about(desk, order, what, letter, job).await
        }
        NoticeKind::Final => tell_final(desk, order, &provider, job).await,
        NoticeKind::Reminder => {
            let letter = letters::reminder(desk, &order, &provider).await?;
            send_about(desk, order, what, letter, job).await
        }
        NoticeKind::PreservationExtension | NoticeKind::NonDisclosure => {
            disclosure::tell(desk, order, &provider, what, job).await
        }
        NoticeKind::ScrutinyOpened | NoticeKind::ScrutinyWarning | NoticeKind::ScrutinyDecision => {
            scrutiny::tell(desk, order, &provider, what, job).await
        }
        _ => nothing_to_do(desk, job).await,
    }
}
