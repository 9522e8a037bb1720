//! Letters: filled from the case file, written by `exchange`, handed to the mail port, kept.

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::portal;
use crate::ports::Letter;
use crate::records::{Authority, Notice, NoticeKind, Order, Provider, Referral, Watch};
use domain::id::JobId;
use domain::watch::Seen;
use exchange::Language;
use exchange::annex::{
    Addressing, AnnexI, Authentication, AuthorityType, Content, FollowUp, HostStateCopy, IssuingAuthority,
    NonDisclosure, OrderSchema, Reason, Redress, Remedy,
};
use exchange::letter::{
    Clarification, Envelope, Escalation, HostStateLetter, Matter, Moment, OrderCover, PriorInformation, ReferralNotice,
    Reminder, Sender, StillUp, Withdrawal,
};
use jiff::Timestamp;
use std::collections::BTreeSet;

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

/// Hands a letter to the mail server and keeps its text.
pub(crate) async fn send(desk: &Desk, kind: NoticeKind, letter: Letter) -> Result<Notice, Error> {
    let text = desk.doors.blobs.put(letter.text.as_bytes()).await?;
    let receipt = desk.doors.mail.send(&letter).await?;
    Ok(Notice { kind, to: letter.to, at: desk.now(), receipt, text })
}

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap_or(Language::English)
}

fn moment(at: Timestamp, provider: &Provider) -> Moment {
    Moment { at, zone: provider.time_zone.clone() }
}

/// A name that people of the outside world see: the function, never the officer's own name, since
/// named letters put officers in danger. The log knows who it was.
const OFFICER: &str = "duty officer";

async fn envelope(desk: &Desk, reference: &str, recipient: &str, zone: &str) -> Result<Envelope, Error> {
    let ours = desk.our_authority().await?;
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

/// The form of Annex I for an order, as data. What is missing shows in its `check`.
///
/// # Errors
/// Storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Annex I.
pub async fn annex_one(desk: &Desk, order: &Order, provider: &Provider) -> Result<AnnexI, Error> {
    let ours = desk.load::<Authority>(order.authority.0).await?;
    let host = crate::order::host_authority(desk, provider).await?;
    let issued = order.issued.map_or_else(|| desk.now(), |stamp| stamp.at);
    let reason = |category: &domain::assess::Category| Reason::ALL[(category.letter() as usize) - ('a' as usize)];
    let digest = order.capture_digest.map(|digest| format!("SHA-256 of the page as captured: {digest}"));
    let emergency =
        order.emergency.as_ref().map(|why| format!("\nPrior information was waived (Art 3(2), recital 17): {why}"));
    Ok(AnnexI {
        schema: OrderSchema::V1,
        rehearsal: desk.settings.rehearsal,
        section_a: Addressing {
            issuing_ms: ours.country.to_string(),
            addressee: provider.name.clone(),
            legal_representative: None,
            contact_point: provider.contact.clone(),
            host_ms: provider.country.to_string(),
            issued_at: issued,
            order_ref: order.reference.clone(),
        },
        section_b: Content {
            url: order.url.to_string(),
            additional_locator: digest,
            reasons: order.finding.categories.iter().map(reason).collect::<BTreeSet<_>>(),
            additional_reasons: format!("{}{}", order.finding.reason, emergency.unwrap_or_default()),
        },
        section_c: NonDisclosure { non_disclosure: false },
        section_d: HostStateCopy {
            host_ms_differs: ours.country != provider.country,
            copy_sent_to_host_ca: host.is_some(),
        },
        section_e: issuing(&ours, order, issued),
        section_f: FollowUp {
            issuing_authority_contact: ours.contact.clone(),
            host_authority_contact: host.map(|host| format!("{}, {}", host.name, host.contact)),
        },
        section_g: Redress { remedies: vec![remedy(&ours)] },
    })
}

fn issuing(ours: &Authority, order: &Order, issued: Timestamp) -> IssuingAuthority {
    IssuingAuthority {
        authority_type: AuthorityType::OtherCa,
        authority: ours.name.clone(),
        representative: OFFICER.to_owned(),
        post: "competent authority, Art 12(1)(a)".to_owned(),
        file_no: order.reference.clone(),
        address: ours.address.clone(),
        telephone: ours.telephone.clone(),
        fax: None,
        email: ours.contact.clone(),
        date: issued.to_zoned(jiff::tz::TimeZone::UTC).date(),
        authentication: Authentication::AuthenticatedChannel {
            channel: "portal of the issuing authority, signed link".to_owned(),
        },
    }
}

/// The body for redress, its time limit and the provisions are kept as one text, parted by " | ".
fn remedy(ours: &Authority) -> Remedy {
    let mut parts = ours.redress.split(" | ").map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    Remedy { body_or_court: part(), deadline: part(), national_provisions: part() }
}

pub(crate) async fn order(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let annex = annex_one(desk, order, provider).await?;
    let form = annex.render_text(language(&order.language));
    let cover = OrderCover {
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
        portal_link: order_page(desk, order)?,
        annex_text: form,
    };
    let written = cover.write(language(&order.language)).map_err(fault)?;
    let mut letter = addressed(desk, &provider.contact, &order.reference, &written);
    let data = serde_json::to_vec_pretty(&annex).map_err(fault)?;
    letter.attachments.push((format!("{}-annex-1.json", order.reference), "application/json".to_owned(), data));
    Ok(letter)
}

pub(crate) async fn host_state_copy(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    host: &Authority,
) -> Result<Letter, Error> {
    let copy = HostStateLetter {
        envelope: envelope(desk, &order.reference, &host.name, &provider.time_zone).await?,
        provider: provider.name.clone(),
        order_sent: moment(order.issued.map_or_else(|| desk.now(), |stamp| stamp.at), provider),
        portal_link: desk.settings.base_url.join(&format!("host/{}", order.id)).map_err(fault)?.to_string(),
        annex_text: annex_one(desk, order, provider).await?.render_text(language(&order.language)),
    };
    let written = copy.write(language(&order.language)).map_err(fault)?;
    Ok(addressed(desk, &host.contact, &format!("{} copy", order.reference), &written))
}

pub(crate) async fn referral(desk: &Desk, referral: &Referral, provider: &Provider) -> Result<Letter, Error> {
    let notice = ReferralNotice {
        envelope: envelope(desk, &referral.reference, &provider.name, &provider.time_zone).await?,
        url: referral.url.to_string(),
        why: referral.finding.reason.clone(),
        terms: None,
        answer_link: referral_page(desk, referral)?,
    };
    let written = notice.write(language(&referral.language)).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &referral.reference, &written))
}

pub(crate) async fn reminder(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let reminder = Reminder {
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        answer_link: order_page(desk, order)?,
    };
    let written = reminder.write(language(&order.language)).map_err(fault)?;
    let step = if order.received.is_some() { "before the end" } else { "not received" };
    Ok(addressed(desk, &provider.contact, &format!("{} reminder {step}", order.reference), &written))
}

fn first_sent(desk: &Desk, order: &Order, provider: &Provider) -> Moment {
    moment(order.delivered.or(order.issued).map_or_else(|| desk.now(), |stamp| stamp.at), provider)
}

pub(crate) async fn escalation(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let escalation = Escalation {
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
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
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        said_removed: moment(order.answers.last().map_or_else(|| desk.now(), |given| given.at), provider),
        seen: moment(round.map_or_else(|| desk.now(), |round| round.at), provider),
        seen_from: seen_from.join(", "),
        answer_link: order_page(desk, order)?,
    };
    let written = question.write(language(&order.language)).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &format!("{} still up", order.reference), &written))
}

pub(crate) async fn withdrawal(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let withdrawal = Withdrawal {
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
        matter: Matter::Order,
        url: order.url.to_string(),
        first_sent: first_sent(desk, order, provider),
        why: order.withdrawn.clone().unwrap_or_default(),
    };
    let written = withdrawal.write(language(&order.language)).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &format!("{} withdrawn", order.reference), &written))
}

pub(crate) async fn clarification(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    text: &str,
) -> Result<Letter, Error> {
    let clarification = Clarification {
        envelope: envelope(desk, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        answer: text.to_owned(),
        answer_link: order_page(desk, order)?,
    };
    let written = clarification.write(language(&order.language)).map_err(fault)?;
    let restart = order.notices.iter().filter(|notice| notice.kind == NoticeKind::Clarification).count() + 1;
    Ok(addressed(desk, &provider.contact, &format!("{} answer {restart}", order.reference), &written))
}

pub(crate) async fn prior_information(desk: &Desk, provider: &Provider, ours: &Authority) -> Result<Letter, Error> {
    let reference = format!("{}-INFO-{}", ours.country, &provider.id.to_string()[..8]);
    let information = PriorInformation {
        envelope: envelope(desk, &reference, &provider.name, &provider.time_zone).await?,
        contact_point: provider.contact.clone(),
        languages: provider.languages.join(", "),
        redress: ours.redress.clone(),
        portal_link: desk.settings.base_url.to_string(),
    };
    let ours_first = provider.languages.iter().find_map(|code| Language::from_code(code)).unwrap_or(Language::English);
    let written = information.write(ours_first).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &reference, &written))
}
