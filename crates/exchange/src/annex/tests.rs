mod schema;

use insta::{assert_json_snapshot, assert_snapshot};
use jiff::civil::date;

use super::*;
use crate::{AddressFault, Language};

fn order() -> AnnexI {
    AnnexI {
        schema: OrderSchema::V1,
        rehearsal: true,
        section_a: Addressing {
            issuing_ms: "XA".to_owned(),
            addressee: "Harbour Hosting (invented)".to_owned(),
            legal_representative: None,
            contact_point: "orders@hosting.example".to_owned(),
            host_ms: "XB".to_owned(),
            issued_at: "2026-11-22T10:00:00Z".parse().unwrap(),
            order_ref: "REHEARSAL-2026-0001".to_owned(),
        },
        section_b: Content {
            url: "https://hosting.example/files/tide-table.pdf".to_owned(),
            additional_locator: Some("SHA-256 of the file: see the evidence sheet".to_owned()),
            reasons: [Reason::Incites, Reason::Threat].into(),
            additional_reasons: "REHEARSAL. The file is an invented tide table and stands for content in an exercise. \
                                 A real order states here what the material says and why the danger is real."
                .to_owned(),
        },
        section_c: NonDisclosure { non_disclosure: false },
        section_d: HostStateCopy { host_ms_differs: true, copy_sent_to_host_ca: true },
        section_e: IssuingAuthority {
            authority_type: AuthorityType::LawEnforcement,
            authority: "Internet Referral Unit of Examplia".to_owned(),
            representative: "A. Keeper".to_owned(),
            post: "Legal officer, grade 3".to_owned(),
            file_no: "IRU-1".to_owned(),
            address: "1 Quay Street\nExampletown".to_owned(),
            telephone: "+00 0 000 000".to_owned(),
            fax: None,
            email: "orders@iru.example".to_owned(),
            date: date(2026, 11, 22),
            authentication: Authentication::AuthenticatedChannel { channel: "Vigie provider portal".to_owned() },
        },
        section_f: FollowUp {
            issuing_authority_contact: "desk@iru.example".to_owned(),
            host_authority_contact: Some("scrutiny@authority.example".to_owned()),
        },
        section_g: Redress {
            remedies: vec![Remedy {
                body_or_court: "Administrative Court of Exampletown".to_owned(),
                deadline: "30 days from receipt of the order".to_owned(),
                national_provisions: "https://law.example/act-7".to_owned(),
            }],
        },
    }
}

fn reference() -> OrderReference {
    OrderReference {
        addressee: "Harbour Hosting (invented)".to_owned(),
        issuing_authority: "Internet Referral Unit of Examplia".to_owned(),
        authority_file_ref: "IRU-1".to_owned(),
        addressee_file_ref: None,
        received_at: "2026-11-22T10:01:12Z".parse().unwrap(),
    }
}

fn feedback() -> AnnexII {
    AnnexII {
        schema: FeedbackSchema::V1,
        rehearsal: true,
        section_a: reference(),
        section_b: FeedbackAction { action: Action::Removed, acted_at: "2026-11-22T10:40:00Z".parse().unwrap() },
        section_c: FeedbackSender {
            acting_as: ActingAs::HostingServiceProvider,
            name: "Harbour Hosting (invented)".to_owned(),
            member_state: "XB".to_owned(),
            authorised_person: "B. Warden".to_owned(),
            contact_email: "orders@hosting.example".to_owned(),
            date: date(2026, 11, 22),
        },
    }
}

fn impossibility() -> AnnexIII {
    AnnexIII {
        schema: ImpossibilitySchema::V1,
        rehearsal: true,
        section_a: reference(),
        section_b: Impediment {
            grounds: [Ground::InsufficientInformation].into(),
            further_reasons: "The address leads to a list of 40 tide tables.".to_owned(),
            clarification_needed: Some("Which of the tables is meant?".to_owned()),
        },
        section_c: ImpossibilitySender {
            acting_as: ActingAs::LegalRepresentative,
            name: "Quay Representation (invented)".to_owned(),
            authorised_person: "B. Warden".to_owned(),
            contact_email: "orders@hosting.example".to_owned(),
            signature: "B. Warden".to_owned(),
            signed_at: "2026-11-22T10:30:00Z".parse().unwrap(),
        },
    }
}

#[test]
fn forms_as_text() {
    for language in Language::ALL {
        let code = language.code();
        assert_snapshot!(format!("annex_1_{code}"), order().render_text(language));
        assert_snapshot!(format!("annex_2_{code}"), feedback().render_text(language));
        assert_snapshot!(format!("annex_3_{code}"), impossibility().render_text(language));
    }
}

#[test]
fn forms_as_json() {
    assert_json_snapshot!("annex_1_json", order());
    assert_json_snapshot!("annex_2_json", feedback());
    assert_json_snapshot!("annex_3_json", impossibility());
    let text = serde_json::to_string(&order()).unwrap();
    assert_eq!(serde_json::from_str::<AnnexI>(&text).unwrap(), order());
    let newer = text.replace("vigie-annex-1/1", "vigie-annex-1/2");
    assert!(serde_json::from_str::<AnnexI>(&newer).is_err());
    let unknown = text.replacen("\"url\"", "\"pattern\":\"*\",\"url\"", 1);
    assert!(serde_json::from_str::<AnnexI>(&unknown).is_err());
}

#[test]
fn complete_forms_have_no_problems() {
    assert_eq!(order().check(), []);
    assert_eq!(feedback().check(), []);
    assert_eq!(impossibility().check(), []);
}

/// Spoils an order and expects exactly one problem.
#[track_caller]
fn expect(spoil: impl FnOnce(&mut AnnexI), section: Section, field: &'static str, what: Defect) {
    let mut order = order();
    spoil(&mut order);
    assert_eq!(order.check(), [Problem { section, field, what }]);
}

#[test]
fn each_gap_in_what_is_ordered_is_named() {
    use Defect::*;
    use Section::*;
    expect(|o| o.section_a.issuing_ms = "Examplia".to_owned(), A, "issuing_ms", NotACountryCode);
    expect(|o| o.section_a.addressee.clear(), A, "addressee", Empty);
    expect(|o| o.section_a.legal_representative = Some(" ".to_owned()), A, "legal_representative", Empty);
    expect(|o| o.section_a.contact_point.clear(), A, "contact_point", Empty);
    expect(|o| o.section_a.order_ref.clear(), A, "order_ref", Empty);
    let not_web = NotAnAddress(AddressFault::NotWeb);
    expect(|o| o.section_b.url = "ftp://hosting.example/a".to_owned(), B, "url", not_web);
    expect(|o| o.section_b.reasons.clear(), B, "reasons", NothingTicked);
    expect(|o| o.section_b.additional_reasons.clear(), B, "additional_reasons", Empty);
}

#[test]
fn each_gap_in_who_orders_is_named() {
    use Defect::*;
    use Section::*;
    expect(|o| o.section_d.host_ms_differs = false, D, "host_ms_differs", Contradicts("host_ms"));
    expect(|o| o.section_d.copy_sent_to_host_ca = false, D, "copy_sent_to_host_ca", NeededBy("host_ms"));
    expect(|o| o.section_e.representative.clear(), E, "representative", Empty);
    expect(|o| o.section_e.email = "desk".to_owned(), E, "email", NotAnEmail);
    let unsigned = Authentication::Signature { signature: String::new(), stamp: None };
    expect(|o| o.section_e.authentication = unsigned, E, "authentication", Empty);
    expect(|o| o.section_f.issuing_authority_contact.clear(), F, "issuing_authority_contact", Empty);
    expect(|o| o.section_f.host_authority_contact = None, F, "host_authority_contact", NeededBy("host_ms_differs"));
    expect(|o| o.section_g.remedies.clear(), G, "remedies", Empty);
    expect(|o| o.section_g.remedies[0].deadline.clear(), G, "deadline", Empty);
}

#[test]
fn answers_are_checked_against_the_order_of_events() {
    let mut early = feedback();
    early.section_b.acted_at = "2026-11-22T09:00:00Z".parse().unwrap();
    early.section_c.member_state.clear();
    let said: Vec<String> = early.check().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "section B, acted_at: contradicts received_at",
            "section C, member_state: is not a country code of two capital letters",
        ]
    );

    let mut vague = impossibility();
    vague.section_b.clarification_needed = None;
    assert_eq!(vague.check()[0].what, Defect::NeededBy("grounds"));
    vague.section_b.grounds = [Ground::ForceMajeureOrDeFactoImpossibility].into();
    assert_eq!(vague.check(), []);
}

#[test]
fn a_value_cannot_pass_for_part_of_the_form() {
    let mut forged = order();
    forged.section_b.additional_reasons = "x\r\nSECTION C: forged\n[x] box\u{202e}\u{7}".to_owned();
    let text = forged.render_text(Language::English);
    assert!(text.contains("\n      SECTION C: forged\n      [x] box\u{fffd}\u{fffd}\n"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("SECTION C")).count(), 1);
}

/// The fixed words of a form: everything but the values.
fn fixed_words(view: &FormView) -> Vec<String> {
    let rows = view.sections.iter().flat_map(|section| &section.rows).map(|row| match row {
        Row::Note(words) | Row::Tick { label: words, .. } | Row::Field { label: words, .. } => (*words).to_owned(),
    });
    let headings = view.sections.iter().map(|section| section.heading.clone());
    let before = [view.title, view.basis].into_iter().chain(view.preamble.iter().copied()).map(str::to_owned);
    before.chain(headings).chain(rows).collect()
}

#[test]
fn every_language_has_the_same_form_in_its_own_words() {
    let views = |language| [order().view(language), feedback().view(language), impossibility().view(language)];
    for (form, english) in views(Language::English).iter().enumerate() {
        let shape = |view: &FormView| -> Vec<_> {
            view.sections.iter().map(|section| (section.section, section.rows.len())).collect()
        };
        for language in Language::ALL {
            let view = &views(language)[form];
            assert_eq!(view.language, language);
            assert_eq!(shape(view), shape(english));
            assert!(fixed_words(view).iter().all(|words| !words.trim().is_empty()));
            let others = Language::ALL.into_iter().filter(|other| *other != language);
            let theirs: Vec<String> = others.flat_map(|other| fixed_words(&views(other)[form])).collect();
            let own = fixed_words(view);
            let borrowed: Vec<&String> =
                own.iter().filter(|words| words.len() > 25 && theirs.contains(words)).collect();
            assert_eq!(borrowed, Vec::<&String>::new());
        }
    }
}
