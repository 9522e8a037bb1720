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

/// Scores what was listened to; `programme` knows what a stream sends, and `waits` whether an item was put before a person
/// for what was played.
pub(super) fn score<'a>(
    listened: &[Listened],
    programme: impl Fn(&str) -> Option<&'a Programme>,
    waits: impl Fn(ItemId, &Play) -> bool,
) -> SoundScore {
    let mut score = SoundScore { streams: listened.len(), ..SoundScore::default() };
    for Listened { url, seconds, heard } in listened {
        score.seconds += seconds.round() as u64;
        let plays = programme(url).map(|programme| programme.played(*seconds)).unwrap_or_default();
        // What was cut by the end of listening may be found, but need not be.
        for play in plays.iter().filter(|play| play.to <= *seconds) {
            score.planted += 1;
            if heard.iter().any(|(find, item)| is(find, play) && item.is_some_and(|item| waits(item, play))) {
                score.found += 1;
            } else {
                eprintln!("missed on the air: {url} {play:?}");
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

/// Whether an item was put before a person for what was played.
pub(super) fn waits(items: &[Kept<Item>], id: ItemId, play: &Play) -> bool {
    items.iter().filter(|item| item.id == id).any(|item| {
        item.likeness != Likeness::Nothing
            && !matches!(item.state, ItemState::Clear | ItemState::NotExamined)
            && item.matches.iter().any(|found| found.signal_name == play.piece && found.stretch.is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::rehearsal::sound::Station;
    use casework::records::Stretch;

    fn found(piece: &str, from: f64, to: f64) -> (Heard, Option<ItemId>) {
        let stretch = Stretch { found: [from, to], known: [0.0, to - from], of_known: 1.0, of_found: None };
        let (signal_name, bank_name) = (piece.to_owned(), "REHEARSAL".to_owned());
        (Heard { signal_name, bank_name, stretch, error_rate: 0.1 }, Some(ItemId(uuid::Uuid::from_u128(7))))
    }

    fn listened(url: &str, seconds: f64, heard: Vec<(Heard, Option<ItemId>)>) -> Listened {
        Listened { url: url.to_owned(), seconds, heard }
    }

    #[test]
    fn what_is_missed_misplaced_or_not_there_at_all_is_told_apart() {
        let (noon, weather) = (Station::NoonLine.programme(1), Station::Weather.programme(1));
        let programme = |url: &str| Some(if url == "noon" { &noon } else { &weather });
        let plays = noon.played(noon.seconds());
        let right: Vec<_> = plays.iter().map(|play| found(play.piece, play.from, play.to)).collect();
        let scored = |heard, waits: bool| {
            let all = [listened("noon", noon.seconds(), heard), listened("weather", 60.0, vec![])];
            score(&all, programme, |_, _| waits)
        };
        let all = SoundScore { streams: 2, planted: 6, found: 6, ..scored(right.clone(), true) };
        assert_eq!((scored(right.clone(), true), all.misplaced, all.false_finds), (all, 0, 0));
        assert_eq!(scored(right.clone(), false).found, 0, "a find that nobody is shown is none");
        let mut wrong = right[2..].to_vec();
        wrong.push(found(plays[0].piece, plays[0].from + 3.0, plays[0].to));
        wrong.push(found(plays[0].piece, plays[1].from, plays[1].to));
        let wrong = scored(wrong, true);
        assert_eq!((wrong.found, wrong.misplaced, wrong.false_finds), (4, 2, 0));
        let none = [listened("weather", 60.0, vec![found(plays[0].piece, 3.0, 10.0)])];
        let none = score(&none, programme, |_, _| true);
        assert_eq!((none.planted, none.misplaced, none.false_finds), (0, 0, 1));
    }

    #[test]
    fn a_piece_that_the_end_of_listening_cuts_may_be_found_but_need_not_be() {
        let noon = Station::NoonLine.programme(1);
        let play = &noon.played(noon.seconds())[0];
        let cut = (play.from + play.to) / 2.0;
        for heard in [vec![], vec![found(play.piece, play.from, cut)]] {
            let score = score(&[listened("noon", cut, heard)], |_| Some(&noon), |_, _| true);
            assert_eq!((score.planted, score.found, score.misplaced), (0, 0, 0));
        }
    }
}
