use maud::{Markup, html};

use super::{
    button::Button,
    classes,
    icon::{Icon, icon, icon_labelled},
    status::Status,
};
use crate::web::messages::{Lang, Text, shell, words};

/// The head of a page: its title, a line above and one below, and what can be done. Empty parts are left out.
pub fn head(crumb: Markup, title: &str, lede: Markup, acts: Markup) -> Markup {
    html! {
        header.head {
            div {
                @if !crumb.0.is_empty() { p.crumb { (crumb) } }
                h1.any { (title) }
                @if !lede.0.is_empty() { p { (lede) } }
            }
            @if !acts.0.is_empty() { div.acts { (acts) } }
        }
    }
}

/// A section: a heavy rule, a heading, a remark beside it and one at the end of the line.
pub fn section(title: &str, meta: Markup, end: Markup, body: Markup) -> Markup {
    html! {
        section.sec {
            header {
                h2 { (title) }
                @if !meta.0.is_empty() { span.meta { (meta) } }
                @if !end.0.is_empty() { span.end { (end) } }
            }
            (body)
        }
    }
}

/// Named facts about one thing.
pub fn facts(pairs: &[(&str, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in pairs { dt { (name) } dd { (value) } } } }
}

/// A line of a history.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As short as the context allows.
    pub time: String,
    /// Its shape.
    pub status: Status,
    /// The shape in a word, for screen readers.
    pub label: String,
    /// What happened.
    pub what: Markup,
    /// Who did it, by which right, and its leaf.
    pub who: String,
}

/// A history, newest first or as the page says.
pub fn timeline(entries: &[Entry]) -> Markup {
    html! {
        ol.tl {
            @for entry in entries {
                li {
                    time { (entry.time) }
                    (icon_labelled(entry.status.icon(), &entry.label, entry.status.tint()))
                    div { (entry.what) @if !entry.who.is_empty() { p.who { (entry.who) } } }
                }
            }
        }
    }
}

/// Where a step of a life stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Still to come.
    Ahead,
}

impl StepState {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Done => Some("done"),
            Self::Now => Some("now"),
            Self::Ahead => None,
        }
    }
}

/// A step of a life.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// When it was, or is due.
    pub note: String,
    /// Where it stands.
    pub state: StepState,
}

/// The life of an order or a referral, as a line of steps.
pub fn track(label: &str, steps: &[Step]) -> Markup {
    html! {
        ol.track aria-label=(label) {
            @for step in steps {
                li class=[step.state.class()] aria-current=[(step.state == StepState::Now).then_some("step")] {
                    b { (step.name) }
                    (step.note)
                }
            }
        }
    }
}

/// A remark that belongs to what stands below it.
/// [`Status::Warn`], [`Status::Bad`] and [`Status::Ok`] give it a ground.
pub fn note(status: Status, body: Markup) -> Markup {
    let class = match status {
        Status::Warn | Status::Bad | Status::Ok => status.class(),
        _ => "",
    };
    html! { div class=(classes("note pad", class)) { (body) } }
}

/// What stands where nothing is: why, and what would change it.
pub fn empty(title: &str, why: &str) -> Markup {
    html! { div.empty { h3 { (title) } p { (why) } } }
}

/// What the last act brought about; shown once, at the top of the page.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How it went.
    pub status: Status,
    /// What happened.
    pub text: String,
    /// Where to see it: address and words.
    pub link: Option<(String, String)>,
}

/// Shows a notice, and reads it out.
pub fn notice(notice: &Notice) -> Markup {
    html! {
        div class={ "toast notice " (notice.status.class()) } role="status" {
            span class={ "is-" (notice.status.class()) } { (icon(notice.status.icon())) }
            span { (notice.text) }
            @if let Some((href, words)) = &notice.link { a href=(href) { (words) } }
        }
    }
}

/// A dialog that opens when its id is the page's fragment: `<a href="#id">`. It needs no script.
pub fn dialog(id: &str, title: &str, body: Markup, lang: Lang) -> Markup {
    let heading = format!("{id}-title");
    html! {
        section.overlay.no-print id=(id) role="dialog" aria-labelledby=(heading) {
            div.dialog {
                div.split {
                    h2 id=(heading) { (title) }
                    a.btn.quiet href="#" aria-label=(shell::CLOSE.get(lang)) { (icon(Icon::Close)) }
                }
                (body)
            }
        }
    }
}

/// A key and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key or keys, as printed on them.
    pub keys: &'static [&'static str],
    /// What they do.
    pub text: Text,
}

/// The keys of a page, in its last line.
pub fn keys(keys: &[Key], lang: Lang) -> Markup {
    html! {
        p.keys.no-print.mt6 {
            @for key in keys { span { @for cap in key.keys { kbd { (cap) } " " } (key.text.get(lang)) } }
        }
    }
}

/// Steps through a long list. The list is cut by key, not by number, so there is no count of pages.
pub fn pages(previous: Option<&str>, next: Option<&str>, shown: &str, lang: Lang) -> Markup {
    let label = words::PAGES.get(lang);
    html! {
        nav.pages.no-print aria-label=(label) {
            span { (shown) }
            span.acts {
                @if let Some(href) = previous {
                    (Button::link(words::PREVIOUS.get(lang), href).icon(Icon::Back).key("<"))
                }
                @if let Some(href) = next { (Button::link(words::NEXT.get(lang), href).icon(Icon::Next).key(">")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_leaves_out_what_is_empty() {
        assert_eq!(
            section("Gates", html! {}, html! {}, html! { p { "x" } }).into_string(),
            r#"<section class="sec"><header><h2>Gates</h2></header><p>x</p></section>"#
        );
    }

    #[test]
    fn the_track_marks_where_it_is() {
        let step = |name: &str, state| Step { name: name.to_owned(), note: String::new(), state };
        let written = track(
            "Life",
            &[step("Draft", StepState::Done), step("Received", StepState::Now), step("Answered", StepState::Ahead)],
        );
        assert_eq!(
            written.into_string(),
            concat!(
                r#"<ol class="track" aria-label="Life"><li class="done"><b>Draft</b></li>"#,
                r#"<li class="now" aria-current="step"><b>Received</b></li><li><b>Answered</b></li></ol>"#
            )
        );
    }

    #[test]
    fn a_dialog_is_named_by_its_heading() {
        let written = dialog("withdraw", "Withdraw?", html! {}, Lang::En).into_string();
        assert!(written.contains(r#"id="withdraw" role="dialog" aria-labelledby="withdraw-title""#), "{written}");
        assert!(written.contains(r#"<h2 id="withdraw-title">Withdraw?</h2>"#), "{written}");
    }

    #[test]
    fn pages_show_only_the_ways_there_are() {
        let written = pages(None, Some("/queue?after=9"), "", Lang::Fr).into_string();
        assert!(written.contains("Suivant") && !written.contains("Précédent"), "{written}");
    }
}
