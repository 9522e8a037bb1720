//! What is known of an asset: each link, when it was seen, by whom, on which evidence, and who else has it.

use crate::web::format;
use crate::web::kit::{self, Column, Icon, Row, Table};
use crate::web::map::{named, seen};
use crate::web::messages::map as text;
use crate::web::messages::terms::Term as _;
use crate::web::shell::Frame;
use casework::map::{self, HOLDERS_COUNTED};
use casework::policy::Actor;
use casework::records::{Asset, Fact, Sighting};
use casework::{Desk, Error};
use domain::id::AssetId;
use domain::map::Class;
use domain::map::control::{Shared, Tie};
use maud::{Markup, html};

/// How many links a page shows.
const SHOWN: usize = 100;
/// How many sightings of one link.
const SIGHTINGS: usize = 4;

pub(super) async fn section(desk: &Desk, actor: &Actor, asset: &Asset, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let mut facts: Vec<&Fact> = asset.facts.iter().collect();
    facts.sort_by_key(|fact| (fact.link.class(), fact.link));
    let all = facts.len();
    facts.truncate(SHOWN);
    let counts = facts.iter().map(|fact| holders(desk, actor, fact));
    let counts = futures::future::try_join_all(counts).await?;
    let columns = [text::LINK, text::SEEN, text::SOURCE, text::EVIDENCE, text::HELD_BY];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = facts.iter().zip(counts).map(|(fact, count)| row(asset.id, fact, count, frame));
    let body = html! {
        @if all == 0 { (kit::empty(text::NO_FACTS.get(lang), text::NO_FACTS_WHY.get(lang))) }
        @else { (Table::new(text::FACTS_CAPTION.get(lang), columns).tight().walk().rows(rows)) }
        @if all > SHOWN { p.meta.mt2 { (text::FACTS_MORE.fill(lang, &[("n", &(all - SHOWN))])) } }
    };
    Ok(kit::section(text::FACTS.get(lang), html! { (text::LINK_COUNT.count(lang, all as u64)) }, html! {}, body))
}

/// How many hold the same, where that says something.
async fn holders(desk: &Desk, actor: &Actor, fact: &Fact) -> Result<Option<u64>, Error> {
    if fact.link.class() == Class::Contextual {
        return Ok(None);
    }
    Ok(Some(map::holders(desk, actor, fact.link, &fact.object, 0).await?.count))
}

fn row(asset: AssetId, fact: &Fact, holders: Option<u64>, frame: &Frame) -> Row {
    let lang = frame.lang();
    let latest = fact.sightings.iter().rev().take(SIGHTINGS);
    Row::new([
        html! { span.meta { (fact.link.text().get(lang)) } " " (named(&fact.object, lang)) },
        html! {
            @for sighting in latest.clone() { div { (seen(sighting.seen, &frame.reader)) } }
            @if fact.sightings.len() > SIGHTINGS { (kit::sub(format!("+ {}", fact.sightings.len() - SIGHTINGS))) }
        },
        html! { @for sighting in latest.clone() { div { (source(sighting, frame)) } } },
        html! { @for sighting in latest { div.evs { @for digest in &sighting.evidence { (proof(asset, &digest.to_string())) } } } },
        html! {
            @if let Some(count) = holders { (held(fact, count, frame)) }
            @else { span.meta { (fact.link.class().text().get(lang)) } }
        },
    ])
}

fn source(sighting: &Sighting, frame: &Frame) -> Markup {
    html! { (sighting.source.text().get(frame.lang())) @if !sighting.note.is_empty() { (kit::sub(&sighting.note)) } }
}

/// A piece of evidence, to be saved.
fn proof(asset: AssetId, digest: &str) -> Markup {
    let href = format!("/map/asset/{asset}/evidence/{digest}");
    html! { a.ev href=(href) title=(digest) { (kit::icon(Icon::Doc)) code { (&digest[..digest.len().min(8)]) "…" } } }
}

/// How many hold a value, and whether so many still say something.
fn held(fact: &Fact, count: u64, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let useful = useful(fact);
    let figure = format::count(count, lang);
    let figure =
        if count >= HOLDERS_COUNTED.into() { text::HOLDERS_MORE.fill(lang, &[("n", &figure)]) } else { figure };
    let remark = if count > useful { text::HOLDERS_IGNORED } else { text::HOLDERS_FEW };
    html! {
        (figure)
        (kit::sub(remark.fill(lang, &[("useful", &useful)])))
        (kit::sub(fact.link.class().text().get(lang)))
    }
}

/// So many holders say something to somebody who begins with this asset alone.
fn useful(fact: &Fact) -> u64 {
    let seen = fact.seen();
    let shared = Shared {
        link: fact.link,
        value: fact.object.clone(),
        tie: Tie::Same,
        holders: 0,
        within: 1,
        seen: (seen, seen),
    };
    shared.useful(1)
}
