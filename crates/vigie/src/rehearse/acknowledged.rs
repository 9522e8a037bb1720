//! After a crash: does everything that was acknowledged still stand?

use crate::config::Config;
use crate::installation::{self, World};
use anyhow::Context as _;
use casework::records::{Hold, Item, Network, Operation, Order, Referral, Target, Watch, Wave};
use casework::{Desk, journal};
use domain::act::WaveState;
use domain::order::{Contest, OrderState, Scrutiny};
use domain::refer::ReferralState;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// What the scripted officers call their acts, and the name of each in the ledger.
const ACTS: [(&str, &str); 32] = [
    ("finding", "finding_recorded"),
    ("reopened", "finding_reopened"),
    ("released", "referral_released"),
    ("deconflicted", "deconflicted"),
    ("approved", "order_approved"),
    ("issued", "order_issued"),
    ("restarted", "answer_written"),
    ("corrected", "correction_written"),
    ("withdrawn", "order_withdrawn"),
    ("challenged", "order_challenged"),
    ("upheld", "order_upheld"),
    ("preserved", "preservation_extended"),
    ("undisclosed", "non_disclosure_set"),
    ("disclosed", "non_disclosure_lifted"),
    ("held", "hold_placed"),
    ("lifted", "hold_lifted"),
    ("scrutiny_opened", "scrutiny_opened"),
    ("issuer_warned", "issuer_warned"),
    ("breach_found", "breach_found"),
    ("network_confirmed", "network_confirmed"),
    ("network_rejected", "network_rejected"),
    ("operation_opened", "operation_opened"),
    ("wave_planned", "wave_planned"),
    ("targets_proposed", "targets_proposed"),
    ("target_prepared", "target_prepared"),
    ("papers_approved", "papers_approved"),
    ("go_called", "go_called"),
    ("hold_called", "hold_called"),
    ("wave_ended", "wave_ended"),
    ("reported", "reported"),
    ("claim_recorded", "claim_recorded"),
    ("made_whole", "made_whole"),
];

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
    let mut acknowledged: BTreeMap<(String, Uuid), usize> = BTreeMap::new();
    // The last line may be cut by the crash: what was not written down was not acknowledged.
    for line in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let (act, id) = (line["act"].as_str().unwrap_or_default(), line["id"].as_str().unwrap_or_default());
        let id: Uuid = id.parse().with_context(|| format!("{line} names no record"))?;
        *acknowledged.entry((act.to_owned(), id)).or_default() += 1;
    }
    for ((act, id), times) in acknowledged {
        if !(stands(&desk, &act, id).await? && is_in_ledger(&desk, &act, id, times).await?) {
            missing.push(format!("{act} {id}"));
        }
    }
    Ok(missing)
}

/// Whether the ledger says of a record that the act was done, at least so many times.
async fn is_in_ledger(desk: &Desk, act: &str, id: Uuid, times: usize) -> anyhow::Result<bool> {
    let Some((_, name)) = ACTS.iter().find(|(known, _)| *known == act) else {
        // An address that is handed in twice is one item, and a note of an alert may be given again.
        return Ok(matches!(act, "taken_in" | "noted"));
    };
    let history = desk.doors.store.history(id).await.context("the ledger cannot be read")?;
    let leaf = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    Ok(history.iter().filter(|entry| leaf(&entry.leaf)["act"] == *name).count() >= times)
}

/// Whether the record shows what was done.
async fn stands(desk: &Desk, act: &str, id: Uuid) -> anyhow::Result<bool> {
    Ok(match act {
        "taken_in" => desk.find::<Item>(id).await?.is_some(),
        "finding" | "reopened" => desk.find::<Item>(id).await?.is_some_and(|item| !item.assessments.is_empty()),
        "released" => desk.find::<Referral>(id).await?.is_some_and(|referral| referral.state != ReferralState::Draft),
        "noted" => desk.find::<Watch>(id).await?.is_some_and(|watch| watch.contradicted || watch.returned),
        "held" => desk.find::<Hold>(id).await?.is_some(),
        "lifted" => desk.find::<Hold>(id).await?.is_some_and(|hold| hold.lifted),
        "network_confirmed" | "network_rejected" => {
            desk.find::<Network>(id).await?.is_some_and(|network| network.decisions.len() > 1)
        }
        "operation_opened" => desk.find::<Operation>(id).await?.is_some(),
        "wave_planned" | "targets_proposed" | "go_called" | "hold_called" => desk.find::<Wave>(id).await?.is_some(),
        "wave_ended" => desk.find::<Wave>(id).await?.is_some_and(|wave| wave.state == WaveState::Ended),
        // What was approved is void when something is prepared anew: the ledger is asked.
        "target_prepared" | "papers_approved" => desk.find::<Target>(id).await?.is_some(),
        "reported" | "claim_recorded" => {
            desk.find::<Target>(id).await?.is_some_and(|target| !target.reports.is_empty())
        }
        "made_whole" => desk.find::<Target>(id).await?.is_some_and(|target| target.made_whole.is_some()),
        _ => desk.find::<Order>(id).await?.is_some_and(|order| shows(&order, act)),
    })
}

fn shows(order: &Order, act: &str) -> bool {
    match act {
        "deconflicted" => order.deconfliction.is_some(),
        // What was approved goes back to a draft when something is missing again: the ledger is asked.
        "approved" => true,
        "issued" => order.issued.is_some(),
        "restarted" => !order.answers.is_empty(),
        "corrected" => !order.corrections.is_empty(),
        "withdrawn" => order.state == OrderState::Withdrawn && order.withdrawn.is_some(),
        "challenged" => order.contest != Contest::None,
        "upheld" => order.contest == Contest::Upheld,
        "preserved" => order.preservation.as_ref().is_some_and(|kept| kept.extended_for.is_some()),
        "undisclosed" => order.non_disclosure.is_some(),
        "disclosed" => order.non_disclosure.as_ref().is_some_and(|decision| decision.lifted.is_some()),
        "scrutiny_opened" | "issuer_warned" => order.scrutiny != Scrutiny::None,
        "breach_found" => order.state == OrderState::Void,
        _ => false,
    }
}
