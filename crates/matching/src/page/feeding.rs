//! Handing a page to the tokenizer in pieces, so that a hostile tag is noticed before it costs time.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use url::Url;

use super::limits::{Cuts, Limits, examined};
use super::reader::Reader;
use super::tags::raw_kind;
use super::{Page, charset};

/// Bytes handed over at once at most. The tokenizer compares each attribute of a tag with all before it; this many
/// bytes hold few enough.
const PIECE: usize = 1_024;

/// Reads a page of HTML.
pub(super) fn read(bytes: &[u8], content_type: Option<&str>, url: &Url, limits: &Limits) -> Page {
    let mut cuts = Cuts::default();
    let (html, charset) = charset::decode(examined(bytes, limits, &mut cuts), content_type, &mut cuts);
    let sink = Sink { reader: RefCell::new(Reader::new(url, *limits, cuts)), tokens: Cell::new(0) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut unfinished = Unfinished::default();
    for piece in pieces(&html) {
        let before = tokenizer.sink.tokens.get();
        queue.push_back(StrTendril::from(piece));
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        if tokenizer.sink.tokens.get() != before {
            unfinished = Unfinished::default();
        } else if unfinished.read(piece) > limits.attributes {
            let why = format!("everything after an element with more than {} attributes", limits.attributes);
            tokenizer.sink.reader.borrow_mut().cuts.note_seen(why);
            return tokenizer.sink.reader.into_inner().finish(charset);
        }
    }
    tokenizer.end();
    tokenizer.sink.reader.into_inner().finish(charset)
}

/// What the tokenizer calls; it wants shared access, so the reader is in a cell.
struct Sink {
    reader: RefCell<Reader>,
    tokens: Cell<usize>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        let mut reader = self.reader.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let has_content = reader.start(&tag);
                if let Some(kind) = raw_kind(&tag.name).filter(|_| has_content) {
                    return TokenSinkResult::RawData(kind);
                }
            }
            Token::TagToken(tag) => reader.end_tag(&tag.name),
            Token::CharacterTokens(text) => reader.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Cuts before every `<`, and after [`PIECE`] bytes. A piece that makes no token, then, lies inside one tag, comment or
/// declaration, which began with the first such piece.
fn pieces(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let limit = rest.floor_char_boundary(PIECE);
        let next = rest[..limit].get(1..).and_then(|after| after.find('<')).map_or(limit, |found| found + 1);
        let (piece, after) = rest.split_at(next);
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

/// A tag that the tokenizer has not finished yet.
#[derive(Debug, Default)]
struct Unfinished {
    started: bool,
    /// Comments and declarations have no attributes.
    is_tag: bool,
    attributes: usize,
    quote: Option<u8>,
    last: u8,
    between: bool,
}

impl Unfinished {
    /// Reads on; gives the number of attributes so far.
    fn read(&mut self, piece: &str) -> usize {
        let mut bytes = piece.bytes();
        if !std::mem::replace(&mut self.started, true) {
            self.is_tag = bytes.next() == Some(b'<') && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
        }
        if self.is_tag {
            bytes.for_each(|byte| self.read_byte(byte));
        }
        self.attributes
    }

    fn read_byte(&mut self, byte: u8) {
        match (self.quote, byte) {
            (Some(open), _) if byte == open => (self.quote, self.between) = (None, true),
            (Some(_), _) => {}
            (None, b'"' | b'\'') if self.last == b'=' => self.quote = Some(byte),
            (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => self.between = true,
            (None, b'=') => self.between = false,
            (None, _) => {
                let starts = std::mem::take(&mut self.between) && self.last != b'=';
                self.attributes += usize::from(starts);
            }
        }
        if !byte.is_ascii_whitespace() {
            self.last = byte;
        }
    }
}
