use super::*;
use crate::records::Kept;
use domain::act::handling::{HandlingCode, Tlp};
use domain::act::{
    Check, InstrumentKind, Outcome, Redress, Standing, TargetEvent, TargetState, Viewer, WaveEvent, WaveState,
};
use domain::id::{AlertId, AuthorityId, ExhibitId, InstrumentId, OperationId, PersonId, TargetId, WaveId};
use domain::map::{Asset, AssetKind, Measure};
use domain::people::Country;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

const ANNA: PersonId = PersonId(Uuid::from_u128(1));
const BRAM: PersonId = PersonId(Uuid::from_u128(2));
const UNIT: AuthorityId = AuthorityId(Uuid::from_u128(11));

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn asset() -> Asset {
    Asset::new(AssetKind::Host, "lighthouse.harbour.example").unwrap()
}

fn marking() -> Marking {
    Marking {
        codes: BTreeSet::from([HandlingCode::H1]),
        tlp: Tlp::Amber,
        authorities: Some(BTreeSet::from([UNIT])),
        people: None,
        released: BTreeSet::new(),
        words: String::new(),
    }
}

fn wave() -> Wave {
    let part = |code| StatePart {
        country: country(code),
        standing: Standing::Silent,
        first_go: None,
        said: vec![CheckSaid { check: Check::Team, by: ANNA, at: at(1), note: "REHEARSAL".to_owned() }],
    };
    Wave {
        id: WaveId(Uuid::from_u128(21)),
        operation: OperationId(Uuid::from_u128(20)),
        number: 3,
        state: WaveState::Planned,
        from: at(100),
        until: at(1000),
        moment: None,
        first_go: None,
        parts: vec![part("NL"), part("RO")],
        coordinator: ANNA,
        deputy: BRAM,
        lead: vec![BRAM],
        voices: vec![Voice { country: country("NL"), person: ANNA }],
        silence_seconds: 600,
        coordinator_seen: at(0),
        calls: Vec::new(),
        planned: at(0),
    }
}

fn target() -> Target {
    Target {
        id: TargetId(Uuid::from_u128(31)),
        operation: OperationId(Uuid::from_u128(20)),
        wave: WaveId(Uuid::from_u128(21)),
        name: "the lamp".to_owned(),
        asset: asset(),
        measure: Measure::SeizeServer,
        place: country("NL"),
        provider: None,
        acting: Some(country("NL")),
        state: TargetState::Dispatched,
        redress: Redress::None,
        after: Vec::new(),
        instead_of: None,
        sending: None,
        preparer: None,
        papers: Vec::new(),
        approver: Some(BRAM),
        deconfliction: None,
        collateral: None,
        held_by_hand: None,
        dispatched: None,
        receipt: None,
        in_doubt: None,
        failed_deliveries: Vec::new(),
        reports: Vec::new(),
        looks: vec![LookFromOutside { gone: true, from: None, at: at(300) }],
        glances: Vec::new(),
        next_look: None,
        made_whole: None,
        marking: marking(),
        author: ANNA,
        proposed: at(0),
    }
}

fn report(number: u128, who: Teller, what: Outcome) -> Report {
    let (id, note) = (Uuid::from_u128(number), String::new());
    Report { id, who, what, happened: at(200), said: at(205), heard: at(210), clock_ahead_seconds: 0, by: ANNA, note }
}

fn instrument() -> Instrument {
    Instrument {
        id: InstrumentId(Uuid::from_u128(41)),
        operation: OperationId(Uuid::from_u128(20)),
        number: "REHEARSAL 7/26".to_owned(),
        kind: InstrumentKind::NationalWarrant,
        issuer: country("NL"),
        authority: UNIT,
        place: country("NL"),
        assets: vec![asset()],
        measures: vec![Measure::SeizeServer],
        from: at(0),
        until: Some(at(1000)),
        revoked: None,
        paper: None,
        marking: marking(),
        author: ANNA,
        recorded: at(0),
    }
}

fn reads_back<T: Record + PartialEq + std::fmt::Debug + Clone>(record: &T) {
    let row = Kept::new(record.clone()).row().unwrap();
    assert_eq!(row.kind, T::KIND);
    assert_eq!(serde_json::from_str::<T>(&row.body).unwrap(), *record);
}

#[test]
fn every_record_reads_back() {
    let mut heard = target();
    heard.hear(report(1, Teller::Authority { id: UNIT }, Outcome::Seized)).unwrap();
    heard.hear(report(2, Teller::Press { name: "The Harbour Gazette".to_owned() }, Outcome::Closed)).unwrap();
    reads_back(&heard);
    reads_back(&wave());
    reads_back(&instrument());
    reads_back(&Operation {
        id: OperationId(Uuid::from_u128(20)),
        reference: "VIG-A-2026-0001".to_owned(),
        name: "Lighthouse (REHEARSAL)".to_owned(),
        objective: String::new(),
        legal_frame: String::new(),
        lead: UNIT,
        coordinator: UNIT,
        participants: vec![Participant { authority: UNIT, country: None, terms: String::new(), since: at(0) }],
        network: None,
        banner: None,
        marking: marking(),
        author: ANNA,
        opened: at(0),
        closed: None,
    });
    reads_back(&Exhibit {
        id: ExhibitId(Uuid::from_u128(51)),
        number: "NL-0001".to_owned(),
        operation: OperationId(Uuid::from_u128(20)),
        target: target().id,
        country: country("NL"),
        authority: UNIT,
        what: "a barometer".to_owned(),
        photographs: Vec::new(),
        content: None,
        seized: at(200),
        heard: at(210),
        custody: vec![Custody {
            at: at(200),
            holder: ANNA,
            place: "the harbour".to_owned(),
            seal: "S-1".to_owned(),
            purpose: "seized".to_owned(),
        }],
        given_back: None,
        marking: marking(),
    });
    reads_back(&Alert {
        id: AlertId(Uuid::from_u128(61)),
        reference: "VIG-W-2026-0001".to_owned(),
        authority: UNIT,
        author: ANNA,
        subject: "REHEARSAL".to_owned(),
        text: String::new(),
        assets: vec![asset()],
        marking: marking(),
        written: at(0),
        issued: None,
        recipients: vec![Recipient { authority: UNIT, sent: None, refused: None, read: None, read_by: None }],
    });
}

#[test]
fn a_wave_follows_the_rules_and_keeps_what_was_said() {
    let mut wave = wave();
    let voices = wave.voices();
    let room = wave.room(&voices, at(10));
    let call = |event| CallMade { event, country: None, by: ANNA, at: at(10), reason: String::new() };
    let ready = wave.life().unwrap().make_ready(ANNA, &room).unwrap();
    let set = ready.fix_moment(at(500), ANNA, &room).unwrap();
    wave.follow(&set, call(WaveEvent::FixMoment));
    assert_eq!(wave.life().unwrap(), set);
    let held = set.hold(domain::act::Scope::State(country("NL")), ANNA, &room).unwrap();
    wave.follow(&held, CallMade { country: Some(country("NL")), ..call(WaveEvent::Hold) });
    assert_eq!(wave.life().unwrap(), held);
    assert_eq!((wave.calls.len(), wave.part(country("NL")).unwrap().said.len()), (2, 1));
    let missing = wave.part(country("NL")).unwrap().missing();
    assert_eq!(missing, [Check::Contact, Check::SecrecySteps, Check::Rollback]);
}

#[test]
fn a_report_sent_twice_is_one_and_the_press_moves_nothing() {
    let mut target = target();
    let seized = report(1, Teller::Authority { id: UNIT }, Outcome::Seized);
    assert_eq!(target.hear(report(9, Teller::Press { name: "Gazette".to_owned() }, Outcome::Closed)), Ok(true));
    assert_eq!(target.state, TargetState::Dispatched);
    assert_eq!(target.hear(seized.clone()), Ok(true));
    assert_eq!(target.state, TargetState::Executed);
    let once = target.clone();
    assert_eq!(target.hear(seized), Ok(false));
    assert_eq!(target, once);
    assert_eq!(target.testimony().unwrap().facts().len(), 1);
    target.follow(TargetEvent::Confirm).unwrap();
    assert_eq!(target.hear(report(3, Teller::Authority { id: UNIT }, Outcome::WrongTenant)), Ok(true));
    assert_eq!((target.state, target.redress), (TargetState::Failed, Redress::Owed));
}

#[test]
fn the_rules_read_what_is_stored() {
    let (target, title) = (target(), instrument().title());
    let lacks = |titles: &[domain::act::Instrument]| domain::act::lacks(&target.facts(titles), at(500)).len();
    // Deconfliction and collateral are missing; without a title three things are.
    assert_eq!(lacks(std::slice::from_ref(&title)), 2);
    assert_eq!(lacks(&[domain::act::Instrument { revoked: true, ..title }]), 3);
    let viewer = |authority| Viewer { person: ANNA, authority, country: Some(country("NL")), takes_part: true };
    assert!(marking().may_see(&viewer(UNIT)));
    assert!(!marking().may_see(&viewer(AuthorityId(Uuid::nil()))));
    assert!(!marking().rule().may_enter_court());
}
