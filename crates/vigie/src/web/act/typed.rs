//! What was typed into a form: read, and kept when it is refused.

use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::kit::{self, Status};
use crate::web::messages::map::NOT_DONE;
use crate::web::messages::target as text;
use crate::web::refusal;
use casework::records::act::Marking;
use casework::{Error, Refusal};
use domain::act::{HandlingCode, Tlp};
use domain::map::Asset as Name;
use domain::people::Country;
use jiff::Timestamp;
use jiff::civil::DateTime;
use maud::{Markup, html};
use std::str::FromStr;

/// A form that was refused, and why. The page that shows it again is filled with what was typed.
#[derive(Default)]
pub(super) struct Typed {
    form: &'static str,
    fields: Fields,
    refused: Option<Error>,
}

impl Typed {
    pub fn refused(form: &'static str, fields: Fields, error: Error) -> Self {
        Self { form, fields, refused: Some(error) }
    }

    /// What was typed into a field of a form, if it was that form.
    pub fn of(&self, form: &str, name: &str) -> &str {
        if self.form == form { self.fields.one(name) } else { "" }
    }

    /// The same, or what stands there already.
    pub fn or<'a>(&'a self, form: &str, name: &str, else_: &'a str) -> &'a str {
        if self.form == form { self.fields.one(name) } else { else_ }
    }

    /// Whether a box of a form was ticked.
    pub fn ticked(&self, form: &str, name: &str, value: &str, else_: bool) -> bool {
        if self.form == form { self.fields.all(name).any(|given| given == value) } else { else_ }
    }

    /// Whether something was typed into a form, so that it stays open.
    pub fn is_of(&self, form: &str) -> bool {
        self.form == form
    }

    /// Why it was refused, at the head of the page.
    pub fn alert(&self, reader: &Reader) -> Markup {
        html! {
            @if let Some(error) = &self.refused {
                div.mb5 role="alert" { (kit::note(Status::Bad, html! { b { (NOT_DONE.get(reader.lang)) } " " (refusal::words(error, reader)) })) }
            }
        }
    }
}

fn invalid(what: &'static str, why: String) -> Error {
    Error::Refused(Refusal::Invalid { what, why })
}

/// A moment as a browser's field for date and time sends it, in the reader's zone.
pub(super) fn moment(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Timestamp, Error> {
    moment_if_any(fields, name, reader)?.ok_or_else(|| invalid(name, text::MOMENT_MISSING.get(reader.lang).to_owned()))
}

/// The same, where none may be given.
pub(super) fn moment_if_any(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Option<Timestamp>, Error> {
    let given = fields.one(name);
    if given.is_empty() {
        return Ok(None);
    }
    let zoned = given.parse::<DateTime>().and_then(|local| local.to_zoned(reader.zone.clone()));
    let zoned = zoned.map_err(|_| invalid(name, text::MOMENT_UNREADABLE.get(reader.lang).to_owned()))?;
    Ok(Some(zoned.timestamp()))
}

/// A moment as such a field shows it.
pub(super) fn local(at: Timestamp, reader: &Reader) -> String {
    at.to_zoned(reader.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A value that must be one of those offered.
pub(super) fn one_of<T: FromStr>(fields: &Fields, name: &'static str, reader: &Reader) -> Result<T, Error> {
    fields.one(name).parse().map_err(|_| invalid(name, text::CHOOSE_ONE.get(reader.lang).to_owned()))
}

/// The same, where none may be chosen.
pub(super) fn one_if_any<T: FromStr>(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Option<T>, Error> {
    if fields.one(name).is_empty() { Ok(None) } else { one_of(fields, name, reader).map(Some) }
}

/// All that were ticked.
pub(super) fn ticked<T: FromStr>(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Vec<T>, Error> {
    let read = fields.all(name).filter(|given| !given.is_empty()).map(str::parse);
    read.collect::<Result<_, _>>().map_err(|_| invalid(name, text::CHOOSE_ONE.get(reader.lang).to_owned()))
}

/// A state by its two letters, in either case.
pub(super) fn country(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Option<Country>, Error> {
    match fields.one(name).to_uppercase().as_str() {
        "" => Ok(None),
        code => {
            let read = code.parse().map(Some);
            read.map_err(|_| invalid(name, text::TWO_LETTERS.get(reader.lang).to_owned()))
        }
    }
}

/// The same, where one must be given.
pub(super) fn state(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Country, Error> {
    country(fields, name, reader)?.ok_or_else(|| invalid(name, text::TWO_LETTERS.get(reader.lang).to_owned()))
}

/// Assets, one a line, each as kind and value, as an address, or as a host.
pub(super) fn assets(fields: &Fields, name: &'static str) -> Result<Vec<Name>, Error> {
    let lines = fields.one(name).lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(asset).collect()
}

/// The asset that a line names. What may be several is the narrowest.
pub(super) fn asset(line: &str) -> Result<Name, Error> {
    let names = crate::web::map::read_name(line, None).map_err(|why| invalid("asset", why))?;
    names.into_iter().next().ok_or(Error::NotFound { what: "asset" })
}

/// A marking as somebody writes it over the one that stands; to whom it was given stays.
pub(super) fn marking(fields: &Fields, standing: &Marking, reader: &Reader) -> Result<Marking, Error> {
    let tlp: Tlp = one_of(fields, "tlp", reader)?;
    let codes: Vec<HandlingCode> = ticked(fields, "code", reader)?;
    let words = fields.one("words").to_owned();
    Ok(Marking { tlp, codes: codes.into_iter().collect(), words, ..standing.clone() })
}
