//! The provider's side: links, receipts, answers.

use crate::scene::{Scene, finding};
use casework::complaints::{self, Received};
use casework::portal::{Matter, Way};
use casework::ports::Clock as _;
use casework::records::Referral;
use casework::{Error, Refusal, assess, order, portal, refer};
use domain::assess::Outcome;
use domain::order::{Answer, Clock, OrderState};
use jiff::SignedDuration;
use rstest::rstest;

const PAGE: &str = "https://b.lowtide.test/rehearsal/a";

async fn refused(scene: &Scene, link: &str) {
    for outcome in [
        portal::order(&scene.desk, link).await.map(drop),
        order::receive(&scene.desk, link, Way::Portal, "REHEARSAL").await,
        order::answer(&scene.desk, link, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await,
    ] {
        assert!(matches!(outcome, Err(Error::Refused(Refusal::BadLink))), "{link}: {outcome:?}");
    }
}

#[tokio::test]
async fn altered_and_foreign_links_are_refused() {
    let scene = Scene::new().await;
    let (one, other) = (scene.delivered(PAGE).await, scene.delivered("https://b.lowtide.test/rehearsal/b").await);
    let (link, foreign) = (scene.link(one).await, scene.link(other).await);
    for place in 0..link.len() {
        let mut altered = link.clone().into_bytes();
        altered[place] = if altered[place] == b'0' { b'1' } else { b'0' };
        refused(&scene, &String::from_utf8(altered).unwrap()).await;
    }
    let (id, _) = link.split_once('-').unwrap();
    let (_, code) = foreign.split_once('-').unwrap();
    for forged in [
        format!("{id}-{code}"),
        link.replacen('o', "r", 1),
        id.to_owned(),
        format!("{link}0"),
        String::new(),
        "o-".into(),
        "ö-ß".into(),
    ] {
        refused(&scene, &forged).await;
    }
    assert_eq!(scene.order(one).await.state, OrderState::Delivered);
    scene.end().await;
}

#[rstest]
#[case(Answer::Removed, OrderState::Removed)]
#[case(Answer::DisabledAllMs, OrderState::Disabled)]
#[case(Answer::Impossible, OrderState::Impossible)]
#[case(Answer::ManifestError, OrderState::ErrorClaimed)]
#[case(Answer::InsufficientInformation, OrderState::InformationAsked)]
#[tokio::test]
async fn every_answer_is_taken_once(#[case] answer: Answer, #[case] state: OrderState) {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    scene.minutes(5).await;
    let acted = Some(scene.clock.now() - SignedDuration::from_mins(1));
    order::answer(&scene.desk, &link, Way::Portal, answer, acted, "REHEARSAL night desk", "REHEARSAL: see the log")
        .await
        .unwrap();
    let order = scene.order(id).await;
    assert_eq!(order.state, state);
    assert!(order.received.is_some(), "an answer is a receipt too");
    if answer.annex() == "II" {
        assert!(matches!(order.clock(scene.clock.now()), Clock::Met { in_time: true, .. }));
        assert!(scene.watch(order.item).await.next.is_some(), "what is said gone is looked at");
    }
    if state != OrderState::Impossible {
        let again = order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, None, "REHEARSAL", "").await;
        assert!(matches!(again, Err(Error::Refused(Refusal::Order(_)))), "{again:?}");
    }
    assert_eq!(scene.order(id).await.answers.len(), 1);
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_lacks_something_changes_nothing() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    let future = Some(scene.clock.now() + SignedDuration::from_mins(11));
    for (answer, at, name, words) in [
        (Answer::Removed, None, " ", ""),
        (Answer::Removed, future, "REHEARSAL", ""),
        (Answer::ManifestError, None, "REHEARSAL", " "),
        (Answer::Removed, None, &"n".repeat(201), ""),
        (Answer::Removed, None, "REHEARSAL", &"w".repeat(4001)),
    ] {
        let refused = order::answer(&scene.desk, &link, Way::Portal, answer, at, name, words).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{refused:?}");
    }
    assert_eq!(scene.order(id).await.state, OrderState::Delivered);
    scene.end().await;
}

#[tokio::test]
async fn a_second_receipt_does_not_move_the_hour() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let link = scene.link(id).await;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    let from = scene.order(id).await.counts_from;
    scene.minutes(20).await;
    order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
    assert_eq!(scene.order(id).await.counts_from, from);
    scene.end().await;
}

#[tokio::test]
async fn a_provider_learns_nothing_of_drafts_aimed_at_it() {
    let scene = Scene::new().await;
    let desk = &scene.desk;
    let provider = desk.load(scene.provider.0).await.unwrap();
    let own = portal::link_to_provider(desk, &provider).unwrap();
    let complain = async |reference: &str| {
        let (reference, url) = (reference.to_owned(), String::new());
        let text = "REHEARSAL: it was an almanac".to_owned();
        complaints::receive(desk, &own, Received { reference, url, text, at: scene.clock.now() }).await
    };
    let issued = scene.delivered(PAGE).await;
    scene.minutes(1).await;
    let withdrawn = scene.drafted("https://b.lowtide.test/rehearsal/b").await;
    order::approve(desk, &scene.officer, withdrawn).await.unwrap_err();
    scene.deconflict(withdrawn).await;
    order::approve(desk, &scene.officer, withdrawn).await.unwrap();
    let draft = scene.order(withdrawn).await;
    assert_eq!(draft.provider, Some(scene.provider), "it is aimed at this provider");
    assert!(complain(&draft.reference).await.is_err());
    assert!(portal::matter(desk, &scene.link(withdrawn).await).await.is_err());
    order::withdraw(desk, &scene.officer, withdrawn, "REHEARSAL: not needed").await.unwrap();
    assert!(complain(&draft.reference).await.is_err(), "it never left the house");
    assert!(complain(&scene.order(issued).await.reference).await.is_ok());
    assert!(matches!(portal::matter(desk, &scene.link(issued).await).await, Ok(Matter::Order(_))));

    let item = scene.known("https://b.lowtide.test/rehearsal/c").await;
    let followed = assess::decide(desk, &scene.analyst, item, finding(Outcome::Refer)).await.unwrap();
    let assess::Followed::Referral(id) = followed else { panic!("a referral was to follow, not {followed:?}") };
    let referral = desk.load::<Referral>(id.0).await.unwrap();
    assert_eq!(referral.provider, Some(scene.provider));
    let link = portal::link_to_referral(desk, &referral).unwrap();
    assert!(complain(&referral.reference).await.is_err() && portal::matter(desk, &link).await.is_err());

    let listed = portal::orders_of(desk, scene.provider, None, 10).await.unwrap();
    assert_eq!(listed.iter().map(|order| order.id).collect::<Vec<_>>(), [issued]);
    assert!(portal::referrals_of(desk, scene.provider, None, 10).await.unwrap().is_empty());
    refer::release(desk, &scene.colleague, id).await.unwrap();
    assert_eq!(portal::referrals_of(desk, scene.provider, None, 10).await.unwrap().len(), 1);
    assert!(complain(&referral.reference).await.is_ok());
    scene.end().await;
}

#[tokio::test]
async fn the_list_of_a_provider_goes_on_after_an_order_that_it_knows() {
    let scene = Scene::new().await;
    let mut issued = Vec::new();
    for number in 0..3 {
        scene.minutes(1).await;
        let draft = scene.drafted(&format!("https://b.lowtide.test/rehearsal/draft-{number}")).await;
        scene.deconflict(draft).await;
        order::approve(&scene.desk, &scene.officer, draft).await.unwrap();
        scene.minutes(1).await;
        issued.push(scene.delivered(&format!("https://b.lowtide.test/rehearsal/{number}")).await);
    }
    issued.reverse();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = portal::orders_of(&scene.desk, scene.provider, after, 1).await.unwrap();
        let Some(order) = page.first() else { break };
        after = Some((casework::records::Record::sort(&order.record), order.id.0));
        seen.push(order.id);
    }
    assert_eq!(seen, issued);
    scene.end().await;
}

#[tokio::test]
async fn who_was_late_is_not_made_timely_by_what_was_impossible_afterwards() {
    let scene = Scene::new().await;
    for (number, minutes, timely) in [(0, 50, true), (1, 70, false)] {
        let id = scene.delivered(&format!("https://b.lowtide.test/rehearsal/{number}")).await;
        let link = scene.link(id).await;
        let answer = async |answer| {
            order::answer(&scene.desk, &link, Way::Portal, answer, None, "REHEARSAL", "REHEARSAL: the sea")
                .await
                .unwrap();
        };
        order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL").await.unwrap();
        scene.minutes(minutes).await;
        answer(Answer::Impossible).await;
        scene.minutes(100).await;
        answer(Answer::Removed).await;
        let at = scene.clock.now();
        assert_eq!(scene.order(id).await.clock(at), Clock::Met { at, in_time: timely }, "after {minutes} minutes");
    }
    scene.end().await;
}

#[tokio::test]
async fn no_moment_that_a_provider_states_lies_before_the_order() {
    let scene = Scene::new().await;
    let id = scene.delivered(PAGE).await;
    let (link, issued) = (scene.link(id).await, scene.order(id).await.issued.unwrap().at);
    scene.minutes(30).await;
    let before = |minutes| issued - SignedDuration::from_mins(minutes);
    let answer =
        async |at| order::answer(&scene.desk, &link, Way::Portal, Answer::Removed, Some(at), "REHEARSAL", "").await;
    let early = answer(before(11)).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::Invalid { what: "moment of issue", .. }))), "{early:?}");
    answer(before(9)).await.unwrap();
    let order = scene.order(id).await;
    assert_eq!(order.answers[0].acted_at, Some(before(9)), "the claim is kept as it was made");
    let kept = order.preservation.as_ref().unwrap().until;
    assert_eq!(kept, domain::order::preserved_until(issued), "nothing is preserved from before the order on");

    let told = async |at| order::told_content_provider(&scene.desk, &link, at).await;
    assert!(told(before(11)).await.is_err());
    assert!(told(scene.clock.now() + SignedDuration::from_mins(11)).await.is_err());
    told(before(9)).await.unwrap();
    assert_eq!(scene.order(id).await.content_provider_told, Some(issued));
    assert!(told(scene.clock.now()).await.is_err(), "the first statement stands");
    assert_eq!(scene.order(id).await.content_provider_told, Some(issued));
    scene.end().await;
}

#[tokio::test]
async fn every_clock_may_be_ten_minutes_ahead() {
    let scene = Scene::new().await;
    let provider = scene.desk.load(scene.provider.0).await.unwrap();
    let own = portal::link_to_provider(&scene.desk, &provider).unwrap();
    let complain = async |minutes| {
        let at = scene.clock.now() + SignedDuration::from_mins(minutes);
        let (url, text) = ("https://b.lowtide.test/rehearsal/z".to_owned(), "REHEARSAL: an almanac".to_owned());
        complaints::receive(&scene.desk, &own, Received { reference: String::new(), url, text, at }).await
    };
    assert!(complain(11).await.is_err());
    complain(10).await.unwrap();
    let complaint = &complaints::of_provider(&scene.desk, scene.provider).await.unwrap()[0];
    assert_eq!(complaint.received, scene.clock.now(), "no time of two weeks is still to begin");
    scene.end().await;
}
