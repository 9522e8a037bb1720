//! Short values by which equal icons, templates and texts are found.

use super::super::tls::hex;
use super::markup::Markup;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::map::{Asset, AssetKind};
use sha2::{Digest, Sha256};

/// Kinds of elements below which a page is too plain to be told from others.
const LEAST_SHAPES: usize = 12;
/// Words below which a text is too short to be told from others.
const LEAST_WORDS: usize = 50;
/// Octets of a fingerprint.
const KEPT: usize = 12;

/// MurmurHash3 of an icon's base64 in lines of 76 characters, each ended: the value that search engines for servers use.
///
/// # Source
/// Python's `base64.encodebytes` (RFC 2045 section 6.8) and `mmh3.hash`; see the tests, whose values are Python's.
pub(super) fn favicon(icon: &[u8]) -> i32 {
    let mut lines = String::new();
    for line in STANDARD.encode(icon).as_bytes().chunks(76) {
        lines.extend(line.iter().map(|byte| char::from(*byte)));
        lines.push('\n');
    }
    murmur3(lines.as_bytes()).cast_signed()
}

/// MurmurHash3, 32 bits, with the seed 0.
///
/// # Source
/// Austin Appleby, `MurmurHash3_x86_32` (public domain).
fn murmur3(bytes: &[u8]) -> u32 {
    let mix = |block: u32| block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let mut hash: u32 = 0;
    let mut blocks = bytes.chunks_exact(4);
    for block in &mut blocks {
        let block = u32::from_le_bytes([block[0], block[1], block[2], block[3]]);
        hash = (hash ^ mix(block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    let tail = blocks.remainder().iter().rev().fold(0_u32, |tail, byte| tail << 8 | u32::from(*byte));
    hash ^= mix(tail);
    // The length is taken modulo 2^32, as the algorithm has it.
    #[expect(clippy::cast_possible_truncation, reason = "the algorithm counts modulo 2^32")]
    let length = bytes.len() as u32;
    hash ^= length;
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// Whether an answer is a picture by its first octets: many servers send a page where there is no icon.
pub(super) fn is_picture(body: &[u8]) -> bool {
    const SIGNS: [&[u8]; 7] = [b"\x00\x00\x01\x00", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"BM", b"<svg"];
    SIGNS.iter().any(|sign| body.starts_with(sign)) || (body.starts_with(b"<?xml") && contains(body, b"<svg"))
}

fn contains(body: &[u8], sign: &[u8]) -> bool {
    body.windows(sign.len()).any(|window| window == sign)
}

/// The markup's skeleton: which elements of which classes stand in which, in the order in which each first appears. Ten
/// articles or a hundred in a list make no difference.
pub(super) fn dom(markup: &Markup) -> Option<Asset> {
    (markup.shapes.len() >= LEAST_SHAPES).then(|| template("dom", &markup.shapes.join("\n"))).flatten()
}

/// The visible words, without figures and signs, so that a date or a count changes nothing.
pub(super) fn text(text: &str) -> Option<Asset> {
    let words: Vec<String> = text
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (words.len() >= LEAST_WORDS).then(|| template("text", &words.join(" "))).flatten()
}

fn template(kind: &str, text: &str) -> Option<Asset> {
    let digest = Sha256::digest(text.as_bytes());
    Asset::new(AssetKind::Template, &format!("{kind}:{}", hex(&digest[..KEPT]))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The values are what Python's `mmh3` 5 says of `base64.encodebytes(...)`.
    #[test]
    fn icons_have_the_value_that_others_compute() {
        assert_eq!([b"".as_slice(), b"hello"].map(|bytes| murmur3(bytes).cast_signed()), [0, 613_153_351]);
        assert_eq!(favicon(b"REHEARSAL lighthouse favicon"), 352_039_546);
        let long: Vec<u8> = (0..3).flat_map(|_| 0..=255_u8).collect();
        assert_eq!(favicon(&long), 1_836_528_006);
    }

    #[test]
    fn a_list_of_any_length_has_one_skeleton() {
        let page = |articles: usize, class: &str| {
            let list = "<li class=tide><a href=x><b>low</b></a></li>".repeat(articles);
            let html = format!(
                "<html><body class={class}><header><h1>Tides</h1></header><nav><ul><li><a>x</a></ul></nav>\
                 <main><ul>{list}</ul></main><footer><p>REHEARSAL</p></footer></body></html>"
            );
            dom(&Markup::read(&html))
        };
        assert!(page(1, "sea").is_some());
        assert_eq!(page(1, "sea"), page(90, "sea"));
        assert_ne!(page(1, "sea"), page(1, "lake"));
        assert_eq!(dom(&Markup::read("<html><body><h1>It works!</h1></body></html>")), None);
    }

    #[test]
    fn figures_do_not_change_a_text() {
        let words = "the harbour lamp turns twice a minute at night ".repeat(6);
        let dated = |date: &str| text(&format!("{date} {words}"));
        assert_eq!(dated("4.5.2026"), dated("11.12.2027, 10:00"));
        assert_ne!(dated("May"), dated("June"));
        assert_eq!(text("too short to say anything"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            favicon(&bytes);
            is_picture(&bytes);
        }
    }
}
