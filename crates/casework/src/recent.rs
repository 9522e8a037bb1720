//! Answers that many ask for at the same moment, put together once: two hundred screens that hear of one event.

use crate::desk::Desk;
use crate::error::Error;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What time alone changes is seen after so long.
const LASTS: SignedDuration = SignedDuration::from_secs(1);
/// How many answers are kept; beyond it, those that nobody waits for go.
const MOST: usize = 256;

/// The latest answers, by what was asked and by whom. Each is given again only while the ledger has not grown.
pub struct Recent<K, V>(Mutex<BTreeMap<K, Arc<Slot<V>>>>);

/// Held while the answer is put together, so that the others wait for it instead of doing the same.
type Slot<V> = tokio::sync::Mutex<Option<Answer<V>>>;

struct Answer<V> {
    /// The size of the ledger it rests on, at least.
    size: u64,
    at: Timestamp,
    value: Arc<V>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V> Recent<K, V> {
    /// The answer of a moment ago, or the one that is put together now.
    ///
    /// # Errors
    /// Those of putting it together, and storage failures.
    pub async fn get(
        &self,
        desk: &Desk,
        key: K,
        put_together: impl Future<Output = Result<V, Error>>,
    ) -> Result<Arc<V>, Error> {
        let slot = self.slot(key);
        let mut held = slot.lock().await;
        // Read before the answer is: what is committed meanwhile makes it an old one.
        let (size, now) = (desk.doors.store.frontier().await?.size(), desk.now());
        let fresh = |answer: &&Answer<V>| answer.size == size && now.duration_since(answer.at).abs() <= LASTS;
        if let Some(answer) = held.as_ref().filter(fresh) {
            return Ok(answer.value.clone());
        }
        let value = Arc::new(put_together.await?);
        *held = Some(Answer { size, at: now, value: value.clone() });
        Ok(value)
    }

    /// Forgets everything: something changed that the ledger does not tell of.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn slot(&self, key: K) -> Arc<Slot<V>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= MOST {
            slots.retain(|_, slot| Arc::strong_count(slot) > 1);
        }
        slots.entry(key).or_default().clone()
    }
}
