//! Referrals: by state, and the page of one.

mod acts;
mod one;

use super::Failure;
use super::frame::frame;
use super::kit::{self, Column, Row, Status, Table};
use super::likeness;
use super::messages::terms::Term as _;
use super::messages::{Lang, Text, order as order_text, referral as text, words};
use super::names::Names;
use super::paging::{self, PAGE, Place};
use super::shell::{self, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Query, State};
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Referral};
use domain::refer::ReferralState;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/referrals", Access::Needs(P::SeeNotices), list)
        .get("/referrals/{id}", Access::Needs(P::SeeNotices), acts::show)
        .get("/referrals/{id}/letters/{n}", Access::Needs(P::SeeNotices), acts::letter)
        .post("/referrals/{id}/release", Access::Needs(P::Release), acts::release)
        .post("/referrals/{id}/ground", Access::Needs(P::Release), acts::ground)
        .post("/referrals/{id}/again", Access::Needs(P::Release), acts::again)
        .post("/referrals/{id}/link", Access::Needs(P::Release), acts::renew_link)
        .post("/referrals/{id}/withdraw", Access::Needs(P::Release), acts::withdraw)
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
    let all = Listing::all(Kind::Referral, PAGE + 1).in_states(tab.2).newest_first();
    let mut listing = visitor.actor.readable(all);
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
    let columns = [
        Column::text(words::REFERENCE.get(lang)),
        Column::text(words::STATE.get(lang)),
        Column::short(words::WHEN.get(lang)),
        Column::text(order_text::AUTHOR.get(lang)),
    ];
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
    referral.answered.as_ref().map(|reply| reply.at).or(referral.sent.map(|stamp| stamp.at)).unwrap_or(referral.drafted)
}

#[cfg(test)]
mod tests;
