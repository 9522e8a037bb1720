//! A target as programs are shown it.

use super::shapes::marking;
use casework::records::Target;
use casework::records::act::Sending;
use domain::id::TargetId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A target, of whose forerunners only those are named that the reader may see.
pub(super) fn target(target: &Target, seen: &BTreeSet<TargetId>) -> Value {
    let mut value = plan(target, seen);
    let story = story(target);
    if let (Value::Object(value), Value::Object(story)) = (&mut value, story) {
        value.extend(story);
    }
    value
}

/// What is planned for it.
fn plan(target: &Target, seen: &BTreeSet<TargetId>) -> Value {
    let lever = target.measure.lever();
    let after: Vec<String> = target.after.iter().filter(|id| seen.contains(id)).map(ToString::to_string).collect();
    json!({
        "id": target.id.to_string(),
        "operation": target.operation.to_string(),
        "wave": target.wave.to_string(),
        "name": target.name,
        "asset": target.asset.to_string(),
        "measure": target.measure.name(),
        "does": lever.does,
        "does_not": lever.does_not,
        "place": target.place.to_string(),
        "provider": target.provider.map(|id| id.to_string()),
        "acting": target.acting.map(|country| country.to_string()),
        "state": target.state.name(),
        "redress": target.redress.name(),
        "after_others": target.after.len() - after.len(),
        "after": after,
        "instead_of": target.instead_of.filter(|id| seen.contains(id)).map(|id| id.to_string()),
        "sending": target.sending.as_ref().map(sending),
        "preparer": target.preparer.map(|id| id.to_string()),
        "papers": target.papers,
        "approver": target.approver.map(|id| id.to_string()),
        "deconfliction": target.deconfliction,
        "collateral": target.collateral,
        "held_by_hand": target.held_by_hand,
        "marking": marking(&target.marking),
        "author": target.author.to_string(),
        "proposed": target.proposed,
    })
}

/// What became of it.
fn story(target: &Target) -> Value {
    json!({
        "dispatched": target.dispatched,
        "receipt": target.receipt,
        "in_doubt": target.in_doubt,
        "failed_deliveries": target.failed_deliveries,
        "reports": target.reports,
        "looks": target.looks,
        "next_look": target.next_look,
        "made_whole": target.made_whole,
    })
}

fn sending(sending: &Sending) -> Value {
    match sending {
        Sending::Order { id, exceptional } => {
            json!({ "kind": "order", "order": id.to_string(), "exceptional": exceptional })
        }
        Sending::Referral { id } => json!({ "kind": "referral", "referral": id.to_string() }),
        Sending::Letter { to, subject, text } => {
            json!({ "kind": "letter", "to": to, "subject": subject, "text": text })
        }
        Sending::OnSite { team } => json!({ "kind": "on_site", "team": team }),
    }
}
