//! Reads what a registry answers about a network, and the list of which registry to ask.
//!
//! An answer is what the registry says; much of it was written by the holder. Nothing in it is trusted beyond its
//! form: texts are shortened, hidden characters shown, and an address that is no address is left out.
//!
//! # Source
//! RFC 9083 (answers), RFC 7095 (jCard), RFC 9537 (redaction), RFC 9224 (which registry to ask); contacts as JSContact
//! by draft-ietf-regext-rdap-jscontact, the name of whose member, `jscard`, is from memory (to be confirmed). See
//! docs/sources/rdap.md.

mod bootstrap;
mod contact;

use std::net::IpAddr;

use serde_json::{Map, Value};

pub use bootstrap::{Bootstrap, BootstrapProblem, MAX_BOOTSTRAP_BYTES};
use contact::contact;

/// The longest answer that is read.
pub const MAX_BYTES: usize = 512 << 10;
/// The most parties of an answer that are looked at; more are left out.
pub const MAX_PARTIES: usize = 200;

/// How deep parties may lie within parties; deeper ones are left out.
const MAX_DEPTH: usize = 4;
/// Characters of a text that are taken.
const MAX_CHARS: usize = 200;

/// A network, as a registry describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The registry's identifier of the network.
    pub handle: Option<String>,
    /// The name the network was given, often an abbreviation.
    pub name: Option<String>,
    /// Its first address.
    pub first: IpAddr,
    /// Its last address.
    pub last: IpAddr,
    /// The country the registry gives, two capital letters.
    pub country: Option<String>,
    /// Who has to do with it.
    pub parties: Vec<Party>,
}

/// Somebody who has to do with a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The registry's identifier of the party.
    pub handle: Option<String>,
    /// What it has to do with the network, in small letters, such as `registrant` or `abuse`.
    pub roles: Vec<String>,
    /// Its name: of the organisation if there is one, or else the formatted name.
    pub name: Option<String>,
    /// Whether it is an organisation rather than a person or an account.
    pub is_organisation: bool,
    /// Its e-mail addresses.
    pub emails: Vec<String>,
}

impl Network {
    /// Whether an address lies in the network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.first.is_ipv4() == address.is_ipv4() && (self.first..=self.last).contains(&address)
    }

    /// Whether the network is all addresses there are: so a registry describes what it gave to nobody.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        match (self.first, self.last) {
            (IpAddr::V4(first), IpAddr::V4(last)) => first.to_bits() == 0 && last.to_bits() == u32::MAX,
            (IpAddr::V6(first), IpAddr::V6(last)) => first.to_bits() == 0 && last.to_bits() == u128::MAX,
            _ => false,
        }
    }

    /// The name of the holder: of the registrant, an organisation before a person; or else what the network is called.
    #[must_use]
    pub fn holder(&self) -> Option<&str> {
        let registrants = || self.parties.iter().filter(|party| party.has("registrant"));
        let organisation = registrants().find(|party| party.is_organisation && party.name.is_some());
        let registrant = organisation.or_else(|| registrants().find(|party| party.name.is_some()));
        registrant.and_then(|party| party.name.as_deref()).or(self.name.as_deref()).or(self.handle.as_deref())
    }

    /// The e-mail address for reports of abuse.
    #[must_use]
    pub fn abuse(&self) -> Option<&str> {
        let addresses = self.parties.iter().filter(|party| party.has("abuse")).flat_map(|party| &party.emails);
        addresses.map(String::as_str).next()
    }
}

impl Party {
    fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|given| given == role)
    }
}

/// Why an answer says nothing about a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The answer is too long.
    #[error("the answer is longer than {MAX_BYTES} bytes and was not examined")]
    TooLong,
    /// The answer is no JSON object.
    #[error("the answer is not a JSON object; what answered may not be a registry")]
    NotAnObject,
    /// The registry reports an error.
    #[error("the registry reports error {code}: {title}")]
    Error {
        /// The code, as in HTTP.
        code: u64,
        /// Its title, shortened.
        title: String,
    },
    /// The answer is about something else.
    #[error("the answer is about {given:?}, not about an “ip network”")]
    NotANetwork {
        /// What it is about, shortened.
        given: String,
    },
    /// The addresses of the network are missing or make no sense.
    #[error("the answer does not say which addresses the network has, or says it wrongly")]
    BadRange,
}

/// Reads an answer about a network. What is missing or redacted in it is absent.
///
/// ```
/// let answer = r#"{"objectClassName":"ip network","startAddress":"192.0.2.0","endAddress":"192.0.2.255",
///     "name":"QUAY-NET","country":"NL"}"#;
/// let network = exchange::rdap::read(answer.as_bytes())?;
/// assert_eq!(network.holder(), Some("QUAY-NET"));
/// assert!(network.contains("192.0.2.7".parse().unwrap()));
/// # Ok::<(), exchange::rdap::Problem>(())
/// ```
///
/// # Errors
/// When the answer is no description of a network with its addresses.
pub fn read(bytes: &[u8]) -> Result<Network, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLong);
    }
    let answer: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| Problem::NotAnObject)?;
    if let Some(code) = answer.get("errorCode").and_then(Value::as_u64) {
        return Err(Problem::Error { code, title: text(&answer, "title").unwrap_or_default() });
    }
    let kind = text(&answer, "objectClassName").unwrap_or_default();
    if kind != "ip network" {
        return Err(Problem::NotANetwork { given: kind });
    }
    let (first, last) = range(&answer).ok_or(Problem::BadRange)?;
    let mut parties = Vec::new();
    collect(&answer, 0, &mut parties);
    let capitals = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    Ok(Network {
        handle: text(&answer, "handle"),
        name: text(&answer, "name"),
        first,
        last,
        country: text(&answer, "country").map(|code| code.to_ascii_uppercase()).filter(capitals),
        parties,
    })
}

fn range(answer: &Map<String, Value>) -> Option<(IpAddr, IpAddr)> {
    let first: IpAddr = answer.get("startAddress")?.as_str()?.trim().parse().ok()?;
    let last: IpAddr = answer.get("endAddress")?.as_str()?.trim().parse().ok()?;
    (first.is_ipv4() == last.is_ipv4() && first <= last).then_some((first, last))
}

/// Parties lie within parties: the abuse desk often within the registrant.
fn collect(within: &Map<String, Value>, depth: usize, parties: &mut Vec<Party>) {
    let entities = within.get("entities").and_then(Value::as_array).into_iter().flatten();
    for entity in entities.filter_map(Value::as_object) {
        if parties.len() >= MAX_PARTIES {
            return;
        }
        parties.push(party(entity));
        if depth + 1 < MAX_DEPTH {
            collect(entity, depth + 1, parties);
        }
    }
}

fn party(entity: &Map<String, Value>) -> Party {
    let roles = entity.get("roles").and_then(Value::as_array).into_iter().flatten();
    let roles = roles.filter_map(Value::as_str).take(MAX_PARTIES).map(|role| shortened(&role.to_ascii_lowercase()));
    let contact = contact(entity);
    Party {
        handle: text(entity, "handle"),
        roles: roles.collect(),
        name: contact.organisation.or(contact.name),
        is_organisation: contact.is_organisation,
        emails: contact.emails,
    }
}

/// A text that is there and not empty.
fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = shortened(object.get(name)?.as_str()?);
    (!text.is_empty()).then_some(text)
}

/// One line of text that shows what it is, of limited length.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::layout::shown(&line).chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests;
