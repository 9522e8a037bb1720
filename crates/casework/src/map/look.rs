//! Asking the sources about one asset, and sealing what they said.

use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::{CollectError, Collected};
use crate::records::AssetLook;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::map::{Asset as Name, Source};
use jiff::Timestamp;
use matching::digest::Sha256;
use serde_json::{Value, json};

/// An answer of at most so many bytes stands within the record of its look.
const SHORT: usize = 16 << 10;

/// What came of asking every source about an asset.
pub(super) struct Looked {
    pub(super) name: Name,
    at: Timestamp,
    pub(super) outcomes: Vec<(Source, Result<Collected, CollectError>)>,
}

/// A look whose record lies in the blobs.
pub(super) struct Sealed {
    pub(super) looked: Looked,
    /// The record of the look, which holds or names every answer as it came.
    pub(super) evidence: Sha256,
}

/// Asks all sources of an asset side by side: each is another server.
pub(super) async fn look(desk: &Desk, name: Name) -> Looked {
    let collect = &desk.doors.collect;
    let asked =
        collect.sources_for(&name).into_iter().map(async |source| (source, collect.collect(&name, source).await));
    let outcomes = futures::future::join_all(asked).await;
    Looked { at: desk.now(), outcomes, name }
}

/// Keeps one record for each look, with every answer as it came: a short one within the record, since thousands of small
/// files take longer than all else, a long one as a file of its own.
pub(super) async fn seal(desk: &Desk, looks: Vec<Looked>) -> Result<Vec<Sealed>, Error> {
    let mut sealed = Vec::with_capacity(looks.len());
    let mut records = Vec::with_capacity(looks.len());
    for looked in looks {
        let record = ledger::canonical::write(&looked.record(desk)).map_err(fault)?;
        sealed.push(Sealed { evidence: Sha256::of(record.as_bytes()), looked });
        records.push(record);
    }
    let answers = sealed.iter().flat_map(|sealed| sealed.looked.collected()).flat_map(|collected| &collected.answers);
    let long = answers.map(|answer| answer.bytes.as_slice()).filter(|bytes| bytes.len() > SHORT);
    let blobs: Vec<&[u8]> = long.chain(records.iter().map(String::as_bytes)).collect();
    desk.doors.blobs.put_all(&blobs).await?;
    Ok(sealed)
}

impl Looked {
    /// What the sources that answered said.
    pub(super) fn collected(&self) -> impl Iterator<Item = &Collected> {
        self.outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().ok())
    }

    /// How many sources gave no answer.
    pub(super) fn unanswered(&self) -> u64 {
        self.outcomes.iter().filter(|(_, outcome)| outcome.as_ref().is_err_and(|error| !is_an_answer(error))).count()
            as u64
    }

    /// What is kept of the look with the asset, by source.
    pub(super) fn notes(&self, evidence: Sha256) -> impl Iterator<Item = (Source, AssetLook)> {
        self.outcomes.iter().map(move |(source, outcome)| {
            let (answered, not_examined) = match outcome {
                Ok(collected) => (true, collected.not_examined.clone()),
                Err(error) if is_an_answer(error) => (true, Vec::new()),
                Err(error) => (false, vec![error.to_string()]),
            };
            (*source, AssetLook { at: self.at, answered, not_examined, evidence })
        })
    }

    /// The record. Its digest stands in the ledger for all to see, so a random number keeps it from being guessed.
    fn record(&self, desk: &Desk) -> Value {
        let source = |(source, outcome): &(Source, Result<Collected, CollectError>)| match outcome {
            Ok(collected) => {
                let answers = collected.answers.iter();
                let answers = answers.map(|answer| {
                    json!({
                        "asked": answer.asked,
                        "at": answer.at.to_string(),
                        "sha256": Sha256::of(&answer.bytes).to_string(),
                        "base64": (answer.bytes.len() <= SHORT).then(|| BASE64.encode(&answer.bytes)),
                    })
                });
                json!({
                    "source": source.name(),
                    "answers": answers.collect::<Vec<_>>(),
                    "not_examined": collected.not_examined,
                })
            }
            Err(error) => json!({ "source": source.name(), "error": error.to_string() }),
        };
        json!({
            "v": 1,
            "asset": self.name.to_string(),
            "at": self.at.to_string(),
            "nonce": ledger::Hash(desk.doors.entropy.bytes32()).to_string(),
            "sources": self.outcomes.iter().map(source).collect::<Vec<_>>(),
        })
    }
}

/// That a source knows nothing of an asset is what it says; the other failures say nothing about the asset.
const fn is_an_answer(error: &CollectError) -> bool {
    matches!(error, CollectError::Unknown { .. })
}
