//! What the rules of joint actions answer, in French.

use super::super::format::{Reader, country};
use super::super::messages::terms::Term as _;
use super::super::messages::{Lang, refusal as text};
use super::french;
use domain::act::moment::{LONGEST_WINDOW, NotAWindow};
use domain::act::{CallRefused, NoOrder, Scope, TargetEvent, TargetOutOfOrder};
use domain::people::Country;

fn state(of: &Country) -> &str {
    country(of.code(), Lang::Fr)
}

/// Why a call was refused.
pub(super) fn call(refusal: &CallRefused, reader: &Reader) -> String {
    use CallRefused as R;
    match refusal {
        R::NoVoice { event, scope } => {
            let scope = match scope {
                Scope::All => text::EVERYBODY.fr,
                Scope::State(of) => state(of),
            };
            french(text::NO_VOICE, &[("event", &event.text().fr), ("scope", &scope)])
        }
        R::CoordinatorThere { from } => french(text::COORDINATOR_THERE, &[("from", &reader.time(*from))]),
        R::SamePerson => text::SAME_PERSON.fr.to_owned(),
        R::NobodyOfTheState { country } => french(text::NOBODY_OF_STATE, &[("country", &state(country))]),
        R::OutOfOrder { state, event } => {
            french(text::WAVE_STEP, &[("state", &state.text().fr), ("event", &event.text().fr)])
        }
        R::PartOutOfOrder { country, standing, event } => french(
            text::PART_STEP,
            &[("country", &state(country)), ("standing", &standing.text().fr), ("event", &event.text().fr)],
        ),
        R::NoPart { country } => french(text::NO_PART, &[("country", &state(country))]),
        R::StateNotReady { country, missing } => {
            let missing: Vec<_> = missing.iter().map(|check| check.text().fr).collect();
            french(text::STATE_NOT_READY, &[("country", &state(country)), ("missing", &missing.join(", "))])
        }
        R::NeverReady => text::NEVER_READY.fr.to_owned(),
        R::NoMoment => text::NO_MOMENT.fr.to_owned(),
        R::OutsideWindow { from, until } => {
            french(text::OUTSIDE_WINDOW, &[("from", &reader.stamp(*from)), ("until", &reader.stamp(*until))])
        }
        R::NotAhead { moment } => french(text::NOT_AHEAD, &[("moment", &reader.stamp(*moment))]),
        R::WindowOver { until } => french(text::WINDOW_OVER, &[("until", &reader.stamp(*until))]),
        R::Owed { count } => french(text::OWED, &[("count", count)]),
    }
}

/// Why a target cannot take a step.
pub(super) fn target(step: &TargetOutOfOrder) -> String {
    let TargetOutOfOrder { state, redress, event } = step;
    french(
        text::TARGET_STEP,
        &[("state", &state.text().fr), ("redress", &redress.text().fr), ("event", &target_event(*event))],
    )
}

const fn target_event(event: TargetEvent) -> &'static str {
    match event {
        TargetEvent::Allocate => "attribuer",
        TargetEvent::Prepare => "préparer",
        TargetEvent::Clear => "déclarer prête",
        TargetEvent::HoldBack => "retenir",
        TargetEvent::Dispatch => "faire partir",
        TargetEvent::Execute => "rapporter comme faite",
        TargetEvent::Fail => "rapporter comme manquée",
        TargetEvent::Confirm => "confirmer",
        TargetEvent::Contradict => "contredire",
        TargetEvent::Withdraw => "retirer du plan",
        TargetEvent::Owe => "inscrire un tort",
        TargetEvent::MakeWhole => "dédommager",
    }
}

/// Why targets have no order.
pub(super) fn no_order(refusal: &NoOrder) -> String {
    match refusal {
        NoOrder::Cycle { names } => french(text::CYCLE, &[("names", &names.join(" → "))]),
        NoOrder::Unknown { name } => french(text::NOT_ON_PLAN, &[("name", name)]),
    }
}

/// Why two moments are no window.
pub(super) fn window(refusal: NotAWindow) -> String {
    match refusal {
        NotAWindow::Backwards => text::BACKWARDS.fr.to_owned(),
        NotAWindow::TooLong => french(text::TOO_LONG_A_WINDOW, &[("hours", &LONGEST_WINDOW.as_hours())]),
    }
}
