//! *Refer*: voluntary notices to providers, and orders to act under Art 9 of Regulation (EU) 2022/2065.

mod link;
mod provider_side;
mod sending;

pub use link::renew_link;
pub(crate) use link::send_new_link;
pub use provider_side::{Answer, answer, receive};
pub(crate) use sending::bounced;
pub(crate) use sending::send;
pub use sending::{send_again, tell_withdrawn};

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::policy::{Actor, Permission};
use crate::ports::{Change, Query};
use crate::records::{Assessment, Authority, Item, Kept, Kind, Provider, Provisions, Referral};
use crate::reference;
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::detect::ItemState;
use domain::id::ReferralId;
use domain::refer::{self, Event, Ground, OrderToAct, ReferralState};
use serde_json::json;

/// How many drafts of one item are looked at; there are never more than a handful.
const DRAFTS_ON_ITEM: u32 = 50;
/// The longest part of what an order to act rests on, in characters.
const LONGEST: usize = 4000;

/// Writes a referral from a finding. It waits for a second person.
pub(crate) async fn draft(
    desk: &Desk,
    actor: &Actor,
    item: &Item,
    finding: Assessment,
) -> Result<Kept<Referral>, Error> {
    let language = crate::order::language_for(desk, item).await?;
    Ok(Kept::new(Referral {
        id: ReferralId(desk.doors.entropy.id(desk.now())),
        reference: reference::referral(desk, actor.authority).await?,
        item: item.id,
        url: item.url.clone(),
        provider: item.provider,
        authority: actor.authority,
        author: actor.person,
        released_by: None,
        state: ReferralState::Draft,
        ground: Ground::Terms,
        ground_by: None,
        provisions: None,
        language,
        finding,
        drafted: desk.now(),
        sent: None,
        received: None,
        answered: None,
        failed_deliveries: Vec::new(),
        withdrawn: None,
        notices: Vec::new(),
        portal_nonce: desk.doors.entropy.secret(),
    }))
}

/// Lets the drafts of referrals of an item follow its provider, and the language in which that is written to.
pub(crate) async fn readdress(desk: &Desk, actor: &Actor, item: &Item) -> Result<Vec<Change>, Error> {
    let query = Query::all(Kind::Referral, DRAFTS_ON_ITEM).with("item", item.id);
    let language = crate::order::language_for(desk, item).await?;
    let mut changes = Vec::new();
    // What another authority drafted is its own affair; one that came back goes to the new provider when it is sent again.
    let states = [ReferralState::Draft.name(), ReferralState::Released.name()];
    for mut referral in desk.list::<Referral>(&actor.readable(query.in_states(&states))).await? {
        if referral.state == ReferralState::Released && !referral.waits_for_a_person() {
            continue;
        }
        if referral.provider == item.provider && referral.language == language {
            continue;
        }
        referral.provider = item.provider;
        referral.language.clone_from(&language);
        let act = Act::new(Verb::Refer, "referral_readdressed", referral.id.0, Who::Person(actor))
            .detail(json!({ "language": language }));
        let draft = Draft::new(desk).put(&referral)?;
        // Whoever approved it for a joint action approved a referral to somebody else.
        changes.push(crate::act::paper_changed(desk, draft, referral.id.0).await?.seal(&act)?);
    }
    Ok(changes)
}

/// A referral, if the actor may read it. One that they may not read is not told from one that does not exist.
///
/// # Errors
/// Not permitted, no referral that the actor may read, or storage failures.
pub async fn read(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<Kept<Referral>, Error> {
    actor.needs(Permission::SeeNotices)?;
    let referral = desk.load::<Referral>(id.0).await?;
    if actor.reads_of(referral.authority) { Ok(referral) } else { Err(Error::NotFound { what: Kind::Referral.name() }) }
}

/// On which ground the provider is asked, or told, to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The provider's own terms.
    Terms,
    /// Illegal content: a notice.
    IllegalContent,
    /// An order to act, with what it rests on.
    Order(Provisions),
}

/// Chooses the ground of a drafted referral: the provider's own terms; illegal content, for which it becomes a notice
/// under the Digital Services Act; or an order to act against illegal content in the form of that act.
///
/// # Errors
/// Not permitted, a referral that was released already, or an order that lacks what the law asks for, by name.
///
/// # Source
/// Regulation (EU) 2022/2065, Art 9 and 16.
pub async fn set_ground(desk: &Desk, actor: &Actor, id: ReferralId, basis: Basis) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    let mut referral = own(desk, actor, id).await?;
    if referral.state != ReferralState::Draft {
        return Err(refused(refer::Refusal::OutOfOrder { state: referral.state }));
    }
    (referral.ground, referral.provisions) = match basis {
        Basis::Terms => (Ground::Terms, None),
        Basis::IllegalContent => (Ground::IllegalContent, None),
        Basis::Order(provisions) => (Ground::Order, Some(tidied(&provisions)?)),
    };
    referral.ground_by = Some(actor.person);
    // The provider may not be known yet, so its languages are asked only at the release.
    complete(desk, &referral, std::slice::from_ref(&referral.language)).await?;
    let ground = referral.ground.name();
    let act = Act::new(Verb::Refer, "ground_chosen", id.0, Who::Person(actor))
        .detail(json!({ "ground": ground, "provisions": referral.provisions }));
    // Whoever approved it for a joint action approved another ground.
    crate::act::paper_changed(desk, Draft::new(desk).put(&referral)?, id.0).await?.commit(&act).await
}

fn tidied(given: &Provisions) -> Result<Provisions, Error> {
    let tidy = |text: &str| match text.trim() {
        text if text.chars().count() <= LONGEST => Ok(text.to_owned()),
        _ => Err(invalid("order to act", format!("each part has at most {LONGEST} characters"))),
    };
    Ok(Provisions {
        legal_basis: tidy(&given.legal_basis)?,
        provision: tidy(&given.provision)?,
        measure: tidy(&given.measure)?,
        territory: tidy(&given.territory)?,
    })
}

/// Whether a referral that is an order to act holds everything that the law asks for; any other does.
async fn complete(desk: &Desk, referral: &Referral, declared: &[String]) -> Result<(), Error> {
    let Some(rests) = &referral.provisions else { return Ok(()) };
    let ours = desk.load::<Authority>(referral.authority.0).await?;
    let order = OrderToAct {
        legal_basis: &rests.legal_basis,
        provision: &rests.provision,
        reasons: &referral.finding.reason,
        measure: &rests.measure,
        url: &referral.url,
        territory: &rests.territory,
        redress: &ours.redress,
        language: &referral.language,
        declared,
    };
    order.complete().map_err(refused)
}

/// Loads a referral of the actor's own authority. Another authority's referral is not told from one that does not
/// exist.
async fn own(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<Kept<Referral>, Error> {
    let referral = desk.load::<Referral>(id.0).await?;
    if referral.authority == actor.authority {
        Ok(referral)
    } else {
        Err(Error::NotFound { what: Kind::Referral.name() })
    }
}

/// What a person needs to release a referral or to take it back: an order to act binds, so it is for those who issue
/// orders.
const fn needed(referral: &Referral) -> Permission {
    match referral.ground {
        Ground::Order => Permission::Issue,
        Ground::Terms | Ground::IllegalContent => Permission::Release,
    }
}

/// A second person releases a referral; a job sends it. Of an order to act, whoever wrote what it rests on is as much
/// its author as whoever proposed it.
///
/// # Errors
/// Not permitted, the author's own referral, an order in effect or another referral that is out for the same item, no
/// provider to send it to, an order to act that lacks what the law asks for, or out of order.
pub async fn release(desk: &Desk, actor: &Actor, id: ReferralId) -> Result<(), Error> {
    release_as(desk, actor, id, false).await
}

/// The same at the moment of a joint action: its letter must not leave twice, whatever happens.
pub(crate) async fn release_once(desk: &Desk, officer: &Actor, id: ReferralId) -> Result<(), Error> {
    release_as(desk, officer, id, true).await
}

/// Whether the actor may be the second person who releases a referral.
pub(crate) fn may_release(actor: &Actor, referral: &Referral) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    actor.needs(needed(referral))?;
    let wrote_the_order = referral.ground == Ground::Order && referral.ground_by == Some(actor.person);
    if referral.author == actor.person || wrote_the_order { Err(refused(refer::Refusal::SamePerson)) } else { Ok(()) }
}

async fn release_as(desk: &Desk, actor: &Actor, id: ReferralId, once: bool) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    let mut referral = own(desk, actor, id).await?;
    may_release(actor, &referral)?;
    let item = desk.load::<Item>(referral.item.0).await?;
    if item.state != ItemState::Referred || item.assessments.last() != Some(&referral.finding) {
        return Err(invalid("referral", "the finding it rests on was taken up again; a new finding comes first"));
    }
    alone_on_its_item(desk, &referral).await?;
    if !crate::order::holds_on(desk, &referral.url).await?.is_empty() {
        return Err(invalid("referral", "another authority asks to hold or to be contacted first"));
    }
    referral.provider = referral.provider.or(item.provider);
    let provider = referral.provider.ok_or_else(|| invalid("provider", "set the provider of the item first"))?;
    let provider = desk.load::<Provider>(provider.0).await?;
    if !provider.has_contact() {
        return Err(invalid("provider", "it has no contact point on record"));
    }
    complete(desk, &referral, &provider.languages).await?;
    referral.state = refer::next(referral.state, Event::Release).map_err(refused)?;
    referral.released_by = Some(actor.person);
    let act = Act::new(Verb::Refer, "referral_released", referral.id.0, Who::Person(actor))
        .detail(json!({ "reference": referral.reference, "url": referral.url }));
    Draft::new(desk)
        .put(&referral)?
        .put(&item)?
        .then(&Task::Refer { referral: id, once }, desk.now())
        .commit(&act)
        .await
}

/// Whether nothing else that is out asks for the same item: two notices that bind, or of which one binds, could not
/// both be followed and answered. The caller writes the item again, so that two cannot go out at one moment.
async fn alone_on_its_item(desk: &Desk, referral: &Referral) -> Result<(), Error> {
    if let Some(order) = crate::order::earlier_order(desk, referral.item, None).await? {
        return Err(invalid("referral", format!("the order {order} on this item is in effect; withdraw it first")));
    }
    if let Some(other) = crate::order::open_referral(desk, referral.item, Some(referral.id)).await? {
        let why = format!("the referral {other} of this item is out and not answered; wait, or withdraw it first");
        return Err(invalid("referral", why));
    }
    Ok(())
}

/// Takes a referral back. If it was sent, the provider is told, with the reason.
///
/// # Errors
/// Not permitted, no reason, or out of order.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: ReferralId, reason: &str) -> Result<(), Error> {
    actor.needs(Permission::Release)?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "say why the referral is taken back"));
    }
    let mut referral = own(desk, actor, id).await?;
    actor.needs(needed(&referral))?;
    referral.state = refer::next(referral.state, Event::Withdraw).map_err(refused)?;
    referral.withdrawn = Some(reason.trim().to_owned());
    let act = Act::new(Verb::Refer, "referral_withdrawn", referral.id.0, Who::Person(actor))
        .detail(json!({ "reason": reason }));
    let draft = Draft::new(desk).put(&referral)?;
    let told = Task::TakeBack { referral: id };
    let draft = if referral.sent.is_some() { draft.then(&told, desk.now()) } else { draft };
    draft.commit(&act).await
}
