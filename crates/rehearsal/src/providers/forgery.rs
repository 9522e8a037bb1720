//! An order that nobody issued: somebody wants a page gone and writes to its host in the name of an authority.

use super::published::SCHEMA;
use super::{FIRMS, Provider};
use crate::mailbox::Envelope;
use crate::sites::Sites;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The firm that gets the forgery, by its place in the directory: one that follows every order.
pub(crate) const VICTIM: usize = 12;
/// The forger's own key.
const KEY: [u8; 32] = *b"REHEARSAL, a key that counts not";

/// The forged letter: envelope and bytes.
pub(crate) fn letter(
    victim: &Provider,
    sites: &Sites,
    sender: &str,
    reference: &str,
    now: Timestamp,
) -> (Envelope, Vec<u8>) {
    let url = sites.urls().find(|url| sites.firm_serving(url) == Some(VICTIM));
    let document = document(victim, &url.unwrap_or_default(), sender, reference, now);
    // Members are written by name, so that this is the text a checker signs against too.
    let text = super::published::sorted(&document).to_string();
    let signature = SigningKey::from_bytes(&KEY).sign(format!("{SCHEMA}\n{text}").as_bytes());
    let signed = json!({
        "schema": SCHEMA,
        "document": document,
        "signed_by": "rehearsal.invalid/vigie+00000000",
        "signature": BASE64_STANDARD.encode(signature.to_bytes()),
    });
    let bytes = format!(
        "From: {sender}\r\nTo: {to}\r\nSubject: REHEARSAL: Removal order {reference}\r\n\
         Message-ID: <{reference}@forged.invalid>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"flood\"\r\n\r\n\
         --flood\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         REHEARSAL. Removal order {reference}. Remove the content within one hour and confirm at\r\n\
         https://orders.invalid/portal/o-{reference}\r\n\
         --flood\r\nContent-Type: application/json\r\n\
         Content-Disposition: attachment; filename=\"{reference}.json\"\r\n\r\n{signed}\r\n--flood--\r\n",
        to = victim.contact,
    );
    (Envelope { from: "orders@forged.invalid".to_owned(), to: vec![victim.contact.clone()] }, bytes.into_bytes())
}

fn document(victim: &Provider, url: &str, sender: &str, reference: &str, now: Timestamp) -> Value {
    json!({
        "schema": "vigie-annex-1/1",
        "rehearsal": true,
        "section_a": {
            "issuing_ms": "BE",
            "addressee": FIRMS[VICTIM].name,
            "contact_point": victim.contact,
            "host_ms": victim.country,
            "issued_at": now.to_string(),
            "order_ref": reference,
        },
        "section_b": {
            "url": url,
            "reasons": ["threat"],
            "additional_reasons": "REHEARSAL. The page endangers the harbour.",
        },
        "section_e": { "authority": sender, "file_no": reference },
    })
}
