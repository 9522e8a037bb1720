//! What a WARC record is, apart from how it is stored, and what can be wrong with one.

use jiff::Timestamp;
use uuid::Uuid;

/// What a record holds, as its `WARC-Type` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordKind {
    /// Describes the records that follow it: the software and its settings.
    Warcinfo,
    /// What was sent to a server.
    Request,
    /// What the server answered, with its protocol headers.
    Response,
    /// Facts about another record.
    Metadata,
    /// A file without protocol headers, for example a screenshot.
    Resource,
    /// The same content as an earlier record, which it names.
    Revisit,
    /// Any other type, in the words of the file.
    Other(String),
}

impl RecordKind {
    /// The word written as `WARC-Type`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Warcinfo => "warcinfo",
            Self::Request => "request",
            Self::Response => "response",
            Self::Metadata => "metadata",
            Self::Resource => "resource",
            Self::Revisit => "revisit",
            Self::Other(word) => word,
        }
    }

    pub(super) fn from_word(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "warcinfo" => Self::Warcinfo,
            "request" => Self::Request,
            "response" => Self::Response,
            "metadata" => Self::Metadata,
            "resource" => Self::Resource,
            "revisit" => Self::Revisit,
            _ => Self::Other(word.to_owned()),
        }
    }

    /// Whether a payload digest on this record speaks of this record's own block. A revisit's digest is that of the
    /// earlier record, and what an unknown type means by it cannot be known.
    pub(super) fn owns_payload(&self) -> bool {
        !matches!(self, Self::Revisit | Self::Other(_))
    }
}

/// One record, complete in memory.
///
/// Length and block digest are not here: the writer computes them and the reader checks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What the record holds.
    pub kind: RecordKind,
    /// Its identity, written as `<urn:uuid:…>`.
    pub id: Uuid,
    /// When the content was seen, in UTC.
    pub date: Timestamp,
    /// The exact address it came from, if it came from one.
    pub target_uri: Option<String>,
    /// Media type of the block, for example `application/http;msgtype=response`.
    pub content_type: Option<String>,
    /// Every other named field, in order, for example `WARC-Concurrent-To` or `WARC-IP-Address`.
    pub headers: Vec<(String, String)>,
    /// The block, byte for byte.
    pub body: Vec<u8>,
}

impl Record {
    /// The first other field of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether the block is an HTTP message, headers and all.
    pub fn is_http(&self) -> bool {
        let media = self.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        media.starts_with("application/http")
    }

    /// The payload as it was transferred: the block without HTTP headers, or the whole block.
    pub fn payload(&self) -> &[u8] {
        if self.is_http() { super::http::split_head(&self.body).1 } else { &self.body }
    }
}

/// Something wrong in a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at byte {offset}: {what}")]
pub struct Problem {
    /// Where the record (in a `.gz` file: its gzip member) starts, in bytes of the file as stored.
    pub offset: u64,
    /// What is wrong.
    pub what: Fault,
}

/// What can be wrong with a record or with the file around it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Something other than a record is where one should start; reading stops.
    #[error("no WARC record starts here; the rest of the file was not examined")]
    NotARecord,
    /// The file ends within a record; reading stops.
    #[error("the file is cut off inside this record; obtain a complete copy")]
    Truncated,
    /// The bytes could not be read or decompressed; reading stops.
    #[error("the file cannot be read further ({0}); the rest was not examined")]
    Unreadable(String),
    /// The header of the record is too long; reading stops.
    #[error("the record's header is longer than {limit} bytes; the rest of the file was not examined")]
    HeaderTooLong {
        /// The limit in force, in bytes.
        limit: u64,
    },
    /// Without a length the next record cannot be found; reading stops.
    #[error("the record does not say how long it is; the rest of the file was not examined")]
    NoLength,
    /// The file grows too large when decompressed; reading stops.
    #[error("the file holds more than {limit} bytes when expanded; the rest was not examined")]
    ExpandedTooFar {
        /// The limit in force, in bytes.
        limit: u64,
    },
    /// The record is larger than the reader may hold; it was passed over.
    #[error("the record is {length} bytes long, more than the limit of {limit}; it was not examined")]
    RecordTooLong {
        /// Its stated length in bytes.
        length: u64,
        /// The limit in force, in bytes.
        limit: u64,
    },
    /// A field every record must have is absent or unreadable; the record was passed over.
    #[error("the record has no usable {0}; it was not examined")]
    NoField(&'static str),
    /// The id is not a UUID; one derived from it stands in.
    #[error("the record's id {0:?} is not a UUID; one derived from it is used")]
    ForeignId(String),
    /// The header is not UTF-8; replacement characters stand in.
    #[error("the record's header is not UTF-8; unreadable characters were replaced")]
    HeaderNotUtf8,
    /// The block is not the one its digest was made from.
    #[error("the block does not match its stated digest {0}")]
    BlockDigest(String),
    /// The payload is not the one its digest was made from.
    #[error("the payload does not match its stated digest {0}")]
    PayloadDigest(String),
    /// The digest is of a kind this reader cannot compute, so nothing was checked.
    #[error("the stated digest {0} is of an unknown kind; it was not checked")]
    UnknownDigest(String),
}
