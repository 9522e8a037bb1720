//! A joint action of one state that is ready to go, on any desk: what measures and kills at the moment begin with.

use casework::act::{
    self, Call, InstrumentEntry, OperationEntry, Preparation, TargetEntry, WaveEntry, accept_collateral, add_instrument,
};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::{Desk, Error, map};
use domain::act::{Check, InstrumentKind, Scope};
use domain::hold::Answer;
use domain::id::{AuthorityId, OperationId, TargetId, WaveId};
use domain::map::{Asset, AssetKind, Interval, LinkKind, Measure, Observation, Source};
use domain::people::{Country, Role};
use jiff::{SignedDuration, Timestamp};

/// Assets that one title names.
const PER_TITLE: usize = 50;

/// An action whose targets all have a letter that waits for the moment.
#[derive(Debug)]
pub struct Action {
    /// The operation.
    pub operation: OperationId,
    /// Its only wave.
    pub wave: WaveId,
    /// The targets, in the order of their letters.
    pub targets: Vec<TargetId>,
    /// Who coordinates, and speaks for the state.
    pub coordinator: Actor,
    /// The second pair of eyes.
    second: Actor,
    country: Country,
}

/// Prepares one letter to each of these addresses, about a host each, up to and including its clearance. The authority
/// of the installation leads, coordinates and acts; T0 lies in the two days that begin now.
///
/// # Errors
/// Whatever casework refuses, and storage failures.
///
/// # Panics
/// When a host is not named as hosts are, which is never.
pub async fn prepared(desk: &Desk, to: &[String]) -> Result<Action, Error> {
    let ours = desk.our_authority().await?;
    let staff = Staff::hire(desk, ours.id).await?;
    let country = ours.country;
    let entry = OperationEntry {
        name: "Low lamp (REHEARSAL)".to_owned(),
        objective: "REHEARSAL: to put the lamp out everywhere at once".to_owned(),
        legal_frame: "REHEARSAL: harbour inquiry 7/26".to_owned(),
        lead: ours.id,
        coordinator: ours.id,
        network: None,
        banner: None,
    };
    let operation = act::open(desk, &staff.coordinator, entry).await?;
    let now = desk.now();
    let wave = WaveEntry {
        from: now,
        until: now + SignedDuration::from_hours(48),
        states: vec![country],
        coordinator: staff.coordinator.person,
        deputy: staff.deputy.person,
        lead: vec![staff.second.person],
        voices: [&staff.coordinator, &staff.second].map(|actor| (country, actor.person)).to_vec(),
        silence: SignedDuration::from_mins(10),
    };
    let wave = act::plan_wave(desk, &staff.coordinator, operation, wave).await?;
    let hosts: Vec<Asset> = (0..to.len()).map(host).collect();
    let targets = staff.target(desk, operation, wave, country, &hosts).await?;
    for (number, (target, to)) in targets.iter().zip(to).enumerate() {
        staff.clear(desk, *target, number, to).await?;
    }
    let Staff { coordinator, second, .. } = staff;
    Ok(Action { operation, wave, targets, coordinator, second, country })
}

fn host(number: usize) -> Asset {
    Asset::new(AssetKind::Host, &format!("www.lamp{number}.example")).expect("a host name")
}

struct Staff {
    coordinator: Actor,
    deputy: Actor,
    second: Actor,
    investigator: Actor,
    officer: Actor,
    liaison: Actor,
}

impl Staff {
    async fn hire(desk: &Desk, authority: AuthorityId) -> Result<Self, Error> {
        let hired = async |login: &str, role| {
            let account =
                Account { login: login.to_owned(), name: format!("REHEARSAL {login}"), authority, roles: vec![role] };
            people::create(desk, None, account).await?;
            people::by_login(desk, login).await
        };
        Ok(Self {
            coordinator: hired("lamp-coordinator", Role::Coordinator).await?,
            deputy: hired("lamp-deputy", Role::Coordinator).await?,
            second: hired("lamp-second", Role::Coordinator).await?,
            investigator: hired("lamp-investigator", Role::Investigator).await?,
            officer: hired("lamp-officer", Role::Approver).await?,
            liaison: hired("lamp-liaison", Role::Liaison).await?,
        })
    }

    /// Puts the hosts on the map, proposes them as targets, and records the titles.
    async fn target(
        &self,
        desk: &Desk,
        operation: OperationId,
        wave: WaveId,
        country: Country,
        hosts: &[Asset],
    ) -> Result<Vec<TargetId>, Error> {
        let now = desk.now();
        let seen = |host: &Asset| Observation {
            subject: host.clone(),
            link: LinkKind::UnderDomain,
            object: Asset::of_host(host.value()).last().cloned().unwrap_or_else(|| host.clone()),
            seen: Interval::at(now),
            source: Source::Person,
            note: "REHEARSAL: known without looking".to_owned(),
        };
        map::record(desk, &self.investigator, &hosts.iter().map(seen).collect::<Vec<_>>()).await?;
        let entry = |host: &Asset| TargetEntry {
            name: format!("REHEARSAL {host}"),
            asset: host.clone(),
            measure: Measure::StopHosting,
            place: Some(country),
            provider: None,
        };
        let targets = act::propose(desk, &self.coordinator, wave, hosts.iter().map(entry).collect()).await?;
        for (number, assets) in hosts.chunks(PER_TITLE).enumerate() {
            let title = InstrumentEntry {
                number: format!("REHEARSAL title {number}"),
                kind: InstrumentKind::VoluntaryReferral,
                issuer: country,
                place: country,
                assets: assets.to_vec(),
                measures: vec![Measure::StopHosting],
                from: now,
                until: None,
                paper: None,
            };
            add_instrument(desk, &self.coordinator, operation, title).await?;
        }
        for target in &targets {
            act::allocate(desk, &self.coordinator, *target, country).await?;
        }
        Ok(targets)
    }

    /// Takes a target through everything that people do before the moment.
    async fn clear(&self, desk: &Desk, target: TargetId, number: usize, to: &str) -> Result<(), Error> {
        let letter = Preparation::Letter {
            to: Some(to.to_owned()),
            subject: format!("REHEARSAL notice {number}"),
            text: format!("REHEARSAL: please end the hosting of {}.", host(number).value()),
        };
        act::prepare(desk, &self.coordinator, target, letter).await?;
        let shown = act::papers_shown(desk, &self.officer, target).await?;
        let shown = shown.ok_or(Error::NotFound { what: "papers" })?;
        act::approve_papers(desk, &self.officer, target, shown).await?;
        act::deconflict(desk, &self.liaison, target, Answer::Go, "REHEARSAL: asked, no objection").await?;
        accept_collateral(desk, &self.coordinator, target, 0).await
    }
}

impl Action {
    /// The moment is fixed, the state says that it is ready, and everybody whom it needs calls go.
    ///
    /// # Errors
    /// Whatever casework refuses, and storage failures.
    pub async fn go(&self, desk: &Desk, moment: Timestamp) -> Result<(), Error> {
        let call = async |actor, call| act::call(desk, actor, self.wave, call, "").await.map(|_| ());
        call(&self.coordinator, Call::MakeReady).await?;
        call(&self.coordinator, Call::FixMoment(moment)).await?;
        for check in Check::ALL.iter().filter(|check| !check.is_per_target()) {
            act::say_ready(desk, &self.coordinator, self.wave, self.country, *check, "REHEARSAL").await?;
        }
        // The state first: once the wave goes too, everything waits for the moment.
        for scope in [Scope::State(self.country), Scope::All] {
            call(&self.coordinator, Call::Go(scope, moment)).await?;
            call(&self.second, Call::Go(scope, moment)).await?;
        }
        Ok(())
    }
}
