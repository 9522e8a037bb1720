//! The doors through which orders leave and are made verifiable: a provider's own interface, set
//! papers, trusted time, and the registries that say who holds a network.

use async_trait::async_trait;
use exchange::Language;
use exchange::annex::{AnnexI, AnnexII, AnnexIII};
use exchange::sheet::Sheet;
use jiff::Timestamp;
use matching::digest::Sha256;
use url::Url;

/// A call on the interface of a provider that takes orders and letters by machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Where the provider takes calls; https.
    pub url: Url,
    /// Headers, the signature among them.
    pub headers: Vec<(String, String)>,
    /// The body, JSON.
    pub body: Vec<u8>,
}

/// What a provider's interface answered, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReceipt {
    /// The number under which the provider keeps what it got.
    pub receipt: String,
    /// When the provider says it received it, by its own clock.
    pub received_at: Option<Timestamp>,
}

/// Why a call did not count as handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The interface refused it for good.
    #[error("the provider's interface refused the call: {answer}")]
    Refused {
        /// Its answer.
        answer: String,
    },
    /// A success that is not an acknowledgement: nothing was handed over.
    #[error("the provider's interface answered without acknowledging the call: {answer}")]
    NotUnderstood {
        /// The beginning of its answer.
        answer: String,
    },
    /// The interface could not be reached or asks to try later.
    #[error("the provider's interface cannot take the call now: {answer}")]
    Later {
        /// What was seen.
        answer: String,
    },
}

/// Calls providers' interfaces.
#[async_trait]
pub trait Calls: Send + Sync {
    /// Makes one call. The same call made twice carries the same identifier, so that a provider
    /// counts it once.
    async fn call(&self, call: &Call) -> Result<CallReceipt, CallError>;
}

/// A form to be set as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Annex I: the order.
    Order(Box<AnnexI>),
    /// Annex II: what the provider did.
    Feedback(Box<AnnexII>),
    /// Annex III: why the provider could not.
    Impossibility(Box<AnnexIII>),
}

/// What is set on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The form.
    pub form: Form,
    /// The language it is set in.
    pub language: Language,
    /// The public page on which anybody checks the paper; printed as a QR code too.
    pub verify_at: Url,
    /// The digest of the form's canonical JSON, printed on each page.
    pub digest: Sha256,
    /// The signed form as JSON, carried inside the paper.
    pub attachment: Option<Vec<u8>>,
    /// The moment written into the paper.
    pub at: Timestamp,
}

/// A paper could not be set or signed.
#[derive(Debug, thiserror::Error)]
#[error("the paper could not be set: {why}")]
pub struct PrintError {
    /// What stood in the way.
    pub why: String,
}

/// Sets papers as PDF/A.
#[async_trait]
pub trait Print: Send + Sync {
    /// Sets one paper and signs it, if a certificate is configured.
    async fn print(&self, paper: &Paper) -> Result<Vec<u8>, PrintError>;

    /// Prints what can be read on the screen. It says nothing in anybody's name and is never signed.
    async fn sheet(&self, sheet: &Sheet) -> Result<Vec<u8>, PrintError>;
}

/// Who holds a network, as a registry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The holder's name.
    pub name: String,
    /// The country the registry gives, two capital letters.
    pub country: Option<String>,
    /// The abuse contact.
    pub abuse: Option<String>,
    /// The address of the registry's answer.
    pub source: Url,
}

/// Why a registry gave no answer. None means that nobody holds the network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// No registry is configured for this address.
    #[error("no registry is known for {host}")]
    NoRegistry {
        /// The host.
        host: String,
    },
    /// The registry or the resolver did not answer.
    #[error("no answer about {host}: {why}")]
    NoAnswer {
        /// The host.
        host: String,
        /// What was seen.
        why: String,
    },
    /// The answer could not be read.
    #[error("the registry's answer about {host} could not be read: {why}")]
    BadAnswer {
        /// The host.
        host: String,
        /// What is wrong.
        why: String,
    },
}

/// Asks registries.
#[async_trait]
pub trait Registry: Send + Sync {
    /// Who holds the network in which a host's address lies.
    async fn holder(&self, host: &str) -> Result<Holder, RegistryError>;
}
