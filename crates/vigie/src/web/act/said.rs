//! What the rules say about targets, in the reader's language: what they lack, what they wait for, what needs a person.

use super::view::View;
use crate::web::kit::{self, Status};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, board as text};
use casework::act::Incident;
use domain::act::{HeldBack, NotCovered, TargetState, Waits};
use maud::{Markup, html};

/// How far a target got, with its shape.
pub(super) fn state(state: TargetState, lang: Lang) -> Markup {
    kit::pill(shape(state), state.text().get(lang))
}

/// The shape of a target's state.
pub(super) const fn shape(state: TargetState) -> Status {
    match state {
        TargetState::Proposed | TargetState::Allocated | TargetState::Prepared | TargetState::Withdrawn => Status::None,
        TargetState::Cleared | TargetState::Confirmed => Status::Ok,
        TargetState::HeldBack => Status::Hold,
        TargetState::Dispatched | TargetState::Executed => Status::Run,
        TargetState::Contradicted => Status::Clash,
        TargetState::Failed => Status::Bad,
    }
}

/// What a target lacks.
pub(super) fn lack(lack: &HeldBack, view: &View<'_>) -> String {
    let lang = view.lang();
    match lack {
        HeldBack::Instrument(none) => {
            let nearest = none.nearest.iter().map(|(id, why)| {
                let number = view.slice.instruments.iter().find(|title| title.id == *id);
                let number = number.map_or("?", |title| title.number.as_str());
                text::NEAREST.fill(lang, &[("number", &number), ("why", &uncovered(why, view))])
            });
            std::iter::once(text::LACKS_INSTRUMENT.get(lang).to_owned()).chain(nearest).collect::<Vec<_>>().join("; ")
        }
        HeldBack::Papers => text::LACKS_PAPERS.get(lang).to_owned(),
        HeldBack::Deconfliction(None) => text::LACKS_DECONFLICTION.get(lang).to_owned(),
        HeldBack::Deconfliction(Some(answer)) => {
            text::DECONFLICTION_SAYS.fill(lang, &[("answer", &answer.text().get(lang))])
        }
        HeldBack::Collateral => text::LACKS_COLLATERAL.get(lang).to_owned(),
        HeldBack::ByHand(reason) => text::HELD_BY_HAND.fill(lang, &[("reason", reason)]),
    }
}

/// Why an instrument that names the asset does not carry the measure.
fn uncovered(why: &NotCovered, view: &View<'_>) -> String {
    let lang = view.lang();
    match why {
        NotCovered::Kind(why) if lang == Lang::En => (*why).to_owned(),
        NotCovered::Kind(_) => text::NOT_OF_KIND.get(lang).to_owned(),
        NotCovered::Reach { issuer, place } => {
            text::NO_REACH.fill(lang, &[("issuer", &view.country(*issuer)), ("place", &view.country(*place))])
        }
        NotCovered::Asset => text::OTHER_ASSET.get(lang).to_owned(),
        NotCovered::Measure => text::OTHER_MEASURE.get(lang).to_owned(),
        NotCovered::Place { place } => text::OTHER_PLACE.fill(lang, &[("place", &view.country(*place))]),
        NotCovered::NotYet { from } => text::VALID_FROM_ONLY.fill(lang, &[("time", &view.near(*from))]),
        NotCovered::Expired { until } => text::EXPIRED_AT.fill(lang, &[("time", &view.near(*until))]),
        NotCovered::Revoked => text::WAS_REVOKED.get(lang).to_owned(),
    }
}

/// What a target waits for.
pub(super) fn wait(wait: &Waits, view: &View<'_>) -> String {
    let lang = view.lang();
    let named = |words: Text, name: &String| words.fill(lang, &[("name", name)]);
    match wait {
        Waits::NotCleared(state) => text::WAITS_STATE.fill(lang, &[("state", &state.text().get(lang))]),
        Waits::WaveNotGoing(state) => text::WAITS_WAVE.fill(lang, &[("state", &state.text().get(lang))]),
        Waits::NoState => text::WAITS_NO_STATE.get(lang).to_owned(),
        Waits::StateNotGoing { country, standing } => text::WAITS_FOR_STATE
            .fill(lang, &[("country", &view.country(*country)), ("standing", &standing.text().get(lang))]),
        Waits::BeforeMoment => text::WAITS_MOMENT.get(lang).to_owned(),
        Waits::WindowOver => text::WINDOW_OVER.get(lang).to_owned(),
        Waits::After(name) => named(text::WAITS_AFTER, name),
        Waits::AfterWhatFailed(name) => named(text::WAITS_AFTER_FAILED, name),
        Waits::StepsInFor(name) => named(text::STEPS_IN_FOR, name),
    }
}

/// What needs a person: its shape, what it is, and about what.
pub(super) fn incident(incident: &Incident, view: &View<'_>) -> (Status, Markup) {
    let lang = view.lang();
    let about = |words: Text| words.get(lang).to_owned();
    let (status, said) = match incident {
        Incident::InDoubt(_) => (Status::Bad, about(text::IN_DOUBT)),
        Incident::HeldBack(_, reason) => (Status::Hold, text::HELD_BY_HAND.fill(lang, &[("reason", reason)])),
        Incident::LeftAllTheSame(_) => (Status::Bad, about(text::LEFT_ALL_THE_SAME)),
        Incident::CameBack(_, why) => (Status::Bad, text::CAME_BACK.fill(lang, &[("why", why)])),
        Incident::Failed(_) => (Status::Bad, about(text::NOT_DONE_THERE)),
        Incident::Contradicted(_) => (Status::Clash, about(text::CONTRADICTED)),
        Incident::Disputed(_) => (Status::Clash, about(text::DISPUTED)),
        Incident::Owed(_) => (Status::Bad, about(text::OWED)),
        Incident::DidNotLeave(_) => (Status::Bad, about(text::DID_NOT_LEAVE)),
        Incident::Unknown(_) => (Status::Warn, about(text::UNKNOWN)),
        Incident::StateHolds(country) => {
            (Status::Hold, text::STATE_HOLDS.fill(lang, &[("country", &view.country(*country))]))
        }
        Incident::StateAborted(country) => {
            (Status::Bad, text::STATE_ABORTED.fill(lang, &[("country", &view.country(*country))]))
        }
        Incident::CoordinatorSilent => (Status::Warn, about(text::COORDINATOR_SILENT)),
    };
    let target = incident.target().map(|id| view.target_link(id));
    (status, html! { @if let Some(target) = target { b { (target) } ": " } (said) })
}
