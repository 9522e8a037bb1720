//! The gates of an order: each met, or shut with its reason, or opened by people with theirs.

use super::one::View;
use crate::web::format;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, order as text, words};
use crate::web::refusal::recorded_words;
use casework::policy::Permission as P;
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
        Refusal::Collection { sign } => {
            return text::GATE_COLLECTION.fill(lang, &[("sign", &recorded_words(sign, lang))]);
        }
        Refusal::Context { signals } => return text::GATE_CONTEXT.fill(lang, &[("signals", signals)]),
        Refusal::Unread { why } => return text::GATE_UNREAD.fill(lang, &[("why", &recorded_words(why, lang))]),
        Refusal::Collateral { what } => {
            return text::GATE_COLLATERAL.fill(lang, &[("what", &recorded_words(what, lang))]);
        }
        Refusal::ReferralOpen { reference } => return text::GATE_REFERRAL.fill(lang, &[("reference", reference)]),
        Refusal::OutsideHours { there } => return text::GATE_HOURS.fill(lang, &[("there", &weekday(there, lang))]),
        Refusal::Bulk { count } => return text::GATE_BULK.fill(lang, &[("count", count)]),
        Refusal::OtherAuthority => text::GATE_OTHER_AUTHORITY,
        Refusal::OutOfScope { .. } => text::GATE_SCOPE,
        Refusal::NoRepresentative => text::GATE_REPRESENTATIVE,
        Refusal::NotExact(_) => text::GATE_NOT_EXACT,

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

/// The rules name the weekday in English.
fn weekday(there: &str, lang: Lang) -> String {
    const DAYS: [(&str, &str); 7] = [
        ("Monday", "lundi"),
        ("Tuesday", "mardi"),
        ("Wednesday", "mercredi"),
        ("Thursday", "jeudi"),
        ("Friday", "vendredi"),
        ("Saturday", "samedi"),
        ("Sunday", "dimanche"),
    ];
    match DAYS.iter().find(|(english, _)| lang == Lang::Fr && there.starts_with(english)) {
        Some((english, french)) => there.replacen(english, french, 1),
        None => there.to_owned(),
    }
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

/// The table, and how many gates are met. A reader who cannot issue the draft anyway is told who may.
pub(super) fn table(view: &View<'_>, waits_for_other_than: Option<&str>) -> (Markup, usize) {
    let lang = view.lang();
    let mut met = 0;
    let rows: Vec<Row> = Gate::ALL
        .iter()
        .map(|gate| {
            let shut: Vec<&Refusal> = view.shut.iter().filter(|refusal| refusal.gate() == *gate).collect();
            let (pill, remark) = match (waits_for_other_than, *gate) {
                (Some(author), Gate::SecondOfficer) => (
                    kit::pill(Status::None, text::WAITS_SECOND.get(lang)),
                    Some(text::WAITS_SECOND_WHY.fill(lang, &[("author", &author)])),
                ),
                _ if shut.is_empty() => {
                    met += 1;
                    let opened = view.order.opened.iter().any(|opened| opened.gate == *gate);
                    let (status, word) = if opened { (Status::Warn, text::OPENED) } else { (Status::Ok, text::MET) };
                    (kit::pill(status, word.get(lang)), view.gate_note(*gate))
                }
                _ => {
                    let reasons: Vec<String> = shut.iter().map(|refusal| why(refusal, lang)).collect();
                    (kit::pill(Status::Bad, text::NOT_MET.get(lang)), Some(reasons.join("; ")))
                }
            };
            Row::new([
                html! {
                    (gate.text().get(lang))
                    @if let Some(remark) = remark { (kit::sub(remark)) }
                    (openers(view, *gate))
                    @if !shut.is_empty() { (opening(view, *gate)) }
                },
                pill,
            ])
        })
        .collect();
    let columns = [Column::text(text::GATE.get(lang)), Column::short(words::STATE.get(lang))];
    (html! { (Table::new(text::GATES_CAPTION.get(lang), columns).tight().keep().rows(rows)) }, met)
}

/// Who opened a gate, and why.
fn openers(view: &View<'_>, gate: Gate) -> Markup {
    let opened = view.order.opened.iter().filter(|opened| opened.gate == gate);
    html! {
        @for opened in opened {
            (kit::sub(text::OPENED_BY.fill(view.lang(), &[
                ("name", &view.person(opened.by)), ("time", &view.near(opened.at)), ("reason", &opened.reason),
            ])))
        }
    }
}

/// The form with which a person opens a gate that people may open. The officer who issues can also open the
/// gates of the hour and of the number at once beside that button.
fn opening(view: &View<'_>, gate: Gate) -> Markup {
    let lang = view.lang();
    let Some(needed) = gate.opened_by().filter(|_| view.may(P::OpenGates)) else { return html! {} };
    let mut people: Vec<_> =
        view.order.opened.iter().filter(|opened| opened.gate == gate).map(|opened| opened.by).collect();
    people.sort_unstable();
    people.dedup();
    if people.contains(&view.actor.person) {
        return html! { (kit::sub(text::OPEN_OTHER.get(lang))) };
    }
    let refused = view.typed.act == "gate" && view.typed.gate == gate.name();
    let id = format!("gate-{}", gate.name());
    let hint = if needed == 1 {
        text::OPEN_HINT_ONE.get(lang).to_owned()
    } else {
        text::OPEN_HINT.fill(lang, &[("done", &people.len()), ("needed", &needed)])
    };
    html! {
        details.mt1 open[refused] {
            summary { (text::OPEN_GATE.get(lang)) }
            div.mt2 {
                (view.post("gate", html! {
                    input type="hidden" name="gate" value=(gate.name());
                    (Field::new("words", words::REASON.get(lang)).id(&id).hint(hint).required(lang)
                        .value(if refused { &view.typed.words } else { "" }).textarea(3))
                    div.acts { (Button::submit(text::OPEN_GATE.get(lang))) }
                }))
            }
        }
    }
}

impl View<'_> {
    /// What was recorded about a gate that is met.
    fn gate_note(&self, gate: Gate) -> Option<String> {
        let lang = self.lang();
        let finding = &self.order.finding;
        match gate {
            Gate::PurposeTest => Some(format!("{}, {}", self.person(self.order.author), self.near(finding.at))),
            Gate::Reasons => Some(words::CHARACTERS.count(lang, finding.reason.chars().count() as u64)),
            Gate::Capture => self.order.capture_digest.map(|digest| format::short_digest(&digest.to_string())),
            Gate::Deconfliction => self.order.deconfliction.as_ref().map(|given| {
                let by = self.person(given.by);
                format!("{}, {by}, {}: {}", given.answer.text().get(lang), self.near(given.at), given.note)
            }),
            Gate::Addressee => self.provider.as_ref().map(|provider| provider.contact.clone()),
            Gate::Language => Some(format::language(&self.order.language, lang).to_owned()),
            Gate::PriorInformation => match &self.order.emergency {
                Some(_) => Some(text::WAIVED.get(lang).to_owned()),
                None => self
                    .provider
                    .as_ref()
                    .and_then(|provider| provider.informed_by(self.order.authority))
                    .map(|told| self.near(told.at)),
            },
            Gate::SecondOfficer => {
                self.order.issuer.or(self.order.approver).map(|person| self.person(person).to_owned())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_reader_gets_a_french_weekday() {
        assert_eq!(weekday("Saturday 03:10 (CET)", Lang::Fr), "samedi 03:10 (CET)");
        assert_eq!(weekday("Saturday 03:10 (CET)", Lang::En), "Saturday 03:10 (CET)");
    }
}
