use proptest::prelude::*;

use super::*;

/// Made by `aapt` 0.2 and signed by `apksigner` (both of Debian 12) with keys that were thrown away; see
/// fixtures/map/README.md. The digests are what `apksigner verify --print-certs` prints.
const RSA: &[u8] = include_bytes!("../../../../fixtures/map/harbour-rsa.apk");
const EC: &[u8] = include_bytes!("../../../../fixtures/map/harbour-ec.apk");
const UNSIGNED: &[u8] = include_bytes!("../../../../fixtures/map/harbour-unsigned.apk");
const RSA_DIGEST: &str = "6a282a2e1634f95793033aa9ab81e00c4eafd0333264ee65f599968f27475017";
const EC_DIGEST: &str = "1c662bc9b11ee774e6239198213e715539d111772450a339323946487f58ac3e";

#[test]
fn package_and_signers_are_as_the_platform_s_tools_say() {
    for (file, schemes, digest) in [(RSA, &[Scheme::V2, Scheme::V3][..], RSA_DIGEST), (EC, &[Scheme::V2], EC_DIGEST)] {
        let read = read(file).unwrap();
        assert_eq!((read.package.as_str(), read.not_examined.as_slice()), ("example.harbour.tides", &[][..]));
        assert_eq!(read.signers.iter().map(|signer| signer.scheme).collect::<Vec<_>>(), schemes);
        for signer in &read.signers {
            assert_eq!((signer.digest.as_str(), signer.is_of_this_file), (digest, true));
            assert!(!signer.signatures.is_empty() && !signer.public_key.is_empty());
        }
    }
    let unsigned = read(UNSIGNED).unwrap();
    assert_eq!((unsigned.package.as_str(), unsigned.signers.len()), ("example.harbour.tides", 0));
    assert!(unsigned.not_examined[0].contains("no signature"));
}

/// Moves the signing block of one application into another, as somebody would who wants to look like its maker.
#[test]
fn a_stolen_block_is_seen() {
    let archive = zip::Archive::open(RSA).unwrap();
    let (begins, _) = block::find(RSA, archive.directory).unwrap().unwrap();
    let stolen = &RSA[begins..archive.directory];
    let mut file = UNSIGNED.to_vec();
    // Another content: one octet of the packed manifest's check sum, which nobody here reads.
    file[14] ^= 1;
    let own = zip::Archive::open(&file).unwrap();
    let (directory, end) = (own.directory, own.end);
    let place = u32::try_from(directory + stolen.len()).unwrap();
    let mut forged = [&file[..directory], stolen, &file[directory..]].concat();
    forged[end + stolen.len() + 16..][..4].copy_from_slice(&place.to_le_bytes());
    let read = read(&forged).unwrap();
    assert_eq!(read.signers[0].digest, RSA_DIGEST);
    assert!(read.signers.iter().all(|signer| !signer.is_of_this_file));
}

#[test]
fn what_is_no_application_is_named() {
    assert_eq!(read(b""), Err(Problem::NotAnArchive));
    assert_eq!(read(&[0; 1000]), Err(Problem::NotAnArchive));
    assert_eq!(read(&RSA[..RSA.len() - 1]), Err(Problem::NotAnArchive));
    let mut other = UNSIGNED.to_vec();
    let names: Vec<usize> = (0..other.len()).filter(|at| other[*at..].starts_with(b"AndroidManifest")).collect();
    names.iter().for_each(|at| other[*at] = b'B');
    assert_eq!(read(&other), Err(Problem::NoManifest));
    let mut far = RSA.to_vec();
    let end = far.len() - 22;
    far[end + 16..end + 20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(read(&far), Err(Problem::BrokenArchive(_))));
}

#[test]
fn two_manifests_are_refused() {
    let archive = zip::Archive::open(UNSIGNED).unwrap();
    let entry = &UNSIGNED[archive.directory..archive.end];
    let mut file = [&UNSIGNED[..archive.end], entry, &UNSIGNED[archive.end..]].concat();
    let end = archive.end + entry.len();
    let length = u32::try_from(2 * entry.len()).unwrap();
    file[end + 12..end + 16].copy_from_slice(&length.to_le_bytes());
    assert_eq!(read(&file), Err(Problem::BrokenArchive("it holds two manifests")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = manifest::package(&[&[3, 0, 8, 0, 0, 0, 0, 0], &bytes[..]].concat());
    }

    /// One octet changed anywhere outside of the block: no signer is taken to have signed this file.
    #[test]
    fn no_change_makes_it_panic_or_keeps_a_signer(place in 0..EC.len(), value in any::<u8>()) {
        let archive = zip::Archive::open(EC).unwrap();
        let (begins, _) = block::find(EC, archive.directory).unwrap().unwrap();
        let mut file = EC.to_vec();
        file[place] = value;
        if let Ok(read) = read(&file) {
            let signed = read.signers.iter().any(|signer| signer.is_of_this_file);
            prop_assert!(!signed || file == EC || (begins..archive.directory).contains(&place), "{place}");
        }
    }
}
