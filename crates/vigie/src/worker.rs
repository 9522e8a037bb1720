//! The worker: carries out what waits in the outbox, signs checkpoints, and reads what came back.

pub mod mailbox;

use casework::ports::Lane;
use casework::{Desk, jobs, journal};
use outside::bounces::Maildir;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// How long the worker rests when nothing is due. A commit in this process wakes it at once; work
/// from other processes waits no longer than this.
const REST: Duration = Duration::from_secs(1);
/// How often the ledger is signed while it grows.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(60);
/// How often the mailbox is looked into for letters that came back.
const MAILBOX_EVERY: Duration = Duration::from_secs(15);

/// Works until the task is dropped, each lane in a loop of its own, and the mailbox for letters that come back in
/// another, if there is one. What fails is logged and tried again.
///
/// # Panics
/// When one of the loops does: a worker that works only half is worse than none.
pub async fn work(desk: Arc<Desk>, mailbox: Option<Maildir>) {
    let mut loops = JoinSet::new();
    for lane in Lane::ALL {
        loops.spawn(carry_out(desk.clone(), lane));
    }
    if let Some(mailbox) = mailbox {
        loops.spawn(watch(desk.clone(), mailbox));
    }
    loops.spawn(sign(desk));
    if let Some(Err(ended)) = loops.join_next().await
        && let Ok(panic) = ended.try_into_panic()
    {
        std::panic::resume_unwind(panic);
    }
}

async fn carry_out(desk: Arc<Desk>, lane: Lane) {
    let mut changes = desk.changes();
    loop {
        match jobs::run_lane(&desk, lane).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, lane = lane.name(), "the outbox cannot be read; trying again"),
        }
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(REST) => {}
        }
    }
}

async fn sign(desk: Arc<Desk>) {
    let mut every = tokio::time::interval(CHECKPOINT_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = journal::checkpoint(&desk).await {
            tracing::warn!(%error, "no checkpoint was signed");
        }
    }
}

async fn watch(desk: Arc<Desk>, mailbox: Maildir) {
    let mut every = tokio::time::interval(MAILBOX_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = mailbox::read(&desk, &mailbox).await {
            tracing::warn!(?error, "letters that came back cannot be read; trying again");
        }
    }
}
