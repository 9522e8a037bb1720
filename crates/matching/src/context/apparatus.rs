//! The outward form of papers, rulings, official records, works of reference and archive records.

use super::lexicon::Topic;
use super::signal::{ContextSignal, Kind, PointsTo, Weight, excerpt};
use super::surroundings::Surroundings;
use crate::page::BlockKind;

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
/// Dublin Core entries that, with one field of a catalogue, leave no doubt.
const FULL_DUBLIN_CORE: usize = 4;
/// Entries of citation metadata that, with a DOI, leave no doubt.
const FULL_CITATION: usize = 3;
/// Words of prose below which a page is no record of what was said.
const RECORD_WORDS: usize = 30;
/// Expressions of a public body's sittings from which a page counts as written about one.
const CHAMBER: usize = 2;
/// Words of a speaker's name and office before the colon.
const SPEAKER_WORDS: usize = 8;

pub(super) fn signals(around: &Surroundings<'_>) -> Vec<ContextSignal> {
    [scholarly(around), court(around), record(around), encyclopaedia(around), archive(around)]
        .into_iter()
        .flatten()
        .collect()
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
    let doi = has_doi(around);
    let cited = around.page.counts.reference_marks >= MARKS || citations_in_text(around) >= MARKS;
    let parts = seen(&[
        (cites > 0, "citation metadata"),
        (around.declares(&["ScholarlyArticle", "MedicalScholarlyArticle", "Thesis"]), "declared a scholarly article"),
        (abstracted, "abstract"),
        (referenced, "references"),
        (doi, "DOI"),
        (cited, "citations in the text"),
    ]);
    let catalogued = doi && cites >= FULL_CITATION;
    let framed = parts.len() >= 3 || (abstracted && referenced) || (cited && around.is_headed(Topic::References));
    let clear = around.own_words >= FRAME_WORDS && (framed || catalogued);
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

/// `(Keeper 1998)`, `(Keeper, 1998; Pilot's notebook, fol. 3)`, `[12]`.
fn citations_in_text(around: &Surroundings<'_>) -> usize {
    let text = &around.page.text;
    let bracketed = |(at, open): (usize, &str)| {
        let close = if open == "(" { ')' } else { ']' };
        let inside: String = text[at + 1..].chars().take(60).take_while(|c| *c != close).collect();
        let inside = inside.trim_end();
        let year = inside.split(';').any(ends_with_year);
        let number = open == "[" && (1..=3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit());
        ((open == "(" && year) || number) && !around.is_matched(&(at..at + 1))
    };
    text.match_indices(['(', '[']).filter(|found| bracketed(*found)).count()
}

/// A name, or at least a letter, and then four digits.
fn ends_with_year(reference: &str) -> bool {
    let reference = reference.trim();
    reference.len() > 5
        && reference.is_char_boundary(reference.len() - 4)
        && reference[reference.len() - 4..].bytes().all(|byte| byte.is_ascii_digit())
        && reference.chars().any(char::is_alphabetic)
}

fn court(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let ecli = around.page.text.contains("ECLI:");
    let parts = seen(&[
        (ecli, "European case law identifier"),
        (has_case_number(around), "case number"),
        (!around.phrases(Topic::Court).is_empty(), "court and parties"),
        (!around.phrases(Topic::Ruling).is_empty(), "words of a ruling"),
        (!around.phrases(Topic::Filing).is_empty(), "words of a filing"),
        (numbered_paragraphs(around) >= NUMBERED, "numbered paragraphs"),
    ]);
    let formal = ecli || parts.iter().any(|part| matches!(*part, "case number" | "numbered paragraphs"));
    listing(Kind::CourtDocument, PointsTo::Education, &parts, parts.len() >= 3 && formal, 3)
}

/// Minutes, official reports, verbatim records: their title, what is said only where a public body sits, and who spoke.
fn record(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let titled = !around.phrases(Topic::Record).is_empty();
    let seated = around.phrases(Topic::Chamber).len() >= CHAMBER;
    let parts = seen(&[
        (titled, "title of an official record"),
        (seated, "words of a sitting"),
        (speakers(around) >= 2, "speakers by name"),
    ]);
    let clear = around.own_words >= RECORD_WORDS && titled && seated;
    listing(Kind::OfficialRecord, PointsTo::Education, &parts, clear, 2)
}

/// Paragraphs that begin with a short name and a colon.
fn speakers(around: &Surroundings<'_>) -> usize {
    let speaks = |text: &str| {
        let name = text.split_once(':').map_or("", |(name, _)| name);
        (1..=SPEAKER_WORDS).contains(&name.split_whitespace().count())
    };
    around.main.iter().filter(|block| block.kind == BlockKind::Paragraph && speaks(around.page.text_of(block))).count()
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
    let clear = !labels.is_empty() && (parts.len() + usize::from(declared) >= 3 || core >= FULL_DUBLIN_CORE);
    listing(Kind::ArchiveRecord, PointsTo::Research, &parts, clear, 2)
}
