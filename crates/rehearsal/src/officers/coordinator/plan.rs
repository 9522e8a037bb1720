//! What is to be done to what, and by whom: a pure function of the investigator's leads.

use super::super::investigator::{Lead, Lever};
use serde_json::{Value, json};

/// States whose law is not the Union's.
const THIRD_STATES: [&str; 3] = ["CA", "GB", "US"];

/// A target as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it aims at.
    pub asset: String,
    /// What is to be done.
    pub measure: String,
    /// The state where it is done.
    pub place: String,
    /// Who is asked, if it is not people on site.
    pub provider: Option<String>,
    /// The state that acts.
    pub acting: String,
    /// The target in the same list for which it steps in.
    pub instead_of: Option<usize>,
    /// What is done instead if this would hit too many strangers.
    pub narrower: Vec<Wanted>,
}

impl Wanted {
    fn on_site(lead: &Lead, measure: &str, country: &str) -> Self {
        let (place, acting) = (country.to_owned(), country.to_owned());
        let (asset, measure) = (lead.asset.clone(), measure.to_owned());
        Self { asset, measure, place, provider: None, acting, instead_of: None, narrower: Vec::new() }
    }

    fn letter(lead: &Lead, lever: &Lever, acting: &str) -> Self {
        Self {
            asset: lead.asset.clone(),
            measure: lever.measure.clone(),
            place: lever.puller.country.clone(),
            provider: Some(lever.puller.id.clone()),
            acting: acting.to_owned(),
            instead_of: None,
            narrower: Vec::new(),
        }
    }

    pub(super) fn entry(&self) -> Value {
        let value = self.asset.split_once(' ').map_or(self.asset.as_str(), |(_, value)| value);
        json!({
            "name": format!("{value}: {}", self.measure.replace('_', " ")),
            "asset": self.asset, "measure": self.measure, "place": self.place, "provider": self.provider,
        })
    }
}

/// A small strike: one server is seized and one is copied, in two states that did not act before; one name, one
/// application and one channel are asked for by letter.
#[must_use]
pub fn strike(leads: &[Lead], home: &str, states: &[&str], spent: &[String]) -> Vec<Wanted> {
    let mut acted: Vec<&str> = spent.iter().map(String::as_str).chain([home]).collect();
    let mut wanted = Vec::new();
    for measure in ["seize_server", "copy_server"] {
        let machine = leads.iter().filter(|lead| lead.is("address")).find_map(|lead| {
            let country = lead.country.as_deref()?;
            let bearable = lead.lever("seize_server")?.refused.is_none();
            (bearable && states.contains(&country) && !acted.contains(&country)).then_some((lead, country))
        });
        let Some((lead, country)) = machine else { continue };
        acted.push(country);
        wanted.push(Wanted::on_site(lead, measure, country));
    }
    for (kind, measure) in [("domain", "client_hold"), ("app", "remove_listing"), ("channel", "remove_channel")] {
        let first = leads.iter().filter(|lead| lead.is(kind)).find_map(|lead| Some((lead, lead.lever(measure)?)));
        wanted.extend(first.map(|(lead, lever)| Wanted::letter(lead, lever, home)));
    }
    wanted
}

/// Everything that is at work, at once. Each target is given to the state where it is done, or to those who lead.
#[must_use]
pub fn blow(leads: &[Lead], home: &str, states: &[&str]) -> Vec<Wanted> {
    let acting = |place: &str| states.iter().find(|state| **state == place).map_or(home, |state| *state).to_owned();
    let letter = |lead: &Lead, lever: &Lever| Wanted::letter(lead, lever, &acting(&lever.puller.country));
    let mut wanted: Vec<Wanted> = Vec::new();
    for lead in leads {
        let country = lead.country.as_deref().unwrap_or_default();
        if lead.is("address") {
            let names = leads.iter().filter(|other| lead.hosts.contains(&other.asset));
            let names = names.filter_map(|name| Some(letter(name, name.lever("stop_hosting")?)));
            let narrower: Vec<Wanted> = names.collect();
            let bearable = |lever: &&Lever| lever.refused.is_none();
            match (lead.lever("seize_server"), lead.lever("stop_hosting").filter(bearable)) {
                (Some(seizing), _) if states.contains(&country) => {
                    let narrower = if seizing.refused.is_some() { narrower } else { Vec::new() };
                    wanted.push(Wanted { narrower, ..Wanted::on_site(lead, "seize_server", country) });
                }
                (_, Some(stopping)) => wanted.push(letter(lead, stopping)),
                // Nobody can act on the machine as a whole.
                _ => wanted.extend(narrower),
            }
        } else if lead.is("domain") {
            wanted.extend(name(lead, wanted.len(), states, letter));
        } else if lead.is("app") || lead.is("channel") {
            wanted.extend(lead.levers.first().map(|lever| letter(lead, lever)));
        }
    }
    wanted
}

/// A name is held by its registrar, by its own terms. Where that one is under the law of a third state, the registry
/// steps in if it refuses and one of us can order it to.
fn name(lead: &Lead, place: usize, states: &[&str], letter: impl Fn(&Lead, &Lever) -> Wanted) -> Vec<Wanted> {
    let Some(held) = lead.lever("client_hold") else { return Vec::new() };
    let third = THIRD_STATES.contains(&held.puller.country.as_str());
    let registry = lead.lever("server_hold").filter(|lever| third && states.contains(&lever.puller.country.as_str()));
    let stand_in = registry.map(|lever| Wanted { instead_of: Some(place), ..letter(lead, lever) });
    [letter(lead, held)].into_iter().chain(stand_in).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::investigator::Puller;
    use super::*;

    fn lead(asset: &str, country: Option<&str>, levers: &[(&str, &str)]) -> Lead {
        let lever = |(measure, of): &(&str, &str)| Lever {
            measure: (*measure).to_owned(),
            puller: Puller { id: "p".to_owned(), name: "Quay".to_owned(), country: (*of).to_owned() },
            refused: None,
        };
        let levers = levers.iter().map(lever).collect();
        Lead { asset: asset.to_owned(), country: country.map(str::to_owned), levers, hosts: Vec::new() }
    }

    fn machine(at: &str, country: &str) -> Lead {
        lead(&format!("address {at}"), Some(country), &[("seize_server", country), ("stop_hosting", country)])
    }

    #[test]
    fn a_strike_is_small_and_leaves_those_who_acted_alone() {
        let leads = [
            machine("127.60.1.10", "BE"),
            machine("127.60.2.10", "NL"),
            machine("127.60.3.10", "DE"),
            machine("127.60.4.10", "FR"),
            lead("app a@store", None, &[("remove_listing", "DE")]),
        ];
        let wanted = strike(&leads, "BE", &["BE", "NL", "DE", "FR"], &["NL".to_owned()]);
        let told: Vec<_> = wanted.iter().map(|one| (one.measure.as_str(), one.acting.as_str())).collect();
        assert_eq!(told, [("seize_server", "DE"), ("copy_server", "FR"), ("remove_listing", "BE")]);
    }

    #[test]
    fn a_blow_takes_the_narrower_lever_and_the_one_that_binds() {
        let mut shared = machine("127.60.2.2", "NL");
        shared.levers[0].refused = Some("too many".to_owned());
        shared.hosts = vec!["host www.noon.test".to_owned()];
        let leads = [
            shared,
            machine("127.60.9.10", "SE"),
            lead("host www.noon.test", None, &[("stop_hosting", "NL")]),
            lead("domain noon.test", None, &[("client_hold", "US"), ("server_hold", "BE")]),
        ];
        let wanted = blow(&leads, "BE", &["BE", "NL"]);
        let told: Vec<_> = wanted.iter().map(|one| (one.measure.as_str(), one.acting.as_str())).collect();
        let all = [("seize_server", "NL"), ("stop_hosting", "BE"), ("client_hold", "BE"), ("server_hold", "BE")];
        assert_eq!(told, all);
        assert_eq!(wanted[0].narrower[0].measure, "stop_hosting");
        assert_eq!(wanted[3].instead_of, Some(2));
    }
}
