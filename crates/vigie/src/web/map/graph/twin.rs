//! The graph as a table: everything the drawing shows, for those who do not see it.

use super::asked::Asked;
use super::picture::{Line, Node, Picture, Standing};
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::map::short;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, map as map_text, network as text};
use crate::web::shell::Frame;
use domain::map::{Interval, LinkKind};
use maud::{Markup, Render as _, html};
use std::collections::BTreeMap;

/// How many of its links are named beside an asset.
const NAMED: usize = 3;

pub(super) fn table(picture: &Picture, asked: &Asked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let columns = [map_text::ASSET, map_text::KIND, text::STANDING, text::RESTS_ON, text::FIRST_SEEN, text::LAST_SEEN];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let mut lines: Vec<Vec<&Line>> = vec![Vec::new(); picture.nodes.len()];
    for line in &picture.lines {
        lines[line.from].push(line);
        lines[line.to].push(line);
    }
    let mut order: Vec<usize> = (0..picture.nodes.len()).collect();
    order.sort_by_key(|place| (picture.nodes[*place].standing, picture.nodes[*place].column, *place));
    let rows = order.into_iter().map(|place| row(&picture.nodes[place], &lines[place], asked, frame));
    Table::new(text::TABLE_CAPTION.get(lang), columns).tight().walk().rows(rows).render()
}

fn row(node: &Node, lines: &[&Line], asked: &Asked, frame: &Frame) -> Row {
    let lang = frame.lang();
    let seen = lines.iter().map(|line| line.seen).reduce(Interval::hull);
    let day = |at: Option<jiff::Timestamp>| html! { @if let Some(at) = at { (frame.reader.date(at)) } };
    Row::new([
        html! { a.url id={ "t-" (node.id) } href={ (asked.selecting(node.id).href()) "#chosen" } { (short(&node.name)) } },
        html! { (node.name.kind().text().get(lang)) },
        standing(node, asked, lang),
        rests_on(lines, lang),
        day(seen.map(Interval::first)),
        day(seen.map(Interval::last)),
    ])
    .current(asked.sel == Some(node.id))
}

fn standing(node: &Node, asked: &Asked, lang: Lang) -> Markup {
    html! {
        @match node.standing {
            Standing::Confirmed => (kit::pill(Status::Ok, text::IN_NETWORK.get(lang))),
            Standing::Proposed => (kit::pill(Status::Run, text::LEG_PROPOSED.get(lang))),
            Standing::Nearby => (kit::pill(Status::None, text::NEARBY.get(lang))),
        }
        @if node.id == asked.of { (kit::sub(text::MIDDLE.get(lang))) }
    }
}

/// Its links by kind, the hardest to forge first.
fn rests_on(lines: &[&Line], lang: Lang) -> Markup {
    let mut kinds: BTreeMap<_, (LinkKind, usize)> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.ignored) {
        kinds.entry((line.link.class(), line.link)).or_insert((line.link, 0)).1 += 1;
    }
    let more = kinds.len().saturating_sub(NAMED);
    let named = kinds.into_values().take(NAMED).map(|(link, count)| match count {
        1 => link.text().get(lang).to_owned(),
        _ => format!("{} ({count})", link.text().get(lang)),
    });
    let named: Vec<String> = named.collect();
    html! { (named.join("; ")) @if more > 0 { " +" (more) } }
}
