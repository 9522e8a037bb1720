//! Preparing a target: its papers, deconfliction, what else would be hit.

use super::grounds::counted;
use super::sight::Sight;
use super::targets::{not_in_doubt, own, void_papers};
use super::{LONGEST_TEXT, settle, text};
use crate::desk::Desk;
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::records::act::{Collateral, Counted, Sending};
use crate::records::{Deconfliction, Order, Provider, Referral, Target};
use crate::seal::{Act, Verb, Who};
use domain::act::{TargetEvent, TargetState};
use domain::hold::Answer;
use domain::id::{OrderId, ReferralId, TargetId};
use domain::map::collateral::{Basis, Estimate, Refusal as TooBroad};
use domain::map::{LegalWay, Measure};
use serde_json::json;

/// The longest letter, in characters.
const LONGEST_LETTER: usize = 50_000;

/// How a target is carried out.
#[derive(Debug, Clone)]
pub enum Preparation {
    /// A removal order of the actor's own authority goes out. Whoever approves these papers issues it at the moment.
    Order {
        /// The order.
        order: OrderId,
        /// Why it cannot wait for a working hour, and why so many at once; stands in the order's file.
        exceptional: Option<String>,
    },
    /// A referral of the actor's own authority goes out, released by whoever approves these papers.
    Referral {
        /// The referral.
        referral: ReferralId,
    },
    /// A letter goes out as it is written here: a notice to a registrar, a request to a company.
    Letter {
        /// To whom; the contact point of the target's provider when absent.
        to: Option<String>,
        /// Its subject.
        subject: String,
        /// Its text.
        text: String,
    },
    /// People act on site; nothing is sent.
    OnSite {
        /// The team.
        team: String,
    },
}

/// Prepares a target, or prepares it otherwise. An approval of earlier papers is void.
///
/// # Errors
/// Not permitted, a target that no state was given or that is out already, papers that cannot carry the measure, or
/// storage failures.
pub async fn prepare(desk: &Desk, actor: &Actor, id: TargetId, how: Preparation) -> Result<(), Error> {
    let (sight, mut target) = own(desk, actor, id).await?;
    not_in_doubt(&target)?;
    if target.acting.is_none() {
        return Err(invalid("target", "no state acts on it; allocate it first"));
    }
    let sending = sending(desk, actor, &target, how).await?;
    if target.state != TargetState::Allocated {
        target.follow(TargetEvent::Allocate).map_err(refused)?;
    }
    target.follow(TargetEvent::Prepare).map_err(refused)?;
    void_papers(&mut target);
    if let Sending::Letter { text, .. } = &sending {
        target.papers.push(*text);
    }
    target.sending = Some(sending);
    target.preparer = Some(actor.person);
    let papers = target.papers.clone();
    let draft = settle(desk, &sight.operation, target).await?;
    draft.commit(&Act::new(Verb::Act, "target_prepared", id.0, Who::Person(actor)).sealing(papers)).await
}

/// Refuses an order to another provider than the one that the target names.
pub(super) fn addressed(target: &Target, order: &Order) -> Result<(), Error> {
    if order.provider.zip(target.provider).is_some_and(|(one, other)| one != other) {
        return Err(invalid("order", "it is addressed to another provider"));
    }
    Ok(())
}

async fn sending(desk: &Desk, actor: &Actor, target: &Target, how: Preparation) -> Result<Sending, Error> {
    let by_terms = target.measure.lever().legal.contains(&LegalWay::Terms);
    match how {
        Preparation::Order { order, exceptional } => {
            let found = crate::order::own(desk, actor, order).await?;
            if target.measure != Measure::RemoveItem {
                return Err(invalid("order", "a removal order removes one item; choose that measure"));
            }
            addressed(target, &found)?;
            let exceptional = exceptional.map(|why| text("exceptional", &why, LONGEST_TEXT)).transpose()?;
            Ok(Sending::Order { id: order, exceptional })
        }
        Preparation::Referral { referral } => {
            let found = desk.load::<Referral>(referral.0).await?;
            if found.authority != actor.authority {
                return Err(Error::NotFound { what: "referral" });
            }
            if !by_terms {
                return Err(invalid("referral", "the provider cannot take this measure by its own terms"));
            }
            Ok(Sending::Referral { id: referral })
        }
        Preparation::Letter { to, subject, text: body } => letter(desk, target, to, &subject, &body).await,
        Preparation::OnSite { team } => Ok(Sending::OnSite { team: text("team", &team, 500)? }),
    }
}

async fn letter(desk: &Desk, target: &Target, to: Option<String>, subject: &str, body: &str) -> Result<Sending, Error> {
    let to = match (to, target.provider) {
        (Some(to), _) => to.trim().to_owned(),
        (None, Some(provider)) => desk.load::<Provider>(provider.0).await?.record.contact,
        (None, None) => String::new(),
    };
    if !to.contains('@') || to.contains(char::is_whitespace) {
        return Err(invalid(
            "to",
            "there is no address to send the letter to; name one, or the provider of the target",
        ));
    }
    let (subject, mut body) = (text("subject", subject, 200)?, text("text", body, LONGEST_LETTER)?);
    if subject.contains(char::is_control) {
        return Err(invalid("subject", "it is one line"));
    }
    // What is approved is what leaves, to the letter; so the mark stands in it from the beginning.
    if desk.settings.rehearsal && !body.contains("REHEARSAL") {
        body = format!("REHEARSAL\n\n{body}");
    }
    let text = desk.doors.blobs.put(body.as_bytes()).await?;
    Ok(Sending::Letter { to, subject, text })
}

/// Records the answer of deconfliction for a target: whom was asked, and what they said. Others place a hold, which
/// counts above any answer.
///
/// # Errors
/// Not permitted, somebody of neither those who lead nor the state that acts, no note, a target that is out already, or storage failures.
pub async fn deconflict(desk: &Desk, actor: &Actor, id: TargetId, answer: Answer, note: &str) -> Result<(), Error> {
    actor.needs(Permission::Deconflict)?;
    let (sight, mut target) = Sight::of_target(desk, actor, id).await?;
    if !sight.is_of(target.acting) {
        return Err(invalid(
            "target",
            "only those who lead, and the state that acts, answer for it; others place a hold",
        ));
    }
    at_home(&target)?;
    let note = text("note", note, LONGEST_TEXT)?;
    target.deconfliction = Some(Deconfliction { answer, by: actor.person, at: desk.now(), note });
    let draft = settle(desk, &sight.operation, target).await?;
    let act = Act::new(Verb::Act, "target_deconflicted", id.0, Who::Person(actor));
    draft.commit(&act.detail(json!({ "answer": answer.name() }))).await
}

/// What else the measure of a target would hit, counted now from the map, with the basis and date of the count. Above
/// the ceiling, or when nobody counted, the rules refuse it and name a narrower lever.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn collateral(desk: &Desk, actor: &Actor, id: TargetId) -> Result<Result<Estimate, TooBroad>, Error> {
    let (_, target) = own(desk, actor, id).await?;
    counted(desk, &target).await
}

/// A person accepts what else a measure would hit: the number that was shown to them. Above the ceiling of the measure,
/// or when nobody counted, nobody can; a narrower lever is named.
///
/// # Errors
/// Not permitted, another number than what is counted now, a count that is too high, too old or missing, a target that
/// is out already, or storage failures.
pub async fn accept_collateral(desk: &Desk, actor: &Actor, id: TargetId, others: u64) -> Result<(), Error> {
    let (sight, mut target) = own(desk, actor, id).await?;
    at_home(&target)?;
    let estimate = counted(desk, &target).await?.map_err(|refusal| invalid("collateral", refusal.to_string()))?;
    if estimate.strangers != others {
        let now = estimate.strangers;
        return Err(invalid("collateral", format!("by now {now} others are counted, not {others}; look at it again")));
    }
    let counted = estimate.basis.map(|Basis { source, at }| Counted { source, at });
    target.collateral = Some(Collateral { others, counted, by: actor.person, at: desk.now() });
    let draft = settle(desk, &sight.operation, target).await?;
    let act = Act::new(Verb::Act, "collateral_accepted", id.0, Who::Person(actor));
    draft.commit(&act.detail(json!({ "others": others }))).await
}

fn at_home(target: &Target) -> Result<(), Error> {
    not_in_doubt(target)?;
    if target.state.is_out() || target.state == TargetState::Withdrawn {
        return Err(invalid("target", "it is out already, or was taken off the plan"));
    }
    Ok(())
}
