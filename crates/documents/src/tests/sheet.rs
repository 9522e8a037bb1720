//! Sheets: each text on its page and in its column, whatever it says.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use exchange::sheet::{Align, Block, Column, Sheet};
use proptest::prelude::*;

use super::judge::{flat, poppler};
use super::page::{Said, body, counted, hostile};
use super::*;
use crate::figure::Scripts;
use crate::line::{Measure, lines_in};
use crate::press::{Layout, pages};
use crate::sheet::sheet_values;

const LONG: &str =
    "https://files.hosting.example/collections/weather/2026/11/tide-table-of-the-northern-harbour.pdf?at=0123456789";

fn sheet(blocks: Vec<Block>) -> Sheet {
    Sheet {
        title: "Fallback sheet of Samplonia".to_owned(),
        subtitle: "Operation Lamplighter, wave 3".to_owned(),
        handling: "TLP:AMBER+STRICT H2".to_owned(),
        rehearsal: true,
        language: Language::English,
        at: at("2026-11-22T10:00:03Z"),
        blocks,
    }
}

fn column(title: &str, width: u16, align: Align) -> Column {
    Column { title: title.to_owned(), width, align }
}

fn targets(rows: usize) -> Block {
    let columns = vec![
        column("No", 2, Align::End),
        column("Target", 11, Align::Start),
        column("Lever", 7, Align::Start),
        column("Who acts", 7, Align::Start),
        column("Instrument", 7, Align::Start),
        column("T0 + min", 4, Align::End),
    ];
    let row = |number: usize| {
        let target = match number % 7 {
            3 => LONG.to_owned(),
            5 => format!("SHA-256 {DIGEST}"),
            _ => format!("beacon-{number:03}.northern-harbour.example"),
        };
        let who = if number.is_multiple_of(4) {
            "مكتب الميناء"
        } else {
            "Harbour police of Sampleport, second watch"
        };
        let texts = [&number.to_string(), &target, "hosting account closed", who, "REHEARSAL-EIO-17", "1,250"];
        texts.map(str::to_owned).to_vec()
    };
    Block::Table { columns, rows: (1..=rows).map(row).collect() }
}

const CHART: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='220' viewBox='0 0 640 220'>\
    <defs><pattern id='hatch' width='6' height='6' patternUnits='userSpaceOnUse'><path d='M0 6L6 0' stroke='#444'/></pattern></defs>\
    <g font-size='13' fill='#222'><text x='0' y='34'>Harbour Hosting</text><rect x='150' y='20' width='420' height='20' fill='#235'/>\
    <text x='578' y='34'>42</text><text x='0' y='84' font-weight='bold'>استضافة المنارة</text>\
    <rect x='150' y='70' width='210' height='20' fill='url(#hatch)' stroke='#235'/><text x='368' y='84'>21 &#x1F4A1;</text></g>\
    <path d='M150 10V200H600' fill='none' stroke='#888'/></svg>";

fn figure(svg: &str) -> Block {
    Block::Figure {
        svg: svg.as_bytes().to_vec(),
        caption: "Sites by hosting company, 22 November 2026".to_owned(),
        alt: "Harbour Hosting 42, Lighthouse Hosting 21".to_owned(),
    }
}

fn dossier() -> Sheet {
    let facts = [
        ("Lead authority", "Harbour police of Sampleport"),
        ("Address", LONG),
        ("What an unusually long label says about the tide", "1 Quay Street\nSampleport"),
        ("Quoted", QUOTED),
    ];
    sheet(vec![
        Block::Heading("What must be done".to_owned()),
        Block::Paragraph("If the screens are dark, go by this sheet.\nReport by telephone: +00 0 000 000.".to_owned()),
        Block::Facts(facts.map(|(label, text)| (label.to_owned(), text.to_owned())).to_vec()),
        Block::Heading("Where the sites are".to_owned()),
        figure(CHART),
        Block::Heading("Targets".to_owned()),
        targets(40),
        Block::Heading("Incidents".to_owned()),
        Block::Table { columns: vec![column("When", 1, Align::Start), column("What", 3, Align::Start)], rows: vec![] },
    ])
}

fn body_of(sheet: &Sheet) -> Vec<Said> {
    body(&pages(Layout::Sheet, sheet_values(sheet, Scripts::All).unwrap()).unwrap())
}

/// The pages as a reader finds them, or none without poppler.
fn read(sheet: &Sheet) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, set_sheet(sheet).unwrap()).unwrap();
    let text = poppler("pdftotext", &file, &["-"])?;
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(flat).collect())
}

#[test]
fn a_table_of_500_rows_has_its_head_on_every_page_and_every_row_once() {
    let Some(pages) = read(&sheet(vec![targets(500)])) else { return };
    assert!((12..40).contains(&pages.len()), "{}", pages.len());
    for (number, page) in (1..).zip(&pages) {
        let once = [
            "Fallback sheet of Samplonia".to_owned(),
            "REHEARSAL - this sheet belongs to an exercise".to_owned(),
            "Who acts".to_owned(),
            "2026-11-22 10:00 UTC".to_owned(),
        ];
        for text in once {
            assert_eq!(page.matches(&text).count(), 1, "{text} on page {number}: {page}");
        }
        assert_eq!(page.matches("TLP:AMBER+STRICT H2").count(), 2, "{page}");
        assert!(page.replace(' ', "").contains(&format!("{number}/{}", pages.len())), "{page}");
    }
    let all = pages.concat().replace(' ', "");
    for number in (1..=500).filter(|number| !matches!(number % 7, 3 | 5)) {
        assert_eq!(all.matches(&format!("beacon-{number:03}.")).count(), 1, "{number}");
    }
    assert_eq!(all.matches(LONG).count(), (1..=500).filter(|number| number % 7 == 3).count());
    assert_eq!(all.matches(DIGEST).count(), (1..=500).filter(|number| number % 7 == 5).count());
    let page_of = |number: usize| pages.iter().position(|page| page.contains(&format!("beacon-{number:03}.")));
    assert_eq!(page_of(1), Some(0));
    assert!(page_of(200) < page_of(300) && page_of(490) >= Some(pages.len() - 2));
}

#[test]
fn a_sheet_says_what_it_shows() {
    let Some(pages) = read(&dossier()) else { return };
    assert!(pages[0].contains("Operation Lamplighter, wave 3"), "{}", pages[0]);
    let text = pages.join(" ");
    for wanted in [
        "What must be done",
        "If the screens are dark, go by this sheet. Report by telephone",
        "Lead authority Harbour police of Sampleport",
        "ضباب عند الفجر",
        "Sites by hosting company, 22 November 2026",
        "Harbour Hosting",
        "استضافة المنارة",
        "21 [U+1F4A1]",
        "No entries",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in: {text}");
    }
    assert!(text.replace(' ', "").contains(LONG), "{text}");
}

#[test]
fn a_sheet_is_an_archive_paper_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    for language in Language::ALL {
        let sheet = Sheet { language, ..dossier() };
        let pdf = set_sheet(&sheet).unwrap();
        assert_eq!(set_sheet(&sheet).unwrap(), pdf);
        let metadata = String::from_utf8_lossy(&pdf);
        for wanted in ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"] {
            assert!(metadata.contains(wanted), "{wanted}");
        }
        assert!(metadata.contains(&format!("<rdf:li>{}</rdf:li>", language.code())));
        let file = folder.path().join("sheet.pdf");
        std::fs::write(&file, pdf).unwrap();
        let Some(info) = poppler("pdfinfo", &file, &[]) else { return };
        let said = |key: &str, value: &str| info.lines().any(|line| line.starts_with(key) && line.ends_with(value));
        assert!(said("Title:", "Fallback sheet of Samplonia") && said("Tagged:", "yes"), "{info}");
        assert!(said("Page size:", "(A4)") && info.contains("Sun Nov 22 10:00:03 2026"), "{info}");
        // What tags say is read out to those who cannot see the page: the heads of columns, the figure in words.
        let Some(tags) = poppler("pdfinfo", &file, &["-struct"]) else { return };
        for tag in ["H1", "H2", "Table", "TH", "TD", "Figure", "Caption"] {
            assert!(tags.lines().any(|line| line.trim().starts_with(tag)), "{tag} is not in: {tags}");
        }
    }
}

#[test]
fn what_is_not_said_leaves_no_trace() {
    let bare = Sheet { subtitle: String::new(), handling: String::new(), rehearsal: false, ..sheet(vec![]) };
    let Some(pages) = read(&bare) else { return };
    assert_eq!(pages, ["Fallback sheet of Samplonia 2026-11-22 10:00 UTC 1/1"]);
}

/// A table whose second and third column say this, and where they begin and end, in points. It has no titles, as each page
/// would repeat them.
fn columns(first: &str, second: &str, align: Align) -> (Sheet, [(f64, f64); 2]) {
    let columns =
        vec![column("", 4, Align::Start), column("", 1, align), column("", 3, align), column("", 12, Align::End)];
    let rows = vec![["left", first, second, "right"].map(str::to_owned).to_vec()];
    let (margin, part) = (19.0 / 25.4 * 72.0, 172.0 / 25.4 * 72.0 / 20.0);
    let edge = |parts: f64| margin + parts * part;
    (sheet(vec![Block::Table { columns, rows }]), [(edge(4.0), edge(5.0)), (edge(5.0), edge(8.0))])
}

#[test]
fn what_is_read_from_the_right_stands_at_the_right_of_its_column() {
    let (sheet, [_, (_, end)]) = columns("1", "رصيف", Align::Start);
    let said = body_of(&sheet);
    let arabic = said.iter().find(|said| said.text.contains("رصيف")).unwrap();
    assert!(arabic.right.max(arabic.left) > end - 6.0, "{}", arabic.right);
}

fn within_columns(narrow: &str, wide: &str, align: Align) {
    let (sheet, places) = columns(narrow, wide, align);
    let mut counts = BTreeMap::new();
    for said in body_of(&sheet) {
        let (from, to) = (said.left.min(said.right), said.left.max(said.right));
        let within = places.iter().any(|(left, right)| from > left - 0.5 && to < right + 0.5);
        let beside = to < places[0].0 + 0.5 || from > places[1].1 - 0.5;
        let above = ["Fallback", "Lamplighter"].iter().any(|word| said.text.contains(word));
        assert!(within || beside || above, "{:?} leaves its column", said.text);
        counted(&said.text, &mut counts, 1);
    }
    let (empty, _) = columns("", "", align);
    body_of(&empty).iter().for_each(|said| counted(&said.text, &mut counts, -1));
    for (text, (left, right)) in [narrow, wide].into_iter().zip(places) {
        let lines = lines_in(text, Measure::narrow((right - left - 8.0) / 8.0));
        lines.iter().flat_map(|line| &line.pieces).for_each(|piece| counted(&piece.text, &mut counts, -1));
    }
    counts.retain(|_, count| *count != 0);
    assert_eq!(counts, BTreeMap::new());
    set_sheet(&sheet).unwrap();
}

#[test]
fn what_once_left_its_column_stays_in_it() {
    for text in [
        "ক\u{9cd}\u{9cd}\u{9cd}\u{9cd}\u{9cd}ا",
        "a[\u{363}\u{b}?\"\0",
        "ا\u{612}\u{200d}\u{616}اaا",
        "ﯓ ac⸢a¢",
        "ججWب﷽ج-M﷽/0MجMاا//-0جMجاW0جWب0اWجاWا-/﷽W0-0W-ج﷽MW0MW0ج﷽ب/ججب﷽WM0ا/0﷽جج﷽",
    ] {
        within_columns(text, text, Align::Start);
        within_columns(text, "", Align::End);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_cell_says_what_it_says_within_its_column(narrow in hostile(), wide in hostile(), right in any::<bool>()) {
        within_columns(&narrow, &wide, if right { Align::End } else { Align::Start });
    }

    #[test]
    fn every_text_of_a_sheet_takes_any_text(text in hostile()) {
        let mut sheet = sheet(vec![
            Block::Heading(text.clone()),
            Block::Paragraph(text.clone()),
            Block::Facts(vec![(text.clone(), text.clone())]),
            Block::Table { columns: vec![column(&text, 1, Align::End)], rows: vec![vec![text.clone()]] },
            Block::Figure { svg: CHART.into(), caption: text.clone(), alt: text.clone() },
        ]);
        sheet.title = text.clone();
        sheet.subtitle = text.clone();
        body_of(&sheet);
        set_sheet(&sheet).unwrap();
        sheet.handling = text.chars().take(6).collect();
        let marked = set_sheet(&sheet);
        prop_assert!(matches!(marked, Ok(_) | Err(SetError::Handling { .. })), "{:?}", marked.err());
    }

    #[test]
    fn a_figure_takes_any_text(text in hostile()) {
        let text: String = text.chars().filter(|character| !character.is_control()).collect();
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let drawn = CHART.replace("Harbour Hosting", &text);
        match set_sheet(&sheet(vec![figure(&drawn)])) {
            Ok(_) => {}
            // Some characters may not stand in XML at all.
            Err(SetError::Figure { why, .. }) => prop_assert!(why.contains("no SVG document"), "{}", why),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn no_bytes_of_a_figure_make_the_press_panic(bytes in "[<>/=' a-g\"]{0,60}") {
        let svg = CHART.replace("<path d='M150", &format!("{bytes}<path d='M150"));
        let _ = set_sheet(&sheet(vec![figure(&bytes), figure(&svg)]));
    }
}

#[test]
fn a_figure_may_quote_any_script_at_the_price_of_a_level() {
    let level = |text: &str| {
        let pdf = set_sheet(&sheet(vec![figure(&CHART.replace("Harbour Hosting", text))])).unwrap();
        let said = String::from_utf8_lossy(&pdf);
        ["A", "B"].into_iter().find(|level| said.contains(&format!("<pdfaid:conformance>{level}<")))
    };
    assert_eq!(level("Маяк, phare, منارة"), Some("A"));
    assert_eq!(level("বাতিঘরের রক্ষক"), Some("B"));
    let mixed = sheet(vec![figure(&CHART.replace("Harbour Hosting", "e\u{300}ক and a\u{301}"))]);
    let Some(pages) = read(&mixed) else { return };
    assert!(pages[0].contains("[U+0995] and"), "{}", pages[0]);
}

#[test]
fn markup_is_text() {
    let text = "#panic(\"no\") *bold* = $x^2$ <label> @ref `raw` ] [ // note";
    let said: String = body_of(&sheet(vec![
        Block::Heading(text.to_owned()),
        Block::Facts(vec![(text.to_owned(), text.to_owned())]),
        Block::Table { columns: vec![column(text, 1, Align::Start)], rows: vec![vec![text.to_owned()]] },
    ]))
    .into_iter()
    .map(|said| said.text)
    .collect();
    assert_eq!(said.replace([' ', '\u{200b}'], "").matches(&text.replace(' ', "")).count(), 5, "{said}");
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let refused = |blocks: Vec<Block>| set_sheet(&sheet(blocks)).unwrap_err();
    let table = |widths: &[u16], cells: usize| Block::Table {
        columns: widths.iter().map(|width| column("Lever", *width, Align::Start)).collect(),
        rows: vec![vec![String::new(); cells]],
    };
    assert_eq!(refused(vec![table(&[], 0)]), SetError::Columns { columns: 0, limit: MOST_COLUMNS });
    assert_eq!(refused(vec![table(&[1; 13], 13)]), SetError::Columns { columns: 13, limit: MOST_COLUMNS });
    let narrow = SetError::Narrow { column: "Lever".to_owned() };
    assert_eq!(refused(vec![table(&[1, 20], 2)]), narrow);
    assert_eq!(refused(vec![table(&[0, 0], 2)]), narrow);
    assert_eq!(refused(vec![table(&[1, 1], 3)]), SetError::Cells { row: 1, cells: 3, columns: 2 });
    assert!(matches!(refused(vec![targets(12_000)]), SetError::TooManyLines { limit: MOST_SHEET_LINES, .. }));
    assert!(matches!(refused(vec![Block::Facts(vec![]); 6_001]), SetError::TooManyLines { .. }));
    let long = Block::Paragraph("a ".repeat(MOST_FIELD));
    assert!(matches!(refused(vec![long]), SetError::TooLong { length: 24_000, .. }));
    assert!(matches!(refused(vec![figure("<svg/>")]), SetError::Figure { alt, .. } if alt.starts_with("Harbour")));
    let marked = Sheet { handling: "M".repeat(40), ..sheet(vec![]) };
    assert!(matches!(set_sheet(&marked), Err(SetError::Handling { .. })));
}

/// Leaves pictures of sheets for people to look at.
#[test]
fn sheets_can_be_looked_at() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screenshots/papers"));
    std::fs::create_dir_all(&folder).unwrap();
    let plain = Sheet { rehearsal: false, handling: String::new(), language: Language::French, ..dossier() };
    for (name, sheet) in [("sheet-en", dossier()), ("sheet-fr", plain)] {
        let file = folder.join(format!("{name}.pdf"));
        std::fs::write(&file, set_sheet(&sheet).unwrap()).unwrap();
        let drawn = Command::new("pdftoppm").args(["-r", "90", "-png"]).args([&file, &folder.join(name)]).status();
        match drawn {
            Ok(status) => assert!(status.success()),
            Err(_) => println!("skipped: no pdftoppm"),
        }
    }
}
