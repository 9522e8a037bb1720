//! What officers do with an order. A refusal shows the order again, with every reason and what was typed.

use super::gates;
use super::one;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::back;
use crate::web::format::Reader;
use crate::web::messages::{Lang, Text, order as text};
use crate::web::refusal;
use axum::extract::{Form, MatchedPath, Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::order::Circumstances;
use casework::policy::Actor;
use casework::{Desk, Error, Refusal, order};
use domain::id::OrderId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use uuid::Uuid;

/// The acts of an officer who issues, by their addresses.
pub(super) const BY_OFFICERS: [&str; 13] = [
    "/orders/{id}/approve",
    "/orders/{id}/issue",
    "/orders/{id}/receipt",
    "/orders/{id}/restart",
    "/orders/{id}/possible",
    "/orders/{id}/challenge",
    "/orders/{id}/judgment",
    "/orders/{id}/disclosure",
    "/orders/{id}/preservation",
    "/orders/{id}/link",
    "/orders/{id}/copy",
    "/orders/{id}/letters",
    "/orders/{id}/withdraw",
];

/// What each act is called in its own address and in that of the page that follows it.
pub(super) const DONE: [(&str, Text); 16] = [
    ("deconfliction", text::DONE_DECONFLICT),
    ("gate", text::DONE_GATE),
    ("approve", text::DONE_APPROVE),
    ("issue", text::DONE_ISSUE),
    ("receipt", text::DONE_RECEIPT),
    ("carried", text::DONE_CARRIED),
    ("restart", text::DONE_RESTART),
    ("possible", text::DONE_POSSIBLE),
    ("challenge", text::DONE_CHALLENGE),
    ("judgment", text::DONE_JUDGMENT),
    ("disclosure", text::DONE_DISCLOSURE),
    ("preservation", text::DONE_PRESERVATION),
    ("link", text::DONE_LINK),
    ("copy", text::DONE_COPY),
    ("letters", text::DONE_LETTERS),
    ("withdraw", text::DONE_WITHDRAW),
];

/// What was typed into the form of an act.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub answer: String,
    pub words: String,
    pub gate: String,
    pub emergency: String,
    pub exceptional: String,
    pub court: String,
    pub until: String,
    #[serde(skip)]
    pub refused: Option<String>,
    #[serde(skip)]
    pub act: &'static str,
}

/// What was refused, in the reader's language; shut gates with their reasons.
pub(super) fn refusal(error: &Error, reader: &Reader) -> String {
    match error {
        Error::Refused(Refusal::Gates(shut)) => gates::listed(shut, reader.lang),
        other => refusal::words(other, reader),
    }
}

/// Back to the order, or the order again with what was refused.
pub(super) async fn after(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    act: &'static str,
    typed: Typed,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(&format!("/orders/{id}"), act).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let refused = Some(refusal(&error, &visitor.manner.reader));
            let page = one::page(app, visitor, id, &Typed { refused, act, ..typed }, None).await?;
            Ok((problem::status(&error), page).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// Does what the last part of the address names.
pub(super) async fn act(
    State(app): State<App>,
    visitor: Visitor,
    path: MatchedPath,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    const UNKNOWN: Error = Error::NotFound { what: "act on an order" };
    let last = path.as_str().rsplit('/').next().unwrap_or_default();
    let (act, _) = *DONE.iter().find(|(name, _)| *name == last).ok_or(UNKNOWN)?;
    let done = carry_out(&app.desk, &visitor, OrderId(id), act, &typed).await;
    after(&app, &visitor, id, act, typed, done).await
}

fn invalid(what: &'static str, why: Text, lang: Lang) -> Error {
    Error::Refused(Refusal::Invalid { what, why: why.get(lang).to_owned() })
}

async fn carry_out(desk: &Desk, visitor: &Visitor, id: OrderId, act: &str, typed: &Typed) -> Result<(), Error> {
    let (actor, lang): (&Actor, Lang) = (&visitor.actor, visitor.manner.reader.lang);
    let words = typed.words.as_str();
    match act {
        "deconfliction" => {
            let answer = typed.answer.parse().map_err(|_| invalid("answer", text::CHOOSE_ANSWER, lang))?;
            order::deconflict(desk, actor, id, answer, words).await
        }
        "gate" => {
            let gate = typed.gate.parse().map_err(|_| invalid("gate", text::CHOOSE_ANSWER, lang))?;
            order::open_gate(desk, actor, id, gate, words).await
        }
        "approve" => order::approve(desk, actor, id).await,
        "issue" => {
            let circumstances =
                Circumstances { emergency: Some(&typed.emergency), exceptional: Some(&typed.exceptional) };
            order::issue(desk, actor, id, circumstances).await
        }
        "receipt" => order::record_receipt(desk, actor, id, words).await,
        "restart" if typed.answer == "correct" => order::correct(desk, actor, id, words).await,
        "restart" => order::restart(desk, actor, id, words).await,
        "possible" => order::end_impossibility(desk, actor, id, words).await,
        "challenge" => order::challenge(desk, actor, id, &typed.court, words).await,
        "judgment" => match typed.answer.as_str() {
            "upheld" => order::uphold(desk, actor, id, &typed.court, words).await,
            "annulled" => order::annul(desk, actor, id, &typed.court, words).await,
            _ => Err(invalid("judgment", text::CHOOSE_ANSWER, lang)),
        },
        "disclosure" => match typed.answer.as_str() {
            "set" => order::set_non_disclosure(desk, actor, id, words).await,
            "extend" => order::extend_non_disclosure(desk, actor, id, words).await,
            "lift" => order::lift_non_disclosure(desk, actor, id, words).await,
            _ => Err(invalid("disclosure", text::CHOOSE_ANSWER, lang)),
        },
        "preservation" => {
            let until = end_of_day(&typed.until, &visitor.manner.reader.zone)
                .ok_or_else(|| invalid("until", text::CHOOSE_DAY, lang))?;
            order::extend_preservation(desk, actor, id, until, words).await
        }
        "copy" => order::copy_again(desk, actor, id).await,
        "letters" => order::letters_again(desk, actor, id).await,
        "link" => order::renew_link(desk, actor, id, words).await,
        _ => order::withdraw(desk, actor, id, words).await,
    }
}

/// The end of a day as the date field of a form gives it.
fn end_of_day(date: &str, zone: &TimeZone) -> Option<Timestamp> {
    let next = date.trim().parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_local_midnight() {
        let brussels = TimeZone::get("Europe/Brussels").unwrap();
        assert_eq!(end_of_day("2027-05-17", &brussels), Some("2027-05-17T22:00:00Z".parse().unwrap()));
        for odd in ["", "17.5.2027", "2027-02-30", "9999-12-31"] {
            assert_eq!(end_of_day(odd, &brussels), None, "{odd}");
        }
    }

    #[test]
    fn every_act_of_an_officer_has_its_words() {
        for path in BY_OFFICERS {
            assert!(DONE.iter().any(|(name, _)| path.ends_with(&format!("/{name}"))), "{path}");
        }
    }
}
