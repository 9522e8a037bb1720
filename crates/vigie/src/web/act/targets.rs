//! The targets of a wave as a table, and the form that proposes another.

use super::said;
use super::typed::{asset, country, one_if_any, one_of};
use super::view::{self, View};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::map::named;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as text, words};
use axum::extract::{Path, State};
use axum::response::Response;
use casework::Error;
use casework::act::{self, Board, BoardTarget, TargetEntry};
use casework::records::act::{Sending, Wave};
use casework::records::{Kept, Provider, Target};
use domain::act::{WaveState, covering};
use domain::id::WaveId;
use domain::map::Measure;
use maud::{Markup, html};
use uuid::Uuid;

fn entry(fields: &Fields, reader: &Reader) -> Result<TargetEntry, Error> {
    Ok(TargetEntry {
        name: fields.one("name").to_owned(),
        asset: asset(fields.one("asset"))?,
        measure: one_of(fields, "measure", reader)?,
        place: country(fields, "place", reader)?,
        provider: one_if_any(fields, "provider", reader)?,
    })
}

/// Proposes a target.
pub(super) async fn propose(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, wave)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let proposed = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::propose(&app.desk, &visitor.actor, WaveId(wave), vec![entry]).await.map(|_| ()),
        Err(error) => Err(error),
    };
    view::after(&app, &visitor, (id, Some(wave)), ("propose", fields), proposed).await
}

pub(super) fn section(view: &View<'_>, board: &Board, providers: &[Kept<Provider>], asset: &str) -> Markup {
    let (lang, wave) = (view.lang(), &board.wave);
    let columns = [text::TARGET, text::LEVER, text::ACTING, text::INSTRUMENT, text::ORDER, words::STATE, text::LACKS];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = board.targets.iter().map(|one| row(view, one));
    let plan = view.plans() && matches!(wave.state, WaveState::Planned | WaveState::Ready);
    kit::section(
        text::TARGETS.get(lang),
        html! { (text::TARGET_COUNT.count(lang, board.targets.len() as u64)) },
        html! {},
        html! {
            @if board.targets.is_empty() { (kit::empty(text::NO_TARGETS.get(lang), text::NO_TARGETS_WHY.get(lang))) }
            @else { (Table::new(text::TARGETS_CAPTION.get(lang), columns).tight().walk().class("targets").rows(rows)) }
            @if plan { (form(view, wave, providers, asset)) }
        },
    )
}

fn row(view: &View<'_>, one: &BoardTarget) -> Row {
    let (lang, target) = (view.lang(), &one.target);
    let open: Vec<String> = one.lacks.iter().map(|lack| said::lack(lack, view)).chain(waits(view, one)).collect();
    let gone = target.state.is_out() || one.waits.is_empty();
    Row::new([
        html! { a href={ (view.base()) "/targets/" (target.id) } { (target.name) } (kit::sub(named(&target.asset, lang))) },
        lever(view, target),
        html! {
            @match target.acting { Some(country) => { b { (country.code()) } " " (view.country(country)) }, None => { (text::ACTING_NOBODY.get(lang)) } }
            @if target.acting != Some(target.place) { (kit::sub(html! { (text::PLACE.get(lang)) ": " (view.country(target.place)) })) }
        },
        title(view, target),
        order(view, target),
        said::state(target.state, lang),
        html! {
            @if open.is_empty() && !gone { (text::LACKS_NOTHING.get(lang)) }
            @if !gone || !open.is_empty() { @for line in &open { div { (line) } } }
        },
    ])
}

/// What a target waits for besides the moment: that the wave and the state go is said once for all above.
fn waits(view: &View<'_>, one: &BoardTarget) -> Vec<String> {
    use domain::act::Waits as W;
    let own = one
        .waits
        .iter()
        .filter(|wait| matches!(wait, W::After(_) | W::AfterWhatFailed(_) | W::StepsInFor(_) | W::WindowOver));
    own.map(|wait| said::wait(wait, view)).collect()
}

/// The measure and who takes it.
pub(super) fn lever(view: &View<'_>, target: &Target) -> Markup {
    let lang = view.lang();
    let team = match &target.sending {
        Some(Sending::OnSite { team }) => Some(team.as_str()),
        _ => None,
    };
    html! {
        (target.measure.text().get(lang))
        @if let Some(team) = team { (kit::sub(team)) }
        @else if let Some(provider) = target.provider { (kit::sub(view.known.provider(provider))) }
        @else { (kit::sub(target.measure.lever().who.text().get(lang))) }
    }
}

/// The title that carries it, if one does.
pub(super) fn title(view: &View<'_>, target: &Target) -> Markup {
    let lang = view.lang();
    let titles: Vec<_> = view.slice.instruments.iter().map(|title| title.title()).collect();
    let found = covering(&titles, &target.asset, target.measure, target.place, view.frame.now).ok();
    let found = found.and_then(|title| view.slice.instruments.iter().find(|known| known.id == title.id));
    match found {
        Some(title) => html! { (title.kind.text().get(lang)) (kit::sub(&title.number)) },
        None => kit::pill(Status::Warn, words::NONE.get(lang)),
    }
}

/// What comes first, and for which it steps in.
pub(super) fn order(view: &View<'_>, target: &Target) -> Markup {
    let lang = view.lang();
    let names: Vec<&str> = target.after.iter().map(|id| view.target_name(*id)).collect();
    html! {
        @if !names.is_empty() { div { (text::AFTER.fill(lang, &[("names", &names.join(", "))])) } }
        @if let Some(first) = target.instead_of { div { (text::INSTEAD.fill(lang, &[("name", &view.target_name(first))])) } }
    }
}

/// The measures that can be chosen.
pub(super) fn measures(lang: Lang) -> Vec<(&'static str, &'static str)> {
    Measure::ALL.iter().map(|measure| (measure.name(), measure.text().get(lang))).collect()
}

fn form(view: &View<'_>, wave: &Wave, providers: &[Kept<Provider>], asset: &str) -> Markup {
    let (lang, typed) = (view.lang(), view.typed);
    let of = |name: &str| typed.of("propose", name);
    let ids: Vec<String> = providers.iter().map(|provider| provider.id.to_string()).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", text::BY_MAP.get(lang)))
        .chain(ids.iter().zip(providers).map(|(id, provider)| (id.as_str(), provider.name.as_str())))
        .collect();
    let measures: Vec<(&str, &str)> = std::iter::once(("", text::CHOOSE.get(lang))).chain(measures(lang)).collect();
    html! {
        details.mt3 id="propose" open[typed.is_of("propose") || !asset.is_empty() || view.slice.targets.is_empty()] { summary { (text::PROPOSE.get(lang)) }
            (kit::post(&format!("{}/waves/{}/targets", view.base(), wave.id), &view.frame.csrf, "form mt2", html! {
                div.thirds {
                    (Field::new("asset", text::ASSET.get(lang)).value(typed.or("propose", "asset", asset)).hint(text::ASSET_HINT.get(lang)).required(lang).input())
                    (Field::new("measure", text::MEASURE.get(lang)).value(of("measure")).required(lang).select(&measures))
                    (Field::new("name", text::BOARD_NAME.get(lang)).id("target-name").value(of("name")).hint(text::BOARD_NAME_HINT.get(lang)).required(lang).input())
                    (Field::new("place", text::PLACE.get(lang)).value(of("place")).hint(text::PLACE_HINT.get(lang)).input())
                    (Field::new("provider", words::PROVIDER.get(lang)).value(of("provider")).hint(text::PROVIDER_HINT.get(lang)).select(&options))
                }
                div.acts { (Button::submit(text::PROPOSE.get(lang))) }
            }))
        }
    }
}
