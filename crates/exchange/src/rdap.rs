//! Reads what a registry answers about a network of addresses, a domain or an autonomous system, and the lists of which
//! registry to ask.
//!
//! An answer is what the registry says; much of it was written by the holder. Nothing in it is trusted beyond its
//! form: texts are shortened, hidden characters shown, and an address that is no address is left out.
//!
//! # Source
//! RFC 9083 (answers), RFC 7095 (jCard), RFC 9537 (redaction), RFC 9224 (which registry to ask); contacts as JSContact
//! by draft-ietf-regext-rdap-jscontact, whose member is `jscontact_card`, earlier `jscard`. See docs/sources/rdap.md.

mod autnum;
mod bootstrap;
mod contact;
mod domain;
mod object;

use std::net::IpAddr;

use serde_json::{Map, Value};

pub use autnum::{Autnum, read_autnum};
pub use bootstrap::{Bootstrap, BootstrapProblem, MAX_BOOTSTRAP_BYTES};
use contact::contact;
pub use domain::{Domain, read_domain};
pub use object::{Object, Referral};

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
    /// The autonomous systems that announce it, where the registry says so.
    pub origins: Vec<u32>,
    /// Who has to do with it.
    pub parties: Vec<Party>,
    /// Status, redaction and where to ask on.
    pub object: Object,
}

/// Somebody who has to do with what was asked about.
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
    /// Its country, two capital letters.
    pub country: Option<String>,
    /// Its number in IANA's list of registrars.
    pub iana_id: Option<String>,
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
        object::named(&self.parties, "registrant").or(self.name.as_deref()).or(self.handle.as_deref())
    }

    /// The e-mail address for reports of abuse.
    #[must_use]
    pub fn abuse(&self) -> Option<&str> {
        object::abuse(&self.parties)
    }
}

impl Party {
    /// Whether it has this role, given in small letters.
    #[must_use]
    pub fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|given| given == role)
    }
}

/// Why an answer says nothing about what was asked.
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
    #[error("the answer is about {given:?}, not about “{wanted}”")]
    WrongObject {
        /// The class of object that was asked about.
        wanted: &'static str,
        /// What it is about, shortened.
        given: String,
    },
    /// The addresses of the network, or the numbers of the systems, are missing or make no sense.
    #[error("the answer does not say which addresses or numbers it is about, or says it wrongly")]
    BadRange,
    /// The domain is not named.
    #[error("the answer does not name the domain it is about, or names it wrongly")]
    NoName,
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
    let answer = object::open(bytes, "ip network")?;
    let (first, last) = range(&answer).ok_or(Problem::BadRange)?;
    Ok(Network {
        handle: text(&answer, "handle"),
        name: text(&answer, "name"),
        first,
        last,
        country: country(text(&answer, "country")),
        origins: origins(&answer),
        parties: parties(&answer),
        object: Object::read(&answer),
    })
}

/// The systems that announce the network, by the two extensions that say so.
fn origins(answer: &Map<String, Value>) -> Vec<u32> {
    let lists = ["originAutnums", "arin_originas0_originautnums", "nro_rdap_profile_0_originAutnums"];
    let given = lists.iter().filter_map(|name| answer.get(*name)?.as_array()).flatten();
    given.filter_map(Value::as_u64).filter_map(|number| u32::try_from(number).ok()).take(MAX_PARTIES).collect()
}

/// A country's code, if it is one.
fn country(given: Option<String>) -> Option<String> {
    let capitals = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    given.map(|code| code.to_ascii_uppercase()).filter(capitals)
}

fn range(answer: &Map<String, Value>) -> Option<(IpAddr, IpAddr)> {
    let first: IpAddr = answer.get("startAddress")?.as_str()?.trim().parse().ok()?;
    let last: IpAddr = answer.get("endAddress")?.as_str()?.trim().parse().ok()?;
    (first.is_ipv4() == last.is_ipv4() && first <= last).then_some((first, last))
}

/// Everybody the answer names, those within others too.
fn parties(answer: &Map<String, Value>) -> Vec<Party> {
    let mut parties = Vec::new();
    collect(answer, 0, &mut parties);
    parties
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
        country: country(contact.country),
        iana_id: iana_id(entity),
    }
}

/// # Source
/// RFC 9083 section 4.8; "IANA Registrar ID" is the type that ICANN's RDAP response profile asks for.
fn iana_id(entity: &Map<String, Value>) -> Option<String> {
    let ids = entity.get("publicIds")?.as_array()?.iter().filter_map(Value::as_object);
    let mut ids = ids.filter(|id| text(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("IANA Registrar ID")));
    ids.find_map(|id| text(id, "identifier"))
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
