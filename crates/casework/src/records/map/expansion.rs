//! One look around from some seeds, breadth first.

use crate::records::{Kind, Record, sortable};
use domain::id::{ExpansionId, PersonId};
use domain::map::Asset;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far an expansion goes. The investigator sees these and what they left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Steps from a seed.
    pub depth: u8,
    /// Assets in all, the seeds among them.
    pub assets: u32,
    /// Assets that are followed from one.
    pub per_asset: u32,
}

impl Limits {
    /// The widest limits that can be asked for.
    pub const WIDEST: Self = Self { depth: 8, assets: 20_000, per_asset: 2_000 };

    /// Whether each is at least one and within the widest.
    #[must_use]
    pub const fn are_sound(&self) -> bool {
        let Self { depth, assets, per_asset } = Self::WIDEST;
        self.depth >= 1
            && self.assets >= 1
            && self.per_asset >= 1
            && self.depth <= depth
            && self.assets <= assets
            && self.per_asset <= per_asset
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 3, assets: 500, per_asset: 50 }
    }
}

/// Which limit something was left out by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Too many steps away.
    Depth,
    /// There were as many assets as asked for.
    Assets,
    /// One asset led to more than are followed.
    PerAsset,
    /// It was stopped.
    Stopped,
}

/// Where an expansion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpansionState {
    /// Assets wait to be asked about.
    Running,
    /// A person stopped it.
    Stopped,
    /// Everything within the limits was asked about.
    Done,
}

impl ExpansionState {
    /// The fixed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }
}

/// The assets at one distance from the seeds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// How many were reached.
    pub found: u32,
    /// How many of them were asked about.
    pub asked: u32,
}

/// One look around.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expansion {
    /// Its identifier.
    #[serde_as(as = "DisplayFromStr")]
    pub id: ExpansionId,
    /// Who began it.
    #[serde_as(as = "DisplayFromStr")]
    pub by: PersonId,
    /// When.
    pub begun: Timestamp,
    /// From where.
    #[serde_as(as = "Vec<DisplayFromStr>")]
    pub seeds: Vec<Asset>,
    /// How far it goes.
    pub limits: Limits,
    /// Where it stands.
    pub state: ExpansionState,
    /// The assets by their distance from the seeds, the seeds first.
    pub levels: Vec<Level>,
    /// Looks that are still to be made.
    pub waiting: u32,
    /// Facts that were new.
    pub learnt: u64,
    /// Sources that gave no answer.
    pub unanswered: u64,
    /// How many times something was left out, by the limit that it met.
    pub left_out: BTreeMap<Limit, u64>,
    /// Who stopped it.
    #[serde_as(as = "Option<DisplayFromStr>")]
    pub stopped_by: Option<PersonId>,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

impl Expansion {
    /// How many assets it reached.
    #[must_use]
    pub fn found(&self) -> u32 {
        self.levels.iter().map(|level| level.found).sum()
    }

    /// How many of them were asked about.
    #[must_use]
    pub fn asked(&self) -> u32 {
        self.levels.iter().map(|level| level.asked).sum()
    }

    /// The assets at a distance.
    pub fn level(&mut self, depth: u8) -> &mut Level {
        let place = usize::from(depth);
        if self.levels.len() <= place {
            self.levels.resize(place + 1, Level::default());
        }
        &mut self.levels[place]
    }

    /// Notes that something was left out.
    pub fn leave_out(&mut self, limit: Limit, times: u64) {
        if times > 0 {
            *self.left_out.entry(limit).or_default() += times;
        }
    }
}

impl Record for Expansion {
    const KIND: Kind = Kind::Expansion;
    fn uuid(&self) -> Uuid {
        self.id.0
    }
    fn state_name(&self) -> String {
        self.state.name().to_owned()
    }
    fn sort(&self) -> String {
        sortable(self.begun)
    }
}
