//! The package name in a manifest in binary XML.

use super::Problem;
use super::bytes::{Bytes, at};

const FILE: u16 = 0x0003;
const STRINGS: u16 = 0x0001;
const ELEMENT: u16 = 0x0102;
const UTF8: u32 = 1 << 8;
/// The longest name of an element, attribute or package, in octets.
const MAX_NAME: usize = 512;

/// The package that the element `manifest` names.
pub(super) fn package(manifest: &[u8]) -> Result<String, Problem> {
    let mut file = Bytes(manifest);
    if file.u16() != Some(FILE) {
        return Err(Problem::BadManifest("it is not binary XML"));
    }
    let mut chunks = at(manifest, 8).ok_or(Problem::BadManifest("it is empty"))?;
    let mut strings = None;
    while let Some((kind, header, chunk)) = next(&mut chunks) {
        match (kind, &strings) {
            (STRINGS, None) => {
                strings = Some(Strings::read(chunk).ok_or(Problem::BadManifest("its texts are broken"))?)
            }
            (ELEMENT, Some(strings)) => {
                // The first element is the root.
                let package = element(chunk, header, strings).ok_or(Problem::BadManifest("it names no package"))?;
                let sound = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
                let sound = !package.is_empty() && package.chars().all(sound);
                return if sound { Ok(package) } else { Err(Problem::BadManifest("its package name is none")) };
            }
            _ => {}
        }
    }
    Err(Problem::BadManifest("it has no elements"))
}

/// The next chunk: its kind, the length of its header, and all of it.
fn next<'a>(chunks: &mut Bytes<'a>) -> Option<(u16, usize, &'a [u8])> {
    let mut head = *chunks;
    let (kind, header, size) = (head.u16()?, usize::from(head.u16()?), head.u32()? as usize);
    if size < 8 || header > size {
        return None;
    }
    Some((kind, header, chunks.take(size)?))
}

/// The attribute `package` of the element `manifest`.
fn element(chunk: &[u8], header: usize, strings: &Strings) -> Option<String> {
    let mut body = at(chunk, header)?;
    body.take(4)?;
    if strings.get(body.u32()?)? != "manifest" {
        return None;
    }
    let (start, size, count) = (usize::from(body.u16()?), usize::from(body.u16()?), body.u16()?);
    let mut attributes = at(chunk, header.checked_add(start)?)?;
    if size < 20 {
        return None;
    }
    for _ in 0..count {
        let mut attribute = Bytes(attributes.take(size)?);
        let (namespace, name, raw) = (attribute.u32()?, attribute.u32()?, attribute.u32()?);
        attribute.take(4)?;
        let data = attribute.u32()?;
        if namespace == u32::MAX && strings.get(name).as_deref() == Some("package") {
            return strings.get(if raw == u32::MAX { data } else { raw });
        }
    }
    None
}

/// The texts of the file, by number.
struct Strings<'a> {
    offsets: &'a [u8],
    texts: &'a [u8],
    utf8: bool,
}

impl<'a> Strings<'a> {
    fn read(chunk: &'a [u8]) -> Option<Self> {
        let mut head = Bytes(chunk);
        head.take(2)?;
        let header = usize::from(head.u16()?);
        head.take(4)?;
        let (count, _, flags, start) = (head.u32()? as usize, head.u32()?, head.u32()?, head.u32()? as usize);
        let offsets = at(chunk, header)?.take(count.checked_mul(4)?)?;
        Some(Self { offsets, texts: chunk.get(start..)?, utf8: flags & UTF8 != 0 })
    }

    fn get(&self, number: u32) -> Option<String> {
        let place = (number as usize).checked_mul(4)?;
        let offset = at(self.offsets, place)?.u32()? as usize;
        let mut text = at(self.texts, offset)?;
        if self.utf8 {
            length8(&mut text)?;
            let bytes = length8(&mut text)?;
            let bytes = text.take(bytes).filter(|bytes| bytes.len() <= MAX_NAME)?;
            return String::from_utf8(bytes.to_vec()).ok();
        }
        let units = usize::from(text.u16()?);
        // A length beyond 15 bits takes a second unit; no name here is that long.
        let bytes = text.take(units.checked_mul(2)?).filter(|bytes| bytes.len() <= MAX_NAME)?;
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    }
}

/// A length in one octet, or in two if the first has its high bit.
fn length8(text: &mut Bytes) -> Option<usize> {
    let [first] = *text.take(1)? else { return None };
    if first & 0x80 == 0 {
        return Some(usize::from(first));
    }
    let [second] = *text.take(1)? else { return None };
    Some(usize::from(first & 0x7f) << 8 | usize::from(second))
}
