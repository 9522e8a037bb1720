//! Writing habits and disguises, language by language.

use proptest::prelude::*;
use rstest::rstest;

use super::folded;
use crate::text::Normalised;

#[rstest]
#[case::arabic_tatweel_harakat("المـــنارةُ الشَّماليّة", "المناره الشماليه")]
#[case::arabic_alefs("إلى أين آخر ٱلطريق", "الي اين اخر الطريق")]
#[case::arabic_presentation_forms("ﺍﻟﻤﻨﺎﺭﺓ", "المنارة")]
#[case::arabic_quranic_marks("منارۖة", "منارة")]
#[case::persian_arabic_keyboard("كليد بندري ميرود", "کلید بندری میرود")]
#[case::persian_half_space("می\u{200c}رود", "میرود")]
#[case::persian_heh("خانهٔ دریایی", "خانه دریایی")]
#[case::persian_digits("سال ۱۴۰۳", "سال 1403")]
#[case::urdu_heh_and_yeh("جہاز کی روشنی", "جهاز كي روشني")]
#[case::urdu_digits("سن ۲۰۲۴", "سن 2024")]
#[case::turkish("IŞIK İskele DENİZİN", "ışık iskele denizin")]
#[case::turkish_decomposed("I\u{307}skele", "İskele")]
#[case::russian("МАЯК Ёлка Йод", "маяк елка иод")]
#[case::bengali_digits("সাল ১৯৭১", "সাল 1971")]
#[case::bengali_composed("ক\u{9c7}\u{9be}", "কো")]
#[case::indonesian("MERCUSUAR Utara", "mercusuar utara")]
#[case::english_full_width("Ｔｈｅ ＬＩＧＨＴ", "the light")]
#[case::french("L\u{2019}ÉTÉ œuvre", "l ete œuvre")]
#[case::german("STRASSE Grüße", "straße grusse")]
#[case::dutch("ĳsberg Café", "ijsberg cafe")]
#[case::spanish("MAÑANA pingüino", "manana pinguino")]
#[case::chechen_palochka_as_a_figure("г1ала", "гӏала")]
#[case::chechen_palochka_as_a_latin_letter("гlала", "гӏала")]
#[case::chechen_palochka_as_a_latin_capital("гIала ГIАЛА", "гӏала гӏала")]
#[case::chechen_palochka_as_a_ukrainian_letter("гІала", "гӏала")]
#[case::ukrainian_apostrophes("п\u{2bc}ять п\u{2019}ять", "п'ять п'ять")]
#[case::hawaiian_okina("Hawai\u{2bb}i", "hawai'i")]
#[case::micro_signs("5 \u{b5}g 7\u{b5}m", "5 \u{3bc}g 7\u{3bc}m")]
fn each_language_has_its_writing_habits(#[case] written: &str, #[case] plain: &str) {
    assert_eq!(folded(written), folded(plain));
}

#[rstest]
#[case::cyrillic_in_latin("lіghthоusе kееpеr", "lighthouse keeper")]
#[case::cyrillic_majority_of_look_alikes("рауpаl", "paypal")]
#[case::cyrillic_capitals("НАRВОUR ВЕLL", "harbour bell")]
#[case::greek_in_latin("hαrbουr Τοwer", "harbour tower")]
#[case::greek_capital_mu("Μax Μarket", "max market")]
#[case::latin_in_cyrillic("мaяк oгонь кaпитaн", "маяк огонь капитан")]
#[case::latin_capitals_in_cyrillic("MAЯK BOДA", "маяк вода")]
#[case::mathematical("𝕝𝕚𝕘𝕙𝕥 𝓀𝑒𝑒𝓅𝑒𝓇", "light keeper")]
#[case::circled("Ⓛⓘⓖⓗⓣ 🅱🅔🅛🅛", "light bell")]
#[case::small_capitals("ʟɪɢʜᴛ ꜱᴇᴀ", "light sea")]
#[case::digits("l1ghth0use h4rb0ur b3ll", "lighthouse harbour bell")]
#[case::digits_at_the_ends_too("h3ll0 4tt4ck", "hello attack")]
#[case::two_ones("he11o", "hello")]
#[case::signs("h@rbour la$t", "harbour last")]
#[case::digits_in_cyrillic("м0ряк пр6ка", "моряк прбка")]
#[case::stacked_marks("l\u{300}\u{301}\u{302}\u{316}\u{317}i\u{336}g\u{488}ht", "light")]
#[case::enclosing_marks("l\u{20dd}i\u{20de}ght", "light")]
#[case::zero_width("li\u{200b}g\u{2060}h\u{feff}t", "light")]
#[case::invisible_letters("li\u{3164}ght", "light")]
#[case::direction_overrides("\u{202e}light\u{202c} \u{2066}bell\u{2069}", "light bell")]
#[case::letter_by_letter("the l i g h t of the b.e.l.l.s", "the light of the bells")]
#[case::letter_by_letter_in_disguise("h а r b о u r", "harbour")]
#[case::cyrillic_letters("м-а-я-к-и", "маяки")]
#[case::one_in_ukrainian("Укра1нська м1ць", "українська міць")]
#[case::at_signs_side_by_side("s@ilb@at h@rbour.", "sailbaat harbour")]
#[case::arabic_letters("م ن ا ر ة", "مناره")]
fn disguises_are_undone(#[case] written: &str, #[case] meant: &str) {
    assert_eq!(folded(written), folded(meant));
}

#[rstest]
#[case::russian("он нес соль с моря", &["он", "нес", "соль", "с", "моря"])]
#[case::greek("φάρος νησί", &["φαροσ", "νησι"])]
#[case::numbers("1000 3.14 2026-11-22 5000", &["1000", "3", "14", "2026", "11", "22", "5000"])]
#[case::digits_at_the_ends("2nd mp3 100km covid19", &["2nd", "mp3", "100km", "covid19"])]
#[case::long_numbers_inside("ab1234cd", &["ab1234cd"])]
#[case::addresses("keeper@harbour.test", &["keeper", "harbour", "test"])]
#[case::addresses_with_hyphens("keeper@old-harbour.test.", &["keeper", "old", "harbour", "test"])]
#[case::addresses_with_accents("keeper@grünhafen.test", &["keeper", "grunhafen", "test"])]
#[case::addresses_in_two_scripts("keeper@harbour.рф", &["keeper", "harbour", "рф"])]
#[case::micrograms("5 µg is no mg", &["5", "μg", "is", "no", "mg"])]
#[case::spaced_ideographs("灯 塔 海 港 风 浪", &["灯", "塔", "海", "港", "风", "浪"])]
#[case::latin_letter_of_a_palochka("ӏight", &["light"])]
#[case::prices("US$100 $5", &["us", "100", "5"])]
#[case::initials("J. R. Keeper", &["j", "r", "keeper"])]
#[case::unequal_gaps("a, b c. d e", &["a", "b", "c", "d", "e"])]
#[case::lines("a\nb\nc\nd\ne", &["a", "b", "c", "d", "e"])]
#[case::four_letters("a b c d", &["a", "b", "c", "d"])]
fn what_is_no_disguise_stays(#[case] written: &str, #[case] words: &[&str]) {
    assert_eq!(folded(written), words);
}

/// Scripts without spaces have a word in each letter, so that there is nothing to be put together.
#[rstest]
#[case::chinese("灯 塔 海 港 风 浪")]
#[case::japanese("は い い い え ぬ")]
#[case::thai("ก ข ค ง จ ฉ")]
fn spaced_letters_of_scripts_without_spaces_keep_their_places(#[case] original: &str) {
    let text = Normalised::of(original);
    let written: Vec<&str> = text.words().map(|word| &original[word.range]).collect();
    assert_eq!(written, original.split(' ').collect::<Vec<_>>());
}

#[test]
fn undone_disguises_know_their_place() {
    let original = "see: l i g h t, h@rb\u{200b}оur!";
    let text = Normalised::of(original);
    let written: Vec<&str> = text.words().map(|word| &original[word.range]).collect();
    assert_eq!(written, ["see", "l i g h t", "h@rb\u{200b}оur"]);
}

proptest! {
    #[test]
    fn undoing_a_disguise_twice_changes_nothing(text in "[aobxrqABHlIgmаовнжНВАеӏіαβωσΒμΜµ0136@$. \u{300}\u{200b}\u{345}㎧ﷺ㎢]{0,40}") {
        let once = folded(&text);
        prop_assert_eq!(folded(&once.join("\n")), once.clone());
        for word in &once {
            prop_assert!(!word.is_empty() && !word.contains([' ', '@', '$', '.']));
        }
    }
}
