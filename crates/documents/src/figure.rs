//! A drawing made ready for the page: what it says is made legible as all texts are, and what has no place on paper is
//! refused by name, before the typesetter sees it.

use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

use crate::fonts::FONTS;
use crate::line;

/// The largest figure, in bytes.
pub const MOST_FIGURE: usize = 1 << 20;

/// The most elements and texts of a figure.
const MOST_NODES: u32 = 50_000;

/// How deeply elements may lie in one another.
const DEEPEST: usize = 64;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// What lines and words are drawn with. Not among them: pictures and whatever fetches, filters or runs, and copies, by
/// which a small file is drawn a billion times.
const ELEMENTS: [&str; 22] = [
    "svg",
    "g",
    "a",
    "defs",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "marker",
    "pattern",
];

/// Which scripts a figure is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// All that the fonts have.
    All,
    /// Those of the first font; letters of others are named by their code points.
    First,
}

/// Why a figure is not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureFault {
    /// It is too large.
    #[error("it has {length} bytes; a sheet takes {MOST_FIGURE}")]
    Length {
        /// In bytes.
        length: usize,
    },
    /// It is no SVG document.
    #[error("it is no SVG document in UTF-8: {0}")]
    NotSvg(String),
    /// It has an element that paper does not take.
    #[error("it has an element \"{0}\". Draw it with lines and words")]
    Element(String),
    /// A text changes its font within a line, which the library that draws figures cannot do in all scripts.
    #[error("a text in it has several parts in one line. Give each <tspan> a text, and an x of its own")]
    Parts,
    /// Its elements lie too deeply in one another.
    #[error("its elements lie more than {DEEPEST} deep in one another")]
    Deep,
}

/// The same drawing with legible texts.
pub fn legible(svg: &[u8], scripts: Scripts) -> Result<String, FigureFault> {
    if svg.len() > MOST_FIGURE {
        return Err(FigureFault::Length { length: svg.len() });
    }
    let not_svg = |why: &dyn ToString| FigureFault::NotSvg(why.to_string());
    let source = std::str::from_utf8(svg).map_err(|why| not_svg(&why))?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(source, options).map_err(|why| not_svg(&why))?;
    if !document.root_element().has_tag_name((NAMESPACE, "svg")) {
        return Err(not_svg(&"its root is another element"));
    }
    let mut rewritten = String::with_capacity(source.len());
    let mut copied = 0;
    for node in document.descendants() {
        check(node)?;
        if let Some((place, text)) = spoken(node, scripts) {
            rewritten.push_str(&source[copied..place.start]);
            rewritten.push_str(&escaped(&text));
            copied = place.end;
        }
    }
    rewritten.push_str(&source[copied..]);
    Ok(rewritten)
}

fn check(node: Node) -> Result<(), FigureFault> {
    let name = node.tag_name();
    if node.is_element() && !(name.namespace() == Some(NAMESPACE) && ELEMENTS.contains(&name.name())) {
        return Err(FigureFault::Element(line::plain(name.name())));
    }
    if is(node, "tspan") && (node.attribute("x").is_none() || !node.parent_element().is_some_and(|at| is(at, "text"))) {
        return Err(FigureFault::Parts);
    }
    let drawn = node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty());
    if drawn && node.ancestors().any(|at| is(at, "text")) && node.prev_sibling().is_some() {
        return Err(FigureFault::Parts);
    }
    if node.ancestors().nth(DEEPEST + 1).is_some() { Err(FigureFault::Deep) } else { Ok(()) }
}

fn is(node: Node, element: &str) -> bool {
    node.tag_name().name() == element
}

/// Where a text stands that is drawn, and what is drawn in its place.
fn spoken(node: Node, scripts: Scripts) -> Option<(Range<usize>, String)> {
    let drawn = node.parent_element().is_some_and(|parent| is(parent, "text") || is(parent, "tspan"));
    let text = node.text().filter(|_| node.is_text() && drawn)?;
    let text = line::plain(&text.replace(['\t', '\n', '\r'], " "));
    let drawn = match scripts {
        Scripts::All => text,
        Scripts::First => text.chars().map(of_first_font).collect(),
    };
    Some((node.range(), drawn))
}

fn of_first_font(character: char) -> String {
    let alone = character.to_string();
    if FONTS.first(&alone) == Some(0) { alone } else { format!("[U+{:04X}]", u32::from(character)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(svg: &[u8]) -> Result<String, FigureFault> {
        legible(svg, Scripts::All)
    }

    fn drawing(inside: &str) -> Result<String, FigureFault> {
        set(format!("<svg xmlns=\"{NAMESPACE}\" viewBox=\"0 0 9 9\">{inside}</svg>").as_bytes())
    }

    #[test]
    fn texts_become_legible_and_all_else_stays() {
        let text = "<text x='1'>\n fog &lt;&#x1F4A1;\u{202e}<tspan x='1'>&amp; 灯</tspan></text>";
        let drawn = drawing(&format!("<!-- a --><path d='M0 0h1'/>{text}")).unwrap();
        let text = "<text x='1'>  fog &lt;[U+1F4A1][U+202E]<tspan x='1'>&amp; [U+706F]</tspan></text>";
        let expected = format!("<!-- a --><path d='M0 0h1'/>{text}");
        assert!(drawn.contains(&expected), "{drawn}");
    }

    #[test]
    fn letters_of_other_fonts_can_be_named() {
        let svg = format!("<svg xmlns=\"{NAMESPACE}\"><text>fog, Маяк, ক, رصيف</text></svg>");
        let drawn = legible(svg.as_bytes(), Scripts::First).unwrap();
        assert!(drawn.contains(">fog, Маяк, [U+0995], [U+0631][U+0635][U+064A][U+0641]<"), "{drawn}");
    }

    #[test]
    fn a_text_has_one_part_a_line() {
        for lines in
            ["fog", "<tspan x='1'>fog</tspan> <tspan x='1' dy='9'>tide</tspan>", "fog<tspan x='1'>tide</tspan>"]
        {
            assert!(drawing(&format!("<g><text x='1'>{lines}</text></g>")).is_ok(), "{lines}");
        }
        for mixed in
            ["fog <tspan>tide</tspan>", "<tspan x='1'>fog</tspan> tide", "<tspan x='1'><tspan x='2'>a</tspan></tspan>"]
        {
            assert_eq!(drawing(&format!("<text>{mixed}</text>")), Err(FigureFault::Parts), "{mixed}");
        }
    }

    #[test]
    fn what_has_no_place_on_paper_is_refused_by_name() {
        for name in ["image", "foreignObject", "filter", "script", "use", "x"] {
            assert_eq!(drawing(&format!("<g><{name}/></g>")), Err(FigureFault::Element(name.to_owned())));
        }
        assert_eq!(drawing("<g xmlns='urn:x'/>"), Err(FigureFault::Element("g".to_owned())));
        let nested = |depth: usize| drawing(&format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth)));
        assert!(nested(DEEPEST - 1).is_ok());
        assert_eq!(nested(DEEPEST), Err(FigureFault::Deep));
        assert!(matches!(drawing(&"<g/>".repeat(50_000)), Err(FigureFault::NotSvg(_))));
        for bytes in
            [&b"\xff"[..], b"", b"<p/>", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>"]
        {
            assert!(matches!(set(bytes), Err(FigureFault::NotSvg(_))), "{bytes:?}");
        }
        assert_eq!(set(&vec![b' '; MOST_FIGURE + 1]), Err(FigureFault::Length { length: MOST_FIGURE + 1 }));
    }
}
