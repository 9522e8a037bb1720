//! A server with an operation on it: Belgium leads, a body of the Union coordinates, the Netherlands, Romania and France
//! take part, Canada as a third state; Sweden takes no part. Everything is done over HTTP, with tokens. Each record
//! carries a word of its own, so that a walk finds what reaches whom.

use crate::office::{Answer, Office};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::directory::{self, AuthorityEntry};
use casework::people::{self, Account};
use casework::policy::{Actor, Permission};
use domain::id::AuthorityId;
use domain::people::{Competence, Role};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub struct Hall {
    pub office: Office,
    /// Tokens by login.
    tokens: BTreeMap<&'static str, String>,
    pub people: BTreeMap<&'static str, Actor>,
    pub authorities: BTreeMap<&'static str, AuthorityId>,
    pub operation: String,
    pub wave: String,
    pub moment: Timestamp,
}

/// The people: login, authority, role.
const PEOPLE: [(&str, &str, Role); 13] = [
    ("lead", "BE", Role::Coordinator),
    ("investigator", "BE", Role::Investigator),
    ("approver", "BE", Role::Approver),
    ("liaison", "BE", Role::Liaison),
    ("union", "EU", Role::Coordinator),
    ("deputy", "EU", Role::Coordinator),
    ("nl", "NL", Role::Coordinator),
    ("nl_second", "NL", Role::Coordinator),
    ("nl_site", "NL", Role::Examiner),
    ("ro", "RO", Role::Coordinator),
    ("fr", "FR", Role::Coordinator),
    ("ca", "CA", Role::Coordinator),
    ("se", "SE", Role::Coordinator),
];

pub const PHOTOGRAPH: &str = "UkVIRUFSU0FMIHBob3RvZ3JhcGg=";

async fn authority(office: &Office, code: &'static str) -> AuthorityId {
    let entry = AuthorityEntry {
        name: format!("REHEARSAL desk {code}"),
        country: code.parse().unwrap(),
        competences: vec![Competence::IssuesOrders],
        contact: format!("desk@{}.authority.example", code.to_lowercase()),
        address: "1 Lighthouse Quay, Northhaven (REHEARSAL)".to_owned(),
        telephone: "+32 2 555 01 00".to_owned(),
        redress: "REHEARSAL Harbour Court | 30 days | Harbour Code".to_owned(),
        terms: casework::records::AuthorityTerms::default(),
        ours: false,
    };
    directory::put_authority(&office.desk, None, entry).await.unwrap()
}

async fn token(office: &Office, actor: &Actor) -> String {
    let scopes: Vec<_> = Permission::ALL.iter().copied().filter(|scope| actor.may(*scope)).collect();
    people::make_token(&office.desk, actor, "REHEARSAL", &scopes, SignedDuration::from_hours(48)).await.unwrap()
}

impl Hall {
    /// The operation with its participants and one wave, two hours before its moment.
    pub async fn open() -> Self {
        let office = Office::open().await;
        let (mut tokens, mut people_of, mut authorities) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        authorities.insert("BE", office.people[&Role::Investigator].authority);
        for code in ["EU", "NL", "RO", "FR", "CA", "SE"] {
            authorities.insert(code, authority(&office, code).await);
        }
        for (login, code, role) in PEOPLE {
            let account = Account {
                login: format!("hall-{login}"),
                name: format!("REHEARSAL person-{login}"),
                authority: authorities[code],
                roles: vec![role],
            };
            people::create(&office.desk, None, account).await.unwrap();
            let actor = people::by_login(&office.desk, &format!("hall-{login}")).await.unwrap();
            tokens.insert(login, token(&office, &actor).await);
            people_of.insert(login, actor);
        }
        let moment = office.desk.now() + SignedDuration::from_hours(2);
        let (operation, wave) = (String::new(), String::new());
        let mut hall = Self { office, tokens, people: people_of, authorities, operation, wave, moment };
        hall.operation = hall.plan_operation().await;
        hall.wave = hall.plan_wave().await;
        hall
    }

    pub fn authority(&self, code: &str) -> String {
        self.authorities[code].to_string()
    }

    pub fn person(&self, login: &str) -> String {
        self.people[login].person.to_string()
    }

    pub fn request(&self, login: &str, method: Method, path: &str, body: Option<&Value>) -> Request<Body> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.tokens[login]))
            .header(header::CONTENT_TYPE, "application/json");
        request.body(body.map_or_else(Body::empty, |body| Body::from(body.to_string()))).unwrap()
    }

    pub async fn ask(&self, login: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.office.ask(self.request(login, method, path, body)).await
    }

    pub async fn get(&self, login: &str, path: &str) -> Value {
        let answer = self.ask(login, Method::GET, path, None).await;
        assert_eq!(answer.status, StatusCode::OK, "{login} GET {path}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Posts what must be done.
    pub async fn post(&self, login: &str, path: &str, body: Value) -> Value {
        let answer = self.ask(login, Method::POST, path, Some(&body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{login} POST {path} {body}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Posts what must be refused; says with which status and why.
    pub async fn refused(&self, login: &str, path: &str, body: &Value) -> (StatusCode, String) {
        let answer = self.ask(login, Method::POST, path, Some(body)).await;
        assert!(answer.status.is_client_error(), "{login} POST {path} {body}: {} {}", answer.status, answer.text());
        (answer.status, answer.text())
    }

    pub fn operation_entry(&self) -> Value {
        json!({
            "name": "REHEARSAL word-operation",
            "objective": "REHEARSAL word-objective",
            "legal_frame": "REHEARSAL word-frame",
            "lead": self.authority("BE"),
            "coordinator": self.authority("EU"),
            "network": null,
            "banner": "REHEARSAL: put out by the authorities",
        })
    }

    async fn plan_operation(&self) -> String {
        let opened = self.post("lead", "/operations", self.operation_entry()).await;
        let id = opened["operation"].as_str().unwrap().to_owned();
        for code in ["NL", "RO", "FR", "CA"] {
            let terms = format!("REHEARSAL word-terms-{}", code.to_lowercase());
            let part = json!({ "authority": self.authority(code), "terms": terms });
            self.post("lead", &format!("/operations/{id}/participants"), part).await;
        }
        id
    }

    pub fn wave_entry(&self) -> Value {
        let voice = |code: &str, login: &str| json!({ "country": code, "person": self.person(login) });
        let voices =
            [("NL", "nl"), ("NL", "nl_second"), ("RO", "ro"), ("FR", "fr"), ("CA", "ca")].map(|(c, l)| voice(c, l));
        json!({
            "from": self.moment - SignedDuration::from_hours(1),
            "until": self.moment + SignedDuration::from_hours(24),
            "states": ["NL", "RO", "FR", "CA"],
            "coordinator": self.person("union"),
            "deputy": self.person("deputy"),
            "lead": [self.person("lead")],
            "voices": voices,
            "silence_minutes": 10,
        })
    }

    async fn plan_wave(&self) -> String {
        let path = format!("/operations/{}/waves", self.operation);
        self.post("lead", &path, self.wave_entry()).await["wave"].as_str().unwrap().to_owned()
    }

    pub fn title(&self, asset: &str, measure: &str, kind: &str, issuer: &str, place: &str, word: &str) -> Value {
        json!({
            "number": format!("REHEARSAL {word}"),
            "kind": kind,
            "issuer": issuer,
            "place": place,
            "assets": [asset],
            "measures": [measure],
            "from": self.office.desk.now(),
            "until": self.moment + SignedDuration::from_hours(48),
            "paper": PHOTOGRAPH,
        })
    }

    /// Puts an asset on the map, proposes it and gives it to a state; the word stands in its name and its title.
    async fn target(&self, asset: &str, measure: &str, code: &str, word: &str) -> String {
        let why = "REHEARSAL: named in a letter";
        let seeded = self.post("investigator", "/map/seeds", json!({ "given": asset, "why": why })).await;
        let counted = json!({ "strangers": 0, "source": "person", "at": self.office.desk.now(), "note": "REHEARSAL" });
        let on_the_map = seeded["assets"][0].as_str().unwrap();
        self.post("investigator", &format!("/map/assets/{on_the_map}/count"), counted).await;
        let name = format!("REHEARSAL {word}-target");
        let entry = json!({ "name": name, "asset": asset, "measure": measure, "place": code, "provider": null });
        let proposed = self.post("lead", &format!("/waves/{}/targets", self.wave), json!({ "targets": [entry] })).await;
        let id = proposed["targets"][0].as_str().unwrap().to_owned();
        self.post("lead", &format!("/targets/{id}/allocate"), json!({ "country": code })).await;
        id
    }

    /// What clears a target besides its papers.
    async fn clear(&self, id: &str) {
        let answer = json!({ "answer": "go", "note": "REHEARSAL: asked, no objection" });
        self.post("liaison", &format!("/targets/{id}/deconfliction"), answer).await;
        let counted = self.get("lead", &format!("/targets/{id}/collateral")).await;
        assert_eq!(counted["others"], 0, "{counted}");
        self.post("lead", &format!("/targets/{id}/collateral"), json!({ "others": 0 })).await;
        let state = self.get("lead", &format!("/targets/{id}")).await["state"].clone();
        assert_eq!(state, "cleared");
    }

    /// A letter to a company, cleared.
    pub async fn letter(&self, host: &str, code: &str, word: &str) -> String {
        let asset = format!("host {host}");
        let id = self.target(&asset, "stop_hosting", code, word).await;
        let title = self.title(&asset, "stop_hosting", "voluntary_referral", "BE", code, &format!("{word}-title"));
        self.post("lead", &format!("/operations/{}/instruments", self.operation), title).await;
        let letter = json!({
            "kind": "letter",
            "to": "notices@lowtide.example",
            "subject": format!("REHEARSAL {word}-subject"),
            "text": format!("REHEARSAL {word}-letter"),
        });
        self.post("lead", &format!("/targets/{id}/prepare"), letter).await;
        let read = self.get("approver", &format!("/targets/{id}")).await;
        assert!(read["letter"].as_str().unwrap().contains(&format!("{word}-letter")), "what is approved is read first");
        self.post("approver", &format!("/targets/{id}/approve"), json!({ "seen": read["seen"] })).await;
        self.clear(&id).await;
        id
    }

    /// A server that a team takes away, cleared.
    pub async fn on_site(&self, address: &str, code: &str, word: &str) -> String {
        let asset = format!("address {address}");
        let id = self.target(&asset, "seize_server", code, word).await;
        let title = self.title(&asset, "seize_server", "national_warrant", code, code, &format!("{word}-title"));
        self.post("lead", &format!("/operations/{}/instruments", self.operation), title).await;
        let team = json!({ "kind": "on_site", "team": format!("REHEARSAL {word}-team") });
        self.post("lead", &format!("/targets/{id}/prepare"), team).await;
        self.clear(&id).await;
        id
    }

    pub async fn call(&self, login: &str, what: Value) -> Value {
        self.post(login, &format!("/waves/{}/calls", self.wave), what).await
    }

    pub async fn ready(&self, login: &str, code: &str) {
        for check in ["team", "contact", "secrecy_steps", "rollback"] {
            let note = format!("REHEARSAL word-ready-{login}");
            let said = json!({ "country": code, "check": check, "note": note });
            self.post(login, &format!("/waves/{}/readiness", self.wave), said).await;
        }
    }

    /// The moment is fixed and two people call go; the Netherlands and Romania go, each with two people.
    pub async fn go(&self) {
        self.call("union", json!({ "call": "make_ready" })).await;
        self.call("union", json!({ "call": "fix_moment", "moment": self.moment })).await;
        self.ready("nl", "NL").await;
        self.ready("ro", "RO").await;
        let first = self.call("union", json!({ "call": "go", "moment": self.moment })).await;
        assert_eq!((&first["waits_for_second"], &first["state"]), (&json!(true), &json!("set")));
        let second = self.call("lead", json!({ "call": "go", "moment": self.moment })).await;
        assert_eq!((&second["waits_for_second"], &second["state"]), (&json!(false), &json!("going")));
        for (code, by) in [("NL", ["nl", "nl_second"]), ("RO", ["lead", "ro"])] {
            for login in by {
                self.call(login, json!({ "call": "go", "country": code, "moment": self.moment })).await;
            }
        }
    }

    /// The moment comes, and everything that is due is done.
    pub async fn strike(&self) {
        self.office.clock.advance(self.moment.duration_since(self.office.desk.now()));
        self.office.work().await;
    }

    /// A report of a team, with one exhibit.
    pub fn report(&self, number: u128, outcome: &str, word: &str) -> Value {
        let now = self.office.desk.now();
        json!({
            "id": uuid::Uuid::from_u128(number),
            "outcome": outcome,
            "happened": now,
            "written": now,
            "sent": now,
            "note": format!("REHEARSAL {word}-report"),
            "exhibits": [{
                "id": uuid::Uuid::from_u128(number + 1_000),
                "number": "1",
                "what": format!("REHEARSAL {word}-exhibit"),
                "place": "REHEARSAL rack 4",
                "seal": "REHEARSAL 17",
                "seized": now,
                "photographs": [PHOTOGRAPH],
            }],
        })
    }
}
