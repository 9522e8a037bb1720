//! As much of a ZIP archive as it takes to find its manifest and what lies between its parts.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::bytes::at;
use super::{MAX_ENTRIES, MAX_MANIFEST_BYTES, Problem};

const MANIFEST: &[u8] = b"AndroidManifest.xml";
const END: u32 = 0x0605_4b50;
const ENTRY: u32 = 0x0201_4b50;
const LOCAL: u32 = 0x0403_4b50;
/// Octets of the end record without its comment.
const END_BYTES: usize = 22;

/// An archive by its places: where the central directory begins, and where its end record does.
pub(super) struct Archive<'a> {
    file: &'a [u8],
    pub(super) directory: usize,
    pub(super) end: usize,
}

impl<'a> Archive<'a> {
    pub(super) fn open(file: &'a [u8]) -> Result<Self, Problem> {
        let last = file.len().checked_sub(END_BYTES).ok_or(Problem::NotAnArchive)?;
        let first = last.saturating_sub(usize::from(u16::MAX));
        let is_end = |place: &usize| {
            let comment = at(file, place + 20).and_then(|mut bytes| bytes.u16());
            at(file, *place).and_then(|mut bytes| bytes.u32()) == Some(END)
                && comment.is_some_and(|length| place + END_BYTES + usize::from(length) == file.len())
        };
        let end = (first..=last).rev().find(is_end).ok_or(Problem::NotAnArchive)?;
        let mut record = at(file, end + 12).ok_or(Problem::NotAnArchive)?;
        let sizes = record.u32().zip(record.u32()).ok_or(Problem::NotAnArchive)?;
        let (length, directory) = (sizes.0 as usize, sizes.1 as usize);
        if directory.checked_add(length) != Some(end) {
            return Err(Problem::BrokenArchive("its directory does not lie before its end"));
        }
        Ok(Self { file, directory, end })
    }

    /// The manifest, unpacked. Two of them are a trick: what is looked at must be what is installed.
    pub(super) fn manifest(&self) -> Result<Vec<u8>, Problem> {
        let broken = || Problem::BrokenArchive("its directory ends within an entry");
        let mut directory = at(&self.file[..self.end], self.directory).ok_or_else(broken)?;
        let mut found = None;
        let mut entries = 0;
        while !directory.0.is_empty() {
            entries += 1;
            if entries > MAX_ENTRIES {
                return Err(Problem::BrokenArchive("it has more entries than are looked through"));
            }
            let entry = Entry::read(&mut directory).ok_or_else(broken)?;
            if entry.name == MANIFEST && found.replace(entry).is_some() {
                return Err(Problem::BrokenArchive("it holds two manifests"));
            }
        }
        self.unpack(&found.ok_or(Problem::NoManifest)?)
    }

    fn unpack(&self, entry: &Entry) -> Result<Vec<u8>, Problem> {
        let packed = self.packed(entry).ok_or(Problem::BrokenArchive("its manifest lies outside of it"))?;
        let mut manifest = Vec::new();
        let limit = MAX_MANIFEST_BYTES as u64 + 1;
        let read = match entry.method {
            0 => packed.take(limit).read_to_end(&mut manifest),
            8 => DeflateDecoder::new(packed).take(limit).read_to_end(&mut manifest),
            _ => return Err(Problem::BrokenArchive("its manifest is packed in an unknown way")),
        };
        if read.is_err() {
            return Err(Problem::BrokenArchive("its manifest cannot be unpacked"));
        }
        if manifest.len() > MAX_MANIFEST_BYTES {
            return Err(Problem::BadManifest("it is longer than is read"));
        }
        Ok(manifest)
    }

    fn packed(&self, entry: &Entry) -> Option<&'a [u8]> {
        let mut local = at(&self.file[..self.directory], entry.offset)?;
        if local.u32()? != LOCAL {
            return None;
        }
        local.take(22)?;
        let (name, extra) = (local.u16()?, local.u16()?);
        local.take(usize::from(name) + usize::from(extra))?;
        local.take(entry.packed_bytes)
    }
}

struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    packed_bytes: usize,
    offset: usize,
}

impl<'a> Entry<'a> {
    fn read(directory: &mut super::bytes::Bytes<'a>) -> Option<Self> {
        if directory.u32()? != ENTRY {
            return None;
        }
        directory.take(6)?;
        let method = directory.u16()?;
        directory.take(8)?;
        let packed_bytes = directory.u32()? as usize;
        directory.take(4)?;
        let (name, extra, comment) = (directory.u16()?, directory.u16()?, directory.u16()?);
        directory.take(8)?;
        let offset = directory.u32()? as usize;
        let name = directory.take(usize::from(name))?;
        directory.take(usize::from(extra) + usize::from(comment))?;
        Some(Self { name, method, packed_bytes, offset })
    }
}
