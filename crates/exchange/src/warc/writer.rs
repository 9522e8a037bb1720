//! Writing WARC 1.1.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use uuid::Uuid;

use super::digest::sha256_label;
use super::record::{Record, RecordKind};

/// Fields the writer makes itself, so that a record cannot contradict its own header.
const OWN_FIELDS: [&str; 7] = [
    "WARC-Type",
    "WARC-Record-ID",
    "WARC-Date",
    "WARC-Target-URI",
    "WARC-Block-Digest",
    "Content-Type",
    "Content-Length",
];

/// Why a record was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A field would break the header, or repeat one that the writer makes itself.
    #[error(
        "the WARC field {0:?} cannot be written: use a plain name, a value on one line, and none of the fields the writer makes itself"
    )]
    Field(String),
    /// The output did not take the bytes.
    #[error("the WARC record could not be written to its output")]
    Output(#[source] std::io::Error),
}

/// Where a record ended up, as an index such as CDXJ states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The record.
    pub id: Uuid,
    /// Its first byte, counted from where the writer started.
    pub offset: u64,
    /// Its length as stored, in bytes.
    pub length: u64,
}

/// Writes records one after the other, each a gzip member of its own if compressed, so that any one can be taken out.
///
/// `WARC-Block-Digest` is written always, `WARC-Payload-Digest` for responses and resources; both are SHA-256. The
/// same records always give the same bytes.
pub struct Writer<W: Write> {
    output: W,
    gzip: bool,
    position: u64,
}

impl<W: Write> Writer<W> {
    /// Writes to `output` from where it stands.
    pub fn new(output: W, gzip: bool) -> Self {
        Self { output, gzip, position: 0 }
    }

    /// Appends one record and says where it is.
    ///
    /// # Errors
    /// [`WriteError::Field`] before anything is written; [`WriteError::Output`] with the file in an unknown state.
    ///
    /// # Source
    /// docs/sources/warc.md, sections 4 to 6 of the standard.
    pub fn write(&mut self, record: &Record) -> Result<Placed, WriteError> {
        let header = header(record)?;
        let pieces = [header.as_bytes(), &record.body, b"\r\n\r\n"];
        let stored = if self.gzip { compress(&pieces).map_err(WriteError::Output)? } else { pieces.concat() };
        self.output.write_all(&stored).map_err(WriteError::Output)?;
        let placed = Placed { id: record.id, offset: self.position, length: stored.len() as u64 };
        self.position += placed.length;
        Ok(placed)
    }

    /// Flushes and gives the output back.
    ///
    /// # Errors
    /// [`WriteError::Output`] if the last bytes could not be written.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.output.flush().map_err(WriteError::Output)?;
        Ok(self.output)
    }
}

fn compress(pieces: &[&[u8]]) -> std::io::Result<Vec<u8>> {
    let mut member = GzEncoder::new(Vec::new(), Compression::default());
    for piece in pieces {
        member.write_all(piece)?;
    }
    member.finish()
}

fn header(record: &Record) -> Result<String, WriteError> {
    let mut lines = Lines(String::from("WARC/1.1\r\n"));
    lines.push("WARC-Type", record.kind.as_str())?;
    lines.push("WARC-Record-ID", &format!("<urn:uuid:{}>", record.id))?;
    lines.push("WARC-Date", &record.date.to_string())?;
    if let Some(uri) = &record.target_uri {
        lines.push("WARC-Target-URI", uri)?;
    }
    for (name, value) in &record.headers {
        let computed = record.kind.owns_payload() && name.eq_ignore_ascii_case("WARC-Payload-Digest");
        if computed || OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return Err(WriteError::Field(name.clone()));
        }
        lines.push(name, value)?;
    }
    lines.push("WARC-Block-Digest", &sha256_label(&record.body))?;
    if matches!(record.kind, RecordKind::Response | RecordKind::Resource) {
        lines.push("WARC-Payload-Digest", &sha256_label(record.payload()))?;
    }
    if let Some(media) = &record.content_type {
        lines.push("Content-Type", media)?;
    }
    lines.push("Content-Length", &record.body.len().to_string())?;
    lines.0.push_str("\r\n");
    Ok(lines.0)
}

struct Lines(String);

impl Lines {
    fn push(&mut self, name: &str, value: &str) -> Result<(), WriteError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.is_empty() || !name.bytes().all(plain) || value.chars().any(char::is_control) {
            return Err(WriteError::Field(name.to_owned()));
        }
        self.0.push_str(name);
        self.0.push_str(": ");
        self.0.push_str(value);
        self.0.push_str("\r\n");
        Ok(())
    }
}
