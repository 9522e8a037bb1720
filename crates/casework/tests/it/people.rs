//! Accounts: sessions that end, codes that are good for once, roles that do not meet.

use crate::scene::Scene;
use casework::people::{self, Account, Factor};
use casework::ports::Clock as _;
use casework::{Error, Refusal};
use domain::id::PersonId;
use domain::people::Role;
use jiff::SignedDuration;
use totp_rs::{Algorithm, Secret, TOTP};

const PASSWORD: &str = "REHEARSAL lamp lit at dusk";
const OTHER: &str = "REHEARSAL lamp out at dawn";
const KEY: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

async fn enter(scene: &Scene, password: &str, code: Option<&str>) -> Result<String, Error> {
    people::sign_in(&scene.desk, "anna", password, code).await
}

async fn lasts(scene: &Scene, session: &str) -> bool {
    people::session(&scene.desk, session).await.unwrap().is_some()
}

/// What a device with the key shows.
fn code(scene: &Scene) -> String {
    let key = Secret::Encoded(KEY.to_owned()).to_bytes().unwrap();
    let device = TOTP::new(Algorithm::SHA1, 6, 1, 30, key).unwrap();
    device.generate(u64::try_from(scene.clock.now().as_second()).unwrap())
}

async fn with_password() -> (Scene, PersonId) {
    let scene = Scene::new().await;
    let anna = scene.analyst.person;
    people::set_password(&scene.desk, anna, PASSWORD, None).await.unwrap();
    (scene, anna)
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let (scene, anna) = with_password().await;
    let (here, elsewhere) =
        (enter(&scene, PASSWORD, None).await.unwrap(), enter(&scene, PASSWORD, None).await.unwrap());
    let csrf = people::session(&scene.desk, &here).await.unwrap().unwrap().csrf;
    people::set_password(&scene.desk, anna, OTHER, Some(&here)).await.unwrap();
    assert!(!lasts(&scene, &elsewhere).await);
    assert_eq!(people::session(&scene.desk, &here).await.unwrap().unwrap().csrf, csrf, "open forms still fit");
    assert!(lasts(&scene, &enter(&scene, OTHER, None).await.unwrap()).await);
    assert!(enter(&scene, PASSWORD, None).await.is_err());

    let carl = people::by_login(&scene.desk, "carl").await.unwrap().person;
    people::set_password(&scene.desk, carl, PASSWORD, Some(&here)).await.unwrap();
    let session = people::session(&scene.desk, &here).await.unwrap().unwrap();
    assert_eq!(session.actor.person, anna, "a session of somebody else is not carried over");
    scene.end().await;
}

#[tokio::test]
async fn a_second_factor_asks_for_the_present_password_and_ends_other_sessions() {
    let (scene, anna) = with_password().await;
    let (here, elsewhere) =
        (enter(&scene, PASSWORD, None).await.unwrap(), enter(&scene, PASSWORD, None).await.unwrap());
    let shown = code(&scene);
    let set = async |password| {
        people::set_second_factor(&scene.desk, anna, Factor { key: KEY, code: &shown, password }, Some(&here)).await
    };
    assert!(matches!(set("").await, Err(Error::Refused(Refusal::SignInFailed))));
    assert!(matches!(set(OTHER).await, Err(Error::Refused(Refusal::SignInFailed))));
    assert!(lasts(&scene, &elsewhere).await);
    set(PASSWORD).await.unwrap();
    assert!(lasts(&scene, &here).await && !lasts(&scene, &elsewhere).await);
    for _ in 0..5 {
        assert!(set(OTHER).await.is_err());
    }
    assert!(matches!(set(PASSWORD).await, Err(Error::Refused(Refusal::Throttled { .. }))), "guessing is slowed down");
    scene.end().await;
}

#[tokio::test]
async fn a_code_is_accepted_once() {
    let (scene, anna) = with_password().await;
    let first = code(&scene);
    let factor = Factor { key: KEY, code: &first, password: PASSWORD };
    people::set_second_factor(&scene.desk, anna, factor, None).await.unwrap();
    assert!(enter(&scene, PASSWORD, Some(&first)).await.is_err(), "the code that set it up is used");
    assert!(enter(&scene, PASSWORD, None).await.is_err());

    scene.clock.advance(SignedDuration::from_secs(30));
    let second = code(&scene);
    assert!(enter(&scene, OTHER, Some(&second)).await.is_err());
    assert!(enter(&scene, PASSWORD, Some(&second)).await.is_ok(), "a wrong password uses no code up");
    assert!(enter(&scene, PASSWORD, Some(&second)).await.is_err());

    scene.clock.advance(SignedDuration::from_secs(30));
    assert!(enter(&scene, PASSWORD, Some(&second)).await.is_err(), "nor within the drift that is allowed");
    let third = code(&scene);
    let both = futures::future::join_all([1, 2].map(|_| enter(&scene, PASSWORD, Some(&third)))).await;
    assert_eq!(both.iter().filter(|entered| entered.is_ok()).count(), 1, "of two at once, one comes in");

    scene.clock.advance(SignedDuration::from_secs(60));
    let ahead = code(&scene);
    scene.clock.advance(SignedDuration::from_secs(-30));
    assert!(enter(&scene, PASSWORD, Some(&ahead)).await.is_ok(), "a device may be a step ahead");
    scene.clock.advance(SignedDuration::from_secs(60));
    assert!(enter(&scene, PASSWORD, Some(&ahead)).await.is_err(), "and its code stays used to the end of its time");
    scene.end().await;
}

#[tokio::test]
async fn whoever_gives_out_roles_holds_none_that_decides() {
    let scene = Scene::new().await;
    let account = |login: &str, roles: &[Role]| Account {
        login: login.to_owned(),
        name: format!("Robin Invented-{login}"),
        authority: scene.ours,
        roles: roles.to_vec(),
    };
    let keeper =
        people::create(&scene.desk, None, account("kim", &[Role::Administrator, Role::Overseer])).await.unwrap();
    let keeper = people::by_login(&scene.desk, "kim").await.map(|actor| (actor.person == keeper, actor)).unwrap();
    assert!(keeper.0);
    for role in Role::ALL.iter().filter(|role| role.decides()) {
        let both = [Role::Administrator, *role];
        let made = people::create(&scene.desk, None, account("max", &both)).await;
        assert!(
            matches!(&made, Err(Error::Refused(Refusal::Invalid { what: "roles", why })) if why.contains("decision"))
        );
        let changed = people::set_roles(&scene.desk, &keeper.1, scene.analyst.person, both.to_vec()).await;
        assert!(matches!(changed, Err(Error::Refused(Refusal::Invalid { what: "roles", .. }))), "{role}");
    }
    assert!(people::by_login(&scene.desk, "max").await.is_err());
    assert_eq!(people::by_login(&scene.desk, "anna").await.unwrap().roles, [Role::Analyst]);
    scene.end().await;
}

/// An administrator of another authority makes colleagues of their own, and nobody of the house.
#[tokio::test]
async fn an_administrator_keeps_the_people_of_their_own_authority() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let theirs = scene.host_officer.authority;
    let guest = crate::scene::person(desk, theirs, "gina", Role::Administrator).await;
    let house = crate::scene::person(desk, scene.ours, "kim", Role::Administrator).await;
    let account = |login: &str, authority| Account {
        login: login.to_owned(),
        name: format!("Robin Invented-{login}"),
        authority,
        roles: vec![Role::Approver],
    };
    let not_theirs = |outcome: Result<(), Error>| {
        assert!(matches!(outcome, Err(Error::Refused(Refusal::Invalid { what: "authority", .. }))), "{outcome:?}");
    };
    not_theirs(people::create(desk, Some(&guest), account("mole", scene.ours)).await.map(|_| ()));
    not_theirs(people::set_roles(desk, &guest, scene.analyst.person, vec![Role::Approver]).await);
    not_theirs(people::set_active(desk, &guest, scene.analyst.person, false).await);
    not_theirs(people::one_time_link(desk, Some(&guest), scene.analyst.person).await.map(|_| ()));
    people::create(desk, Some(&guest), account("gus", theirs)).await.unwrap();
    people::create(desk, Some(&house), account("max", scene.ours)).await.unwrap();
    people::set_active(desk, &house, scene.host_officer.person, false).await.unwrap();
    scene.end().await;
}
