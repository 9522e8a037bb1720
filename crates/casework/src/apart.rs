//! Reading what strangers made: apart from everything else, and a few files at a time.

use crate::error::{Error, fault};
use tokio::sync::Semaphore;

/// How many files are read at once: a picture may take a gigabyte of memory while it is decoded.
const READERS: usize = 4;

/// What is said of a file on which the code that reads it broke down.
pub(crate) const BROKE_DOWN: &str = "the code that reads it broke down; examine it by hand";

/// Turns at reading files.
pub struct Apart(Semaphore);

impl Default for Apart {
    fn default() -> Self {
        Self(Semaphore::new(READERS))
    }
}

impl Apart {
    /// Runs such code on a thread of its own. Nothing if it broke down: what breaks a decoder once breaks it each time, and
    /// is not to be tried again.
    ///
    /// # Errors
    /// No thread could be had, since the process ends.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<Option<T>, Error> {
        let _turn = self.0.acquire().await.map_err(fault)?;
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => Ok(Some(done)),
            Err(error) if error.is_panic() => {
                tracing::error!(%error, "code that reads files broke down");
                Ok(None)
            }
            Err(error) => Err(fault(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_breaks_down_is_told_and_its_turn_is_given_back() {
        let apart = Apart::default();
        for _ in 0..=READERS {
            assert_eq!(apart.run(|| -> u8 { panic!("REHEARSAL: a decoder that breaks down") }).await.unwrap(), None);
        }
        assert_eq!(apart.run(|| 7).await.unwrap(), Some(7));
    }
}
