//! Referrals on their way: orders to act, answers in the common vocabulary, letters that cross or come back.

use crate::scene::{Scene, finding, url};
use casework::bounces;
use casework::portal::{self, Way};
use casework::ports::{MailError, Store as _};
use casework::records::{Kept, NoticeKind, Order, Provisions, Referral};
use casework::refer::{self, Answer, Basis};
use casework::{Error, Refusal, assess, order};
use domain::assess::Outcome;
use domain::id::ReferralId;
use domain::order::Answer as OrderAnswer;
use domain::refer::{Element, Ground, ReferralState, Refusal as No};
use domain::stamp::Source;
use exchange::dsa::{self, Visibility};
use jiff::SignedDuration;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
const PROVIDER: &str = "orders@lowtide.example";

/// A drafted referral about an item that serves the bulletin.
async fn drafted(scene: &Scene, address: &str) -> ReferralId {
    let item = scene.known(address).await;
    match assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap() {
        assess::Followed::Referral(id) => id,
        other => panic!("a referral was to follow, not {other:?}"),
    }
}

/// A referral that a second person released; nothing was sent yet.
async fn released(scene: &Scene) -> ReferralId {
    let id = drafted(scene, PAGE).await;
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    id
}

async fn load(scene: &Scene, id: ReferralId) -> Kept<Referral> {
    scene.desk.load(id.0).await.unwrap()
}

async fn link(scene: &Scene, id: ReferralId) -> String {
    portal::link_to_referral(&scene.desk, &load(scene, id).await.record).unwrap()
}

fn provisions() -> Provisions {
    Provisions {
        legal_basis: "REHEARSAL Harbour Code, Article 5(1)".to_owned(),
        provision: "REHEARSAL: whoever publishes how a buoy is moved shall be fined.".to_owned(),
        measure: "Remove the item within 24 hours.".to_owned(),
        territory: "Belgium".to_owned(),
    }
}

fn refused(outcome: Result<(), Error>) -> No {
    match outcome {
        Err(Error::Refused(Refusal::Referral(why))) => why,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

#[tokio::test]
async fn an_order_to_act_is_released_by_a_second_officer_who_may_issue() {
    let scene = Scene::new().await;
    let id = drafted(&scene, PAGE).await;
    refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(provisions())).await.unwrap();
    let analyst = refer::release(&scene.desk, &scene.colleague, id).await;
    assert!(matches!(analyst, Err(Error::Refused(Refusal::NotPermitted { .. }))), "{analyst:?}");
    refer::set_ground(&scene.desk, &scene.officer, id, Basis::Order(provisions())).await.unwrap();
    assert_eq!(refused(refer::release(&scene.desk, &scene.officer, id).await), No::SamePerson, "they wrote it");
    refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(provisions())).await.unwrap();
    refer::release(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    for words in [
        "Article 9 of Regulation (EU) 2022/2065",
        "REHEARSAL Harbour Code, Article 5(1)",
        "whoever publishes how a buoy is moved",
        "Remove the item within 24 hours.",
        "REHEARSAL Harbour Court; 30 days; Harbour Code",
        "REHEARSAL Unit, desk@be.authority.example",
    ] {
        assert!(scene.wrote(words), "{words}");
    }
    let taken_back = refer::withdraw(&scene.desk, &scene.colleague, id, "REHEARSAL").await;
    assert!(matches!(taken_back, Err(Error::Refused(Refusal::NotPermitted { .. }))), "{taken_back:?}");
    refer::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: a mistake").await.unwrap();
    scene.work().await;
    assert!(scene.wrote("We withdraw the order to act against illegal content named here."));
    scene.end().await;
}

#[tokio::test]
async fn an_order_to_act_that_lacks_something_is_refused_by_its_name() {
    let scene = Scene::new().await;
    let id = drafted(&scene, PAGE).await;
    let set = async |id, provisions| {
        refused(refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(provisions)).await)
    };
    let without = Provisions { legal_basis: " ".to_owned(), ..provisions() };
    assert_eq!(set(id, without).await, No::Lacks { element: Element::LegalBasis });
    let without = Provisions { territory: String::new(), ..provisions() };
    let why = set(id, without).await;
    assert_eq!(why, No::Lacks { element: Element::Territory });
    assert!(why.to_string().contains("territory"), "{why}");
    let long = Provisions { measure: "a".repeat(4001), ..provisions() };
    let long = refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(long)).await;
    assert!(matches!(long, Err(Error::Refused(Refusal::Invalid { .. }))), "{long:?}");
    assert_eq!(load(&scene, id).await.ground, Ground::Terms, "nothing was written");
    let listing = drafted(&scene, "https://b.lowtide.test/search?q=light").await;
    assert_eq!(set(listing, provisions()).await, No::Lacks { element: Element::ExactUrl });
    scene.end().await;
}

#[tokio::test]
async fn the_effect_given_to_an_order_to_act_is_recorded_with_its_moment() {
    let scene = Scene::new().await;
    let id = drafted(&scene, PAGE).await;
    refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(provisions())).await.unwrap();
    refer::release(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    let link = link(&scene, id).await;
    let said = Answer { removed: true, name: "REHEARSAL desk", ..Answer::default() };
    assert!(refer::answer(&scene.desk, &link, &said).await.is_err(), "Art 9(1) asks when");
    let effect_at = scene.desk.now() - SignedDuration::from_mins(5);
    refer::answer(&scene.desk, &link, &Answer { effect_at: Some(effect_at), ..said }).await.unwrap();
    let referral = load(&scene, id).await;
    let reply = referral.answered.as_ref().unwrap();
    assert_eq!((referral.state, reply.removed, reply.effect_at), (ReferralState::Removed, true, Some(effect_at)));
    scene.end().await;
}

#[tokio::test]
async fn an_answer_is_kept_in_the_words_of_statements_of_reasons() {
    let scene = Scene::new().await;
    let id = released(&scene).await;
    scene.work().await;
    let link = link(&scene, id).await;
    let said = Answer { name: "REHEARSAL desk", explanation: " It stays, lower down. ", ..Answer::default() };
    let demoted =
        Answer { ground: Some(dsa::Ground::IncompatibleContent), restriction: Some(Visibility::Demoted), ..said };
    for wrong in [
        Answer { removed: true, ..demoted },
        Answer { restriction: Some(Visibility::Removed), ..demoted },
        Answer { name: " ", ..demoted },
        Answer { effect_at: Some(scene.desk.now() + SignedDuration::from_mins(11)), ..demoted },
    ] {
        let outcome = refer::answer(&scene.desk, &link, &wrong).await;
        assert!(matches!(outcome, Err(Error::Refused(Refusal::Invalid { .. }))), "{wrong:?}: {outcome:?}");
    }
    refer::answer(&scene.desk, &link, &demoted).await.unwrap();
    let reply = load(&scene, id).await.answered.clone().unwrap();
    assert_eq!((reply.removed, reply.restriction, reply.ground), (false, demoted.restriction, demoted.ground));
    assert_eq!((reply.who.as_str(), reply.explanation.as_str()), ("REHEARSAL desk", "It stays, lower down."));
    scene.end().await;
}

#[tokio::test]
async fn rows_of_before_are_read() {
    let scene = Scene::new().await;
    let id = released(&scene).await;
    let row = serde_json::to_value(&load(&scene, id).await.record).unwrap();
    for (state, removed) in [("removed", true), ("declined", false)] {
        let mut old = row.clone();
        for newer in ["ground_by", "provisions", "failed_deliveries"] {
            old.as_object_mut().unwrap().remove(newer).unwrap();
        }
        old["state"] = state.into();
        old["answered"] = serde_json::json!(["2026-11-17T10:00:00Z", "REHEARSAL desk", "It is gone."]);
        let referral: Referral = serde_json::from_value(old).unwrap();
        let reply = referral.answered.clone().unwrap();
        assert_eq!(
            (reply.removed, reply.who.as_str(), reply.explanation.as_str()),
            (removed, "REHEARSAL desk", "It is gone.")
        );
        assert_eq!(reply.at, "2026-11-17T10:00:00Z".parse().unwrap());
        let again = serde_json::to_string(&referral).unwrap();
        assert_eq!(serde_json::from_str::<Referral>(&again).unwrap(), referral);
    }
}

/// The mail server of the scene lets other work go on while it thinks; here, the withdrawal.
#[tokio::test]
async fn a_referral_taken_back_while_the_mail_server_takes_it_is_told_to_the_provider() {
    let scene = Scene::new().await;
    let id = released(&scene).await;
    let why = "REHEARSAL: the page is a court ruling";
    let ((), withdrawn) = tokio::join!(scene.work(), refer::withdraw(&scene.desk, &scene.colleague, id, why));
    withdrawn.unwrap();
    scene.work().await;
    let acts = scene.store.history(id.0).await.unwrap();
    let place = |act: &str| acts.iter().position(|entry| entry.leaf.contains(&format!("\"act\":\"{act}\"")));
    assert!(place("referral_withdrawn") < place("referral_sent"), "it was taken back while the letter left");
    assert!(place("referral_withdrawn").is_some());
    let referral = load(&scene, id).await;
    assert_eq!(referral.state, ReferralState::Withdrawn);
    assert!(referral.sent.is_some(), "it did go out");
    let kinds: Vec<NoticeKind> = referral.notices.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [NoticeKind::Referral, NoticeKind::Withdrawal]);
    assert_eq!(scene.letters_to(PROVIDER).len(), 2);
    scene.end().await;
}

#[tokio::test]
async fn a_referral_that_comes_back_waits_for_a_person() {
    let scene = Scene::new().await;
    let id = released(&scene).await;
    scene.work().await;
    let message_id = scene.letters_to(PROVIDER)[0].message_id.clone();
    let waiting = async || order::owed(&scene.desk, &scene.officer, 10).await.unwrap().referrals.len();
    assert_eq!(waiting().await, 0);
    bounces::came_back(&scene.desk, &message_id, "550 5.1.1 REHEARSAL no such mailbox").await.unwrap();
    let referral = load(&scene, id).await;
    assert_eq!((referral.state, referral.sent), (ReferralState::Released, None));
    assert_eq!(referral.failed_deliveries[0].why, "550 5.1.1 REHEARSAL no such mailbox");
    assert_eq!(waiting().await, 1);
    assert_eq!(
        refused(bounces::came_back(&scene.desk, &message_id, "550").await),
        No::OutOfOrder { state: ReferralState::Released }
    );
    scene.work().await;
    assert_eq!(scene.letters_to(PROVIDER).len(), 1, "nothing is sent again by itself");
    refer::send_again(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    assert_eq!((load(&scene, id).await.state, waiting().await), (ReferralState::Sent, 0));
    assert!(refer::send_again(&scene.desk, &scene.colleague, id).await.is_err());
    refer::receive(&scene.desk, &link(&scene, id).await, Way::Portal, "REHEARSAL desk").await.unwrap();
    assert!(bounces::came_back(&scene.desk, &message_id, "550").await.is_err(), "it arrived");
    let forged = bounces::came_back(&scene.desk, "<x@y>", "550").await;
    assert!(matches!(forged, Err(Error::Refused(Refusal::NoLetterOfOurs))), "{forged:?}");
    scene.end().await;
}

#[tokio::test]
async fn a_referral_that_the_server_refuses_for_good_waits_for_a_person() {
    let scene = Scene::new().await;
    let id = released(&scene).await;
    scene.mail.fail_next(MailError::Later { answer: "451 REHEARSAL busy".into() });
    scene.mail.fail_next(MailError::Refused { answer: "550 REHEARSAL no such mailbox".into() });
    scene.minutes(10).await;
    let referral = load(&scene, id).await;
    assert!(referral.waits_for_a_person());
    assert_eq!(referral.failed_deliveries.len(), 1, "what can pass is tried again");
    assert_eq!(scene.letters_to(PROVIDER).len(), 0);
    scene.end().await;
}

#[tokio::test]
async fn the_copy_of_an_order_that_comes_back_waits_for_a_person() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let copy = scene.letters_to("desk@nl.authority.example")[0].message_id.clone();
    let waiting = async || order::owed(&scene.desk, &scene.officer, 10).await.unwrap().copies.len();
    assert!(scene.order(id).await.copied.is_some() && waiting().await == 0);
    bounces::came_back(&scene.desk, &copy, "550 5.1.1 REHEARSAL").await.unwrap();
    let there = async || -> Kept<Order> { scene.order(id).await };
    assert_eq!((there().await.copied, there().await.failed_copies.len(), waiting().await), (None, 1, 1));
    assert!(there().await.delivered.is_some(), "the order itself arrived");
    assert!(bounces::came_back(&scene.desk, &copy, "550 5.1.1 REHEARSAL").await.is_err());
    assert!(order::copy_again(&scene.desk, &scene.analyst, id).await.is_err());
    order::copy_again(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    assert!(there().await.copied.is_some() && waiting().await == 0);
    let order = scene.letters_to(PROVIDER)[0].message_id.clone();
    bounces::came_back(&scene.desk, &order, "550 5.1.1 REHEARSAL").await.unwrap();
    assert_eq!(there().await.delivered, None);
    scene.end().await;
}

#[tokio::test]
async fn a_receipt_by_program_is_stamped_as_one() {
    let scene = Scene::new().await;
    let source = |stamp: Option<casework::records::Stamped>| stamp.map(|stamp| stamp.source);
    let first = scene.delivered(PAGE).await;
    order::receive(&scene.desk, &scene.link(first).await, Way::Api, "REHEARSAL").await.unwrap();
    assert_eq!(source(scene.order(first).await.received), Some(Source::ApiReceipt));
    let second = scene.delivered("https://b.lowtide.test/rehearsal/b").await;
    let answered = OrderAnswer::Removed;
    order::answer(&scene.desk, &scene.link(second).await, Way::Api, answered, None, "REHEARSAL", "").await.unwrap();
    assert_eq!(source(scene.order(second).await.received), Some(Source::ApiAnswer));
    let id = drafted(&scene, "https://b.lowtide.test/rehearsal/c").await;
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    refer::receive(&scene.desk, &link(&scene, id).await, Way::Api, "REHEARSAL").await.unwrap();
    assert_eq!(source(load(&scene, id).await.received), Some(Source::ApiReceipt));
    scene.end().await;
}

#[tokio::test]
async fn whoever_has_a_link_gets_the_own_page_only_through_the_contact_point() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let given = scene.link(id).await;
    assert!(portal::ask_for_own_page(&scene.desk, &format!("{}0", &given[..given.len() - 1])).await.is_err());
    let own = portal::link_to_provider(&scene.desk, &scene.desk.load(scene.provider.0).await.unwrap()).unwrap();
    assert!(!scene.wrote(&own), "no letter about an order opens the provider's own page");
    portal::ask_for_own_page(&scene.desk, &given).await.unwrap();
    scene.work().await;
    assert!(scene.wrote(url("https://unit.example/portal/").join(&own).unwrap().as_str()));
    let letters = || scene.letters_to(PROVIDER).len();
    let before = letters();
    let again = portal::ask_for_own_page(&scene.desk, &given).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Invalid { what: "link", .. }))), "{again:?}");
    scene.clock.set(scene.desk.now() + SignedDuration::from_mins(61));
    portal::ask_for_own_page(&scene.desk, &given).await.unwrap();
    scene.work().await;
    let page = |letter: &&casework::ports::Letter| letter.message_id.starts_with("<page-");
    let pages = scene.letters_to(PROVIDER);
    let pages: Vec<_> = pages.iter().filter(page).collect();
    assert!(letters() > before && pages.len() == 2, "{}", pages.len());
    assert_ne!(pages[0].message_id, pages[1].message_id);
    scene.end().await;
}

#[tokio::test]
async fn nobody_touches_the_referral_of_another_authority() {
    let scene = Scene::new().await;
    let id = drafted(&scene, PAGE).await;
    let mut stranger = scene.officer.clone();
    stranger.authority = scene.host_officer.authority;
    let desk = &scene.desk;
    let unknown = |outcome: Result<(), Error>| assert!(matches!(outcome, Err(Error::NotFound { .. })), "{outcome:?}");
    unknown(refer::set_ground(desk, &stranger, id, Basis::IllegalContent).await);
    unknown(refer::release(desk, &stranger, id).await);
    unknown(refer::withdraw(desk, &stranger, id, "REHEARSAL").await);
    assert_eq!((load(&scene, id).await.state, load(&scene, id).await.ground), (ReferralState::Draft, Ground::Terms));
    refer::release(desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    let message_id = scene.letters_to(PROVIDER)[0].message_id.clone();
    bounces::came_back(desk, &message_id, "550 5.1.1 REHEARSAL no such mailbox").await.unwrap();
    unknown(refer::send_again(desk, &stranger, id).await);
    scene.work().await;
    assert_eq!(scene.letters_to(PROVIDER).len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn one_item_is_not_asked_for_twice() {
    let scene = Scene::new().await;
    let again = async |item, outcome| {
        assess::reopen(&scene.desk, &scene.colleague, item, "REHEARSAL: a second look").await.unwrap();
        assess::decide(&scene.desk, &scene.analyst, item, finding(outcome)).await.unwrap()
    };
    let why = |outcome: Result<(), Error>| match outcome {
        Err(Error::Refused(Refusal::Invalid { what: "referral", why })) => why,
        other => panic!("to be refused, but {other:?}"),
    };
    let ordered = scene.delivered(PAGE).await;
    let (item, reference) = (scene.order(ordered).await.item, scene.order(ordered).await.reference.clone());
    let assess::Followed::Referral(id) = again(item, Outcome::Refer).await else { panic!("a referral was to follow") };
    refer::set_ground(&scene.desk, &scene.colleague, id, Basis::Order(provisions())).await.unwrap();
    assert!(why(refer::release(&scene.desk, &scene.officer, id).await).contains(&reference), "the order is in effect");
    order::withdraw(&scene.desk, &scene.officer, ordered, "REHEARSAL: an order to act instead").await.unwrap();
    refer::release(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;

    let assess::Followed::Referral(second) = again(item, Outcome::Refer).await else {
        panic!("a referral was to follow")
    };
    let first = load(&scene, id).await.reference.clone();
    assert!(why(refer::release(&scene.desk, &scene.officer, second).await).contains(&first), "it is out");
    let kept = Answer { removed: false, name: "REHEARSAL", explanation: "REHEARSAL: not ours", ..Answer::default() };
    refer::answer(&scene.desk, &link(&scene, id).await, &kept).await.unwrap();
    refer::release(&scene.desk, &scene.officer, second).await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_leaked_link_to_a_referral_is_revoked_and_the_provider_gets_another() {
    let scene = Scene::new().await;
    let id = drafted(&scene, PAGE).await;
    let renew = async || refer::renew_link(&scene.desk, &scene.colleague, id, "REHEARSAL: it stood in a forum").await;
    assert!(renew().await.is_err(), "nobody has a link to a draft");
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    let leaked = link(&scene, id).await;
    assert!(refer::renew_link(&scene.desk, &scene.colleague, id, " ").await.is_err());
    let mut stranger = scene.officer.clone();
    stranger.authority = scene.host_officer.authority;
    assert!(matches!(refer::renew_link(&scene.desk, &stranger, id, "REHEARSAL").await, Err(Error::NotFound { .. })));
    renew().await.unwrap();
    scene.work().await;
    assert!(refer::receive(&scene.desk, &leaked, Way::Portal, "REHEARSAL").await.is_err());
    let fresh = link(&scene, id).await;
    assert!(scene.wrote(&format!("https://unit.example/portal/{fresh}")));
    let letters = scene.letters_to(PROVIDER);
    assert_eq!(letters.len(), 2);
    assert_ne!(letters[0].message_id, letters[1].message_id);
    bounces::came_back(&scene.desk, &letters[1].message_id, "550 5.1.1 REHEARSAL").await.unwrap();
    assert!(load(&scene, id).await.waits_for_a_person(), "the letter with the new link came back");
    refer::send_again(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    let kept = Answer { removed: false, name: "REHEARSAL", explanation: "REHEARSAL: not ours", ..Answer::default() };
    refer::answer(&scene.desk, &fresh, &kept).await.unwrap();
    renew().await.unwrap();
    scene.work().await;
    assert_eq!(scene.letters_to(PROVIDER).len(), 3, "who answered owes nothing and is not written to");
    assert!(portal::referral(&scene.desk, &fresh).await.is_err());
    scene.end().await;
}
