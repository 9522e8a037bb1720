//! The letters of referrals: the referral itself, in the form its ground asks for, and that it was taken back.

use super::sending::{Outgoing, Told, to_provider};
use super::{envelope, language, moment, referral_page};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::records::{Authority, Capture, Item, Provider, Referral};
use domain::refer::Ground;
use exchange::letter::{DsaNotice, DsaOrder, DsaOrderWithdrawal, Envelope, Matter, ReferralNotice, Withdrawal};
use exchange::webhook::MessageKind;

/// The referral itself, or the same with its new link when it is sent for the `again`-th time.
pub(crate) async fn referral(
    desk: &Desk,
    referral: &Referral,
    provider: &Provider,
    again: Option<usize>,
) -> Result<Outgoing, Error> {
    let item = desk.load::<Item>(referral.item.0).await?;
    let capture = match item.capture {
        Some(capture) => Some(desk.load::<Capture>(capture.0).await?),
        None => None,
    };
    let envelope = envelope(desk, referral.authority, &referral.reference, &provider.name, &provider.time_zone).await?;
    let locator = capture.as_ref().map(|seen| format!("SHA-256 of the page as captured: {}", seen.body));
    let (why, answer_link) = (referral.finding.reason.clone(), referral_page(desk, referral)?);
    let language = language(&referral.language);
    let written = match referral.ground {
        Ground::Terms => ReferralNotice {
            envelope,
            url: referral.url.to_string(),
            locator,
            seen: capture.as_ref().map(|seen| moment(seen.at, provider)),
            why,
            terms: None,
            answer_link,
        }
        .write(language),
        Ground::Order => order_to_act(desk, referral, envelope, locator, answer_link).await?.write(language),
        Ground::IllegalContent => DsaNotice {
            name: envelope.sender.authority.clone(),
            email: envelope.sender.contact.clone(),
            envelope,
            reasons: why,
            urls: vec![referral.url.to_string()],
            locator,
            answer_link,
        }
        .write(language),
    }
    .map_err(fault)?;
    // Its own identifier, or mail programs would take it for the letter that they have and hide it.
    let again = again.map(|number| format!(" again {number}")).unwrap_or_default();
    about(desk, referral, provider, (MessageKind::Referral, &again), &written)
}

/// The order to act of a referral that is one.
async fn order_to_act(
    desk: &Desk,
    referral: &Referral,
    envelope: Envelope,
    locator: Option<String>,
    answer_link: String,
) -> Result<DsaOrder, Error> {
    let rests = referral.provisions.clone().ok_or(Error::NotFound { what: "provisions of the order to act" })?;
    let ours = desk.load::<Authority>(referral.authority.0).await?;
    // The body for redress, its time limit and the provisions are kept as one text, parted by " | ".
    let redress = ours.redress.replace(" | ", "; ");
    Ok(DsaOrder {
        envelope,
        legal_basis: rests.legal_basis,
        measure: rests.measure,
        reasons: format!("{}\n\n{}", rests.provision, referral.finding.reason),
        urls: vec![referral.url.to_string()],
        locator,
        territory: rests.territory,
        redress_provider: redress.clone(),
        redress_recipient: redress,
        effect_to: format!("{}, {}", ours.name, ours.contact),
        answer_link,
    })
}

pub(crate) async fn referral_withdrawal(
    desk: &Desk,
    referral: &Referral,
    provider: &Provider,
) -> Result<Outgoing, Error> {
    let envelope = envelope(desk, referral.authority, &referral.reference, &provider.name, &provider.time_zone).await?;
    let url = referral.url.to_string();
    let first_sent = moment(referral.sent.map_or(referral.drafted, |stamp| stamp.at), provider);
    let why = referral.withdrawn.clone().unwrap_or_default();
    let language = language(&referral.language);
    let written = match referral.ground {
        Ground::Order => DsaOrderWithdrawal { envelope, url, first_sent, why }.write(language),
        Ground::Terms | Ground::IllegalContent => {
            Withdrawal { envelope, matter: Matter::Referral, url, first_sent, why }.write(language)
        }
    }
    .map_err(fault)?;
    about(desk, referral, provider, (MessageKind::Withdrawal, " withdrawn"), &written)
}

/// A letter about a referral; `what` tells it from every other about the referral.
fn about(
    desk: &Desk,
    referral: &Referral,
    provider: &Provider,
    (kind, what): (MessageKind, &str),
    written: &exchange::letter::Letter,
) -> Result<Outgoing, Error> {
    let name = format!("{}{what}", referral.reference);
    let portal = referral_page(desk, referral)?;
    let told = Told { kind, reference: &referral.reference, name: &name, portal, signed: None };
    to_provider(desk, provider, told, written)
}
