use proptest::prelude::*;

use super::*;

fn provider(name: &str) -> Provider {
    Provider {
        name: name.to_owned(),
        kind: ServiceKind::Hosting,
        country: "NL".parse().unwrap(),
        host_state: Some("NL".parse().unwrap()),
        legal_representative: Some("Lantern, Lamp & Co".to_owned()),
        contact: Some("desk@quay.example".to_owned()),
        languages: vec!["nl".to_owned(), "en".to_owned()],
        time_zone: "Europe/Amsterdam".to_owned(),
        domains: vec!["quay.example".to_owned(), "xn--bcher-kva.example".to_owned()],
        channels: vec![Channel::Api, Channel::Email, Channel::Portal],
        webhook: Some(Url::parse("https://quay.example/orders?v=1").unwrap()),
        contact_confirmed: Some(jiff::civil::date(2026, 5, 4)),
        known_as: vec!["Quay \"Old\"".to_owned(), "=Quay".to_owned()],
    }
}

fn authority() -> Authority {
    Authority {
        name: "Example Harbour Authority".to_owned(),
        country: "FR".parse().unwrap(),
        competences: vec![Competence::IssuesOrders, Competence::ScrutinisesOrders],
        contact: None,
        address: "1, Quay of the Lamp\nLighthouse Town".to_owned(),
        telephone: "+32 2 555 01 00".to_owned(),
        redress: "Court of the Harbour, within 2 months; REHEARSAL".to_owned(),
        kind: Some(AuthorityKind::Judicial),
        redress_days: Some(60),
        time_zone: Some("Europe/Paris".to_owned()),
    }
}

fn taken<E: Entry + Clone>(import: &Import<E>) -> Vec<E> {
    import.entries.iter().map(|(_, entry)| entry.clone()).collect()
}

fn said<E>(import: &Import<E>) -> Vec<String> {
    import.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn both_forms_are_read_back() {
    let bare = Provider {
        kind: ServiceKind::Registrar,
        host_state: None,
        legal_representative: None,
        contact: None,
        languages: vec![],
        domains: vec![],
        channels: vec![],
        webhook: None,
        contact_confirmed: None,
        known_as: vec![],
        ..provider("Pier")
    };
    let providers = [provider("Quay"), bare];
    for import in [from_csv::<Provider>(to_csv(&providers).as_bytes()), from_json(to_json(&providers).as_bytes())] {
        assert_eq!(said(&import), [""; 0]);
        assert_eq!(taken(&import), providers);
    }
    let silent =
        Authority { name: "Pier Court".to_owned(), kind: None, redress_days: None, time_zone: None, ..authority() };
    let authorities = [authority(), silent];
    for import in [from_csv::<Authority>(to_csv(&authorities).as_bytes()), from_json(to_json(&authorities).as_bytes())]
    {
        assert_eq!(said(&import), [""; 0]);
        assert_eq!(taken(&import), authorities);
    }
}

#[test]
fn formulas_are_harmless_in_a_spreadsheet() {
    let evil = Authority { telephone: "+1-555".to_owned(), redress: "@SUM(A1)".to_owned(), ..authority() };
    let quoted = Authority { name: "'=1+1".to_owned(), address: "-2".to_owned(), ..authority() };
    let text = to_csv(&[evil.clone(), quoted.clone()]);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 3);
    for cell in records.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert_eq!(&records[2][0], "''=1+1");
    assert_eq!(taken(&from_csv::<Authority>(text.as_bytes())), [evil, quoted]);
    assert!(to_csv(&[provider("Quay")]).contains(";'=Quay"));
}

#[test]
fn files_of_spreadsheets_are_read() {
    let plain = "name,kind,country,time_zone,domains\nQuay,hosting,NL,Europe/Amsterdam,quay.example;Pier.example.\n";
    let expected = from_csv::<Provider>(plain.as_bytes());
    assert_eq!(expected.entries[0].1.domains, ["quay.example", "pier.example"]);
    assert_eq!(expected.problems, []);
    for text in [
        format!("\u{feff}{}", plain.replace('\n', "\r\n")),
        plain.replace(',', "\t"),
        plain.replace("quay.example;Pier.example.", "\"quay.example;Pier.example.\"").replace(',', ";"),
        plain.replace("name", " \"Name\" ").replace(" \"", "\""),
        format!("{plain},,,,\n\n"),
        plain.trim_end().to_owned(),
    ] {
        assert_eq!(from_csv::<Provider>(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn bad_rows_are_listed_and_the_rest_is_taken() {
    let text = "name,kind,country,time_zone,contact,channels,webhook,surplus\n\
        Quay,hosting,NL,Europe/Amsterdam,desk@quay.example,email,,x\n\
        ,hosting,NL,Europe/Amsterdam,,,,\n\
        Pier,harbour,NL,Europe/Amsterdam,,,,\n\
        Mole,hosting,Netherlands,Europe/Amsterdam,,,,\n\
        Buoy,hosting,NL,Europe/Lamp,,,,\n\
        Jetty,hosting,NL,Europe/Amsterdam,desk at jetty,,,\n\
        Dock,hosting,NL,Europe/Amsterdam,,api,,\n\
        Wharf,hosting,NL,Europe/Amsterdam,,,http://wharf.example/,\n\
        Crane,hosting,NL\n\
        quay,hosting,BE,Europe/Brussels,,,,\n\
        Lamp,\"dns\nhosting,NL,Europe/Amsterdam,,,,\n\
        Slip,cdn,CA,America/Toronto,,portal;by_hand,,\n";
    let import = from_csv::<Provider>(text.as_bytes());
    assert_eq!(
        import.entries.iter().map(|(place, entry)| (*place, entry.name.as_str())).collect::<Vec<_>>(),
        [(Place::Line(2), "Quay"), (Place::Line(14), "Slip"),]
    );
    let expected = [
        "line 1: the column \"surplus\" is not known and was not read",
        "line 3, name: it must be filled in",
        "line 4, kind: \"harbour\" is none of hosting, platform, ",
        "line 5, country: \"Netherlands\" is not a country code of two capital letters",
        "line 6, time_zone: \"Europe/Lamp\" is not a time zone",
        "line 7, contact: \"desk at jetty\" is not one e-mail address",
        "line 8, webhook: it must be filled in because of channels",
        "line 9, webhook: \"http://wharf.example/\" is not an https address",
        "line 10: the row has 3 cells, the header 8",
        "line 11, name: the name is that of line 2 too",
        "line 12: a closing quotation mark is missing",
        "line 13: the row has 7 cells, the header 8",
    ];
    let said = said(&import);
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn each_kind_of_value_is_checked() {
    let fault = |column: &str, value: &str| {
        let text = format!("name,kind,country,time_zone,{column}\nQuay,hosting,NL,Europe/Amsterdam,\"{value}\"\n");
        let import = from_csv::<Provider>(text.as_bytes());
        import.problems.first().map(|problem| problem.what.clone())
    };
    let owned = str::to_owned;
    for (column, value, expected) in [
        ("host_state", "CH", Fault::NotAMemberState(owned("CH"))),
        ("languages", "fr;dutch", Fault::NotALanguage(owned("dutch"))),
        ("languages", "fr;FR", Fault::Twice(owned("FR"))),
        ("domains", "quay", Fault::NotADomain(owned("quay"))),
        ("domains", "192.0.2.1", Fault::NotADomain(owned("192.0.2.1"))),
        ("domains", "https://quay.example/", Fault::NotADomain(owned("https://quay.example/"))),
        ("domains", "a b.example", Fault::NotADomain(owned("a b.example"))),
        ("webhook", "https://a:b@quay.example/", Fault::NotHttps(owned("https://a:b@quay.example/"))),
        ("contact_confirmed", "04/05/2026", Fault::NotADate(owned("04/05/2026"))),
        ("contact_confirmed", "2026-02-29", Fault::NotADate(owned("2026-02-29"))),
        ("contact_confirmed", "2026-05-04", Fault::NeededBy("contact_confirmed")),
        ("contact", "a@b@c", Fault::NotAnEmail(owned("a@b@c"))),
        ("known_as", "Quay\u{202e}", Fault::Invisible),
        ("known_as", "Old\nQuay", Fault::Invisible),
        ("legal_representative", &"a".repeat(501), Fault::TooLong(500)),
    ] {
        assert_eq!(fault(column, value), Some(expected), "{column} {value}");
    }
    assert_eq!(fault("domains", "Bücher.example"), None);
    for days in ["0", "-1", "3651", "thirty", "1.5"] {
        let text = format!("name,country,redress_days\nHarbour,FR,{days}\n");
        let problems = from_csv::<Authority>(text.as_bytes()).problems;
        assert_eq!(problems[0].what, Fault::NotDays(days.to_owned()));
    }
    let many: Vec<String> = (0..501).map(|number| format!("q{number}.example")).collect();
    assert_eq!(fault("domains", &many.join(";")), Some(Fault::TooMany(500)));
}

#[test]
fn files_that_cannot_be_read_say_so() {
    let whole = |bytes: &[u8]| from_csv::<Authority>(bytes).problems[0].what.clone();
    assert_eq!(whole(b""), Fault::NoHeader);
    assert_eq!(whole(b"\xff\xfe,\n"), Fault::NoHeader);
    assert_eq!(whole(&vec![b'a'; MAX_BYTES + 1]), Fault::FileTooLong);
    let missing = from_csv::<Authority>(b"Name,address\nHarbour,Quay 1\n");
    assert_eq!(
        (said(&missing), missing.entries.len()),
        (vec!["line 1, country: the column is missing, so nothing was taken".to_owned()], 0)
    );
    let twice = from_csv::<Authority>(b"name,country,name\nHarbour,FR,Other\n");
    assert_eq!((said(&twice).len(), twice.entries[0].1.name.as_str()), (1, "Harbour"));
    assert_eq!(from_csv::<Authority>(b"name,country\nHarbour \xff,FR\n").problems[0].what, Fault::NotUtf8);
    let rows = "name,country\n".to_owned() + &"H,FR\n".repeat(MAX_ROWS + 1);
    assert_eq!(from_csv::<Authority>(rows.as_bytes()).problems.last().unwrap().what, Fault::TooManyRows);
    let long = format!("name,country,redress\nA,FR,\"{}\"\nB,FR,\n", "a".repeat(MAX_ROW_BYTES));
    let import = from_csv::<Authority>(long.as_bytes());
    assert_eq!((&import.problems[0].what, import.entries.len()), (&Fault::RowTooLong, 1));
}

#[test]
fn json_is_read_strictly_entry_by_entry() {
    let text = r#"{"schema":"vigie-authorities/1","entries":[
        {"name":"A","country":"FR"}, 7, {"name":"B","country":"FR","colour":"red"}, {"name":["C"],"country":"FR"},
        {"name":"D","country":"FR","competences":"issues_orders"}, {"name":"E","country":"FR","competences":[""]},
        {"name":"F","country":"FR","competences":["sails"]}, {"name":"G","country":"FR","contact":null},
        {"name":"a","country":"BE"}
    ]}"#;
    let import = from_json::<Authority>(text.as_bytes());
    let names: Vec<&str> = import.entries.iter().map(|(_, entry)| entry.name.as_str()).collect();
    assert_eq!(names, ["A", "G"]);
    let places: Vec<Place> = import.problems.iter().map(|problem| problem.place).collect();
    assert_eq!(places, [2, 3, 4, 5, 6, 7, 9].map(Place::Entry));
    for text in
        ["", "[]", "{}", "{\"schema\":\"vigie-providers/1\",\"entries\":[]}", "{\"schema\":\"vigie-authorities/1\"}"]
    {
        let whole = from_json::<Authority>(text.as_bytes());
        assert_eq!(whole.problems[0].what, Fault::NotThisJson { schema: "vigie-authorities/1" }, "{text}");
    }
    let semicolon = r#"{"schema":"vigie-providers/1","entries":[{"name":"Q","kind":"dns","country":"NL",
        "time_zone":"Europe/Amsterdam","known_as":["a;b"]}]}"#;
    assert_eq!(from_json::<Provider>(semicolon.as_bytes()).problems[0].what, Fault::Semicolon("a;b".to_owned()));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        from_csv::<Provider>(&bytes);
        from_json::<Authority>(&bytes);
    }

    #[test]
    fn no_rows_make_it_panic(text in "([\"',;\n\r\t=]|[A-Z]{2}|hosting|.){0,80}") {
        let whole = format!("name,kind,country,time_zone,domains,known_as\n{text}");
        from_csv::<Provider>(whole.as_bytes());
    }

    #[test]
    fn whatever_is_taken_is_read_back(
        names in prop::collection::btree_set("['=+@\"a-z][ '=,\"a-z-]{0,8}[a-z]", 1..10),
        known_as in prop::collection::btree_set("['=+@,\"a-z-]{1,5}[a-z]", 0..4),
    ) {
        let known_as: Vec<String> = known_as.into_iter().collect();
        let providers: Vec<Provider> =
            names.iter().map(|name| Provider { known_as: known_as.clone(), ..provider(name) }).collect();
        prop_assert_eq!(taken(&from_csv::<Provider>(to_csv(&providers).as_bytes())), providers.clone());
        prop_assert_eq!(taken(&from_json::<Provider>(to_json(&providers).as_bytes())), providers);
    }
}
