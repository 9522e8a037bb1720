//! The story: what happens, in simulated time. It moves the clock; it decides nothing.

mod diary;
mod meridian;
mod radio;

use super::cast;
use super::stage::Stage;
use super::tally::Tally;
use crate::worker::mailbox;
use ::rehearsal::officers::Issuing;
use ::rehearsal::providers::What;
use anyhow::Context as _;
use casework::jobs;
use casework::ports::Clock as _;
use diary::Diary;
use jiff::{SignedDuration, Timestamp};
use meridian::Strikes;
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;
use url::Url;

/// Providers are informed 12 hours before their first order; the campaign begins after that.
const CAMPAIGN_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// The story ends after the last look of the schedule.
const ENDS_AFTER: SignedDuration = SignedDuration::from_hours(40 * 24);
/// The longest pause while the story is told, however much simulated time passes.
const LONGEST_PAUSE: Duration = Duration::from_millis(400);
/// How many rounds of work may follow one moment before something is wrong with the story.
const MAX_ROUNDS: usize = 200;
/// How often the officer of the host state reads the copies.
const COPIES_READ_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// The source under which pages on the newcomer come in. Officers know an emergency by it.
const URGENT: &str = "police desk, urgent: attack under way (REHEARSAL)";

/// The story as it goes on.
struct Story<'a> {
    stage: &'a Stage,
    speed: f64,
    tipped: HashSet<String>,
    diary: Diary,
    /// What is done about Meridian.
    strikes: Strikes,
    /// When the host state last found nothing to do in its copies.
    copies_read: Timestamp,
    tally: Tally,
}

/// Tells the story to its end. Returns what only its teller has counted.
pub async fn tell(stage: &Stage, speed: f64) -> anyhow::Result<Tally> {
    let begin = stage.clock.now();
    let diary = Diary::from(begin + CAMPAIGN_AFTER);
    let strikes = Strikes::from(begin + CAMPAIGN_AFTER);
    let tally = Tally::default();
    let mut story = Story { stage, speed, tipped: HashSet::new(), diary, strikes, copies_read: begin, tally };
    story.begin().await?;
    loop {
        story.settle(false).await?;
        let tipped = story.tips().await?;
        let happened = story.happenings().await?;
        let struck = story.strike().await?;
        if tipped || happened || struck {
            story.settle(true).await?;
        }
        let Some(next) = story.next_moment(begin + ENDS_AFTER).await? else { break };
        story.pass(next).await;
    }
    story.say("forty days have passed; the story ends");
    story.tally.forged_rejected = stage.world.forgeries_rejected();
    Ok(story.tally)
}

impl Story<'_> {
    /// The day before the campaign, and its first hour.
    async fn begin(&mut self) -> anyhow::Result<()> {
        let stage = self.stage;
        stage.world.tell_time(stage.clock.now());
        let informed = stage.officer("godwit")?.inform_providers().await?;
        self.say(&format!("{informed} providers are told of procedures and deadlines (Art 3(2))"));
        self.settle(false).await?;
        self.pass(stage.clock.now() + CAMPAIGN_AFTER).await;
        let hosts = stage.newcomer().await?;
        self.say(&format!("{}, of which nobody knew, is written into the directory", cast::NEWCOMER));
        let (urgent, urls): (Vec<String>, Vec<String>) = stage.world.intake_urls().into_iter().partition(|url| {
            let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
            host.is_some_and(|host| hosts.contains(&host))
        });
        let avocet = stage.officer("avocet")?;
        let new = avocet.take_in("campaign list", &urls).await? + avocet.take_in(URGENT, &urgent).await?;
        self.say(&format!("{} addresses are handed in; {new} are new items", urls.len() + urgent.len()));
        Ok(())
    }

    /// Lets everything happen that can happen at this moment, until nothing more does. `worked` says that
    /// the officers have something before them already.
    async fn settle(&mut self, mut worked: bool) -> anyhow::Result<()> {
        for _ in 0..MAX_ROUNDS {
            let mut busy = false;
            while jobs::run_due(&self.stage.app.desk).await? > 0 {
                busy = true;
            }
            busy |= mailbox::read(&self.stage.app.desk, &self.stage.mailbox).await?.bounced > 0;
            let events = self.stage.world.act(self.stage.clock.now()).await;
            self.replies(&events).await?;
            busy |= !events.is_empty();
            // The information letters lead to nothing yet; fourteen lines would say so.
            for event in events.iter().filter(|event| event.what != What::GotOwnPage) {
                self.say(&event.to_string());
            }
            // Officers look up when something happened, and once more after they have done something.
            if busy || worked {
                worked = self.office().await?;
            }
            if !busy && !worked {
                return Ok(());
            }
        }
        anyhow::bail!("the story does not come to rest at {}", self.stage.clock.now())
    }

    /// One round of the officers' work. Says whether there was any.
    async fn office(&mut self) -> anyhow::Result<bool> {
        let read = self.read().await?;
        let issued = self.issue().await?;
        let stage = self.stage;
        let released = stage.officer("plover")?.release().await?;
        if released > 0 {
            self.say(&format!("{released} referrals released by Plover"));
        }
        let mut replied = stage.officer("dunlin")?.reply().await?;
        replied.extend(stage.officer("whimbrel")?.reply().await?);
        for (act, reference) in &replied {
            self.say(&format!("{reference} {act}, after an Annex III"));
        }
        let noted = stage.officer("dunlin")?.note_alerts().await?;
        for url in &noted {
            self.say(&format!("raised by the watch, noted by Dunlin: {url}"));
        }
        let scrutinised = self.scrutinise().await?;
        Ok(read || issued || scrutinised || released + replied.len() + noted.len() > 0)
    }

    /// The host state reads its copies, now and then.
    async fn scrutinise(&mut self) -> anyhow::Result<bool> {
        let now = self.stage.clock.now();
        if now < self.copies_read + COPIES_READ_EVERY {
            return Ok(false);
        }
        let done = self.stage.officer("redshank")?.scrutinise(now).await?;
        for (act, reference) in &done {
            self.say(&format!("Redshank, for the host state, on {reference}: {}", act.replace('_', " ")));
        }
        if done.is_empty() {
            self.copies_read = now;
        }
        Ok(!done.is_empty())
    }

    /// The analysts of both authorities read what waits.
    async fn read(&self) -> anyhow::Result<bool> {
        let theirs = self.stage.officer("ruff")?.work_pages_of(cast::LEFT_TO_LITTORAL).await?;
        let ours = self.stage.officer("avocet")?.work_queue().await?;
        for (name, found) in [("Ruff", &theirs), ("Avocet", &ours)] {
            let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
            found.iter().for_each(|found| *outcomes.entry(found.outcome.as_str()).or_default() += 1);
            for (outcome, n) in outcomes {
                self.say(&format!("{name} reads {n} items and decides: {}", outcome.replace('_', " ")));
            }
        }
        Ok(!theirs.is_empty() || !ours.is_empty())
    }

    /// Deconfliction, and the second officers.
    async fn issue(&mut self) -> anyhow::Result<bool> {
        let now = self.stage.clock.now();
        let (gone, hold) = self.stage.officer("curlew")?.deconflict(cast::THIRD, cast::UNDER_INQUIRY, now).await?;
        if gone > 0 {
            self.say(&format!("{gone} drafts deconflicted by Curlew"));
        }
        let held = hold.is_some();
        if held {
            self.say(&format!("{} asks to hold one of the drafts", cast::THIRD));
            self.diary.hold = hold;
        }
        let mut tried = Vec::new();
        for login in ["dunlin", "whimbrel"] {
            let theirs = self.stage.officer(login)?.issue(now).await?;
            self.tell_issued(login, &theirs);
            tried.extend(theirs);
        }
        self.tally.count(&tried);
        Ok(gone > 0 || held || !tried.is_empty())
    }

    fn tell_issued(&self, login: &str, tried: &[Issuing]) {
        let issued = tried.iter().filter(|issuing| issuing.outcome.is_ok()).count();
        if issued > 0 {
            self.say(&format!("{issued} orders approved and issued by {login}, the second officer"));
        }
        for issuing in tried {
            match &issuing.outcome {
                Ok(()) if issuing.emergency => {
                    self.say(&format!("{} goes out at once: an emergency, justified in the order", issuing.reference));
                }
                Ok(()) => {}
                Err(why) => self.say(&format!("{} refused: {why}", issuing.reference)),
            }
        }
    }

    /// Addresses that members of the public report. Says whether there were any.
    async fn tips(&mut self) -> anyhow::Result<bool> {
        let told = self.stage.world.late_urls(self.stage.clock.now());
        let new: Vec<String> = told.into_iter().filter(|url| self.tipped.insert(url.clone())).collect();
        if !new.is_empty() {
            self.stage.officer("avocet")?.take_in("report from the public", &new).await?;
            self.say(&format!("{} addresses reported by the public are taken in", new.len()));
        }
        Ok(!new.is_empty())
    }

    /// The next moment at which a job is due, a provider wants to act, or something happens.
    async fn next_moment(&self, end: Timestamp) -> anyhow::Result<Option<Timestamp>> {
        let job = self.stage.app.desk.doors.store.next_job().await.context("the outbox cannot be read")?;
        let now = self.stage.clock.now();
        let next = [job, self.stage.world.next_due(), self.diary.next(now), self.strikes.next(now)];
        Ok(next.into_iter().flatten().min().filter(|next| *next <= end))
    }

    async fn pass(&self, to: Timestamp) {
        let minutes = self.stage.clock.now().duration_until(to).as_secs_f64() / 60.0;
        self.stage.clock.advance(to);
        self.stage.world.tell_time(self.stage.clock.now());
        if self.speed > 0.0 && minutes > 0.0 {
            let pause = Duration::from_secs_f64((minutes / self.speed).min(LONGEST_PAUSE.as_secs_f64()));
            tokio::time::sleep(pause).await;
        }
    }

    /// Tells one line of the story, with the time in Brussels.
    fn say(&self, line: &str) {
        let at = self.stage.clock.now().to_zoned(self.stage.app.zone.clone());
        println!("{}  {line}", at.strftime("%a %d %b %H:%M:%S"));
    }
}
