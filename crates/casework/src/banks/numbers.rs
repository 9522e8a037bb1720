//! Numbers for what banks hold, by which other programs name it.

use crate::desk::{Desk, Draft};
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Kept, Kind, Numbering, Record as _, Signal};
use crate::seal::{Act, Verb, Who};
use serde_json::json;
use tokio::sync::MutexGuard;

/// How many signals are numbered at a time.
const BATCH: u32 = 500;

/// Gives numbers. They are given for good once the record is written together with what carries them; a process that
/// did so in between makes that a conflict, and then nothing is written.
pub(crate) struct Numbers<'a> {
    kept: Kept<Numbering>,
    _one_at_a_time: MutexGuard<'a, ()>,
}

impl<'a> Numbers<'a> {
    /// Begins to give numbers; another of this process waits until this one is dropped.
    pub(crate) async fn begin(desk: &'a Desk) -> Result<Self, Error> {
        let one_at_a_time = desk.numbering.lock().await;
        let kept = desk.find::<Numbering>(Numbering::ID).await?;
        let kept = kept.unwrap_or_else(|| Kept::new(Numbering { next: 1 }));
        Ok(Self { kept, _one_at_a_time: one_at_a_time })
    }

    /// The next number.
    pub(crate) fn give(&mut self) -> u64 {
        let number = self.kept.next;
        self.kept.record.next += 1;
        number
    }

    /// What is to be written together with what carries the numbers.
    pub(crate) const fn record(&self) -> &Kept<Numbering> {
        &self.kept
    }

    /// It was written, and more numbers may be given.
    pub(crate) const fn written(&mut self) {
        self.kept.revision += 1;
    }
}

/// Numbers the signals that were kept before there were numbers. Once that is done it costs one look.
///
/// # Errors
/// Storage failures, or a conflict with another process that does the same.
pub async fn number_older(desk: &Desk) -> Result<(), Error> {
    if desk.find::<Numbering>(Numbering::ID).await?.is_some() {
        return Ok(());
    }
    let mut numbers = Numbers::begin(desk).await?;
    let mut query = Query::all(Kind::Signal, BATCH);
    loop {
        let mut signals = desk.list::<Signal>(&query).await?;
        let Some(last) = signals.last() else { return Ok(()) };
        query.after = Some((last.sort(), last.uuid()));
        let mut draft = Draft::new(desk);
        for signal in &mut signals {
            signal.content = numbers.give();
            draft = draft.put(signal)?;
        }
        let act = Act::new(Verb::Keep, "contents_numbered", Numbering::ID, Who::Job)
            .detail(json!({ "signals": signals.len() }));
        draft.put(numbers.record())?.commit(&act).await?;
        numbers.written();
    }
}
