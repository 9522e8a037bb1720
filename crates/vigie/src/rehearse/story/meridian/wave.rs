//! A wave: planned and prepared, called with four eyes, and ended.

use super::super::Story;
use super::Scene;
use crate::rehearse::cast::{HOME, STATES, State};
use ::rehearsal::meridian::{Found, Verb};
use ::rehearsal::officers::{Errand, Lead, Reply, Wanted, blow, strike};
use ::rehearsal::providers::{Event, What};
use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// From the planning of a wave to its moment, and from there to its end.
const UNTIL_THE_MOMENT: SignedDuration = SignedDuration::from_hours(18);
const LASTS: [SignedDuration; 2] = [SignedDuration::from_hours(36), SignedDuration::from_hours(46)];
/// How many states act in the third wave.
const STATES_OF_THE_BLOW: usize = 8;
/// Go is called so long before the moment, and held so long before it by who holds.
const GO_BEFORE: SignedDuration = SignedDuration::from_mins(40);
const HOLD_BEFORE: SignedDuration = SignedDuration::from_mins(20);
/// When who held goes after all, and when its people act; when those act who are late.
const RELEASED: SignedDuration = SignedDuration::from_hours(25);
const ACTS_AFTER_RELEASE: SignedDuration = SignedDuration::from_hours(26);
const LATE: SignedDuration = SignedDuration::from_hours(9);
/// When those who speak for the states look at the board, in hours after the moment.
const BOARD: [i64; 4] = [1, 3, 12, 30];

/// What befalls the people of which state; each at most once, in the third wave.
#[derive(Debug, Clone, Default)]
pub(super) struct Fate {
    pub(super) late: Option<usize>,
    pub(super) holds: Option<usize>,
    pub(super) empty: Option<usize>,
    pub(super) wrong: Option<usize>,
    pub(super) press: Option<usize>,
}

/// A wave that is under way.
pub(in super::super) struct Wave {
    pub(super) id: String,
    pub(super) operation: String,
    pub(super) states: Vec<usize>,
    pub(super) fate: Fate,
    /// What was taken, by target.
    pub(super) taken: BTreeMap<String, (Errand, Found)>,
}

impl Story<'_> {
    pub(super) fn wave(&self) -> anyhow::Result<&Wave> {
        self.strikes.wave.as_ref().context("no wave was planned")
    }

    /// The coordinator plans from the investigator's leads; the states prepare; the second officer and the liaison
    /// officer do their parts.
    pub(super) async fn plan(&mut self, number: u8, now: Timestamp) -> anyhow::Result<()> {
        let stage = self.stage;
        let (heron, book) = (stage.officer("heron")?, &stage.book);
        let network = self.strikes.network.clone().context("no network was confirmed")?;
        let leads = stage.officer("godwit")?.leads(&network, self.strikes.surveyed).await?;
        self.say(&format!("{} assets of it and around it are at work, with somebody who can act", leads.len()));
        let wanted = self.wanted(number, &leads);
        let states = states_of(&wanted);
        let operation = match &self.strikes.operation {
            Some(operation) => {
                heron.aim(book, operation, &network).await?;
                operation.clone()
            }
            None => heron.open_operation(book, &network).await?,
        };
        self.strikes.operation = Some(operation.clone());
        let moment = now + UNTIL_THE_MOMENT;
        let window = (moment - SignedDuration::from_hours(1), moment + SignedDuration::from_hours(47));
        let countries: Vec<String> = states.iter().map(|place| STATES[*place].country.to_owned()).collect();
        let id = heron.plan_wave(book, &operation, &countries, window, &wanted).await?;
        self.say(&format!(
            "Heron plans wave {number}: {} targets in {}, for {moment}",
            wanted.len(),
            countries.join(", ")
        ));
        let mut prepared = self.prepare(&operation, &id, &states, now).await?;
        for narrowed in heron.narrow(&operation, &id, &wanted).await? {
            self.tally.collateral_refusals += 1;
            self.say(&format!("refused for {}: {}; {} narrower", narrowed.asset, narrowed.why, narrowed.instead));
        }
        prepared += self.prepare(&operation, &id, &states, now).await?;
        let approved = stage.officer("dunlin")?.approve_letters(&operation, &id).await?;
        let asked = stage.officer("curlew")?.deconflict_targets(&operation, &id).await?;
        self.say(&format!("{prepared} targets prepared, {approved} letters approved by Dunlin, {asked} deconflicted"));
        for place in &states {
            stage.officer(STATES[*place].speaks.0)?.say_ready(&id, STATES[*place].country).await?;
        }
        heron.fix_moment(&id, moment).await?;
        self.agenda(number, moment);
        let fate = if number == 3 { Fate::drawn(&on_site(&wanted)) } else { Fate::default() };
        self.schedule(moment, &wanted, &fate);
        self.strikes.wave = Some(Wave { id, operation, states, fate, taken: BTreeMap::new() });
        Ok(())
    }

    fn wanted(&mut self, number: u8, leads: &[Lead]) -> Vec<Wanted> {
        let all: Vec<&str> = STATES.iter().map(|state| state.country).collect();
        let spent = &mut self.strikes.spent;
        if number == 3 {
            let (struck, mut acting): (Vec<&str>, Vec<&str>) =
                all.into_iter().partition(|state| spent.iter().any(|one| one == state));
            // Who struck before acts again only where fewer others have something to act on.
            for state in struck {
                if states_of(&blow(leads, HOME, &acting)).len() < STATES_OF_THE_BLOW {
                    acting.push(state);
                }
            }
            return blow(leads, HOME, &acting);
        }
        let wanted = strike(leads, HOME, &all, spent);
        let seized = wanted.iter().filter(|target| target.measure == "seize_server");
        spent.extend(seized.map(|target| target.acting.clone()));
        wanted
    }

    async fn prepare(&self, operation: &str, wave: &str, states: &[usize], now: Timestamp) -> anyhow::Result<usize> {
        let mut prepared = 0;
        for state in states.iter().map(|place| &STATES[*place]) {
            let speaks = self.stage.officer(state.speaks.0)?;
            prepared += speaks.prepare_own(operation, wave, state.country, now).await?;
        }
        Ok(prepared)
    }

    fn agenda(&mut self, number: u8, moment: Timestamp) {
        let open = &mut self.strikes.open;
        open.push((moment - GO_BEFORE, Scene::Go));
        open.extend(BOARD.map(|hours| (moment + SignedDuration::from_hours(hours), Scene::Board)));
        open.push((moment + LASTS[usize::from(number == 3)], Scene::End(number)));
    }

    /// When the people of each state act.
    fn schedule(&mut self, moment: Timestamp, wanted: &[Wanted], fate: &Fate) {
        let mut minutes = 10;
        for place in on_site(wanted) {
            let after = match Some(place) {
                held if held == fate.holds => ACTS_AFTER_RELEASE,
                late if late == fate.late => LATE,
                _ => SignedDuration::from_mins(minutes),
            };
            minutes += 4;
            self.strikes.open.push((moment + after, Scene::OnSite(place)));
        }
        if fate.holds.is_some() {
            self.strikes.open.push((moment - HOLD_BEFORE, Scene::Hold));
            self.strikes.open.push((moment + RELEASED, Scene::Release));
        }
    }

    /// Two people of those who lead call go, and two people for each state, one of them its own.
    pub(super) async fn go(&mut self) -> anyhow::Result<()> {
        let (stage, wave) = (self.stage, self.wave()?);
        for login in ["heron", "dunlin"] {
            stage.officer(login)?.go(&wave.id, None).await?;
        }
        for place in &wave.states {
            self.go_for(&STATES[*place]).await?;
        }
        self.say(&format!("go, called by Heron and Dunlin, and by {} states", wave.states.len()));
        Ok(())
    }

    async fn go_for(&self, state: &State) -> anyhow::Result<()> {
        let wave = self.wave()?;
        for login in [state.speaks.0, "heron"] {
            self.stage.officer(login)?.go(&wave.id, Some(state.country)).await?;
        }
        Ok(())
    }

    pub(super) async fn hold(&mut self) -> anyhow::Result<()> {
        let wave = self.wave()?;
        let Some(state) = wave.fate.holds.map(|place| &STATES[place]) else { return Ok(()) };
        let speaks = self.stage.officer(state.speaks.0)?;
        speaks.hold_own(&wave.id, state.country, "A witness is still inside.").await?;
        self.say(&format!("{} holds its own part; the others go on", state.country));
        Ok(())
    }

    pub(super) async fn release(&mut self) -> anyhow::Result<()> {
        let Some(state) = self.wave()?.fate.holds.map(|place| &STATES[place]) else { return Ok(()) };
        self.go_for(state).await?;
        self.say(&format!("{} goes after all", state.country));
        Ok(())
    }

    pub(super) async fn end(&mut self, number: u8, now: Timestamp) -> anyhow::Result<()> {
        let (stage, wave) = (self.stage, self.wave()?);
        let heron = stage.officer("heron")?;
        let spared = heron.stand_down(&wave.operation, &wave.id).await?;
        let lines = heron.end_wave(&wave.operation, &wave.id).await?;
        self.say(&format!("wave {number} is over; {spared} targets were not needed"));
        lines.iter().for_each(|line| self.say(&format!("  {line}")));
        if number == 3 {
            let (text, letters) = heron.speak(&wave.operation).await?;
            self.say(&format!("{letters} letters of thanks; the draft for the press, from confirmed facts only:"));
            text.lines().filter(|line| !line.is_empty()).for_each(|line| self.say(&format!("  {line}")));
        }
        stage.world.wave(number, now);
        Ok(())
    }

    /// What services reply to letters reaches whoever speaks for the state that wrote; they record it.
    pub(in super::super) async fn replies(&self, events: &[Event]) -> anyhow::Result<()> {
        let Some(wave) = &self.strikes.wave else { return Ok(()) };
        for event in events {
            let What::Did(deed) = &event.what else { continue };
            let (provider, asset) = (event.provider.to_owned(), deed.to.to_string());
            let reply = Reply { provider, asset, done: deed.verb != Verb::Refused };
            for state in wave.states.iter().map(|place| &STATES[*place]) {
                let speaks = self.stage.officer(state.speaks.0)?;
                if speaks.record_reply(&wave.operation, &wave.id, state.country, &reply, event.at).await? {
                    break;
                }
            }
        }
        Ok(())
    }
}

impl Fate {
    /// One mishap for each of the states that act on site, as far as there are enough.
    fn drawn(on_site: &[usize]) -> Self {
        let nth = |n: usize| on_site.get(n).copied();
        Self { late: nth(0), holds: nth(1), empty: nth(2), wrong: nth(3), press: nth(4) }
    }
}

/// The states that act, by their places.
fn states_of(wanted: &[Wanted]) -> Vec<usize> {
    let acting: BTreeSet<&str> = wanted
        .iter()
        .flat_map(|target| std::iter::once(target).chain(&target.narrower))
        .map(|target| target.acting.as_str())
        .collect();
    places(&acting)
}

/// The states whose people act on site, by their places.
fn on_site(wanted: &[Wanted]) -> Vec<usize> {
    let bearable = |target: &&Wanted| target.provider.is_none() && target.narrower.is_empty();
    places(&wanted.iter().filter(bearable).map(|target| target.acting.as_str()).collect())
}

fn places(countries: &BTreeSet<&str>) -> Vec<usize> {
    (0..STATES.len()).filter(|place| countries.contains(STATES[*place].country)).collect()
}
