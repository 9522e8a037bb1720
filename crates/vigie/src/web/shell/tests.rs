use jiff::tz::{self, TimeZone};

use super::*;

fn frame() -> Frame {
    Frame {
        reader: Reader { lang: Lang::En, zone: TimeZone::fixed(tz::offset(1)) },
        theme: Theme::Dark,
        person: PersonView {
            id: PersonId(uuid::Uuid::from_u128(7)),
            name: "I. Maréchal".to_owned(),
            roles: "legal officer".to_owned(),
        },
        csrf: "t0k".to_owned(),
        now: "2026-11-17T13:20:36Z".parse().unwrap(),
        rehearsal: true,
        path: "/orders?state=<running>".to_owned(),
        current: Some(Section::Order),
        sections: Section::ALL.to_vec(),
        counters: Counters { assess: Some(1204), ..Counters::default() },
        ledger: LedgerView { leaves: 4_182_611, status: Status::Ok, words: "Whole".to_owned() },
        notice: None,
        keys: Vec::new(),
    }
}

#[test]
fn a_page_says_where_it_is_and_what_time_the_server_has() {
    let written = page(&frame(), "Orders", html! { p { "x" } }).into_string();
    assert!(written.starts_with(r#"<!DOCTYPE html><html lang="en" data-theme="dark"><head><meta charset="utf-8">"#));
    assert!(written.contains("<title>Orders · Vigie</title>"));
    assert!(written.contains(r#"<a href="/orders" data-go="4" aria-current="page">"#), "{written}");
    assert!(written.contains(r#"<time data-server-time data-offset="3600">14:20:36</time>"#), "{written}");
    assert!(written.contains(r#"<meta name="server-now" content="1794921636000">"#), "{written}");
    assert!(written.contains(r#"data-live="assess">1,204<"#), "{written}");
    assert!(written.contains("REHEARSAL"));
}

#[test]
fn every_form_that_changes_something_carries_the_token_and_the_way_back() {
    let written = page(&frame(), "Orders", html! {}).into_string();
    assert_eq!(written.matches(r#"method="post""#).count(), written.matches(r#"name="csrf" value="t0k""#).count());
    assert!(written.contains(r#"name="back" value="/orders?state=&lt;running&gt;""#), "{written}");
}

#[test]
fn nothing_is_written_inline_that_the_content_policy_forbids() {
    let bare = BareFrame {
        lang: Lang::Fr,
        theme: Theme::System,
        rehearsal: false,
        others: vec![(Lang::En, "?lang=en".to_owned())],
        foot: Vec::new(),
    };
    for written in [page(&frame(), "x", html! {}), bare_page(&bare, "x", html! {})].map(Markup::into_string) {
        for forbidden in [" style=", "<style", " onclick=", "javascript:"] {
            assert!(!written.contains(forbidden), "{forbidden}");
        }
        assert!(!written.replace("http://www.w3.org/2000/svg", "").contains("://"), "{written}");
    }
}

#[test]
fn sections_a_person_may_not_enter_are_not_shown() {
    let narrow = Frame { sections: vec![Section::Today, Section::Assess], ..frame() };
    let written = page(&narrow, "x", html! {}).into_string();
    assert!(written.contains(r#"href="/queue""#) && !written.contains(r#"href="/people""#), "{written}");
}

#[test]
fn a_bare_page_is_kept_from_search_engines_and_loads_no_script() {
    let frame = BareFrame {
        lang: Lang::En,
        theme: Theme::System,
        rehearsal: true,
        others: vec![(Lang::Fr, "?lang=fr".to_owned())],
        foot: vec!["No account is needed.".to_owned()],
    };
    let written = bare_page(&frame, "Removal order", html! {}).into_string();
    assert!(written.contains(r#"<meta name="robots" content="noindex">"#) && !written.contains("<script"));
    assert!(written.contains(r#"<a href="?lang=fr" lang="fr" hreflang="fr">Français</a>"#), "{written}");
    assert!(!written.contains("data-theme"));
}

#[test]
fn themes_are_read_as_they_are_written() {
    for theme in Theme::ALL {
        assert_eq!(Theme::from_name(theme.name()), theme);
    }
    assert_eq!(Theme::from_name("neon"), Theme::System);
}
