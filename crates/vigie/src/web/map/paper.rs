//! A network on paper: its dossier, and the one-page letter on where it buys.

use super::network::{listed, weight};
use super::{invalid, short};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::act::papers::{handling, language};
use crate::web::format::{self, Reader};
use crate::web::kit::Field;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, act as act_text, field as field_text, map as map_text, network as text};
use crate::web::messages::{target as target_text, words};
use crate::web::orders::files::kept_as;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use casework::map::{self, Dossier};
use casework::ports::Sheet;
use casework::records::Because;
use casework::{Desk, Error};
use domain::act::{HandlingCode, Tlp};
use domain::id::NetworkId;
use domain::map::AssetKind;
use domain::map::exposure::Exposure;
use exchange::sheet::{Align, Block, Column};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many rows of a table of the letter; it is one page.
const LETTER_ROWS: usize = 8;

/// How the paper is handled: whoever prints it says so, and nothing is chosen beforehand.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    tlp: String,
    #[serde(default)]
    code: String,
}

impl Chosen {
    /// The words that stand on every page.
    ///
    /// # Errors
    /// Nothing was chosen.
    fn words(&self, lang: Lang) -> Result<String, Failure> {
        let tlp: Tlp = self.tlp.parse().map_err(|_| invalid("tlp", target_text::CHOOSE_ONE, lang))?;
        let code: HandlingCode = self.code.parse().map_err(|_| invalid("code", target_text::CHOOSE_ONE, lang))?;
        Ok(handling(tlp, &BTreeSet::from([code])))
    }
}

/// The form in which the handling is chosen, for both papers.
pub(super) fn form(id: NetworkId, lang: Lang) -> Markup {
    let choose = ("", act_text::CHOOSE.get(lang));
    let labels: Vec<(&str, &str)> =
        std::iter::once(choose).chain(Tlp::ALL.iter().map(|tlp| (tlp.name(), tlp.text().get(lang)))).collect();
    let codes =
        HandlingCode::ALL.iter().map(|code| format!("{}: {}", code.name().to_uppercase(), code.text().get(lang)));
    let codes: Vec<String> = codes.collect();
    let codes = HandlingCode::ALL.iter().zip(&codes).map(|(code, words)| (code.name(), words.as_str()));
    let codes: Vec<(&str, &str)> = std::iter::once(choose).chain(codes).collect();
    html! {
        form.form {
            p.hint { (field_text::PRINT_HINT.get(lang)) }
            (Field::new("tlp", act_text::LABEL.get(lang)).required(lang).select(&labels))
            (Field::new("code", field_text::CODE.get(lang)).required(lang).select(&codes))
            div.acts {
                button.btn type="submit" formaction={ "/map/network/" (id) "/dossier.pdf" } { (text::DOSSIER.get(lang)) }
                button.btn type="submit" formaction={ "/map/network/" (id) "/exposure.pdf" } { (text::EXPOSURE_LETTER.get(lang)) }
            }
        }
    }
}

/// Everything about a network, to be kept on paper.
pub(super) async fn dossier(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    let dossier = map::dossier(&app.desk, &visitor.actor, NetworkId(id)).await?;
    let reader = &visitor.manner.reader;
    let handling = chosen.words(reader.lang)?;
    let mut blocks = facts(&dossier, reader);
    blocks.extend(members(&dossier, reader));
    blocks.extend(judged(&dossier, reader.lang));
    blocks.extend(exposed(&dossier, usize::MAX, reader.lang));
    blocks.extend(decided(&dossier, reader));
    if !dossier.not_examined.is_empty() {
        blocks.push(Block::Heading(text::NOT_EXAMINED.get(reader.lang).to_owned()));
        blocks.push(Block::Paragraph(dossier.not_examined.join("\n")));
    }
    print(&app.desk, &dossier, (text::DOSSIER, handling), blocks, reader.lang).await
}

/// Where a network buys, for those who are to be spoken to first.
pub(super) async fn letter(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    let dossier = map::dossier(&app.desk, &visitor.actor, NetworkId(id)).await?;
    let reader = &visitor.manner.reader;
    let handling = chosen.words(reader.lang)?;
    let mut blocks = vec![Block::Paragraph(text::EXPOSURE_LEDE.get(reader.lang).to_owned())];
    blocks.extend(exposed(&dossier, LETTER_ROWS, reader.lang));
    print(&app.desk, &dossier, (text::EXPOSURE_LETTER, handling), blocks, reader.lang).await
}

async fn print(
    desk: &Desk,
    dossier: &Dossier,
    (what, handling): (Text, String),
    blocks: Vec<Block>,
    lang: Lang,
) -> Result<Response, Failure> {
    let sheet = Sheet {
        title: format!("{}: {}", what.get(lang), dossier.network.name),
        subtitle: dossier.network.state.text().get(lang).to_owned(),
        handling,
        rehearsal: desk.settings.rehearsal,
        language: language(lang),
        at: dossier.at,
        blocks,
    };
    let pdf = desk.doors.print.sheet(&sheet).await.map_err(|error| Error::Fault(Box::new(error)))?;
    Ok(kept_as(&format!("network-{}.pdf", dossier.network.id), "application/pdf", pdf))
}

fn facts(dossier: &Dossier, reader: &Reader) -> Vec<Block> {
    let lang = reader.lang;
    let seeds: Vec<String> = dossier.network.seeds.iter().map(ToString::to_string).collect();
    let fact = |name: Text, value: String| (name.get(lang).to_owned(), value);
    vec![Block::Facts(vec![
        fact(map_text::PROPOSED_ON, reader.date(dossier.network.proposed)),
        fact(map_text::OUTLETS, dossier.network.outlets().to_string()),
        fact(map_text::ASSETS, dossier.network.present().count().to_string()),
        fact(map_text::SEEDS, seeds.join(", ")),
    ])]
}

fn table(columns: &[(Text, u16, Align)], rows: Vec<Vec<String>>, lang: Lang) -> Block {
    let column = |(title, width, align): &(Text, u16, Align)| Column {
        title: title.get(lang).to_owned(),
        width: *width,
        align: *align,
    };
    Block::Table { columns: columns.iter().map(column).collect(), rows }
}

fn members(dossier: &Dossier, reader: &Reader) -> Vec<Block> {
    let lang = reader.lang;
    let outlets: BTreeSet<_> = dossier.network.present().map(|member| &member.outlet).collect();
    let rows = outlets.into_iter().map(|outlet| {
        let stays = || dossier.network.present().filter(|member| member.outlet == *outlet);
        let names: Vec<String> = stays().map(|member| short(&member.asset)).collect();
        let because = stays().next().map(|member| because(&member.because, lang)).unwrap_or_default();
        vec![format!("{} {}", outlet.kind().text().get(lang), short(outlet)), names.join(", "), because]
    });
    let columns = [(text::OUTLET, 3, Align::Start), (text::NAMES, 4, Align::Start), (text::BECAUSE, 3, Align::Start)];
    vec![Block::Heading(text::MEMBERS.get(lang).to_owned()), table(&columns, rows.collect(), lang)]
}

fn because(because: &Because, lang: Lang) -> String {
    match because {
        Because::Seed => text::SEED.get(lang).to_owned(),
        Because::Weighed { score, families } => {
            let families = text::WEIGHED.fill(lang, &[("families", &listed(families, lang))]);
            format!("{families} ({})", weight(*score, lang))
        }
        Because::Below { domain } => text::BELOW.fill(lang, &[("domain", &domain.value())]),
        Because::Added { why, .. } => why.clone(),
    }
}

fn judged(dossier: &Dossier, lang: Lang) -> Vec<Block> {
    let Some(judgements) = &dossier.judgements else { return Vec::new() };
    let rows = judgements.members.iter().flat_map(|judged| {
        let reasons = judged.reasons_for.iter().chain(&judged.reasons_against);
        reasons.map(|reason| {
            let [what, weight] = super::network::in_words(reason, judged.members, lang);
            vec![short(&judged.outlet), what, weight]
        })
    });
    let columns = [(text::OUTLET, 3, Align::Start), (text::EVIDENCE, 6, Align::Start), (text::WEIGHT, 1, Align::End)];
    vec![
        Block::Heading(text::FOR_AGAINST.get(lang).to_owned()),
        Block::Paragraph(text::WEIGHT_HINT.get(lang).to_owned()),
        table(&columns, rows.collect(), lang),
    ]
}

fn exposed(dossier: &Dossier, most: usize, lang: Lang) -> Vec<Block> {
    let exposures = &dossier.exposures;
    let tables = [
        (text::REGISTRARS, text::DOMAINS, &exposures.registrars),
        (text::HOSTING, text::ADDRESSES, &exposures.hosting),
        (text::COUNTRIES, text::ADDRESSES, &exposures.countries),
    ];
    let known = tables.into_iter().filter(|(.., exposure)| !exposure.rows.is_empty());
    known
        .flat_map(|(title, unit, exposure)| {
            [Block::Heading(title.get(lang).to_owned()), bought((title, unit), exposure, most, lang)]
        })
        .collect()
}

fn bought((title, unit): (Text, Text), exposure: &Exposure, most: usize, lang: Lang) -> Block {
    let rows = exposure.rows.iter().take(most).map(|row| {
        let name = match row.provider.kind() {
            AssetKind::Country => format::country(row.provider.value(), lang).to_owned(),
            _ => row.provider.value().to_owned(),
        };
        let used = |(_, count): &(_, &u64)| **count > 0;
        let months = || exposure.months.iter().zip(&row.by_month).filter(used).map(|(month, _)| month);
        let first = months().next().map(ToString::to_string).unwrap_or_default();
        let last = months().next_back().map(ToString::to_string).unwrap_or_default();
        vec![name, format::count(row.assets, lang), format!("{first} – {last}")]
    });
    let columns = [(title, 5, Align::Start), (unit, 2, Align::End), (text::BY_MONTH, 3, Align::End)];
    table(&columns, rows.collect(), lang)
}

fn decided(dossier: &Dossier, reader: &Reader) -> Vec<Block> {
    let lang = reader.lang;
    let rows = dossier.network.decisions.iter().map(|decision| {
        let what = decision.event.map_or(text::PROPOSED, |event| event.text()).get(lang);
        let who = dossier.people.get(&decision.by).cloned().unwrap_or_default();
        vec![reader.date(decision.at), what.to_owned(), who, decision.why.clone()]
    });
    let columns = [
        (words::WHEN, 2, Align::Start),
        (words::WHAT, 2, Align::Start),
        (words::WHO, 2, Align::Start),
        (words::REASON, 4, Align::Start),
    ];
    vec![Block::Heading(text::DECISIONS.get(lang).to_owned()), table(&columns, rows.collect(), lang)]
}
