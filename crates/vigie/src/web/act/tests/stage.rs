//! People of three authorities, and an operation of theirs that is planned through the pages.

use crate::server::{LANG_COOKIE, SESSION_COOKIE};
use crate::web::scene::{Answer, Scene};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::directory::{self, AuthorityEntry};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::ports::{Clock as _, Query};
use casework::records::{Authority, Kept, Kind, Operation, Person, Target, Wave};
use casework::{act, map};
use domain::act::TargetState;
use domain::id::AuthorityId;
use domain::map::{Asset as Name, Source};
use domain::people::{Competence, Role};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use uuid::Uuid;

pub struct Stage {
    pub scene: Scene,
    pub nl: AuthorityId,
    pub ca: AuthorityId,
}

impl Stage {
    /// Belgium leads with three people; the Netherlands and Canada have people of their own; Finland takes no part.
    pub async fn new() -> Self {
        let scene = Scene::new().await;
        let all: Vec<Kept<Authority>> = scene.desk.list(&Query::all(Kind::Authority, 10)).await.unwrap();
        let nl = all.iter().find(|authority| authority.country.code() == "NL").unwrap().id;
        let ca = other(&scene, "Canadian desk (REHEARSAL)", "CA").await;
        let fi = other(&scene, "Finnish desk (REHEARSAL)", "FI").await;
        let people = [
            ("lucy", scene.ours(), Role::Coordinator),
            ("dirk", scene.ours(), Role::Coordinator),
            ("dina", scene.ours(), Role::Coordinator),
            ("niek", nl, Role::Coordinator),
            ("nora", nl, Role::Coordinator),
            ("nils", nl, Role::Examiner),
            ("cleo", ca, Role::Coordinator),
            ("fanny", fi, Role::Coordinator),
        ];
        for (login, authority, role) in people {
            let account =
                Account { login: login.to_owned(), name: format!("R. {login}"), authority, roles: vec![role] };
            people::create(&scene.desk, None, account).await.unwrap();
        }
        Self { scene, nl, ca }
    }

    async fn person(&self, login: &str) -> Kept<Person> {
        self.scene.desk.find_unique::<Person>(login).await.unwrap().unwrap()
    }

    async fn session(&self, login: &str) -> (String, people::Session) {
        let link = people::one_time_link(&self.scene.desk, None, self.person(login).await.id).await.unwrap();
        let secret = people::use_one_time_link(&self.scene.desk, &link).await.unwrap();
        let session = people::session(&self.scene.desk, &secret).await.unwrap().unwrap();
        (secret, session)
    }

    pub async fn actor(&self, login: &str) -> Actor {
        self.session(login).await.1.actor
    }

    pub async fn get(&self, path: &str, login: &str) -> Answer {
        let cookie = format!("{SESSION_COOKIE}={}", self.session(login).await.0);
        self.scene.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    /// A page as a French reader gets it.
    pub async fn french(&self, path: &str, login: &str) -> Answer {
        let cookie = format!("{SESSION_COOKIE}={}; {LANG_COOKIE}=fr", self.session(login).await.0);
        self.scene.ask(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, login: &str, fields: &[(&str, &str)]) -> Answer {
        let (secret, session) = self.session(login).await;
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields).append_pair("csrf", &session.csrf);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("{SESSION_COOKIE}={secret}"));
        self.scene.ask(request.body(Body::from(form.finish())).unwrap()).await
    }

    /// Sends a form with files; `json` as the script on the phone does.
    pub async fn upload(
        &self,
        path: &str,
        login: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
        json: bool,
    ) -> Answer {
        const EDGE: &str = "REHEARSAL-edge";
        let (secret, session) = self.session(login).await;
        let mut body = Vec::new();
        for (name, value) in [("csrf", session.csrf.as_str())].iter().chain(fields) {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\n\r\n")
                    .bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").bytes());
        let mut request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .header(header::COOKIE, format!("{SESSION_COOKIE}={secret}"));
        if json {
            request = request.header(header::ACCEPT, "application/json");
        }
        self.scene.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// A form that is accepted.
    pub async fn done(&self, path: &str, login: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, login, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        answer.location.unwrap()
    }

    /// A moment some minutes from now, as a form sends it.
    pub fn local(&self, minutes: i64) -> String {
        let at = self.scene.clock.now() + SignedDuration::from_mins(minutes);
        at.to_zoned(TimeZone::get("Europe/Brussels").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The operation, with the Netherlands and Canada taking part, and its first wave.
    pub async fn planned(self) -> Planned {
        let ours = self.scene.ours().to_string();
        let entry = [
            ("name", "Low lamp"),
            ("objective", "REHEARSAL: to put the lamp out everywhere at once"),
            ("legal_frame", "REHEARSAL: harbour inquiry 7/26"),
            ("lead", ours.as_str()),
            ("coordinator", ours.as_str()),
        ];
        let at = self.done("/act", "lucy", &entry).await;
        let operation: Uuid = at.strip_prefix("/act/").unwrap().split('?').next().unwrap().parse().unwrap();
        let base = format!("/act/{operation}");
        for (authority, terms) in [(self.nl, "REHEARSAL spindrift"), (self.ca, "REHEARSAL terms of Canada")] {
            let fields = [("authority", authority.to_string()), ("terms", terms.to_owned())];
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            self.done(&format!("{base}/participants"), "lucy", &fields).await;
        }
        let id = async |login: &str| self.person(login).await.id.to_string();
        let (lucy, dirk, dina) = (id("lucy").await, id("dirk").await, id("dina").await);
        let voices = [
            format!("NL {}", id("niek").await),
            format!("NL {}", id("nora").await),
            format!("CA {}", id("cleo").await),
        ];
        let (from, until) = (self.local(60), self.local(60 * 25));
        let mut fields = vec![
            ("from", from.as_str()),
            ("until", until.as_str()),
            ("state", "NL"),
            ("state", "CA"),
            ("coordinator", lucy.as_str()),
            ("deputy", dirk.as_str()),
            ("lead", dina.as_str()),
            ("silence", "10"),
        ];
        fields.extend(voices.iter().map(|voice| ("voice", voice.as_str())));
        let at = self.done(&format!("{base}/waves"), "lucy", &fields).await;
        let wave = at.split("wave=").nth(1).unwrap().split('&').next().unwrap().parse().unwrap();
        Planned { stage: self, operation, wave }
    }
}

async fn other(scene: &Scene, name: &str, country: &str) -> AuthorityId {
    let entry = AuthorityEntry {
        name: name.to_owned(),
        country: country.parse().unwrap(),
        competences: vec![Competence::IssuesOrders],
        contact: format!("desk@{}.example", country.to_lowercase()),
        address: "2 Lighthouse Quay (REHEARSAL)".to_owned(),
        telephone: "+32 2 555 01 09".to_owned(),
        redress: "Harbour Court (REHEARSAL) | 60 days from receipt | law.example/redress".to_owned(),
        terms: casework::records::AuthorityTerms::default(),
        ours: false,
    };
    directory::put_authority(&scene.desk, None, entry).await.unwrap()
}

pub struct Planned {
    stage: Stage,
    operation: Uuid,
    wave: Uuid,
}

impl std::ops::Deref for Planned {
    type Target = Stage;

    fn deref(&self) -> &Stage {
        &self.stage
    }
}

impl Planned {
    pub fn base(&self) -> String {
        format!("/act/{}", self.operation)
    }

    pub const fn wave(&self) -> Uuid {
        self.wave
    }

    pub async fn operation(&self) -> Kept<Operation> {
        self.scene.desk.load(self.operation).await.unwrap()
    }

    pub async fn wave_record(&self) -> Kept<Wave> {
        self.scene.desk.load(self.wave).await.unwrap()
    }

    pub async fn target(&self, id: &str) -> Kept<Target> {
        self.scene.desk.load(id.parse().unwrap()).await.unwrap()
    }

    pub async fn state(&self, id: &str) -> TargetState {
        self.target(id).await.state
    }

    /// A target that is on the map and on the plan.
    pub async fn proposed(&self, asset: &str, measure: &str) -> String {
        let keeper = self.scene.actor(Role::Investigator).await;
        let name: Name = asset.parse().unwrap();
        map::add_seed(&self.scene.desk, &keeper, asset, "REHEARSAL").await.unwrap();
        let fields = [("asset", asset), ("measure", measure), ("name", asset), ("place", "NL")];
        self.done(&format!("{}/waves/{}/targets", self.base(), self.wave), "lucy", &fields).await;
        let all: Vec<Kept<Target>> = self.scene.desk.list(&Query::all(Kind::Target, 100)).await.unwrap();
        all.iter().find(|target| target.asset == name).unwrap().id.to_string()
    }

    /// The title for it, as the form with its paper sends it.
    pub async fn instrument(&self, asset: &str, measure: &str, kind: &str, issuer: &str) {
        let fields = [
            ("kind", kind),
            ("number", "REHEARSAL title 7"),
            ("issuer", issuer),
            ("place", "nl"),
            ("assets", asset),
            ("measure", measure),
            ("from", &self.local(-60)),
            ("until", &self.local(60 * 48)),
        ];
        let path = format!("{}/instruments", self.base());
        let added = self.upload(&path, "lucy", &fields, &[("paper", b"REHEARSAL paper")], false).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    }

    /// A letter for a host, given to the Netherlands, with its title.
    pub async fn letter(&self, asset: &str) -> String {
        let target = self.proposed(asset, "stop_hosting").await;
        let page = format!("{}/targets/{target}", self.base());
        self.done(&format!("{page}/allocate"), "lucy", &[("country", "NL")]).await;
        self.instrument(asset, "stop_hosting", "voluntary_referral", "BE").await;
        let letter = [
            ("way", "letter"),
            ("to", "orders@lowtide.example"),
            ("subject", "REHEARSAL notice"),
            ("text", "REHEARSAL: please end the hosting."),
        ];
        self.done(&format!("{page}/prepare"), "lucy", &letter).await;
        target
    }

    /// A server that a Dutch team takes away, cleared.
    pub async fn on_site(&self, asset: &str) -> String {
        let target = self.proposed(asset, "seize_server").await;
        let page = format!("{}/targets/{target}", self.base());
        self.done(&format!("{page}/allocate"), "lucy", &[("country", "NL")]).await;
        self.instrument(asset, "seize_server", "national_warrant", "NL").await;
        self.done(&format!("{page}/prepare"), "lucy", &[("way", "on_site"), ("team", "REHEARSAL team 4")]).await;
        self.cleared(&target).await;
        target
    }

    /// Deconfliction is answered, and what else would be hit is counted and accepted.
    pub async fn cleared(&self, target: &str) {
        let page = format!("{}/targets/{target}", self.base());
        let go = [("answer", "go"), ("note", "REHEARSAL: asked, no objection")];
        self.done(&format!("{page}/deconflict"), "liaison", &go).await;
        let asset = self.target(target).await.asset.clone();
        let keeper = self.scene.actor(Role::Investigator).await;
        let found = map::find(&self.scene.desk, &keeper, &asset).await.unwrap().unwrap();
        let counted = (Source::Person, self.scene.clock.now());
        map::record_count(&self.scene.desk, &keeper, found.id, 0, counted, "REHEARSAL").await.unwrap();
        let shown = self.get(&page, "lucy").await.body;
        assert!(shown.contains("It would hit 0 others."), "{shown}");
        self.done(&format!("{page}/collateral"), "lucy", &[("others", "0")]).await;
    }

    /// The moment as a page shows it beside the button for go.
    pub async fn shown(&self) -> String {
        let wave = self.scene.desk.load::<Wave>(self.wave).await.unwrap();
        wave.moment.unwrap().to_string()
    }

    /// What names the papers of a target as a page shows them.
    pub async fn seen(&self, target: &str) -> String {
        let actor = self.actor("approver").await;
        let papers = act::papers_shown(&self.scene.desk, &actor, target.parse().unwrap()).await.unwrap();
        papers.unwrap().to_string()
    }

    /// What an actor's slice of it is.
    pub async fn slice(&self, login: &str) -> Option<act::Slice> {
        let actor = self.actor(login).await;
        act::slice(&self.scene.desk, &actor, domain::id::OperationId(self.operation)).await.ok()
    }
}
