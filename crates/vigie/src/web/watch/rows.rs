//! One watched item: what is claimed, what was seen from where, and when we look again.

use super::text;
use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::kit::{self, Button, Row, Status, sub};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::words;
use crate::web::refusal;
use crate::web::shell::Frame;
use casework::Error;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Item, Kept, Kind, Look, Order, Referral, Watch};
use domain::watch::Verdict;
use maud::{Markup, html};

/// How many successors of an item are named.
const SUCCESSORS: u32 = 3;

/// Who looks at the watch, and when.
pub(super) struct Seen<'a> {
    pub app: &'a App,
    pub visitor: &'a Visitor,
    pub frame: &'a Frame,
}

impl Seen<'_> {
    /// What was raised, each with its explanation and what can be done.
    pub async fn raised(&self, watches: &[Kept<Watch>]) -> Result<Markup, Error> {
        let lang = self.frame.lang();
        let mut lines = Vec::new();
        for watch in watches {
            let (claim, successors) = (self.claim(watch).await?, self.successors(watch).await?);
            lines.push(html! {
                li.q.raised data-row {
                    span { (kit::icon_labelled(Status::Clash.icon(), text::CONTRADICTED.get(lang), Status::Clash.tint())) }
                    span { a href={ "/items/" (watch.item) } { (reason(watch).get(lang)) } span.url.meta { (likeness::short(&watch.url)) } }
                    (self.acts(watch, true))
                    span.why { (claim) (self.looks(watch)) @for successor in &successors { (successor) } }
                }
            });
        }
        Ok(html! {
            @if lines.is_empty() { (kit::empty(text::NO_RAISED.get(lang), text::NO_RAISED_WHY.get(lang))) }
            @else { ol.qs { @for line in &lines { (line) } } }
        })
    }

    /// Everything under watch, latest look first.
    pub async fn rows(&self, watches: &[Kept<Watch>]) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        for watch in watches {
            let successors = match watch.verdict {
                Some(Verdict::Moved) => self.successors(watch).await?,
                _ => Vec::new(),
            };
            rows.push(Row::new([
                html! { a.url href={ "/items/" (watch.item) } { (likeness::short(&watch.url)) } @for successor in &successors { (sub(successor)) } },
                self.claim(watch).await?,
                self.verdict(watch),
                self.looks(watch),
                html! { (self.next(watch)) (self.acts(watch, false)) },
            ]));
        }
        Ok(rows)
    }

    /// What the provider says, with the order or referral it answers.
    async fn claim(&self, watch: &Watch) -> Result<Markup, Error> {
        let lang = self.frame.lang();
        let found = match (watch.order, watch.referral) {
            (Some(id), _) => self
                .app
                .desk
                .find::<Order>(id.0)
                .await?
                .map(|order| (format!("/orders/{id}"), order.reference.clone(), order.state.text())),
            (None, Some(id)) => self
                .app
                .desk
                .find::<Referral>(id.0)
                .await?
                .map(|referral| (format!("/referrals/{id}"), referral.reference.clone(), referral.state.text())),
            (None, None) => None,
        };
        Ok(match found {
            Some((href, reference, state)) => html! { span { a href=(href) { (reference) } (sub(state.get(lang))) } },
            None => html! { (text::NO_CLAIM.get(lang)) },
        })
    }

    fn verdict(&self, watch: &Watch) -> Markup {
        let lang = self.frame.lang();
        let raised = (watch.contradicted || watch.returned) && watch.noted.is_none();
        let noted =
            watch.noted.map(|at| text::NOTED_AT.fill(lang, &[("time", &self.frame.reader.near(at, self.frame.now))]));
        html! {
            @match watch.verdict {
                Some(verdict) => (kit::pill(status(verdict), verdict.text().get(lang))),
                None => (kit::pill(Status::None, text::NOT_LOOKED.get(lang))),
            }
            @if raised || noted.is_some() { (sub(html! { (reason(watch).get(lang)) @if let Some(noted) = &noted { ", " (noted) } })) }
        }
    }

    /// The latest round, place by place.
    fn looks(&self, watch: &Watch) -> Markup {
        let lang = self.frame.lang();
        let Some(round) = watch.rounds.last() else { return html! { span.meta { (text::NOT_LOOKED.get(lang)) } } };
        html! {
            span.looks {
                @for look in &round.looks { span.look title=(refusal::recorded_words(&look.note, lang)) { (place(look)) " " b { (look.seen.text().get(lang)) } } }
                (sub(html! { (self.frame.reader.near(round.at, self.frame.now)) " · " (words::LOOKS.count(lang, watch.rounds.len() as u64)) }))
            }
        }
    }

    fn next(&self, watch: &Watch) -> Markup {
        let (lang, now) = (self.frame.lang(), self.frame.now);
        match watch.next {
            Some(next) if next > now => html! {
                (self.frame.reader.near(next, now))
                (sub(words::IN_TIME.fill(lang, &[("span", &format::span(next.duration_since(now).as_secs(), lang))])))
            },
            Some(next) => html! { (self.frame.reader.near(next, now)) },
            None => html! { span.meta { (text::NO_MORE.get(lang)) } },
        }
    }

    /// The items that carry this one on at other addresses.
    async fn successors(&self, watch: &Watch) -> Result<Vec<Markup>, Error> {
        let lang = self.frame.lang();
        let query = Listing::all(Kind::Item, SUCCESSORS).with("forerunner", watch.item);
        let items: Vec<Kept<Item>> = self.app.desk.list(&query).await?;
        let line = |item: &Kept<Item>| {
            html! {
                span { (text::SUCCESSOR.get(lang)) ": " a.url href={ "/items/" (item.id) } { (likeness::short(&item.url)) } " " span.meta { (item.state.text().get(lang)) } }
            }
        };
        Ok(items.iter().map(line).collect())
    }

    fn acts(&self, watch: &Watch, raised: bool) -> Markup {
        let lang = self.frame.lang();
        let form = |what: &str, button: Button<'_>| {
            kit::post(&format!("/watch/{}/{what}", watch.item), self.visitor.csrf(), "", html! { (button) })
        };
        html! {
            @if self.visitor.actor.may(P::NoteWatch) {
                span.acts {
                    @if raised { (form("note", Button::submit(text::NOTE.get(lang)).key("a"))) }
                    (form("look", Button::submit(text::LOOK_NOW.get(lang)).quiet()))
                }
            }
        }
    }
}

fn place(look: &Look) -> String {
    match look.country.as_str() {
        "" => look.vantage.clone(),
        country => format!("{} {country}", look.vantage),
    }
}

/// Why it was raised.
const fn reason(watch: &Watch) -> crate::web::messages::Text {
    match (watch.contradicted, watch.returned) {
        (true, _) => text::FALSE_CLAIMS,
        (false, true) => text::BACK,
        (false, false) => text::CONFIRMED,
    }
}

const fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Up => Status::Bad,
        Verdict::Moved | Verdict::GeoBlocked => Status::Warn,
        Verdict::Down => Status::Ok,
        Verdict::Unclear => Status::Hold,
    }
}
