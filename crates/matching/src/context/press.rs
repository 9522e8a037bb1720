//! Reporting: a signed and dated article that gives the words to whoever said them.

use super::lexicon::Topic;
use super::signal::{ContextSignal, Kind, PointsTo, Weight, excerpt};
use super::surroundings::{Surroundings, outermost};
use crate::page::{Block, BlockKind};

const NEWS_TYPES: [&str; 7] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
];
/// A line longer than this is a sentence that happens to begin with "by".
const SIGNATURE_WORDS: usize = 9;
/// Characters in which a dateline ends with its dash.
const DATELINE_CHARS: usize = 60;

/// What of an article's form is there.
struct Form<'a> {
    byline: Option<String>,
    dateline: Option<String>,
    attributions: Vec<&'a str>,
    near: usize,
    quoted: bool,
    news: bool,
}

pub(super) fn signals(around: &Surroundings<'_>) -> Vec<ContextSignal> {
    let form = Form {
        byline: byline(around),
        dateline: dateline(around),
        attributions: around.phrases(Topic::Attribution),
        near: around.near(Topic::Attribution),
        quoted: is_quoted(around),
        news: around.declares(&NEWS_TYPES),
    };
    [form.byline(around), form.dateline(), form.quotation(around), form.attribution(around)]
        .into_iter()
        .flatten()
        .collect()
}

impl Form<'_> {
    fn byline(&self, around: &Surroundings<'_>) -> Option<ContextSignal> {
        let name = self.byline.as_deref()?;
        let dated = self.dateline.is_some() || self.news;
        let is_article = dated && (self.near > 0 || self.quoted || (around.spans.is_none() && self.news));
        let weight = weight(is_article && around.has_own_prose());
        let found = format!("signed {}{}", quote(name), if self.news { ", declared a news article" } else { "" });
        Some(ContextSignal::new(Kind::Byline, PointsTo::Journalism, weight, found))
    }

    fn dateline(&self) -> Option<ContextSignal> {
        let date = self.dateline.as_deref()?;
        let found = format!("dated {}", quote(date));
        Some(ContextSignal::new(Kind::Dateline, PointsTo::Journalism, Weight::Weak, found))
    }

    fn quotation(&self, around: &Surroundings<'_>) -> Option<ContextSignal> {
        if !self.quoted {
            return None;
        }
        let own = around.has_own_prose();
        let points_to = if own { PointsTo::Journalism } else { PointsTo::Nothing };
        let weight = weight(own && (self.near > 0 || self.byline.is_some()));
        let found = "the known text stands in quotation marks or in a quotation block";
        Some(ContextSignal::new(Kind::Quotation, points_to, weight, found))
    }

    fn attribution(&self, around: &Surroundings<'_>) -> Option<ContextSignal> {
        let first = self.attributions.first()?;
        let beside = if around.spans.is_some() { self.near } else { 0 };
        let is_report = around.has_own_prose()
            && match around.spans {
                Some(_) => self.near >= 2 || (self.near > 0 && self.quoted),
                None => self.near >= 2,
            };
        let all: Vec<String> = self.attributions.iter().take(4).map(|phrase| quote(phrase)).collect();
        let found = match beside {
            0 => format!("words are given to others: {}", all.join(", ")),
            _ => format!("beside the known text, words are given to others: {}", all.join(", ")),
        };
        let found = if found.len() > 200 { format!("words are given to others: {}", quote(first)) } else { found };
        Some(ContextSignal::new(Kind::Attribution, PointsTo::Journalism, weight(is_report), found))
    }
}

fn weight(clear: bool) -> Weight {
    if clear { Weight::Clear } else { Weight::Weak }
}

fn quote(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", excerpt(text))
}

/// The author by metadata, by markup, or by a short line such as "By A. Keeper".
fn byline(around: &Surroundings<'_>) -> Option<String> {
    let page = around.page;
    let marked = page.blocks.iter().filter(|block| block.kind == BlockKind::Byline);
    let marked = marked.map(|block| &block.range).filter(|range| !around.is_matched(range));
    let declared = page.metadata.authors.first().map(String::as_str).filter(|name| !name.starts_with("http"));
    let signed = around.hits(Topic::Signature).find_map(|hit| {
        let block = around.block_of(&around.words.bytes_of(hit.words.clone()))?;
        let words = around.words.words_in(&block.range);
        let names = words.start == hit.words.start && words.len() > hit.words.len() && words.len() <= SIGNATURE_WORDS;
        (names && block.kind != BlockKind::Heading).then(|| page.text_of(block))
    });
    let marked = marked.filter_map(|range| page.text.get(range.clone())).next();
    declared.or(marked).or(signed).map(str::to_owned)
}

/// The date by metadata, by markup, by "PLACE, 4 May —" before a paragraph, or by a short line with a year.
fn dateline(around: &Surroundings<'_>) -> Option<String> {
    let page = around.page;
    let marked = page.blocks.iter().find(|block| block.kind == BlockKind::Dateline && !around.is_matched(&block.range));
    let written = around.main.iter().filter(|block| block.kind == BlockKind::Paragraph).find_map(|block| {
        let text = page.text_of(block);
        let start: String = text.chars().take(DATELINE_CHARS).collect();
        let (place, _) = start.split_once(" — ").or_else(|| start.split_once(" – "))?;
        let is_dated = place.chars().any(char::is_numeric) && place.contains([',', '،', '(']);
        let end = block.range.start + place.len();
        (is_dated && !around.is_matched(&(block.range.start..end))).then(|| place.to_owned())
    });
    let line =
        || around.main.iter().find(|block| is_date_line(around, block)).map(|block| page.text_of(block).to_owned());
    let marked = marked.map(|block| page.text_of(block).to_owned());
    page.metadata.published.clone().or(marked).or(written).or_else(line)
}

/// A line of few words, one of which is a year.
fn is_date_line(around: &Surroundings<'_>, block: &Block) -> bool {
    let words = around.words.words_in(&block.range);
    let mut years = words.clone().map(|at| around.words.word(at)).filter(|word| {
        let bytes = word.folded.as_bytes();
        bytes.len() == 4 && bytes.iter().all(u8::is_ascii_digit) && (b"13".as_slice()..=b"20").contains(&&bytes[..2])
    });
    block.kind == BlockKind::Paragraph
        && (2..=SIGNATURE_WORDS).contains(&words.len())
        && !around.is_matched(&block.range)
        && years.next().is_some()
}

/// Whether most of the matched text stands in quotation blocks or between quotation marks.
fn is_quoted(around: &Surroundings<'_>) -> bool {
    let spans = around.spans.unwrap_or_default();
    let total: usize = spans.iter().map(ExactSizeIterator::len).sum();
    let quotes: Vec<&Block> =
        outermost(around.page.blocks.iter().filter(|block| block.kind == BlockKind::Quote)).collect();
    let quoted = spans.iter().filter(|span| {
        let first = quotes.partition_point(|quote| quote.range.end <= span.start);
        let in_block = quotes[first..].iter().take_while(|quote| quote.range.start < span.end).any(|quote| {
            let shared = quote.range.end.min(span.end).saturating_sub(quote.range.start.max(span.start));
            shared * 10 >= span.len() * 8
        });
        in_block || is_in_marks(&around.page.text, span)
    });
    total > 0 && quoted.map(ExactSizeIterator::len).sum::<usize>() * 2 >= total
}

/// Whether a passage begins and ends in quotation marks, give or take a few words: the words at an edge of a passage may
/// be the page's own, where they happen to go on as the known text does.
fn is_in_marks(text: &str, span: &std::ops::Range<usize>) -> bool {
    const OPENING: [char; 10] = ['"', '\u{201c}', '\u{201e}', '«', '»', '\u{2018}', '\u{201a}', '‹', '\'', '\u{201d}'];
    const CLOSING: [char; 10] = ['"', '\u{201d}', '\u{201c}', '»', '«', '\u{2019}', '\u{2018}', '›', '\'', '\u{201e}'];
    const EDGE_WORDS: usize = 3;
    let passage = text.get(span.clone()).unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let mut after = text.get(span.end..).unwrap_or_default().chars();
    let opened = before.ends_with(OPENING)
        || passage.split_whitespace().take(EDGE_WORDS + 1).skip(1).any(|word| word.starts_with(OPENING));
    let closed = after.by_ref().take(3).any(|c| CLOSING.contains(&c))
        || passage.split_whitespace().rev().take(EDGE_WORDS + 1).skip(1).any(|word| word.ends_with(CLOSING));
    opened && closed
}
