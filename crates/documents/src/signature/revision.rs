//! Appending a revision with an empty signature to a PDF. The bytes before it stay as they were.
//!
//! # Source
//! ISO 32000-1 sections 7.5.4 to 7.5.8 (cross-reference tables and streams, incremental updates), 12.7.4.5 and 12.8
//! (signature fields and dictionaries).

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::Timestamp;
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, StringFormat, Writer, dictionary};
use sha2::{Digest as _, Sha256};

use super::check::is_signed;
use super::{MAX_PDF_BYTES, SignError};

/// Largest stream that a PDF may unfold while it is read, in bytes.
const MAX_STREAM_BYTES: usize = 64 << 20;

/// Annotation flags: Print, which PDF/A demands, and Locked.
///
/// # Source
/// ISO 32000-1 table 165; ISO 19005-2 section 6.3.2.
const PRINT_AND_LOCKED: i64 = 4 | 128;

/// Form flags: there are signatures, and the file may only be appended to.
///
/// # Source
/// ISO 32000-1 table 219.
const SIGNATURES_EXIST_APPEND_ONLY: i64 = 3;

/// Width of the byte range, which is known only once all is written: three numbers of up to ten digits.
const BYTE_RANGE_WIDTH: usize = 34;

/// A PDF with a signature that is still empty.
pub(super) struct Revision {
    pub(super) bytes: Vec<u8>,
    /// Where the hexadecimal digits of the signature go, within the angle brackets.
    pub(super) digits: Range<usize>,
}

impl Revision {
    /// What is signed before the signature, its opening bracket not included.
    pub(super) fn before(&self) -> &[u8] {
        &self.bytes[..self.digits.start - 1]
    }

    /// What is signed after it.
    pub(super) fn after(&self) -> &[u8] {
        &self.bytes[self.digits.end + 1..]
    }
}

/// Appends a revision to `pdf` with `room` bytes for the signature.
pub(super) fn append(pdf: &[u8], at: Timestamp, room: usize) -> Result<Revision, SignError> {
    if pdf.len() > MAX_PDF_BYTES {
        return Err(SignError::TooLarge);
    }
    if is_signed(pdf) {
        return Err(SignError::AlreadySigned);
    }
    let strict = LoadOptions { strict: true, max_decompressed_size: Some(MAX_STREAM_BYTES), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(pdf, strict).map_err(SignError::BadPdf)?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(SignError::Encrypted);
    }
    let page = document.get_pages().into_values().next().ok_or(SignError::NoPage)?;
    let numbers = document.max_id.max(document.reference_table.size);
    let mut writer = Appendix { bytes: pdf.to_vec(), offsets: BTreeMap::new(), next: numbers + 1 };
    if !pdf.ends_with(b"\n") {
        writer.bytes.push(b'\n');
    }
    let (signature, byte_range, digits) = writer.signature(at, room);
    writer.form(&document, page, signature).map_err(SignError::BadPdf)?;
    writer.references(&document).map_err(SignError::BadPdf)?;

    let after = digits.end + 1;
    let numbers = format!("0 {} {after} {}", digits.start - 1, writer.bytes.len() - after);
    writer.bytes[byte_range].copy_from_slice(format!("{numbers:<BYTE_RANGE_WIDTH$}").as_bytes());
    Ok(Revision { bytes: writer.bytes, digits })
}

/// A PDF that is being appended to.
struct Appendix {
    bytes: Vec<u8>,
    /// Number, generation and place of each object written.
    offsets: BTreeMap<u32, (u16, usize)>,
    /// The first object number that is free.
    next: u32,
}

impl Appendix {
    fn reserve(&mut self) -> ObjectId {
        self.next += 1;
        (self.next - 1, 0)
    }

    fn begin(&mut self, (number, generation): ObjectId) {
        self.offsets.insert(number, (generation, self.bytes.len()));
        self.text(&format!("{number} {generation} obj\n"));
    }

    fn text(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn object(&mut self, id: ObjectId, object: &Object) -> lopdf::Result<()> {
        self.begin(id);
        Writer::write_object(&mut self.bytes, object)?;
        self.text("\nendobj\n");
        Ok(())
    }

    /// Writes the signature dictionary; returns its number and the places of its byte range and of its digits.
    fn signature(&mut self, at: Timestamp, room: usize) -> (ObjectId, Range<usize>, Range<usize>) {
        let id = self.reserve();
        self.begin(id);
        self.text("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n");
        self.text(&format!("/M ({})\n/ByteRange [", at.strftime("D:%Y%m%d%H%M%S+00'00'")));
        let byte_range = self.bytes.len()..self.bytes.len() + BYTE_RANGE_WIDTH;
        self.bytes.resize(byte_range.end, b' ');
        self.text("]\n/Contents <");
        let digits = self.bytes.len()..self.bytes.len() + 2 * room;
        self.bytes.resize(digits.end, b'0');
        self.text(">\n>>\nendobj\n");
        (id, byte_range, digits)
    }

    /// Writes the signature's field, without extent on the page, and enters it in page and form.
    fn form(&mut self, document: &Document, page: ObjectId, signature: ObjectId) -> lopdf::Result<()> {
        let (field, appearance) = (self.reserve(), self.reserve());
        let nothing = vec![0.into(), 0.into(), 0.into(), 0.into()];
        let empty = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => nothing.clone(),
            "Resources" => Dictionary::new(),
        };
        self.object(appearance, &Stream::new(empty, Vec::new()).into())?;
        let widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => Object::string_literal("Signature"),
            "V" => signature,
            "P" => page,
            "Rect" => nothing,
            "F" => PRINT_AND_LOCKED,
            "AP" => dictionary! { "N" => appearance },
        };
        self.object(field, &widget.into())?;

        let mut on_page = document.get_dictionary(page)?.clone();
        on_page.set("Annots", with(document, &on_page, b"Annots", field)?);
        self.object(page, &on_page.into())?;

        let root = document.trailer.get(b"Root")?.as_reference()?;
        let mut catalog = document.get_dictionary(root)?.clone();
        let mut form = match catalog.get_deref(b"AcroForm", document) {
            Ok(form) => form.as_dict()?.clone(),
            Err(_) => Dictionary::new(),
        };
        form.set("Fields", with(document, &form, b"Fields", field)?);
        form.set("SigFlags", SIGNATURES_EXIST_APPEND_ONLY);
        catalog.set("AcroForm", form);
        self.object(root, &catalog.into())
    }

    /// Writes the cross-references of what was appended, in the form that the file had.
    fn references(&mut self, document: &Document) -> lopdf::Result<()> {
        let mut trailer = self.trailer(document)?;
        let start = self.bytes.len();
        match document.reference_table.cross_reference_type {
            XrefType::CrossReferenceTable => {
                trailer.set("Size", i64::from(self.next));
                self.text("xref\n");
                for (number, (generation, offset)) in self.offsets.clone() {
                    self.text(&format!("{number} 1\n{offset:010} {generation:05} n \n"));
                }
                self.text("trailer\n");
                Writer::write_object(&mut self.bytes, &trailer.into())?;
            }
            XrefType::CrossReferenceStream => {
                let (number, generation) = self.reserve();
                self.offsets.insert(number, (generation, start));
                let (mut index, mut entries) = (Vec::new(), Vec::new());
                for (&number, &(generation, offset)) in &self.offsets {
                    index.extend([Object::from(number), 1.into()]);
                    entries.push(1);
                    // Files are limited far below four bytes of offset.
                    entries.extend(u32::try_from(offset).unwrap_or(u32::MAX).to_be_bytes());
                    entries.extend(generation.to_be_bytes());
                }
                trailer.set("Type", "XRef");
                trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
                trailer.set("Index", index);
                trailer.set("Size", i64::from(self.next));
                self.object((number, generation), &Stream::new(trailer, entries).into())?;
            }
        }
        self.text(&format!("\nstartxref\n{start}\n%%EOF\n"));
        Ok(())
    }

    /// What the new trailer keeps of the old one, and its own half of the file's identity.
    fn trailer(&self, document: &Document) -> lopdf::Result<Dictionary> {
        let old = &document.trailer;
        let mut trailer = dictionary! { "Root" => old.get(b"Root")?.clone() };
        if let Ok(info) = old.get(b"Info") {
            trailer.set("Info", info.clone());
        }
        let own = Object::String(Sha256::digest(&self.bytes)[..16].to_vec(), StringFormat::Hexadecimal);
        let original = old.get_deref(b"ID", document).and_then(Object::as_array).ok();
        let original = original.and_then(|parts| parts.first()).unwrap_or(&own);
        trailer.set("ID", vec![original.clone(), own.clone()]);
        trailer.set("Prev", i64::try_from(document.xref_start).unwrap_or(i64::MAX));
        Ok(trailer)
    }
}

/// The array under `key`, wherever it stands, with one more reference.
fn with(document: &Document, dictionary: &Dictionary, key: &[u8], added: ObjectId) -> lopdf::Result<Object> {
    let mut items = match dictionary.get_deref(key, document) {
        Ok(items) => items.as_array()?.clone(),
        Err(_) => Vec::new(),
    };
    items.push(added.into());
    Ok(items.into())
}
