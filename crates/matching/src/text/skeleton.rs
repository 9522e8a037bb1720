//! The consonants of words, in one alphabet for the Latin, Cyrillic and Arabic ones: what stays of a text that is
//! written in another script.
//!
//! A fixed table, no knowledge of languages. It serves where a language writes its consonants alike in both scripts;
//! measured on Serbian, Bosnian, Azerbaijani and Uzbek (Cyrillic and Latin) and on Uyghur and Malay (Arabic and Latin).
//! Related languages come near each other: Malay in Arabic letters is found like Indonesian. It does not serve where
//! words are written by their history, as English ones, nor for scripts that write vowels into syllables (Bengali), which
//! are left out; how Arabic, Persian and Urdu are written in Latin letters differs from writer to writer, and was not
//! measured.

use super::normal::Normalised;

impl Normalised {
    /// The same text as consonants. Words without any are left out; the others keep their place in the original.
    ///
    /// Fingerprints of skeletons find copies in another script. They are compared with each other only, and say less:
    /// what they find is near, not the same.
    ///
    /// ```
    /// use matching::text::Normalised;
    /// let skeleton = |text| Normalised::of(text).skeleton().words().map(|word| word.folded.to_owned()).collect::<Vec<_>>();
    /// assert_eq!(skeleton("Stari svetionik"), skeleton("Стари светионик"));
    /// ```
    #[must_use]
    pub fn skeleton(&self) -> Self {
        let mut skeleton = Self::default();
        let mut consonants = String::new();
        for word in self.words() {
            consonants.clear();
            write(word.folded, &mut consonants);
            if !consonants.is_empty() {
                skeleton.push_folded(&consonants, word.range);
            }
        }
        skeleton
    }
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
