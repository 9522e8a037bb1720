//! What a reader sees of a web page: its text in reading order, its pictures and links, and what it says of itself.
//!
//! Nothing is run, nothing is fetched, and nothing of the page's own markup leaves this module: the rest of Vigie gets
//! plain text, addresses and short facts. Any bytes are read without panic, within fixed limits; what was left out is
//! listed in [`Page::not_examined`], so that silence is never taken for absence.
//!
//! # Source
//! WHATWG HTML Living Standard: tokenisation (by html5ever), and of its rendering chapter what is hidden and what is a
//! block. The document tree is not built: misnested markup makes trees far larger than the page, and reading order,
//! blocks and links need only the tokens.

mod charset;
mod counting;
mod declared;
mod feeding;
mod limits;
mod picture;
mod plain;
mod prose;
mod reader;
mod tags;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::{Deserialize, Serialize};
use url::Url;

pub(crate) use counting::is_query;
pub use picture::{PictureRef, PictureSource};

use limits::Limits;

/// One web page or text file, as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The title it gives itself, else that for sharing, else its first heading.
    pub title: Option<String>,
    /// The language tag it declares (`lang`, `Content-Language`), as written; it is often wrong.
    pub declared_language: Option<String>,
    /// The character set it was read in, by its WHATWG name.
    pub charset: String,
    /// The visible text in reading order, white space collapsed, one line for each block.
    pub text: String,
    /// What the parts of [`Page::text`] are, by their place in it. Inline quotations, times and author names lie
    /// inside the range of their paragraph; all others do not overlap.
    pub blocks: Vec<Block>,
    /// Pictures shown or declared (`og:image`), video posters too, in the order of the page.
    pub pictures: Vec<PictureRef>,
    /// Addresses of recordings and videos that the page plays, in the order of the page, each once. Those of one player
    /// may be the same in several formats.
    pub played: Vec<Url>,
    /// Links, in the order of the page.
    pub links: Vec<Link>,
    /// What the page declares about itself.
    pub metadata: Metadata,
    /// How much there is of what tells an article from a list.
    pub counts: Counts,
    /// What a limit cut off or what could not be read, in plain words. Empty when all was examined.
    pub not_examined: Vec<String>,
    /// Whether that is text or pictures that a reader may see: of a file that is no page all of it, of a very long page
    /// the rest.
    pub is_cut: bool,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of [`Page::text`].
    pub range: Range<usize>,
}

/// What a part of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading of any level.
    Heading,
    /// Running text, and anything that is nothing else.
    Paragraph,
    /// A block quotation, or inline quotation marks put by markup.
    Quote,
    /// Who wrote it.
    Byline,
    /// A date or time marked as such.
    Dateline,
    /// Under a picture or over a table.
    Caption,
    /// Menus, and paragraphs that are links only.
    Navigation,
    /// An item of a list.
    ListItem,
    /// The name of a described thing: `dt`, `th`.
    Label,
    /// Preformatted text.
    Code,
    /// What readers wrote below.
    Comment,
    /// The page's own foot.
    Footer,
}

impl BlockKind {
    /// Not part of what the page is about: menus, readers' comments, the foot.
    #[must_use]
    pub const fn is_apart(self) -> bool {
        matches!(self, Self::Navigation | Self::Comment | Self::Footer)
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where to, resolved against the page's base.
    pub url: Url,
    /// Its `rel` words, lower case.
    pub rel: Vec<String>,
    /// Whether it stands in a menu, in comments or in the footer.
    pub in_navigation: bool,
}

/// What the page declares about itself, in its head and in schema.org markup; all of it unverified.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Named authors.
    pub authors: Vec<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Open Graph type, such as `article` or `profile`.
    pub og_type: Option<String>,
    /// schema.org types such as `NewsArticle`, without their address.
    pub schema_types: Vec<String>,
    /// The program that made the page.
    pub generator: Option<String>,
    /// Bibliographic and archival entries: `citation_*` and Dublin Core, as (name, value), names in lower case.
    pub citations: Vec<(String, String)>,
    /// Publisher or site name.
    pub publisher: Option<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// The address under which the page wants to be known (`link rel=canonical`, else `og:url`).
    pub canonical: Option<Url>,
}

/// Counts of what the markup shows; zero for plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Links outside navigation.
    pub links: usize,
    /// Characters of visible text inside those links.
    pub linked_chars: usize,
    /// Characters of visible text outside navigation, comments and footer.
    pub main_chars: usize,
    /// `article` elements and the like: entries of a list of things.
    pub entries: usize,
    /// Marks of further pages of the same list.
    pub pagination: usize,
    /// Search fields.
    pub search_fields: usize,
    /// Lists of results.
    pub result_lists: usize,
    /// Boxes of facts at the side of an article of reference.
    pub infoboxes: usize,
    /// Lists of references or footnotes.
    pub reference_lists: usize,
    /// Marks in the text that point to a reference.
    pub reference_marks: usize,
    /// Links for editing the page.
    pub edit_links: usize,
    /// Buttons for sharing.
    pub share_buttons: usize,
}

impl Page {
    /// Reads the body of an HTTP response or a file. `content_type` is the header's value; `url` is where the bytes
    /// came from, against which links are resolved. HTML and plain text are read; of anything else the page is empty
    /// and says so in [`Page::not_examined`].
    #[must_use]
    pub fn read(bytes: &[u8], content_type: Option<&str>, url: &Url) -> Self {
        let limits = Limits::default();
        match charset::kind_of(bytes, content_type) {
            charset::Kind::Html => feeding::read(bytes, content_type, url, &limits),
            charset::Kind::Plain => plain::read(bytes, content_type, &limits),
            charset::Kind::Other(name) => {
                let mut page = Self::empty("");
                page.not_examined.push(format!("{name} is not read as a page"));
                page.is_cut = true;
                page
            }
        }
    }

    fn empty(charset: &str) -> Self {
        Self {
            title: None,
            declared_language: None,
            charset: charset.to_owned(),
            text: String::new(),
            blocks: Vec::new(),
            pictures: Vec::new(),
            played: Vec::new(),
            links: Vec::new(),
            metadata: Metadata::default(),
            counts: Counts::default(),
            not_examined: Vec::new(),
            is_cut: false,
        }
    }

    /// The text of a block.
    #[must_use]
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or_default()
    }
}
