//! Turns drafts into pages: gives each its address, writes it, and keeps the truth about it.

use super::blocks::{self, Block, escape};
use super::darkroom::Shot;
use super::shells::{Filling, Layout};
use super::words::Words;
use super::{Asset, Page};
use crate::material::Language;
use crate::truth::{Kind, Truth};
use jiff::civil::Date;
use rand::{Rng, rngs::StdRng};

/// Serial numbers of pages, and of the same pages after a move; they never meet.
const FIRST_SERIAL: u32 = 20_417;
const MOVED: u32 = 40_000;
/// A prime, and a generator modulo it: together they turn serial numbers into codes that look
/// random and are all different.
const PRIME: u64 = 2_147_483_647;
const GENERATOR: u64 = 48_271;
/// Columns at which pastes are wrapped.
const PASTE_COLUMNS: usize = 76;

/// Everything about a page but its address and its looks.
pub(super) struct Draft<'a> {
    pub host: String,
    pub site: &'a str,
    pub layout: Layout,
    pub words: &'a Words,
    pub title: String,
    pub author: String,
    pub date: Date,
    pub slug: &'a str,
    pub blocks: Vec<Block>,
    pub shot: Option<Shot>,
    pub kind: Kind,
}

/// Publishes pages one after the other.
#[derive(Default)]
pub(super) struct Press {
    pages: Vec<Page>,
    truth: Truth,
}

impl Press {
    /// The words of a language.
    pub fn words(&self, language: Language) -> Words {
        Words::of(language)
    }

    /// Publishes a page.
    pub fn page(&mut self, draft: Draft, rng: &mut StdRng) {
        let serial = self.serial();
        let path = |serial| draft.layout.path(serial, &code(serial), draft.slug, draft.date);
        let assets: Vec<Asset> = draft.shot.clone().map(|shot| media(serial, shot)).into_iter().collect();
        let url = format!("https://{}{}", draft.host, path(serial));
        let source = assets.first().map(|asset| {
            if rng.random_bool(0.2) { format!("https://{}{}", draft.host, asset.path) } else { asset.path.clone() }
        });
        let charset = draft.layout.charset(rng);
        let html = Filling {
            layout: draft.layout,
            words: draft.words,
            charset,
            site: draft.site,
            title: &draft.title,
            author: &draft.author,
            date: draft.date,
            serial,
            url: &url,
            body: &content(&draft, source.as_deref()),
        }
        .page(rng);
        let (content_type, body) = if draft.layout == Layout::Raw {
            ("text/plain; charset=utf-8".to_owned(), html.into_bytes())
        } else {
            charset.encode(&html, draft.words.language)
        };
        let page =
            Page { path: path(serial), moved_path: path(serial + MOVED), host: draft.host, content_type, body, assets };
        self.keep(page, draft.kind);
    }

    /// Publishes a picture file with no page around it.
    pub fn file(&mut self, host: &str, shot: Shot, kind: Kind) {
        let serial = self.serial();
        let extension = shot.extension;
        let path = |serial| format!("/files/{}.{extension}", code(serial));
        let page = Page {
            host: host.to_owned(),
            path: path(serial),
            moved_path: path(serial + MOVED),
            content_type: shot.content_type.to_owned(),
            body: shot.file,
            assets: vec![],
        };
        self.keep(page, kind);
    }

    /// All pages and the truth about them.
    pub fn finish(self) -> (Vec<Page>, Truth) {
        (self.pages, self.truth)
    }

    fn serial(&self) -> u32 {
        FIRST_SERIAL + 7 * self.pages.len() as u32
    }

    fn keep(&mut self, page: Page, kind: Kind) {
        self.truth.entries.insert(page.url(), kind);
        self.pages.push(page);
    }
}

/// A name of six or seven letters and digits for a serial number; no two have the same.
fn code(serial: u32) -> String {
    const SIGNS: &[u8; 36] = b"k3x9qa7wz1mfy5tb8hn2vc6rpj4dgs0lueio";
    let mut rest = u64::from(serial) * GENERATOR % PRIME * GENERATOR % PRIME;
    let mut code = String::new();
    while rest > 0 || code.len() < 6 {
        code.push(char::from(SIGNS[(rest % 36) as usize]));
        rest /= 36;
    }
    code
}

/// The picture of page `serial` as a file on its host.
fn media(serial: u32, shot: Shot) -> Asset {
    let path = format!("/media/{}.{}", code(serial), shot.extension);
    shot.at(path)
}

/// The content of a page: HTML, or lines of text for pastes.
fn content(draft: &Draft, source: Option<&str>) -> String {
    match draft.layout {
        Layout::Raw => lines(&draft.blocks),
        Layout::Paste => escape(&lines(&draft.blocks)),
        layout => blocks::html(&draft.blocks, layout.manner(), draft.words, source),
    }
}

/// Blocks as plain text, wrapped.
fn lines(blocks: &[Block]) -> String {
    let text = |block: &Block| match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::Quote(text) => wrapped(text),
        Block::Figure(_) => String::new(),
        Block::Field(label, value) => format!("{label}: {value}"),
        Block::Item(text) => wrapped(&format!("* {text}")),
    };
    blocks.iter().map(text).collect::<Vec<_>>().join("\n\n")
}

fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        if lines[last].chars().count() + word.chars().count() >= PASTE_COLUMNS {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    lines.join("\n")
}
