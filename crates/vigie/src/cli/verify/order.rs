//! An order as signed JSON.

use super::{Against, Findings, told};
use ::ledger::document::Standing;
use ::ledger::{SignedDocument, VerifiedDocument};
use exchange::annex::AnnexI;
use serde_json::json;

/// What nobody can see in the file alone.
const EFFECT: &str = "whether the order still has its effect: ask the authority's page with reference and digest";
const ADDRESSEE: &str = "whether you are the addressee: compare the name above with your own";

/// Checks words, signature, leaf and proof.
pub(super) fn check(bytes: &[u8], against: &Against) -> Findings {
    let mut findings = Findings { what: "removal order, signed data", ..Findings::default() };
    if let Err(fault) = verified(bytes, against, &mut findings) {
        findings.fault = Some(fault);
    }
    findings
}

/// The same, for whoever goes on with what it says.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn verified(
    bytes: &[u8],
    against: &Against,
    findings: &mut Findings,
) -> Result<(VerifiedDocument, AnnexI), String> {
    let signed = SignedDocument::from_json(bytes).map_err(|fault| told(&fault))?;
    let verified = signed.verify(&against.key).map_err(|fault| told(&fault))?;
    let order: AnnexI = serde_json::from_value(verified.document.clone())
        .map_err(|_| "the authority signed this document, but it is no removal order (Annex I)".to_owned())?;
    state(findings, &verified, &order);
    compare(findings, &verified, against.checkpoint.as_deref())?;
    Ok((verified, order))
}

fn state(findings: &mut Findings, verified: &VerifiedDocument, order: &AnnexI) {
    let (a, e) = (&order.section_a, &order.section_e);
    findings.facts = vec![
        ("reference", a.order_ref.clone()),
        ("url", order.section_b.url.clone()),
        ("addressee", a.addressee.clone()),
        ("authority", format!("{}, {}", e.authority, a.issuing_ms)),
        ("issued_at", a.issued_at.to_string()),
        ("digest", verified.digest.to_string()),
    ];
    if order.rehearsal {
        findings.facts.push(("rehearsal", "yes: invented; nobody need act".to_owned()));
    }
    let (key, size) = (verified.key.name(), verified.checkpoint.size);
    findings.checked = vec![
        format!("the words are signed with the key of {key}"),
        format!("leaf {} of its log names these words, and is in the signed head of {size} leaves", verified.index),
    ];
    findings.unchecked = vec![EFFECT.to_owned(), ADDRESSEE.to_owned()];
    findings.member("leaf", json!(verified.index));
    findings.member("size", json!(size));
}

fn compare(findings: &mut Findings, verified: &VerifiedDocument, known: Option<&str>) -> Result<(), String> {
    const GREW: &str = "that one head of the log grew out of the other: this takes a proof from its keeper";
    let Some(known) = known else {
        findings
            .unchecked
            .push("whether the log was forked: compare with a checkpoint that came another way".to_owned());
        return Ok(());
    };
    match verified.against(known).map_err(|fault| told(&fault))? {
        Standing::Same => findings.checked.push("the checkpoint you brought is the same head of the log".to_owned()),
        Standing::KnownIsNewer { by } => {
            findings.checked.push(format!("the checkpoint you brought is of the same key, {by} leaves newer"));
            findings.unchecked.push(GREW.to_owned());
        }
        Standing::KnownIsOlder { by } => {
            findings.checked.push(format!("the checkpoint you brought is of the same key, {by} leaves older"));
            findings.unchecked.push(GREW.to_owned());
        }
    }
    Ok(())
}
