//! The moment: a thousand prepared letters, from T0 until each is with the mail server and on record.

use crate::house::House;
use crate::report;
use casework::ports::Clock as _;
use casework::records::Kind;
use jiff::SignedDuration;
use rehearsal::mailbox::{self, Mailbox};
use std::sync::Arc;
use std::time::Instant;
use testkit::action;

const ACTS: usize = 1_000;
const DOMAIN: &str = "authorities.test";

/// Measures it with the worker that a server runs.
pub async fn measure() -> anyhow::Result<()> {
    let letters = Arc::new(Mailbox::default());
    let (listener, address) = mailbox::bind()?;
    tokio::spawn(mailbox::serve(listener, Arc::from([DOMAIN.to_owned()]), letters.clone()));
    let house = House::open(Some(address)).await?;
    let to: Vec<String> = (0..ACTS).map(|number| format!("orders{number}@{DOMAIN}")).collect();
    let action = action::prepared(&house.desk, &to).await?;
    let moment = house.clock.now() + SignedDuration::from_hours(1);
    action.go(&house.desk, moment).await?;
    let mut changes = house.desk.changes();
    house.clock.advance(moment);
    let start = Instant::now();
    let worker = tokio::spawn(vigie::worker::work(house.desk.clone(), None));
    while house.desk.counts(Kind::Target).await?.get("dispatched") != Some(&(ACTS as u64)) {
        changes.changed().await?;
    }
    let elapsed = start.elapsed().as_secs_f64();
    worker.abort();
    anyhow::ensure!(letters.waiting() == ACTS, "{} letters for {ACTS} targets", letters.waiting());
    let work = format!("{ACTS} prepared letters from T0 until handed over and on record, SMTP on loopback, SQLite");
    report("act_dispatch", &work, elapsed, "s");
    Ok(())
}
