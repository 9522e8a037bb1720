use super::*;

fn every_text() -> Vec<Text> {
    let texts = [
        act::TEXTS,
        acting::TEXTS,
        acts::ACTS,
        acts::TEXTS,
        bank::TEXTS,
        board::TEXTS,
        content::TEXTS,
        detect::TEXTS,
        directory::TEXTS,
        failure::TEXTS,
        field::TEXTS,
        genuine::TEXTS,
        host::TEXTS,
        item::TEXTS,
        ledger::TEXTS,
        login::TEXTS,
        map::TEXTS,
        mapped::LIKENESSES,
        mapped::TEXTS,
        network::TEXTS,
        order::TEXTS,
        own::TEXTS,
        people::TEXTS,
        portal::TEXTS,
        provider::TEXTS,
        queue::TEXTS,
        referral::TEXTS,
        refusal::TEXTS,
        report::TEXTS,
        scopes::TEXTS,
        shell::TEXTS,
        target::TEXTS,
        terms::TEXTS,
        today::TEXTS,
        watch::TEXTS,
        words::TEXTS,
    ];
    let plurals = [
        words::PLURALS,
        queue::PLURALS,
        today::PLURALS,
        item::PLURALS,
        order::PLURALS,
        map::PLURALS,
        act::PLURALS,
        board::PLURALS,
        bank::PLURALS,
    ];
    let counted = plurals.concat().into_iter().flat_map(|p| [p.one, p.other]);
    texts.concat().into_iter().chain(counted).chain(phrases::all()).collect()
}

fn placeholders(mut text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    while let Some((_, name, after)) = next_placeholder(text) {
        names.push(name);
        text = after;
    }
    names.sort_unstable();
    names
}

#[test]
fn both_languages_name_the_same_placeholders() {
    for text in every_text() {
        assert!(!text.en.is_empty() && !text.fr.is_empty(), "{text:?}");
        assert_eq!(placeholders(text.en), placeholders(text.fr), "{text:?}");
    }
}

/// A country's name stands alone or in brackets: no article and no preposition has to fit it.
#[test]
fn french_bends_no_article_around_a_country() {
    let before =
        ["de ", "d’", "du ", "des ", "à ", "au ", "aux ", "en ", "par ", "pour ", "depuis ", "le ", "la ", "l’"];
    for text in every_text() {
        for name in ["{country}", "{issuer}"] {
            let bent = before.iter().any(|word| text.fr.contains(&format!("{word}{name}")));
            assert!(!bent && !text.fr.starts_with(&format!("{name} ")), "{:?}", text.fr);
        }
    }
}

#[test]
fn french_levers_keep_to_the_same_punctuation() {
    for sentence in levers::FRENCH {
        for wrong in ["\u{20}:", "\u{20};", "\u{20}?", "\u{20}!", "'"] {
            assert!(!sentence.contains(wrong), "{wrong:?} in {sentence:?}");
        }
        assert!(sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn french_puts_no_break_spaces_before_double_punctuation() {
    for text in every_text() {
        for wrong in ["\u{20}:", "\u{20};", "\u{20}?", "\u{20}!", "\u{20}%", "\u{20}»", "«\u{20}", "'"] {
            let told = "put no-break spaces with the command at the top of messages.rs";
            assert!(!text.fr.contains(wrong), "{wrong:?} in {:?}: {told}", text.fr);
        }
    }
}

#[test]
fn fill_puts_values_at_their_names() {
    const GREETING: Text = Text { en: "{a} of {b}, {a}", fr: "{b} : {a} {c}" };
    let values: [(&str, &dyn Display); 2] = [("a", &3), ("b", &"four")];
    assert_eq!(GREETING.fill(Lang::En, &values), "3 of four, 3");
    assert_eq!(GREETING.fill(Lang::Fr, &values), "four : 3 {c}");
}

#[test]
fn an_unclosed_brace_is_kept_as_text() {
    const ODD: Text = Text { en: "a {b", fr: "}{" };
    assert_eq!(ODD.fill(Lang::En, &[]), "a {b");
    assert_eq!(ODD.fill(Lang::Fr, &[]), "}{");
}

#[test]
fn counts_agree_in_number() {
    assert_eq!(words::ITEMS.count(Lang::En, 0), "0 items");
    assert_eq!(words::ITEMS.count(Lang::En, 1), "1 item");
    assert_eq!(words::ITEMS.count(Lang::Fr, 0), "0 élément");
    assert_eq!(words::ITEMS.count(Lang::Fr, 2), "2 éléments");
    assert_eq!(words::ITEMS.count(Lang::En, 12_345), "12,345 items");
}

#[test]
fn the_browser_is_heard_in_order_of_weight() {
    assert_eq!(Lang::from_accept("nl, fr-BE;q=0.8, en;q=0.5"), Some(Lang::Fr));
    assert_eq!(Lang::from_accept("en, fr"), Some(Lang::En));
    assert_eq!(Lang::from_accept("fr;q=0, en;q=0.1"), Some(Lang::En));
    assert_eq!(Lang::from_accept("fr;q=high, de"), None);
    assert_eq!(Lang::choose(Some("fr"), Some("en")), Lang::Fr);
    assert_eq!(Lang::choose(Some("xx"), None), Lang::En);
}
