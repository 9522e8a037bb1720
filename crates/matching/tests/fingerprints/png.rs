//! The chunks of a PNG file, to be changed and put together again.

/// The name of a chunk and its content.
pub type Chunk = ([u8; 4], Vec<u8>);

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// The chunks of a sound file.
pub fn chunks(file: &[u8]) -> Vec<Chunk> {
    let (mut rest, mut chunks) = (&file[SIGNATURE.len()..], Vec::new());
    while let [a, b, c, d, after @ ..] = rest {
        let (named, behind) = after.split_at(4 + u32::from_be_bytes([*a, *b, *c, *d]) as usize);
        chunks.push((*named.first_chunk().expect("a chunk has a name"), named[4..].to_vec()));
        rest = &behind[4..];
    }
    chunks
}

/// The file that these chunks make.
pub fn file(chunks: &[Chunk]) -> Vec<u8> {
    let written = chunks.iter().flat_map(|(kind, content)| {
        let named = [&kind[..], content].concat();
        [&(content.len() as u32).to_be_bytes()[..], &named, &check(&named).to_be_bytes()].concat()
    });
    SIGNATURE.iter().copied().chain(written).collect()
}

/// CRC-32, as Annex D of the PNG specification has it.
fn check(bytes: &[u8]) -> u32 {
    let next = |remainder: u32| remainder >> 1 ^ if remainder & 1 == 1 { 0xedb8_8320 } else { 0 };
    !bytes.iter().fold(u32::MAX, |all, byte| (0..8).fold(all ^ u32::from(*byte), |all, _| next(all)))
}
