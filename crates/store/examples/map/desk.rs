//! A desk over a real store, with one investigator. Nobody else is at work.

use casework::directory::{self, AuthorityEntry};
use casework::people::{self, Account};
use casework::policy::Actor;
use casework::ports::{Blobs, Collect, Store};
use casework::records::AuthorityTerms;
use casework::{Desk, Doors, Entropy, Settings};
use domain::people::{Competence, Role};
use std::sync::Arc;
use testkit::{FakeCalls, FakeCollect, FakeFetch, FakeMail, FakePrint, FakeRegistry, MemoryBlobs, TestClock};

/// A desk that asks nobody.
pub async fn quiet(store: Arc<dyn Store>) -> Result<(Desk, Actor), Box<dyn std::error::Error>> {
    open(store, Arc::new(MemoryBlobs::default()), Arc::new(FakeCollect::default())).await
}

/// A desk with sources to ask, and a place for what they say.
pub async fn open(
    store: Arc<dyn Store>,
    blobs: Arc<dyn Blobs>,
    collect: Arc<dyn Collect>,
) -> Result<(Desk, Actor), Box<dyn std::error::Error>> {
    let doors = Doors {
        store,
        blobs,
        collect,
        fetch: Arc::new(FakeFetch::from_places(&[])),
        mail: Arc::new(FakeMail::default()),
        calls: Arc::new(FakeCalls::default()),
        print: Arc::new(FakePrint::default()),
        registry: Arc::new(FakeRegistry::default()),
        media: Arc::new(casework::ports::NoDecoder),
        clock: Arc::new(TestClock::at("2026-11-17T09:00:00Z")),
        entropy: Entropy::seeded(4),
        signer: ledger::Signer::from_seed("measure.invalid/vigie", [7; 32])?,
        portal_secret: [9; 32],
    };
    let settings = Settings { base_url: "https://unit.example/".parse()?, europol: None, rehearsal: true };
    let desk = Desk::new(doors, settings);
    let unit = AuthorityEntry {
        name: "Unit BE (rehearsal)".to_owned(),
        country: "BE".parse()?,
        competences: vec![Competence::IssuesOrders],
        contact: "desk@unit.example".to_owned(),
        address: "1 Quay Street (rehearsal)".to_owned(),
        telephone: "+32 000 00 00 00 (rehearsal)".to_owned(),
        redress: "Harbour Court (rehearsal) | 30 days | Harbour Code (rehearsal)".to_owned(),
        terms: AuthorityTerms::default(),
        ours: true,
    };
    let authority = directory::put_authority(&desk, None, unit).await?;
    let account = Account {
        login: "investigator".to_owned(),
        name: "investigator".to_owned(),
        authority,
        roles: vec![Role::Investigator],
    };
    people::create(&desk, None, account).await?;
    let investigator = people::by_login(&desk, "investigator").await?;
    Ok((desk, investigator))
}
