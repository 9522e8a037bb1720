//! Reads an Android application: which package it is, and who signed it.
//!
//! A signing block can be cut out of one application and put into another, so a certificate in it proves nothing by
//! itself. [`read`] therefore also says whether the digests in the block are those of this very file, and hands out what
//! is needed to check the signatures ([`Signer::signed`], [`Signer::signatures`], [`Signer::public_key`]); that is done
//! in `outside`, which has the algorithms.
//!
//! # Source
//! Android Open Source Project: APK Signature Scheme v2 and v3 (v3.1 alike); PKWARE APPNOTE 4.3 (ZIP); frameworks/base,
//! `ResourceTypes.h` (binary XML). From memory, and checked against `aapt` and `apksigner`: see tests.

mod block;
mod bytes;
mod content;
mod manifest;
mod zip;

pub use block::{Scheme, Signature, Signer};

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 512 << 20;
/// The longest manifest, unpacked, in bytes.
pub const MAX_MANIFEST_BYTES: usize = 4 << 20;
/// The most entries of the archive that are looked through.
pub const MAX_ENTRIES: usize = 200_000;
/// The most signers, certificates or signatures of one list.
pub const MAX_SIGNERS: usize = 20;

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apk {
    /// Its package name, such as `example.harbour.tides`.
    pub package: String,
    /// Who signed it, by scheme; empty when only the oldest scheme was used, which is not read.
    pub signers: Vec<Signer>,
    /// What was not examined, in words.
    pub not_examined: Vec<String>,
}

/// Why a file says nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is too long.
    #[error("the file is longer than {MAX_BYTES} bytes and was not examined")]
    TooLong,
    /// It is no archive.
    #[error("the file is not a ZIP archive, or its end is missing")]
    NotAnArchive,
    /// The archive contradicts itself.
    #[error("the archive is broken: {0}")]
    BrokenArchive(&'static str),
    /// There is no manifest in it.
    #[error("the archive holds no AndroidManifest.xml; it is not an Android application")]
    NoManifest,
    /// The manifest is broken or says no package.
    #[error("the manifest cannot be read: {0}")]
    BadManifest(&'static str),
    /// The signing block is broken.
    #[error("the signing block is broken: {0}")]
    BadBlock(&'static str),
}

/// Reads an application.
///
/// # Errors
/// When it is no Android application, or contradicts itself: Android would refuse it too.
pub fn read(file: &[u8]) -> Result<Apk, Problem> {
    if file.len() > MAX_BYTES {
        return Err(Problem::TooLong);
    }
    let archive = zip::Archive::open(file)?;
    let package = manifest::package(&archive.manifest()?)?;
    let mut not_examined = Vec::new();
    let signers = match block::find(file, archive.directory)? {
        Some((begins, pairs)) => {
            let parts = content::Parts { file, block: begins, directory: archive.directory, end: archive.end };
            block::signers(pairs, &parts, &mut not_examined)?
        }
        None => Vec::new(),
    };
    if signers.is_empty() {
        not_examined.push("the file has no signature of scheme 2 or 3; one of scheme 1 is not read".to_owned());
    }
    Ok(Apk { package, signers, not_examined })
}

#[cfg(test)]
mod tests;
