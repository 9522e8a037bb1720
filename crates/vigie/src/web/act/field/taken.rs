//! Reading a report as a form or the script on a phone sends it.

use crate::web::act::typed::{moment, one_of};
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::upload::File;
use casework::Error;
use casework::act::{FieldExhibit, FieldReport};
use domain::id::ExhibitId;
use jiff::Timestamp;
use uuid::Uuid;

/// A number that belongs to another one: the same is made of the same, wherever it is made.
pub(super) const fn beside(number: Uuid, place: u128) -> Uuid {
    Uuid::from_u128(number.as_u128() ^ place)
}

/// A moment: exact, by the phone's clock, from the script; or local, in the reader's zone, from the plain form.
fn at(fields: &Fields, name: &'static str, reader: &Reader) -> Result<Timestamp, Error> {
    match fields.one(name).parse() {
        Ok(exact) => Ok(exact),
        Err(_) => moment(fields, name, reader),
    }
}

/// The report. Without a script it is written and sent now, by our own clock.
///
/// # Errors
/// What is missing or unreadable.
pub(super) fn read(
    fields: &Fields,
    photographs: Vec<Vec<File>>,
    reader: &Reader,
    now: Timestamp,
) -> Result<FieldReport, Error> {
    let id: Uuid = one_of(fields, "id", reader)?;
    let happened = at(fields, "happened", reader)?;
    let by_clock = |name: &str| fields.one(name).parse::<Timestamp>().unwrap_or(now);
    let exhibits = (1..).zip(photographs).filter_map(|(n, files)| exhibit(fields, id, n, happened, files)).collect();
    Ok(FieldReport {
        id,
        target: one_of(fields, "target", reader)?,
        outcome: one_of(fields, "outcome", reader)?,
        happened,
        written: by_clock("written"),
        sent: by_clock("sent"),
        note: fields.one("note").to_owned(),
        exhibits,
    })
}

/// One thing, if anything was written or photographed of it; casework says what is missing.
fn exhibit(fields: &Fields, report: Uuid, n: u128, seized: Timestamp, files: Vec<File>) -> Option<FieldExhibit> {
    let line = |name: &str| fields.one(&format!("{name}-{n}")).to_owned();
    let [number, what, place, seal] = ["number", "what", "place", "seal"].map(line);
    if [&number, &what, &place, &seal].into_iter().all(String::is_empty) && files.is_empty() {
        return None;
    }
    let id = ExhibitId(beside(report, n));
    let photographs = files.into_iter().map(|file| file.bytes).collect();
    Some(FieldExhibit { id, number, what, place, seal, seized, photographs })
}
