//! Undoing the content coding of a body, within a limit.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Codings undone for one body. Servers apply one; more than a few is a trick.
const MAX_CODINGS: usize = 3;

/// A body without its content coding, and what is missing from it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// As much as could be decoded.
    pub(crate) body: Vec<u8>,
    /// Why that is not all, in words.
    pub(crate) note: Option<String>,
}

/// Undoes `codings`, the value of a Content-Encoding header, up to `max_bytes`.
pub(crate) fn decode(body: &[u8], codings: &str, max_bytes: usize) -> Decoded {
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    if codings.len() > MAX_CODINGS {
        let note = format!("the body is coded {} times and was not decoded", codings.len());
        return Decoded { body: body.to_vec(), note: Some(note) };
    }
    let mut decoded = Decoded { body: body.to_vec(), note: None };
    // Codings are named in the order in which they were applied.
    for coding in codings.iter().rev() {
        let (body, note) = undo(&decoded.body, coding, max_bytes);
        decoded.body = body;
        decoded.note = decoded.note.or(note);
    }
    decoded
}

fn undo(body: &[u8], coding: &str, max_bytes: usize) -> (Vec<u8>, Option<String>) {
    match coding {
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(body), max_bytes),
        // RFC 9110 means zlib by "deflate"; some servers leave its two-byte header out.
        "deflate" if is_zlib(body) => read(ZlibDecoder::new(body), max_bytes),
        "deflate" => read(DeflateDecoder::new(body), max_bytes),
        _ => (body.to_vec(), Some(format!("the body is coded as {coding:?} and was not decoded"))),
    }
}

/// RFC 1950: method 8 in the low nibble, and a header that is a multiple of 31.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..]
        if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0)
}

/// Reads up to `max_bytes`; what was read before an error is kept.
fn read(decoder: impl Read, max_bytes: usize) -> (Vec<u8>, Option<String>) {
    let mut body = Vec::new();
    let outcome = decoder.take(max_bytes as u64 + 1).read_to_end(&mut body);
    if body.len() > max_bytes {
        body.truncate(max_bytes);
        let note = format!("the decoded body was cut at {max_bytes} bytes; the rest was not examined");
        return (body, Some(note));
    }
    let note = outcome.err().map(|_| {
        format!("the coding of the body is broken after {} decoded bytes; the rest was not examined", body.len())
    });
    (body, note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(body: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn raw_deflate(body: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_bomb_gives_its_beginning_and_says_so() {
        let decoded = decode(&gzip(&vec![0; 1_000_000]), "gzip", 1000);
        assert_eq!(decoded.body, vec![0; 1000]);
        assert!(decoded.note.unwrap().contains("cut at 1000 bytes"));
    }

    #[test]
    fn a_broken_coding_gives_what_came_before_the_break() {
        let packed = gzip(&b"REHEARSAL harbour ".repeat(5000));
        let decoded = decode(&packed[..packed.len() / 2], "gzip", 1_000_000);
        assert!(decoded.body.starts_with(b"REHEARSAL"));
        assert!(decoded.note.unwrap().contains("broken after"));
    }

    #[test]
    fn unknown_and_endless_codings_are_left_alone() {
        let decoded = decode(b"tide", "br", 1000);
        assert_eq!(decoded.body, b"tide");
        assert!(decoded.note.unwrap().contains("\"br\""));
        assert!(decode(b"tide", "gzip,gzip,gzip,gzip", 1000).note.unwrap().contains("4 times"));
    }

    proptest! {
        #[test]
        fn what_was_coded_is_decoded(body in prop::collection::vec(any::<u8>(), 0..2000)) {
            for (coded, name) in [
                (gzip(&body), "gzip"),
                (gzip(&body), " X-GZIP , identity"),
                (zlib(&body), "deflate"),
                (raw_deflate(&body), "deflate"),
                (gzip(&zlib(&body)), "deflate, gzip"),
                (body.clone(), ""),
            ] {
                prop_assert_eq!(decode(&coded, name, 4000), Decoded { body: body.clone(), note: None });
            }
        }

        #[test]
        fn no_bytes_break_it(body in prop::collection::vec(any::<u8>(), 0..300), coding in "(gzip|deflate|br|,| ){0,4}") {
            prop_assert!(decode(&body, &coding, 100).body.len() <= body.len().max(100));
        }
    }
}
