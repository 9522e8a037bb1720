//! What is known of the item before anybody judges it.

use super::{View, text};
use crate::server::App;
use crate::web::format;
use crate::web::kit::{self, Button, Field, Status};
use crate::web::likeness;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{detect as detect_text, directory as directory_text, words};
use casework::Error;
use casework::ports::Query;
use casework::records::{Authority, Hold, Kept, Kind, Provider};
use maud::{Markup, html};

/// How many providers the directory offers for choosing.
const CHOICES: u32 = 300;
/// What stands for a place in captures of files that were handed in.
const HANDED_IN: &str = "handed in";
/// How many other addresses are named; the others are counted.
const ELSEWHERE: usize = 4;

/// The providers to choose from, by name.
pub(super) async fn directory(app: &App) -> Result<Vec<Kept<Provider>>, Error> {
    app.desk.list(&Query::all(Kind::Provider, CHOICES)).await
}

/// Holds with the name of the authority whose wish each is.
pub(super) async fn holds(app: &App, holds: Vec<Kept<Hold>>) -> Result<Vec<(Kept<Hold>, String)>, Error> {
    let mut named = Vec::with_capacity(holds.len());
    for hold in holds {
        let authority = app.desk.find::<Authority>(hold.authority.0).await?;
        named.push((hold, authority.map_or_else(String::new, |authority| authority.name.clone())));
    }
    Ok(named)
}

pub(super) fn list(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let item = &view.dossier.item;
    let mut facts = vec![
        (words::EXACT_URL.get(lang), html! { span.url { (item.url) } }),
        (
            text::TAKEN_IN.get(lang),
            html! {
                (text::TAKEN_IN_FROM.fill(lang, &[("time", &view.frame.reader.near(item.taken_in, view.frame.now)), ("source", &item.source)]))
            },
        ),
    ];
    if item.given != item.url.as_str() {
        facts.push((text::GIVEN_AS.get(lang), html! { span.url { (item.given) } }));
    }
    facts.extend(captured(view));
    facts.push((text::HOST.get(lang), host(view)));
    facts.push((text::SEEN_ELSEWHERE.get(lang), elsewhere(view)));
    if let Some(forerunner) = item.forerunner {
        facts.push((
            text::FORERUNNER.get(lang),
            html! {
                a href={ "/items/" (forerunner) } { (text::FORERUNNER_SAME.get(lang)) }
            },
        ));
    }
    facts.push((text::HOLDS.get(lang), holding(view)));
    if let Some(notices) = notices(view) {
        facts.push((text::SENT_ON.get(lang), notices));
    }
    html! { div.cols { (kit::facts(&facts)) } }
}

fn captured(view: &View<'_>) -> Vec<(&'static str, Markup)> {
    let lang = view.lang();
    let Some(capture) = &view.dossier.capture else {
        let first = view.dossier.item.not_examined.first();
        let why =
            first.map_or(words::NOT_YET.get(lang).to_owned(), |why| crate::web::refusal::recorded_words(why, lang));
        return vec![(text::CAPTURED.get(lang), html! { (text::NOT_CAPTURED.fill(lang, &[("why", &why)])) })];
    };
    let time = view.frame.reader.near(capture.at, view.frame.now);
    let leaf = view.history.iter().rev().find(|line| matches!(line.act.as_str(), "examined" | "not_examined"));
    let mut facts = vec![
        (
            text::CAPTURED.get(lang),
            html! {
                @if capture.vantage == HANDED_IN { (text::CAPTURED_HANDED.fill(lang, &[("time", &time)])) }
                @else { (text::CAPTURED_FROM.fill(lang, &[("time", &time), ("place", &capture.vantage)])) }
                @if let Some(status) = capture.status.filter(|status| *status != 200) { ", " (text::SERVER_SAID.fill(lang, &[("status", &status)])) }
            },
        ),
        (
            words::DIGEST.get(lang),
            html! {
                code { "sha256 " (format::short_digest(&capture.body.to_string())) } " "
                @if let Some(leaf) = leaf { span.meta { (words::LEAF.fill(lang, &[("n", &leaf.index)])) } }
            },
        ),
    ];
    if capture.final_url != view.dossier.item.url {
        facts.push((text::FINAL_URL.get(lang), html! { span.url { (capture.final_url) } }));
    }
    facts
}

fn host(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let item = &view.dossier.item;
    let options: Vec<(String, &str)> =
        view.directory.iter().map(|provider| (provider.id.to_string(), provider.name.as_str())).collect();
    let mut choices = vec![("", text::PROVIDER_CHOOSE.get(lang))];
    choices.extend(options.iter().map(|(id, name)| (id.as_str(), *name)));
    html! {
        @if let Some(host) = item.url.host_str() { a.url href={ "/queue?state=all&host=" (host) } { (host) } ", " }
        @match &view.provider {
            Some(provider) => {
                a href={ "/providers/" (provider.id) } { (provider.name) }
                ", " (format::country(provider.country.code(), lang))
                @if view.directory.is_empty() && view.seat.is_mine() { " " a href=(view.href("?provider=change#provider")) { (words::CHANGE.get(lang)) } }
            },
            None => { (kit::pill(Status::Warn, text::PROVIDER_NONE.get(lang))) },
        }
        @if !view.directory.is_empty() {
            (kit::post(&view.href("/provider"), view.visitor.csrf(), "inline-form mt2", html! {
                (Field::new("provider", words::PROVIDER.get(lang)).select(&choices))
                (Button::submit(text::PROVIDER_SET.get(lang)))
            }))
            @if item.url.has_host() {
                (kit::post(&view.href("/provider/find"), view.visitor.csrf(), "inline-form mt2", html! {
                    (Button::submit(directory_text::FIND.get(lang)))
                }))
            }
        }
    }
}

fn elsewhere(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let others = &view.dossier.elsewhere;
    html! {
        @if others.is_empty() { (text::SEEN_NOWHERE.get(lang)) }
        @else {
            @for other in others.iter().take(ELSEWHERE) {
                div { a.url href={ "/items/" (other.id) } { (likeness::short(&other.url)) } " " span.meta { (other.state.text().get(lang)) } }
            }
            @if others.len() > ELSEWHERE { span.meta { (detect_text::AND_MORE.fill(lang, &[("n", &(others.len() - ELSEWHERE))])) } }
        }
    }
}

fn holding(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let time = |hold: &Hold| view.frame.reader.near(hold.until, view.frame.now);
    html! {
        @if view.holds.is_empty() { (kit::pill(Status::Ok, text::HOLDS_CLEAR.get(lang))) }
        @for (hold, authority) in &view.holds {
            div { (kit::pill(Status::Hold, &text::HOLDS_SOME.fill(lang, &[
                ("answer", &hold.answer.text().get(lang)), ("authority", authority),
                ("reason", &hold.reason.text().get(lang)), ("time", &time(hold)),
            ]))) }
        }
    }
}

/// The order or referral that followed.
fn notices(view: &View<'_>) -> Option<Markup> {
    let lang = view.lang();
    let order = view
        .dossier
        .order
        .as_ref()
        .map(|order| (format!("/orders/{}", order.id), &order.reference, order.state.text().get(lang)));
    let referral = view.dossier.referral.as_ref();
    let referral = referral
        .map(|referral| (format!("/referrals/{}", referral.id), &referral.reference, referral.state.text().get(lang)));
    let followed: Vec<_> = order.into_iter().chain(referral).collect();
    (!followed.is_empty()).then(|| html! {
        @for (href, reference, state) in &followed { div { a href=(href) { (reference) } " " span.meta { (state) } } }
    })
}
