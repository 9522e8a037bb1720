//! Root, search, listing and collection: pages that are not one item, so that nothing can be ordered about them.

use url::Url;

use super::signal::{ContextSignal, Kind, PointsTo, Weight, excerpt};
use crate::page::{Page, is_query};

const SEARCH_PATHS: [&str; 12] = [
    "search",
    "suche",
    "recherche",
    "rechercher",
    "buscar",
    "busqueda",
    "zoeken",
    "zoek",
    "arama",
    "ara",
    "poisk",
    "results",
];
const LIST_PATHS: [&str; 14] = [
    "tag",
    "tags",
    "category",
    "categories",
    "topic",
    "topics",
    "kategorie",
    "categorie",
    "etiqueta",
    "label",
    "author",
    "etiket",
    "rubrik",
    "rubrique",
];
const COLLECTION_PATHS: [&str; 9] =
    ["album", "albums", "gallery", "galleries", "playlist", "collection", "collections", "channel", "set"];
/// Entries from which a page counts as a list of them.
const ENTRIES: usize = 5;
/// Pictures from which a page without prose counts as a collection.
const PICTURES: usize = 12;

pub(super) fn signals(page: &Page, url: &Url) -> Vec<ContextSignal> {
    let segments: Vec<String> =
        url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let search = search(page, url, &segments);
    let root = if search.is_some() { None } else { root(url, &segments) };
    let is_front_or_search = search.is_some() || root.is_some();
    let many = collection(page, &segments).or_else(|| listing(page, &segments)).filter(|_| !is_front_or_search);
    search.into_iter().chain(root).chain(many).collect()
}

fn not_one(kind: Kind, weight: Weight, found: String) -> Option<ContextSignal> {
    Some(ContextSignal::new(kind, PointsTo::NotOneItem, weight, found))
}

fn root(url: &Url, segments: &[String]) -> Option<ContextSignal> {
    let (weight, what) = match segments {
        [] if url.query().is_some() => (Weight::Weak, "the address is the site's front page with parameters"),
        [] if url.fragment().is_some_and(|part| part.starts_with(['/', '!'])) => {
            (Weight::Weak, "the address is the site's front page with a part only scripts understand")
        }
        [] => (Weight::Clear, "the address is the site's front page"),
        [file] if file.starts_with("index.") && url.query().is_none() => {
            (Weight::Clear, "the address is the site's front page")
        }
        [language] if language.len() == 2 && url.query().is_none() => {
            (Weight::Weak, "the address looks like the front page in one language")
        }
        _ => return None,
    };
    not_one(Kind::Root, weight, what.to_owned())
}

fn search(page: &Page, url: &Url, segments: &[String]) -> Option<ContextSignal> {
    let asked = url.query_pairs().find(|(name, value)| is_query(&name.to_lowercase()) && !value.trim().is_empty());
    let path = segments.iter().any(|part| SEARCH_PATHS.contains(&part.as_str()));
    let listed = page.counts.result_lists > 0;
    let declared = page.metadata.schema_types.iter().any(|name| name == "SearchResultsPage");
    let asked = asked.map(|(name, _)| name.into_owned());
    match asked {
        Some(name) => {
            let weight = if path || listed || declared || segments.is_empty() { Weight::Clear } else { Weight::Weak };
            not_one(Kind::Search, weight, format!("the address asks a search ({})", excerpt(&name)))
        }
        None if declared || (path && listed) => {
            not_one(Kind::Search, Weight::Clear, "a list of search results".to_owned())
        }
        None => None,
    }
}

/// A page of links: many entries, and most of its words lead elsewhere.
fn is_list(page: &Page) -> bool {
    let counts = &page.counts;
    let mostly_links = counts.linked_chars * 5 >= counts.main_chars * 2;
    mostly_links && (counts.entries >= ENTRIES || (counts.pagination > 0 && counts.entries >= 3))
}

fn listing(page: &Page, segments: &[String]) -> Option<ContextSignal> {
    let counts = &page.counts;
    let by_path = segments.iter().rev().skip(1).any(|part| LIST_PATHS.contains(&part.as_str()));
    let by_number = matches!(segments, [.., part, number]
        if part == "page" && number.bytes().all(|byte| byte.is_ascii_digit()));
    if is_list(page) {
        let found = format!(
            "{} entries, {} links and marks of further pages: {}",
            counts.entries,
            counts.links,
            if counts.pagination > 0 { "yes" } else { "no" }
        );
        return not_one(Kind::Listing, Weight::Clear, found);
    }
    if by_path || by_number {
        let weight = if counts.pagination > 0 && counts.entries >= 3 { Weight::Clear } else { Weight::Weak };
        return not_one(
            Kind::Listing,
            weight,
            "the address is that of a tag, a category or a numbered page".to_owned(),
        );
    }
    None
}

fn collection(page: &Page, segments: &[String]) -> Option<ContextSignal> {
    let declared = ["CollectionPage", "ImageGallery", "VideoGallery", "ItemList"];
    let by_type = page.metadata.schema_types.iter().find(|name| declared.contains(&name.as_str()));
    if page.title.as_deref().is_some_and(|title| title.starts_with("Index of /")) {
        return not_one(Kind::Collection, Weight::Clear, "an index of files".to_owned());
    }
    if let Some(name) = by_type.filter(|_| page.counts.entries >= ENTRIES || page.pictures.len() >= PICTURES) {
        return not_one(Kind::Collection, Weight::Clear, format!("the page declares itself a collection ({name})"));
    }
    let by_path = segments.iter().any(|part| COLLECTION_PATHS.contains(&part.as_str()));
    if by_path && (is_list(page) || page.pictures.len() >= PICTURES) {
        return not_one(Kind::Collection, Weight::Clear, "the address of a collection, and many entries".to_owned());
    }
    if page.pictures.len() >= PICTURES && page.counts.main_chars < page.pictures.len() * 40 {
        let found = format!("{} pictures and little text", page.pictures.len());
        return not_one(Kind::Collection, Weight::Weak, found);
    }
    None
}
