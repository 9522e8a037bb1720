//! The graph around an asset: drawn by the server, whole without scripts, with a table that says the same.

mod asked;
mod drawing;
mod layout;
mod picture;
mod tools;
mod twin;
mod way;

use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, assets};
use crate::web::messages::{map as map_text, network as text};
use crate::web::shell::{self, Section};
use asked::Asked;
use axum::extract::{RawQuery, State};
use casework::Error;
use maud::{Markup, html};
use picture::Picture;

/// How many assets are drawn.
const NODES: usize = 500;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let asked = Asked::read(query.as_deref().unwrap_or_default()).ok_or(Error::NotFound { what: "asset" })?;
    let mut frame = frame(&app, &visitor, Some(Section::Map)).await?;
    let lang = frame.lang();
    let way = way::find(&app.desk, &visitor.actor, &asked).await?;
    let mut picture = picture::paint(&app.desk, &visitor.actor, &asked, &way).await?;
    layout::arrange(&mut picture);
    frame.keys = Vec::new();
    let middle = picture.nodes.first().map(|node| node.name.clone()).ok_or(Error::NotFound { what: "asset" })?;
    let title = text::GRAPH_TITLE.fill(lang, &[("name", &super::short(&middle))]);
    let page = format!("/map/asset/{}", asked.of);
    let content = html! {
        (kit::head(
            html! { a href="/map" { (map_text::TITLE.get(lang)) } " · " (text::GRAPH_CRUMB.get(lang).rsplit(" · ").next().unwrap_or_default()) },
            &title,
            lede(&picture, &asked, lang),
            html! { (Button::link(text::ASSET_PAGE.get(lang), &page)) },
        ))
        (tools::form(&asked, &frame))
        (way::shown(&way, &asked, &frame))
        @if picture.lines.is_empty() { (kit::empty(text::NOTHING_DRAWN.get(lang), text::NOTHING_DRAWN_WHY.get(lang))) }
        @else { (drawing::figure(&picture, &asked, &frame)) }
        div.stack {
            (tools::selected(&picture, &asked, &frame))
            (kit::section(text::TABLE.get(lang), html! { (map_text::ASSET_COUNT.count(lang, picture.nodes.len() as u64)) }, html! {}, twin::table(&picture, &asked, &frame)))
        }
        script type="module" src=(assets::url("graph.js")) {}
    };
    Ok(shell::page(&frame, &title, content))
}

fn lede(picture: &Picture, asked: &Asked, lang: crate::web::messages::Lang) -> Markup {
    let (nodes, lines) = (picture.nodes.len() as u64, picture.lines.len() as u64);
    let said = text::GRAPH_LEDE.fill(
        lang,
        &[
            ("assets", &map_text::ASSET_COUNT.count(lang, nodes)),
            ("links", &map_text::LINK_COUNT.count(lang, lines)),
            ("steps", &map_text::STEPS.count(lang, asked.depth.into())),
        ],
    );
    html! {
        (said)
        @if picture.left_out > 0 { " " (text::GRAPH_LEFT_OUT.fill(lang, &[("n", &format::count(picture.left_out, lang))])) }
    }
}

#[cfg(test)]
mod tests;
