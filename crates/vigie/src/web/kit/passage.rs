use std::ops::Range;

use maud::{Markup, html};

/// A stretch of a text that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whether it stands in quotation marks or is attributed to someone.
    pub quoted: bool,
}

/// Quoted text with its matched spans marked and numbered from `first`. `language` is the text's own, if known.
///
/// Spans that lie outside the text, cut a character or overlap an earlier one are left unmarked: what is shown
/// is always the whole text, unchanged.
pub fn passage(text: &str, spans: &[Span], language: Option<&str>, first: usize, label: &str) -> Markup {
    let mut ordered: Vec<&Span> =
        spans.iter().filter(|span| text.get(span.range.clone()).is_some_and(|t| !t.is_empty())).collect();
    ordered.sort_by_key(|span| span.range.start);
    let mut at = 0;
    let mut marked: Vec<(&str, &str, bool)> = Vec::new();
    for span in ordered {
        if span.range.start < at {
            continue;
        }
        let before = text.get(at..span.range.start).unwrap_or_default();
        let inside = text.get(span.range.clone()).unwrap_or_default();
        marked.push((before, inside, span.quoted));
        at = span.range.end;
    }
    let rest = text.get(at..).unwrap_or_default();
    html! {
        div.passage role="group" aria-label=(label) lang=[language] dir=(direction(language)) {
            @for (number, (before, inside, quoted)) in (first..).zip(marked) {
                (before)
                mark class=[quoted.then_some("quote")] id={ "span-" (number) } tabindex="-1" data-span {
                    (inside)
                    sup { (number) }
                }
            }
            (rest)
        }
    }
}

/// The direction a language is written in; `auto` lets the browser look when the language is not known.
fn direction(language: Option<&str>) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 9] = ["ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi"];
    match language.and_then(|tag| tag.split('-').next()) {
        None => "auto",
        Some(primary) if RIGHT_TO_LEFT.contains(&primary) => "rtl",
        Some(_) => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(range: Range<usize>, quoted: bool) -> Span {
        Span { range, quoted }
    }

    #[test]
    fn spans_are_marked_numbered_and_told_from_quotes() {
        let written = passage(
            "The lamp <is> lit. «No ship.»",
            &[span(18..29, true), span(4..8, false)],
            Some("en"),
            3,
            "English",
        );
        assert_eq!(
            written.into_string(),
            concat!(
                r#"<div class="passage" role="group" aria-label="English" lang="en" dir="ltr">The "#,
                r#"<mark id="span-3" tabindex="-1" data-span>lamp<sup>3</sup></mark> &lt;is&gt; lit."#,
                r#"<mark class="quote" id="span-4" tabindex="-1" data-span> «No ship.<sup>4</sup></mark>»</div>"#
            )
        );
    }

    #[test]
    fn scripts_run_their_own_way() {
        assert_eq!(direction(Some("ar")), "rtl");
        assert_eq!(direction(Some("ur-PK")), "rtl");
        assert_eq!(direction(Some("bn")), "ltr");
        assert_eq!(direction(None), "auto");
    }

    fn plain(markup: &str) -> String {
        let mut text = String::new();
        let mut rest = markup;
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            rest = tag.split_once('>').map_or("", |(_, after)| after);
            if tag.starts_with("sup") {
                rest = rest.split_once("</sup>").map_or("", |(_, after)| after);
            }
        }
        text + rest
    }

    proptest! {
        #[test]
        fn the_text_is_never_changed(text in "[a-zé«» ]{0,40}", ends in prop::collection::vec((0_usize..60, 0_usize..60), 0..6)) {
            let spans: Vec<Span> = ends.into_iter().map(|(a, b)| span(a..b, a % 2 == 0)).collect();
            prop_assert_eq!(plain(&passage(&text, &spans, None, 1, "x").into_string()), text);
        }
    }
}
