//! Counting the markup that tells an article from a list, and a work of reference from both.

use html5ever::tokenizer::Tag;

use super::Counts;
use super::tags::{attr, has};

/// Adds what one element shows.
pub(super) fn count(counts: &mut Counts, tag: &Tag, marks: &[String]) {
    let name: &str = &tag.name;
    let is = |names: &[&str]| marks.iter().any(|mark| names.contains(&mark.as_str()));
    let rel = |names: &[&str]| attr(tag, "rel").split_ascii_whitespace().any(|rel| names.contains(&rel));
    let href = attr(tag, "href");
    counts.entries +=
        usize::from(name == "article" || is(&["card", "post", "entry", "hentry", "teaser", "result", "grid-item"]));
    counts.pagination +=
        usize::from(rel(&["next", "prev"]) || is(&["pagination", "pager", "page-numbers", "nav-links", "paginator"]));
    counts.search_fields += usize::from(
        (name == "input" && (attr(tag, "type") == "search" || is_query(attr(tag, "name")))) || is(&["search"]),
    );
    counts.result_lists += usize::from(is(&["results", "search-results", "searchresults", "search-result", "serp"]));
    counts.infoboxes += usize::from(marks.iter().any(|mark| mark.starts_with("infobox") || mark == "taxobox"));
    counts.reference_lists += usize::from(is(&[
        "references", "reflist", "footnotes", "bibliography", "doc-bibliography", "doc-endnotes", "endnotes", "citations",
    ]));
    counts.reference_marks += usize::from(name == "sup" && is(&["reference", "footnote-ref", "doc-noteref"]));
    counts.edit_links += usize::from(href.contains("action=edit") || is(&["mw-editsection", "edit-link", "editsection"]));
    counts.share_buttons += usize::from(
        matches!(name, "a" | "button" | "div" | "ul")
            && (marks.iter().any(|mark| mark.starts_with("share") || mark.ends_with("-share")) || has(tag, "data-share")),
    );
}

/// Names that search fields and addresses of searches use.
pub(crate) fn is_query(name: &str) -> bool {
    matches!(
        name,
        "q" | "query" | "s" | "search" | "search_query" | "searchterm" | "keyword" | "keywords" | "suche" | "recherche"
            | "buscar" | "zoek" | "ara" | "text" | "term"
    )
}

/// Whether a link inside the page leads to a note or reference.
pub(super) fn counts_as_reference(href: &str) -> bool {
    ["#cite", "#fn", "#ref", "#note", "#bib", "#footnote"].iter().any(|prefix| href.starts_with(prefix))
}
