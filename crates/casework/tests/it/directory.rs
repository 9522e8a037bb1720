//! The directory: files in and out, who hosts an address, and how a provider dealt with what it was sent.

use crate::scene::{Scene, lowtide, url};
use casework::directory::{self, Because, Imported};
use casework::portal::Way;
use casework::ports::{Clock as _, Holder, Store as _};
use casework::records::{Authority, AuthorityTerms, Provider, ProviderDetails};
use casework::{Error, Refusal, assess, detect, order, refer};
use domain::id::{ItemId, ProviderId};
use domain::order::Answer;
use domain::people::{AuthorityKind, Competence};
use domain::provider::{Channel, ServiceKind};
use exchange::directory as files;
use jiff::SignedDuration;
use matching::digest::Sha256;

async fn import<E: directory::Handed>(scene: &Scene, csv: &str) -> Imported {
    let read = files::from_csv::<E>(csv.as_bytes());
    assert_eq!(read.problems, []);
    directory::import(&scene.desk, &scene.investigator, read.entries).await.unwrap()
}

async fn provider(scene: &Scene, name: &str) -> Provider {
    scene.desk.find_unique::<Provider>(name).await.unwrap().unwrap().record
}

const HEAD: &str = "name,kind,country,host_state,legal_representative,contact,languages,time_zone,domains,channels,webhook,contact_confirmed,known_as";

#[tokio::test]
async fn a_file_adds_changes_and_leaves_alone() {
    let scene = Scene::new().await;
    let was = provider(&scene, "Lowtide Hosting").await;
    let csv = format!(
        "{HEAD}\n\
         LOWTIDE hosting,hosting,NL,,,orders@lowtide.example,en;nl,Europe/Amsterdam,lowtide.test;low.test,email,,,Lowtide Networks B.V.\n\
         Sandbar (REHEARSAL),cdn,CA,IE,Sandbar Union Office,ops@sandbar.example,en,America/Toronto,sandbar.test,api;email,https://api.sandbar.test/orders,2026-10-02,\n\
         Breakwater (REHEARSAL),hosting,CH,FI,,x@breakwater.example,fi,Europe/Helsinki,,,,2026-12-24,\n"
    );
    let imported = import::<files::Provider>(&scene, &csv).await;
    assert_eq!((imported.added, imported.changed, imported.unchanged), (1, 1, 0));
    let (place, why) = &imported.refused[0];
    assert_eq!((place.to_string(), imported.refused.len()), ("line 4".to_owned(), 1));
    assert!(why.to_string().contains("future"), "{why}");

    let lowtide = provider(&scene, "Lowtide Hosting").await;
    assert_eq!((lowtide.id, &lowtide.informed, &lowtide.portal_nonce), (was.id, &was.informed, &was.portal_nonce));
    assert_eq!(lowtide.contact_confirmed, was.contact_confirmed, "a file that says nothing confirms nothing");
    assert_eq!(lowtide.domains, ["lowtide.test", "low.test"]);
    assert_eq!(lowtide.details.known_as, ["Lowtide Networks B.V."]);
    let sandbar = provider(&scene, "Sandbar (REHEARSAL)").await;
    assert_eq!(sandbar.host_state(), Some("IE".parse().unwrap()));
    assert_eq!(sandbar.details.channels, [Channel::Api, Channel::Email]);
    assert_eq!(sandbar.contact_confirmed, Some("2026-10-02T00:00:00Z".parse().unwrap()));

    let handed: Vec<files::Provider> = directory::export(&scene.desk, &scene.investigator).await.unwrap();
    for text in [files::to_csv(&handed), files::to_json(&handed)] {
        let read = if text.starts_with('{') {
            files::from_json::<files::Provider>(text.as_bytes())
        } else {
            files::from_csv(text.as_bytes())
        };
        let again = directory::import(&scene.desk, &scene.investigator, read.entries).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2), "{again:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn authorities_come_by_file_but_ours_is_the_administrators() {
    let scene = Scene::new().await;
    let csv = "name,country,competences,contact,address,telephone,redress\n\
        REHEARSAL Unit,BE,issues_orders;imposes_penalties,desk@be.authority.example,,,\n\
        REHEARSAL Host,NL,scrutinises_orders,new@nl.authority.example,2 Pier,,\n\
        REHEARSAL Baltic Desk,EE,issues_orders,desk@ee.authority.example,,,\n";
    let imported = import::<files::Authority>(&scene, csv).await;
    assert_eq!((imported.added, imported.changed, imported.refused.len()), (1, 1, 1));
    assert!(imported.refused[0].1.to_string().contains("administrator"), "{imported:?}");
    let ours = scene.desk.our_authority().await.unwrap();
    assert_eq!(ours.competences, [Competence::IssuesOrders]);
    let host = scene.desk.find_unique::<Authority>("REHEARSAL Host").await.unwrap().unwrap();
    assert_eq!((host.contact.as_str(), host.terms.time_zone.as_str()), ("new@nl.authority.example", "Europe/Brussels"));
    let handed: Vec<files::Authority> = directory::export(&scene.desk, &scene.investigator).await.unwrap();
    let entries = handed.into_iter().map(|entry| (files::Place::File, entry)).collect();
    let again = directory::import(&scene.desk, &scene.investigator, entries).await.unwrap();
    assert_eq!(
        (again.unchanged, again.changed, again.refused.len()),
        (3, 0, 0),
        "our own may stand in a file unchanged"
    );
    let refused = directory::export::<files::Provider>(&scene.desk, &scene.analyst).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    scene.end().await;
}

#[tokio::test]
async fn what_is_handed_to_another_house_says_how_an_authority_works() {
    let scene = Scene::new().await;
    let terms =
        AuthorityTerms { kind: AuthorityKind::Judicial, redress_days: 60, time_zone: "Europe/Tallinn".to_owned() };
    let entry = directory::AuthorityEntry {
        name: "REHEARSAL Baltic Court".to_owned(),
        country: "EE".parse().unwrap(),
        competences: vec![Competence::IssuesOrders],
        contact: "desk@ee.authority.example".to_owned(),
        address: "1 Pier\nNorthhaven (REHEARSAL)".to_owned(),
        telephone: "+372 555 0100".to_owned(),
        redress: "REHEARSAL Baltic Court | 60 days | Harbour Code".to_owned(),
        terms: terms.clone(),
        ours: false,
    };
    directory::put_authority(&scene.desk, Some(&scene.investigator), entry).await.unwrap();
    let handed: Vec<files::Authority> = directory::export(&scene.desk, &scene.investigator).await.unwrap();
    let (csv, json) = (files::to_csv(&handed), files::to_json(&handed));
    for read in [files::from_csv::<files::Authority>(csv.as_bytes()), files::from_json(json.as_bytes())] {
        assert_eq!(read.problems, []);
        let other = Scene::new().await;
        let taken = directory::import(&other.desk, &other.investigator, read.entries).await.unwrap();
        assert_eq!((taken.added, taken.unchanged, taken.refused.len()), (1, 2, 0), "{taken:?}");
        let court = other.desk.find_unique::<Authority>("REHEARSAL Baltic Court").await.unwrap().unwrap();
        assert_eq!(court.terms, terms);
        let again: Vec<files::Authority> = directory::export(&other.desk, &other.investigator).await.unwrap();
        assert_eq!(files::to_csv(&again), csv);
    }
}

#[tokio::test]
async fn a_contact_point_is_confirmed_by_a_person_and_goes_stale() {
    let scene = Scene::new().await;
    scene.clock.advance(SignedDuration::from_hours(181 * 24));
    assert!(provider(&scene, "Lowtide Hosting").await.contact_is_stale(scene.clock.now()));
    directory::put_provider(&scene.desk, &scene.investigator, lowtide()).await.unwrap();
    assert!(
        provider(&scene, "Lowtide Hosting").await.contact_is_stale(scene.clock.now()),
        "writing the record anew confirms no contact that stayed as it was"
    );
    directory::confirm_contact(&scene.desk, &scene.investigator, scene.provider).await.unwrap();
    assert!(!provider(&scene, "Lowtide Hosting").await.contact_is_stale(scene.clock.now()));
    let nobody = directory::ProviderEntry { contact: String::new(), name: "Mute".to_owned(), ..lowtide() };
    let mute = directory::put_provider(&scene.desk, &scene.investigator, nobody).await.unwrap();
    assert!(directory::confirm_contact(&scene.desk, &scene.investigator, mute).await.is_err());
    scene.end().await;
}

#[tokio::test]
async fn details_that_do_not_fit_together_are_refused() {
    let scene = Scene::new().await;
    let details = ProviderDetails::default;
    let wrong = [
        ProviderDetails { represented_in: Some("IE".parse().unwrap()), ..details() },
        ProviderDetails {
            legal_representative: Some("REHEARSAL Office".to_owned()),
            represented_in: Some("US".parse().unwrap()),
            ..details()
        },
        ProviderDetails { channels: vec![Channel::Api], ..details() },
        ProviderDetails { webhook: Some(url("http://api.lowtide.test/")), ..details() },
        ProviderDetails { webhook: Some(url("https://me:secret@api.lowtide.test/")), ..details() },
    ];
    for details in wrong {
        let entry = directory::ProviderEntry { details: details.clone(), ..lowtide() };
        let refused = directory::put_provider(&scene.desk, &scene.investigator, entry).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid { .. }))), "{details:?}");
    }
    scene.end().await;
}

#[tokio::test]
async fn a_new_link_shuts_out_whoever_has_the_old_one() {
    let scene = Scene::new().await;
    let old = casework::portal::link_to_provider(&scene.desk, &provider(&scene, "Lowtide Hosting").await).unwrap();
    assert!(casework::portal::provider(&scene.desk, &old).await.is_ok());
    directory::renew_link(&scene.desk, &scene.investigator, scene.provider).await.unwrap();
    assert!(casework::portal::provider(&scene.desk, &old).await.is_err());
    let new = casework::portal::link_to_provider(&scene.desk, &provider(&scene, "Lowtide Hosting").await).unwrap();
    assert!(casework::portal::provider(&scene.desk, &new).await.is_ok());
    scene.end().await;
}

async fn other(scene: &Scene, name: &str, domain: &str, known_as: &[&str]) -> ProviderId {
    let entry = directory::ProviderEntry {
        name: name.to_owned(),
        domains: vec![domain.to_owned()],
        details: ProviderDetails {
            kind: ServiceKind::Hosting,
            known_as: known_as.iter().map(|name| (*name).to_owned()).collect(),
            ..ProviderDetails::default()
        },
        ..lowtide()
    };
    directory::put_provider(&scene.desk, &scene.investigator, entry).await.unwrap()
}

async fn item(scene: &Scene, address: &str) -> ItemId {
    let taken = detect::take_in(&scene.desk, &scene.analyst, "REHEARSAL", &[address.to_owned()]).await.unwrap();
    taken[0].outcome.as_ref().unwrap().0
}

fn holder(name: &str) -> Holder {
    Holder {
        name: name.to_owned(),
        country: Some("NL".to_owned()),
        abuse: Some("abuse@lowtide.example".to_owned()),
        source: url("https://registry.test/ip/192.0.2.7"),
    }
}

#[tokio::test]
async fn who_hosts_an_address_is_proposed_with_reasons_the_strongest_first() {
    let scene = Scene::new().await;
    let by_registry = other(&scene, "Quay Networks", "quay.test", &["Lowtide-Datacentre"]).await;
    let by_hand = other(&scene, "Sandbar", "sandbar.test", &[]).await;
    scene.registry.know("x.lowtide.test", holder("LOWTIDE DATACENTRE B.V."));
    let id = item(&scene, "https://x.lowtide.test/rehearsal/a").await;
    let search = directory::find_provider(&scene.desk, &scene.analyst, id).await.unwrap();
    let found: Vec<ProviderId> = search.candidates.iter().map(|candidate| candidate.provider.id).collect();
    assert_eq!(found, [scene.provider, by_registry], "the two contradict each other, and both are shown");
    assert_eq!(search.candidates[0].reasons[0].because, Because::KnownDomain { domain: "lowtide.test".to_owned() });
    let told = &search.candidates[1].reasons[0];
    assert_eq!(told.because, Because::RegistryHolder { holder: "LOWTIDE DATACENTRE B.V.".to_owned() });
    assert_eq!((told.source.as_str(), told.at), ("https://registry.test/ip/192.0.2.7", scene.clock.now()));

    // What the registry said is kept, and the ledger has its digest.
    let kept: Sha256 = search.kept.unwrap();
    let answer = scene.desk.doors.blobs.get(&kept).await.unwrap().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!((&answer["host"], &answer["holder"]), (&"x.lowtide.test".into(), &"LOWTIDE DATACENTRE B.V.".into()));
    let history = scene.store.history(id.0).await.unwrap();
    assert!(
        history.iter().any(|entry| entry.leaf.contains("provider_sought") && entry.leaf.contains(&kept.to_string()))
    );

    // Nothing was decided by that; a person decides, and is the best reason next time.
    assert_eq!(scene.item(id).await.provider, Some(scene.provider), "as the directory said when it was taken in");
    assess::set_provider(&scene.desk, &scene.analyst, id, by_hand).await.unwrap();
    let next = item(&scene, "https://x.lowtide.test/rehearsal/b").await;
    let search = directory::find_provider(&scene.desk, &scene.analyst, next).await.unwrap();
    let found: Vec<ProviderId> = search.candidates.iter().map(|candidate| candidate.provider.id).collect();
    assert_eq!(found, [by_hand, scene.provider, by_registry]);
    assert_eq!(search.candidates[0].reasons[0].because, Because::SetByHand { item: id });
    scene.end().await;
}

#[tokio::test]
async fn one_provider_with_two_reasons_is_one_candidate() {
    let scene = Scene::new().await;
    scene.registry.know("y.lowtide.test", holder("lowtide hosting n.v."));
    let search = directory::resolve(&scene.desk, &url("https://y.lowtide.test/a")).await.unwrap();
    assert_eq!((search.candidates.len(), search.candidates[0].reasons.len()), (1, 2));
    scene.end().await;
}

#[tokio::test]
async fn a_registry_that_knows_nothing_is_told_and_stops_nobody() {
    let scene = Scene::new().await;
    let search = directory::resolve(&scene.desk, &url("https://nowhere.test/a")).await.unwrap();
    assert!(search.candidates.is_empty() && search.kept.is_none());
    assert!(search.holder.unwrap_err().to_string().contains("nowhere.test"));
    // A holder of whom nothing but a legal form is known means nobody.
    scene.registry.know("nobody.test", holder("B.V."));
    assert!(directory::resolve(&scene.desk, &url("https://nobody.test/a")).await.unwrap().candidates.is_empty());
    let id = item(&scene, "https://nowhere.test/a").await;
    let refused = directory::find_provider(&scene.desk, &scene.officer, id).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotPermitted { .. }))));
    scene.end().await;
}

#[tokio::test]
async fn how_a_provider_dealt_with_orders_is_counted() {
    let scene = Scene::new().await;
    let mut links = Vec::new();
    for n in 0..3 {
        let id = scene.delivered(&format!("https://b.lowtide.test/rehearsal/{n}")).await;
        let link = scene.link(id).await;
        order::receive(&scene.desk, &link, Way::Portal, "REHEARSAL night desk").await.unwrap();
        links.push((id, link));
    }
    let answer = async |n: usize, answer: Answer| {
        order::answer(&scene.desk, &links[n].1, Way::Portal, answer, None, "REHEARSAL night desk", "Which page?")
            .await
            .unwrap();
    };
    scene.clock.advance(SignedDuration::from_mins(10));
    answer(0, Answer::Removed).await;
    scene.clock.advance(SignedDuration::from_mins(20));
    answer(1, Answer::DisabledAllMs).await;
    answer(2, Answer::ManifestError).await;
    let count = async || directory::standing(&scene.desk, &scene.officer, scene.provider).await.unwrap();
    let standing = count().await;
    assert_eq!((standing.orders, standing.removed), (3, 2));
    assert_eq!(standing.median_to_removal, Some(SignedDuration::from_mins(20)), "between 10 and 30 minutes");
    assert_eq!((standing.errors_claimed, standing.errors_right), (1, 0));
    assert_eq!(standing.last_heard, Some(scene.clock.now()));
    assert!(standing.last_written < standing.last_heard && !standing.more);
    order::withdraw(&scene.desk, &scene.officer, links[2].0, "REHEARSAL: a harbour almanac").await.unwrap();
    assert_eq!(count().await.errors_right, 1);
    assert_eq!((count().await.referrals, count().await.referrals_removed), (0, 0));
    scene.end().await;
}

#[tokio::test]
async fn how_a_provider_dealt_with_referrals_is_counted() {
    let scene = Scene::new().await;
    let item = scene.known("https://b.lowtide.test/rehearsal/r").await;
    let finding = crate::scene::finding(domain::assess::Outcome::Refer);
    let assess::Followed::Referral(id) = assess::decide(&scene.desk, &scene.analyst, item, finding).await.unwrap()
    else {
        panic!("a referral was to follow");
    };
    let count = async || directory::standing(&scene.desk, &scene.officer, scene.provider).await.unwrap();
    assert_eq!(count().await.referrals, 0, "a draft was sent to nobody");
    refer::release(&scene.desk, &scene.colleague, id).await.unwrap();
    scene.work().await;
    assert_eq!((count().await.referrals, count().await.last_written), (1, Some(scene.clock.now())));
    scene.end().await;
}

#[tokio::test]
async fn an_information_letter_that_comes_back_informed_nobody() {
    let scene = Scene::new().await;
    let (desk, keeper) = (&scene.desk, &scene.investigator);
    let (first, second) = (
        other(&scene, "REHEARSAL Newpier", "newpier.test", &[]).await,
        other(&scene, "REHEARSAL Oldpier", "oldpier.test", &[]).await,
    );
    let told = async |id: ProviderId| {
        let provider = desk.load::<Provider>(id.0).await.unwrap();
        (provider.informed_by(scene.ours).is_some(), provider.not_informed_since(scene.ours).is_some())
    };
    for id in [first, second] {
        directory::inform(desk, keeper, id).await.unwrap();
    }
    scene.work().await;
    let letters = scene.letters_to("orders@lowtide.example");
    let ids: Vec<&str> = letters.iter().map(|letter| letter.message_id.as_str()).collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{ids:?}");
    let of = |id: ProviderId| {
        let tail = id.to_string().split('-').next_back().unwrap().to_owned();
        (*ids.iter().find(|given| given.contains(&tail)).unwrap()).to_owned()
    };
    let bounced = casework::bounces::came_back(desk, &of(first), "550 5.1.1 REHEARSAL no such mailbox").await;
    bounced.unwrap();
    assert_eq!((told(first).await, told(second).await), ((false, true), (true, false)));
    assert!(casework::bounces::came_back(desk, &of(first), "550").await.is_err(), "read again");
    directory::inform(desk, keeper, first).await.unwrap();
    scene.work().await;
    assert_eq!(told(first).await, (true, false));
    assert!(casework::bounces::came_back(desk, &of(first), "550").await.is_err(), "that was the letter before");
    assert_eq!(told(first).await, (true, false));

    let recorded = other(&scene, "REHEARSAL Farpier", "farpier.test", &[]).await;
    directory::record_informed(desk, keeper, recorded, scene.clock.now(), "REHEARSAL: by hand").await.unwrap();
    directory::inform(desk, keeper, recorded).await.unwrap();
    scene.work().await;
    let last = scene.letters_to("orders@lowtide.example").last().unwrap().message_id.clone();
    assert!(casework::bounces::came_back(desk, &last, "550").await.is_err());
    assert_eq!(told(recorded).await, (true, false), "told otherwise");
    scene.end().await;
}
