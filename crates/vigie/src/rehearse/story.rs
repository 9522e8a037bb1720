//! The story: what happens, in simulated time. It moves the clock; it decides nothing.

use super::stage::Stage;
use ::rehearsal::providers::What;
use anyhow::Context as _;
use casework::jobs;
use casework::ports::Clock as _;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::time::Duration;

/// Providers are informed 12 hours before their first order; the campaign begins after that.
const CAMPAIGN_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// The story ends after the last look of the schedule.
const ENDS_AFTER: SignedDuration = SignedDuration::from_hours(40 * 24);
/// The longest pause while the story is told, however much simulated time passes.
const LONGEST_PAUSE: Duration = Duration::from_millis(400);
/// How many rounds of work may follow one moment before something is wrong with the story.
const MAX_ROUNDS: usize = 200;

/// Tells the story to its end.
pub async fn tell(stage: &Stage, speed: f64) -> anyhow::Result<()> {
    let begin = stage.clock.now();
    let informed = stage.officer("godwit")?.inform_providers().await?;
    say(stage, &format!("{informed} providers are told of procedures and deadlines (Art 3(2))"));
    settle(stage).await?;
    pass(stage, begin + CAMPAIGN_AFTER, speed).await;
    let urls = stage.world.intake_urls();
    let new = stage.officer("avocet")?.take_in("campaign list", &urls).await?;
    say(stage, &format!("{} addresses are handed in; {new} are new items", urls.len()));
    let mut tipped = HashSet::new();
    loop {
        settle(stage).await?;
        tips(stage, &mut tipped).await?;
        settle(stage).await?;
        let Some(next) = next_moment(stage, begin + ENDS_AFTER).await? else { break };
        pass(stage, next, speed).await;
    }
    say(stage, "forty days have passed; the story ends");
    Ok(())
}

/// Lets everything happen that can happen at this moment, until nothing more does.
async fn settle(stage: &Stage) -> anyhow::Result<()> {
    for _ in 0..MAX_ROUNDS {
        let mut busy = false;
        while jobs::run_due(&stage.app.desk).await? > 0 {
            busy = true;
        }
        let events = stage.world.act(stage.clock.now()).await;
        busy |= !events.is_empty();
        // The information letters hold no link, so that nothing follows from them; fourteen lines would say so.
        for event in events.iter().filter(|event| event.what != What::LetterWithoutLink) {
            say(stage, &event.to_string());
        }
        busy |= office(stage).await?;
        if !busy {
            return Ok(());
        }
    }
    anyhow::bail!("the story does not come to rest at {}", stage.clock.now())
}

/// One round of the officers' work. Says whether there was any.
async fn office(stage: &Stage) -> anyhow::Result<bool> {
    let found = stage.officer("avocet")?.work_queue().await?;
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|found| *outcomes.entry(found.outcome.as_str()).or_default() += 1);
    for (outcome, n) in outcomes {
        say(stage, &format!("Avocet reads {n} items and decides: {}", outcome.replace('_', " ")));
    }
    let deconflicted = stage.officer("curlew")?.deconflict().await?;
    let issued = stage.officer("dunlin")?.issue().await?;
    for refused in issued.iter().filter_map(|outcome| outcome.as_ref().err()) {
        say(stage, &format!("refused: {refused}"));
    }
    let issued = issued.iter().filter(|outcome| outcome.is_ok()).count();
    let released = stage.officer("plover")?.release().await?;
    let clarified = stage.officer("dunlin")?.clarify().await?;
    let noted = stage.officer("dunlin")?.note_alerts().await?;
    for (n, what) in [
        (deconflicted, "drafts deconflicted by Curlew"),
        (issued, "orders approved and issued by Dunlin, the second officer"),
        (released, "referrals released by Plover"),
        (clarified, "answers to Annex III; the hour starts again"),
    ] {
        if n > 0 {
            say(stage, &format!("{n} {what}"));
        }
    }
    for url in &noted {
        say(stage, &format!("raised by the watch, noted by Dunlin: {url}"));
    }
    Ok(!found.is_empty() || deconflicted + issued + released + clarified + noted.len() > 0)
}

/// Addresses that members of the public report.
async fn tips(stage: &Stage, tipped: &mut HashSet<String>) -> anyhow::Result<()> {
    let new: Vec<String> =
        stage.world.late_urls(stage.clock.now()).into_iter().filter(|url| tipped.insert(url.clone())).collect();
    if !new.is_empty() {
        stage.officer("avocet")?.take_in("report from the public", &new).await?;
        say(stage, &format!("{} addresses reported by the public are taken in", new.len()));
    }
    Ok(())
}

/// The next moment at which a job is due or a provider wants to act.
async fn next_moment(stage: &Stage, end: Timestamp) -> anyhow::Result<Option<Timestamp>> {
    let job = stage.app.desk.doors.store.next_job().await.context("the outbox cannot be read")?;
    let next = [job, stage.world.next_due()].into_iter().flatten().min();
    Ok(next.filter(|next| *next <= end))
}

async fn pass(stage: &Stage, to: Timestamp, speed: f64) {
    let minutes = stage.clock.now().duration_until(to).as_secs_f64() / 60.0;
    stage.clock.advance(to);
    if speed > 0.0 && minutes > 0.0 {
        let pause = Duration::from_secs_f64((minutes / speed).min(LONGEST_PAUSE.as_secs_f64()));
        tokio::time::sleep(pause).await;
    }
}

/// Tells one line of the story, with the time in Brussels.
fn say(stage: &Stage, line: &str) {
    let at = stage.clock.now().to_zoned(stage.app.zone.clone());
    println!("{}  {line}", at.strftime("%a %d %b %H:%M:%S"));
}
