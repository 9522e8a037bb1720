//! Setting the stage: the small internet, an installation that looks at it, the server, the people.

mod surroundings;

use super::cast;
use crate::clock::StoryClock;
use crate::config::{self, Config};
use crate::installation::{self, Keys, World as Doors, report_file};
use crate::server::{App, router};
use ::rehearsal::material::Bank;
use ::rehearsal::officers::{Acknowledged, Book, Officer};
use ::rehearsal::providers::{Provider as Firm, Way};
use ::rehearsal::{AUTHORITIES, World};
use anyhow::Context as _;
use casework::banks::{self, Addition};
use casework::directory::{self, AuthorityEntry, ProviderEntry};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::records::SiteKind;
use casework::records::{AuthorityTerms, ProviderDetails};
use casework::{Desk, Entropy};
use domain::id::AuthorityId;
use domain::people::{AuthorityKind, Competence};
use domain::provider::Channel;
use jiff::{SignedDuration, Timestamp};
use outside::bounces::Maildir;
use outside::{AddressRule, FetchSettings, Fetcher, MailSettings, MailTls, Route, VantageSettings};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use url::Url;

/// The story begins on a Monday in April, at nine in Brussels.
const BEGIN: &str = "2026-04-13T07:00:00Z";
/// Where we look from. The sites tell visitors apart by these source addresses.
const VANTAGES: [(&str, &str, Ipv4Addr); 3] = [
    ("Brussels", "BE", Ipv4Addr::new(127, 20, 0, 1)),
    ("Ottawa", "CA", Ipv4Addr::new(127, 30, 0, 1)),
    ("Helsinki", "FI", Ipv4Addr::new(127, 40, 0, 1)),
];
/// How long the officers' programs may work.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The folder in which letters come back.
const BOUNCES: &str = "bounces";
/// The port the console is first tried on, so that its address is the same each time.
const CONSOLE_PORT: u16 = 8080;

/// Everything the story is played on.
pub struct Stage {
    /// The small internet.
    pub world: World,
    /// Vigie.
    pub app: App,
    /// The story's clock.
    pub clock: StoryClock,
    /// Where the console is.
    pub base_url: Url,
    /// The officers by login.
    pub officers: BTreeMap<&'static str, Officer>,
    /// Whom the coordinator of the operation against Meridian can call.
    pub book: Book,
    /// What comes back undelivered.
    pub mailbox: Maildir,
    /// How streams are listened to: as `vigie listen` does.
    pub fetcher: Fetcher,
    administrator: Actor,
}

impl Stage {
    /// The officer with a login.
    pub fn officer(&self, login: &str) -> anyhow::Result<&Officer> {
        self.officers.get(login).with_context(|| format!("there is no officer {login}"))
    }

    /// Writes the provider into the directory that nobody knew before. Returns the hosts it serves.
    pub async fn newcomer(&self) -> anyhow::Result<Vec<String>> {
        let firm = self.world.providers().iter().find(|firm| firm.name == cast::NEWCOMER);
        let firm = firm.context("the newcomer is not of this world")?;
        directory::put_provider(&self.app.desk, &self.administrator, entry(firm)?).await?;
        Ok(firm.hosts.clone())
    }

    /// One-time sign-in links, with login and roles.
    pub async fn logins(&self) -> anyhow::Result<Vec<(String, String, String)>> {
        let mut logins = Vec::new();
        for person in people::everybody(&self.app.desk, &self.administrator).await? {
            let secret = people::one_time_link(&self.app.desk, Some(&self.administrator), person.id).await?;
            let roles: Vec<_> = person.roles.iter().map(|role| role.name()).collect();
            logins.push((person.login.clone(), roles.join(", "), format!("{}login/once/{secret}", self.base_url)));
        }
        Ok(logins)
    }
}

/// Sets the stage in a folder.
pub async fn set(folder: &Path, seed: u64) -> anyhow::Result<Stage> {
    println!("REHEARSAL. Seed {seed}. Everything that follows is invented; nothing leaves this machine.");
    let world =
        tokio::task::spawn_blocking(move || World::start(seed)).await?.context("the small internet does not start")?;
    let listener = listen().await?;
    let base_url: Url = format!("http://{}/", listener.local_addr()?).parse()?;
    let config = write_config(folder, &world, &base_url, listener.local_addr()?)?;
    let clock = StoryClock::at(BEGIN.parse::<Timestamp>()?);
    Keys::make(folder, &Entropy::from_system())?;
    let fetcher = Fetcher::new(config.fetch.clone(), Arc::new(clock.clone()))?;
    let doors = Doors { clock: Arc::new(clock.clone()), entropy: Entropy::from_system() };
    let desk = installation::open(folder, &config, doors).await?;
    let app =
        App { desk: desk.clone(), zone: jiff::tz::TimeZone::get("Europe/Brussels")?, report: report_file(folder) };
    // Whoever asks whether an order is genuine is counted by address.
    let service = router(app.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(axum::serve(listener, service).into_future());
    let administrator = furnish(&desk, &world).await?;
    // Providers find the key and the page on which to ask in the public list of authorities, not in letters.
    world.publish(&casework::journal::public_key(&desk).to_string(), base_url.join("genuine.json")?.as_str())?;
    world.send_back_to(folder.join(BOUNCES));
    let mailbox = Maildir::new(&folder.join(BOUNCES))?;
    let acknowledged = Acknowledged::into(File::create(folder.join("acknowledged.jsonl"))?);
    let officers = hire(&desk, &base_url, &acknowledged).await?;
    let book = book(&desk).await?;
    Ok(Stage { world, app, clock, base_url, officers, book, mailbox, fetcher, administrator })
}

async fn listen() -> anyhow::Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, CONSOLE_PORT)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port for the console"),
    }
}

/// Writes the settings file, so that `vigie ledger verify` and `vigie serve` work on the folder, and
/// adds what no file can hold: the roots and ports of this one world.
fn write_config(folder: &Path, world: &World, base_url: &Url, listen: std::net::SocketAddr) -> anyhow::Result<Config> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let hands = config::Hands { operator: "godwit", administrator: "sanderling" };
    let text = config::new_file("rehearsal.invalid/vigie", base_url, listen, "Europe/Brussels", hands);
    let (chain, key) = world.paper_certificate();
    fs::write(folder.join("papers.pem"), chain)?;
    fs::write(folder.join("papers.key"), key)?;
    let signature = "[signature]\ncertificate = \"papers.pem\"\nkey = \"papers.key\"\n";
    fs::write(folder.join("vigie.toml"), format!("rehearsal = true\nbounces = \"{BOUNCES}\"\n{text}\n{signature}"))?;
    let mut config = Config::read(folder)?;
    config.collect = surroundings::collect(folder, world)?;
    config.fetch = FetchSettings {
        user_agent: "Vigie-Rehearsal/0.1 (+https://unit.invalid/visits)".to_owned(),
        vantages: VANTAGES
            .iter()
            .map(|(name, country, from)| VantageSettings {
                name: (*name).to_owned(),
                country: (*country).to_owned(),
                route: Route::LocalAddress((*from).into()),
            })
            .collect(),
        addresses: AddressRule::LoopbackToo,
        resolver: Some(world.dns_addr()),
        port_map: Some(world.https_port()),
        extra_roots: vec![world.root_der().to_vec()],
        per_host_interval_ms: 0,
        parallel: 16,
        ..FetchSettings::default()
    };
    config.mail = Some(MailSettings {
        host: world.smtp_addr().ip().to_string(),
        port: world.smtp_addr().port(),
        tls: MailTls::None,
        account: None,
        from: "Federal Online Unit (rehearsal) <orders@unit.invalid>".to_owned(),
        dkim: None,
        timeout_ms: 10_000,
        extra_roots: Vec::new(),
    });
    Ok(config)
}

/// What an installer does before the first working day: authorities, accounts, directory, banks.
async fn furnish(desk: &Arc<Desk>, world: &World) -> anyhow::Result<Actor> {
    let ours = authority("Federal Online Unit (rehearsal)", "BE", &[Competence::IssuesOrders], true)?;
    let ours = directory::put_authority(desk, None, ours).await?;
    let mut houses = BTreeMap::from([("", ours)]);
    for (name, country, competences) in cast::authorities() {
        let id = directory::put_authority(desk, None, authority(name, country, competences, false)?).await?;
        houses.insert(name, id);
    }
    accounts(desk, &houses).await?;
    let administrator = people::by_login(desk, "sanderling").await?;
    for firm in world.providers().iter().filter(|firm| firm.name != cast::NEWCOMER) {
        directory::put_provider(desk, &administrator, entry(firm)?).await?;
    }
    surroundings::directory(desk, &administrator, world).await?;
    let sites: Vec<_> = world.known_sites().iter().map(|site| (site.domain.to_owned(), site_kind(site.kind))).collect();
    banks::list_sites(desk, &administrator, &sites).await?;
    let (source, known) = ("Federal Online Unit (rehearsal)", known(world.bank()));
    let imported = banks::import(desk, &administrator, "Meridian bulletins", source, known).await?;
    println!("Bank      {} signals of known material (invented)", imported.added);
    Ok(administrator)
}

/// The known material as files.
fn known(bank: &Bank) -> Vec<Addition> {
    let file = |name: &str, bytes: &[u8]| Addition::File { name: name.to_owned(), bytes: bytes.to_vec() };
    let texts = bank.texts.iter().map(|text| file(&text.name, text.text.as_bytes()));
    let pictures = bank.pictures.iter().map(|picture| file(&picture.name, &picture.png));
    let sounds = bank.sounds.iter().map(|sound| file(sound.name, &sound.wav));
    texts.chain(pictures).chain(sounds).collect()
}

/// A firm as the public register of contact points and representatives shows it.
fn entry(firm: &Firm) -> anyhow::Result<ProviderEntry> {
    let channel = |way: &Way| match way {
        Way::Mail => Channel::Email,
        Way::Interface => Channel::Api,
    };
    Ok(ProviderEntry {
        name: firm.name.to_owned(),
        country: firm.country.parse()?,
        contact: firm.contact.clone(),
        languages: firm.languages.iter().map(|language| (*language).to_owned()).collect(),
        time_zone: firm.time_zone.to_owned(),
        domains: std::iter::once(firm.domain.to_owned()).chain(firm.hosts.iter().cloned()).collect(),
        details: ProviderDetails {
            legal_representative: firm.representative.map(|(who, _)| who.to_owned()),
            represented_in: firm.representative.map(|(_, state)| state.parse()).transpose()?,
            channels: firm.ways.iter().map(channel).collect(),
            webhook: firm.interface.as_deref().map(str::parse).transpose()?,
            ..ProviderDetails::default()
        },
    })
}

fn authority(name: &str, country: &str, competences: &[Competence], ours: bool) -> anyhow::Result<AuthorityEntry> {
    Ok(AuthorityEntry {
        name: name.to_owned(),
        country: country.parse()?,
        competences: competences.to_vec(),
        contact: format!("{}@{AUTHORITIES}", mailbox_of(name)),
        address: "1 Quay Street, Rehearsal".to_owned(),
        telephone: "+32 000 00 00 00 (rehearsal)".to_owned(),
        redress: format!("{} | 30 days from receipt | Act R-12 (rehearsal)", cast::COURT),
        terms: AuthorityTerms {
            kind: AuthorityKind::LawEnforcement,
            redress_days: 30,
            time_zone: time_zone_of(country).to_owned(),
        },
        ours,
    })
}

/// The time on the walls of a state's capital.
fn time_zone_of(country: &str) -> &'static str {
    match country {
        "BG" => "Europe/Sofia",
        "CA" => "America/Toronto",
        "DE" => "Europe/Berlin",
        "ES" => "Europe/Madrid",
        "FI" => "Europe/Helsinki",
        "FR" => "Europe/Paris",
        "GB" => "Europe/London",
        "IE" => "Europe/Dublin",
        "NL" => "Europe/Amsterdam",
        "RO" => "Europe/Bucharest",
        "US" => "America/New_York",
        _ => "Europe/Brussels",
    }
}

/// The mailbox of an authority, after its name.
fn mailbox_of(name: &str) -> String {
    let name = name.trim_end_matches(" (rehearsal)").to_lowercase();
    name.chars().filter(char::is_ascii_alphabetic).collect()
}

const fn site_kind(kind: ::rehearsal::pages::SiteKind) -> SiteKind {
    use ::rehearsal::pages::SiteKind as S;
    match kind {
        S::Press => SiteKind::Press,
        S::Research => SiteKind::Research,
        S::Archive => SiteKind::Archive,
        S::Encyclopaedia => SiteKind::Encyclopaedia,
        S::Ngo => SiteKind::Ngo,
        S::Authority => SiteKind::Authority,
    }
}

async fn accounts(desk: &Arc<Desk>, houses: &BTreeMap<&str, AuthorityId>) -> anyhow::Result<()> {
    for part in cast::parts() {
        let house = part.house.name();
        let authority = *houses.get(house).with_context(|| format!("{house} is missing"))?;
        let account =
            Account { login: part.login.to_owned(), name: part.name.to_owned(), authority, roles: part.roles.to_vec() };
        people::create(desk, None, account).await?;
    }
    Ok(())
}

/// Gives every officer a token and a desk of their own.
async fn hire(
    desk: &Arc<Desk>,
    base_url: &Url,
    acknowledged: &Acknowledged,
) -> anyhow::Result<BTreeMap<&'static str, Officer>> {
    let mut officers = BTreeMap::new();
    for part in cast::parts() {
        let actor = people::by_login(desk, part.login).await?;
        let token = people::make_token(desk, &actor, "scripted officer", part.scopes, TOKEN_LIFE).await?;
        officers.insert(part.login, Officer::new(base_url.as_str(), token, acknowledged.clone())?);
    }
    Ok(officers)
}

/// The people of the operation, as they stand in the coordinator's book of addresses.
async fn book(desk: &Arc<Desk>) -> anyhow::Result<Book> {
    let person = async |login: &str| anyhow::Ok(people::by_login(desk, login).await?);
    let (coordinator, deputy, second) = (person("heron").await?, person("egret").await?, person("dunlin").await?);
    let mut book = Book {
        lead: coordinator.authority.to_string(),
        coordinator: coordinator.person.to_string(),
        deputy: deputy.person.to_string(),
        second: second.person.to_string(),
        states: Vec::new(),
    };
    for state in &cast::STATES {
        let speaks = person(state.speaks.0).await?;
        book.states.push((state.country, speaks.authority.to_string(), speaks.person.to_string()));
    }
    Ok(book)
}
