//! The pictures of a page: where they are, what is said about them, and those that are inside the page itself.

use base64::Engine;
use base64::engine::general_purpose::GeneralPurpose;
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use base64::{alphabet, prelude::BASE64_STANDARD};
use html5ever::tokenizer::Tag;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use url::Url;

use super::limits::{Cuts, Limits};
use super::tags::attr;

/// Browsers take base64 with or without its padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A picture shown or declared by a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRef {
    /// Where its bytes are.
    pub source: PictureSource,
    /// The text given instead of it.
    pub alt: Option<String>,
    /// The caption of its figure.
    pub caption: Option<String>,
}

impl PictureRef {
    /// Its address; `None` for a picture inside the page.
    #[must_use]
    pub fn url(&self) -> Option<&Url> {
        match &self.source {
            PictureSource::Address(url) => Some(url),
            PictureSource::Inline { .. } => None,
        }
    }
}

/// Where a picture's bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureSource {
    /// To be fetched.
    Address(Url),
    /// In the page (a `data:` address), decoded.
    Inline {
        /// What the page says they are.
        media_type: String,
        /// At most 2 MiB.
        #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
        bytes: Vec<u8>,
    },
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    BASE64_STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// The pictures found so far.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    found: Vec<PictureRef>,
    inline_bytes: usize,
    /// What the `source` elements of a `picture` offer, in case its `img` has no address.
    offered: Option<String>,
}

impl Pictures {
    pub fn len(&self) -> usize {
        self.found.len()
    }

    pub fn into_list(self) -> Vec<PictureRef> {
        self.found
    }

    /// Gives a caption to the pictures of a figure.
    pub fn caption(&mut self, from: usize, caption: &str) {
        for picture in self.found.iter_mut().skip(from) {
            picture.caption.get_or_insert_with(|| caption.to_owned());
        }
    }

    /// A `source` element of a `picture`.
    pub fn offer(&mut self, tag: &Tag) {
        self.offered = self.offered.take().or_else(|| largest(attr(tag, "srcset")).map(str::to_owned));
    }

    /// An `img` element. Pages that load pictures late put the address elsewhere and a tiny placeholder into `src`.
    pub fn img(&mut self, tag: &Tag, base: &Url, limits: &Limits, cuts: &mut Cuts) {
        const LATE: [&str; 4] = ["data-src", "data-original", "data-lazy-src", "data-full-src"];
        let offered = self.offered.take();
        let late = LATE.iter().map(|name| attr(tag, name)).find(|value| !value.is_empty());
        let src = Some(attr(tag, "src")).filter(|src| !src.is_empty());
        let in_place = src.filter(|src| !(src.starts_with("data:") && src.len() < 512));
        let address = in_place
            .or(late)
            .or_else(|| largest(attr(tag, "srcset")))
            .or_else(|| largest(attr(tag, "data-srcset")))
            .or(offered.as_deref())
            .or(src);
        if let Some(address) = address {
            self.add(address, attr(tag, "alt"), base, limits, cuts);
        }
    }

    /// A picture by its address, unless it is known already.
    pub fn add(&mut self, address: &str, alt: &str, base: &Url, limits: &Limits, cuts: &mut Cuts) {
        if self.found.len() >= limits.pictures {
            cuts.note_seen(format!("pictures after the first {}", limits.pictures));
            return;
        }
        let source = if address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
            if address.len() / 4 * 3 > limits.inline_picture_bytes || self.inline_bytes > limits.inline_bytes {
                return cuts
                    .note_seen(format!("pictures inside the page beyond {} bytes", limits.inline_picture_bytes));
            }
            match self.inline(&address[5..]) {
                Ok(source) => source,
                Err(why) => return cuts.note(why),
            }
        } else {
            let Ok(url) = base.join(address) else {
                return cuts.note("a picture without a valid address");
            };
            PictureSource::Address(url)
        };
        if self.found.iter().all(|picture| picture.source != source) {
            let alt = Some(alt).filter(|alt| !alt.is_empty());
            let alt = alt.map(|alt| alt.chars().take(limits.declared_chars).collect());
            self.found.push(PictureRef { source, alt, caption: None });
        }
    }

    fn inline(&mut self, data: &str) -> Result<PictureSource, &'static str> {
        let (head, body) = data.split_once(',').ok_or("a picture inside the page that is damaged")?;
        let media_type = head.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let unescaped = unescape(body);
        let bytes = if head.to_ascii_lowercase().ends_with(";base64") {
            let packed: Vec<u8> = unescaped.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
            LENIENT.decode(packed).map_err(|_| "a picture inside the page that is damaged")?
        } else {
            unescaped
        };
        self.inline_bytes += bytes.len();
        Ok(PictureSource::Inline { media_type, bytes })
    }
}

/// Undoes percent encoding.
fn unescape(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

/// The candidate of a `srcset` with the largest width or density.
fn largest(srcset: &str) -> Option<&str> {
    let size = |candidate: &str| -> f64 {
        let descriptor = candidate.split_ascii_whitespace().nth(1).unwrap_or("1x");
        descriptor.trim_end_matches(['w', 'x']).parse().unwrap_or(0.0)
    };
    // Addresses may hold commas, but not commas followed by a space.
    let candidates = srcset.split(", ").map(|candidate| candidate.trim().trim_end_matches(','));
    let best = candidates.filter(|candidate| !candidate.is_empty()).max_by(|a, b| size(a).total_cmp(&size(b)))?;
    best.split_ascii_whitespace().next()
}
