//! Letters: filled from the case file, written by `exchange`, handed to the mail port, kept.

mod proceedings;
mod thanks;

pub(crate) use proceedings::{
    Parties, correction, finality, non_disclosure, preservation_extension, reinstatement, scrutiny,
};
pub(crate) use thanks::thanks;

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::portal;
use crate::ports::{Call, Letter, MailError};
use crate::records::{Authority, Capture, Item, Notice, NoticeKind, Order, Provider, Referral, Watch};
use domain::id::{AuthorityId, JobId};
use domain::provider::Channel;
use domain::refer::Ground;
use domain::watch::Seen;
use exchange::Language;
use exchange::letter::{
    Clarification, DsaNotice, DsaOrder, DsaOrderWithdrawal, Envelope, Escalation, HostStateLetter, Matter, Moment,
    OrderCover, OwnPage, PriorInformation, ReferralNotice, Reminder, Sender, StillUp, Withdrawal,
};
use exchange::webhook::{self, Message, MessageKind};
use jiff::Timestamp;
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

/// What became of a letter.
pub(crate) enum Handed {
    /// The mail server took it.
    Taken(Notice),
    /// It can never be sent like this, or the server refused it for good.
    Refused(String),
}

/// As [`send`], for a letter whose refusal is brought to a person rather than tried again.
pub(crate) async fn hand_over(desk: &Desk, kind: NoticeKind, letter: Letter) -> Result<Handed, Error> {
    let text = desk.doors.blobs.put(letter.text.as_bytes()).await?;
    match desk.doors.mail.send(&letter).await {
        Ok(receipt) => {
            let (to, at) = (letter.to, desk.now());
            Ok(Handed::Taken(Notice { kind, to, channel: Channel::Email, at, receipt, text }))
        }
        Err(later @ MailError::Later { .. }) => Err(later.into()),
        Err(refused) => Ok(Handed::Refused(refused.to_string())),
    }
}

/// Hands a letter to the mail server and keeps its text.
pub(crate) async fn send(desk: &Desk, kind: NoticeKind, letter: Letter) -> Result<Notice, Error> {
    let text = desk.doors.blobs.put(letter.text.as_bytes()).await?;
    let receipt = desk.doors.mail.send(&letter).await?;
    Ok(Notice { kind, to: letter.to, channel: Channel::Email, at: desk.now(), receipt, text })
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

/// The same letter sent twice after a crash carries the same identifier, so that mail programs and
/// people see that it is one.
fn addressed(desk: &Desk, to: &str, what: &str, written: &exchange::letter::Letter) -> Letter {
    let host = desk.settings.base_url.host_str().unwrap_or("vigie.invalid");
    Letter {
        to: to.to_owned(),
        subject: written.subject().to_owned(),
        text: written.body_text().to_owned(),
        attachments: Vec::new(),
        message_id: format!("<{}@{host}>", what.to_ascii_lowercase().replace(' ', "-")),
    }
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
    let mut letter = addressed(desk, &provider.contact, &order.reference, &written);
    letter.attachments.extend(order_files(desk, order).await?);
    Ok(letter)
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

/// The order as a call on the provider's own interface: the same identifier however often it is tried,
/// so that a provider counts it once.
pub(crate) async fn order_call(desk: &Desk, order: &Order, provider: &Provider) -> Result<Call, Error> {
    let url = provider.details.webhook.clone().ok_or(Error::NotFound { what: "interface of the provider" })?;
    let signed = serde_json::to_value(crate::order::signed(desk, order).await?).map_err(fault)?;
    let portal = Url::parse(&order_page(desk, order)?).map_err(fault)?;
    let body = Message::new(MessageKind::Order, &order.reference, signed, portal).to_bytes();
    let now = desk.now();
    let id = order.id.to_string();
    let signed = desk.doors.signer.sign_bytes(&webhook::signed_content(&id, now.as_second(), &body));
    let signature = <[u8; 64]>::try_from(signed.as_slice()).map_err(fault)?;
    Ok(Call { url, headers: webhook::headers(&id, now, &signature), body })
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
    Ok(addressed(desk, &host.contact, &format!("{} copy", order.reference), &written))
}

pub(crate) async fn referral(desk: &Desk, referral: &Referral, provider: &Provider) -> Result<Letter, Error> {
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
    Ok(addressed(desk, &provider.contact, &referral.reference, &written))
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
) -> Result<Letter, Error> {
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
    Ok(addressed(desk, &provider.contact, &format!("{} withdrawn", referral.reference), &written))
}

pub(crate) async fn reminder(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let reminder = Reminder {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        answer_link: order_page(desk, order)?,
    };
    let written = reminder.write(language(&order.language)).map_err(fault)?;
    let step = if order.counts_from.is_some() { "before the end" } else { "not received" };
    Ok(addressed(desk, &provider.contact, &format!("{} reminder {step}", order.reference), &written))
}

fn first_sent(desk: &Desk, order: &Order, provider: &Provider) -> Moment {
    moment(order.delivered.or(order.issued).map_or_else(|| desk.now(), |stamp| stamp.at), provider)
}

pub(crate) async fn escalation(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let escalation = Escalation {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        passed_to: "legal officer of the issuing authority".to_owned(),
        answer_link: order_page(desk, order)?,
    };
    let written = escalation.write(language(&order.language)).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &format!("{} deadline", order.reference), &written))
}

pub(crate) async fn still_up(desk: &Desk, order: &Order, provider: &Provider, watch: &Watch) -> Result<Letter, Error> {
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
    Ok(addressed(desk, &provider.contact, &format!("{} still up", order.reference), &written))
}

pub(crate) async fn clarification(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    text: &str,
) -> Result<Letter, Error> {
    let clarification = Clarification {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        answer: text.to_owned(),
        answer_link: order_page(desk, order)?,
    };
    let written = clarification.write(language(&order.language)).map_err(fault)?;
    let restart = order.notices.iter().filter(|notice| notice.kind == NoticeKind::Clarification).count() + 1;
    Ok(addressed(desk, &provider.contact, &format!("{} answer {restart}", order.reference), &written))
}

pub(crate) async fn prior_information(desk: &Desk, provider: &Provider, ours: &Authority) -> Result<Letter, Error> {
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
    let what = if came_back == 0 { reference } else { format!("{reference} {came_back}") };
    Ok(addressed(desk, &provider.contact, &what, &written))
}

/// The link to a provider's own page, asked for at a moment that makes this letter the same when it is sent again.
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
    Ok(addressed(desk, &provider.contact, &format!("{reference} {}", asked.as_second()), &written))
}
