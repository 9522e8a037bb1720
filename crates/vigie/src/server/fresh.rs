//! What was read a moment ago and still holds: who comes with a token, and whether the banks have changed.
//!
//! Everything that is changed makes the ledger grow: a token that is revoked, a role that is taken away, a signal that is
//! added. While it has not grown, a program that asks thousands of times a second is not looked up again each time.

use casework::people;
use casework::policy::Actor;
use casework::{Desk, Error, banks};
use jiff::Timestamp;
use matching::digest::Sha256;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// What other processes change is heard of within this time; what this one changes, at once.
const LAG: Duration = Duration::from_millis(100);
/// How many tokens are remembered.
const MOST: usize = 1_000;

/// What is known of the store without asking it.
pub struct Fresh {
    /// The size of the ledger after each change that this process made.
    own: watch::Receiver<u64>,
    /// The size of the ledger when it was last read.
    ledger: Mutex<Look>,
    /// The size of the ledger when the banks were last compared with it.
    banks: Mutex<Look>,
    /// Who came with a token, by its digest.
    tokens: RwLock<HashMap<Sha256, Holder>>,
}

#[derive(Default)]
struct Look {
    at: Option<Instant>,
    size: u64,
}

struct Holder {
    /// The size of the ledger before the token was looked up.
    size: u64,
    expires: Timestamp,
    actor: Actor,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether it is time to look again. Whoever is told so does it; the others go on with what is known.
fn due(look: &Mutex<Look>) -> bool {
    let (mut look, now) = (held(look), Instant::now());
    let due = look.at.is_none_or(|at| now.duration_since(at) >= LAG);
    if due {
        look.at = Some(now);
    }
    due
}

impl Fresh {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        let (ledger, banks) = (Mutex::default(), Mutex::default());
        Self { own: desk.changes(), ledger, banks, tokens: RwLock::default() }
    }

    /// Who acts behind an API token, if it is in force.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn actor_of_token(&self, desk: &Desk, secret: &str) -> Result<Option<Actor>, Error> {
        let digest = Sha256::of(secret.as_bytes());
        // Read before the token is: what is changed meanwhile makes it an old answer.
        let size = self.size(desk).await?;
        if let Some(actor) = self.remembered(&digest, size, desk.now()) {
            return Ok(Some(actor));
        }
        let Some((actor, expires)) = people::actor_of_token(desk, secret).await? else { return Ok(None) };
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        if tokens.len() >= MOST {
            tokens.clear();
        }
        tokens.insert(digest, Holder { size, expires, actor: actor.clone() });
        Ok(Some(actor))
    }

    fn remembered(&self, digest: &Sha256, size: u64, now: Timestamp) -> Option<Actor> {
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        let holder = tokens.get(digest)?;
        (holder.size == size && now < holder.expires).then(|| holder.actor.clone())
    }

    /// Loads the banks again if another process has changed something. Commands of this process do so themselves.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn banks(&self, desk: &Desk) -> Result<(), Error> {
        if due(&self.banks) {
            let size = self.size(desk).await?;
            if held(&self.banks).size != size {
                banks::refresh(desk).await?;
                held(&self.banks).size = size;
            }
        }
        Ok(())
    }

    /// The size of the ledger, as far as it is known.
    async fn size(&self, desk: &Desk) -> Result<u64, Error> {
        if due(&self.ledger) {
            let size = desk.doors.store.frontier().await?.size();
            held(&self.ledger).size = size;
        }
        Ok(held(&self.ledger).size.max(*self.own.borrow()))
    }
}
