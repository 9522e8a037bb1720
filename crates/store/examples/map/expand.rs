//! Looking around: what Vigie itself needs for each asset, when every source answers at once.

use crate::network::{ASSETS, Network, site};
use crate::{Outcome, desk, report};
use casework::ports::{Clock as _, Lane};
use casework::records::{Expansion, ExpansionState, Limits};
use casework::{jobs, map};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Db, Folder};
use testkit::TestClock;

/// From the first question to the last sealed answer, on SQLite and a folder of blobs.
pub async fn measure() -> Outcome {
    let folder = tempfile::TempDir::new()?;
    let address = format!("sqlite://{}", folder.path().join("vigie.db").display());
    let store = Db::open(&address, Duration::from_secs(20)).await?;
    let blobs = Folder::open(folder.path().join("blobs"))?;
    let network = Network::at(TestClock::at("2026-11-17T09:00:00Z").now());
    let (desk, investigator) = desk::open(Arc::new(store), Arc::new(blobs), Arc::new(network)).await?;
    let seeds = map::add_seed(&desk, &investigator, site(0).value(), "REHEARSAL").await?;
    let start = Instant::now();
    let id = map::begin_expansion(&desk, &investigator, &seeds[..1], Limits::WIDEST).await?;
    while jobs::run_lane(&desk, Lane::Looking).await? > 0 {}
    let elapsed = start.elapsed().as_secs_f64() * 1000.0;
    let expansion = desk.load::<Expansion>(id.0).await?;
    if (expansion.state, expansion.asked()) != (ExpansionState::Done, ASSETS) {
        return Err(format!("{:?} after {} of {ASSETS} assets", expansion.state, expansion.asked()).into());
    }
    let work = format!("expanding {ASSETS} assets, sources that answer at once, {} links, SQLite", expansion.learnt);
    report("map_expand", &work, elapsed / f64::from(ASSETS), "ms/asset");
    Ok(())
}
