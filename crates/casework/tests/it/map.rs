//! Seeds, expansions and imports.

use crate::meddled::Meddling;
use crate::scene::Scene;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use casework::map::{self, Format};
use casework::ports::{Answer, Collect as _, CollectError, Collected, Store as _};
use casework::records::{Asset, Expansion, ExpansionState, Kept, Kind, Limit, Limits};
use casework::{Error, Refusal};
use domain::id::{AssetId, ExpansionId};
use domain::map::{Asset as Name, Interval, LinkKind, Observation, Source};
use jiff::Timestamp;
use matching::digest::Sha256;

pub fn name(text: &str) -> Name {
    text.parse().unwrap()
}

/// “host a.test resolves_to address 192.0.2.1”, seen once.
pub fn seen(text: &str, at: Timestamp, source: Source) -> Observation {
    let words: Vec<&str> = text.split(' ').collect();
    Observation {
        subject: name(&words[..2].join(" ")),
        link: words[2].parse().unwrap(),
        object: name(&words[3..].join(" ")),
        seen: Interval::at(at),
        source,
        note: "REHEARSAL".to_owned(),
    }
}

impl Scene {
    /// What a source says of an asset from now on: links, and what to ask about next.
    pub fn tells(&self, asset: &str, source: Source, links: &[&str], next: &[&str]) {
        let now = casework::ports::Clock::now(&*self.clock);
        let answer = Answer { source, asked: asset.to_owned(), at: now, bytes: format!("REHEARSAL {links:?}").into() };
        let collected = Collected {
            observations: links.iter().map(|link| seen(&format!("{asset} {link}"), now, source)).collect(),
            answers: vec![answer],
            next: next.iter().map(|next| name(next)).collect(),
            not_examined: Vec::new(),
        };
        self.collect.know(&name(asset), source, Ok(collected));
    }

    pub async fn asset(&self, text: &str) -> Kept<Asset> {
        self.desk.find_unique(&name(text).to_string()).await.unwrap().unwrap_or_else(|| panic!("no {text}"))
    }

    pub async fn seed(&self, given: &str) -> AssetId {
        map::add_seed(&self.desk, &self.investigator, given, "REHEARSAL: named in a letter").await.unwrap()[0]
    }

    /// Looks around from a seed until nothing is left to do.
    pub async fn expand(&self, seed: &str, limits: Limits) -> Kept<Expansion> {
        let seed = self.seed(seed).await;
        let id = map::begin_expansion(&self.desk, &self.investigator, &[seed], limits).await.unwrap();
        self.work().await;
        self.expansion(id).await
    }

    pub async fn expansion(&self, id: ExpansionId) -> Kept<Expansion> {
        self.desk.load(id.0).await.unwrap()
    }

    /// A chain of hosts, each of which names the next one.
    fn chain(&self, length: usize) {
        for n in 0..length {
            let (here, next) = (format!("host h{n}.example"), format!("host h{}.example", n + 1));
            self.tells(&here, Source::Dns, &[&format!("alias_of {next}")], &[&next]);
        }
        self.tells(&format!("host h{length}.example"), Source::Dns, &[], &[]);
    }
}

fn limits(depth: u8, assets: u32, per_asset: u32) -> Limits {
    Limits { depth, assets, per_asset }
}

#[tokio::test]
async fn an_address_names_its_site_host_and_domain() {
    let scene = Scene::new().await;
    let ids = map::add_seed(&scene.desk, &scene.investigator, "https://www.harbour.example/quay?x=1", "REHEARSAL")
        .await
        .unwrap();
    assert_eq!(ids.len(), 3);
    let host = scene.asset("host www.harbour.example").await;
    assert_eq!(host.id, ids[1]);
    assert_eq!(host.through(LinkKind::UnderDomain).next().unwrap().object, name("domain harbour.example"));
    let again = map::add_seed(&scene.desk, &scene.investigator, "host www.harbour.example", "REHEARSAL again").await;
    assert_eq!(again.unwrap(), [ids[1]]);
    let why = scene.asset("host www.harbour.example").await.record.seed.unwrap().why;
    assert_eq!(why, "REHEARSAL", "who put it there first stays on record");
    let seeds = casework::ports::Query::all(Kind::Asset, 10).with("seed", "yes");
    assert_eq!(scene.store.list(&seeds).await.unwrap().len(), 3);
    scene.end().await;
}

#[tokio::test]
async fn only_investigators_change_the_map_and_a_seed_has_a_reason() {
    let scene = Scene::new().await;
    let denied = map::add_seed(&scene.desk, &scene.analyst, "harbour.example", "REHEARSAL").await;
    assert!(matches!(denied, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    for (given, why) in [("harbour.example", " "), ("mailto:a@b.example", "x"), ("host a b", "x"), ("", "x")] {
        let refused = map::add_seed(&scene.desk, &scene.investigator, given, why).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{given:?} {why:?}");
    }
    let id = scene.seed("harbour.example").await;
    assert!(map::asset(&scene.desk, &scene.analyst, id).await.is_ok());
    assert!(map::asset(&scene.desk, &scene.liaison, id).await.is_err());
    for beyond in [limits(9, 10, 10), limits(1, 0, 10), limits(1, 10, 3_000)] {
        assert!(map::begin_expansion(&scene.desk, &scene.investigator, &[id], beyond).await.is_err(), "{beyond:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn an_expansion_seals_what_every_source_said_and_comes_to_its_end() {
    let scene = Scene::new().await;
    let host = "host www.harbour.example";
    scene.tells(host, Source::Dns, &["resolves_to address 192.0.2.7"], &["address 192.0.2.7"]);
    scene.tells(
        host,
        Source::Tls,
        &["holds_key key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        &[],
    );
    scene.tells("address 192.0.2.7", Source::Mmdb, &["located_in country NL"], &[]);
    let expansion = scene.expand("www.harbour.example", Limits::default()).await;
    assert_eq!((expansion.state, expansion.found(), expansion.asked()), (ExpansionState::Done, 2, 2));
    assert_eq!((expansion.learnt, expansion.unanswered, expansion.waiting), (3, 0, 0));
    assert!(expansion.left_out.is_empty());
    let kept = scene.asset(host).await;
    let fact = kept.through(LinkKind::ResolvesTo).next().unwrap();
    let evidence = fact.sightings[0].evidence[0];
    let record = scene.desk.doors.blobs.get(&evidence).await.unwrap().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    let answer = &record["sources"][0]["answers"][0];
    let bytes = BASE64.decode(answer["base64"].as_str().unwrap()).unwrap();
    assert_eq!(answer["sha256"].as_str().unwrap(), Sha256::of(&bytes).to_string());
    assert!(String::from_utf8(bytes).unwrap().contains("192.0.2.7"), "the answer as it came");
    // A long one has a file of its own, which the record names.
    let long = vec![b'r'; 20_000];
    let at = casework::ports::Clock::now(&*scene.clock);
    let answers = vec![Answer { source: Source::Http, asked: host.to_owned(), at, bytes: long.clone() }];
    let other = "host archive.harbour.example";
    scene.collect.know(&name(other), Source::Http, Ok(Collected { answers, ..Collected::default() }));
    scene.expand("archive.harbour.example", Limits::default()).await;
    let look = scene.asset(other).await.looks[&Source::Http].evidence;
    let record = scene.desk.doors.blobs.get(&look).await.unwrap().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&record).unwrap();
    let answer = &record["sources"][0]["answers"][0];
    assert!(answer["base64"].is_null());
    let digest: Sha256 = answer["sha256"].as_str().unwrap().parse().unwrap();
    assert_eq!(scene.desk.doors.blobs.get(&digest).await.unwrap(), Some(long));
    let sealed = scene.store.history(expansion.id.0).await.unwrap();
    assert!(sealed.iter().any(|entry| entry.leaf.contains(&evidence.to_string())), "the ledger names the look");
    assert_eq!(scene.asset("address 192.0.2.7").await.country().unwrap().code(), "NL");
    scene.end().await;
}

#[tokio::test]
async fn it_goes_as_far_as_it_may_and_says_what_it_left_out() {
    let scene = Scene::new().await;
    scene.chain(6);
    let near = scene.expand("h0.example", limits(2, 100, 10)).await;
    assert_eq!((near.found(), near.left_out.get(&Limit::Depth)), (3, Some(&1)));
    assert_eq!(near.levels.iter().map(|level| level.found).collect::<Vec<_>>(), [1, 1, 1]);
    let few = scene.expand("h0.example", limits(8, 4, 10)).await;
    assert_eq!((few.found(), few.left_out.get(&Limit::Assets)), (4, Some(&1)));
    let all = scene.expand("h0.example", limits(8, 100, 10)).await;
    assert_eq!((all.found(), all.left_out.len()), (7, 0));
    let next: Vec<String> = (0..5).map(|n| format!("host n{n}.example")).collect();
    for next in &next {
        scene.tells(next, Source::Dns, &[], &[]);
    }
    scene.tells("host wide.example", Source::Dns, &[], &next.iter().map(String::as_str).collect::<Vec<_>>());
    let narrow = scene.expand("wide.example", limits(8, 100, 2)).await;
    assert_eq!((narrow.found(), narrow.left_out.get(&Limit::PerAsset)), (3, Some(&3)));
    scene.end().await;
}

#[tokio::test]
async fn a_circle_is_walked_once() {
    let scene = Scene::new().await;
    for (here, next) in [("a", "b"), ("b", "c"), ("c", "a")] {
        let (here, next) = (format!("host {here}.example"), format!("host {next}.example"));
        scene.tells(&here, Source::Dns, &[&format!("alias_of {next}")], &[&next, &here]);
    }
    let expansion = scene.expand("a.example", limits(8, 100, 10)).await;
    assert_eq!((expansion.state, expansion.found()), (ExpansionState::Done, 3));
    assert_eq!(scene.collect.asked().len(), 3);
    scene.end().await;
}

#[tokio::test]
async fn a_source_that_fails_is_not_examined_and_one_that_knows_nothing_is() {
    let scene = Scene::new().await;
    let host = name("host a.example");
    let asked = || "a.example".to_owned();
    scene.collect.know(&host, Source::Dns, Err(CollectError::NoAnswer { asked: asked(), why: "timed out".into() }));
    scene.collect.know(&host, Source::Rdap, Err(CollectError::Unknown { asked: asked() }));
    let partly = Collected { not_examined: vec!["REHEARSAL: 9,000 of 10,000 records".into()], ..Collected::default() };
    scene.collect.know(&host, Source::Http, Ok(partly));
    let expansion = scene.expand("a.example", Limits::default()).await;
    assert_eq!((expansion.state, expansion.unanswered), (ExpansionState::Done, 1));
    let kept = scene.asset("host a.example").await;
    assert_eq!(kept.not_examined().len(), 2, "{:?}", kept.not_examined());
    assert!(kept.looks[&Source::Rdap].answered && !kept.looks[&Source::Dns].answered);
    scene.end().await;
}

#[tokio::test]
async fn stopping_stops() {
    let scene = Scene::new().await;
    scene.chain(3);
    let seed = scene.seed("h0.example").await;
    let id = map::begin_expansion(&scene.desk, &scene.investigator, &[seed], limits(8, 100, 10)).await.unwrap();
    assert!(map::stop_expansion(&scene.desk, &scene.analyst, id).await.is_err());
    map::stop_expansion(&scene.desk, &scene.investigator, id).await.unwrap();
    scene.work().await;
    let stopped = scene.expansion(id).await;
    assert_eq!((stopped.state, stopped.asked(), stopped.left_out[&Limit::Stopped]), (ExpansionState::Stopped, 0, 1));
    assert!(scene.collect.asked().is_empty());
    assert!(map::stop_expansion(&scene.desk, &scene.investigator, id).await.is_err(), "it has ended");
    scene.end().await;
}

#[tokio::test]
async fn a_look_that_could_not_be_written_is_made_again_and_counted_once() {
    let scene = Scene::new().await;
    scene.chain(2);
    let seed = scene.seed("h0.example").await;
    let id = map::begin_expansion(&scene.desk, &scene.investigator, &[seed], limits(8, 100, 10)).await.unwrap();
    scene.meddled.set(Meddling::NoCommits);
    scene.work().await;
    scene.meddled.set(Meddling::None);
    assert_eq!(scene.expansion(id).await.asked(), 0);
    scene.minutes(10).await;
    let expansion = scene.expansion(id).await;
    assert_eq!((expansion.state, expansion.found(), expansion.asked()), (ExpansionState::Done, 3, 3));
    scene.end().await;
}

#[tokio::test]
async fn what_was_imported_is_followed_where_somebody_can_be_asked() {
    let scene = Scene::new().await;
    let old = r#"{"rrname":"www.harbour.example.","rrtype":"A","rdata":"192.0.2.9","time_first":1700000000,"time_last":1710000000}
{"rrname":"www.harbour.example.","rrtype":"A","rdata":"not an address","time_first":1700000000,"time_last":1710000000}
"#;
    let imported =
        map::import(&scene.desk, &scene.investigator, "REHEARSAL sensor", Format::PassiveDns, old.as_bytes());
    let imported = imported.await.unwrap();
    // Beside what the line says: in which domain the host lies.
    assert_eq!((imported.sightings, imported.learnt.facts, imported.troubles.len()), (1, 2, 1));
    let host = scene.asset("host www.harbour.example").await;
    let sighting = &host.facts[0].sightings[0];
    assert_eq!((sighting.source, sighting.evidence[0]), (Source::PassiveDns, imported.evidence.unwrap()));
    assert!(scene.desk.doors.blobs.get(&sighting.evidence[0]).await.unwrap().is_some(), "the file is kept");
    let again = map::import(&scene.desk, &scene.investigator, "REHEARSAL sensor", Format::PassiveDns, old.as_bytes());
    let again = again.await.unwrap();
    assert_eq!((again.learnt.facts, again.learnt.assets), (0, 0));
    assert_eq!(scene.asset("host www.harbour.example").await.revision, host.revision, "nothing was written");
    scene.tells("host www.harbour.example", Source::Dns, &[], &[]);
    scene.tells("address 192.0.2.9", Source::Mmdb, &["located_in country NL"], &[]);
    let expansion = scene.expand("host www.harbour.example", Limits::default()).await;
    assert_eq!(expansion.found(), 2);
    scene.end().await;
}

#[tokio::test]
async fn every_format_is_read_and_a_file_says_where_it_is_from() {
    let scene = Scene::new().await;
    let read = async |format, file: &str| {
        map::import(&scene.desk, &scene.investigator, "REHEARSAL", format, file.as_bytes()).await
    };
    let table = "subject_kind,subject,link,object_kind,object,first\n\
                 app,example.harbour.tides@store,signed_by,signer,9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08,2026-05-04\n";
    assert_eq!(read(Format::Table, table).await.unwrap().learnt.facts, 1);
    let addresses = read(Format::Addresses, "https://a.example/x\nnot an address\n").await.unwrap();
    assert_eq!((addresses.learnt.assets, addresses.troubles.len()), (3, 1));
    let bundle = r#"{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000001","objects":[
        {"type":"domain-name","id":"domain-name--00000000-0000-4000-8000-000000000002","value":"b.example"}]}"#;
    assert!(read(Format::Stix, bundle).await.unwrap().learnt.assets >= 1);
    assert!(read(Format::Stix, "{}").await.is_err());
    assert!(map::import(&scene.desk, &scene.investigator, " ", Format::Table, b"x").await.is_err());
    assert!(map::import(&scene.desk, &scene.analyst, "REHEARSAL", Format::Table, b"x").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn a_person_says_what_is_known_and_how() {
    let scene = Scene::new().await;
    let now = casework::ports::Clock::now(&*scene.clock);
    let mut said = seen("channel messenger:harbour points_to site https://a.example", now, Source::Dns);
    let learnt = map::record(&scene.desk, &scene.investigator, std::slice::from_ref(&said)).await.unwrap();
    assert_eq!((learnt.facts, learnt.assets), (1, 2));
    let kept = scene.asset("channel messenger:harbour").await;
    assert_eq!(kept.facts[0].sightings[0].source, Source::Person);
    let impossible = Observation { link: LinkKind::ResolvesTo, ..said.clone() };
    assert_eq!(map::record(&scene.desk, &scene.investigator, &[impossible]).await.unwrap().refused, 1);
    said.note = " ".to_owned();
    assert!(map::record(&scene.desk, &scene.investigator, &[said]).await.is_err(), "how is it known?");
    scene.end().await;
}

/// Many hosts that all name the same server, asked about side by side: no look is lost, no asset is there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_side_by_side_do_not_undo_each_other() {
    let scene = Scene::new().await;
    let hosts: Vec<String> = (0..120).map(|n| format!("host n{n}.example")).collect();
    for host in &hosts {
        let links = ["resolves_to address 192.0.2.1", "alias_of host hub.example"];
        scene.tells(host, Source::Dns, &links, &["host hub.example", "address 192.0.2.1"]);
    }
    scene.tells("host hub.example", Source::Dns, &[], &hosts.iter().map(String::as_str).collect::<Vec<_>>());
    scene.tells("address 192.0.2.1", Source::Mmdb, &["located_in country BE"], &[]);
    let expansion = scene.expand("host hub.example", limits(8, 1000, 1000)).await;
    assert_eq!((expansion.found(), expansion.asked(), expansion.state), (122, 122, ExpansionState::Done));
    assert_eq!(scene.collect.asked().len(), 122, "nobody was asked twice");
    let count = scene.store.count_with(Kind::Asset, "resolves_to", "address 192.0.2.1", 1000).await.unwrap();
    assert_eq!(count, 120);
    assert!(scene.collect.sources_for(&name("host hub.example")).len() == 1);
    scene.end().await;
}

/// However the jobs overtake each other, every asset ends at its true distance, and nothing within the limits is missed.
#[tokio::test]
async fn distances_are_those_of_a_search_in_breadth() {
    const NODES: usize = 90;
    let leads = |n: usize| [(n * 7 + 3) % NODES, (n * 13 + 5) % NODES, (n + 1) % NODES];
    let mut distance = std::collections::BTreeMap::from([(0, 0_u8)]);
    let mut queue = std::collections::VecDeque::from([0]);
    while let Some(here) = queue.pop_front() {
        for next in leads(here) {
            if !distance.contains_key(&next) {
                distance.insert(next, distance[&here] + 1);
                queue.push_back(next);
            }
        }
    }
    for depth in [3, 8] {
        let scene = Scene::new().await;
        for n in 0..NODES {
            let next = leads(n).map(|next| format!("host h{next}.example"));
            scene.tells(&format!("host h{n}.example"), Source::Dns, &[], &next.each_ref().map(String::as_str));
        }
        let expansion = scene.expand("h0.example", limits(depth, 1000, 100)).await;
        let within: Vec<_> = distance.iter().filter(|(_, distance)| **distance <= depth).collect();
        assert_eq!(expansion.found() as usize, within.len());
        assert_eq!((expansion.asked(), expansion.waiting), (expansion.found(), 0));
        for (node, distance) in within {
            let mut asset = scene.asset(&format!("host h{node}.example")).await;
            let visit = *asset.visit(expansion.id).unwrap();
            assert_eq!((visit.depth, visit.asked), (*distance, true), "h{node}");
        }
        for (level, count) in (0..).zip(&expansion.levels) {
            assert_eq!(count.found as usize, distance.values().filter(|distance| **distance == level).count());
        }
        scene.end().await;
    }
}

/// The worker and the pages run these on many threads.
#[tokio::test]
async fn all_of_it_can_move_between_threads() {
    fn moves<T: Send>(future: T) -> T {
        future
    }
    let scene = Scene::new().await;
    let (desk, actor) = (&scene.desk, &scene.investigator);
    let id = moves(map::add_seed(desk, actor, "a.example", "REHEARSAL")).await.unwrap()[0];
    moves(map::begin_expansion(desk, actor, &[id], Limits::default())).await.unwrap();
    moves(casework::jobs::run_due(desk)).await.unwrap();
    moves(map::import(desk, actor, "REHEARSAL", Format::Addresses, b"https://b.example/")).await.unwrap();
    moves(map::neighbourhood(desk, actor, id, 1, 10, &map::Filter::default())).await.unwrap();
    moves(map::path(desk, actor, id, id, &map::Filter::default())).await.unwrap();
}
