//! How an order reaches its provider: interface, mail, hand; and what anybody can check about it.

use crate::scene::{Scene, lowtide};
use casework::order::{self, Genuine};
use casework::portal::Way;
use casework::ports::{Call, CallError, Clock as _, MailError};
use casework::records::{NoticeKind, ProviderDetails};
use casework::{Error, Refusal, bounces, directory, portal};
use domain::id::OrderId;
use domain::order::{Answer, OrderState};
use domain::provider::Channel;
use domain::stamp::Source;
use jiff::SignedDuration;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";

/// The provider takes orders by machine first, by mail second.
async fn by_machine(scene: &Scene) {
    let details = ProviderDetails {
        channels: vec![Channel::Api, Channel::Email],
        webhook: Some("https://intake.lowtide.test/orders".parse().unwrap()),
        ..ProviderDetails::default()
    };
    let entry = directory::ProviderEntry { details, ..lowtide() };
    directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap();
}

fn webhook_id(call: &Call) -> String {
    call.headers.iter().find(|(name, _)| name == "webhook-id").unwrap().1.clone()
}

async fn channels(scene: &Scene, id: OrderId) -> Vec<Channel> {
    let order = scene.order(id).await;
    order.notices.iter().filter(|notice| notice.kind == NoticeKind::Order).map(|notice| notice.channel).collect()
}

#[tokio::test]
async fn an_interface_takes_the_order_and_no_mail_follows() {
    let scene = Scene::new().await;
    by_machine(&scene).await;
    let id = scene.delivered(PAGE).await;
    let order = scene.order(id).await;
    assert_eq!(order.delivered.map(|stamp| stamp.source), Some(Source::InterfaceReceipt));
    assert_eq!(channels(&scene, id).await, [Channel::Api]);
    let calls = scene.calls.calls();
    assert_eq!(calls.len(), 1);
    let sent: serde_json::Value = serde_json::from_slice(&calls[0].body).unwrap();
    let signed = ledger::document::SignedDocument::from_json(sent["document"].to_string().as_bytes()).unwrap();
    let verified = signed.verify(scene.desk.doors.signer.verifier()).unwrap();
    assert_eq!(verified.document["section_b"]["url"], PAGE);
    assert!(scene.letters_to("orders@lowtide.example").is_empty());
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_acknowledges_nothing_is_no_delivery_and_mail_takes_its_place() {
    let scene = Scene::new().await;
    by_machine(&scene).await;
    scene.calls.fail_next(CallError::NotUnderstood { answer: "<html>REHEARSAL welcome</html>".into() });
    let id = scene.delivered(PAGE).await;
    assert_eq!(channels(&scene, id).await, [Channel::Email]);
    let order = scene.order(id).await;
    assert_eq!(order.delivered.map(|stamp| stamp.source), Some(Source::MailAccepted));
    assert!(order.failed_deliveries.iter().all(|failed| failed.channel == Channel::Api));
    assert_eq!(scene.letters_to("orders@lowtide.example").len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn an_interface_that_is_away_is_tried_three_times_with_one_identifier() {
    let scene = Scene::new().await;
    by_machine(&scene).await;
    for _ in 0..2 {
        scene.calls.fail_next(CallError::Later { answer: "503 REHEARSAL".into() });
    }
    let id = scene.delivered(PAGE).await;
    assert_eq!(scene.order(id).await.state, OrderState::Issued);
    scene.minutes(3).await;
    assert_eq!(channels(&scene, id).await, [Channel::Api]);
    let called = webhook_id(&scene.calls.calls()[0]);
    assert!(called.starts_with(&scene.order(id).await.reference.to_lowercase()), "the identifier is the order's own");
    scene.end().await;
}

#[tokio::test]
async fn what_an_interface_says_of_its_clock_is_kept_and_starts_nothing() {
    for (off, believable) in [(SignedDuration::from_mins(-10), true), (SignedDuration::from_hours(-90_000), false)] {
        let scene = Scene::new().await;
        by_machine(&scene).await;
        let claimed = scene.clock.now() + off;
        scene.calls.claim(claimed);
        let id = scene.delivered(PAGE).await;
        let order = scene.order(id).await;
        let notice = order.notices.iter().find(|notice| notice.kind == NoticeKind::Order).unwrap();
        assert_eq!((notice.claimed, notice.claim_is_believable()), (Some(claimed), believable));
        assert_eq!(order.delivered.map(|stamp| stamp.at), Some(scene.clock.now()), "our own stamp counts");
        assert_eq!((order.received, order.counts_from), (None, None), "a claim starts no hour");
        scene.end().await;
    }
}

#[tokio::test]
async fn when_every_channel_failed_a_person_carries_the_order() {
    let scene = Scene::new().await;
    // One for the order, one for the copy to the host state, whichever goes first.
    for _ in 0..2 {
        scene.mail.fail_next(MailError::Refused { answer: "550 REHEARSAL no such mailbox".into() });
    }
    let id = scene.delivered(PAGE).await;
    let (order, provider) = (scene.order(id).await, scene.desk.load(scene.provider.0).await.unwrap());
    assert!(order::waits_for_a_person(&order, &provider));
    let unproven = order::record_delivery_by_hand(&scene.desk, &scene.officer, id, "to the night porter", b"").await;
    assert!(unproven.is_err());
    let proof = b"REHEARSAL signed receipt";
    order::record_delivery_by_hand(&scene.desk, &scene.officer, id, "to the night porter", proof).await.unwrap();
    let order = scene.order(id).await;
    assert_eq!((order.state, order.delivered.map(|stamp| stamp.source)), (OrderState::Delivered, Some(Source::ByHand)));
    assert!(!order::waits_for_a_person(&order, &provider));
    scene.end().await;
}

#[tokio::test]
async fn a_mail_that_comes_back_is_no_delivery() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let message_id = scene.letters_to("orders@lowtide.example")[0].message_id.clone();
    bounces::came_back(&scene.desk, &message_id, "550 5.1.1 REHEARSAL").await.unwrap();
    let order = scene.order(id).await;
    assert_eq!((order.state, order.delivered), (OrderState::Issued, None));
    assert!(order::waits_for_a_person(&order, &scene.desk.load(scene.provider.0).await.unwrap()));
    scene.minutes(90).await;
    assert_eq!(scene.order(id).await.state, OrderState::Issued, "no hour runs for an order that came back");
    scene.end().await;
}

#[tokio::test]
async fn nobody_makes_up_a_notice_that_an_order_came_back() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let other = scene.delivered("https://b.lowtide.test/rehearsal/b").await;
    let before = scene.order(id).await;
    let (reference, others) = (before.reference.to_lowercase(), scene.order(other).await.reference.to_lowercase());
    let genuine = scene.letters_to("orders@lowtide.example")[0].message_id.clone();
    let code = genuine.split('@').next().unwrap().rsplit_once('-').unwrap().1.to_owned();
    assert!(genuine.starts_with(&format!("<{reference}-")) && code.len() == 32, "{genuine}");
    let wrong = code.chars().rev().collect::<String>();
    for forged in [
        format!("<{reference}@unit.example>"),
        format!("<{reference}-@unit.example>"),
        format!("<{reference}-{wrong}@unit.example>"),
        format!("<{reference}-{}@unit.example>", &code[..30]),
        format!("<{reference}-copy-{code}@unit.example>"),
        format!("<{others}-{code}@unit.example>"),
        format!("<-{code}@unit.example>"),
        format!("<{code}@unit.example>"),
        String::new(),
        "<é-+f+f+f+f+f+f+f+f+f+f+f+f+f+f+f+f@unit.example>".to_owned(),
    ] {
        let refused = bounces::came_back(&scene.desk, &forged, "550 5.1.1 REHEARSAL").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoLetterOfOurs))), "{forged}: {refused:?}");
    }
    assert_eq!(scene.order(id).await.record, before.record, "nothing was suspended");
    // Some mail servers change the case of what they send back.
    bounces::came_back(&scene.desk, &genuine.to_uppercase(), "550 5.1.1 REHEARSAL").await.unwrap();
    assert_eq!(scene.order(id).await.delivered, None);
    scene.end().await;
}

#[tokio::test]
async fn a_press_that_is_broken_stops_no_order() {
    let scene = Scene::new().await;
    scene.print.break_down(Some("the certificate expired"));
    let id = scene.delivered(PAGE).await;
    let order = scene.order(id).await;
    assert_eq!((order.state, order.paper), (OrderState::Delivered, None));
    let names: Vec<String> =
        scene.letters_to("orders@lowtide.example")[0].attachments.iter().map(|(name, ..)| name.clone()).collect();
    assert_eq!(names, [format!("{}.json", order.reference)]);
    scene.end().await;
}

#[tokio::test]
async fn anybody_learns_whether_an_order_is_genuine_and_nothing_else() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let order = scene.order(id).await;
    let digest = order.form.unwrap().to_string();
    let ask = async |reference: &str, digest: &str| order::genuine(&scene.desk, reference, digest).await.unwrap();
    assert_eq!(ask(&order.reference, &digest).await, Genuine::Yes);
    assert_eq!(ask(&order.reference.to_lowercase(), &digest[..16].to_uppercase()).await, Genuine::Yes);
    assert_eq!(ask(&order.reference, &digest[..15]).await, Genuine::No);
    assert_eq!(ask(&order.reference, "").await, Genuine::No);
    assert_eq!(ask("BE-2026-9999", &digest).await, Genuine::No);
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: a mistake").await.unwrap();
    assert_eq!(ask(&order.reference, &digest).await, Genuine::Void);
    let draft = scene.drafted("https://b.lowtide.test/rehearsal/b").await;
    assert_eq!(ask(&scene.order(draft).await.reference, &digest).await, Genuine::No);
    scene.end().await;
}

#[tokio::test]
async fn the_form_stays_as_issued_when_the_directory_changes() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let renamed = directory::ProviderEntry { contact: "elsewhere@lowtide.example".into(), ..lowtide() };
    directory::put_provider(&scene.desk, &scene.investigator, renamed).await.unwrap();
    let (order, provider) = (scene.order(id).await, scene.desk.load(scene.provider.0).await.unwrap());
    let form = order::form(&scene.desk, &order, &provider).await.unwrap();
    assert_eq!(form.section_a.contact_point, "orders@lowtide.example");
    scene.end().await;
}

#[tokio::test]
async fn a_leaked_link_is_revoked_and_the_provider_gets_another() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let leaked = scene.link(id).await;
    order::renew_link(&scene.desk, &scene.officer, id, "REHEARSAL: it stood in a forum").await.unwrap();
    scene.work().await;
    assert!(order::receive(&scene.desk, &leaked, Way::Portal, "REHEARSAL").await.is_err());
    let fresh = scene.link(id).await;
    assert!(scene.wrote(&format!("https://unit.example/portal/{fresh}")));
    order::receive(&scene.desk, &fresh, Way::Portal, "REHEARSAL").await.unwrap();
    scene.end().await;
}

#[tokio::test]
async fn a_clock_that_is_ten_minutes_ahead_is_no_reason_to_refuse_an_answer() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    let ahead = |minutes| Some(scene.clock.now() + SignedDuration::from_mins(minutes));
    assert!(order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, ahead(11), "REHEARSAL", "").await.is_err());
    order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, ahead(10), "REHEARSAL", "").await.unwrap();
    let given = scene.order(id).await.answers[0].clone();
    assert_eq!((given.at, given.acted_at), (scene.clock.now(), ahead(10)), "both are kept; ours counts");
    scene.end().await;
}

#[tokio::test]
async fn each_link_opens_its_own_door_only() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let order = scene.order(id).await;
    let provider = scene.desk.load(scene.provider.0).await.unwrap();
    let own = portal::link_to_order(&scene.desk, &order).unwrap();
    let content = portal::link_for_content_provider(&scene.desk, &order).unwrap();
    let page = portal::link_to_provider(&scene.desk, &provider).unwrap();
    assert!(portal::order(&scene.desk, &own).await.is_ok());
    assert!(portal::order_of_content_provider(&scene.desk, &content).await.is_ok());
    assert!(portal::provider(&scene.desk, &page).await.is_ok());
    let swapped = format!("o{}", &content[1..]);
    for wrong in [swapped.as_str(), &content, &page, "", "o-", "o00-00"] {
        assert!(portal::order(&scene.desk, wrong).await.is_err(), "{wrong}");
        let answer = order::answer(&scene.desk, wrong, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await;
        assert!(answer.is_err(), "{wrong}");
    }
    scene.end().await;
}
