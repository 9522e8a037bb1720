//! The fallback sheet of one state: what it needs on paper when nothing else works.

use super::view::wall;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format::Reader;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, act as act_text, field as text, levers, target as target_text, words};
use crate::web::orders::files::kept_as;
use crate::web::{format, names::Names};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use casework::Error;
use casework::act::{self, Sheet, SheetTarget};
use casework::ports;
use domain::act::{HandlingCode, Tlp};
use domain::id::WaveId;
use domain::people::Country;
use exchange::Language;
use exchange::sheet::{Align, Block, Column};
use serde::Deserialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which sheet.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    wave: Uuid,
    country: String,
}

/// How something is handled, as it stands on paper: `TLP:AMBER H0 H2`.
pub(in crate::web) fn handling(tlp: Tlp, codes: &BTreeSet<HandlingCode>) -> String {
    let codes = codes.iter().map(|code| format!(" {}", code.name().to_uppercase()));
    std::iter::once(tlp.text().get(Lang::En).to_owned()).chain(codes).collect()
}

/// The language of a printed sheet.
pub(in crate::web) const fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Fr => Language::French,
    }
}

/// Prints the sheet.
pub(super) async fn sheet(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let country: Country = asked.country.parse().map_err(|_| Error::NotFound { what: "state" })?;
    let sheet = act::sheet(&app.desk, &visitor.actor, WaveId(asked.wave), country).await?;
    if sheet.wave.operation.0 != id {
        return Err(Failure(Error::NotFound { what: "wave" }));
    }
    let reader = &visitor.manner.reader;
    let mut names = Names::new(&app.desk);
    let mut people = vec![
        (act_text::COORDINATOR.get(reader.lang).to_owned(), names.person(sheet.coordinator).await?),
        (act_text::DEPUTY.get(reader.lang).to_owned(), names.person(sheet.deputy).await?),
    ];
    for voice in &sheet.voices {
        people.push((text::SPEAKS.get(reader.lang).to_owned(), names.person(*voice).await?));
    }
    let printed = ports::Sheet {
        title: format!("{}: {}", act_text::SHEET.get(reader.lang), sheet.operation),
        subtitle: format!(
            "{} · {} · {}",
            format::country(country.code(), reader.lang),
            act_text::WAVE.fill(reader.lang, &[("n", &sheet.wave.number)]),
            sheet.reference
        ),
        handling: handling(sheet.tlp, &sheet.codes),
        rehearsal: app.desk.settings.rehearsal,
        language: language(reader.lang),
        at: sheet.made,
        blocks: blocks(&sheet, people, reader),
    };
    let pdf = app.desk.doors.print.sheet(&printed).await.map_err(|error| Error::Fault(Box::new(error)))?;
    Ok(kept_as(&format!("sheet-{country}.pdf"), "application/pdf", pdf))
}

fn blocks(sheet: &Sheet, mut people: Vec<(String, String)>, reader: &Reader) -> Vec<Block> {
    let lang = reader.lang;
    let heading = |title: Text| Block::Heading(title.get(lang).to_owned());
    let contacts = sheet.contacts.iter();
    people.extend(contacts.map(|(name, address, telephone)| (name.clone(), format!("{telephone}, {address}"))));
    let moment = sheet.wave.moment.map_or_else(|| act_text::NO_MOMENT.get(lang).to_owned(), |at| reader.exact(at));
    let reads = sheet.moment.iter().map(|one| vec![one.name.clone(), wall(one, lang), one.zone.clone()]);
    let reads = table(&[(words::AUTHORITY, 4), (act_text::HERE, 5), (act_text::ZONE, 3)], reads.collect(), lang);
    let plan = sheet.targets.iter().enumerate().map(|(place, one)| line(place + 1, one, lang)).collect();
    let plan = table(
        &[
            (text::PLACE_IN_ORDER, 1),
            (act_text::TARGET, 4),
            (act_text::MEASURE, 4),
            (act_text::INSTRUMENT, 3),
            (act_text::ORDER, 3),
        ],
        plan,
        lang,
    );
    let does = sheet.targets.iter().map(|one| &one.measure).collect::<BTreeSet<_>>();
    let does = does.into_iter().map(|measure| {
        let sentences = levers::of(measure.lever(), lang);
        vec![measure.text().get(lang).to_owned(), sentences.does.to_owned(), sentences.does_not.to_owned()]
    });
    let does =
        table(&[(act_text::MEASURE, 2), (target_text::DOES, 5), (target_text::DOES_NOT, 5)], does.collect(), lang);
    let blank = sheet.targets.iter().map(|one| vec![one.name.clone(), String::new(), String::new(), String::new()]);
    let blank = table(
        &[(act_text::TARGET, 3), (target_text::HAPPENED, 2), (target_text::CLAIM_WHAT, 4), (text::SEAL, 3)],
        blank.collect(),
        lang,
    );
    vec![
        Block::Facts(vec![
            (act_text::T0.get(lang).to_owned(), moment),
            (
                act_text::WINDOW.get(lang).to_owned(),
                format!("{} – {}", reader.exact(sheet.wave.from), reader.exact(sheet.wave.until)),
            ),
            (words::STATE.get(lang).to_owned(), sheet.wave.state.text().get(lang).to_owned()),
        ]),
        heading(act_text::READS),
        reads,
        heading(text::WHOM_TO_CALL),
        Block::Facts(people),
        heading(act_text::TARGETS),
        plan,
        heading(text::WHAT_MEASURES_DO),
        does,
        heading(text::WRITE_DOWN),
        Block::Paragraph(text::WRITE_DOWN_HINT.get(lang).to_owned()),
        blank,
    ]
}

fn table(columns: &[(Text, u16)], rows: Vec<Vec<String>>, lang: Lang) -> Block {
    let column =
        |(title, width): &(Text, u16)| Column { title: title.get(lang).to_owned(), width: *width, align: Align::Start };
    Block::Table { columns: columns.iter().map(column).collect(), rows }
}

fn line(place: usize, one: &SheetTarget, lang: Lang) -> Vec<String> {
    let who = one.team.clone().unwrap_or_else(|| one.measure.lever().who.text().get(lang).to_owned());
    let title = one.instrument.as_ref();
    let title = title.map_or_else(
        || words::NONE.get(lang).to_owned(),
        |(kind, number)| format!("{}, {number}", kind.text().get(lang)),
    );
    let after = (!one.after.is_empty()).then(|| act_text::AFTER.fill(lang, &[("names", &one.after.join(", "))]));
    let instead = one.instead_of.as_ref().map(|first| act_text::INSTEAD.fill(lang, &[("name", first)]));
    let order: Vec<String> = after.into_iter().chain(instead).collect();
    vec![
        place.to_string(),
        format!("{}\n{}\n{}", one.name, one.asset, format::country(one.place.code(), lang)),
        format!("{}\n{who}\n{}", one.measure.text().get(lang), one.state.text().get(lang)),
        title,
        order.join("\n"),
    ]
}
