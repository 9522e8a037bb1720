//! What a reader does to a graph: filters, the way between two, and the choices about one asset.

use super::asked::{Asked, Column, DEEPEST};
use super::picture::Picture;
use crate::web::format;
use crate::web::kit::{self, Button, Choice, Field};
use crate::web::map::{seen, short};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{map as map_text, network as text};
use crate::web::shell::Frame;
use maud::{Markup, html};

/// The form over the graph.
pub(super) fn form(asked: &Asked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let steps: Vec<(String, String)> =
        (1..=DEEPEST).map(|n| (n.to_string(), map_text::STEPS.count(lang, n.into()))).collect();
    let steps: Vec<(&str, &str)> = steps.iter().map(|(value, words)| (value.as_str(), words.as_str())).collect();
    let depth = asked.depth.to_string();
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    html! {
        form.tools.no-print action="/map/graph" {
            input type="hidden" name="of" value=(asked.of);
            @for (name, chosen) in [("pin", &asked.pins), ("open", &asked.open), ("shut", &asked.shut)] {
                @for id in chosen { input type="hidden" name=(name) value=(id); }
            }
            @if let Some(sel) = asked.sel { input type="hidden" name="sel" value=(sel); }
            (kit::fieldset("", text::SHOW.get(lang), "", html! { div.chk {
                @for column in Column::ALL { (Choice::check("kind", column.name(), column.title().get(lang)).checked(asked.shows(column))) }
            } }))
            (kit::fieldset("", text::SEEN_BETWEEN.get(lang), "", html! { div.between {
                (Field::new("from", text::SINCE.get(lang)).kind("date").value(&day(asked.from)).input())
                (Field::new("to", text::UNTIL.get(lang)).kind("date").value(&day(asked.to)).input())
                (Field::new("depth", map_text::DEPTH.get(lang)).value(&depth).select(&steps))
            } }))
            div.form {
                (Field::new("way", text::WAY_TO.get(lang)).value(&asked.way).hint(text::WAY_HINT.get(lang)).key("p").input())
                div.acts { (Button::submit(text::APPLY.get(lang))) }
            }
        }
    }
}

/// What is chosen, what can be done about it, and its lines.
pub(super) fn selected(picture: &Picture, asked: &Asked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let Some((place, node)) = picture.nodes.iter().enumerate().find(|(_, node)| asked.sel == Some(node.id)) else {
        return html! {};
    };
    let lines = picture.lines.iter().filter(|line| line.from == place || line.to == place);
    let pin = if node.pinned { text::UNPIN } else { text::PIN };
    let acts = [
        (text::OPEN, asked.opening(node.id).href()),
        (text::SHUT, asked.shutting(node.id).href()),
        (pin, asked.pinning(node.id).href()),
        (text::CENTRE, asked.centring(node.id).href()),
    ];
    let body = html! {
        p { b.any { (node.name.value()) } }
        div.acts.mt2.mb3 {
            (Button::link(text::ASSET_PAGE.get(lang), &format!("/map/asset/{}", node.id)).main())
            @for (words, href) in &acts { (Button::link(words.get(lang), href)) }
        }
        h3 { (text::ITS_LINKS.get(lang)) }
        ul.its {
            @for line in lines {
                @let out = line.from == place;
                @let other = &picture.nodes[if out { line.to } else { line.from }];
                li {
                    @if !out { "← " }
                    (line.link.text().get(lang)) " "
                    a.url href={ (asked.selecting(other.id).href()) "#chosen" } { (short(&other.name)) }
                    span.meta {
                        " " (line.link.class().text().get(lang)) ", " (seen(line.seen, &frame.reader))
                        @if line.ended { ", " (text::LEG_ENDED.get(lang)) }
                        @if line.ignored { ", " (text::LEG_IGNORED.get(lang)) }
                    }
                }
            }
        }
        @if node.hidden > 0 { p.meta { (text::GRAPH_LEFT_OUT.fill(lang, &[("n", &format::count(node.hidden, lang))])) } }
    };
    html! {
        div id="chosen" { (kit::section(text::SELECTED.get(lang), html! { (node.name.kind().text().get(lang)) }, html! {}, body)) }
    }
}
