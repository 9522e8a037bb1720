use super::*;

fn statement() -> StatementOfReasons {
    let text = r#"{
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "decision_facts": "REHEARSAL: a lighthouse keeper's page was referred by an authority and read by a moderator.",
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": "Terms, section 4",
        "incompatible_content_explanation": "The page is of the kind that section 4 excludes.",
        "incompatible_content_illegal": "No",
        "content_type": ["CONTENT_TYPE_TEXT", "CONTENT_TYPE_IMAGE"],
        "category": "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY",
        "category_specification": ["KEYWORD_TERRORIST_CONTENT"],
        "territorial_scope": ["NL", "IS"],
        "content_language": "FR",
        "content_date": "2026-05-01",
        "application_date": "2026-05-04",
        "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION",
        "source_identity": "Example Referral Unit",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "puid": "quay-2026_7"
    }"#;
    serde_json::from_str(text).unwrap()
}

/// The problems of the statement once something was changed.
fn after(change: impl FnOnce(&mut StatementOfReasons)) -> Vec<Problem> {
    let mut statement = statement();
    change(&mut statement);
    statement.check()
}

fn one(field: &'static str, what: Defect) -> Vec<Problem> {
    vec![Problem { field, what }]
}

#[test]
fn a_sound_statement_is_written_in_published_codes_and_read_back() {
    let statement = statement();
    assert_eq!(statement.check(), []);
    let text = serde_json::to_string(&statement).unwrap();
    assert!(text.contains("\"content_type\":[\"CONTENT_TYPE_IMAGE\",\"CONTENT_TYPE_TEXT\"]"), "{text}");
    assert!(!text.contains("null") && !text.contains("decision_account"), "{text}");
    assert_eq!(serde_json::from_str::<StatementOfReasons>(&text).unwrap(), statement);
    let strange = text.replace("KEYWORD_TERRORIST_CONTENT", "KEYWORD_TIDES");
    assert!(serde_json::from_str::<StatementOfReasons>(&strange).is_err());
}

#[test]
fn something_must_have_been_decided() {
    let none = after(|s| s.decision_visibility.clear());
    assert_eq!(none, one("decision_visibility", Defect::Empty));
    let account = after(|s| {
        s.decision_visibility.clear();
        s.decision_account = Some(AccountDecision::Suspended);
    });
    assert_eq!(account, []);
}

#[test]
fn other_is_told_in_words_and_words_mean_other() {
    let needed = after(|s| {
        s.decision_visibility.insert(Visibility::Other);
        s.decision_visibility_other = Some("  ".to_owned());
    });
    assert_eq!(needed, one("decision_visibility_other", Defect::NeededBy("decision_visibility")));
    let needed = after(|s| s.decision_monetary = Some(Monetary::Other));
    assert_eq!(needed, one("decision_monetary_other", Defect::NeededBy("decision_monetary")));
    let extra = after(|s| s.content_type_other = Some("tide table".to_owned()));
    assert_eq!(extra, one("content_type_other", Defect::Contradicts("content_type")));
    let extra = after(|s| s.category_specification_other = Some("tides".to_owned()));
    assert_eq!(extra, one("category_specification_other", Defect::Contradicts("category_specification")));
    let long = after(|s| {
        s.content_type.insert(ContentType::Other);
        s.content_type_other = Some("é".repeat(501));
    });
    assert_eq!(long, one("content_type_other", Defect::TooLong(500)));
}

#[test]
fn each_ground_has_its_own_explanation() {
    let illegal = after(|s| {
        s.decision_ground = Ground::IllegalContent;
        s.illegal_content_legal_ground = Some("Penal code of the harbour".to_owned());
    });
    let fields: Vec<_> = illegal.iter().map(|problem| problem.field).collect();
    assert_eq!(
        fields,
        [
            "illegal_content_explanation",
            "incompatible_content_ground",
            "incompatible_content_explanation",
            "incompatible_content_illegal"
        ]
    );
    let long = after(|s| s.incompatible_content_explanation = Some("a".repeat(2001)));
    assert_eq!(long, one("incompatible_content_explanation", Defect::TooLong(2000)));
    assert_eq!(after(|s| s.decision_facts = String::new()), one("decision_facts", Defect::Empty));
}

#[test]
fn places_languages_dates_and_identifiers_are_checked() {
    assert_eq!(after(|s| s.territorial_scope.clear()), one("territorial_scope", Defect::Empty));
    let abroad = after(|s| s.territorial_scope = BTreeSet::from(["CH".to_owned()]));
    assert_eq!(abroad, one("territorial_scope", Defect::NotAState));
    let language = after(|s| s.content_language = Some("fr".to_owned()));
    assert_eq!(language, one("content_language", Defect::NotALanguage));
    assert_eq!(after(|s| s.content_date = date(1999, 12, 31)), one("content_date", Defect::Before(date(2000, 1, 1))));
    let early = after(|s| s.application_date = date(2019, 12, 31));
    assert_eq!(early, one("application_date", Defect::Before(date(2020, 1, 1))));
    let end = after(|s| s.end_date_visibility_restriction = Some(date(2026, 5, 3)));
    assert_eq!(end, one("end_date_visibility_restriction", Defect::BeforeApplication));
    assert_eq!(after(|s| s.end_date_visibility_restriction = Some(date(2026, 5, 4))), []);
    let end = after(|s| s.end_date_account_restriction = Some(date(2027, 1, 1)));
    assert_eq!(end, one("end_date_account_restriction", Defect::Contradicts("decision_account")));
    for (puid, what) in [("", Defect::Empty), ("a b", Defect::NotAnIdentifier), ("é", Defect::NotAnIdentifier)] {
        assert_eq!(after(|s| s.puid = puid.to_owned()), one("puid", what));
    }
    let whose = after(|s| s.source_type = Source::Voluntary);
    assert_eq!(whose, one("source_identity", Defect::Contradicts("source_type")));
}

#[test]
fn retired_codes_are_read_but_not_written() {
    let old = Category::ScopeOfPlatformService;
    assert_eq!(after(|s| s.category = old), one("category", Defect::Retired));
    assert_eq!(after(|s| s.category_addition = BTreeSet::from([old])), one("category_addition", Defect::Retired));
    assert_eq!(Category::ALL.iter().filter(|category| category.is_retired()).count(), 4);
}

#[test]
fn identifiers_are_used_once() {
    let named = |puid: &str| StatementOfReasons { puid: puid.to_owned(), ..statement() };
    let statements = [named("a"), named("b"), named("a"), named("c"), named("a")];
    assert_eq!(repeated(&statements), ["a"]);
}

#[test]
fn codes_and_labels_are_all_different() {
    let codes: BTreeSet<&str> = Keyword::ALL.iter().map(|keyword| keyword.code()).collect();
    let labels: BTreeSet<&str> = Keyword::ALL.iter().map(|keyword| keyword.label()).collect();
    assert_eq!((codes.len(), labels.len()), (Keyword::ALL.len(), Keyword::ALL.len()));
    assert!(codes.iter().all(|code| code.starts_with("KEYWORD_")));
    assert!(Category::ALL.iter().all(|category| category.code().starts_with("STATEMENT_CATEGORY_")));
}
