//! How often the language is right, and how often it is said to be sure when it is not.

use matching::text::language;

use crate::corpus::twelve;

#[derive(Default)]
struct Tally {
    texts: usize,
    right: usize,
    certain: usize,
    certain_and_wrong: usize,
}

impl Tally {
    fn add(&mut self, code: &str, text: &str) {
        let found = language(text);
        let is_right = found.is_some_and(|found| found.code == code);
        let is_certain = found.is_some_and(|found| found.is_certain());
        self.texts += 1;
        self.right += usize::from(is_right);
        self.certain += usize::from(is_certain);
        self.certain_and_wrong += usize::from(is_certain && !is_right);
    }
}

#[test]
fn languages_are_told_apart_and_short_texts_are_said_to_be_uncertain() {
    let texts = twelve();
    let tallies = texts.iter().map(|text| {
        let [mut whole, mut long, mut short]: [Tally; 3] = Default::default();
        whole.add(text.code, &text.whole());
        for paragraph in &text.paragraphs {
            if paragraph.chars().count() >= 60 {
                long.add(text.code, paragraph);
            }
            short.add(text.code, &paragraph.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
        }
        (text.code, [whole, long, short])
    });
    println!("language: text, paragraphs (right, certain, certain and wrong), three words (the same)");
    let mut sums = [0; 3];
    for (code, [whole, long, short]) in tallies.collect::<Vec<_>>() {
        let row =
            |tally: &Tally| format!("{}/{}, {}, {}", tally.right, tally.texts, tally.certain, tally.certain_and_wrong);
        println!("{code}: {}; {}; {}", row(&whole), row(&long), row(&short));
        assert_eq!((whole.right, whole.certain), (1, 1), "{code}");
        assert!(long.right * 100 >= long.texts * 97 && long.certain_and_wrong == 0, "{code}: {}", row(&long));
        assert!(long.certain * 100 >= long.texts * 80, "{code}: {}", row(&long));
        assert!(short.certain * 4 <= short.texts && short.certain_and_wrong == 0, "{code}: {}", row(&short));
        sums = [sums[0] + short.texts, sums[1] + short.right, sums[2] + long.texts];
    }
    println!("three words: {} of {} right; paragraphs: {}", sums[1], sums[0], sums[2]);
}

#[test]
fn a_text_in_two_languages_is_said_to_be_uncertain() {
    let texts = twelve();
    for (at, text) in texts.iter().enumerate() {
        let other = &texts[(at + 5) % texts.len()];
        let pairs = text.paragraphs.iter().zip(&other.paragraphs).take(12);
        let mixed: Vec<String> = pairs.map(|(one, two)| format!("{one}\n{two}")).collect();
        let found = language(&mixed.join("\n")).unwrap();
        assert!(!found.is_certain(), "{} and {}: {found:?}", text.code, other.code);
    }
}
