//! The nine verbs that everything is named after.

use super::Complaint;
use crate::tree::Tree;

const GLOSSARY: &str = "GLOSSARY.md";

const VERBS: [&str; 9] = ["detect", "assess", "refer", "order", "map", "act", "preserve", "watch", "report"];

/// A glossary that does not list the verbs, in their order, on one line.
pub fn verbs(tree: &Tree) -> Vec<Complaint> {
    let list = VERBS.map(|verb| format!("`{verb}`")).join(" ");
    match tree.text(GLOSSARY) {
        Some(text) if text.lines().any(|line| line.trim() == list) => Vec::new(),
        _ => vec![Complaint::new(GLOSSARY, 1, format!("the nine verbs must stand on a line: {list}"))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_verbs_stand_in_their_order() {
        let list = "# Words\n\n`detect` `assess` `refer` `order` `map` `act` `preserve` `watch` `report`\n";
        assert_eq!(verbs(&Tree::of(&[(GLOSSARY, list)])), []);
        let swapped = list.replace("`map` `act`", "`act` `map`");
        assert_eq!(verbs(&Tree::of(&[(GLOSSARY, &swapped)])).len(), 1);
        assert_eq!(verbs(&Tree::of(&[])).len(), 1);
    }
}
