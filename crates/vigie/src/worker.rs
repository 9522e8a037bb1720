//! The worker: carries out what waits in the outbox, and signs checkpoints.

use casework::{Desk, jobs, journal};
use std::sync::Arc;
use std::time::Duration;

/// How long the worker rests when nothing is due. A commit in this process wakes it at once; work
/// from other processes waits no longer than this.
const REST: Duration = Duration::from_secs(1);
/// How often the ledger is signed while it grows.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(60);

/// Works until the task is dropped. What fails is logged and tried again.
pub async fn work(desk: Arc<Desk>) {
    let mut changes = desk.changes();
    let mut checkpoint = tokio::time::interval(CHECKPOINT_EVERY);
    loop {
        match jobs::run_due(&desk).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "the outbox cannot be read; trying again"),
        }
        tokio::select! {
            _ = changes.changed() => {}
            _ = checkpoint.tick() => sign(&desk).await,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

async fn sign(desk: &Desk) {
    if let Err(error) = journal::checkpoint(desk).await {
        tracing::warn!(%error, "no checkpoint was signed");
    }
}
