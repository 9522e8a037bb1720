//! A joint action to be played: Belgium leads, a body of the Union coordinates, the Netherlands and Romania act, and
//! Canada takes part as a third state.

use crate::map::name;
use crate::scene::{Scene, authority, person};
use casework::act::{
    self, Board, Call, Called, FieldReport, Heard, InstrumentEntry, OperationEntry, Preparation, TargetEntry, WaveEntry,
};
use casework::policy::Actor;
use casework::ports::Clock as _;
use casework::records::{Kept, Target, Wave};
use casework::{Error, Refusal};
use casework::{directory, map};
use domain::act::{Check, InstrumentKind, Outcome, Scope, TargetState};
use domain::hold::Answer;
use domain::id::{AuthorityId, OperationId, ProviderId, TargetId, WaveId};
use domain::map::{Measure, Source};
use domain::people::{Competence, Country, Role};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub const BANNER: &str = "REHEARSAL: this harbour light was put out by the authorities";

pub fn country(code: &str) -> Country {
    code.parse().unwrap()
}

pub struct Stage {
    pub scene: Scene,
    pub operation: OperationId,
    pub wave: WaveId,
    /// T0: two hours after the stage is set.
    pub moment: Timestamp,
    /// Of the body of the Union.
    pub coordinator: Actor,
    pub deputy: Actor,
    /// Of the Belgian unit: coordinates there, and speaks for those who lead.
    pub lead: Actor,
    pub nl: Actor,
    pub nl_second: Actor,
    /// On site in the Netherlands.
    pub nl_site: Actor,
    pub ro: Actor,
    pub ca: Actor,
    pub nl_authority: AuthorityId,
    pub ca_authority: AuthorityId,
}

/// What an authority of a state is called in the directory.
async fn put(scene: &Scene, title: &str, code: &str) -> AuthorityId {
    let entry = authority(title, code, Competence::IssuesOrders, false);
    directory::put_authority(&scene.desk, None, entry).await.unwrap()
}

impl Stage {
    pub async fn new() -> Self {
        let scene = Scene::new().await;
        let union = put(&scene, "REHEARSAL Union desk", "EU").await;
        let (nl, ro) =
            (put(&scene, "REHEARSAL Dutch desk", "NL").await, put(&scene, "REHEARSAL Romanian desk", "RO").await);
        let ca = put(&scene, "REHEARSAL Canadian desk", "CA").await;
        let who = async |authority, login: &str, role| person(&scene.desk, authority, login, role).await;
        let coordinator = who(union, "cora", Role::Coordinator).await;
        let deputy = who(union, "dirk", Role::Coordinator).await;
        let lead = who(scene.ours, "lucy", Role::Coordinator).await;
        let (nl_one, nl_two) = (who(nl, "niek", Role::Coordinator).await, who(nl, "nora", Role::Coordinator).await);
        let nl_site = who(nl, "nils", Role::Examiner).await;
        let (ro_one, ro_two) = (who(ro, "rada", Role::Coordinator).await, who(ro, "radu", Role::Coordinator).await);
        let ca_one = who(ca, "cleo", Role::Coordinator).await;
        let entry = OperationEntry {
            name: "Low lamp (REHEARSAL)".to_owned(),
            objective: "REHEARSAL: to put the lamp out everywhere at once".to_owned(),
            legal_frame: "REHEARSAL: harbour inquiry 7/26".to_owned(),
            lead: scene.ours,
            coordinator: union,
            network: None,
            banner: Some(BANNER.to_owned()),
        };
        let operation = act::open(&scene.desk, &lead, entry).await.unwrap();
        for (authority, terms) in [(nl, "member"), (ro, "member"), (ca, "only what is released")] {
            act::put_participant(&scene.desk, &lead, operation, authority, terms).await.unwrap();
        }
        let now = scene.clock.now();
        let moment = now + SignedDuration::from_hours(2);
        let entry = WaveEntry {
            from: now + SignedDuration::from_hours(1),
            until: now + SignedDuration::from_hours(25),
            states: ["NL", "RO", "CA"].map(country).to_vec(),
            coordinator: coordinator.person,
            deputy: deputy.person,
            lead: vec![lead.person],
            voices: [("NL", &nl_one), ("NL", &nl_two), ("RO", &ro_one), ("RO", &ro_two), ("CA", &ca_one)]
                .map(|(code, actor)| (country(code), actor.person))
                .to_vec(),
            silence: SignedDuration::from_mins(10),
        };
        let wave = act::plan_wave(&scene.desk, &lead, operation, entry).await.unwrap();
        Self {
            scene,
            operation,
            wave,
            moment,
            coordinator,
            deputy,
            lead,
            nl: nl_one,
            nl_second: nl_two,
            nl_site,
            ro: ro_one,
            ca: ca_one,
            nl_authority: nl,
            ca_authority: ca,
        }
    }

    pub async fn target(&self, id: TargetId) -> Kept<Target> {
        self.scene.desk.load(id.0).await.unwrap()
    }

    pub async fn state(&self, id: TargetId) -> TargetState {
        self.target(id).await.state
    }

    pub async fn wave(&self) -> Kept<Wave> {
        self.scene.desk.load(self.wave.0).await.unwrap()
    }

    pub async fn board(&self) -> Board {
        act::board(&self.scene.desk, &self.lead, self.wave).await.unwrap()
    }

    /// Puts an asset on the map and proposes it as a target, with a state to act.
    pub async fn allocated(&self, asset: &str, measure: Measure, code: &str) -> TargetId {
        let desk = &self.scene.desk;
        self.scene.seed(asset).await;
        let provider: Option<ProviderId> = Some(self.scene.provider).filter(|_| measure == Measure::StopHosting);
        let entry = TargetEntry {
            name: format!("REHEARSAL {asset}"),
            asset: name(asset),
            measure,
            place: Some(country(code)),
            provider,
        };
        let id = act::propose(desk, &self.lead, self.wave, vec![entry]).await.unwrap()[0];
        act::allocate(desk, &self.lead, id, country(code)).await.unwrap();
        id
    }

    /// The title for one target.
    pub async fn instrument(&self, asset: &str, measure: Measure, kind: InstrumentKind, issuer: &str, place: &str) {
        let entry = InstrumentEntry {
            number: format!("REHEARSAL title for {asset}"),
            kind,
            issuer: country(issuer),
            place: country(place),
            assets: vec![name(asset)],
            measures: vec![measure],
            from: self.scene.clock.now(),
            until: Some(self.moment + SignedDuration::from_hours(48)),
            paper: Some(b"REHEARSAL paper".to_vec()),
        };
        act::add_instrument(&self.scene.desk, &self.lead, self.operation, entry).await.unwrap();
    }

    /// Deconfliction and collateral, as if people had gone through them.
    pub async fn accept(&self, id: TargetId) {
        let desk = &self.scene.desk;
        act::deconflict(desk, &self.scene.liaison, id, Answer::Go, "REHEARSAL: asked, no objection").await.unwrap();
        self.count(id, 0).await;
        act::accept_collateral(desk, &self.lead, id, 0).await.unwrap();
    }

    /// The host of a target's asset says how many others are there.
    pub async fn count(&self, id: TargetId, strangers: u64) {
        let asset = self.scene.asset(&self.target(id).await.asset.to_string()).await;
        let said = (Source::Person, self.scene.clock.now());
        let investigator = &self.scene.investigator;
        map::record_count(&self.scene.desk, investigator, asset.id, strangers, said, "REHEARSAL: asked the host")
            .await
            .unwrap();
    }

    /// A letter to the hosting company, cleared.
    pub async fn letter(&self, host: &str) -> TargetId {
        let (asset, desk) = (format!("host {host}"), &self.scene.desk);
        let id = self.allocated(&asset, Measure::StopHosting, "NL").await;
        self.instrument(&asset, Measure::StopHosting, InstrumentKind::VoluntaryReferral, "BE", "NL").await;
        let text = format!("REHEARSAL: please end the hosting of {host}.");
        let how = Preparation::Letter { to: None, subject: "REHEARSAL notice".to_owned(), text };
        act::prepare(desk, &self.lead, id, how).await.unwrap();
        self.approve(&self.scene.officer, id).await.unwrap();
        self.accept(id).await;
        assert_eq!(self.state(id).await, TargetState::Cleared, "{host}");
        id
    }

    /// A server that a team of a state takes away, cleared.
    pub async fn on_site(&self, address: &str, code: &str) -> TargetId {
        let asset = format!("address {address}");
        let id = self.allocated(&asset, Measure::SeizeServer, code).await;
        self.instrument(&asset, Measure::SeizeServer, InstrumentKind::NationalWarrant, code, code).await;
        let team = Preparation::OnSite { team: "REHEARSAL team 4".to_owned() };
        act::prepare(&self.scene.desk, &self.lead, id, team).await.unwrap();
        self.accept(id).await;
        assert_eq!(self.state(id).await, TargetState::Cleared, "{address}");
        id
    }

    pub async fn call(&self, actor: &Actor, call: Call) -> Result<Called, Error> {
        act::call(&self.scene.desk, actor, self.wave, call, "REHEARSAL reason").await
    }

    /// A state says that it is ready.
    pub async fn ready(&self, actor: &Actor, code: &str) {
        for check in Check::ALL.iter().filter(|check| !check.is_per_target()) {
            act::say_ready(&self.scene.desk, actor, self.wave, country(code), *check, "REHEARSAL").await.unwrap();
        }
    }

    /// The moment is fixed, and the Netherlands and Romania are ready.
    pub async fn set(&self) {
        self.call(&self.coordinator, Call::MakeReady).await.unwrap();
        self.call(&self.coordinator, Call::FixMoment(self.moment)).await.unwrap();
        self.ready(&self.nl, "NL").await;
        self.ready(&self.ro, "RO").await;
    }

    /// Somebody approves the papers as they stand.
    pub async fn approve(&self, actor: &Actor, id: TargetId) -> Result<(), Error> {
        let shown = act::papers_shown(&self.scene.desk, &self.lead, id).await.unwrap();
        act::approve_papers(&self.scene.desk, actor, id, shown.unwrap()).await
    }

    pub async fn go_for(&self, code: &str, by: [&Actor; 2]) {
        let moment = self.wave().await.moment.unwrap();
        for actor in by {
            self.call(actor, Call::Go(Scope::State(country(code)), moment)).await.unwrap();
        }
    }

    /// Everybody but Canada goes.
    pub async fn go(&self) {
        self.set().await;
        self.call(&self.coordinator, Call::Go(Scope::All, self.moment)).await.unwrap();
        self.call(&self.lead, Call::Go(Scope::All, self.moment)).await.unwrap();
        self.go_for("NL", [&self.nl, &self.nl_second]).await;
        self.go_for("RO", [&self.lead, &self.ro]).await;
    }

    /// The moment comes, and everything that is due is done.
    pub async fn strike(&self) {
        self.scene.pass(self.moment.duration_since(self.scene.clock.now())).await;
        self.scene.work().await;
    }

    /// What a team reports now, by a clock that is right.
    pub fn field_report(&self, number: u128, target: TargetId, outcome: Outcome) -> FieldReport {
        let now = self.scene.clock.now();
        FieldReport {
            id: Uuid::from_u128(number),
            target,
            outcome,
            happened: now,
            written: now,
            sent: now,
            note: "REHEARSAL".to_owned(),
            exhibits: Vec::new(),
        }
    }

    pub async fn report(&self, actor: &Actor, number: u128, target: TargetId, outcome: Outcome) -> Heard {
        act::report(&self.scene.desk, actor, self.field_report(number, target, outcome)).await.unwrap()
    }

    /// The letters to the hosting company, by identifier; each is there once.
    pub fn sent(&self) -> Vec<String> {
        let mut ids: Vec<String> =
            self.scene.letters_to("orders@lowtide.example").into_iter().map(|letter| letter.message_id).collect();
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "a letter left twice");
        ids
    }

    pub async fn end(&self) {
        self.scene.end().await;
    }
}

/// Why a command was refused.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("refused, not {other:?}"),
    }
}
