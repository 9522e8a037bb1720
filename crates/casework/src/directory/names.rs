//! Names of firms, compared as people mean them: without capitals, punctuation and legal forms.

/// Legal forms as they stand at the beginning or end of a firm's name, dots taken out.
const LEGAL_FORMS: [&str; 62] = [
    "ab",
    "ad",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "doo",
    "dd",
    "ead",
    "eg",
    "ek",
    "eood",
    "gbr",
    "gmbh",
    "hf",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "nv",
    "nyrt",
    "oo",
    "ood",
    "ou",
    "oy",
    "oyj",
    "oü",
    "pbc",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "scrl",
    "se",
    "sia",
    "sl",
    "spa",
    "sprl",
    "spzoo",
    "sro",
    "srl",
    "uab",
    "ug",
    "vof",
    "zrt",
];

/// The words of a name that tell one firm from another. Two names mean the same firm when these are equal; a name of
/// nothing but legal forms means none.
pub(crate) fn telling_words(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace(['.', '\'', '’'], "").replace("sp z oo", "spzoo");
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let is_form = |word: &&&str| LEGAL_FORMS.contains(*word);
    let before = words.iter().take_while(is_form).count();
    let after = words[before..].iter().rev().take_while(is_form).count();
    words[before..words.len() - after].iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Lowtide Hosting B.V.", "LOWTIDE HOSTING BV")]
    #[case("Lowtide Hosting", "Lowtide-Hosting, GmbH & Co. KG")]
    #[case("UAB „Lowtide“", "Lowtide Ltd")]
    #[case("Lowtide Sp. z o.o.", "lowtide")]
    #[case("Keeper's Harbour S.p.A.", "Keepers Harbour")]
    fn the_same_firm_is_recognised(#[case] one: &str, #[case] other: &str) {
        assert_eq!(telling_words(one), telling_words(other));
    }

    #[rstest]
    #[case("Lowtide Hosting", "Lowtide")]
    #[case("Lowtide Hosting", "Hosting Lowtide")]
    #[case("Hightide B.V.", "Lowtide B.V.")]
    #[case("AS Harbour AS Quay", "Harbour Quay")]
    fn another_firm_is_not(#[case] one: &str, #[case] other: &str) {
        assert_ne!(telling_words(one), telling_words(other));
    }

    #[test]
    fn legal_forms_alone_name_nobody() {
        assert_eq!(telling_words("S.A. / N.V."), Vec::<String>::new());
        assert_eq!(telling_words(""), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn capitals_and_a_legal_form_change_nothing(name in "[a-z]{3,8}( [a-z]{5,9}){0,3}") {
            prop_assert_eq!(telling_words(&name), telling_words(&format!("{} GmbH", name.to_uppercase())));
        }
    }
}
