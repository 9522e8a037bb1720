//! An analyst listens to the radio, by the way that `vigie listen --take-in` takes.

use super::Story;
use crate::rehearse::tally::Listened;
use anyhow::Context as _;
use casework::detect::{Heard, Radio};
use casework::people;
use matching::sound::SAMPLE_RATE;
use outside::Ffmpeg;
use tokio::sync::mpsc;
use url::Url;

/// Who listens.
const LISTENER: &str = "avocet";
/// Seconds of each stream that are listened to: more than any programme has, so that each is heard to begin anew.
const SPAN: u32 = 180;
/// Portions of sound that wait to be listened to.
const WAITING: usize = 4;

impl Story<'_> {
    /// Every stream that the unit was told of, one after the other.
    pub(super) async fn listen(&mut self) -> anyhow::Result<()> {
        for url in self.stage.world.streams() {
            let listened = self.listen_to(&url).await.with_context(|| format!("{url} could not be listened to"))?;
            let (finds, seconds) = (listened.heard.len(), listened.seconds);
            self.say(&format!("Avocet listens to {url} for {seconds:.0} s and hears known pieces {finds} times"));
            self.tally.listened.push(listened);
        }
        Ok(())
    }

    async fn listen_to(&self, url: &str) -> anyhow::Result<Listened> {
        let desk = &self.stage.app.desk;
        let actor = people::by_login(desk, LISTENER).await?;
        let mut radio = Radio::new(&actor)?;
        let mut stream = self.stage.fetcher.tune_in(&Url::parse(url)?).await?;
        let (send, mut samples) = mpsc::channel::<Vec<i16>>(WAITING);
        let (decoder, mut left) = (Ffmpeg::default(), (SPAN * SAMPLE_RATE) as usize);
        let mut heard: Vec<(Heard, _)> = Vec::new();
        let listening = async {
            while let Some(mut part) = samples.recv().await {
                part.truncate(left);
                left -= part.len();
                for find in radio.hear(desk, &part).await? {
                    let item = radio.take_in(desk, &actor, url, &find).await?;
                    heard.push((find, item));
                }
                if left == 0 {
                    break;
                }
            }
            for find in radio.finish(desk).await? {
                let item = radio.take_in(desk, &actor, url, &find).await?;
                heard.push((find, item));
            }
            // Whoever sends is told that nobody listens any more.
            drop(samples);
            anyhow::Ok(())
        };
        let following = async move { anyhow::Ok(decoder.follow(&mut stream, &send).await?) };
        tokio::try_join!(listening, following)?;
        Ok(Listened { url: url.to_owned(), seconds: radio.seconds(), heard })
    }
}
