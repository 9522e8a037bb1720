//! Letters that follow from scrutiny, a challenge, a correction, or a decision on disclosure.

use super::sending::{Outgoing, Told, to_provider};
use super::{about, addressed, envelope, language, moment, next, order_page, signed_order};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::Letter;
use crate::records::{Authority, NoticeKind, Order, Proceeding, Provider};
use domain::order::{Contest, Event, OrderState, Scrutiny};
use exchange::letter::{
    Change, Correction, FinalOrder, Finality, Lapse, Moment, NamedOrder, NonDisclosureNotice, NonDisclosureStep,
    Outcome, Party, PreservationExtension, ReinstatementNotice, Requester, ScrutinyDecision, ScrutinyOpened,
    ScrutinyStart, ScrutinyWarning,
};
use exchange::webhook::MessageKind;
use jiff::Timestamp;

/// The order as all parties know it.
fn named(desk: &Desk, order: &Order, provider: &Provider, issuer: &Authority) -> NamedOrder {
    NamedOrder {
        reference: order.reference.clone(),
        issuing_authority: issuer.name.clone(),
        issued: moment(order.issued.map_or_else(|| desk.now(), |stamp| stamp.at), provider),
        provider: provider.name.clone(),
        url: order.url.to_string(),
    }
}

pub(crate) async fn correction(desk: &Desk, order: &Order, provider: &Provider, text: &str) -> Result<Outgoing, Error> {
    let name = format!("{} correction {}", order.reference, order.corrections.len());
    let letter = Correction {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        changes: vec![Change { what: "Section B".to_owned(), was: order.finding.reason.clone(), now: text.to_owned() }],
        answer_link: order_page(desk, order)?,
        annex_text: crate::order::form(desk, order, provider).await?.render_text(language(&order.language)),
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    let (kind, portal, signed) =
        (MessageKind::Correction, order_page(desk, order)?, Some(signed_order(desk, order).await?));
    let told = Told { kind, reference: &order.reference, name: &name, portal, signed };
    let mut letter = to_provider(desk, provider, told, &written)?;
    letter.mail.attachments.extend(super::order_files(desk, order).await?);
    Ok(letter)
}

/// Why the order has no effect any more: by whom, when, and in what words.
fn lapse(order: &Order, issuer: &Authority, now: Timestamp) -> (Lapse, Proceeding) {
    let (lapse, event) = match order.state {
        OrderState::Void => (Lapse::Scrutiny, Event::FindBreach),
        OrderState::Annulled => (Lapse::Annulled, Event::Annul),
        _ => (Lapse::Withdrawn, Event::Withdraw),
    };
    let decided = order.proceeding(event).cloned().unwrap_or_else(|| Proceeding {
        event,
        at: now,
        by: issuer.name.clone(),
        reasons: order.withdrawn.clone().unwrap_or_default(),
    });
    (lapse, decided)
}

/// That an order has lost its effect: as a withdrawal or a reinstatement, by the kind of the notice.
pub(crate) async fn reinstatement(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    kind: NoticeKind,
) -> Result<Outgoing, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let (lapse, decided) = lapse(order, &issuer, desk.now());
    let letter = ReinstatementNotice {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        order: named(desk, order, provider, &issuer),
        lapse,
        decided_by: decided.by,
        decided: moment(decided.at, provider),
        reasons: decided.reasons,
        answer_link: order_page(desk, order)?,
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    let number = next(order, kind);
    match kind {
        NoticeKind::Withdrawal => {
            about(desk, order, provider, (MessageKind::Withdrawal, &format!("withdrawn {number}")), &written)
        }
        _ => about(desk, order, provider, (MessageKind::Reinstatement, &format!("reinstate {number}")), &written),
    }
}

/// That an order is final, for the authority that oversees its provider.
pub(crate) async fn finality(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    overseer: &Authority,
) -> Result<Letter, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let zone = &overseer.terms.time_zone;
    let letter = FinalOrder {
        envelope: envelope(desk, order.authority, &order.reference, &overseer.name, zone).await?,
        order: named(desk, order, provider, &issuer),
        finality: if order.contest == Contest::Upheld { Finality::Confirmed } else { Finality::Unchallenged },
        since: Moment { at: order.final_since.unwrap_or_else(|| desk.now()), zone: zone.clone() },
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    addressed(desk, &overseer.contact, &format!("{} final", order.reference), &written)
}

pub(crate) async fn preservation_extension(desk: &Desk, order: &Order, provider: &Provider) -> Result<Outgoing, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let preservation = order.preservation.as_ref().ok_or(Error::NotFound { what: "preservation" })?;
    let letter = PreservationExtension {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        order: named(desk, order, provider, &issuer),
        proceedings: preservation.extended_for.clone().unwrap_or_default(),
        requested_by: issuer.name.clone(),
        until: moment(preservation.until, provider),
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    let what = format!("preserve until {}", preservation.until.as_second());
    about(desk, order, provider, (MessageKind::PreservationExtension, &what), &written)
}

pub(crate) async fn non_disclosure(desk: &Desk, order: &Order, provider: &Provider) -> Result<Outgoing, Error> {
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    let decision = order.non_disclosure.as_ref().ok_or(Error::NotFound { what: "decision on disclosure" })?;
    let until = moment(decision.until, provider);
    let (name, step, decided) = match (decision.lifted, decision.extended) {
        (Some(lifted), _) => ("lifted", NonDisclosureStep::Lifted, lifted),
        (None, true) => ("extended", NonDisclosureStep::Extended { until }, desk.now()),
        (None, false) => ("set", NonDisclosureStep::Set { until }, decision.since),
    };
    let letter = NonDisclosureNotice {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        order: named(desk, order, provider, &issuer),
        step,
        decided: moment(decided, provider),
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    about(desk, order, provider, (MessageKind::NonDisclosure, &format!("disclosure {name}")), &written)
}

/// The parties of a scrutiny.
pub(crate) struct Parties<'a> {
    /// The provider of the order.
    pub provider: &'a Provider,
    /// The authority that scrutinises.
    pub host: &'a Authority,
    /// The authority that issued the order.
    pub issuer: &'a Authority,
}

/// A letter of the authority of the host state, to one of those concerned.
pub(crate) async fn scrutiny(
    desk: &Desk,
    order: &Order,
    parties: &Parties<'_>,
    what: NoticeKind,
    party: Party,
    to: &str,
) -> Result<Outgoing, Error> {
    let Parties { provider, host, issuer } = parties;
    let recipient = match party {
        Party::IssuingAuthority => issuer.name.as_str(),
        Party::Provider => provider.name.as_str(),
        Party::ContentProvider => "",
        Party::Europol => "Europol",
    };
    let zone = if party == Party::Provider { &provider.time_zone } else { &issuer.terms.time_zone };
    let at = |at: Timestamp| Moment { at, zone: zone.clone() };
    let envelope = envelope(desk, host.id, &order.reference, recipient, zone).await?;
    let named = named(desk, order, provider, issuer);
    let due = at(order.scrutiny_due().unwrap_or_else(|| desk.now()));
    let language = language(&order.language);
    let written = match what {
        NoticeKind::ScrutinyOpened => {
            ScrutinyOpened { envelope, order: named, start: start(order, &at), decision_due: due }.write(language)
        }
        NoticeKind::ScrutinyWarning => {
            let reasons = order.proceeding(Event::WarnIssuer).map(|step| step.reasons.clone()).unwrap_or_default();
            ScrutinyWarning { envelope, order: named, reasons, decision_due: due }.write(language)
        }
        _ => {
            let (outcome, event) = match order.scrutiny {
                Scrutiny::Breach => (Outcome::Infringement, Event::FindBreach),
                _ => (Outcome::Stands, Event::LetStand),
            };
            let decision = order.proceeding(event).ok_or(Error::NotFound { what: "decision" })?;
            let redress = matches!(party, Party::Provider | Party::ContentProvider).then(|| host.redress.clone());
            let (decided, reasons) = (at(decision.at), decision.reasons.clone());
            ScrutinyDecision { envelope, party, order: named, outcome, decided, reasons, redress }.write(language)
        }
    };
    let (what, written) = (format!("{what:?} {party:?}"), written.map_err(fault)?);
    if party == Party::Provider {
        return about(desk, order, provider, (MessageKind::ScrutinyDecision, &what), &written);
    }
    Ok(addressed(desk, to, &format!("{} {what}", order.reference), &written)?.into())
}

fn start(order: &Order, at: &impl Fn(Timestamp) -> Moment) -> ScrutinyStart {
    match order.proceeding(Event::AskScrutiny) {
        Some(asked) => ScrutinyStart::Request {
            by: if asked.by.starts_with("content provider") { Requester::ContentProvider } else { Requester::Provider },
            received: at(asked.at),
            reasons: asked.reasons.clone(),
        },
        None => ScrutinyStart::OwnInitiative { copy_received: at(order.copied.unwrap_or(order.drafted)) },
    }
}
