//! Alerts: an early warning about a rising outlet, to authorities, with receipts.

use super::{LONGEST_TEXT, text};
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters::{identifier, nothing_to_do};
use crate::once::{self, Once, Taken};
use crate::policy::{Actor, Permission};
use crate::ports::{Letter, Query};
use crate::records::act::{Marking, Recipient};
use crate::records::{Alert, Authority, Kept, Kind};
use crate::reference;
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::act::Viewer;
use domain::act::handling::{HandlingCode, Tlp};
use domain::id::{AlertId, AuthorityId, JobId};
use domain::map::Asset as Name;
use domain::stamp::{Source, Stamp};
use serde_json::json;
use std::collections::BTreeSet;

/// The most assets that one alert names.
const MAX_ASSETS: usize = 100;

/// What is written in an alert.
#[derive(Debug, Clone)]
pub struct AlertEntry {
    /// What it is about, in a line.
    pub subject: String,
    /// What is known, and what is asked of the recipients.
    pub text: String,
    /// The assets it names.
    pub assets: Vec<Name>,
    /// The label.
    pub tlp: Tlp,
    /// To whom; every authority of the Union in the directory when absent. Those of third states are named.
    pub to: Option<Vec<AuthorityId>>,
}

/// A marking that keeps nothing from anybody of the Union who takes part.
pub(super) fn open_marking() -> Marking {
    Marking {
        codes: BTreeSet::from([HandlingCode::H0]),
        tlp: Tlp::Green,
        authorities: None,
        people: None,
        released: BTreeSet::new(),
        words: String::new(),
    }
}

/// Writes an alert. It waits for a second person.
///
/// # Errors
/// Not permitted, no subject or text, too many assets, a label for people by name, an unknown recipient, or storage
/// failures.
pub async fn write_alert(desk: &Desk, actor: &Actor, entry: AlertEntry) -> Result<AlertId, Error> {
    actor.needs(Permission::PlanOperations)?;
    let (subject, words) = (text("subject", &entry.subject, 200)?, text("text", &entry.text, 5 * LONGEST_TEXT)?);
    if subject.contains(char::is_control) || entry.assets.len() > MAX_ASSETS {
        return Err(invalid("alert", format!("the subject is one line, and at most {MAX_ASSETS} assets are named")));
    }
    if entry.tlp == Tlp::Red {
        return Err(invalid("tlp", "red is for people by name; an alert goes to authorities"));
    }
    let everybody = super::sight::every::<Authority>(desk, Query::all(Kind::Authority, 500)).await?;
    let of_the_union = |one: &&Kept<Authority>| one.country.is_member_state() || one.country.code() == "EU";
    let mut to: Vec<AuthorityId> =
        entry.to.unwrap_or_else(|| everybody.iter().filter(of_the_union).map(|one| one.id).collect());
    to.retain(|authority| *authority != actor.authority);
    to.sort();
    to.dedup();
    if to.is_empty() || to.iter().any(|id| !everybody.iter().any(|known| known.id == *id)) {
        return Err(invalid("to", "name authorities of the directory"));
    }
    let third = everybody.iter().filter(|one| to.contains(&one.id) && !one.country.is_member_state());
    let marking = Marking {
        tlp: entry.tlp,
        authorities: Some(to.iter().copied().chain([actor.authority]).collect()),
        released: third.map(|one| one.id).collect(),
        ..open_marking()
    };
    let recipient = |authority| Recipient { authority, sent: None, refused: None, read: None, read_by: None };
    let _drawn = desk.drafting.lock().await;
    let alert = Alert {
        id: AlertId(desk.doors.entropy.id(desk.now())),
        reference: reference::alert(desk, actor.authority).await?,
        authority: actor.authority,
        author: actor.person,
        subject,
        text: words,
        assets: entry.assets,
        marking,
        written: desk.now(),
        issued: None,
        recipients: to.into_iter().map(recipient).collect(),
    };
    let id = alert.id;
    let act = Act::new(Verb::Act, "alert_written", id.0, Who::Person(actor))
        .detail(json!({ "recipients": alert.recipients.len() }));
    Draft::new(desk).put(&Kept::new(alert))?.commit(&act).await?;
    Ok(id)
}

/// A second person of the same authority issues an alert; one job for each recipient sends it.
///
/// # Errors
/// Not permitted, the author's own alert, one that was issued already, or storage failures.
pub async fn issue_alert(desk: &Desk, actor: &Actor, id: AlertId) -> Result<(), Error> {
    actor.needs(Permission::PlanOperations)?;
    let mut alert = desk.load::<Alert>(id.0).await?;
    if alert.authority != actor.authority {
        return Err(Error::NotFound { what: Kind::Alert.name() });
    }
    if alert.author == actor.person {
        return Err(invalid("alert", "you wrote it; a second person issues it"));
    }
    if alert.issued.is_some() {
        return Err(invalid("alert", "it was issued already"));
    }
    let now = desk.now();
    alert.issued = Some(now);
    let act = Act::new(Verb::Act, "alert_issued", id.0, Who::Person(actor));
    let mut draft = Draft::new(desk).put(&alert)?;
    for recipient in &alert.recipients {
        draft = draft.then(&Task::Warn { alert: id, authority: recipient.authority }, now);
    }
    draft.commit(&act).await
}

/// Sends an alert to one authority. The work of `Task::Warn`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub(crate) async fn warn(desk: &Desk, id: AlertId, to: AuthorityId, job: Option<JobId>) -> Result<(), Error> {
    let alert = desk.load::<Alert>(id.0).await?;
    let owed = |one: &Recipient| one.authority == to && one.sent.is_none() && one.refused.is_none();
    let owed = alert.recipients.iter().any(owed);
    let (true, Some(job)) = (owed && alert.issued.is_some(), job) else { return nothing_to_do(desk, job).await };
    let letter = letter(desk, &alert, to).await?;
    let taken = match once::send(desk, &noted(id, to), job, &letter).await? {
        Once::Taken(taken) => Ok(taken),
        Once::Refused(why) => Err(why),
        Once::InDoubt => Err("we were stopped while it was handed over; ask whether it arrived".to_owned()),
        Once::InOtherHands => return nothing_to_do(desk, Some(job)).await,
    };
    again!(sent(desk, id, to, &taken, job))
}

/// Under which name the letter to one authority is noted.
fn noted(id: AlertId, to: AuthorityId) -> String {
    format!("{id}:{to}")
}

async fn sent(
    desk: &Desk,
    id: AlertId,
    to: AuthorityId,
    taken: &Result<Taken, String>,
    job: JobId,
) -> Result<(), Error> {
    let mut alert = desk.load::<Alert>(id.0).await?;
    let recipient = alert.recipients.iter_mut().find(|one| one.authority == to && one.sent.is_none());
    let Some(recipient) = recipient else { return nothing_to_do(desk, Some(job)).await };
    recipient.sent = taken.as_ref().ok().map(|taken| Stamp { at: taken.at, source: Source::MailAccepted }.into());
    recipient.refused = taken.as_ref().err().cloned();
    let name = if taken.is_ok() { "alert_sent" } else { "alert_not_sent" };
    let act = Act::new(Verb::Act, name, id.0, Who::Job).detail(json!({ "authority": to.to_string() }));
    Draft::new(desk).put(&alert)?.done(Some(job)).commit(&act).await
}

/// Sends an alert again to an authority that did not get it: its contact point was put right, or they say that nothing
/// arrived.
///
/// # Errors
/// Not permitted, another authority's alert, a recipient that got it or whose letter is on its way, or storage failures.
pub async fn send_alert_again(desk: &Desk, actor: &Actor, id: AlertId, to: AuthorityId) -> Result<(), Error> {
    actor.needs(Permission::PlanOperations)?;
    let mut alert = desk.load::<Alert>(id.0).await?;
    if alert.authority != actor.authority {
        return Err(Error::NotFound { what: Kind::Alert.name() });
    }
    let failed = alert.recipients.iter_mut().find(|one| one.authority == to && one.refused.is_some());
    let recipient = failed.ok_or_else(|| invalid("to", "it got the alert, or its letter is on its way"))?;
    recipient.refused = None;
    // Before the commit: a crash in between leaves it as it is, and the person asks once more.
    once::let_go(desk, &noted(id, to)).await?;
    let act = Act::new(Verb::Act, "alert_sent_again", id.0, Who::Person(actor))
        .detail(json!({ "authority": to.to_string() }));
    Draft::new(desk).put(&alert)?.then(&Task::Warn { alert: id, authority: to }, desk.now()).commit(&act).await
}

async fn letter(desk: &Desk, alert: &Alert, to: AuthorityId) -> Result<Letter, Error> {
    let (theirs, ours) = (desk.load::<Authority>(to.0).await?, desk.load::<Authority>(alert.authority.0).await?);
    let mark = if desk.settings.rehearsal { "REHEARSAL " } else { "" };
    let handling = format!("TLP:{}", alert.marking.tlp.name().replace("_strict", "+strict").to_uppercase());
    let assets: String = alert.assets.iter().map(|asset| format!("- {asset}\n")).collect();
    let page = desk.settings.base_url.join(&format!("act/alerts/{}", alert.id)).map_err(crate::error::fault)?;
    let (reference, subject, words, sender) = (&alert.reference, &alert.subject, &alert.text, &ours.name);
    Ok(Letter {
        to: theirs.contact.clone(),
        subject: format!("{mark}{handling} Early warning {reference}"),
        text: format!(
            "{mark}{handling}\n\nEarly warning {reference}\nFrom: {sender}\nTo: {}\n\n{subject}\n\n{words}\n\n{assets}\n\
             Please confirm that you have read this: {page}\n",
            theirs.name
        ),
        attachments: Vec::new(),
        message_id: identifier::message_id(desk, &format!("alert {} {to}", alert.id))?,
    })
}

/// The alerts that the actor's authority wrote or got, the newest first. A recipient does not see who else got one.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn alerts(desk: &Desk, actor: &Actor) -> Result<Vec<Alert>, Error> {
    actor.needs(Permission::SeeOperations)?;
    let country = desk.load::<Authority>(actor.authority.0).await?.country;
    let country = Some(country).filter(|country| country.code() != "EU");
    let viewer = Viewer { person: actor.person, authority: actor.authority, country, takes_part: true };
    let mut seen = Vec::new();
    let written = Query::all(Kind::Alert, 500).with("authority", actor.authority);
    let got = Query::all(Kind::Alert, 500).with("recipient", actor.authority).in_states(&["issued"]);
    for query in [written, got] {
        for mut alert in super::sight::every::<Alert>(desk, query).await? {
            if alert.authority != actor.authority {
                if !alert.marking.may_see(&viewer) {
                    continue;
                }
                alert.recipients.retain(|one| one.authority == actor.authority);
                alert.marking.authorities = None;
                alert.marking.released.retain(|authority| *authority == actor.authority);
            }
            seen.push(alert.record);
        }
    }
    seen.sort_by_key(|alert: &Alert| std::cmp::Reverse((alert.issued.unwrap_or(alert.written), alert.id)));
    Ok(seen)
}

/// Somebody of a recipient confirms that they read an alert.
///
/// # Errors
/// Not permitted, no alert that the actor's authority got, or storage failures.
pub async fn confirm_alert(desk: &Desk, actor: &Actor, id: AlertId) -> Result<(), Error> {
    actor.needs(Permission::SeeOperations)?;
    again!(read(desk, actor, id))
}

async fn read(desk: &Desk, actor: &Actor, id: AlertId) -> Result<(), Error> {
    let unseen = Error::NotFound { what: Kind::Alert.name() };
    let Some(mut alert) = desk.find::<Alert>(id.0).await?.filter(|alert| alert.issued.is_some()) else {
        return Err(unseen);
    };
    let Some(recipient) = alert.recipients.iter_mut().find(|one| one.authority == actor.authority) else {
        return Err(unseen);
    };
    if recipient.read.is_some() {
        return Ok(());
    }
    (recipient.read, recipient.read_by) = (Some(desk.now()), Some(actor.person));
    let act = Act::new(Verb::Act, "alert_read", id.0, Who::Person(actor));
    Draft::new(desk).put(&alert)?.commit(&act).await
}
