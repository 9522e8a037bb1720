//! An item in one line of a list: what it resembles, why, and what else it might be.

use super::format;
use super::kit::{self, Status};
use super::messages::terms::Term as _;
use super::messages::{Lang, item as item_text, queue as text};
use super::refusal;
use casework::records::{Context, Item, Match};
use domain::detect::{Distance, ItemState, Method};
use matching::picture::{self, Change};
use maud::{Markup, html};
use std::collections::HashSet;

/// How many signs of a protected purpose a line shows; the item's page shows all.
const SIGNS: usize = 3;

/// An address without the scheme, which all of them share.
pub(super) fn short(url: &url::Url) -> &str {
    let text = url.as_str();
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text)
}

/// What the item resembles, in a few words: "Text and picture, near".
pub(super) fn headline(item: &Item, lang: Lang) -> String {
    match item.state {
        ItemState::TakenIn => return text::NOT_YET_EXAMINED.get(lang).to_owned(),
        ItemState::NotExamined => return text::NOT_EXAMINED.get(lang).to_owned(),
        _ if item.matches.is_empty() => return text::WHAT_NOTHING.get(lang).to_owned(),
        _ => {}
    }
    let exact = |method| matches!(method, Method::Sha256 | Method::Md5 | Method::Sha1);
    let has = |method: Method| {
        let of_looks = method == Method::Pdq;
        let same = |found: &Match| found.method == method || exact(found.method) && exact(method);
        item.matches.iter().any(|found| same(found) || of_looks && found.is_of_looks())
    };
    let words = [
        (Method::Sha256, text::WHAT_BYTES),
        (Method::Text, text::WHAT_TEXT),
        (Method::Skeleton, text::WHAT_SKELETON),
        (Method::Pdq, text::WHAT_PICTURE),
        (Method::Tlsh, text::WHAT_FILE),
        (Method::Phrase, text::WHAT_PHRASE),
        (Method::Sound, text::WHAT_SOUND),
        (Method::Video, text::WHAT_VIDEO),
    ];
    let mut what = String::new();
    for (_, word) in words.into_iter().filter(|(method, _)| has(*method)) {
        let word = word.get(lang);
        if what.is_empty() {
            what.push_str(word);
        } else {
            what.push_str(", ");
            what.push_str(&word.to_lowercase());
        }
    }
    format!("{what} · {}", item.likeness.text().get(lang))
}

/// Why it is here and what speaks for caution.
pub(super) fn why(item: &Item, lang: Lang) -> Markup {
    let bits = item.matches.iter().filter_map(|found| found.bits).min();
    let share = item.matches.iter().filter_map(|found| found.contained).max_by(f32::total_cmp);
    let exact = item.matches.iter().any(|found| matches!(found.method, Method::Sha256 | Method::Md5 | Method::Sha1));
    let mut signs: Vec<&Context> = item.context.iter().filter(|sign| points_to_protection(sign)).collect();
    signs.sort_by_key(|sign| sign.weight != "clear");
    let mut named = HashSet::new();
    signs.retain(|sign| named.insert(sign.points_to.as_str()));
    html! {
        @if exact { span { (text::SAME_BYTES.get(lang)) } }
        @if let Some(bits) = bits { span { (text::PICTURE_BITS.fill(lang, &[("n", &bits)])) } }
        @if let Some(share) = share { span { (text::TEXT_SHARE.fill(lang, &[("percent", &percent(share))])) } }
        @if let Some(language) = &item.language { span { (format::language(&language.code, lang)) } }
        @if let Some(bank) = item.matches.first() { span { b { (bank.bank_name) } } }
        @if item.state == ItemState::NotExamined { @if let Some(why) = item.not_examined.first() { span { (refusal::recorded(why, lang)) } } }
        @for sign in signs.iter().take(SIGNS) { (sign_pill(sign, lang)) }
        @if item.state == ItemState::SecondReading { (kit::pill(Status::Run, ItemState::SecondReading.text().get(lang))) }
        @if item.forerunner.is_some() { (kit::pill(Status::Run, item_text::CARRIES_ON.get(lang))) }
    }
}

/// A moment in a recording or video: hours if there are any, minutes, seconds and tenths.
pub(super) fn moment(seconds: f64) -> String {
    let tenths = (seconds.max(0.0) * 10.0).round() as u64;
    let (hours, minutes) = (tenths / 36_000, tenths / 600 % 60);
    let (seconds, tenths) = (tenths / 10 % 60, tenths % 10);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}.{tenths}")
    } else {
        format!("{minutes}:{seconds:02}.{tenths}")
    }
}

/// A share between nothing and all as a percentage.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// What was done to a known picture, in words: "A part of it, with something laid over it".
pub(super) fn changes(alike: &picture::Likeness, lang: Lang) -> String {
    let words = alike.changes().into_iter().map(|change| match change {
        Change::Turned => item_text::PICTURE_TURNED.get(lang).to_owned(),
        Change::Tilted => {
            let degrees = format::decimal(f64::from(alike.tilt.abs()), 0, lang);
            item_text::PICTURE_TILTED.fill(lang, &[("n", &degrees)])
        }
        Change::Cropped => item_text::PICTURE_CROPPED.get(lang).to_owned(),
        Change::Framed => item_text::PICTURE_FRAMED.get(lang).to_owned(),
        Change::Covered => item_text::PICTURE_COVERED.get(lang).to_owned(),
    });
    let words: Vec<String> = words.collect();
    match words.is_empty() {
        true => item_text::PICTURE_SAME.get(lang).to_owned(),
        false => item_text::PICTURE_CHANGED.fill(lang, &[("how", &words.join(", "))]),
    }
}

/// How near a signal is, as a figure.
pub(super) fn distance(found: &Match, lang: Lang) -> String {
    match found.distance() {
        Distance::Same => text::SAME_BYTES.get(lang).to_owned(),
        Distance::Bits(bits) => item_text::BITS.fill(lang, &[("n", &bits)]),
        Distance::Text { contained, .. } | Distance::Skeleton { contained, .. } => {
            format::decimal(f64::from(contained), 2, lang)
        }
        Distance::Tlsh(score) => item_text::SCORE.fill(lang, &[("n", &score)]),
        Distance::Phrase => item_text::TIMES.count(lang, found.spans.len() as u64),
        Distance::Details(shared) => item_text::DETAILS_SHARED.fill(lang, &[("n", &shared)]),
        Distance::Sound { of_known } | Distance::Video { of_known, .. } => percent(of_known),
    }
}

fn points_to_protection(sign: &Context) -> bool {
    sign.points_to.parse::<matching::context::PointsTo>().is_ok_and(matching::context::PointsTo::is_protected)
}

/// What a sign points to, with its strength in shape and word.
pub(super) fn sign_pill(sign: &Context, lang: Lang) -> Markup {
    use matching::context::PointsTo;
    let clear = sign.weight == "clear";
    let words = match sign.points_to.parse() {
        Ok(PointsTo::Journalism) => item_text::POINTS_JOURNALISM,
        Ok(PointsTo::Education) => item_text::POINTS_EDUCATION,
        Ok(PointsTo::Research) => item_text::POINTS_RESEARCH,
        Ok(PointsTo::Art) => item_text::POINTS_ART,
        Ok(PointsTo::CounterSpeech) => item_text::POINTS_COUNTER_SPEECH,
        Ok(PointsTo::Repost) => return kit::pill(Status::Run, item_text::POINTS_REPOST.get(lang)),
        Ok(PointsTo::NotOneItem) => {
            return kit::pill(if clear { Status::Bad } else { Status::Warn }, item_text::NOT_ONE_ITEM.get(lang));
        }
        Ok(PointsTo::Nothing) => return kit::pill(Status::None, item_text::POINTS_NOWHERE.get(lang)),
        Err(_) => return kit::pill(Status::None, &sign.points_to),
    };
    match clear {
        true => kit::pill(Status::Warn, words.get(lang)),
        false => kit::pill(Status::None, &item_text::COULD_BE.fill(lang, &[("purpose", &words.get(lang))])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn moments_are_read_like_a_clock() {
        assert_eq!([0.04, 59.96, 61.25, 3723.5].map(moment), ["0:00.0", "1:00.0", "1:01.3", "1:02:03.5"]);
    }

    fn sign(points_to: &str, weight: &str) -> String {
        let sign =
            Context { kind: "byline".into(), found: String::new(), points_to: points_to.into(), weight: weight.into() };
        sign_pill(&sign, Lang::En).into_string()
    }

    #[test]
    fn a_weak_sign_says_could_be() {
        assert!(sign("journalism", "clear").contains("pill warn"));
        assert!(sign("journalism", "weak").contains("Could be: journalism"));
        assert!(sign("not_one_item", "clear").contains("pill bad"));
        assert!(sign("something newer", "clear").contains("something newer"));
    }

    #[test]
    fn each_method_has_a_figure_of_its_own() {
        let edges = json!({ "left": 0.0, "top": 0.0, "right": 0.0, "bottom": 0.0 });
        let alike = json!({
            "placement": [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], "attitude": "as_is", "tilt": 0.0, "cut": edges, "around": edges,
            "differing": [], "differs": 0.0, "shared": 31
        });
        let stretch = |of_found: Option<f64>| json!({ "found": [0.0, 9.0], "known": [1.0, 10.0], "of_known": 0.5, "of_found": of_found });
        let rows = [
            (Method::Sha256, json!({}), "same bytes"),
            (Method::Pdq, json!({ "bits": 12, "alike": alike }), "12 of 256"),
            (Method::Text, json!({ "contained": 0.71, "covered": 0.2 }), "0.71"),
            (Method::Md5, json!({}), "same bytes"),
            (Method::Sha1, json!({}), "same bytes"),
            (Method::Tlsh, json!({ "tlsh": 17 }), "a score of 17"),
            (Method::Details, json!({ "alike": alike }), "31 details shared"),
            (Method::Phrase, json!({ "spans": [{ "start": 0, "end": 4 }, { "start": 9, "end": 13 }] }), "2 times"),
            (Method::Sound, json!({ "stretch": stretch(None) }), "50\u{a0}%"),
            (Method::Video, json!({ "stretch": stretch(Some(0.9)) }), "50\u{a0}%"),
            (Method::Skeleton, json!({ "contained": 0.64, "covered": 0.2 }), "0.64"),
        ];
        assert_eq!(rows.each_ref().map(|(method, ..)| *method).as_slice(), Method::ALL);
        let id = "0190a000-0000-7000-8000-000000000001";
        for (method, of_it, figure) in rows {
            let mut found = json!({
                "signal": id, "signal_name": "REHEARSAL", "bank": id, "bank_name": "REHEARSAL", "method": method.name(),
                "bits": null, "contained": null, "covered": null, "file": null, "likeness": "near", "index_version": 1
            });
            found.as_object_mut().unwrap().extend(of_it.as_object().unwrap().clone());
            assert_eq!(distance(&serde_json::from_value(found).unwrap(), Lang::En), figure, "{method}");
        }
    }

    #[test]
    fn addresses_lose_their_scheme_only() {
        assert_eq!(short(&"https://a.test/x?y=1".parse().unwrap()), "a.test/x?y=1");
        assert_eq!(short(&"urn:sha256:00".parse().unwrap()), "urn:sha256:00");
    }
}
