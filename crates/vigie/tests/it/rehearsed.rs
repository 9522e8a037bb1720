//! What the rehearsal's stations play, as the matcher hears it.

use matching::sound::{Fingerprint, Sounds, read_wav};
use rehearsal::material::BankSound;
use rehearsal::sound::{Play, Programme, Station};
use rstest::rstest;

fn samples(programme: &Programme) -> Vec<i16> {
    programme.sound().as_chunks().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect()
}

#[rstest]
fn known_pieces_are_found_where_they_are_played_and_nowhere_else(#[values(1, 2, 3, 4, 5)] seed: u64) {
    let mut known = Sounds::new();
    for BankSound { name, wav } in BankSound::all(seed) {
        assert!(known.insert(name, &Fingerprint::of(&read_wav(&wav).unwrap())));
    }
    for station in Station::ALL {
        let programme = station.programme(seed);
        let finds = known.find(&samples(&programme));
        let plays: Vec<Play> = programme.played(programme.seconds());
        assert_eq!(
            finds.iter().map(|find| find.key).collect::<Vec<_>>(),
            plays.iter().map(|play| play.piece).collect::<Vec<_>>(),
            "{station:?}"
        );
        for (find, play) in finds.iter().zip(&plays) {
            assert!((find.heard.from - find.piece.from - play.from).abs() < 0.5, "{find:?} {play:?}");
            assert!(find.piece.to - find.piece.from > 0.6 * find.length, "{find:?} {play:?}");
        }
    }
}
