//! Taking the carried order out of a paper. The paper may come from anybody.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use crate::paper::MOST_ATTACHMENT;

/// The name under which a paper carries the order.
pub const ATTACHMENT: &str = "order.json";

/// The longest file that is read, in bytes: several times what [`crate::set`] makes at most.
pub const MOST_PDF: usize = 8 << 20;

/// The most a cross-reference stream may unpack to, in bytes.
const MOST_TABLE: usize = 4 << 20;

/// The most files a document may be associated with, of which one is the order.
const MOST_FILES: usize = 16;

/// Why nothing was taken out of a file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is too long.
    #[error("the file has {length} bytes; a paper has at most {limit}")]
    TooLong {
        /// Its length in bytes.
        length: usize,
        /// The most that is read.
        limit: usize,
    },
    /// It cannot be read as a PDF.
    #[error("the file is not a PDF, or a damaged one")]
    NotPdf(#[source] Box<lopdf::Error>),
    /// It carries no order.
    #[error("the PDF carries no {ATTACHMENT}; take the order from whoever sent the paper")]
    Nothing,
    /// It carries two, and which of them counts cannot be said.
    #[error("the PDF carries more than one {ATTACHMENT}; do not rely on it, ask for the paper again")]
    Ambiguous,
    /// The order it carries is too long or cannot be unpacked.
    #[error("the {ATTACHMENT} in the PDF cannot be unpacked, or has more than {MOST_ATTACHMENT} bytes")]
    Unpacking,
}

/// Takes out the `order.json` with which a paper is associated. Whether it is genuine is not looked at: verify what
/// comes out.
///
/// # Errors
/// [`ReadError`] if the file is not a PDF or carries no order, or more than one.
///
/// # Source
/// ISO 19005-3, Annex E: the catalogue's `AF` names the file specifications.
pub fn attachment(pdf: &[u8]) -> Result<Vec<u8>, ReadError> {
    if pdf.len() > MOST_PDF {
        return Err(ReadError::TooLong { length: pdf.len(), limit: MOST_PDF });
    }
    let options = LoadOptions {
        filter: Some(keep),
        strict: true,
        max_decompressed_size: Some(MOST_TABLE),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(pdf, options).map_err(|why| ReadError::NotPdf(Box::new(why)))?;
    let mut found = files(&document).into_iter().filter_map(|file| named_order(&document, file));
    let stream = found.next().ok_or(ReadError::Nothing)?;
    if found.next().is_some() {
        return Err(ReadError::Ambiguous);
    }
    let order = match stream.filters() {
        Ok(_) => stream.decompressed_content_with_limit(MOST_ATTACHMENT).ok(),
        Err(_) => Some(stream.content.clone()),
    };
    order.filter(|order| order.len() <= MOST_ATTACHMENT).ok_or(ReadError::Unpacking)
}

/// Papers hold no objects packed into streams, so those are left unread: they could unpack to anything.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let packed = object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"ObjStm"));
    (!packed).then(|| (id, object.clone()))
}

fn files(document: &Document) -> Vec<&Dictionary> {
    let associated = document.catalog().and_then(|catalog| catalog.get(b"AF"));
    let Ok(list) = associated.and_then(|list| document.dereference(list)).and_then(|(_, list)| list.as_array()) else {
        return Vec::new();
    };
    let file = |object| document.dereference(object).and_then(|(_, object)| object.as_dict()).ok();
    list.iter().take(MOST_FILES).filter_map(file).collect()
}

/// The stream of a file specification, if that is the order's.
fn named_order<'a>(document: &'a Document, file: &'a Dictionary) -> Option<&'a Stream> {
    let name = file.get(b"UF").or_else(|_| file.get(b"F")).ok()?;
    if lopdf::decode_text_string(name).ok()? != ATTACHMENT {
        return None;
    }
    let embedded = document.dereference(file.get(b"EF").ok()?).ok()?.1.as_dict().ok()?;
    document.dereference(embedded.get(b"F").ok()?).ok()?.1.as_stream().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of these objects, the first of which is the catalogue.
    fn pdf(objects: &[&str]) -> Vec<u8> {
        let mut file = "%PDF-1.7\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (number, object) in objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", file.len()));
            file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
        }
        let start = file.len();
        let size = objects.len() + 1;
        file.push_str(&format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
        file.into_bytes()
    }

    const CATALOGUE: &str = "<< /Type /Catalog /AF [2 0 R] >>";
    const FILE: &str = "<< /Type /Filespec /UF (order.json) /EF << /F 3 0 R >> >>";

    fn stream(content: &str) -> String {
        format!("<< /Type /EmbeddedFile /Length {} >>\nstream\n{content}\nendstream", content.len())
    }

    #[test]
    fn one_order_comes_out() {
        assert_eq!(attachment(&pdf(&[CATALOGUE, FILE, &stream("{}")])).unwrap(), b"{}");
    }

    #[test]
    fn two_orders_are_refused() {
        let catalogue = "<< /Type /Catalog /AF [2 0 R 2 0 R] >>";
        assert!(matches!(attachment(&pdf(&[catalogue, FILE, &stream("{}")])), Err(ReadError::Ambiguous)));
    }

    #[test]
    fn other_files_are_left_alone() {
        let other = FILE.replace("order.json", "other.json");
        assert!(matches!(attachment(&pdf(&[CATALOGUE, &other, &stream("{}")])), Err(ReadError::Nothing)));
        assert!(matches!(attachment(&pdf(&[CATALOGUE, FILE, "(no stream)"])), Err(ReadError::Nothing)));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let long = stream(&" ".repeat(MOST_ATTACHMENT + 1));
        assert!(matches!(attachment(&pdf(&[CATALOGUE, FILE, &long])), Err(ReadError::Unpacking)));
        // Run lengths: each pair of bytes stands for 128.
        let runs = "81 7B ".repeat(MOST_ATTACHMENT / 128 + 1);
        let packed = format!(
            "<< /Filter [/ASCIIHexDecode /RunLengthDecode] /Length {} >>\nstream\n{runs}>\nendstream",
            runs.len() + 1
        );
        assert!(matches!(attachment(&pdf(&[CATALOGUE, FILE, &packed])), Err(ReadError::Unpacking)));
    }

    #[test]
    fn circles_and_depths_end() {
        let circle = ["<< /Type /Catalog /AF 2 0 R >>", "2 0 R"];
        assert!(attachment(&pdf(&circle)).is_err());
        let deep = format!("<< /Type /Catalog /AF {}{} >>", "[".repeat(200_000), "]".repeat(200_000));
        assert!(attachment(&pdf(&[&deep])).is_err());
        let text = String::from_utf8(pdf(&[CATALOGUE, FILE, "(no stream)"])).unwrap();
        let start = text.find("xref\n").unwrap();
        let circular = text.replace("/Root", &format!("/Prev {start} /Root"));
        assert!(attachment(circular.as_bytes()).is_err());
    }
}
