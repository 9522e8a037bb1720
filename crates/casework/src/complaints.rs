//! Complaints of content providers, as their hosts record them on their own page, and what became of them.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::portal::{self, CLOCK_TOLERANCE, LONGEST_TEXT};
use crate::ports::Query;
use crate::records::{About, Complaint, Kept, Kind, Order, Outcome, Provider, Record, Referral};
use crate::seal::{Act, Verb, Who};
use domain::id::{ComplaintId, ProviderId};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// How many complaints of one provider are listed.
const LISTED: u32 = 500;

/// A complaint as the provider writes it down.
#[derive(Debug, Clone)]
pub struct Received {
    /// The reference of the order or referral it is about; empty for the provider's own measure.
    pub reference: String,
    /// The address of the content; taken from the order or referral when that is named.
    pub url: String,
    /// What the content provider says, in short.
    pub text: String,
    /// When it reached the provider.
    pub at: Timestamp,
}

/// The provider records a complaint that it received.
///
/// # Errors
/// A link that is not genuine, a reference of somebody else's or of what never left the house, no text, or a moment in the future.
///
/// # Source
/// Regulation (EU) 2021/784, Art 10(1).
pub async fn receive(desk: &Desk, link: &str, received: Received) -> Result<ComplaintId, Error> {
    let provider = portal::provider(desk, link).await?;
    if received.text.trim().is_empty() || received.text.chars().count() > LONGEST_TEXT {
        return Err(invalid(
            "complaint",
            format!("say in short what it is about, in at most {LONGEST_TEXT} characters"),
        ));
    }
    if received.at > desk.now() + CLOCK_TOLERANCE {
        return Err(invalid("moment", "this moment lies in the future"));
    }
    let (about, url) = about(desk, &provider, received.reference.trim(), &received.url).await?;
    let complaint = Kept::new(Complaint {
        id: ComplaintId(desk.doors.entropy.id(desk.now())),
        provider: provider.id,
        about,
        url,
        text: received.text.trim().to_owned(),
        received: received.at.min(desk.now()),
        outcome: None,
    });
    let act = Act::new(Verb::Refer, "complaint_received", complaint.id.0, Who::Provider(&provider.name))
        .under("Regulation (EU) 2021/784, Art 10(1)")
        .detail(json!({ "reference": received.reference, "text": complaint.text }));
    Draft::new(desk).put(&complaint)?.commit(&act).await?;
    Ok(complaint.id)
}

async fn about(desk: &Desk, provider: &Provider, reference: &str, url: &str) -> Result<(About, url::Url), Error> {
    if reference.is_empty() {
        return Ok((About::OwnMeasure, domain::locator::canonical(url).map_err(crate::error::refused)?));
    }
    let unknown = || invalid("reference", "no order or referral of ours to you has this reference");
    if let Some(order) = desk.find_unique::<Order>(reference).await? {
        let own = order.provider == Some(provider.id) && portal::order_left(&order);
        return if own { Ok((About::Order(order.id), order.url.clone())) } else { Err(unknown()) };
    }
    let referral = desk.find_unique::<Referral>(reference).await?.ok_or_else(unknown)?;
    let own = referral.provider == Some(provider.id) && portal::referral_left(&referral);
    if own { Ok((About::Referral(referral.id), referral.url.clone())) } else { Err(unknown()) }
}

/// The provider records what became of a complaint: the content is back, or the reasons why not.
///
/// # Errors
/// A link that is not genuine, somebody else's complaint, no reasons, or decided already.
///
/// # Source
/// Regulation (EU) 2021/784, Art 10(2).
pub async fn decide(desk: &Desk, link: &str, id: ComplaintId, reinstated: bool, reasons: &str) -> Result<(), Error> {
    let provider = portal::provider(desk, link).await?;
    let mut complaint = desk.load::<Complaint>(id.0).await?;
    if complaint.provider != provider.id {
        return Err(Error::NotFound { what: Kind::Complaint.name() });
    }
    if complaint.outcome.is_some() {
        return Err(invalid("complaint", "its outcome is recorded already"));
    }
    if reasons.trim().is_empty() || reasons.chars().count() > LONGEST_TEXT {
        return Err(invalid("reasons", "write the reasons that the content provider is given"));
    }
    complaint.outcome = Some(Outcome { reinstated, reasons: reasons.trim().to_owned(), at: desk.now() });
    let name = if reinstated { "complaint_upheld" } else { "complaint_rejected" };
    let act = Act::new(Verb::Refer, name, id.0, Who::Provider(&provider.name))
        .under("Regulation (EU) 2021/784, Art 10(2)")
        .detail(json!({ "reasons": reasons }));
    Draft::new(desk).put(&complaint)?.commit(&act).await
}

/// The complaints that a provider recorded, the latest first.
///
/// # Errors
/// Storage failures.
pub async fn of_provider(desk: &Desk, provider: ProviderId) -> Result<Vec<Kept<Complaint>>, Error> {
    desk.list(&Query::all(Complaint::KIND, LISTED).with("provider", provider).newest_first()).await
}

/// The complaints about an order or a referral.
///
/// # Errors
/// Storage failures.
pub async fn about_notice(desk: &Desk, relation: &str, id: Uuid) -> Result<Vec<Kept<Complaint>>, Error> {
    desk.list(&Query::all(Complaint::KIND, LISTED).with(relation, id)).await
}
