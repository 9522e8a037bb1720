//! What kind of file the bytes are, and in which character set.
//!
//! # Source
//! WHATWG Encoding Standard (labels, byte order marks), HTML Living Standard 13.2.3 (the order of the sources).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::limits::Cuts;

/// How far into the page a `meta` element may declare the character set.
const PRESCAN_BYTES: usize = 1_024;
/// Bytes looked at to tell text from other files.
const SNIFF_BYTES: usize = 512;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Plain,
    /// Not text; the name says what.
    Other(String),
}

/// What the declared type says, or the first bytes if it says nothing.
pub(super) fn kind_of(bytes: &[u8], content_type: Option<&str>) -> Kind {
    let declared = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match declared.as_str() {
        "text/html" | "application/xhtml+xml" | "text/xml" | "application/xml" => Kind::Html,
        "" | "application/octet-stream" | "unknown/unknown" | "application/unknown" => sniffed(bytes),
        text if text.starts_with("text/") => Kind::Plain,
        xml if xml.ends_with("+xml") && !xml.starts_with("image/") => Kind::Html,
        other => Kind::Other(other.chars().take(80).collect()),
    }
}

fn sniffed(bytes: &[u8]) -> Kind {
    let beginning = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let marked = Encoding::for_bom(bytes);
    if beginning.contains(&0) && !marked.is_some_and(|(encoding, _)| encoding == UTF_16LE || encoding == UTF_16BE) {
        return Kind::Other("a binary file without a content type".to_owned());
    }
    let after_mark = &beginning[marked.map_or(0, |(_, length)| length.min(beginning.len()))..];
    match after_mark.iter().find(|byte| **byte != 0 && !byte.is_ascii_whitespace()) {
        Some(b'<') => Kind::Html,
        _ => Kind::Plain,
    }
}

/// Decodes the bytes; also gives the character set's name. Bytes that are wrong in it become U+FFFD, which is noted.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>, cuts: &mut Cuts) -> (String, &'static str) {
    let declared = declared_by_header(content_type).or_else(|| declared_by_page(bytes)).unwrap_or_else(|| guess(bytes));
    // A byte order mark outranks every declaration.
    let (text, encoding, damaged) = declared.decode(bytes);
    if damaged {
        cuts.note(format!("bytes that are not valid {}", encoding.name()));
    }
    (text.into_owned(), encoding.name())
}

fn declared_by_header(content_type: Option<&str>) -> Option<&'static Encoding> {
    content_type?.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(value.as_bytes()))?
    })
}

/// The first `charset=` of a `meta` element or an XML declaration.
fn declared_by_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = bytes[..bytes.len().min(PRESCAN_BYTES)].to_ascii_lowercase();
    let beginning = String::from_utf8_lossy(&beginning);
    beginning.split('<').skip(1).find_map(|tag| {
        let value = match tag.split_at_checked(4)? {
            ("meta", rest) => rest.split_once("charset")?.1,
            ("?xml", rest) => rest.split_once("encoding")?.1,
            _ => return None,
        };
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let label = value.split(|c: char| c.is_whitespace() || "\"';/>?".contains(c)).next()?;
        let encoding = Encoding::for_label(label.as_bytes())?;
        // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
        Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding })
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if bytes.is_ascii() {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}
