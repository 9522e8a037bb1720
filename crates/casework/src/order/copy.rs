//! The copy of an order for the authority of the host state, and what happens when it comes back.

use super::own;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters::{self, Handed, nothing_to_do};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, FailedDelivery, Kept, Kind, NoticeKind, Order, Provider};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::order::{OrderState, Scrutiny};
use domain::people::Competence;
use domain::provider::Channel;
use serde_json::json;

/// The duty to hand the copy over, as it stands in the ledger.
const COPY: &str = "Regulation (EU) 2021/784, Art 4(1)";

/// Sends the copy to the authority of the state where the provider is established, if that is
/// another Member State with an authority in the directory. A copy that is refused for good waits for a person.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(1).
pub async fn copy_host_state(desk: &Desk, id: OrderId, job: Option<JobId>) -> Result<(), Error> {
    let mut order = desk.load::<Order>(id.0).await?;
    let never_left = order.state == OrderState::Withdrawn && order.delivered.is_none();
    let (Some(provider), Some(host), None, false) = (order.provider, order.host_authority, order.copied, never_left)
    else {
        return nothing_to_do(desk, job).await;
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let host = desk.load::<Authority>(host.0).await?;
    let letter = letters::host_state_copy(desk, &order, &provider, &host).await?;
    match letters::hand_over(desk, NoticeKind::HostStateCopy, letter).await? {
        Handed::Taken(notice) => {
            order.copied = Some(notice.at);
            super::sending::sent_about(desk, order, notice, job).await
        }
        Handed::Refused(why) => failed(desk, order, "copy_failed", &why, job).await,
    }
}

/// Keeps why the copy did not arrive; a person sees to it.
async fn failed(
    desk: &Desk,
    mut order: Kept<Order>,
    name: &'static str,
    why: &str,
    job: Option<JobId>,
) -> Result<(), Error> {
    order.copied = None;
    order.failed_copies.push(FailedDelivery { channel: Channel::Email, at: desk.now(), why: why.to_owned() });
    let act = Act::new(Verb::Order, name, order.id.0, Who::Job).under(COPY).detail(json!({ "why": why }));
    Draft::new(desk).put(&order)?.done(job).commit(&act).await
}

/// The copy came back undelivered. A notice that is read again, or comes after the host state began to look at the
/// order, changes nothing.
///
/// # Errors
/// No order of that reference, a copy that was not handed over or is known to have arrived, or storage failures.
pub(crate) async fn copy_bounced(desk: &Desk, reference: &str, why: &str) -> Result<(), Error> {
    let order =
        desk.find_unique::<Order>(reference).await?.ok_or(Error::NotFound { what: "order in the bounced copy" })?;
    if order.copied.is_none() || order.scrutiny != Scrutiny::None {
        return Err(invalid("copy", "it came back before, or the host state has it"));
    }
    failed(desk, order, "copy_bounced", why, None).await
}

/// Sends the copy again, after a person saw to the contact point of the authority that takes it.
///
/// # Errors
/// Not permitted, a copy that is not waiting for a person, or storage failures.
pub async fn copy_again(desk: &Desk, actor: &Actor, id: OrderId) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let order = own(desk, actor, id).await?;
    if !order.copy_waits_for_a_person() {
        return Err(invalid("copy", "it is on its way, or arrived"));
    }
    let act = Act::new(Verb::Order, "copy_sent_again", id.0, Who::Person(actor)).under(COPY);
    Draft::new(desk).then(&Task::CopyHostState { order: id }, desk.now()).commit(&act).await
}

/// The authority that scrutinises orders to a provider, if the provider is established or represented
/// in another state than the issuing authority's.
pub(crate) async fn host_authority(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
) -> Result<Option<Kept<Authority>>, Error> {
    if let Some(host) = order.host_authority {
        return desk.find::<Authority>(host.0).await;
    }
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let Some(state) = provider.host_state().filter(|state| *state != issuer.country) else { return Ok(None) };
    let there = desk.list::<Authority>(&Query::all(Kind::Authority, 50).with("country", state)).await?;
    Ok(there.into_iter().find(|authority| authority.competences.contains(&Competence::ScrutinisesOrders)))
}
