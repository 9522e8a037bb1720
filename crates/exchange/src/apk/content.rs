//! The digest of the file's content, as a signature of scheme 2 or 3 covers it.

use sha2::{Digest, Sha256, Sha512};

/// The file is digested in chunks of so many octets.
const CHUNK: usize = 1 << 20;

/// A file by its places: the signing block lies between the entries and the directory, the end record after it.
pub(super) struct Parts<'a> {
    pub(super) file: &'a [u8],
    pub(super) block: usize,
    pub(super) directory: usize,
    pub(super) end: usize,
}

/// Digests that were computed already: several signers give the same.
#[derive(Default)]
pub(super) struct Content {
    sha256: Option<Vec<u8>>,
    sha512: Option<Vec<u8>>,
}

impl Content {
    /// Whether at least one of these digests could be computed, and all that could be are the file's.
    pub(super) fn is(&mut self, parts: &Parts, digests: &[(u32, Vec<u8>)]) -> bool {
        let mut any = false;
        for (algorithm, given) in digests {
            let Some(own) = self.digest(parts, *algorithm) else { continue };
            if own != given {
                return false;
            }
            any = true;
        }
        any
    }

    /// The digest that belongs to a signature algorithm; nothing for those over a tree of blocks (fs-verity).
    fn digest(&mut self, parts: &Parts, algorithm: u32) -> Option<&Vec<u8>> {
        match algorithm {
            0x0101 | 0x0103 | 0x0201 | 0x0301 => Some(self.sha256.get_or_insert_with(|| chunked::<Sha256>(parts))),
            0x0102 | 0x0104 | 0x0202 => Some(self.sha512.get_or_insert_with(|| chunked::<Sha512>(parts))),
            _ => None,
        }
    }
}

/// The digest of the digests of all chunks of the entries, the directory and the end record. In the last, the
/// directory's place is written as if there were no signing block.
fn chunked<D: Digest>(parts: &Parts) -> Vec<u8> {
    let mut end = parts.file[parts.end..].to_vec();
    if let (Some(place), Ok(block)) = (end.get_mut(16..20), u32::try_from(parts.block)) {
        place.copy_from_slice(&block.to_le_bytes());
    }
    let sections = [&parts.file[..parts.block], &parts.file[parts.directory..parts.end], &end];
    let mut digests = Vec::new();
    let mut count: u32 = 0;
    for chunk in sections.iter().flat_map(|section| section.chunks(CHUNK)) {
        let length = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
        let digest = D::new().chain_update([0xa5]).chain_update(length.to_le_bytes()).chain_update(chunk).finalize();
        digests.extend_from_slice(&digest);
        count += 1;
    }
    D::new().chain_update([0x5a]).chain_update(count.to_le_bytes()).chain_update(&digests).finalize().to_vec()
}
