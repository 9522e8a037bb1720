//! Counter-speech, teaching, trying out and art: purposes that show in the words around the material.

use super::apparatus::{listing, seen};
use super::lexicon::Topic;
use super::signal::{ContextSignal, Kind, PointsTo};
use super::surroundings::Surroundings;

pub(super) fn signals(around: &Surroundings<'_>) -> Vec<ContextSignal> {
    [counter_speech(around), teaching(around), sample(around), exhibition(around)].into_iter().flatten().collect()
}

fn counter_speech(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let refuting = around.phrases(Topic::Refutation);
    let censuring = around.phrases(Topic::Censure);
    let help = around.phrases(Topic::HelpLine);
    let checked = around.declares(&["ClaimReview"]);
    let all = refuting.len() + censuring.len();
    let framed = refuting.len() >= 2 || (!refuting.is_empty() && all >= 3) || (!help.is_empty() && all >= 2);
    let clear = around.own_words >= 30 && (checked || framed);
    let mut parts = seen(&[(checked, "declared a fact-check")]);
    parts.extend(refuting.iter().take(4));
    parts.extend(censuring.iter().take(2));
    parts.extend(help.iter().take(3));
    listing(Kind::CounterSpeech, PointsTo::CounterSpeech, &parts, clear, 1)
}

fn teaching(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let words = around.phrases(Topic::Teaching);
    let declared = around.declares(&["LearningResource", "Course", "Quiz"]);
    let mut parts = seen(&[(declared, "declared a learning resource")]);
    parts.extend(words.iter().take(5));
    let clear = around.own_words >= 30 && parts.len() + usize::from(declared) >= 3;
    listing(Kind::ScholarlyApparatus, PointsTo::Education, &parts, clear, 2)
}

/// A text that is there for programs to be tried on.
fn sample(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let words = around.phrases(Topic::Sample);
    let declared = around.declares(&["Dataset", "SoftwareSourceCode"]);
    let mut parts = seen(&[(declared, "declared a data set or source code")]);
    parts.extend(words.iter().take(5));
    let clear = parts.len() + usize::from(declared) >= 3;
    listing(Kind::ScholarlyApparatus, PointsTo::Research, &parts, clear, 2)
}

fn exhibition(around: &Surroundings<'_>) -> Option<ContextSignal> {
    let words = around.phrases(Topic::Exhibition);
    let declared = around.declares(&["VisualArtwork", "ExhibitionEvent", "Museum", "ArtGallery"]);
    let mut parts = seen(&[(declared, "declared a work of art or an exhibition")]);
    parts.extend(words.iter().take(5));
    let clear = around.own_words >= 20 && parts.len() + usize::from(declared) >= 3;
    listing(Kind::ArchiveRecord, PointsTo::Art, &parts, clear, 2)
}
