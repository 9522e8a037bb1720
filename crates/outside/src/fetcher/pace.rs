//! How often, and how many at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until};

/// Hosts remembered before those whose pause is over are dropped.
const MANY_HOSTS: usize = 10_000;

/// Gives out turns: to one host not before its pause is over, and to all no more than so many at once.
pub(super) struct Pace {
    interval: Duration,
    next: Mutex<HashMap<String, Instant>>,
    permits: Semaphore,
}

impl Pace {
    pub(super) fn new(interval: Duration, parallel: usize) -> Self {
        let permits = Semaphore::new(parallel.min(Semaphore::MAX_PERMITS));
        Self { interval, next: Mutex::default(), permits }
    }

    /// Waits for a turn at a host. The turn lasts until what is returned is dropped.
    pub(super) async fn turn(&self, host: &str) -> Option<SemaphorePermit<'_>> {
        if !self.interval.is_zero() {
            sleep_until(self.book(host)).await;
        }
        // The host's pause comes first, so that a slow host does not hold up the others. The
        // semaphore is never closed.
        self.permits.acquire().await.ok()
    }

    /// The next free moment at a host, which is thereby taken.
    fn book(&self, host: &str) -> Instant {
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() > MANY_HOSTS {
            next.retain(|_, moment| *moment > now);
        }
        let turn = next.get(host).map_or(now, |moment| (*moment).max(now));
        next.insert(host.to_owned(), turn + self.interval);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_gets_one_turn_per_interval_and_others_are_not_held_up() {
        let pace = Pace::new(Duration::from_secs(60), 4);
        let first = pace.book("quay.example");
        let second = pace.book("quay.example");
        let third = pace.book("quay.example");
        assert_eq!(second, first + Duration::from_secs(60));
        assert_eq!(third, first + Duration::from_secs(120));
        assert!(pace.book("pier.example") < second);
    }

    #[tokio::test]
    async fn no_more_than_so_many_at_once() {
        let pace = Pace::new(Duration::ZERO, 1);
        let turn = pace.turn("quay.example").await;
        assert_eq!(pace.permits.available_permits(), 0);
        drop(turn);
        assert_eq!(pace.permits.available_permits(), 1);
    }
}
