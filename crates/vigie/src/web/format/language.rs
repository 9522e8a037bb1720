use crate::web::messages::Lang;

/// A language's name by its two-letter code; an unknown code is given back as it came.
/// # Source
/// ISO 639-1. The languages of the Union, and those that texts are told apart in.
pub fn language(code: &str, lang: Lang) -> &str {
    let primary = code.split('-').next().unwrap_or(code);
    let found = LANGUAGES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(primary));
    match (found, lang) {
        (Some((_, en, _)), Lang::En) => en,
        (Some((_, _, fr)), Lang::Fr) => fr,
        (None, _) => code,
    }
}

const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ar", "Arabic", "arabe"),
    ("bg", "Bulgarian", "bulgare"),
    ("bn", "Bengali", "bengali"),
    ("cs", "Czech", "tchèque"),
    ("da", "Danish", "danois"),
    ("de", "German", "allemand"),
    ("el", "Greek", "grec"),
    ("en", "English", "anglais"),
    ("es", "Spanish", "espagnol"),
    ("et", "Estonian", "estonien"),
    ("fa", "Persian", "persan"),
    ("fi", "Finnish", "finnois"),
    ("fr", "French", "français"),
    ("ga", "Irish", "irlandais"),
    ("hr", "Croatian", "croate"),
    ("hu", "Hungarian", "hongrois"),
    ("id", "Indonesian", "indonésien"),
    ("it", "Italian", "italien"),
    ("lt", "Lithuanian", "lituanien"),
    ("lv", "Latvian", "letton"),
    ("mt", "Maltese", "maltais"),
    ("nl", "Dutch", "néerlandais"),
    ("pl", "Polish", "polonais"),
    ("pt", "Portuguese", "portugais"),
    ("ro", "Romanian", "roumain"),
    ("ru", "Russian", "russe"),
    ("sk", "Slovak", "slovaque"),
    ("sl", "Slovenian", "slovène"),
    ("sv", "Swedish", "suédois"),
    ("tr", "Turkish", "turc"),
    ("ur", "Urdu", "ourdou"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_named_by_their_first_part() {
        assert_eq!(language("ar", Lang::En), "Arabic");
        assert_eq!(language("fr-BE", Lang::Fr), "français");
        assert_eq!(language("xx", Lang::Fr), "xx");
    }
}
