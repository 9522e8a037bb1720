//! Applications as files: a small archive with a manifest in binary XML, signed by scheme 2.
//!
//! # Source
//! PKWARE APPNOTE 4.3 (archive); Android Open Source Project: `ResourceTypes.h` (binary XML) and APK Signature
//! Scheme v2.

use anyhow::Context;
use flate2::Crc;
use rcgen::{CertificateParams, DnType, KeyPair, PublicKeyData as _, SigningKey as _};
use sha2::{Digest as _, Sha256};

/// The scheme's number in the signing block.
const SCHEME_2: u32 = 0x7109_871a;
/// ECDSA with SHA-256.
const ECDSA_SHA256: u32 = 0x0201;
const MAGIC: &[u8; 16] = b"APK Sig Block 42";

/// Who signs applications: a key and its own certificate.
pub(super) struct Signer {
    key: KeyPair,
    certificate: Vec<u8>,
}

impl Signer {
    /// A new key.
    ///
    /// # Errors
    /// When the operating system gives no randomness for it.
    pub fn new(label: &str) -> anyhow::Result<Self> {
        let key = KeyPair::generate().context("make a key for applications")?;
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, format!("REHEARSAL {label}"));
        let certificate = params.self_signed(&key).context("certify a key for applications")?;
        Ok(Self { certificate: certificate.der().to_vec(), key })
    }

    /// What names the signer: SHA-256 of the certificate.
    pub fn digest(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(&self.certificate))
    }

    /// The application `package`, signed.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn sign(&self, package: &str) -> anyhow::Result<Vec<u8>> {
        let note = format!("REHEARSAL: the tide tables of {package}, without any tides.\n");
        let archive = Archive::of(&[("AndroidManifest.xml", &manifest(package)), ("assets/note.txt", note.as_bytes())]);
        let block = self.block(&archive)?;
        let place = archive.entries.len() + block.len();
        Ok([archive.entries.as_slice(), &block, &archive.directory, &archive.end(place)].concat())
    }

    fn block(&self, archive: &Archive) -> anyhow::Result<Vec<u8>> {
        let digest = part(&[&ECDSA_SHA256.to_le_bytes()[..], &part(&archive.digest())].concat());
        // The list of attributes is empty.
        let signed = [part(&digest), part(&part(&self.certificate)), part(&[])].concat();
        let signature = self.key.sign(&signed).context("sign an application")?;
        let signature = part(&[&ECDSA_SHA256.to_le_bytes()[..], &part(&signature)].concat());
        let key = self.key.subject_public_key_info();
        let signer = [part(&signed), part(&signature), part(&key)].concat();
        let value = [&SCHEME_2.to_le_bytes()[..], &part(&part(&signer))].concat();
        let pair = [&long(value.len()), value.as_slice()].concat();
        let size = long(pair.len() + 8 + MAGIC.len());
        Ok([&size, pair.as_slice(), &size, MAGIC].concat())
    }
}

/// A part with its length before it.
fn part(bytes: &[u8]) -> Vec<u8> {
    [&word(bytes.len()), bytes].concat()
}

/// All lengths here are of a few kilobytes.
fn word(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn long(number: usize) -> [u8; 8] {
    u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes()
}

fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// An archive of files that are not packed.
struct Archive {
    entries: Vec<u8>,
    directory: Vec<u8>,
    count: usize,
}

impl Archive {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let (mut entries, mut directory) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            let mut crc = Crc::new();
            crc.update(bytes);
            // Version 2.0, no flags, not packed, the first of January 1981.
            let head = [
                &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x02][..],
                &crc.sum().to_le_bytes(),
                &word(bytes.len()),
                &word(bytes.len()),
                &short(name.len()),
                &[0, 0],
            ]
            .concat();
            let place = word(entries.len());
            entries.extend([b"PK\x03\x04", head.as_slice(), name.as_bytes(), bytes].concat());
            // No comment, on the first disk, without attributes.
            let tail = [&[0; 10][..], &place, name.as_bytes()].concat();
            directory.extend([b"PK\x01\x02", &[20, 0][..], &head, &tail].concat());
        }
        Self { entries, directory, count: files.len() }
    }

    /// The end record, for a directory that begins at `place`.
    fn end(&self, place: usize) -> Vec<u8> {
        let count = short(self.count);
        [b"PK\x05\x06", &[0; 4][..], &count, &count, &word(self.directory.len()), &word(place), &[0, 0]].concat()
    }

    /// The digest of all chunks; every section here is shorter than one (a mebibyte).
    fn digest(&self) -> Vec<u8> {
        let sections = [&self.entries, &self.directory, &self.end(self.entries.len())];
        let mut whole = Sha256::new_with_prefix([0x5a]);
        whole.update(word(sections.len()));
        for section in sections {
            let chunk = Sha256::new_with_prefix([0xa5]).chain_update(word(section.len())).chain_update(section);
            whole.update(chunk.finalize());
        }
        whole.finalize().to_vec()
    }
}

/// `<manifest package="…"/>` in binary XML.
fn manifest(package: &str) -> Vec<u8> {
    const NONE: [u8; 4] = [0xff; 4];
    let strings = texts(&["package", "manifest", package]);
    let attribute = [NONE, word(0), word(2), [8, 0, 0, 3], word(2)].concat();
    // The root element, of one attribute of twenty octets, which begins twenty octets further on.
    let counts = [20, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0];
    let begin = node(0x0102, &[&NONE, &word(1), counts.as_slice(), &attribute].concat());
    let end = node(0x0103, &[NONE, word(1)].concat());
    let all = [strings, begin, end].concat();
    [&[3, 0, 8, 0], word(all.len() + 8).as_slice(), &all].concat()
}

/// A node of the document, on its first line, without a comment.
fn node(kind: usize, body: &[u8]) -> Vec<u8> {
    [&short(kind), &[16, 0][..], &word(body.len() + 16), &word(1), &[0xff; 4], body].concat()
}

/// The texts of the document, in UTF-16.
fn texts(texts: &[&str]) -> Vec<u8> {
    let (mut places, mut units) = (Vec::new(), Vec::new());
    for text in texts {
        places.extend(word(units.len()));
        units.extend(short(text.encode_utf16().count()));
        units.extend(text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
    }
    // Chunks begin at multiples of four.
    units.resize(units.len().next_multiple_of(4), 0);
    let begin = 28 + places.len();
    let head = [word(texts.len()), word(0), word(0), word(begin), word(0)];
    [&[1, 0, 28, 0], word(begin + units.len()).as_slice(), &head.concat(), &places, &units].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_says_its_package_and_who_signed_it() {
        let (ours, theirs) = (Signer::new("a").unwrap(), Signer::new("b").unwrap());
        for package in ["test.meridian.reader", "test.x"] {
            let file = ours.sign(package).unwrap();
            let read = exchange::apk::read(&file).unwrap();
            assert_eq!(read.package, package);
            assert_eq!(read.signers.len(), 1);
            assert!(read.signers[0].is_of_this_file);
            assert_eq!(read.signers[0].digest, ours.digest());
            assert_eq!(read.signers[0].public_key, ours.key.subject_public_key_info());
        }
        assert_ne!(ours.digest(), theirs.digest());
    }
}
