//! The interface of bigger providers: what the portal shows and takes, as JSON. The signed link is the key, as there.
//!
//! Described for providers in `docs/provider-api.md`.

use super::problem::Problem;
use crate::insist::insistently;
use crate::server::App;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::portal::{LONGEST_NAME, Matter, Way};
use casework::records::{Order, Referral};
use casework::{Desk, Error, Refusal, order, portal, refer};
use domain::order::{Answer, Clock};
use exchange::dsa;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

/// The order or referral behind a link, as it stands. Reading it is not receipt.
pub async fn show(State(app): State<App>, Path(link): Path<String>) -> Result<Json<Value>, Problem> {
    Ok(Json(shown(&app.desk, &link).await?))
}

async fn shown(desk: &Desk, link: &str) -> Result<Value, Error> {
    match portal::matter(desk, link).await? {
        Matter::Order(order) => as_order(desk, &order, link).await,
        Matter::Referral(referral) => as_referral(desk, &referral, link),
        Matter::Content(_) | Matter::Provider(_) => Err(not_ours()),
    }
}

fn page(desk: &Desk, link: &str) -> Result<String, Error> {
    let page = desk.settings.base_url.join(&format!("portal/{link}"));
    page.map(String::from).map_err(|error| Error::Fault(Box::new(error)))
}

async fn as_order(desk: &Desk, order: &Order, link: &str) -> Result<Value, Error> {
    let now = desk.now();
    let silent = order.non_disclosure.as_ref().filter(|decision| decision.in_force(now));
    let answers: Vec<Value> = order
        .answers
        .iter()
        .map(|given| json!({ "answer": given.answer.name(), "at": given.at, "acted_at": given.acted_at, "name": given.name, "explanation": given.explanation }))
        .collect();
    Ok(json!({
        "kind": "order",
        "reference": order.reference,
        "url": order.url,
        "state": order.state.name(),
        "has_effect": !order.state.is_without_effect(),
        "clock": clock(order, now),
        "received_at": order.received.map(|stamp| stamp.at),
        "answers": answers,
        "scrutiny": order.scrutiny.name(),
        "reinstatement": order.reinstatement.name(),
        "preserve_until": order.preservation.as_ref().map(|preservation| preservation.until),
        "tell_nobody_until": silent.map(|decision| decision.until),
        "document": order::signed(desk, order).await?,
        "portal": page(desk, link)?,
    }))
}

/// The hour: when it ends, and how many seconds are left by the server's clock.
fn clock(order: &Order, now: Timestamp) -> Value {
    match order.clock(now) {
        Clock::NotBegun => json!({ "state": "not_begun" }),
        Clock::Running { deadline } => {
            json!({ "state": "running", "deadline": deadline, "seconds_left": deadline.duration_since(now).as_secs() })
        }
        Clock::Late { deadline } => json!({ "state": "late", "deadline": deadline }),
        Clock::Stopped { at } => json!({ "state": "stopped", "at": at }),
        Clock::Met { at, in_time } => json!({ "state": "met", "at": at, "in_time": in_time }),
        Clock::Void => json!({ "state": "void" }),
    }
}

fn as_referral(desk: &Desk, referral: &Referral, link: &str) -> Result<Value, Error> {
    Ok(json!({
        "kind": "referral",
        "reference": referral.reference,
        "url": referral.url,
        "state": referral.state.name(),
        "reasons": referral.finding.reason,
        "sent_at": referral.sent.map(|stamp| stamp.at),
        "received_at": referral.received.map(|stamp| stamp.at),
        "answered_at": referral.answered.as_ref().map(|reply| reply.at),
        "portal": page(desk, link)?,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    name: String,
}

/// Somebody at the provider, or a program for which they answer, confirms receipt: the hour of an order begins.
pub async fn receipt(
    State(app): State<App>,
    Path(link): Path<String>,
    given: Result<Json<Receipt>, JsonRejection>,
) -> Result<Response, Problem> {
    let given = match given {
        Ok(Json(given)) => given,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    let name = named(&given.name)?;
    match portal::matter(&app.desk, &link).await? {
        Matter::Order(_) => insistently(|| order::receive(&app.desk, &link, Way::Api, name)).await?,
        Matter::Referral(_) => insistently(|| refer::receive(&app.desk, &link, Way::Api, name)).await?,
        Matter::Content(_) | Matter::Provider(_) => return Err(not_ours().into()),
    }
    Ok(Json(shown(&app.desk, &link).await?).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    answer: String,
    acted_at: Option<Timestamp>,
    name: String,
    #[serde(default)]
    explanation: String,
    /// For referrals: what the decision rests on, in the words of statements of reasons.
    ground: Option<dsa::Ground>,
    /// For referrals: what was done to the content.
    restriction: Option<dsa::Visibility>,
}

/// The provider answers: Annex II or III for an order, removed or declined for a referral.
pub async fn answer(
    State(app): State<App>,
    Path(link): Path<String>,
    given: Result<Json<Answered>, JsonRejection>,
) -> Result<Response, Problem> {
    let given = match given {
        Ok(Json(given)) => given,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    let (name, explanation) = (named(&given.name)?, given.explanation.as_str());
    match portal::matter(&app.desk, &link).await? {
        Matter::Order(_) => {
            let kind = order_answer(&given.answer)?;
            insistently(|| order::answer(&app.desk, &link, Way::Api, kind, given.acted_at, name, explanation)).await?;
        }
        Matter::Referral(_) => {
            let removed = referral_answer(&given.answer)?;
            let said = refer::Answer {
                removed,
                effect_at: given.acted_at,
                ground: given.ground,
                restriction: given.restriction,
                name,
                explanation,
            };
            insistently(|| refer::answer(&app.desk, &link, &said)).await?;
        }
        Matter::Content(_) | Matter::Provider(_) => return Err(not_ours().into()),
    }
    Ok(Json(shown(&app.desk, &link).await?).into_response())
}

/// Programs answer orders and referrals; the other links are for people.
const fn not_ours() -> Error {
    Error::Refused(Refusal::BadLink)
}

fn invalid(what: &'static str, why: &str) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.to_owned() })
}

fn named(name: &str) -> Result<&str, Error> {
    let fits = !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME;
    if fits { Ok(name.trim()) } else { Err(invalid("name", "name who answers for it, in at most 200 characters")) }
}

fn order_answer(given: &str) -> Result<Answer, Error> {
    given.parse().map_err(|_| {
        let names: Vec<&str> = Answer::ALL.iter().map(|answer| answer.name()).collect();
        invalid("answer", &format!("an order is answered with one of: {}", names.join(", ")))
    })
}

fn referral_answer(given: &str) -> Result<bool, Error> {
    match given {
        "removed" => Ok(true),
        "declined" => Ok(false),
        _ => Err(invalid("answer", "a referral is answered with removed or declined")),
    }
}

/// What was sent is no JSON of the shape that is described.
fn unreadable(rejection: &JsonRejection) -> Response {
    Problem::words(rejection.status(), &rejection.body_text())
}
