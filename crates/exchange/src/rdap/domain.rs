//! What a registry or registrar answers about a domain.

use serde_json::{Map, Value};

use super::{MAX_PARTIES, Object, Party, Problem, object, parties, text};

/// Words by which a name or address is seen to be a privacy service's and not the registrant's own.
const MASKS: [&str; 9] = [
    "redacted",
    "privacy",
    "private person",
    "not disclosed",
    "data protected",
    "whoisguard",
    "proxy",
    "withheld",
    "anonymi",
];

/// A domain, as a registry describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// The registry's identifier of the domain.
    pub handle: Option<String>,
    /// Its name in letters, digits and hyphens, in small letters, without a final dot.
    pub name: String,
    /// Its name servers, written alike.
    pub nameservers: Vec<String>,
    /// Who has to do with it.
    pub parties: Vec<Party>,
    /// Status, dates, redaction and where to ask on.
    pub object: Object,
}

impl Domain {
    /// Through whom it is registered.
    #[must_use]
    pub fn registrar(&self) -> Option<&Party> {
        self.parties.iter().find(|party| party.has("registrar") && (party.name.is_some() || party.iana_id.is_some()))
    }

    /// What tells the registrant apart, if the answer says it and no privacy service stands before it: the e-mail
    /// address, or else the registry's handle of the contact.
    ///
    /// What is redacted is often replaced by the same text in a million answers. Taking it for a contact would join them.
    #[must_use]
    pub fn registrant(&self) -> Option<&str> {
        let mut registrants = self.parties.iter().filter(|party| party.has("registrant"));
        let party = registrants.find(|party| !party.name.as_deref().is_some_and(is_mask))?;
        let shown = |word: &str| !self.object.is_redacted(&format!("registrant {word}"));
        let email = party.emails.iter().find(|email| shown("email") && !is_mask(email));
        let handle = || party.handle.as_ref().filter(|handle| shown("handle") && shown("id") && !is_mask(handle));
        email.or_else(handle).map(String::as_str)
    }

    /// The e-mail address for reports of abuse, which is the registrar's.
    #[must_use]
    pub fn abuse(&self) -> Option<&str> {
        object::abuse(&self.parties)
    }
}

fn is_mask(text: &str) -> bool {
    let text = text.to_lowercase();
    MASKS.iter().any(|word| text.contains(word))
}

/// Reads an answer about a domain. What is missing or redacted in it is absent.
///
/// ```
/// let answer = r#"{"objectClassName":"domain","ldhName":"Harbour.example","status":["client hold"]}"#;
/// let domain = exchange::rdap::read_domain(answer.as_bytes())?;
/// assert_eq!(domain.name, "harbour.example");
/// assert!(domain.object.has_status("client hold"));
/// # Ok::<(), exchange::rdap::Problem>(())
/// ```
///
/// # Errors
/// When the answer is no description of a domain that is named.
///
/// # Source
/// RFC 9083 sections 5.2 and 5.3.
pub fn read_domain(bytes: &[u8]) -> Result<Domain, Problem> {
    let answer = object::open(bytes, "domain")?;
    let servers = answer.get("nameservers").and_then(Value::as_array).into_iter().flatten().take(MAX_PARTIES);
    Ok(Domain {
        handle: text(&answer, "handle"),
        name: name(&answer).ok_or(Problem::NoName)?,
        nameservers: servers.filter_map(Value::as_object).filter_map(name).collect(),
        parties: parties(&answer),
        object: Object::read(&answer),
    })
}

/// The name of a domain or name server, if it is one.
fn name(object: &Map<String, Value>) -> Option<String> {
    let name = object.get("ldhName")?.as_str()?.trim().trim_end_matches('.').to_ascii_lowercase();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    (plain && !name.is_empty() && name.len() <= 253).then_some(name)
}

#[cfg(test)]
mod tests;
