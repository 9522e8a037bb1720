//! The tags of a page, read in one pass and linear time, whatever they are.
//!
//! `matching::page` gives the text and links that a reader sees; this gives what the markup is made of.
//!
//! # Source
//! WHATWG HTML, section 13.2.5 (tokenisation), as far as tags and their attributes go.

use std::collections::HashSet;

/// Different elements that are told apart.
const MAX_SHAPES: usize = 5_000;
/// Elements within elements that are followed.
const MAX_DEPTH: usize = 200;
/// Attributes of one tag that are read.
const MAX_ATTRIBUTES: usize = 100;
/// Addresses of one kind that are kept.
const MAX_ADDRESSES: usize = 200;
/// Elements that hold text and no tags.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "noscript", "template"];
/// Elements that hold nothing.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// What the tags of a page say.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// `parent>element.class`, each once, in the order of the page. What stands in the head is left out.
    pub(super) shapes: Vec<String>,
    /// Where the icon is.
    pub(super) icon: Option<String>,
    /// What is played.
    pub(super) media: Vec<String>,
    /// Wallets that links ask to pay to, with their currency.
    pub(super) wallets: Vec<String>,
}

/// A tag as it stands in the page.
struct Tag<'a> {
    name: String,
    closes: bool,
    attributes: Vec<(String, &'a str)>,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.trim())
    }
}

impl Markup {
    pub(super) fn read(html: &str) -> Self {
        let mut markup = Self::default();
        let (mut open, mut known): (Vec<String>, HashSet<String>) = (Vec::new(), HashSet::new());
        let mut rest = html;
        while let Some(place) = rest.find('<') {
            rest = &rest[place + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let Some((tag, after)) = tag(rest) else { continue };
            rest = after;
            markup.take(&tag);
            if tag.closes {
                if let Some(place) = open.iter().rposition(|name| *name == tag.name) {
                    open.truncate(place);
                }
                continue;
            }
            if !matches!(tag.name.as_str(), "script" | "style" | "link" | "meta" | "title" | "noscript") {
                markup.shape(&tag, &open, &mut known);
            }
            if RAW.contains(&tag.name.as_str()) {
                rest = after_raw(rest, &tag.name);
            } else if !VOID.contains(&tag.name.as_str()) && open.len() < MAX_DEPTH {
                open.push(tag.name);
            }
        }
        markup
    }

    fn shape(&mut self, tag: &Tag, open: &[String], known: &mut HashSet<String>) {
        let mut classes: Vec<&str> = tag.attribute("class").unwrap_or_default().split_ascii_whitespace().collect();
        classes.sort_unstable();
        let parent = open.last().map_or("", String::as_str);
        let shape = format!("{parent}>{}.{}", tag.name, classes.join("."));
        if self.shapes.len() < MAX_SHAPES && known.insert(shape.clone()) {
            self.shapes.push(shape);
        }
    }

    fn take(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "link" => {
                let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
                if rel.split_ascii_whitespace().any(|word| word == "icon") {
                    self.icon = self.icon.take().or_else(|| tag.attribute("href").map(decoded));
                }
            }
            "audio" | "video" | "source" => keep(&mut self.media, tag.attribute("src")),
            "a" => {
                let wallet = tag.attribute("href").and_then(|href| {
                    let (scheme, rest) = href.split_once(':')?;
                    let currency = match scheme.to_ascii_lowercase().as_str() {
                        "bitcoin" => "btc",
                        "ethereum" => "eth",
                        "monero" => "xmr",
                        "litecoin" => "ltc",
                        _ => return None,
                    };
                    let address = rest.split(['?', '@', '/']).next()?;
                    Some(format!("{currency}:{address}"))
                });
                keep(&mut self.wallets, wallet.as_deref());
            }
            _ => {}
        }
    }
}

fn keep(list: &mut Vec<String>, value: Option<&str>) {
    if let Some(value) = value.map(decoded).filter(|_| list.len() < MAX_ADDRESSES) {
        list.push(value);
    }
}

/// Addresses hold few character references but this one.
fn decoded(text: &str) -> String {
    text.replace("&amp;", "&")
}

/// The tag at the beginning, after its `<`, and what follows it.
fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    let (closes, text) = text.strip_prefix('/').map_or((false, text), |rest| (true, rest));
    if !text.starts_with(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), closes, attributes: Vec::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return Some((tag, rest));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((tag, after));
        }
        // An equals sign at the beginning of a name belongs to it.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c));
        let (name, after) = rest.split_at(end.map_or(rest.len(), |end| first + end));
        let (value, after) = value(after);
        if tag.attributes.len() < MAX_ATTRIBUTES {
            tag.attributes.push((name.to_ascii_lowercase(), value));
        }
        rest = after;
    }
}

/// The value of an attribute after its name, if there is one, and what follows.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_ascii_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()))
}

/// What follows the end tag of an element that holds only text.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(place) = rest.find("</") {
        rest = &rest[place + 2..];
        if rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_are_read_however_they_are_written() {
        let markup = Markup::read(
            "<!DOCTYPE html><HTML><Head><link REL='shortcut icon' href=/i.ico?a=1&amp;b=2><title><b></title>\
             <script>if (a<b) document.write('<p class=no>')</script><!-- <p class=hidden> --></head>\
             <body><p class=\"b a\">x<br/><a href='bitcoin:1HarbouR?amount=1'>pay</a></p><p class='a b'>\
             <audio src = /live.m3u8 ></audio><a href=\"monero:",
        );
        assert_eq!(markup.icon.as_deref(), Some("/i.ico?a=1&b=2"));
        assert_eq!(
            (markup.media, markup.wallets),
            (vec!["/live.m3u8".to_owned()], vec!["btc:1HarbouR".to_owned(), "xmr:".to_owned()])
        );
        let wanted = [">html.", "html>head.", "html>body.", "body>p.a.b", "p>br.", "p>a.", "p>audio."];
        assert_eq!(markup.shapes, wanted);
    }

    /// Deeply nested, unclosed or endless: time grows with the length and no faster.
    #[test]
    fn a_hostile_page_is_read_to_its_end() {
        let deep = "<div>".repeat(300_000) + &"</p>".repeat(300_000);
        assert_eq!(Markup::read(&deep).shapes.len(), 2);
        let attributes = format!("<p {}>", "a=1 ".repeat(500_000));
        assert_eq!(Markup::read(&attributes).shapes, [">p."]);
        assert_eq!(Markup::read(&"<!--".repeat(500_000)).shapes.len(), 0);
        assert_eq!(Markup::read(&format!("<script>{}", "</".repeat(500_000))).shapes.len(), 0);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(html in "(<|>|/|=|\"|'|!--|-->|script|a|p| |class|ä|\\PC){0,60}") {
            Markup::read(&html);
        }
    }
}
