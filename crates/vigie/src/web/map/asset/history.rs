//! When each link of an asset was seen, drawn by the server.

use crate::web::kit;
use crate::web::map::short;
use crate::web::messages::map as text;
use crate::web::messages::terms::Term as _;
use crate::web::shell::Frame;
use casework::map::{Span, Timeline};
use domain::map::{Asset as Name, Interval, LinkKind};
use maud::{Markup, html};

/// How many lines are drawn.
const LINES: usize = 40;
/// The width of the drawing.
const WIDTH: f64 = 760.0;
/// Where its bars begin.
const LEFT: f64 = 300.0;
/// The height of a line.
const LINE: usize = 20;

/// One line: a link with everything that was seen of it.
struct Line<'a> {
    link: LinkKind,
    outgoing: bool,
    other: &'a Name,
    seen: Vec<Interval>,
}

pub(super) fn section(timeline: &Timeline, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let all = timeline.spans.iter().map(|span| span.sighting.seen).reduce(Interval::hull);
    let Some(all) = all else { return html! {} };
    let lines = lines(&timeline.spans);
    let more = lines.len().saturating_sub(LINES) as u64 + timeline.left_out;
    html! {
        div.only-desk {
            (kit::section(text::TIMELINE.get(lang), html! {}, html! {}, html! {
                figure.fig { (drawing(&lines[..lines.len().min(LINES)], all, frame)) }
                @if more > 0 { p.meta.mt2 { (text::TIMELINE_MORE.fill(lang, &[("n", &more)])) } }
            }))
        }
    }
}

/// What was seen, by link, in the order in which each was first seen.
fn lines(spans: &[Span]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    for span in spans {
        let same =
            |line: &&mut Line| line.link == span.link && line.outgoing == span.outgoing && *line.other == span.other;
        match lines.iter_mut().find(same) {
            Some(line) => line.seen.push(span.sighting.seen),
            None => lines.push(Line {
                link: span.link,
                outgoing: span.outgoing,
                other: &span.other,
                seen: vec![span.sighting.seen],
            }),
        }
    }
    lines
}

fn drawing(lines: &[Line], all: Interval, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (first, last) = (all.first(), all.last().max(frame.now));
    let whole = last.duration_since(first).as_secs_f64().max(1.0);
    let x = |at: jiff::Timestamp| LEFT + at.duration_since(first).as_secs_f64() / whole * (WIDTH - LEFT);
    let (from, to) = (frame.reader.date(first), frame.reader.date(last));
    let height = lines.len() * LINE + 26;
    html! {
        svg.history viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(text::TIMELINE_LABEL.fill(lang, &[("first", &from), ("last", &to)])) {
            text.s x=(LEFT) y="12" { (from) }
            text.s x=(WIDTH) y="12" text-anchor="end" { (to) }
            path.axis d={ "M" (LEFT) " 18H" (WIDTH) } {}
            @for (place, line) in lines.iter().enumerate() {
                @let y = 26 + place * LINE;
                g {
                    title { (line.link.text().get(lang)) " " (line.other.value()) }
                    text.s x="0" y=(y + 11) { (if line.outgoing { "" } else { "← " }) (cut(line.link.text().get(lang), 22)) }
                    text x="130" y=(y + 11) { (cut(&short(line.other), 30)) }
                    path.gridl d={ "M" (LEFT) " " (y + 7) "H" (WIDTH) } {}
                    @for seen in &line.seen {
                        @let (begin, end) = (x(seen.first()), x(seen.last()));
                        rect.span x=(format!("{:.1}", begin.min(WIDTH - 4.0))) y=(y + 2) width=(format!("{:.1}", (end - begin).max(4.0))) height="10" rx="2" {}
                    }
                }
            }
        }
    }
}

/// The beginning of a text that has no room.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
