use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

fn reachable() -> HashSet<TargetLife> {
    let mut seen = HashSet::from([TargetLife::PROPOSED]);
    let mut queue = vec![TargetLife::PROPOSED];
    while let Some(life) = queue.pop() {
        for next in TargetEvent::ALL.iter().filter_map(|event| life.after(*event).ok()) {
            if seen.insert(next) {
                queue.push(next);
            }
        }
    }
    seen
}

#[test]
fn every_state_can_be_reached_and_every_step_taken() {
    let seen = reachable();
    for state in TargetState::ALL {
        assert!(seen.iter().any(|life| life.state == *state), "{state} is never reached");
    }
    for redress in Redress::ALL {
        assert!(seen.iter().any(|life| life.redress == *redress), "{redress} is never reached");
    }
    for event in TargetEvent::ALL {
        assert!(seen.iter().any(|life| life.after(*event).is_ok()), "{event} can never happen");
    }
    assert!(seen.iter().all(|life| life.redress == Redress::None || life.state.is_out()), "hit, and never touched");
}

/// What each event does from each state, as the table is meant; everything not said is refused.
#[test]
fn the_table_is_what_was_meant() {
    use TargetEvent as E;
    use TargetState as S;
    for from in S::ALL.iter().copied() {
        for event in E::ALL.iter().copied() {
            let home = matches!(from, S::Proposed | S::Allocated | S::Prepared | S::Cleared | S::HeldBack);
            let reported = matches!(from, S::Executed | S::Confirmed | S::Contradicted);
            let wanted = match event {
                E::Allocate => home.then_some(S::Allocated),
                E::Withdraw => home.then_some(S::Withdrawn),
                E::Prepare => (from == S::Allocated).then_some(S::Prepared),
                E::Clear => matches!(from, S::Prepared | S::HeldBack).then_some(S::Cleared),
                E::HoldBack => matches!(from, S::Prepared | S::Cleared | S::HeldBack).then_some(S::HeldBack),
                E::Dispatch => (from == S::Cleared).then_some(S::Dispatched),
                E::Execute if reported => Some(from),
                E::Execute => (from != S::Proposed).then_some(S::Executed),
                E::Fail => (from != S::Proposed).then_some(S::Failed),
                E::Confirm => reported.then_some(S::Confirmed),
                E::Contradict => reported.then_some(S::Contradicted),
                E::Owe => from.is_out().then_some(from),
                E::MakeWhole => Some(from),
            };
            let redress = if event == E::MakeWhole { Redress::Owed } else { Redress::None };
            let got = TargetLife { state: from, redress }.after(event).ok().map(|life| life.state);
            assert_eq!(got, wanted, "{from} {event}");
        }
    }
}

#[test]
fn the_wrong_tenant_is_owed_and_can_be_made_whole() {
    for state in [TargetState::Dispatched, TargetState::Executed, TargetState::Confirmed] {
        let life = TargetLife { state, redress: Redress::None }.reported(Outcome::WrongTenant).unwrap();
        assert_eq!(life, TargetLife { state: TargetState::Failed, redress: Redress::Owed });
        assert_eq!(life.after(TargetEvent::MakeWhole).unwrap().redress, Redress::MadeWhole);
    }
    assert!(TargetLife::PROPOSED.after(TargetEvent::MakeWhole).is_err());
}

#[test]
fn every_report_is_taken_in_once_a_state_acts() {
    for life in reachable() {
        for outcome in Outcome::ALL {
            let after = life.reported(*outcome);
            assert_eq!(after.is_ok(), life.state != TargetState::Proposed, "{life:?} {outcome}");
            if let Ok(after) = after {
                assert_eq!(after.reported(*outcome), Ok(after), "a second report changes something");
            }
        }
    }
}

proptest! {
    /// Nothing was sent out by Vigie that was not allocated, prepared and cleared before, in this order.
    #[test]
    fn nothing_goes_out_unprepared(events in prop::collection::vec(prop::sample::select(TargetEvent::ALL), 0..40)) {
        let (mut life, mut done) = (TargetLife::PROPOSED, Vec::new());
        for event in events {
            if let Ok(next) = life.after(event) {
                prop_assert!(!life.state.is_out() || next.state.is_out(), "called back: {:?} {}", life, event);
                life = next;
                done.push(event);
            }
        }
        if let Some(sent) = done.iter().position(|event| *event == TargetEvent::Dispatch) {
            let last = |wanted| done[..sent].iter().rposition(|event| *event == wanted);
            prop_assert!(last(TargetEvent::Allocate) < last(TargetEvent::Prepare));
            prop_assert!(last(TargetEvent::Prepare) < last(TargetEvent::Clear));
        }
    }
}
