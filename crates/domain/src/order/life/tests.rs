use super::*;
use proptest::prelude::*;

fn any_event() -> impl Strategy<Value = Event> {
    (0..Event::ALL.len()).prop_map(|i| Event::ALL[i])
}

fn walk(events: &[Event]) -> Vec<(Event, Life)> {
    let mut life = Life::DRAFT;
    let mut path = Vec::new();
    for event in events {
        if let Ok(next) = life.after(*event) {
            life = next;
            path.push((*event, life));
        }
    }
    path
}

proptest! {
    /// Nothing is past the draft that was not checked, approved and issued, in this order.
    #[test]
    fn no_way_leads_past_the_second_officer(events in prop::collection::vec(any_event(), 0..40)) {
        let path = walk(&events);
        let first = |wanted: Event| path.iter().position(|(event, _)| *event == wanted);
        let left = path.iter().position(|(_, life)| life.state.is_issued() && life.state != OrderState::Withdrawn);
        if let Some(left) = left {
            let (Some(check), Some(approve), Some(issue)) = (first(Event::Check), first(Event::Approve), first(Event::Issue))
            else { return Err(TestCaseError::fail("left the house without every step")) };
            prop_assert!(check < approve && approve < issue && issue <= left);
        }
    }

    /// What has no effect asks for reinstatement, unless it never left the house, and never takes effect again.
    #[test]
    fn void_always_leads_to_reinstatement(events in prop::collection::vec(any_event(), 0..60)) {
        let (mut was_issued, mut ended) = (false, None);
        for (_, life) in walk(&events) {
            if let Some(end) = ended {
                prop_assert_eq!(life.state, end);
            }
            if life.state.is_without_effect() {
                ended = Some(life.state);
                prop_assert_eq!(life.reinstatement != Reinstatement::None, was_issued);
            }
            was_issued |= life.state == OrderState::Issued;
        }
    }

    /// A breach is found only after the issuing authority was warned.
    #[test]
    fn no_breach_without_a_warning(events in prop::collection::vec(any_event(), 0..60)) {
        let mut warned = false;
        for (event, life) in walk(&events) {
            warned |= event == Event::WarnIssuer;
            prop_assert!(warned || life.scrutiny != Scrutiny::Breach);
            prop_assert_eq!(life.scrutiny == Scrutiny::Breach, life.state == OrderState::Void);
        }
    }
}

/// Random walks reach an early end too often to see everything; this walks all of it.
#[test]
fn every_state_can_be_reached_and_every_step_taken() {
    let mut seen = std::collections::HashSet::from([Life::DRAFT]);
    let mut queue = vec![Life::DRAFT];
    while let Some(life) = queue.pop() {
        for next in Event::ALL.iter().filter_map(|event| life.after(*event).ok()) {
            if seen.insert(next) {
                queue.push(next);
            }
        }
    }
    for state in OrderState::ALL {
        assert!(seen.iter().any(|life| life.state == *state), "{state} is never reached");
    }
    for event in Event::ALL {
        assert!(seen.iter().any(|life| life.after(*event).is_ok()), "{event} can never happen");
    }
    for life in &seen {
        assert!(!life.state.is_draft() || life.scrutiny == Scrutiny::None, "a draft is scrutinised: {life:?}");
    }
}

#[test]
fn a_late_acceptance_by_the_mail_server_changes_nothing() {
    let mut life = Life::DRAFT;
    for event in [Event::Check, Event::Approve, Event::Issue, Event::Receive, Event::AnswerRemoved] {
        life = life.after(event).unwrap();
    }
    assert_eq!(life.after(Event::Deliver), Ok(life));
}

#[test]
fn a_withdrawn_draft_asks_nobody_to_reinstate() {
    let withdrawn = Life::DRAFT.after(Event::Withdraw).unwrap();
    assert_eq!(withdrawn.reinstatement, Reinstatement::None);
}
