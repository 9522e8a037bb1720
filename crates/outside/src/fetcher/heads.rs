//! The heads of requests and answers, as bytes for the record.
//!
//! The client speaks HTTP/1.1 and writes header names in small letters, so the request is what was
//! sent. Of an answer it does not keep how names were capitalised, nor a reason phrase of the server's
//! own: names are written in small letters, and the phrase is the standard's.

use reqwest::header::{HeaderMap, TRANSFER_ENCODING};
use reqwest::{Request, Response, Version};
use url::Url;

/// Under this name a transfer coding is recorded that was undone, since the body no longer has it.
const UNDONE: &str = "x-archive-orig-transfer-encoding";

/// The authority part as a Host header has it: the port only if it is not the scheme's own.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The path and query as they are requested.
pub(super) fn target(url: &Url) -> String {
    let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
    format!("{}{query}", url.path())
}

pub(super) fn request(request: &Request) -> Vec<u8> {
    let line = format!("{} {} HTTP/1.1", request.method(), target(request.url()));
    head(&line, request.headers())
}

pub(super) fn response(response: &Response) -> Vec<u8> {
    let version = if response.version() == Version::HTTP_10 { "1.0" } else { "1.1" };
    let status = response.status();
    let phrase = status.canonical_reason().unwrap_or_default();
    head(&format!("HTTP/{version} {} {phrase}", status.as_u16()), response.headers())
}

fn head(line: &str, headers: &HeaderMap) -> Vec<u8> {
    let mut head = format!("{line}\r\n").into_bytes();
    for (name, value) in headers {
        let name = if name == TRANSFER_ENCODING { UNDONE } else { name.as_str() };
        for part in [name.as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            head.extend_from_slice(part);
        }
    }
    head.extend_from_slice(b"\r\n");
    head
}
