use super::*;
use jiff::ToSpan;
use uuid::Uuid;

fn with<T>(change: impl FnOnce(&mut Facts<'_>), read: impl FnOnce(Vec<Refusal>) -> T) -> T {
    let url = Url::parse("https://b.lowtide.test/meridian/bulletin-41").unwrap();
    // A Tuesday, 14:00 in Amsterdam.
    let now: Timestamp = "2026-11-17T13:00:00Z".parse().unwrap();
    let languages = vec!["nl".to_owned(), "en".to_owned()];
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let mut facts = Facts {
        url: &url,
        collection: None,
        purpose: Purpose::NoneProtected,
        finding_stands: true,
        protected_signals: &[],
        unread: None,
        categories: &[Category::Incites],
        reason: "REHEARSAL",
        capture_preserved: true,
        collateral: None,
        deconfliction: Some(Answer::Go),
        hold_in_force: false,
        earlier_order: None,
        open_referral: None,
        competences: &[Competence::IssuesOrders],
        own_authority: true,
        service: Some(ServiceKind::Hosting),
        in_the_union: true,
        contact_point: true,
        language: ("en", &languages),
        prior_information: PriorInformation::Given(now - 12.hours()),
        zone: &zone,
        issued_this_hour: 0,
        second_officer: true,
        opened: &[],
        now,
    };
    change(&mut facts);
    read(failing(&facts))
}

#[test]
fn all_met() {
    with(|_| {}, |refusals| assert_eq!(refusals, []));
}

#[test]
fn each_gate_shuts_by_name() {
    type Change = fn(&mut Facts<'_>);
    let cases: [(Change, Gate); 23] = [
        (|f| f.collection = Some("listing: 40 entries"), Gate::ExactUrl),
        (|f| f.purpose = Purpose::Journalism, Gate::PurposeTest),
        (|f| f.purpose = Purpose::CannotTell, Gate::PurposeTest),
        (|f| f.finding_stands = false, Gate::PurposeTest),
        (|f| f.protected_signals = Box::leak(Box::new(["byline".to_owned()])), Gate::Context),
        (|f| f.unread = Some("a binary file without a content type is not read as a page"), Gate::Context),
        (|f| f.categories = &[], Gate::Reasons),
        (|f| f.capture_preserved = false, Gate::Capture),
        (|f| f.collateral = Some("a shared document"), Gate::Collateral),
        (|f| f.deconfliction = None, Gate::Deconfliction),
        (|f| f.deconfliction = Some(Answer::Contact), Gate::Deconfliction),
        (|f| f.hold_in_force = true, Gate::Deconfliction),
        (|f| f.earlier_order = Some("BE-2026-1"), Gate::Duplicate),
        (|f| f.open_referral = Some("BE-2026-R1"), Gate::Duplicate),
        (|f| f.competences = &[Competence::ScrutinisesOrders], Gate::Competence),
        (|f| f.own_authority = false, Gate::Competence),
        (|f| f.service = Some(ServiceKind::Registrar), Gate::Scope),
        (|f| f.in_the_union = false, Gate::Addressee),
        (|f| f.contact_point = false, Gate::Addressee),
        (|f| f.language = ("fr", &[]), Gate::Language),
        (|f| f.prior_information = PriorInformation::None, Gate::PriorInformation),
        (|f| f.issued_this_hour = BULK, Gate::Bulk),
        (|f| f.second_officer = false, Gate::SecondOfficer),
    ];
    for (change, gate) in cases {
        with(change, |refusals| {
            assert_eq!(refusals.iter().map(Refusal::gate).collect::<Vec<_>>(), [gate]);
        });
    }
}

#[test]
fn eleven_hours_and_fifty_nine_minutes_are_not_twelve_hours() {
    with(
        |facts| facts.prior_information = PriorInformation::Given(facts.now - 719.minutes()),
        |refusals| assert_eq!(refusals, [Refusal::NotInformed]),
    );
}

#[test]
fn at_night_somebody_says_why() {
    with(|facts| facts.now -= 10.hours(), |refusals| assert_eq!(refusals.len(), 2, "{refusals:?}"));
    let opened = [Opened { gate: Gate::Hours, by: PersonId(Uuid::from_u128(1)) }];
    with(
        |facts| {
            facts.now -= 10.hours();
            facts.prior_information = PriorInformation::NotFirst;
            facts.opened = Box::leak(Box::new(opened));
        },
        |refusals| assert_eq!(refusals, []),
    );
}

#[test]
fn a_protected_context_needs_two_people() {
    let by = |n| Opened { gate: Gate::Context, by: PersonId(Uuid::from_u128(n)) };
    for (opened, open) in [(vec![by(1)], false), (vec![by(1), by(1)], false), (vec![by(1), by(2)], true)] {
        with(
            |facts| {
                facts.protected_signals = Box::leak(Box::new(["byline".to_owned()]));
                facts.opened = opened.leak();
            },
            |refusals| assert_eq!(refusals.is_empty(), open),
        );
    }
}

#[test]
fn no_other_gate_can_be_opened() {
    let everything: Vec<Opened> = Gate::ALL
        .iter()
        .flat_map(|gate| (1..4).map(|n| Opened { gate: *gate, by: PersonId(Uuid::from_u128(n)) }))
        .collect();
    with(
        |facts| {
            facts.hold_in_force = true;
            facts.second_officer = false;
            facts.service = Some(ServiceKind::PrivateMessaging);
            facts.opened = everything.leak();
        },
        |refusals| assert_eq!(refusals.len(), 3, "{refusals:?}"),
    );
}
