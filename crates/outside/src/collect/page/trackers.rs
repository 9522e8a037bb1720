//! Identifiers of analytics and advertising accounts in a page, by family.
//!
//! The forms are those that the services' own snippets have, from memory (to be confirmed). A form that is short or common
//! is taken only after the words of the snippet it stands in.

use domain::map::{Asset, AssetKind};

/// Identifiers that are taken from one page. More are planted or a list.
const MAX_TRACKERS: usize = 100;
/// Signs that may stand between the words of a snippet and the identifier.
const BETWEEN: [char; 12] = ['"', '\'', ' ', ',', ':', '=', '(', ')', '{', '[', '\t', '\n'];
const MAX_BETWEEN: usize = 8;

/// What an identifier consists of.
#[derive(Clone, Copy)]
enum Signs {
    Digits,
    DigitsAndHyphens,
    Capitals,
    Letters,
}

impl Signs {
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Digits => byte.is_ascii_digit(),
            Self::DigitsAndHyphens => byte.is_ascii_digit() || byte == b'-',
            Self::Capitals => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Letters => byte.is_ascii_alphanumeric(),
        }
    }
}

/// A form: the words before it, whether they are part of it, what it consists of, and its length.
struct Form {
    family: &'static str,
    words: &'static str,
    part: bool,
    signs: Signs,
    length: std::ops::RangeInclusive<usize>,
}

const fn form(family: &'static str, words: &'static str, part: bool, signs: Signs, least: usize, most: usize) -> Form {
    Form { family, words, part, signs, length: least..=most }
}

const FORMS: [Form; 17] = [
    form("ga", "UA-", true, Signs::DigitsAndHyphens, 6, 14),
    form("ga4", "G-", true, Signs::Capitals, 8, 12),
    form("gtm", "GTM-", true, Signs::Capitals, 4, 9),
    form("google-ads", "AW-", true, Signs::Digits, 8, 12),
    form("adsense", "ca-pub-", true, Signs::Digits, 10, 20),
    form("meta-pixel", "fbq('init'", false, Signs::Digits, 10, 20),
    form("meta-pixel", "fbq(\"init\"", false, Signs::Digits, 10, 20),
    form("meta-pixel", "facebook.com/tr?id", false, Signs::Digits, 10, 20),
    form("yandex-metrika", "ym(", false, Signs::Digits, 5, 12),
    form("yandex-metrika", "mc.yandex.ru/watch/", false, Signs::Digits, 5, 12),
    form("clarity", "clarity.ms/tag/", false, Signs::Letters, 8, 14),
    form("hotjar", "hjid:", false, Signs::Digits, 5, 9),
    form("tiktok-pixel", "ttq.load(", false, Signs::Capitals, 16, 24),
    form("vk-pixel", "VK-RTRG-", true, Signs::DigitsAndHyphens, 4, 20),
    form("top-mail", "_tmr.push({id", false, Signs::Digits, 5, 10),
    form("top-mail", "top-fwz1.mail.ru/counter?id", false, Signs::Digits, 5, 10),
    form("quantcast", "qacct:", false, Signs::Letters, 8, 24),
];

/// The identifiers in a page, each once.
pub(super) fn of(html: &str) -> Vec<Asset> {
    let mut found: Vec<Asset> = Vec::new();
    let matomo = matomo(html).into_iter();
    let all = FORMS.iter().flat_map(|form| form.find(html)).chain(matomo);
    for tracker in all.filter_map(|tracker| Asset::new(AssetKind::Tracker, &tracker).ok()) {
        if found.len() < MAX_TRACKERS && !found.contains(&tracker) {
            found.push(tracker);
        }
    }
    found
}

impl Form {
    fn find<'a>(&'a self, html: &'a str) -> impl Iterator<Item = String> + 'a {
        html.match_indices(self.words).filter_map(|(place, words)| {
            // `G-` in `BIG-HARBOUR1` and `ym(` in `sym(12345)` begin nothing.
            let before = html.as_bytes()[..place]
                .last()
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
            if before {
                return None;
            }
            let after = &html[place + words.len()..];
            let after = if self.part { after } else { skipped(after) };
            let end = after.bytes().position(|byte| !self.signs.has(byte)).unwrap_or(after.len());
            let id = after[..end].trim_end_matches('-');
            // What goes on in another alphabet is not this identifier.
            let goes_on = after.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric);
            if goes_on || !self.length.contains(&id.len()) {
                return None;
            }
            Some(format!("{}:{}{id}", self.family, if self.part { self.words } else { "" }))
        })
    }
}

/// What follows after the signs that may stand before an identifier.
fn skipped(text: &str) -> &str {
    let length = text.chars().take(MAX_BETWEEN).take_while(|sign| BETWEEN.contains(sign)).map(char::len_utf8).sum();
    &text[length..]
}

/// An own analytics server counts its sites from one, so the number says something only with the server.
fn matomo(html: &str) -> Option<String> {
    let end = html.find("matomo.php").or_else(|| html.find("piwik.php"))?;
    let number = skipped(html.split_once("setSiteId")?.1);
    let digits = number.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(number.len());
    // The server is named in the line before, as `var u="//stats.harbour.example/"`, or directly before the file.
    let before = &html[..end];
    let (_, server) = before.rsplit_once("//")?;
    let host = server.split(['/', '"', '\'']).next()?;
    let sound = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    (sound && (1..=9).contains(&digits)).then(|| format!("matomo:{}/{}", host.to_ascii_lowercase(), &number[..digits]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn identifiers_are_found_by_their_family() {
        let html = r#"<script src="https://tags.example/js?id=G-REHEARS1A"></script>
            <script>ga('create', 'UA-4711-1'); gtag('config','AW-123456789'); (w,d,'GTM-HARB0R');
            fbq('init', '123456789012345'); ym(12345678, "init", {}); h._hjSettings={hjid:123456,hjsv:6};
            ttq.load('C0REHEARSAL0HARBOUR0'); var u="//Stats.harbour.example/"; _paq.push(['setTrackerUrl', u+'matomo.php']);
            _paq.push(['setSiteId', '7']); UA-4711-1</script><ins data-ad-client="ca-pub-1234567890123456">"#;
        let found: Vec<String> = of(html).iter().map(|tracker| tracker.value().to_owned()).collect();
        assert_eq!(
            found,
            [
                "ga:UA-4711-1",
                "ga4:G-REHEARS1A",
                "gtm:GTM-HARB0R",
                "google-ads:AW-123456789",
                "adsense:ca-pub-1234567890123456",
                "meta-pixel:123456789012345",
                "yandex-metrika:12345678",
                "hotjar:123456",
                "tiktok-pixel:C0REHEARSAL0HARBOUR0",
                "matomo:stats.harbour.example/7",
            ]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        let html = "BIG-HARBOUR12 G-short G-NOTcapital1 UA-1 ym(soon) fbq('init', key) ca-pub-12 sushiUA-4711-1 hjid:1 sym(12345678)";
        assert_eq!(of(html), []);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(html in "(UA-|G-|ym\\(|setSiteId|matomo.php|//|'|\"|[0-9]{1,9}|ä|\\PC){0,60}") {
            of(&html);
        }
    }
}
