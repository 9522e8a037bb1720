use super::*;
use casework::policy::Permission;
use domain::assess::Purpose;
use domain::detect::{ItemState, NotToFetch};
use domain::order::{Event, OrderState, OutOfOrder};
use domain::refer::ReferralState;
use jiff::tz::TimeZone;

/// A refusal, its English template, and what stands at the placeholders.
type Sample = (Error, Text, Vec<(&'static str, String)>);

/// What the rules of joint actions answer.
fn of_actions() -> Vec<Sample> {
    use domain::act::moment::NotAWindow;
    use domain::act::{
        CallRefused as R, Check, NoOrder, Redress, Scope, Standing, TargetEvent, TargetOutOfOrder, TargetState,
        WaveEvent, WaveState,
    };
    let country = "NL".parse().unwrap();
    let (from, until) = ("2026-11-17T10:00:00Z".parse().unwrap(), "2026-11-18T10:00:00Z".parse().unwrap());
    let nl = || ("country", "NL".to_owned());
    let at = |name, moment: jiff::Timestamp| (name, moment.to_string());
    let calls = [
        (
            R::NoVoice { event: WaveEvent::FixMoment, scope: Scope::All },
            text::NO_VOICE,
            vec![("event", "fix moment".into()), ("scope", text::EVERYBODY.en.into())],
        ),
        (R::CoordinatorThere { from }, text::COORDINATOR_THERE, vec![at("from", from)]),
        (R::SamePerson, text::SAME_PERSON, vec![]),
        (R::NobodyOfTheState { country }, text::NOBODY_OF_STATE, vec![nl()]),
        (
            R::OutOfOrder { state: WaveState::Ended, event: WaveEvent::Go },
            text::WAVE_STEP,
            vec![("state", "ended".into()), ("event", "go".into())],
        ),
        (
            R::PartOutOfOrder { country, standing: Standing::Aborted, event: WaveEvent::Go },
            text::PART_STEP,
            vec![nl(), ("standing", "aborted".into()), ("event", "go".into())],
        ),
        (R::NoPart { country }, text::NO_PART, vec![nl()]),
        (
            R::StateNotReady { country, missing: vec![Check::Team, Check::SecrecySteps] },
            text::STATE_NOT_READY,
            vec![nl(), ("missing", "team, secrecy steps".into())],
        ),
        (R::NeverReady, text::NEVER_READY, vec![]),
        (R::NoMoment, text::NO_MOMENT, vec![]),
        (R::OutsideWindow { from, until }, text::OUTSIDE_WINDOW, vec![at("from", from), at("until", until)]),
        (R::NotAhead { moment: from }, text::NOT_AHEAD, vec![at("moment", from)]),
        (R::WindowOver { until }, text::WINDOW_OVER, vec![at("until", until)]),
        (R::Owed { count: 2 }, text::OWED, vec![("count", "2".into())]),
    ]
    .map(|(refusal, text, values)| (Refusal::Call(refusal), text, values));
    let (state, event) = (TargetState::HeldBack, TargetEvent::MakeWhole);
    let names = vec!["a".to_owned(), "b".to_owned(), "a".to_owned()];
    let plans = [
        (
            Refusal::Target(TargetOutOfOrder { state, redress: Redress::None, event }),
            text::TARGET_STEP,
            vec![("state", "held back".into()), ("redress", "none".into()), ("event", "make whole".into())],
        ),
        (Refusal::NoOrder(NoOrder::Cycle { names }), text::CYCLE, vec![("names", "a → b → a".into())]),
        (Refusal::NoOrder(NoOrder::Unknown { name: "a".into() }), text::NOT_ON_PLAN, vec![("name", "a".into())]),
        (Refusal::Window(NotAWindow::Backwards), text::BACKWARDS, vec![]),
        (Refusal::Window(NotAWindow::TooLong), text::TOO_LONG_A_WINDOW, vec![("hours", "48".into())]),
    ];
    let all = calls.into_iter().chain(plans);
    all.map(|(refusal, text, values)| (Error::Refused(refusal), text, values)).collect()
}

/// That somebody may not, by their role or because they are of another house.
fn permissions() -> Vec<Sample> {
    let may = |words: &str| vec![("permission", words.to_owned())];
    let (items, map) = (Permission::SeeItems, Permission::SeeMap);
    vec![
        (Error::Refused(Refusal::NotPermitted { permission: items }), text::NOT_PERMITTED, may("see items")),
        (Error::Refused(Refusal::NotOfTheHouse { permission: map }), text::NOT_OF_THE_HOUSE, may("see the map")),
    ]
}

/// One of each kind, with the English template it has in the catalogue and what stands at its placeholders.
fn samples() -> Vec<Sample> {
    use assess::Refusal as F;
    let state = ItemState::Dismissed;
    let dismissed = || vec![("state", "dismissed".to_owned())];
    let count = |n: usize| ("n", n.to_string());
    let findings = [
        (F::NotOpen { state }, text::NOT_OPEN, dismissed()),
        (F::NotDecided { state }, text::NOT_DECIDED, dismissed()),
        (F::ReasonTooShort { have: 3 }, text::REASON_SHORT, vec![("have", "3".into()), count(MIN_REASON_CHARS)]),
        (F::ReasonTooLong { have: 9 }, text::REASON_LONG, vec![("have", "9".into()), count(MAX_REASON_CHARS)]),
        (F::ProtectedPurpose { purpose: Purpose::Art }, text::PROTECTED, vec![("purpose", "art".into())]),
        (F::PurposeUndecided, text::UNDECIDED, vec![]),
        (F::NoProtectedPurpose, text::NO_PURPOSE, vec![]),
        (F::NoCategory, text::NO_CATEGORY, vec![]),
    ]
    .map(|(refusal, text, values)| (Refusal::Finding(refusal), text, values));
    let addresses = [
        (Malformed::TooLong, text::TOO_LONG, vec![count(MAX_URL_BYTES)]),
        (Malformed::Scheme("ftp".into()), text::SCHEME, vec![("scheme", "ftp".into())]),
        (Malformed::Credentials, text::CREDENTIALS, vec![]),
    ]
    .map(|(refusal, text, values)| (Refusal::Address(refusal), text, values));
    let step = OutOfOrder { state: OrderState::Withdrawn, event: Event::Issue };
    let others = [
        (Refusal::Order(step), text::ORDER_STEP, vec![("state", "withdrawn".into()), ("event", "issue".into())]),
        (
            Refusal::Referral(refer::Refusal::OutOfOrder { state: ReferralState::Sent }),
            text::REFERRAL_STEP,
            vec![("state", "sent".into())],
        ),
        (Refusal::Referral(refer::Refusal::SamePerson), text::REFERRAL_SECOND, vec![]),
        (Refusal::Fetch(NotToFetch { state }), text::NOT_TO_FETCH, dismissed()),
        (Refusal::SignInFailed, text::SIGN_IN, vec![]),
        (Refusal::Throttled { minutes: 15 }, text::THROTTLED, vec![("minutes", "15".into())]),
        (Refusal::BadLink, text::BAD_LINK, vec![]),
        (Refusal::NoLetterOfOurs, text::NO_LETTER_OF_OURS, vec![]),
        (
            Refusal::Invalid { what: "reason", why: "x".into() },
            text::INVALID,
            vec![("what", "reason".into()), ("why", "x".into())],
        ),
    ];
    let refused = findings
        .into_iter()
        .chain(addresses)
        .chain(others)
        .map(|(refusal, text, values)| (Error::Refused(refusal), text, values));
    let errors = [
        (Error::NotFound { what: "item" }, text::NOT_FOUND, vec![("what", "item".into())]),
        (Error::Conflict, text::CONFLICT, vec![]),
        (Error::Unavailable("x".into()), text::UNAVAILABLE, vec![]),
        (Error::Fault("x".into()), text::FAULT, vec![]),
    ];
    refused.chain(errors).chain(permissions()).chain(of_actions()).collect()
}

#[test]
fn the_catalogue_says_what_the_rules_say() {
    for (error, text, values) in samples() {
        let values: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        assert_eq!(text.fill(Lang::En, &values), error.to_string());
    }
    for (shape, text) in [
        (NotExact::Root, text::ROOT),
        (NotExact::Search, text::SEARCH),
        (NotExact::Listing, text::LISTING),
        (NotExact::Wildcard, text::WILDCARD),
        (NotExact::NoAddress, text::NO_ADDRESS),
    ] {
        assert_eq!((text.en, not_exact(shape, Lang::En)), (shape.to_string().as_str(), text.en));
    }
}

#[test]
fn a_refusal_is_a_sentence_in_the_readers_language() {
    let english = Reader { lang: Lang::En, zone: TimeZone::UTC };
    let french = Reader { lang: Lang::Fr, zone: TimeZone::UTC };
    for (error, ..) in samples() {
        let (en, fr) = (words(&error, &english), words(&error, &french));
        assert!(en.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && en.ends_with('.'), "{en}");
        assert!(
            fr.starts_with(|c: char| c.is_uppercase()) && fr.ends_with('.') && fr != en && !fr.contains('{'),
            "{fr}"
        );
    }
    let short = Error::Refused(Refusal::Invalid { what: "password", why: "use at least 12 characters".into() });
    assert_eq!(words(&short, &french), "Mot de passe\u{a0}: employez au moins 12 caractères.");
    let held = Refusal::InOtherHands { name: "Ana".into(), until: jiff::Timestamp::UNIX_EPOCH };
    assert_eq!(words(&Error::Refused(held), &english), "Ana has this item open until 00:00.");
}

#[test]
fn words_of_the_record_are_french_or_said_to_be_english() {
    assert_eq!(recorded("case number, “tide”", Lang::Fr).into_string(), "numéro d’affaire, “tide”");
    assert_eq!(recorded("case number", Lang::En).into_string(), "case number");
    assert_eq!(recorded("something newer", Lang::Fr).into_string(), "<span lang=\"en\">something newer</span>");
}
