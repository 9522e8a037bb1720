//! Everything that can be read over the interface is read as each participant, as one that takes no part, and held
//! against what that one may know.

use super::hall::Hall;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vigie::server::declared;

/// Those who walk.
const VIEWERS: [&str; 11] =
    ["lead", "approver", "union", "nl", "nl_second", "nl_site", "ro", "fr", "ca", "se", "liaison"];
/// Those of the two authorities that lead, and of them only who was named for the target that is for people by name.
const LEADING: [&str; 4] = ["lead", "approver", "union", "liaison"];
const MEMBERS: [&str; 9] = ["lead", "approver", "union", "liaison", "nl", "nl_second", "nl_site", "ro", "fr"];

/// The identifier of everything that stands anywhere in an answer.
fn identifiers(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| identifiers(one, found)),
        Value::Object(all) => {
            found.extend(all.get("id").and_then(Value::as_str).map(str::to_owned));
            all.values().for_each(|one| identifiers(one, found));
        }
        _ => {}
    }
}

/// The addresses of a route with every known thing in place of its parameters.
fn addresses(route: &str, ids: &BTreeSet<String>) -> Vec<String> {
    let path = route.strip_prefix("/api/v1").unwrap();
    let with_country: Vec<String> = if path.contains("{country}") {
        ["NL", "RO", "FR", "CA"].map(|code| path.replace("{country}", code)).to_vec()
    } else {
        vec![path.to_owned()]
    };
    let filled = |path: String| {
        if path.contains("{id}") { ids.iter().map(|id| path.replace("{id}", id)).collect() } else { vec![path] }
    };
    with_country.into_iter().flat_map(filled).collect()
}

impl Hall {
    /// Everything that one can read over the interface, as text.
    async fn walk(&self, login: &str, ids: &BTreeSet<String>) -> String {
        let mut seen = String::new();
        let routes = declared();
        let endless = "/api/v1/operations/{id}/events";
        let read = routes
            .list()
            .iter()
            .filter(|route| route.method == Method::GET && route.path.starts_with("/api/v1/") && route.path != endless);
        for route in read {
            for path in addresses(route.path, ids) {
                let answer = self.ask(login, Method::GET, &path, None).await;
                assert!(!answer.status.is_server_error(), "{login} {path}: {}", answer.text());
                // A refusal is read by whoever is refused, too.
                seen += &answer.text();
            }
        }
        let at = format!("/waves/{}/reads?at={}", self.wave, self.moment);
        seen += &self.ask(login, Method::GET, &at, None).await.text();
        seen
    }

    async fn say(&self, login: &str, number: u128, to: Option<Vec<String>>, word: &str) {
        let id = uuid::Uuid::from_u128(number);
        let message = json!({ "id": id, "text": format!("REHEARSAL {word}"), "urgent": true, "to": to });
        self.post(login, &format!("/waves/{}/messages", self.wave), message).await;
    }
}

/// The targets: the Dutch letter, a Dutch server for two people by name, a Romanian and a Canadian server.
struct Targets {
    nl: String,
    red: String,
    ro: String,
    ca: String,
}

/// An operation in full swing, each record with its word.
async fn played(hall: &Hall) -> Targets {
    let nl = hall.letter("tulip.example", "NL", "word-nl").await;
    let red = hall.on_site("192.0.2.21", "NL", "word-red").await;
    let ro = hall.on_site("192.0.2.22", "RO", "word-ro").await;
    let ca = hall.on_site("192.0.2.23", "CA", "word-ca").await;
    let after = |first: &str| json!({ "after": [first], "instead_of": null });
    hall.post("lead", &format!("/targets/{ca}/order"), after(&nl)).await;
    hall.post("lead", &format!("/targets/{ro}/order"), after(&red)).await;
    let marking = json!({
        "tlp": "red",
        "codes": ["h0", "h2"],
        "authorities": [hall.authority("BE"), hall.authority("NL")],
        "people": [hall.person("lead"), hall.person("nl")],
        "words": "REHEARSAL word-red-handling",
    });
    hall.post("lead", &format!("/targets/{red}/marking"), marking).await;
    hall.go().await;
    hall.call("ro", json!({ "call": "hold", "country": "RO", "reason": "REHEARSAL word-ro-hold" })).await;
    hall.strike().await;
    hall.post("nl", &format!("/targets/{red}/reports"), hall.report(1, "seized", "word-red")).await;
    hall.post("ro", &format!("/targets/{ro}/reports"), hall.report(2, "searched", "word-ro")).await;
    hall.post("lead", &format!("/targets/{ca}/hold-back"), json!({ "reason": "REHEARSAL word-ca-held" })).await;
    hall.say("ro", 11, None, "word-members-message").await;
    hall.say("lead", 12, Some(vec![hall.authority("CA")]), "word-canada-message").await;
    let alert = json!({
        "subject": "REHEARSAL word-alert", "text": "REHEARSAL", "assets": [], "tlp": "amber", "to": [hall.authority("NL")],
    });
    let alert = hall.post("lead", "/alerts", alert).await["alert"].as_str().unwrap().to_owned();
    hall.post("investigator", &format!("/alerts/{alert}/issue"), json!({})).await;
    hall.office.work().await;
    hall.post("nl", &format!("/alerts/{alert}/confirm"), json!({})).await;
    Targets { nl, red, ro, ca }
}

/// Who may read which words.
fn words() -> Vec<(&'static str, Vec<&'static str>)> {
    let leading = |also: &[&'static str]| LEADING.iter().chain(also).copied().collect::<Vec<_>>();
    let dutch = leading(&["nl", "nl_second", "nl_site"]);
    let takes_part = VIEWERS.into_iter().filter(|login| *login != "se").collect::<Vec<_>>();
    let mut words = vec![
        ("word-terms-nl", dutch.clone()),
        ("word-terms-ro", leading(&["ro"])),
        ("word-terms-fr", leading(&["fr"])),
        ("word-terms-ca", leading(&["ca"])),
        ("word-ready-nl", dutch.clone()),
        ("word-ready-ro", leading(&["ro"])),
        ("word-ro-hold", leading(&["ro"])),
        ("word-ca-held", leading(&["ca"])),
        ("word-red-handling", vec!["lead", "nl"]),
        ("word-members-message", MEMBERS.to_vec()),
        ("word-canada-message", leading(&["ca"])),
        // The alert was written by Belgium and went to the Netherlands.
        ("word-alert", vec!["lead", "approver", "liaison", "nl", "nl_second", "nl_site"]),
    ];
    words.extend(["word-operation", "word-objective", "word-frame"].map(|word| (word, takes_part.clone())));
    words.extend(["word-nl-target", "word-nl-title", "word-nl-subject", "word-nl-letter"].map(|w| (w, dutch.clone())));
    let by_name = ["word-red-target", "word-red-title", "word-red-team", "word-red-report", "word-red-exhibit"];
    words.extend(by_name.map(|word| (word, vec!["lead", "nl"])));
    let romanian = ["word-ro-target", "word-ro-title", "word-ro-team", "word-ro-report", "word-ro-exhibit"];
    words.extend(romanian.map(|word| (word, leading(&["ro"]))));
    words.extend(["word-ca-target", "word-ca-title", "word-ca-team"].map(|word| (word, leading(&["ca"]))));
    words
}

#[tokio::test]
async fn everybody_reads_their_own_slice_and_nothing_more() {
    let hall = Hall::open().await;
    let Targets { nl, red, ro, ca } = played(&hall).await;
    let mut ids = BTreeSet::new();
    identifiers(&hall.get("lead", &format!("/operations/{}", hall.operation)).await, &mut ids);
    identifiers(&hall.get("lead", "/alerts").await, &mut ids);
    ids.extend([&nl, &red, &ro, &ca].map(Clone::clone));
    let mut wrong = Vec::new();
    for login in VIEWERS {
        let seen = hall.walk(login, &ids).await;
        let mut expected = words();
        let dutch = expected.iter().find(|(word, _)| *word == "word-nl-target").unwrap().1.clone();
        for (id, may) in [(&nl, dutch), (&red, vec!["lead", "nl"])] {
            expected.push((id.as_str(), may));
        }
        for (word, may) in expected {
            if seen.contains(word) != may.contains(&login) {
                wrong.push(format!("{login}: {word} {}", if may.contains(&login) { "is missing" } else { "is seen" }));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A third state learns neither who else takes part nor that anything was done elsewhere.
#[tokio::test]
async fn a_third_state_does_not_learn_who_else_takes_part() {
    let hall = Hall::open().await;
    let targets = played(&hall).await;
    let (operation, wave) = (&hall.operation, &hall.wave);
    let paths = [
        "/operations".to_owned(),
        format!("/operations/{operation}"),
        format!("/operations/{operation}/results"),
        format!("/operations/{operation}/review"),
        format!("/operations/{operation}/on-site"),
        format!("/waves/{wave}/board"),
        format!("/waves/{wave}/readiness"),
        format!("/waves/{wave}/reads"),
        format!("/waves/{wave}/sheets/CA"),
        format!("/targets/{}", targets.ca),
        "/alerts".to_owned(),
    ];
    for path in paths {
        let text = hall.get("ca", &path).await.to_string();
        for code in ["NL", "RO", "FR"] {
            assert!(!text.contains(&hall.authority(code)) && !text.contains(&format!("\"{code}\"")), "{path}: {code}");
        }
        for login in ["nl", "nl_second", "nl_site", "ro", "fr"] {
            assert!(!text.contains(&hall.person(login)), "{path}: {login}");
            assert!(!text.contains(&format!("person-{login}")), "{path}: {login}");
        }
    }
    let board = hall.get("ca", &format!("/waves/{wave}/board")).await;
    assert_eq!(board["targets"].as_array().unwrap().len(), 1);
    let row = &board["targets"][0];
    assert_eq!((&row["target"]["after"], &row["target"]["after_others"]), (&json!([]), &json!(1)));
    assert!(row["waits"].to_string().contains("a target of others"));
    assert_eq!(board["counts"], json!({ "held_back": 1 }), "what others do is not counted either");
}

/// The map is the house's. Whoever else takes part is refused every address of it in plain words, and finds the assets
/// of their own targets in their slice alone.
#[tokio::test]
async fn the_map_is_walked_by_the_house_alone() {
    let hall = Hall::open().await;
    let targets = played(&hall).await;
    let found = hall.get("lead", "/map/assets?name=host%20tulip.example").await;
    let mut ids = BTreeSet::new();
    identifiers(&found, &mut ids);
    assert!(!ids.is_empty(), "{found}");
    let routes = declared();
    let of_the_map = |route: &&vigie::server::Declared| route.path.starts_with("/api/v1/map");
    let mut walked = 0;
    for route in routes.list().iter().filter(of_the_map) {
        for path in addresses(route.path, &ids) {
            for login in ["union", "nl", "nl_second", "nl_site", "ro", "fr", "ca", "se"] {
                let answer = hall.ask(login, route.method.clone(), &path, None).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login} {path}: {}", answer.text());
                assert!(answer.text().contains("only people of the authority that runs"), "{}", answer.text());
                walked += 1;
            }
        }
    }
    assert!(walked > 100, "{walked}");
    let own = hall.get("nl", &format!("/targets/{}", targets.nl)).await;
    assert!(own.to_string().contains("tulip.example"), "what their target points to they see");
}

#[tokio::test]
async fn what_one_takes_no_part_in_is_not_there() {
    let hall = Hall::open().await;
    let targets = played(&hall).await;
    let nowhere = uuid::Uuid::from_u128(77).to_string();
    let (operation, wave) = (&hall.operation, &hall.wave);
    assert_eq!(hall.get("se", "/operations").await, json!({ "operations": [] }));
    for (path, own) in [
        (format!("/operations/{operation}"), operation),
        (format!("/operations/{operation}/events"), operation),
        (format!("/operations/{operation}/review"), operation),
        (format!("/waves/{wave}/board"), wave),
        (format!("/waves/{wave}/sheets/NL"), wave),
        (format!("/targets/{}", targets.nl), &targets.nl),
        (format!("/targets/{}/collateral", targets.nl), &targets.nl),
    ] {
        let there = hall.ask("se", Method::GET, &path, None).await;
        let absent = hall.ask("se", Method::GET, &path.replace(own.as_str(), &nowhere), None).await;
        assert_eq!(there.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(there.text(), absent.text(), "{path}: what is hidden is not told from what is not there");
    }
}
