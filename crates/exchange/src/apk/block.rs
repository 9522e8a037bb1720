//! The signing block, which lies before the archive's directory.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::bytes::{Bytes, at};
use super::content::{Content, Parts};
use super::{MAX_SIGNERS, Problem};

const MAGIC: &[u8; 16] = b"APK Sig Block 42";
/// The most pairs of the block that are looked through.
const MAX_PAIRS: usize = 100;

/// By which scheme somebody signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Since Android 7.
    V2,
    /// Since Android 9: keys can be changed.
    V3,
    /// Since Android 13: as version 3, for newer systems only.
    V31,
}

impl Scheme {
    fn of(id: u32) -> Option<Self> {
        match id {
            0x7109_871a => Some(Self::V2),
            0xf053_68c0 => Some(Self::V3),
            0x1b93_ad61 => Some(Self::V31),
            _ => None,
        }
    }
}

/// Somebody who signed the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// By which scheme.
    pub scheme: Scheme,
    /// SHA-256 of the certificate, in small hexadecimal digits: what names the signer.
    pub digest: String,
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
    /// The key, as SubjectPublicKeyInfo in DER. It must be the certificate's.
    pub public_key: Vec<u8>,
    /// What is signed.
    pub signed: Vec<u8>,
    /// The signatures of it.
    pub signatures: Vec<Signature>,
    /// Whether what is signed holds the digest of this very file, and no other. Where it is not so, or could not be
    /// computed, the block may have been taken from another application.
    pub is_of_this_file: bool,
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The algorithm's number in the schemes: 0x0103 is RSA with SHA-256, 0x0201 is ECDSA with SHA-256.
    pub algorithm: u32,
    /// The signature.
    pub bytes: Vec<u8>,
}

/// Where the block begins, and its pairs; nothing if there is none.
pub(super) fn find(file: &[u8], directory: usize) -> Result<Option<(usize, Bytes<'_>)>, Problem> {
    let foot = directory.checked_sub(24).and_then(|place| at(&file[..directory], place));
    let Some(mut foot) = foot else { return Ok(None) };
    let (size, magic) = (foot.u64(), foot.take(16));
    if magic != Some(MAGIC.as_slice()) {
        return Ok(None);
    }
    let broken = Problem::BadBlock("its length is wrong");
    let size = size.and_then(|size| usize::try_from(size).ok()).ok_or_else(|| broken.clone())?;
    let begins = size.checked_add(8).and_then(|whole| directory.checked_sub(whole)).ok_or_else(|| broken.clone())?;
    let mut block = Bytes(&file[begins..directory]);
    if size < 24 || block.u64().and_then(|first| usize::try_from(first).ok()) != Some(size) {
        return Err(broken);
    }
    Ok(block.take(size - 24).map(|pairs| (begins, Bytes(pairs))))
}

/// Everybody who signed, in the order of the schemes.
pub(super) fn signers(mut pairs: Bytes, parts: &Parts, notes: &mut Vec<String>) -> Result<Vec<Signer>, Problem> {
    let mut signers = Vec::new();
    let mut content = Content::default();
    let mut count = 0;
    while !pairs.0.is_empty() {
        count += 1;
        if count > MAX_PAIRS {
            notes.push(format!("the signing block has more than {MAX_PAIRS} pairs; the rest was not examined"));
            break;
        }
        let broken = || Problem::BadBlock("a pair in it ends too early");
        let length = pairs.u64().and_then(|length| usize::try_from(length).ok()).ok_or_else(broken)?;
        let mut pair = Bytes(pairs.take(length).ok_or_else(broken)?);
        let Some(scheme) = pair.u32().and_then(Scheme::of) else { continue };
        let within = pair.parts(MAX_SIGNERS).ok_or(Problem::BadBlock("its list of signers is broken or too long"))?;
        for bytes in within {
            let signer = signer(scheme, bytes, parts, &mut content);
            signers.push(signer.ok_or(Problem::BadBlock("what it says of a signer is broken"))?);
        }
    }
    signers.sort_by_key(|signer| signer.scheme);
    Ok(signers)
}

fn signer(scheme: Scheme, mut bytes: Bytes, parts: &Parts, content: &mut Content) -> Option<Signer> {
    let signed = bytes.part()?;
    if scheme != Scheme::V2 {
        bytes.take(8)?; // The oldest and newest system it is for.
    }
    let signatures = bytes.parts(MAX_SIGNERS)?;
    let public_key = bytes.part()?.0.to_vec();
    let mut within = signed;
    let digests = within.parts(MAX_SIGNERS)?;
    let certificate = within.parts(MAX_SIGNERS)?.first()?.0.to_vec();
    let algorithm_and = |part: &Bytes| {
        let mut part = *part;
        Some((part.u32()?, part.part()?.0.to_vec()))
    };
    let digests: Vec<(u32, Vec<u8>)> = digests.iter().map(algorithm_and).collect::<Option<_>>()?;
    let signatures = signatures.iter().map(algorithm_and).collect::<Option<Vec<_>>>()?;
    Some(Signer {
        scheme,
        digest: HEXLOWER.encode(&Sha256::digest(&certificate)),
        certificate,
        public_key,
        signed: signed.0.to_vec(),
        signatures: signatures.into_iter().map(|(algorithm, bytes)| Signature { algorithm, bytes }).collect(),
        is_of_this_file: content.is(parts, &digests),
    })
}
