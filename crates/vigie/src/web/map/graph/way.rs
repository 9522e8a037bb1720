//! How two assets hang together.

use super::asked::Asked;
use crate::web::format;
use crate::web::kit::{self, Status};
use crate::web::map::{by_name, read_name, seen, short};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{map as map_text, network as text};
use crate::web::shell::Frame;
use casework::map::{self, Path};
use casework::policy::Actor;
use casework::{Desk, Error};
use domain::map::{Asset as Name, LinkKind};
use maud::{Markup, html};

/// A way that was looked for.
pub(super) enum Way {
    /// None was asked for.
    NotSought,
    /// Its end names nothing.
    Unreadable(String),
    /// Its end is not on the map.
    Unknown(Name),
    /// What the search found, from where to where.
    Sought { from: Name, to: Name, path: Path },
}

/// Looks for the way that was asked for.
pub(super) async fn find(desk: &Desk, actor: &Actor, asked: &Asked) -> Result<Way, Error> {
    if asked.way.is_empty() {
        return Ok(Way::NotSought);
    }
    let names = match read_name(&asked.way, None) {
        Ok(names) => names,
        Err(why) => return Ok(Way::Unreadable(why)),
    };
    for name in &names {
        if let Some(end) = map::find(desk, actor, name).await? {
            let from = map::asset(desk, actor, asked.of).await?.name.clone();
            let path = map::path(desk, actor, asked.of, end.id, &asked.filter()).await?;
            return Ok(Way::Sought { from, to: end.name.clone(), path });
        }
    }
    Ok(names.into_iter().next().map_or(Way::NotSought, Way::Unknown))
}

impl Way {
    fn steps(&self) -> &[map::Step] {
        match self {
            Self::Sought { path: Path { steps: Some(steps), .. }, .. } => steps,
            _ => &[],
        }
    }

    /// Everything it leads through.
    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.steps().iter().flat_map(|step| [&step.subject, &step.object])
    }

    /// Whether it leads through an asset.
    pub(super) fn passes(&self, name: &Name) -> bool {
        self.names().any(|passed| passed == name)
    }

    /// Whether it goes over a line.
    pub(super) fn steps_over(&self, subject: &Name, link: LinkKind, object: &Name) -> bool {
        self.steps().iter().any(|step| step.link == link && step.subject == *subject && step.object == *object)
    }
}

/// The way in words.
pub(super) fn shown(way: &Way, asked: &Asked, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let said = |status, words: String| html! { div.mb3 { (kit::note(status, html! { (words) })) } };
    match way {
        Way::NotSought => html! {},
        Way::Unreadable(why) => said(Status::Bad, map_text::NOT_A_NAME.fill(lang, &[("why", why)])),
        Way::Unknown(name) => said(Status::Warn, text::WAY_UNKNOWN.fill(lang, &[("name", name)])),
        Way::Sought { from, to, path } => kit::section(
            text::WAY.get(lang),
            html! { (asked.way) },
            html! {},
            html! { div.mb5 { (found(from, to, path, frame)) } },
        ),
    }
}

fn found(from: &Name, to: &Name, path: &Path, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let n = |figure: usize| format::count(figure as u64, lang);
    html! {
        @match &path.steps {
            None if path.gave_up => p { (text::WAY_GAVE_UP.fill(lang, &[("n", &n(path.examined))])) }
            None => p { (text::WAY_NONE.get(lang)) }
            Some(steps) if steps.is_empty() => p { (text::WAY_SAME.get(lang)) }
            Some(steps) => {
                p { b { (text::WAY_FOUND.fill(lang, &[("n", &n(steps.len())), ("from", &short(from)), ("to", &short(to))])) } }
                ol.way-steps { @for step in steps {
                    li { (inline(&step.subject)) " " b { (step.link.text().get(lang)) } " " (inline(&step.object)) " " span.meta { (seen(step.seen, &frame.reader)) } }
                } }
            }
        }
        @for hub in &path.hubs {
            p.meta { (text::WAY_HUB.fill(lang, &[("value", &hub.value), ("n", &format::count(hub.holders, lang))])) }
        }
    }
}

fn inline(name: &Name) -> Markup {
    html! { a.url href=(by_name(name)) { (short(name)) } }
}
