//! Copies of invented texts have to be found, other texts must not.

mod disguised;
mod natural;
mod phrases;
mod repeated;

use std::fmt::Write as _;

use proptest::prelude::*;
use rstest::rstest;

use super::*;

const ENGLISH: [&str; 5] = [
    "REHEARSAL. The keeper of the northern light climbs the ninety steps each evening before the tide turns, carrying \
     a can of oil, a clean cloth and the small brass key that opens the lantern room under the dome.",
    "From the gallery he counts the boats that come home past the grey rocks, writes their names in a book with a \
     blue cover, and waves to the harbour master, who lights a lamp of his own on the western quay.",
    "When fog lies over the bay the bell is rung by hand, three strokes and then a pause, until the pilot answers \
     with his horn and the last of the herring fleet has found the narrow channel between the sandbanks.",
    "In winter the path to the village is closed by snow, so bread, lamp oil and letters come by sledge on Tuesdays, \
     pulled by two patient dogs that know each bend of the road better than the postman does.",
    "The children of the school have painted the garden wall with fish, kites and a very large sun, and every spring \
     they sow beans along it, which the keeper waters although nobody ever asked him to do so.",
];

const GARDEN: &str = "REHEARSAL. Before the end of the month it is a good idea to cut back the roses, to turn the compost \
     and to look at the state of the tools in the shed. When the days grow longer you can sow the first peas under \
     glass; in the middle of the day the windows should be open, and at the end of the week the seedlings need a \
     little water. One of the most common mistakes is to plant tomatoes too early, and as a result of the cold nights \
     the leaves turn yellow. At the end of the season the beds are covered with straw, and from the gallery of the \
     old orangery the whole garden can be seen.";

const ARABIC: &str = "تدريب. يصعد حارس المنارة الشمالية تسعين درجة كل مساء قبل أن يعود المد، ويحمل معه علبة زيت وقطعة قماش \
     نظيفة ومفتاحا صغيرا من النحاس يفتح به غرفة المصباح تحت القبة، ثم يعد القوارب العائدة إلى الميناء.";
const PERSIAN: &str = "تمرین. نگهبان فانوس دریایی شمالی هر غروب پیش از برگشتن آب از نود پله بالا می‌رود و یک پیت روغن و یک پارچهٔ \
     تمیز و کلید کوچک برنجی اتاق چراغ را با خود می‌برد و قایق‌هایی را که به بندر برمی‌گردند می‌شمارد.";
const URDU: &str = "مشق۔ شمالی مینارۂ نور کا نگہبان ہر شام جوار بھاٹا بدلنے سے پہلے نوے سیڑھیاں چڑھتا ہے اور تیل کا ایک ڈبہ، \
     صاف کپڑا اور پیتل کی چھوٹی چابی ساتھ لے جاتا ہے جس سے گنبد کے نیچے چراغ کا کمرہ کھلتا ہے۔";
const BENGALI: &str = "মহড়া। উত্তরের বাতিঘরের রক্ষক প্রতি সন্ধ্যায় জোয়ার ফেরার আগে নব্বইটি ধাপ বেয়ে ওঠেন এবং সঙ্গে নেন এক টিন তেল, \
     একটি পরিষ্কার কাপড় আর পিতলের ছোট চাবি, যা দিয়ে গম্বুজের নিচে বাতির ঘর খোলা যায়।";
const RUSSIAN: &str = "УЧЕНИЕ. Смотритель северного маяка каждый вечер до начала прилива поднимается на девяносто ступеней и несёт \
     с собой банку масла, чистую тряпку и маленький медный ключ, которым открывают комнату фонаря под куполом.";
const FRENCH: &str = "EXERCICE. Chaque soir avant la marée, le gardien du phare du nord monte quatre-vingt-dix marches avec un bidon \
     d'huile, un chiffon propre et la petite clé de laiton qui ouvre la chambre de la lanterne sous le dôme.";

fn whole() -> String {
    ENGLISH.join("\n")
}

fn known(text: &str) -> Fingerprint {
    Fingerprint::of(&Normalised::of(text))
}

fn compare(signal: &str, page: &str) -> Option<Likeness> {
    known(signal).likeness(&Normalised::of(page))
}

fn folded(text: &str) -> Vec<String> {
    Normalised::of(text).words().map(|word| word.folded.to_owned()).collect()
}

#[rstest]
#[case::case("The LIGHTHOUSE", "the lighthouse")]
#[case::full_width("ＴＨＥ ｌｉｇｈｔ", "the light")]
#[case::mathematical_letters("𝐭𝐡𝐞 𝓁𝒾ℊ𝒽𝓉", "the light")]
#[case::accents_composed_or_not("marée mare\u{301}e", "maree marée")]
#[case::sharp_s("Straße", "STRASSE")]
#[case::turkish_i("ISPARTA ışık İzmir", "ısparta IŞIK izmir")]
#[case::soft_hyphen_and_zero_width("light\u{ad}house har\u{200b}bour", "lighthouse harbour")]
#[case::bidirectional_controls("\u{202b}منارة\u{202c} \u{2067}البحر\u{2069}", "منارة البحر")]
#[case::harakat_and_tatweel("مَنَارَةُ البـــحر", "منارة البحر")]
#[case::alef_and_maksura("أحمد إلى آخر ٱلبحر", "احمد الي اخر البحر")]
#[case::persian_and_arabic_keyboards("کلید های بندری", "كليد هاي بندري")]
#[case::digits("١٩٢٣ ۱۹۲۳ ১৯২৩", "1923 1923 1923")]
#[case::ligature("ﬁsh ﻻ", "fish لا")]
#[case::yo("зелёный ёж", "зеленый еж")]
fn writing_habits_do_not_count(#[case] one: &str, #[case] other: &str) {
    assert_eq!(folded(one), folded(other));
}

#[test]
fn letters_that_differ_stay_different() {
    assert_ne!(folded("কল"), folded("কাল"));
    assert_ne!(folded("ড় ড"), folded("ড ড"), "the nukta makes another letter");
    assert_ne!(folded("light 12"), folded("light 13"));
}

#[test]
fn ideographs_are_words_and_a_sign_may_stand_for_several() {
    assert_eq!(folded("灯台 is Japanese"), ["灯", "台", "is", "japanese"]);
    assert_eq!(folded("a灯b"), ["a", "灯", "b"]);
    assert!(Normalised::of("ﷺ").len() > 2);
    assert!(Normalised::of(" … — !? ").is_empty());
}

#[test]
fn words_know_their_place_in_the_original() {
    let original = "The mare\u{301}e, «LIGHT\u{200b}HOUSE» 灯台!";
    let text = Normalised::of(original);
    let written: Vec<&str> = text.words().map(|word| &original[word.range]).collect();
    assert_eq!(written, ["The", "mare\u{301}e", "LIGHT\u{200b}HOUSE", "灯", "台"]);
}

#[test]
fn a_full_copy_is_contained_and_covers_the_page() {
    let found = compare(&whole(), &whole().to_uppercase()).unwrap();
    assert_eq!((found.contained, found.covered), (1.0, 1.0));
    let end = whole().trim_end_matches('.').len();
    assert_eq!(found.spans.iter().map(|span| (span.start, span.end)).collect::<Vec<_>>(), [(0, end)]);
}

#[test]
fn an_excerpt_is_found_where_it_stands() {
    let page = format!("{GARDEN}\n{}\nMore about beans and straw follows here next week.", ENGLISH[2]);
    let found = compare(&whole(), &page).unwrap();
    assert!((0.15..0.3).contains(&found.contained), "{found:?}");
    assert_eq!(found.spans.len(), 1, "{found:?}");
    let shown = &page[found.spans[0].clone()];
    assert!(shown.starts_with("When fog lies") && shown.ends_with("between the sandbanks"), "{shown}");
}

#[test]
fn a_short_quotation_is_found() {
    let page = format!("{GARDEN} “pulled by two patient dogs that know each bend of the road better”, wrote a reader.");
    let found = compare(&whole(), &page).unwrap();
    assert!(found.contained < 0.1 && found.covered < 0.15);
}

#[test]
fn reordered_and_dropped_sentences_are_found() {
    let page = [ENGLISH[4], ENGLISH[1], ENGLISH[3]].join(" ");
    let found = compare(&whole(), &page).unwrap();
    assert!((0.5..0.7).contains(&found.contained), "{found:?}");
    assert!(found.covered > 0.95);
}

#[rstest]
#[case::english(ENGLISH[0])]
#[case::arabic(ARABIC)]
#[case::persian(PERSIAN)]
#[case::urdu(URDU)]
#[case::bengali(BENGALI)]
#[case::russian(RUSSIAN)]
#[case::french(FRENCH)]
fn every_tenth_word_changed_is_found_in_each_language(#[case] text: &str) {
    let edited = edit(text, |at| at % 10 == 5);
    let found = compare(text, &edited).unwrap();
    assert!(found.contained > 0.45 && found.covered > 0.8, "{found:?}");
}

#[test]
fn unrelated_texts_are_not_found() {
    let texts = [&whole(), GARDEN, ARABIC, PERSIAN, URDU, BENGALI, RUSSIAN, FRENCH];
    for (i, one) in texts.iter().enumerate() {
        for (j, other) in texts.iter().enumerate() {
            assert_eq!(compare(one, other).is_some(), i == j, "{i} {j}");
        }
    }
}

#[rstest]
#[case::nothing("", "", false)]
#[case::two_words("north light", "the north light", false)]
#[case::three_words_exact("north light tonight", "see the North Light, tonight at nine", true)]
#[case::three_words_changed("north light tonight", "see the north lamp tonight", false)]
#[case::slogan_exact("the light guides every boat home", "They sang: “The light guides every boat home!” twice", true)]
#[case::slogan_in_pieces("the light guides every boat home", "the light guides every child and every boat home", false)]
fn short_texts_need_to_be_exact(#[case] signal: &str, #[case] page: &str, #[case] found: bool) {
    assert_eq!(compare(signal, page).is_some(), found);
    let mut index = Postings::new();
    index.insert(7_u32, &known(signal));
    assert_eq!(!index.candidates(&Normalised::of(page)).is_empty(), found);
}

#[test]
fn postings_answer_as_the_single_comparison_does_and_forget_what_is_removed() {
    let mut index = Postings::new();
    for (key, text) in ENGLISH.iter().chain(&[GARDEN, ARABIC, RUSSIAN]).enumerate() {
        index.insert(key, &known(text));
    }
    index.insert(5, &known(GARDEN));
    assert_eq!(index.len(), 8);
    let page = Normalised::of(&format!("{} {}", ENGLISH[1], edit(GARDEN, |at| at % 9 == 4)));
    let found = index.candidates(&page);
    assert_eq!(found.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(Some(found[1].1.clone()), known(GARDEN).likeness(&page));
    assert!(index.remove(1) && !index.remove(1));
    assert_eq!(index.candidates(&page).len(), 1);
    for key in 0..8 {
        index.remove(key);
    }
    assert!(index.is_empty() && index.candidates(&page).is_empty());
}

#[test]
fn fingerprints_survive_storage_and_damage_is_refused() {
    for text in [&whole(), "", "north light tonight"] {
        let fingerprint = known(text);
        assert_eq!(Fingerprint::from_bytes(&fingerprint.to_bytes()), Ok(fingerprint.clone()));
        let json = serde_json::to_string(&fingerprint).unwrap();
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).unwrap(), fingerprint);
    }
    let bytes = known(&whole()).to_bytes();
    assert_eq!(Fingerprint::from_bytes(&bytes[..bytes.len() - 1]), Err(BadFingerprint::Damaged));
    assert_eq!(Fingerprint::from_bytes(&[9, 4]), Err(BadFingerprint::Version(9)));
    let mut older = bytes.clone();
    older[0] = 1;
    assert_eq!(Fingerprint::from_bytes(&older), Fingerprint::from_bytes(&bytes), "a bank of before is read");
    let mut swapped = bytes[..2].to_vec();
    swapped.extend(bytes[2..].chunks(8).rev().flatten());
    assert_eq!(Fingerprint::from_bytes(&swapped), Err(BadFingerprint::Damaged));
}

#[rstest]
#[case("The light guides every boat", "0204408d940fc41d4a5b1d1934260039bccb")]
#[case("يعود الضوء إلى الميناء", "02047f82567f58ce3699")]
#[case("বাতিঘরের রক্ষক প্রতি সন্ধ্যায়", "0204daee1654cf899664")]
fn the_stored_form_never_changes_unnoticed(#[case] text: &str, #[case] stored: &str) {
    let hex = known(text).to_bytes().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    assert_eq!(hex, stored);
}

/// The text with the words chosen by number replaced by invented ones.
fn edit(text: &str, chosen: impl Fn(usize) -> bool) -> String {
    let words = text.split(' ').enumerate();
    words.map(|(at, word)| if chosen(at) { format!("zq{at}") } else { word.to_owned() }).collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn any_text_is_read_and_ranges_are_sound(text in any::<String>()) {
        let read = Normalised::of(&text);
        let mut last = 0;
        for word in read.words() {
            prop_assert!(text.get(word.range.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(!word.folded.is_empty() && word.range.start >= last);
            last = word.range.start;
        }
        let again = read.words().map(|word| word.folded.to_owned()).collect::<Vec<_>>();
        // Single letters on lines of their own are no word written letter by letter.
        prop_assert_eq!(folded(&again.join("\n")), again);
        if let Some(found) = known(&text).likeness(&read) {
            prop_assert_eq!(found.contained, 1.0);
        }
    }

    #[test]
    fn any_bytes_are_a_fingerprint_or_refused(bytes in any::<Vec<u8>>()) {
        if let Ok(fingerprint) = Fingerprint::from_bytes(&bytes) {
            prop_assert_eq!(fingerprint.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_fifth_of_the_words_changed_is_found(chosen in prop::collection::vec(0..5_u8, 220)) {
        let edited = edit(&whole(), |at| chosen.get(at) == Some(&0));
        prop_assert!(compare(&whole(), &edited).is_some());
    }

    #[test]
    fn an_edited_paragraph_is_found(which in 0..5_usize, chosen in prop::collection::btree_set(0..36_usize, 0..7)) {
        let paragraph = edit(ENGLISH[which], |at| chosen.contains(&at));
        let page = [GARDEN, &paragraph].join("\n");
        prop_assert!(compare(&whole(), &page).is_some());
    }
}
