//! How a bank is called in HMA's manner.

use matching::digest::Sha256;
use std::borrow::Cow;

/// Whether a name is one that HMA allows: capital letters, digits and underscores, and no digit first.
pub fn is_allowed(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    let digit = |byte: u8| byte.is_ascii_digit();
    name.bytes().next().is_some_and(letter) && name.bytes().all(|byte| letter(byte) || digit(byte))
}

/// What HMA's programs know a bank by: its name where HMA allows that, and otherwise the letters and digits of it in
/// capitals, then six digits of the digest of the whole name, so that two banks never share one and none changes.
pub fn for_hma(name: &str) -> Cow<'_, str> {
    if is_allowed(name) {
        return Cow::Borrowed(name);
    }
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut allowed = String::new();
    for word in words {
        if !allowed.is_empty() || word.starts_with(|letter: char| letter.is_ascii_digit()) {
            allowed.push('_');
        }
        allowed.push_str(&word.to_ascii_uppercase());
    }
    let digest = Sha256::of(name.as_bytes()).to_string().to_ascii_uppercase();
    Cow::Owned(format!("{allowed}_{}", &digest[..6]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_hma_allows_stay() {
        for name in ["HARBOUR", "_", "TEST_BANK_01"] {
            assert_eq!(for_hma(name), name);
        }
        for name in ["", "01_TEST_BANK", "my_test_bank", "HARBOUR POSTERS", "PHARE\u{c9}"] {
            assert!(!is_allowed(name), "{name}");
        }
    }

    #[test]
    fn other_names_are_put_in_capitals_and_kept_apart() {
        let (one, other) = (for_hma("Harbour posters"), for_hma("harbour-posters"));
        assert!(one.starts_with("HARBOUR_POSTERS_") && other.starts_with("HARBOUR_POSTERS_"), "{one} {other}");
        assert_ne!(one, other);
        assert!(for_hma("2026 tides").starts_with("_2026_TIDES_"));
    }

    proptest! {
        #[test]
        fn every_name_becomes_one_that_hma_allows(name in "\\PC{1,40}") {
            prop_assert!(is_allowed(&for_hma(&name)), "{}", for_hma(&name));
        }
    }
}
