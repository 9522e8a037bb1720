//! Complaints of content providers, as their host records them and what became of them (Art 10).

use super::answer::Wrong;
use super::own::{Own, View};
use super::parts::form;
use super::{Asked, Visit, own};
use crate::server::{App, Manner};
use crate::web::Failure;
use crate::web::kit::{self, Button, Choice, Field, Status};
use crate::web::messages::{Lang, own as text, words};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::complaints::{self, Received};
use casework::portal::{Matter, matter};
use casework::records::{About, Complaint, Order, Referral};
use casework::{Desk, Error, Refusal};
use domain::id::ComplaintId;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// What came with a form, as it was typed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    reference: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reasons: String,
}

/// The list, the earliest clock of the open ones first, and the form for a new one.
pub(super) async fn part(own: &Own<'_>, typed: &Typed, wrong: Option<&Wrong>) -> Result<Markup, Error> {
    let lang = own.visit.lang;
    let mut found = complaints::of_provider(own.desk(), own.provider.id).await?;
    found.sort_by_key(|complaint| (complaint.outcome.is_some(), complaint.due()));
    let mut list = Vec::new();
    for complaint in &found {
        list.push(one(own, complaint, about(own.desk(), complaint, lang).await?));
    }
    Ok(html! {
        p { (text::COMPLAINTS_TEXT.get(lang)) }
        @if list.is_empty() { (kit::empty(text::NO_COMPLAINTS.get(lang), text::NO_COMPLAINTS_WHY.get(lang))) }
        @for complaint in list { (complaint) }
        (new(own, typed, wrong))
    })
}

/// What a complaint is about, by the name that the provider knows.
async fn about(desk: &Desk, complaint: &Complaint, lang: Lang) -> Result<String, Error> {
    Ok(match complaint.about {
        About::Order(id) => desk.load::<Order>(id.0).await?.record.reference,
        About::Referral(id) => desk.load::<Referral>(id.0).await?.record.reference,
        About::OwnMeasure => text::OWN_MEASURE.get(lang).to_owned(),
    })
}

fn one(own: &Own<'_>, complaint: &Complaint, about: String) -> Markup {
    let lang = own.visit.lang;
    let received = own.reader.near(complaint.received, own.now);
    let (status, standing) = match &complaint.outcome {
        Some(outcome) => {
            let word = if outcome.reinstated { text::UPHELD } else { text::REJECTED };
            (Status::Ok, word.fill(lang, &[("time", &own.reader.near(outcome.at, own.now))]))
        }
        None if complaint.due() < own.now => {
            (Status::Bad, text::DUE_OVER.fill(lang, &[("time", &own.reader.date(complaint.due()))]))
        }
        None => (
            Status::Run,
            text::DUE.fill(lang, &[("time", &own.reader.stamp(complaint.due())), ("place", &own.reader.place())]),
        ),
    };
    html! {
        div.mt6 id={ "c" (complaint.id) } {
            p { b.any { (about) } ", " (received) }
            p.any.meta { (complaint.url) }
            p.any { "“" (complaint.text) "”" }
            p { (kit::pill(status, &standing)) }
            @match &complaint.outcome {
                Some(outcome) => { p.any.ink2 { "“" (outcome.reasons) "”" } },
                None => { (decision(own, complaint)) },
            }
        }
    }
}

fn decision(own: &Own<'_>, complaint: &Complaint) -> Markup {
    let lang = own.visit.lang;
    let id = complaint.id.to_string();
    html! {
        details.ans {
            summary { span { (text::DECIDE.get(lang)) } span.hint { (text::DECIDE_HINT.get(lang)) } (kit::icon(kit::Icon::Plus)) }
            (form(&own.visit.action(&format!("complaints/{id}")), html! {
                fieldset {
                    legend.vh { (text::DECIDE.get(lang)) }
                    (Choice::radio("outcome", "reinstated", text::OUTCOME_BACK.get(lang)))
                    (Choice::radio("outcome", "rejected", text::OUTCOME_STAYS.get(lang)))
                }
                (Field::new("reasons", text::OUTCOME_REASONS.get(lang)).id(&format!("reasons-{id}")).required(lang).textarea(3))
                (Button::submit(words::SAVE.get(lang)).main())
            }))
        }
    }
}

fn new(own: &Own<'_>, typed: &Typed, wrong: Option<&Wrong>) -> Markup {
    let lang = own.visit.lang;
    let latest = own.now.to_zoned(own.reader.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string();
    let at = if typed.at.is_empty() { &latest } else { &typed.at };
    let error = |here: &[Wrong]| wrong.filter(|wrong| here.contains(wrong)).map(|wrong| wrong.words(lang));
    html! {
        div.mt6 {
            details.ans open[wrong.is_some() && typed.outcome.is_empty() && typed.reasons.is_empty()] {
                summary { span { (text::NEW.get(lang)) } span.hint { (text::NEW_HINT.get(lang)) } (kit::icon(kit::Icon::Plus)) }
                (form(&own.visit.action("complaints"), html! {
                    (Field::new("reference", words::REFERENCE.get(lang)).value(&typed.reference).hint(text::NEW_REFERENCE_HINT.get(lang)).error(error(&[Wrong::Reference])).input())
                    (Field::new("url", words::EXACT_URL.get(lang)).value(&typed.url).hint(text::NEW_URL_HINT.get(lang)).error(error(&[Wrong::Address])).input())
                    (Field::new("text", text::NEW_TEXT.get(lang)).value(&typed.text).hint(text::NEW_TEXT_HINT.get(lang)).required(lang).error(error(&[Wrong::Reasons])).textarea(3))
                    (Field::new("at", text::NEW_AT.get(lang)).kind("datetime-local").value(at).error(error(&[Wrong::Time, Wrong::Future])).input())
                    (Button::submit(words::SAVE.get(lang)).main())
                }))
            }
        }
    }
}

/// The provider writes a complaint down.
pub(super) async fn record(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let said =
        super::answer::Typed { acted_at: typed.at.clone(), explanation: typed.text.clone(), ..Default::default() };
    let done = async |visit: &Visit<'_>, own: &Own<'_>| {
        let at = match said.reasons().and_then(|_| said.acted_at(&own.reader, own.now)) {
            Ok(at) => at.unwrap_or(own.now).min(own.now),
            Err(wrong) => return Ok(Err(wrong)),
        };
        let received =
            Received { reference: typed.reference.clone(), url: typed.url.clone(), text: typed.text.clone(), at };
        complaints::receive(own.desk(), visit.link, received).await.map(|_| Ok(()))
    };
    act(&app, &manner, &link, asked, &typed, done).await
}

/// The provider writes down what became of one.
pub(super) async fn decide(
    State(app): State<App>,
    manner: Manner,
    Path((link, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = async |visit: &Visit<'_>, own: &Own<'_>| {
        let reinstated = match typed.outcome.as_str() {
            "reinstated" => true,
            "rejected" => false,
            _ => return Ok(Err(Wrong::Kind)),
        };
        complaints::decide(own.desk(), visit.link, ComplaintId(id), reinstated, &typed.reasons).await.map(Ok)
    };
    act(&app, &manner, &link, asked, &typed, done).await
}

/// Opens the link, does it, and goes back to the complaints; or shows them with what was wrong.
async fn act(
    app: &App,
    manner: &Manner,
    link: &str,
    asked: Asked,
    typed: &Typed,
    done: impl AsyncFnOnce(&Visit<'_>, &Own<'_>) -> Result<Result<(), Wrong>, Error>,
) -> Result<Response, Failure> {
    let asked = Asked { view: Some(View::Complaints.name().to_owned()), ..asked };
    let opened = matter(&app.desk, link).await;
    let visit = Visit::new(app, manner, link, &asked, opened.as_ref().ok());
    let provider = match opened {
        Ok(Matter::Provider(provider)) => provider,
        Ok(_) => return visit.fail(Error::Refused(Refusal::BadLink)),
        Err(error) => return visit.fail(error),
    };
    let own = Own { visit: &visit, reader: visit.reader(&provider), provider, now: app.desk.now() };
    let wrong = match done(&visit, &own).await {
        Ok(Ok(())) => return Ok(Redirect::to(&own.at(View::Complaints)).into_response()),
        Ok(Err(wrong)) => wrong,
        Err(error @ (Error::Refused(_) | Error::NotFound { .. } | Error::Conflict)) => Wrong::of_complaint(&error),
        Err(error) => return Err(Failure(error)),
    };
    let page = own::page(&visit, own.provider, typed, Some(&wrong)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
