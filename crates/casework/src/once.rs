//! Letters that must not leave twice: whoever gets one acts on it at that moment.
//!
//! A note is written before a letter is handed to the mail server, and says afterwards that it was taken. If we are
//! stopped between the two, nobody knows whether it left, and nothing here sends it again: a person finds out. Other
//! letters are repeated after a crash, under the same identifier.

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::{Letter, MailError};
use domain::id::JobId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};

/// How long a note is kept: longer than any job is tried.
const KEPT: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What the mail server said when it took a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// Its answer.
    pub(crate) receipt: String,
    /// When.
    pub(crate) at: Timestamp,
}

/// What became of a letter.
#[derive(Debug)]
pub(crate) enum Once {
    /// The mail server took it, now or in an earlier try.
    Taken(Taken),
    /// It can never be sent like this, or the server refused it for good. It did not leave.
    Refused(String),
    /// We were stopped while it was handed over: it may have left.
    InDoubt,
    /// Another job has it in hand.
    InOtherHands,
}

/// Who hands a letter over, and what came of it.
#[serde_as]
#[derive(Serialize, Deserialize)]
struct Note {
    #[serde_as(as = "DisplayFromStr")]
    job: JobId,
    taken: Option<Taken>,
}

fn key(what: &str) -> String {
    format!("sending:{what}")
}

/// Takes a letter in hand, for this job alone. `None` means: go on and [`hand_over`] it.
pub(crate) async fn begin(desk: &Desk, what: &str, job: JobId) -> Result<Option<Once>, Error> {
    let (store, now, key) = (&desk.doors.store, desk.now(), key(what));
    let note = serde_json::to_string(&Note { job, taken: None }).map_err(fault)?;
    if store.remember_if_absent(&key, &note, now, now + KEPT).await? {
        return Ok(None);
    }
    let known = store.recall(&key, now).await?;
    let known = known.map(|known| serde_json::from_str::<Note>(&known)).transpose().map_err(fault)?;
    Ok(Some(match known {
        Some(Note { taken: Some(taken), .. }) => Once::Taken(taken),
        Some(Note { job: mine, .. }) if mine == job => Once::InDoubt,
        _ => Once::InOtherHands,
    }))
}

/// Whether a letter was taken in hand, by whichever job.
pub(crate) async fn begun(desk: &Desk, what: &str) -> Result<bool, Error> {
    Ok(desk.doors.store.recall(&key(what), desk.now()).await?.is_some())
}

/// Lets a letter go again that did not leave.
pub(crate) async fn let_go(desk: &Desk, what: &str) -> Result<(), Error> {
    Ok(desk.doors.store.forget(&key(what)).await?)
}

/// Hands over a letter that was taken in hand.
pub(crate) async fn hand_over(desk: &Desk, what: &str, job: JobId, letter: &Letter) -> Result<Once, Error> {
    match desk.doors.mail.send(letter).await {
        Ok(receipt) => {
            let taken = Taken { receipt, at: desk.now() };
            let note = serde_json::to_string(&Note { job, taken: Some(taken.clone()) }).map_err(fault)?;
            desk.doors.store.remember(&key(what), &note, taken.at + KEPT).await?;
            Ok(Once::Taken(taken))
        }
        Err(error @ MailError::Later { .. }) => {
            let_go(desk, what).await?;
            Err(error.into())
        }
        Err(error) => {
            let_go(desk, what).await?;
            Ok(Once::Refused(error.to_string()))
        }
    }
}

/// The whole way, for a letter that nothing needs to be asked about once more right before it leaves.
pub(crate) async fn send(desk: &Desk, what: &str, job: JobId, letter: &Letter) -> Result<Once, Error> {
    match begin(desk, what, job).await? {
        Some(known) => Ok(known),
        None => hand_over(desk, what, job, letter).await,
    }
}
