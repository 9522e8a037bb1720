//! Who calls: four eyes for go, one voice for stopping, the state's own part, the deputy.

use crate::act_stage::{Stage, country, refused};
use casework::act::{self, Call, Incident};
use casework::{Error, Recent, Refusal};
use domain::act::{CallRefused, Outcome, Scope, Standing, TargetState, WaveState};
use jiff::SignedDuration;

const ALL: Scope = Scope::All;

fn of(code: &str) -> Scope {
    Scope::State(country(code))
}

#[tokio::test]
async fn nothing_leaves_before_two_people_and_the_state_called_go() {
    let stage = Stage::new().await;
    let id = stage.letter("lamp.example").await;
    stage.set().await;
    let first = stage.call(&stage.coordinator, Call::Go(ALL, stage.moment)).await.unwrap();
    assert!(first.waits_for_second && first.queued == 0);
    assert_eq!(
        refused(stage.call(&stage.coordinator, Call::Go(ALL, stage.moment)).await),
        Refusal::Call(CallRefused::SamePerson)
    );
    let second = stage.call(&stage.lead, Call::Go(ALL, stage.moment)).await.unwrap();
    assert_eq!((second.state, second.waits_for_second, second.queued), (WaveState::Going, false, 1));
    stage.strike().await;
    assert!(stage.sent().is_empty(), "the Netherlands said nothing, and silence is no go");
    stage.go_for("NL", [&stage.nl, &stage.nl_second]).await;
    stage.scene.work().await;
    assert_eq!((stage.state(id).await, stage.sent().len()), (TargetState::Dispatched, 1));
    stage.end().await;
}

#[tokio::test]
async fn a_state_is_ready_when_its_own_people_said_so() {
    let stage = Stage::new().await;
    stage.letter("lamp.example").await;
    stage.call(&stage.coordinator, Call::MakeReady).await.unwrap();
    stage.call(&stage.coordinator, Call::FixMoment(stage.moment)).await.unwrap();
    let early = refused(stage.call(&stage.nl, Call::Go(of("NL"), stage.moment)).await);
    assert!(matches!(early, Refusal::Call(CallRefused::StateNotReady { missing, .. }) if missing.len() == 4));
    let desk = &stage.scene.desk;
    let others =
        act::say_ready(desk, &stage.ro, stage.wave, country("NL"), domain::act::Check::Team, "REHEARSAL").await;
    assert!(others.is_err(), "Romania does not speak for the Netherlands");
    stage.ready(&stage.nl, "NL").await;
    assert!(stage.call(&stage.nl, Call::Go(of("NL"), stage.moment)).await.unwrap().waits_for_second);
    assert!(!stage.call(&stage.lead, Call::Go(of("NL"), stage.moment)).await.unwrap().waits_for_second);
    stage.end().await;
}

#[tokio::test]
async fn a_state_holds_its_own_and_the_others_go_on() {
    let stage = Stage::new().await;
    let (letter, server) = (stage.letter("lamp.example").await, stage.on_site("192.0.2.9", "RO").await);
    stage.go().await;
    stage.call(&stage.nl, Call::Hold(of("NL"))).await.unwrap();
    assert!(matches!(
        refused(stage.call(&stage.ro, Call::Hold(of("NL"))).await),
        Refusal::Call(CallRefused::NoVoice { .. })
    ));
    stage.strike().await;
    assert_eq!((stage.state(letter).await, stage.state(server).await), (TargetState::Cleared, TargetState::Dispatched));
    let board = stage.board().await;
    assert!(board.incidents.contains(&Incident::StateHolds(country("NL"))));
    assert_eq!(board.wave.part(country("RO")).unwrap().standing, Standing::Going);
    // It takes its hold back, with four eyes; what was held goes at once.
    stage.go_for("NL", [&stage.nl, &stage.nl_second]).await;
    stage.scene.work().await;
    assert_eq!((stage.state(letter).await, stage.sent().len()), (TargetState::Dispatched, 1));
    stage.end().await;
}

#[tokio::test]
async fn the_deputy_takes_over_by_rule_and_stops_at_any_time() {
    let stage = Stage::new().await;
    stage.letter("lamp.example").await;
    stage.set().await;
    assert!(matches!(
        refused(stage.call(&stage.deputy, Call::Go(ALL, stage.moment)).await),
        Refusal::Call(CallRefused::CoordinatorThere { .. })
    ));
    // The coordinator's page is open.
    stage.scene.minutes(9).await;
    act::sign_of_life(&stage.scene.desk, &stage.coordinator, stage.wave).await.unwrap();
    act::sign_of_life(&stage.scene.desk, &stage.deputy, stage.wave).await.unwrap();
    stage.scene.minutes(9).await;
    assert!(stage.call(&stage.deputy, Call::Go(ALL, stage.moment)).await.is_err(), "nine minutes are not silence");
    // The connection is gone.
    stage.scene.minutes(2).await;
    assert!(stage.board().await.incidents.contains(&Incident::CoordinatorSilent));
    assert!(stage.call(&stage.deputy, Call::Go(ALL, stage.moment)).await.unwrap().waits_for_second);
    assert_eq!(stage.call(&stage.lead, Call::Go(ALL, stage.moment)).await.unwrap().state, WaveState::Going);
    // It is back, and the deputy only stops again.
    act::sign_of_life(&stage.scene.desk, &stage.coordinator, stage.wave).await.unwrap();
    assert!(stage.call(&stage.deputy, Call::Reopen).await.is_err());
    assert_eq!(stage.call(&stage.deputy, Call::Hold(ALL)).await.unwrap().state, WaveState::Held);
    stage.end().await;
}

#[tokio::test]
async fn a_moved_moment_asks_everybody_anew() {
    let stage = Stage::new().await;
    let id = stage.letter("lamp.example").await;
    stage.go().await;
    let later = stage.moment + SignedDuration::from_hours(1);
    stage.call(&stage.lead, Call::Hold(ALL)).await.unwrap();
    stage.call(&stage.lead, Call::FixMoment(later)).await.unwrap();
    stage.strike().await;
    assert_eq!(stage.state(id).await, TargetState::Cleared, "the old moment is nobody's any more");
    let old = refused(stage.call(&stage.lead, Call::Go(ALL, stage.moment)).await);
    assert!(old.to_string().contains("another now than the one that was shown"), "{old}");
    for actor in [&stage.lead, &stage.coordinator] {
        stage.call(actor, Call::Go(ALL, later)).await.unwrap();
    }
    stage.go_for("NL", [&stage.nl, &stage.nl_second]).await;
    stage.scene.minutes(59).await;
    assert!(stage.sent().is_empty());
    stage.scene.minutes(1).await;
    assert_eq!(stage.sent().len(), 1);
    stage.end().await;
}

#[tokio::test]
async fn no_reason_no_hold_and_no_permission_no_call() {
    let stage = Stage::new().await;
    stage.letter("lamp.example").await;
    let silent = act::call(&stage.scene.desk, &stage.lead, stage.wave, Call::Hold(ALL), " ").await;
    assert!(matches!(refused(silent), Refusal::Invalid { what: "reason", .. }));
    let overseer = stage.call(&stage.nl_site, Call::Hold(ALL)).await;
    assert!(matches!(refused(overseer), Refusal::NotPermitted { .. }));
    let outsider = stage.call(&stage.scene.officer, Call::Abort(ALL)).await;
    assert!(matches!(refused(outsider), Refusal::Call(CallRefused::NoVoice { .. })));
    let unknown = act::call(&stage.scene.desk, &stage.lead, domain::id::WaveId(uuid::Uuid::nil()), Call::End, "").await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
    stage.end().await;
}

/// Two people stop at one moment: both are heard, whoever is first.
#[tokio::test]
async fn stopping_is_never_lost_to_a_race() {
    let stage = Stage::new().await;
    stage.letter("lamp.example").await;
    stage.go().await;
    let (held, aborted) =
        tokio::join!(stage.call(&stage.nl, Call::Hold(of("NL"))), stage.call(&stage.ro, Call::Abort(of("RO"))));
    held.unwrap();
    aborted.unwrap();
    let wave = stage.wave().await;
    let standing = |code| wave.part(country(code)).unwrap().standing;
    assert_eq!((standing("NL"), standing("RO")), (Standing::Held, Standing::Aborted));
    stage.end().await;
}

/// The coordinator's connection is gone at T0: what two people called goes out all the same, and the deputy stops what
/// has not left.
#[tokio::test]
async fn a_coordinator_who_is_gone_at_the_moment_holds_nothing_up() {
    let stage = Stage::new().await;
    let server = stage.on_site("192.0.2.9", "RO").await;
    let (now, later) = (stage.letter("lamp.example").await, stage.letter("last.example").await);
    act::put_in_order(&stage.scene.desk, &stage.lead, later, vec![server], None).await.unwrap();
    stage.go().await;
    // Nothing was heard of the coordinator since the go, hours ago.
    stage.strike().await;
    assert!(stage.board().await.incidents.contains(&Incident::CoordinatorSilent));
    assert_eq!((stage.state(now).await, stage.state(later).await), (TargetState::Dispatched, TargetState::Cleared));
    let called = stage.call(&stage.deputy, Call::Abort(ALL)).await.unwrap();
    assert_eq!(called.state, WaveState::Aborted);
    assert!(called.out.contains(&now) && !called.out.contains(&later));
    stage.report(&stage.ro, 1, server, Outcome::Seized).await;
    stage.scene.minutes(60).await;
    assert_eq!((stage.state(later).await, stage.sent().len()), (TargetState::Cleared, 1));
    stage.end().await;
}

/// Many screens ask at one moment: what each is shown is put together once, and anew when anything happened.
#[tokio::test]
async fn an_answer_is_given_again_until_something_happens() {
    let stage = Stage::new().await;
    let (desk, recent) = (&stage.scene.desk, Recent::<u8, usize>::default());
    let made = std::sync::atomic::AtomicUsize::new(0);
    let ask = async |key: u8| {
        let put_together = async { Ok(made.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) };
        *recent.get(desk, key, put_together).await.unwrap()
    };
    assert_eq!((ask(1).await, ask(1).await, ask(2).await, ask(1).await), (0, 0, 1, 0));
    stage.scene.seed("host lamp.example").await;
    assert_eq!((ask(1).await, ask(1).await), (2, 2), "the ledger has grown");
    stage.scene.clock.advance(SignedDuration::from_secs(2));
    assert_eq!((ask(1).await, ask(1).await), (3, 3), "time has passed");
    recent.forget();
    assert_eq!(ask(1).await, 4);
    let failed = recent.get(desk, 3, async { Err(Error::NotFound { what: "lamp" }) }).await;
    assert!(failed.is_err());
    assert_eq!(ask(3).await, 5, "a failure is not kept");
    stage.end().await;
}
