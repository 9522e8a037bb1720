use jiff::tz;
use rstest::rstest;

use super::*;

fn reader(lang: Lang) -> Reader {
    // A fixed offset: tests must not lean on the machine's zone files.
    Reader { lang, zone: TimeZone::fixed(tz::offset(1)) }
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn times_are_shown_in_the_readers_zone() {
    let t = moment("2026-11-17T13:20:36Z");
    let en = reader(Lang::En);
    assert_eq!(en.time(t), "14:20:36");
    assert_eq!(en.minute(t), "14:20");
    assert_eq!(en.day(t), "Tue 17 Nov");
    assert_eq!(en.stamp(t), "17 Nov 2026, 14:20:36");
    assert_eq!(en.exact(t), "2026-11-17 14:20:36 +01:00");
    assert_eq!(en.place(), "UTC+01");
    let fr = reader(Lang::Fr);
    assert_eq!(fr.day(t), "mar. 17 nov.");
    assert_eq!(fr.date(t), "17 nov. 2026");
    assert_eq!(en.whole(t), "Tuesday 17 November 2026, 14:20:36 (+01)");
    assert_eq!(fr.whole(t), "mardi 17 novembre 2026, 14:20:36 (+01)");
    assert_eq!(fr.whole(moment("2026-08-01T10:00:00Z")), "samedi 1er août 2026, 11:00:00 (+01)");
}

#[rstest]
#[case("2026-11-17T13:20:36Z", "14:20:36")]
#[case("2026-11-16T23:30:00Z", "00:30:00")]
#[case("2026-11-16T22:30:00Z", "16 Nov 23:30:00")]
#[case("2025-12-31T10:00:00Z", "31 Dec 2025, 11:00:00")]
fn near_says_only_what_now_leaves_open(#[case] then: &str, #[case] shown: &str) {
    let now = moment("2026-11-17T13:30:00Z");
    assert_eq!(reader(Lang::En).near(moment(then), now), shown);
}

#[test]
fn durations_fit_a_clock_an_attribute_and_a_sentence() {
    assert_eq!(duration(2637), "0:43:57");
    assert_eq!(duration(-760), "0:12:40");
    assert_eq!(duration(258_036), "71:40:36");
    assert_eq!(iso_duration(2637), "PT43M57S");
    assert_eq!(iso_duration(3600), "PT1H");
    assert_eq!(iso_duration(0), "PT0S");
    assert_eq!(span(9, Lang::En), "9\u{a0}s");
    assert_eq!(span(1359, Lang::En), "22\u{a0}min");
    assert_eq!(span(6720, Lang::En), "1\u{a0}h 52\u{a0}min");
    assert_eq!(span(4 * 86_400, Lang::Fr), "4\u{a0}j");
    assert_eq!(span(i64::MIN, Lang::En), "106751991167300\u{a0}d 15\u{a0}h");
}

#[test]
fn numbers_carry_separators() {
    assert_eq!(count(0, Lang::En), "0");
    assert_eq!(count(999, Lang::En), "999");
    assert_eq!(count(4_182_611, Lang::En), "4,182,611");
    assert_eq!(count(4_182_611, Lang::Fr), "4\u{202f}182\u{202f}611");
    assert_eq!(decimal(0.714, 2, Lang::Fr), "0,71");
    assert_eq!(percent(71, 100), "71\u{a0}%");
    assert_eq!(percent(1, 0), "–");
    assert_eq!(size(512, Lang::En), "512\u{a0}B");
    assert_eq!(size(4_213_000, Lang::Fr), "4,2\u{a0}Mo");
    assert_eq!(size(u64::MAX, Lang::En), "18446744\u{a0}TB");
}

#[test]
fn digests_read_in_groups() {
    assert_eq!(digest("c8d102ee61"), "c8d1 02ee 61");
    assert_eq!(short_digest("c8d102ee61b09f4aa91f"), "c8d1 02ee 61b0 … a91f");
    assert_eq!(short_digest("c8d1"), "c8d1");
    assert_eq!(short_digest(""), "");
}

#[test]
fn countries_have_names_in_both_languages() {
    assert_eq!(country("NL", Lang::En), "Netherlands");
    assert_eq!(country("nl", Lang::Fr), "Pays-Bas");
    assert_eq!(country("ZZ", Lang::En), "ZZ");
}
