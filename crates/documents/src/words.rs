//! The words that papers add to those of the forms.

use exchange::Language;

/// One table a language.
pub struct PaperWords {
    /// Before the address at which a paper can be checked.
    pub check: &'static str,
    /// What follows a label; French sets a space before it.
    pub colon: &'static str,
    /// In an exercise, on every page of a letter.
    pub rehearsal: &'static str,
    /// In an exercise, on every page of a sheet.
    pub rehearsal_sheet: &'static str,
    /// In place of the rows of a table that has none.
    pub no_rows: &'static str,
    /// Who writes.
    pub from: &'static str,
    /// To whom.
    pub to: &'static str,
    /// The number both sides quote.
    pub reference: &'static str,
    /// When the letter was set.
    pub date: &'static str,
}

static ENGLISH: PaperWords = PaperWords {
    check: "Check here whether this paper is genuine",
    colon: ":",
    rehearsal: "REHEARSAL - this letter belongs to an exercise and has no legal effect",
    rehearsal_sheet: "REHEARSAL - this sheet belongs to an exercise",
    no_rows: "No entries",
    from: "From",
    to: "To",
    reference: "Reference",
    date: "Date",
};

static FRENCH: PaperWords = PaperWords {
    check: "Vérifier ici l'authenticité de ce document",
    colon: "\u{a0}:",
    rehearsal: "EXERCICE (REHEARSAL) - cette lettre relève d'un exercice et n'a aucun effet juridique",
    rehearsal_sheet: "EXERCICE (REHEARSAL) - ce document relève d'un exercice",
    no_rows: "Aucune entrée",
    from: "De",
    to: "À",
    reference: "Référence",
    date: "Date",
};

static GERMAN: PaperWords = PaperWords {
    check: "Hier lässt sich die Echtheit dieses Dokuments prüfen",
    colon: ":",
    rehearsal: "ÜBUNG (REHEARSAL) - dieses Schreiben gehört zu einer Übung und hat keine Rechtswirkung",
    rehearsal_sheet: "ÜBUNG (REHEARSAL) - dieses Blatt gehört zu einer Übung",
    no_rows: "Keine Einträge",
    from: "Von",
    to: "An",
    reference: "Aktenzeichen",
    date: "Datum",
};

static DUTCH: PaperWords = PaperWords {
    check: "Controleer hier of dit document echt is",
    colon: ":",
    rehearsal: "OEFENING (REHEARSAL) - deze brief hoort bij een oefening en heeft geen rechtsgevolgen",
    rehearsal_sheet: "OEFENING (REHEARSAL) - dit blad hoort bij een oefening",
    no_rows: "Geen regels",
    from: "Van",
    to: "Aan",
    reference: "Kenmerk",
    date: "Datum",
};

static SPANISH: PaperWords = PaperWords {
    check: "Compruebe aquí la autenticidad de este documento",
    colon: ":",
    rehearsal: "EJERCICIO (REHEARSAL) - esta carta forma parte de un ejercicio y carece de efectos jurídicos",
    rehearsal_sheet: "EJERCICIO (REHEARSAL) - este documento forma parte de un ejercicio",
    no_rows: "Sin entradas",
    from: "De",
    to: "A",
    reference: "Referencia",
    date: "Fecha",
};

impl PaperWords {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::German => &GERMAN,
            Language::Dutch => &DUTCH,
            Language::Spanish => &SPANISH,
        }
    }
}
