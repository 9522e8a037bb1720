//! Reading HTML: one pass over the tags and texts, with a stack of what is open.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use url::Url;

use super::counting::{count, counts_as_reference};
use super::declared::Declared;
use super::limits::{Cuts, Limits};
use super::picture::Pictures;
use super::prose::Prose;
use super::tags::{attr, block_kind, closes, has, is_block, is_described, is_hidden, is_void, marks, raw_kind};
use super::{BlockKind, Counts, Link, Page};

/// An element that is open, with what it and its ancestors say about the text inside.
struct Open {
    name: LocalName,
    hidden: bool,
    kind: Option<BlockKind>,
    linked: bool,
    /// Set for an inline element that is a part of its own, and for captions: what it is and where its text starts.
    mark: Option<(BlockKind, usize)>,
    /// Set for a figure: how many pictures there were before it.
    figure: Option<usize>,
    caption: Option<String>,
}

/// The page as far as it is read.
pub(super) struct Reader {
    limits: Limits,
    pub cuts: Cuts,
    base: Url,
    based: bool,
    open: Vec<Open>,
    /// Elements too deep to be kept on the stack.
    too_deep: usize,
    prose: Prose,
    pictures: Pictures,
    played: Vec<Url>,
    links: Vec<Link>,
    declared: Declared,
    counts: Counts,
    title: Option<String>,
    /// The text of a `title` or JSON-LD script being read.
    captured: Option<String>,
    line_broken: bool,
}

impl Reader {
    pub fn new(url: &Url, limits: Limits, cuts: Cuts) -> Self {
        Self {
            limits,
            cuts,
            base: url.clone(),
            based: false,
            open: Vec::new(),
            too_deep: 0,
            prose: Prose::default(),
            pictures: Pictures::default(),
            played: Vec::new(),
            links: Vec::new(),
            declared: Declared::default(),
            counts: Counts::default(),
            title: None,
            captured: None,
            line_broken: false,
        }
    }

    /// Takes a start tag; says whether content may follow before its end tag.
    pub fn start(&mut self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        if let Some((closed, stop)) = closes(name) {
            let found = self.open.iter().rposition(|open| closed.contains(&&*open.name) || stop.contains(&&*open.name));
            if let Some(at) = found.filter(|at| closed.contains(&&*self.open[*at].name)) {
                self.close_from(at);
            }
        }
        let marks = marks(tag);
        count(&mut self.counts, tag, &marks);
        if is_block(name) {
            self.prose.break_block();
        }
        let is_empty = is_void(name) || (tag.self_closing && self.is_in_drawing());
        if is_void(name) {
            self.void(tag);
        } else if !is_empty {
            self.open(tag, &marks);
        }
        self.line_broken = name == "br";
        !is_empty
    }

    fn is_in_drawing(&self) -> bool {
        self.open.iter().any(|open| &*open.name == "svg")
    }

    fn open(&mut self, tag: &Tag, marks: &[String]) {
        if self.open.len() >= self.limits.depth && raw_kind(&tag.name).is_none() {
            self.cuts.note(format!("markup of elements nested deeper than {}", self.limits.depth));
            self.too_deep += 1;
            return;
        }
        let own = block_kind(tag, marks).filter(|kind| !(*kind == BlockKind::Footer && self.is_in_article()));
        let (hidden, outer, linked) =
            self.open.last().map_or((false, None, false), |outer| (outer.hidden, outer.kind, outer.linked));
        let inline = !is_block(&tag.name);
        let mark = own.filter(|own| match own {
            BlockKind::Quote | BlockKind::Byline | BlockKind::Dateline => inline,
            own => *own == BlockKind::Caption,
        });
        let passed_on = if inline && mark.is_some() { None } else { own };
        self.open.push(Open {
            name: tag.name.clone(),
            hidden: hidden || is_hidden(tag) || (is_described(&tag.name) && self.is_in_drawing()),
            kind: stronger(outer, passed_on),
            linked: linked || &*tag.name == "a",
            mark: mark.filter(|_| !outer.is_some_and(BlockKind::is_apart)).map(|kind| (kind, self.prose.end())),
            figure: (&*tag.name == "figure").then(|| self.pictures.len()),
            caption: None,
        });
        self.opened(tag);
    }

    /// What an element does besides holding text.
    fn opened(&mut self, tag: &Tag) {
        match &*tag.name {
            "html" if self.declared.language.is_none() => {
                let lang = [attr(tag, "lang"), attr(tag, "xml:lang")].into_iter().find(|lang| !lang.is_empty());
                self.declared.language = lang.map(str::to_owned);
            }
            "a" => self.link(tag),
            "title" if self.title.is_none() && !self.is_in_drawing() => {
                self.captured = Some(String::new());
            }
            "script" if attr(tag, "type").eq_ignore_ascii_case("application/ld+json") => {
                self.captured = Some(String::new());
            }
            "audio" | "video" => {
                if !attr(tag, "poster").is_empty() {
                    self.pictures.add(attr(tag, "poster"), "", &self.base, &self.limits, &mut self.cuts);
                }
                self.plays(tag);
            }
            _ => {}
        }
        if has(tag, "itemtype") {
            self.declared.item_type(attr(tag, "itemtype"), &self.limits, &mut self.cuts);
        }
    }

    fn void(&mut self, tag: &Tag) {
        match &*tag.name {
            "br" if self.line_broken => self.prose.break_block(),
            "br" => self.text_as("\n"),
            "img" => self.pictures.img(tag, &self.base, &self.limits, &mut self.cuts),
            "source" if self.open.last().is_some_and(|open| &*open.name == "picture") => self.pictures.offer(tag),
            "source" if self.open.last().is_some_and(|open| matches!(&*open.name, "audio" | "video")) => {
                self.plays(tag)
            }
            "base" if !self.based => {
                if let Ok(base) = self.base.join(attr(tag, "href")) {
                    (self.base, self.based) = (base, true);
                }
            }
            "area" => self.link(tag),
            "link" => self.declared.link(tag, &self.base),
            "meta" => {
                if let Some(address) = self.declared.meta(tag, &self.limits, &mut self.cuts) {
                    self.pictures.add(address, "", &self.base, &self.limits, &mut self.cuts);
                }
            }
            _ => {}
        }
    }

    /// Notes what a player plays. What is inside the page or made by its scripts has no address to be fetched from.
    fn plays(&mut self, tag: &Tag) {
        let src = attr(tag, "src");
        if src.is_empty() {
            return;
        }
        match self.base.join(src) {
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                self.cuts.note("a recording or video that has no address of its own");
            }
            Ok(url) if self.played.contains(&url) => {}
            Ok(_) if self.played.len() >= self.limits.played => {
                self.cuts.note(format!("recordings and videos after the first {}", self.limits.played));
            }
            Ok(url) => self.played.push(url),
            Err(_) => self.cuts.note("a recording or video without a valid address"),
        }
    }

    fn link(&mut self, tag: &Tag) {
        let href = attr(tag, "href");
        if href.is_empty() || href.starts_with('#') {
            self.counts.reference_marks += usize::from(counts_as_reference(href));
            return;
        }
        let Ok(url) = self.base.join(href) else {
            return self.cuts.note("a link without a valid address");
        };
        if matches!(url.scheme(), "javascript" | "data" | "blob" | "about") {
            return;
        }
        if self.links.len() >= self.limits.links {
            return self.cuts.note(format!("links after the first {}", self.limits.links));
        }
        let in_navigation = self.kind().is_apart();
        self.counts.links += usize::from(!in_navigation);
        let rel = attr(tag, "rel").split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
        self.links.push(Link { url, rel, in_navigation });
    }

    pub fn text(&mut self, text: &str) {
        if let Some(captured) = &mut self.captured {
            if captured.len() + text.len() <= self.limits.json_bytes {
                captured.push_str(text);
            } else {
                self.cuts.note(format!("JSON-LD beyond {} bytes", self.limits.json_bytes));
            }
            return;
        }
        self.line_broken &= text.trim().is_empty();
        self.text_as(text);
    }

    fn text_as(&mut self, text: &str) {
        let (hidden, linked) = self.open.last().map_or((false, false), |open| (open.hidden, open.linked));
        if !hidden {
            let kind = self.kind();
            self.prose.push(text, kind, linked, &self.limits, &mut self.cuts);
        }
    }

    /// What text is at this place.
    fn kind(&self) -> BlockKind {
        self.open.last().and_then(|open| open.kind).unwrap_or(BlockKind::Paragraph)
    }

    /// The foot of an article or a quotation is not that of the page.
    fn is_in_article(&self) -> bool {
        self.open.iter().any(|open| matches!(&*open.name, "article" | "blockquote" | "main"))
    }

    pub fn end_tag(&mut self, name: &str) {
        if self.too_deep > 0 && raw_kind(name).is_none() {
            self.too_deep -= 1;
            return;
        }
        if is_block(name) {
            self.line_broken = false;
        }
        if let Some(at) = self.open.iter().rposition(|open| &*open.name == name) {
            self.close_from(at);
        } else if name == "p" {
            self.prose.break_block();
        }
    }

    /// Closes this element and all inside it.
    fn close_from(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.closed(&open);
            if is_block(&open.name) {
                self.prose.break_block();
            }
        }
    }

    fn closed(&mut self, open: &Open) {
        match (&*open.name, self.captured.take()) {
            ("title", Some(title)) => {
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                self.title = Some(title).filter(|title| !title.is_empty());
            }
            ("script", Some(json)) => self.declared.json_ld(&json, &self.limits, &mut self.cuts),
            (_, captured) => self.captured = captured,
        }
        if let (Some(from), Some(caption)) = (open.figure, &open.caption) {
            self.pictures.caption(from, caption);
        }
        match open.mark.filter(|_| !open.hidden) {
            None => {}
            Some((BlockKind::Caption, start)) => {
                let caption = self.prose.since(start).chars().take(self.limits.declared_chars).collect();
                if let Some(figure) = self.open.iter_mut().rev().find(|outer| outer.figure.is_some()) {
                    figure.caption = Some(caption);
                }
            }
            Some((kind, start)) => self.prose.mark(kind, start),
        }
    }

    pub fn finish(mut self, charset: &str) -> Page {
        self.close_from(0);
        let (text, blocks, main_chars, linked_chars) = self.prose.finish();
        let heading = blocks.iter().find(|block| block.kind == BlockKind::Heading);
        let heading = heading.and_then(|block| text.get(block.range.clone())).map(str::to_owned);
        let title = self.title.or(self.declared.shared_title).or(heading);
        let mut metadata = self.declared.metadata;
        metadata.canonical = metadata.canonical.or(self.declared.shared_address);
        Page {
            title: title.map(|title| title.chars().take(self.limits.declared_chars).collect()),
            declared_language: self.declared.language,
            charset: charset.to_owned(),
            text,
            blocks,
            pictures: self.pictures.into_list(),
            played: self.played,
            links: self.links,
            metadata,
            counts: Counts { main_chars, linked_chars, ..self.counts },
            not_examined: self.cuts.list,
            is_cut: self.cuts.is_seen,
        }
    }
}

/// Menus, comments and footers stay what they are whatever is inside; so do quotations, captions and bylines unless something
/// stronger is inside; otherwise the inner element decides.
fn stronger(outer: Option<BlockKind>, inner: Option<BlockKind>) -> Option<BlockKind> {
    let rank = |kind: Option<BlockKind>| match kind {
        Some(kind) if kind.is_apart() => 3,
        Some(BlockKind::Quote | BlockKind::Caption | BlockKind::Byline) => 2,
        Some(_) => 1,
        None => 0,
    };
    if rank(outer) > rank(inner) { outer } else { inner }
}
