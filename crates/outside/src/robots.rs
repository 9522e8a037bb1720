//! What a site's robots.txt asks of us.
//!
//! # Source
//! RFC 9309 (September 2022); see docs/sources/robots.md for what it leaves open.

/// Bytes of a robots.txt that are read; rules beyond are not seen.
pub const MAX_ROBOTS_BYTES: usize = 500 * 1024;

/// The rules of one robots.txt that apply to one crawler.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: Vec<u8>,
    anchored: bool,
}

/// The rules collected so far, for us by name and for everybody.
#[derive(Default)]
struct Groups {
    ours: Option<Vec<Rule>>,
    everybodys: Vec<Rule>,
    /// Whether the group being read names us, and whether it names everybody.
    for_us: bool,
    for_all: bool,
    /// Whether a rule has been read since the last user-agent line.
    in_rules: bool,
}

impl Robots {
    /// Reads a robots.txt for the crawler named by `token`. Any bytes will do: what is not understood
    /// is passed over, and what is beyond [`MAX_ROBOTS_BYTES`] is not read.
    #[must_use]
    pub fn parse(text: &[u8], token: &str) -> Self {
        let text = &text[..text.len().min(MAX_ROBOTS_BYTES)];
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut groups = Groups::default();
        for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
            if let Some(colon) = line.iter().position(|byte| *byte == b':') {
                let (field, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
                groups.take(&field.to_ascii_lowercase(), value, token);
            }
        }
        Self { rules: groups.ours.unwrap_or(groups.everybodys) }
    }

    /// Whether the crawler may fetch `target`: the path and query of a URL, as it is requested. The
    /// longest rule that matches decides; between equals, the one that allows.
    #[must_use]
    pub fn allows(&self, target: &str) -> bool {
        if target == "/robots.txt" {
            return true;
        }
        let target = normal(target.as_bytes(), true);
        let matching = self.rules.iter().filter(|rule| rule.matches(&target));
        matching.max_by_key(|rule| (rule.octets(), rule.allow)).is_none_or(|rule| rule.allow)
    }
}

impl Groups {
    /// Takes in one line. Lines of other kinds, such as a sitemap's, do not end a group.
    fn take(&mut self, field: &[u8], value: &[u8], token: &str) {
        match field {
            b"user-agent" => {
                if std::mem::take(&mut self.in_rules) {
                    (self.for_us, self.for_all) = (false, false);
                }
                if value == b"*" {
                    self.for_all = true;
                } else if names(value, token) {
                    self.for_us = true;
                    self.ours.get_or_insert_default();
                }
            }
            b"allow" | b"disallow" => {
                self.in_rules = true;
                // An empty rule matches nothing.
                if value.is_empty() {
                    return;
                }
                let rule = Rule::new(field == b"allow", value);
                if let (true, Some(ours)) = (self.for_us, &mut self.ours) {
                    ours.push(rule.clone());
                }
                if self.for_all {
                    self.everybodys.push(rule);
                }
            }
            _ => {}
        }
    }
}

/// Whether the value of a user-agent line means the crawler `token`; a version after it is ignored.
fn names(value: &[u8], token: &str) -> bool {
    let value = str::from_utf8(value).unwrap_or_default();
    !token.is_empty() && product_token(value).eq_ignore_ascii_case(token)
}

/// The product token at the beginning of a user agent: letters, `-` and `_`.
pub(crate) fn product_token(user_agent: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '_';
    user_agent.split(|c| !is_part(c)).next().unwrap_or_default()
}

impl Rule {
    fn new(allow: bool, value: &[u8]) -> Self {
        let (value, anchored) = match value.strip_suffix(b"$") {
            Some(rest) => (rest, true),
            None => (value, false),
        };
        let mut pattern = normal(value, false);
        // A site that forgets the slash still means a path.
        if !matches!(pattern.first(), Some(b'/' | b'*')) {
            pattern.insert(0, b'/');
        }
        Self { allow, pattern, anchored }
    }

    fn octets(&self) -> usize {
        self.pattern.len() + usize::from(self.anchored)
    }

    /// Whether the pattern matches from the beginning of `target`, with `*` for any octets. Taking
    /// each piece at its first place is enough: it leaves most room for those that follow.
    fn matches(&self, target: &[u8]) -> bool {
        let mut pieces = self.pattern.split(|byte| *byte == b'*');
        let Some(mut rest) = pieces.next().and_then(|first| target.strip_prefix(first)) else {
            return false;
        };
        let mut pieces = pieces.peekable();
        if pieces.peek().is_none() {
            return !self.anchored || rest.is_empty();
        }
        while let Some(piece) = pieces.next() {
            if self.anchored && pieces.peek().is_none() {
                return rest.ends_with(piece);
            }
            match find(rest, piece) {
                Some(place) => rest = &rest[place + piece.len()..],
                None => return false,
            }
        }
        true
    }
}

fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    if piece.is_empty() {
        return Some(0);
    }
    text.windows(piece.len()).position(|window| window == piece)
}

/// One spelling for each path: octets outside visible ASCII are percent-encoded, encoded ones that
/// need not be are decoded. In a `literal` text, `*` and `$` stand for themselves, and are encoded
/// as a pattern would have to write them.
fn normal(text: &[u8], literal: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let (byte, encoded) = match (first, tail) {
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    (high * 16 + low, true)
                }
                _ => (*first, false),
            },
            _ => (*first, false),
        };
        if !encoded {
            rest = tail;
        }
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let special = byte == b'$' || (byte == b'*' && literal);
        if unreserved || (!encoded && byte.is_ascii_graphic() && !special) {
            out.push(byte);
        } else {
            out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
    out
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests;
