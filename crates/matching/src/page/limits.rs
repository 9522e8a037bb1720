//! How much of a page is examined, and the record of what was not.

/// The limits of one reading. Honest pages stay far below them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of the body.
    pub bytes: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Attributes of one element; html5ever compares each with all before it.
    pub attributes: usize,
    /// Parts of the text.
    pub blocks: usize,
    pub links: usize,
    pub pictures: usize,
    /// Recordings and videos.
    pub played: usize,
    /// Bytes of one picture inside the page, decoded.
    pub inline_picture_bytes: usize,
    /// Bytes of all pictures inside the page, decoded.
    pub inline_bytes: usize,
    /// Bytes of one block of JSON-LD.
    pub json_bytes: usize,
    /// Entries of one kind in the metadata.
    pub declared: usize,
    /// Characters of one entry.
    pub declared_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 4 << 20,
            depth: 400,
            attributes: 256,
            blocks: 50_000,
            links: 10_000,
            pictures: 2_000,
            played: 200,
            inline_picture_bytes: 2 << 20,
            inline_bytes: 4 << 20,
            json_bytes: 256 << 10,
            declared: 200,
            declared_chars: 500,
        }
    }
}

/// What was cut off; each thing is said once.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    pub list: Vec<String>,
    /// Whether a reader may see some of it.
    pub is_seen: bool,
}

impl Cuts {
    pub fn note(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.list.contains(&what) {
            self.list.push(what);
        }
    }

    /// Notes something that a reader may see.
    pub fn note_seen(&mut self, what: impl Into<String>) {
        self.note(what);
        self.is_seen = true;
    }
}

/// The beginning of a body, as far as it is examined.
pub(super) fn examined<'a>(bytes: &'a [u8], limits: &Limits, cuts: &mut Cuts) -> &'a [u8] {
    if bytes.len() > limits.bytes {
        cuts.note_seen(format!("everything after the first {} bytes", limits.bytes));
    }
    &bytes[..bytes.len().min(limits.bytes)]
}
