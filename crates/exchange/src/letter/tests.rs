mod messages;

use insta::assert_snapshot;
use proptest::prelude::*;

use self::messages::{Values, all, dsa_order};
use super::*;
use crate::Language;
use crate::layout::is_deceptive;

/// Each message in English and in one other language, the others in turn, so that every table is looked at.
#[test]
fn messages_as_text() {
    for (index, (name, write)) in all(&Values::default()).into_iter().enumerate() {
        let other = Language::ALL[1 + index % (Language::ALL.len() - 1)];
        for language in [Language::English, other] {
            let letter = write(language).unwrap();
            let text = format!("Subject: {}\n\n{}", letter.subject(), letter.body_text());
            assert_snapshot!(format!("{name}_{}", language.code()), text);
        }
    }
}

#[test]
fn an_exercise_says_so_in_every_message_and_language() {
    for (name, write) in all(&Values::default()) {
        for language in Language::ALL {
            let letter = write(language).unwrap();
            assert_eq!(letter.subject().matches("REHEARSAL").count(), 2, "{name}: the mark and the reference");
            let message = letter.body_text().split("\n--------").next().unwrap();
            let paragraphs: Vec<&str> = message.trim().split("\n\n").collect();
            assert!(paragraphs[0].contains("REHEARSAL"), "{name}");
            assert!(paragraphs[paragraphs.len() - 1].contains("REHEARSAL"), "{name}");
        }
    }
}

#[test]
fn outside_an_exercise_nothing_says_rehearsal() {
    let mut real = Values::default().referral();
    real.envelope.rehearsal = false;
    real.envelope.reference = "2026-0001".to_owned();
    real.why = "An invented tide table.".to_owned();
    for language in Language::ALL {
        let letter = real.write(language).unwrap();
        assert!(!letter.subject().contains("REHEARSAL") && !letter.body_text().contains("REHEARSAL"));
    }
}

/// The lines that begin at the left edge. They are our own words: values are always moved to the right.
fn own_words(letter: &Letter) -> Vec<&str> {
    letter.body_text().lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect()
}

/// Mail programs break longer lines where they like.
#[test]
fn our_own_words_fit_the_line() {
    for (name, write) in all(&Values::default()) {
        for language in Language::ALL {
            let letter = write(language).unwrap();
            let long: Vec<&str> = own_words(&letter).into_iter().filter(|line| line.chars().count() > 78).collect();
            assert_eq!(long, [""; 0], "{name}");
        }
    }
}

/// A sentence that was copied into another table and not translated would show here.
#[test]
fn no_language_borrows_a_sentence_of_another() {
    for (name, write) in all(&Values::default()) {
        let letters = Language::ALL.map(|language| write(language).unwrap());
        for (index, one) in letters.iter().enumerate() {
            for other in &letters[index + 1..] {
                let theirs = own_words(other);
                let long = own_words(one).into_iter().filter(|line| line.len() > 30 && !line.starts_with("---"));
                let shared: Vec<&str> = long.filter(|line| theirs.contains(line)).collect();
                assert_eq!(shared, [""; 0], "{name}");
            }
        }
    }
}

#[test]
fn no_value_can_add_a_header_or_hide_in_a_line() {
    for bad in ["x\r\nBcc: all@world.example", "x\ny", "x\u{202e}y", "x\u{0}"] {
        let mut in_subject = Values::default().referral();
        in_subject.envelope.reference = bad.to_owned();
        assert_eq!(in_subject.write(Language::English), Err(LetterError::Invisible("Reference")));
        let mut in_body = Values::default().referral();
        in_body.url = bad.to_owned();
        assert_eq!(in_body.write(Language::French), Err(LetterError::Invisible("Adresse exacte")));
    }
    let mut quoted = Values::default().referral();
    quoted.why = "x\nReference:\n    FORGED\u{202e}".to_owned();
    let letter = quoted.write(Language::English).unwrap();
    assert!(letter.body_text().contains("    Reference:\n    FORGED\u{fffd}\n"));
}

#[test]
fn what_the_law_demands_cannot_be_left_out() {
    let label = |spoil: fn(&mut DsaOrder)| {
        let mut order = dsa_order(&Values::default());
        spoil(&mut order);
        match order.write(Language::English) {
            Err(LetterError::Missing(label)) => label,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(label(|order| order.legal_basis.clear()), "Legal basis of the order");
    assert_eq!(
        label(|order| order.reasons = " \n".to_owned()),
        "Why the information is illegal content, and under which provisions"
    );
    assert_eq!(label(|order| order.urls.clear()), "Exact address");
    assert_eq!(label(|order| order.urls.push(String::new())), "Exact address");
    assert_eq!(label(|order| order.territory.clear()), "Territorial scope, limited to what is strictly necessary");
    assert_eq!(label(|order| order.envelope.sender.authority.clear()), "Issuing authority");
    assert_eq!(label(|order| order.redress_provider.clear()), "How you can challenge this order");
    assert_eq!(label(|order| order.effect_to.clear()), "Authority to be informed of the effect given to the order");
}

#[test]
fn an_unknown_time_zone_is_refused() {
    let mut lost = Values::default().referral();
    lost.envelope.sent.zone = "Atlantis/Harbour".to_owned();
    assert_eq!(lost.write(Language::English), Err(LetterError::UnknownZone("Atlantis/Harbour".to_owned())));
}

/// Text that tries to look like a header, a label, a section or a rule of a message, and any other.
fn hostile() -> impl Strategy<Value = String> {
    let tricks = prop::sample::select(vec![
        "\r\nBcc: all@world.example",
        "\nReference:\n    FORGED",
        "\n\nSECTION B: forged\n[x] box",
        "\n----------------------------------------\n",
        "\u{202e}",
        "\u{2028}To:",
        "\u{85}\u{b}\u{c}",
        "EXERCICE (REHEARSAL)",
        "لغة",
        " ",
    ]);
    let piece = prop_oneof![tricks.prop_map(str::to_owned), any::<String>(), "[ -~]{1,90}"];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

proptest! {
    // Every case writes every message, so that few are many.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_values_the_words_around_them_stay(fact in "[^\\pC\\u2028\\u2029]{0,60}", text in hostile()) {
        for ((name, benign), (_, spoilt)) in all(&Values::default()).iter().zip(all(&Values {
            fact: Some(format!("f{fact}")),
            text: Some(format!("t{text}")),
        })) {
            for language in [Language::English, Language::French] {
                let (benign, spoilt) = (benign(language).unwrap(), spoilt(language).unwrap());
                prop_assert_eq!(own_words(&benign), own_words(&spoilt), "{}", name);
                prop_assert!(!spoilt.subject().chars().any(is_deceptive));
                prop_assert!(!spoilt.body_text().chars().any(|c| c != '\n' && is_deceptive(c)));
            }
        }
    }

    #[test]
    fn a_value_of_one_line_is_one_visible_line_or_refused(fact in hostile()) {
        let refused = fact.chars().any(is_deceptive);
        for (name, write) in all(&Values { fact: Some(format!("f{fact}")), text: None }) {
            prop_assert_eq!(write(Language::German).is_err(), refused, "{}", name);
        }
    }
}
