//! What happens once in the story, at its hour or as soon after as it can.

use super::Story;
use crate::rehearse::cast;
use casework::ports::Clock as _;
use jiff::{SignedDuration, Timestamp};

/// Something that happens once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scene {
    /// The second authority wants an item that the first has ordered.
    WantTheSame,
    /// An analyst listens to the radio.
    Listen,
    /// A declined referral is read again.
    TakeUpDeclined,
    /// Somebody sends a provider an order that nobody issued.
    Forge,
    /// The third authority ends its inquiry.
    LiftHold,
    /// A court tells us that an order is challenged.
    Challenge,
    /// The court has decided.
    Judge,
}

/// When each may happen, in hours after the beginning of the campaign.
const HOURS: [(i64, Scene); 7] = [
    (3, Scene::WantTheSame),
    (4, Scene::Listen),
    (6, Scene::TakeUpDeclined),
    (26, Scene::Forge),
    (3 * 24, Scene::LiftHold),
    (5 * 24, Scene::Challenge),
    (12 * 24, Scene::Judge),
];

/// What is still to happen, and what later scenes need of earlier ones.
pub struct Diary {
    open: Vec<(Timestamp, Scene)>,
    /// The hold that was placed.
    pub hold: Option<String>,
    challenged: Option<String>,
}

impl Diary {
    /// All scenes, counted from the beginning of the campaign.
    pub fn from(campaign: Timestamp) -> Self {
        let open = HOURS.map(|(hours, scene)| (campaign + SignedDuration::from_hours(hours), scene)).to_vec();
        Self { open, hold: None, challenged: None }
    }

    /// The next hour in it.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        self.open.iter().map(|(at, _)| *at).filter(|at| *at > now).min()
    }
}

impl Story<'_> {
    /// Lets happen what is due, and says whether anything did. What cannot happen yet stays in the diary.
    pub(super) async fn happenings(&mut self) -> anyhow::Result<bool> {
        let now = self.stage.clock.now();
        let due: Vec<Scene> = self.diary.open.iter().filter(|(at, _)| *at <= now).map(|(_, scene)| *scene).collect();
        let waiting = self.diary.open.len();
        for scene in due {
            if self.play(scene, now).await? {
                self.diary.open.retain(|(_, open)| *open != scene);
            }
        }
        Ok(self.diary.open.len() < waiting)
    }

    /// Plays a scene. Says whether it could be.
    async fn play(&mut self, scene: Scene, now: Timestamp) -> anyhow::Result<bool> {
        let stage = self.stage;
        match scene {
            Scene::WantTheSame => {
                let Some(item) = stage.officer("dunlin")?.delivered_item().await? else { return Ok(false) };
                let wanted = stage.officer("ruff")?.want_too(&item).await?;
                if let Some(url) = &wanted {
                    self.say(&format!("Ruff proposes an order on what is ordered already: {url}"));
                }
                Ok(wanted.is_some())
            }
            Scene::Listen => {
                self.listen().await?;
                Ok(true)
            }
            Scene::TakeUpDeclined => {
                let taken_up = stage.officer("avocet")?.take_up_declined().await?;
                if let Some(url) = &taken_up {
                    self.say(&format!("Avocet reads a declined referral again and proposes an order: {url}"));
                }
                Ok(taken_up.is_some())
            }
            Scene::Forge => {
                stage.world.forge("Federal Online Unit (rehearsal) <orders@unit.invalid>", "BE-2026-009991", now);
                self.say("somebody sends a provider an order that nobody issued");
                Ok(true)
            }
            Scene::LiftHold => {
                let Some(hold) = &self.diary.hold else { return Ok(false) };
                let freed = stage.officer("curlew")?.lift_hold(hold).await?;
                self.say(&format!("{} lifts its hold; {freed} drafts go on", cast::THIRD));
                Ok(true)
            }
            Scene::Challenge => {
                self.diary.challenged = stage.officer("dunlin")?.record_challenge(cast::COURT, now).await?;
                if self.diary.challenged.is_some() {
                    self.say(&format!("an order is challenged before the {}", cast::COURT));
                }
                Ok(self.diary.challenged.is_some())
            }
            Scene::Judge => {
                let Some(order) = &self.diary.challenged else { return Ok(false) };
                let upheld = stage.officer("dunlin")?.record_judgement(order, cast::COURT).await?;
                self.say(&format!("the {} upholds the order", cast::COURT));
                Ok(upheld)
            }
        }
    }
}
