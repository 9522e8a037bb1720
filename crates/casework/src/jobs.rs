//! Carrying out what waits in the outbox.

use crate::desk::Desk;
use crate::error::Error;
use crate::ports::{Job, Lane};
use crate::task::Task;
use crate::{act, banks, detect, directory, map, order, portal, refer, watch};
use domain::id::JobId;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long a job is a worker's own. A worker that dies gives it up by letting this pass.
pub const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How many jobs of a lane a worker takes at once.
const AT_ONCE: u32 = 16;
/// The longest pause before a failed job is tried again.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Carries out some of the jobs that are due in each lane, lane after lane, letters first, and says how many.
///
/// For whoever tells a story step by step. A worker works each lane in a loop of its own, [`run_lane`], so that the
/// letters that fall due while a slow page is looked at do not wait for it.
///
/// # Errors
/// Storage failures.
pub async fn run_due(desk: &Desk) -> Result<usize, Error> {
    let mut done = 0;
    for lane in Lane::ALL {
        done += run_lane(desk, lane).await?;
    }
    Ok(done)
}

/// Carries out some of the jobs that are due in a lane, side by side, and says how many. A job that
/// fails is tried again later, ever more rarely; it is never lost.
///
/// # Errors
/// Storage failures.
pub async fn run_lane(desk: &Desk, lane: Lane) -> Result<usize, Error> {
    let now = desk.now();
    let jobs = desk.doors.store.claim_jobs(lane, now, now + LEASE, AT_ONCE).await?;
    let count = jobs.len();
    // Letters about one order are written one after the other: side by side, each would undo the
    // other's record, and the provider would get the same letter twice.
    let mut files: BTreeMap<Uuid, Vec<Job>> = BTreeMap::new();
    for job in jobs {
        let task = serde_json::from_str::<Task>(&job.task).ok();
        let file = task.and_then(|task| task.order()).map_or(job.id.0, |order| order.0);
        files.entry(file).or_default().push(job);
    }
    futures::future::try_join_all(files.into_values().map(|file| run_file(desk, file))).await?;
    Ok(count)
}

async fn run_file(desk: &Desk, file: Vec<Job>) -> Result<(), Error> {
    for job in file {
        run_one(desk, job).await?;
    }
    Ok(())
}

async fn run_one(desk: &Desk, job: Job) -> Result<(), Error> {
    let outcome = match serde_json::from_str::<Task>(&job.task) {
        Ok(task) => carry_out(desk, task, job.id).await,
        Err(error) => Err(crate::error::fault(error)),
    };
    match outcome {
        // Another worker did it, or a person acted in between: look again soon.
        Err(error @ Error::Conflict) => {
            tracing::debug!(job = %job.id, "job met another, will be repeated");
            Ok(desk
                .doors
                .store
                .retry_job(job.id, desk.now() + SignedDuration::from_secs(1), &error.to_string())
                .await?)
        }
        // The rules have overtaken the job, for example an order withdrawn before it was sent.
        Err(Error::Refused(refusal)) => {
            tracing::info!(job = %job.id, %refusal, "job overtaken");
            Ok(desk.doors.store.finish_job(job.id).await?)
        }
        Err(error) => give_back(desk, &job, pause(job.attempts), &error).await,
        Ok(()) => Ok(()),
    }
}

async fn carry_out(desk: &Desk, task: Task, job: JobId) -> Result<(), Error> {
    let job = Some(job);
    match task {
        Task::Examine { item } => detect::examine_item(desk, item, job).await,
        Task::Deliver { order, once } => order::deliver(desk, order, once, job).await,
        Task::CopyHostState { order } => order::copy_host_state(desk, order, job).await,
        Task::Remind { order } => order::remind(desk, order, job).await,
        Task::Deadline { order } => order::deadline(desk, order, job).await,
        Task::Withdraw { order } => order::tell_withdrawn(desk, order, job).await,
        Task::Reply { order } => order::reply(desk, order, job).await,
        Task::Finalise { order } => order::finalise(desk, order, job).await,
        Task::Tell { order, what } => order::tell(desk, order, what, job).await,
        Task::StillUp { order } => watch::ask_provider(desk, order, job).await,
        Task::Refer { referral, once } => refer::send(desk, referral, once, job).await,
        Task::ReferAgain { referral } => refer::send_new_link(desk, referral, job).await,
        Task::TakeBack { referral } => refer::tell_withdrawn(desk, referral, job).await,
        Task::Inform { provider, authority } => directory::send_information(desk, provider, authority, job).await,
        Task::OwnPage { provider, authority, asked } => {
            portal::send_own_page(desk, provider, authority, asked, job).await
        }
        Task::Look { item } => watch::look(desk, item, job).await,
        Task::Expand { expansion, assets } => map::expand(desk, expansion, &assets, job).await,
        Task::Dispatch { target } => act::dispatch(desk, target, job).await,
        Task::Confirm { target } => act::confirm(desk, target, job).await,
        Task::Compare { bank } => banks::compare(desk, bank, job).await,
        Task::Restand { whose, after } => banks::restand(desk, whose, after, job).await,
        Task::Warn { alert, authority } => act::warn(desk, alert, authority, job).await,
    }
}

async fn give_back(desk: &Desk, job: &Job, pause: SignedDuration, error: &Error) -> Result<(), Error> {
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        why = format!("{why}: {cause}");
        source = cause.source();
    }
    tracing::warn!(job = %job.id, attempts = job.attempts, why, "job failed, will be tried again");
    Ok(desk.doors.store.retry_job(job.id, desk.now() + pause, &why).await?)
}

/// 10 seconds, doubled with each attempt, up to an hour.
fn pause(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs(10 << attempts.min(9)).min(LONGEST_PAUSE)
}
