//! A unit at work: its people, one provider, one bank, and a web that the test scripts.

use crate::meddled::Meddled;
use casework::banks::{self, Addition};
use casework::directory::{self, AuthorityEntry, ProviderEntry};
use casework::order::Circumstances;
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::ports::{Clock as _, FetchError, Fetched, Letter, Mail, MailError, Store as _};
use casework::records::{AuthorityTerms, Item, Kept, Order, ProviderDetails, Record, Watch};
use casework::{Desk, Doors, Entropy, Error, Settings, assess, detect, jobs, journal, order, portal};
use domain::assess::{Category, Confidence, Finding, Outcome, Purpose};
use domain::hold::Answer;
use domain::id::{AuthorityId, ItemId, OrderId, ProviderId};
use domain::people::{Competence, Role};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use testkit::{
    FakeCalls, FakeCollect, FakeFetch, FakeMail, FakePrint, FakeRegistry, MemoryBlobs, MemoryStore, TestClock,
};
use url::Url;

/// The known text: invented, and about nothing but a harbour.
pub const BULLETIN: &str = "REHEARSAL bulletin of the Lowtide harbour. The keeper climbs ninety steps each evening before \
    the tide turns, carrying a can of oil and a folded cloth. From the gallery she counts the boats that have not come home, \
    writes their names on a slate, and trims the lamp until its flame stands straight. When fog lies on the water the bell \
    is rung twice a minute, and the children of the village answer with pots and spoons from the breakwater. Nobody remembers \
    who began this custom, but every fisherman can tell by the sound of the spoons how far he is from the shore.";

/// What other people write.
pub const GARDEN: &str = "REHEARSAL. Before the end of the month it is a good idea to cut back the roses, to turn the compost \
    and to sharpen the spade. Leaves that are left on the lawn make good bedding for hedgehogs, and a shallow dish of water \
    helps the birds through dry weeks.";

pub struct Scene {
    pub desk: Desk,
    pub store: Arc<MemoryStore>,
    pub meddled: Arc<Meddled>,
    pub fetch: Arc<FakeFetch>,
    pub mail: Arc<FakeMail>,
    pub calls: Arc<FakeCalls>,
    pub print: Arc<FakePrint>,
    pub registry: Arc<FakeRegistry>,
    pub collect: Arc<FakeCollect>,
    pub clock: Arc<TestClock>,
    pub analyst: Actor,
    pub colleague: Actor,
    pub officer: Actor,
    pub liaison: Actor,
    /// Of the authority that scrutinises in the Netherlands.
    pub host_officer: Actor,
    pub investigator: Actor,
    pub ours: AuthorityId,
    pub provider: ProviderId,
}

/// The same as [`FakeMail`], but lets other work go on while the server thinks, as every real one does.
struct SlowMail(Arc<FakeMail>);

#[async_trait::async_trait]
impl Mail for SlowMail {
    async fn send(&self, letter: &Letter) -> Result<String, MailError> {
        tokio::task::yield_now().await;
        self.0.send(letter).await
    }
}

fn signer() -> ledger::Signer {
    ledger::Signer::from_seed("lighthouse.example/vigie", [7; 32]).unwrap()
}

fn settings() -> Settings {
    Settings { base_url: url("https://unit.example/"), rehearsal: true, europol: None }
}

pub fn url(address: &str) -> Url {
    address.parse().unwrap()
}

pub fn authority(name: &str, country: &str, competence: Competence, ours: bool) -> AuthorityEntry {
    AuthorityEntry {
        name: name.to_owned(),
        country: country.parse().unwrap(),
        competences: vec![competence],
        contact: format!("desk@{}.authority.example", country.to_lowercase()),
        address: "1 Lighthouse Quay, Northhaven (REHEARSAL)".to_owned(),
        telephone: "+32 2 555 01 00".to_owned(),
        redress: "REHEARSAL Harbour Court | 30 days | Harbour Code".to_owned(),
        terms: AuthorityTerms { time_zone: "Europe/Brussels".to_owned(), ..AuthorityTerms::default() },
        ours,
    }
}

pub async fn person(desk: &Desk, authority: AuthorityId, login: &str, role: Role) -> Actor {
    let account =
        Account { login: login.to_owned(), name: format!("Robin Invented-{login}"), authority, roles: vec![role] };
    people::create(desk, None, account).await.unwrap();
    people::by_login(desk, login).await.unwrap()
}

impl Scene {
    /// The unit in Belgium, a provider in the Netherlands that was informed a day ago, and the bank of bulletins.
    pub async fn new() -> Self {
        let (store, mail) = (Arc::new(MemoryStore::default()), Arc::new(FakeMail::default()));
        let meddled = Arc::new(Meddled::over(store.clone()));
        let fetch = Arc::new(FakeFetch::from_places(&[("Northhaven", "BE"), ("Southpier", "NL"), ("Farshore", "CA")]));
        let clock = Arc::new(TestClock::at("2026-11-17T09:00:00Z"));
        let (calls, print) = (Arc::new(FakeCalls::default()), Arc::new(FakePrint::default()));
        let registry = Arc::new(FakeRegistry::default());
        let collect = Arc::new(FakeCollect::default());
        let doors = Doors {
            store: meddled.clone(),
            blobs: Arc::new(MemoryBlobs::default()),
            fetch: fetch.clone(),
            mail: Arc::new(SlowMail(mail.clone())),
            calls: calls.clone(),
            print: print.clone(),
            registry: registry.clone(),
            media: Arc::new(casework::ports::NoDecoder),
            collect: collect.clone(),
            clock: clock.clone(),
            entropy: Entropy::seeded(1),
            signer: signer(),
            portal_secret: [9; 32],
        };
        let desk = Desk::new(doors, settings());
        let ours =
            directory::put_authority(&desk, None, authority("REHEARSAL Unit", "BE", Competence::IssuesOrders, true))
                .await
                .unwrap();
        let host = authority("REHEARSAL Host", "NL", Competence::ScrutinisesOrders, false);
        let host = directory::put_authority(&desk, None, host).await.unwrap();
        let investigator = person(&desk, ours, "iris", Role::Investigator).await;
        let provider = directory::put_provider(&desk, &investigator, lowtide()).await.unwrap();
        let yesterday = clock.now() - SignedDuration::from_hours(24);
        directory::record_informed(&desk, &investigator, provider, yesterday, "REHEARSAL: registered letter")
            .await
            .unwrap();
        let known = Addition::File { name: "bulletin.txt".to_owned(), bytes: BULLETIN.as_bytes().to_vec() };
        banks::import(&desk, &investigator, "REHEARSAL bulletins", "rehearsal", vec![known]).await.unwrap();
        Self {
            analyst: person(&desk, ours, "anna", Role::Analyst).await,
            colleague: person(&desk, ours, "carl", Role::Analyst).await,
            officer: person(&desk, ours, "olga", Role::Approver).await,
            liaison: person(&desk, ours, "lena", Role::Liaison).await,
            host_officer: person(&desk, host, "hugo", Role::HostStateOfficer).await,
            desk,
            store,
            meddled,
            fetch,
            mail,
            calls,
            print,
            registry,
            collect,
            clock,
            investigator,
            ours,
            provider,
        }
    }

    /// A desk of the same unit as after a start, its index empty. Blobs are not needed there.
    pub fn started_anew(&self) -> Desk {
        let doors = Doors {
            store: self.meddled.clone(),
            blobs: Arc::new(MemoryBlobs::default()),
            fetch: self.fetch.clone(),
            mail: Arc::new(SlowMail(self.mail.clone())),
            calls: self.calls.clone(),
            print: self.print.clone(),
            registry: self.registry.clone(),
            media: Arc::new(casework::ports::NoDecoder),
            collect: self.collect.clone(),
            clock: self.clock.clone(),
            entropy: Entropy::seeded(2),
            signer: signer(),
            portal_secret: [9; 32],
        };
        Desk::new(doors, settings())
    }

    /// What an address answers from now on, wherever it is asked from.
    pub fn serve(&self, address: &str, status: u16, words: &str) {
        self.fetch.answer(&url(address), Ok(self.page(address, status, words)));
    }

    pub fn page(&self, address: &str, status: u16, words: &str) -> Fetched {
        let html = format!("<html><head><title>REHEARSAL page</title></head><body><p>{words}</p></body></html>");
        testkit::page(&url(address), self.clock.now(), status, "text/html; charset=utf-8", html.as_bytes())
    }

    /// A page that carried on elsewhere: asked here, answered there.
    pub fn redirect(&self, from: &str, to: &str, words: &str) {
        let there = self.page(to, 200, words);
        self.fetch.answer(&url(from), Ok(there.clone()));
        self.fetch.answer(&url(to), Ok(there));
    }

    pub fn break_off(&self, address: &str) {
        self.fetch.answer(&url(address), Err(FetchError::TimedOut { seconds: 20 }));
    }

    /// Takes an address in and lets it be examined.
    pub async fn take_in(&self, address: &str) -> ItemId {
        let taken = detect::take_in(&self.desk, &self.analyst, "REHEARSAL", &[address.to_owned()]).await.unwrap();
        self.work().await;
        taken[0].outcome.as_ref().unwrap().0
    }

    /// An item that serves the bulletin.
    pub async fn known(&self, address: &str) -> ItemId {
        self.serve(address, 200, BULLETIN);
        self.take_in(address).await
    }

    /// A drafted order about an item that serves the bulletin.
    pub async fn drafted(&self, address: &str) -> OrderId {
        let item = self.known(address).await;
        match assess::decide(&self.desk, &self.analyst, item, finding(Outcome::ProposeOrder)).await.unwrap() {
            assess::Followed::Order(order) => order,
            other => panic!("an order was to follow, not {other:?}"),
        }
    }

    pub async fn deconflict(&self, order: OrderId) {
        order::deconflict(
            &self.desk,
            &self.liaison,
            order,
            Answer::Go,
            "REHEARSAL: asked the harbour desk, no objection",
        )
        .await
        .unwrap();
    }

    /// An order that was issued and delivered.
    pub async fn delivered(&self, address: &str) -> OrderId {
        let order = self.drafted(address).await;
        self.deconflict(order).await;
        self.issue(order).await.unwrap();
        self.work().await;
        order
    }

    /// The officer issues it, with nothing out of the ordinary.
    pub async fn issue(&self, order: OrderId) -> Result<(), Error> {
        order::issue(&self.desk, &self.officer, order, Circumstances::default()).await
    }

    pub async fn link(&self, order: OrderId) -> String {
        portal::link_to_order(&self.desk, &self.order(order).await.record).unwrap()
    }

    pub async fn order(&self, id: OrderId) -> Kept<Order> {
        self.desk.load(id.0).await.unwrap()
    }

    pub async fn item(&self, id: ItemId) -> Kept<Item> {
        self.desk.load(id.0).await.unwrap()
    }

    pub async fn watch(&self, id: ItemId) -> Kept<Watch> {
        self.desk.load(id.0).await.unwrap()
    }

    /// Carries out what is due now.
    pub async fn work(&self) {
        while jobs::run_due(&self.desk).await.unwrap() > 0 {}
    }

    /// Lets time pass, doing each piece of work at its moment.
    pub async fn pass(&self, span: SignedDuration) {
        let until: Timestamp = self.clock.now() + span;
        while let Some((due, _)) = self.store.waiting().first().filter(|(due, _)| *due <= until) {
            self.clock.set((*due).max(self.clock.now()));
            self.work().await;
        }
        self.clock.set(until);
    }

    pub async fn minutes(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes)).await;
    }

    /// Whether a letter to the provider holds these words, however its lines are broken.
    pub fn wrote(&self, words: &str) -> bool {
        let flat = |letter: &Letter| letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.letters_to("orders@lowtide.example").iter().any(|letter| flat(letter).contains(words))
    }

    /// The letters to a contact point.
    pub fn letters_to(&self, contact: &str) -> Vec<Letter> {
        self.mail.letters().into_iter().filter(|letter| letter.to == contact).collect()
    }

    /// The story is over: the ledger is whole, and holds no address, page text or name in clear.
    pub async fn end(&self) {
        journal::checkpoint(&self.desk).await.unwrap();
        let checked = journal::verify(&self.desk).await.unwrap();
        assert!(checked.is_sound(), "{:?}", checked.faults);
        for entry in self.store.entries(0, 10_000).await.unwrap() {
            for clear in ["lowtide", "Invented", "keeper climbs", "REHEARSAL", "unit.example", "anna", "@"] {
                assert!(!entry.leaf.contains(clear), "leaf {} holds “{clear}”: {}", entry.index, entry.leaf);
            }
        }
    }

    pub async fn count<T: Record>(&self) -> u64 {
        self.desk.counts(T::KIND).await.unwrap().values().sum()
    }
}

/// The provider's entry in the directory.
pub fn lowtide() -> ProviderEntry {
    ProviderEntry {
        name: "Lowtide Hosting".to_owned(),
        country: "NL".parse().unwrap(),
        contact: "orders@lowtide.example".to_owned(),
        languages: vec!["en".to_owned(), "nl".to_owned()],
        time_zone: "Europe/Amsterdam".to_owned(),
        domains: vec!["lowtide.test".to_owned()],
        details: ProviderDetails::default(),
    }
}

pub fn finding(outcome: Outcome) -> Finding {
    Finding {
        purpose: Purpose::NoneProtected,
        reason: "REHEARSAL. The page repeats the known bulletin word for word and adds no comment of its own."
            .to_owned(),
        categories: vec![Category::Incites],
        confidence: Confidence::High,
        outcome,
    }
}
