//! What casework needs from the world, as traits. `store` and `outside` implement them; tests use fakes.

mod collect;
mod delivery;
mod media;
mod outbox;

pub use collect::{Answer, Collect, CollectError, Collected};
pub use delivery::{
    Call, CallError, CallReceipt, Calls, Form, Holder, Paper, Print, PrintError, Registry, RegistryError,
};
pub use exchange::sheet::Sheet;
pub use media::{Decoded, Media, MediaError, NoDecoder};
pub use outbox::{Job, Lane};

use crate::records::Kind;
use async_trait::async_trait;
use domain::id::JobId;
use jiff::Timestamp;
use ledger::{Coord, Frontier, Hash};
use matching::digest::Sha256;
use url::Url;
use uuid::Uuid;

/// The present moment. Rehearsals and tests set it.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// One record as it is stored: a JSON body, and the columns by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Its identifier, unique within the kind.
    pub id: Uuid,
    /// 1 when first written, one more each time. A write that skips or repeats a number conflicts.
    pub revision: i64,
    /// The state it is counted and filtered by.
    pub state: String,
    /// The text it is ordered by, ascending, within its kind and state.
    pub sort: String,
    /// A value that no other record of the kind may carry.
    pub unique: Option<String>,
    /// Further values it is found by: relation and value.
    pub keys: Vec<(String, String)>,
    /// The record itself.
    pub body: String,
}

/// Which records to list.
#[derive(Debug, Clone)]
pub struct Query {
    /// What to list.
    pub kind: Kind,
    /// Only these states; all when empty.
    pub states: Vec<String>,
    /// Only records that carry each of these (relation, value) pairs.
    pub keys: Vec<(String, String)>,
    /// Start after this (sort, id); from the beginning when absent.
    pub after: Option<(String, Uuid)>,
    /// Last first.
    pub descending: bool,
    /// At most so many.
    pub limit: u32,
}

impl Query {
    /// All records of a kind, in order, at most `limit`.
    #[must_use]
    pub const fn all(kind: Kind, limit: u32) -> Self {
        Self { kind, states: Vec::new(), keys: Vec::new(), after: None, descending: false, limit }
    }

    /// Only records in one of these states.
    #[must_use]
    pub fn in_states(mut self, states: &[&str]) -> Self {
        self.states = states.iter().map(|state| (*state).to_owned()).collect();
        self
    }

    /// Only records that carry this value too.
    #[must_use]
    pub fn with(mut self, relation: &str, value: impl ToString) -> Self {
        self.keys.push((relation.to_owned(), value.to_string()));
        self
    }

    /// Last first.
    #[must_use]
    pub const fn newest_first(mut self) -> Self {
        self.descending = true;
        self
    }
}

/// An entry of the ledger together with what its commitments hide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the tree; set by the store on append.
    pub index: u64,
    /// When it was made.
    pub at: Timestamp,
    /// What it is about.
    pub subject: Uuid,
    /// The leaf: canonical JSON, free of personal data.
    pub leaf: String,
    /// JSON object from field to salt and clear value. Erasing it leaves the leaf provable.
    pub opened: String,
}

/// What happens together or not at all: new rows, the ledger entry that says so, jobs that follow,
/// and the job that is thereby done.
#[derive(Debug, Clone)]
pub struct Change {
    /// Records in their new form.
    pub rows: Vec<Row>,
    /// The entry; its index is ignored on append.
    pub entry: Entry,
    /// Jobs that follow.
    pub jobs: Vec<Job>,
    /// The job whose work this is.
    pub done: Option<JobId>,
}

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else wrote the record in between, or the value is taken. Nothing was written.
    #[error("{what} was changed by somebody else in between; nothing was written")]
    Conflict {
        /// The record.
        what: String,
    },
    /// The database or disk cannot be reached, is full, or is busy for too long. Nothing was written.
    #[error("the store cannot be reached or written")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored cannot be read back.
    #[error("stored data cannot be read: {what}")]
    Broken {
        /// What is broken.
        what: String,
    },
}

/// Records, ledger, outbox and short-lived notes.
#[async_trait]
pub trait Store: Send + Sync {
    /// Writes all changes in one transaction; returns the size of the ledger after it.
    async fn commit(&self, changes: Vec<Change>) -> Result<u64, StoreError>;
    /// One record.
    async fn get(&self, kind: Kind, id: Uuid) -> Result<Option<Row>, StoreError>;
    /// The record of a kind that carries a unique value.
    async fn by_unique(&self, kind: Kind, unique: &str) -> Result<Option<Row>, StoreError>;
    /// The records of a kind that carry one of these unique values, in no order.
    async fn by_uniques(&self, kind: Kind, uniques: &[String]) -> Result<Vec<Row>, StoreError>;
    /// Records by query, in order of (sort, id).
    async fn list(&self, query: &Query) -> Result<Vec<Row>, StoreError>;
    /// How many records of a kind stand in each state.
    async fn counts(&self, kind: Kind) -> Result<Vec<(String, u64)>, StoreError>;
    /// The records of a kind that carry one of these (relation, value) pairs, each once and in no order; at most `limit`.
    async fn carrying(&self, kind: Kind, keys: &[(String, String)], limit: u32) -> Result<Vec<Row>, StoreError>;
    /// How many records of a kind carry each of these (relation, value) pairs, in their order, counted no further than
    /// `cap`: `cap` means “so many or more”.
    async fn counts_with(&self, kind: Kind, keys: &[(String, String)], cap: u32) -> Result<Vec<u64>, StoreError>;
    /// How many records of a kind carry this value, counted no further than `cap`.
    async fn count_with(&self, kind: Kind, relation: &str, value: &str, cap: u32) -> Result<u64, StoreError> {
        let counts = self.counts_with(kind, &[(relation.to_owned(), value.to_owned())], cap).await?;
        Ok(counts.into_iter().sum())
    }

    /// Takes up to `limit` due jobs of a lane for this worker alone until `lease_until`.
    async fn claim_jobs(
        &self,
        lane: Lane,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Job>, StoreError>;
    /// When the next job of any lane is due, or nothing if the outbox is empty.
    async fn next_job(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Gives a job back, to be tried again at `due`; counts the attempt.
    async fn retry_job(&self, id: JobId, due: Timestamp, error: &str) -> Result<(), StoreError>;
    /// Ends a job that changed nothing.
    async fn finish_job(&self, id: JobId) -> Result<(), StoreError>;

    /// Keeps a short-lived note (session, claim, throttle) until `expires`, replacing an older one.
    async fn remember(&self, key: &str, value: &str, expires: Timestamp) -> Result<(), StoreError>;
    /// Keeps a note only if there is none in force at `now`; says whether it did.
    async fn remember_if_absent(
        &self,
        key: &str,
        value: &str,
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Reads a note in force at `now`.
    async fn recall(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError>;
    /// Removes a note and returns it if it was in force: nobody else gets it too.
    async fn take(&self, key: &str, now: Timestamp) -> Result<Option<String>, StoreError>;
    /// Removes a note.
    async fn forget(&self, key: &str) -> Result<(), StoreError>;

    /// Ledger entries about a subject, oldest first.
    async fn history(&self, subject: Uuid) -> Result<Vec<Entry>, StoreError>;
    /// Up to `limit` ledger entries from index `from`, in order.
    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<Entry>, StoreError>;
    /// The ledger's size and peaks.
    async fn frontier(&self) -> Result<Frontier, StoreError>;
    /// Stored nodes; the answer has the same length and order, with `None` where a node is missing.
    async fn nodes(&self, coords: &[Coord]) -> Result<Vec<Option<Hash>>, StoreError>;
    /// Keeps a signed checkpoint.
    async fn put_checkpoint(&self, size: u64, note: &str) -> Result<(), StoreError>;
    /// The signed checkpoints, smallest first.
    async fn checkpoints(&self) -> Result<Vec<(u64, String)>, StoreError>;
}

/// Content-addressed bytes, written and synced before anything refers to them.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Keeps bytes; returns their digest once they are safe.
    async fn put(&self, bytes: &[u8]) -> Result<Sha256, StoreError>;
    /// Keeps several at once, with one wait for the disk.
    async fn put_all(&self, blobs: &[&[u8]]) -> Result<Vec<Sha256>, StoreError>;
    /// Reads them back; the digest is checked.
    async fn get(&self, digest: &Sha256) -> Result<Option<Vec<u8>>, StoreError>;
}

/// A place from which we look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vantage {
    /// Its name, as shown: a town.
    pub name: String,
    /// Its country, two capital letters.
    pub country: String,
}

/// One request and its answer on the way to a page.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The address asked.
    pub url: Url,
    /// When it was asked.
    pub at: Timestamp,
    /// The address of the server that answered.
    pub server: Option<std::net::IpAddr>,
    /// Request line and headers as sent.
    pub request_head: Vec<u8>,
    /// Status line and headers as received (transfer coding removed).
    pub response_head: Vec<u8>,
    /// The body as received, content coding kept.
    pub body: Vec<u8>,
    /// HTTP status.
    pub status: u16,
}

/// What was seen at an address.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Every request and answer, redirects first, the page last. Never empty.
    pub hops: Vec<Hop>,
    /// Where the last hop was.
    pub url: Url,
    /// Its HTTP status.
    pub status: u16,
    /// Its content type.
    pub content_type: Option<String>,
    /// Its body with content coding removed.
    pub body: Vec<u8>,
    /// Limits that were hit: what was not fetched, in words.
    pub not_examined: Vec<String>,
}

/// Why nothing was seen. Each says what happened; none means that the page is gone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address leads into a private, loopback or link-local network.
    #[error("{host} leads to {address}, which is not a public address")]
    ForbiddenAddress {
        /// The host.
        host: String,
        /// Where it leads.
        address: String,
    },
    /// More redirects than allowed, or a loop.
    #[error("more than {limit} redirects")]
    TooManyRedirects {
        /// The limit.
        limit: usize,
    },
    /// A redirect to something other than http or https.
    #[error("redirected to an address that cannot be fetched: {to}")]
    BadRedirect {
        /// Where it leads.
        to: String,
    },
    /// The site's robots.txt asks not to.
    #[error("robots.txt of {host} asks not to fetch this")]
    RobotsDisallow {
        /// The host.
        host: String,
    },
    /// The name does not exist or the resolver failed.
    #[error("the name {host} was not found")]
    NameNotFound {
        /// The host.
        host: String,
    },
    /// No connection, or TLS failed.
    #[error("no connection to {host}")]
    NoConnection {
        /// The host.
        host: String,
    },
    /// Took too long.
    #[error("no answer within {seconds} s")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// The answer could not be understood.
    #[error("the answer could not be read")]
    BadAnswer,
    /// There is no such vantage point.
    #[error("there is no vantage point “{name}”")]
    NoSuchVantage {
        /// The name asked for.
        name: String,
    },
}

/// Looks at what any browser may look at.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// The places from which it can look; the first is the unit's own.
    fn vantages(&self) -> &[Vantage];
    /// Fetches a page from a place, following redirects one by one.
    async fn fetch(&self, url: &Url, vantage: &str) -> Result<Fetched, FetchError>;
}

/// A message to a provider or authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The contact point.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Attachments: file name, content type, bytes.
    pub attachments: Vec<(String, String, Vec<u8>)>,
    /// Names the message for replies and logs.
    pub message_id: String,
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It can never be sent like this: a bad address, or a header that holds a line break.
    #[error("the message cannot be sent: {why}")]
    Malformed {
        /// What is wrong.
        why: String,
    },
    /// The receiving server refused it for good.
    #[error("the mail server refused the message: {answer}")]
    Refused {
        /// Its answer.
        answer: String,
    },
    /// The server could not be reached or asks to try later.
    #[error("the mail server cannot take the message now: {answer}")]
    Later {
        /// What was seen.
        answer: String,
    },
}

/// Sends letters.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Hands a letter to the mail server; returns the server's answer.
    async fn send(&self, letter: &Letter) -> Result<String, MailError>;
}
