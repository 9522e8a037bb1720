//! Text that is data, made ready for the page: what can be seen stays, what cannot is named, and a line can always be
//! broken before it would leave its column.
//!
//! # Source
//! UAX #9 (which way a paragraph runs, rules P2 and P3), UAX #14 (where lines break), UAX #29 (clusters).

use icu_segmenter::GraphemeClusterSegmenter;

use crate::fonts::FONTS;

/// Where a text may be broken, by the column it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The widest stretch without a place to break, in em.
    widest: f64,
    /// From this width on, in em, a stretch breaks after a separator rather than anywhere.
    comfortable: f64,
    /// After which characters it then breaks.
    separators: &'static str,
    /// Only words that are wider than the column are broken, and what is not made of letters alone, as host names and
    /// reference numbers, only as addresses are.
    narrow: bool,
}

impl Measure {
    /// For the columns of forms and letters: two thirds of the narrowest, as letters may be bold. No word of a language is
    /// as wide.
    pub const WIDE: Self = Self { widest: 24.0, comfortable: 6.0, separators: "/?&=#,;", narrow: false };

    /// For a column of a table, of this many em. Bold letters are up to a fifth wider than those that are measured.
    pub fn narrow(column: f64) -> Self {
        let widest = (column * 0.8).min(Self::WIDE.widest);
        Self { widest, comfortable: widest / 3.0, separators: "/?&=#,;._:@", narrow: true }
    }
}

/// About how wide the name of a code point is, in em.
const NAMED: f64 = 5.0;

/// Marks over one letter that do not reach into the line above.
const MOST_MARKS: usize = 3;

/// One line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// It is read from right to left.
    pub rtl: bool,
    /// Its parts, between which it may be broken. None in an empty line.
    pub pieces: Vec<Piece>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// It is a part of an address and stays on one line: after an address broken at a hyphen, nobody could tell whether
    /// the hyphen belongs to it.
    pub whole: bool,
}

/// The lines of a text.
pub fn lines(text: &str) -> Vec<Line> {
    lines_in(text, Measure::WIDE)
}

/// The lines of a text in a column.
pub fn lines_in(text: &str, measure: Measure) -> Vec<Line> {
    text.replace("\r\n", "\n").split('\n').map(|text| line(text, measure)).collect()
}

/// The width of a text in em, if it stood on one line; what has no width in the fonts is named and counts as wide.
pub fn width(text: &str) -> f64 {
    clusters(text).map(|cluster| FONTS.width(cluster).unwrap_or(NAMED)).sum()
}

/// A text as one line without places to break, for the names that a file carries.
pub fn plain(text: &str) -> String {
    let clusters = text.split('\n').map(|line| legible(line, f64::INFINITY).collect::<String>());
    clusters.collect::<Vec<_>>().join(" ")
}

/// The beginning of a text as one line no wider than `most` em.
pub fn beginning(text: &str, most: f64) -> Line {
    let text = plain(text);
    let mut width = 0.0;
    let mut kept = String::new();
    for cluster in clusters(&text) {
        width += FONTS.width(cluster).unwrap_or_default();
        if width > most {
            kept.push('…');
            break;
        }
        kept.push_str(cluster);
    }
    line(&kept, Measure::WIDE)
}

fn line(text: &str, measure: Measure) -> Line {
    let rtl = text.chars().find(|character| character.is_alphabetic()).is_some_and(is_arabic);
    let mut draft = Draft::new(measure, rtl);
    for word in text.split_inclusive(is_space) {
        draft.breaks = !measure.narrow || width(word) > measure.widest;
        // Pieces that stay whole stand in the order of their line, so they are for lines of one direction.
        let address = word.contains("://") || measure.narrow && is_name(word);
        draft.whole = !rtl && address && !word.contains(is_arabic);
        for cluster in legible(word, measure.widest) {
            if width(&cluster) > measure.widest {
                cluster.split_inclusive(|_| true).for_each(|character| draft.push(character));
            } else {
                draft.push(&cluster);
            }
        }
    }
    Line { rtl, pieces: draft.pieces }
}

fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let ends = GraphemeClusterSegmenter::new().segment_str(text).collect::<Vec<_>>();
    (1..ends.len()).map(move |i| &text[ends[i - 1]..ends[i]])
}

/// The clusters of a text; in place of one that cannot be drawn within this many em, the code points it is made of.
fn legible(text: &str, most: f64) -> impl Iterator<Item = String> {
    clusters(text).flat_map(move |cluster| {
        if is_drawable(cluster, most) {
            return vec![cluster.to_owned()];
        }
        let named = cluster.chars().map(|character| {
            let alone = (character.is_alphanumeric() || is_space(character))
                && is_drawable(character.encode_utf8(&mut [0; 4]), most);
            if alone { character.to_string() } else { format!("[U+{:04X}]", u32::from(character)) }
        });
        named.collect()
    })
}

fn is_drawable(cluster: &str, most: f64) -> bool {
    let bare = cluster.starts_with(char::is_whitespace) && cluster.chars().count() > 1;
    let joined = cluster.contains(['\u{200c}', '\u{200d}']) && FONTS.first(cluster) == Some(0);
    !bare
        && !cluster.starts_with(needs_a_letter)
        && !cluster.chars().any(is_hidden)
        && !joined
        && !cluster.chars().zip(cluster.chars().skip(1)).any(|(sign, next)| is_pile(sign, next))
        && cluster.chars().filter(|character| is_mark(*character)).count() <= MOST_MARKS
        && FONTS.width(cluster).is_some_and(|width| width <= most)
}

/// Whether a reader would not see the character, or would see others elsewhere or otherwise because of it. The joiners
/// stay in the scripts of the other fonts: Persian and Bengali are not written without them.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// Marks that stand over or under the letter before them, in the scripts that the fonts have.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{8d3}'..='\u{8ff}' | '\u{981}' | '\u{9bc}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Two Bengali signs on one letter, other than the halves of one: instead of a pile a row is drawn, of unknown width. A
/// mark behind a joiner: the letters before it stand in the document twice.
fn is_pile(sign: char, next: char) -> bool {
    if matches!(sign, '\u{200c}' | '\u{200d}') && is_mark(next) {
        return true;
    }
    let bengali = |sign| matches!(sign, '\u{9be}'..='\u{9cd}' | '\u{9d7}' | '\u{9e2}'..='\u{9e3}');
    bengali(sign) && bengali(next) && !(sign == '\u{9c7}' && matches!(next, '\u{9be}' | '\u{9d7}'))
}

/// Signs that are drawn around a letter, or join it to the next; without one there is nothing to draw them on.
fn needs_a_letter(character: char) -> bool {
    is_mark(character)
        || matches!(character, '\u{982}'..='\u{983}' | '\u{9be}'..='\u{9cd}' | '\u{9d7}' | '\u{9e2}'..='\u{9e3}'
            | '\u{200c}'..='\u{200d}')
}

/// The only letters in the fonts that run from right to left.
fn is_arabic(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

/// Whether a hyphen in the word may be a part of what it names: it has more in it than letters, as
/// `north-quay.example` and `EIO-17` do, but not `cross-border`.
fn is_name(word: &str) -> bool {
    let inside = word.trim_matches(|character: char| !character.is_alphanumeric());
    inside.contains(|character: char| !character.is_alphabetic() && !matches!(character, '-' | '\'' | '’'))
}

/// A space at which a line may be broken.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// A character that keeps what follows on its line, spaces or not.
fn opens(character: char) -> bool {
    "([{«‹“‟‘‛„‚¿¡\"'⁅⁽₍⸂⸄⸉⸌⸜⸠⸢⸤⸦⸨⹂\u{fd3f}".contains(character)
}

/// A line being made.
struct Draft {
    measure: Measure,
    pieces: Vec<Piece>,
    /// What comes belongs to an address.
    whole: bool,
    /// What comes may be broken after a separator.
    breaks: bool,
    /// Of the stretch since the last place at which the line is sure to break, in em.
    width: f64,
    /// The last character that was not a space.
    before: Option<char>,
    /// Spaces have come since.
    spaced: bool,
    /// The last character is one after which an address may well be broken.
    separated: bool,
    /// The last letter runs from right to left.
    strong_rtl: bool,
}

impl Draft {
    fn new(measure: Measure, rtl: bool) -> Self {
        Self {
            measure,
            pieces: Vec::new(),
            whole: false,
            breaks: true,
            width: 0.0,
            before: None,
            spaced: false,
            separated: false,
            strong_rtl: rtl,
        }
    }

    fn push(&mut self, cluster: &str) {
        let Some(first) = cluster.chars().next() else { return };
        if self.spaced && !is_space(first) && self.breaks_before(first) {
            self.width = 0.0;
        }
        let width = FONTS.width(cluster).unwrap_or_default();
        let Measure { widest, comfortable, separators, .. } = self.measure;
        // Before a hyphen, for one at the end of a line would be taken for that of the line.
        let separated = self.separated || self.measure.narrow && self.whole && first == '-';
        if self.width + width > widest || (self.breaks && separated && self.width > comfortable) {
            self.part(first);
        }
        let whole = self.whole && !is_space(first);
        match self.pieces.last_mut() {
            Some(piece) if piece.whole == whole => piece.text.push_str(cluster),
            _ => self.pieces.push(Piece { text: cluster.to_owned(), whole }),
        }
        self.width += width;
        self.separated = separators.contains(first);
        self.spaced = is_space(first);
        if !self.spaced {
            self.before = Some(first);
        }
        if let Some(letter) = cluster.chars().rfind(|character| character.is_alphabetic()) {
            self.strong_rtl = is_arabic(letter);
        }
    }

    /// Whether spaces before this character are sure to be a place to break. Where they are not, as between brackets,
    /// the stretch goes on.
    fn breaks_before(&self, next: char) -> bool {
        !self.before.is_some_and(opens) && (next.is_alphanumeric() || opens(next))
    }

    /// Lets the line break before this character: at a gap between two pieces, or, where the gap would not be a place to
    /// break, or would part digits that must be put into order together, at an invisible place within one piece.
    fn part(&mut self, next: char) {
        self.width = 0.0;
        let gap = self.whole || self.breaks_before(next) && !self.strong_rtl;
        match self.pieces.last_mut() {
            Some(piece) if gap => {
                let whole = piece.whole;
                self.pieces.push(Piece { text: String::new(), whole });
            }
            Some(piece) if !piece.whole => piece.text.push('\u{200b}'),
            Some(_) => self.pieces.push(Piece { text: '\u{200b}'.to_string(), whole: false }),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        lines(text).remove(0).pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn prose_is_one_piece_in_any_script() {
        for text in [
            "The keeper of the lighthouse (since 1911) wrote: \"Fog, wind; then calm.\" That was all, he said.",
            "Le phare, dit-on, fut éteint à l'aube\u{a0}; la brume « tomba » ensuite sur le port.",
            "Смотритель маяка записал в журнале: туман, ветер, затем штиль.",
            "বাতিঘরের রক্ষক লিখেছেন: কুয়াশা, বাতাস, তারপর শান্ত সমুদ্র।",
            "کتب حارس المنارة: ضباب، ثم ريح، ثم هدوء",
            "فانوس دریایی را نگهبان می‌پاید و می‌نویسد.",
        ] {
            assert_eq!(pieces(text), [text]);
        }
    }

    #[test]
    fn a_line_runs_as_its_first_letter_does() {
        assert!(lines("«ضباب» is fog")[0].rtl);
        assert!(!lines("fog is «ضباب»")[0].rtl);
        assert!(!lines("12 (34)")[0].rtl);
        let both: Vec<bool> = lines("fog\r\n\nضباب").iter().map(|line| line.rtl).collect();
        assert_eq!(both, [false, false, true]);
        assert!(lines("fog\n\nx")[1].pieces.is_empty());
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(plain("a\u{200b}b\u{202e}c\u{7}\u{feff}"), "a[U+200B]b[U+202E]c[U+0007][U+FEFF]");
        assert_eq!(plain("灯台 \u{1f4a1}\nx"), "[U+706F][U+53F0] [U+1F4A1] x");
        assert_eq!(plain("e\u{301} e\u{20dd}"), "e\u{301} e[U+20DD]");
        assert_eq!(plain("a\u{301}\u{301}\u{301}\u{301}"), "a[U+0301][U+0301][U+0301][U+0301]");
        assert_eq!(plain("\u{e001}\u{ffff}"), "[U+E001][U+FFFF]");
        assert_eq!(plain("\u{301}a \u{610}\u{610}\n\u{9be}"), "[U+0301]a [U+0610][U+0610] [U+09BE]");
        assert_eq!(plain("ক\u{9cd}\u{9cd} ক\u{9c7}\u{9be}"), "ক[U+09CD][U+09CD] ক\u{9c7}\u{9be}");
        assert_eq!(plain("ا\u{612}\u{200d}\u{616}"), "ا[U+0612][U+200D][U+0616]");
        assert_eq!(plain("quay\u{200d} می\u{200c}نویسد"), "quay[U+200D] می\u{200c}نویسد");
    }

    #[test]
    fn what_is_long_can_be_broken_and_loses_nothing() {
        let address =
            "https://files.hosting.example/a/very/long/path/with/many/parts/0123456789abcdef0123456789abcdef?x=1";
        for text in [address.to_owned(), "( ".repeat(300), "W".repeat(500), "﷽".repeat(50)] {
            let parts = pieces(&text);
            assert!(parts.len() > 1 || parts[0].contains('\u{200b}'), "{text}");
            assert_eq!(parts.concat().replace('\u{200b}', ""), text);
        }
    }

    #[test]
    fn a_narrow_column_breaks_only_words_that_are_wider() {
        let parts = |text: &str, column: f64| -> Vec<String> {
            let pieces = lines_in(text, Measure::narrow(column)).remove(0).pieces;
            pieces.into_iter().map(|piece| piece.text).collect()
        };
        let text = "since 2026-11-22 at quay.example (cross-border)";
        assert_eq!(parts(text, 12.0), ["since ", "2026-11-22", " at ", "quay.example", " (cross-border)"]);
        assert_eq!(parts("order REHEARSAL-EIO-17-4711", 10.0), ["order ", "REHEARSAL", "-EIO-17", "-4711"]);
        let host = "tide-table.of-the-northern.harbour.example";
        assert_eq!(parts(host, 12.0), ["tide-table.", "of-the-northern.", "harbour.", "example"]);
        for text in ["W".repeat(90), "﷽ and 灯".to_owned(), "a\u{301}".repeat(40)] {
            let widest = |part: &String| part.split(['\u{200b}', ' ']).map(width).fold(0.0, f64::max);
            assert!(parts(&text, 3.0).iter().all(|part| widest(part) <= 3.0), "{:?}", parts(&text, 3.0));
        }
    }

    #[test]
    fn an_address_is_broken_between_its_parts_only() {
        let line = lines("see https://harbour-hosting.example/tide-tables/of-the-north?year=2026, page 3").remove(0);
        let parts: Vec<(&str, bool)> = line.pieces.iter().map(|piece| (piece.text.as_str(), piece.whole)).collect();
        let expected = [
            ("see ", false),
            ("https://harbour-hosting.example/", true),
            ("tide-tables/of-the-north?", true),
            ("year=2026,", true),
            (" page 3", false),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn digits_after_arabic_letters_stay_one_text() {
        let parts = pieces(&format!("رقم {}", "1234567890".repeat(9)));
        assert_eq!(parts.len(), 1);
        assert!(parts[0].contains('\u{200b}'));
    }

    #[test]
    fn a_beginning_is_no_wider_than_asked() {
        let said = |line: Line| line.pieces.into_iter().map(|piece| piece.text).collect::<String>();
        assert_eq!(said(beginning("short", 40.0)), "short");
        let cut = said(beginning(&"m".repeat(100), 10.0));
        assert!(cut.ends_with('…') && cut.chars().count() < 15, "{cut}");
    }
}
