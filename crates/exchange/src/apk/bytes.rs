//! Little-endian numbers and counted parts, taken from the front of a slice.

/// What is left to read.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take(8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes)
    }

    /// A part with its length, four octets, before it.
    pub(super) fn part(&mut self) -> Option<Self> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length).map(Self)
    }

    /// A sequence of such parts, itself with its length before it, of at most `most` parts.
    pub(super) fn parts(&mut self, most: usize) -> Option<Vec<Self>> {
        let mut sequence = self.part()?;
        let mut parts = Vec::new();
        while !sequence.0.is_empty() {
            if parts.len() == most {
                return None;
            }
            parts.push(sequence.part()?);
        }
        Some(parts)
    }
}

/// What begins at a place.
pub(super) fn at(file: &[u8], place: usize) -> Option<Bytes<'_>> {
    file.get(place..).map(Bytes)
}
