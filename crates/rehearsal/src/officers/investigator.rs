//! The investigator: draws the map from what was heard, judges what belongs together, and says who can pull which lever.

use super::{Officer, text};
use anyhow::bail;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How far to look around. An address that many share leads to dozens of strangers; of each asset the first are enough,
/// since the sites of one network lead to each other.
const DEPTH: u8 = 7;
const ASSETS: u32 = 2_500;
const PER_ASSET: u32 = 40;
/// What somebody must hold, or let a third party vouch for: nothing that stands in a page.
const NOT_COPIED: [&str; 2] = ["proof_of_control", "strong"];
/// Sources that see an asset at work, not only in a register or somebody's records.
const AT_WORK: [&str; 5] = ["dns", "tls", "http", "apk", "stream"];
/// What can be done about each kind of asset, and takes something down; the first that somebody can be asked for.
const WANTED: [(&str, &[&str]); 5] = [
    ("address", &["seize_server", "stop_hosting"]),
    ("domain", &["client_hold", "server_hold"]),
    ("host", &["stop_hosting"]),
    ("app", &["remove_listing"]),
    ("channel", &["remove_channel"]),
];

/// A network as it was judged.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// The network, if it was confirmed.
    pub network: Option<String>,
    /// How many outlets are its members.
    pub outlets: usize,
    /// Who came near and was refused, and what is lacking.
    pub refused: Vec<(String, String)>,
}

/// Somebody who can pull a lever, from the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Puller {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The country it is established in.
    pub country: String,
}

/// A lever of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    /// The measure.
    pub measure: String,
    /// Who pulls it.
    pub puller: Puller,
    /// Why it hits too many strangers, if it does.
    pub refused: Option<String>,
}

/// An asset of a network that was seen at work, with what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The asset: kind and value.
    pub asset: String,
    /// The country where it stands, as far as a register says.
    pub country: Option<String>,
    /// What can be done, in the order in which an investigator would choose.
    pub levers: Vec<Lever>,
    /// The names that lead to it; for an address.
    pub hosts: Vec<String>,
}

impl Lead {
    /// The lever of a measure.
    #[must_use]
    pub fn lever(&self, measure: &str) -> Option<&Lever> {
        self.levers.iter().find(|lever| lever.measure == measure)
    }

    /// Whether it is of a kind.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.asset.split(' ').next() == Some(kind)
    }
}

impl Officer {
    /// Puts on the map what was heard, hands in what somebody kept of old answers, and begins to look around from there
    /// and from everything that belonged to a network before. Returns the assets that were heard of.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn survey(&self, heard: &[String], records: &str, network: Option<&str>) -> anyhow::Result<Vec<String>> {
        let mut seeds = Vec::new();
        for given in heard {
            // An address names its host and domain too.
            let given = given.strip_prefix("site ").unwrap_or(given);
            let body = json!({ "given": given, "why": "REHEARSAL. Named in a tip." });
            match self.post("map/seeds", &body).await? {
                Ok(answer) => seeds.extend(ids(&answer["assets"])),
                Err(refused) => bail!("{given} was not put on the map: {}", refused.why),
            }
        }
        let path = "map/import?format=passive_dns&origin=passive%20DNS%20service%20(rehearsal)";
        if let Err(refused) = self.post_file(path, records).await? {
            bail!("the records were not taken in: {}", refused.why);
        }
        let mut from: BTreeSet<String> = seeds.iter().cloned().collect();
        if let Some(network) = network {
            for member in self.members(network).await? {
                from.extend(self.asset(&member).await?.map(|asset| text(&asset, "id").to_owned()));
            }
        }
        let limits = json!({ "depth": DEPTH, "assets": ASSETS, "per_asset": PER_ASSET });
        if let Err(refused) = self.post("map/expansions", &json!({ "seeds": from, "limits": limits })).await? {
            bail!("nobody looks around: {}", refused.why);
        }
        Ok(seeds)
    }

    /// Lets a network be proposed from what was heard of, reads every judgement, and confirms it only if each member
    /// has something that cannot be copied. Those who came near are read too, and left out.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn judge_network(&self, name: &str, heard: &[String]) -> anyhow::Result<Judged> {
        let proposed = match self.post("map/networks", &json!({ "name": name, "seeds": heard })).await? {
            Ok(answer) => text(&answer, "network").to_owned(),
            Err(refused) => bail!("no network was proposed: {}", refused.why),
        };
        let shown = self.get(&format!("map/networks/{proposed}")).await?;
        let judged = |of: &str| shown["judgements"][of].as_array().cloned().unwrap_or_default();
        let members = judged("members");
        let doubtful: Vec<&str> = members.iter().filter(|one| !is_held(one)).map(|one| text(one, "outlet")).collect();
        let (verdict, act, why) = if doubtful.is_empty() {
            let why = "REHEARSAL. Each member holds a key or a name that nobody could copy, and more beside it.";
            ("confirm", "network_confirmed", why.to_owned())
        } else {
            ("reject", "network_rejected", format!("REHEARSAL. Nothing but copies speaks for {}.", doubtful.join(", ")))
        };
        let decided = json!({ "verdict": verdict, "why": why });
        let done = self.act(act, &proposed, &format!("map/networks/{proposed}/decide"), &decided).await?;
        let refused = |one: &Value| (text(one, "outlet").to_owned(), text(one, "lacking").replace('_', " "));
        Ok(Judged {
            network: (done.is_ok() && doubtful.is_empty()).then_some(proposed),
            outlets: members.len(),
            refused: judged("considered").iter().map(refused).collect(),
        })
    }

    /// Looks at everything that belongs to a network, and at what stands right beside it: some of it nobody leads to.
    ///
    /// # Errors
    /// The server cannot be reached or refuses.
    pub async fn look_closer(&self, network: &str) -> anyhow::Result<()> {
        let mut from = BTreeSet::new();
        for member in self.members(network).await? {
            from.extend(self.asset(&member).await?.map(|asset| text(&asset, "id").to_owned()));
        }
        let limits = json!({ "depth": 1, "assets": ASSETS, "per_asset": PER_ASSET });
        self.must("map/expansions", &json!({ "seeds": from, "limits": limits })).await.map(drop)
    }

    /// What of a network was seen at work since a moment, and what can be done about it.
    ///
    /// # Errors
    /// The server cannot be reached.
    pub async fn leads(&self, network: &str, since: Timestamp) -> anyhow::Result<Vec<Lead>> {
        let directory = self.directory().await?;
        let (mut leads, mut addresses) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
        for member in self.members(network).await? {
            let Some(asset) = self.asset(&member).await? else { continue };
            if !is_at_work(&asset, since) {
                continue;
            }
            for address in latest(&asset, "resolves_to", since) {
                addresses.entry(address).or_default().push(member.clone());
            }
            leads.extend(self.lead(&asset, &directory, Vec::new()).await?);
        }
        for (address, hosts) in addresses {
            let Some(asset) = self.asset(&address).await? else { continue };
            if is_at_work(&asset, since) {
                leads.extend(self.lead(&asset, &directory, hosts).await?);
            }
        }
        Ok(leads)
    }

    async fn lead(
        &self,
        asset: &Value,
        directory: &BTreeMap<String, Puller>,
        hosts: Vec<String>,
    ) -> anyhow::Result<Option<Lead>> {
        let name = text(asset, "name").to_owned();
        let kind = name.split(' ').next().unwrap_or_default();
        let Some((_, wanted)) = WANTED.iter().find(|(of, _)| *of == kind) else { return Ok(None) };
        let offered = self.get(&format!("map/assets/{}/levers", text(asset, "id"))).await?;
        let offered = offered["levers"].as_array().cloned().unwrap_or_default();
        let lever = |measure: &&str| {
            let offer = offered.iter().find(|offer| text(offer, "measure") == *measure)?;
            let who = offer["who"].as_array()?.iter().find_map(|who| directory.get(text(who, "provider")))?;
            let refused = offer["refused"].as_str().map(str::to_owned);
            Some(Lever { measure: (*measure).to_owned(), puller: who.clone(), refused })
        };
        let country = objects(asset, "located_in").last().and_then(|named| named.split(' ').nth(1).map(str::to_owned));
        Ok(Some(Lead { asset: name, country, levers: wanted.iter().filter_map(lever).collect(), hosts }))
    }

    /// The providers of the directory by their identifiers.
    async fn directory(&self) -> anyhow::Result<BTreeMap<String, Puller>> {
        let puller = |provider: &Value| {
            let of = |member| text(provider, member).to_owned();
            (of("id"), Puller { id: of("id"), name: of("name"), country: of("country") })
        };
        Ok(self.listed("providers", "providers").await?.iter().map(puller).collect())
    }

    /// The names of those who belong to a network now.
    async fn members(&self, network: &str) -> anyhow::Result<Vec<String>> {
        let shown = self.get(&format!("map/networks/{network}")).await?;
        let members = shown["network"]["members"].as_array().cloned().unwrap_or_default();
        Ok(members.iter().filter(|one| one["left"].is_null()).map(|one| text(one, "asset").to_owned()).collect())
    }

    /// An asset with all that is known of it, if it is on the map.
    async fn asset(&self, name: &str) -> anyhow::Result<Option<Value>> {
        let query: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        Ok(self.get(&format!("map/assets?name={query}")).await.ok())
    }
}

fn ids(list: &Value) -> impl Iterator<Item = String> {
    list.as_array().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned))
}

/// Whether something speaks for a member that nobody could copy.
fn is_held(judged: &Value) -> bool {
    let reasons = judged["reasons_for"].as_array().into_iter().flatten();
    reasons.filter(|reason| NOT_COPIED.contains(&text(reason, "class"))).count() > 0
}

fn facts(asset: &Value) -> impl Iterator<Item = &Value> {
    asset["facts"].as_array().into_iter().flatten()
}

/// What an asset was ever seen to be linked to.
fn objects<'a>(asset: &'a Value, link: &'a str) -> impl Iterator<Item = &'a str> {
    facts(asset).filter(move |fact| fact["link"] == link).map(|fact| text(fact, "object"))
}

/// What it was seen at work with since a moment.
fn latest<'a>(asset: &'a Value, link: &'a str, since: Timestamp) -> impl Iterator<Item = String> + 'a {
    let seen = facts(asset).filter(move |fact| fact["link"] == link && is_seen(fact, since));
    seen.map(|fact| text(fact, "object").to_owned())
}

fn is_at_work(asset: &Value, since: Timestamp) -> bool {
    facts(asset).any(|fact| is_seen(fact, since))
}

fn is_seen(fact: &Value, since: Timestamp) -> bool {
    fact["sightings"].as_array().into_iter().flatten().any(|seen| {
        let last = seen["seen"][1].as_str().and_then(|at| at.parse::<Timestamp>().ok());
        AT_WORK.contains(&text(seen, "source")) && last.is_some_and(|last| last >= since)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_copied_holds_nobody() {
        let with = |classes: &[&str]| {
            let reasons: Vec<_> = classes.iter().map(|class| json!({ "class": class })).collect();
            json!({ "outlet": "site https://harbour.test", "reasons_for": reasons })
        };
        assert!(!is_held(&with(&["copyable", "copyable"])));
        assert!(is_held(&with(&["copyable", "strong"])));
    }

    #[test]
    fn what_only_a_register_says_is_not_at_work() {
        let seen = |source: &str, last: &str| {
            let sighting = json!({ "source": source, "seen": ["2026-04-01T00:00:00Z", last] });
            json!({ "facts": [{ "link": "resolves_to", "object": "address 127.60.1.10", "sightings": [sighting] }] })
        };
        let since = "2026-04-20T00:00:00Z".parse().unwrap();
        assert!(is_at_work(&seen("tls", "2026-04-20T01:00:00Z"), since));
        assert!(!is_at_work(&seen("passive_dns", "2026-04-20T01:00:00Z"), since));
        assert!(!is_at_work(&seen("tls", "2026-04-19T01:00:00Z"), since));
        let up = seen("dns", "2026-04-21T00:00:00Z");
        assert_eq!(latest(&up, "resolves_to", since).collect::<Vec<_>>(), ["address 127.60.1.10"]);
    }
}
