//! An order as PDF: the signed order that it carries, the signature on the paper, and whether the pages are those
//! that this order makes.

use super::{Against, Findings, order, told};
use ::ledger::VerifiedDocument;
use documents::signature::{self, CheckError, Checked};
use documents::{Form, Paper};
use exchange::Language;
use exchange::annex::AnnexI;
use url::Url;

/// How the address of a link is written into a paper.
const ADDRESS: &[u8] = b"/URI(";
/// The longest such address that is looked at, in bytes.
const MAX_ADDRESS: usize = 400;
/// How many addresses are tried.
const MAX_ADDRESSES: usize = 3;

/// Checks a paper.
pub(super) fn check(pdf: &[u8], against: &Against) -> Findings {
    let mut findings = Findings { what: "removal order, paper", ..Findings::default() };
    if let Err(fault) = inspect(pdf, against, &mut findings) {
        findings.fault = Some(fault);
    }
    findings
}

fn inspect(pdf: &[u8], against: &Against, findings: &mut Findings) -> Result<(), String> {
    let carried = documents::attachment(pdf).map_err(|error| told(&error))?;
    let (verified, annex) = order::verified(&carried, against, findings)?;
    findings.checked.insert(0, format!("the paper carries the signed order ({})", documents::ATTACHMENT));
    let signature = match signature::check(pdf) {
        Ok(checked) if !checked.covers_whole_file => {
            return Err("something was added to the paper after it was signed".to_owned());
        }
        Ok(checked) => Some(checked),
        Err(CheckError::NotSigned) => None,
        Err(error) => return Err(told(&error)),
    };
    let certified = match &signature {
        Some(checked) => certificate(checked, against, findings)?,
        None => {
            findings.unchecked.push("a signature on the paper itself: it bears none".to_owned());
            false
        }
    };
    let set_anew = anew(pdf, signature.is_some(), &verified, &annex, carried);
    if let Some(address) = &set_anew {
        findings.checked.push("the pages are, byte for byte, those that this order makes".to_owned());
        findings.unchecked.push(format!("the address on the paper, {address}: is it your authority's?"));
    }
    if set_anew.is_none() && !certified {
        return Err(
            "the order that the PDF carries is genuine, but the pages are not shown to be its own. Act on the order above and not on the pages; \
             if they come from another version of Vigie, --certificate with the digest that the authority publishes decides"
                .to_owned(),
        );
    }
    if set_anew.is_none() {
        findings
            .unchecked
            .push("the pages against the order they carry: this version sets them differently".to_owned());
    }
    Ok(())
}

/// What the signature shows. Anybody can make a certificate with any name, so only its digest decides.
fn certificate(checked: &Checked, against: &Against, findings: &mut Findings) -> Result<bool, String> {
    let digest = ::ledger::Hash(checked.certificate_sha256).to_string();
    findings
        .checked
        .push(format!("the signature covers the whole paper; its certificate names {}", checked.signer_subject));
    if let Some(stamp) = &checked.stamp {
        findings.checked.push(format!("a time-stamp says that the signature existed at {}", stamp.at));
    }
    findings.member("certificate_sha256", digest.clone().into());
    let Some(wanted) = &against.certificate else {
        findings.unchecked.push(format!("whose certificate it is: compare its SHA-256 digest {digest}"));
        return Ok(false);
    };
    let wanted: String = wanted.chars().filter(char::is_ascii_hexdigit).flat_map(char::to_lowercase).collect();
    if wanted != digest {
        return Err(format!("the paper is signed with another certificate than the one you trust: {digest}"));
    }
    findings.checked.push("it is the certificate you trust".to_owned());
    Ok(true)
}

/// Sets the order that a paper carries anew, in every language, and compares byte by byte. Gives the address of the
/// public page with which it came out the same.
fn anew(pdf: &[u8], signed: bool, verified: &VerifiedDocument, annex: &AnnexI, carried: Vec<u8>) -> Option<Url> {
    let mut paper = Paper {
        form: Form::Order(Box::new(annex.clone())),
        language: Language::English,
        verify_at: Url::parse("https://vigie.invalid/").ok()?,
        digest: verified.digest.to_string(),
        attachment: Some(carried),
        at: annex.section_a.issued_at,
    };
    for address in addresses(pdf) {
        paper.verify_at = address;
        for language in Language::ALL {
            paper.language = language;
            let Ok(made) = documents::set(&paper) else { continue };
            if made == pdf || (signed && signature::only_signed(&made, pdf)) {
                return Some(paper.verify_at);
            }
        }
    }
    None
}

/// The addresses to which a paper links, each once.
fn addresses(pdf: &[u8]) -> Vec<Url> {
    let mut found = Vec::new();
    for (at, _) in pdf.windows(ADDRESS.len()).enumerate().filter(|(_, window)| *window == ADDRESS) {
        let text = &pdf[at + ADDRESS.len()..];
        let end = text.iter().take(MAX_ADDRESS).position(|byte| *byte == b')');
        let url = end.and_then(|end| str::from_utf8(&text[..end]).ok()).and_then(|text| Url::parse(text).ok());
        found.extend(url.filter(|url| !found.contains(url)));
        if found.len() == MAX_ADDRESSES {
            break;
        }
    }
    found
}
