//! Letters to a provider that takes them by machine: each goes to its interface first, and by mail when that fails.

use crate::meddled::Meddling;
use crate::scene::{BULLETIN, Scene, finding, lowtide};
use casework::portal::Way;
use casework::ports::{Call, CallError};
use casework::records::{Informed, Kept, Notice, NoticeKind, Provider, ProviderDetails, Referral};
use casework::{assess, bounces, directory, jobs, order, portal, refer};
use domain::assess::Outcome;
use domain::id::{OrderId, ProviderId, ReferralId};
use domain::order::{Answer, Clock};
use domain::provider::Channel;
use domain::stamp::Source;
use exchange::webhook::{Message, MessageKind};
use std::collections::BTreeSet;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";
const CONTACT: &str = "orders@lowtide.example";
const HOST: &str = "desk@nl.authority.example";
const INTERFACE: &str = "https://intake.lowtide.test/orders";

async fn takes(scene: &Scene, channels: &[Channel]) {
    let webhook = Some(INTERFACE.parse().unwrap());
    let details = ProviderDetails { channels: channels.to_vec(), webhook, ..ProviderDetails::default() };
    let entry = directory::ProviderEntry { details, ..lowtide() };
    directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap();
}

async fn by_machine() -> Scene {
    let scene = Scene::new().await;
    takes(&scene, &[Channel::Portal, Channel::Api, Channel::Email]).await;
    scene
}

fn message(call: &Call) -> Message {
    Message::read(&call.body).unwrap()
}

fn id_of(call: &Call) -> String {
    call.headers.iter().find(|(name, _)| name == "webhook-id").unwrap().1.clone()
}

fn kinds(scene: &Scene) -> Vec<MessageKind> {
    scene.calls.calls().iter().map(|call| message(call).kind).collect()
}

fn away() -> CallError {
    CallError::Later { answer: "503 REHEARSAL".to_owned() }
}

async fn last(scene: &Scene, id: OrderId, kind: NoticeKind) -> Notice {
    let order = scene.order(id).await;
    order.notices.iter().rev().find(|notice| notice.kind == kind).unwrap().clone()
}

async fn referred(scene: &Scene) -> ReferralId {
    scene.serve(PAGE, 200, BULLETIN);
    let item = scene.take_in(PAGE).await;
    let followed = assess::decide(&scene.desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap();
    let assess::Followed::Referral(id) = followed else { panic!("a referral was to follow, not {followed:?}") };
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    id
}

#[tokio::test]
async fn every_letter_about_an_order_goes_to_the_interface_under_an_identifier_of_its_own() {
    let scene = by_machine().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    let ask = async || {
        let unclear = Answer::InsufficientInformation;
        order::answer(&scene.desk, &link, Way::Portal, unclear, None, "REHEARSAL", "Which page?").await.unwrap();
    };
    ask().await;
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the one with the bulletin").await.unwrap();
    scene.work().await;
    assert_eq!(scene.order(id).await.clock(scene.desk.now()), Clock::NotBegun, "its receipt is waited for");
    ask().await;
    order::correct(&scene.desk, &scene.officer, id, "REHEARSAL: the bulletin of November").await.unwrap();
    scene.work().await;
    order::set_non_disclosure(&scene.desk, &scene.officer, id, "REHEARSAL: an inquiry").await.unwrap();
    scene.work().await;
    scene.minutes(61).await;
    order::renew_link(&scene.desk, &scene.officer, id, "REHEARSAL: it stood in a forum").await.unwrap();
    scene.work().await;
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: issued in error").await.unwrap();
    scene.work().await;

    use MessageKind as K;
    let calls = scene.calls.calls();
    let told = kinds(&scene);
    assert_eq!(told[..4], [K::Order, K::Clarification, K::Correction, K::NonDisclosure], "{told:?}");
    for kind in [K::Reminder, K::Escalation, K::Withdrawal] {
        assert!(told.contains(&kind), "{kind:?} in {told:?}");
    }
    let ids: BTreeSet<String> = calls.iter().map(id_of).collect();
    assert_eq!(ids.len(), calls.len(), "each is an act of its own: {ids:?}");
    let reference = scene.order(id).await.reference.clone();
    for call in &calls {
        let message = message(call);
        assert_eq!((&message.reference, call.url.as_str()), (&reference, INTERFACE));
        assert!(message.portal.as_str().starts_with("https://unit.example/portal/o"), "{}", message.portal);
        assert_eq!(message.words().is_none(), message.kind.carries_order());
    }
    assert!(message(&calls[1]).words().unwrap().text.contains("the one with the bulletin"));
    let corrected = &message(&calls[2]).document["document"];
    assert!(corrected.to_string().contains("the bulletin of November"), "the corrected order itself: {corrected}");
    assert!(scene.letters_to(CONTACT).is_empty(), "no mail follows what was acknowledged");
    assert!(!scene.letters_to(HOST).is_empty(), "authorities get mail");
    let notice = last(&scene, id, NoticeKind::Clarification).await;
    assert_eq!((notice.channel, notice.to.as_str(), notice.not_by_call), (Channel::Api, INTERFACE, None));
    scene.end().await;
}

#[tokio::test]
async fn a_letter_that_no_call_delivers_goes_by_mail_at_once_under_the_same_identifier() {
    let scene = by_machine().await;
    let id = scene.delivered(PAGE).await;
    let refused = CallError::Refused { answer: "400 REHEARSAL unknown kind".to_owned() };
    scene.calls.fail_next(refused.clone());
    let unclear = Answer::InsufficientInformation;
    let link = scene.link(id).await;
    order::answer(&scene.desk, &link, Way::Portal, unclear, None, "REHEARSAL", "Which page?").await.unwrap();
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the one with the bulletin").await.unwrap();
    scene.work().await;
    let notice = last(&scene, id, NoticeKind::Clarification).await;
    assert_eq!((notice.channel, notice.not_by_call), (Channel::Email, Some(refused.to_string())));
    let letters = scene.letters_to(CONTACT);
    assert_eq!((letters.len(), kinds(&scene)), (1, vec![MessageKind::Order]));

    // The mail came back: a person sees to it, and the next try is another letter, whose call gets through.
    bounces::came_back(&scene.desk, &letters[0].message_id, "550 5.1.1 REHEARSAL").await.unwrap();
    assert_eq!(scene.order(id).await.unsent.len(), 1);
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: issued in error").await.unwrap();
    scene.calls.fail_next(away());
    scene.work().await;
    let mail = scene.letters_to(CONTACT).pop().unwrap();
    assert_eq!(last(&scene, id, NoticeKind::Withdrawal).await.not_by_call, Some(away().to_string()));
    bounces::came_back(&scene.desk, &mail.message_id, "550 5.1.1 REHEARSAL").await.unwrap();
    assert_eq!(scene.order(id).await.unsent.len(), 2);
    order::letters_again(&scene.desk, &scene.officer, id).await.unwrap();
    scene.work().await;
    assert!(kinds(&scene).contains(&MessageKind::Reinstatement), "{:?}", kinds(&scene));
    assert!(scene.order(id).await.unsent.is_empty());
    scene.end().await;
}

#[tokio::test]
async fn a_call_and_the_mail_in_its_place_carry_one_identifier() {
    let scene = by_machine().await;
    let id = scene.delivered(PAGE).await;
    let (link, unclear) = (scene.link(id).await, Answer::InsufficientInformation);
    order::answer(&scene.desk, &link, Way::Portal, unclear, None, "REHEARSAL", "Which page?").await.unwrap();
    order::restart(&scene.desk, &scene.officer, id, "REHEARSAL: the one with the bulletin").await.unwrap();
    // The call got through, but that could not be written down; when it is repeated, the interface is away.
    scene.meddled.set(Meddling::NoCommits);
    jobs::run_due(&scene.desk).await.unwrap();
    scene.meddled.set(Meddling::None);
    scene.calls.fail_next(away());
    scene.minutes(5).await;
    let (calls, letters) = (scene.calls.calls(), scene.letters_to(CONTACT));
    assert_eq!(kinds(&scene), [MessageKind::Order, MessageKind::Clarification]);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].message_id, format!("<{}@unit.example>", id_of(&calls[1])), "the provider can tell");
    scene.end().await;
}

#[tokio::test]
async fn where_the_mailbox_comes_first_nothing_is_called() {
    let scene = Scene::new().await;
    takes(&scene, &[Channel::Email, Channel::Api]).await;
    let id = scene.delivered(PAGE).await;
    order::withdraw(&scene.desk, &scene.officer, id, "REHEARSAL: issued in error").await.unwrap();
    scene.work().await;
    assert_eq!((kinds(&scene), scene.letters_to(CONTACT).len()), (vec![], 2));
    scene.end().await;
}

#[tokio::test]
async fn referrals_go_to_the_interface_too() {
    let scene = by_machine().await;
    let id = referred(&scene).await;
    let load = async || -> Kept<Referral> { scene.desk.load(id.0).await.unwrap() };
    assert_eq!(load().await.sent.map(|stamp| stamp.source), Some(Source::InterfaceReceipt));
    refer::renew_link(&scene.desk, &scene.colleague, id, "REHEARSAL: it stood in a forum").await.unwrap();
    scene.work().await;
    scene.calls.fail_next(away());
    refer::withdraw(&scene.desk, &scene.colleague, id, "REHEARSAL: a mistake").await.unwrap();
    scene.work().await;
    let calls = scene.calls.calls();
    assert_eq!(kinds(&scene), [MessageKind::Referral, MessageKind::Referral]);
    assert_ne!(id_of(&calls[0]), id_of(&calls[1]), "a new link is another letter");
    assert_ne!(message(&calls[0]).portal, message(&calls[1]).portal);
    assert!(message(&calls[0]).words().unwrap().text.contains(PAGE));
    let withdrawal = load().await.notices.last().unwrap().clone();
    assert_eq!((withdrawal.channel, withdrawal.not_by_call), (Channel::Email, Some(away().to_string())));
    scene.end().await;
}

#[tokio::test]
async fn a_provider_is_informed_over_its_interface_and_gets_its_own_page_by_mail() {
    let scene = by_machine().await;
    let entry = directory::ProviderEntry {
        name: "REHEARSAL Newpier".to_owned(),
        domains: vec!["newpier.test".to_owned()],
        details: scene.desk.load::<Provider>(scene.provider.0).await.unwrap().details.clone(),
        ..lowtide()
    };
    let new = directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap();
    let informed = async |id: ProviderId| -> Informed {
        scene.desk.load::<Provider>(id.0).await.unwrap().informed_by(scene.ours).unwrap().clone()
    };
    directory::inform(&scene.desk, &scene.investigator, new).await.unwrap();
    scene.work().await;
    assert_eq!(kinds(&scene), [MessageKind::PriorInformation]);
    assert!(informed(new).await.how.starts_with("interface: REHEARSAL-"), "{:?}", informed(new).await);
    assert!(message(&scene.calls.calls()[0]).reference.contains("-INFO-"));

    let id = scene.delivered(PAGE).await;
    portal::ask_for_own_page(&scene.desk, &scene.link(id).await).await.unwrap();
    scene.work().await;
    assert_eq!(scene.letters_to(CONTACT).len(), 1, "a person waits for it at the mailbox");
    scene.end().await;
}
