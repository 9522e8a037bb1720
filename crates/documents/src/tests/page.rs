//! Whatever a field says, it stands on the page as it is, in its column, and nothing else changes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

use super::*;
use crate::line::plain;
use crate::paper::{form_values, letter_values};
use crate::press::{Layout, pages};

/// The margins of the page, and half a point for rounding, in points.
const SIDE: f64 = 19.0 / 25.4 * 72.0 - 0.5;
const TOP: f64 = 28.0 / 25.4 * 72.0 - 0.5;
const BOTTOM: f64 = 20.0 / 25.4 * 72.0 - 0.5;

/// One text on a page: where it begins and ends, and what it says.
pub struct Said {
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub text: String,
}

fn collect(frame: &Frame, at: Transform, found: &mut Vec<Said>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                collect(&group.frame, at.pre_concat(moved).pre_concat(group.transform), found);
            }
            FrameItem::Text(text) => {
                let start = position.transform(at);
                let end = Point::new(position.x + text.width(), position.y).transform(at);
                assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "a gap is drawn in {:?}", text.text);
                // A mark that stands higher than its letter is an item of its own, with the letter's text once more.
                if text.text.chars().count() > 1 && text.glyphs.iter().all(|glyph| glyph.x_advance.get() == 0.0) {
                    continue;
                }
                found.push(Said {
                    left: start.x.to_pt(),
                    right: end.x.to_pt(),
                    baseline: start.y.to_pt(),
                    text: text.text.to_string(),
                });
            }
            _ => {}
        }
    }
}

/// The texts between the running lines, all of which are held to stand inside the margins.
pub fn body(document: &PagedDocument) -> Vec<Said> {
    let mut texts = Vec::new();
    for page in document.pages() {
        let mut found = Vec::new();
        collect(&page.frame, Transform::identity(), &mut found);
        let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
        for said in &found {
            assert!(said.left >= SIDE && said.right <= width - SIDE, "{:?} leaves the page", said.text);
            assert!(said.baseline >= 0.0 && said.baseline <= height, "{:?} leaves the page", said.text);
        }
        texts.extend(found.into_iter().filter(|said| (TOP..height - BOTTOM).contains(&said.baseline)));
    }
    texts
}

/// Counts what can be seen.
pub fn counted(text: &str, counts: &mut BTreeMap<char, i64>, step: i64) {
    let unseen = |character: char| character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}');
    for character in text.chars().filter(|character| !unseen(*character)) {
        *counts.entry(character).or_default() += step;
    }
}

fn order_saying(text: &str) -> Paper {
    let mut order = order();
    order.section_b.additional_reasons = text.to_owned();
    paper_of(Form::Order(Box::new(order)), Language::English)
}

fn set_pages(paper: &Paper) -> PagedDocument {
    pages(Layout::Form, form_values(paper).unwrap()).unwrap()
}

pub fn hostile() -> impl Strategy<Value = String> {
    let markup = "[#$*_=+/\\\\\\[\\]{}()<>@~`'\"a-c \n-]{0,300}";
    let scripts =
        "[a-zA-Zа-яء-يپچگکیہۂۓ\u{64b}-\u{652}\u{200c}\u{200d}ক-হ\u{9be}-\u{9cd}0-9٠-٩ «»(){}\\[\\]:;,.!/-]{0,200}";
    let marks = "[aeاক\u{300}-\u{315}\u{610}-\u{61a}\u{9cd}\u{200d}]{0,80}";
    let long = "[WM0-9/﷽ابج\\-]{0,200}";
    let spaced = "([(\\[«\"!)»—,] ){0,120}";
    prop_oneof![".{0,200}", "\\PC{0,200}", markup, scripts, marks, long, spaced]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_field_says_what_it_says_and_changes_nothing_else(text in hostile()) {
        let mut counts = BTreeMap::new();
        let paper = order_saying(&text);
        for said in body(&set_pages(&paper)) {
            counted(&said.text, &mut counts, 1);
        }
        for said in body(&set_pages(&order_saying(""))) {
            counted(&said.text, &mut counts, -1);
        }
        // The form shows control characters as U+FFFD before the paper sees them.
        let Form::Order(order) = &paper.form else { unreachable!() };
        let view = order.view(Language::English);
        let value = view.sections[1].rows.last().unwrap();
        let Row::Field { value, .. } = value else { panic!("{value:?}") };
        counted(&plain(value), &mut counts, -1);
        counts.retain(|_, count| *count != 0);
        prop_assert_eq!(counts, BTreeMap::new());
        set(&paper).unwrap();
    }

    #[test]
    fn every_field_of_a_letter_takes_any_text(text in hostile()) {
        let mut letter = letter();
        letter.title = text.clone();
        letter.sender = text.clone();
        letter.recipient = text.clone();
        letter.reference = text.clone();
        letter.body = text;
        body(&pages(Layout::Letter, letter_values(&letter).unwrap()).unwrap());
        set_letter(&letter).unwrap();
    }

    #[test]
    fn every_short_field_of_an_order_takes_any_text(text in hostile()) {
        let mut order = order();
        order.section_a.order_ref = text.clone();
        order.section_a.addressee = text.clone();
        order.section_b.url = text.clone();
        order.section_e.authority = text.clone();
        order.section_e.address = text.clone();
        order.section_g.remedies[0].deadline = text;
        let paper = paper_of(Form::Order(Box::new(order)), Language::French);
        body(&set_pages(&paper));
        set(&paper).unwrap();
    }
}

#[test]
fn markup_stands_as_it_was_written() {
    let text =
        "= Heading\n#set page(fill: red)\n*bold* _it_ $x^2$ `raw` @ref <label> \\ // note\n#panic(\"no\")\n- item";
    let said: String = body(&set_pages(&order_saying(text))).into_iter().map(|said| said.text).collect();
    let said = said.replace('\u{200b}', "");
    for line in text.lines() {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn quotations_stand_in_the_value_column_and_run_their_own_way() {
    let said = body(&set_pages(&paper()));
    let left_of = |part: &str| said.iter().find(|said| said.text.contains(part)).unwrap().left;
    let label = Abs::mm(19.0 + 58.0).to_pt();
    assert!(left_of("In Bengali") > label && left_of("In Bengali") < label + 12.0);
    assert!(left_of("حارس") > label + 100.0, "Arabic stands at the right of its column");
}

#[test]
fn the_same_paper_is_the_same_file() {
    let mut paper = paper();
    paper.attachment = Some(b"{\"order\":1}".to_vec());
    let first = set(&paper).unwrap();
    set_letter(&letter()).unwrap();
    assert_eq!(set(&paper).unwrap(), first);
    paper.at = at("2026-11-22T10:00:04Z");
    assert_ne!(set(&paper).unwrap(), first);
}

#[test]
fn what_is_too_long_is_refused_by_name() {
    let long = "a ".repeat(MOST_FIELD / 2 + 1);
    let refused = set(&order_saying(&long)).unwrap_err();
    let field = "Further information on why the material is considered terrorist content".to_owned();
    assert_eq!(refused, SetError::TooLong { field, length: MOST_FIELD + 2, limit: MOST_FIELD });
    set(&order_saying(&"word ".repeat(MOST_FIELD / 5))).unwrap();

    let lines = "x\n".repeat(MOST_LINES);
    assert!(matches!(set(&order_saying(&lines)), Err(SetError::TooManyLines { .. })));

    let mut heavy = paper();
    heavy.attachment = Some(vec![b' '; MOST_ATTACHMENT + 1]);
    let refused = SetError::Attachment { length: MOST_ATTACHMENT + 1, limit: MOST_ATTACHMENT };
    assert_eq!(set(&heavy), Err(refused));

    let mut far = paper();
    far.verify_at = format!("https://vigie.example/{}", "a".repeat(300)).parse().unwrap();
    assert!(matches!(set(&far), Err(SetError::Address { length: 322, limit: 300 })));
}

#[test]
fn a_digest_is_a_digest_and_a_time_has_a_year() {
    for digest in ["", "0123", &DIGEST.to_uppercase(), &format!("{DIGEST}0"), &"é".repeat(32)] {
        let mut paper = paper();
        paper.digest = (*digest).to_owned();
        assert_eq!(set(&paper), Err(SetError::Digest));
    }
    let mut early = paper();
    early.at = Timestamp::MIN;
    assert_eq!(set(&early), Err(SetError::Time));
}
