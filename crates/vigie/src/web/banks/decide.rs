//! What people decide on a bank's page: how it is compared, and what its signals are worth.

use super::one::{Around, Why, after};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::kit::{self, Button, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{bank as text, words};
use crate::web::refusal;
use crate::web::shell::Frame;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use casework::policy::{Actor, Permission as P};
use casework::records::{Bank, Signal};
use casework::{Error, Refusal, banks};
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
    fn read(&self) -> Result<(Effect, Thresholds), Error> {
        let share = |given: &str| given.trim().replace(',', ".").parse().unwrap_or(f32::NAN);
        let thresholds = Thresholds {
            pdq_bits: self.pdq_bits.trim().parse().unwrap_or(u16::MAX),
            text_contained: share(&self.text_contained),
            text_covered: share(&self.text_covered),
            tlsh: self.tlsh.trim().parse().unwrap_or(u16::MAX),
        };
        let unknown = || Refusal::Invalid { what: "bank", why: "choose what its matches do".to_owned() };
        Ok((self.effect.parse().map_err(|_| unknown())?, thresholds))
    }

    /// What a form begins with: what is in force.
    fn of(bank: &Bank) -> Self {
        let now = bank.thresholds();
        Self {
            effect: bank.effect().name().to_owned(),
            pdq_bits: now.pdq_bits.to_string(),
            text_contained: now.text_contained.to_string(),
            text_covered: now.text_covered.to_string(),
            tlsh: now.tlsh.to_string(),
            reason: String::new(),
        }
    }
}

pub(super) async fn terms(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let done = match given.read() {
        Ok((effect, thresholds)) => {
            banks::set_terms(&app.desk, &visitor.actor, BankId(id), effect, thresholds, &given.reason).await
        }
        Err(refused) => Err(refused),
    };
    after(&app, &visitor, id, "terms", done, Around { typed: Some(&given), ..Around::default() }).await
}

pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::opine(&app.desk, &visitor.actor, SignalId(signal), Voice::Confirm, &why.reason).await;
    after(&app, &visitor, id, "opinion", done, showing(signal)).await
}

pub(super) async fn dispute(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::opine(&app.desk, &visitor.actor, SignalId(signal), Voice::Dispute, &why.reason).await;
    after(&app, &visitor, id, "opinion", done, showing(signal)).await
}

pub(super) async fn release(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::release(&app.desk, &visitor.actor, SignalId(signal), &why.reason).await;
    after(&app, &visitor, id, "release", done, showing(signal)).await
}

pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, signal)): Path<(Uuid, Uuid)>,
    Form(why): Form<Why>,
) -> Result<Response, Failure> {
    let done = banks::remove(&app.desk, &visitor.actor, SignalId(signal), &why.reason).await;
    after(&app, &visitor, id, "remove", done, showing(signal)).await
}

/// The page on which a signal was decided about shows that signal first.
fn showing(signal: Uuid) -> Around<'static> {
    Around { first: Some(signal), ..Around::default() }
}

/// The form that sets how a bank is compared; one that was refused keeps what was typed.
pub(super) fn terms_form(bank: &Bank, typed: Option<&Given>, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let now = Given::of(bank);
    let given = typed.unwrap_or(&now);
    let effects: Vec<(&str, &str)> = Effect::ALL.iter().map(|one| (one.name(), one.text().get(lang))).collect();
    let effect = effects.iter().map(|(name, _)| *name).find(|name| *name == given.effect).unwrap_or(&now.effect);
    kit::post(
        &format!("/banks/{}/terms", bank.id),
        &frame.csrf,
        "form narrow",
        html! {
            (Field::new("effect", text::EFFECT.get(lang)).value(effect).select(&effects))
            (Field::new("pdq_bits", text::PDQ_BITS.get(lang)).value(&given.pdq_bits).hint(text::PDQ_HINT.get(lang)).numeric("[0-9]+").input())
            (Field::new("text_contained", text::CONTAINED.get(lang)).value(&given.text_contained).input())
            (Field::new("text_covered", text::COVERED.get(lang)).value(&given.text_covered).input())
            (Field::new("tlsh", text::TLSH.get(lang)).value(&given.tlsh).numeric("[0-9]+").hint(text::STRICTER.get(lang)).input())
            (Field::new("reason", words::REASON.get(lang)).id("terms-reason").value(&given.reason).required(lang).textarea(2))
            div.acts { (Button::submit(text::SET.get(lang))) }
        },
    )
}

/// What is thought of a signal, and the forms by which one says so; `open` where the page is about this signal.
pub(super) fn opinions(bank: &Bank, signal: &Signal, actor: &Actor, open: bool, frame: &Frame) -> Markup {
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
            details open[open] {
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
