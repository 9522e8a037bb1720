//! One asset: what is known of it and how, who holds it, when, and who can do what about it.

mod facts;
mod history;
mod holders;
pub(in crate::web) mod levers;

use super::{DONE, invalid};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::{Done, back};
use crate::web::fields::Fields;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Field, Key, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{map as text, words};
use crate::web::names::Names;
use crate::web::orders::files::kept_as;
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use casework::map::{self, Timeline};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Asset, Kept, Kind, Limits, Network, Provider};
use casework::{Desk, Error};
use domain::id::{AssetId, ProviderId};
use domain::map::Source;
use matching::digest::Sha256;
use maud::{Markup, html};
use uuid::Uuid;

/// How many providers are offered.
const PROVIDERS: u32 = 1_000;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let (desk, actor) = (&*app.desk, &visitor.actor);
    let asset = map::asset(desk, actor, AssetId(id)).await?;
    let mut frame = frame(&app, &visitor, Some(Section::Map)).await?;
    let lang = frame.lang();
    frame.notice = done.notice(&DONE, lang);
    frame.keys = vec![Key { keys: &["v"], text: text::KEY_GRAPH }];
    let keeps = actor.may(P::KeepMap);
    let known = facts::section(desk, actor, &asset, &frame).await?;
    let held = holders::section(desk, actor, &asset, &frame).await?;
    let timeline = map::timeline(desk, actor, asset.id).await?;
    let levers = map::levers(desk, actor, asset.id).await?;
    let networks = map::networks_of(desk, actor, &asset.name).await?;
    let graph = format!("/map/graph?of={}", asset.id);
    let content = html! {
        (kit::head(
            html! { a href="/map" { (text::TITLE.get(lang)) } " · " (asset.name.kind().text().get(lang)) },
            asset.name.value(),
            whence(desk, &asset, &frame).await?,
            html! { (Button::link(text::GRAPH.get(lang), &graph).key("v")) },
        ))
        div.grid {
            div.c8 { div.stack {
                (known)
                (levers::section(&levers, &frame))
                (held)
                (history::section(&timeline, &frame))
            } }
            div.c4 { div.stack {
                (kit::section(text::MEMBER_OF.get(lang), html! {}, html! {}, belongs(&networks, &frame)))
                @if keeps { (kit::section(text::EXPAND.get(lang), html! {}, html! {}, expand_form(&asset, &frame))) }
                @if keeps { (kit::section(text::PROPOSE.get(lang), html! {}, html! {}, propose_form(&asset, &frame))) }
                (kit::section(text::LOOKS.get(lang), html! {}, html! {}, looks(&timeline, &asset, &frame)))
                @if keeps { (kit::section(text::PROVIDER.get(lang), html! {}, html! {}, provider_form(desk, &asset, &frame).await?)) }
                @if keeps { (kit::section(text::COUNT.get(lang), html! {}, html! {}, count_form(&asset, &frame))) }
            } }
        }
    };
    Ok(shell::page(&frame, asset.name.value(), content))
}

/// How it came onto the map.
async fn whence(desk: &Desk, asset: &Asset, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let first = text::REACHED_FIRST.fill(lang, &[("time", &frame.reader.date(asset.recorded))]);
    let Some(seed) = &asset.seed else { return Ok(html! { (first) "." }) };
    let name = Names::new(desk).person(seed.by).await?;
    let time = frame.reader.date(seed.at);
    Ok(html! { (text::SEEDED.fill(lang, &[("name", &name), ("time", &time), ("why", &seed.why)])) })
}

fn belongs(networks: &[Kept<Network>], frame: &Frame) -> Markup {
    let lang = frame.lang();
    html! {
        @if networks.is_empty() { p.meta { (text::MEMBER_OF_NONE.get(lang)) } }
        @for network in networks {
            p { a href={ "/map/network/" (network.id) } { (network.name) } " " (super::network::state(network.state, lang)) }
        }
    }
}

fn looks(timeline: &Timeline, asset: &Asset, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let columns = [text::SOURCE, text::ANSWER, words::WHEN].map(|title| Column::text(title.get(lang)));
    let rows = timeline.looks.iter().map(|(source, look)| {
        let (status, word) =
            if look.answered { (Status::Ok, text::DID_ANSWER) } else { (Status::Warn, text::NO_ANSWER) };
        Row::new([
            html! { (source.text().get(lang)) },
            kit::pill(status, word.get(lang)),
            html! { (frame.reader.near(look.at, frame.now)) },
        ])
    });
    let left_out = asset.not_examined();
    html! {
        @if timeline.looks.is_empty() { p.meta { (text::NOT_LOOKED.get(lang)) } }
        @else { (Table::new(text::LOOKS_CAPTION.get(lang), columns).tight().keep().rows(rows)) }
        @if !left_out.is_empty() {
            details.mt2 { summary { (text::NOT_EXAMINED.get(lang)) } ul { @for what in &left_out { li lang="en" { (what) } } } }
        }
    }
}

fn expand_form(asset: &Asset, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (usual, widest) = (Limits::default(), Limits::WIDEST);
    let field = |name: &'static str, label: &'static str, value: u32, most: u32| {
        let (value, most) = (value.to_string(), format::count(most.into(), lang));
        Field::new(name, label).value(&value).hint(format!("1–{most}")).numeric("[0-9]+").input()
    };
    kit::post(
        &format!("/map/asset/{}/expand", asset.id),
        &frame.csrf,
        "form",
        html! {
            div.thirds {
                (field("depth", text::DEPTH.get(lang), usual.depth.into(), widest.depth.into()))
                (field("assets", text::MOST_ASSETS.get(lang), usual.assets, widest.assets))
                (field("per_asset", text::MOST_EACH.get(lang), usual.per_asset, widest.per_asset))
            }
            div.acts { (Button::submit(text::EXPAND.get(lang)).main()) }
        },
    )
}

fn propose_form(asset: &Asset, frame: &Frame) -> Markup {
    let lang = frame.lang();
    kit::post(
        "/map/networks",
        &frame.csrf,
        "form",
        html! {
            input type="hidden" name="seed" value=(asset.id);
            (Field::new("name", text::NETWORK_NAME.get(lang)).hint(text::PROPOSE_HINT.get(lang)).required(lang).input())
            div.acts { (Button::submit(text::PROPOSE.get(lang))) }
        },
    )
}

async fn provider_form(desk: &Desk, asset: &Asset, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let providers: Vec<Kept<Provider>> = desk.list(&Listing::all(Kind::Provider, PROVIDERS)).await?;
    let ids: Vec<String> = providers.iter().map(|provider| provider.id.to_string()).collect();
    let named = ids.iter().zip(&providers).map(|(id, provider)| (id.as_str(), provider.name.as_str()));
    let options: Vec<(&str, &str)> = std::iter::once(("", text::PROVIDER_NONE.get(lang))).chain(named).collect();
    let chosen = asset.provider.map(|provider| provider.to_string()).unwrap_or_default();
    Ok(kit::post(
        &format!("/map/asset/{}/provider", asset.id),
        &frame.csrf,
        "form",
        html! {
            (Field::new("provider", words::PROVIDER.get(lang)).value(&chosen).hint(text::PROVIDER_HINT.get(lang)).select(&options))
            div.acts { (Button::submit(words::SAVE.get(lang))) }
        },
    ))
}

fn count_form(asset: &Asset, frame: &Frame) -> Markup {
    let lang = frame.lang();
    kit::post(
        &format!("/map/asset/{}/count", asset.id),
        &frame.csrf,
        "form",
        html! {
            p.hint { (text::COUNT_HINT.get(lang)) }
            (Field::new("strangers", text::STRANGERS.get(lang)).numeric("[0-9]+").required(lang).input())
            (Field::new("note", text::HOW_COUNTED.get(lang)).required(lang).textarea(2))
            div.acts { (Button::submit(words::SAVE.get(lang))) }
        },
    )
}

/// Names the provider whose asset it is.
pub(super) async fn name_provider(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let provider = fields.one("provider").parse::<ProviderId>().ok();
    map::name_provider(&app.desk, &visitor.actor, AssetId(id), provider).await?;
    Ok(back(&format!("/map/asset/{id}"), "provider"))
}

/// Records how many strangers depend on it.
pub(super) async fn count(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let lang = visitor.manner.reader.lang;
    let strangers = fields.one("strangers").parse().map_err(|_| invalid("strangers", text::NOT_A_NUMBER, lang))?;
    let now = app.desk.now();
    map::record_count(&app.desk, &visitor.actor, AssetId(id), strangers, (Source::Person, now), fields.one("note"))
        .await?;
    Ok(back(&format!("/map/asset/{id}"), "count"))
}

/// A piece of evidence of an asset, as it was sealed.
pub(super) async fn evidence(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, digest)): Path<(Uuid, String)>,
) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "evidence" };
    let asset = map::asset(&app.desk, &visitor.actor, AssetId(id)).await?;
    let digest: Sha256 = digest.parse().map_err(|_| Failure(MISSING))?;
    let of_facts = asset.facts.iter().flat_map(|fact| &fact.sightings).flat_map(|seen| &seen.evidence);
    let of_looks = asset.looks.values().map(|look| &look.evidence);
    if !of_facts.chain(of_looks).any(|known| *known == digest) {
        return Err(Failure(MISSING));
    }
    let bytes = app.desk.doors.blobs.get(&digest).await.map_err(Error::from)?.ok_or(Failure(MISSING))?;
    Ok(kept_as(&format!("{digest}.bin"), "application/octet-stream", bytes))
}
