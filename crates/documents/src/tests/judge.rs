//! Papers as poppler's tools read them, and as we read them back.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// What a tool of poppler prints, or none where it is not installed.
pub fn poppler(tool: &str, file: &Path, target: &[&str]) -> Option<String> {
    let Ok(output) = Command::new(tool).env("TZ", "UTC").arg(file).args(target).output() else {
        println!("skipped: no {tool}");
        return None;
    };
    assert!(output.status.success(), "{tool}: {output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn forms() -> [(&'static str, Form); 3] {
    [
        ("order", Form::Order(Box::new(order()))),
        ("feedback", Form::Feedback(Box::new(feedback()))),
        ("impossibility", Form::Impossibility(Box::new(impossibility()))),
    ]
}

/// Without marks of direction, which a reader adds, and with every stretch of white as one space.
pub fn flat(text: &str) -> String {
    let mark = |character| matches!(character, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let words = text.replace(mark, "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn readers_find_what_matters() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("order.pdf");
    std::fs::write(&file, set(&paper()).unwrap()).unwrap();
    let Some(text) = poppler("pdftotext", &file, &["-"]) else { return };
    let text = flat(&text);
    for wanted in [
        "REMOVAL ORDER",
        "REHEARSAL-2026-0001",
        "REHEARSAL - this form belongs to an exercise",
        "https://vigie.example/verify/REHEARSAL-2026-0001?d=0123456789abcdef",
        "SHA-256 0123456789abcdef",
        "X incites others",
        "Смотритель маяка записал: туман, затем штиль.",
        "ضباب عند الفجر",
        "مینار کا نگہبان لکھتا ہے",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in: {text}");
    }
    assert!(!text.contains("X solicits"), "{text}");
    let joined = text.replace(' ', "");
    assert!(joined.contains("1/2"), "{text}");
    assert!(joined.contains("weather/2026/11/tide-table-of-the-northern-harbour.pdf"), "{text}");
    assert!(joined.contains(DIGEST), "{text}");
}

#[test]
fn papers_say_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    for language in Language::ALL {
        for (name, form) in forms() {
            let mut paper = paper_of(form, language);
            paper.attachment = (name == "order").then(|| b"{}".to_vec());
            let file = folder.path().join(format!("{name}-{}.pdf", language.code()));
            let bytes = set(&paper).unwrap();
            let metadata = String::from_utf8_lossy(&bytes);
            let part = if name == "order" { "3" } else { "2" };
            assert!(metadata.contains(&format!("<pdfaid:part>{part}</pdfaid:part>")), "{name}");
            assert!(metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "{name}");
            assert!(metadata.contains(&format!("<rdf:li>{}</rdf:li>", language.code())), "{name}");
            std::fs::write(&file, bytes).unwrap();
            let Some(info) = poppler("pdfinfo", &file, &[]) else { return };
            let pages = if name == "order" { 2 } else { 1 };
            let said = |key: &str, value: &str| info.lines().any(|line| line.starts_with(key) && line.ends_with(value));
            assert!(said("Pages:", &format!(" {pages}")), "{info}");
            assert!(said("Page size:", "(A4)"), "{info}");
            assert!(said("Tagged:", "yes"), "{info}");
            assert!(info.contains("CreationDate:    Sun Nov 22 10:00:03 2026"), "{info}");
            assert!(info.contains("REHEARSAL-"), "{info}");
        }
    }
}

#[test]
fn a_letter_says_who_writes_to_whom() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.pdf");
    std::fs::write(&file, set_letter(&letter()).unwrap()).unwrap();
    let Some(text) = poppler("pdftotext", &file, &["-"]) else { return };
    let text = flat(&text);
    let wanted = [
        "Scrutiny Office of Samplonia 2 Pier Road Sampleport",
        "To: Harbour Hosting (invented)",
        "Reference: REHEARSAL-SC-7",
        "Decision after scrutiny of the removal order REHEARSAL-2026-0001",
        "REHEARSAL - this letter belongs to an exercise",
        "The order no longer has legal effect.",
    ];
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted} is not in: {text}");
    }
}

#[test]
fn what_is_carried_comes_out() {
    let order = serde_json::to_vec(&order()).unwrap();
    let mut paper = paper();
    assert!(matches!(attachment(&set(&paper).unwrap()), Err(ReadError::Nothing)));
    paper.attachment = Some(order.clone());
    let pdf = set(&paper).unwrap();
    assert_eq!(attachment(&pdf).unwrap(), order);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("order.pdf");
    std::fs::write(&file, &pdf).unwrap();
    let saved = folder.path().join("saved.json");
    let output = Command::new("pdfdetach").arg("-save").arg("1").arg("-o").args([&saved, &file]).output();
    match output {
        Ok(_) => assert_eq!(std::fs::read(saved).unwrap(), order),
        Err(_) => println!("skipped: no pdfdetach"),
    }
}

#[test]
fn an_attachment_of_any_length_comes_out() {
    for length in [0, 1, 300_000, MOST_ATTACHMENT] {
        let mut paper = paper();
        paper.attachment = Some((0..length).map(|i| u8::try_from(i * 7 % 251).unwrap()).collect());
        assert_eq!(attachment(&set(&paper).unwrap()).ok(), paper.attachment, "{length}");
    }
}

#[test]
fn what_is_no_paper_is_refused() {
    assert!(matches!(attachment(b""), Err(ReadError::NotPdf(_))));
    assert!(matches!(attachment(b"%PDF-1.7\nnothing"), Err(ReadError::NotPdf(_))));
    assert!(matches!(attachment(&vec![0; MOST_PDF + 1]), Err(ReadError::TooLong { .. })));
    let mut paper = paper();
    paper.attachment = Some(b"{}".to_vec());
    let pdf = set(&paper).unwrap();
    assert!(attachment(&pdf[..pdf.len() / 2]).is_err());
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = attachment(&bytes);
        let _ = attachment(&[b"%PDF-1.7\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_damage_makes_the_reader_panic(at in 0.0..1.0_f64, damage in proptest::collection::vec(proptest::num::u8::ANY, 1..40)) {
        static PDF: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let mut paper = paper();
            paper.attachment = Some(b"{}".to_vec());
            set(&paper).unwrap()
        });
        let mut pdf = PDF.clone();
        // Most of a paper is fonts; what the reader follows stands at its end.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let start = pdf.len() - damage.len() - (at * at * (pdf.len() - damage.len()) as f64) as usize;
        pdf[start..start + damage.len()].copy_from_slice(&damage);
        let _ = attachment(&pdf);
    }
}

/// Leaves pictures of the papers for people to look at.
#[test]
fn papers_can_be_looked_at() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screenshots/papers"));
    std::fs::create_dir_all(&folder).unwrap();
    let mut papers = vec![("letter-en".to_owned(), set_letter(&letter()).unwrap())];
    for language in Language::ALL {
        for (name, form) in forms() {
            papers.push((format!("{name}-{}", language.code()), set(&paper_of(form, language)).unwrap()));
        }
    }
    for (name, pdf) in papers {
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, pdf).unwrap();
        let drawn = Command::new("pdftoppm").args(["-r", "90", "-png"]).args([&file, &folder.join(&name)]).status();
        match drawn {
            Ok(status) => assert!(status.success()),
            Err(_) => println!("skipped: no pdftoppm"),
        }
    }
}
