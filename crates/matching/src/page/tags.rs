//! What elements and class names mean for reading.

use html5ever::tokenizer::Tag;
use html5ever::tokenizer::states::RawKind;

use super::BlockKind;

/// The value of an attribute; empty if absent.
pub(super) fn attr<'a>(tag: &'a Tag, name: &str) -> &'a str {
    tag.attrs.iter().find(|attr| &*attr.name.local == name).map_or("", |attr| attr.value.trim())
}

/// Whether an attribute is there at all.
pub(super) fn has(tag: &Tag, name: &str) -> bool {
    tag.attrs.iter().any(|attr| &*attr.name.local == name)
}

/// The words of `class`, `id`, `role` and `itemprop`, in lower case.
pub(super) fn marks(tag: &Tag) -> Vec<String> {
    ["class", "id", "role", "itemprop"]
        .iter()
        .flat_map(|name| attr(tag, name).split_ascii_whitespace())
        .map(str::to_ascii_lowercase)
        .collect()
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose content is not markup.
pub(super) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Elements that start and end a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements whose content is never text of the page. What an `object` holds is shown where the object itself cannot be,
/// and nothing is known of that here.
fn never_shown(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "template"
            | "select"
            | "datalist"
            | "iframe"
            | "noembed"
            | "noframes"
            | "audio"
            | "video"
            | "canvas"
    )
}

/// Elements whose content is never text of the page when they stand in a drawing. Anywhere else nobody knows them, and
/// browsers show what is in them.
pub(super) fn is_described(name: &str) -> bool {
    matches!(name, "defs" | "desc" | "metadata")
}

/// Whether a reader does not see this element.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let style: String = attr(tag, "style").to_ascii_lowercase().split_whitespace().collect();
    never_shown(&tag.name)
        || has(tag, "hidden")
        || ["display:none", "visibility:hidden"].iter().any(|rule| style.contains(rule))
        || (&*tag.name == "dialog" && !has(tag, "open"))
}

/// Which open element a start tag closes, and which elements stop the search for it. The end tags of these may be
/// left out.
pub(super) fn closes(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "a" => (&["a"], &["table", "body"]),
        "option" => (&["option"], &["select"]),
        name if is_block(name) => (&["p"], &["td", "th", "table", "li", "blockquote", "div", "body"]),
        _ => return None,
    })
}

/// What a part of the text is by the element it is in; nothing if the element does not say.
pub(super) fn block_kind(tag: &Tag, marks: &[String]) -> Option<BlockKind> {
    let by_name = match &*tag.name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "blockquote" | "q" => BlockKind::Quote,
        "time" => BlockKind::Dateline,
        "figcaption" | "caption" => BlockKind::Caption,
        "nav" | "menu" | "button" | "search" => BlockKind::Navigation,
        "footer" => BlockKind::Footer,
        "li" => BlockKind::ListItem,
        "dt" | "th" => BlockKind::Label,
        "pre" | "code" | "samp" => BlockKind::Code,
        "html" | "body" | "main" | "article" => return None,
        _ => return by_marks(tag, marks),
    };
    // A heading that names the author is a byline.
    Some(by_marks(tag, marks).filter(|_| by_name == BlockKind::Heading).unwrap_or(by_name))
}

fn by_marks(tag: &Tag, marks: &[String]) -> Option<BlockKind> {
    if attr(tag, "rel").split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("author")) {
        return Some(BlockKind::Byline);
    }
    marks.iter().find_map(|mark| match mark.as_str() {
        "byline" | "by-line" | "author" | "auteur" | "autor" | "article-author" | "post-author" | "entry-author"
        | "author-name" | "signature" => Some(BlockKind::Byline),
        "dateline" | "datepublished" | "published" | "entry-date" | "post-date" | "timestamp" | "pubdate" => {
            Some(BlockKind::Dateline)
        }
        "caption" | "wp-caption-text" | "image-caption" => Some(BlockKind::Caption),
        "navigation" | "menubar" | "search" | "toolbar" | "share" | "sharing" => Some(BlockKind::Navigation),
        "comments" | "comment" | "comment-list" | "commentlist" | "replies" | "respond" | "disqus_thread" => {
            Some(BlockKind::Comment)
        }
        "contentinfo" | "site-footer" => Some(BlockKind::Footer),
        mark if ["cookie", "consent", "gdpr"].iter().any(|notice| mark.starts_with(notice)) => {
            Some(BlockKind::Navigation)
        }
        mark if is_menu(mark) => Some(BlockKind::Navigation),
        _ => None,
    })
}

/// Class names of menus; `has-sidebar` and the like describe the rest of the page.
fn is_menu(mark: &str) -> bool {
    const NAMES: [&str; 7] = ["nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "sidebar", "pagination"];
    let is_about_others = ["has-", "with-", "no-", "without-"].iter().any(|prefix| mark.starts_with(prefix));
    !is_about_others && mark.rsplit(['-', '_']).next().is_some_and(|last| NAMES.contains(&last))
}
