//! Picture hashes in a file, so that a node that starts need not ask the store for millions of rows.
//!
//! The file names the banks it was made of, each with the state it stood in, and holds codes and keys. What is needed to
//! search them is made anew, so that a file can be wrong only in ways that are noticed: it is taken whole after its
//! digest was found right, or not at all. Whether a bank ever stood in the state that is named is for the reader to find
//! out.

use std::io::{self, Read, Write};

use sha2::Digest as _;

use crate::digest::Sha256;
use crate::pdq::Pdq;

/// The first bytes: what it is, and the version of its form.
const MAGIC: [u8; 16] = *b"Vigie pictures 2";

/// A number that says how many follow.
const COUNT: usize = 4;

/// A bank, its version, its digest.
const BANK: usize = 16 + 8 + 32;

/// A code, a key, the place of its bank.
const ENTRY: usize = 32 + 16 + 4;

/// The SHA-256 of all before it.
const DIGEST: usize = 32;

/// Entries read or written at a time; each batch begins with their number, and the empty one is the last.
const BATCH: usize = 8_192;

/// Banks in a snapshot at most.
const MOST_BANKS: usize = 1 << 20;

/// Memory reserved on the word of the header alone, in banks.
const TRUSTED: usize = 1 << 10;

/// A bank in a certain state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankState {
    /// Which bank.
    pub bank: u128,
    /// How often it had changed.
    pub version: u64,
    /// What it held then, by the chain of its changes.
    pub digest: Sha256,
}

/// The picture hashes of some banks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot<K> {
    /// The banks, each in the state it stood in.
    pub banks: Vec<BankState>,
    /// Each hash with its key and the place of its bank among the banks.
    pub entries: Vec<(K, u32, Pdq)>,
}

/// Why a snapshot was not taken. Whichever it is: build the index from the banks, and write a new one.
#[derive(Debug, thiserror::Error)]
pub enum BadSnapshot {
    /// It begins with something else, or with another version.
    #[error("this is not a snapshot of picture hashes that this version reads; build the index from the banks")]
    Unknown,
    /// It ends too early or too late.
    #[error("the snapshot is longer or shorter than it says; build the index from the banks")]
    Length,
    /// Its digest is not that of its content.
    #[error("the snapshot was changed or damaged; build the index from the banks")]
    Digest,
    /// It holds a hash of a bank that it does not name.
    #[error("the snapshot holds a hash of no bank; build the index from the banks")]
    Bank,
    /// It cannot be read.
    #[error("the snapshot cannot be read")]
    Read(#[source] io::Error),
}

/// Writes picture hashes, each with its key as a number and the place of its bank among `banks`.
///
/// In the order of the keys, reading the file again is fastest.
///
/// # Errors
/// Those of `out`.
///
/// # Panics
/// With more than a million banks.
pub fn write_snapshot(
    banks: &[BankState],
    entries: impl IntoIterator<Item = (u128, u32, Pdq)>,
    out: impl Write,
) -> io::Result<()> {
    assert!(banks.len() <= MOST_BANKS, "nobody keeps so many banks");
    let mut out = Digesting { inner: out, digest: sha2::Sha256::new() };
    out.write_all(&MAGIC)?;
    out.write_all(&(banks.len() as u32).to_le_bytes())?;
    for BankState { bank, version, digest } in banks {
        out.write_all(&bank.to_le_bytes())?;
        out.write_all(&version.to_le_bytes())?;
        out.write_all(&digest.0)?;
    }
    let mut batch = Vec::with_capacity(BATCH * ENTRY);
    for (key, bank, Pdq(words)) in entries {
        words.iter().for_each(|word| batch.extend(word.to_le_bytes()));
        batch.extend(key.to_le_bytes());
        batch.extend(bank.to_le_bytes());
        if batch.len() == BATCH * ENTRY {
            out.write_batch(&batch)?;
            batch.clear();
        }
    }
    if !batch.is_empty() {
        out.write_batch(&batch)?;
    }
    out.write_batch(&[])?;
    let Digesting { inner: mut out, digest } = out;
    out.write_all(&digest.finalize())?;
    out.flush()
}

/// Reads the banks that a snapshot names, each in the state it stood in, without looking whether the rest is sound.
///
/// # Errors
/// [`BadSnapshot`], if its beginning is wrong already.
pub fn read_banks(source: impl Read) -> Result<Vec<BankState>, BadSnapshot> {
    Digesting { inner: source, digest: sha2::Sha256::new() }.banks()
}

/// Reads what [`write_snapshot`] wrote. `key` gives the key of a number.
///
/// # Errors
/// [`BadSnapshot`]; then nothing of the file is used.
pub fn read_snapshot<K>(source: impl Read, key: impl Fn(u128) -> K) -> Result<Snapshot<K>, BadSnapshot> {
    let mut source = Digesting { inner: source, digest: sha2::Sha256::new() };
    let banks = source.banks()?;
    let (mut entries, mut all_named) = (Vec::new(), true);
    let mut batch = vec![0; BATCH * ENTRY];
    loop {
        let count = source.count(BATCH)?;
        if count == 0 {
            break;
        }
        let bytes = &mut batch[..count * ENTRY];
        source.fill(bytes)?;
        for entry in bytes.as_chunks::<ENTRY>().0 {
            let word = |i: usize| u64::from_le_bytes(std::array::from_fn(|byte| entry[8 * i + byte]));
            let number = u128::from(word(4)) | u128::from(word(5)) << 64;
            let bank = u32::from_le_bytes(std::array::from_fn(|byte| entry[48 + byte]));
            all_named &= (bank as usize) < banks.len();
            entries.push((key(number), bank, Pdq([0, 1, 2, 3].map(word))));
        }
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
    // Only now, since in a damaged file any number may stand.
    if !all_named {
        return Err(BadSnapshot::Bank);
    }
    Ok(Snapshot { banks, entries })
}

/// Takes the digest of what passes through.
struct Digesting<T> {
    inner: T,
    digest: sha2::Sha256,
}

impl<W: Write> Digesting<W> {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.inner.write_all(bytes)
    }

    fn write_batch(&mut self, entries: &[u8]) -> io::Result<()> {
        self.write_all(&((entries.len() / ENTRY) as u32).to_le_bytes())?;
        self.write_all(entries)
    }
}

impl<R: Read> Digesting<R> {
    /// Reads what stands before the hashes.
    fn banks(&mut self) -> Result<Vec<BankState>, BadSnapshot> {
        self.begin()?;
        let count = self.count(MOST_BANKS)?;
        let mut banks = Vec::with_capacity(count.min(TRUSTED));
        for _ in 0..count {
            let mut bytes = [0; BANK];
            self.fill(&mut bytes)?;
            banks.push(BankState {
                bank: u128::from_le_bytes(std::array::from_fn(|at| bytes[at])),
                version: u64::from_le_bytes(std::array::from_fn(|at| bytes[16 + at])),
                digest: Sha256(std::array::from_fn(|at| bytes[24 + at])),
            });
        }
        Ok(banks)
    }

    /// Reads the first bytes, and says of a file that begins with something else what it is, however short.
    fn begin(&mut self) -> Result<(), BadSnapshot> {
        let mut start = Vec::with_capacity(MAGIC.len());
        self.inner.by_ref().take(MAGIC.len() as u64).read_to_end(&mut start).map_err(BadSnapshot::Read)?;
        if !MAGIC.starts_with(&start) {
            return Err(BadSnapshot::Unknown);
        }
        if start.len() < MAGIC.len() {
            return Err(BadSnapshot::Length);
        }
        self.digest.update(&start);
        Ok(())
    }

    /// Reads how many follow. More than may be stand in a damaged file only.
    fn count(&mut self, most: usize) -> Result<usize, BadSnapshot> {
        let mut bytes = [0; COUNT];
        self.fill(&mut bytes)?;
        let count = u32::from_le_bytes(bytes) as usize;
        if count <= most { Ok(count) } else { Err(BadSnapshot::Digest) }
    }

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

    fn state(bank: u128) -> BankState {
        BankState { bank, version: 7 + bank as u64, digest: Sha256([9; 32]) }
    }

    fn code(i: u64) -> Pdq {
        Pdq([i, 1, 2, 3].map(|word: u64| (word + i).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    fn entries(count: u64) -> Vec<(u128, u32, Pdq)> {
        (0..count).map(|i| (u128::from(i) << 70 | 5, (i % 3) as u32, code(i))).collect()
    }

    fn written(banks: &[BankState], entries: &[(u128, u32, Pdq)]) -> Vec<u8> {
        let mut file = Vec::new();
        write_snapshot(banks, entries.iter().copied(), &mut file).unwrap();
        file
    }

    fn read(file: &[u8]) -> Result<Snapshot<u128>, BadSnapshot> {
        read_snapshot(file, |number| number)
    }

    #[test]
    fn many_survive_the_round_trip() {
        let banks = [1, 2, 3].map(state);
        for count in [0, 1, BATCH as u64 - 1, BATCH as u64, 3 * BATCH as u64 + 1] {
            let (file, entries) = (written(&banks, &entries(count)), entries(count));
            assert_eq!(read_banks(&file[..]).unwrap(), banks);
            assert_eq!(read(&file).unwrap(), Snapshot { banks: banks.to_vec(), entries });
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let file = written(&[1, 2, 3].map(state), &entries(5));
        assert!(matches!(read(b""), Err(BadSnapshot::Length)));
        assert!(matches!(read(&[7; 200]), Err(BadSnapshot::Unknown)));
        assert!(matches!(read(b"REHEARSAL"), Err(BadSnapshot::Unknown)));
        assert!(matches!(read(b"Vigie pictures 1 and more"), Err(BadSnapshot::Unknown)));
        assert!(matches!(read(&MAGIC[..9]), Err(BadSnapshot::Length)));
        assert!(matches!(read(&file[..file.len() - 1]), Err(BadSnapshot::Length)));
        assert!(matches!(read(&[&file[..], b"x"].concat()), Err(BadSnapshot::Length)));
        let mut other = file;
        other[40] ^= 1;
        assert!(matches!(read(&other), Err(BadSnapshot::Digest)));
    }

    /// As many banks or entries as a number can say: no memory is asked for on its word.
    #[test]
    fn a_false_count_takes_no_memory() {
        let file = written(&[1, 2, 3].map(state), &entries(5));
        for at in [MAGIC.len(), MAGIC.len() + COUNT + 3 * BANK] {
            let mut many = file.clone();
            many[at..at + COUNT].fill(0xff);
            assert!(matches!(read(&many), Err(BadSnapshot::Digest)));
        }
        let mut many = file;
        many[MAGIC.len()..MAGIC.len() + COUNT].copy_from_slice(&(MOST_BANKS as u32).to_le_bytes());
        assert!(matches!(read(&many), Err(BadSnapshot::Length)));
    }

    #[test]
    fn a_hash_of_no_bank_is_refused_if_the_file_is_sound() {
        let mut file = written(&[state(1)], &entries(3));
        assert!(matches!(read(&file), Err(BadSnapshot::Bank)));
        file[100] ^= 1;
        assert!(matches!(read(&file), Err(BadSnapshot::Digest)));
    }

    proptest! {
        /// No damage to one byte, and no cut, goes unnoticed.
        #[test]
        fn damage_is_refused(at: prop::sample::Index, to: u8, cut: prop::sample::Index) {
            let file = written(&[1, 2, 3].map(state), &entries(9));
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
