//! What a service is asked for, as it stands in a letter.
//!
//! A letter that asks for a measure has a line `Measure: ` with the measure's name, such as `client_hold`, and
//! for each thing that it is about a line `Target: ` with the asset as it is written, such as
//! `domain harbour.test`. Whatever else stands in it is for people.

use domain::map::{Asset, AssetKind as K};
use mail_parser::{MessageParser, PartType};
use url::Url;

use super::plan::{Plan, Standing};
use super::state::{Deed, Verb};
use super::trade::{Id, Manner, Trade};
use super::{MESSENGER, STORE};

/// A request, as it stands in a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notice {
    /// The measure's name; empty when the letter does not say it.
    pub measure: String,
    pub targets: Vec<Asset>,
}

impl Notice {
    /// Reads a letter.
    pub fn read(letter: &[u8]) -> Self {
        let mut notice = Self::default();
        let Some(message) = MessageParser::default().parse(letter) else { return notice };
        for part in &message.parts {
            let PartType::Text(text) = &part.body else { continue };
            for line in text.lines().map(str::trim) {
                let Some((label, value)) = line.split_once(':') else { continue };
                match label.to_ascii_lowercase().as_str() {
                    "measure" => notice.measure = value.trim().to_ascii_lowercase(),
                    "target" => notice.targets.extend(value.parse::<Asset>()),
                    _ => {}
                }
            }
        }
        notice
    }
}

/// What the service will do about one target: each deed within its power, or that it refuses.
pub(super) fn deeds(plan: &Plan, id: Id, measure: &str, target: &Asset) -> Vec<Deed> {
    let refusal = || vec![Deed { verb: Verb::Refused, to: target.clone() }];
    if id.get().manner == Manner::Refuses {
        return refusal();
    }
    let deeds = match id.get().trade {
        Trade::Registrar => holds(plan, target, measure == "client_hold", Verb::HeldByRegistrar, |name| {
            plan.domains[name].registrar == id
        }),
        Trade::Registry => {
            holds(plan, target, measure == "server_hold", Verb::HeldByRegistry, |name| Id::registry_of(name) == id)
        }
        Trade::Hosting | Trade::SharedDomain => hosting(plan, id, measure, target),
        Trade::Delivery => match measure {
            "stop_caching" | "stop_hosting" | "remove_item" => hosts(plan, id, target, Verb::StoppedDelivery),
            _ => Vec::new(),
        },
        Trade::Store => match measure {
            "remove_listing" | "remove_signing_account" | "remove_item" => listings(plan, target),
            _ => Vec::new(),
        },
        Trade::Messenger => match measure {
            "remove_channel" | "disable_account" | "remove_item" => channel(plan, target),
            _ => Vec::new(),
        },
        Trade::NumberRegistry => Vec::new(),
    };
    if deeds.is_empty() { refusal() } else { deeds }
}

fn holds(plan: &Plan, target: &Asset, asked: bool, verb: Verb, own: impl Fn(&str) -> bool) -> Vec<Deed> {
    let name = target.value();
    let known = asked && target.kind() == K::Domain && plan.domains.contains_key(name);
    if known && own(name) { vec![Deed { verb, to: target.clone() }] } else { Vec::new() }
}

fn hosting(plan: &Plan, id: Id, measure: &str, target: &Asset) -> Vec<Deed> {
    match (measure, target.kind()) {
        ("stop_sending", K::Newsletter) => {
            let host = plan.newsletters.get(target.value()).and_then(|newsletter| plan.hosts.get(&newsletter.host));
            let own = host.is_some_and(|host| plan.service_of(host) == Some(id));
            if own { vec![Deed { verb: Verb::StoppedSending, to: target.clone() }] } else { Vec::new() }
        }
        ("stop_hosting", K::Address) => {
            let machine = target.value().parse().ok().and_then(|at| plan.machines.get(&at).map(|it| (at, it)));
            // It switches nothing off that other customers, or it itself, stand on.
            let fits = machine.is_some_and(|(at, machine)| {
                machine.service == id && machine.whose != Standing::Shared && at != id.machine(super::OFFICE)
            });
            if fits { vec![Deed { verb: Verb::SwitchedOff, to: target.clone() }] } else { Vec::new() }
        }
        ("stop_hosting" | "disable_account" | "remove_item" | "stop_stream", _) => {
            hosts(plan, id, target, Verb::ClosedAccount)
        }
        _ => Vec::new(),
    }
}

/// A deed for each host that a target names, if it stands on machines of the service.
fn hosts(plan: &Plan, id: Id, target: &Asset, verb: Verb) -> Vec<Deed> {
    let value = target.value();
    let names: Vec<String> = match target.kind() {
        K::Domain => plan.hosts_of(value).map(|(name, _)| name.clone()).collect(),
        K::Host => vec![value.to_owned()],
        K::Site | K::Stream => {
            Url::parse(value).ok().and_then(|url| url.host_str().map(str::to_owned)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let own = |name: &String| plan.hosts.get(name).is_some_and(|host| plan.service_of(host) == Some(id));
    let host = |name: String| Asset::new(K::Host, &name).ok();
    names.into_iter().filter(own).filter_map(host).map(|to| Deed { verb, to }).collect()
}

fn listings(plan: &Plan, target: &Asset) -> Vec<Deed> {
    let Some((name, developer)) = (match target.kind() {
        K::App => target.value().strip_suffix(STORE).and_then(|name| name.strip_suffix('@')).map(|name| (name, "")),
        K::Account => target.value().strip_prefix(STORE).and_then(|name| name.strip_prefix(':')).map(|name| ("", name)),
        _ => None,
    }) else {
        return Vec::new();
    };
    let named = plan.apps.iter().filter(|(package, app)| *package == name || app.developer == developer);
    let apps = named.filter_map(|(package, _)| Asset::new(K::App, &format!("{package}@{STORE}")).ok());
    apps.map(|to| Deed { verb: Verb::RemovedListing, to }).collect()
}

fn channel(plan: &Plan, target: &Asset) -> Vec<Deed> {
    let handle = target.value().strip_prefix(MESSENGER).and_then(|rest| rest.strip_prefix(':'));
    let known = target.kind() == K::Channel && handle.is_some_and(|handle| plan.channels.contains_key(handle));
    if known { vec![Deed { verb: Verb::RemovedChannel, to: target.clone() }] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_says_the_measure_and_its_targets_through_any_encoding() {
        let plain =
            b"Subject: REHEARSAL\r\n\r\nDear registrar,\r\nMeasure: Client_Hold\r\n Target: domain noon.test\r\n\
            target: host www.noon.test\r\nTarget: nonsense\r\nThe name other.test is not meant.\r\n";
        let notice = Notice::read(plain);
        assert_eq!(notice.measure, "client_hold");
        let targets: Vec<_> = notice.targets.iter().map(ToString::to_string).collect();
        assert_eq!(targets, ["domain noon.test", "host www.noon.test"]);
        let quoted = b"Content-Transfer-Encoding: quoted-printable\r\n\r\nMeasure: stop=5Fhosting\r\nTarget: address =\r\n127.60.1.10\r\n";
        assert_eq!(Notice::read(quoted).targets[0].to_string(), "address 127.60.1.10");
    }

    #[test]
    fn a_service_acts_on_its_own_and_with_its_own_measures_only() {
        let plan = Plan::draw(1);
        let own = plan.domains.iter().filter(|(_, domain)| domain.whose == Standing::Own);
        for (name, domain) in own {
            let target = Asset::new(K::Domain, name).unwrap();
            for id in Id::all().filter(|id| id.get().manner != Manner::Refuses) {
                let verbs = |measure: &str| -> Vec<Verb> {
                    deeds(&plan, id, measure, &target).iter().map(|deed| deed.verb).collect()
                };
                let sold = id == domain.registrar;
                assert_eq!(verbs("client_hold") == [Verb::HeldByRegistrar], sold, "{name}");
                assert_eq!(verbs("server_hold") == [Verb::HeldByRegistry], id == Id::registry_of(name), "{name}");
                assert_eq!(verbs("copy_server"), [Verb::Refused]);
            }
        }
        let refusing = Id::all().find(|id| id.get().trade == Trade::Registrar && id.get().manner == Manner::Refuses);
        let sold = plan.domains.iter().find(|(_, domain)| Some(domain.registrar) == refusing).unwrap().0;
        let target = Asset::new(K::Domain, sold).unwrap();
        assert_eq!(deeds(&plan, refusing.unwrap(), "client_hold", &target)[0].verb, Verb::Refused);
    }

    #[test]
    fn a_shared_machine_is_not_switched_off() {
        let plan = Plan::draw(1);
        for (at, machine) in plan.machines.iter().filter(|(_, machine)| machine.service.get().trade == Trade::Hosting) {
            let target = Asset::of_ip((*at).into());
            let verb = deeds(&plan, machine.service, "stop_hosting", &target)[0].verb;
            let refuses = machine.service.get().manner == Manner::Refuses
                || machine.whose == Standing::Shared
                || at.octets()[3] == super::super::OFFICE;
            assert_eq!(verb == Verb::Refused, refuses, "{at}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_makes_it_panic(bytes: Vec<u8>, text in "(Measure|Target|: |domain |\\PC|\n){0,30}") {
            Notice::read(&bytes);
            Notice::read(text.as_bytes());
        }
    }
}
