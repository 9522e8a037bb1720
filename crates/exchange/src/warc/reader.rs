//! Reading WARC files, whoever wrote them and whatever befell them since.

use std::io::Read;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::digest::{self, Check};
use super::http::HttpResponse;
use super::record::{Fault, Problem, Record, RecordKind};
use super::stream::Stream;

/// How much a [`Reader`] takes in before it stops; each limit that is met becomes a [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest record header, in bytes.
    pub header_bytes: u64,
    /// Longest record block held in memory, in bytes; a longer record is passed over.
    pub record_bytes: u64,
    /// Most bytes the whole file may expand to.
    pub expanded_bytes: u64,
}

impl Default for Limits {
    /// 64 KiB of header, 256 MiB a record, 64 GiB in all.
    fn default() -> Self {
        Self { header_bytes: 64 << 10, record_bytes: 256 << 20, expanded_bytes: 64 << 30 }
    }
}

/// A record as found in a file, with what is known of its soundness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where the record (in a `.gz` file: its gzip member) starts, in bytes of the file as stored.
    pub offset: u64,
    /// The record. It is handed over even if a digest is wrong.
    pub record: Record,
    /// The block compared with `WARC-Block-Digest`.
    pub block_digest: Check,
    /// The payload compared with `WARC-Payload-Digest`.
    pub payload_digest: Check,
    /// Everything that is wrong with the record; empty if nothing is.
    pub problems: Vec<Problem>,
}

/// Goes through the records of a `.warc` or `.warc.gz` file.
///
/// Each item is a record, or the [`Problem`] in its place. After a problem that hides where the next record starts
/// (its message says that the rest was not examined, or that the file is cut off) there are no more items.
///
/// ```
/// use exchange::warc::{Limits, Reader};
///
/// let file = b"WARC/1.1\r\nWARC-Type: resource\r\n\
///     WARC-Record-ID: <urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8>\r\n\
///     WARC-Date: 2026-11-22T10:00:00Z\r\nContent-Length: 4\r\n\r\ntide\r\n\r\nWARC/1.1\r\nWARC-Ty";
/// let mut reader = Reader::new(&file[..], Limits::default());
/// assert_eq!(reader.next().unwrap().unwrap().record.body, b"tide");
/// assert!(reader.next().unwrap().unwrap_err().to_string().contains("cut off"));
/// assert!(reader.next().is_none());
/// ```
pub struct Reader<R: Read> {
    stream: Stream<R>,
    limits: Limits,
    finished: bool,
}

impl<R: Read> Reader<R> {
    /// Reads `input`, compressed or not; the first byte tells.
    pub fn new(input: R, limits: Limits) -> Self {
        Self { stream: Stream::open(input, limits.expanded_bytes), limits, finished: false }
    }

    /// One record, or nothing at the end of the file. The inner error leaves the reader at the next record; the outer
    /// one does not.
    fn step(&mut self) -> Result<Option<Result<Entry, Problem>>, Problem> {
        let end_or_start = self.skip_blank();
        let offset = self.stream.offset();
        let at = |what| Problem { offset, what };
        if end_or_start.map_err(at)? {
            return Ok(None);
        }
        let header = self.header().map_err(at)?;
        let mut fields = Fields::parse(&header).map_err(at)?;
        let length = fields.take("Content-Length").and_then(|text| text.parse::<u64>().ok());
        let length = length.ok_or(at(Fault::NoLength))?;
        let limit = self.limits.record_bytes;
        if length > limit {
            self.stream.take(length, |_| ()).map_err(at)?;
            return Ok(Some(Err(at(Fault::RecordTooLong { length, limit }))));
        }
        let mut body = Vec::new();
        self.stream.take(length, |bytes| body.extend_from_slice(bytes)).map_err(at)?;
        Ok(Some(entry(offset, fields, body).map_err(at)))
    }

    /// Passes over the empty lines between records; true at the end of the file.
    fn skip_blank(&mut self) -> Result<bool, Fault> {
        loop {
            let bytes = self.stream.fill()?;
            if bytes.is_empty() {
                return Ok(true);
            }
            let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(false);
            }
            self.stream.consume(blank);
        }
    }

    /// The header of a record, up to and with the empty line that ends it.
    fn header(&mut self) -> Result<Vec<u8>, Fault> {
        let limit = self.limits.header_bytes;
        let mut header = Vec::new();
        loop {
            let bytes = self.stream.fill()?;
            if bytes.is_empty() {
                return Err(if may_be_record(&header) { Fault::Truncated } else { Fault::NotARecord });
            }
            let line = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
            header.extend_from_slice(&bytes[..line]);
            self.stream.consume(line);
            if !may_be_record(&header) {
                return Err(Fault::NotARecord);
            }
            if header.ends_with(b"\n\r\n") || header.ends_with(b"\n\n") {
                return Ok(header);
            }
            if header.len() as u64 > limit {
                return Err(Fault::HeaderTooLong { limit });
            }
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Entry, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        match self.step() {
            Ok(Some(item)) => Some(item),
            Ok(None) => {
                self.finished = true;
                None
            }
            Err(problem) => {
                self.finished = true;
                Some(Err(problem))
            }
        }
    }
}

/// Whether these first bytes of a header could begin a record, as far as they go.
fn may_be_record(header: &[u8]) -> bool {
    let known = b"WARC/";
    let length = header.len().min(known.len());
    header[..length] == known[..length]
}

/// The named fields of a record header that were not yet used.
struct Fields {
    named: Vec<(String, String)>,
    utf8: bool,
}

impl Fields {
    fn parse(header: &[u8]) -> Result<Self, Fault> {
        let text = String::from_utf8_lossy(header);
        let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        lines.next().ok_or(Fault::NotARecord)?;
        let mut named: Vec<(String, String)> = Vec::new();
        for line in lines {
            if let Some((_, value)) = named.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                named.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Ok(Self { named, utf8: std::str::from_utf8(header).is_ok() })
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let index = self.named.iter().position(|(field, _)| field.eq_ignore_ascii_case(name))?;
        Some(self.named.remove(index).1)
    }
}

/// Builds the record from its parts and compares it with its digests.
fn entry(offset: u64, mut fields: Fields, body: Vec<u8>) -> Result<Entry, Fault> {
    let mut notes = Vec::new();
    if !fields.utf8 {
        notes.push(Fault::HeaderNotUtf8);
    }
    let kind = fields.take("WARC-Type").ok_or(Fault::NoField("WARC-Type"))?;
    let kind = RecordKind::from_word(&kind);
    let id = fields.take("WARC-Record-ID").ok_or(Fault::NoField("WARC-Record-ID"))?;
    let id = record_id(&id, &mut notes);
    let date = fields.take("WARC-Date").and_then(|date| date.parse().ok());
    let date = date.ok_or(Fault::NoField("WARC-Date"))?;
    let target_uri = fields.take("WARC-Target-URI").map(|uri| unbracketed(&uri).to_owned());
    let content_type = fields.take("Content-Type");
    let stated_block = fields.take("WARC-Block-Digest");
    let stated_payload = if kind.owns_payload() { fields.take("WARC-Payload-Digest") } else { None };
    let record = Record { kind, id, date, target_uri, content_type, headers: fields.named, body };

    let block_digest = stated_block.as_deref().map_or(Check::Absent, |stated| digest::check(stated, &record.body));
    let payload_digest = stated_payload.as_deref().map_or(Check::Absent, |stated| check_payload(stated, &record));
    note_check(block_digest, stated_block, Fault::BlockDigest, &mut notes);
    note_check(payload_digest, stated_payload, Fault::PayloadDigest, &mut notes);
    let problems = notes.into_iter().map(|what| Problem { offset, what }).collect();
    Ok(Entry { offset, record, block_digest, payload_digest, problems })
}

/// WARC 1.0 wrote the target address in angle brackets, as `wget` still does.
fn unbracketed(text: &str) -> &str {
    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text)
}

fn record_id(text: &str, notes: &mut Vec<Fault>) -> Uuid {
    let bare = unbracketed(text);
    bare.strip_prefix("urn:uuid:").and_then(|uuid| Uuid::try_parse(uuid).ok()).unwrap_or_else(|| {
        notes.push(Fault::ForeignId(text.to_owned()));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(bare.as_bytes())[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    })
}

/// The standard's words allow the payload to be taken before or after the chunks are joined, and tools differ.
fn check_payload(stated: &str, record: &Record) -> Check {
    let as_sent = digest::check(stated, record.payload());
    if as_sent != Check::Mismatch || record.kind != RecordKind::Response || !record.is_http() {
        return as_sent;
    }
    HttpResponse::parse(&record.body).map_or(as_sent, |response| digest::check(stated, &response.body))
}

fn note_check(check: Check, stated: Option<String>, wrong: fn(String) -> Fault, notes: &mut Vec<Fault>) {
    match (check, stated) {
        (Check::Mismatch, Some(stated)) => notes.push(wrong(stated)),
        (Check::Unsupported, Some(stated)) => notes.push(Fault::UnknownDigest(stated)),
        _ => {}
    }
}
