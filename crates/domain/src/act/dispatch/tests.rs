use super::*;
use crate::act::scene::*;
use crate::act::{InstrumentKind, Scope, TargetEvent, TargetLife};
use crate::id::TargetId;
use proptest::prelude::*;

fn facts<'a>(asset: &'a Asset, instruments: &'a [Instrument]) -> TargetFacts<'a> {
    TargetFacts {
        asset,
        measure: Measure::SeizeServer,
        place: country("NL"),
        instruments,
        papers_approved: true,
        deconfliction: Some(Answer::Go),
        collateral_accepted: true,
        held_by_hand: None,
    }
}

fn warrant() -> Vec<Instrument> {
    vec![instrument(InstrumentKind::NationalWarrant, "NL", "NL", &host(), Measure::SeizeServer)]
}

fn cleared(number: u128, acting: &str) -> Planned {
    Planned { acting: Some(country(acting)), ..planned(number, TargetState::Cleared) }
}

#[test]
fn each_thing_that_is_missing_holds_back_and_is_named() {
    let (host, warrant, now) = (host(), warrant(), at(MOMENT));
    let ready = facts(&host, &warrant);
    assert!(lacks(&ready, now).is_empty());
    let only = |facts: TargetFacts<'_>| {
        let mut lacks = lacks(&facts, now);
        assert_eq!(lacks.len(), 1, "{lacks:?}");
        lacks.remove(0)
    };
    assert!(matches!(only(TargetFacts { instruments: &[], ..ready.clone() }), HeldBack::Instrument(_)));
    assert!(matches!(only(TargetFacts { measure: Measure::StopHosting, ..ready.clone() }), HeldBack::Instrument(_)));
    assert!(matches!(only(TargetFacts { place: country("RO"), ..ready.clone() }), HeldBack::Instrument(_)));
    assert_eq!(only(TargetFacts { papers_approved: false, ..ready.clone() }), HeldBack::Papers);
    assert_eq!(only(TargetFacts { collateral_accepted: false, ..ready.clone() }), HeldBack::Collateral);
    for answer in [None, Some(Answer::Hold), Some(Answer::Contact)] {
        let facts = TargetFacts { deconfliction: answer, ..ready.clone() };
        assert_eq!(only(facts), HeldBack::Deconfliction(answer));
    }
    let by_hand = TargetFacts { held_by_hand: Some("the keeper is away"), ..ready };
    assert_eq!(only(by_hand), HeldBack::ByHand("the keeper is away".to_owned()));
}

#[test]
fn each_thing_it_waits_for_is_named() {
    let wave = going_wave();
    let targets = [cleared(1, "NL")];
    let at_the_moment = |target: &Planned, wave: &Wave, now| waits(target, &Plan::of(&targets), wave, at(now));
    assert!(at_the_moment(&targets[0], &wave, MOMENT).is_empty());
    assert_eq!(at_the_moment(&targets[0], &wave, MOMENT - 1), [Waits::BeforeMoment]);
    assert_eq!(at_the_moment(&targets[0], &wave, MOMENT + 24 * 3600), [Waits::WindowOver]);
    assert_eq!(at_the_moment(&Planned { acting: None, ..targets[0].clone() }, &wave, MOMENT), [Waits::NoState]);
    let (country, standing) = (country("CA"), Standing::Silent);
    assert_eq!(at_the_moment(&cleared(1, "CA"), &wave, MOMENT), [Waits::StateNotGoing { country, standing }]);
    for state in TargetState::ALL.iter().copied().filter(|state| *state != TargetState::Cleared) {
        let target = Planned { state, ..targets[0].clone() };
        assert_eq!(at_the_moment(&target, &wave, MOMENT), [Waits::NotCleared(state)]);
    }
    for state in WaveState::ALL.iter().copied().filter(|state| *state != WaveState::Going) {
        let wave = Wave { state, ..wave.clone() };
        assert_eq!(at_the_moment(&targets[0], &wave, MOMENT), [Waits::WaveNotGoing(state)]);
    }
}

#[test]
fn the_stand_in_goes_when_the_first_failed() {
    let wave = going_wave();
    let mut targets = [cleared(1, "NL"), cleared(2, "NL"), cleared(3, "NL")];
    targets[1].instead_of = Some(target(1));
    targets[2].after = vec![target(1)];
    let waiting = |targets: &[Planned], index: usize| waits(&targets[index], &Plan::of(targets), &wave, at(MOMENT));
    let first = || "target 1".to_owned();
    for state in [TargetState::Cleared, TargetState::Dispatched, TargetState::Executed, TargetState::Contradicted] {
        targets[0].state = state;
        assert_eq!(waiting(&targets, 1), [Waits::StepsInFor(first())], "{state}");
    }
    assert_eq!(waiting(&targets, 2), [Waits::After(first())], "a contradicted one is looked at first");
    targets[0].state = TargetState::Failed;
    assert!(waiting(&targets, 1).is_empty());
    assert_eq!(waiting(&targets, 2), [Waits::After(first())]);
    targets[1].state = TargetState::Failed;
    assert_eq!(waiting(&targets, 2), [Waits::AfterWhatFailed(first())]);
    targets[1].state = TargetState::Executed;
    assert!(waiting(&targets, 2).is_empty());
}

/// Sends out what may go, as the jobs do: one after another, each asked anew.
fn send(targets: &mut [Planned], wave: &Wave, instruments: &[Instrument], now: i64, most: usize) -> Vec<TargetId> {
    let host = host();
    let mut sent = Vec::new();
    for index in 0..targets.len() {
        let plan = Plan::of(targets);
        let may = may_go_out(&targets[index], &plan, wave, &facts(&host, instruments), at(now));
        if sent.len() < most && may.is_ok() {
            let life = TargetLife { state: targets[index].state, ..TargetLife::PROPOSED };
            targets[index].state = life.after(TargetEvent::Dispatch).unwrap().state;
            sent.push(targets[index].id);
        }
    }
    sent
}

#[test]
fn an_abort_one_second_after_go_stops_the_rest_and_names_what_is_out() {
    let voices = voices();
    let mut targets: Vec<Planned> = (1..=6).map(|number| cleared(number, "NL")).collect();
    let sent = send(&mut targets, &going_wave(), &warrant(), MOMENT, 2);
    assert_eq!(sent, [target(1), target(2)]);
    let aborted = going_wave().abort(Scope::All, DEPUTY, &room(&voices, MOMENT + 1)).unwrap();
    assert!(send(&mut targets, &aborted, &warrant(), MOMENT + 1, 6).is_empty());
    assert_eq!(Plan::of(&targets).out(), sent);
}

#[test]
fn a_state_that_holds_holds_its_own_only() {
    let voices = voices();
    let mut targets = vec![cleared(1, "NL"), cleared(2, "RO"), cleared(3, "NL")];
    let held = going_wave().hold(Scope::State(country("NL")), OF_NL, &room(&voices, MOMENT)).unwrap();
    assert_eq!(send(&mut targets, &held, &warrant(), MOMENT, 9), [target(2)]);
}

#[derive(Debug, Clone, Copy)]
enum Do {
    Send(i64),
    Hold(Scope),
    Abort(Scope),
    GoAgain,
    Report(usize, bool),
}

fn any_deed() -> impl Strategy<Value = Do> {
    let scope = || prop::sample::select(vec![Scope::All, Scope::State(country("NL")), Scope::State(country("RO"))]);
    prop_oneof![
        4 => (-10_i64..10).prop_map(Do::Send),
        1 => scope().prop_map(Do::Hold),
        1 => scope().prop_map(Do::Abort),
        2 => Just(Do::GoAgain),
        3 => (0_usize..8, any::<bool>()).prop_map(|(index, done)| Do::Report(index, done)),
    ]
}

proptest! {
    /// However people stop, go on and report: what goes out had a valid instrument for its asset, measure
    /// and place at that moment, not before T0, with its wave and its state going, after all it waits for.
    #[test]
    fn nothing_goes_out_that_must_not(
        deeds in prop::collection::vec(any_deed(), 0..30),
        (expires, place) in (-5_i64..5, prop::sample::select(vec!["NL", "RO"])),
        after in prop::collection::vec((1_usize..8, 0_usize..8), 0..8),
    ) {
        let voices = voices();
        let mut wave = going_wave();
        let mut title = instrument(InstrumentKind::NationalWarrant, place, place, &host(), Measure::SeizeServer);
        title.until = Some(at(MOMENT + expires));
        let titles = [title];
        let mut targets: Vec<Planned> =
            (0..8).map(|number| cleared(number, if number % 2 == 0 { "NL" } else { "RO" })).collect();
        for (later, earlier) in after.into_iter().filter(|(later, earlier)| earlier < later) {
            let first = targets[earlier].id;
            targets[later].after.push(first);
        }
        for deed in deeds {
            let room = room(&voices, MOMENT);
            let before = targets.clone();
            let called = match deed {
                Do::Hold(scope) => wave.hold(scope, LEAD, &room),
                Do::Abort(scope) => wave.abort(scope, COORDINATOR, &room),
                Do::GoAgain => wave.go(LEAD, &room).and_then(|half| half.go(COORDINATOR, &room)),
                Do::Report(index, done) => {
                    let life = TargetLife { state: targets[index].state, ..TargetLife::PROPOSED };
                    let event = if done { TargetEvent::Execute } else { TargetEvent::Fail };
                    targets[index].state = life.after(event).unwrap().state;
                    continue;
                }
                Do::Send(second) => {
                    for id in send(&mut targets, &wave, &titles, MOMENT + second, 9) {
                        let sent = before.iter().find(|target| target.id == id).unwrap();
                        prop_assert!(second >= 0 && second < expires && place == "NL");
                        prop_assert_eq!(sent.state, TargetState::Cleared);
                        prop_assert_eq!(wave.state, WaveState::Going);
                        prop_assert_eq!(wave.standing(sent.acting.unwrap()), Standing::Going);
                        let plan = Plan::of(&before);
                        prop_assert!(sent.after.iter().all(|first| plan.settled(*first) == Settled::Done));
                    }
                    continue;
                }
            };
            wave = called.unwrap_or(wave);
        }
    }
}
