//! PDF files to sign, written here by hand or by `lopdf`.

use documents::signature::{SignError, sign};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::{P256, certificate, noon, signed};

const TEXT: &[u8] = b"BT /F1 18 Tf 72 720 Td (REHEARSAL: notice to mariners) Tj ET";

/// Papers of each kind of structure.
pub fn all() -> [(&'static str, Vec<u8>); 4] {
    [("table", with_table()), ("stream", with_stream()), ("form", with_form()), ("no line end", without_line_end())]
}

/// The plainest PDF there is, with a cross-reference table.
pub fn with_table() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595.28 841.89] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{}\nendstream", TEXT.len(), str::from_utf8(TEXT).unwrap()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = b"%PDF-1.7\n%\xc2\xb5\xc2\xb6\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = pdf.len();
    let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    pdf.extend((table + &trailer).into_bytes());
    pdf
}

fn without_line_end() -> Vec<u8> {
    with_table().trim_ascii_end().to_vec()
}

fn structure() -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let text = document.add_object(Stream::new(Dictionary::new(), TEXT.to_vec()));
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let page = |contents| {
        let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
        dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => contents, "Resources" => resources }
    };
    let kids = [document.add_object(page(text)), document.add_object(page(text))].map(Object::from).to_vec();
    let media = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2, "MediaBox" => media };
    document.objects.insert(pages, tree.into());
    let info = document.add_object(dictionary! { "Title" => Object::string_literal("REHEARSAL") });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    document
}

/// A PDF of two pages with a cross-reference stream and objects inside object streams.
pub fn with_stream() -> Vec<u8> {
    let mut pdf = Vec::new();
    structure().save_modern(&mut pdf).unwrap();
    pdf
}

/// A PDF with a form and an annotation of its own, each behind a reference.
pub fn with_form() -> Vec<u8> {
    let mut document = structure();
    let page = document.get_pages()[&1];
    let rect = vec![10.into(), 10.into(), 20.into(), 20.into()];
    let note = dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => rect.clone(), "F" => 28 };
    let note = document.add_object(note);
    let field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("berth"),
        "Rect" => rect, "F" => 4, "P" => page,
    };
    let field = document.add_object(field);
    let annotations = document.add_object(vec![note.into(), field.into()]);
    document.get_dictionary_mut(page).unwrap().set("Annots", annotations);
    let fields = document.add_object(vec![Object::from(field)]);
    let form = document.add_object(dictionary! { "Fields" => fields });
    document.catalog_mut().unwrap().set("AcroForm", form);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    pdf
}

fn opened(pdf: &[u8]) -> Document {
    let strict = lopdf::LoadOptions { strict: true, ..lopdf::LoadOptions::default() };
    Document::load_mem_with_options(pdf, strict).unwrap()
}

/// What a viewer finds: an invisible, printable field of no extent with an appearance, as PDF/A wants it.
#[test]
fn the_field_is_where_it_belongs() {
    for (name, pdf) in all() {
        let (before, after) = (opened(&pdf), opened(&signed(&pdf)));
        assert_eq!(after.get_pages(), before.get_pages(), "{name}");
        let form = after.get_dict_in_dict(after.catalog().unwrap(), b"AcroForm").unwrap();
        assert_eq!(form.get(b"SigFlags").unwrap().as_i64().unwrap(), 3);
        let field = form.get(b"Fields").unwrap().as_array().unwrap().last().unwrap().as_reference().unwrap();
        let page = after.get_dictionary(after.get_pages()[&1]).unwrap();
        let on_page = page.get(b"Annots").unwrap().as_array().unwrap();
        assert_eq!(on_page.last().unwrap().as_reference().unwrap(), field, "{name}");
        let earlier = if name == "form" { 2 } else { 0 };
        assert_eq!(on_page.len(), earlier + 1, "{name}");

        let field = after.get_dictionary(field).unwrap();
        assert_eq!(field.get(b"F").unwrap().as_i64().unwrap(), 132);
        let rect = field.get(b"Rect").unwrap().as_array().unwrap();
        assert!(rect.iter().all(|side| side.as_i64().unwrap() == 0));
        let appearance = after.get_dict_in_dict(field, b"AP").unwrap().get(b"N").unwrap().as_reference().unwrap();
        assert!(after.get_object(appearance).unwrap().as_stream().is_ok());
        let signature = after.get_dict_in_dict(field, b"V").unwrap();
        assert_eq!(signature.get(b"SubFilter").unwrap().as_name().unwrap(), b"ETSI.CAdES.detached");
        assert_eq!(signature.get(b"M").unwrap().as_str().unwrap(), b"D:20270115120000+00'00'");

        let info = |document: &Document| document.trailer.get(b"Info").ok().cloned();
        assert_eq!(info(&after), info(&before), "{name}");
        assert_eq!(after.trailer.get(b"ID").unwrap().as_array().unwrap().len(), 2, "{name}");
    }
}

#[test]
fn what_cannot_be_signed_is_refused_by_name() {
    let refused = |pdf: &[u8]| sign(pdf, &certificate(P256), noon()).err().unwrap();
    assert!(matches!(refused(&signed(&with_table())), SignError::AlreadySigned));
    assert!(matches!(refused(b"REHEARSAL, no PDF"), SignError::BadPdf(_)));
    let mut empty = structure();
    let tree = empty.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    empty.get_dictionary_mut(tree).unwrap().set("Kids", Vec::<Object>::new());
    let mut pdf = Vec::new();
    empty.save_to(&mut pdf).unwrap();
    assert!(matches!(refused(&pdf), SignError::NoPage));
    let encrypted = with_table();
    let encrypted = String::from_utf8_lossy(&encrypted).replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 5 0 R");
    assert!(matches!(refused(encrypted.as_bytes()), SignError::Encrypted | SignError::BadPdf(_)));
    assert!(matches!(refused(&vec![b' '; (64 << 20) + 1]), SignError::TooLarge));
}
