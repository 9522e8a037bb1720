//! Letters: filled from the case file, written by `exchange`, handed over, kept.

pub(crate) mod identifier;
mod proceedings;
mod referrals;
mod sending;
mod thanks;

pub(crate) use proceedings::{
    Parties, correction, finality, non_disclosure, preservation_extension, reinstatement, scrutiny,
};
pub(crate) use referrals::{referral, referral_withdrawal};
pub(crate) use sending::{Handed, Outgoing, both, hand_over, make, send};
pub(crate) use thanks::thanks;

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::portal;
use crate::ports::{Call, Letter};
use crate::records::{Authority, NoticeKind, Order, Provider, Referral, Watch};
use domain::id::{AuthorityId, JobId};
use domain::watch::Seen;
use exchange::Language;
use exchange::letter::{
    Clarification, Envelope, Escalation, HostStateLetter, Matter, Moment, OrderCover, OwnPage, PriorInformation,
    Reminder, Sender, StillUp,
};
use exchange::webhook::{Message, MessageKind};
use jiff::Timestamp;
use sending::{Told, to_provider};
use serde_json::Value;
use url::Url;

/// How a recipient checks that a letter is genuine, without trusting the letter.
const GENUINE: &str = "Take our number from the public list of authorities under Article 12 of the Regulation, not from this \
                       message, and ask for the reference below. The page behind the link shows the same reference and digest.";

/// Ends a job that has nothing left to do.
pub(crate) async fn nothing_to_do(desk: &Desk, job: Option<JobId>) -> Result<(), Error> {
    match job {
        Some(job) => Ok(desk.doors.store.finish_job(job).await?),
        None => Ok(()),
    }
}

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or(Language::English)
}

/// The first of a provider's languages for which there are words, else English.
fn theirs(provider: &Provider) -> Language {
    provider.languages.iter().find_map(|code| Language::from_code(code)).unwrap_or(Language::English)
}

fn moment(at: Timestamp, provider: &Provider) -> Moment {
    Moment { at, zone: provider.time_zone.clone() }
}

/// A name that people of the outside world see: the function, never the officer's own name, since
/// named letters put officers in danger. The log knows who it was.
pub(crate) const OFFICER: &str = "duty officer";

async fn envelope(
    desk: &Desk,
    sender: AuthorityId,
    reference: &str,
    recipient: &str,
    zone: &str,
) -> Result<Envelope, Error> {
    let ours = desk.load::<Authority>(sender.0).await?;
    Ok(Envelope {
        sender: Sender {
            authority: ours.name.clone(),
            officer: OFFICER.to_owned(),
            contact: ours.contact.clone(),
            genuine_check: GENUINE.to_owned(),
        },
        recipient: recipient.to_owned(),
        reference: reference.to_owned(),
        sent: Moment { at: desk.now(), zone: zone.to_owned() },
        rehearsal: desk.settings.rehearsal,
    })
}

/// A letter as mail; `name` tells it from every other.
fn addressed(desk: &Desk, to: &str, name: &str, written: &exchange::letter::Letter) -> Result<Letter, Error> {
    Ok(Letter {
        to: to.to_owned(),
        subject: written.subject().to_owned(),
        text: written.body_text().to_owned(),
        attachments: Vec::new(),
        message_id: identifier::message_id(desk, name)?,
    })
}

fn portal_url(desk: &Desk, link: &str) -> Result<String, Error> {
    Ok(desk.settings.base_url.join(&format!("portal/{link}")).map_err(fault)?.to_string())
}

/// The address of the page on which a provider reads and answers an order.
///
/// # Errors
/// [`Error::Fault`] if the link cannot be made.
pub fn order_page(desk: &Desk, order: &Order) -> Result<String, Error> {
    portal_url(desk, &portal::link_to_order(desk, order)?)
}

/// The address of the page on which a provider reads and answers a referral.
///
/// # Errors
/// [`Error::Fault`] if the link cannot be made.
pub fn referral_page(desk: &Desk, referral: &Referral) -> Result<String, Error> {
    portal_url(desk, &portal::link_to_referral(desk, referral)?)
}

/// The address of a provider's own page: everything it got from us.
///
/// # Errors
/// [`Error::Fault`] if the link cannot be made.
pub fn provider_page(desk: &Desk, provider: &Provider) -> Result<String, Error> {
    portal_url(desk, &portal::link_to_provider(desk, provider)?)
}

/// The address of the page that a provider hands on to whoever published the content.
///
/// # Errors
/// [`Error::Fault`] if the link cannot be made.
pub fn content_provider_page(desk: &Desk, order: &Order) -> Result<String, Error> {
    portal_url(desk, &portal::link_for_content_provider(desk, order)?)
}

pub(crate) async fn order(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let annex = crate::order::form(desk, order, provider).await?;
    let form = annex.render_text(language(&order.language));
    let cover = OrderCover {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        portal_link: order_page(desk, order)?,
        annex_text: form,
    };
    let written = cover.write(language(&order.language)).map_err(fault)?;
    let mut letter = addressed(desk, &provider.contact, &order.reference, &written)?;
    letter.attachments.extend(order_files(desk, order).await?);
    Ok(letter)
}

/// The order as a call on the provider's own interface.
pub(crate) async fn order_call(desk: &Desk, order: &Order, provider: &Provider) -> Result<Call, Error> {
    let url = provider.details.webhook.clone().ok_or(Error::NotFound { what: "interface of the provider" })?;
    let portal = Url::parse(&order_page(desk, order)?).map_err(fault)?;
    let message = Message::new(MessageKind::Order, &order.reference, signed_order(desk, order).await?, portal);
    sending::call(desk, url, &order.reference, &message)
}

/// The order as signed data, for a program.
async fn signed_order(desk: &Desk, order: &Order) -> Result<Value, Error> {
    serde_json::to_value(crate::order::signed(desk, order).await?).map_err(fault)
}

/// A letter about an order to its provider, in words; `what` tells it from every other about the order.
fn about(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    (kind, what): (MessageKind, &str),
    written: &exchange::letter::Letter,
) -> Result<Outgoing, Error> {
    let name = format!("{} {what}", order.reference);
    let portal = order_page(desk, order)?;
    let told = Told { kind, reference: &order.reference, name: &name, portal, signed: None };
    to_provider(desk, provider, told, written)
}

/// The number of the next letter of a kind about an order. It is the same until that letter is recorded.
fn next(order: &Order, kind: NoticeKind) -> usize {
    order.notices.iter().filter(|notice| notice.kind == kind).count() + 1
}

/// The order as files: signed data, and the paper if there is one.
async fn order_files(desk: &Desk, order: &Order) -> Result<Vec<(String, String, Vec<u8>)>, Error> {
    let signed = crate::order::signed(desk, order).await?.to_json().map_err(fault)?;
    let mut files = vec![(format!("{}.json", order.reference), "application/json".to_owned(), signed.into_bytes())];
    if let Some(paper) = order.paper
        && let Some(bytes) = desk.doors.blobs.get(&paper).await?
    {
        files.push((format!("{}.pdf", order.reference), "application/pdf".to_owned(), bytes));
    }
    Ok(files)
}

pub(crate) async fn host_state_copy(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    host: &Authority,
) -> Result<Letter, Error> {
    let copy = HostStateLetter {
        envelope: envelope(desk, order.authority, &order.reference, &host.name, &provider.time_zone).await?,
        provider: provider.name.clone(),
        order_sent: moment(order.issued.map_or_else(|| desk.now(), |stamp| stamp.at), provider),
        portal_link: desk.settings.base_url.join(&format!("host/{}", order.id)).map_err(fault)?.to_string(),
        annex_text: crate::order::form(desk, order, provider).await?.render_text(language(&order.language)),
    };
    let written = copy.write(language(&order.language)).map_err(fault)?;
    addressed(desk, &host.contact, &format!("{} copy", order.reference), &written)
}

pub(crate) async fn reminder(desk: &Desk, order: &Order, provider: &Provider) -> Result<Outgoing, Error> {
    let reminder = Reminder {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        answer_link: order_page(desk, order)?,
    };
    let written = reminder.write(language(&order.language)).map_err(fault)?;
    let what = format!("reminder {}", next(order, NoticeKind::Reminder));
    about(desk, order, provider, (MessageKind::Reminder, &what), &written)
}

fn first_sent(desk: &Desk, order: &Order, provider: &Provider) -> Moment {
    moment(order.delivered.or(order.issued).map_or_else(|| desk.now(), |stamp| stamp.at), provider)
}

pub(crate) async fn escalation(desk: &Desk, order: &Order, provider: &Provider) -> Result<Outgoing, Error> {
    let escalation = Escalation {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        passed_to: "legal officer of the issuing authority".to_owned(),
        answer_link: order_page(desk, order)?,
    };
    let written = escalation.write(language(&order.language)).map_err(fault)?;
    let what = format!("deadline {}", next(order, NoticeKind::Escalation));
    about(desk, order, provider, (MessageKind::Escalation, &what), &written)
}

pub(crate) async fn still_up(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    watch: &Watch,
) -> Result<Outgoing, Error> {
    let round = watch.rounds.last();
    let seen_from: Vec<_> = round
        .iter()
        .flat_map(|round| &round.looks)
        .filter(|look| matches!(look.seen, Seen::Up | Seen::Moved))
        .map(|look| format!("{} ({})", look.vantage, look.country))
        .collect();
    let question = StillUp {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        said_removed: moment(order.answers.last().map_or_else(|| desk.now(), |given| given.at), provider),
        seen: moment(round.map_or_else(|| desk.now(), |round| round.at), provider),
        seen_from: seen_from.join(", "),
        answer_link: order_page(desk, order)?,
    };
    let written = question.write(language(&order.language)).map_err(fault)?;
    let what = format!("still up {}", next(order, NoticeKind::StillUp));
    about(desk, order, provider, (MessageKind::StillUp, &what), &written)
}

pub(crate) async fn clarification(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    text: &str,
) -> Result<Outgoing, Error> {
    let clarification = Clarification {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        answer: text.to_owned(),
        answer_link: order_page(desk, order)?,
    };
    let written = clarification.write(language(&order.language)).map_err(fault)?;
    let what = format!("answer {}", next(order, NoticeKind::Clarification));
    about(desk, order, provider, (MessageKind::Clarification, &what), &written)
}

pub(crate) async fn prior_information(desk: &Desk, provider: &Provider, ours: &Authority) -> Result<Outgoing, Error> {
    let reference = format!("{}-INFO-{}", ours.country, provider.id_tail());
    let came_back = provider.information_came_back.iter().filter(|failed| failed.authority == ours.id).count();
    let information = PriorInformation {
        envelope: envelope(desk, ours.id, &reference, &provider.name, &provider.time_zone).await?,
        contact_point: provider.contact.clone(),
        languages: provider.languages.join(", "),
        redress: ours.redress.clone(),
        portal_link: provider_page(desk, provider)?,
    };
    let written = information.write(theirs(provider)).map_err(fault)?;
    // A letter that follows one that came back is another letter, so that the old notice is not held against it.
    let name = if came_back == 0 { reference.clone() } else { format!("{reference} {came_back}") };
    let (kind, portal) = (MessageKind::PriorInformation, provider_page(desk, provider)?);
    to_provider(desk, provider, Told { kind, reference: &reference, name: &name, portal, signed: None }, &written)
}

/// The link to a provider's own page, asked for at a moment that makes this letter the same when it is sent again. A
/// person asked for it and waits at the mailbox, so it goes there whatever the provider's programs take.
pub(crate) async fn own_page(
    desk: &Desk,
    provider: &Provider,
    ours: AuthorityId,
    asked: Timestamp,
) -> Result<Letter, Error> {
    let reference = format!("PAGE-{}", &provider.id.to_string()[..8]);
    let page = OwnPage {
        envelope: envelope(desk, ours, &reference, &provider.name, &provider.time_zone).await?,
        asked: moment(asked, provider),
        link: provider_page(desk, provider)?,
    };
    let written = page.write(theirs(provider)).map_err(fault)?;
    addressed(desk, &provider.contact, &format!("{reference} {}", asked.as_second()), &written)
}
