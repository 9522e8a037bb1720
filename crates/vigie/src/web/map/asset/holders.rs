//! Who is linked to an asset.

use crate::web::format;
use crate::web::kit::{self, Column, Row, Table};
use crate::web::map::{seen, short};
use crate::web::messages::map as text;
use crate::web::messages::terms::Term as _;
use crate::web::shell::Frame;
use casework::map::{self, HOLDERS_COUNTED, Holders};
use casework::policy::Actor;
use casework::records::Asset;
use casework::{Desk, Error};
use domain::map::LinkKind;
use maud::{Markup, html};

/// How many holders are shown through each kind of link.
const SHOWN: u32 = 25;

pub(super) async fn section(desk: &Desk, actor: &Actor, asset: &Asset, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let links = LinkKind::ALL.iter().filter(|link| !Asset::holders_of(**link, asset.name.kind()).is_empty());
    let found = links
        .map(async |link| map::holders(desk, actor, *link, &asset.name, SHOWN).await.map(|holders| (*link, holders)));
    let found = futures::future::try_join_all(found).await?;
    let found: Vec<(LinkKind, Holders)> = found.into_iter().filter(|(_, holders)| holders.count > 0).collect();
    Ok(html! {
        @if !found.is_empty() {
            (kit::section(text::HOLDERS.get(lang), html! {}, html! {}, html! {
                @for (link, holders) in &found { (through(*link, holders, asset, frame)) }
            }))
        }
    })
}

fn through(link: LinkKind, holders: &Holders, asset: &Asset, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let count = format::count(holders.count, lang);
    let count = match holders.count >= HOLDERS_COUNTED.into() {
        true => text::HOLDERS_MORE.fill(lang, &[("n", &count)]),
        false => count,
    };
    let columns = [text::ASSET, text::SEEN].map(|title| Column::text(title.get(lang)));
    let rows = holders.assets.iter().map(|holder| {
        let fact = holder.facts.iter().find(|fact| fact.link == link && fact.object == asset.name);
        Row::new([
            html! { a.url href={ "/map/asset/" (holder.id) } { (short(&holder.name)) } (kit::sub(holder.name.kind().text().get(lang))) },
            html! { @if let Some(fact) = fact { (seen(fact.seen(), &frame.reader)) } },
        ])
    });
    html! {
        h3.mt2 { "… " (link.text().get(lang)) " " span.meta { (count) } }
        (Table::new(text::HOLDERS_CAPTION.get(lang), columns).tight().keep().rows(rows))
        @if holders.count > u64::from(SHOWN) { p.meta { (text::HOLDERS_SHOWN.fill(lang, &[("n", &SHOWN)])) } }
    }
}
