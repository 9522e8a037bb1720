use crate::web::scene::Scene;
use axum::http::StatusCode;
use casework::map::{self, Verdict};
use casework::records::{Asset, Network};
use domain::id::NetworkId;
use domain::map::{Asset as Name, Interval, Observation, Source};
use domain::people::Role;
use jiff::SignedDuration;

const KEY: &str = "key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const SIGNER: &str = "signer 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

/// Lines such as `host a.example holds_key key …`, each seen yesterday.
pub(super) async fn draw(scene: &Scene, lines: &[&str]) {
    let yesterday = scene.desk.now() - SignedDuration::from_hours(24);
    let seen: Vec<Observation> = lines
        .iter()
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            Observation {
                subject: words[..2].join(" ").parse().unwrap(),
                link: words[2].parse().unwrap(),
                object: words[3..].join(" ").parse().unwrap(),
                seen: Interval::at(yesterday),
                source: Source::Person,
                note: "REHEARSAL".to_owned(),
            }
        })
        .collect();
    let keeper = scene.actor(Role::Investigator).await;
    assert_eq!(map::record(&scene.desk, &keeper, &seen).await.unwrap().refused, 0, "{lines:?}");
}

pub(super) async fn asset(scene: &Scene, name: &str) -> domain::id::AssetId {
    let name: Name = name.parse().unwrap();
    scene.desk.find_unique::<Asset>(&name.to_string()).await.unwrap().unwrap().id
}

/// Two hosts with one key and one registrant, and a third that only carries the same tracker.
async fn harbour(scene: &Scene) {
    draw(
        scene,
        &[
            &format!("host a.example holds_key {KEY}"),
            &format!("host b.example holds_key {KEY}"),
            "host a.example under_domain domain a.example",
            "host b.example under_domain domain b.example",
            "domain a.example registered_to contact keeper@quay.example",
            "domain b.example registered_to contact keeper@quay.example",
            "domain a.example registered_with registrar iana:9999",
            "site https://a.example published_on host a.example",
            "site https://b.example published_on host b.example",
            "site https://c.example published_on host c.example",
            "site https://a.example carries tracker ga:UA-4711-1",
            "site https://c.example carries tracker ga:UA-4711-1",
            "host a.example resolves_to address 192.0.2.1",
            "host b.example resolves_to address 192.0.2.2",
            "address 192.0.2.1 located_in country NL",
            "address 192.0.2.1 hosted_by hosting_account lowtide",
        ],
    )
    .await;
}

async fn proposed(scene: &Scene) -> NetworkId {
    harbour(scene).await;
    let keeper = scene.actor(Role::Investigator).await;
    let seed = asset(scene, "host a.example").await;
    map::propose(&scene.desk, &keeper, "Harbour lights", &[seed]).await.unwrap()
}

#[tokio::test]
async fn a_seed_is_put_on_the_map_found_again_and_looked_around_from() {
    let scene = Scene::new().await;
    let keeper = Some(Role::Investigator);
    let empty = scene.get("/map", keeper).await.body;
    for shown in ["No network yet", "Nobody has looked around yet", "Nothing is on the map yet"] {
        assert!(empty.contains(shown), "{shown}: {empty}");
    }
    let missing = scene.get("/map?q=quay.example", keeper).await.body;
    assert!(missing.contains("host quay.example is not on the map"), "{missing}");
    let refused = scene.post("/map/seeds", keeper, &[("given", "quay.example"), ("why", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Not done.") && refused.body.contains("value=\"quay.example\""), "{}", refused.body);
    let given = [("given", "https://quay.example/tides"), ("why", "REHEARSAL tip"), ("expand", "yes")];
    let put = scene.post("/map/seeds", keeper, &given).await;
    assert!(put.location.as_deref().is_some_and(|to| to.starts_with("/map/asset/") && to.ends_with("?done=seed")));
    let found = scene.get("/map?q=quay.example", Some(Role::Analyst)).await;
    let host = asset(&scene, "host quay.example").await;
    assert_eq!(found.location, Some(format!("/map/asset/{host}")));
    let front = scene.get("/map", keeper).await.body;
    for shown in ["Running", "0 of 3 asked", "REHEARSAL tip", "/stop\""] {
        assert!(front.contains(shown), "{shown}: {front}");
    }
    assert!(!scene.get("/map", Some(Role::Analyst)).await.body.contains("/stop\""), "who may not stop sees no button");
    assert_eq!(scene.post("/map/seeds", Some(Role::Analyst), &given).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.get("/map", Some(Role::Approver)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_asset_shows_its_facts_their_holders_and_its_levers() {
    let scene = Scene::new().await;
    harbour(&scene).await;
    let id = asset(&scene, "host a.example").await;
    let body = scene.get(&format!("/map/asset/{id}"), Some(Role::Analyst)).await.body;
    for shown in ["9f86d081…0a08", "resolves to", "a person", "REHEARSAL", "End the hosting", "Does not", "Refused"] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    let tracker = asset(&scene, "tracker ga:UA-4711-1").await;
    let body = scene.get(&format!("/map/asset/{tracker}"), Some(Role::Analyst)).await.body;
    assert!(body.contains("Who holds this") && body.contains("https://c.example"), "{body}");
    let french = scene.get(&format!("/map/asset/{tracker}"), Some(Role::Analyst)).await.body;
    assert!(french.contains("Disclose data"), "a tracker has one lever: {french}");
    let missing = "/map/asset/0190a000-0000-7000-8000-000000000001";
    assert_eq!(scene.get(missing, Some(Role::Analyst)).await.status, StatusCode::NOT_FOUND);
    let other = format!("/map/asset/{id}/evidence/{}", "ab".repeat(32));
    assert_eq!(scene.get(&other, Some(Role::Analyst)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_count_by_hand_makes_a_lever_bearable_or_refuses_it_with_a_narrower_one() {
    let scene = Scene::new().await;
    harbour(&scene).await;
    let id = asset(&scene, "address 192.0.2.1").await;
    let page = format!("/map/asset/{id}");
    assert!(scene.get(&page, Some(Role::Analyst)).await.body.contains("Nobody has counted"));
    let count = [("strangers", "1311"), ("note", "REHEARSAL: told by the host")];
    let told = scene.post(&format!("{page}/count"), Some(Role::Investigator), &count).await;
    assert_eq!(told.location, Some(format!("{page}?done=count")));
    let body = scene.get(&page, Some(Role::Analyst)).await.body;
    assert!(body.contains("This would hit 1,311 strangers") && body.contains("Instead: "), "{body}");
    let odd = scene.post(&format!("{page}/count"), Some(Role::Investigator), &[("strangers", "many")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_file_is_taken_in_and_what_could_not_be_read_is_listed() {
    let scene = Scene::new().await;
    let fields = [("format", "addresses"), ("origin", "REHEARSAL desk")];
    let file = b"https://quay.example/a\nnot an address at all\n".to_vec();
    let answer = scene.upload_as("file", "/map/import", Role::Investigator, &fields, &[("list.txt", file)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("Not taken") && answer.body.contains("new assets"), "{}", answer.body);
    let forged = [("csrf", "x"), ("format", "addresses"), ("origin", "x")];
    let answer = scene.upload_as("file", "/map/import", Role::Investigator, &forged, &[("a", Vec::new())]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_network_says_why_and_a_person_confirms_it() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await;
    let page = format!("/map/network/{id}");
    let body = scene.get(&page, Some(Role::Analyst)).await.body;
    for shown in [
        "Harbour lights",
        "Proposed",
        "named as a seed",
        "Same server key",
        "Same registrant",
        "registration",
        "Netherlands",
        "iana:9999",
    ] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    assert!(!body.contains("Your decision"), "who may not decide sees no form");
    let why = [("verdict", "confirm"), ("why", "REHEARSAL: both families agree")];
    let decided = scene.post(&format!("{page}/decide"), Some(Role::Investigator), &why).await;
    assert_eq!(decided.location, Some(format!("{page}?done=decide")));
    let body = scene.get(&page, Some(Role::Investigator)).await.body;
    assert!(body.contains("Confirmed") && body.contains("both families agree") && body.contains("Set aside"), "{body}");
    let odd = scene.post(&format!("{page}/decide"), Some(Role::Investigator), &[("verdict", "maybe")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(scene.get("/map", Some(Role::Analyst)).await.body.contains("Harbour lights"));
}

#[tokio::test]
async fn a_network_is_split_by_outlet_and_leads_to_its_parts() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await;
    let network = scene.desk.load::<Network>(id.0).await.unwrap();
    let second =
        network.present().map(|member| member.outlet.clone()).find(|outlet| outlet.value().contains("b.example"));
    let second = second.unwrap().to_string();
    let form = [
        ("second", second.as_str()),
        ("first_name", "Near quay"),
        ("second_name", "Far quay"),
        ("why", "REHEARSAL: two keepers"),
    ];
    let answer = scene.post(&format!("/map/network/{id}/split"), Some(Role::Investigator), &form).await;
    assert_eq!(answer.location, Some(format!("/map/network/{id}?done=split")), "{}", answer.body);
    let body = scene.get(&format!("/map/network/{id}"), Some(Role::Investigator)).await.body;
    assert!(
        body.contains("Near quay") && body.contains("Far quay") && body.contains("nothing more is decided"),
        "{body}"
    );
}

#[tokio::test]
async fn members_are_taken_out_and_added_with_a_reason() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await;
    let members = format!("/map/network/{id}/members");
    let keeper = Some(Role::Investigator);
    let out = [("act", "remove"), ("asset", "domain b.example"), ("why", "REHEARSAL: sold")];
    assert_eq!(scene.post(&members, keeper, &out).await.location, Some(format!("/map/network/{id}?done=member")));
    draw(&scene, &[&format!("app org.quay@skerry signed_by {SIGNER}")]).await;
    let add = [("act", "add"), ("asset", "app org.quay@skerry"), ("why", "REHEARSAL: seen at the counter")];
    assert_eq!(scene.post(&members, keeper, &add).await.location, Some(format!("/map/network/{id}?done=member")));
    let body = scene.get(&format!("/map/network/{id}"), keeper).await.body;
    assert!(body.contains("left 16 Nov 2026") && body.contains("seen at the counter"), "{body}");
    assert!(map::decide(&scene.desk, &scene.actor(Role::Analyst).await, id, Verdict::Confirm, "x").await.is_err());
}

#[tokio::test]
async fn two_networks_are_merged_into_a_new_proposal() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await;
    draw(&scene, &["site https://dune.example published_on host dune.example"]).await;
    let keeper = scene.actor(Role::Investigator).await;
    let seed = asset(&scene, "host dune.example").await;
    let other = map::propose(&scene.desk, &keeper, "Dune lights", &[seed]).await.unwrap();
    let page = format!("/map/network/{id}");
    assert!(scene.get(&page, Some(Role::Investigator)).await.body.contains("Dune lights"), "it is offered");
    let given =
        [("with", other.to_string()), ("name", "All lights".to_owned()), ("why", "REHEARSAL: one keeper".to_owned())];
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let merged = scene.post(&format!("{page}/merge"), Some(Role::Investigator), &given).await;
    let to = merged.location.unwrap();
    assert!(to.ends_with("?done=merge"), "{to}");
    let body = scene.get(&to, Some(Role::Investigator)).await.body;
    for shown in ["All lights", "Came from", "Harbour lights", "Dune lights", "Merged into a new proposal"] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    assert_eq!(scene.post(&format!("{page}/merge"), Some(Role::Analyst), &given).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_dossier_and_a_letter_are_printed_for_whoever_sees_the_map() {
    let scene = Scene::new().await;
    let id = proposed(&scene).await;
    let undecided = scene.get(&format!("/map/network/{id}/dossier.pdf?tlp=red&code="), Some(Role::Analyst)).await;
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY, "who prints says how it is handled");
    let page = scene.get(&format!("/map/network/{id}"), Some(Role::Analyst)).await.body;
    assert!(page.contains("formaction") && !page.contains("selected>TLP"), "nothing is chosen beforehand: {page}");
    let dossier =
        scene.get(&format!("/map/network/{id}/dossier.pdf?tlp=amber_strict&code=h1"), Some(Role::Analyst)).await;
    assert_eq!(dossier.status, StatusCode::OK);
    for shown in ["Dossier: Harbour lights", "TLP:AMBER+STRICT H1", "Same server key", "Netherlands", "rehearsal: true"]
    {
        assert!(dossier.body.contains(shown), "{shown}: {}", dossier.body);
    }
    let letter = scene.get(&format!("/map/network/{id}/exposure.pdf?tlp=green&code=h0"), Some(Role::Analyst)).await;
    assert!(letter.body.contains("iana:9999") && !letter.body.contains("Same server key"), "{}", letter.body);
    let door = scene.get(&format!("/map/network/{id}/dossier.pdf"), Some(Role::Approver)).await;
    assert_eq!(door.status, StatusCode::FORBIDDEN);
}
