//! Who holds a value, what lies around an asset, how two of them hang together, and what was when.

use crate::map::{name, seen};
use crate::scene::Scene;
use casework::map::{self, Filter};
use casework::ports::Clock as _;
use domain::map::{AssetKind, Interval, LinkKind, Source};
use jiff::SignedDuration;

const KEY: &str = "key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// Records lines, each seen so many days ago.
pub async fn draw(scene: &Scene, lines: &[(&str, i64)]) {
    let now = scene.clock.now();
    let seen: Vec<_> = lines
        .iter()
        .map(|(line, days)| seen(line, now - SignedDuration::from_hours(24 * days), Source::Person))
        .collect();
    for part in seen.chunks(1000) {
        assert_eq!(map::record(&scene.desk, &scene.investigator, part).await.unwrap().refused, 0, "{lines:?}");
    }
}

/// Two sites with one key, a third that shares only a tracker.
async fn small_network(scene: &Scene) {
    let key = |host: &str| format!("host {host} holds_key {KEY}");
    draw(
        scene,
        &[
            (&key("a.example"), 400),
            (&key("b.example"), 10),
            ("site https://a.example published_on host a.example", 400),
            ("site https://a.example carries tracker ga:UA-4711-1", 390),
            ("site https://c.example carries tracker ga:UA-4711-1", 5),
            ("host a.example resolves_to address 192.0.2.1", 400),
            ("host b.example resolves_to address 192.0.2.2", 10),
        ],
    )
    .await;
}

#[tokio::test]
async fn who_else_holds_this_value() {
    let scene = Scene::new().await;
    small_network(&scene).await;
    let holders = map::holders(&scene.desk, &scene.analyst, LinkKind::HoldsKey, &name(KEY), 10).await.unwrap();
    let names: Vec<String> = holders.assets.iter().map(|asset| asset.name.to_string()).collect();
    assert_eq!((holders.count, names), (2, vec!["host a.example".to_owned(), "host b.example".to_owned()]));
    let one = map::holders(&scene.desk, &scene.analyst, LinkKind::HoldsKey, &name(KEY), 1).await.unwrap();
    assert_eq!((one.count, one.assets.len()), (2, 1));
    let none = map::holders(&scene.desk, &scene.analyst, LinkKind::SignedBy, &name(KEY), 10).await.unwrap();
    assert_eq!((none.count, none.assets.len()), (0, 0));
    assert!(map::holders(&scene.desk, &scene.analyst, LinkKind::HoldsKey, &name(KEY), 1001).await.is_err());
    assert!(map::holders(&scene.desk, &scene.liaison, LinkKind::HoldsKey, &name(KEY), 1).await.is_err());
}

#[tokio::test]
async fn a_graph_has_both_directions_and_every_line_between_its_nodes() {
    let scene = Scene::new().await;
    small_network(&scene).await;
    let middle = scene.asset("host a.example").await.id;
    let graph = map::neighbourhood(&scene.desk, &scene.analyst, middle, 2, 100, &Filter::default()).await.unwrap();
    let names: Vec<(String, u8)> = graph.nodes.iter().map(|node| (node.asset.name.to_string(), node.depth)).collect();
    assert_eq!(names[0], ("host a.example".to_owned(), 0));
    let depth = |wanted: &str| names.iter().find(|(name, _)| name == wanted).map(|(_, depth)| *depth);
    assert_eq!(depth(KEY), Some(1));
    assert_eq!(depth("site https://a.example"), Some(1), "a line that leads here");
    assert_eq!((depth("host b.example"), depth("tracker ga:UA-4711-1")), (Some(2), Some(2)));
    assert_eq!((depth("site https://c.example"), graph.left_out), (None, 0));
    assert_eq!(graph.edges.len(), 5);
    let line = graph.edges.iter().find(|edge| edge.link == LinkKind::PublishedOn).unwrap();
    assert_eq!((graph.nodes[line.from].asset.name.kind(), line.to), (AssetKind::Site, 0));
    assert!(map::neighbourhood(&scene.desk, &scene.analyst, middle, 7, 100, &Filter::default()).await.is_err());
    assert!(map::neighbourhood(&scene.desk, &scene.analyst, middle, 2, 2001, &Filter::default()).await.is_err());
}

#[tokio::test]
async fn a_graph_is_narrowed_by_time_kind_and_room() {
    let scene = Scene::new().await;
    small_network(&scene).await;
    let middle = scene.asset(KEY).await.id;
    let graph = async |max, filter: Filter| {
        map::neighbourhood(&scene.desk, &scene.analyst, middle, 3, max, &filter).await.unwrap()
    };
    let lately = Interval::new(scene.clock.now() - SignedDuration::from_hours(24 * 30), scene.clock.now());
    let recent = graph(100, Filter { during: lately, ..Filter::default() }).await;
    let kinds = |graph: &map::Graph| graph.nodes.iter().map(|node| node.asset.name.to_string()).collect::<Vec<_>>();
    assert_eq!(kinds(&recent), [KEY, "host b.example", "address 192.0.2.2"]);
    let hosts = graph(100, Filter { kinds: vec![AssetKind::Host], ..Filter::default() }).await;
    assert_eq!(kinds(&hosts), [KEY, "host a.example", "host b.example"]);
    let held = graph(100, Filter { links: vec![LinkKind::HoldsKey], ..Filter::default() }).await;
    assert_eq!((held.nodes.len(), held.edges.len()), (3, 2));
    let small = graph(2, Filter::default()).await;
    assert_eq!((small.nodes.len(), small.edges.len()), (2, 1));
    assert!(small.full && small.left_out >= 1 && small.nodes[0].left_out == 1, "what has no room is said");
    assert!(!held.full);
}

#[tokio::test]
async fn a_way_is_found_from_both_ends_but_not_through_a_crowd() {
    let scene = Scene::new().await;
    small_network(&scene).await;
    let id = async |text: &str| scene.asset(text).await.id;
    let (from, to) = (id("address 192.0.2.2").await, id("site https://c.example").await);
    let way = map::path(&scene.desk, &scene.analyst, from, to, &Filter::default()).await.unwrap();
    let steps = way.steps.unwrap();
    let links: Vec<(LinkKind, bool)> = steps.iter().map(|step| (step.link, step.forward)).collect();
    assert_eq!(
        links,
        [
            (LinkKind::ResolvesTo, false),
            (LinkKind::HoldsKey, true),
            (LinkKind::HoldsKey, false),
            (LinkKind::PublishedOn, false),
            (LinkKind::Carries, true),
            (LinkKind::Carries, false),
        ]
    );
    assert_eq!(
        map::path(&scene.desk, &scene.analyst, to, to, &Filter::default()).await.unwrap().steps,
        Some(Vec::new())
    );
    let crowd: Vec<String> =
        (0..250).map(|n| format!("site https://n{n}.example carries tracker ga:UA-4711-1")).collect();
    draw(&scene, &crowd.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    let none = map::path(&scene.desk, &scene.analyst, from, to, &Filter::default()).await.unwrap();
    assert_eq!((none.steps, none.gave_up), (None, false));
    assert_eq!((none.hubs.len(), none.hubs[0].holders), (1, 252));
    assert_eq!(none.hubs[0].value, name("tracker ga:UA-4711-1"));
}

#[tokio::test]
async fn a_graph_says_how_many_of_a_crowd_it_does_not_draw() {
    let scene = Scene::new().await;
    let crowd: Vec<String> = (0..100).map(|n| format!("site https://n{n}.example carries tracker ga:UA-1")).collect();
    draw(&scene, &crowd.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    let middle = scene.asset("tracker ga:UA-1").await.id;
    let graph = map::neighbourhood(&scene.desk, &scene.analyst, middle, 1, 500, &Filter::default()).await.unwrap();
    assert_eq!((graph.nodes.len(), graph.edges.len(), graph.left_out), (61, 60, 40));
}

#[tokio::test]
async fn a_timeline_has_what_led_away_and_what_led_here_in_order() {
    let scene = Scene::new().await;
    small_network(&scene).await;
    draw(&scene, &[("host a.example resolves_to address 192.0.2.1", 100)]).await;
    let id = scene.asset("host a.example").await.id;
    let timeline = map::timeline(&scene.desk, &scene.analyst, id).await.unwrap();
    let spans: Vec<(LinkKind, bool)> = timeline.spans.iter().map(|span| (span.link, span.outgoing)).collect();
    let first = [LinkKind::ResolvesTo, LinkKind::HoldsKey, LinkKind::PublishedOn];
    assert_eq!(spans.len(), 4);
    assert!(first.iter().all(|link| spans[..3].iter().any(|(seen, _)| seen == link)));
    assert_eq!(spans[3], (LinkKind::ResolvesTo, true), "300 days of silence keep the two apart");
    assert!(spans.contains(&(LinkKind::PublishedOn, false)));
    assert_eq!(timeline.left_out, 0);
}

/// Sites that point to each other in a ring, each also to itself, and to one that stands apart.
#[tokio::test]
async fn a_graph_that_goes_round_in_circles_ends() {
    let scene = Scene::new().await;
    let site = |n: usize| format!("site https://r{}.example", n % 30);
    let ring = (0..30).map(|n| format!("{} points_to {}", site(n), site(n + 1)));
    let selves = (0..30).map(|n| format!("{} points_to {}", site(n), site(n)));
    let back = (0..30).map(|n| format!("{} redirects_to {}", site(n + 1), site(n)));
    let lines: Vec<String> = ring.chain(selves).chain(back).collect();
    draw(&scene, &lines.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    draw(&scene, &[("host alone.example under_domain domain alone.example", 1)]).await;
    let id = async |text: &str| scene.asset(text).await.id;
    let first = id(&site(0)).await;
    let graph = map::neighbourhood(&scene.desk, &scene.analyst, first, 6, 2_000, &Filter::default()).await.unwrap();
    assert_eq!((graph.nodes.len(), graph.edges.len() > graph.nodes.len()), (13, true), "six steps each way round");
    let way = map::path(&scene.desk, &scene.analyst, first, id(&site(15)).await, &Filter::default()).await.unwrap();
    assert_eq!(way.steps.unwrap().len(), 15, "the shortest way, not round and round");
    let nowhere = id("host alone.example").await;
    let none = map::path(&scene.desk, &scene.analyst, first, nowhere, &Filter::default()).await.unwrap();
    assert_eq!((none.steps, none.gave_up), (None, false));
}
