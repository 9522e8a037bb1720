//! Every page as every participant: a secret word is planted in each record, and none may stand where it may not.

use super::stage::{Planned, Stage};
use crate::server::declared;
use axum::http::{Method, StatusCode};
use casework::map;
use domain::people::Role;

/// Words planted in what only some may see, each with those who may.
const SECRETS: [(&str, &[&str]); 6] = [
    ("192.0.2.77", &["lucy", "niek"]),
    ("tidewrack", &["lucy"]),
    ("foghorn", &["lucy", "niek"]),
    ("undertow", &["lucy", "cleo"]),
    ("bollard", &["lucy", "niek"]),
    ("spindrift", &["lucy", "niek"]),
];

async fn pages(stage: &Planned, targets: &[&str]) -> Vec<String> {
    let (base, wave) = (stage.base(), stage.wave());
    let mut pages = vec![
        "/act".to_owned(),
        base.clone(),
        format!("{base}?wave={wave}"),
        format!("{base}/board?wave={wave}"),
        format!("{base}/board?wave={wave}&screen"),
        format!("{base}/board/part?wave={wave}"),
        format!("{base}/field"),
        format!("{base}/after"),
    ];
    pages.extend(["NL", "CA"].map(|country| format!("{base}/sheet?wave={wave}&country={country}")));
    pages.extend(targets.iter().map(|target| format!("{base}/targets/{target}")));
    for title in stage.slice("lucy").await.unwrap().instruments {
        pages.push(format!("{base}/instruments/{}/paper", title.id));
    }
    pages
}

#[tokio::test]
async fn everybody_sees_their_own_and_nothing_else() {
    let stage = Stage::new().await.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    let dutch = stage.on_site("address 192.0.2.77").await;
    let alone = stage.proposed("host tidewrack.example", "stop_hosting").await;
    stage.done(&format!("{base}/targets/{dutch}/order"), "lucy", &[("after", &alone)]).await;
    let canadian = stage.proposed("host undertow.example", "stop_hosting").await;
    stage.done(&format!("{base}/targets/{canadian}/allocate"), "lucy", &[("country", "CA")]).await;
    let nl = stage.nl.to_string();
    let ready = [("country", "NL"), ("check", "team"), ("note", "foghorn crew")];
    stage.done(&format!("{base}/waves/{wave}/ready"), "niek", &ready).await;
    let message = [("id", "0190a000-0000-7000-8000-00000000cafe"), ("text", "bollard"), ("to", &nl)];
    stage.done(&format!("{base}/waves/{wave}/say"), "lucy", &message).await;
    let mut leaks = Vec::new();
    for login in ["lucy", "niek", "cleo", "fanny"] {
        let mut seen = String::new();
        for page in pages(&stage, &[&dutch, &alone, &canadian]).await {
            let answer = stage.get(&page, login).await;
            assert!(answer.status == StatusCode::OK || answer.status == StatusCode::NOT_FOUND, "{login} {page}");
            if login == "fanny" && page != "/act" {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "who takes no part: {page}");
            }
            seen.push_str(&answer.body);
        }
        for (secret, those) in SECRETS {
            if seen.contains(secret) != those.contains(&login) {
                leaks.push(format!(
                    "{login}: {secret} is {}",
                    if seen.contains(secret) { "shown" } else { "kept back" }
                ));
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(stage.operation().await.closed.is_none() && stage.wave_record().await.moment.is_none());
}

/// The map is the house's: every page of it is refused to the others in words, and their targets do not lead there.
#[tokio::test]
async fn no_page_of_the_map_is_for_another_house() {
    let stage = Stage::new().await.planned().await;
    let dutch = stage.on_site("address 192.0.2.77").await;
    let keeper = stage.scene.actor(Role::Investigator).await;
    let name = "address 192.0.2.77".parse().unwrap();
    let id = map::find(&stage.scene.desk, &keeper, &name).await.unwrap().unwrap().id.to_string();
    let routes = declared();
    let of_the_map = routes.list().iter().filter(|route| route.method == Method::GET && route.path.starts_with("/map"));
    let pages: Vec<String> = of_the_map.map(|route| route.path.replace("{id}", &id).replace("{digest}", &id)).collect();
    assert!(pages.len() > 5, "{pages:?}");
    for page in &pages {
        assert_ne!(stage.get(page, "lucy").await.status, StatusCode::FORBIDDEN, "{page}");
        for login in ["niek", "nils", "cleo", "fanny"] {
            let answer = stage.get(page, login).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login} {page}");
            assert!(answer.body.to_lowercase().contains("only people of the authority that runs"), "{}", answer.body);
            assert!(!answer.body.contains("192.0.2.77") && !answer.body.contains("href=\"/map"), "{login} {page}");
        }
    }
    let target = format!("{}/targets/{dutch}", stage.base());
    let theirs = stage.get(&target, "niek").await.body;
    assert!(theirs.contains("192.0.2.77") && !theirs.contains("href=\"/map"), "{theirs}");
    assert!(stage.get(&target, "lucy").await.body.contains("href=\"/map"));
}

#[tokio::test]
async fn nobody_acts_on_what_is_not_theirs() {
    let stage = Stage::new().await.planned().await;
    let (base, wave) = (stage.base(), stage.wave());
    let dutch = stage.on_site("address 192.0.2.77").await;
    let acts: [(&str, &[(&str, &str)]); 6] = [
        ("hold", &[("reason", "REHEARSAL")]),
        ("allocate", &[("country", "CA")]),
        ("withdraw", &[("reason", "REHEARSAL")]),
        ("prepare", &[("way", "on_site"), ("team", "REHEARSAL")]),
        ("collateral", &[("others", "0")]),
        ("look", &[]),
    ];
    for (act, fields) in acts {
        let answer = stage.post(&format!("{base}/targets/{dutch}/{act}"), "cleo", fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
    }
    for (path, fields) in
        [("alter", vec![]), ("participants", vec![("authority", stage.ca.to_string()), ("terms", "all".to_owned())])]
    {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = stage.post(&format!("{base}/{path}"), "niek", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let go =
        stage.post(&format!("{base}/waves/{wave}/call"), "niek", &[("call", "abort"), ("reason", "REHEARSAL")]).await;
    assert_eq!(go.status, StatusCode::UNPROCESSABLE_ENTITY, "a state stops its own part only");
}
