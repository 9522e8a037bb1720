//! The order as a document: Annex I frozen at issue, signed with its place in the ledger, set on paper,
//! and the answer to "is this genuine?".

use super::host_authority;
use crate::desk::Desk;
use crate::error::{Error, fault, invalid};
use crate::ports::{Form, Paper};
use crate::records::{Authority, Order, Provider};
use crate::{journal, letters};
use domain::people::AuthorityKind;
use exchange::Language;
use exchange::annex::{
    Addressing, AnnexI, Authentication, AuthorityType, Content, FollowUp, HostStateCopy, IssuingAuthority,
    NonDisclosure, OrderSchema, Reason, Redress, Remedy,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::document::SignedDocument;
use matching::digest::Sha256;
use std::collections::BTreeSet;

/// How much of a digest must be given to ask whether an order is genuine: what is printed on each page.
const DIGEST_PREFIX: usize = 16;

/// Writes the form as it is now, keeps it, and returns its digest. What is missing on it is refused.
pub(super) async fn freeze(desk: &Desk, order: &Order) -> Result<Sha256, Error> {
    let provider = order.provider.ok_or_else(|| invalid("provider", "set the provider of the item first"))?;
    let provider = desk.load::<Provider>(provider.0).await?;
    let annex = written(desk, order, &provider).await?;
    let missing: Vec<String> = annex.check().iter().map(ToString::to_string).collect();
    if !missing.is_empty() {
        return Err(invalid("annex I", format!("the form is not complete: {}", missing.join("; "))));
    }
    let value = serde_json::to_value(&annex).map_err(fault)?;
    let text = ledger::canonical::write(&value).map_err(fault)?;
    Ok(desk.doors.blobs.put(text.as_bytes()).await?)
}

/// The form of Annex I: as it was issued, or for a draft as it would be.
///
/// # Errors
/// Storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Annex I.
pub async fn form(desk: &Desk, order: &Order, provider: &Provider) -> Result<AnnexI, Error> {
    match order.form {
        Some(digest) => {
            let bytes = desk.doors.blobs.get(&digest).await?.ok_or(Error::NotFound { what: "form" })?;
            serde_json::from_slice(&bytes).map_err(fault)
        }
        None => written(desk, order, provider).await,
    }
}

async fn written(desk: &Desk, order: &Order, provider: &Provider) -> Result<AnnexI, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let host = host_authority(desk, order, provider).await?;
    let issued = order.issued.map_or_else(|| desk.now(), |stamp| stamp.at);
    let reason = |category: &domain::assess::Category| Reason::ALL[(category.letter() as usize) - ('a' as usize)];
    let digest = order.capture_digest.map(|digest| format!("SHA-256 of the page as captured: {digest}"));
    let host_state = provider.host_state().unwrap_or(provider.country);
    Ok(AnnexI {
        schema: OrderSchema::V1,
        rehearsal: desk.settings.rehearsal,
        section_a: Addressing {
            issuing_ms: issuer.country.to_string(),
            addressee: provider.name.clone(),
            legal_representative: provider.details.legal_representative.clone(),
            contact_point: provider.contact.clone(),
            host_ms: host_state.to_string(),
            issued_at: issued,
            order_ref: order.reference.clone(),
        },
        section_b: Content {
            url: order.url.to_string(),
            additional_locator: digest,
            reasons: order.finding.categories.iter().map(reason).collect::<BTreeSet<_>>(),
            additional_reasons: reasons(order),
        },
        section_c: NonDisclosure { non_disclosure: !order.may_be_disclosed(desk.now()) },
        section_d: HostStateCopy {
            host_ms_differs: issuer.country != host_state,
            copy_sent_to_host_ca: host.is_some(),
        },
        section_e: issuing(&issuer, order, issued),
        section_f: FollowUp {
            issuing_authority_contact: issuer.contact.clone(),
            host_authority_contact: host.map(|host| format!("{}, {}", host.name, host.contact)),
        },
        section_g: Redress { remedies: vec![remedy(&issuer)] },
    })
}

/// The officer's reasons, the emergency that waived prior information, and every correction.
fn reasons(order: &Order) -> String {
    let mut text = order.finding.reason.clone();
    if let Some(why) = &order.emergency {
        text.push_str(&format!("\nPrior information was waived (Art 3(2), recital 17): {why}"));
    }
    for correction in &order.corrections {
        text.push_str(&format!("\nCorrection of {}: {}", correction.at.strftime("%F %H:%M UTC"), correction.text));
    }
    text
}

fn issuing(issuer: &Authority, order: &Order, issued: Timestamp) -> IssuingAuthority {
    IssuingAuthority {
        authority_type: match issuer.terms.kind {
            AuthorityKind::Judicial => AuthorityType::JudgeCourtInvestigatingJudge,
            AuthorityKind::LawEnforcement => AuthorityType::LawEnforcement,
            AuthorityKind::Other => AuthorityType::OtherCa,
        },
        authority: issuer.name.clone(),
        representative: letters::OFFICER.to_owned(),
        post: "competent authority, Art 12(1)(a)".to_owned(),
        file_no: order.reference.clone(),
        address: issuer.address.clone(),
        telephone: issuer.telephone.clone(),
        fax: None,
        email: issuer.contact.clone(),
        date: issued.to_zoned(TimeZone::UTC).date(),
        authentication: Authentication::AuthenticatedChannel {
            channel: "portal of the issuing authority, signed link".to_owned(),
        },
    }
}

/// The body for redress, its time limit and the provisions are kept as one text, parted by " | ".
fn remedy(issuer: &Authority) -> Remedy {
    let mut parts = issuer.redress.split(" | ").map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    Remedy { body_or_court: part(), deadline: part(), national_provisions: part() }
}

/// The order as issued, signed, with the proof that the ledger holds it: whoever has the published key
/// can check it with nothing else.
///
/// # Errors
/// An order that was not issued, or storage failures.
pub async fn signed(desk: &Desk, order: &Order) -> Result<SignedDocument, Error> {
    let digest = order.form.ok_or(Error::NotFound { what: "issued form" })?;
    let bytes = desk.doors.blobs.get(&digest).await?.ok_or(Error::NotFound { what: "form" })?;
    let document = serde_json::from_slice(&bytes).map_err(fault)?;
    let bundle = journal::prove_naming(desk, order.id.0, &digest).await?;
    SignedDocument::sign(document, &desk.doors.signer, bundle).map_err(fault)
}

/// Sets the order as issued on paper, in its language, with the signed form inside.
///
/// # Errors
/// An order that was not issued, a paper that could not be set, or storage failures.
pub async fn paper(desk: &Desk, order: &Order, provider: &Provider) -> Result<Vec<u8>, Error> {
    if let Some(kept) = order.paper
        && let Some(bytes) = desk.doors.blobs.get(&kept).await?
    {
        return Ok(bytes);
    }
    let digest = order.form.ok_or(Error::NotFound { what: "issued form" })?;
    let attachment = signed(desk, order).await?.to_json().map_err(fault)?.into_bytes();
    let paper = Paper {
        form: Form::Order(Box::new(form(desk, order, provider).await?)),
        language: Language::from_code(&order.language).unwrap_or(Language::English),
        verify_at: verify_page(desk, order, &digest)?,
        digest,
        attachment: Some(attachment),
        at: order.issued.map_or_else(|| desk.now(), |stamp| stamp.at),
    };
    desk.doors.print.print(&paper).await.map_err(fault)
}

/// The paper, kept; nothing when it cannot be set: the signed form goes out as data in any case, and a certificate that
/// ran out stops no order.
pub(super) async fn printed(desk: &Desk, order: &Order, provider: &Provider) -> Result<Option<Sha256>, Error> {
    match paper(desk, order, provider).await {
        Ok(paper) => Ok(Some(desk.doors.blobs.put(&paper).await?)),
        Err(error) => {
            tracing::warn!(order = %order.reference, error = ?error, "handed over without its paper");
            Ok(None)
        }
    }
}

/// The public page on which anybody asks whether the order is genuine.
pub(crate) fn verify_page(desk: &Desk, order: &Order, digest: &Sha256) -> Result<url::Url, Error> {
    let mut page = desk.settings.base_url.join("genuine").map_err(fault)?;
    page.query_pairs_mut().append_pair("reference", &order.reference).append_pair("digest", &digest.to_string());
    Ok(page)
}

/// Whether an order is genuine, and nothing more about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genuine {
    /// We issued exactly this.
    Yes,
    /// We did not, or it says something else.
    No,
    /// We issued exactly this, and it has lost its effect or was corrected since.
    Void,
}

/// Answers whoever holds an order and asks whether it is ours: by its reference and the digest printed
/// on it (at least the first sixteen digits).
///
/// # Errors
/// Storage failures.
pub async fn genuine(desk: &Desk, reference: &str, digest: &str) -> Result<Genuine, Error> {
    let digest = digest.trim().to_ascii_lowercase();
    let order = desk.find_unique::<Order>(&reference.trim().to_uppercase()).await?;
    let Some(order) = order.filter(|order| order.issued.is_some()) else { return Ok(Genuine::No) };
    let same = |form: Sha256| digest.len() >= DIGEST_PREFIX && form.to_string().starts_with(&digest);
    let corrected = order.corrections.iter().any(|correction| same(correction.form_before));
    Ok(match (order.form.is_some_and(same), corrected) {
        (true, _) if !order.state.is_without_effect() => Genuine::Yes,
        // What was corrected since is ours too, but no longer what counts.
        (true, _) | (_, true) => Genuine::Void,
        _ => Genuine::No,
    })
}
