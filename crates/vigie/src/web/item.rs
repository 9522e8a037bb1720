//! One item: what was seen, why it matched, what else it might be, and the finding.

mod context;
mod facts;
mod finding;
mod likenesses;
mod media;
mod passages;
mod pictures;
mod search;
mod seat;

use super::Failure;
use super::frame::frame;
use super::history::{self, Line};
use super::kit::{self, Button, Key, Notice, Status};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Lang, item as text, queue as queue_text, words};
use super::names::Names;
use super::queue;
use super::shell::{self, Frame, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Form, Path, Query, State};
use axum::response::Redirect;
use casework::assess::{self, Dossier};
use casework::policy::Permission as P;
use casework::records::{Hold, Kept, Provider, Signal};
use casework::{Error, detect, order};
use domain::assess::Outcome;
use domain::id::{ItemId, ProviderId, SignalId};
use finding::{Draft, Wrong};
use matching::digest::Sha256;
use maud::{Markup, html};
use seat::Seat;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/items/{id}", Access::Needs(P::SeeItems), show)
        .post("/items/{id}/finding", Access::Needs(P::Assess), finding::record)
        .post("/items/{id}/provider", Access::Needs(P::Assess), set_provider)
        .post("/items/{id}/provider/find", Access::Needs(P::Assess), search::find)
        .post("/items/{id}/reopen", Access::Needs(P::Assess), reopen)
        .post("/items/{id}/fetch", Access::Needs(P::TakeIn), fetch_again)
        .post("/items/{id}/back", Access::Needs(P::Assess), hand_back)
        .post("/items/{id}/skip", Access::Needs(P::Assess), skip)
        .get("/items/{id}/media/{digest}", Access::Needs(P::SeeItems), media::veiled)
        .get("/items/{id}/known/{signal}", Access::Needs(P::SeeItems), media::known)
        .post("/items/{id}/reveal/{digest}", Access::Needs(P::Reveal), media::reveal)
        .get("/items/{id}/revealed/{token}", Access::Needs(P::Reveal), media::revealed)
}

/// What the page's address asks for.
#[derive(Deserialize, Default)]
struct Asked {
    /// What the last act brought about, as a code.
    done: Option<String>,
    /// The one-time token of a picture that is to be shown unveiled.
    shown: Option<String>,
    /// The digest of the picture that is to be compared first.
    picture: Option<String>,
    /// Whether the provider is to be chosen anew.
    provider: Option<String>,
}

/// Everything one page shows.
struct View<'a> {
    visitor: &'a Visitor,
    frame: Frame,
    dossier: Dossier,
    seat: Seat,
    history: Vec<Line>,
    /// The signals of pictures that matched, for comparison side by side.
    signals: HashMap<SignalId, Kept<Signal>>,
    provider: Option<Kept<Provider>>,
    /// The directory, when the provider may be chosen.
    directory: Vec<Kept<Provider>>,
    holds: Vec<(Kept<Hold>, String)>,
    /// The names of those who assessed, in the order of the findings.
    officers: Vec<String>,
    /// The token and the digest of the picture that is shown unveiled.
    shown: Option<(String, Sha256)>,
    /// The picture that comes first: the one shown unveiled, or the one that was asked for.
    first: Option<Sha256>,
}

impl<'a> View<'a> {
    async fn of(app: &'a App, visitor: &'a Visitor, id: ItemId, asked: &Asked) -> Result<Self, Error> {
        let mut frame = frame(app, visitor, Some(Section::Assess)).await?;
        frame.path = format!("/items/{id}");
        let dossier = assess::dossier(&app.desk, &visitor.actor, id).await?;
        let seat = Seat::take(app, visitor, &dossier.item).await?;
        let provider = match dossier.item.provider {
            Some(provider) => app.desk.find::<Provider>(provider.0).await?,
            None => None,
        };
        let choose = seat.is_mine() && (provider.is_none() || asked.provider.is_some());
        let mut names = Names::new(&app.desk);
        let mut officers = Vec::new();
        for assessment in &dossier.item.assessments {
            officers.push(names.person(assessment.officer).await?);
        }
        let shown = match &asked.shown {
            Some(token) => media::pending(app, visitor, id, token).await?.map(|digest| (token.clone(), digest)),
            None => None,
        };
        let asked_for = || asked.picture.as_deref()?.parse().ok();
        let first = shown.as_ref().map(|(_, digest)| *digest).or_else(asked_for);
        Ok(Self {
            visitor,
            history: history::lines(&app.desk, id.0).await?,
            signals: pictures::signals(app, &dossier, first).await?,
            directory: if choose { facts::directory(app).await? } else { Vec::new() },
            holds: facts::holds(app, order::holds_on(&app.desk, &dossier.item.url).await?).await?,
            frame,
            dossier,
            seat,
            provider,
            officers,
            shown,
            first,
        })
    }

    fn lang(&self) -> Lang {
        self.frame.lang()
    }

    /// An address of this item's page, or below it.
    fn href(&self, below: &str) -> String {
        format!("/items/{}{below}", self.dossier.item.id)
    }
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let mut view = View::of(&app, &visitor, ItemId(id), &asked).await?;
    view.frame.notice = said(&view, &asked);
    Ok(page(&view, &Draft::default(), &Wrong::default()))
}

/// What the last act brought about.
fn said(view: &View<'_>, asked: &Asked) -> Option<Notice> {
    let lang = view.lang();
    if asked.shown.is_some() {
        let (status, words) = match view.shown {
            Some(_) => (Status::Ok, text::REVEALED_NOTE),
            None => (Status::Hold, text::REVEAL_LOST),
        };
        return Some(Notice { status, text: words.get(lang).to_owned(), link: None });
    }
    let done = asked.done.as_deref()?;
    let plain = match done {
        "provider" => Some(text::PROVIDER_DONE),
        "fetch" => Some(text::FETCH_DONE),
        _ => None,
    };
    if let Some(words) = plain {
        return Some(Notice { status: Status::Ok, text: words.get(lang).to_owned(), link: None });
    }
    let outcome: Outcome = done.parse().ok()?;
    let link = match (outcome, &view.dossier.order, &view.dossier.referral) {
        (Outcome::ProposeOrder, Some(order), _) => {
            Some((format!("/orders/{}", order.id), text::SEE_ORDER.get(lang).to_owned()))
        }
        (Outcome::Refer, _, Some(referral)) => {
            Some((format!("/referrals/{}", referral.id), text::SEE_REFERRAL.get(lang).to_owned()))
        }
        _ => None,
    };
    Some(Notice { status: Status::Ok, text: text::DONE.fill(lang, &[("outcome", &outcome.text().get(lang))]), link })
}

/// The whole page.
fn page(view: &View<'_>, draft: &Draft, wrong: &Wrong) -> Markup {
    let lang = view.lang();
    let item = &view.dossier.item;
    let frame = Frame { keys: keys(view), ..view.frame.clone() };
    let title = likeness::short(&item.url);
    let crumb = match view.seat.until() {
        Some(until) => text::CRUMB.fill(lang, &[("time", &frame.reader.minute(until))]),
        None => text::CRUMB_READ.get(lang).to_owned(),
    };
    let lede = html! {
        (kit::pill(view.seat.status(), item.state.text().get(lang))) " "
        span.pri { "P" (item.priority) } " "
        (likeness::headline(item, lang))
    };
    let content = html! {
        (kit::head(html! { (crumb) }, title, lede, acts(view)))
        div.rv {
            div.stack {
                (facts::list(view))
                (likenesses::section(view))
                (pictures::section(view))
                (passages::section(view))
                (context::section(view))
                (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&view.history, &frame.reader, frame.now)))
            }
            aside aria-label=(text::FINDING.get(lang)) { (finding::aside(view, draft, wrong)) }
        }
    };
    shell::page(&frame, title, content)
}

fn acts(view: &View<'_>) -> Markup {
    let (lang, csrf) = (view.lang(), view.visitor.csrf());
    html! {
        @if may_fetch(view) {
            (kit::post(&view.href("/fetch"), csrf, "", html! { (Button::submit(text::FETCH_AGAIN.get(lang))) }))
        }
        @if view.seat.is_mine() {
            (kit::post(&view.href("/skip"), csrf, "", html! { (Button::submit(text::SKIP.get(lang)).key("s")) }))
            (kit::post(&view.href("/back"), csrf, "", html! { (Button::submit(text::HAND_BACK.get(lang)).key("u")) }))
        } @else if view.visitor.actor.may(P::Assess) {
            (Button::link(queue_text::TAKE_NEXT.get(lang), &format!("/queue/next?after={}", view.dossier.item.id)).main().key("n"))
        }
    }
}

/// Whether the reader may have the page fetched once more. A file that was handed in stands at no address.
fn may_fetch(view: &View<'_>) -> bool {
    let item = &view.dossier.item;
    let free = !matches!(view.seat, Seat::Other(..));
    let unexamined = !item.not_examined.is_empty();
    domain::detect::fetch_again(item.state, unexamined).is_ok()
        && item.url.has_host()
        && free
        && view.visitor.actor.may(P::TakeIn)
}

fn keys(view: &View<'_>) -> Vec<Key> {
    let reading = [Key { keys: &["[", "]"], text: text::KEY_SPANS }, Key { keys: &["v"], text: text::KEY_REVEAL }];
    let deciding = [
        Key { keys: &["0", "J", "E", "A", "R", "C", "T"], text: text::KEY_PURPOSE },
        Key { keys: &["1…5"], text: text::KEY_TYPE },
        Key { keys: &["o", "r", "x", "d", "w"], text: text::KEY_DECIDE },
        Key { keys: &["s"], text: text::KEY_SKIP },
        Key { keys: &["u"], text: text::KEY_BACK },
    ];
    let mut keys = reading.to_vec();
    match view.seat.is_mine() {
        true => keys.extend(deciding),
        false => keys.extend(view.visitor.actor.may(P::Assess).then_some(Key { keys: &["n"], text: text::KEY_NEXT })),
    }
    keys
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    provider: String,
}

async fn set_provider(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(chosen): Form<Chosen>,
) -> Result<Redirect, Failure> {
    let provider: ProviderId = chosen.provider.parse().map_err(|_| Error::NotFound { what: "provider" })?;
    assess::set_provider(&app.desk, &visitor.actor, ItemId(id), provider).await?;
    Ok(Redirect::to(&format!("/items/{id}?done=provider")))
}

/// A form that carries nothing but the session's value, which was checked before.
#[derive(Deserialize)]
struct Plain {}

/// Why a finding is taken up again.
#[derive(Deserialize)]
struct Reopened {
    #[serde(default)]
    reason: String,
}

async fn reopen(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(given): Form<Reopened>,
) -> Result<Redirect, Failure> {
    assess::reopen(&app.desk, &visitor.actor, ItemId(id), &given.reason).await?;
    Ok(Redirect::to(&format!("/items/{id}")))
}

async fn fetch_again(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Redirect, Failure> {
    detect::fetch_again(&app.desk, &visitor.actor, ItemId(id)).await?;
    Ok(Redirect::to(&format!("/items/{id}?done=fetch")))
}

async fn hand_back(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Redirect, Failure> {
    assess::hand_back(&app.desk, &visitor.actor, ItemId(id)).await?;
    Ok(Redirect::to("/queue?done=back"))
}

async fn skip(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Redirect, Failure> {
    assess::hand_back(&app.desk, &visitor.actor, ItemId(id)).await?;
    let item = app.desk.load::<casework::records::Item>(id).await?;
    Ok(queue::after(&app, &visitor, &item).await?)
}

#[cfg(test)]
mod tests;
