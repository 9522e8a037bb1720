//! The real router over fakes, with a person for every role.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use casework::directory::{self, AuthorityEntry, ProviderEntry};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::{Desk, Doors, Entropy, Settings, banks, jobs};
use domain::people::{Competence, Role};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;
use testkit::{FakeFetch, FakeMail, MemoryBlobs, MemoryStore, TestClock};
use tower::ServiceExt as _;
use vigie::server::{App, router};

/// The known text: invented, and about nothing but a harbour.
pub const BULLETIN: &str = "REHEARSAL bulletin of the Lowtide harbour. The keeper climbs ninety steps each evening before \
    the tide turns, carrying a can of oil and a folded cloth. From the gallery she counts the boats that have not come home, \
    writes their names on a slate, and trims the lamp until its flame stands straight. When fog lies on the water the bell \
    is rung twice a minute, and the children of the village answer with pots and spoons from the breakwater.";

pub struct Office {
    pub desk: Arc<Desk>,
    pub store: Arc<MemoryStore>,
    pub fetch: Arc<FakeFetch>,
    pub mail: Arc<FakeMail>,
    pub clock: Arc<TestClock>,
    pub router: Router,
    pub people: BTreeMap<Role, Actor>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A browser session.
#[derive(Clone)]
pub struct Session {
    pub cookie: String,
    pub csrf: String,
}

impl Office {
    pub async fn open() -> Self {
        Self::printing(Arc::new(testkit::FakePrint::default())).await
    }

    /// The same, with a press of its own.
    pub async fn printing(print: Arc<dyn casework::ports::Print>) -> Self {
        let store = Arc::new(MemoryStore::default());
        let fetch = Arc::new(FakeFetch::from_places(&[("Northhaven", "BE"), ("Farshore", "CA")]));
        let clock = Arc::new(TestClock::at("2026-11-17T09:00:00Z"));
        let mail = Arc::new(FakeMail::default());
        let doors = Doors {
            store: store.clone(),
            blobs: Arc::new(MemoryBlobs::default()),
            fetch: fetch.clone(),
            mail: mail.clone(),
            calls: Arc::new(testkit::FakeCalls::default()),
            collect: Arc::new(testkit::FakeCollect::default()),
            print,
            registry: Arc::new(testkit::FakeRegistry::default()),
            media: Arc::new(casework::ports::NoDecoder),
            clock: clock.clone(),
            entropy: Entropy::seeded(2),
            signer: ledger::Signer::from_seed("unit.example/vigie", [7; 32]).unwrap(),
            portal_secret: [9; 32],
        };
        let desk = Arc::new(Desk::new(
            doors,
            Settings { base_url: "https://unit.example/".parse().unwrap(), europol: None, rehearsal: true },
        ));
        let people = staff(&desk).await;
        let known = banks::Addition::File { name: "bulletin.txt".to_owned(), bytes: BULLETIN.as_bytes().to_vec() };
        banks::import(&desk, &people[&Role::Investigator], "REHEARSAL", "rehearsal", vec![known]).await.unwrap();
        let app = App { desk: desk.clone(), zone: TimeZone::UTC, report: "no-report.json".into() };
        Self { desk, store, fetch, mail, clock, router: router(app), people }
    }

    pub async fn session(&self, role: Role) -> Session {
        let secret = people::one_time_link(&self.desk, None, self.people[&role].person).await.unwrap();
        let session = people::use_one_time_link(&self.desk, &secret).await.unwrap();
        let csrf = people::session(&self.desk, &session).await.unwrap().unwrap().csrf;
        Session { cookie: format!("vigie_session={session}"), csrf }
    }

    /// Sends a request and does not wait for a body that may never end.
    pub async fn head(&self, request: Request<Body>) -> (StatusCode, HeaderMap) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        (response.status(), response.headers().clone())
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec();
        Answer { status, headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_as(&self, session: &Session, path: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, &session.cookie).body(Body::empty()).unwrap()).await
    }

    pub async fn post_as(&self, session: &Session, path: &str, form: &str) -> Answer {
        let body = format!("csrf={}&{form}", session.csrf);
        self.ask(form_request(path, &session.cookie, body)).await
    }

    pub async fn work(&self) {
        while jobs::run_due(&self.desk).await.unwrap() > 0 {}
    }
}

pub fn form_request(path: &str, cookie: &str, body: String) -> Request<Body> {
    let kind = "application/x-www-form-urlencoded";
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap()
}

/// A form with files: name, file name, bytes. A part without a file name is a plain field.
pub fn multipart_request(path: &str, session: &Session, parts: &[(&str, &str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        body.extend(format!("--tide\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--tide--\r\n");
    Request::post(path)
        .header(header::COOKIE, &session.cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=tide")
        .body(Body::from(body))
        .unwrap()
}

async fn staff(desk: &Desk) -> BTreeMap<Role, Actor> {
    let authority = AuthorityEntry {
        name: "REHEARSAL Unit".to_owned(),
        country: "BE".parse().unwrap(),
        competences: vec![Competence::IssuesOrders],
        contact: "desk@unit.example".to_owned(),
        address: "1 Lighthouse Quay, Northhaven (REHEARSAL)".to_owned(),
        telephone: "+32 2 555 01 00".to_owned(),
        redress: "REHEARSAL Harbour Court | 30 days | Harbour Code".to_owned(),
        terms: casework::records::AuthorityTerms::default(),
        ours: true,
    };
    let authority = directory::put_authority(desk, None, authority).await.unwrap();
    let mut people = BTreeMap::new();
    for role in Role::ALL {
        let account =
            Account { login: role.name().to_owned(), name: format!("REHEARSAL {role}"), authority, roles: vec![*role] };
        people::create(desk, None, account).await.unwrap();
        people.insert(*role, people::by_login(desk, role.name()).await.unwrap());
    }
    let provider = ProviderEntry {
        name: "Lowtide Hosting".to_owned(),
        country: "BE".parse().unwrap(),
        contact: "orders@lowtide.example".to_owned(),
        languages: vec!["en".to_owned()],
        time_zone: "Europe/Brussels".to_owned(),
        domains: vec!["lowtide.test".to_owned()],
        details: casework::records::ProviderDetails::default(),
    };
    let keeper = &people[&Role::Investigator];
    let provider = directory::put_provider(desk, keeper, provider).await.unwrap();
    let yesterday = desk.doors.clock.now() - SignedDuration::from_hours(24);
    directory::record_informed(desk, keeper, provider, yesterday, "REHEARSAL").await.unwrap();
    people
}
