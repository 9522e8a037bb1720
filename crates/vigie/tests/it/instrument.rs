//! An order over the interface for programs: from the draft to a breach found by the host state, each officer with
//! a token of their own.

use crate::office::{BULLETIN, Office};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::directory::{self, AuthorityEntry, ProviderEntry};
use casework::people::{self, Account};
use casework::policy::{Actor, Permission};
use casework::records::{AuthorityTerms, ProviderDetails};
use domain::people::{Competence, Role};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::page;

const PAGE: &str = "https://b.breakwater.test/rehearsal/a";
const REASON: &str =
    "REHEARSAL: the page shows the bulletin and nothing around it that reports, studies or counters it.";

/// The office, with an officer of the Dutch authority and a Dutch provider that was informed yesterday.
struct Abroad {
    office: Office,
    host: Actor,
}

impl Abroad {
    async fn open() -> Self {
        let office = Office::open().await;
        let (desk, keeper) = (&office.desk, &office.people[&Role::Investigator]);
        let entry = AuthorityEntry {
            name: "REHEARSAL Scrutiny Desk".to_owned(),
            country: "NL".parse().unwrap(),
            competences: vec![Competence::ScrutinisesOrders],
            contact: "desk@nl.unit.example".to_owned(),
            address: "2 Lighthouse Quay, Farshore (REHEARSAL)".to_owned(),
            telephone: "+31 2 555 01 00".to_owned(),
            redress: "REHEARSAL Harbour Court | 30 days | Harbour Code".to_owned(),
            terms: AuthorityTerms::default(),
            ours: false,
        };
        let authority = directory::put_authority(desk, None, entry).await.unwrap();
        let account = Account {
            login: "redshank".to_owned(),
            name: "REHEARSAL Redshank".to_owned(),
            authority,
            roles: vec![Role::HostStateOfficer],
        };
        people::create(desk, None, account).await.unwrap();
        let provider = ProviderEntry {
            name: "Breakwater Hosting".to_owned(),
            country: "NL".parse().unwrap(),
            contact: "orders@breakwater.example".to_owned(),
            languages: vec!["en".to_owned()],
            time_zone: "Europe/Amsterdam".to_owned(),
            domains: vec!["breakwater.test".to_owned()],
            details: ProviderDetails::default(),
        };
        let provider = directory::put_provider(desk, keeper, provider).await.unwrap();
        let yesterday = desk.doors.clock.now() - SignedDuration::from_hours(24);
        directory::record_informed(desk, keeper, provider, yesterday, "REHEARSAL").await.unwrap();
        let host = people::by_login(desk, "redshank").await.unwrap();
        Self { office, host }
    }

    fn of(&self, role: Role) -> &Actor {
        if role == Role::HostStateOfficer { &self.host } else { &self.office.people[&role] }
    }

    /// Asks with a token that carries everything the role does.
    async fn ask(&self, role: Role, method: Method, path: &str, body: &Value) -> (StatusCode, Value) {
        let actor = self.of(role);
        let scopes: Vec<Permission> =
            Permission::ALL.iter().copied().filter(|permission| permission.roles().contains(&role)).collect();
        let life = SignedDuration::from_hours(1);
        let token = people::make_token(&self.office.desk, actor, "REHEARSAL", &scopes, life).await.unwrap();
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let answer = self.office.ask(request).await;
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    async fn post(&self, role: Role, path: &str, body: Value) -> (StatusCode, Value) {
        self.ask(role, Method::POST, path, &body).await
    }

    async fn done(&self, role: Role, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(role, path, body).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    async fn get(&self, role: Role, path: &str) -> Value {
        let (status, answer) = self.ask(role, Method::GET, path, &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    /// A draft on the page.
    async fn draft(&self) -> String {
        let url: url::Url = PAGE.parse().unwrap();
        let now = self.office.desk.now();
        self.office.fetch.answer(&url, Ok(page(&url, now, 200, "text/plain; charset=utf-8", BULLETIN.as_bytes())));
        let taken = self.done(Role::Analyst, "items", json!({ "source": "REHEARSAL", "urls": [PAGE] })).await;
        let item = taken["items"][0]["id"].as_str().unwrap().to_owned();
        self.office.work().await;
        let finding = json!({
            "purpose": "none_protected", "outcome": "propose_order", "confidence": "high",
            "reason": REASON, "categories": ["incites"],
        });
        let drafted = self.done(Role::Analyst, &format!("items/{item}/finding"), finding).await;
        drafted["order"].as_str().unwrap().to_owned()
    }

    /// An order that was issued and handed over.
    async fn delivered(&self) -> String {
        let id = self.draft().await;
        let go = json!({ "answer": "go", "note": "REHEARSAL: everybody asked" });
        self.done(Role::Liaison, &format!("orders/{id}/deconfliction"), go).await;
        self.done(Role::Approver, &format!("orders/{id}/approve"), json!({})).await;
        self.done(Role::Approver, &format!("orders/{id}/issue"), json!({})).await;
        self.office.work().await;
        id
    }
}

fn gates(answer: &Value) -> Vec<&str> {
    answer.as_array().into_iter().flatten().filter_map(|gate| gate["gate"].as_str()).collect()
}

#[tokio::test]
async fn an_order_is_refused_held_freed_approved_and_issued() {
    let abroad = Abroad::open().await;
    let id = abroad.draft().await;
    let shown = abroad.get(Role::Approver, &format!("orders/{id}")).await;
    assert_eq!(
        (&shown["state"], &shown["own"], &shown["own_authority"]),
        (&json!("draft"), &json!(false), &json!(true))
    );
    assert_eq!(gates(&shown["shut_gates"]), ["deconfliction"]);
    let (status, refused) = abroad.post(Role::Approver, &format!("orders/{id}/approve"), json!({})).await;
    assert_eq!((status, gates(&refused["gates"])), (StatusCode::UNPROCESSABLE_ENTITY, vec!["deconfliction"]));

    let authorities = abroad.get(Role::Liaison, "authorities").await;
    let until = abroad.office.desk.now() + SignedDuration::from_hours(24);
    let hold = json!({
        "authority": authorities["authorities"][0]["id"], "scope": PAGE, "answer": "hold", "reason": "inquiry",
        "until": until,
    });
    let hold = abroad.done(Role::Liaison, "holds", hold).await;
    assert_eq!(abroad.get(Role::Liaison, "holds").await["holds"].as_array().unwrap().len(), 1);
    let go = json!({ "answer": "go", "note": "REHEARSAL: everybody asked" });
    abroad.done(Role::Liaison, &format!("orders/{id}/deconfliction"), go.clone()).await;
    let (_, refused) = abroad.post(Role::Approver, &format!("orders/{id}/issue"), json!({})).await;
    assert_eq!(gates(&refused["gates"]), ["deconfliction"], "a hold in force outweighs a go");
    abroad.done(Role::Liaison, &format!("holds/{}/lift", hold["id"].as_str().unwrap()), json!({})).await;
    assert_eq!(abroad.get(Role::Liaison, "holds").await["holds"], json!([]));

    let (status, _) =
        abroad.post(Role::Approver, &format!("orders/{id}/gates/scope"), json!({ "reason": REASON })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "some gates nobody opens");
    abroad.done(Role::Analyst, &format!("orders/{id}/gates/hours"), json!({ "reason": REASON })).await;
    let body = json!({ "orders": [id], "exceptional": "REHEARSAL: it cannot wait" });
    let several = abroad.done(Role::Approver, "orders/issue", body).await;
    assert_eq!(several["orders"][0], json!({ "id": id, "issued": true }));
    let issued = abroad.get(Role::Overseer, &format!("orders/{id}")).await;
    assert_eq!((&issued["state"], &issued["opened"][0]["gate"]), (&json!("issued"), &json!("hours")));
    assert!(issued.get("portal_nonce").is_none() && issued.get("shut_gates").is_none());
}

#[tokio::test]
async fn the_host_state_reads_its_copies_warns_and_finds_a_breach() {
    let abroad = Abroad::open().await;
    let id = abroad.delivered().await;
    let copies = abroad.get(Role::HostStateOfficer, "host/orders").await;
    let copy = &copies["orders"][0];
    assert_eq!(
        (&copy["id"], &copy["scrutiny"], &copy["provider"]),
        (&json!(id), &json!("none"), &json!("Breakwater Hosting"))
    );
    assert_eq!(copy["form"]["section_b"]["additional_reasons"], REASON);
    let copied: jiff::Timestamp = copy["copied"].as_str().unwrap().parse().unwrap();
    assert_eq!(copy["open_until"], json!(copied + SignedDuration::from_hours(72)));
    assert!(copy.get("deconfliction").is_none() && copy.get("author").is_none(), "the issuer's own notes stay with it");

    let scrutiny = format!("orders/{id}/scrutiny");
    let step = |act: &str| json!({ "act": act, "reasons": REASON });
    let (status, _) = abroad.post(Role::HostStateOfficer, &scrutiny, step("breach")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no breach without a warning");
    let (status, _) = abroad.post(Role::HostStateOfficer, &scrutiny, step("burn")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = abroad.post(Role::Approver, &scrutiny, step("open")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    for act in ["open", "warn", "breach"] {
        abroad.done(Role::HostStateOfficer, &scrutiny, step(act)).await;
    }
    let void = abroad.get(Role::Approver, &format!("orders/{id}")).await;
    assert_eq!((&void["state"], &void["reinstatement"]), (&json!("void"), &json!("asked")));
    let copies = abroad.get(Role::HostStateOfficer, "host/orders").await;
    assert_eq!(
        (&copies["orders"][0]["open_until"], &copies["orders"][0]["decision_due"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn what_follows_an_order_is_recorded() {
    let abroad = Abroad::open().await;
    let id = abroad.delivered().await;
    let path = |what: &str| format!("orders/{id}/{what}");
    let approver = Role::Approver;
    abroad.done(approver, &path("receipt"), json!({ "reason": "REHEARSAL: by telephone" })).await;
    abroad.done(approver, &path("non-disclosure"), json!({ "act": "set", "reason": REASON })).await;
    abroad.done(approver, &path("non-disclosure"), json!({ "act": "extend", "reason": REASON })).await;
    abroad.done(approver, &path("non-disclosure"), json!({ "act": "lift", "reason": REASON })).await;
    let (status, _) = abroad.post(approver, &path("non-disclosure"), json!({ "act": "shout", "reason": REASON })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let court = json!({ "court": "REHEARSAL Harbour Court", "reasons": REASON });
    for early in ["uphold", "annul"] {
        let (status, _) = abroad.post(approver, &path(early), court.clone()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{early} before a challenge");
    }
    abroad.done(approver, &path("challenge"), court.clone()).await;
    abroad.done(approver, &path("uphold"), court).await;
    let upheld = abroad.get(approver, &format!("orders/{id}")).await;
    assert_eq!((&upheld["contest"], &upheld["state"]), (&json!("upheld"), &json!("received")));
    for (late, body) in [
        ("correct", json!({ "text": REASON })),
        ("possible", json!({ "reason": REASON })),
        ("carried", json!({ "note": REASON, "proof": "UkVIRUFSU0FM" })),
        ("preservation", json!({ "until": "2027-12-01T00:00:00Z", "proceedings": REASON })),
    ] {
        let (status, _) = abroad.post(approver, &path(late), body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{late} where it does not fit");
    }
    abroad.done(approver, &path("withdraw"), json!({ "text": "REHEARSAL: by the old name of the field" })).await;
    assert_eq!(abroad.get(approver, &format!("orders/{id}")).await["state"], "withdrawn");
}
