//! Referrals, and what goes into the directory.

use crate::scene::{Scene, finding, lowtide};
use casework::directory::{self, AuthorityEntry};
use casework::records::{AuthorityTerms, NoticeKind, Referral};
use casework::refer::{Answer, Basis};
use casework::{Error, Refusal, assess, portal, refer};
use domain::assess::Outcome;
use domain::people::Competence;
use domain::refer::ReferralState;

#[tokio::test]
async fn a_referral_needs_a_second_person_and_is_answered_once() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/a").await;
    let assess::Followed::Referral(id) =
        assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap()
    else {
        panic!("a referral was to follow");
    };
    assert!(matches!(refer::release(&scene.desk, &scene.analyst, id).await, Err(Error::Refused(Refusal::Referral(_)))));
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    let referral = scene.desk.load::<Referral>(id.0).await.unwrap();
    assert_eq!(referral.state, ReferralState::Sent);
    assert_eq!(scene.letters_to("orders@lowtide.example").len(), 1);
    let link = portal::link_to_referral(&scene.desk, &referral).unwrap();
    let removed = Answer { removed: true, name: "REHEARSAL", ..Answer::default() };
    refer::answer(&scene.desk, &link, &removed).await.unwrap();
    assert!(refer::answer(&scene.desk, &link, &Answer { removed: false, ..removed }).await.is_err());
    assert!(scene.watch(item).await.next.is_some());
    scene.end().await;
}

#[tokio::test]
async fn a_referral_taken_back_after_it_was_sent_is_told_once_with_the_reason() {
    let scene = Scene::new().await;
    for (n, sent) in [(1, false), (2, true)] {
        let item = scene.known(&format!("https://b.lowtide.test/rehearsal/{n}")).await;
        let assess::Followed::Referral(id) =
            assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap()
        else {
            panic!("a referral was to follow");
        };
        if sent {
            refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
            scene.work().await;
        }
        refer::withdraw(&scene.desk, &scene.colleague, id, "REHEARSAL: the page is a court ruling").await.unwrap();
        scene.work().await;
        refer::tell_withdrawn(&scene.desk, id, None).await.unwrap();
        let referral = scene.desk.load::<Referral>(id.0).await.unwrap();
        let told: Vec<_> =
            referral.notices.iter().filter(|notice| notice.kind == NoticeKind::Withdrawal).map(|n| &n.to).collect();
        assert_eq!(told.len(), usize::from(sent), "{told:?}");
    }
    assert!(scene.wrote("We withdraw the referral named here") && scene.wrote("REHEARSAL: the page is a court ruling"));
    scene.end().await;
}

#[tokio::test]
async fn line_breaks_do_not_reach_a_header_through_the_directory() {
    let scene = Scene::new().await;
    for contact in ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a b@c.example", "@", "a@", "a@b@c"]
    {
        let entry = directory::ProviderEntry { contact: contact.to_owned(), ..lowtide() };
        let refused = directory::put_provider(&scene.desk, &scene.investigator, entry).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{contact:?}: {refused:?}");
        let entry = AuthorityEntry { contact: contact.to_owned(), ..harbour() };
        let refused = directory::put_authority(&scene.desk, Some(&scene.investigator), entry).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{contact:?}: {refused:?}");
    }
    let name = "Lowtide\r\nBcc: c@d.example".to_owned();
    let entry = directory::ProviderEntry { name: name.clone(), ..lowtide() };
    assert!(directory::put_provider(&scene.desk, &scene.investigator, entry).await.is_err());
    let entry = AuthorityEntry { name, ..harbour() };
    assert!(directory::put_authority(&scene.desk, Some(&scene.investigator), entry).await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn a_referral_can_be_a_notice_under_the_digital_services_act() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/a").await;
    let followed = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap();
    let assess::Followed::Referral(id) = followed else { panic!("a referral was to follow, not {followed:?}") };
    refer::set_ground(&scene.desk, &scene.colleague, id, Basis::IllegalContent).await.unwrap();
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    assert!(scene.wrote("Article 16"));
    assert!(refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Terms).await.is_err(), "it has left");
    scene.end().await;
}

fn harbour() -> AuthorityEntry {
    AuthorityEntry {
        name: "REHEARSAL Harbour Board".to_owned(),
        country: "FR".parse().unwrap(),
        competences: vec![Competence::ScrutinisesOrders],
        contact: "desk@harbour.example".to_owned(),
        address: String::new(),
        telephone: String::new(),
        redress: String::new(),
        terms: AuthorityTerms::default(),
        ours: false,
    }
}

#[tokio::test]
async fn there_is_one_authority_of_our_own() {
    let scene = Scene::new().await;
    let second = AuthorityEntry { ours: true, ..harbour() };
    assert!(directory::put_authority(&scene.desk, Some(&scene.investigator), second).await.is_err());
    directory::put_authority(&scene.desk, Some(&scene.investigator), harbour()).await.unwrap();
    scene.end().await;
}
