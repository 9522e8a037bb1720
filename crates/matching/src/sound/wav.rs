//! Plain WAV, which needs no decoder: files, and streams as they come.

use super::SAMPLE_RATE;

/// The samples of a WAV file of one channel and 16 bits at [`SAMPLE_RATE`]; of a file that was cut, those that are there.
/// Nothing for every other file: those need a decoder.
#[must_use]
pub fn read_wav(bytes: &[u8]) -> Option<Vec<i16>> {
    match Wav::begin(bytes) {
        Beginning::Plain { mut wav, from } => Some(wav.samples(&bytes[from..])),
        Beginning::TooShort | Beginning::Other => None,
    }
}

/// What the first bytes of a file or stream are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beginning {
    /// As much of plain WAV as there is, but its samples have not begun.
    TooShort,
    /// Plain WAV.
    Plain {
        /// Reads its samples.
        wav: Wav,
        /// Behind how many bytes they begin.
        from: usize,
    },
    /// Something else, which needs a decoder.
    Other,
}

/// Reads the samples of plain WAV as they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wav {
    /// Bytes of samples that are still to come; unknown where the head announces no length.
    left: Option<u64>,
    /// The first half of a sample whose second has not come.
    half: Option<u8>,
}

impl Wav {
    /// Looks at the first bytes, however few there are.
    #[must_use]
    pub fn begin(bytes: &[u8]) -> Beginning {
        let may_be = |at: usize, name: &[u8]| bytes.iter().skip(at).zip(name).all(|(one, other)| one == other);
        if !may_be(0, b"RIFF") || !may_be(8, b"WAVE") {
            return Beginning::Other;
        }
        let (mut at, mut is_ours) = (12, false);
        loop {
            let Some((name, length)) = chunk(bytes, at) else { return Beginning::TooShort };
            let body = at + 8;
            match name {
                b"data" if is_ours => {
                    // Whoever writes a stream does not know how long it will be, and says nothing or the most there is.
                    let left = (!matches!(length, 0 | u32::MAX)).then_some(u64::from(length));
                    return Beginning::Plain { wav: Self { left, half: None }, from: body };
                }
                b"data" => return Beginning::Other,
                b"fmt " if length < FORMAT => return Beginning::Other,
                b"fmt " => match bytes.get(body..body + FORMAT as usize) {
                    None => return Beginning::TooShort,
                    Some(format) if !is_plain(format) => return Beginning::Other,
                    Some(_) => is_ours = true,
                },
                _ => {}
            }
            // Chunks begin at even places.
            at = body.saturating_add(length as usize).saturating_add(length as usize % 2);
        }
    }

    /// The samples in the next bytes, in whatever portions they come.
    pub fn samples(&mut self, bytes: &[u8]) -> Vec<i16> {
        let there = self.left.map_or(bytes.len(), |left| bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        if let Some(left) = &mut self.left {
            *left -= there as u64;
        }
        let mut bytes = &bytes[..there];
        let mut samples = Vec::with_capacity(bytes.len() / 2 + 1);
        if let (Some(low), [high, rest @ ..]) = (self.half, bytes) {
            samples.push(i16::from_le_bytes([low, *high]));
            (self.half, bytes) = (None, rest);
        }
        let (whole, rest) = bytes.as_chunks();
        samples.extend(whole.iter().map(|sample| i16::from_le_bytes(*sample)));
        self.half = rest.first().copied().or(self.half);
        samples
    }

    /// Whether all samples that its head announced have come.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.left == Some(0)
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

/// Bytes of the format that are looked at.
const FORMAT: u32 = 16;

/// The name of the chunk that begins at a place, and its length.
fn chunk(bytes: &[u8], at: usize) -> Option<(&[u8; 4], u32)> {
    let (name, rest) = bytes.get(at..)?.split_first_chunk()?;
    Some((name, u32::from_le_bytes(*rest.first_chunk()?)))
}

fn is_plain(format: &[u8]) -> bool {
    let number = |at: usize| format.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let rate = format.get(4..8).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    (number(0), number(2), rate, number(14)) == (Some(1), Some(1), Some(SAMPLE_RATE), Some(16))
}
