use super::*;
use crate::act::scene::{planned, target};
use proptest::prelude::*;

/// Targets by number, each cleared, each with those it comes after and the one it steps in for.
fn plan(lines: &[(u128, &[u128], Option<u128>)]) -> Vec<Planned> {
    lines
        .iter()
        .map(|(number, after, instead_of)| Planned {
            after: after.iter().copied().map(target).collect(),
            instead_of: instead_of.map(target),
            ..planned(*number, TargetState::Cleared)
        })
        .collect()
}

#[test]
fn the_name_comes_after_the_server() {
    let targets = plan(&[(1, &[3], None), (2, &[], None), (3, &[2], None)]);
    assert_eq!(Plan::of(&targets).order(), Ok(vec![target(2), target(3), target(1)]));
}

#[test]
fn circles_are_refused_by_name() {
    let cycle = |lines: &[(u128, &[u128], Option<u128>)]| Plan::of(&plan(lines)).order().unwrap_err().to_string();
    let told = cycle(&[(1, &[2], None), (2, &[3], None), (3, &[2], None)]);
    assert!(told.contains("target 2 → target 3 → target 2") && !told.contains("target 1"), "{told}");
    assert!(cycle(&[(1, &[1], None)]).contains("target 1 → target 1"));
    // It steps in for 1, and 1 waits for it.
    assert!(cycle(&[(1, &[2], None), (2, &[], Some(1))]).contains("target 1"));
    // 3 waits for 1; if 1 fails, 2 steps in, and 2 waits for 3.
    assert!(cycle(&[(1, &[], None), (2, &[3], Some(1)), (3, &[1], None)]).contains("target 3"));
    let unknown = plan(&[(1, &[7], None)]);
    assert_eq!(Plan::of(&unknown).order(), Err(NoOrder::Unknown { name: "target 1".to_owned() }));
}

#[test]
fn a_stand_in_settles_what_failed() {
    use TargetState as S;
    let settled = |first: S, second: S, third: S| {
        let mut targets = plan(&[(1, &[], None), (2, &[], Some(1)), (3, &[], Some(2))]);
        for (target, state) in targets.iter_mut().zip([first, second, third]) {
            target.state = state;
        }
        Plan::of(&targets).settled(target(1))
    };
    assert_eq!(settled(S::Executed, S::Cleared, S::Cleared), Settled::Done);
    assert_eq!(settled(S::Dispatched, S::Cleared, S::Cleared), Settled::Pending);
    assert_eq!(settled(S::Contradicted, S::Cleared, S::Cleared), Settled::Pending);
    assert_eq!(settled(S::Failed, S::Cleared, S::Cleared), Settled::Pending);
    assert_eq!(settled(S::Failed, S::Confirmed, S::Cleared), Settled::Done);
    assert_eq!(settled(S::Failed, S::Withdrawn, S::Executed), Settled::Done);
    assert_eq!(settled(S::Failed, S::Failed, S::Failed), Settled::Never);
}

proptest! {
    /// Whatever waits for whatever: either an order that respects all of it, or a circle that is really there.
    #[test]
    fn an_order_or_a_circle(
        edges in prop::collection::vec((0_u128..12, 0_u128..12), 0..30),
        stand_ins in prop::collection::vec((0_u128..12, 0_u128..12), 0..4),
    ) {
        let mut targets: Vec<Planned> = (0..12).map(|number| planned(number, TargetState::Cleared)).collect();
        for (later, earlier) in &edges {
            targets[usize::try_from(*later).unwrap()].after.push(target(*earlier));
        }
        for (who, first) in &stand_ins {
            targets[usize::try_from(*who).unwrap()].instead_of = Some(target(*first));
        }
        let plan = Plan::of(&targets);
        match plan.order() {
            Ok(order) => {
                prop_assert_eq!(order.len(), targets.len());
                let place = |id| order.iter().position(|one| *one == id).unwrap();
                for one in &targets {
                    for first in one.after.iter().chain(&one.instead_of) {
                        prop_assert!(place(*first) < place(one.id));
                    }
                }
            }
            Err(NoOrder::Cycle { names }) => {
                prop_assert!(names.len() > 1 && names.first() == names.last());
                for pair in names.windows(2) {
                    let find = |name: &String| targets.iter().find(|one| one.name == *name).unwrap();
                    let (one, next) = (find(&pair[0]), find(&pair[1]));
                    prop_assert!(plan.waits_for(one).unwrap().contains(&next.id), "{:?}", names);
                }
            }
            Err(NoOrder::Unknown { name }) => prop_assert!(false, "{name} is on the plan"),
        }
        // Asking how things stand ends, circles or not.
        for one in &targets {
            prop_assert_eq!(plan.settled(one.id), Settled::Pending);
        }
    }
}
