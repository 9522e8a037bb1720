//! Picture hashes in a file, so that a node that starts need not ask the store for millions of rows.
//!
//! The file holds codes and keys only. What is needed to search them is made anew from them, so that a file can be
//! wrong only in ways that are noticed: it is taken whole after its digest was found right, or not at all.

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

use super::pictures::Pictures;
use crate::pdq::Pdq;

/// The first bytes: what it is, and the version of its form.
const MAGIC: [u8; 16] = *b"Vigie pictures 1";

/// Magic, position, number of entries.
const HEADER: usize = MAGIC.len() + 8 + 8;

/// A code and a key.
const ENTRY: usize = 32 + 16;

/// The SHA-256 of all before it.
const DIGEST: usize = 32;

/// Entries read or written at a time.
const BATCH: usize = 8_192;

/// Memory reserved on the word of the header alone, in entries.
const TRUSTED: usize = 1 << 16;

/// Why a snapshot was not taken. Whichever it is: build the index from the banks, and write a new one.
#[derive(Debug, thiserror::Error)]
pub enum BadSnapshot {
    /// It begins with something else, or with another version.
    #[error("this is not a snapshot of picture hashes that this version reads; build the index from the banks")]
    Unknown,
    /// It does not have the length that its header calls for.
    #[error("the snapshot is longer or shorter than its header says; build the index from the banks")]
    Length,
    /// Its digest is not that of its content.
    #[error("the snapshot was changed or damaged; build the index from the banks")]
    Digest,
    /// It cannot be read.
    #[error("the snapshot cannot be read")]
    Read(#[source] io::Error),
}

impl<K: Copy + Ord> Pictures<K> {
    /// Writes all hashes with their keys, and the `position` in the history of the banks that they stand for.
    ///
    /// After [`Pictures::settle`], reading the file again is fastest.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_snapshot(&self, position: u64, number: impl Fn(K) -> u128, out: impl Write) -> io::Result<()> {
        let mut out = Digesting { inner: out, digest: Sha256::new() };
        out.write_all(&MAGIC)?;
        out.write_all(&position.to_le_bytes())?;
        out.write_all(&(self.len() as u64).to_le_bytes())?;
        let mut batch = Vec::with_capacity(BATCH * ENTRY);
        for (key, Pdq(words)) in self.iter() {
            words.iter().for_each(|word| batch.extend(word.to_le_bytes()));
            batch.extend(number(key).to_le_bytes());
            if batch.len() == BATCH * ENTRY {
                out.write_all(&batch)?;
                batch.clear();
            }
        }
        out.write_all(&batch)?;
        let Digesting { inner: mut out, digest } = out;
        out.write_all(&digest.finalize())?;
        out.flush()
    }

    /// Reads what [`Pictures::write_snapshot`] wrote, and the position it was written at.
    ///
    /// # Errors
    /// [`BadSnapshot`]; then nothing of the file is used.
    pub fn read_snapshot(source: impl Read, key: impl Fn(u128) -> K) -> Result<(Self, u64), BadSnapshot> {
        let mut source = Digesting { inner: source, digest: Sha256::new() };
        let mut header = [0; HEADER];
        source.fill(&mut header)?;
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| header[at + i]));
        let (position, count) = (number(MAGIC.len()), number(MAGIC.len() + 8));
        if header[..MAGIC.len()] != MAGIC {
            return Err(BadSnapshot::Unknown);
        }
        let count = usize::try_from(count).ok().filter(|count| u32::try_from(*count).is_ok());
        let mut left = count.ok_or(BadSnapshot::Length)?;
        let (mut codes, mut keys) = (Vec::with_capacity(left.min(TRUSTED)), Vec::with_capacity(left.min(TRUSTED)));
        let mut batch = vec![0; BATCH * ENTRY];
        while left > 0 {
            let bytes = &mut batch[..left.min(BATCH) * ENTRY];
            source.fill(bytes)?;
            // Once what came matches what was announced, room is made for all of it at once.
            if keys.len() == TRUSTED {
                codes.reserve_exact(left);
                keys.reserve_exact(left);
            }
            for entry in bytes.as_chunks::<ENTRY>().0 {
                let word = |i: usize| u64::from_le_bytes(std::array::from_fn(|byte| entry[8 * i + byte]));
                codes.push(Pdq([0, 1, 2, 3].map(word)));
                keys.push(key(u128::from(word(4)) | u128::from(word(5)) << 64));
            }
            left -= bytes.len() / ENTRY;
        }
        let Digesting { inner: mut source, digest } = source;
        let mut rest = Vec::with_capacity(DIGEST + 1);
        source.by_ref().take(DIGEST as u64 + 1).read_to_end(&mut rest).map_err(BadSnapshot::Read)?;
        if rest.len() != DIGEST {
            return Err(BadSnapshot::Length);
        }
        if rest[..] != digest.finalize()[..] {
            return Err(BadSnapshot::Digest);
        }
        Ok((Self::of(codes, keys), position))
    }
}

/// Takes the digest of what passes through.
struct Digesting<T> {
    inner: T,
    digest: Sha256,
}

impl<W: Write> Digesting<W> {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.inner.write_all(bytes)
    }
}

impl<R: Read> Digesting<R> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), BadSnapshot> {
        self.inner.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => BadSnapshot::Length,
            _ => BadSnapshot::Read(error),
        })?;
        self.digest.update(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(pictures: &Pictures<u64>) -> Vec<u8> {
        let mut file = Vec::new();
        pictures.write_snapshot(77, u128::from, &mut file).unwrap();
        file
    }

    fn read(file: &[u8]) -> Result<(Pictures<u64>, u64), BadSnapshot> {
        Pictures::read_snapshot(file, |number| number as u64)
    }

    fn code(i: u64) -> Pdq {
        Pdq([i, 1, 2, 3].map(|word: u64| (word + i).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    #[test]
    fn many_survive_the_round_trip() {
        let mut pictures = Pictures::of((0..90_000).map(code).collect(), (0..90_000).collect());
        assert!((0..3_000).all(|i| pictures.insert(200_000 - i, code(i * 3))));
        (0..90_000).step_by(7).for_each(|key| pictures.remove(key));
        let (again, position) = read(&written(&pictures)).unwrap();
        assert_eq!((again.len(), position), (pictures.len(), 77));
        for i in (0..90_000).step_by(501) {
            assert_eq!(again.find(code(i), 31), pictures.find(code(i), 31));
        }
        pictures.settle();
        assert!(again.iter().eq(pictures.iter()));
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let file = written(&Pictures::of(vec![code(1), code(2)], vec![5, 6]));
        assert!(matches!(read(b""), Err(BadSnapshot::Length)));
        assert!(matches!(read(&[7; 200]), Err(BadSnapshot::Unknown)));
        assert!(matches!(read(&file[..file.len() - 1]), Err(BadSnapshot::Length)));
        assert!(matches!(read(&[&file[..], b"x"].concat()), Err(BadSnapshot::Length)));
        let mut many = file.clone();
        many[24..32].fill(0xff);
        assert!(matches!(read(&many), Err(BadSnapshot::Length)));
        let mut other = file;
        other[40] ^= 1;
        assert!(matches!(read(&other), Err(BadSnapshot::Digest)));
    }

    proptest! {
        #[test]
        fn any_entries_survive_the_round_trip(entries in prop::collection::btree_set((any::<u64>(), any::<[u64; 4]>()), 0..50)) {
            let (keys, codes): (Vec<_>, Vec<_>) = entries.iter().map(|(key, words)| (*key, Pdq(*words))).unzip();
            let (again, _) = read(&written(&Pictures::of(codes, keys))).unwrap();
            prop_assert!(again.iter().eq(entries.into_iter().map(|(key, words)| (key, Pdq(words)))));
        }

        /// No damage to one byte, and no cut, goes unnoticed.
        #[test]
        fn damage_is_refused(at: prop::sample::Index, to: u8, cut: prop::sample::Index) {
            let file = written(&Pictures::of((0..9).map(code).collect(), (0..9).collect()));
            let mut damaged = file.clone();
            let at = at.index(file.len());
            damaged[at] = to;
            prop_assert!(damaged == file || read(&damaged).is_err());
            prop_assert!(read(&file[..cut.index(file.len())]).is_err());
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(read(&bytes).is_err());
            prop_assert!(read(&[&MAGIC[..], &bytes].concat()).is_err());
        }
    }
}
