//! How a page's characters become bytes, and what the page says about it.

use crate::material::Language;

/// One way of writing characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8, said in the header and in the page.
    Utf8,
    /// ASCII with numeric references for all else.
    References,
    /// The language's eight-bit code page, said in the header only.
    InHeader,
    /// The language's eight-bit code page, said in the page only.
    InPage,
}

/// The eight-bit code page that old sites in a language use; none where there is none for all its
/// letters.
fn code_page(language: Language) -> &'static encoding_rs::Encoding {
    match language {
        Language::Arabic => encoding_rs::WINDOWS_1256,
        Language::Russian => encoding_rs::WINDOWS_1251,
        Language::Turkish => encoding_rs::WINDOWS_1254,
        Language::Persian => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// The name sites give to a code page; windows-1252 goes by its older name.
fn name(encoding: &'static encoding_rs::Encoding) -> String {
    if encoding == encoding_rs::WINDOWS_1252 { "iso-8859-1".to_owned() } else { encoding.name().to_ascii_lowercase() }
}

impl Charset {
    /// The element that a page's head declares it with, perhaps nothing.
    pub fn declaration(self, language: Language) -> String {
        match self {
            Self::Utf8 => "<meta charset=\"utf-8\">".to_owned(),
            Self::References | Self::InHeader => String::new(),
            Self::InPage => format!(
                "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={}\">",
                name(code_page(language))
            ),
        }
    }

    /// The `Content-Type` header and the bytes of a page.
    pub fn encode(self, html: &str, language: Language) -> (String, Vec<u8>) {
        let page = code_page(language);
        match self {
            Self::Utf8 => ("text/html; charset=utf-8".to_owned(), html.into()),
            Self::References => ("text/html".to_owned(), references(html).into_bytes()),
            Self::InHeader => (format!("text/html; charset={}", name(page)), page.encode(html).0.into_owned()),
            Self::InPage => ("text/html".to_owned(), page.encode(html).0.into_owned()),
        }
    }
}

/// Replaces every character outside ASCII by a reference to it.
fn references(html: &str) -> String {
    let mut ascii = String::with_capacity(html.len() * 2);
    for character in html.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            ascii.push_str(&format!("&#{};", u32::from(character)));
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_language_survive_its_code_page() {
        for (language, word) in [
            (Language::Russian, "маяк"),
            (Language::Arabic, "منارة"),
            (Language::Turkish, "ışığı"),
            (Language::French, "œuvre é"),
        ] {
            let (_, bytes) = Charset::InHeader.encode(word, language);
            assert_eq!(bytes.len(), word.chars().count());
            assert_eq!(code_page(language).decode(&bytes).0, word);
        }
        assert_eq!(references("é!"), "&#233;!");
    }
}
