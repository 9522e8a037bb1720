//! A small case file for the tests of pages: fakes behind the real commands, the real router before them.

use crate::server::{App, SESSION_COOKIE, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::assess::Followed;
use casework::banks::Addition;
use casework::directory::{AuthorityEntry, ProviderEntry};
use casework::people::Account;
use casework::policy::Actor;
use casework::records::{Order, Record};
use casework::{Desk, Doors, Entropy, Settings, assess, banks, detect, directory, jobs, order, people};
use domain::assess::{Category, Confidence, Finding, Outcome, Purpose};
use domain::id::{AuthorityId, ItemId, OrderId, ReferralId};
use domain::people::{Competence, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use std::path::PathBuf;
use std::sync::Arc;
use testkit::{FakeFetch, FakeMail, MemoryBlobs, MemoryStore, TestClock, page};
use tower::ServiceExt as _;
use url::Url;

const BULLETIN: &str = "REHEARSAL. The keeper of the lighthouse at Northhaven lights the lamp at dusk and counts the boats \
    that come home before the tide turns. When the fog horn sounds twice the ferry waits behind the breakwater, and the \
    children on the quay learn the names of all the buoys from the oldest pilot of the harbour.";

/// Everything a test of pages works with.
pub(super) struct Scene {
    pub desk: Arc<Desk>,
    pub clock: Arc<TestClock>,
    pub mail: Arc<FakeMail>,
    pub calls: Arc<testkit::FakeCalls>,
    pub registry: Arc<testkit::FakeRegistry>,
    fetch: Arc<FakeFetch>,
    router: Router,
    ours: AuthorityId,
}

/// What a page answered.
pub(super) struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub body: String,
}

impl Scene {
    /// An authority in Belgium, one in the Netherlands that scrutinises, a provider there, and one person for each role; the
    /// officer of the host state is the Dutch authority's.
    pub async fn new() -> Self {
        Self::with_report(PathBuf::from("/nonexistent/report.json")).await
    }

    /// The same, where the report of a rehearsal is looked for at a path.
    pub async fn with_report(report: PathBuf) -> Self {
        let clock = Arc::new(TestClock::at("2026-11-16T08:00:00Z"));
        let fetch = Arc::new(FakeFetch::from_places(&[("Brussels", "BE"), ("Ottawa", "CA")]));
        let mail = Arc::new(FakeMail::default());
        let registry = Arc::new(testkit::FakeRegistry::default());
        let calls = Arc::new(testkit::FakeCalls::default());
        let doors = Doors {
            store: Arc::new(MemoryStore::default()),
            blobs: Arc::new(MemoryBlobs::default()),
            fetch: fetch.clone(),
            mail: mail.clone(),
            calls: calls.clone(),
            print: Arc::new(testkit::FakePrint::default()),
            registry: registry.clone(),
            media: Arc::new(casework::ports::NoDecoder),
            collect: Arc::new(testkit::FakeCollect::default()),
            clock: clock.clone(),
            entropy: Entropy::seeded(7),
            signer: ledger::Signer::from_seed("rehearsal.vigie.example", [7; 32]).unwrap(),
            portal_secret: [9; 32],
        };
        let settings = Settings { base_url: "https://vigie.example/".parse().unwrap(), europol: None, rehearsal: true };
        let desk = Arc::new(Desk::new(doors, settings));
        let authority = |name: &str, country: &str, ours| AuthorityEntry {
            name: name.to_owned(),
            country: country.parse().unwrap(),
            competences: vec![if ours { Competence::IssuesOrders } else { Competence::ScrutinisesOrders }],
            contact: format!("desk@{}.example", country.to_lowercase()),
            address: "1 Lighthouse Quay, Northhaven (REHEARSAL)".to_owned(),
            telephone: "+32 2 555 01 00".to_owned(),
            redress: "Harbour Court (REHEARSAL) | 60 days from receipt | law.example/redress".to_owned(),
            terms: casework::records::AuthorityTerms::default(),
            ours,
        };
        let ours = directory::put_authority(&desk, None, authority("Federal Online Unit (REHEARSAL)", "BE", true))
            .await
            .unwrap();
        let host = authority("Scrutiny Desk (REHEARSAL)", "NL", false);
        let host = directory::put_authority(&desk, None, host).await.unwrap();
        for role in Role::ALL {
            let account = Account {
                login: role.name().to_owned(),
                name: format!("R. {}", role.name()),
                authority: if *role == Role::HostStateOfficer { host } else { ours },
                roles: vec![*role],
            };
            people::create(&desk, None, account).await.unwrap();
        }
        let app = App { desk: desk.clone(), zone: TimeZone::get("Europe/Brussels").unwrap(), report };
        let scene = Self { desk, clock, mail, calls, registry, fetch, router: router(app), ours };
        scene.directory().await;
        scene
    }

    async fn directory(&self) {
        let keeper = self.actor(Role::Administrator).await;
        let lowtide = ProviderEntry {
            name: "Lowtide Hosting B.V. (REHEARSAL)".to_owned(),
            country: "NL".parse().unwrap(),
            contact: "orders@lowtide.example".to_owned(),
            languages: vec!["en".to_owned(), "nl".to_owned()],
            time_zone: "Europe/Amsterdam".to_owned(),
            domains: vec!["lowtide.test".to_owned()],
            details: casework::records::ProviderDetails::default(),
        };
        let id = directory::put_provider(&self.desk, &keeper, lowtide).await.unwrap();
        let before = self.desk.now() - 200.hours();
        directory::record_informed(&self.desk, &keeper, id, before, "REHEARSAL: registered letter").await.unwrap();
        let text = Addition::File { name: "bulletin-40.txt".to_owned(), bytes: BULLETIN.as_bytes().to_vec() };
        banks::import(&self.desk, &keeper, "Meridian bulletins (REHEARSAL)", "REHEARSAL desk", vec![text])
            .await
            .unwrap();
    }

    /// The person who has only this role.
    pub async fn actor(&self, role: Role) -> Actor {
        let secret = self.session(role).await;
        people::session(&self.desk, &secret).await.unwrap().unwrap().actor
    }

    /// A fresh session of that person.
    pub async fn session(&self, role: Role) -> String {
        let person = self.desk.find_unique::<casework::records::Person>(role.name()).await.unwrap().unwrap();
        let link = people::one_time_link(&self.desk, None, person.id).await.unwrap();
        people::use_one_time_link(&self.desk, &link).await.unwrap()
    }

    /// Carries out everything that is due.
    pub async fn work(&self) {
        while jobs::run_due(&self.desk).await.unwrap() > 0 {}
    }

    /// Lets time pass and work be done.
    pub async fn later(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
        self.work().await;
    }

    /// A page that shows the known bulletin, taken in and waiting for a person.
    pub async fn page_in_review(&self, n: u32) -> ItemId {
        let url: Url = format!("https://b.lowtide.test/rehearsal/bulletin-{n}").parse().unwrap();
        let body = format!(
            "<html lang=en><title>REHEARSAL bulletin {n}</title><body><article><p>{BULLETIN}</p></article></body></html>"
        );
        self.fetch.answer(&url, Ok(page(&url, self.desk.now(), 200, "text/html; charset=utf-8", body.as_bytes())));
        let analyst = self.actor(Role::Analyst).await;
        let taken = detect::take_in(&self.desk, &analyst, "REHEARSAL", &[url.to_string()]).await.unwrap();
        let (item, _) = taken.into_iter().next().unwrap().outcome.unwrap();
        self.work().await;
        item
    }

    async fn assessed(&self, n: u32, outcome: Outcome) -> Followed {
        let item = self.page_in_review(n).await;
        let analyst = self.actor(Role::Analyst).await;
        let finding = Finding {
            purpose: Purpose::NoneProtected,
            reason: "REHEARSAL. The page repeats the known bulletin word for word and adds no comment of its own."
                .to_owned(),
            categories: vec![Category::Incites],
            confidence: Confidence::High,
            outcome,
        };
        assess::decide(&self.desk, &analyst, item, finding).await.unwrap()
    }

    /// An order as an analyst drafted it.
    pub async fn draft(&self, n: u32) -> OrderId {
        match self.assessed(n, Outcome::ProposeOrder).await {
            Followed::Order(id) => id,
            other => panic!("no order but {other:?}"),
        }
    }

    /// A referral as an analyst drafted it.
    pub async fn referral(&self, n: u32) -> ReferralId {
        match self.assessed(n, Outcome::Refer).await {
            Followed::Referral(id) => id,
            other => panic!("no referral but {other:?}"),
        }
    }

    /// An order that was issued and delivered, and the path of its page.
    pub async fn delivered(&self, n: u32) -> (OrderId, String) {
        let id = self.draft(n).await;
        let liaison = self.actor(Role::Liaison).await;
        order::deconflict(&self.desk, &liaison, id, domain::hold::Answer::Go, "REHEARSAL: asked NL, go").await.unwrap();
        order::issue(&self.desk, &self.actor(Role::Approver).await, id, order::Circumstances::default()).await.unwrap();
        self.work().await;
        let order = self.desk.load::<Order>(id.0).await.unwrap();
        (id, format!("/portal/{}", casework::portal::link_to_order(&self.desk, &order).unwrap()))
    }

    /// Asks for a page, as a visitor with no account or as the person with this role.
    pub async fn get(&self, path: &str, role: Option<Role>) -> Answer {
        let mut request = Request::get(path);
        if let Some(role) = role {
            request = request.header(header::COOKIE, format!("{SESSION_COOKIE}={}", self.session(role).await));
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, role: Option<Role>, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(role) = role {
            let secret = self.session(role).await;
            let session = people::session(&self.desk, &secret).await.unwrap().unwrap();
            form.append_pair("csrf", &session.csrf);
            request = request.header(header::COOKIE, format!("{SESSION_COOKIE}={secret}"));
        }
        self.ask(request.body(Body::from(form.finish())).unwrap()).await
    }

    /// Hands in one file as found at an address.
    pub async fn hand_in(&self, address: &str, name: &str, bytes: Vec<u8>) {
        let file = detect::Handed { name: name.to_owned(), address: Some(address.to_owned()), bytes };
        detect::hand_in(&self.desk, &self.actor(Role::Analyst).await, "REHEARSAL", vec![file]).await.unwrap();
    }

    /// Sends a form with files. A `csrf` among the fields stands in for that of the session.
    pub async fn upload(&self, path: &str, role: Role, fields: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> Answer {
        self.upload_as("files", path, role, fields, files).await
    }

    pub async fn upload_as(
        &self,
        part: &str,
        path: &str,
        role: Role,
        fields: &[(&str, &str)],
        files: &[(&str, Vec<u8>)],
    ) -> Answer {
        const EDGE: &str = "REHEARSAL-edge";
        let secret = self.session(role).await;
        let session = people::session(&self.desk, &secret).await.unwrap().unwrap();
        let mut body = Vec::new();
        let own = [("csrf", session.csrf.as_str())];
        let fields =
            if fields.iter().any(|(name, _)| *name == "csrf") { fields.to_vec() } else { [&own, fields].concat() };
        for (name, value) in fields {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\r\n")
                    .bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::COOKIE, format!("{SESSION_COOKIE}={secret}"));
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends the investigator's form with one file, in the field `file`.
    pub async fn file(&self, path: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let fields: &[(&str, &str)] = &[];
        self.upload_as("file", path, Role::Investigator, fields, &[(name, bytes)]).await
    }

    /// Writes a record as it might also stand, past the commands.
    pub async fn rewrite<T: Record>(&self, id: uuid::Uuid, change: impl FnOnce(&mut T)) {
        let mut record = self.desk.load::<T>(id).await.unwrap();
        change(&mut record);
        self.desk.commit(vec![testkit::contract::change(1, vec![record.row().unwrap()])]).await.unwrap();
    }

    /// Sends any request.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let body = to_bytes(response.into_body(), 64 << 20).await.unwrap();
        Answer { status, location, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Our own authority.
    pub const fn ours(&self) -> AuthorityId {
        self.ours
    }
}
