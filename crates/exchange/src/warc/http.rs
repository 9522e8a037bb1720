//! The HTTP message inside a response record.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Why an HTTP message, or part of it, could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpFault {
    /// The block does not begin with an HTTP status line.
    #[error("the block does not begin with an HTTP status line; it was not examined as HTTP")]
    NotAResponse,
    /// The chunks end early or are malformed; what came before is kept.
    #[error("the chunked body is damaged or cut off; only the part before the damage was examined")]
    DamagedChunks,
    /// The compressed data is damaged or cut off; what came before is kept.
    #[error("the {0} data is damaged or cut off; only the part before the damage was examined")]
    DamagedCoding(String),
    /// No decoder for this coding; the body is as it was sent.
    #[error("there is no decoder for the content coding {0:?}; the body was examined as sent")]
    UnknownCoding(String),
    /// The decoded body is longer than allowed; what fits is kept.
    #[error("the decoded body is longer than {limit} bytes; the rest was not examined")]
    TooLong {
        /// The limit in force, in bytes.
        limit: u64,
    },
}

/// An HTTP response as captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code, 100..=999.
    pub status: u16,
    /// The header fields in order; bytes that are not UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
    /// The body with its chunks joined, still in its content coding.
    pub body: Vec<u8>,
    /// Set if the chunks were damaged.
    pub problem: Option<HttpFault>,
}

/// A body with its content coding undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes, or as many as could be had.
    pub bytes: Vec<u8>,
    /// Why they are not all, or not decoded.
    pub problem: Option<HttpFault>,
}

impl HttpResponse {
    /// Reads the block of a response record. Chunks are joined, unless the header speaks of chunks that are not there:
    /// many tools store the joined body under the original header.
    ///
    /// # Errors
    /// [`HttpFault::NotAResponse`] if there is no status line.
    pub fn parse(block: &[u8]) -> Result<Self, HttpFault> {
        let (head, body) = split_head(block);
        let text = String::from_utf8_lossy(head);
        let mut lines = text.lines();
        let status = lines.next().and_then(status).ok_or(HttpFault::NotAResponse)?;
        let named = lines.filter_map(|line| line.split_once(':'));
        let headers = named.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        let mut response = Self { status, headers, body: Vec::new(), problem: None };
        let chunked = response.header("Transfer-Encoding").is_some_and(|value| {
            value.rsplit(',').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("chunked"))
        });
        if chunked && chunk_length(body).is_some() {
            (response.body, response.problem) = join_chunks(body);
        } else {
            response.body = body.to_vec();
        }
        Ok(response)
    }

    /// The first header field of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Undoes `Content-Encoding` (gzip and deflate, also one over the other), giving at most `limit` bytes.
    pub fn decoded(&self, limit: u64) -> Decoded {
        let codings = self.header("Content-Encoding").unwrap_or_default();
        let mut decoded = Decoded { bytes: self.body.clone(), problem: self.problem.clone() };
        for coding in codings.rsplit(',').map(|coding| coding.trim().to_ascii_lowercase()) {
            if coding.is_empty() || coding == "identity" {
                continue;
            }
            decoded = decode(&coding, &decoded.bytes, limit).capped(limit);
            if decoded.problem.is_some() {
                return decoded;
            }
            decoded.problem = self.problem.clone();
        }
        decoded.capped(limit)
    }
}

impl Decoded {
    fn capped(mut self, limit: u64) -> Self {
        if self.bytes.len() as u64 > limit {
            self.bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            self.problem = Some(HttpFault::TooLong { limit });
        }
        self
    }
}

/// Parts the message at the first empty line; without one, everything is header.
pub(super) fn split_head(block: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    while let Some(length) = block[start..].iter().position(|&byte| byte == b'\n') {
        start += length + 1;
        let rest = &block[start..];
        if let Some(body) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            return (&block[..start], body);
        }
    }
    (block, &[])
}

fn status(line: &str) -> Option<u16> {
    let rest = line.strip_prefix("HTTP/")?;
    let code = rest.split_ascii_whitespace().nth(1)?.parse().ok()?;
    (100..=999).contains(&code).then_some(code)
}

/// The length of the chunk that starts here, and where its bytes begin.
fn chunk_length(bytes: &[u8]) -> Option<(usize, usize)> {
    let window = &bytes[..bytes.len().min(1024)];
    let end = window.iter().position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(&window[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let digits = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    usize::from_str_radix(digits, 16).ok().map(|length| (length, end + 1))
}

fn join_chunks(mut bytes: &[u8]) -> (Vec<u8>, Option<HttpFault>) {
    let mut joined = Vec::new();
    while let Some((length, start)) = chunk_length(bytes) {
        if length == 0 {
            return (joined, None);
        }
        let rest = &bytes[start..];
        let Some((chunk, after)) = rest.split_at_checked(length) else {
            joined.extend_from_slice(rest);
            break;
        };
        joined.extend_from_slice(chunk);
        let Some(next) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) else {
            break;
        };
        bytes = next;
    }
    (joined, Some(HttpFault::DamagedChunks))
}

fn decode(coding: &str, bytes: &[u8], limit: u64) -> Decoded {
    match coding {
        "gzip" | "x-gzip" => inflate(coding, MultiGzDecoder::new(bytes), limit),
        // The word means zlib, but some servers send bare deflate data under it; zlib has a header to tell.
        "deflate" if bytes.first().is_some_and(|first| first & 0x0f == 8) => {
            inflate(coding, ZlibDecoder::new(bytes), limit)
        }
        "deflate" => inflate(coding, DeflateDecoder::new(bytes), limit),
        _ => Decoded { bytes: bytes.to_vec(), problem: Some(HttpFault::UnknownCoding(coding.to_owned())) },
    }
}

fn inflate(coding: &str, decoder: impl Read, limit: u64) -> Decoded {
    let mut bytes = Vec::new();
    // One byte past the limit, so that a body of exactly the limit is not called too long.
    let outcome = decoder.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    Decoded { bytes, problem: outcome.err().map(|_| HttpFault::DamagedCoding(coding.to_owned())) }
}
