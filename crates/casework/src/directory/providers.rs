//! Providers in the directory.

use super::check;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Kept, Provider, ProviderDetails};
use crate::seal::{Act, Verb, Who};
use domain::id::ProviderId;
use domain::people::Country;
use domain::provider::Channel;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use url::Url;

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

/// Writes a provider into the directory, or changes the one of that name. A contact point that is new is
/// taken to be right at this moment; one that stays as it was is not confirmed by that.
///
/// # Errors
/// Not permitted, an unknown time zone, a contact that is no e-mail address, a channel or a
/// representative without what it needs, or storage failures.
pub async fn put_provider(desk: &Desk, actor: &Actor, entry: ProviderEntry) -> Result<ProviderId, Error> {
    actor.needs(Permission::KeepDirectory)?;
    let before = desk.find_unique::<Provider>(entry.name.trim()).await?;
    let same = before.as_ref().filter(|before| before.contact == entry.contact);
    let confirmed = match same {
        Some(before) => before.contact_confirmed,
        None => (!entry.contact.is_empty()).then(|| desk.now()),
    };
    let record = compose(desk, before.as_deref(), entry, confirmed)?;
    let provider = Kept { revision: before.map_or(0, |before| before.revision), record };
    let act = Act::new(Verb::Keep, "provider_recorded", provider.id.0, Who::Person(actor))
        .detail(json!({ "name": provider.name }));
    Draft::new(desk).put(&provider)?.commit(&act).await?;
    Ok(provider.id)
}

/// The record that an entry makes of what was there before.
pub(super) fn compose(
    desk: &Desk,
    before: Option<&Provider>,
    entry: ProviderEntry,
    confirmed: Option<Timestamp>,
) -> Result<Provider, Error> {
    check(&entry.name, &entry.contact)?;
    check_details(&entry)?;
    let tidied = |values: Vec<String>| -> Vec<String> {
        let values = values.iter().map(|value| value.trim().to_lowercase());
        values.filter(|value| !value.is_empty()).collect()
    };
    Ok(Provider {
        id: before.map_or_else(|| ProviderId(desk.doors.entropy.id(desk.now())), |before| before.id),
        name: entry.name.trim().to_owned(),
        country: entry.country,
        contact: entry.contact,
        languages: tidied(entry.languages),
        time_zone: entry.time_zone,
        domains: tidied(entry.domains),
        details: entry.details,
        informed: before.map_or_else(Vec::new, |before| before.informed.clone()),
        information_came_back: before.map_or_else(Vec::new, |before| before.information_came_back.clone()),
        contact_confirmed: confirmed,
        portal_nonce: before.map_or_else(|| desk.doors.entropy.secret(), |before| before.portal_nonce.clone()),
    })
}

fn check_details(entry: &ProviderEntry) -> Result<(), Error> {
    let details = &entry.details;
    if TimeZone::get(&entry.time_zone).is_err() {
        return Err(invalid("time zone", "use an IANA name, such as Europe/Amsterdam"));
    }
    if details.channels.contains(&Channel::Api) && details.webhook.is_none() {
        return Err(invalid("channels", "give the address of the provider's interface, or leave the channel out"));
    }
    let plain = |url: &Url| url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    if details.webhook.as_ref().is_some_and(|url| !plain(url)) {
        return Err(invalid("interface", "give an https address without user name and password"));
    }
    match (&details.legal_representative, details.represented_in) {
        (None, Some(_)) => Err(invalid("legal representative", "name the representative, or leave its state out")),
        (Some(_), Some(state)) if !state.is_member_state() => {
            Err(invalid("legal representative", "it is established in a Member State of the Union (Art 17)"))
        }
        _ => Ok(()),
    }
}

/// Records that somebody made sure, just now, that the contact point is right.
///
/// # Errors
/// Not permitted, no contact point on record, or storage failures.
pub async fn confirm_contact(desk: &Desk, actor: &Actor, id: ProviderId) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    let mut provider = desk.load::<Provider>(id.0).await?;
    if !provider.has_contact() {
        return Err(invalid("contact", "there is no contact point on record to be confirmed"));
    }
    provider.contact_confirmed = Some(desk.now());
    let act = Act::new(Verb::Keep, "contact_confirmed", id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 15(1)")
        .detail(json!({ "contact": provider.contact }));
    Draft::new(desk).put(&provider)?.commit(&act).await
}

/// Makes the link to a provider's own page anew; whoever holds the old one is shut out.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn renew_link(desk: &Desk, actor: &Actor, id: ProviderId) -> Result<(), Error> {
    actor.needs(Permission::KeepDirectory)?;
    let mut provider = desk.load::<Provider>(id.0).await?;
    provider.portal_nonce = desk.doors.entropy.secret();
    let act = Act::new(Verb::Keep, "portal_link_renewed", id.0, Who::Person(actor));
    Draft::new(desk).put(&provider)?.commit(&act).await
}
