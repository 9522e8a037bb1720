//! The registers of names and numbers, as they answer questions.
//!
//! The registries know who sold a name, the registrars who bought it. One registrar redacts who that is; single
//! answers are about another name, lead round in a circle, or take their time, as such answers do.
//!
//! # Source
//! RFC 9082 (questions), RFC 9083 (answers), RFC 7095 (jCard), RFC 9537 (redaction), RFC 9224 (lists of registries).

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::{Value, json};

use super::plan::{Answers, Domain, Plan, Registrant};
use super::state::State;
use super::trade::{Id, Trade};
use crate::material::MARK;

/// How long the slow answer takes, in real time.
const SLOW: Duration = Duration::from_secs(3);
/// When every name was bought, as far as the registers say.
const BOUGHT: &str = "2025-11-03T09:00:00Z";
const LAPSES: &str = "2027-11-03T09:00:00Z";
/// The privacy service behind which thousands of registrants stand.
pub(super) const PROXY: &str = "proxy@harbour-privacy.test";

/// An answer of a register.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub status: u16,
    pub body: Value,
    pub wait: Duration,
    pub location: Option<String>,
}

impl Told {
    fn plain(body: Value) -> Self {
        Self { status: 200, body, ..Self::default() }
    }

    fn unknown() -> Self {
        let body = json!({ "rdapConformance": ["rdap_level_0"], "errorCode": 404,
            "title": format!("{MARK}: not in this register") });
        Self { status: 404, body, ..Self::default() }
    }
}

/// The lists of registries of this world, as IANA publishes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bootstrap {
    /// `dns.json`.
    pub dns: String,
    /// `ipv4.json`.
    pub ipv4: String,
    /// `asn.json`.
    pub asn: String,
}

/// Where a register answers.
fn base(id: Id) -> String {
    format!("https://rdap.{}/", id.get().domain)
}

pub(super) fn bootstrap() -> Bootstrap {
    let numbers = base(Id::first(Trade::NumberRegistry));
    let file = |services: Value| {
        json!({ "description": format!("{MARK} bootstrap file"), "publication": BOUGHT, "version": "1.0",
            "services": services })
        .to_string()
    };
    let names = ["test", "example"].map(|top| json!([[top], [base(Id::registry_of(&format!("a.{top}")))]]));
    Bootstrap {
        dns: file(json!(names)),
        ipv4: file(json!([[["127.60.0.0/16"], [numbers]]])),
        asn: file(json!([[["64496-64511", "65536-65551"], [numbers]]])),
    }
}

/// What the register of `id` says to the question in a path.
pub(super) fn answer(plan: &Plan, state: &State, id: Id, path: &str) -> Told {
    let question: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let told = match (id.get().trade, question.as_slice()) {
        (Trade::Registry | Trade::Registrar, ["domain", name, more @ ..]) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let known = plan.domains.get(&name).filter(|domain| state.knows(domain.since));
            known.and_then(|domain| match id.get().trade {
                Trade::Registry => (Id::registry_of(&name) == id).then(|| Told::plain(thin(state, &name, domain))),
                _ => (domain.registrar == id).then(|| of_registrar(plan, state, &name, domain, !more.is_empty())),
            })
        }
        (Trade::NumberRegistry, ["ip", address, ..]) => {
            let address = address.parse::<Ipv4Addr>().ok();
            address.and_then(Id::announcing).map(|id| Told::plain(network(id)))
        }
        (Trade::NumberRegistry, ["autnum", number]) => {
            let id = Id::all().find(|id| id.autonomous_system().to_string() == *number);
            id.map(|id| Told::plain(system(id)))
        }
        _ => None,
    };
    told.unwrap_or_else(Told::unknown)
}

fn of_registrar(plan: &Plan, state: &State, name: &str, domain: &Domain, further: bool) -> Told {
    let told = Told::plain(thick(state, name, domain));
    match domain.answers {
        Answers::Plainly => told,
        Answers::Slowly => Told { wait: SLOW, ..told },
        Answers::InACircle => {
            let here = format!("{}domain/{name}", base(domain.registrar));
            let location = if further { here } else { format!("{here}/more") };
            Told { status: 307, location: Some(location), ..told }
        }
        Answers::OfAnother => {
            let other = plan.domains.iter().find(|(other, domain)| *other != name && state.knows(domain.since));
            other.map_or(told, |(other, domain)| Told::plain(thick(state, other, domain)))
        }
    }
}

/// What registry and registrar say alike.
fn common(state: &State, name: &str, domain: &Domain) -> Value {
    let mut status = vec!["client transfer prohibited"];
    match state.held.get(name) {
        Some(held) => status.extend(held),
        None => status.push("active"),
    }
    let changed = state.changed.get(name).map_or_else(|| BOUGHT.to_owned(), ToString::to_string);
    let event = |action: &str, date: &str| json!({ "eventAction": action, "eventDate": date });
    let server = |name: &String| json!({ "objectClassName": "nameserver", "ldhName": name });
    json!({
        "objectClassName": "domain",
        "rdapConformance": ["rdap_level_0", "redacted"],
        "handle": format!("RH-{name}"),
        "ldhName": name,
        "status": status,
        "events": [event("registration", BOUGHT), event("expiration", LAPSES), event("last changed", &changed)],
        "nameservers": domain.name_servers.iter().map(server).collect::<Vec<_>>(),
        "notices": [{ "title": MARK, "description": ["An invented register of a rehearsal."] }],
    })
}

/// A registry's answer: who sold the name, and where to ask on.
fn thin(state: &State, name: &str, domain: &Domain) -> Value {
    let mut answer = common(state, name, domain);
    let modern = name.ends_with(".example");
    let link = |rel: &str, id: Id| {
        json!({ "rel": rel, "type": "application/rdap+json",
        "href": format!("{}domain/{name}", base(id)) })
    };
    answer["entities"] = json!([seller(domain.registrar, modern)]);
    answer["links"] = json!([link("self", Id::registry_of(name)), link("related", domain.registrar)]);
    answer
}

/// A registrar's answer: who bought it, unless that is redacted or hidden.
fn thick(state: &State, name: &str, domain: &Domain) -> Value {
    let mut answer = common(state, name, domain);
    let redacts = Id::of(Trade::Registrar).nth(1) == Some(domain.registrar);
    let card = match &domain.registrant {
        _ if redacts => card("REDACTED FOR PRIVACY", None, "individual"),
        Registrant::Proxy => card("Harbour Privacy Proxy (REHEARSAL)", Some(PROXY), "org"),
        Registrant::Open(email) => card(&format!("Holder of {email} (REHEARSAL)"), Some(email), "individual"),
    };
    let registrant = json!({ "objectClassName": "entity", "roles": ["registrant"], "vcardArray": card });
    answer["entities"] = json!([seller(domain.registrar, false), registrant]);
    if redacts {
        let redacted = |what: &str| {
            json!({ "name": { "type": what }, "method": "removal",
            "reason": { "description": "Server policy" } })
        };
        answer["redacted"] = json!(["Registrant Name", "Registrant Email", "Registry Registrant ID"].map(redacted));
    }
    answer
}

fn seller(id: Id, modern: bool) -> Value {
    let service = id.get();
    let number = service.registrar_number().unwrap_or_default().to_string();
    let mut seller = json!({
        "objectClassName": "entity", "roles": ["registrar"], "handle": number,
        "publicIds": [{ "type": "IANA Registrar ID", "identifier": number }],
        "entities": [{ "objectClassName": "entity", "roles": ["abuse"],
            "vcardArray": card("Abuse desk", Some(&service.contact()), "group") }],
    });
    if modern {
        seller["jscontact_card"] = json!({ "@type": "Card", "version": "1.0", "kind": "org",
            "name": { "full": service.name }, "organizations": { "o": { "name": service.name } } });
    } else {
        seller["vcardArray"] = card(service.name, None, "org");
    }
    seller
}

fn card(name: &str, email: Option<&str>, kind: &str) -> Value {
    let mut properties =
        vec![json!(["version", {}, "text", "4.0"]), json!(["fn", {}, "text", name]), json!(["kind", {}, "text", kind])];
    properties.extend(email.map(|email| json!(["email", {}, "text", email])));
    json!(["vcard", properties])
}

fn network(id: Id) -> Value {
    json!({
        "objectClassName": "ip network",
        "rdapConformance": ["rdap_level_0"],
        "handle": format!("NET-{}", id.machine(0)),
        "startAddress": id.machine(0).to_string(),
        "endAddress": id.machine(255).to_string(),
        "ipVersion": "v4",
        "name": id.get().domain.split('.').next().unwrap_or_default().to_ascii_uppercase(),
        "country": id.get().country,
        "status": ["active"],
        "originAutnums": [id.autonomous_system()],
        "entities": holder(id),
    })
}

fn system(id: Id) -> Value {
    json!({
        "objectClassName": "autnum",
        "rdapConformance": ["rdap_level_0"],
        "handle": format!("AS{}", id.autonomous_system()),
        "startAutnum": id.autonomous_system(),
        "endAutnum": id.autonomous_system(),
        "name": id.get().domain.split('.').next().unwrap_or_default().to_ascii_uppercase(),
        "country": id.get().country,
        "status": ["active"],
        "entities": holder(id),
    })
}

fn holder(id: Id) -> Value {
    let contact = id.get().contact();
    json!([{ "objectClassName": "entity", "roles": ["registrant"], "handle": format!("ORG-{}", id.get().domain),
        "vcardArray": card(id.get().name, None, "org"),
        "entities": [{ "objectClassName": "entity", "roles": ["abuse"],
            "vcardArray": card("Abuse desk", Some(&contact), "group") }] }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::rdap;
    use jiff::Timestamp;

    fn ask(plan: &Plan, state: &State, id: Id, path: &str) -> (Told, Vec<u8>) {
        let told = answer(plan, state, id, path);
        let bytes = told.body.to_string().into_bytes();
        (told, bytes)
    }

    /// Some domain of a registrar, bought openly or not, and answered plainly.
    fn some(plan: &Plan, registrar: usize, open: bool, top: &str) -> String {
        let registrar = Id::of(Trade::Registrar).nth(registrar).unwrap();
        let fits = |domain: &Domain| {
            domain.registrar == registrar
                && domain.since == 0
                && domain.answers == Answers::Plainly
                && matches!(domain.registrant, Registrant::Open(_)) == open
        };
        plan.domains.iter().find(|(name, domain)| name.ends_with(top) && fits(domain)).unwrap().0.clone()
    }

    #[test]
    fn registries_and_registrars_are_understood_by_our_own_reader() {
        let (plan, state) = (Plan::draw(1), State::default());
        let name = some(&plan, 0, true, ".test");
        let path = format!("/domain/{name}");
        let (_, bytes) = ask(&plan, &state, Id::registry_of(&name), &path);
        let domain = rdap::read_domain(&bytes).unwrap();
        assert_eq!(domain.registrar().unwrap().name.as_deref(), Some("Anchorage Names"));
        assert!(domain.object.has_status("active") && domain.registrant().is_none());
        assert_eq!(domain.object.referrals.len(), 1);
        let (_, bytes) = ask(&plan, &state, plan.domains[&name].registrar, &path);
        assert!(rdap::read_domain(&bytes).unwrap().registrant().unwrap().contains('@'));

        for (registrar, open) in [(1, true), (0, false)] {
            let name = some(&plan, registrar, open, ".test");
            let (_, bytes) = ask(&plan, &state, plan.domains[&name].registrar, &format!("/domain/{name}"));
            assert_eq!(rdap::read_domain(&bytes).unwrap().registrant(), None, "{name}");
        }
        let radio = plan.domains.iter().find(|(_, domain)| domain.answers == Answers::Slowly).unwrap();
        let (_, bytes) = ask(&plan, &state, Id::registry_of(radio.0), &format!("/domain/{}", radio.0));
        assert!(rdap::read_domain(&bytes).unwrap().registrar().is_some(), "its registry writes contacts the new way");
    }

    #[test]
    fn a_name_on_hold_says_so_and_when() {
        use super::super::state::{Deed, Verb};
        let (plan, mut state) = (Plan::draw(1), State::default());
        let name = some(&plan, 0, true, ".test");
        let to = domain::map::Asset::new(domain::map::AssetKind::Domain, &name).unwrap();
        let at: Timestamp = "2026-05-04T10:00:00Z".parse().unwrap();
        state.apply(&Deed { verb: Verb::HeldByRegistrar, to }, at);
        let (_, bytes) = ask(&plan, &state, Id::registry_of(&name), &format!("/domain/{name}"));
        let domain = rdap::read_domain(&bytes).unwrap();
        assert!(domain.object.has_status("client hold") && !domain.object.has_status("active"));
        assert_eq!(domain.object.changed, Some(at));
    }

    #[test]
    fn one_lies_one_goes_round_one_is_slow_and_strangers_are_unknown() {
        let (plan, state) = (Plan::draw(1), State::default());
        for (name, domain) in plan.domains.iter().filter(|(_, domain)| domain.since == 0) {
            let path = format!("/domain/{name}");
            let (told, bytes) = ask(&plan, &state, domain.registrar, &path);
            match domain.answers {
                Answers::Plainly => assert_eq!(rdap::read_domain(&bytes).unwrap().name, *name),
                Answers::Slowly => assert!(told.wait > Duration::ZERO),
                Answers::OfAnother => assert_ne!(rdap::read_domain(&bytes).unwrap().name, *name),
                Answers::InACircle => {
                    let location = told.location.unwrap();
                    let on = location.strip_prefix(&base(domain.registrar)).unwrap();
                    let back = answer(&plan, &state, domain.registrar, on).location.unwrap();
                    assert!(back.ends_with(&path));
                }
            }
        }
        let registry = Id::registry_of("a.test");
        for path in ["/domain/nobody.test", "/domain/nobody.example", "/ip/127.60.1.1", "/", "/domain"] {
            let (told, bytes) = ask(&plan, &state, registry, path);
            assert_eq!(told.status, 404);
            assert!(matches!(rdap::read_domain(&bytes), Err(rdap::Problem::Error { code: 404, .. })), "{path}");
        }
    }

    #[test]
    fn numbers_and_the_lists_of_registries_are_understood_by_our_own_reader() {
        let (plan, state) = (Plan::draw(1), State::default());
        let numbers = Id::first(Trade::NumberRegistry);
        for id in Id::all() {
            let (_, bytes) = ask(&plan, &state, numbers, &format!("/ip/{}", id.machine(10)));
            let network = rdap::read(&bytes).unwrap();
            assert!(network.contains(id.machine(10).into()) && !network.contains(Ipv4Addr::LOCALHOST.into()));
            assert_eq!(network.holder(), Some(id.get().name));
            assert_eq!(network.origins, [id.autonomous_system()]);
            assert_eq!(network.abuse(), Some(id.get().contact().as_str()));
            let (_, bytes) = ask(&plan, &state, numbers, &format!("/autnum/{}", id.autonomous_system()));
            assert_eq!(rdap::read_autnum(&bytes).unwrap().country.as_deref(), Some(id.get().country));
        }
        let lists = bootstrap();
        let all = rdap::Bootstrap::read(lists.ipv4.as_bytes())
            .unwrap()
            .and(rdap::Bootstrap::read_domains(lists.dns.as_bytes()).unwrap())
            .and(rdap::Bootstrap::read_autnums(lists.asn.as_bytes()).unwrap());
        assert_eq!(all.bases_of_domain("noon.example")[0].as_str(), "https://rdap.isobar.test/");
        assert_eq!(all.bases("127.60.3.4".parse().unwrap()).len(), 1);
        assert!(Id::all().all(|id| all.bases_of_autnum(id.autonomous_system()).len() == 1));
    }
}
