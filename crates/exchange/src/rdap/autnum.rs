//! What a registry answers about autonomous systems.

use serde_json::Value;

use super::{Object, Party, Problem, country, object, parties, text};

/// A range of autonomous systems, mostly of one, as a registry describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autnum {
    /// The registry's identifier.
    pub handle: Option<String>,
    /// The name the system was given, often an abbreviation.
    pub name: Option<String>,
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
    /// The country the registry gives, two capital letters.
    pub country: Option<String>,
    /// Who has to do with it.
    pub parties: Vec<Party>,
    /// Status, dates, redaction and where to ask on.
    pub object: Object,
}

impl Autnum {
    /// The name of the holder: of the registrant, an organisation before a person; or else what the system is called.
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

/// Reads an answer about autonomous systems. What is missing or redacted in it is absent.
///
/// # Errors
/// When the answer is no description of autonomous systems with their numbers.
///
/// # Source
/// RFC 9083 section 5.5.
pub fn read_autnum(bytes: &[u8]) -> Result<Autnum, Problem> {
    let answer = object::open(bytes, "autnum")?;
    let number = |name: &str| answer.get(name).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let (first, last) = number("startAutnum").zip(number("endAutnum")).ok_or(Problem::BadRange)?;
    if first > last {
        return Err(Problem::BadRange);
    }
    Ok(Autnum {
        handle: text(&answer, "handle"),
        name: text(&answer, "name"),
        first,
        last,
        country: country(text(&answer, "country")),
        parties: parties(&answer),
        object: Object::read(&answer),
    })
}
