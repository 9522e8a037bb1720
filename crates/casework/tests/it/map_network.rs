//! One control or coincidence: what is proposed, what a person makes of it, and that nothing is forgotten.

use crate::map::name;
use crate::map_views::draw;
use crate::scene::Scene;
use casework::map::{self, Verdict};
use casework::ports::{Query, Store as _};
use casework::records::{Because, Kept, Kind, Network, Weighed};
use casework::{Error, Refusal, journal};
use domain::id::NetworkId;
use domain::map::control::Lacking;
use domain::map::network::NetworkState;
use domain::map::{LinkKind, Source};
use jiff::SignedDuration;
use std::collections::BTreeSet;

fn digest(kind: &str, n: u8) -> String {
    format!("{kind} {n:064x}")
}

/// Two sites on two domains with one server key and one registrant, an application of each with one signer, and a
/// channel that names and is named; around them a copy of everything that stands in the page, a site that carries the
/// same tracker, and tenants of the same server.
async fn meridian(scene: &Scene) {
    let (key, other, signer) = (digest("key", 1), digest("key", 2), digest("signer", 1));
    let mut lines = Vec::new();
    for site in ["north", "south"] {
        let (site, host, domain) =
            (format!("site https://{site}.example"), format!("host {site}.example"), format!("domain {site}.example"));
        lines.extend([
            format!("{site} published_on {host}"),
            format!("{host} under_domain {domain}"),
            format!("{host} holds_key {key}"),
            format!("{domain} registered_to contact hw-keeper"),
            format!("{site} carries tracker ga:UA-1"),
            format!("{host} resolves_to address 192.0.2.1"),
        ]);
    }
    lines.extend([
        "site https://north.example points_to app example.north@store".to_owned(),
        "app example.north@store points_to site https://north.example".to_owned(),
        "app example.north@store carries tracker ga:UA-1".to_owned(),
        format!("app example.north@store signed_by {signer}"),
        format!("app example.south@store signed_by {signer}"),
        "app example.south@store points_to site https://south.example".to_owned(),
        "site https://south.example points_to app example.south@store".to_owned(),
        "host lamp.north.example under_domain domain north.example".to_owned(),
        // The copy.
        "site https://copy.example published_on host copy.example".to_owned(),
        "host copy.example under_domain domain copy.example".to_owned(),
        format!("host copy.example holds_key {other}"),
        "site https://copy.example carries tracker ga:UA-1".to_owned(),
        "site https://copy.example shows favicon 7".to_owned(),
        "site https://north.example shows favicon 7".to_owned(),
        "site https://copy.example points_to app example.north@store".to_owned(),
        "domain copy.example registered_to contact hw-copyist".to_owned(),
        // Tenants.
        "host tenant.example resolves_to address 192.0.2.1".to_owned(),
    ]);
    draw(scene, &lines.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
}

async fn proposed(scene: &Scene) -> Kept<Network> {
    meridian(scene).await;
    let seed = scene.asset("site https://north.example").await.id;
    let id = map::propose(&scene.desk, &scene.investigator, "REHEARSAL Meridian", &[seed]).await.unwrap();
    scene.network(id).await
}

impl Scene {
    async fn network(&self, id: NetworkId) -> Kept<Network> {
        self.desk.load(id.0).await.unwrap()
    }

    async fn judge(&self, id: NetworkId, verdict: Verdict) -> Result<(), Error> {
        map::decide(&self.desk, &self.investigator, id, verdict, "REHEARSAL: read every judgement").await
    }

    /// The assets that say of themselves that they belong to a confirmed network.
    async fn carriers(&self, id: NetworkId) -> usize {
        self.store.list(&Query::all(Kind::Asset, 100).with("network", id)).await.unwrap().len()
    }
}

fn members(network: &Network) -> BTreeSet<String> {
    network.present().map(|member| member.asset.to_string()).collect()
}

#[tokio::test]
async fn whoever_is_under_one_control_is_proposed_and_no_decoy_is() {
    let scene = Scene::new().await;
    let network = proposed(&scene).await;
    let wanted = [
        "site https://north.example",
        "host north.example",
        "domain north.example",
        "host lamp.north.example",
        "site https://south.example",
        "host south.example",
        "domain south.example",
        "app example.south@store",
    ];
    let found = members(&network);
    for wanted in wanted {
        assert!(found.contains(wanted), "{wanted} is missed: {found:?}");
    }
    assert!(found.iter().all(|name| !name.contains("copy") && !name.contains("tenant")), "{found:?}");
    assert_eq!(network.state, NetworkState::Proposed);
    assert_eq!(scene.carriers(network.id).await, 0, "a proposal is nobody's network");
    let because = |text: &str| network.members.iter().find(|m| m.asset == name(text)).unwrap().because.clone();
    assert_eq!(because("host north.example"), Because::Seed);
    assert!(matches!(because("domain south.example"), Because::Weighed { families, .. } if families.len() >= 2));
    assert_eq!(because("host lamp.north.example"), Because::Below { domain: name("domain north.example") });
    scene.end().await;
}

#[tokio::test]
async fn the_judgement_is_sealed_with_its_numbers_and_shows_what_does_not_count() {
    let scene = Scene::new().await;
    let crowd: Vec<String> = (0..60).map(|n| format!("site https://n{n}.example carries tracker ga:UA-1")).collect();
    draw(&scene, &crowd.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    let network = proposed(&scene).await;
    let judged = map::judgements(&scene.desk, &scene.analyst, network.id).await.unwrap();
    let south = judged.members.iter().find(|judged| judged.names.contains(&name("host south.example"))).unwrap();
    assert!(south.lacking.is_none() && south.reasons_for.iter().any(|reason| reason.link == LinkKind::HoldsKey));
    let tracker = south.reasons_against.iter().find(|reason| reason.link == LinkKind::Carries).unwrap();
    assert_eq!((tracker.holders, tracker.value.clone()), (64, name("tracker ga:UA-1")));
    assert!(matches!(tracker.weighed, Weighed::TooCommon(useful) if useful < 64));
    let copy = judged.considered.iter().find(|judged| judged.outlet == name("domain copy.example")).unwrap();
    assert_eq!(copy.lacking, Some(Lacking::WhatCannotBeCopied));
    let entries = scene.store.history(network.id.0).await.unwrap();
    assert!(entries[0].leaf.contains(&network.judgements.unwrap().to_string()));
    scene.end().await;
}

#[tokio::test]
async fn a_person_confirms_and_the_members_say_so_until_it_is_rejected() {
    let scene = Scene::new().await;
    let network = proposed(&scene).await;
    let id = network.id;
    let denied = map::decide(&scene.desk, &scene.analyst, id, Verdict::Confirm, "REHEARSAL").await;
    assert!(matches!(denied, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    assert!(map::decide(&scene.desk, &scene.investigator, id, Verdict::Confirm, " ").await.is_err(), "why?");
    scene.judge(id, Verdict::Confirm).await.unwrap();
    assert_eq!(scene.carriers(id).await, network.present().count());
    assert!(scene.judge(id, Verdict::Confirm).await.is_err(), "it is confirmed already");
    assert_eq!(map::networks_of(&scene.desk, &scene.analyst, &name("host south.example")).await.unwrap().len(), 1);
    scene.judge(id, Verdict::Reject).await.unwrap();
    assert_eq!((scene.carriers(id).await, scene.network(id).await.state), (0, NetworkState::Rejected));
    scene.judge(id, Verdict::Reconsider).await.unwrap();
    let events: Vec<_> = scene.network(id).await.decisions.iter().map(|decision| decision.event).collect();
    assert_eq!(events.len(), 4);
    scene.end().await;
}

#[tokio::test]
async fn a_wrong_member_is_taken_out_and_what_was_stays_to_be_read() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await.id;
    scene.judge(id, Verdict::Confirm).await.unwrap();
    let then = casework::ports::Clock::now(&*scene.clock);
    scene.minutes(60).await;
    let wrong = name("host lamp.north.example");
    let remove = async |asset, why| map::remove_member(&scene.desk, &scene.investigator, id, asset, why).await;
    assert!(remove(&wrong, "").await.is_err());
    remove(&wrong, "REHEARSAL: a stranger's").await.unwrap();
    assert!(remove(&wrong, "REHEARSAL: again").await.is_err(), "it does not belong any more");
    let network = scene.network(id).await;
    assert!(!members(&network).contains(&wrong.to_string()) && network.at(then).contains(&wrong));
    assert!(scene.asset("host lamp.north.example").await.networks.is_empty());
    let back = scene.asset("host lamp.north.example").await.id;
    map::add_member(&scene.desk, &scene.investigator, id, back, "REHEARSAL: it was not").await.unwrap();
    assert_eq!(scene.asset("host lamp.north.example").await.networks, [id]);
    let twice = map::add_member(&scene.desk, &scene.investigator, id, back, "REHEARSAL").await;
    assert!(matches!(twice, Err(Error::Refused(Refusal::Invalid { .. }))));
    let value = scene.asset("tracker ga:UA-1").await.id;
    assert!(map::add_member(&scene.desk, &scene.investigator, id, value, "REHEARSAL").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn a_split_is_a_division_and_a_merger_makes_the_whole_again() {
    let scene = Scene::new().await;
    let whole = proposed(&scene).await;
    scene.judge(whole.id, Verdict::Confirm).await.unwrap();
    let all: BTreeSet<_> = whole.present().map(|member| member.asset.clone()).collect();
    let (north, south): (BTreeSet<_>, BTreeSet<_>) =
        all.iter().cloned().partition(|name| name.value().contains("north"));
    let parts = |members: &[&BTreeSet<_>]| -> Vec<(String, BTreeSet<_>)> {
        members.iter().map(|part| ("REHEARSAL part".to_owned(), (*part).clone())).collect()
    };
    let split = async |parts: Vec<(String, BTreeSet<_>)>| {
        map::split(&scene.desk, &scene.investigator, whole.id, &parts, "REHEARSAL: two owners").await
    };
    assert!(split(parts(&[&north])).await.is_err());
    assert!(split(parts(&[&north, &all])).await.is_err());
    assert_eq!(scene.network(whole.id).await.state, NetworkState::Confirmed, "nothing is half done");
    let then = casework::ports::Clock::now(&*scene.clock);
    scene.minutes(5).await;
    let ids = split(parts(&[&north, &south])).await.unwrap();
    let closed = scene.network(whole.id).await;
    assert_eq!((closed.state, closed.present().count(), closed.into.clone()), (NetworkState::Split, 0, ids.clone()));
    assert_eq!(closed.at(then), all);
    assert_eq!(scene.carriers(whole.id).await, 0);
    let part = scene.network(ids[1]).await;
    assert_eq!((part.state, part.from.clone()), (NetworkState::Proposed, vec![whole.id]));
    assert!(part.members.iter().any(|member| matches!(member.because, Because::Weighed { .. })), "why is kept");
    assert!(scene.judge(whole.id, Verdict::Confirm).await.is_err(), "it has ended");
    let again =
        map::merge(&scene.desk, &scene.investigator, [ids[0], ids[1]], "REHEARSAL again", "REHEARSAL: one owner");
    let again = scene.network(again.await.unwrap()).await;
    assert_eq!(again.present().map(|member| member.asset.clone()).collect::<BTreeSet<_>>(), all);
    assert!(map::merge(&scene.desk, &scene.investigator, [again.id, again.id], "REHEARSAL", "x").await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn where_it_buys_is_counted_by_month_and_the_dossier_has_all_of_it() {
    let scene = Scene::new().await;
    let network = proposed(&scene).await;
    let lines = [
        ("domain north.example registered_with registrar tide names", 70),
        ("domain north.example registered_with registrar moor names", 3),
        ("domain south.example registered_with registrar moor names", 3),
        ("address 192.0.2.1 located_in country NL", 3),
        ("address 192.0.2.1 hosted_by hosting_account lowtide hosting", 3),
    ];
    draw(&scene, &lines).await;
    scene.judge(network.id, Verdict::Confirm).await.unwrap();
    let dossier = map::dossier(&scene.desk, &scene.analyst, network.id).await.unwrap();
    let rows = |exposure: &domain::map::exposure::Exposure| {
        exposure.rows.iter().map(|row| (row.provider.value().to_owned(), row.assets)).collect::<Vec<_>>()
    };
    assert_eq!(rows(&dossier.exposures.registrars), [("moor names".to_owned(), 2), ("tide names".to_owned(), 1)]);
    assert_eq!(rows(&dossier.exposures.countries), [("NL".to_owned(), 1)]);
    assert_eq!(rows(&dossier.exposures.hosting), [("lowtide hosting".to_owned(), 1)]);
    assert_eq!(dossier.exposures.registrars.months.len(), 3, "September to November, without a gap");
    assert_eq!(dossier.assets.len(), network.present().count());
    assert!(dossier.judgements.is_some() && dossier.people.contains_key(&scene.investigator.person));
    assert!(map::dossier(&scene.desk, &scene.liaison, network.id).await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn no_network_without_something_that_is_controlled() {
    let scene = Scene::new().await;
    meridian(&scene).await;
    let value = scene.asset("tracker ga:UA-1").await.id;
    let site = scene.asset("site https://north.example").await.id;
    let propose = async |name, seeds: &[_]| map::propose(&scene.desk, &scene.investigator, name, seeds).await;
    assert!(propose("REHEARSAL", &[value]).await.is_err());
    assert!(propose("REHEARSAL", &[]).await.is_err());
    assert!(propose(" ", &[site]).await.is_err());
    assert!(map::propose(&scene.desk, &scene.analyst, "REHEARSAL", &[site]).await.is_err());
    assert_eq!(scene.count::<Network>().await, 0);
    assert!(journal::verify(&scene.desk).await.unwrap().is_sound());
}

/// A key that came back after years came back in other hands.
#[tokio::test]
async fn what_was_not_seen_at_the_same_time_does_not_count() {
    let scene = Scene::new().await;
    let key = digest("key", 1);
    let (old, new) = (format!("host old.example holds_key {key}"), format!("host new.example holds_key {key}"));
    let tracker = ["host old.example carries tracker ga:UA-1", "host new.example carries tracker ga:UA-1"];
    draw(&scene, &[(&old, 900), (tracker[0], 900), (&new, 1), (tracker[1], 1)]).await;
    let seed = scene.asset("host new.example").await.id;
    let id = map::propose(&scene.desk, &scene.investigator, "REHEARSAL", &[seed]).await.unwrap();
    assert_eq!(members(&*scene.network(id).await).len(), 1);
    let judged = map::judgements(&scene.desk, &scene.analyst, id).await.unwrap();
    assert!(judged.considered[0].reasons_against.iter().all(|reason| matches!(reason.weighed, Weighed::Apart(_))));
    let seen = scene.asset("host old.example").await.facts[0].seen();
    assert!(
        casework::ports::Clock::now(&*scene.clock).duration_since(seen.last()) > SignedDuration::from_hours(24 * 800)
    );
    assert_eq!(scene.asset("host old.example").await.facts[0].sightings[0].source, Source::Person);
}

/// The registrant of a domain that is let to strangers says nothing of its tenants.
#[tokio::test]
async fn what_is_known_of_a_domain_with_many_hosts_is_not_known_of_each() {
    let scene = Scene::new().await;
    let key = digest("key", 1);
    let mut lines: Vec<String> =
        (0..40).map(|n| format!("host t{n}.shared.example under_domain domain shared.example")).collect();
    lines.push("domain shared.example registered_to contact hw-landlord".to_owned());
    lines.extend((0..2).map(|n| format!("host t{n}.shared.example carries tracker ga:UA-1")));
    draw(&scene, &lines.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    let seed = scene.asset("host t0.shared.example").await.id;
    let id = map::propose(&scene.desk, &scene.investigator, "REHEARSAL", &[seed]).await.unwrap();
    assert_eq!(
        members(&*scene.network(id).await).len(),
        1,
        "a tracker can be copied, and the landlord is the landlord"
    );
    let keys: Vec<String> = (0..2).map(|n| format!("host t{n}.shared.example holds_key {key}")).collect();
    draw(&scene, &keys.iter().map(|line| (line.as_str(), 1)).collect::<Vec<_>>()).await;
    let id = map::propose(&scene.desk, &scene.investigator, "REHEARSAL", &[seed]).await.unwrap();
    let found = members(&*scene.network(id).await);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["host t0.shared.example", "host t1.shared.example"]);
}
