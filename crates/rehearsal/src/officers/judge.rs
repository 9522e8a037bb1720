//! How a scripted officer reads an item. A pure function of what the console shows.

use serde_json::{Value, json};

/// The purposes of Art 1(3), as the console names them.
const PROTECTED: [&str; 5] = ["journalism", "education", "research", "art", "counter_speech"];

/// Reads an item as the console shows it and writes a finding.
///
/// A clear sign of a protected purpose exempts: a scripted officer, who cannot read, errs on the
/// side of leaving a page alone. What is more than one item, or could not be examined, is
/// dismissed. The rest is ordered where the material is known, nothing else seems to live at the address
/// and no referral was declined; else it is referred.
#[must_use]
pub fn judge(item: &Value) -> Value {
    if item["state"] == "not_examined" {
        return finding(
            "none_protected",
            "dismiss",
            "low",
            "Nothing could be examined at this address, so nothing can be found about it.",
            &[],
        );
    }
    if item["source"] == "listening" {
        return finding(
            "none_protected",
            "dismiss",
            "high",
            &format!(
                "Heard on the air: {}. What was sent stands at no address; it is kept for the operation.",
                matched(item)
            ),
            &[],
        );
    }
    if let Some((purpose, found)) = clear_purpose(item) {
        let reason = format!("The page clearly serves another purpose than spreading the material. Seen: {found}");
        return finding(purpose, "exempt", "high", &reason, &[]);
    }
    if item["not_exact"].is_string() || clear_signals(item).any(|signal| signal["points_to"] == "not_one_item") {
        return finding(
            "none_protected",
            "dismiss",
            "medium",
            "The address is not that of one item; the single pages are taken in one by one.",
            &[],
        );
    }
    // Near is enough for an order once the provider was asked and declined; a page with other things on
    // it never is, since two people would have to say why they may go too.
    let known = item["likeness"] == "known" || item["referral_state"] == "declined";
    let alone = !has_company(item);
    let reason = format!(
        "The page shows known material ({}) with nothing around it that reports, studies or counters it.",
        matched(item)
    );
    finding("none_protected", if known && alone { "propose_order" } else { "refer" }, "high", &reason, &["incites"])
}

fn finding(purpose: &str, outcome: &str, confidence: &str, reason: &str, categories: &[&str]) -> Value {
    json!({
        "purpose": purpose,
        "outcome": outcome,
        "confidence": confidence,
        "reason": format!("REHEARSAL. {reason}"),
        "categories": categories,
    })
}

fn clear_signals(item: &Value) -> impl Iterator<Item = &Value> {
    item["context_signals"].as_array().into_iter().flatten().filter(|signal| signal["weight"] == "clear")
}

/// Whether something else seems to live at the address.
fn has_company(item: &Value) -> bool {
    item["context_signals"].as_array().into_iter().flatten().any(|signal| {
        signal["points_to"] == "not_one_item" || (signal["kind"] == "share_of_page" && signal["points_to"] == "nothing")
    })
}

fn clear_purpose(item: &Value) -> Option<(&'static str, String)> {
    clear_signals(item).find_map(|signal| {
        let purpose = PROTECTED.into_iter().find(|purpose| signal["points_to"] == *purpose)?;
        Some((purpose, signal["found"].as_str().unwrap_or_default().to_owned()))
    })
}

fn matched(item: &Value) -> String {
    let names = item["matches"].as_array().into_iter().flatten().filter_map(|found| found["signal_name"].as_str());
    let mut names: Vec<_> = names.collect();
    names.dedup();
    names.truncate(4);
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(likeness: &str, signals: Value) -> Value {
        json!({ "state": "in_review", "likeness": likeness, "context_signals": signals, "matches": [{ "signal_name": "bulletin 1" }], "not_exact": null })
    }

    #[test]
    fn a_bare_repost_goes_outward_and_a_report_does_not() {
        let bare = judge(&item(
            "known",
            json!([{ "kind": "share_of_page", "points_to": "repost", "weight": "clear", "found": "" }]),
        ));
        assert_eq!(bare["outcome"], "propose_order");
        let report = judge(&item(
            "known",
            json!([{ "kind": "byline", "points_to": "journalism", "weight": "clear", "found": "By A. Gull" }]),
        ));
        assert_eq!((&report["outcome"], &report["purpose"]), (&json!("exempt"), &json!("journalism")));
    }

    #[test]
    fn a_weak_sign_does_not_exempt() {
        let weak = judge(&item(
            "near",
            json!([{ "kind": "dateline", "points_to": "journalism", "weight": "weak", "found": "17 Nov" }]),
        ));
        assert_eq!(weak["outcome"], "refer");
    }

    #[test]
    fn what_stands_among_other_things_is_referred() {
        let mixed = json!([{ "kind": "share_of_page", "points_to": "nothing", "weight": "weak", "found": "a third" }]);
        assert_eq!(judge(&item("known", mixed))["outcome"], "refer");
        let perhaps =
            json!([{ "kind": "listing", "points_to": "not_one_item", "weight": "weak", "found": "4 entries" }]);
        assert_eq!(judge(&item("known", perhaps))["outcome"], "refer");
    }

    #[test]
    fn a_declined_referral_is_ordered() {
        let mut near = item("near", json!([]));
        assert_eq!(judge(&near)["outcome"], "refer");
        near["referral_state"] = json!("declined");
        assert_eq!(judge(&near)["outcome"], "propose_order");
    }

    #[test]
    fn what_was_heard_on_the_air_stands_at_no_address() {
        let mut heard = item("known", json!([]));
        heard["source"] = json!("listening");
        let finding = judge(&heard);
        assert_eq!(finding["outcome"], "dismiss");
        assert!(finding["reason"].as_str().unwrap().contains("bulletin 1"), "{finding}");
    }

    #[test]
    fn a_listing_is_not_ordered() {
        let listing = judge(&item(
            "known",
            json!([{ "kind": "listing", "points_to": "not_one_item", "weight": "clear", "found": "40 entries" }]),
        ));
        assert_eq!(listing["outcome"], "dismiss");
    }
}
