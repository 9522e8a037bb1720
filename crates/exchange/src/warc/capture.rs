//! One capture as WARC records: the hops on the wire, the pictures taken, and the circumstances.

use std::io::Write;
use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, RecordKind};
use super::writer::{Placed, WriteError, Writer};

/// Why a response was not kept whole, in the standard's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// It was longer than allowed.
    Length,
    /// It took longer than allowed.
    Time,
    /// The connection ended early.
    Disconnect,
}

impl Truncation {
    fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
        }
    }
}

/// One request and its answer; a redirect makes another hop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// When the request was sent.
    pub at: Timestamp,
    /// The exact address asked for.
    pub url: String,
    /// The address that answered, if one did.
    pub ip: Option<IpAddr>,
    /// Request line, headers and body as sent.
    pub request: Vec<u8>,
    /// Status line, headers and body as received; nothing if no answer came.
    pub response: Option<Vec<u8>>,
    /// Why the response is not whole.
    pub truncated: Option<Truncation>,
}

/// A file made while capturing, for example a screenshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// When it was made.
    pub at: Timestamp,
    /// What it shows, for example `urn:screenshot:https://…`.
    pub uri: String,
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a name server said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolverAnswer {
    /// The name asked about.
    pub name: String,
    /// The record type, for example `AAAA`.
    pub record_type: String,
    /// The answers in text form, empty if there were none.
    pub answers: Vec<String>,
    /// Which resolver answered.
    pub resolver: String,
    /// When.
    pub at: Timestamp,
}

/// The circumstances of a capture, kept in its metadata record as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureFacts {
    /// Where on the network the capture was made from, for example `be-1`.
    pub vantage: String,
    /// The proxy it went through, if any.
    pub proxy: Option<String>,
    /// The software.
    pub tool: String,
    /// Its version.
    pub tool_version: String,
    /// What the name servers said, in order of asking.
    pub resolver_answers: Vec<ResolverAnswer>,
    /// SHA-256 of each certificate the server showed, its own first, in hexadecimal.
    pub tls_chain_sha256: Vec<String>,
    /// Every limit that was met, so that nothing is taken for absent that was not looked at.
    pub limits_hit: Vec<String>,
}

/// Everything seen at one address at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// When the capture began.
    pub began: Timestamp,
    /// The hops, in order; the last one is the page itself.
    pub hops: Vec<Hop>,
    /// Screenshots and the like.
    pub attachments: Vec<Attachment>,
    /// The circumstances.
    pub facts: CaptureFacts,
}

/// Writes a capture: a warcinfo record; for each hop a request and a response that name each other; each attachment;
/// and a metadata record with the circumstances. Record ids are taken from `next_id`. Returns where each record is, in
/// the order written.
///
/// # Errors
/// As [`Writer::write`]; records already written stay.
pub fn write_capture<W: Write>(
    writer: &mut Writer<W>,
    capture: &Capture,
    mut next_id: impl FnMut() -> Uuid,
) -> Result<Vec<Placed>, WriteError> {
    let info = info_record(capture, next_id());
    let mut placed = vec![writer.write(&info)?];
    let belongs = field("WARC-Warcinfo-ID", urn(info.id));
    let mut main = None;
    for hop in &capture.hops {
        let (request, response) = hop_records(hop, &belongs, &mut next_id);
        placed.push(writer.write(&request)?);
        main = Some(request.id);
        if let Some(response) = response {
            placed.push(writer.write(&response)?);
            main = Some(response.id);
        }
    }
    for attachment in &capture.attachments {
        let mut headers = vec![belongs.clone()];
        headers.extend(main.map(|id| field("WARC-Concurrent-To", urn(id))));
        placed.push(writer.write(&Record {
            kind: RecordKind::Resource,
            id: next_id(),
            date: attachment.at,
            target_uri: Some(attachment.uri.clone()),
            content_type: Some(attachment.content_type.clone()),
            headers,
            body: attachment.bytes.clone(),
        })?);
    }
    placed.push(writer.write(&facts_record(capture, next_id(), belongs, main)?)?);
    Ok(placed)
}

fn urn(id: Uuid) -> String {
    format!("<urn:uuid:{id}>")
}

fn field(name: &str, value: String) -> (String, String) {
    (name.to_owned(), value)
}

fn info_record(capture: &Capture, id: Uuid) -> Record {
    let facts = &capture.facts;
    let body = format!("software: {} {}\r\nformat: WARC File Format 1.1\r\n", facts.tool, facts.tool_version);
    Record {
        kind: RecordKind::Warcinfo,
        id,
        date: capture.began,
        target_uri: None,
        content_type: Some("application/warc-fields".to_owned()),
        headers: Vec::new(),
        body: body.into_bytes(),
    }
}

fn hop_records(hop: &Hop, belongs: &(String, String), next_id: &mut impl FnMut() -> Uuid) -> (Record, Option<Record>) {
    let mut shared = vec![belongs.clone()];
    shared.extend(hop.ip.map(|ip| field("WARC-IP-Address", ip.to_string())));
    let record = |kind: RecordKind, id, media: &str, body: &[u8]| Record {
        kind,
        id,
        date: hop.at,
        target_uri: Some(hop.url.clone()),
        content_type: Some(media.to_owned()),
        headers: shared.clone(),
        body: body.to_vec(),
    };
    let mut request = record(RecordKind::Request, next_id(), "application/http;msgtype=request", &hop.request);
    let Some(answer) = &hop.response else {
        return (request, None);
    };
    let mut response = record(RecordKind::Response, next_id(), "application/http;msgtype=response", answer);
    request.headers.push(field("WARC-Concurrent-To", urn(response.id)));
    response.headers.push(field("WARC-Concurrent-To", urn(request.id)));
    response.headers.extend(hop.truncated.map(|why| field("WARC-Truncated", why.as_str().to_owned())));
    (request, Some(response))
}

fn facts_record(
    capture: &Capture,
    id: Uuid,
    belongs: (String, String),
    main: Option<Uuid>,
) -> Result<Record, WriteError> {
    let mut headers = vec![belongs];
    headers.extend(main.map(|id| field("WARC-Refers-To", urn(id))));
    Ok(Record {
        kind: RecordKind::Metadata,
        id,
        date: capture.began,
        target_uri: capture.hops.last().map(|hop| hop.url.clone()),
        content_type: Some("application/json".to_owned()),
        headers,
        body: serde_json::to_vec_pretty(&capture.facts).map_err(|error| WriteError::Output(error.into()))?,
    })
}
