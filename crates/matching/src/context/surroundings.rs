//! The page around a match: what is its own, and which telling words stand there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexicon::{Hit, Topic, find};
use crate::page::{Block, BlockKind, Page};
use crate::text::{Likeness, Normalised};

/// A paragraph of fewer words of its own is a label or a button, not prose.
const PROSE_WORDS: usize = 6;
/// How far from a matched passage, in words, an attribution may stand.
const NEAR_WORDS: usize = 30;

/// A page divided into what matched and what is its own.
pub(super) struct Surroundings<'a> {
    pub page: &'a Page,
    pub words: Normalised,
    /// The matched passages; `None` when only a picture matched.
    pub spans: Option<&'a [Range<usize>]>,
    /// Blocks that do not lie inside another, in order: those of the page's main part, and any that matched.
    pub main: Vec<&'a Block>,
    /// Words of the main part.
    pub main_words: usize,
    /// Those of them that lie in matched passages.
    pub matched_words: usize,
    /// Words of the page's own prose.
    pub own_words: usize,
    /// Telling words of the main part, outside the matched passages.
    hits: Vec<Hit>,
}

/// Those of some blocks, which come in order, that do not lie inside another of them.
pub(super) fn outermost<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> impl Iterator<Item = &'a Block> {
    let mut end = 0;
    blocks.into_iter().filter(move |block| {
        let is_outermost = block.range.start >= end;
        end = end.max(block.range.end);
        is_outermost
    })
}

impl<'a> Surroundings<'a> {
    pub fn of(page: &'a Page, likeness: Option<&'a Likeness>) -> Self {
        let words = Normalised::of(&page.text);
        let mut around = Self {
            page,
            words,
            spans: likeness.map(|likeness| likeness.spans.as_slice()),
            main: Vec::new(),
            main_words: 0,
            matched_words: 0,
            own_words: 0,
            hits: Vec::new(),
        };
        around.main =
            outermost(&page.blocks).filter(|block| !block.kind.is_apart() || around.is_matched(&block.range)).collect();
        around.count();
        around.hits = find(&around.words);
        around.hits = std::mem::take(&mut around.hits).into_iter().filter(|hit| around.is_own(&hit.words)).collect();
        around
    }

    fn count(&mut self) {
        for block in &self.main {
            let words = self.words.words_in(&block.range);
            let matched = words.clone().filter(|word| self.is_matched(&self.words.word(*word).range)).count();
            let own = words.len() - matched;
            self.main_words += words.len();
            self.matched_words += matched;
            let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption | BlockKind::ListItem);
            if is_prose && own >= PROSE_WORDS {
                self.own_words += own;
            }
        }
    }

    /// Whether these bytes touch a matched passage.
    pub fn is_matched(&self, bytes: &Range<usize>) -> bool {
        let spans = self.spans.unwrap_or_default();
        let next = spans.partition_point(|span| span.end <= bytes.start);
        spans.get(next).is_some_and(|span| span.start < bytes.end)
    }

    /// In the main part and outside the matched passages.
    fn is_own(&self, words: &Range<usize>) -> bool {
        let bytes = self.words.bytes_of(words.clone());
        !self.is_matched(&bytes) && self.block_of(&bytes).is_some()
    }

    /// The main block in which these bytes stand.
    pub fn block_of(&self, bytes: &Range<usize>) -> Option<&'a Block> {
        let next = self.main.partition_point(|block| block.range.end <= bytes.start);
        self.main.get(next).copied().filter(|block| block.range.start <= bytes.start)
    }

    pub fn hits(&self, topic: Topic) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.topic == topic)
    }

    /// The distinct phrases of a topic, as the page writes them.
    pub fn phrases(&self, topic: Topic) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        self.hits(topic).filter(|hit| seen.insert(self.folded(hit))).map(|hit| self.written(hit)).collect()
    }

    fn folded(&self, hit: &Hit) -> Vec<&str> {
        hit.words.clone().map(|at| self.words.word(at).folded).collect()
    }

    pub fn written(&self, hit: &Hit) -> &'a str {
        self.page.text.get(self.words.bytes_of(hit.words.clone())).unwrap_or_default()
    }

    /// Phrases that stand where the name of a field does: they begin a block, and fill it or are followed by a colon; or
    /// they begin a sentence and are followed by a colon.
    pub fn labels(&self, topic: Topic) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        let labels = self.hits(topic).filter(|hit| {
            let bytes = self.words.bytes_of(hit.words.clone());
            let Some(block) = self.block_of(&bytes) else {
                return false;
            };
            let after = self.page.text.get(bytes.end..block.range.end).unwrap_or_default().trim_start();
            let begins = self.words.words_in(&block.range).start == hit.words.start;
            let before = self.page.text.get(block.range.start..bytes.start).unwrap_or_default().trim_end();
            let is_named = after.starts_with([':', '：']);
            (begins
                && (after.is_empty() || is_named || after.starts_with(['—', '–']) || block.kind == BlockKind::Label))
                || (is_named && before.ends_with(['.', ';', '·', '|', '؛', '۔']))
        });
        labels.filter(|hit| seen.insert(self.folded(hit))).map(|hit| self.written(hit)).collect()
    }

    /// Whether a heading, or a line that could be one, consists of a phrase of this topic or begins with it.
    pub fn is_headed(&self, topic: Topic) -> bool {
        self.hits(topic).any(|hit| {
            let bytes = self.words.bytes_of(hit.words.clone());
            let Some(block) = self.block_of(&bytes) else {
                return false;
            };
            let words = self.words.words_in(&block.range);
            let after = self.page.text.get(bytes.end..block.range.end).unwrap_or_default();
            words.start == hit.words.start
                && (block.kind == BlockKind::Heading || words == hit.words || after.starts_with([':', '.', '—', '–']))
        })
    }

    /// Hits within a few words of a matched passage; all of them when only a picture matched.
    pub fn near(&self, topic: Topic) -> usize {
        let Some(spans) = self.spans else {
            return self.hits(topic).count();
        };
        let spans: Vec<Range<usize>> = spans.iter().map(|span| self.words.words_in(span)).collect();
        // The passages lie in order: none is as near as the first that does not lie far before.
        let is_near = |hit: &&Hit| {
            let next = spans.partition_point(|span| span.end + NEAR_WORDS <= hit.words.start);
            spans.get(next).is_some_and(|span| span.start < hit.words.end + NEAR_WORDS)
        };
        self.hits(topic).filter(is_near).count()
    }

    /// Whether there is enough prose of the page's own for the matched material to be its subject.
    pub fn has_own_prose(&self) -> bool {
        match self.spans {
            Some(_) => self.own_words >= 150 || (self.own_words >= 30 && self.own_words * 2 >= self.matched_words),
            None => self.own_words >= 60,
        }
    }

    /// Whether a schema.org type is declared.
    pub fn declares(&self, types: &[&str]) -> bool {
        self.page.metadata.schema_types.iter().any(|name| types.contains(&name.as_str()))
    }
}
