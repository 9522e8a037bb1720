//! A unit with its people, authorities, providers and one known text.

use anyhow::Context as _;
use casework::banks::{self, Addition};
use casework::directory::{self, AuthorityEntry, ProviderEntry};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::records::{AuthorityTerms, ProviderDetails};
use casework::{Desk, Entropy};
use domain::people::{Competence, Role};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;
use vigie::clock::StoryClock;
use vigie::config::{self, Config, Hands};
use vigie::installation::{self, Keys, World};

/// The known text: invented, and about nothing but a harbour.
pub const BULLETIN: &str = "REHEARSAL bulletin of the Lowtide harbour. The keeper climbs ninety steps each evening before \
    the tide turns, carrying a can of oil and a folded cloth. From the gallery she counts the boats that have not come home, \
    writes their names on a slate, and trims the lamp until its flame stands straight. When fog lies on the water the bell \
    is rung twice a minute, and the children of the village answer with pots and spoons from the breakwater.";
/// How many providers share the work.
pub const PROVIDERS: usize = 25;

/// A unit at work in a temporary folder.
pub struct House {
    /// The desk.
    pub desk: Arc<Desk>,
    /// The time, which stands still until it is moved.
    pub clock: StoryClock,
    /// Writes findings.
    pub analyst: Actor,
    /// Releases what the analyst wrote.
    pub colleague: Actor,
    /// Approves and issues.
    pub officer: Actor,
    /// Answers deconfliction.
    pub liaison: Actor,
    config: Config,
    folder: TempDir,
}

impl House {
    /// Sets it up; `mail` is the address of a mail server, without which letters go into a folder.
    pub async fn open(mail: Option<std::net::SocketAddr>) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let listen = "127.0.0.1:8443".parse()?;
        let hands = Hands { operator: "investigator", administrator: "administrator" };
        let text = config::new_file("measure.invalid/vigie", &"https://unit.example/".parse()?, listen, "UTC", hands);
        std::fs::write(folder.path().join("vigie.toml"), format!("rehearsal = true\n{text}"))?;
        let mut config = Config::read(folder.path())?;
        config.mail = mail.map(|server| outside::MailSettings {
            host: server.ip().to_string(),
            port: server.port(),
            tls: outside::MailTls::None,
            account: None,
            from: "Unit (rehearsal) <orders@unit.invalid>".to_owned(),
            dkim: None,
            timeout_ms: 10_000,
            extra_roots: Vec::new(),
        });
        Keys::make(folder.path(), &Entropy::from_system())?;
        // A Tuesday morning, so that it is a working hour where the providers are.
        let clock = StoryClock::at("2026-11-17T09:00:00Z".parse::<Timestamp>()?);
        let desk = installation::open(folder.path(), &config, world(&clock)).await?;
        let ours = directory::put_authority(&desk, None, authority("BE", Competence::IssuesOrders, true)?).await?;
        directory::put_authority(&desk, None, authority("NL", Competence::ScrutinisesOrders, false)?).await?;
        let mut staff = Vec::new();
        for (login, role) in [
            ("investigator", Role::Investigator),
            ("analyst", Role::Analyst),
            ("colleague", Role::Analyst),
            ("officer", Role::Approver),
            ("liaison", Role::Liaison),
        ] {
            let account =
                Account { login: login.to_owned(), name: login.to_owned(), authority: ours, roles: vec![role] };
            people::create(&desk, None, account).await?;
            staff.push(people::by_login(&desk, login).await?);
        }
        let [investigator, analyst, colleague, officer, liaison] =
            <[Actor; 5]>::try_from(staff).ok().context("five people work here")?;
        furnish(&desk, &investigator, &clock).await?;
        Ok(Self { desk, clock, analyst, colleague, officer, liaison, config, folder })
    }

    /// How many seconds it takes to open the installation once more, as a start does.
    pub async fn start(&self) -> anyhow::Result<f64> {
        let began = Instant::now();
        installation::open(self.folder.path(), &self.config, world(&self.clock)).await?;
        Ok(began.elapsed().as_secs_f64())
    }
}

fn world(clock: &StoryClock) -> World {
    World { clock: Arc::new(clock.clone()), entropy: Entropy::from_system() }
}

async fn furnish(desk: &Desk, investigator: &Actor, clock: &StoryClock) -> anyhow::Result<()> {
    use casework::ports::Clock as _;
    let yesterday = clock.now() - SignedDuration::from_hours(24);
    for number in 0..PROVIDERS {
        let entry = ProviderEntry {
            name: format!("Tidewater {number} (rehearsal)"),
            country: "NL".parse()?,
            contact: format!("orders{number}@authorities.test"),
            languages: vec!["en".to_owned()],
            time_zone: "Europe/Amsterdam".to_owned(),
            domains: vec![format!("tidewater{number}.test")],
            details: ProviderDetails::default(),
        };
        let id = directory::put_provider(desk, investigator, entry).await?;
        directory::record_informed(desk, investigator, id, yesterday, "REHEARSAL: registered letter").await?;
    }
    let known = Addition::File { name: "bulletin.txt".to_owned(), bytes: BULLETIN.as_bytes().to_vec() };
    banks::import(desk, investigator, "REHEARSAL", "rehearsal", vec![known]).await?;
    Ok(())
}

fn authority(country: &str, competence: Competence, ours: bool) -> anyhow::Result<AuthorityEntry> {
    Ok(AuthorityEntry {
        name: format!("Unit {country} (rehearsal)"),
        country: country.parse()?,
        competences: vec![competence],
        contact: format!("desk@{}.authority.example", country.to_lowercase()),
        address: "1 Quay Street (rehearsal)".to_owned(),
        telephone: "+32 000 00 00 00 (rehearsal)".to_owned(),
        redress: "Harbour Court (rehearsal) | 30 days | Harbour Code (rehearsal)".to_owned(),
        terms: AuthorityTerms::default(),
        ours,
    })
}
