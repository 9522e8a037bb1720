//! Referrals: by state, and the page of one.

use super::Failure;
use super::done::{Done, back};
use super::frame::frame;
use super::kit::{self, Button, Column, Field, Icon, Row, Status, Step, StepState, Table};
use super::messages::terms::Term as _;
use super::messages::{Lang, Text, item, order as order_text, portal as portal_text, referral as text, today, words};
use super::names::Names;
use super::orders::files::plain;
use super::paging::{self, PAGE, Place};
use super::shell::{self, Frame, Section};
use super::{history, likeness};
use crate::api::problem;
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Provider, Referral};
use casework::{Error, refer};
use domain::id::ReferralId;
use domain::refer::ReferralState;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/referrals", Access::Needs(P::SeeNotices), list)
        .get("/referrals/{id}", Access::Needs(P::SeeNotices), show)
        .get("/referrals/{id}/letters/{n}", Access::Needs(P::SeeNotices), letter)
        .post("/referrals/{id}/release", Access::Needs(P::Release), release)
        .post("/referrals/{id}/withdraw", Access::Needs(P::Release), withdraw)
}

/// The lists: the word in the address, the title, the states, what stands there when there is none.
const TABS: [(&str, Text, &[&str], Text); 3] = [
    ("", text::WAITING_TAB, &["draft"], text::NO_DRAFTS),
    ("sent", text::SENT_TAB, &["released", "sent"], text::NO_SENT),
    ("answered", text::ANSWERED_TAB, &["removed", "declined", "withdrawn"], text::NO_ANSWERED),
];

#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    show: String,
    after: Option<String>,
}

async fn list(State(app): State<App>, visitor: Visitor, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Refer)).await?;
    let lang = frame.lang();
    let tab = TABS.iter().find(|tab| tab.0 == wanted.show).unwrap_or(&TABS[0]);
    let place = Place { after: wanted.after };
    let mut listing = Listing::all(Kind::Referral, PAGE + 1).in_states(tab.2).newest_first();
    listing.after = place.cursor();
    let mut referrals: Vec<Kept<Referral>> = app.desk.list(&listing).await?;
    let next = paging::cut(&mut referrals, PAGE);
    let mut names = Names::new(&app.desk);
    let mut rows = Vec::new();
    for referral in &referrals {
        let provider = names.provider(referral.provider).await?;
        rows.push(Row::new([
            named(referral, provider.as_deref(), lang),
            kit::pill(status(referral.state), referral.state.text().get(lang)),
            html! { (frame.reader.near(latest(referral), frame.now)) },
            html! { (names.person(referral.author).await?) },
        ]));
    }
    let columns = [Column::text(words::REFERENCE.get(lang)), Column::text(words::STATE.get(lang)), Column::short(words::WHEN.get(lang)), Column::text(order_text::AUTHOR.get(lang))];
    let first = if tab.0.is_empty() { "/referrals".to_owned() } else { format!("/referrals?show={}", tab.0) };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        nav.tabs aria-label=(text::TITLE.get(lang)) {
            @for (word, title, ..) in TABS {
                a href=(if word.is_empty() { "/referrals".to_owned() } else { format!("/referrals?show={word}") }) aria-current=[(word == tab.0).then_some("page")] { (title.get(lang)) }
            }
        }
        @if rows.is_empty() { (kit::empty(tab.3.get(lang), text::EMPTY_HERE.get(lang))) }
        @else {
            (Table::new(text::CAPTION.get(lang), columns).walk().rows(rows))
            (paging::steps(&first, &place, next, words::REFERRALS.count(lang, referrals.len() as u64), lang))
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

/// A referral by its reference, with its provider and its address.
pub(super) fn named(referral: &Referral, provider: Option<&str>, lang: Lang) -> Markup {
    html! {
        a href={ "/referrals/" (referral.id) } { (referral.reference) } " "
        span.meta { (provider.unwrap_or(text::NO_PROVIDER.get(lang))) }
        (kit::sub(html! { span.url { (likeness::short(&referral.url)) } }))
    }
}

/// The shape of a referral's state. What the provider decides looks alike either way.
pub(super) const fn status(state: ReferralState) -> Status {
    match state {
        ReferralState::Draft | ReferralState::Withdrawn => Status::None,
        ReferralState::Released | ReferralState::Sent => Status::Run,
        ReferralState::Removed | ReferralState::Declined => Status::Ok,
    }
}

fn latest(referral: &Referral) -> Timestamp {
    referral.answered.as_ref().map(|answered| answered.0).or(referral.sent.map(|stamp| stamp.at)).unwrap_or(referral.drafted)
}

#[derive(Debug, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    words: String,
}

const DONE: [(&str, Text); 2] = [("release", text::DONE_RELEASE), ("withdraw", text::DONE_WITHDRAW)];

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Query(done): Query<Done>) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, None, Some(&done)).await?)
}

async fn release(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let done = refer::release(&app.desk, &visitor.actor, ReferralId(id)).await;
    after(&app, &visitor, id, "release", done).await
}

async fn withdraw(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Result<Response, Failure> {
    let done = refer::withdraw(&app.desk, &visitor.actor, ReferralId(id), &typed.words).await;
    after(&app, &visitor, id, "withdraw", done).await
}

async fn after(app: &App, visitor: &Visitor, id: Uuid, act: &str, done: Result<(), Error>) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/referrals/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => Ok((problem::status(&error), page(app, visitor, id, Some(&error), None).await?).into_response()),
        Err(error) => Err(Failure(error)),
    }
}

struct View {
    frame: Frame,
    referral: Kept<Referral>,
    provider: Option<Kept<Provider>>,
    author: String,
    own: bool,
    may_release: bool,
    letter: Option<String>,
    history: Vec<history::Line>,
}

async fn page(app: &App, visitor: &Visitor, id: Uuid, refused: Option<&Error>, done: Option<&Done>) -> Result<Markup, Error> {
    let desk = &app.desk;
    let referral = desk.load::<Referral>(id).await?;
    let mut frame = frame(app, visitor, Some(Section::Refer)).await?;
    frame.notice = done.and_then(|done| done.notice(&DONE, frame.lang()));
    let provider = match referral.provider {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let letter = match referral.notices.last() {
        Some(notice) => desk.doors.blobs.get(&notice.text).await?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        None => None,
    };
    let finding = history::lines(desk, referral.item.0).await?.into_iter().rev().find(|line| line.act == "finding_recorded" && line.at <= referral.drafted);
    let view = View {
        author: Names::new(desk).person(referral.author).await?,
        own: referral.author == visitor.actor.person,
        may_release: visitor.actor.may(P::Release),
        history: finding.into_iter().chain(history::lines(desk, id).await?).collect(),
        frame,
        provider,
        letter,
        referral,
    };
    Ok(shell::page(&view.frame, &view.referral.reference, view.content(refused)))
}

/// The text of a letter as it was sent, counted from 1.
async fn letter(State(app): State<App>, Path((id, number)): Path<(Uuid, usize)>) -> Result<Response, Failure> {
    const MISSING: Error = Error::NotFound { what: "letter of this referral" };
    let referral = app.desk.load::<Referral>(id).await?;
    let notice = number.checked_sub(1).and_then(|n| referral.notices.get(n)).ok_or(MISSING)?;
    let bytes = app.desk.doors.blobs.get(&notice.text).await.map_err(Error::from)?.ok_or(MISSING)?;
    Ok(plain(String::from_utf8_lossy(&bytes)))
}

impl View {
    fn content(&self, refused: Option<&Error>) -> Markup {
        let lang = self.frame.lang();
        let referral = &self.referral;
        let withdrawable = self.may_release && matches!(referral.state, ReferralState::Draft | ReferralState::Released | ReferralState::Sent);
        let acts = html! { @if withdrawable { (Button::link(text::WITHDRAW.get(lang), "#withdraw").grave()) } };
        html! {
            (kit::head(html! { (text::CRUMB.get(lang)) }, &referral.reference, html! { a.url href={ "/items/" (referral.item) } { (referral.url) } }, acts))
            @if let Some(error) = refused {
                div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (error) })) }
            }
            div.trackwrap { (kit::track(text::LIFE.get(lang), &self.life())) }
            div.grid {
                div.c7.stack {
                    @if referral.state == ReferralState::Draft && self.may_release { (self.release()) }
                    (kit::section(text::LETTER.get(lang), html! {}, self.letter_link(), self.letter()))
                    (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&self.history, &self.frame.reader, self.frame.now)))
                }
                div.c5.stack { (self.facts()) (self.answer()) }
            }
            @if withdrawable { (self.withdraw()) }
        }
    }

    fn near(&self, at: Timestamp) -> String {
        self.frame.reader.near(at, self.frame.now)
    }

    fn life(&self) -> Vec<Step> {
        let lang = self.frame.lang();
        let released = self.history.iter().find(|line| line.act == "referral_released").map(|line| line.at);
        let mut steps = vec![
            (ReferralState::Draft.text(), Some(self.referral.drafted)),
            (text::LIFE_RELEASED, released),
            (text::SENT, self.referral.sent.map(|stamp| stamp.at)),
            (text::LIFE_ANSWERED, self.referral.answered.as_ref().map(|answered| answered.0)),
        ];
        if self.referral.state == ReferralState::Withdrawn {
            steps.retain(|(_, at)| at.is_some());
            steps.push((ReferralState::Withdrawn.text(), self.history.iter().rev().find(|line| line.act == "referral_withdrawn").map(|line| line.at)));
        }
        let here = steps.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
        let state = |i: usize| if i < here { StepState::Done } else if i == here { StepState::Now } else { StepState::Ahead };
        steps.into_iter().enumerate().map(|(i, (name, at))| Step { name: name.get(lang).to_owned(), note: at.map(|at| self.near(at)).unwrap_or_default(), state: state(i) }).collect()
    }

    fn release(&self) -> Markup {
        let lang = self.frame.lang();
        let name = self.provider.as_ref().map_or(text::NO_PROVIDER.get(lang), |provider| provider.name.as_str());
        let button = Button::submit(text::RELEASE.get(lang)).main();
        let button = if self.own { button.cannot(text::OWN_DRAFT.get(lang)) } else { button };
        kit::section(order_text::NEXT.get(lang), html! {}, html! {}, kit::post(&format!("/referrals/{}/release", self.referral.id), &self.frame.csrf, "form narrow", html! {
            p.ink2 { (text::RELEASE_EFFECT.fill(lang, &[("provider", &name), ("author", &self.author)])) }
            div.acts { (button) }
        }))
    }

    fn letter_link(&self) -> Markup {
        html! {
            @if !self.referral.notices.is_empty() {
                a href={ "/referrals/" (self.referral.id) "/letters/" (self.referral.notices.len()) } { (kit::icon(Icon::Doc)) " " (order_text::TEXT.get(self.frame.lang())) }
            }
        }
    }

    fn letter(&self) -> Markup {
        let lang = self.frame.lang();
        match &self.letter {
            Some(letter) => html! { pre.letter lang=(self.referral.language) { (letter) } },
            None => html! { p.meta { (text::LETTER_NOT_SENT.fill(lang, &[("language", &self.referral.language)])) } },
        }
    }

    fn facts(&self) -> Markup {
        let lang = self.frame.lang();
        let referral = &self.referral;
        let stamp = |stamp: Option<casework::records::Stamped>| html! {
            @match stamp {
                Some(stamp) => { (self.near(stamp.at)) (kit::sub(stamp.source.text().get(lang))) }
                None => { (words::NOT_YET.get(lang)) }
            }
        };
        kit::section(text::FINDING.get(lang), html! {}, html! {}, kit::facts(&[
            (words::STATE.get(lang), kit::pill_box(status(referral.state), referral.state.text().get(lang))),
            (words::PROVIDER.get(lang), html! {
                @match &self.provider {
                    Some(provider) => { a href={ "/providers/" (provider.id) } { (provider.name) } (kit::sub(&provider.contact)) }
                    None => { (text::NO_PROVIDER.get(lang)) }
                }
            }),
            (text::SENT.get(lang), stamp(referral.sent)),
            (text::RECEIVED.get(lang), stamp(referral.received)),
            (portal_text::TYPE.get(lang), html! { @for category in &referral.finding.categories { div { (category.text().get(lang)) } } }),
            (item::CONFIDENCE.get(lang), html! { (referral.finding.confidence.text().get(lang)) }),
            (words::REASON.get(lang), html! { "“" (referral.finding.reason) "”" (kit::sub(&self.author)) }),
            (today::ORDER_AND_URL.get(lang), html! { a.url href={ "/items/" (referral.item) } { (referral.url) } }),
        ]))
    }

    fn answer(&self) -> Markup {
        let lang = self.frame.lang();
        let body = match &self.referral.answered {
            Some((at, name, explanation)) => kit::facts(&[
                (text::ANSWER.get(lang), html! { (self.referral.state.text().get(lang)) }),
                (words::WHO.get(lang), html! { (text::ANSWER_BY.fill(lang, &[("name", name), ("time", &self.near(*at))])) }),
                (words::REASON.get(lang), html! { @if explanation.is_empty() { (words::NONE.get(lang)) } @else { "“" (explanation) "”" } }),
            ]),
            None => html! { p.meta { (text::NO_ANSWER.get(lang)) } },
        };
        kit::section(text::ANSWER.get(lang), html! {}, html! {}, body)
    }

    fn withdraw(&self) -> Markup {
        let lang = self.frame.lang();
        let title = text::WITHDRAW_ASK.fill(lang, &[("reference", &self.referral.reference)]);
        kit::dialog("withdraw", &title, kit::post(&format!("/referrals/{}/withdraw", self.referral.id), &self.frame.csrf, "form", html! {
            (Field::new("words", words::REASON.get(lang)).hint(text::WITHDRAW_WHY.get(lang)).required(lang).textarea(2))
            div.acts { (Button::link(text::KEEP.get(lang), "#")) (Button::submit(text::WITHDRAW.get(lang)).grave()) }
        }), lang)
    }
}
