//! What anybody can look up about the issuing authorities: the key they sign with, and the page that says
//! whether an order is theirs. A provider trusts these, and never what a letter says of itself.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use mail_parser::{MessageParser, MimeHeaders as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::{PoisonError, RwLock};

/// The type of key in the published text form of a verifying key: Ed25519.
const ED25519: u8 = 1;
/// The first line of what is signed.
pub(crate) const SCHEMA: &str = "vigie-signed-document/1";

/// The public list, empty until the authorities have put themselves on it.
#[derive(Default)]
pub(crate) struct Published(RwLock<Option<Entry>>);

#[derive(Clone)]
struct Entry {
    key: [u8; 32],
    check: String,
}

impl Published {
    /// Puts the key, in its text form `name+id+base64`, and the address of the check page on the list.
    pub fn put(&self, key: &str, check: &str) -> anyhow::Result<()> {
        // The encoding may hold a plus sign itself, so the parts are counted from the left.
        let encoded = key.splitn(3, '+').nth(2).unwrap_or_default();
        let typed = BASE64_STANDARD.decode(encoded.trim())?;
        let Some((&ED25519, key)) = typed.split_first() else { anyhow::bail!("the published key is of another type") };
        let entry = Entry { key: key.try_into()?, check: check.to_owned() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(entry);
        Ok(())
    }

    fn entry(&self) -> Option<Entry> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The verifying key.
    pub fn key(&self) -> Option<[u8; 32]> {
        self.entry().map(|entry| entry.key)
    }

    /// The page that says whether an order is genuine.
    pub fn check_page(&self) -> Option<String> {
        self.entry().map(|entry| entry.check)
    }

    /// Whether the signature on a paper is that of the published key. Without a list nobody can tell,
    /// and nothing is believed.
    pub fn signed(&self, paper: &Paper) -> bool {
        let Some(key) = self.key().and_then(|key| VerifyingKey::from_bytes(&key).ok()) else { return false };
        let signature = BASE64_STANDARD.decode(&paper.signature).unwrap_or_default();
        let text = format!("{SCHEMA}\n{}", paper.text);
        Signature::from_slice(&signature).is_ok_and(|signature| key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

/// A signed order as it lies in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paper {
    /// The document in one spelling: members sorted, no spaces.
    text: String,
    signature: String,
    /// The reference that it bears.
    pub reference: String,
}

impl Paper {
    /// The digest by which the check page knows it.
    pub fn digest(&self) -> String {
        let mut hex = String::new();
        for byte in Sha256::digest(self.text.as_bytes()) {
            // Writing into a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// The one spelling in which a document is signed: members by name. All numbers of a form are whole.
pub(crate) fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(values) => values.iter().map(sorted).collect(),
        plain => plain.clone(),
    }
}

/// The signed order in a letter, if there is one among its attachments.
pub(crate) fn paper_in(letter: &[u8]) -> Option<Paper> {
    let message = MessageParser::default().parse(letter)?;
    message.attachments().filter(|part| part.attachment_name().is_some_and(|name| name.ends_with(".json"))).find_map(
        |part| {
            let signed: Value = serde_json::from_slice(part.contents()).ok()?;
            let document = signed.get("document")?;
            Some(Paper {
                text: sorted(document).to_string(),
                signature: signed.get("signature")?.as_str()?.to_owned(),
                reference: document.pointer("/section_a/order_ref")?.as_str()?.to_owned(),
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};
    use serde_json::json;

    fn letter(key: &SigningKey) -> Vec<u8> {
        let document = json!({ "section_a": { "order_ref": "BE-2026-000001" }, "a": [1, { "z": 1, "b": 2 }] });
        let signed = key.sign(format!("{SCHEMA}\n{}", sorted(&document)).as_bytes());
        let signature = BASE64_STANDARD.encode(signed.to_bytes());
        let json = json!({ "document": document, "signature": signature });
        format!(
            "Subject: REHEARSAL\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=t\r\n\r\n\
             --t\r\nContent-Type: text/plain\r\n\r\nREHEARSAL\r\n--t\r\nContent-Type: application/json\r\n\
             Content-Disposition: attachment; filename=\"BE-2026-000001.json\"\r\n\r\n{json}\r\n--t--\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn only_the_published_key_is_believed() {
        let (ours, theirs) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let published = Published::default();
        let paper = paper_in(&letter(&ours)).unwrap();
        assert_eq!(paper.reference, "BE-2026-000001");
        assert!(!published.signed(&paper), "without a list nothing is believed");
        let typed = [&[ED25519], ours.verifying_key().as_bytes().as_slice()].concat();
        published.put(&format!("unit.test+0011aabb+{}", BASE64_STANDARD.encode(typed)), "http://unit.test/g").unwrap();
        assert!(published.signed(&paper));
        assert!(!published.signed(&paper_in(&letter(&theirs)).unwrap()));
        assert!(published.put("unit.test+0011aabb+!!", "").is_err());
        assert_eq!(paper_in(b"Subject: REHEARSAL\r\n\r\nno order here\r\n"), None);
    }
}
