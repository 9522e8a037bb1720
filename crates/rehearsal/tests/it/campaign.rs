//! Fourteen providers at work on real letters, through a portal that keeps the contract.

use crate::portal::FakePortal;
use crate::visitor::{BELGIUM, CANADA, post, start_world, visit};
use jiff::{SignedDuration, Timestamp};
use rehearsal::World;
use rehearsal::providers::{Event, Manner, What};

fn start() -> Timestamp {
    "2026-05-04T08:00:00Z".parse().unwrap()
}

/// Moves the clock from one due moment to the next until nobody has anything left to do.
async fn play(world: &World, clock: &mut Timestamp) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(due) = world.next_due() {
        *clock = due.max(*clock);
        events.extend(world.act(*clock).await);
    }
    events
}

/// One page of each provider, in the order of the directory.
fn pages(world: &World) -> Vec<String> {
    let mut urls = world.intake_urls();
    urls.sort();
    let of = |provider: &rehearsal::providers::Provider| {
        let mut own = urls.iter().filter(|url| {
            let url = url::Url::parse(url).unwrap();
            provider.hosts.iter().any(|host| url.host_str() == Some(host))
        });
        own.next().unwrap().clone()
    };
    world.providers().iter().map(of).collect()
}

async fn write_to_all(world: &World, portal: &FakePortal, round: &str, referral: bool) {
    for (provider, url) in world.providers().iter().zip(pages(world)) {
        let token = format!("{round}-{}", provider.domain);
        let letter = portal.letter(&token, &url, referral);
        post(world, &provider.contact, &letter).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_answered_according_to_the_manner_of_each_provider() {
    let world = start_world(31);
    let portal = FakePortal::start().await;
    let mut clock = start();
    write_to_all(&world, &portal, "first", false).await;
    play(&world, &mut clock).await;

    for (provider, url) in world.providers().iter().zip(pages(&world)) {
        let manner = world.manner_of(provider.domain).unwrap();
        let token = format!("first-{}", provider.domain);
        let (kinds, near, far) = expected(manner);
        assert_eq!(portal.kinds(&token), kinds, "{manner:?}");
        let receipts = portal.file(&token).receipts;
        let read = manner != Manner::NeverOpens;
        assert_eq!(receipts.len(), usize::from(read), "{manner:?}");

        if manner != Manner::MovesThePage {
            assert_eq!(visit(&world, &url, BELGIUM).await.status, near, "{manner:?}");
            assert_eq!(visit(&world, &url, CANADA).await.status, far, "{manner:?}");
        }
    }
    moved_pages_are_up_again(&world, clock).await;
    second_letters_are_heeded(&world, &portal, &mut clock).await;
}

/// Kinds of answers, and the final status seen from Belgium and from Canada.
fn expected(manner: Manner) -> (Vec<&'static str>, u16, u16) {
    match manner {
        Manner::Prompt | Manner::DeclinesReferrals => (vec!["removed"], 410, 410),
        Manner::Slow => (vec!["removed"], 404, 404),
        Manner::SilentAfterReceipt | Manner::NeverOpens => (vec![], 200, 200),
        Manner::SaysRemovedButIsNot => (vec!["removed"], 200, 200),
        Manner::Impossible => (vec!["impossible", "removed"], 404, 404),
        Manner::ManifestError => (vec!["manifest_error"], 200, 200),
        Manner::InsufficientInformation => (vec!["insufficient_information"], 200, 200),
        Manner::GeoBlocksOnly => (vec!["removed"], 403, 200),
        Manner::SoftNotFound => (vec!["removed"], 200, 200),
        Manner::MovesThePage => (vec!["removed"], 0, 0),
        Manner::DisablesInEu => (vec!["disabled_all_ms"], 451, 200),
        Manner::RemovesThenRestores => (vec!["removed"], 200, 200),
    }
}

async fn moved_pages_are_up_again(world: &World, clock: Timestamp) {
    let mover = world.providers().iter().position(|it| it.domain == "fairway.test");
    let old = pages(world)[mover.unwrap()].clone();
    let returned = world.truth_of_state(&old).unwrap().returned.unwrap();
    assert_ne!(returned.url, old);
    assert_eq!(visit(world, &returned.url, BELGIUM).await.status, 200);
    let seen = visit(world, &old, BELGIUM).await;
    match seen.location {
        Some(location) => {
            assert!([301, 302].contains(&seen.status));
            assert_eq!(location, returned.url);
            assert!(world.late_urls(clock).is_empty());
        }
        None => {
            assert_eq!(seen.status, 404);
            assert_eq!(world.late_urls(clock), std::slice::from_ref(&returned.url));
            assert!(world.late_urls(start()).is_empty());
        }
    }
}

async fn second_letters_are_heeded(world: &World, portal: &FakePortal, clock: &mut Timestamp) {
    write_to_all(world, portal, "second", false).await;
    play(world, clock).await;
    for (provider, url) in world.providers().iter().zip(pages(world)) {
        let manner = world.manner_of(provider.domain).unwrap();
        let unheard = matches!(manner, Manner::NeverOpens | Manner::SilentAfterReceipt);
        let truth = world.truth_of_state(&url).unwrap();
        assert_eq!(truth.up_elsewhere, unheard, "{manner:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn referrals_are_removed_or_declined() {
    let world = start_world(32);
    let portal = FakePortal::start().await;
    let mut clock = start();
    write_to_all(&world, &portal, "notice", true).await;
    let events = play(&world, &mut clock).await;
    assert_eq!(portal.kinds("notice-leeward.test"), ["declined"]);
    assert_eq!(portal.kinds("notice-tidepool.test"), ["removed"]);
    assert!(events.iter().any(|event| event.what == What::OpenedReferral));
    assert!(events.iter().all(|event| event.what != What::OpenedOrder));
    assert!(events.is_sorted_by_key(|event| event.at));
}

#[tokio::test(flavor = "multi_thread")]
async fn time_is_the_callers_and_the_same_seed_plays_the_same_day() {
    let mut stories = Vec::new();
    for _ in 0..2 {
        let world = start_world(33);
        let portal = FakePortal::start().await;
        assert_eq!(world.next_due(), None);
        write_to_all(&world, &portal, "same", false).await;
        let arrived = world.act(start()).await;
        assert!(arrived.iter().all(|event| event.what == What::LetterArrived));
        assert_eq!(portal.file("same-lowtide.test").opened, 0);
        let mut clock = start();
        let events = play(&world, &mut clock).await;
        stories.push(events.iter().map(|e| format!("{} {e}", e.at)).collect::<Vec<_>>());
    }
    assert_eq!(stories[0], stories[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_is_down_is_tried_again_and_a_reminder_opens_nothing_twice() {
    let world = start_world(34);
    let portal = FakePortal::start().await;
    let url = pages(&world)[0].clone();
    let letter = portal.letter("late", &url, false);
    for _ in 0..2 {
        post(&world, "abuse@lowtide.test", &letter).await.unwrap();
    }
    post(&world, "abuse@lowtide.test", "no link here").await.unwrap();
    portal.fail_next(3);
    let mut clock = start();
    let events = play(&world, &mut clock).await;
    let count = |what: fn(&What) -> bool| events.iter().filter(|e| what(&e.what)).count();
    assert_eq!(count(|what| matches!(what, What::Trouble(_))), 3);
    assert_eq!(count(|what| *what == What::ReminderArrived), 1);
    assert_eq!(count(|what| *what == What::LetterWithoutLink), 1);
    assert_eq!(portal.kinds("late"), ["removed"]);
    let acted_at: Timestamp = portal.file("late").answers[0].1.parse().unwrap();
    assert!(acted_at > start() && acted_at < start() + SignedDuration::from_hours(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_about_someone_elses_page_is_answered_as_an_error() {
    let world = start_world(35);
    let portal = FakePortal::start().await;
    let others = pages(&world)[1].clone();
    let letter = portal.letter("stray", &others, false);
    post(&world, "abuse@lowtide.test", &letter).await.unwrap();
    play(&world, &mut start()).await;
    assert_eq!(portal.kinds("stray"), ["manifest_error"]);
    assert!(world.truth_of_state(&others).unwrap().up_in_union);
}
