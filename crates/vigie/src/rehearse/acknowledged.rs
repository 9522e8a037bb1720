//! After a crash: does everything that was acknowledged still stand?

use crate::config::Config;
use crate::installation::{self, World};
use anyhow::Context as _;
use casework::records::{Item, Kept, Order, Referral, Watch};
use casework::{Desk, journal};
use domain::detect::ItemState;
use domain::refer::ReferralState;
use serde_json::Value;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// Reads the acts that were acknowledged to the scripted officers and checks each, and the whole
/// ledger. Returns what is missing.
///
/// # Errors
/// The installation cannot be opened or read.
pub async fn check(folder: &Path) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(folder.join("acknowledged.jsonl")).unwrap_or_default();
    let config = Config::read(folder)?;
    let desk = installation::open(folder, &config, World::real()).await?;
    let mut missing = journal::verify(&desk).await?.faults;
    // The last line may be cut by the crash: what was not written down was not acknowledged.
    for line in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let (act, id) = (line["act"].as_str().unwrap_or_default(), line["id"].as_str().unwrap_or_default());
        let id: Uuid = id.parse().with_context(|| format!("{line} names no record"))?;
        if !stands(&desk, act, id).await? {
            missing.push(format!("{act} {id}"));
        }
    }
    Ok(missing)
}

async fn stands(desk: &Desk, act: &str, id: Uuid) -> anyhow::Result<bool> {
    let item: Option<Kept<Item>> = if matches!(act, "taken_in" | "finding") { desk.find(id).await? } else { None };
    let order: Option<Kept<Order>> =
        if matches!(act, "deconflicted" | "issued" | "restarted") { desk.find(id).await? } else { None };
    Ok(match act {
        "taken_in" => item.is_some(),
        "finding" => item.is_some_and(|item| !item.assessments.is_empty() && item.state != ItemState::InReview),
        "deconflicted" => order.is_some_and(|order| order.deconfliction.is_some()),
        "issued" => order.is_some_and(|order| order.issued.is_some()),
        "restarted" => order.is_some_and(|order| order.counts_from > order.received.map(|stamp| stamp.at)),
        "released" => desk.find::<Referral>(id).await?.is_some_and(|referral| referral.state != ReferralState::Draft),
        "noted" => desk.find::<Watch>(id).await?.is_some_and(|watch| watch.contradicted || watch.returned),
        _ => false,
    })
}
