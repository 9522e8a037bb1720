//! The rail: where one can go, how much waits there, and the switches of the person.

use maud::{Markup, html};

use super::{Frame, Section, Theme, format, text};
use crate::web::{
    kit::{self, Icon},
    messages::Lang,
};

pub(super) fn rail(frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (verbs, directories): (Vec<Section>, Vec<Section>) =
        Section::ALL.into_iter().filter(|section| frame.sections.contains(section)).partition(|s| s.digit().is_some());
    let (today, verbs): (Vec<Section>, Vec<Section>) = verbs.into_iter().partition(|s| *s == Section::Today);
    html! {
        nav.rail id="nav" aria-label=(text::MODULES.get(lang)) {
            a.close href="#" { span.n { (kit::icon(Icon::Close)) } (text::CLOSE_MENU.get(lang)) }
            @for group in [&today, &verbs, &directories] {
                @if !group.is_empty() { ul { @for section in group { (entry(frame, *section)) } } }
            }
            (foot(frame))
        }
    }
}

fn entry(frame: &Frame, section: Section) -> Markup {
    let lang = frame.lang();
    let counted = match section {
        Section::Detect => Some(("detect", frame.counters.detect)),
        Section::Assess => Some(("assess", frame.counters.assess)),
        Section::Refer => Some(("refer", frame.counters.refer)),
        Section::Order => Some(("order", frame.counters.order)),
        Section::Watch => Some(("watch", frame.counters.watch)),
        _ => None,
    };
    let digit = section.digit();
    html! {
        li {
            a href=(section.href()) data-go=[digit] aria-current=[(frame.current == Some(section)).then_some("page")] {
                span.n aria-hidden="true" { @if let Some(digit) = digit { (digit) } }
                (section.text().get(lang))
                @if let Some((name, figure)) = counted {
                    span.c data-live=(name) { @if let Some(n) = figure { (format::count(n, lang)) } }
                }
            }
        }
    }
}

fn foot(frame: &Frame) -> Markup {
    let lang = frame.lang();
    let leaves = html! { span data-live="leaves" { (format::count(frame.ledger.leaves, lang)) } };
    let (before, after) = text::LEAVES.get(lang).split_once("{n}").unwrap_or_default();
    html! {
        div.rail-foot data-signed-in=(frame.person.id) {
            span { (before) (leaves) (after) }
            (frame.ledger)
            span data-live-state data-on=(text::LIVE_ON.get(lang)) data-off=(text::LIVE_OFF.get(lang)) {}
            (preference(frame, "lang", text::LANGUAGE.get(lang), &languages(lang)))
            (preference(frame, "theme", text::THEME.get(lang), &themes(frame.theme, lang)))
            (kit::post("/logout", &frame.csrf, "", html! { button type="submit" { (text::SIGN_OUT.get(lang)) } }))
        }
    }
}

/// A switch: what is sent, what is read, in which language it is written, and whether it is on.
type Switch = (&'static str, &'static str, Lang, bool);

fn languages(now: Lang) -> Vec<Switch> {
    Lang::ALL.into_iter().map(|lang| (lang.tag(), lang.own_name(), lang, lang == now)).collect()
}

fn themes(now: Theme, lang: Lang) -> Vec<Switch> {
    Theme::ALL.into_iter().map(|theme| (theme.name(), theme.text().get(lang), lang, theme == now)).collect()
}

fn preference(frame: &Frame, name: &str, label: &str, switches: &[Switch]) -> Markup {
    let page = frame.lang();
    kit::post(
        "/preferences",
        &frame.csrf,
        "",
        html! {
            input type="hidden" name="back" value=(frame.path);
            span.vh { (label) }
            @for (value, words, lang, on) in switches {
                button type="submit" name=(name) value=(value) lang=[(*lang != page).then(|| lang.tag())]
                    aria-pressed=(on) { (words) }
            }
        },
    )
}
