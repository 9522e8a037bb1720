//! Handing a page to the tokenizer in pieces, so that a hostile tag is noticed before it costs time.

/// Bytes handed over at once at most. The tokenizer compares each attribute of a tag with all before it; this many
/// bytes hold few enough.
const PIECE: usize = 1_024;

/// Cuts before every `<`, and after [`PIECE`] bytes. A piece that makes no token, then, lies inside one tag, comment or
/// declaration, which began with the first such piece.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = &str> {
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
pub(super) struct Unfinished {
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
    pub fn read(&mut self, piece: &str) -> usize {
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
