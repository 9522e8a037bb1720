//! What a WARC file holds: its pages and texts with the pictures that they show, its recordings and videos.

use super::examine::{Depth, is_declared};
use super::frames::{Budget, Unseen};
use super::handed_in::{Piece, Source};
use super::looks::Seen;
use super::visit;
use domain::locator;
use exchange::warc::{HttpResponse, Limits, Reader, Record, RecordKind};
use matching::digest::Sha256;
use matching::page::Page;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use url::Url;

/// The most one body may grow to when its content coding is removed, in bytes.
const MAX_BODY_BYTES: u64 = 64 << 20;
/// The most that all bodies of a file may come to, decoded, in bytes: they are held together while pages are matched
/// with their pictures. The file itself may not expand to more either.
pub(super) const MAX_DECODED_BYTES: u64 = 8 << 30;

/// What is in a file.
#[derive(Default)]
pub(super) struct Contents {
    /// Pages, texts, recordings and videos, and pictures that no page shows.
    pub(super) pages: Vec<Piece>,
    /// The pictures that pages show, looked at once, or why not.
    pub(super) pictures: HashMap<Url, Result<Seen, Unseen>>,
    /// What was left out: where, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// Reads a file whose digest is known, until its bodies come to more than `most` bytes.
pub(super) fn read(file: &[u8], digest: Sha256, most: u64) -> Contents {
    let mut contents = Contents::default();
    let (mut pictures, mut shown) = (Vec::new(), HashSet::new());
    let (mut decoded, mut others) = (0, BTreeMap::<String, u64>::new());
    for entry in Reader::new(file, Limits { expanded_bytes: most, ..Limits::default() }) {
        let (offset, record) = match entry {
            Ok(entry) => (entry.offset, entry.record),
            Err(problem) => {
                contents.left_out.push((format!("byte {}", problem.offset), problem.what.to_string()));
                continue;
            }
        };
        let piece = match piece(&record, digest) {
            Ok(Found::Piece(piece)) => *piece,
            Ok(Found::Other(kind)) => {
                *others.entry(kind).or_default() += 1;
                continue;
            }
            Ok(Found::Nothing) => continue,
            Err(why) => {
                contents.left_out.push((record.target_uri.unwrap_or_default(), why));
                continue;
            }
        };
        decoded += piece.body.len() as u64;
        if decoded > most {
            let why = format!(
                "not examined, nor anything after it: the pages and pictures of this file come to more than {most} \
                 bytes; split the file and hand in the rest"
            );
            contents.left_out.push((format!("byte {offset}, {}", piece.url), why));
            break;
        }
        if is_image(&piece) {
            pictures.push(piece);
        } else {
            if !is_media(&piece) {
                let page = Page::read(&piece.body, piece.content_type.as_deref(), &piece.url);
                shown.extend(visit::picture_addresses(&page));
            }
            contents.pages.push(piece);
        }
    }
    for (kind, files) in others {
        let why = match files {
            1 => "1 file of this kind is not examined".to_owned(),
            files => format!("{files} files of this kind are not examined"),
        };
        contents.left_out.push((kind, why));
    }
    let (shown, others): (Vec<Piece>, Vec<Piece>) =
        pictures.into_iter().partition(|picture| shown.contains(&picture.url));
    contents.pictures = looked_at(shown, &Budget::of(contents.pages.len()));
    contents.pages.extend(others);
    contents
}

/// Looks at each picture once, however often it was captured.
fn looked_at(pictures: Vec<Piece>, budget: &Budget) -> HashMap<Url, Result<Seen, Unseen>> {
    let mut all = HashMap::new();
    for Piece { url, body, .. } in pictures {
        all.entry(url.clone()).or_insert_with(|| Seen::of(Some(url), body, Depth::Capture, budget));
    }
    all
}

fn is_image(piece: &Piece) -> bool {
    is_declared(piece.content_type.as_deref(), &["image/"])
}

fn is_media(piece: &Piece) -> bool {
    is_declared(piece.content_type.as_deref(), &["audio/", "video/"])
}

/// What is in a record.
enum Found {
    /// A page, a text, a picture, a recording, a video, or something of which nobody says what it is.
    Piece(Box<Piece>),
    /// A file of this type, which is none of them.
    Other(String),
    /// A record of another kind, a failed request, or a part of which pages are made.
    Nothing,
}

/// Types of what may be a page, a text, a picture, a recording or a video; those that say nothing among them.
const WANTED: [&str; 10] = [
    "text/html",
    "text/plain",
    "application/xhtml+xml",
    "image/",
    "audio/",
    "video/",
    "application/mp4",
    "application/ogg",
    "application/octet-stream",
    "binary/octet-stream",
];

/// Types of the parts of which pages are made: nobody is shown them by themselves.
const PARTS: [&str; 10] = [
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/ecmascript",
    "application/json",
    "application/wasm",
    "application/font",
    "application/vnd.ms-fontobject",
    "font/",
];

/// The page, text, picture, recording or video in a response record.
fn piece(record: &Record, digest: Sha256) -> Result<Found, String> {
    if record.kind != RecordKind::Response {
        return Ok(Found::Nothing);
    }
    let Some(target) = &record.target_uri else { return Ok(Found::Nothing) };
    // wget writes the address in angle brackets, as WARC 1.0 had it.
    let target = target.trim_start_matches('<').trim_end_matches('>');
    let Ok(url) = locator::canonical(target) else { return Ok(Found::Nothing) };
    let response = HttpResponse::parse(&record.body).map_err(|fault| fault.to_string())?;
    if !(200..300).contains(&response.status) {
        return Ok(Found::Nothing);
    }
    let content_type = response.header("content-type").map(str::to_owned);
    if is_declared(content_type.as_deref(), &PARTS) {
        return Ok(Found::Nothing);
    }
    if let Some(other) = content_type.as_deref().filter(|given| !is_declared(Some(given), &WANTED)) {
        let kind = other.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        return Ok(Found::Other(kind.chars().take(80).collect()));
    }
    let decoded = response.decoded(MAX_BODY_BYTES);
    let cut = decoded.problem.map(|problem| problem.to_string());
    Ok(Found::Piece(Box::new(Piece {
        url,
        given: target.to_owned(),
        status: Some(response.status),
        content_type,
        body: Arc::new(decoded.bytes),
        cut,
        warc: Source::Warc(digest),
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::warc::Writer;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    /// Pages of 4000 letters each, sent compressed, so that the file is far smaller than what it holds.
    fn file(pages: u32) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), false);
        for page in 0..pages {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all("tide".repeat(1000).as_bytes()).unwrap();
            let mut body = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-encoding: gzip\r\n\r\n".to_vec();
            body.extend(encoder.finish().unwrap());
            let record = Record {
                kind: RecordKind::Response,
                id: uuid::Uuid::from_u128(u128::from(page)),
                date: jiff::Timestamp::UNIX_EPOCH,
                target_uri: Some(format!("https://b.lowtide.test/rehearsal/{page}")),
                content_type: Some("application/http;msgtype=response".to_owned()),
                headers: Vec::new(),
                body,
            };
            writer.write(&record).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn bodies_are_read_until_they_come_to_too_much() {
        let file = file(10);
        let digest = Sha256::of(&file);
        let whole = read(&file, digest, 40_000);
        assert_eq!((whole.pages.len(), whole.left_out.len()), (10, 0), "{:?}", whole.left_out);
        let part = read(&file, digest, 39_999);
        assert_eq!((part.pages.len(), part.left_out.len()), (9, 1));
        let (place, why) = &part.left_out[0];
        assert!(place.starts_with("byte ") && place.ends_with("https://b.lowtide.test/rehearsal/9"), "{place}");
        assert!(why.starts_with("not examined, nor anything after it") && why.contains("39999"), "{why}");
        let none = read(&file, digest, 1_000);
        assert_eq!((none.pages.len(), none.left_out.len()), (0, 1), "{:?}", none.left_out);
    }
}
