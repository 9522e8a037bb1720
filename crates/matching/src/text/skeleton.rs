//! The consonants of words, in one alphabet for the Latin, Cyrillic and Arabic ones: what stays of a text that is
//! written in another script.
//!
//! A fixed table, no knowledge of languages. It serves where a language writes its consonants alike in both scripts;
//! measured on Serbian, Bosnian, Azerbaijani and Uzbek (Cyrillic and Latin) and on Uyghur and Malay (Arabic and Latin).
//! Related languages come near each other: Malay in Arabic letters is found like Indonesian. It does not serve where
//! words are written by their history, as English ones, nor for scripts that write vowels into syllables (Bengali), which
//! are left out; how Arabic, Persian and Urdu are written in Latin letters differs from writer to writer, and was not
//! measured.

use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::likeness::Likeness;
use super::normal::Normalised;
use super::postings::Postings;

/// Words in its script that a text needs for a skeleton. Consonants say less than words: a few in a row are like those of
/// many texts.
const SHORTEST: usize = 12;
/// Words in a script that a page needs to be looked through in that script: what is shorter holds no passage.
const FEWEST: usize = 6;
/// Stands for words in other scripts, so that what is on both sides of them is not taken for neighbours.
const GAP: &str = "|";

/// A script whose consonants are compared with those of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Arabic letters, those of Persian, Urdu, Uyghur and Malay among them.
    Arabic,
}

impl Script {
    const ALL: [Self; 3] = [Self::Latin, Self::Cyrillic, Self::Arabic];

    /// That of a word, by the first letter which tells.
    fn of(word: &str) -> Option<Self> {
        word.chars().find_map(|letter| match letter {
            'a'..='z' | '\u{c0}'..='\u{2af}' => Some(Self::Latin),
            '\u{400}'..='\u{52f}' => Some(Self::Cyrillic),
            '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{750}'..='\u{77f}' => Some(Self::Arabic),
            _ => None,
        })
    }

    /// The one that most words of a text are written in.
    fn of_most(text: &Normalised) -> Option<Self> {
        let words = Self::words(text);
        let most = words.into_iter().max().filter(|words| *words >= SHORTEST)?;
        Self::ALL.into_iter().find(|script| words[*script as usize] == most)
    }

    /// How many words of a text are written in each.
    fn words(text: &Normalised) -> [usize; Self::ALL.len()] {
        let mut words = [0; Self::ALL.len()];
        for script in text.words().filter_map(|word| Self::of(word.folded)) {
            words[script as usize] += 1;
        }
        words
    }
}

/// What of a text is the same in another script: the runs of its words' consonants, and the script it is in. It finds
/// copies in other scripts only, and says less than a [`Fingerprint`]: what it finds is near, not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skeleton {
    script: Script,
    runs: Fingerprint,
}

impl Skeleton {
    /// That of a text; `None` for a short one, and for one in none of the three scripts.
    #[must_use]
    pub fn of(text: &Normalised) -> Option<Self> {
        let script = Script::of_most(text)?;
        let runs = Fingerprint::of(&consonants(text, script));
        (!runs.is_empty()).then_some(Self { script, runs })
    }

    /// The script of the text.
    #[must_use]
    pub const fn script(&self) -> Script {
        self.script
    }

    /// How many distinct runs of words it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// True for one that was stored without any; it is never found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

/// An index of known texts by their skeletons.
///
/// ```
/// use matching::text::{Normalised, Skeleton, Skeletons};
/// let known = "Stari svetionik stoji na kraju luke i svake noći pali svoje veliko svetlo za brodove";
/// let mut index = Skeletons::new();
/// index.insert("latin", &Skeleton::of(&Normalised::of(known)).unwrap());
/// let copy = "Стари светионик стоји на крају луке и сваке ноћи пали своје велико светло за бродове";
/// assert_eq!(index.candidates(&Normalised::of(copy))[0].0, "latin");
/// assert!(index.candidates(&Normalised::of(known)).is_empty(), "the same script is no business of skeletons");
/// ```
#[derive(Debug, Clone)]
pub struct Skeletons<K> {
    /// Those of each script.
    of: [Postings<K>; Script::ALL.len()],
}

impl<K: Copy + Eq + Hash + Ord> Default for Skeletons<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Copy + Eq + Hash + Ord> Skeletons<K> {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self { of: Script::ALL.map(|_| Postings::new()) }
    }

    /// How many texts are in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of.iter().map(Postings::len).sum()
    }

    /// True when nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the skeleton of a text, or replaces the one known by this key.
    pub fn insert(&mut self, key: K, skeleton: &Skeleton) {
        self.remove(key);
        self.of[skeleton.script as usize].insert(key, &skeleton.runs);
    }

    /// Takes a text out; says whether it was there.
    pub fn remove(&mut self, key: K) -> bool {
        self.of.iter_mut().any(|texts| texts.remove(key))
    }

    /// The known texts of which `page` holds a copy in another script, whole, edited or as an excerpt: most completely
    /// contained first, then by key.
    #[must_use]
    pub fn candidates(&self, page: &Normalised) -> Vec<(K, Likeness)> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(K, Likeness)> = Vec::new();
        let words = Script::words(page);
        for script in Script::ALL.into_iter().filter(|script| words[*script as usize] >= FEWEST) {
            let others = Script::ALL.into_iter().filter(|other| *other != script).map(|other| &self.of[other as usize]);
            let mut others = others.filter(|texts| !texts.is_empty()).peekable();
            if others.peek().is_some() {
                let consonants = consonants(page, script);
                found.extend(others.flat_map(|texts| texts.candidates(&consonants)));
            }
        }
        for (_, likeness) in &mut found {
            likeness.cover(page);
        }
        // A page in two scripts may hold a text in a third twice; the more complete copy counts.
        found.sort_by(|(key, a), (other, b)| key.cmp(other).then(b.contained.total_cmp(&a.contained)));
        found.dedup_by_key(|(key, _)| *key);
        found.sort_by(|(key, a), (other, b)| b.contained.total_cmp(&a.contained).then(key.cmp(other)));
        found
    }
}

/// The words of a text that are written in a script, as consonants; numbers belong to any. Words without consonants are
/// left out, words in other scripts leave a gap, and all keep their place in the original.
fn consonants(text: &Normalised, script: Script) -> Normalised {
    let mut all = Normalised::default();
    let (mut consonants, mut after_gap) = (String::new(), false);
    for word in text.words() {
        if !is_number(word.folded) && Script::of(word.folded) != Some(script) {
            if !after_gap {
                all.push_folded(GAP, word.range);
            }
            after_gap = true;
            continue;
        }
        consonants.clear();
        write(word.folded, &mut consonants);
        if !consonants.is_empty() {
            all.push_folded(&consonants, word.range);
            after_gap = false;
        }
    }
    all
}

fn is_number(word: &str) -> bool {
    !word.contains(char::is_alphabetic)
}

/// Appends the consonants of a word, each once where it is doubled.
fn write(word: &str, consonants: &mut String) {
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let sound = match (letter, next) {
            // kh is a breath like h; other letters before an h keep their own class.
            ('k', 'h') => "",
            ('t', 's') => {
                letters.next();
                "s"
            }
            _ => sound(letter),
        };
        for sound in sound.chars() {
            if !consonants.ends_with(sound) || sound.is_ascii_digit() {
                consonants.push(sound);
            }
        }
    }
}

/// The class of a folded letter. Vowels, half-vowels, breaths, and the voiced sibilants and j, which every orthography
/// writes in its own way, have none.
///
/// # Source
/// Our choice, made by comparing the scripts' official orthographies; the classes of ISO 9 and ISO 233, made coarser.
fn sound(letter: char) -> &'static str {
    match letter {
        'b' | 'б' | 'ب' => "b",
        'p' | 'п' | 'پ' | 'ڤ' => "p",
        'f' | 'ф' | 'ف' => "f",
        't' | 'т' | 'ت' | 'ط' | 'ٹ' => "t",
        'd' | 'đ' | 'д' | 'ђ' | 'џ' | 'د' | 'ڈ' => "d",
        'k' | 'q' | 'g' | 'к' | 'г' | 'қ' | 'ғ' | 'ҝ' | 'ґ' | 'ك' | 'ق' | 'گ' | 'غ' | 'ڬ' | 'ݢ' => "k",
        's' | 'c' | 'с' | 'ш' | 'щ' | 'ч' | 'ц' | 'ћ' | 'ҹ' | 'ҷ' | 'س' | 'ش' | 'ص' | 'ث' | 'چ' => "s",
        'm' | 'м' | 'م' => "m",
        'n' | 'н' | 'њ' | 'ң' | 'ن' | 'ں' | 'ڽ' => "n",
        'ڠ' | 'ڭ' => "nk",
        'l' | 'ł' | 'л' | 'љ' | 'ل' => "l",
        'r' | 'р' | 'ر' | 'ڑ' => "r",
        '0' => "0",
        '1' => "1",
        '2' => "2",
        '3' => "3",
        '4' => "4",
        '5' => "5",
        '6' => "6",
        '7' => "7",
        '8' => "8",
        '9' => "9",
        _ => "",
    }
}
