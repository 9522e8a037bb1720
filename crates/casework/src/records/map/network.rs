//! Assets held to be under one control, with everything that was ever decided about them.

use crate::records::{Kind, Record, sortable};
use domain::id::{NetworkId, PersonId};
use domain::map::network::{self, Membership, NetworkEvent, NetworkState};
use domain::map::{Asset, Family};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Assets that are proposed or held to be under one control.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: NetworkId,
    /// What people call it.
    pub name: String,
    /// How far it got.
    #[serde_as(as = "DisplayFromStr")]
    pub state: NetworkState,
    /// When it was first proposed.
    pub proposed: Timestamp,
    /// What it was grown from.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub seeds: Vec<Asset>,
    /// Who belonged to it, ever, in the order in which they joined.
    pub members: Vec<Member>,
    /// The sealed judgements it was proposed on; those of its forerunner for a part of a split one.
    pub judgements: Option<Sha256>,
    /// The networks it came from, by a split or a merger.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub from: Vec<NetworkId>,
    /// The networks it went into.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub into: Vec<NetworkId>,
    /// What was decided, oldest first.
    pub decisions: Vec<NetworkDecision>,
}

/// One stay of an asset in a network.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which asset.
    #[serde_as(as = "DisplayFromStr")]
    pub asset: Asset,
    /// The outlet it is a name of.
    #[serde_as(as = "DisplayFromStr")]
    pub outlet: Asset,
    /// Since when it belongs to it.
    pub joined: Timestamp,
    /// Until when it did; absent while it does.
    pub left: Option<Timestamp>,
    /// Why it belongs to it.
    pub because: Because,
}

/// Why an asset belongs to a network.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "because")]
pub enum Because {
    /// A person named it as a seed.
    Seed,
    /// Its evidence was weighed; the judgements say how.
    Weighed {
        /// What counts together, in tenths of a bit.
        score: u32,
        /// The families of evidence that count.
        #[serde_as(as = "Vec<DisplayFromStr>")]
        families: Vec<Family>,
    },
    /// It lies below the domain of a member, below which there are no strangers.
    Below {
        /// The domain.
        #[serde_as(as = "DisplayFromStr")]
        domain: Asset,
    },
    /// A person added it.
    Added {
        /// Who.
        #[serde_as(as = "DisplayFromStr")]
        by: PersonId,
        /// Why, in their words.
        why: String,
    },
}

/// One step in the life of a network.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkDecision {
    /// What happened; absent for the proposal it began with.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub event: Option<NetworkEvent>,
    /// When.
    pub at: Timestamp,
    /// Who decided it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// Why, in their words.
    pub why: String,
    /// Which asset it is about, if it is about one.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub asset: Option<Asset>,
}

impl Network {
    /// Who belongs to it.
    pub fn present(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.left.is_none())
    }

    /// Who belonged to it at a moment.
    #[must_use]
    pub fn at(&self, moment: Timestamp) -> BTreeSet<Asset> {
        self.membership().at(moment).into_iter().cloned().collect()
    }

    /// How many outlets belong to it.
    #[must_use]
    pub fn outlets(&self) -> usize {
        self.present().map(|member| &member.outlet).collect::<BTreeSet<_>>().len()
    }

    /// Who belonged to it when, as the rules know it.
    #[must_use]
    pub fn membership(&self) -> Membership {
        let stay =
            |member: &Member| network::Stay { asset: member.asset.clone(), joined: member.joined, left: member.left };
        Membership::from_stays(self.members.iter().map(stay).collect())
    }

    /// Ends every stay.
    pub fn close(&mut self, now: Timestamp) {
        self.members.iter_mut().filter(|member| member.left.is_none()).for_each(|member| member.left = Some(now));
    }
}

impl Record for Network {
    const KIND: Kind = Kind::Network;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.proposed)
    }
    fn keys(&self) -> Vec<(String, String)> {
        self.present().map(|member| ("member".to_owned(), member.asset.to_string())).collect()
    }
}
