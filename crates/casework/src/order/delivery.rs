//! Letters about an order: the order itself, the copy for the host state, reminders, escalation.

use super::BASIS;
use crate::desk::{Desk, Draft};
use crate::error::{Error, refused};
use crate::letters::{self, nothing_to_do};
use crate::ports::{Letter, Query};
use crate::records::{Authority, Kept, Kind, NoticeKind, Order, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{self, Event, OrderState, REMIND_AFTER, TIME_TO_REMOVE};
use domain::people::Competence;
use domain::stamp::{Source, Stamp};
use serde_json::json;

/// Sends an issued order. Delivery is what the mail server says; receipt is another matter.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn deliver(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let waits = order.delivered.is_none() && order.state.is_issued() && order.state != OrderState::Withdrawn;
    let (true, Some(provider)) = (waits, order.provider) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::order(desk, &order, &provider).await?;
    let notice = letters::send(desk, NoticeKind::Order, letter).await?;
    order.state = order::next(order.state, Event::Deliver).map_err(refused)?;
    order.delivered = Some(Stamp { at: notice.at, source: Source::MailAccepted }.into());
    let now = notice.at;
    let act = Act::new(Verb::Order, "order_delivered", order.id.0, Who::Job)
        .under(BASIS)
        .detail(json!({ "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    order.notices.push(notice);
    Draft::new(desk)
        .put(&order)?
        .then(&Task::Remind { order: id }, now + REMIND_AFTER)
        .then(&Task::Deadline { order: id }, now + TIME_TO_REMOVE)
        .done(job)
        .commit(&act)
        .await
}

/// Sends the copy to the authority of the state where the provider is established, if that is
/// another Member State with an authority in the directory.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(1).
pub async fn copy_host_state(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let Some(provider) = order.provider else { return nothing_to_do(desk, job).await };
    let provider = desk.load::<Provider>(provider.0).await?;
    let sent = order.notices.iter().any(|notice| notice.kind == NoticeKind::HostStateCopy);
    let never_left = order.state == OrderState::Withdrawn && order.delivered.is_none();
    match host_authority(desk, &provider).await? {
        Some(host) if !sent && !never_left => {
            let letter = letters::host_state_copy(desk, &order, &provider, &host).await?;
            send_about(desk, order, NoticeKind::HostStateCopy, letter, job).await
        }
        _ => nothing_to_do(desk, job).await,
    }
}

/// The authority that scrutinises orders to a provider, if the provider is established abroad.
pub(crate) async fn host_authority(desk: &Desk, provider: &Provider) -> Result<Option<Kept<Authority>>, Error> {
    if desk.our_authority().await?.country == provider.country || !provider.country.is_member_state() {
        return Ok(None);
    }
    let there = desk.list::<Authority>(&Query::all(Kind::Authority, 50).with("country", provider.country)).await?;
    Ok(there.into_iter().find(|authority| authority.competences.contains(&Competence::ScrutinisesOrders)))
}

/// Reminds a provider that has not received the order, or not answered it, while there is time.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn remind(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let since_receipt = order.counts_from.is_some_and(|from| desk.now() < from + (TIME_TO_REMOVE - REMIND_AFTER));
    let open = matches!(order.state, OrderState::Delivered | OrderState::Received);
    let (true, Some(provider)) = (open && !since_receipt, order.provider) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::reminder(desk, &order, &provider).await?;
    send_about(desk, order, NoticeKind::Reminder, letter, job).await
}

/// The hour is over, or nobody confirmed receipt within an hour of delivery: the provider and the
/// officers are told, and we look at the item.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn deadline(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let open = matches!(order.state, OrderState::Delivered | OrderState::Received);
    let running = order.counts_from.is_some_and(|from| desk.now() < from + TIME_TO_REMOVE);
    let (true, Some(provider)) = (open && !running && !order.overdue, order.provider) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::escalation(desk, &order, &provider).await?;
    let notice = letters::send(desk, NoticeKind::Escalation, letter).await?;
    order.overdue = true;
    let act = Act::new(Verb::Order, "order_overdue", order.id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(3)")
        .detail(json!({ "received": order.received.is_some(), "to": notice.to }))
        .sealing([notice.text]);
    order.notices.push(notice);
    let draft = Draft::new(desk).put(&order)?.done(job);
    crate::watch::begin_for_order(desk, draft, &order, desk.now()).await?.commit(&act).await
}

/// Tells the provider that an order was taken back.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn tell_withdrawn(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let told = order.notices.iter().any(|notice| notice.kind == NoticeKind::Withdrawal);
    let (false, Some(provider)) = (told, order.provider) else { return nothing_to_do(desk, job).await };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::withdrawal(desk, &order, &provider).await?;
    send_about(desk, order, NoticeKind::Withdrawal, letter, job).await
}

/// Sends our answer to an Annex III.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn clarify(desk: &Desk, id: OrderId, text: &str, job: Option<JobId>) -> Result<(), Error> {
    let order = desk.load::<Order>(id.0).await?;
    let (Some(provider), OrderState::Received) = (order.provider, order.state) else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let letter = letters::clarification(desk, &order, &provider, text).await?;
    send_about(desk, order, NoticeKind::Clarification, letter, job).await
}

/// Sends a letter about an order and records it.
pub(crate) async fn send_about(
    desk: &Desk,
    mut order: Kept<Order>,
    kind: NoticeKind,
    letter: Letter,
    job: Option<JobId>,
) -> Result<(), Error> {
    let notice = letters::send(desk, kind, letter).await?;
    let act = Act::new(Verb::Order, "letter_sent", order.id.0, Who::Job)
        .detail(json!({ "letter": kind, "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    order.notices.push(notice);
    Draft::new(desk).put(&order)?.done(job).commit(&act).await
}
