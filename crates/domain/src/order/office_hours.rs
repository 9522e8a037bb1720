//! When somebody can be expected to read an order: the recipient's own working hours.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

/// The hours of a working day in which an order needs no further reason. Our own practice, not law:
/// wrongful notices went out in bulk at night, when nobody could read them with care.
const DAY: std::ops::Range<i8> = 8..18;

/// The recipient's local time, as it is shown beside the button.
#[must_use]
pub fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%A %H:%M (%Z)").to_string()
}

/// Whether it is a working hour at the recipient's: Monday to Friday, 8 to 18.
#[must_use]
pub fn within_office_hours(at: Timestamp, zone: &TimeZone) -> bool {
    let there = at.to_zoned(zone.clone());
    !matches!(there.weekday(), Weekday::Saturday | Weekday::Sunday) && DAY.contains(&there.hour())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-11-17T07:30:00Z", "Europe/Amsterdam", true)]
    #[case("2026-11-17T06:30:00Z", "Europe/Amsterdam", false)]
    #[case("2026-11-17T17:00:00Z", "Europe/Amsterdam", false)]
    #[case("2026-11-21T10:00:00Z", "Europe/Amsterdam", false)]
    // The clocks go back on 25 October 2026: 7:30 UTC is 8:30 on the Monday after, 9:30 on the Friday before.
    #[case("2026-10-26T07:30:00Z", "Europe/Amsterdam", true)]
    #[case("2026-10-23T06:30:00Z", "Europe/Amsterdam", true)]
    #[case("2026-10-26T06:30:00Z", "Europe/Amsterdam", false)]
    fn hours(#[case] at: &str, #[case] zone: &str, #[case] wanted: bool) {
        assert_eq!(within_office_hours(at.parse().unwrap(), &TimeZone::get(zone).unwrap()), wanted);
    }
}
