//! The typesetter: a layout, the values that go into it, and the PDF that comes out.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, compile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp, pdf};

use crate::SetError;
use crate::fonts::FONTS;

/// For how many papers the typesetter remembers what it has worked out before.
const MEMORY: usize = 8;

/// Which layout is set.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// One of the forms.
    Form,
    /// A letter.
    Letter,
    /// A sheet.
    Sheet,
}

/// What the file says about itself, beside its pages.
pub struct Imprint<'a> {
    /// The moment written into it.
    pub at: jiff::Timestamp,
    /// What tells it from other papers.
    pub ident: &'a str,
    /// What it keeps to.
    pub standard: PdfStandard,
}

struct Sources {
    frame: Source,
    form: Source,
    letter: Source,
    sheet: Source,
}

static SOURCES: LazyLock<Option<Sources>> = LazyLock::new(|| {
    Some(Sources {
        frame: source("frame.typ", include_str!("typ/frame.typ"))?,
        form: source("form.typ", include_str!("typ/form.typ"))?,
        letter: source("letter.typ", include_str!("typ/letter.typ"))?,
        sheet: source("sheet.typ", include_str!("typ/sheet.typ"))?,
    })
});

fn source(name: &str, text: &str) -> Option<Source> {
    let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?);
    Some(Source::new(FileId::new(path), text.to_owned()))
}

/// Everything the typesetter can reach: four sources, the fonts, and the values of one paper.
struct Desk {
    library: LazyHash<Library>,
    sources: &'static Sources,
    main: FileId,
}

impl Desk {
    fn lay(layout: Layout, values: Dict) -> Result<Self, SetError> {
        let sources = SOURCES.as_ref().ok_or_else(|| SetError::Typesetter("the layouts have no names".to_owned()))?;
        let main = match layout {
            Layout::Form => &sources.form,
            Layout::Letter => &sources.letter,
            Layout::Sheet => &sources.sheet,
        };
        let library = LazyHash::new(Library::builder().with_inputs(values).build());
        Ok(Self { library, sources, main: main.id() })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let Sources { frame, form, letter, sheet } = self.sources;
        let found = [frame, form, letter, sheet].into_iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The pages, without the file around them.
///
/// # Errors
/// [`SetError::Typesetter`] with what the typesetter says.
pub fn pages(layout: Layout, values: Dict) -> Result<PagedDocument, SetError> {
    let desk = Desk::lay(layout, values)?;
    let document = compile(&desk).output.map_err(|complaints| refusal(&complaints));
    typst::comemo::evict(MEMORY);
    document
}

/// The paper as PDF. The same values give the same bytes.
///
/// # Errors
/// As [`pages`], and [`SetError::Time`].
pub fn print(layout: Layout, values: Dict, imprint: &Imprint) -> Result<Vec<u8>, SetError> {
    let document = pages(layout, values)?;
    let standards = PdfStandards::new(&[imprint.standard]);
    let options = PdfOptions {
        ident: Smart::Custom(imprint.ident.to_owned()),
        creator: Smart::Custom(Some("Vigie".into())),
        timestamp: Some(Timestamp::new_utc(moment(imprint.at).ok_or(SetError::Time)?)),
        standards: standards.map_err(|why| SetError::Typesetter(why.message().to_string()))?,
        ..PdfOptions::default()
    };
    pdf(&document, &options).map_err(|complaints| refusal(&complaints))
}

fn moment(at: jiff::Timestamp) -> Option<Datetime> {
    let at = at.to_zoned(TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        i32::from(u16::try_from(at.year()).ok()?),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}

fn refusal(complaints: &[SourceDiagnostic]) -> SetError {
    let said: Vec<&str> = complaints.iter().map(|complaint| complaint.message.as_str()).collect();
    SetError::Typesetter(said.join("; "))
}
