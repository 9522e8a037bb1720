//! Sound made up from the seed: tunes that exist nowhere else, and the programmes of radio stations that play them.
//!
//! Everything is one channel of 16 bits at [`RATE`], in WAV, so that nothing is needed to hear it.

mod programme;
mod tune;

pub use programme::{How, Play, Programme, Station};

use rand::SeedableRng;
use rand::rngs::StdRng;
use tune::{Instrument, Tune};

/// Samples a second.
pub const RATE: u32 = 11_025;

/// How long a known piece is, in seconds.
const PIECE: f64 = 7.0;
/// What the known pieces are called.
const NAMES: [&str; 2] = ["noon-line-call.wav", "tide-song.wav"];

/// The known pieces of a seed.
fn pieces(seed: u64) -> [(&'static str, Tune); NAMES.len()] {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x0053_4f55_4e44);
    NAMES.map(|name| (name, Tune::draw(&mut rng, PIECE, Instrument::of(&mut StdRng::seed_from_u64(seed)))))
}

/// The known pieces of a seed as files: name and WAV.
pub(crate) fn known(seed: u64) -> Vec<(&'static str, Vec<u8>)> {
    let file = |(name, tune): (&'static str, Tune)| {
        let sound = bytes(&samples(&tune.played()));
        (name, [wav_head(Some(sound.len() as u32)).to_vec(), sound].concat())
    };
    pieces(seed).map(file).into()
}

/// The head of a WAV file with so many bytes of samples, or of a stream that has no end.
pub(crate) fn wav_head(length: Option<u32>) -> [u8; 44] {
    const AFTER_LENGTH: u32 = 36;
    let mut head = [0; 44];
    let parts: [&[u8]; 8] = [
        b"RIFF",
        &length.map_or(u32::MAX, |length| length.saturating_add(AFTER_LENGTH)).to_le_bytes(),
        // Sixteen bytes of format: uncompressed, one channel, the rates of samples and of bytes, two bytes of 16 bits.
        b"WAVEfmt \x10\0\0\0\x01\0\x01\0",
        &RATE.to_le_bytes(),
        &(2 * RATE).to_le_bytes(),
        b"\x02\0\x10\0",
        b"data",
        &length.unwrap_or(u32::MAX).to_le_bytes(),
    ];
    head.iter_mut().zip(parts.concat()).for_each(|(to, from)| *to = from);
    head
}

/// Sound between -1 and 1 as samples; what is louder is cut.
fn samples(sound: &[f64]) -> Vec<i16> {
    sound.iter().map(|sample| (sample.clamp(-1.0, 1.0) * f64::from(i16::MAX)) as i16).collect()
}

fn bytes(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_pieces_and_each_seed_has_its_own() {
        assert_eq!(known(4), known(4));
        let [first, second] = <[_; 2]>::try_from(known(4)).unwrap();
        assert_ne!(first.1, second.1);
        assert_ne!(known(4)[0].1, known(5)[0].1);
        let length = (PIECE * f64::from(RATE)) as usize;
        assert_eq!(first.1.len(), 44 + 2 * length);
    }

    #[test]
    fn heads_announce_a_length_or_none() {
        let head = wav_head(Some(8));
        assert_eq!((&head[..4], &head[4..8], &head[8..12]), (&b"RIFF"[..], &[44, 0, 0, 0][..], &b"WAVE"[..]));
        assert_eq!((&head[36..40], &head[40..]), (&b"data"[..], &[8, 0, 0, 0][..]));
        assert_eq!(&wav_head(None)[40..], [0xff; 4]);
    }
}
