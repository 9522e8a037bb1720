//! Plain WAV files, which need no decoder.

use super::SAMPLE_RATE;

/// The samples of a WAV file of one channel and 16 bits at [`SAMPLE_RATE`]; of a file that was cut, those that are there.
/// Nothing for every other file: those need a decoder.
#[must_use]
pub fn read_wav(bytes: &[u8]) -> Option<Vec<i16>> {
    let mut rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let mut is_ours = false;
    loop {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let body = &after[..length.min(after.len())];
        match name {
            b"fmt " => is_ours = is_plain(body),
            b"data" if is_ours => {
                return Some(body.as_chunks().0.iter().map(|sample| i16::from_le_bytes(*sample)).collect());
            }
            _ => {}
        }
        // Chunks begin at even places.
        rest = after.get(length.checked_add(length % 2)?..)?;
    }
}

/// A WAV file of one channel and 16 bits at [`SAMPLE_RATE`]; of more than four gigabytes, the beginning.
#[must_use]
pub fn write_wav(samples: &[i16]) -> Vec<u8> {
    const HEADER: u32 = 36;
    let samples = &samples[..samples.len().min((u32::MAX - HEADER) as usize / 2)];
    let bytes = 2 * samples.len() as u32;
    let mut wav = b"RIFF".to_vec();
    wav.extend((HEADER + bytes).to_le_bytes());
    // Sixteen bytes of format: uncompressed, one channel, the rates of samples and of bytes, two bytes of 16 bits.
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(SAMPLE_RATE.to_le_bytes());
    wav.extend((2 * SAMPLE_RATE).to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(bytes.to_le_bytes());
    wav.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    wav
}

fn is_plain(format: &[u8]) -> bool {
    let number = |at: usize| format.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let rate = format.get(4..8).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    (number(0), number(2), rate, number(14)) == (Some(1), Some(1), Some(SAMPLE_RATE), Some(16))
}
