//! The outward form of papers, rulings, works of reference and archive records.

use super::lexicon::Topic;
use super::signal::{ContextSignal, Kind, PointsTo, Weight, excerpt};
use super::surroundings::Surroundings;

/// Words of prose below which headings alone make no paper.
const FRAME_WORDS: usize = 10;
/// Words of prose below which a page is no article of reference.
const ARTICLE_WORDS: usize = 20;
/// Paragraphs numbered in sequence from which a text counts as numbered.
const NUMBERED: usize = 4;
/// Marks in the text that point to a reference, from which it counts as referenced.
const MARKS: usize = 3;
/// Dublin Core entries from which a page counts as a catalogue's.
const DUBLIN_CORE: usize = 3;

pub(super) fn signals(around: &Surroundings<'_>) -> Vec<ContextSignal> {
    [scholarly(around), court(around), encyclopaedia(around), archive(around)].into_iter().flatten().collect()
}

/// A signal that lists what was found; `clear` and `enough` are the numbers from which it is clear or there at all.
pub(super) fn listing(
    kind: Kind,
    points_to: PointsTo,
    found: &[&str],
    clear: bool,
    enough: usize,
) -> Option<ContextSignal> {
    let weight = if clear { Weight::Clear } else { Weight::Weak };
    (clear || found.len() >= enough).then(|| ContextSignal::new(kind, points_to, weight, excerpt(&found.join(", "))))
}

/// Keeps the names of what is there.
pub(super) fn seen<'a>(parts: &[(bool, &'a str)]) -> Vec<&'a str> {
    parts.iter().filter(|(there, _)| *there).map(|(_, name)| *name).collect()
}

fn is_referenced(around: &Surroundings<'_>) -> bool {
    around.page.counts.reference_lists > 0 || around.is_headed(Topic::References)
}

fn scholarly(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let entries = &around.page.metadata.citations;
    let cites = entries.iter().filter(|(name, _)| name.starts_with("citation_")).count();
    let abstracted = around.is_headed(Topic::Abstract);
    let referenced = is_referenced(around);
    let parts = seen(&[
        (cites > 0, "citation metadata"),
        (around.declares(&["ScholarlyArticle", "MedicalScholarlyArticle", "Thesis"]), "declared a scholarly article"),
        (abstracted, "abstract"),
        (referenced, "references"),
        (has_doi(around), "DOI"),
        (around.page.counts.reference_marks >= MARKS || citations_in_text(around) >= MARKS, "citations in the text"),
    ]);
    let clear = around.own_words >= FRAME_WORDS && (parts.len() >= 3 || (abstracted && referenced));
    // References alone are also at the foot of many a web log.
    let enough = if parts == ["references"] || parts == ["citations in the text"] { usize::MAX } else { 1 };
    listing(Kind::ScholarlyApparatus, PointsTo::Research, &parts, clear, enough)
}

/// # Source
/// DOI Handbook 2.2: a prefix `10.` and a number, a slash, a suffix.
fn has_doi(around: &Surroundings<'_>) -> bool {
    let text = &around.page.text;
    let mut places = text.match_indices("10.").map(|(at, _)| at);
    places.any(|at| {
        let registrant: String = text[at + 3..].chars().take_while(char::is_ascii_digit).collect();
        let slash = at + 3 + registrant.len();
        registrant.len() >= 4 && text[slash..].starts_with('/') && !around.is_matched(&(at..slash))
    })
}

/// `(Keeper 1998)`, `(Keeper, 1998)`, `[12]`.
fn citations_in_text(around: &Surroundings<'_>) -> usize {
    let text = &around.page.text;
    let bracketed = |(at, open): (usize, &str)| {
        let close = if open == "(" { ')' } else { ']' };
        let inside: String = text[at + 1..].chars().take(60).take_while(|c| *c != close).collect();
        let end = inside.trim_end();
        let year = end.len() > 5
            && end.is_char_boundary(end.len() - 4)
            && end[end.len() - 4..].bytes().all(|byte| byte.is_ascii_digit())
            && end.chars().any(char::is_alphabetic);
        let number = open == "[" && (1..=3).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_digit());
        ((open == "(" && year) || number) && !around.is_matched(&(at..at + 1))
    };
    text.match_indices(['(', '[']).filter(|found| bracketed(*found)).count()
}

fn court(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let ecli = around.page.text.contains("ECLI:");
    let parts = seen(&[
        (ecli, "European case law identifier"),
        (has_case_number(around), "case number"),
        (!around.phrases(Topic::Court).is_empty(), "court and parties"),
        (!around.phrases(Topic::Ruling).is_empty(), "words of a ruling"),
        (numbered_paragraphs(around) >= NUMBERED, "numbered paragraphs"),
    ]);
    let clear = parts.len() >= 4 || (parts.len() == 3 && (ecli || parts.contains(&"case number")));
    listing(Kind::CourtDocument, PointsTo::Education, &parts, clear, 3)
}

/// A label such as "Case no." with digits soon after.
fn has_case_number(around: &Surroundings<'_>) -> bool {
    around.hits(Topic::CaseNumber).any(|hit| {
        let after = hit.words.end..(hit.words.end + 4).min(around.words.len());
        after.into_iter().any(|at| around.words.word(at).folded.bytes().any(|byte| byte.is_ascii_digit()))
    })
}

/// The longest sequence of paragraphs that begin with consecutive numbers.
fn numbered_paragraphs(around: &Surroundings<'_>) -> usize {
    let (mut longest, mut sequence, mut last) = (0, 0, 0);
    for block in around.main.iter().filter(|block| !around.is_matched(&block.range)) {
        let text = around.page.text_of(block).trim_start_matches(['(', '[', '§', ' ']);
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let marked = text[digits.len()..].starts_with(['.', ')', ']', ' ', '-']);
        let Some(number) = digits.parse::<u32>().ok().filter(|_| marked && digits.len() <= 3) else {
            continue;
        };
        sequence = if number == last + 1 { sequence + 1 } else { 1 };
        last = number;
        longest = longest.max(sequence);
    }
    longest
}

fn encyclopaedia(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let counts = &around.page.counts;
    let generator = around.page.metadata.generator.as_deref().unwrap_or_default().to_lowercase();
    let referenced = is_referenced(around) || counts.reference_marks >= MARKS;
    let mut parts = seen(&[
        (counts.infoboxes > 0, "box of facts"),
        (around.is_headed(Topic::SeeAlso), "see also"),
        (counts.edit_links > 0, "edit links"),
        (generator.contains("wiki"), "made by wiki software"),
    ]);
    if parts.is_empty() {
        return None;
    }
    let clear = around.own_words >= ARTICLE_WORDS && (parts.len() >= 2 || referenced);
    parts.extend(referenced.then_some("references"));
    listing(Kind::Encyclopaedia, PointsTo::Education, &parts, clear, 1)
}

fn archive(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let labels = around.labels(Topic::ArchiveLabel);
    let entries = &around.page.metadata.citations;
    let core = entries.iter().filter(|(name, _)| name.starts_with("dc")).count();
    let declared = around.declares(&["ArchiveComponent", "ArchiveOrganization"]);
    let mut parts = labels.clone();
    parts.extend((core >= DUBLIN_CORE).then_some("Dublin Core metadata"));
    parts.extend(declared.then_some("declared an archive record"));
    let clear = !labels.is_empty() && parts.len() + usize::from(declared) >= 3;
    listing(Kind::ArchiveRecord, PointsTo::Research, &parts, clear, 2)
}
