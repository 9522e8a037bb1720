//! Reading what a provider typed. What is wrong is named at its field; what was typed is kept.

use super::Deed;
use crate::web::format::Reader;
use crate::web::messages::{Lang, portal as text, words};
use casework::portal::{CLOCK_TOLERANCE, LONGEST_NAME, LONGEST_TEXT};
use casework::{Error, Refusal};
use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::Deserialize;

/// What came with a form, as it was typed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub acted_at: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub explanation: String,
    /// What a decision about a referral rests on, as a code of statements of reasons.
    #[serde(default)]
    pub ground: String,
    /// What was done to the content, likewise.
    #[serde(default)]
    pub restriction: String,
}

/// What is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// No answer was chosen.
    Kind,
    /// No name, or far too long a one.
    Name,
    /// No explanation where one is needed, or far too long a one.
    Explanation,
    /// The time cannot be read.
    Time,
    /// The time lies in the future.
    Future,
    /// The time lies before the order was issued.
    BeforeIssue,
    /// No reasons where the law asks for them, or far too long ones.
    Reasons,
    /// The order or referral takes no such answer now.
    Closed,
    /// Scrutiny cannot be asked for any more.
    TooLate,
    /// No order or referral to this provider has that reference.
    Reference,
    /// No address, where none is known from an order or referral.
    Address,
    /// What was done says the opposite of the answer.
    Restriction,
    /// The link was sent within the last hour, or there is nowhere to send it to.
    Link,
    /// Somebody else answered in the same moment.
    Busy,
}

impl Wrong {
    /// What a refusal of the rules says to a provider.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Refused(Refusal::Invalid { what: "name", .. }) => Self::Name,
            Error::Refused(Refusal::Invalid { what: "explanation", .. }) => Self::Explanation,
            Error::Refused(Refusal::Invalid { what: "acted at" | "moment" | "effect", .. }) => Self::Future,
            Error::Refused(Refusal::Invalid { what: "moment of issue", .. }) => Self::BeforeIssue,
            Error::Refused(Refusal::Invalid { what: "restriction", .. }) => Self::Restriction,
            Error::Refused(Refusal::Invalid { what: "link" | "contact", .. }) => Self::Link,
            Error::Refused(Refusal::Invalid { what: "reasons", .. }) => Self::Reasons,
            Error::Refused(Refusal::Invalid { what: "scrutiny", .. }) => Self::TooLate,
            Error::Conflict => Self::Busy,
            _ => Self::Closed,
        }
    }

    /// What a refusal says about a complaint.
    pub fn of_complaint(error: &Error) -> Self {
        match error {
            Error::Refused(Refusal::Invalid { what: "reference", .. }) => Self::Reference,
            Error::Refused(Refusal::Address(_)) => Self::Address,
            error => Self::of(error),
        }
    }

    pub fn words(&self, lang: Lang) -> &'static str {
        match self {
            Self::Kind => text::WRONG_KIND,
            Self::Name => text::WRONG_NAME,
            Self::Explanation => text::WRONG_EXPLANATION,
            Self::Time => text::WRONG_TIME,
            Self::Future => text::WRONG_FUTURE,
            Self::BeforeIssue => text::WRONG_BEFORE_ISSUE,
            Self::Reasons => text::WRONG_REASONS,
            Self::Closed => text::WRONG_CLOSED,
            Self::TooLate => text::WRONG_TOO_LATE,
            Self::Reference => text::WRONG_REFERENCE,
            Self::Address => text::WRONG_ADDRESS,
            Self::Restriction => text::WRONG_RESTRICTION,
            Self::Link => text::WRONG_LINK,
            Self::Busy => words::TRY_AGAIN,
        }
        .get(lang)
    }
}

impl Typed {
    /// The kind by which the page finds the receipt form again.
    pub const RECEIPT: &'static str = "receipt";
    /// The kind by which it finds the request for scrutiny again.
    pub const SCRUTINY: &'static str = "scrutiny";
    /// The kind by which it finds again the form that says when the content provider was told.
    pub const TOLD: &'static str = "told";
    /// The kind by which it finds the wish for the provider's own page again.
    pub const OWN_PAGE: &'static str = "own_page";

    /// The same, as what is done with it. The forms with several answers say their kind themselves.
    pub fn of(self, deed: Deed) -> Self {
        let kind = match deed {
            Deed::Receipt => Self::RECEIPT.to_owned(),
            Deed::Scrutiny => Self::SCRUTINY.to_owned(),
            Deed::Told => Self::TOLD.to_owned(),
            Deed::OwnPage => Self::OWN_PAGE.to_owned(),
            Deed::Answer | Deed::Reinstatement => self.kind,
        };
        Self { kind, ..self }
    }

    pub fn name(&self) -> Result<&str, Wrong> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME { Err(Wrong::Name) } else { Ok(name) }
    }

    pub fn explanation(&self, needed: bool) -> Result<&str, Wrong> {
        let explanation = self.explanation.trim();
        let fits = explanation.chars().count() <= LONGEST_TEXT && !(needed && explanation.is_empty());
        if fits { Ok(explanation) } else { Err(Wrong::Explanation) }
    }

    /// Reasons that the law asks for.
    pub fn reasons(&self) -> Result<&str, Wrong> {
        self.explanation(true).map_err(|_| Wrong::Reasons)
    }

    /// When the provider says it acted: a moment of RFC 3339, a day and time by its own clock, or hours and minutes alone,
    /// which are today's or, just after midnight, yesterday's.
    pub fn acted_at(&self, reader: &Reader, now: Timestamp) -> Result<Option<Timestamp>, Wrong> {
        let given = self.acted_at.trim();
        if given.is_empty() {
            return Ok(None);
        }
        let latest = now + CLOCK_TOLERANCE;
        let at = match given.parse::<Timestamp>() {
            Ok(at) => at,
            Err(_) => match given.parse::<DateTime>().ok().filter(|_| given.contains('-') && given.contains(':')) {
                Some(local) => local.to_zoned(reader.zone.clone()).map_err(|_| Wrong::Time)?.timestamp(),
                None => by_the_clock(given, reader, now, latest).ok_or(Wrong::Time)?,
            },
        };
        if at > latest { Err(Wrong::Future) } else { Ok(Some(at)) }
    }
}

/// "00:05" may be written of "23:50", but an hour that is still to come is a mistake, not yesterday.
const JUST_AFTER_MIDNIGHT: SignedDuration = SignedDuration::from_hours(2);

fn by_the_clock(given: &str, reader: &Reader, now: Timestamp, latest: Timestamp) -> Option<Timestamp> {
    let time = Time::strptime("%H:%M", given).or_else(|_| Time::strptime("%H:%M:%S", given)).ok()?;
    let today = now.to_zoned(reader.zone.clone()).date();
    let at = |day: jiff::civil::Date| Some(day.to_datetime(time).to_zoned(reader.zone.clone()).ok()?.timestamp());
    let here = at(today)?;
    if here <= latest {
        return Some(here);
    }
    let before = at(today.checked_sub(1.day()).ok()?)?;
    Some(if now.duration_since(before) <= JUST_AFTER_MIDNIGHT { before } else { here })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn acted(given: &str, now: &str) -> Result<Option<String>, Wrong> {
        let reader = Reader { lang: Lang::En, zone: TimeZone::get("Europe/Amsterdam").unwrap() };
        let typed = Typed { acted_at: given.to_owned(), ..Typed::default() };
        typed.acted_at(&reader, now.parse().unwrap()).map(|at| at.map(|at| at.to_string()))
    }

    #[test]
    fn hours_and_minutes_are_the_providers_own() {
        let now = "2026-11-17T13:20:36Z";
        assert_eq!(acted("14:20", now), Ok(Some("2026-11-17T13:20:00Z".to_owned())));
        assert_eq!(acted(" 13:05:09 ", now), Ok(Some("2026-11-17T12:05:09Z".to_owned())));
        assert_eq!(acted("2026-11-17T13:00:00Z", now), Ok(Some("2026-11-17T13:00:00Z".to_owned())));
        assert_eq!(acted("", now), Ok(None));
        assert_eq!(acted("14:25", now), Ok(Some("2026-11-17T13:25:00Z".to_owned())));
        assert_eq!(acted("2026-11-16T09:05", now), Ok(Some("2026-11-16T08:05:00Z".to_owned())));
    }

    #[test]
    fn what_is_no_time_or_is_still_to_come_is_refused() {
        let now = "2026-11-17T13:20:36Z";
        assert_eq!(acted("soon", now), Err(Wrong::Time));
        assert_eq!(acted("25:00", now), Err(Wrong::Time));
        assert_eq!(acted("16:00", now), Err(Wrong::Future));
        assert_eq!(acted("2026-11-18T09:05", now), Err(Wrong::Future));
        assert_eq!(acted("2026-11-17", now), Err(Wrong::Time));
        assert_eq!(acted("2031-01-01T00:00:00Z", now), Err(Wrong::Future));
    }

    #[test]
    fn just_after_midnight_the_evening_is_meant() {
        assert_eq!(acted("23:50", "2026-11-17T23:05:00Z"), Ok(Some("2026-11-17T22:50:00Z".to_owned())));
    }
}
