//! The parts of a page's content, read from a frame and written as HTML in one of several manners.

use super::words::{Cast, Words};
use std::fmt::Write;

/// The slots that hold passages of the known material.
const PASSAGES: [&str; 3] = ["{q1}", "{q2}", "{q3}"];

/// One part of a page's content; all strings are plain text.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Heading(String),
    Paragraph(String),
    Quote(String),
    /// The page's picture, if it has one, over this caption.
    Figure(String),
    Field(String, String),
    Item(String),
}

/// How blocks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Elements that mean what they say.
    Semantic,
    /// `div`s and classes for everything; quotations only in quotation marks.
    Divs,
    /// Line breaks and tables.
    Breaks,
}

/// Reads a frame: the title after `#`, then one block a line. `##` is a heading, `>` a quotation,
/// `!` a figure, `- a | b` a field, `*` a list item, anything else a paragraph.
pub(super) fn read(frame: &str, words: &Words, cast: &Cast) -> (String, Vec<Block>) {
    let mut title = String::new();
    let mut blocks = Vec::new();
    for line in frame.lines() {
        let Some((sign, rest)) = line.split_once(' ') else {
            continue;
        };
        let filled = cast.fill(rest);
        blocks.push(match sign {
            "#" => {
                title = filled;
                continue;
            }
            "##" => Block::Heading(filled),
            ">" => Block::Quote(filled),
            "!" => Block::Figure(filled),
            "*" => Block::Item(filled),
            "-" => {
                let (label, value) = filled.split_once(" | ").unwrap_or((&filled, ""));
                Block::Field(label.to_owned(), value.to_owned())
            }
            _ => Block::Paragraph(cast.fill(&quoting(line, words))),
        });
    }
    (title, blocks)
}

/// Puts quotation marks around the passages that stand within a sentence.
fn quoting(line: &str, words: &Words) -> String {
    PASSAGES.iter().fold(line.to_owned(), |line, slot| line.replace(slot, &words.quoted(slot)))
}

/// Writes plain text so that it is safe in HTML text and attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Writes blocks as HTML. `source` is the address of the page's picture.
pub(super) fn html(blocks: &[Block], manner: Manner, words: &Words, source: Option<&str>) -> String {
    let mut html = String::new();
    let mut list = None;
    for block in blocks {
        let wanted = list_of(block, manner);
        if list != wanted {
            close(&mut html, list);
            open(&mut html, wanted);
            list = wanted;
        }
        html.push_str(&match manner {
            Manner::Semantic => semantic(block, source),
            Manner::Divs => divs(block, words, source),
            Manner::Breaks => breaks(block, source),
        });
    }
    close(&mut html, list);
    html
}

/// The element that surrounds a run of such blocks.
fn list_of(block: &Block, manner: Manner) -> Option<&'static str> {
    match (block, manner) {
        (Block::Field(..), Manner::Semantic) => Some("dl"),
        (Block::Field(..), Manner::Breaks) => Some("table"),
        (Block::Item(_), Manner::Semantic) => Some("ol"),
        _ => None,
    }
}

fn open(html: &mut String, list: Option<&str>) {
    if let Some(element) = list {
        let _ = writeln!(html, "<{element}>");
    }
}

fn close(html: &mut String, list: Option<&str>) {
    if let Some(element) = list {
        let _ = writeln!(html, "</{element}>");
    }
}

fn semantic(block: &Block, source: Option<&str>) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Quote(text) => format!("<blockquote><p>{}</p></blockquote>\n", escape(text)),
        Block::Figure(caption) => source.map_or_else(String::new, |source| {
            let caption = escape(caption);
            format!(
                "<figure><img src=\"{source}\" alt=\"{caption}\" loading=\"lazy\"><figcaption>{caption}</figcaption></figure>\n"
            )
        }),
        Block::Field(label, value) => {
            format!("<dt>{}</dt><dd>{}</dd>\n", escape(label), escape(value))
        }
        Block::Item(text) => format!("<li>{}</li>\n", escape(text)),
    }
}

fn divs(block: &Block, words: &Words, source: Option<&str>) -> String {
    match block {
        Block::Heading(text) => format!("<div class=\"hd\">{}</div>\n", escape(text)),
        Block::Paragraph(text) => format!("<div class=\"tx\"><span>{}</span></div>\n", escape(text)),
        Block::Quote(text) => {
            format!("<div class=\"tx in\"><span>{}</span></div>\n", escape(&words.quoted(text)))
        }
        Block::Figure(caption) => source.map_or_else(String::new, |source| {
            let caption = escape(caption);
            format!(
                "<div class=\"im\"><a href=\"{source}\"><img src=\"{source}\" width=\"480\"></a><div class=\"cp\">{caption}</div></div>\n"
            )
        }),
        Block::Field(label, value) => format!(
            "<div class=\"rw\"><div class=\"l\">{}</div><div class=\"r\">{}</div></div>\n",
            escape(label),
            escape(value)
        ),
        Block::Item(text) => format!("<div class=\"it\">{}</div>\n", escape(text)),
    }
}

fn breaks(block: &Block, source: Option<&str>) -> String {
    match block {
        Block::Heading(text) => format!("<H3>{}</H3>\n", escape(text)),
        Block::Paragraph(text) => format!("{}<BR><BR>\n", escape(text)),
        Block::Quote(text) => format!("<BLOCKQUOTE><I>{}</I></BLOCKQUOTE>\n", escape(text)),
        Block::Figure(caption) => source.map_or_else(String::new, |source| {
            format!("<CENTER><IMG SRC=\"{source}\" BORDER=0><BR><SMALL>{}</SMALL></CENTER><BR>\n", escape(caption))
        }),
        Block::Field(label, value) => format!("<tr><td>{}</td><td>{}</td></tr>\n", escape(label), escape(value)),
        Block::Item(text) => format!("&nbsp;&#149; {}<BR>\n", escape(text)),
    }
}
