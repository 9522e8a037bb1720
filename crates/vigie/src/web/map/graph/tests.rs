use super::asked::{Asked, Column};
use super::layout::{BOX, arrange};
use super::picture::{Line, Node, Picture, Standing};
use crate::web::map::tests::{asset, draw};
use crate::web::scene::Scene;
use domain::id::AssetId;
use domain::map::{Asset as Name, Interval, LinkKind};
use domain::people::Role;
use jiff::Timestamp;
use proptest::prelude::*;
use std::time::Instant;
use uuid::Uuid;

#[test]
fn an_address_reads_back_what_it_says() {
    let id = |n: u128| AssetId(Uuid::from_u128(n));
    let asked =
        Asked::read(&format!("of={}&depth=3&kind=names&kind=values&from=2026-01-02&way=quay.example", id(1))).unwrap();
    let asked = asked.pinning(id(2)).opening(id(3)).shutting(id(4)).selecting(id(5));
    let href = asked.href();
    assert_eq!(Asked::read(href.strip_prefix("/map/graph?").unwrap()), Some(asked.clone()));
    assert_eq!(asked.pinning(id(2)).pins.len(), 0, "a pin is taken out again");
    assert_eq!((asked.shows(Column::Names), asked.shows(Column::Hosts)), (true, false));
    assert_eq!(Asked::read("depth=2"), None);
    assert_eq!(Asked::read(&format!("of={}&depth=99&from=x&pin=y", id(1))).unwrap().depth, super::asked::DEEPEST);
}

fn node(n: u128, name: &str) -> Node {
    let name: Name = name.parse().unwrap();
    Node {
        id: AssetId(Uuid::from_u128(n)),
        column: Column::of(name.kind()),
        name,
        depth: 1,
        standing: Standing::Nearby,
        hidden: 0,
        holders: None,
        pinned: false,
        on_way: false,
        at: (0, 0),
    }
}

fn picture(lines: &[(usize, usize)], nodes: Vec<Node>) -> Picture {
    let line = |(from, to): &(usize, usize)| Line {
        from: *from,
        to: *to,
        link: LinkKind::ResolvesTo,
        seen: Interval::at(Timestamp::UNIX_EPOCH),
        ended: false,
        ignored: false,
        on_way: false,
    };
    Picture { nodes, lines: lines.iter().map(line).collect(), left_out: 0, height: 0 }
}

#[test]
fn lines_that_would_cross_are_laid_side_by_side() {
    let hosts = (0..4).map(|n| node(n, &format!("host h{n}.example")));
    let addresses = (0..4).map(|n| node(10 + n, &format!("address 192.0.2.{n}")));
    let mut drawn = picture(&[(0, 7), (1, 6), (2, 5), (3, 4)], hosts.chain(addresses).collect());
    arrange(&mut drawn);
    let height = |place: usize| drawn.nodes[place].at.1;
    for (a, line) in drawn.lines.iter().enumerate() {
        for other in &drawn.lines[a + 1..] {
            let crosses = (height(line.from) < height(other.from)) != (height(line.to) < height(other.to));
            assert!(!crosses, "{line:?} {other:?}");
        }
    }
}

proptest! {
    /// Whatever hangs together how: no two boxes lie over each other, and all lie in the drawing.
    #[test]
    fn boxes_never_overlap(kinds in prop::collection::vec(0usize..5, 1..60), pairs in prop::collection::vec((0usize..60, 0usize..60), 0..120)) {
        let name = |n: usize, kind: usize| match kind {
            0 => format!("app a{n}@skerry"),
            1 => format!("tracker ga:{n}"),
            2 => format!("host h{n}.example"),
            3 => format!("address 2001:db8::{n:x}"),
            _ => format!("registrar r{n}"),
        };
        let nodes: Vec<Node> = kinds.iter().enumerate().map(|(n, kind)| node(n as u128, &name(n, *kind))).collect();
        let pairs: Vec<(usize, usize)> = pairs.into_iter().filter(|(a, b)| *a < nodes.len() && *b < nodes.len()).collect();
        let mut drawn = picture(&pairs, nodes);
        arrange(&mut drawn);
        for (place, one) in drawn.nodes.iter().enumerate() {
            prop_assert!(one.at.1 + BOX <= drawn.height);
            for other in &drawn.nodes[place + 1..] {
                prop_assert!(one.at.0 != other.at.0 || one.at.1.abs_diff(other.at.1) >= BOX, "{:?} {:?}", one.at, other.at);
            }
        }
    }
}

const KEY: &str = "key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

async fn quay(scene: &Scene) -> String {
    draw(
        scene,
        &[
            &format!("host a.example holds_key {KEY}"),
            &format!("host b.example holds_key {KEY}"),
            "host a.example resolves_to address 192.0.2.1",
            "site https://a.example published_on host a.example",
            "site https://a.example carries tracker ga:UA-1",
            "site https://c.example carries tracker ga:UA-1",
        ],
    )
    .await;
    format!("/map/graph?of={}", asset(scene, "host a.example").await)
}

#[tokio::test]
async fn a_graph_draws_boxes_and_lines_and_says_the_same_in_a_table() {
    let scene = Scene::new().await;
    let graph = quay(&scene).await;
    let analyst = Some(Role::Analyst);
    let body = scene.get(&graph, analyst).await.body;
    assert_eq!(body.matches("data-n=").count(), 6, "{body}");
    assert_eq!(body.matches("data-a=").count(), 5);
    assert_eq!(body.matches("id=\"t-").count(), 6, "the table has every asset");
    assert!(body.contains("class=\"proof\"") && body.contains("class=\"copy\"") && !body.contains("style="), "{body}");
    let names = scene.get(&format!("{graph}&kind=names&kind=values&depth=1"), analyst).await.body;
    assert!(!names.contains("192.0.2.1<") && names.contains("a.example"), "{names}");
    let old = scene.get(&format!("{graph}&to=2020-01-01"), analyst).await.body;
    assert!(old.contains("Nothing to draw"), "{old}");
}

#[tokio::test]
async fn a_chosen_asset_can_be_expanded_collapsed_and_pinned_by_links() {
    let scene = Scene::new().await;
    let graph = quay(&scene).await;
    let analyst = Some(Role::Analyst);
    let tracker = asset(&scene, "tracker ga:UA-1").await;
    let near = format!("{graph}&depth=2&sel={tracker}");
    let body = scene.get(&near, analyst).await.body;
    assert!(body.contains(&format!("open={tracker}")) && body.contains(&format!("pin={tracker}")), "{body}");
    let has = |body: &str, name: &str| body.contains(&format!("<title>{name}</title>"));
    assert!(!has(&body, "site https://c.example"), "three steps away");
    let open = scene.get(&format!("{near}&open={tracker}"), analyst).await.body;
    assert!(has(&open, "site https://c.example"), "{open}");
    let key = asset(&scene, KEY).await;
    assert!(has(&open, "host b.example"));
    let shut = scene.get(&format!("{near}&shut={key}"), analyst).await.body;
    assert!(!has(&shut, "host b.example") && has(&shut, KEY), "{shut}");
    let pinned = scene.get(&format!("{near}&pin={tracker}"), analyst).await.body;
    assert!(pinned.contains("class=\"pin\"") && pinned.contains("Unpin"), "{pinned}");
}

#[tokio::test]
async fn a_path_is_drawn_and_told() {
    let scene = Scene::new().await;
    let graph = quay(&scene).await;
    let body = scene.get(&format!("{graph}&depth=1&way=site+https://c.example"), Some(Role::Analyst)).await.body;
    assert!(body.contains("3 steps from a.example to https://c.example"), "{body}");
    assert!(body.contains("<title>site https://c.example</title>") && body.contains("copy way"), "{body}");
    let unknown = scene.get(&format!("{graph}&way=nowhere.example"), Some(Role::Analyst)).await.body;
    assert!(unknown.contains("host nowhere.example is not on the map"), "{unknown}");
}

/// Five hundred assets are laid out and written in a moment; what the store needs is measured by the benchmark.
#[test]
fn five_hundred_boxes_find_their_place_at_once() {
    let names = (0..500u32).map(|n| match n % 5 {
        0 => format!("tracker ga:{n}"),
        1 | 2 => format!("host h{n}.example"),
        3 => format!("address 192.0.2.{}", n / 5 % 256),
        _ => format!("registrar r{n}"),
    });
    let nodes: Vec<Node> = names.enumerate().map(|(n, name)| node(n as u128, &name)).collect();
    let lines: Vec<(usize, usize)> = (0..1500).map(|n| (n % 500, (n * 7 + 3) % 500)).collect();
    let mut drawn = picture(&lines, nodes);
    let begun = Instant::now();
    arrange(&mut drawn);
    assert!(begun.elapsed().as_millis() < 500, "{:?}", begun.elapsed());
}
