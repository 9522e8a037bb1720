//! The whole story once, as a user would see it, and what it must not get wrong.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::shell;

/// Builds the release, plays seed 1 and reads the report.
///
/// # Errors
/// When the story does not run to its end, or the report admits a mistake.
pub fn play(root: &Path) -> Result<()> {
    let file = root.join("target/r.json");
    let words = "run --release -- rehearse --headless --seed 1 --report target/r.json";
    shell::succeed(shell::cargo(root).args(words.split(' ')))?;
    let text = std::fs::read(&file).context("the rehearsal left no report")?;
    let report = serde_json::from_slice(&text).context("the rehearsal's report is not JSON")?;
    let mistakes = mistakes(&report);
    ensure!(mistakes.is_empty(), "{}", mistakes.join("; "));
    Ok(())
}

/// The largest share of items that may be proposed though they have nothing to do with what is known.
const MOST_FALSE: f64 = 0.02;

/// What must have happened at least once.
const SOME: [&str; 29] = [
    "/items/taken_in",
    "/items/known",
    "/sound/planted",
    "/sound/found",
    "/orders/issued",
    "/orders/corrected",
    "/orders/withdrawn",
    "/orders/voided",
    "/orders/upheld",
    "/orders/reinstated",
    "/orders/emergencies",
    "/orders/held",
    "/orders/forged_rejected",
    "/orders/refused_by_gate/duplicate",
    "/deliveries/api",
    "/deliveries/fallbacks",
    "/deliveries/bounces",
    "/complaints/upheld",
    "/watch/rechecks",
    "/ledger/leaves",
    "/map/links",
    "/map/collateral_refusals",
    "/act/confirmed_from_outside",
    "/act/contradicted_from_outside",
    "/act/refused",
    "/act/skew_seconds",
    "/act/held",
    "/act/exhibits",
    "/act/contradicting_claims",
];

/// What the report says that it must not say. A story in which nothing happened makes no mistakes either, so it must have
/// taken items in, issued orders and looked again.
fn mistakes(report: &Value) -> Vec<String> {
    let exactly = [
        ("/items/missed_known", json!(0)),
        ("/sound/misplaced", json!(0)),
        ("/sound/false", json!(0)),
        ("/assess/orders_against_exempt", json!(0)),
        ("/watch/false_claims_missed", json!(0)),
        ("/watch/returns_missed", json!(0)),
        ("/ledger/verified", json!(true)),
        ("/map/decoys_accepted", json!(0)),
        ("/act/states", json!(8)),
        ("/act/unknown", json!(0)),
        // The one server that was the wrong one, found and made whole.
        ("/act/collateral_hits", json!(1)),
        ("/act/collateral_made_whole", json!(1)),
        ("/act/slice_leaks", json!(0)),
    ];
    let least = [("/map/network_recall", 0.9), ("/map/network_precision", 0.95)];
    let value = |path| report.pointer(path).unwrap_or(&Value::Null);
    let wrong = exactly
        .iter()
        .filter(|(path, wanted)| value(path) != wanted)
        .map(|(path, wanted)| format!("{path} is {}, not {wanted}", value(path)));
    let little = least
        .iter()
        .filter(|(path, least)| value(path).as_f64().is_none_or(|share| share < *least))
        .map(|(path, least)| format!("{path} is {}, less than {least}", value(path)));
    let empty = SOME
        .iter()
        .filter(|path| value(path).as_u64().unwrap_or(0) == 0)
        .map(|path| format!("{path} is {}, so the story did not happen", value(path)));
    let number = |path| value(path).as_f64().unwrap_or(0.0);
    let (candidates, taken_in) = (number("/items/false_candidates"), number("/items/taken_in"));
    let many = (candidates > MOST_FALSE * taken_in)
        .then(|| format!("/items/false_candidates is {candidates}, of {taken_in} items more than {MOST_FALSE}"));
    wrong.chain(little).chain(empty).chain(many).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named() {
        let mut report = json!({
            "items": { "taken_in": 300, "known": 90, "missed_known": 0, "false_candidates": 6 },
            "sound": { "streams": 3, "planted": 8, "found": 8, "misplaced": 0, "false": 0 },
            "assess": { "orders_against_exempt": 0 },
            "orders": {
                "issued": 60, "corrected": 1, "withdrawn": 1, "voided": 1, "upheld": 1, "reinstated": 2, "emergencies": 1,
                "held": 1, "forged_rejected": 1, "refused_by_gate": { "duplicate": 1 },
            },
            "deliveries": { "api": 7, "fallbacks": 2, "bounces": 1 },
            "complaints": { "received": 1, "upheld": 1 },
            "watch": { "rechecks": 400, "false_claims_missed": 0, "returns_missed": 0 },
            "ledger": { "leaves": 2000, "verified": true },
            "map": {
                "links": 3000, "network_precision": 1.0, "network_recall": 0.95, "decoys_accepted": 0,
                "collateral_refusals": 1,
            },
            "act": {
                "states": 8, "unknown": 0, "collateral_hits": 1, "collateral_made_whole": 1, "slice_leaks": 0,
                "confirmed_from_outside": 30, "contradicted_from_outside": 1, "refused": 4, "skew_seconds": 90_000,
                "held": 1, "exhibits": 9, "contradicting_claims": 1,
            },
        });
        assert_eq!(mistakes(&report), Vec::<String>::new());
        report["watch"]["returns_missed"] = json!(2);
        report["ledger"]["verified"] = json!(false);
        report["orders"]["issued"] = json!(0);
        report["map"]["network_recall"] = json!(0.89);
        report["act"]["collateral_made_whole"] = json!(0);
        report["items"]["false_candidates"] = json!(7);
        report["sound"]["false"] = json!(1);
        assert_eq!(mistakes(&report).len(), 7);
        assert_eq!(mistakes(&json!({})).len(), 44);
    }
}
