//! The fonts of the papers: compiled in, so that a paper looks the same wherever it was set.

use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 4] = [
    include_bytes!("../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../assets/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSansBengali-Regular.ttf"),
];

/// The fonts, and the book in which the typesetter looks them up.
pub struct Fonts {
    /// In the order of the book.
    pub all: Vec<Font>,
    /// What each font is.
    pub book: LazyHash<FontBook>,
    faces: Vec<Face<'static>>,
}

/// Read once.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
    let book = LazyHash::new(FontBook::from_fonts(&all));
    let faces = FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect();
    Fonts { all, book, faces }
});

impl Fonts {
    /// The width of a text in em, in the first font that has its first character; none if it lacks another. The typesetter
    /// draws such a text from one font, in running text and in figures, so it never has to draw a gap.
    pub fn width(&self, text: &str) -> Option<f64> {
        let face = &self.faces[self.first(text)?];
        let mut width = 0.0;
        for character in text.chars() {
            width += f64::from(face.glyph_hor_advance(glyph(face, character)?)?);
        }
        Some(width / f64::from(face.units_per_em()))
    }

    /// The first font that has the first character of a text.
    pub fn first(&self, text: &str) -> Option<usize> {
        let first = text.chars().next()?;
        self.faces.iter().position(|face| glyph(face, first).is_some())
    }
}

fn glyph(face: &Face, character: char) -> Option<GlyphId> {
    face.glyph_index(character).filter(|glyph| glyph.0 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fonts_are_read() {
        assert_eq!(FONTS.all.len(), FILES.len());
        assert_eq!(FONTS.faces.len(), FILES.len());
    }

    #[test]
    fn a_text_has_a_width_if_one_font_has_all_of_it() {
        for text in ["Lighthouse", "Маяк", "منارة", "پایگاه", "جہاز", "বাতিঘর", "\u{fffd}"]
        {
            assert!(FONTS.width(text).is_some_and(|width| width > 0.5), "{text}");
        }
        assert_eq!(FONTS.width("灯台"), None);
        assert_eq!(FONTS.width("aم"), None);
        assert_eq!(FONTS.width("\u{ffff}"), None);
    }
}
