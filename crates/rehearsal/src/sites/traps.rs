//! `trap.test`: harmless pages that a careless fetcher or decoder would choke on. For robustness
//! tests; no page of the story links here.

use std::convert::Infallible;
use std::io::Write;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use flate2::{Compress, Compression, Crc, FlushCompress};
use futures::stream;

/// The host of the traps.
pub(crate) const HOST: &str = "trap.test";
/// Zeros in one block of the bomb.
const BLOCK_BYTES: usize = 1024 * 1024;
/// Blocks in the bomb: 10 GiB when unpacked, about 10 MB on the wire.
const BLOCKS: usize = 10 * 1024;

/// The router of `trap.test`.
pub(crate) fn router() -> Router {
    let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    Router::new()
        .route("/", get(move || async move { (html, INDEX) }))
        .route("/robots.txt", get(|| async { "User-agent: *\nAllow: /\n" }))
        .route("/loop", get(|| async { Redirect::to("/loop/again") }))
        .route("/loop/again", get(|| async { Redirect::to("/loop") }))
        .route("/endless", get(endless))
        .route("/bomb", get(bomb))
        .route("/charset", get(charset))
        .route("/huge.png", get(|| async { ([(CONTENT_TYPE, "image/png")], huge_png()) }))
        .route("/script.svg", get(|| async { ([(CONTENT_TYPE, "image/svg+xml")], SCRIPT_SVG) }))
}

const INDEX: &str = "<!doctype html><title>REHEARSAL traps</title><h1>REHEARSAL traps</h1>\
    <ul><li>/loop<li>/endless<li>/bomb<li>/charset<li>/huge.png<li>/script.svg</ul>";

/// Scripts in each place where a viewer might run one; all they would do is set a title.
const SCRIPT_SVG: &str = r#"<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" onload="document.title='REHEARSAL script ran'">
<script>document.title='REHEARSAL script ran'</script>
<a href="javascript:document.title='REHEARSAL script ran'"><rect width="64" height="64" fill="gray"/></a>
<foreignObject width="64" height="64"><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="document.title='REHEARSAL script ran'"/></foreignObject>
<text y="40">REHEARSAL</text></svg>
"#;

async fn endless() -> impl IntoResponse {
    let line = Bytes::from("<p>REHEARSAL: the tide comes in and goes out.</p>\n".repeat(300));
    let lines = stream::repeat_with(move || Ok::<_, Infallible>(line.clone()));
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], Body::from_stream(lines))
}

/// A valid gzip member of 10 GiB of zeros. It is one compressed block sent over and over: after a
/// full flush a block refers to nothing before itself, so it may be repeated.
async fn bomb() -> impl IntoResponse {
    let block = Bytes::from(zero_block());
    let parts = std::iter::once(Bytes::from_static(GZIP_HEAD))
        .chain(std::iter::repeat_n(block, BLOCKS))
        .chain(std::iter::once_with(|| Bytes::from(gzip_tail())));
    (
        [(CONTENT_TYPE, "text/html"), (CONTENT_ENCODING, "gzip")],
        Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>))),
    )
}

/// RFC 1952 section 2.3: magic, deflate, no flags, no time, unknown system.
const GZIP_HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

fn zero_block() -> Vec<u8> {
    let mut deflate = Compress::new(Compression::best(), false);
    let mut block = Vec::with_capacity(BLOCK_BYTES / 100);
    let zeros = vec![0; BLOCK_BYTES];
    // Memory for the whole output is there, so the one call takes all of the input.
    if deflate.compress_vec(&zeros, &mut block, FlushCompress::Full).is_err() {
        tracing::error!("the gzip trap could not be built, and unpacks to nothing");
        block.clear();
    }
    block
}

/// An empty last block, the checksum of all the zeros, and their number modulo 2^32.
fn gzip_tail() -> Vec<u8> {
    let mut one = Crc::new();
    one.update(&vec![0; BLOCK_BYTES]);
    let mut all = Crc::new();
    for _ in 0..BLOCKS {
        all.combine(&one);
    }
    let mut tail = vec![0x03, 0x00];
    tail.extend_from_slice(&all.sum().to_le_bytes());
    tail.extend_from_slice(&all.amount().to_le_bytes());
    tail
}

/// Three charsets that contradict each other: UTF-8 in the header, Shift_JIS in the page, and bytes
/// that are neither but windows-1252.
async fn charset() -> impl IntoResponse {
    let page = b"<!doctype html><meta charset=\"shift_jis\"><title>REHEARSAL caf\xe9</title>\
        <p>REHEARSAL: le caf\xe9 du port est ferm\xe9. \xff\xfe\x80</p>";
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page.as_slice())
}

/// A PNG that says it is 60,000 by 60,000 pixels, with a few bytes of data behind it.
fn huge_png() -> Vec<u8> {
    const SIDE: u32 = 60_000;
    let mut header = Vec::new();
    header.extend_from_slice(&SIDE.to_be_bytes());
    header.extend_from_slice(&SIDE.to_be_bytes());
    // Eight bits a sample, RGBA, deflate, adaptive filters, not interlaced.
    header.extend_from_slice(&[8, 6, 0, 0, 0]);
    let mut pixels = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail; a shorter trap would be a trap all the same.
    let _ = pixels.write_all(&[0; 4096]);
    let pixels = pixels.finish().unwrap_or_default();

    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", header.as_slice()),
        (b"tEXt", b"Comment\0REHEARSAL".as_slice()),
        (b"IDAT", pixels.as_slice()),
        (b"IEND", b"".as_slice()),
    ] {
        chunk(&mut png, kind, data);
    }
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    png.extend_from_slice(&length.to_be_bytes());
    png.extend_from_slice(kind);
    png.extend_from_slice(data);
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    png.extend_from_slice(&crc.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_bomb_is_valid_gzip() {
        let block = zero_block();
        assert!(block.len() < BLOCK_BYTES / 500);
        let packed = [GZIP_HEAD, &block, &block].concat();
        let mut unpacked = vec![1; 2 * BLOCK_BYTES];
        flate2::read::GzDecoder::new(packed.as_slice()).read_exact(&mut unpacked).unwrap();
        assert!(unpacked.iter().all(|byte| *byte == 0));
        assert_eq!(gzip_tail().len(), 10);
    }

    #[test]
    fn the_huge_picture_says_its_size() {
        let png = huge_png();
        let reader = image::ImageReader::with_format(std::io::Cursor::new(png), image::ImageFormat::Png);
        assert_eq!(reader.into_dimensions().unwrap(), (60_000, 60_000));
    }
}
