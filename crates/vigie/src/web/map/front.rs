//! Where the map is entered: search, seeds, what is being looked around at, networks, files.

use super::super::fields::Fields;
use super::{DONE, named, read_name};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Choice, Column, Field, Key, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, map as text, words};
use crate::web::refusal;
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::map::{self, Format, MAX_IMPORT_BYTES};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Asset, Expansion, ExpansionState, Kept, Kind, Limits, Network};
use casework::{Desk, Error};
use domain::map::{Asset as Name, AssetKind};
use maud::{Markup, html};
use serde::Deserialize;

/// How many seeds, expansions and networks are shown.
const SHOWN: u32 = 25;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

/// What was found of it.
enum Found {
    /// Nothing was looked for.
    NotSought,
    /// It is not on the map.
    Missing(Name),
    /// It names nothing.
    Unreadable(String),
}

/// What was typed into the form for seeds, and why it was refused.
#[derive(Default)]
pub(super) struct Typed<'a> {
    given: &'a str,
    why: &'a str,
    refused: Option<&'a Error>,
}

impl<'a> Typed<'a> {
    pub(super) fn refused(fields: &'a Fields, error: &'a Error) -> Self {
        Self { given: fields.one("given"), why: fields.one("why"), refused: Some(error) }
    }
}

/// The page; a search that finds leads to the asset.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(sought): Query<Sought>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let mut found = Found::NotSought;
    if !sought.q.trim().is_empty() {
        match read_name(&sought.q, sought.kind.parse().ok()) {
            Ok(names) => {
                for name in &names {
                    if let Some(asset) = map::find(&app.desk, &visitor.actor, name).await? {
                        return Ok(Redirect::to(&format!("/map/asset/{}", asset.id)).into_response());
                    }
                }
                found = names.into_iter().next().map_or(Found::NotSought, Found::Missing);
            }
            Err(why) => found = Found::Unreadable(why),
        }
    }
    Ok(page(&app, &visitor, &sought, &found, &Typed::default(), Some(&done)).await?.into_response())
}

/// The page after a seed was refused.
pub(super) async fn again(app: &App, visitor: &Visitor, typed: &Typed<'_>) -> Result<Markup, Error> {
    page(app, visitor, &Sought::default(), &Found::NotSought, typed, None).await
}

async fn page(
    app: &App,
    visitor: &Visitor,
    sought: &Sought,
    found: &Found,
    typed: &Typed<'_>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let mut frame = frame(app, visitor, Some(Section::Map)).await?;
    let lang = frame.lang();
    frame.path = "/map".to_owned();
    frame.notice = done.and_then(|done| done.notice(&DONE, lang));
    frame.keys = vec![Key { keys: &["f"], text: text::KEY_FIND }];
    let keeps = visitor.actor.may(P::KeepMap);
    let networks: Vec<Kept<Network>> = app.desk.list(&Listing::all(Kind::Network, SHOWN).newest_first()).await?;
    let expansions: Vec<Kept<Expansion>> = app.desk.list(&Listing::all(Kind::Expansion, SHOWN).newest_first()).await?;
    let seeds = seeds(&app.desk).await?;
    let missing = match found {
        Found::Missing(name) => name.to_string(),
        _ => String::new(),
    };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        (search(sought, found, lang))
        div.grid {
            div.c8 { div.stack {
                (kit::section(text::NETWORKS.get(lang), html! {}, html! {}, network_table(&networks, &frame)))
                (kit::section(text::EXPANSIONS.get(lang), html! {}, html! {}, expansion_table(&expansions, keeps, &frame)))
                (kit::section(text::SEEDS.get(lang), html! {}, html! {}, seed_table(&seeds, keeps, &frame)))
            } }
            @if keeps {
                div.c4 { div.stack {
                    (kit::section(text::SEED.get(lang), html! {}, html! {}, seed_form(typed, &missing, &frame)))
                    (kit::section(text::IMPORT.get(lang), html! {}, html! {}, import_form(&frame)))
                } }
            }
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// What people put on the map, the latest first.
async fn seeds(desk: &Desk) -> Result<Vec<Kept<Asset>>, Error> {
    desk.list(&Listing::all(Kind::Asset, SHOWN).with("seed", "yes").newest_first()).await
}

fn search(sought: &Sought, found: &Found, lang: Lang) -> Markup {
    let kinds = AssetKind::ALL.iter().map(|kind| (kind.name(), kind.text().get(lang)));
    let kinds: Vec<(&str, &str)> = std::iter::once(("", text::ANY_KIND.get(lang))).chain(kinds).collect();
    html! {
        form.filters role="search" action="/map" {
            (Field::new("kind", text::KIND.get(lang)).value(&sought.kind).select(&kinds))
            div.grow { (Field::new("q", text::VALUE.get(lang)).value(&sought.q).key("f").input()) }
            div.field { (Button::submit(text::FIND.get(lang))) }
        }
        p.hint.mb3 { (text::VALUE_HINT.get(lang)) }
        @match found {
            Found::NotSought => {}
            Found::Missing(name) => div.mb5 { (kit::note(Status::Warn, html! { (text::NOT_ON_MAP.fill(lang, &[("name", name)])) })) }
            Found::Unreadable(why) => div.mb5 role="alert" { (kit::note(Status::Bad, html! { (text::NOT_A_NAME.fill(lang, &[("why", why)])) })) }
        }
    }
}

fn network_table(networks: &[Kept<Network>], frame: &Frame) -> Markup {
    let lang = frame.lang();
    if networks.is_empty() {
        return kit::empty(text::NO_NETWORKS.get(lang), text::NO_NETWORKS_WHY.get(lang));
    }
    let columns = [
        Column::text(text::NETWORK.get(lang)),
        Column::text(words::STATE.get(lang)),
        Column::number(text::OUTLETS.get(lang)),
        Column::number(text::ASSETS.get(lang)),
        Column::short(text::PROPOSED_ON.get(lang)),
    ];
    let rows = networks.iter().map(|network| {
        Row::new([
            html! { a href={ "/map/network/" (network.id) } { (network.name) } },
            super::network::state(network.state, lang),
            html! { (format::count(network.outlets() as u64, lang)) },
            html! { (format::count(network.present().count() as u64, lang)) },
            html! { (frame.reader.date(network.proposed)) },
        ])
    });
    html! { (Table::new(text::NETWORKS_CAPTION.get(lang), columns).tight().walk().rows(rows)) }
}

fn expansion_table(expansions: &[Kept<Expansion>], keeps: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    if expansions.is_empty() {
        return kit::empty(text::NO_EXPANSIONS.get(lang), text::NO_EXPANSIONS_WHY.get(lang));
    }
    let columns = [text::FROM, text::REACHED, text::LEARNT, text::LEFT_OUT, words::STATE];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = expansions.iter().map(|expansion| expansion_row(expansion, keeps, frame));
    html! { (Table::new(text::EXPANSIONS_CAPTION.get(lang), columns).tight().rows(rows)) }
}

fn expansion_row(expansion: &Expansion, keeps: bool, frame: &Frame) -> Row {
    let lang = frame.lang();
    let n = |figure: u64| format::count(figure, lang);
    let steps: Vec<String> = expansion.levels.iter().map(|level| format!("{}/{}", level.asked, level.found)).collect();
    let limits = expansion.limits;
    let (status, running) = match expansion.state {
        ExpansionState::Running => (Status::Run, true),
        ExpansionState::Stopped => (Status::Hold, false),
        ExpansionState::Done => (Status::Ok, false),
    };
    Row::new([
        html! {
            @for seed in expansion.seeds.iter().take(3) { (named(seed, lang)) }
            @if expansion.seeds.len() > 3 { (kit::sub(text::ASSET_COUNT.count(lang, expansion.seeds.len() as u64))) }
            (kit::sub(frame.reader.near(expansion.begun, frame.now)))
        },
        html! {
            (text::ASKED_OF.fill(lang, &[("asked", &n(expansion.asked().into())), ("found", &n(expansion.found().into()))]))
            (kit::bar(expansion.asked().into(), expansion.found().into()))
            (kit::sub(text::BY_STEP.fill(lang, &[("steps", &steps.join(" · "))])))
            (kit::sub(text::LIMITS.fill(lang, &[("depth", &limits.depth), ("assets", &n(limits.assets.into())), ("each", &n(limits.per_asset.into()))])))
        },
        html! {
            (n(expansion.learnt))
            @if expansion.unanswered > 0 { (kit::sub(text::UNANSWERED.fill(lang, &[("n", &n(expansion.unanswered))]))) }
        },
        html! { @for (limit, times) in &expansion.left_out { div { (n(*times)) ": " (limit.text().get(lang)) } } },
        html! {
            (kit::pill(status, expansion.state.text().get(lang)))
            @if running && keeps {
                (kit::post(&format!("/map/expansions/{}/stop", expansion.id), &frame.csrf, "mt1", html! { (Button::submit(text::STOP.get(lang))) }))
            }
        },
    ])
}

fn seed_table(seeds: &[Kept<Asset>], keeps: bool, frame: &Frame) -> Markup {
    let lang = frame.lang();
    if seeds.is_empty() {
        return kit::empty(text::NO_SEEDS.get(lang), text::NO_SEEDS_WHY.get(lang));
    }
    let columns = [text::ASSET, text::LINKS, text::RECORDED, text::WHY].map(|title| Column::text(title.get(lang)));
    let rows = seeds.iter().map(|seed| {
        let choose = text::CHOOSE.fill(lang, &[("name", &seed.name)]);
        Row::new([
            html! {
                @if keeps { label.pickone { input type="checkbox" name="seed" value=(seed.id) aria-label=(choose); } " " }
                a.url href={ "/map/asset/" (seed.id) } { (super::short(&seed.name)) }
                (kit::sub(seed.name.kind().text().get(lang)))
            },
            html! { (format::count(seed.facts.len() as u64, lang)) },
            html! { (frame.reader.date(seed.recorded)) },
            html! { @if let Some(seed) = &seed.seed { (seed.why) } },
        ])
    });
    let table = html! { (Table::new(text::SEEDS_CAPTION.get(lang), columns).tight().walk().rows(rows)) };
    if !keeps {
        return table;
    }
    kit::post(
        "/map/networks",
        &frame.csrf,
        "",
        html! {
            (table)
            div.inline-form.mt3 {
                (Field::new("name", text::NETWORK_NAME.get(lang)).required(lang).input())
                (Button::submit(text::PROPOSE.get(lang)))
            }
            span.hint.mt1 { (text::PROPOSE_HINT.get(lang)) }
        },
    )
}

fn seed_form(typed: &Typed, missing: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let given = if typed.given.is_empty() { missing } else { typed.given };
    let Limits { depth, assets, per_asset } = Limits::default();
    let hint = text::AT_ONCE_HINT.fill(lang, &[("depth", &depth), ("assets", &assets), ("each", &per_asset)]);
    kit::post(
        "/map/seeds",
        &frame.csrf,
        "form",
        html! {
            @if let Some(error) = typed.refused {
                div role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal::words(error, &frame.reader)) })) }
            }
            (Field::new("given", text::VALUE.get(lang)).value(given).hint(text::SEED_HINT.get(lang)).required(lang).input())
            (Field::new("why", text::WHY.get(lang)).value(typed.why).required(lang).textarea(3))
            (Choice::check("expand", "yes", text::AT_ONCE.get(lang)).hint(&hint))
            div.acts { (Button::submit(text::SEED.get(lang)).main()) }
        },
    )
}

fn import_form(frame: &Frame) -> Markup {
    let lang = frame.lang();
    let formats = Format::ALL.map(|format| (format.name(), format.text().get(lang)));
    let size = format::size(MAX_IMPORT_BYTES as u64, lang);
    kit::upload(
        "/map/import",
        &frame.csrf,
        "form",
        html! {
            (Field::new("format", text::FORMAT.get(lang)).select(&formats))
            (Field::new("origin", text::ORIGIN.get(lang)).required(lang).input())
            (Field::new("file", text::FILE.get(lang)).kind("file").required(lang).hint(text::IMPORT_HINT.fill(lang, &[("size", &size)])).input())
            div.acts { (Button::submit(text::TAKE_IN.get(lang))) }
        },
    )
}
