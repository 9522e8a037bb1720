//! Scoring the radio: what was heard, against what was really played.

use super::super::tally::Listened;
use super::report::SoundScore;
use ::rehearsal::sound::{Play, Programme};
use casework::detect::Heard;
use casework::records::{Item, Kept};
use domain::detect::{ItemState, Likeness};
use domain::id::ItemId;

/// By how many seconds the place of a find may differ from where a piece was played.
const OFF: f64 = 0.5;

/// Scores what was listened to; `programme` knows what a stream sends.
pub(super) fn score<'a>(
    listened: &[Listened],
    items: &[Kept<Item>],
    programme: impl Fn(&str) -> Option<&'a Programme>,
) -> SoundScore {
    let mut score = SoundScore { streams: listened.len(), ..SoundScore::default() };
    for Listened { url, seconds, heard } in listened {
        score.seconds += seconds.round() as u64;
        let plays = programme(url).map(|programme| programme.played(*seconds)).unwrap_or_default();
        // What was cut by the end of listening may be found, but need not be.
        for play in plays.iter().filter(|play| play.to <= *seconds) {
            score.planted += 1;
            let found = |(find, item): &&(Heard, Option<ItemId>)| is(find, play) && waits(items, *item, play);
            match heard.iter().find(found) {
                Some(_) => score.found += 1,
                None => eprintln!("missed on the air: {url} {play:?}"),
            }
        }
        for (find, _) in heard.iter().filter(|(find, _)| !plays.iter().any(|play| is(find, play))) {
            eprintln!("not so on the air: {url} {find:?}");
            if plays.is_empty() { score.false_finds += 1 } else { score.misplaced += 1 }
        }
    }
    score
}

/// Whether a find names the piece and the place.
fn is(find: &Heard, play: &Play) -> bool {
    let begins = find.stretch.found[0] - find.stretch.known[0];
    find.signal_name == play.piece && (begins - play.from).abs() <= OFF && find.stretch.found[1] <= play.to + OFF
}

/// Whether the find became an item that was put before a person for the same reason.
fn waits(items: &[Kept<Item>], id: Option<ItemId>, play: &Play) -> bool {
    items.iter().filter(|item| Some(item.id) == id).any(|item| {
        item.likeness != Likeness::Nothing
            && !matches!(item.state, ItemState::Clear | ItemState::NotExamined)
            && item.matches.iter().any(|found| found.signal_name == play.piece && found.stretch.is_some())
    })
}
