//! The directory: providers, authorities, holds.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Authority, AuthorityTerms, Hold, Informed, Kept, Kind, NoticeKind, Provider, ProviderDetails};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::hold::{Answer, ReasonClass};
use domain::id::{AuthorityId, HoldId, JobId, ProviderId};
use domain::people::{Competence, Country};
use domain::provider::Channel;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

/// What is written about a provider.
#[derive(Debug, Clone)]
pub struct ProviderEntry {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its contact point.
    pub contact: String,
    /// Languages the contact point reads.
    pub languages: Vec<String>,
    /// Its time zone, an IANA name.
    pub time_zone: String,
    /// Domains whose pages it hosts.
    pub domains: Vec<String>,
    /// What else is known of it.
    pub details: ProviderDetails,
}

/// A name and a contact point go into letters: one line each, and at most one address. An empty
/// contact says that none is known.
///
/// # Errors
/// Says which of the two does not fit.
pub fn check(name: &str, contact: &str) -> Result<(), Error> {
    if name.trim().is_empty() || name.chars().any(char::is_control) {
        return Err(invalid("name", "give a name, in one line"));
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"');
    let address = contact
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'));
    if !contact.is_empty() && (!address || contact.chars().any(odd)) {
        return Err(invalid("contact", "this is not one e-mail address"));
    }
    Ok(())
}

/// Writes a provider into the directory, or changes the one of that name.
///
/// # Errors
/// Not permitted, an unknown time zone, a contact that is no e-mail address, or storage failures.
pub async fn put_provider(desk: &Desk, actor: &Actor, entry: ProviderEntry) -> Result<ProviderId, Error> {
    actor.needs(Permission::KeepDirectory)?;
    check(&entry.name, &entry.contact)?;
    if TimeZone::get(&entry.time_zone).is_err() {
        return Err(invalid("time zone", "use an IANA name, such as Europe/Amsterdam"));
    }
    let existing = desk.find_unique::<Provider>(entry.name.trim()).await?;
    if entry.details.channels.contains(&Channel::Api) && entry.details.webhook.is_none() {
        return Err(invalid("channels", "give the address of the provider's interface, or leave the channel out"));
    }
    // Whoever writes an entry confirms the contact point that stands in it.
    let confirmed = (!entry.contact.is_empty()).then(|| desk.now());
    let (id, informed, nonce) = existing.as_ref().map_or_else(
        || (ProviderId(desk.doors.entropy.id(desk.now())), Vec::new(), desk.doors.entropy.secret()),
        |provider| (provider.id, provider.informed.clone(), provider.portal_nonce.clone()),
    );
    let record = Provider {
        id,
        name: entry.name.trim().to_owned(),
        country: entry.country,
        contact: entry.contact,
        languages: entry
            .languages
            .iter()
            .map(|language| language.trim().to_lowercase())
            .filter(|language| !language.is_empty())
            .collect(),
        time_zone: entry.time_zone,
        domains: entry
            .domains
            .iter()
            .map(|domain| domain.trim().to_lowercase())
            .filter(|domain| !domain.is_empty())
            .collect(),
        details: entry.details,
        informed,
        contact_confirmed: confirmed,
        portal_nonce: nonce,
    };
    let provider = Kept { revision: existing.map_or(0, |existing| existing.revision), record };
    let act =
        Act::new(Verb::Keep, "provider_recorded", id.0, Who::Person(actor)).detail(json!({ "name": provider.name }));
    Draft::new(desk).put(&provider)?.commit(&act).await?;
    Ok(id)
}

/// Sends a provider the information on procedures and deadlines that must precede its first order.
///
/// # Errors
/// Not permitted, no contact point, or storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Art 3(2).
pub async fn inform(desk: &Desk, actor: &Actor, id: ProviderId) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    let provider = desk.load::<Provider>(id.0).await?;
    if !provider.has_contact() {
        return Err(invalid("provider", "it has no contact point on record"));
    }
    let act = Act::new(Verb::Keep, "information_asked_for", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(2)");
    let inform = Task::Inform { provider: id, authority: actor.authority };
    Draft::new(desk).then(&inform, desk.now()).commit(&act).await
}

/// Records that a provider was informed otherwise: by registered letter, or before Vigie was used.
///
/// # Errors
/// Not permitted, no note, a moment in the future, or storage failures.
pub async fn record_informed(
    desk: &Desk,
    actor: &Actor,
    id: ProviderId,
    at: Timestamp,
    how: &str,
) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    if how.trim().is_empty() || at > desk.now() {
        return Err(invalid("information", "say how and when the provider was informed; the moment lies in the past"));
    }
    let mut provider = desk.load::<Provider>(id.0).await?;
    note_informed(&mut provider, actor.authority, at, how.trim().to_owned());
    let act = Act::new(Verb::Keep, "information_recorded", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 3(2)")
        .detail(json!({ "at": at.to_string(), "how": how }));
    Draft::new(desk).put(&provider)?.commit(&act).await
}

/// Sends the information letter. The work of `Task::Inform`.
///
/// # Errors
/// Mail or storage failures; the job is tried again.
pub async fn send_information(
    desk: &Desk,
    id: ProviderId,
    authority: AuthorityId,
    job: Option<JobId>,
) -> Result<(), Error> {
    let mut provider = desk.load::<Provider>(id.0).await?;
    let issuer = desk.load::<Authority>(authority.0).await?;
    let letter = letters::prior_information(desk, &provider, &issuer).await?;
    let notice = letters::send(desk, NoticeKind::PriorInformation, letter).await?;
    let act = Act::new(Verb::Keep, "provider_informed", id.0, Who::Job)
        .under("Regulation (EU) 2021/784, Art 3(2)")
        .detail(json!({ "to": notice.to, "receipt": notice.receipt }))
        .sealing([notice.text]);
    note_informed(&mut provider, authority, notice.at, format!("letter: {}", notice.receipt));
    Draft::new(desk).put(&provider)?.done(job).commit(&act).await
}

/// The first information counts: a later letter does not put the twelve hours off.
fn note_informed(provider: &mut Provider, authority: AuthorityId, at: Timestamp, how: String) {
    match provider.informed.iter_mut().find(|informed| informed.authority == authority) {
        Some(before) if before.at <= at => {}
        Some(before) => *before = Informed { authority, at, how },
        None => provider.informed.push(Informed { authority, at, how }),
    }
}

/// What is written about an authority.
#[derive(Debug, Clone)]
pub struct AuthorityEntry {
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its tasks under Art 12.
    pub competences: Vec<Competence>,
    /// Its contact point.
    pub contact: String,
    /// Postal address.
    pub address: String,
    /// Telephone.
    pub telephone: String,
    /// Body for redress, time limit and provisions, parted by " | ".
    pub redress: String,
    /// How it works.
    pub terms: AuthorityTerms,
    /// Whether this installation is its own.
    pub ours: bool,
}

/// Writes an authority into the directory. `who` is absent only while the installation is set up.
///
/// # Errors
/// Not permitted, no name, a second authority of our own, or storage failures.
pub async fn put_authority(desk: &Desk, who: Option<&Actor>, entry: AuthorityEntry) -> Result<AuthorityId, Error> {
    if let Some(actor) = who {
        actor.needs(Permission::KeepDirectory)?;
    }
    check(&entry.name, &entry.contact)?;
    if TimeZone::get(&entry.terms.time_zone).is_err() {
        return Err(invalid("time zone", "use an IANA name, such as Europe/Brussels"));
    }
    if entry.ours && !desk.list::<Authority>(&Query::all(Kind::Authority, 1).in_states(&["ours"])).await?.is_empty() {
        return Err(invalid("authority", "this installation has its own authority already"));
    }
    let authority = Kept::new(Authority {
        id: AuthorityId(desk.doors.entropy.id(desk.now())),
        name: entry.name.trim().to_owned(),
        country: entry.country,
        competences: entry.competences,
        contact: entry.contact,
        address: entry.address,
        telephone: entry.telephone,
        redress: entry.redress,
        terms: entry.terms,
        ours: entry.ours,
    });
    let act = Act::new(Verb::Keep, "authority_recorded", authority.id.0, who.map_or(Who::Job, Who::Person))
        .detail(json!({ "name": authority.name }));
    Draft::new(desk).put(&authority)?.commit(&act).await?;
    Ok(authority.id)
}

/// Records a hold of an authority on a domain, a host, an account or an item.
///
/// # Errors
/// Not permitted, "go" (which is no hold), an end in the past, or storage failures.
pub async fn place_hold(
    desk: &Desk,
    actor: &Actor,
    authority: AuthorityId,
    scope: &str,
    answer: Answer,
    reason: ReasonClass,
    until: Timestamp,
) -> Result<HoldId, Error> {
    actor.needs(Permission::Deconflict)?;
    if answer == Answer::Go || until <= desk.now() || scope.trim().is_empty() {
        return Err(invalid("hold", "a hold names a host, says hold or contact, and ends in the future"));
    }
    let scope = scope_of(scope)?;
    desk.load::<Authority>(authority.0).await?;
    let hold = Kept::new(Hold {
        id: HoldId(desk.doors.entropy.id(desk.now())),
        authority,
        scope,
        answer,
        reason,
        recorded_by: actor.person,
        recorded: desk.now(),
        until,
        lifted: false,
    });
    let act = Act::new(Verb::Order, "hold_placed", hold.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 14(1)")
        .detail(json!({ "scope": hold.scope, "until": until.to_string() }));
    Draft::new(desk).put(&hold)?.commit(&act).await?;
    Ok(hold.id)
}

/// What a hold is to cover, written as the addresses of items are: a hold that reads differently would
/// cover nothing. A domain or host alone, or with the path of an account or item.
fn scope_of(scope: &str) -> Result<String, Error> {
    let wrong = || {
        invalid("hold", "name a domain or host, such as pages.lowtide.test, or with a path, such as lowtide.test/@name")
    };
    let scope = scope.trim().trim_start_matches("https://").trim_end_matches('/');
    if scope.contains(['*', ' ', '#']) || scope.split('/').next().is_some_and(|host| host.contains(['@', ':'])) {
        return Err(wrong());
    }
    let url = domain::locator::canonical(&format!("https://{scope}")).map_err(|_| wrong())?;
    domain::hold::scopes_over(&url).into_iter().next().filter(|scope| !scope.is_empty()).ok_or_else(wrong)
}

/// Lifts a hold before its end.
///
/// # Errors
/// Not permitted, no such hold, or storage failures.
pub async fn lift_hold(desk: &Desk, actor: &Actor, id: HoldId) -> Result<(), Error> {
    actor.needs(Permission::Deconflict)?;
    let mut hold = desk.load::<Hold>(id.0).await?;
    hold.lifted = true;
    let act = Act::new(Verb::Order, "hold_lifted", id.0, Who::Person(actor));
    Draft::new(desk).put(&hold)?.commit(&act).await
}
