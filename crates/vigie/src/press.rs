//! The press: sets forms and sheets as papers, signs the forms with the certificate of the authority, and has the
//! signature stamped with trusted time.

use async_trait::async_trait;
use casework::Entropy;
use casework::ports::{Clock, Form, Paper, Print, PrintError, Sheet};
use documents::signature::{self, Certificate};
use jiff::Timestamp;
use outside::SignLetters;
use outside::timestamp::TimeStampAuthority;
use std::sync::Arc;

/// Sets papers; signs them if there is a certificate; stamps them if there is an authority for it.
pub struct Press {
    /// Whose signature stands on the papers.
    pub certificate: Option<Arc<Certificate>>,
    /// Who says when the signature was made.
    pub stamps: Option<TimeStampAuthority>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Entropy,
}

#[async_trait]
impl Print for Press {
    async fn print(&self, paper: &Paper) -> Result<Vec<u8>, PrintError> {
        let form = match &paper.form {
            Form::Order(form) => documents::Form::Order(form.clone()),
            Form::Feedback(form) => documents::Form::Feedback(form.clone()),
            Form::Impossibility(form) => documents::Form::Impossibility(form.clone()),
        };
        let paper = documents::Paper {
            form,
            language: paper.language,
            verify_at: paper.verify_at.clone(),
            digest: paper.digest.to_string(),
            attachment: paper.attachment.clone(),
            at: paper.at,
        };
        let set = tokio::task::spawn_blocking(move || documents::set(&paper));
        let pdf = set.await.map_err(told)?.map_err(told)?;
        self.sign(pdf).await
    }

    async fn sheet(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError> {
        let sheet = sheet.clone();
        let set = tokio::task::spawn_blocking(move || documents::set_sheet(&sheet));
        set.await.map_err(told)?.map_err(told)
    }
}

impl Press {
    /// A time-stamping service that is away leaves the paper signed and unstamped: the ledger proves the
    /// time too, and an order does not wait for a stamp.
    async fn sign(&self, pdf: Vec<u8>) -> Result<Vec<u8>, PrintError> {
        let Some(certificate) = &self.certificate else { return Ok(pdf) };
        let signed = signature::sign(&pdf, certificate, self.clock.now()).map_err(told)?;
        let Some(stamps) = &self.stamps else { return Ok(signed.into_bytes()) };
        match stamps.stamp(signed.signature_digest(), self.entropy.number()).await {
            Ok(token) => signed.stamped(&token).map_err(told),
            Err(error) => {
                tracing::warn!(%error, "the paper is signed without a time stamp");
                Ok(signed.into_bytes())
            }
        }
    }
}

/// Signs letters with the certificate that stands on the papers.
pub struct LetterSigner(pub Arc<Certificate>);

impl SignLetters for LetterSigner {
    fn sign(&self, octets: &[u8], at: Timestamp) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(signature::detached(octets, &self.0, at)?)
    }
}

fn told(error: impl std::error::Error) -> PrintError {
    let mut why = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        why = format!("{why}: {cause}");
        source = cause.source();
    }
    PrintError { why }
}
