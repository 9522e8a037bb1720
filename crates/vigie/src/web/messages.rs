//! The one catalogue of texts, English and French side by side.
//!
//! A text without its French half does not compile. Groups follow the pages, so that a page's words are found
//! beside each other. Placeholders are written `{name}`; a test holds them equal in both languages and holds
//! French punctuation to its no-break spaces. Who writes a new text puts them in from this crate's folder with
//! `perl -Mutf8 -CSD -i -pe 's/ ([:;?!%»])/\x{a0}$1/g, s/« /«\x{a0}/g if /"/ && !m{//}' src/web/messages/*.rs`.

use std::fmt::{Display, Write};

use super::format;

/// A language the console and the portal speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English, used when nothing better is known.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// All languages, in the order the switch shows them.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The BCP 47 tag, as in the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// Reads a tag such as `fr`, `fr-BE` or `EN`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// The best language for an `Accept-Language` header; unreadable parts are passed over.
    /// # Source
    /// RFC 9110, section 12.5.4.
    pub fn from_accept(header: &str) -> Option<Self> {
        let weighed = header.split(',').filter_map(|part| {
            let mut fields = part.split(';');
            let lang = Self::from_tag(fields.next()?)?;
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
            (weight > 0.0).then_some((lang, weight))
        });
        // The first of equals wins, which `max_by` would not give.
        weighed
            .fold(None, |best: Option<(Self, f32)>, next| match best {
                Some(held) if held.1 >= next.1 => Some(held),
                _ => Some(next),
            })
            .map(|(lang, _)| lang)
    }

    /// What the person chose before (a cookie's value), else what the browser asks for, else English.
    pub fn choose(cookie: Option<&str>, accept: Option<&str>) -> Self {
        cookie.and_then(Self::from_tag).or_else(|| accept.and_then(Self::from_accept)).unwrap_or_default()
    }
}

/// One text in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
}

impl Text {
    /// The text in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }

    /// The text with its `{name}` placeholders filled. A name that is not given stays visible in braces.
    pub fn fill(self, lang: Lang, values: &[(&str, &dyn Display)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(lang);
        while let Some((before, name, after)) = next_placeholder(rest) {
            filled.push_str(before);
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => {
                    let _ = write!(filled, "{value}");
                }
                None => {
                    let _ = write!(filled, "{{{name}}}");
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// A counted text; the number stands at `{n}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    /// For one; in French also for none.
    pub one: Text,
    /// For all other numbers.
    pub other: Text,
}

impl Plural {
    /// The text for `n`, which is written with the language's separators.
    /// # Source
    /// CLDR cardinal rules for `en` and `fr`: French counts 0 and 1 as singular.
    pub fn count(self, lang: Lang, n: u64) -> String {
        let singular = match lang {
            Lang::En => n == 1,
            Lang::Fr => n < 2,
        };
        let text = if singular { self.one } else { self.other };
        text.fill(lang, &[("n", &format::count(n, lang))])
    }
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once('{')?;
    let (name, after) = opened.split_once('}')?;
    Some((before, name, after))
}

/// Declares the texts of a page: `NAME: "English", "French";`. The English text is also the documentation.
macro_rules! texts {
    ($($name:ident: $en:literal, $fr:literal;)*) => {
        $(
            // As code: a text may show an address, which is no link here.
            #[doc = concat!("`", $en, "`")]
            pub const $name: $crate::web::messages::Text =
                $crate::web::messages::Text { en: $en, fr: $fr };
        )*
        /// Every text of this page, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const TEXTS: &[$crate::web::messages::Text] = &[$($name),*];
    };
}

/// Declares counted texts: `NAME: "one", "many" / "un", "plusieurs";`.
macro_rules! plurals {
    ($($name:ident: $one:literal, $other:literal / $un:literal, $autres:literal;)*) => {
        $(
            #[doc = concat!("`", $other, "`")]
            pub const $name: $crate::web::messages::Plural = $crate::web::messages::Plural {
                one: $crate::web::messages::Text { en: $one, fr: $un },
                other: $crate::web::messages::Text { en: $other, fr: $autres },
            };
        )*
        /// Every counted text of this page, for the tests of the catalogue.
        #[cfg(test)]
        pub(super) const PLURALS: &[$crate::web::messages::Plural] = &[$($name),*];
    };
}

pub mod act;
pub mod acts;
pub mod bank;
pub mod board;
pub mod content;
pub mod detect;
pub mod directory;
pub mod failure;
pub mod field;
pub mod genuine;
pub mod host;
pub mod item;
pub mod ledger;
pub mod levers;
pub mod login;
pub mod map;
pub mod network;
pub mod order;
pub mod own;
pub mod people;
pub mod phrases;
pub mod portal;
pub mod provider;
pub mod queue;
pub mod referral;
pub mod refusal;
pub mod report;
pub mod scopes;
pub mod shell;
#[macro_use]
pub mod terms;
pub mod acting;
pub mod mapped;
pub mod target;
pub mod today;
pub mod watch;
pub mod words;

#[cfg(test)]
mod tests;
