//! Reading a plain text file.

use super::limits::{Cuts, Limits, examined};
use super::prose::Prose;
use super::{BlockKind, Page, charset};

/// Paragraphs are parted by empty lines; lines that begin with `>` are quoted, as in mail.
pub(super) fn read(bytes: &[u8], content_type: Option<&str>, limits: &Limits) -> Page {
    let mut cuts = Cuts::default();
    let (decoded, charset) = charset::decode(examined(bytes, limits, &mut cuts), content_type, &mut cuts);
    let mut prose = Prose::default();
    let mut quoting = false;
    for line in decoded.lines() {
        let quoted = line.strip_prefix('>');
        if line.trim().is_empty() || quoted.is_some() != quoting {
            prose.break_block();
        }
        quoting = quoted.is_some();
        let kind = if quoting { BlockKind::Quote } else { BlockKind::Paragraph };
        prose.push(quoted.unwrap_or(line), kind, false, limits, &mut cuts);
        prose.push("\n", kind, false, limits, &mut cuts);
    }
    let mut page = Page::empty(charset);
    (page.text, page.blocks, page.counts.main_chars, page.counts.linked_chars) = prose.finish();
    (page.not_examined, page.is_cut) = (cuts.list, cuts.is_seen);
    page
}
