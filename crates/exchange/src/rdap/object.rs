//! What answers of every class have in common.

use jiff::Timestamp;
use serde_json::{Map, Value};
use url::Url;

use super::{MAX_BYTES, MAX_PARTIES, Party, Problem, shortened, text};

/// The parts of an answer that do not depend on what it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Object {
    /// The status in small letters, words spaced, such as `client hold`.
    pub status: Vec<String>,
    /// What was left out of the answer on purpose, by its name there.
    pub redacted: Vec<String>,
    /// Where more may be known: another registry's or the registrar's answer about the same.
    pub referrals: Vec<Referral>,
    /// When it was registered, by the registry.
    pub registered: Option<Timestamp>,
    /// When it was last changed, by the registry.
    pub changed: Option<Timestamp>,
    /// When it lapses unless it is renewed.
    pub expires: Option<Timestamp>,
}

/// A link to an answer elsewhere about the same thing. Whether it may be asked is for who asks to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Where it leads.
    pub to: Url,
    /// What it is to this answer, in small letters: `related` for the registrar's own.
    pub rel: String,
}

impl Object {
    /// # Source
    /// RFC 9083 sections 4.2 (links), 4.5 (events), 4.6 (status); RFC 9537 section 4.2 (redaction).
    pub(super) fn read(answer: &Map<String, Value>) -> Self {
        let status = objects_or_texts(answer, "status").filter_map(Value::as_str).map(status).collect();
        let redacted = objects_or_texts(answer, "redacted").filter_map(redacted_name).collect();
        let referrals = objects_or_texts(answer, "links").filter_map(referral).collect();
        let mut object = Self { status, redacted, referrals, ..Self::default() };
        for event in objects_or_texts(answer, "events").filter_map(Value::as_object) {
            object.event(event);
        }
        object
    }

    fn event(&mut self, event: &Map<String, Value>) {
        let Some(at) = event.get("eventDate").and_then(Value::as_str).and_then(|text| text.trim().parse().ok()) else {
            return;
        };
        let place = match text(event, "eventAction").unwrap_or_default().to_ascii_lowercase().as_str() {
            "registration" => &mut self.registered,
            "last changed" => &mut self.changed,
            "expiration" => &mut self.expires,
            _ => return,
        };
        *place = place.or(Some(at));
    }

    /// Whether something of this name was left out on purpose: `registrant` finds "Registrant Email".
    #[must_use]
    pub fn is_redacted(&self, word: &str) -> bool {
        self.redacted.iter().any(|name| name.to_lowercase().contains(word))
    }

    /// Whether it has this status, given in small letters with spaces.
    #[must_use]
    pub fn has_status(&self, status: &str) -> bool {
        self.status.iter().any(|given| given == status)
    }
}

/// The members of a list, as many as are looked at.
fn objects_or_texts<'a>(answer: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    answer.get(name).and_then(Value::as_array).into_iter().flatten().take(MAX_PARTIES)
}

/// RDAP spaces the words (`client hold`); some registries leave EPP's form (`clientHold`).
fn status(given: &str) -> String {
    let mut spaced = String::new();
    for character in given.trim().chars() {
        if character.is_ascii_uppercase() && spaced.ends_with(|last: char| last.is_ascii_lowercase()) {
            spaced.push(' ');
        }
        spaced.push(character.to_ascii_lowercase());
    }
    shortened(&spaced)
}

fn redacted_name(entry: &Value) -> Option<String> {
    let name = entry.get("name")?;
    let words = name.get("type").or_else(|| name.get("description")).and_then(Value::as_str)?;
    Some(shortened(words)).filter(|words| !words.is_empty())
}

fn referral(link: &Value) -> Option<Referral> {
    let link = link.as_object()?;
    let rel = text(link, "rel")?.to_ascii_lowercase();
    let media = text(link, "type").unwrap_or_default();
    let to = Url::parse(link.get("href")?.as_str()?).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
    (media == "application/rdap+json" && rel != "self").then_some(Referral { to, rel })
}

/// An answer about an object of the class `wanted`.
pub(super) fn open(bytes: &[u8], wanted: &'static str) -> Result<Map<String, Value>, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLong);
    }
    let answer: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| Problem::NotAnObject)?;
    if let Some(code) = answer.get("errorCode").and_then(Value::as_u64) {
        return Err(Problem::Error { code, title: text(&answer, "title").unwrap_or_default() });
    }
    let given = text(&answer, "objectClassName").unwrap_or_default();
    if given == wanted { Ok(answer) } else { Err(Problem::WrongObject { wanted, given }) }
}

/// The name of the party in a role, an organisation before a person.
pub(super) fn named<'a>(parties: &'a [Party], role: &str) -> Option<&'a str> {
    let all = || parties.iter().filter(|party| party.has(role) && party.name.is_some());
    let party = all().find(|party| party.is_organisation).or_else(|| all().next());
    party.and_then(|party| party.name.as_deref())
}

/// The e-mail address for reports of abuse.
pub(super) fn abuse(parties: &[Party]) -> Option<&str> {
    let addresses = parties.iter().filter(|party| party.has("abuse")).flat_map(|party| &party.emails);
    addresses.map(String::as_str).next()
}
