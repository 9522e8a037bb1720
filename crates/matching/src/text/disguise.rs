//! Words written with letters of another alphabet, with digits for letters, or with ornamental letters.
//!
//! Decided word by word, so that a text may be in any language: a word in one alphabet is left alone, whichever that is.

/// Letters that look alike: Latin, Cyrillic, Greek; a hyphen where there is none. Capitals have their own rows, since
/// capital В is a B and small в is like none.
///
/// # Source
/// A choice of ours from the pairs of Unicode Technical Standard 39, for the letters of languages in use.
#[rustfmt::skip]
const ALIKE: [[char; 3]; 39] = [
    ['A', 'А', 'Α'], ['B', 'В', 'Β'], ['C', 'С', '-'], ['E', 'Е', 'Ε'], ['H', 'Н', 'Η'], ['I', 'І', 'Ι'],
    ['J', 'Ј', '-'], ['K', 'К', 'Κ'], ['M', 'М', 'Μ'], ['N', '-', 'Ν'], ['O', 'О', 'Ο'], ['P', 'Р', 'Ρ'],
    ['S', 'Ѕ', '-'], ['T', 'Т', 'Τ'], ['X', 'Х', 'Χ'], ['Y', 'У', 'Υ'], ['Z', '-', 'Ζ'],
    ['a', 'а', 'α'], ['b', 'ь', 'β'], ['c', 'с', '-'], ['d', 'ԁ', '-'], ['e', 'е', 'ε'], ['h', 'һ', '-'],
    ['i', 'і', 'ι'], ['j', 'ј', '-'], ['k', 'к', 'κ'], ['l', 'ӏ', '-'], ['m', 'м', '-'], ['n', '-', 'η'],
    ['o', 'о', 'ο'], ['p', 'р', 'ρ'], ['q', 'ԛ', '-'], ['s', 'ѕ', '-'], ['t', 'т', 'τ'], ['u', '-', 'υ'],
    ['v', 'ѵ', 'ν'], ['w', 'ԝ', 'ω'], ['x', 'х', 'χ'], ['y', 'у', 'γ'],
];

/// Letters that hardly any language writes: they stand for Latin ones, and no Latin letter stands for them.
const RARE: [char; 6] = ['ԁ', 'һ', 'ԛ', 'ԝ', 'ӏ', 'ѵ'];

/// Digits and signs that stand for letters: Latin, Cyrillic.
const FOR_LETTERS: [(char, char, char); 10] = [
    ('0', 'o', 'о'),
    ('1', 'i', 'і'),
    ('3', 'e', 'з'),
    ('4', 'a', 'ч'),
    ('5', 's', '-'),
    ('6', '-', 'б'),
    ('7', 't', '-'),
    ('8', 'b', 'в'),
    ('@', 'a', '-'),
    ('$', 's', '-'),
];

/// More digits in a row are a number.
const MOST_DIGITS: usize = 2;

const LATIN: usize = 0;
const CYRILLIC: usize = 1;
const GREEK: usize = 2;
/// The bit of digits and signs, after those of the alphabets.
const SIGN: u8 = 8;
/// The bit of the palochka besides.
const STAFF: u8 = 16;

/// The palochka of Caucasian languages. Hardly a keyboard has it: it is written as a figure one, a Latin l or I, or a
/// Ukrainian і, which all of them become.
const PALOCHKA: char = 'ӏ';

/// The alphabet of a plain letter, if it is one of those that are mixed up.
fn script(c: char) -> Option<usize> {
    match c {
        'a'..='z' => Some(LATIN),
        '\u{400}'..='\u{52f}' => Some(CYRILLIC),
        '\u{370}'..='\u{3ff}' => Some(GREEK),
        _ => None,
    }
}

/// One bit for each alphabet, one for digits and signs.
pub(super) fn bit(c: char) -> u8 {
    match c {
        '0'..='9' | '@' | '$' => SIGN,
        PALOCHKA => 1 << CYRILLIC | STAFF,
        _ => script(c).map_or(0, |script| 1 << script),
    }
}

/// The bits of a word.
pub(super) fn bits(word: &str) -> u8 {
    word.chars().fold(0, |bits, c| bits | bit(c))
}

/// How a word may be disguised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suspicion {
    No,
    /// Digits or signs stand between letters of one alphabet, or a palochka among them.
    Signs,
    /// Letters of several alphabets.
    Alphabets,
}

/// Looks at a folded word of which the bits are known.
pub(super) fn suspicion(word: &str, bits: u8) -> Suspicion {
    let is_sign = |c: char| bit(c) == SIGN;
    match (bits & !(SIGN | STAFF)).count_ones() {
        0 => Suspicion::No,
        1 if bits & STAFF != 0 => Suspicion::Signs,
        1 if bits & SIGN != 0 && word.trim_matches(is_sign).contains(is_sign) => Suspicion::Signs,
        1 => Suspicion::No,
        _ => Suspicion::Alphabets,
    }
}

/// The small letter of the alphabet `to` that looks like this one: as it was written, else in its other form.
fn counterpart(c: char, from: usize, to: usize, capital: bool) -> Option<char> {
    let large = c.to_uppercase().next().unwrap_or(c);
    let forms = match c {
        // Only the capital is like an M; the small one means a millionth, and a microgram is no milligram.
        'μ' if !capital => [c, c],
        _ if capital => [large, c],
        _ => [c, large],
    };
    let serves = |row: &[char; 3]| row[to] != '-' && !RARE.contains(&row[to]);
    let found = forms.iter().find_map(|form| ALIKE.iter().find(|row| row[from] == *form && serves(row)))?;
    found[to].to_lowercase().next()
}

/// Whether no other alphabet has a letter like it.
fn is_telling(c: char, from: usize, capital: bool) -> bool {
    (0..3).filter(|to| *to != from).all(|to| counterpart(c, from, to, capital).is_none())
}

/// The word as it is meant to be read. Letters come folded, each with whether it was a capital.
///
/// The alphabet with most letters that no other has is taken for the word's own, then the one with most letters.
pub(super) fn reveal(letters: &[(char, bool)]) -> String {
    let count = |alphabet: usize| {
        let own = letters.iter().filter(|(c, _)| script(*c) == Some(alphabet));
        let telling = own.clone().filter(|(c, capital)| is_telling(*c, alphabet, *capital)).count();
        (telling, own.count(), GREEK - alphabet)
    };
    let alphabet = [LATIN, CYRILLIC, GREEK].into_iter().max_by_key(|alphabet| count(*alphabet)).unwrap_or(LATIN);
    let one_alphabet: Vec<char> = letters
        .iter()
        .map(|(c, capital)| match script(*c) {
            Some(from) if from != alphabet => counterpart(*c, from, alphabet, *capital).unwrap_or(*c),
            _ => *c,
        })
        .map(|c| if alphabet == CYRILLIC && matches!(c, PALOCHKA | 'l') { 'і' } else { c })
        .collect();
    without_signs(&one_alphabet, alphabet)
}

/// The same of a folded word whose capitals are not known.
pub(super) fn reveal_folded(word: &str) -> String {
    reveal(&word.chars().map(|c| (c, false)).collect::<Vec<_>>())
}

/// Replaces digits and signs that stand for letters: those between two letters of the word's alphabet. At the beginning or
/// the end of a word they are mostly what they seem (2nd, mp3); a lone one stands for a letter there where the word is
/// disguised inside too (h3ll0). What can only be a sign is left out.
fn without_signs(word: &[char], alphabet: usize) -> String {
    let groups = groups(word, alphabet);
    let disguised = groups.iter().any(|(group, inside)| *inside && meant(group, alphabet).is_some());
    let mut read = String::with_capacity(word.len());
    for (group, inside) in groups {
        match meant(group, alphabet).filter(|_| inside || (disguised && group.len() == 1)) {
            Some(meant) => read.push_str(&meant),
            None => read.extend(group.iter().filter(|c| !matches!(c, '@' | '$'))),
        }
    }
    read
}

/// A word as letters and signs by turns, each group with whether it stands between two letters of the alphabet.
fn groups(word: &[char], alphabet: usize) -> Vec<(&[char], bool)> {
    let mut at = 0_usize;
    let groups = word.chunk_by(|a, b| (bit(*a) == SIGN) == (bit(*b) == SIGN)).map(|group| {
        let before = at.checked_sub(1).map(|before| word[before]);
        at += group.len();
        let after = word.get(at).copied();
        (group, [before, after].iter().all(|c| c.and_then(script) == Some(alphabet)))
    });
    groups.collect()
}

/// The letters that a group of signs stands for; nothing for letters, and for numbers.
fn meant(group: &[char], alphabet: usize) -> Option<String> {
    match group {
        ['1', '1'] if alphabet == LATIN => Some("ll".to_owned()),
        [first, ..] if bit(*first) == SIGN && group.len() <= MOST_DIGITS => {
            group.iter().map(|sign| for_letter(*sign, alphabet)).collect()
        }
        _ => None,
    }
}

fn for_letter(sign: char, alphabet: usize) -> Option<char> {
    let (_, latin, cyrillic) = FOR_LETTERS.into_iter().find(|(from, ..)| *from == sign)?;
    let letter = match alphabet {
        LATIN => latin,
        CYRILLIC => cyrillic,
        _ => '-',
    };
    (letter != '-').then_some(letter)
}

/// Ornamental Latin letters that compatibility forms leave as they are: small capitals, white letters on black.
pub(super) fn fancy(c: char) -> Option<char> {
    const SMALL_CAPITALS: &str = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpꞯqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɑaɡg";
    let nth = |first: u32| char::from_digit(u32::from(c) - first + 10, 36);
    match c {
        '\u{1f150}'..='\u{1f169}' => nth(0x1f150),
        '\u{1f170}'..='\u{1f189}' => nth(0x1f170),
        '\u{251}'..='\u{2af}' | '\u{1d00}'..='\u{1d22}' | '\u{a730}'..='\u{a7af}' => {
            let mut pairs = SMALL_CAPITALS.chars();
            std::iter::from_fn(|| Some((pairs.next()?, pairs.next()?))).find(|(from, _)| *from == c).map(|(_, to)| to)
        }
        _ => None,
    }
}
