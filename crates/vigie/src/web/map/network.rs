//! One network: who belongs to it and why, what is for and against, what a person decided, and where it buys.

mod acts;
mod reasons;

pub(super) use acts::{change_member, decide, merge, propose, split};
pub(super) use reasons::{in_words, weight};

use super::{DONE, named};
use super::{exposure, paper};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, field as field_text, map as map_text, network as text, words};
use crate::web::names::Names;
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Path, Query, State};
use casework::map;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Because, Judgements, Kept, Kind, Member, Network};
use casework::{Desk, Error};
use domain::id::NetworkId;
use domain::map::network::NetworkState;
use domain::map::{Asset as Name, Family};
use maud::{Markup, html};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many members are shown.
const MEMBERS: usize = 300;
/// How many other networks are offered to be merged with.
const OFFERED: u32 = 200;

/// How far a network got, with its shape.
pub(super) fn state(state: NetworkState, lang: Lang) -> Markup {
    let status = match state {
        NetworkState::Proposed => Status::Run,
        NetworkState::Confirmed => Status::Ok,
        NetworkState::Rejected => Status::None,
        NetworkState::Split | NetworkState::Merged => Status::Hold,
    };
    kit::pill(status, state.text().get(lang))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let (desk, actor) = (&*app.desk, &visitor.actor);
    let network = desk.load::<Network>(id).await?;
    let judgements = match map::judgements(desk, actor, NetworkId(id)).await {
        Ok(judgements) => Some(judgements),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(Failure(error)),
    };
    let exposures = map::exposure(desk, actor, NetworkId(id), None).await?;
    let mut frame = frame(&app, &visitor, Some(Section::Map)).await?;
    let lang = frame.lang();
    frame.notice = done.notice(&DONE, lang);
    let mut names = Names::new(desk);
    let members = members(&network, &mut names, &frame).await?;
    let decisions = decisions(&network, &mut names, &frame).await?;
    let others: Vec<Kept<Network>> = desk.list(&Listing::all(Kind::Network, OFFERED).newest_first()).await?;
    let related = related(desk, &network, lang).await?;
    let graph = graph(desk, actor, &network).await?;
    let content = html! {
        (kit::head(
            html! { a href="/map" { (map_text::TITLE.get(lang)) } " · " (map_text::NETWORK.get(lang)) },
            &network.name,
            lede(&network, &frame),
            html! { @if let Some(graph) = &graph { (Button::link(map_text::GRAPH.get(lang), graph).key("v")) } },
        ))
        (related)
        div.grid {
            div.c8 { div.stack {
                (kit::section(text::MEMBERS.get(lang), html! {}, html! {}, members))
                (kit::section(text::FOR_AGAINST.get(lang), html! {}, html! {}, judged(judgements.as_ref(), lang, &frame)))
            } }
            div.c4 { div.stack {
                @if actor.may(P::KeepMap) { (acts::forms(&network, &others, &frame)) }
                (kit::section(field_text::PRINT.get(lang), html! {}, html! {}, paper::form(network.id, lang)))
                (kit::section(text::DECISIONS.get(lang), html! {}, html! {}, decisions))
            } }
            div.c12 { (exposure::section(&exposures, &frame)) }
        }
    };
    Ok(shell::page(&frame, &network.name, content))
}

fn lede(network: &Network, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let said = text::LEDE.fill(
        lang,
        &[
            ("outlets", &map_text::OUTLET_COUNT.count(lang, network.outlets() as u64)),
            ("assets", &map_text::ASSET_COUNT.count(lang, network.present().count() as u64)),
            ("date", &frame.reader.date(network.proposed)),
        ],
    );
    html! { (state(network.state, lang)) " " (said) }
}

/// The graph around the first of its members.
async fn graph(desk: &Desk, actor: &casework::policy::Actor, network: &Network) -> Result<Option<String>, Error> {
    let Some(first) = network.present().next() else { return Ok(None) };
    let asset = map::find(desk, actor, &first.asset).await?;
    Ok(asset.map(|asset| format!("/map/graph?of={}&depth=3", asset.id)))
}

/// The networks it came from and went on as.
async fn related(desk: &Desk, network: &Network, lang: Lang) -> Result<Markup, Error> {
    let mut lines = Vec::new();
    for (words, ids) in [(text::FORERUNNERS, &network.from), (text::SUCCESSORS, &network.into)] {
        for id in ids {
            let other: Kept<Network> = desk.load(id.0).await?;
            lines.push(html! { p { (words.get(lang)) " " a href={ "/map/network/" (id) } { (other.name) } } });
        }
    }
    Ok(html! { @for line in lines { (line) } })
}

/// Who belongs to it, by outlet, and who did.
async fn members(network: &Network, names: &mut Names<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut outlets: Vec<&Name> = Vec::new();
    let mut by_outlet: BTreeMap<&Name, Vec<&Member>> = BTreeMap::new();
    for member in &network.members {
        let stays = by_outlet.entry(&member.outlet).or_default();
        if stays.is_empty() {
            outlets.push(&member.outlet);
        }
        stays.push(member);
    }
    let mut rows = Vec::new();
    for outlet in outlets.iter().take(MEMBERS) {
        rows.push(outlet_row(outlet, &by_outlet[outlet], names, frame).await?);
    }
    let columns = [
        Column::text(text::OUTLET.get(lang)),
        Column::text(text::NAMES.get(lang)),
        Column::text(text::BECAUSE.get(lang)),
        Column::number(text::SCORE.get(lang)),
    ];
    let more = outlets.len().saturating_sub(MEMBERS);
    Ok(html! {
        (Table::new(text::MEMBERS_CAPTION.get(lang), columns).tight().walk().rows(rows))
        @if more > 0 { p.meta.mt2 { (text::MEMBERS_MORE.fill(lang, &[("n", &more)])) } }
    })
}

async fn outlet_row(outlet: &Name, stays: &[&Member], names: &mut Names<'_>, frame: &Frame) -> Result<Row, Error> {
    let lang = frame.lang();
    let own = stays.iter().find(|member| member.asset == *outlet).or(stays.first());
    let (because, score) = match own.map(|member| &member.because) {
        Some(Because::Seed) => (text::SEED.get(lang).to_owned(), None),
        Some(Because::Weighed { score, families }) => {
            (text::WEIGHED.fill(lang, &[("families", &listed(families, lang))]), Some(*score))
        }
        Some(Because::Below { domain }) => (text::BELOW.fill(lang, &[("domain", &domain.value())]), None),
        Some(Because::Added { by, why }) => {
            let name = names.person(*by).await?;
            (text::ADDED.fill(lang, &[("name", &name), ("why", why)]), None)
        }
        None => (String::new(), None),
    };
    Ok(Row::new([
        named(outlet, lang),
        html! {
            @for member in stays.iter().filter(|member| member.asset != *outlet) {
                div { (named(&member.asset, lang)) @if let Some(left) = member.left { (kit::sub(text::LEFT.fill(lang, &[("date", &frame.reader.date(left))]))) } }
            }
        },
        html! {
            (because)
            @if let Some(left) = own.and_then(|member| member.left) { (kit::sub(text::LEFT.fill(lang, &[("date", &frame.reader.date(left))]))) }
        },
        html! { @if let Some(score) = score { (weight(score, lang)) } },
    ]))
}

/// Families of evidence in words.
pub(super) fn listed(families: &[Family], lang: Lang) -> String {
    let words: Vec<&str> = families.iter().map(|family| family.text().get(lang)).collect();
    words.join(", ")
}

fn judged(judgements: Option<&Judgements>, lang: Lang, frame: &Frame) -> Markup {
    let Some(judgements) = judgements else { return html! { p.meta { (text::NOTHING_JUDGED.get(lang)) } } };
    html! {
        p.meta.mb3 { (text::WEIGHT_HINT.get(lang)) }
        @for judged in &judgements.members { (reasons::of(judged, frame)) }
        h3.mt6 { (text::CONSIDERED.get(lang)) }
        @if judgements.considered.is_empty() { p.meta { (text::CONSIDERED_NONE.get(lang)) } }
        @for judged in &judgements.considered { (reasons::of(judged, frame)) }
        @if !judgements.not_examined.is_empty() {
            h3.mt3 { (text::NOT_EXAMINED.get(lang)) }
            ul { @for what in &judgements.not_examined { li lang="en" { (what) } } }
        }
    }
}

async fn decisions(network: &Network, names: &mut Names<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut rows = Vec::new();
    for decision in network.decisions.iter().rev() {
        let what = decision.event.map_or(text::PROPOSED, |event| event.text());
        let name = names.person(decision.by).await?;
        rows.push(Row::new([
            html! {
                (what.get(lang))
                @if let Some(asset) = &decision.asset { (kit::sub(asset.to_string())) }
                @if !decision.why.is_empty() { div.ink2 { (decision.why) } }
            },
            html! { (name) (kit::sub(frame.reader.near(decision.at, frame.now))) },
        ]));
    }
    let columns = [words::WHAT, words::WHO].map(|title| Column::text(title.get(lang)));
    Ok(html! { (Table::new(text::DECISIONS.get(lang), columns).tight().keep().rows(rows)) })
}
