//! Meridian and its surroundings, seen from outside and over the story.

use crate::portal::FakePortal;
use crate::visitor::{BELGIUM, address_of, client, lookup, post, reach, start_world, visit};
use domain::map::{Asset, AssetKind};
use exchange::rdap;
use hickory_server::proto::op::ResponseCode;
use hickory_server::proto::rr::RecordType;
use jiff::{SignedDuration, Timestamp};
use rehearsal::World;
use rehearsal::meridian::{OnSite, Standing, Trade, Verb};
use rehearsal::providers::What;
use url::Url;

fn start() -> Timestamp {
    "2026-05-04T08:00:00Z".parse().unwrap()
}

fn own(world: &World, kind: AssetKind) -> Vec<Asset> {
    world.network_truth().all(Standing::Own).filter(|asset| asset.kind() == kind).cloned().collect()
}

fn host_of(asset: &Asset) -> String {
    Url::parse(asset.value()).unwrap().host_str().unwrap().to_owned()
}

/// Whether the host's name is known and its machine takes connections.
async fn answers(world: &World, host: &str) -> bool {
    if address_of(world, host).is_none() {
        return false;
    }
    let (url, client) = reach(world, &format!("https://{host}/robots.txt"), client(world, BELGIUM));
    client.get(url).send().await.is_ok_and(|response| response.status() == 200)
}

async fn body(world: &World, url: &str) -> String {
    String::from_utf8(visit(world, url, BELGIUM).await.body).unwrap()
}

/// What the register for a name, and then its registrar, say of it.
async fn registered(world: &World, domain: &str) -> rdap::Domain {
    let lists = rdap::Bootstrap::read_domains(world.bootstrap().dns.as_bytes()).unwrap();
    let base = lists.bases_of_domain(domain)[0].clone();
    let answer = visit(world, &format!("{base}domain/{domain}"), BELGIUM).await;
    rdap::read_domain(&answer.body).unwrap()
}

/// A letter asking the service that fits for a measure, and all that follows from it.
async fn ask(world: &World, to: &str, measure: &str, target: &Asset, clock: &mut Timestamp) -> Vec<What> {
    let letter = format!("REHEARSAL\nMeasure: {measure}\nTarget: {target}\n");
    post(world, &format!("abuse@{to}"), &letter).await.unwrap();
    play(world, clock).await
}

async fn play(world: &World, clock: &mut Timestamp) -> Vec<What> {
    let mut all = Vec::new();
    while let Some(due) = world.next_due() {
        *clock = due.max(*clock);
        all.extend(world.act(*clock).await.into_iter().map(|event| event.what));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_true_can_be_seen_from_outside() {
    let world = start_world(41);
    let truth = world.network_truth();
    for asset in truth.standing.keys().filter(|asset| asset.kind() == AssetKind::Site) {
        assert!(answers(&world, &host_of(asset)).await, "{asset}");
        assert_eq!(world.is_up(asset), Some(true));
    }
    let tracker = own(&world, AssetKind::Tracker);
    let id = tracker[0].value().strip_prefix("ga:").unwrap().to_owned();
    let seed = world.seeds().into_iter().find(|seed| seed.kind() == AssetKind::Site).unwrap();
    let front = body(&world, seed.value()).await;
    assert!(front.contains(&id) && front.contains("REHEARSAL"));

    let (stream, hosts) = (own(&world, AssetKind::Stream), own(&world, AssetKind::Host));
    assert_eq!(stream.len(), 1);
    let (url, client) = reach(&world, stream[0].value(), client(&world, BELGIUM));
    let mut radio = client.get(url).send().await.unwrap();
    assert_eq!(radio.headers()["content-type"], "audio/wav");
    assert!(radio.headers()["icy-name"].to_str().unwrap().contains("REHEARSAL"));
    assert_eq!(radio.chunk().await.unwrap().unwrap()[..4], *b"RIFF");

    for tag in ["ar", "de", "en", "es", "fa", "fr", "nl", "ru", "tr"] {
        let host = hosts.iter().find(|host| host.value().starts_with(&format!("{tag}."))).unwrap();
        assert!(body(&world, &format!("https://{}/", host.value())).await.contains(&format!("lang=\"{tag}\"")));
    }
    for decoy in truth.all(Standing::Decoy).filter(|asset| asset.kind() == AssetKind::Domain) {
        assert!(address_of(&world, decoy.value()).is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_lead_through_their_own_servers_mail_and_aliases() {
    let world = start_world(42);
    let newsletter = own(&world, AssetKind::Newsletter)[0].clone();
    let domain = newsletter.value().split_once('@').unwrap().1;
    let kinds = [(RecordType::MX, 1), (RecordType::TXT, 1), (RecordType::NS, 2), (RecordType::SOA, 1)];
    for (kind, count) in kinds {
        assert_eq!(lookup(&world, domain, kind).answers.len(), count, "{kind}");
    }
    let text = lookup(&world, domain, RecordType::TXT).answers[0].data.to_string();
    assert!(text.contains("v=spf1"), "{text}");
    let server = own(&world, AssetKind::NameServer)[0].clone();
    assert!(address_of(&world, server.value()).is_some());
    assert!(lookup(&world, domain, RecordType::SOA).answers[0].ttl == 0, "a name may change at any moment");
    let lines = world.passive_dns(start(), start());
    let rows: Vec<_> = exchange::passive_dns::read(lines.as_bytes(), Default::default()).collect();
    assert!(rows.len() > 500 && rows.iter().all(Result::is_ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_signer_signed_its_applications_and_other_people_theirs() {
    let world = start_world(43);
    let signer = own(&world, AssetKind::Signer);
    let list = body(&world, "https://store.quaymarket.test/").await;
    let packages: Vec<&str> = list.split("/apps/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(packages.len(), 7);
    for package in packages {
        assert!(body(&world, &format!("https://store.quaymarket.test/apps/{package}")).await.contains(package));
        let file = visit(&world, &format!("https://store.quaymarket.test/apk/{package}.apk"), BELGIUM).await;
        let apk = exchange::apk::read(&file.body).unwrap();
        assert_eq!(apk.package, package);
        assert_eq!(apk.signers[0].digest == signer[0].value(), package.starts_with("test.meridian."));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_takes_the_name_and_leaves_the_server_and_a_registrar_refuses() {
    let world = start_world(44);
    let mut clock = start();
    let (mut held, mut refused) = (0, 0);
    for domain in own(&world, AssetKind::Domain) {
        let name = domain.value();
        let said = registered(&world, name).await;
        let registrar = said.registrar().unwrap().name.clone().unwrap();
        let service = world.services().into_iter().find(|service| service.name == registrar).unwrap();
        assert_eq!(service.trade, Trade::Registrar);
        let hosts: Vec<String> = own(&world, AssetKind::Site).iter().map(host_of).collect();
        let host = hosts.into_iter().find(|host| host == name || host.ends_with(&format!(".{name}"))).unwrap();
        let at = address_of(&world, &host).unwrap();
        let what = ask(&world, service.domain, "client_hold", &domain, &mut clock).await;
        if what.iter().any(|what| matches!(what, What::Did(deed) if deed.verb == Verb::Refused)) {
            refused += 1;
            assert!(answers(&world, &host).await);
            continue;
        }
        held += 1;
        assert_eq!(lookup(&world, &host, RecordType::A).metadata.response_code, ResponseCode::NXDomain);
        assert_eq!(world.is_up(&domain), Some(false));
        let said = registered(&world, name).await.object;
        assert!(said.has_status("client hold") && said.changed.unwrap() > start());
        assert_eq!(world.is_up(&Asset::of_ip(at.into())), Some(true));
        std::net::TcpStream::connect((at, world.https_port())).unwrap();
    }
    assert!(held >= 3 && refused == 1, "{held} {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_on_site_take_the_right_machine_the_wrong_one_or_none() {
    let world = start_world(45);
    let truth = world.network_truth();
    let seed = host_of(&world.seeds()[0]);
    let at = address_of(&world, &seed).unwrap();

    for action in [OnSite::FindEmptyRack, OnSite::CopyServer] {
        assert!(world.on_site(&seed, action, start()).await.unwrap().down.is_empty());
        assert!(answers(&world, &seed).await);
    }
    let wrong = world.on_site(&seed, OnSite::SeizeWrongServer, start()).await.unwrap();
    let machine = wrong.machine.unwrap();
    assert_eq!(wrong.down.len(), 2);
    assert_eq!(truth.dependents[&Asset::of_ip(machine.into())].len(), 2);
    assert!(!answers(&world, &wrong.down[0]).await && answers(&world, &seed).await);
    world.make_whole(machine, start()).await.unwrap();
    assert!(answers(&world, &wrong.down[0]).await);

    let found = world.on_site(&seed, OnSite::SeizeServer, start()).await.unwrap();
    assert!(found.machine == Some(at) && found.down.contains(&seed));
    let refused = std::net::TcpStream::connect((at, world.https_port())).unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused);
    assert_eq!(address_of(&world, &seed), Some(at), "its name is still there");
    assert_eq!(world.is_up(&world.seeds()[0]), Some(false));
    assert!(world.on_site("nobody.test", OnSite::SeizeServer, start()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seized_radio_falls_silent_for_those_who_listen() {
    let world = start_world(46);
    let stream = own(&world, AssetKind::Stream)[0].clone();
    let (url, client) = reach(&world, stream.value(), client(&world, BELGIUM));
    let mut radio = client.get(url).send().await.unwrap();
    radio.chunk().await.unwrap().unwrap();
    world.on_site(&host_of(&stream), OnSite::SeizeServer, start()).await.unwrap();
    while let Ok(Some(_)) = radio.chunk().await {}
    assert_eq!(world.is_up(&stream), Some(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn three_stations_are_on_the_air_without_end_and_one_plays_what_is_known() {
    let world = start_world(46);
    let own = own(&world, AssetKind::Stream)[0].value().to_owned();
    let streams = world.streams();
    assert!(streams.len() == 3 && streams.contains(&own), "{streams:?}");
    for stream in streams {
        let programme = world.programme(&stream).unwrap();
        assert_eq!(programme.played(programme.seconds()).is_empty(), stream != own);
        let (url, client) = reach(&world, &stream, client(&world, BELGIUM));
        let mut radio = client.get(url).send().await.unwrap();
        let (mut sound, round) = (Vec::new(), (programme.seconds() * 2.0 * 11_025.0).round() as usize);
        while sound.len() < 44 + round + 10_000 {
            sound.extend(radio.chunk().await.unwrap().unwrap());
        }
        assert_eq!(sound[44..10_044], sound[44 + round..round + 10_044], "it begins anew");
        let status = body(&world, &format!("{}status-json.xsl", stream.strip_suffix("live").unwrap())).await;
        assert!(status.contains("REHEARSAL") && status.contains(&stream), "{status}");
    }
}

fn shared_addresses(world: &World) -> Vec<Asset> {
    let truth = world.network_truth();
    truth.all(Standing::Shared).filter(|asset| asset.kind() == AssetKind::Address).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn store_and_messenger_remove_and_a_hosting_company_spares_the_shared_machine() {
    let world = start_world(47);
    let mut clock = start();
    let (app, channel) = (own(&world, AssetKind::App)[0].clone(), own(&world, AssetKind::Channel)[0].clone());
    ask(&world, "quaymarket.test", "remove_listing", &app, &mut clock).await;
    ask(&world, "parley.test", "remove_channel", &channel, &mut clock).await;
    let package = app.value().split('@').next().unwrap();
    for path in ["apps/", "apk/"] {
        let end = if path == "apk/" { ".apk" } else { "" };
        let url = format!("https://store.quaymarket.test/{path}{package}{end}");
        assert_eq!(visit(&world, &url, BELGIUM).await.status, 404);
    }
    let handle = channel.value().split(':').nth(1).unwrap();
    assert_eq!(visit(&world, &format!("https://www.parley.test/c/{handle}"), BELGIUM).await.status, 410);
    assert!(world.is_up(&app) == Some(false) && world.is_up(&channel) == Some(false));

    let truth = world.network_truth();
    let crowded = shared_addresses(&world);
    assert_eq!(crowded.len(), 1, "nothing of Meridian's is delivered or stands below a shared name yet");
    for address in crowded {
        assert!(truth.dependents[&address].len() > 30);
        for service in world.services() {
            let what = ask(&world, service.domain, "stop_hosting", &address, &mut clock).await;
            assert!(what.iter().all(|what| !matches!(what, What::Did(deed) if deed.verb != Verb::Refused)));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_link_is_followed_and_answered() {
    let world = start_world(48);
    let portal = FakePortal::start().await;
    let mut clock = start();
    let sites = own(&world, AssetKind::Site);
    for (number, service) in world.services().iter().enumerate().filter(|(_, it)| it.trade == Trade::Hosting) {
        let (block, _) = service.numbers().unwrap();
        let within = |site: &&Asset| {
            address_of(&world, &host_of(site)).is_some_and(|at| {
                block.starts_with(&format!("{}.{}.{}.", at.octets()[0], at.octets()[1], at.octets()[2]))
            })
        };
        let Some(site) = sites.iter().find(within) else { continue };
        let token = format!("m{number}");
        let letter = portal.letter(&token, &format!("{}/", site.value()), true);
        post(&world, &service.contact(), &letter).await.unwrap();
        play(&world, &mut clock).await;
        let kinds = portal.kinds(&token);
        let down = world.is_up(site) == Some(false);
        assert_eq!(kinds, [if down { "removed" } else { "declined" }], "{}", service.name);
        assert_eq!(visit(&world, &format!("{}/", site.value()), BELGIUM).await.status == 410, down);
        assert_eq!(portal.file(&token).receipts, [service.name]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_returns_in_a_stronger_form_after_two_waves_and_not_after_the_third() {
    let world = start_world(49);
    let mut clock = start();
    let before = world.network_truth();
    assert_eq!(world.next_due(), None);
    let mut sizes = vec![(own(&world, AssetKind::Host).len(), own(&world, AssetKind::App).len(), world.seeds().len())];
    for wave in 1..=3 {
        let at = clock;
        world.wave(wave, clock);
        let what = play(&world, &mut clock).await;
        assert_eq!(what.contains(&What::CameBack), wave < 3);
        if wave < 3 {
            assert!(clock.duration_since(at) >= SignedDuration::from_hours(48));
        }
        sizes.push((own(&world, AssetKind::Host).len(), own(&world, AssetKind::App).len(), world.seeds().len()));
    }
    assert!(sizes[0] < sizes[1] && sizes[1] < sizes[2] && sizes[2] == sizes[3], "{sizes:?}");
    let after = world.network_truth();
    let kept =
        |kind| before.all(Standing::Own).any(|it| it.kind() == kind && after.standing.get(it) == Some(&Standing::Own));
    assert!(kept(AssetKind::Signer) && kept(AssetKind::Key) && kept(AssetKind::Contact));
    assert!(own(&world, AssetKind::Key).len() > 1);
    let beside: Vec<usize> = shared_addresses(&world).iter().map(|shared| after.dependents[shared].len()).collect();
    assert!(beside.len() == 3 && beside.iter().all(|count| *count > 30) && beside.iter().any(|count| *count > 200));
    for site in own(&world, AssetKind::Site) {
        assert!(answers(&world, &host_of(&site)).await, "{site}");
    }
    assert!(clock < start() + SignedDuration::from_hours(24 * 30));
}
