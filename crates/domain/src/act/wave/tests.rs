use super::*;
use crate::act::scene::*;
use crate::act::voice::SHORTEST_SILENCE;
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::HashSet;

/// Something somebody tries.
#[derive(Debug, Clone, Copy)]
enum Try {
    MakeReady,
    Reopen,
    Fix,
    Go,
    GoFor(&'static str),
    Hold(Option<&'static str>),
    Abort(Option<&'static str>),
    End,
}

const STATES: [&str; 3] = ["NL", "RO", "CA"];

fn tries() -> Vec<Try> {
    let mut tries = vec![Try::MakeReady, Try::Reopen, Try::Fix, Try::Go, Try::End, Try::Hold(None), Try::Abort(None)];
    for state in STATES {
        tries.extend([Try::GoFor(state), Try::Hold(Some(state)), Try::Abort(Some(state))]);
    }
    tries
}

fn scope(state: Option<&str>) -> Scope {
    state.map_or(Scope::All, |state| Scope::State(country(state)))
}

fn attempt(wave: &Wave, what: Try, by: PersonId, room: &Room<'_>) -> Result<Wave, CallRefused> {
    match what {
        Try::MakeReady => wave.make_ready(by, room),
        Try::Reopen => wave.reopen(by, room),
        Try::Fix => wave.fix_moment(at(MOMENT), by, room),
        Try::Go => wave.go(by, room),
        Try::GoFor(state) => wave.go_for(country(state), &[], by, room),
        Try::Hold(state) => wave.hold(scope(state), by, room),
        Try::Abort(state) => wave.abort(scope(state), by, room),
        Try::End => wave.end(0, by, room),
    }
}

fn key(wave: &Wave) -> String {
    format!("{wave:?}")
}

/// Every wave that anybody can bring about, whoever tries whatever.
fn reachable() -> Vec<Wave> {
    let voices = voices();
    let room = room(&voices, 10);
    let mut seen = HashSet::from([key(&wave())]);
    let (mut queue, mut all) = (vec![wave()], Vec::new());
    // The state of Canada and half of the voices add nothing new to the search but time.
    let tries: Vec<Try> = tries().into_iter().filter(|what| !format!("{what:?}").contains("CA")).collect();
    while let Some(wave) = queue.pop() {
        for what in &tries {
            for by in [COORDINATOR, LEAD, OF_NL, OF_RO, STRANGER] {
                if let Ok(next) = attempt(&wave, *what, by, &room)
                    && seen.insert(key(&next))
                {
                    queue.push(next);
                }
            }
        }
        all.push(wave);
    }
    all
}

#[test]
fn every_state_can_be_reached() {
    let all = reachable();
    for state in WaveState::ALL {
        assert!(all.iter().any(|wave| wave.state == *state), "{state} is never reached");
    }
    for standing in Standing::ALL {
        assert!(all.iter().any(|wave| wave.standing(country("NL")) == *standing), "{standing} is never reached");
    }
}

#[test]
fn whoever_has_a_voice_stops_it_alone_until_the_end() {
    let voices = voices();
    let room = room(&voices, 10);
    for wave in reachable() {
        for by in [COORDINATOR, LEAD, DEPUTY] {
            let held = wave.hold(Scope::All, by, &room).map(|wave| wave.state);
            let aborted = wave.abort(Scope::All, by, &room).map(|wave| wave.state);
            assert_eq!(held.is_ok(), !wave.state.is_over(), "{wave:?}");
            assert_eq!(aborted.is_ok(), !wave.state.is_over(), "{wave:?}");
            assert!(held.is_err() || held == Ok(WaveState::Held));
            assert!(aborted.is_err() || aborted == Ok(WaveState::Aborted));
        }
        for by in [OF_NL, OF_RO, STRANGER] {
            assert!(wave.hold(Scope::All, by, &room).is_err() && wave.abort(Scope::All, by, &room).is_err());
        }
    }
}

#[test]
fn a_state_stops_its_own_part_alone_and_nobody_elses() {
    let voices = voices();
    let room = room(&voices, 10);
    let (own, other) = (country("NL"), country("RO"));
    for wave in reachable() {
        let possible = !wave.state.is_over() && wave.standing(own) != Standing::Aborted;
        let held = wave.hold(Scope::State(own), OF_NL, &room);
        assert_eq!(held.is_ok(), possible, "{wave:?}");
        if let Ok(held) = held {
            assert_eq!(held.standing(own), Standing::Held);
            assert_eq!(Wave { parts: wave.parts.clone(), ..held.clone() }, wave, "it changed more than its part");
            assert_eq!(held.parts.get(&other), wave.parts.get(&other));
        }
        for by in [OF_RO, STRANGER] {
            assert!(
                wave.hold(Scope::State(own), by, &room).is_err() && wave.abort(Scope::State(own), by, &room).is_err()
            );
        }
    }
}

#[test]
fn go_needs_two_people_and_a_part_needs_one_of_its_own() {
    let voices = voices();
    let room = room(&voices, 10);
    let set = set_wave();
    let half = set.go(COORDINATOR, &room).unwrap();
    assert_eq!((half.state, half.first_go), (WaveState::Set, Some(COORDINATOR)));
    assert_eq!(half.go(COORDINATOR, &room), Err(CallRefused::SamePerson));
    assert!(matches!(half.go(OF_NL, &room), Err(CallRefused::NoVoice { .. })));
    assert_eq!(half.go(LEAD, &room).unwrap().state, WaveState::Going);
    // A hold takes half a go back.
    assert_eq!(half.hold(Scope::All, DEPUTY, &room).unwrap().first_go, None);

    let nl = country("NL");
    let half = set.go_for(nl, &[], COORDINATOR, &room).unwrap();
    assert_eq!(half.standing(nl), Standing::Silent);
    assert_eq!(half.go_for(nl, &[], COORDINATOR, &room), Err(CallRefused::SamePerson));
    assert_eq!(half.go_for(nl, &[], LEAD, &room), Err(CallRefused::NobodyOfTheState { country: nl }));
    assert_eq!(half.go_for(nl, &[], OF_NL, &room).unwrap().standing(nl), Standing::Going);
    assert!(matches!(half.go_for(nl, &[], OF_RO, &room), Err(CallRefused::NoVoice { .. })));
    let missing = CallRefused::StateNotReady { country: nl, missing: vec![Check::Team] };
    assert_eq!(half.go_for(nl, &[Check::Team], OF_NL, &room), Err(missing));
    assert_eq!(set.go_for(country("FR"), &[], LEAD, &room), Err(CallRefused::NoPart { country: country("FR") }));
}

#[test]
fn a_go_is_for_one_moment_and_a_states_hold_outlives_it() {
    let voices = voices();
    let room = room(&voices, 20);
    let held = going_wave().hold(Scope::State(country("RO")), OF_RO, &room).unwrap();
    let held = held.hold(Scope::All, LEAD, &room).unwrap();
    for next in [held.fix_moment(at(MOMENT + 60), LEAD, &room).unwrap(), held.reopen(LEAD, &room).unwrap()] {
        assert_eq!(next.standing(country("NL")), Standing::Silent);
        assert_eq!(next.standing(country("RO")), Standing::Held);
        assert_ne!(next.state, WaveState::Going);
    }
    assert_eq!(held.reopen(LEAD, &room).unwrap().moment, None);
}

#[test]
fn the_moment_lies_ahead_and_in_the_window() {
    let voices = voices();
    let ready = wave().make_ready(LEAD, &room(&voices, 0)).unwrap();
    let fix = |moment, now| ready.fix_moment(at(moment), LEAD, &room(&voices, now));
    assert!(fix(MOMENT, 0).is_ok());
    assert!(matches!(fix(0, 0), Err(CallRefused::OutsideWindow { .. })));
    assert_eq!(fix(MOMENT, MOMENT), Err(CallRefused::NotAhead { moment: at(MOMENT) }));
    let held = wave().hold(Scope::All, LEAD, &room(&voices, 0)).unwrap();
    assert_eq!(held.fix_moment(at(MOMENT), LEAD, &room(&voices, 0)), Err(CallRefused::NeverReady));
    assert_eq!(held.go(LEAD, &room(&voices, 0)), Err(CallRefused::NoMoment));
    let late = MOMENT + 24 * 3600;
    assert!(matches!(set_wave().go(LEAD, &room(&voices, late)), Err(CallRefused::WindowOver { .. })));
}

#[test]
fn the_deputy_leads_only_while_the_coordinator_is_silent() {
    let voices = voices();
    let silence = voices.silence.as_secs();
    let half = set_wave().go(LEAD, &room(&voices, 0)).unwrap();
    let deputy_at = |now| Room { voices: &voices, coordinator_seen: at(100), now: at(now) };
    for early in [0, 100, 100 + silence] {
        let refused = CallRefused::CoordinatorThere { from: at(100 + silence) };
        assert_eq!(half.go(DEPUTY, &deputy_at(early)), Err(refused));
    }
    assert_eq!(half.go(DEPUTY, &deputy_at(101 + silence)).unwrap().state, WaveState::Going);
    // However short a silence was agreed, a slow page hands nothing over.
    let hasty = crate::act::Voices { silence: SignedDuration::ZERO, ..voices.clone() };
    let room = |now| Room { voices: &hasty, coordinator_seen: at(0), now: at(now) };
    assert!(!room(SHORTEST_SILENCE.as_secs()).leads(DEPUTY) && room(SHORTEST_SILENCE.as_secs() + 1).leads(DEPUTY));
}

#[test]
fn it_does_not_end_while_somebody_is_owed() {
    let voices = voices();
    let room = room(&voices, MOMENT + 60);
    assert_eq!(going_wave().end(1, LEAD, &room), Err(CallRefused::Owed { count: 1 }));
    assert_eq!(going_wave().end(0, LEAD, &room).unwrap().state, WaveState::Ended);
}

proptest! {
    /// However people call: going means two different people who lead said so, with nothing taken back since.
    #[test]
    fn nothing_goes_without_two_people(
        calls in prop::collection::vec(
            (prop::sample::select(tries()), prop::sample::select(EVERYBODY.to_vec()), 0_i64..1200), 0..60),
    ) {
        let voices = voices();
        let mut wave = wave();
        let mut callers: Vec<PersonId> = Vec::new();
        let mut of_nl: Vec<PersonId> = Vec::new();
        for (what, by, now) in calls {
            // The coordinator was last seen at 300: sometimes the deputy leads.
            let room = Room { voices: &voices, coordinator_seen: at(300), now: at(now) };
            let Ok(next) = attempt(&wave, what, by, &room) else { continue };
            match what {
                Try::Go => callers.push(by),
                Try::GoFor("NL") => of_nl.push(by),
                Try::GoFor(_) => {}
                Try::Hold(Some(state)) | Try::Abort(Some(state)) => {
                    if state == "NL" { of_nl.clear() }
                }
                Try::Reopen | Try::Fix => { callers.clear(); of_nl.clear(); }
                _ => callers.clear(),
            }
            wave = next;
            if wave.state == WaveState::Going {
                prop_assert!(callers.len() == 2 && callers[0] != callers[1], "{:?}", callers);
                prop_assert!(wave.moment.is_some());
                prop_assert!(callers.iter().all(|by| [COORDINATOR, LEAD, DEPUTY].contains(by)));
            }
            if wave.standing(country("NL")) == Standing::Going {
                prop_assert!(of_nl.len() == 2 && of_nl[0] != of_nl[1], "{:?}", of_nl);
                prop_assert!(of_nl.contains(&OF_NL) || of_nl.contains(&ALSO_OF_NL));
            }
        }
    }
}
