//! Plain text in lines of a width that mail programs and printers leave alone.

/// The longest line, in characters. A single word, such as an address, may be longer: it is never broken.
const WIDTH: usize = 78;

/// Appends `text`, its lines wrapped at [`WIDTH`] and moved right by `indent`.
pub(crate) fn push_wrapped(out: &mut String, indent: usize, text: &str) {
    for line in text.lines() {
        let mut used = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > WIDTH {
                out.push('\n');
                used = 0;
            }
            if used == 0 {
                out.extend(std::iter::repeat_n(' ', indent));
                used = indent;
            } else {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
        out.push('\n');
    }
}

/// Whether a reader could not see this character, or would see others in a different place because of it.
pub(crate) fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with every deceptive character shown as U+FFFD; line ends stay.
pub(crate) fn shown(text: &str) -> String {
    let visible = |character| {
        if character != '\n' && is_deceptive(character) { '\u{fffd}' } else { character }
    };
    text.replace("\r\n", "\n").chars().map(visible).collect()
}
