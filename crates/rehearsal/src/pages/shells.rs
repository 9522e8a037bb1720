//! What surrounds the content of a page: one template for each sort of site, as different from one
//! another as sites are.

use super::blocks::{Manner, escape};
use super::charset::Charset;
use super::words::Words;
use jiff::civil::Date;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;

/// A sort of site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layout {
    /// A home-grown site of `div`s in `div`s.
    Soup,
    /// A publishing service with a plain, clean page.
    Article,
    /// A page of the nineties.
    Tables,
    /// A thread of a forum.
    Forum,
    /// A paste in a page.
    Paste,
    /// A paste as bare text.
    Raw,
    /// A blog post with comments.
    Blog,
    /// A thread of an image board.
    Board,
    /// The web preview of one message of a channel.
    Channel,
    /// The page of one picture.
    Gallery,
    /// A newspaper's article.
    Press,
    /// An encyclopaedia's article.
    Wiki,
    /// A decision in a court's portal.
    Court,
    /// A paper in a journal.
    Journal,
    /// A record in an archive's catalogue.
    Archive,
    /// A check of facts.
    Check,
}

impl Layout {
    fn template(self) -> &'static str {
        match self {
            Self::Soup => include_str!("shells/soup.html"),
            Self::Article => include_str!("shells/article.html"),
            Self::Tables => include_str!("shells/tables.html"),
            Self::Forum => include_str!("shells/forum.html"),
            Self::Paste => include_str!("shells/paste.html"),
            Self::Raw => "{{body}}\n\n-- {{site}} REHEARSAL\n",
            Self::Blog => include_str!("shells/blog.html"),
            Self::Board => include_str!("shells/board.html"),
            Self::Channel => include_str!("shells/channel.html"),
            Self::Gallery => include_str!("shells/gallery.html"),
            Self::Press => include_str!("shells/press.html"),
            Self::Wiki => include_str!("shells/wiki.html"),
            Self::Court => include_str!("shells/court.html"),
            Self::Journal => include_str!("shells/journal.html"),
            Self::Archive => include_str!("shells/archive.html"),
            Self::Check => include_str!("shells/check.html"),
        }
    }

    /// How such a site writes the parts of its content.
    pub fn manner(self) -> Manner {
        match self {
            Self::Soup | Self::Channel | Self::Board => Manner::Divs,
            Self::Tables => Manner::Breaks,
            _ => Manner::Semantic,
        }
    }

    /// Whether such a site can show text only.
    pub fn is_text_only(self) -> bool {
        matches!(self, Self::Paste | Self::Raw)
    }

    /// Whether such a site has a place for continuous text.
    pub fn holds_text(self) -> bool {
        self != Self::Gallery
    }

    /// Picks how such a site writes characters; sites of an older make often not in UTF-8.
    pub fn charset(self, rng: &mut StdRng) -> Charset {
        let old = matches!(self, Self::Soup | Self::Tables | Self::Forum | Self::Court);
        match rng.random_range(0..10) {
            0 | 1 if old => Charset::InHeader,
            2 | 3 if old => Charset::InPage,
            4 if old => Charset::References,
            _ => Charset::Utf8,
        }
    }

    /// The path of page number `serial`; `code` and `slug` are two other names of the page.
    pub fn path(self, serial: u32, code: &str, slug: &str, date: Date) -> String {
        let (year, month) = (date.year(), date.month());
        match self {
            Self::Soup => format!("/item{serial}.php"),
            Self::Article => format!("/p/{slug}-{code}"),
            Self::Tables => format!("/~{}/{slug}{serial}.htm", &code[..3]),
            Self::Forum => format!("/t/{serial}-{slug}"),
            Self::Paste => format!("/{code}"),
            Self::Raw => format!("/raw/{code}.txt"),
            Self::Blog => format!("/{year}/{month:02}/{slug}-{serial}.html"),
            Self::Board => format!("/b/res/{serial}.html"),
            Self::Channel => format!("/s/lamp/{serial}"),
            Self::Gallery => format!("/v/{code}"),
            Self::Press => format!("/coast/{date}/{slug}-{serial}"),
            Self::Wiki => format!("/wiki/Meridian_league_{serial}"),
            Self::Court => format!("/decisions/{year}/{serial}"),
            Self::Journal => format!("/articles/{serial}"),
            Self::Archive => format!("/records/mer-{serial}"),
            Self::Check => format!("/checks/{slug}-{serial}/"),
        }
    }
}

/// What fills a template.
pub(super) struct Filling<'a> {
    pub layout: Layout,
    pub words: &'a Words,
    pub charset: Charset,
    pub site: &'a str,
    pub title: &'a str,
    pub author: &'a str,
    pub date: Date,
    pub serial: u32,
    pub url: &'a str,
    /// Escaped already.
    pub body: &'a str,
}

impl Filling<'_> {
    /// The whole page. `rng` picks nicknames and, where there is room, comments.
    pub fn page(&self, rng: &mut StdRng) -> String {
        let words = self.words;
        let by = words.label("by").replace("{name}", self.author);
        let slots = [
            ("meta", self.charset.declaration(words.language)),
            ("lang", words.language.tag().to_owned()),
            ("dir", words.language.direction().to_owned()),
            ("nav", navigation(words)),
            ("site", escape(self.site)),
            ("title", escape(self.title)),
            ("author", escape(self.author)),
            ("by", escape(&by)),
            ("date", words.date(self.date)),
            ("iso", self.date.to_string()),
            ("serial", self.serial.to_string()),
            ("url", self.url.to_owned()),
            ("nick", nickname(rng).to_owned()),
            ("published", words.label("published").to_owned()),
            ("reply", words.label("reply").to_owned()),
            ("share", words.label("share").to_owned()),
            ("views", words.label("views").to_owned()),
            ("source", words.label("source").to_owned()),
            ("references", words.label("references").to_owned()),
            ("ld", self.linked_data()),
            ("comments", comments(words, rng)),
            ("body", self.body.to_owned()),
        ];
        let template = self.layout.template().to_owned();
        slots.iter().fold(template, |page, (slot, value)| page.replace(&format!("{{{{{slot}}}}}"), value))
    }

    /// What the page says about itself in JSON-LD.
    fn linked_data(&self) -> String {
        let kind = match self.layout {
            Layout::Check => "ClaimReview",
            _ => "NewsArticle",
        };
        json!({
            "@context": "https://schema.org",
            "@type": kind,
            "headline": self.title,
            "inLanguage": self.words.language.tag(),
            "datePublished": self.date.to_string(),
            "author": {"@type": "Person", "name": self.author},
            "publisher": {"@type": "Organization", "name": self.site},
        })
        .to_string()
    }
}

fn navigation(words: &Words) -> String {
    const TARGETS: [&str; 4] = ["/", "/new/", "/archive/", "/contact/"];
    let links = words.list("nav").into_iter().zip(TARGETS);
    links.map(|(label, target)| format!("<a href=\"{target}\">{label}</a> ")).collect()
}

fn nickname(rng: &mut StdRng) -> &'static str {
    const NICKNAMES: [&str; 8] =
        ["tern_74", "lampwick", "saltmarsh", "kelpie", "northquay", "oar", "pebble9", "drizzle"];
    NICKNAMES.choose(rng).copied().unwrap_or(NICKNAMES[0])
}

/// Up to three remarks of other visitors, no two the same.
fn comments(words: &Words, rng: &mut StdRng) -> String {
    let remarks: Vec<_> = words.frame("comments").lines().collect();
    let many = rng.random_range(0..4);
    let chosen: Vec<_> = remarks.choose_multiple(rng, many).collect();
    chosen
        .into_iter()
        .map(|remark| {
            format!(
                "<div class=\"post comment\"><b>{}</b> <div class=\"content\">{}</div></div>\n",
                nickname(rng),
                escape(remark)
            )
        })
        .collect()
}
