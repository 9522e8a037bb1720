//! Building the text of a page and its blocks.

use std::ops::Range;

use super::limits::{Cuts, Limits};
use super::{Block, BlockKind};

/// A short block of which this share is links is a menu, whatever its element.
const LINKED_SHARE: f64 = 0.8;

/// The text so far.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    blocks: Vec<Block>,
    current: Current,
    /// Characters outside what is apart, and those of them that are links.
    main_chars: usize,
    linked_chars: usize,
}

/// The block being written.
#[derive(Debug, Default)]
struct Current {
    start: usize,
    kind: Option<BlockKind>,
    chars: usize,
    linked_chars: usize,
    space: bool,
}

impl Prose {
    /// Adds text of a block of the given kind; white space is collapsed.
    pub fn push(&mut self, text: &str, kind: BlockKind, linked: bool, limits: &Limits, cuts: &mut Cuts) {
        if self.blocks.len() >= limits.blocks {
            cuts.note_seen(format!("text after the first {} parts of the page", limits.blocks));
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.current.space = true;
                continue;
            }
            if self.current.space && self.current.chars > 0 {
                self.text.push(' ');
            }
            self.current.space = false;
            self.current.kind.get_or_insert(kind);
            self.text.push(c);
            self.current.chars += 1;
            self.current.linked_chars += usize::from(linked);
        }
    }

    /// Where the next character will stand.
    pub fn end(&self) -> usize {
        self.text.len() + usize::from(self.current.space && self.current.chars > 0)
    }

    /// The text written since a place given by [`Prose::end`].
    pub fn since(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default().trim()
    }

    /// Ends the line.
    pub fn break_block(&mut self) {
        let Current { start, kind, chars, linked_chars, .. } = std::mem::take(&mut self.current);
        if let Some(kind) = kind {
            let is_menu = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
                && linked_chars as f64 >= chars as f64 * LINKED_SHARE;
            if !kind.is_apart() {
                self.main_chars += chars;
                self.linked_chars += linked_chars;
            }
            let kind = if is_menu { BlockKind::Navigation } else { kind };
            self.blocks.push(Block { kind, range: start..self.text.len() });
            self.text.push('\n');
        }
        self.current.start = self.text.len();
    }

    /// Marks what was written in the current line since `start` as a part of its own.
    pub fn mark(&mut self, kind: BlockKind, start: usize) {
        let range: Range<usize> = start.max(self.current.start)..self.text.len();
        if !range.is_empty() {
            self.blocks.push(Block { kind, range });
        }
    }

    /// The finished text, its blocks in order, and how many characters are in the main part and in links there.
    pub fn finish(mut self) -> (String, Vec<Block>, usize, usize) {
        self.break_block();
        self.text.truncate(self.text.trim_end().len());
        self.blocks.sort_by_key(|block| (block.range.start, std::cmp::Reverse(block.range.end)));
        (self.text, self.blocks, self.main_chars, self.linked_chars)
    }
}
