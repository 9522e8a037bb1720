//! Phrases are found whole, where they stand, and lists of them are read line by line.

use proptest::prelude::*;
use rstest::rstest;

use crate::text::{MAX_PROBLEMS, Normalised, NotAPhrase, Phrase, Phrases, Problem, Why, read_phrases};

fn index(phrases: &[&str]) -> Phrases<usize> {
    let mut index = Phrases::new();
    for (key, phrase) in phrases.iter().enumerate() {
        index.insert(key, &Phrase::of(&Normalised::of(phrase)).unwrap());
    }
    index
}

/// Which phrases are found, each as the page writes it.
fn found<'a>(index: &Phrases<usize>, page: &'a str) -> Vec<(usize, &'a str)> {
    index.find(&Normalised::of(page)).into_iter().map(|(key, range)| (key, &page[range])).collect()
}

#[rstest]
#[case::case_and_signs("northern light", "The NORTHERN -- l\u{ed}ght!", Some("NORTHERN -- l\u{ed}ght"))]
#[case::part_of_a_word("north", "northern", None)]
#[case::part_of_the_phrase("northern light", "northern lamp", None)]
#[case::disguised("northern light", "n0rthеrn l i g h t", Some("n0rthеrn l i g h t"))]
#[case::arabic("منارة الشمال", "قرب مَنارةُ الشـمال اليوم", Some("مَنارةُ الشـمال"))]
#[case::persian("فانوس دریایی", "یک فانوس دريايی قدیمی", Some("فانوس دريايی"))]
#[case::bengali("বাতিঘর", "একটি বাতিঘর আছে", Some("বাতিঘর"))]
#[case::unspaced("灯台守", "昔の灯台守の話", Some("灯台守"))]
fn a_phrase_is_found_whole(#[case] phrase: &str, #[case] page: &str, #[case] written: Option<&str>) {
    let hits = found(&index(&[phrase]), page);
    assert_eq!(hits.first().map(|(_, written)| *written), written);
}

#[test]
fn overlapping_and_repeated_phrases_are_all_found() {
    let index = index(&["grey rocks", "past the grey rocks", "rocks and the", "grey rocks"]);
    let hits = found(&index, "past the grey rocks and the bell");
    let wanted = [(1, "past the grey rocks"), (0, "grey rocks"), (3, "grey rocks"), (2, "rocks and the")];
    assert_eq!(hits, wanted);
}

#[test]
fn what_is_too_short_or_too_long_is_no_phrase() {
    let of = |text: &str| Phrase::of(&Normalised::of(text));
    assert_eq!(of(" … "), Err(NotAPhrase::TooShort));
    assert_eq!(of("a b"), Err(NotAPhrase::TooShort));
    assert!(of("bay").is_ok() && of(&"tide ".repeat(32)).is_ok());
    assert_eq!(of(&"tide ".repeat(33)), Err(NotAPhrase::TooLong));
}

#[test]
fn a_list_is_read_line_by_line() {
    let long = "x".repeat(5_000);
    let list = format!(
        "\u{feff}# REHEARSAL\nnorthern light\r\n\n  grey rocks \ten\tplaces\nNorthern LIGHT!\n—\nbell\tEnglish\n{long}\n\
         bell\t\tsounds\tmore\nbell\t\tsounds"
    );
    let mut bytes = list.into_bytes();
    bytes.extend(b"\nfog \xff horn");
    let read = read_phrases(&bytes);
    let entries: Vec<_> = read
        .entries
        .iter()
        .map(|entry| (entry.line, entry.phrase.as_str(), entry.language.as_deref(), entry.label.as_deref()))
        .collect();
    let wanted = [
        (2, "northern light", None, None),
        (4, "grey rocks", Some("en"), Some("places")),
        (10, "bell", None, Some("sounds")),
    ];
    assert_eq!(entries, wanted);
    let problem = |line, why| Problem { line, why };
    let wanted = [
        problem(5, Why::Again(2)),
        problem(6, Why::NotAPhrase(NotAPhrase::TooShort)),
        problem(7, Why::Language),
        problem(8, Why::LineTooLong),
        problem(9, Why::Columns),
        problem(11, Why::NotUtf8),
    ];
    assert_eq!((read.problems.as_slice(), read.left_out), (wanted.as_slice(), 6));
    assert_eq!(read.problems[0].to_string(), "line 5: the same words as in line 2");
}

#[test]
fn a_file_that_is_no_list_does_not_fill_the_memory_with_problems() {
    let read = read_phrases(&b"?\n".repeat(5_000));
    assert_eq!((read.entries.len(), read.problems.len(), read.left_out), (0, MAX_PROBLEMS, 5_000));
}

proptest! {
    #[test]
    fn any_bytes_are_read_as_a_list(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let read = read_phrases(&bytes);
        let mut index = Phrases::new();
        for entry in &read.entries {
            let text = Normalised::of(&entry.phrase);
            index.insert(entry.line, &Phrase::of(&text).unwrap());
            prop_assert!(index.find(&text).iter().any(|(line, _)| *line == entry.line));
        }
        prop_assert_eq!(index.len(), read.entries.len());
    }

    #[test]
    fn what_is_found_is_what_stands_there(
        phrases in prop::collection::vec("(ab|cd|ef)( (ab|cd|ef)){1,3}", 1..12),
        page in "(ab|cd|ef)( (ab|cd|ef|gh)){0,20}",
        removed in prop::collection::vec(0..12_usize, 0..12),
    ) {
        let mut index = index(&phrases.iter().map(String::as_str).collect::<Vec<_>>());
        let mut known: Vec<Option<&String>> = phrases.iter().map(Some).collect();
        for key in removed {
            let was_there = known.get_mut(key).and_then(Option::take).is_some();
            prop_assert_eq!(index.remove(key), was_there);
        }
        let mut wanted = Vec::new();
        for (key, phrase) in known.iter().enumerate().filter_map(|(key, phrase)| Some((key, (*phrase)?))) {
            let starts = (0..page.len()).step_by(3).filter(|at| page[*at..].starts_with(phrase.as_str()));
            wanted.extend(starts.map(|at| (at, at + phrase.len(), key)));
        }
        wanted.sort_unstable();
        let hits = index.find(&Normalised::of(&page)).into_iter();
        prop_assert_eq!(hits.map(|(key, range)| (range.start, range.end, key)).collect::<Vec<_>>(), wanted);
        let left = known.iter().flatten().count();
        prop_assert_eq!(index.len(), left);
    }
}
