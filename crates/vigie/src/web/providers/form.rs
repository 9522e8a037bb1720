//! The form about a provider: what was typed, and what it means.

use super::unreadable;
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, provider as text, words};
use crate::web::shell::Frame;
use casework::Error;
use casework::directory::ProviderEntry;
use casework::records::{Provider, ProviderDetails};
use domain::people::Country;
use domain::provider::{Channel, ServiceKind};
use maud::{Markup, html};

/// What was typed about a provider.
#[derive(Debug, Default)]
pub(super) struct Typed {
    name: String,
    kind: String,
    country: String,
    contact: String,
    languages: String,
    time_zone: String,
    domains: String,
    known_as: String,
    channels: Vec<String>,
    webhook: String,
    representative: String,
    represented_in: String,
}

impl Typed {
    /// As it was sent.
    pub fn read(fields: &Fields) -> Self {
        let one = |name: &str| fields.one(name).to_owned();
        Self {
            name: one("name"),
            kind: one("kind"),
            country: one("country"),
            contact: one("contact"),
            languages: one("languages"),
            time_zone: one("time_zone"),
            domains: one("domains"),
            known_as: one("known_as"),
            channels: fields.all("channel").filter(|channel| !channel.is_empty()).map(str::to_owned).collect(),
            webhook: one("webhook"),
            representative: one("representative"),
            represented_in: one("represented_in"),
        }
    }

    /// What is on record, to be changed.
    pub fn of(provider: &Provider) -> Self {
        let details = &provider.details;
        Self {
            name: provider.name.clone(),
            kind: details.kind.to_string(),
            country: provider.country.to_string(),
            contact: provider.contact.clone(),
            languages: provider.languages.join(", "),
            time_zone: provider.time_zone.clone(),
            domains: provider.domains.join("\n"),
            known_as: details.known_as.join("\n"),
            channels: details.channels.iter().map(ToString::to_string).collect(),
            webhook: details.webhook.as_ref().map(ToString::to_string).unwrap_or_default(),
            representative: details.legal_representative.clone().unwrap_or_default(),
            represented_in: details.represented_in.map(|state| state.to_string()).unwrap_or_default(),
        }
    }

    pub fn entry(&self, lang: Lang) -> Result<ProviderEntry, Error> {
        let several = |text: &str| parts(text, |c: char| c == ',' || c.is_whitespace());
        Ok(ProviderEntry {
            name: self.name.clone(),
            country: country("country", &self.country, lang)?,
            contact: self.contact.clone(),
            languages: several(&self.languages),
            time_zone: self.time_zone.clone(),
            domains: several(&self.domains),
            details: self.details(lang)?,
        })
    }

    fn details(&self, lang: Lang) -> Result<ProviderDetails, Error> {
        let usual = ProviderDetails::default();
        let mut channels: Vec<Channel> = Vec::new();
        for channel in self.channels.iter().filter_map(|name| name.parse().ok()) {
            if !channels.contains(&channel) {
                channels.push(channel);
            }
        }
        let state = Some(&self.represented_in).filter(|state| !state.is_empty());
        let webhook = Some(&self.webhook).filter(|webhook| !webhook.is_empty());
        let webhook = webhook.map(|webhook| webhook.parse()).transpose();
        Ok(ProviderDetails {
            kind: self.kind.parse().unwrap_or(usual.kind),
            legal_representative: Some(self.representative.clone()).filter(|name| !name.is_empty()),
            represented_in: state.map(|state| country("legal representative", state, lang)).transpose()?,
            channels: if channels.is_empty() { usual.channels } else { channels },
            webhook: webhook.map_err(|_| unreadable("interface", text::BAD_WEBHOOK, lang))?,
            known_as: parts(&self.known_as, |c| matches!(c, '\n' | '\r')),
        })
    }

    /// The form; a record that exists keeps its name, by which it is found.
    pub fn form(&self, frame: &Frame, fixed: bool) -> Markup {
        let lang = frame.lang();
        let name = Field::new("name", words::NAME.get(lang)).required(lang).value(&self.name);
        let name = if fixed { name.hint(text::NAME_FIXED.get(lang)) } else { name };
        let kinds: Vec<(&str, &str)> =
            ServiceKind::ALL.iter().map(|kind| (kind.name(), kind.text().get(lang))).collect();
        kit::post(
            "/providers",
            &frame.csrf,
            "form narrow",
            html! {
                (name.input())
                (Field::new("kind", text::KIND.get(lang)).hint(text::KIND_HINT.get(lang)).value(&self.kind).select(&kinds))
                (Field::new("country", text::ESTABLISHED.get(lang)).hint(text::COUNTRY_HINT.get(lang)).required(lang).value(&self.country).input())
                (Field::new("contact", text::CONTACT.get(lang)).kind("email").hint(text::CONTACT_HINT.get(lang)).value(&self.contact).input())
                (Field::new("languages", text::LANGUAGES.get(lang)).hint(text::LANGUAGES_HINT.get(lang)).value(&self.languages).input())
                (Field::new("time_zone", text::ZONE.get(lang)).hint(text::ZONE_HINT.get(lang)).required(lang).value(&self.time_zone).input())
                (Field::new("domains", text::HOSTS.get(lang)).hint(text::HOSTS_HINT.get(lang)).value(&self.domains).textarea(3))
                (Field::new("known_as", text::KNOWN_AS.get(lang)).hint(text::KNOWN_AS_HINT.get(lang)).value(&self.known_as).textarea(2))
                (self.channels(lang))
                (Field::new("webhook", text::WEBHOOK.get(lang)).kind("url").hint(text::WEBHOOK_HINT.get(lang)).value(&self.webhook).input())
                (Field::new("representative", text::REPRESENTATIVE.get(lang)).hint(text::REPRESENTATIVE_HINT.get(lang)).value(&self.representative).input())
                (Field::new("represented_in", text::REPRESENTED_IN.get(lang)).hint(text::COUNTRY_HINT.get(lang)).value(&self.represented_in).input())
                div.acts { (Button::submit(words::SAVE.get(lang))) }
            },
        )
    }

    /// As many choices as there are ways, in the order in which they are tried.
    fn channels(&self, lang: Lang) -> Markup {
        let mut options = vec![("", text::CHANNEL_NONE.get(lang))];
        options.extend(Channel::ALL.iter().map(|channel| (channel.name(), channel.text().get(lang))));
        let usual = ProviderDetails::default().channels;
        let none_typed = self.channels.is_empty().then(|| usual.iter().map(ToString::to_string).collect::<Vec<_>>());
        let chosen = none_typed.as_ref().unwrap_or(&self.channels);
        let way = |n: usize| {
            let (id, label) = (format!("channel-{n}"), text::CHANNEL_N.fill(lang, &[("n", &n)]));
            let value = chosen.get(n - 1).map_or("", String::as_str);
            Field::new("channel", &label).id(&id).value(value).select(&options)
        };
        kit::fieldset("", text::CHANNELS.get(lang), "", html! { @for n in 1..=Channel::ALL.len() { (way(n)) } })
    }
}

fn parts(text: &str, between: impl Fn(char) -> bool) -> Vec<String> {
    text.split(between).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Two letters, whatever their size.
pub(super) fn country(what: &'static str, typed: &str, lang: Lang) -> Result<Country, Error> {
    typed.to_uppercase().parse().map_err(|_| unreadable(what, text::BAD_COUNTRY, lang))
}
