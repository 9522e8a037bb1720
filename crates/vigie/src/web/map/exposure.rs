//! Where a network buys its names and servers: tables with their months, and a map of the world.

use super::named;
use crate::web::format;
use crate::web::kit::world::{Mark, world};
use crate::web::kit::{self, Column, Row, Table, spark};
use crate::web::messages::{Text, network as text};
use crate::web::shell::Frame;
use casework::map::Exposures;
use domain::map::AssetKind;
use domain::map::exposure::Exposure;
use maud::{Markup, html};

/// How many rows of each table are shown.
const ROWS: usize = 12;

pub(super) fn section(exposures: &Exposures, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let tables = [
        (text::REGISTRARS, text::DOMAINS, &exposures.registrars),
        (text::HOSTING, text::ADDRESSES, &exposures.hosting),
        (text::COUNTRIES, text::ADDRESSES, &exposures.countries),
        (text::SYSTEMS, text::ADDRESSES, &exposures.systems),
    ];
    let known = tables.iter().any(|(.., exposure)| !exposure.rows.is_empty());
    kit::section(
        text::EXPOSURE.get(lang),
        html! {},
        html! { (text::EXPOSURE_LEDE.get(lang)) },
        html! {
            @if !known { (kit::empty(text::NO_EXPOSURE.get(lang), text::NO_EXPOSURE_WHY.get(lang))) }
            @if !exposures.countries.rows.is_empty() { (map(&exposures.countries, frame)) }
            div.grid {
                @for (title, unit, exposure) in tables {
                    @if !exposure.rows.is_empty() { div.c6 { (table(title, unit, exposure, frame)) } }
                }
            }
            @if exposures.unknown > 0 { p.meta.mt3 { (text::UNKNOWN.fill(lang, &[("n", &format::count(exposures.unknown, lang))])) } }
        },
    )
}

fn map(countries: &Exposure, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let marks: Vec<Mark> = countries
        .rows
        .iter()
        .map(|row| Mark {
            code: row.provider.value(),
            count: row.assets,
            title: format!("{}: {}", format::country(row.provider.value(), lang), format::count(row.assets, lang)),
        })
        .collect();
    html! { figure.fig.mb5 { (world(&marks, text::WORLD_LABEL.get(lang))) figcaption { (text::WORLD.get(lang)) } } }
}

fn table(title: Text, unit: Text, exposure: &Exposure, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let columns =
        [Column::text(title.get(lang)), Column::number(unit.get(lang)), Column::text(text::BY_MONTH.get(lang))];
    let first = exposure.months.first().map(ToString::to_string).unwrap_or_default();
    let last = exposure.months.last().map(ToString::to_string).unwrap_or_default();
    let rows = exposure.rows.iter().take(ROWS).map(|row| {
        let most = row.by_month.iter().max().copied().unwrap_or(0);
        let name = match row.provider.kind() {
            AssetKind::Country => html! { (format::country(row.provider.value(), lang)) },
            _ => named(&row.provider, lang),
        };
        let label = text::BY_MONTH_LABEL
            .fill(lang, &[("name", &row.provider.value()), ("first", &first), ("last", &last), ("most", &most)]);
        Row::new([
            name,
            html! { (format::count(row.assets, lang)) },
            html! { div.fig { (spark(&row.by_month, &label)) } (kit::sub(format!("{first} – {last}"))) },
        ])
    });
    let table = Table::new(title.get(lang), columns).tight().keep().rows(rows);
    html! { h3.mb2 { (title.get(lang)) } (table) }
}
