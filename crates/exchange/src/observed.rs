//! What imports for the map have in common: each line becomes sightings of links, or a problem with its number.

use std::io::BufRead;

use domain::map::{Asset, AssetKind, Interval, LinkKind, Observation, Source};
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::list::Lines;
pub use crate::list::{Limits, Problem, RowFault};

/// Characters of a note that are kept.
const NOTE_CHARS: usize = 300;

/// One sighting, and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it is on, counted from 1. One line may hold several.
    pub line: u64,
    /// The sighting.
    pub observation: Observation,
}

/// Reads line by line, so that a list of any length takes the memory of one line.
pub(crate) fn each_line<R, F>(input: R, limits: Limits, mut read: F) -> impl Iterator<Item = Result<Row, Problem>>
where
    R: BufRead,
    F: FnMut(&str) -> Vec<Result<Observation, RowFault>>,
{
    Lines::new(input, limits).flat_map(move |item| match item {
        Ok((line, text)) => read(&text)
            .into_iter()
            .map(|outcome| match outcome {
                Ok(observation) => Ok(Row { line, observation }),
                Err(what) => Err(Problem { line, what }),
            })
            .collect(),
        Err(problem) => vec![Err(problem)],
    })
}

pub(crate) fn asset(kind: AssetKind, value: &str) -> Result<Asset, RowFault> {
    Asset::new(kind, value).map_err(RowFault::NotAnAsset)
}

/// A sighting, if the map knows such a link.
pub(crate) fn sighting(
    (subject, link, object): (Asset, LinkKind, Asset),
    seen: Interval,
    source: Source,
    note: &str,
) -> Result<Observation, RowFault> {
    if !link.allowed(subject.kind(), object.kind()) {
        return Err(RowFault::NotALink { subject: subject.kind(), link, object: object.kind() });
    }
    Ok(Observation { subject, link, object, seen, source, note: note_of(note) })
}

/// One line of text that shows what it is, of limited length.
pub(crate) fn note_of(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::layout::shown(&line).chars().take(NOTE_CHARS).collect()
}

pub(crate) fn object(line: &str) -> Result<Map<String, Value>, RowFault> {
    serde_json::from_str(line).map_err(|_| RowFault::NotAnObject)
}

/// A text that is there and not empty.
pub(crate) fn text<'a>(object: &'a Map<String, Value>, name: &'static str) -> Result<&'a str, RowFault> {
    let text = object.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.ok_or(RowFault::NoField(name))
}

/// A time as tools write it: seconds since 1970, with a fraction, in milliseconds or in quotation marks too, or a date with or without its
/// zone, which is then UTC.
pub(crate) fn time(value: &Value) -> Option<Timestamp> {
    /// Seconds beyond this are milliseconds: it is the year 5138.
    const LATEST_SECONDS: f64 = 1e11;
    let written = || value.as_str()?.trim().parse().ok().filter(|number: &f64| number.is_finite());
    if let Some(number) = value.as_f64().or_else(written) {
        let seconds = if number.abs() >= LATEST_SECONDS { number / 1000.0 } else { number };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float beyond the range becomes its end, and is refused"
        )]
        return Timestamp::from_microsecond((seconds * 1e6).round() as i64).ok();
    }
    date(value.as_str()?)
}

/// A date with time, with or without its zone, which is then UTC; or a day, which begins at midnight in UTC.
pub(crate) fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let zoned = || text.parse::<Timestamp>().ok();
    let local = || text.parse::<jiff::civil::DateTime>().ok();
    zoned().or_else(|| Some(local()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp()))
}

pub(crate) fn interval(first: Timestamp, last: Timestamp) -> Result<Interval, RowFault> {
    Interval::new(first, last).ok_or(RowFault::Backwards)
}
