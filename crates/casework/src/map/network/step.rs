//! The steps that people take, each one change: the network, its members and the entry that says why.

use super::decision;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::map::outlet::{is_outlet, outlet_of};
use crate::policy::Actor;
use crate::records::{Asset, Because, Kept, Member, Network};
use crate::seal::{Act, Verb, Who};
use domain::id::{AssetId, NetworkId};
use domain::map::Asset as Name;
use domain::map::network::{NetworkEvent, NetworkState};
use serde_json::json;
use std::collections::BTreeSet;

/// A step in the life of a network that a person takes.
pub(super) struct Step<'a> {
    pub(super) desk: &'a Desk,
    pub(super) actor: &'a Actor,
    pub(super) event: NetworkEvent,
    pub(super) act: &'static str,
    pub(super) why: &'a str,
}

impl Step<'_> {
    /// Takes the step from where a network is.
    async fn take(&self, id: NetworkId, about: Option<&Name>) -> Result<Kept<Network>, Error> {
        let mut network = self.desk.load::<Network>(id.0).await?;
        network.state = network.state.after(self.event).map_err(|no| invalid("network", no.to_string()))?;
        network.decisions.push(decision(self.desk, self.actor, Some(self.event), self.why, about));
        Ok(network)
    }

    fn act(&self, network: &Network, about: Option<&Name>) -> Act<'_> {
        let detail = json!({
            "name": network.name,
            "why": self.why,
            "members": network.present().count(),
            "asset": about.map(ToString::to_string),
        });
        Act::new(Verb::Map, self.act, network.id.0, Who::Person(self.actor)).detail(detail)
    }

    pub(super) async fn decide(&self, id: NetworkId) -> Result<(), Error> {
        let network = self.take(id, None).await?;
        let names: Vec<Name> = network.present().map(|member| member.asset.clone()).collect();
        let draft = Draft::new(self.desk).put(&network)?;
        let draft = belong(self.desk, draft, &names, &[id], confirmed(&network)).await?;
        draft.commit(&self.act(&network, None)).await
    }

    pub(super) async fn leave(&self, id: NetworkId, asset: &Name) -> Result<(), Error> {
        let mut network = self.take(id, Some(asset)).await?;
        let now = self.desk.now();
        let stay = network.members.iter_mut().find(|member| member.left.is_none() && member.asset == *asset);
        stay.ok_or(Error::NotFound { what: "member of this network" })?.left = Some(now);
        let draft = Draft::new(self.desk).put(&network)?;
        let draft = belong(self.desk, draft, [asset], &[id], None).await?;
        draft.commit(&self.act(&network, Some(asset))).await
    }

    pub(super) async fn join(&self, id: NetworkId, asset: AssetId) -> Result<(), Error> {
        let name = self.desk.load::<Asset>(asset.0).await?.record.name;
        if !is_outlet(name.kind()) {
            return Err(invalid("asset", "this is a value, and nobody controls a value; its holders can be members"));
        }
        let mut network = self.take(id, Some(&name)).await?;
        if network.present().any(|member| member.asset == name) {
            return Err(invalid("asset", "it belongs to the network already"));
        }
        network.record.members.push(Member {
            outlet: outlet_of(&name),
            asset: name.clone(),
            joined: self.desk.now(),
            left: None,
            because: Because::Added { by: self.actor.person, why: self.why.to_owned() },
        });
        let draft = Draft::new(self.desk).put(&network)?;
        let draft = belong(self.desk, draft, [&name], &[], confirmed(&network)).await?;
        draft.commit(&self.act(&network, Some(&name))).await
    }

    pub(super) async fn split(
        &self,
        id: NetworkId,
        ids: &[NetworkId],
        names: &[String],
        parts: &[(String, BTreeSet<Name>)],
    ) -> Result<(), Error> {
        let mut whole = self.take(id, None).await?;
        let members: Vec<BTreeSet<Name>> = parts.iter().map(|(_, members)| members.clone()).collect();
        whole.membership().split(&members, self.desk.now()).map_err(|no| invalid("parts", no.to_string()))?;
        let mut draft = Draft::new(self.desk);
        for ((id, name), members) in ids.iter().zip(names).zip(&members) {
            draft = draft.put(&Kept::new(self.part(&[&whole], *id, name, members)))?;
        }
        draft = belong(self.desk, draft, members.iter().flatten(), &[id], None).await?;
        whole.close(self.desk.now());
        whole.into.extend(ids);
        draft.put(&whole)?.commit(&self.act(&whole, None)).await
    }

    pub(super) async fn merge(&self, both: [NetworkId; 2], id: NetworkId, name: &str) -> Result<(), Error> {
        let mut one = self.take(both[0], None).await?;
        let mut other = self.take(both[1], None).await?;
        let all: BTreeSet<Name> = one.present().chain(other.present()).map(|member| member.asset.clone()).collect();
        let whole = Kept::new(self.part(&[&one, &other], id, name, &all));
        let draft = Draft::new(self.desk).put(&whole)?;
        let mut draft = belong(self.desk, draft, &all, &both, None).await?;
        for network in [&mut one, &mut other] {
            network.close(self.desk.now());
            network.into.push(id);
            draft = draft.put(network)?;
        }
        draft.commit(&self.act(&whole, None)).await
    }

    /// A new proposal of some members of older networks; each keeps why it belonged.
    fn part(&self, from: &[&Network], id: NetworkId, name: &str, members: &BTreeSet<Name>) -> Network {
        let now = self.desk.now();
        let stays = from.iter().flat_map(|network| network.present());
        let mut seen = BTreeSet::new();
        let stays = stays.filter(|stay| members.contains(&stay.asset) && seen.insert(stay.asset.clone()));
        let seeds: BTreeSet<&Name> = from.iter().flat_map(|network| &network.seeds).collect();
        Network {
            id,
            name: name.to_owned(),
            state: NetworkState::Proposed,
            proposed: now,
            seeds: seeds.into_iter().filter(|seed| members.contains(*seed)).cloned().collect(),
            members: stays.map(|stay| Member { joined: now, left: None, ..stay.clone() }).collect(),
            judgements: from.iter().find_map(|network| network.judgements),
            from: from.iter().map(|network| network.id).collect(),
            into: Vec::new(),
            decisions: vec![decision(self.desk, self.actor, None, self.why, None)],
        }
    }
}

/// The network itself, if its members carry it.
fn confirmed(network: &Network) -> Option<NetworkId> {
    (network.state == NetworkState::Confirmed).then_some(network.id)
}

/// Writes with each asset that it belongs to a confirmed network, or no longer to some.
async fn belong<'d>(
    desk: &Desk,
    mut draft: Draft<'d>,
    assets: impl IntoIterator<Item = &Name>,
    leaves: &[NetworkId],
    joins: Option<NetworkId>,
) -> Result<Draft<'d>, Error> {
    for name in assets {
        let Some(mut asset) = desk.find_unique::<Asset>(&name.to_string()).await? else { continue };
        let before = asset.networks.clone();
        asset.networks.retain(|id| !leaves.contains(id) && Some(*id) != joins);
        asset.networks.extend(joins);
        if asset.networks != before {
            draft = draft.put(&asset)?;
        }
    }
    Ok(draft)
}
