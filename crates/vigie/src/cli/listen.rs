//! `vigie listen`: follows a stream and tells what is known in it, as it comes.

use super::{At, Config, stop};
use crate::clock::SystemClock;
use anyhow::Context as _;
use casework::Desk;
use casework::detect::{Heard, Radio};
use casework::policy::{Actor, Permission};
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use outside::{Fetcher, Ffmpeg};
use serde_json::json;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{self, Sender};
use url::Url;

/// Portions of sound that wait to be listened to.
const WAITING: usize = 64;
/// Seconds before a stream that ended is asked for again; twice as long each time, up to the last.
const PAUSES: [u64; 6] = [1, 2, 4, 8, 16, 32];

/// What is listened to.
#[derive(Args)]
pub struct Listen {
    #[command(flatten)]
    at: At,
    /// The address of the stream; MP3, AAC, Ogg and others that ffmpeg reads, and plain WAV without it
    url: Url,
    /// Stop after so long, such as 30s or 2h, instead of when interrupted
    #[arg(long = "for", value_name = "TIME")]
    lasting: Option<SignedDuration>,
    /// Take each stretch in as an item for review
    #[arg(long)]
    take_in: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Listen {
    /// Listens until it is told to stop, or until the end of a file.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (desk, actor) = self.at.open_for_person().await?;
        // Whoever may not is told so before anybody is asked for a stream.
        let mut radio = Radio::new(&actor)?;
        if self.take_in {
            actor.needs(Permission::TakeIn)?;
        }
        let config = Config::read(&self.at.data)?;
        let fetcher = Fetcher::new(config.fetch, Arc::new(SystemClock)).context("the [fetch] settings do not fit")?;
        let (send, mut samples) = mpsc::channel(WAITING);
        let decoder = Ffmpeg::new(config.media);
        let following = follow(&fetcher, &decoder, &self.url, &send);
        let ends = async {
            match self.lasting {
                Some(lasting) => tokio::time::sleep(lasting.unsigned_abs()).await,
                None => std::future::pending().await,
            }
        };
        let (mut following, mut ends, mut stopped) = (Box::pin(following), Box::pin(ends), Box::pin(stop()));
        loop {
            let heard = tokio::select! {
                part = samples.recv() => radio.hear(&desk, &part.unwrap_or_default()).await?,
                ended = &mut following => {
                    ended?;
                    break;
                }
                () = &mut ends => break,
                () = &mut stopped => break,
            };
            self.tell(&desk, &actor, &radio, heard).await?;
        }
        // What was decoded before the end.
        while let Ok(part) = samples.try_recv() {
            let heard = radio.hear(&desk, &part).await?;
            self.tell(&desk, &actor, &radio, heard).await?;
        }
        let last = radio.finish(&desk).await?;
        self.tell(&desk, &actor, &radio, last).await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn tell(&self, desk: &Desk, actor: &Actor, radio: &Radio, heard: Vec<Heard>) -> anyhow::Result<()> {
        for heard in heard {
            let item = match self.take_in {
                true => radio.take_in(desk, actor, self.url.as_str(), &heard).await?,
                false => None,
            };
            let ago = SignedDuration::try_from_secs_f64(radio.seconds() - heard.stretch.found[0]).unwrap_or_default();
            let at = desk.now() - ago;
            let Heard { signal_name, bank_name, stretch, error_rate } = &heard;
            if self.json {
                let line = json!({
                    "at": at, "found": stretch.found, "known": stretch.known, "of_known": stretch.of_known,
                    "signal": signal_name, "bank": bank_name, "error_rate": error_rate,
                    "item": item.map(|item| item.to_string()),
                });
                println!("{line}");
            } else {
                println!("{}", line(at, &heard, item.map(|item| item.to_string())));
            }
        }
        Ok(())
    }
}

/// A find in one line.
fn line(at: Timestamp, heard: &Heard, item: Option<String>) -> String {
    let [from, to] = heard.stretch.found;
    let share = heard.stretch.of_known * 100.0;
    let item = item.map_or_else(String::new, |item| format!(", taken in as {item}"));
    format!(
        "{at:.0}  {from:.1} s to {to:.1} s of the stream: {} ({}), {share:.0} % of it{item}",
        heard.signal_name, heard.bank_name
    )
}

/// Decodes the stream, and asks for it again whenever it ends; of a file only when it broke off. That there is sound at
/// all must be heard once.
async fn follow(fetcher: &Fetcher, decoder: &Ffmpeg, url: &Url, samples: &Sender<Vec<i16>>) -> anyhow::Result<()> {
    let mut stream = fetcher.tune_in(url).await.with_context(|| format!("{url} cannot be listened to"))?;
    let mut failures = 0;
    let mut heard_before = false;
    loop {
        let heard = decoder.follow(&mut stream, samples).await? > 0;
        heard_before |= heard;
        anyhow::ensure!(heard_before, "{url}: what comes from there holds no sound that could be decoded");
        if stream.is_file() {
            eprintln!("{url}: this is a file and no stream, and it was listened to up to its end");
            return Ok(());
        }
        failures = if heard { 0 } else { failures + 1 };
        stream = loop {
            let pause = PAUSES[failures.min(PAUSES.len() - 1)];
            tokio::time::sleep(Duration::from_secs(pause)).await;
            match fetcher.tune_in(url).await {
                Ok(stream) => break stream,
                Err(error) => eprintln!("{url}: {error}; trying again"),
            }
            failures += 1;
        };
    }
}
