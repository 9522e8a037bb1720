//! Meridian in the story: mapped, struck, back in a stronger form, mapped and struck again. What happens when stands
//! here; who is struck, and how, is the officers' business.

mod site;
mod wave;

use super::Story;
use casework::ports::Clock as _;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use wave::Wave;

/// What happens about Meridian, each with the number of the wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// The investigator looks around from what was heard.
    Survey(u8),
    /// The investigator judges what belongs together.
    Judge(u8),
    /// The coordinator plans a wave, and the states prepare it.
    Plan(u8),
    /// Go is called, by two people each.
    Go,
    /// A state holds its own part.
    Hold,
    /// It goes after all.
    Release,
    /// The people of a state act on site, by its place among the states.
    OnSite(usize),
    /// Those who speak for the states look at the board.
    Board,
    /// The wave is over; Meridian decides what to do about it.
    End(u8),
}

/// When each happens, in hours after the beginning of the campaign; what follows a plan is counted from the moment.
const HOURS: [(i64, Scene); 9] = [
    (26, Scene::Survey(1)),
    (27, Scene::Judge(1)),
    (30, Scene::Plan(1)),
    (15 * 24 + 2, Scene::Survey(2)),
    (15 * 24 + 3, Scene::Judge(2)),
    (15 * 24 + 6, Scene::Plan(2)),
    (28 * 24 + 2, Scene::Survey(3)),
    (28 * 24 + 3, Scene::Judge(3)),
    (28 * 24 + 6, Scene::Plan(3)),
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
    /// The operation, once it was opened.
    operation: Option<String>,
    /// States that seized something in an earlier wave.
    spent: Vec<String>,
    wave: Option<Wave>,
}

impl Strikes {
    /// All scenes, counted from the beginning of the campaign.
    pub(super) fn from(campaign: Timestamp) -> Self {
        let open = HOURS.map(|(hours, scene)| (campaign + SignedDuration::from_hours(hours), scene)).to_vec();
        Self {
            open,
            heard: Vec::new(),
            network: None,
            surveyed: campaign,
            operation: None,
            spent: Vec::new(),
            wave: None,
        }
    }

    /// The next moment at which something happens.
    pub(super) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.open.iter().map(|(at, _)| *at).filter(|at| *at > now).min()
    }
}

impl Story<'_> {
    /// Lets happen what is due about Meridian, and says whether anything did.
    pub(super) async fn strike(&mut self) -> anyhow::Result<bool> {
        let now = self.stage.clock.now();
        let (mut due, open): (Vec<_>, Vec<_>) = self.strikes.open.iter().copied().partition(|(at, _)| *at <= now);
        self.strikes.open = open;
        due.sort_by_key(|(at, _)| *at);
        for (_, scene) in &due {
            match *scene {
                Scene::Survey(number) => self.survey(number, now).await?,
                Scene::Judge(number) => self.judge(number).await?,
                Scene::Plan(number) => self.plan(number, now).await?,
                Scene::Go => self.go().await?,
                Scene::Hold => self.hold().await?,
                Scene::Release => self.release().await?,
                Scene::OnSite(state) => self.on_site(state, now).await?,
                Scene::Board => self.look_at_the_board(now).await?,
                Scene::End(number) => self.end(number, now).await?,
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
        self.say(&format!("Godwit looks around Meridian, survey {number}, from {} tips", heard.len()));
        Ok(())
    }

    async fn judge(&mut self, number: u8) -> anyhow::Result<()> {
        let godwit = self.stage.officer("godwit")?;
        let judged = godwit.judge_network(&format!("Meridian, survey {number}"), &self.strikes.heard).await?;
        let verdict = if judged.network.is_some() { "confirms" } else { "rejects" };
        self.say(&format!("Godwit {verdict} a network of {} outlets", judged.outlets));
        let mut lacking: BTreeMap<&str, usize> = BTreeMap::new();
        judged.refused.iter().for_each(|(_, lacks)| *lacking.entry(lacks).or_default() += 1);
        for (lacks, outlets) in lacking {
            self.say(&format!("{outlets} outlets that look like it are left out by Godwit: they lack {lacks}"));
        }
        if let Some(network) = judged.network {
            godwit.look_closer(&network).await?;
            self.strikes.network = Some(network);
        }
        Ok(())
    }
}
