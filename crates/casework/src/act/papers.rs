//! The papers of a target: what is shown of them, their approval by a second officer, and when that is void.

use super::grounds::Grounds;
use super::sight::Sight;
use super::targets::not_in_doubt;
use super::{settle, settled};
use crate::desk::{Desk, Draft};
use crate::error::{Error, fault, invalid};
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::act::Sending;
use crate::records::{Kept, Kind, Operation, Order, Referral, Target};
use crate::seal::{Act, Verb, Who};
use domain::act::TargetState;
use domain::id::{OrderId, ReferralId, TargetId};
use domain::order::OrderState;
use domain::refer::ReferralState;
use matching::digest::Sha256;
use uuid::Uuid;

/// The text of the letter that goes out for a target, for whoever sees the target; nothing when none does.
///
/// # Errors
/// Not permitted, no such target that the actor may see, or storage failures.
pub async fn letter_text(desk: &Desk, actor: &Actor, id: TargetId) -> Result<Option<String>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (_, target) = Sight::of_target(desk, actor, id).await?;
    let Some(Sending::Letter { text, .. }) = &target.sending else { return Ok(None) };
    let bytes = desk.doors.blobs.get(text).await?.ok_or(Error::NotFound { what: "text of the letter" })?;
    Ok(Some(String::from_utf8(bytes).map_err(fault)?))
}

/// What names the papers of a target as they stand now: another digest, other papers. Whoever approves them gives it
/// back, so that nobody approves what they did not read. Nothing where nothing is sent.
///
/// # Errors
/// Not permitted, no such target that the actor may see, or storage failures.
pub async fn papers_shown(desk: &Desk, actor: &Actor, id: TargetId) -> Result<Option<Sha256>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let (_, target) = Sight::of_target(desk, actor, id).await?;
    digest(desk, &target).await
}

/// A letter is what it says, to whom; an order or referral is told apart by its revision too.
async fn digest(desk: &Desk, target: &Target) -> Result<Option<Sha256>, Error> {
    let (sending, revision) = match &target.sending {
        None | Some(Sending::OnSite { .. }) => return Ok(None),
        Some(sending @ Sending::Letter { .. }) => (sending, 0),
        Some(sending @ Sending::Order { id, .. }) => (sending, desk.load::<Order>(id.0).await?.revision),
        Some(sending @ Sending::Referral { id }) => (sending, desk.load::<Referral>(id.0).await?.revision),
    };
    let stands = serde_json::to_vec(&(sending, revision)).map_err(fault)?;
    Ok(Some(Sha256::of(&stands)))
}

/// A second officer approves the papers of a target. Orders and referrals are issued and released in this officer's
/// name when the moment comes. `seen` is what [`papers_shown`] answered when they read them.
///
/// # Errors
/// Not permitted, papers that changed since they were shown, one's own, an order or referral that is not ready, or
/// storage failures.
pub async fn approve_papers(desk: &Desk, actor: &Actor, id: TargetId, seen: Sha256) -> Result<(), Error> {
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    not_in_doubt(&target)?;
    if !sight.is_of(target.acting) {
        return Err(invalid("target", "only those who lead, and the state that acts, approve its papers"));
    }
    if !matches!(target.state, TargetState::Prepared | TargetState::HeldBack | TargetState::Cleared) {
        return Err(invalid("papers", "there are none yet, or they are out; prepare the target first"));
    }
    match target.sending.clone() {
        None | Some(Sending::OnSite { .. }) => return Err(invalid("papers", "nothing is sent for this target")),
        Some(Sending::Order { id, .. }) => approvable_order(desk, actor, &target, id).await?,
        Some(Sending::Referral { id }) => approvable_referral(desk, actor, id).await?,
        Some(Sending::Letter { .. }) => {
            actor.needs(Permission::Issue)?;
            if target.preparer == Some(actor.person) {
                return Err(invalid("papers", "you wrote them; a second officer approves them"));
            }
        }
    }
    if digest(desk, &target).await? != Some(seen) {
        return Err(invalid("papers", "they are others now than those that were shown; read them again"));
    }
    target.approver = Some(actor.person);
    let papers = target.papers.clone();
    let draft = settle(desk, &sight.operation, target).await?;
    draft.commit(&Act::new(Verb::Act, "papers_approved", id.0, Who::Person(actor)).sealing(papers)).await
}

async fn approvable_order(desk: &Desk, actor: &Actor, target: &Target, id: OrderId) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let order: Kept<Order> = crate::order::own(desk, actor, id).await?;
    super::prepare::addressed(target, &order)?;
    if order.author == actor.person {
        return Err(invalid("order", "you wrote it; a second officer issues it"));
    }
    if order.state != OrderState::Approved {
        return Err(invalid(
            "order",
            format!("it is {}; it is approved first, and not issued before the moment", order.state),
        ));
    }
    Ok(())
}

async fn approvable_referral(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    let referral = desk.load::<Referral>(id.0).await?;
    crate::refer::may_release(actor, &referral)?;
    if referral.authority != actor.authority {
        return Err(Error::NotFound { what: "referral" });
    }
    if referral.state != ReferralState::Draft {
        return Err(invalid("referral", format!("it is {}; it is released at the moment only", referral.state)));
    }
    Ok(())
}

/// An order or referral reads otherwise now: whoever approved it for a target approved something else.
pub(crate) async fn paper_changed<'d>(desk: &'d Desk, mut draft: Draft<'d>, paper: Uuid) -> Result<Draft<'d>, Error> {
    let targets = desk.list::<Target>(&Query::all(Kind::Target, 10).with("paper", paper)).await?;
    for mut target in targets {
        if target.state.is_out() || target.approver.take().is_none() {
            continue;
        }
        let operation = desk.load::<Operation>(target.operation.0).await?;
        let grounds = Grounds::of_target(desk, &operation, &target).await?;
        settled(desk, &mut target, &grounds)?;
        draft = draft.put(&target)?;
    }
    Ok(draft)
}
