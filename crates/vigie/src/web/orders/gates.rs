//! The gates of an order: each met, or shut with its reason.

use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, order as text};
use domain::hold;
use domain::order::{Gate, Refusal};
use maud::{Markup, html};

/// Why a gate is shut, in the reader's language.
pub(super) fn why(refusal: &Refusal, lang: Lang) -> String {
    let plain = match refusal {
        Refusal::Purpose { purpose } => {
            return text::GATE_PURPOSE.fill(lang, &[("purpose", &purpose.text().get(lang))]);
        }
        Refusal::Duplicate { reference } => return text::GATE_DUPLICATE.fill(lang, &[("reference", reference)]),
        Refusal::Language { language } => return text::GATE_LANGUAGE.fill(lang, &[("language", language)]),
        Refusal::Context { signals } => return text::GATE_CONTEXT.fill(lang, &[("signals", signals)]),
        Refusal::Collateral { what } => return text::GATE_COLLATERAL.fill(lang, &[("what", what)]),
        Refusal::ReferralOpen { reference } => return text::GATE_REFERRAL.fill(lang, &[("reference", reference)]),
        Refusal::OutsideHours { there } => return text::GATE_HOURS.fill(lang, &[("there", there)]),
        Refusal::Bulk { count } => return text::GATE_BULK.fill(lang, &[("count", count)]),
        Refusal::OtherAuthority => text::GATE_OTHER_AUTHORITY,
        Refusal::OutOfScope { .. } => text::GATE_SCOPE,
        Refusal::NoRepresentative => text::GATE_REPRESENTATIVE,
        Refusal::NotExact(_) => text::GATE_NOT_EXACT,
        Refusal::Collection => text::GATE_COLLECTION,
        Refusal::FindingTakenUp => text::GATE_TAKEN_UP,
        Refusal::NoReasons => text::GATE_REASONS,
        Refusal::NoCapture => text::GATE_CAPTURE,
        Refusal::NotDeconflicted => text::GATE_ASKED,
        Refusal::Held => text::GATE_HELD,
        Refusal::NotCompetent => text::GATE_COMPETENCE,
        Refusal::NoProvider => text::GATE_NO_PROVIDER,
        Refusal::NoContactPoint => text::GATE_NO_CONTACT,
        Refusal::NotInformed => text::GATE_INFORMED,
        Refusal::SamePerson => text::GATE_SECOND,
    };
    plain.get(lang).to_owned()
}

/// The gates as one line: each by name, with its reason.
pub(super) fn listed(shut: &[Refusal], lang: Lang) -> String {
    shut.iter()
        .map(|refusal| format!("{} ({})", refusal.gate().text().get(lang), why(refusal, lang)))
        .collect::<Vec<_>>()
        .join("; ")
}

/// How an answer of deconfliction looks.
pub(super) fn deconfliction_status(answer: hold::Answer) -> Status {
    match answer {
        hold::Answer::Go => Status::Ok,
        hold::Answer::Hold => Status::Hold,
        hold::Answer::Contact => Status::Warn,
    }
}

/// What is known of the gates.
pub(super) struct Gates<'a> {
    /// Those that are shut; none once the order was issued.
    pub shut: &'a [Refusal],
    /// Whose draft it is, for readers who cannot issue it anyway.
    pub waits_for_other_than: Option<&'a str>,
    /// What was recorded about a gate.
    pub note: &'a dyn Fn(Gate) -> Option<String>,
}

/// The table, and how many gates are open.
pub(super) fn table(gates: &Gates<'_>, lang: Lang) -> (Markup, usize) {
    let mut met = 0;
    let rows: Vec<Row> = Gate::ALL
        .iter()
        .map(|gate| {
            let reasons: Vec<String> =
                gates.shut.iter().filter(|refusal| refusal.gate() == *gate).map(|refusal| why(refusal, lang)).collect();
            let (pill, remark) = match (gates.waits_for_other_than, *gate) {
                (Some(author), Gate::SecondOfficer) => (
                    kit::pill(Status::None, text::WAITS_SECOND.get(lang)),
                    Some(text::WAITS_SECOND_WHY.fill(lang, &[("author", &author)])),
                ),
                _ if reasons.is_empty() => {
                    met += 1;
                    (kit::pill(Status::Ok, text::MET.get(lang)), (gates.note)(*gate))
                }
                _ => (kit::pill(Status::Bad, text::NOT_MET.get(lang)), Some(reasons.join("; "))),
            };
            Row::new([html! { (gate.text().get(lang)) @if let Some(remark) = remark { (kit::sub(remark)) } }, pill])
        })
        .collect();
    let columns = [Column::text(text::GATE.get(lang)), Column::short(crate::web::messages::words::STATE.get(lang))];
    (html! { (Table::new(text::GATES_CAPTION.get(lang), columns).tight().keep().rows(rows)) }, met)
}
