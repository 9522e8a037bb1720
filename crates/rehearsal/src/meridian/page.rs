//! Pages of Meridian and of everybody around it: harmless harbour news in nine languages.

mod words;

use std::fmt::Write as _;
use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use sha2::{Digest as _, Sha256};

use crate::material::{Language, MARK};

/// From what a page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Design {
    /// Meridian's own.
    Meridian,
    /// One of a few that are sold to everybody.
    Stock(u8),
}

/// The small picture of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Icon {
    Meridian,
    /// The one that comes with a bought design.
    Stock(u8),
    /// One's own.
    Of(String),
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub title: String,
    pub language: Language,
    pub design: Design,
    pub icon: Icon,
    /// An analytics identifier.
    pub tracker: Option<String>,
    /// What it calls its own (`rel="me"`).
    pub own_links: Vec<String>,
    pub links: Vec<String>,
    /// Who sends the newsletter that it offers.
    pub sender: Option<String>,
}

impl Page {
    /// The page in HTML.
    pub fn html(&self) -> String {
        let title = &self.title;
        let (tag, direction) = (self.language.tag(), self.language.direction());
        let mut html = format!(
            "<!doctype html><html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
             <title>{title} · {MARK}</title><link rel=\"icon\" href=\"/favicon.ico\">"
        );
        if let Some(id) = &self.tracker {
            // Writing into a String cannot fail, here and below.
            let _ = write!(html, "<script>ga('create', '{id}', 'auto'); ga('send', 'pageview');</script>");
        }
        html.push_str("</head>");
        match self.design {
            Design::Meridian => self.own_body(&mut html),
            Design::Stock(number) => self.stock_body(number, &mut html),
        }
        html.push_str("</html>\n");
        html
    }

    fn own_body(&self, html: &mut String) {
        let title = &self.title;
        let _ = write!(html, "<body class=\"mrd\"><header class=\"mrd-bar\"><h1>{title}</h1><nav class=\"mrd-own\">");
        for link in &self.own_links {
            let _ = write!(html, "<a rel=\"me\" href=\"{link}\">{link}</a> ");
        }
        html.push_str("</nav></header><main class=\"mrd-grid\">");
        for line in words::news(self.language) {
            let _ = write!(
                html,
                "<article class=\"mrd-card\"><h2 class=\"mrd-head\">{line}</h2><p>{line} {MARK}.</p></article>"
            );
        }
        html.push_str("</main><footer class=\"mrd-foot\"><small>");
        if let Some(sender) = &self.sender {
            let _ = write!(html, "<a href=\"mailto:{sender}\">{sender}</a> <a href=\"/archive/1.eml\">1</a>");
        }
        let _ = write!(html, "{MARK}</small></footer></body>");
    }

    fn stock_body(&self, number: u8, html: &mut String) {
        let title = &self.title;
        let _ = write!(html, "<body class=\"stock-{number}\">");
        // Each of the designs lies one element deeper.
        (0..=number).for_each(|_| html.push_str("<div class=\"wrap\">"));
        let _ = write!(html, "<h1>{title}</h1><ul>");
        for line in words::village(self.language) {
            let _ = write!(html, "<li>{line}</li>");
        }
        for link in &self.links {
            let _ = write!(html, "<li><a href=\"{link}\">{link}</a></li>");
        }
        let _ = write!(html, "</ul><p>{MARK}</p>");
        (0..=number).for_each(|_| html.push_str("</div>"));
        html.push_str("</body>");
    }
}

impl Icon {
    /// Sixteen by sixteen pixels as PNG, other ones for every icon.
    pub fn png(&self) -> Vec<u8> {
        let digest = Sha256::digest(format!("{MARK} {self:?}"));
        let picture = RgbImage::from_fn(16, 16, |x, y| {
            // Four by four squares, each of its own octet of the digest.
            let octet = digest[(x / 4 + y / 4 * 4) as usize];
            Rgb([octet, octet.rotate_left(3), octet.rotate_left(5)])
        });
        let mut png = Cursor::new(Vec::new());
        if let Err(error) = picture.write_to(&mut png, ImageFormat::Png) {
            tracing::error!("an icon could not be drawn, and is empty: {error}");
        }
        png.into_inner()
    }

    /// The number by which the icon is known: MurmurHash3 of its base64 in lines of 76 characters.
    pub fn hash(&self) -> i32 {
        use base64::Engine as _;
        let encoded = base64::prelude::BASE64_STANDARD.encode(self.png());
        let mut lined = Vec::new();
        for line in encoded.as_bytes().chunks(76) {
            lined.extend_from_slice(line);
            lined.push(b'\n');
        }
        murmur3(&lined).cast_signed()
    }
}

/// MurmurHash3 for 32 bits, with seed 0.
fn murmur3(bytes: &[u8]) -> u32 {
    let mix = |word: u32| word.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let mut hash = 0u32;
    let mut words = bytes.chunks_exact(4);
    for word in words.by_ref() {
        let word = word.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
        hash = (hash ^ mix(word)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    }
    let rest = words.remainder().iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
    hash ^= mix(rest);
    hash ^= u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first four are of the algorithm's well-known test values.
    #[test]
    fn hashes_are_those_of_murmur3() {
        assert_eq!(murmur3(b""), 0);
        assert_eq!(murmur3(b"test"), 0xba6b_d213);
        assert_eq!(murmur3(b"Hello, world!"), 0xc036_3e43);
        assert_eq!(murmur3(b"The quick brown fox jumps over the lazy dog"), 0x2e4f_f723);
    }

    #[test]
    fn every_icon_has_a_number_of_its_own() {
        let icons = [Icon::Meridian, Icon::Stock(0), Icon::Stock(1), Icon::Of("a".into()), Icon::Of("b".into())];
        let numbers: std::collections::BTreeSet<_> = icons.iter().map(Icon::hash).collect();
        assert_eq!(numbers.len(), icons.len());
        assert!(image::load_from_memory(&Icon::Meridian.png()).is_ok());
    }

    #[test]
    fn a_page_says_what_it_is_in_every_language_and_design() {
        for language in Language::ALL {
            for design in [Design::Meridian, Design::Stock(0), Design::Stock(3)] {
                let page = Page {
                    title: "noon line".into(),
                    language,
                    design,
                    icon: Icon::Meridian,
                    tracker: Some("UA-4711-1".into()),
                    own_links: vec!["https://live.noon-line.test/live".into()],
                    links: vec!["https://noon-line.test/".into()],
                    sender: None,
                };
                let html = page.html();
                assert!(html.contains(MARK) && html.contains("'UA-4711-1'"));
                assert_eq!(html.contains("rel=\"me\""), design == Design::Meridian);
                assert_eq!(html.matches("<div").count(), html.matches("</div>").count());
            }
        }
    }
}
