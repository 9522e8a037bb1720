//! The drawing: boxes in columns, and between them curves by how hard each link is to forge.

use super::asked::{Asked, Column};
use super::layout::{BOX, WIDTH};
use super::picture::{Line, Node, Picture, Standing};
use crate::web::format;
use crate::web::map::short;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, map as map_text, network as text};
use crate::web::shell::Frame;
use domain::map::Class;
use maud::{Markup, html};

/// How many letters a title has room for, in the widest column.
const LETTERS: usize = 19;

impl Column {
    /// Its heading.
    pub(super) const fn title(self) -> Text {
        match self {
            Self::Outlets => text::COLUMN_OUTLETS,
            Self::Values => text::COLUMN_VALUES,
            Self::Names => text::COLUMN_NAMES,
            Self::Hosts => text::COLUMN_HOSTS,
            Self::Levers => text::COLUMN_LEVERS,
        }
    }
}

pub(super) fn figure(picture: &Picture, asked: &Asked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let label = text::DRAWING_LABEL.fill(lang, &[("n", &picture.nodes.len())]);
    html! {
        figure.fig.gsec {
            div.acts.no-print.zoom {
                button.btn.quiet type="button" hidden data-zoom="1.25" { (text::ZOOM_IN.get(lang)) }
                button.btn.quiet type="button" hidden data-zoom="0.8" { (text::ZOOM_OUT.get(lang)) }
            }
            div.graph tabindex="0" role="group" aria-label=(label) data-graph {
                svg viewBox={ "-2 0 " (WIDTH + 4) " " (picture.height) } role="group" aria-label=(label) {
                    @for column in Column::ALL.into_iter().filter(|column| asked.shows(*column)) {
                        @let (x, width) = column.place();
                        text.s x=(x) y="14" { (column.title().get(lang)) }
                        path.axis d={ "M" (x) " 22h" (width) } {}
                    }
                    g.lines { @for line in &picture.lines { (curve(line, picture)) } }
                    @if let Some(sel) = asked.sel { g { @for line in &picture.lines { (label_of(line, picture, sel, lang)) } } }
                    @for (place, node) in picture.nodes.iter().enumerate() { (drawn(place, node, asked, lang)) }
                }
            }
            figcaption { (legend(lang)) }
        }
    }
}

/// Where a line leaves a box and where it comes to the other: from side to side, or round the side of a column.
fn course(line: &Line, picture: &Picture) -> ((u32, u32), (u32, u32), bool) {
    let (from, to) = (&picture.nodes[line.from], &picture.nodes[line.to]);
    let (left, right) = if from.at.0 <= to.at.0 { (from, to) } else { (to, from) };
    let middle = |node: &Node| node.at.1 + BOX / 2;
    let end = |node: &Node| node.at.0 + node.column.place().1;
    if left.column == right.column {
        return ((end(left), middle(left)), (end(right), middle(right)), true);
    }
    ((end(left), middle(left)), (right.at.0, middle(right)), false)
}

fn curve(line: &Line, picture: &Picture) -> Markup {
    let ((x1, y1), (x2, y2), round) = course(line, picture);
    let path = match round {
        // Between boxes of one column the line swings out further the further apart they are.
        true => {
            let out = x1 + 14 + (y1.abs_diff(y2) / 12).min(44);
            format!("M{x1} {y1}C{out} {y1} {out} {y2} {x2} {y2}")
        }
        false => {
            let half = u32::midpoint(x1, x2);
            format!("M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}")
        }
    };
    html! { path class=(classes(line)) d=(path) data-a=(line.from) data-b=(line.to) {} }
}

fn classes(line: &Line) -> String {
    let class = match line.link.class() {
        Class::ProofOfControl => "proof",
        Class::Strong => "strong",
        Class::Copyable => "copy",
        Class::Contextual => "ctx",
    };
    let further = [(line.ended, " ended"), (line.ignored, " ign"), (line.on_way, " way")];
    further.iter().filter(|(is, _)| *is).fold(class.to_owned(), |all, (_, word)| all + word)
}

/// The word on a line of what is chosen.
fn label_of(line: &Line, picture: &Picture, sel: domain::id::AssetId, lang: Lang) -> Markup {
    if picture.nodes[line.from].id != sel && picture.nodes[line.to].id != sel {
        return html! {};
    }
    let ((x1, y1), (x2, y2), round) = course(line, picture);
    let x = if round { x1 + 24 } else { u32::midpoint(x1, x2) };
    html! { text.s.on-line x=(x) y=(u32::midpoint(y1, y2) + 4) text-anchor="middle" { (line.link.text().get(lang)) } }
}

fn drawn(place: usize, node: &Node, asked: &Asked, lang: Lang) -> Markup {
    let (x, y) = node.at;
    let width = node.column.place().1;
    let chosen = asked.sel == Some(node.id);
    let class = [
        (node.standing == Standing::Proposed, " proposed"),
        (node.standing == Standing::Nearby, " nearby"),
        (node.pinned, " pinned"),
        (node.on_way, " way"),
        (chosen, " sel"),
    ];
    let class = class.iter().filter(|(is, _)| *is).fold("box".to_owned(), |all, (_, word)| all + word);
    html! {
        a href={ (asked.selecting(node.id).href()) "#chosen" } class=(class) data-n=(place) data-col=(node.column.name()) data-id=(node.id)
            aria-current=[chosen.then_some("true")] {
            title { (node.name) }
            rect x=(x) y=(y) width=(width) height=(BOX) rx="4" {}
            @if node.standing == Standing::Confirmed { path.bar d={ "M" (x + 3) " " (y + 3) "v" (BOX - 6) } {} }
            @if node.pinned { circle.pin cx=(x + width - 9) cy=(y + 9) r="3.5" {} }
            text.b x=(x + 11) y=(y + 16) { (cut(&short(&node.name), LETTERS * width as usize / 160)) }
            text.s x=(x + 11) y=(y + 30) { (remark(node, lang)) }
        }
    }
}

/// What stands below the title: the kind, and how many hold it or are not drawn.
fn remark(node: &Node, lang: Lang) -> String {
    let kind = node.name.kind().text().get(lang);
    let held = node.holders.map(|n| map_text::HOLDER_COUNT.count(lang, n));
    let hidden = (node.hidden > 0).then(|| text::HIDDEN.fill(lang, &[("n", &format::count(node.hidden, lang))]));
    match held.or(hidden) {
        Some(more) => format!("{}, {more}", cut(kind, 8)),
        None => kind.to_owned(),
    }
}

/// The beginning of a text that has no room.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn legend(lang: Lang) -> Markup {
    let lines = [
        ("proof", text::LEG_PROOF),
        ("strong", text::LEG_STRONG),
        ("copy", text::LEG_COPYABLE),
        ("ctx", text::LEG_CONTEXT),
        ("ctx ended", text::LEG_ENDED),
        ("copy ign", text::LEG_IGNORED),
    ];
    html! {
        ul.leg.glegend aria-label=(text::LEGEND.get(lang)) {
            @for (class, words) in lines {
                li { svg viewBox="0 0 28 10" aria-hidden="true" { g.lines { path class=(class) d="M0 5h28" {} } } (words.get(lang)) }
            }
            li { svg viewBox="0 0 28 14" aria-hidden="true" { g.box { path.bar d="M3 1v12" {} } } (text::LEG_CONFIRMED.get(lang)) }
            li { svg viewBox="0 0 28 14" aria-hidden="true" { g.box.proposed { rect x="1" y="1" width="26" height="12" {} } } (text::LEG_PROPOSED.get(lang)) }
        }
        span.no-print.keys {
            span { kbd { "←" } " " kbd { "→" } " " (text::KEY_LINK.get(lang)) }
            span { kbd { "↑" } " " kbd { "↓" } " " (text::KEY_COLUMN.get(lang)) }
            span { kbd { "Enter" } " " (text::KEY_SELECT.get(lang)) }
            span { kbd { "x" } " " (text::KEY_PIN.get(lang)) }
            span { kbd { "t" } " " (text::KEY_TABLE.get(lang)) }
            span { kbd { "+" } " " kbd { "-" } " " (text::KEY_ZOOM.get(lang)) }
        }
    }
}
