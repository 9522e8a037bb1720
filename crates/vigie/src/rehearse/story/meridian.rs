//! Meridian in the story: mapped, struck, back in a stronger form, mapped and struck again.

use super::Story;
use ::rehearsal::officers::Lead;
use casework::ports::Clock as _;
use jiff::{SignedDuration, Timestamp};

/// What happens about Meridian, each with the number of the wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// The investigator looks around from what was heard.
    Survey(u8),
    /// The investigator judges what belongs together.
    Judge(u8),
    /// A wave is over; Meridian decides what to do about it.
    Over(u8),
}

/// When each happens, in hours after the beginning of the campaign.
const HOURS: [(i64, Scene); 9] = [
    (26, Scene::Survey(1)),
    (27, Scene::Judge(1)),
    (5 * 24, Scene::Over(1)),
    (15 * 24, Scene::Survey(2)),
    (15 * 24 + 1, Scene::Judge(2)),
    (18 * 24, Scene::Over(2)),
    (28 * 24, Scene::Survey(3)),
    (28 * 24 + 1, Scene::Judge(3)),
    (33 * 24, Scene::Over(3)),
];

/// What is still to happen, and what later scenes need of earlier ones.
pub(super) struct Strikes {
    open: Vec<(Timestamp, Scene)>,
    /// What was heard of, as it stands on the map.
    heard: Vec<String>,
    /// The latest network that was confirmed.
    network: Option<String>,
    /// When the latest survey began.
    surveyed: Timestamp,
    leads: Vec<Lead>,
}

impl Strikes {
    /// All scenes, counted from the beginning of the campaign.
    pub(super) fn from(campaign: Timestamp) -> Self {
        let open = HOURS.map(|(hours, scene)| (campaign + SignedDuration::from_hours(hours), scene)).to_vec();
        Self { open, heard: Vec::new(), network: None, surveyed: campaign, leads: Vec::new() }
    }

    /// The next hour at which something happens.
    pub(super) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.open.iter().map(|(at, _)| *at).filter(|at| *at > now).min()
    }
}

impl Story<'_> {
    /// Lets happen what is due about Meridian, and says whether anything did.
    pub(super) async fn strike(&mut self) -> anyhow::Result<bool> {
        let now = self.stage.clock.now();
        let (due, open) = self.strikes.open.iter().partition(|(at, _)| *at <= now);
        self.strikes.open = open;
        let due: Vec<(Timestamp, Scene)> = due;
        for (_, scene) in &due {
            match scene {
                Scene::Survey(number) => self.survey(*number, now).await?,
                Scene::Judge(number) => self.judge(*number).await?,
                Scene::Over(number) => self.stage.world.wave(*number, now),
            }
        }
        Ok(!due.is_empty())
    }

    async fn survey(&mut self, number: u8, now: Timestamp) -> anyhow::Result<()> {
        let (world, godwit) = (&self.stage.world, self.stage.officer("godwit")?);
        let heard: Vec<String> = world.seeds().iter().map(ToString::to_string).collect();
        // Whoever keeps old answers hands out those of the last month.
        let records = world.passive_dns(now - SignedDuration::from_hours(30 * 24), now);
        self.strikes.heard = godwit.survey(&heard, &records, self.strikes.network.as_deref()).await?;
        self.strikes.surveyed = now;
        self.say(&format!("Godwit looks around Meridian for the {number}. time, from {} tips", heard.len()));
        Ok(())
    }

    async fn judge(&mut self, number: u8) -> anyhow::Result<()> {
        let godwit = self.stage.officer("godwit")?;
        let judged = godwit.judge_network(&format!("Meridian, survey {number}"), &self.strikes.heard).await?;
        let verdict = if judged.network.is_some() { "confirms" } else { "rejects" };
        self.say(&format!("Godwit {verdict} a network of {} outlets", judged.outlets));
        for (outlet, lacking) in &judged.refused {
            self.say(&format!("left out by Godwit: {outlet}, which lacks {lacking}"));
        }
        if let Some(network) = judged.network {
            self.strikes.leads = godwit.leads(&network, self.strikes.surveyed).await?;
            self.say(&format!("{} assets of it are at work, with somebody who can act", self.strikes.leads.len()));
            self.strikes.network = Some(network);
        }
        Ok(())
    }
}
