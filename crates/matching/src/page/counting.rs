//! Counting the markup that tells an article from a list, and a work of reference from both.

use html5ever::tokenizer::Tag;

use super::Counts;
use super::tags::{attr, has};

/// Class names, ids and roles by which templates mark what they hold.
const ENTRY: [&str; 7] = ["card", "post", "entry", "hentry", "teaser", "result", "grid-item"];
const PAGINATION: [&str; 5] = ["pagination", "pager", "page-numbers", "nav-links", "paginator"];
const RESULTS: [&str; 5] = ["results", "search-results", "searchresults", "search-result", "serp"];
const REFERENCES: [&str; 8] =
    ["references", "reflist", "footnotes", "bibliography", "doc-bibliography", "doc-endnotes", "endnotes", "citations"];
const REFERENCE_MARK: [&str; 3] = ["reference", "footnote-ref", "doc-noteref"];
const EDIT: [&str; 3] = ["mw-editsection", "edit-link", "editsection"];

/// Adds what one element shows.
pub(super) fn count(counts: &mut Counts, tag: &Tag, marks: &[String]) {
    let name: &str = &tag.name;
    let is = |names: &[&str]| marks.iter().any(|mark| names.contains(&mark.as_str()));
    let leads_on = attr(tag, "rel").split_ascii_whitespace().any(|rel| matches!(rel, "next" | "prev"));
    let is_box = |mark: &String| mark.starts_with("infobox") || mark == "taxobox";
    counts.entries += usize::from(name == "article" || is(&ENTRY));
    counts.pagination += usize::from(leads_on || is(&PAGINATION));
    counts.search_fields += usize::from((name == "input" && is_search_field(tag)) || is(&["search"]));
    counts.result_lists += usize::from(is(&RESULTS));
    counts.infoboxes += usize::from(marks.iter().any(is_box));
    counts.reference_lists += usize::from(is(&REFERENCES));
    counts.reference_marks += usize::from(name == "sup" && is(&REFERENCE_MARK));
    counts.edit_links += usize::from(attr(tag, "href").contains("action=edit") || is(&EDIT));
    counts.share_buttons += usize::from(is_share_button(tag, marks));
}

fn is_search_field(tag: &Tag) -> bool {
    attr(tag, "type") == "search" || is_query(attr(tag, "name"))
}

fn is_share_button(tag: &Tag, marks: &[String]) -> bool {
    let named = marks.iter().any(|mark| mark.starts_with("share") || mark.ends_with("-share"));
    matches!(&*tag.name, "a" | "button" | "div" | "ul") && (named || has(tag, "data-share"))
}

/// Names that search fields and addresses of searches use.
pub(crate) fn is_query(name: &str) -> bool {
    matches!(
        name,
        "q" | "query"
            | "s"
            | "search"
            | "search_query"
            | "searchterm"
            | "keyword"
            | "keywords"
            | "suche"
            | "recherche"
            | "buscar"
            | "zoek"
            | "ara"
            | "text"
            | "term"
    )
}

/// Whether a link inside the page leads to a note or reference.
pub(super) fn counts_as_reference(href: &str) -> bool {
    ["#cite", "#fn", "#ref", "#note", "#bib", "#footnote"].iter().any(|prefix| href.starts_with(prefix))
}
