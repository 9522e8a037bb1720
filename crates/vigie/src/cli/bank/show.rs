//! Looking at a bank, and finding a match again.

use super::{counted, named};
use crate::cli::At;
use casework::banks;
use casework::policy::Permission;
use casework::records::LeftOut;
use domain::id::ItemId;
use serde_json::json;
use std::process::ExitCode;

pub(super) async fn show(at: &At, name: &str, as_json: bool) -> anyhow::Result<()> {
    let (desk, actor) = at.open_for_person().await?;
    actor.needs(Permission::SeeBanks)?;
    let bank = named(&desk, name).await?;
    let figures = banks::figures(&desk, bank.id).await?;
    let held = banks::held(&desk, bank.id).await?;
    let (thresholds, verdicts) = (bank.thresholds(), figures.verdicts);
    if as_json {
        let held: Vec<_> =
            held.iter().map(|signal| json!({ "id": signal.id.to_string(), "name": signal.name })).collect();
        println!(
            "{}",
            json!({
                "id": bank.id.to_string(), "name": bank.name, "source": bank.source, "enabled": bank.enabled,
                "effect": bank.effect().name(), "signals": bank.signals, "version": bank.version,
                "digest": bank.digest.to_string(), "pdq_bits": thresholds.pdq_bits,
                "text_contained": thresholds.text_contained, "text_covered": thresholds.text_covered,
                "tlsh": thresholds.tlsh, "matched": figures.matched, "upheld": verdicts.upheld, "rejected": verdicts.rejected,
                "exempt": verdicts.exempt, "open": verdicts.open, "precision": verdicts.precision(),
                "quarantine": held, "left_out": bank.left_out.as_ref().map(left_out),
            })
        );
        return Ok(());
    }
    println!("{} ({}), version {}", bank.name, bank.source, bank.version);
    println!("  {}, {}", if bank.enabled { "on" } else { "off" }, bank.effect());
    println!(
        "  {}; pictures up to {} bits, files up to {}",
        counted(bank.signals, "signal"),
        thresholds.pdq_bits,
        thresholds.tlsh
    );
    println!("  texts from {} of theirs or {} of the page", thresholds.text_contained, thresholds.text_covered);
    println!(
        "  matched {}; of those it proposed: {} upheld, {} dismissed, {} exempt, {} open",
        counted(figures.matched, "item"),
        verdicts.upheld,
        verdicts.rejected,
        verdicts.exempt,
        verdicts.open
    );
    for signal in &held {
        println!("  in quarantine: {} {}", signal.id, signal.name);
    }
    if let Some(left) = &bank.left_out {
        println!("  left out of the import of {}: {}", left.at, left.count);
        left.first.iter().for_each(|(what, why)| println!("    {what}: {why}"));
    }
    Ok(())
}

fn left_out(left: &LeftOut) -> serde_json::Value {
    let first: Vec<_> = left.first.iter().map(|(name, problem)| json!({ "name": name, "problem": problem })).collect();
    json!({ "at": left.at, "count": left.count, "first": first })
}

/// Exit code 1 says that something was not found again, or that something is found which is not on record.
pub(super) async fn reproduce(at: &At, item: ItemId, as_json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = at.open_for_person().await?;
    let again = banks::reproduce(&desk, &actor, item).await?;
    for chain in &again.banks {
        if as_json {
            println!(
                "{}",
                json!({
                    "bank": chain.name, "version": chain.version, "signals": chain.signals,
                    "recorded": chain.recorded.map(|digest| digest.to_string()),
                    "rebuilt": chain.rebuilt.to_string(), "same": chain.is_the_same(),
                })
            );
        } else {
            let word = if chain.is_the_same() { "the same set" } else { "NOT the set of then" };
            println!("{}, version {}: {} signals, {word}", chain.name, chain.version, chain.signals);
        }
    }
    for (then, now) in &again.matches {
        let same = now.as_ref().is_some_and(|now| now.distance() == then.distance());
        if as_json {
            println!(
                "{}",
                json!({ "signal": then.signal.to_string(), "name": then.signal_name, "method": then.method.name(), "found_again": same })
            );
        } else {
            let word = if same { "found again" } else { "NOT found again at its distance" };
            println!("  {} ({}): {word}", then.signal_name, then.method);
        }
    }
    for more in &again.more {
        if as_json {
            println!(
                "{}",
                json!({ "signal": more.signal.to_string(), "bank": more.bank_name, "method": more.method.name(), "on_record": false })
            );
        } else {
            println!("  {} in {} ({}): found now, and NOT on record", more.signal, more.bank_name, more.method);
        }
    }
    again.not_examined.iter().for_each(|why| eprintln!("{why}"));
    Ok(if again.is_the_same() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
