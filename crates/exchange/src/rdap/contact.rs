//! Name and addresses of a party, from a jCard or a JSContact card.

use serde_json::{Map, Value};

use super::shortened;

/// Properties of a card, and addresses of a party, that are looked at.
const MAX_PROPERTIES: usize = 100;

/// What is taken from a card.
#[derive(Default)]
pub(super) struct Contact {
    pub(super) name: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) is_organisation: bool,
    pub(super) emails: Vec<String>,
    pub(super) country: Option<String>,
}

pub(super) fn contact(entity: &Map<String, Value>) -> Contact {
    let mut contact = Contact::default();
    if let Some(Value::Array(card)) = entity.get("vcardArray")
        && let Some(Value::Array(properties)) = card.get(1)
    {
        properties
            .iter()
            .take(MAX_PROPERTIES)
            .filter_map(Value::as_array)
            .for_each(|property| contact.property(property));
    }
    for name in ["jscontact_card", "jscard"] {
        if let Some(Value::Object(card)) = entity.get(name) {
            contact.card(card);
        }
    }
    contact.is_organisation |= contact.organisation.is_some();
    contact
}

impl Contact {
    /// A property of a jCard is a list: name, parameters, type, values.
    ///
    /// # Source
    /// RFC 7095 section 3.3.
    fn property(&mut self, property: &[Value]) {
        let [Value::String(name), parameters, _, value, ..] = property else {
            return;
        };
        if name.eq_ignore_ascii_case("adr") {
            let country = country(parameters, value).map(shortened).filter(|text| !text.is_empty());
            self.country = self.country.take().or(country);
        }
        // A structured value is a list, of which the first part is the organisation itself.
        let Some(text) = value.as_str().or_else(|| value.as_array()?.first()?.as_str()) else {
            return;
        };
        let text = shortened(text);
        match name.to_ascii_lowercase().as_str() {
            _ if text.is_empty() => {}
            "fn" => self.name = self.name.take().or(Some(text)),
            "org" => self.organisation = self.organisation.take().or(Some(text)),
            "kind" => self.is_organisation |= text.eq_ignore_ascii_case("org"),
            "email" => self.email(text),
            _ => {}
        }
    }

    fn card(&mut self, card: &Map<String, Value>) {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(shortened).filter(|text| !text.is_empty());
        let each = |name: &str| {
            card.get(name).and_then(Value::as_object).into_iter().flat_map(Map::values).take(MAX_PROPERTIES)
        };
        self.name = self.name.take().or_else(|| text(card.get("name")?.get("full")));
        let organisation = each("organizations").find_map(|organisation| text(organisation.get("name")));
        self.organisation = self.organisation.take().or(organisation);
        self.is_organisation |= text(card.get("kind")).is_some_and(|kind| kind.eq_ignore_ascii_case("org"));
        let country = each("addresses").find_map(|address| text(address.get("countryCode")));
        self.country = self.country.take().or(country);
        for address in each("emails").filter_map(|email| text(email.get("address"))) {
            self.email(address);
        }
    }

    fn email(&mut self, text: String) {
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        let parts = text.split_once('@');
        let address = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
        let odd = |c: char| c.is_whitespace() || c == '\u{fffd}' || ",;<>\"".contains(c);
        let known = self.emails.iter().any(|email| email == text);
        if address && !known && !text.contains(odd) && self.emails.len() < MAX_PROPERTIES {
            self.emails.push(text.to_owned());
        }
    }
}

/// The country of a postal address: its code, or else the last of its seven parts.
///
/// # Source
/// RFC 8605 section 3.1 (parameter `cc`), RFC 6350 section 6.3.1.
fn country<'a>(parameters: &'a Value, value: &'a Value) -> Option<&'a str> {
    let code = parameters.get("cc").and_then(Value::as_str);
    code.or_else(|| value.get(6)?.as_str())
}
