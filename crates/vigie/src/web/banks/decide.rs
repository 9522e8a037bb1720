//! What people decide on a bank's page: how it is compared, and what its signals are worth.

use super::one::{Why, after};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::kit::{self, Button, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{bank as text, words};
use crate::web::refusal;
use crate::web::shell::Frame;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use casework::banks;
use casework::policy::{Actor, Permission as P};
use casework::records::{Bank, Signal};
use domain::bank::{Effect, Thresholds, Voice};
use domain::id::{BankId, SignalId};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Given {
    effect: String,
    pdq_bits: String,
    text_contained: String,
    text_covered: String,
    tlsh: String,
    #[serde(default)]
    reason: String,
}

impl Given {
    /// What was written; a figure that is none is as wide as none may be, and so refused with the rule in words.
    fn read(&self) -> (Effect, Thresholds) {
        let share = |given: &str| given.trim().replace(',', ".").parse().unwrap_or(f32::NAN);
        let thresholds = Thresholds {
            pdq_bits: self.pdq_bits.trim().parse().unwrap_or(u16::MAX),
            text_contained: share(&self.text_contained),
            text_covered: share(&self.text_covered),
            tlsh: self.tlsh.trim().parse().unwrap_or(u16::MAX),
        };
        (self.effect.parse().unwrap_or(Effect::Proposes), thresholds)
    }
}

pub(super) async fn terms(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (effect, thresholds) = given.read();
    let done = banks::set_terms(&app.desk, &visitor.actor, BankId(id), effect, thresholds, &given.reason).await;
    after(&app, &visitor, id, "terms", done).await
}

pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::opine(&app.desk, &visitor.actor, SignalId(signal), Voice::Confirm, &why.reason).await;
    after(&app, &visitor, id, "opinion", done).await
}

pub(super) async fn dispute(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::opine(&app.desk, &visitor.actor, SignalId(signal), Voice::Dispute, &why.reason).await;
    after(&app, &visitor, id, "opinion", done).await
}

pub(super) async fn release(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::release(&app.desk, &visitor.actor, SignalId(signal), &why.reason).await;
    after(&app, &visitor, id, "release", done).await
}

pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::remove(&app.desk, &visitor.actor, SignalId(signal), &why.reason).await;
    after(&app, &visitor, id, "remove", done).await
}

/// The form that sets how a bank is compared.
pub(super) fn terms_form(bank: &Bank, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let (now, effect) = (bank.thresholds(), bank.effect());
    let (bits, tlsh) = (now.pdq_bits.to_string(), now.tlsh.to_string());
    let (contained, covered) = (now.text_contained.to_string(), now.text_covered.to_string());
    // The present one first: a list begins with what is chosen.
    let mut effects: Vec<(&str, &str)> = Effect::ALL.iter().map(|one| (one.name(), one.text().get(lang))).collect();
    effects.sort_by_key(|(name, _)| *name != effect.name());
    kit::post(
        &format!("/banks/{}/terms", bank.id),
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("effect", text::EFFECT.get(lang)).select(&effects))
            (Field::new("pdq_bits", text::PDQ_BITS.get(lang)).value(&bits).hint(text::STRICTER.get(lang)).numeric("[0-9]+").input())
            (Field::new("text_contained", text::CONTAINED.get(lang)).value(&contained).input())
            (Field::new("text_covered", text::COVERED.get(lang)).value(&covered).input())
            (Field::new("tlsh", text::TLSH.get(lang)).value(&tlsh).numeric("[0-9]+").input())
            (Field::new("reason", words::REASON.get(lang)).id("terms-reason").required(lang).textarea(2))
            div.acts { (Button::submit(text::SET.get(lang))) }
        },
    )
}

/// What is thought of a signal, and the forms by which one says so.
pub(super) fn opinions(bank: &Bank, signal: &Signal, actor: &Actor, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let latest = signal.latest_opinions();
    let count = |voice| latest.iter().filter(|opinion| opinion.voice == voice).count();
    let (confirm, dispute) = (count(Voice::Confirm), count(Voice::Dispute));
    let may_speak = signal.is_in_force() && (actor.may(P::Assess) || actor.may(P::KeepBanks));
    html! {
        @if confirm > 0 { (kit::sub(text::CONFIRMED.fill(lang, &[("n", &confirm)]))) }
        @if dispute > 0 { (kit::sub(text::DISPUTED.fill(lang, &[("n", &dispute)]))) }
        @if let Some(removal) = &signal.removed {
            (kit::sub(text::REMOVED.fill(lang, &[("date", &frame.reader.date(removal.at)), ("reason", &refusal::recorded_words(&removal.reason, lang))])))
        }
        @if may_speak {
            details {
                summary.meta { (text::DECIDE.get(lang)) }
                (decision(bank, signal, "confirm", text::CONFIRM.get(lang), frame))
                (decision(bank, signal, "dispute", text::DISPUTE.get(lang), frame))
                @if actor.may(P::KeepBanks) { (decision(bank, signal, "remove", text::REMOVE.get(lang), frame)) }
            }
        }
    }
}

/// A reason and one button.
pub(super) fn decision(bank: &Bank, signal: &Signal, act: &str, label: &str, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let id = format!("{act}-{}", signal.id);
    kit::post(
        &format!("/banks/{}/signals/{}/{act}", bank.id, signal.id),
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("reason", words::REASON.get(lang)).id(&id).required(lang).input())
            div.acts { (Button::submit(label)) }
        },
    )
}
