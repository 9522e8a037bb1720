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
/// After this time one request looks again, while the others still go on with what is known.
const LOOK: Duration = Duration::from_millis(50);
/// How many tokens are remembered.
const MOST: usize = 1_000;

/// What is known of the store without asking it.
pub struct Fresh {
    /// The size of the ledger after each change that this process made.
    own: watch::Receiver<u64>,
    /// The size of the ledger, as it was read.
    ledger: Size,
    /// The size of the ledger when the banks were last compared with it.
    banks: Mutex<Compared>,
    /// Who came with a token, by its digest.
    tokens: RwLock<HashMap<Sha256, Holder>>,
}

#[derive(Default)]
struct Compared {
    /// When it was last their turn.
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

/// The size of the ledger: asked for by one at a time, and never older than [`LAG`].
#[derive(Default)]
struct Size {
    seen: Mutex<Option<Seen>>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Clone, Copy)]
struct Seen {
    /// Before it was asked for.
    at: Instant,
    size: u64,
}

impl Size {
    /// What is known, unless it is too old. A store that does not answer makes everybody wait, rather than let in who
    /// was turned out meanwhile.
    async fn get<E>(&self, now: impl Fn() -> Instant, ask: impl AsyncFnOnce() -> Result<u64, E>) -> Result<u64, E> {
        let younger_than = |age| held(&self.seen).filter(|seen| now().duration_since(seen.at) < age);
        let _turn = match (younger_than(LOOK), younger_than(LAG)) {
            (Some(seen), _) => return Ok(seen.size),
            (None, Some(seen)) => match self.turn.try_lock() {
                Ok(turn) => turn,
                Err(_) => return Ok(seen.size),
            },
            (None, None) => self.turn.lock().await,
        };
        // Somebody may have asked while this one waited for its turn.
        if let Some(seen) = younger_than(LOOK) {
            return Ok(seen.size);
        }
        let at = now();
        let size = ask().await?;
        *held(&self.seen) = Some(Seen { at, size });
        Ok(size)
    }
}

impl Fresh {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        Self { own: desk.changes(), ledger: Size::default(), banks: Mutex::default(), tokens: RwLock::default() }
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
        if self.banks_are_due() {
            let size = self.size(desk).await?;
            if held(&self.banks).size != size {
                banks::refresh(desk).await?;
                held(&self.banks).size = size;
            }
        }
        Ok(())
    }

    /// Whether it is time to compare again. Whoever is told so does it; the others go on with what is there.
    fn banks_are_due(&self) -> bool {
        let (mut compared, now) = (held(&self.banks), Instant::now());
        let due = compared.at.is_none_or(|at| now.duration_since(at) >= LAG);
        if due {
            compared.at = Some(now);
        }
        due
    }

    /// The size of the ledger, as far as it is known.
    async fn size(&self, desk: &Desk) -> Result<u64, Error> {
        let size =
            self.ledger.get(Instant::now, async || Ok::<_, Error>(desk.doors.store.frontier().await?.size())).await?;
        Ok(size.max(*self.own.borrow()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;
    use std::cell::Cell;
    use std::convert::Infallible;
    use std::future::pending;

    #[test]
    fn what_is_known_is_never_older_than_the_lag() {
        let (ledger, now) = (Size::default(), Cell::new(Instant::now()));
        let ask = |answer: u64| ledger.get(|| now.get(), async move || Ok::<_, Infallible>(answer)).now_or_never();
        assert_eq!(ask(5), Some(Ok(5)));
        assert_eq!(ask(6), Some(Ok(5)), "it was asked a moment ago");

        now.set(now.get() + LOOK);
        let mut hanging = Box::pin(ledger.get(|| now.get(), async || pending::<Result<u64, Infallible>>().await));
        assert_eq!((&mut hanging).now_or_never(), None);
        assert_eq!(ask(6), Some(Ok(5)), "somebody asks, and what is known is young enough");
        now.set(now.get() + (LAG - LOOK));
        assert_eq!(ask(6), None, "the store does not answer, and what is known is too old");
        drop(hanging);
        assert_eq!(ask(6), Some(Ok(6)));
    }
}
