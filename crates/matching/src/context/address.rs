//! Root, search, listing, profile and collection: pages that are not one item, so that nothing can be ordered about
//! them; and copies that name another place as their own.

use url::Url;

use super::signal::{ContextSignal, Kind, PointsTo, Weight, excerpt};
use crate::page::{BlockKind, Page, is_query};

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
const LIST_PATHS: [&str; 17] = [
    "tag",
    "tags",
    "hashtag",
    "category",
    "categories",
    "topic",
    "topics",
    "kategorie",
    "categorie",
    "categoría",
    "catégorie",
    "etiqueta",
    "label",
    "author",
    "etiket",
    "rubrik",
    "rubrique",
];
const COLLECTION_PATHS: [&str; 9] =
    ["album", "albums", "gallery", "galleries", "playlist", "collection", "collections", "channel", "set"];
const COLLECTION_TYPES: [&str; 8] = [
    "CollectionPage",
    "ImageGallery",
    "VideoGallery",
    "ItemList",
    "MusicPlaylist",
    "MusicAlbum",
    "PodcastSeries",
    "DataCatalog",
];
/// What stands before a name in the address of a person's page.
const PROFILE_PATHS: [&str; 10] =
    ["user", "users", "u", "member", "members", "profile", "profiles", "profil", "perfil", "profiel"];
/// Parameters that say how the front page is shown or how the reader came, never which item.
const FRONT_PAGE_PARAMETERS: [&str; 8] = ["lang", "language", "locale", "hl", "l", "theme", "ref", "source"];
/// Entries from which a page counts as a list of them.
const ENTRIES: usize = 5;
/// Results from which an answer counts as that of a search whose words are not recognised.
const RESULTS: usize = 3;
/// Pictures from which a page without prose counts as a collection.
const PICTURES: usize = 12;

pub(super) fn signals(page: &Page, url: &Url) -> Vec<ContextSignal> {
    let segments: Vec<String> =
        url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let search = search(page, url, &segments);
    // What was handed in as a file stands at no site.
    let root = if search.is_some() || !url.has_host() { None } else { root(page, url, &segments) };
    let is_front_or_search = search.is_some() || root.is_some();
    let many = collection(page, &segments)
        .or_else(|| profile(page, &segments))
        .or_else(|| listing(page, &segments))
        .filter(|_| !is_front_or_search);
    search.into_iter().chain(root).chain(many).chain(elsewhere(page, url)).collect()
}

fn not_one(kind: Kind, weight: Weight, found: String) -> Option<ContextSignal> {
    Some(ContextSignal::new(kind, PointsTo::NotOneItem, weight, found))
}

fn root(page: &Page, url: &Url, segments: &[String]) -> Option<ContextSignal> {
    let mut parameters = url.query_pairs().peekable();
    let leads_nowhere = |name: &str| FRONT_PAGE_PARAMETERS.contains(&name) || name.starts_with("utm_");
    let (weight, what) = match segments {
        [] if parameters.peek().is_some() => {
            let is_plain = parameters.all(|(name, _)| leads_nowhere(&name.to_lowercase()));
            (clear_if(is_plain), "the address is the site's front page with parameters")
        }
        [] if url.fragment().is_some_and(|part| part.starts_with(['/', '!'])) => {
            (Weight::Weak, "the address is the site's front page with a part only scripts understand")
        }
        [] => (Weight::Clear, "the address is the site's front page"),
        [file] if file.starts_with("index.") && url.query().is_none() => {
            (Weight::Clear, "the address is the site's front page")
        }
        [language] if language.len() == 2 && url.query().is_none() => {
            (clear_if(page.counts.entries >= ENTRIES), "the address looks like the front page in one language")
        }
        _ => return None,
    };
    not_one(Kind::Root, weight, what.to_owned())
}

const fn clear_if(clear: bool) -> Weight {
    if clear { Weight::Clear } else { Weight::Weak }
}

fn search(page: &Page, url: &Url, segments: &[String]) -> Option<ContextSignal> {
    let asked = url.query_pairs().find(|(name, value)| is_query(&name.to_lowercase()) && !value.trim().is_empty());
    let path = segments.iter().any(|part| SEARCH_PATHS.contains(&stem(part)));
    let listed = page.counts.result_lists > 0;
    let declared = page.metadata.schema_types.iter().any(|name| name == "SearchResultsPage");
    // Other engines have other names for the question; then field, question and answer have to be there together.
    let answered = url.query().is_some() && page.counts.search_fields > 0 && listed && page.counts.entries >= RESULTS;
    let asked = asked.map(|(name, _)| name.into_owned());
    match asked {
        Some(name) => {
            let weight = clear_if(path || listed || declared || segments.is_empty());
            not_one(Kind::Search, weight, format!("the address asks a search ({})", excerpt(&name)))
        }
        None if declared || answered || (path && listed) => {
            not_one(Kind::Search, Weight::Clear, "a list of search results".to_owned())
        }
        None => None,
    }
}

/// A segment without the ending of a file.
fn stem(segment: &str) -> &str {
    segment.split_once('.').map_or(segment, |(stem, _)| stem)
}

/// A page of links: many entries, and most of its words lead elsewhere.
fn is_list(page: &Page) -> bool {
    let counts = &page.counts;
    let mostly_links = counts.linked_chars * 5 >= counts.main_chars * 2;
    mostly_links && (counts.entries >= ENTRIES || (counts.pagination > 0 && counts.entries >= 3))
}

fn listing(page: &Page, segments: &[String]) -> Option<ContextSignal> {
    let counts = &page.counts;
    // Wikis write "Category:Lamps" as one segment.
    let is_category = |part: &str| part.split_once(':').is_some_and(|(kind, _)| LIST_PATHS.contains(&kind));
    let by_path = segments.iter().rev().skip(1).any(|part| LIST_PATHS.contains(&part.as_str()))
        || segments.last().is_some_and(|part| is_category(&decoded(part)));
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
        let is_long = counts.entries >= ENTRIES || (counts.pagination > 0 && counts.entries >= 3);
        return not_one(
            Kind::Listing,
            clear_if(is_long),
            "the address is that of a tag, a category or a numbered page".to_owned(),
        );
    }
    None
}

/// A path segment with its percent codes resolved.
fn decoded(segment: &str) -> String {
    let pair = format!("x={}", segment.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, value)| value.to_lowercase())
}

/// The page that stands for a person: what is ordered about it is ordered about everything they published there.
fn profile(page: &Page, segments: &[String]) -> Option<ContextSignal> {
    let declared = page.metadata.schema_types.iter().any(|name| name == "ProfilePage")
        || page.metadata.og_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("profile"));
    let by_path = match segments {
        [name] => name.len() > 1 && name.starts_with(['@', '~']),
        [kind, _] => PROFILE_PATHS.contains(&kind.as_str()),
        _ => false,
    };
    let found = match (declared, by_path) {
        (true, _) => "the page declares itself the profile of a person or group",
        (false, true) => "the address is that of a person's profile",
        (false, false) => return None,
    };
    not_one(Kind::Profile, Weight::Clear, found.to_owned())
}

fn collection(page: &Page, segments: &[String]) -> Option<ContextSignal> {
    let by_type = page.metadata.schema_types.iter().find(|name| COLLECTION_TYPES.contains(&name.as_str()));
    let listed = page.blocks.iter().filter(|block| block.kind == BlockKind::ListItem).count();
    let has_many = page.counts.entries.max(listed) >= ENTRIES || page.pictures.len() >= PICTURES;
    if page.title.as_deref().is_some_and(|title| title.starts_with("Index of /")) {
        return not_one(Kind::Collection, Weight::Clear, "an index of files".to_owned());
    }
    if let Some(name) = by_type.filter(|_| has_many) {
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

/// A cache or mirror. Anybody can name any place as the true one, so the sign stays weak.
fn elsewhere(page: &Page, url: &Url) -> Option<ContextSignal> {
    let there = page.metadata.canonical.as_ref().and_then(host)?;
    let here = host(url)?;
    if there == here {
        return None;
    }
    not_one(Kind::Elsewhere, Weight::Weak, format!("a copy of a page that names {} as its place", excerpt(there)))
}

/// The host without the names that only choose how the same site is shown.
fn host(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    Some(["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host))
}
