//! Listening to a stream: what is known in it, as it comes.

use crate::banks::{self, BankIndex};
use crate::desk::Desk;
use crate::detect;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::records::{Bank, Signal, Stretch};
use domain::id::{ItemId, SignalId};
use matching::sound::{self, Find, Listener, SAMPLE_RATE};
use std::collections::VecDeque;

/// Seconds of the stream that are remembered, so that what was found can be taken in.
const REMEMBERED: usize = 120;
/// Seconds before and behind a stretch that are taken in with it: cut to the quick, a faint copy might not be recognised
/// again when the item is examined.
const AROUND: f64 = 1.0;

/// A known piece that was heard in a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The signal's name in its bank.
    pub signal_name: String,
    /// The bank's name.
    pub bank_name: String,
    /// Where in the stream, and which part of the known piece.
    pub stretch: Stretch,
    /// The share of bits that differ, 0 to 0.5.
    pub error_rate: f64,
}

/// Listens to one stream. Its memory is bounded, however long it listens.
pub struct Radio {
    listener: Listener<SignalId>,
    remembered: VecDeque<i16>,
    /// Samples that were heard in all.
    heard: u64,
}

impl Radio {
    /// Begins to listen for somebody. What is found names banks and signals.
    ///
    /// # Errors
    /// Not permitted.
    pub fn new(actor: &Actor) -> Result<Self, Error> {
        actor.needs(Permission::SeeBanks)?;
        Ok(Self { listener: Listener::new(), remembered: VecDeque::new(), heard: 0 })
    }

    /// Seconds of sound that were heard.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.heard as f64 / f64::from(SAMPLE_RATE)
    }

    /// Takes samples in, [`SAMPLE_RATE`] a second, and tells what was found, by the banks as they are now.
    ///
    /// # Errors
    /// Storage failures while the banks are looked at.
    pub async fn hear(&mut self, desk: &Desk, samples: &[i16]) -> Result<Vec<Heard>, Error> {
        banks::refresh(desk).await?;
        self.heard += samples.len() as u64;
        self.remembered.extend(samples);
        let surplus = self.remembered.len().saturating_sub(REMEMBERED * SAMPLE_RATE as usize);
        self.remembered.drain(..surplus);
        let index = desk.index();
        let finds = self.listener.hear(&index.signals.sounds(), samples);
        told(desk, &index, finds).await
    }

    /// Tells what was found last, when nothing more is to come.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn finish(&mut self, desk: &Desk) -> Result<Vec<Heard>, Error> {
        let index = desk.index();
        let finds = self.listener.finish(&index.signals.sounds());
        told(desk, &index, finds).await
    }

    /// Takes a stretch in as an item for review, as far as it is remembered; nothing if it is too long ago. It is called
    /// after the stream and its place in it.
    ///
    /// # Errors
    /// Not permitted, or storage failures.
    pub async fn take_in(
        &self,
        desk: &Desk,
        actor: &Actor,
        stream: &str,
        heard: &Heard,
    ) -> Result<Option<ItemId>, Error> {
        actor.needs(Permission::TakeIn)?;
        let first = self.heard - self.remembered.len() as u64;
        let place = |seconds: f64| ((seconds * f64::from(SAMPLE_RATE)) as u64).saturating_sub(first) as usize;
        let [from, to] = heard.stretch.found;
        if place(to) == 0 {
            return Ok(None);
        }
        let (from, to) = (place(from - AROUND), place(to + AROUND));
        let samples: Vec<i16> = self.remembered.iter().skip(from).take(to.saturating_sub(from)).copied().collect();
        let name = format!("{stream} at {:.0} s", heard.stretch.found[0]);
        let file = detect::Handed { name, address: None, bytes: sound::write_wav(&samples) };
        let handed = detect::hand_in(desk, actor, "listening", vec![file]).await?;
        Ok(handed.items.first().map(|(id, _)| *id))
    }
}

/// What was found, as far as its banks and signals are in force and nothing speaks against them.
async fn told(desk: &Desk, index: &BankIndex, finds: Vec<Find<SignalId>>) -> Result<Vec<Heard>, Error> {
    let mut heard = Vec::new();
    for find in finds.into_iter().filter(|find| index.bank_of(find.key).is_some()) {
        let signal = desk.load::<Signal>(find.key.0).await?;
        let bank = desk.load::<Bank>(signal.bank.0).await?;
        if signal.is_in_force() && signal.standing(&bank).proposes() {
            heard.push(Heard {
                signal_name: signal.name.clone(),
                bank_name: bank.name.clone(),
                stretch: detect::media::stretch(&find),
                error_rate: find.error_rate,
            });
        }
    }
    Ok(heard)
}
