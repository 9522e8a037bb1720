//! Which columns the entries have, and how they become typed values.

use std::collections::BTreeMap;

use super::checks::{
    Checked, country, date, days, domain, email, https, language, line, lines, member_state, time_zone, word,
};
use super::{Authority, Fault, Provider};

/// A column of the file, or a field of the object.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub(super) name: &'static str,
    pub(super) list: bool,
    pub(super) required: bool,
}

const fn text(name: &'static str) -> Column {
    Column { name, list: false, required: false }
}

const fn required(name: &'static str) -> Column {
    Column { name, list: false, required: true }
}

const fn list(name: &'static str) -> Column {
    Column { name, list: true, required: false }
}

/// A value as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// One value; empty when there is none.
    Text(String),
    /// Any number of values, none of them empty.
    List(Vec<String>),
}

/// The values of one entry by their columns, spaces around them taken off.
#[derive(Debug, Default)]
pub struct Row(pub(super) BTreeMap<&'static str, Cell>);

/// A column and what is wrong with its value.
pub(super) type Bad = (&'static str, Fault);

/// Values of one list.
const MAX_VALUES: usize = 500;
/// Bytes of the values of one list. A row that was taken from JSON fits into a row of CSV.
const MAX_LIST_BYTES: usize = 16_000;

impl Row {
    /// A value that may be absent, checked.
    fn get<T>(&self, column: &'static str, check: impl Fn(&str) -> Checked<T>) -> Result<Option<T>, Bad> {
        match self.0.get(column) {
            Some(Cell::Text(text)) if !text.is_empty() => check(text).map(Some).map_err(|what| (column, what)),
            _ => Ok(None),
        }
    }

    /// A value that must be there.
    fn need<T>(&self, column: &'static str, check: impl Fn(&str) -> Checked<T>) -> Result<T, Bad> {
        self.get(column, check)?.ok_or((column, Fault::Empty))
    }

    /// The values of a list, checked, each of them once.
    fn all<T: PartialEq>(&self, column: &'static str, check: impl Fn(&str) -> Checked<T>) -> Result<Vec<T>, Bad> {
        let Some(Cell::List(given)) = self.0.get(column) else {
            return Ok(Vec::new());
        };
        let bad = |what| (column, what);
        if given.len() > MAX_VALUES {
            return Err(bad(Fault::TooMany(MAX_VALUES)));
        }
        if given.iter().map(String::len).sum::<usize>() > MAX_LIST_BYTES {
            return Err(bad(Fault::ListTooLong(MAX_LIST_BYTES)));
        }
        let mut values = Vec::new();
        for text in given {
            if text.contains(';') {
                return Err(bad(Fault::Semicolon(super::checks::shown(text))));
            }
            let value = check(text).map_err(bad)?;
            if values.contains(&value) {
                return Err(bad(Fault::Twice(super::checks::shown(text))));
            }
            values.push(value);
        }
        Ok(values)
    }
}

/// What the directory holds: [`Provider`] and [`Authority`], and nothing else.
pub trait Entry: Sized {
    #[doc(hidden)]
    const SCHEMA: &'static str;
    #[doc(hidden)]
    const COLUMNS: &'static [Column];
    #[doc(hidden)]
    fn read(row: &Row) -> Result<Self, (&'static str, Fault)>;
    /// The values, in the order of the columns.
    #[doc(hidden)]
    fn cells(&self) -> Vec<Cell>;
    #[doc(hidden)]
    fn name(&self) -> &str;
}

impl Entry for Provider {
    const SCHEMA: &'static str = "vigie-providers/1";
    const COLUMNS: &'static [Column] = &[
        required("name"),
        required("kind"),
        required("country"),
        text("host_state"),
        text("legal_representative"),
        text("contact"),
        list("languages"),
        required("time_zone"),
        list("domains"),
        list("channels"),
        text("webhook"),
        text("contact_confirmed"),
        list("known_as"),
    ];

    fn read(row: &Row) -> Result<Self, Bad> {
        let provider = Self {
            name: row.need("name", |text| line(text, 200))?,
            kind: row.need("kind", |text| word(text, domain::provider::ServiceKind::ALL))?,
            country: row.need("country", country)?,
            host_state: row.get("host_state", member_state)?,
            legal_representative: row.get("legal_representative", |text| line(text, 500))?,
            contact: row.get("contact", email)?,
            languages: row.all("languages", language)?,
            time_zone: row.need("time_zone", time_zone)?,
            domains: row.all("domains", domain)?,
            channels: row.all("channels", |text| word(text, domain::provider::Channel::ALL))?,
            webhook: row.get("webhook", https)?,
            contact_confirmed: row.get("contact_confirmed", date)?,
            known_as: row.all("known_as", |text| line(text, 200))?,
        };
        let goes_by = |channel| provider.channels.contains(&channel);
        if goes_by(domain::provider::Channel::Api) && provider.webhook.is_none() {
            return Err(("webhook", Fault::NeededBy("channels")));
        }
        if goes_by(domain::provider::Channel::Email) && provider.contact.is_none() {
            return Err(("contact", Fault::NeededBy("channels")));
        }
        if provider.contact_confirmed.is_some() && provider.contact.is_none() {
            return Err(("contact", Fault::NeededBy("contact_confirmed")));
        }
        Ok(provider)
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Text(self.name.clone()),
            Cell::Text(self.kind.to_string()),
            Cell::Text(self.country.to_string()),
            maybe(self.host_state.as_ref()),
            maybe(self.legal_representative.as_ref()),
            maybe(self.contact.as_ref()),
            Cell::List(self.languages.clone()),
            Cell::Text(self.time_zone.clone()),
            Cell::List(self.domains.clone()),
            names(&self.channels),
            maybe(self.webhook.as_ref()),
            maybe(self.contact_confirmed.as_ref()),
            Cell::List(self.known_as.clone()),
        ]
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Entry for Authority {
    const SCHEMA: &'static str = "vigie-authorities/1";
    const COLUMNS: &'static [Column] = &[
        required("name"),
        required("country"),
        list("competences"),
        text("contact"),
        text("address"),
        text("telephone"),
        text("redress"),
        text("kind"),
        text("redress_days"),
        text("time_zone"),
    ];

    fn read(row: &Row) -> Result<Self, Bad> {
        Ok(Self {
            name: row.need("name", |text| line(text, 200))?,
            country: row.need("country", country)?,
            competences: row.all("competences", |text| word(text, domain::people::Competence::ALL))?,
            contact: row.get("contact", email)?,
            address: row.get("address", |text| lines(text, 1000))?.unwrap_or_default(),
            telephone: row.get("telephone", |text| line(text, 100))?.unwrap_or_default(),
            redress: row.get("redress", |text| lines(text, 2000))?.unwrap_or_default(),
            kind: row.get("kind", |text| word(text, domain::people::AuthorityKind::ALL))?,
            redress_days: row.get("redress_days", days)?,
            time_zone: row.get("time_zone", time_zone)?,
        })
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Text(self.name.clone()),
            Cell::Text(self.country.to_string()),
            names(&self.competences),
            maybe(self.contact.as_ref()),
            Cell::Text(self.address.clone()),
            Cell::Text(self.telephone.clone()),
            Cell::Text(self.redress.clone()),
            maybe(self.kind.as_ref()),
            maybe(self.redress_days.as_ref()),
            maybe(self.time_zone.as_ref()),
        ]
    }

    fn name(&self) -> &str {
        &self.name
    }
}

fn maybe(value: Option<&impl ToString>) -> Cell {
    Cell::Text(value.map_or_else(String::new, ToString::to_string))
}

fn names(values: &[impl ToString]) -> Cell {
    Cell::List(values.iter().map(ToString::to_string).collect())
}
