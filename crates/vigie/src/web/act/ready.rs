//! Readiness: what each state said, what its targets lack, and the calls for its part.

use super::calls;
use super::typed::{one_of, state};
use super::view::{self, View};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as text, words};
use axum::extract::{Path, State};
use axum::response::Response;
use casework::act::{self, StateReadiness};
use casework::policy::Permission as P;
use casework::records::act::{CheckSaid, Wave};
use domain::act::{Check, Standing};
use domain::id::WaveId;
use domain::people::Country;
use maud::{Markup, html};
use uuid::Uuid;

/// Answers for a question.
pub(super) async fn say(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, wave)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    view::is_there(&app.desk, &visitor.actor, id).await?;
    let (reader, desk, actor) = (&visitor.manner.reader, &app.desk, &visitor.actor);
    let said = match (state(&fields, "country", reader), one_of::<Check>(&fields, "check", reader)) {
        (Ok(country), Ok(check)) => act::say_ready(desk, actor, WaveId(wave), country, check, fields.one("note")).await,
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    view::after(&app, &visitor, (id, Some(wave)), ("ready", fields), said).await
}

/// Where a state stands with its own part, with its shape.
pub(super) fn standing(standing: Standing, lang: Lang) -> Markup {
    let status = match standing {
        Standing::Silent => Status::None,
        Standing::Going => Status::Ok,
        Standing::Held => Status::Hold,
        Standing::Aborted => Status::Bad,
    };
    kit::pill(status, standing.text().get(lang))
}

pub(super) fn section(view: &View<'_>, wave: &Wave, states: &[StateReadiness]) -> Markup {
    let lang = view.lang();
    let asked = Check::ALL.iter().filter(|check| !check.is_per_target());
    let mut columns = vec![Column::text(words::COUNTRY.get(lang)), Column::text(words::STATE.get(lang))];
    columns.extend(asked.map(|check| Column::text(check.text().get(lang))));
    columns.push(Column::text(text::TARGETS.get(lang)));
    let rows = states.iter().map(|state| row(view, state));
    let speaks = |country: Country| {
        view.leads() || wave.voices.iter().any(|voice| voice.country == country && voice.person == view.actor.person)
    };
    kit::section(
        text::READINESS.get(lang),
        html! { (text::STATE_COUNT.count(lang, states.len() as u64)) },
        html! {},
        html! {
            (Table::new(text::READINESS_CAPTION.get(lang), columns).tight().class("readiness").rows(rows))
            @if !wave.state.is_over() {
                @for state in states.iter().filter(|state| speaks(state.country)) { (forms(view, wave, state)) }
            }
        },
    )
}

fn row(view: &View<'_>, state: &StateReadiness) -> Row {
    let lang = view.lang();
    let mut cells = vec![
        html! { b { (state.country.code()) } " " (view.country(state.country)) },
        html! { (standing(state.standing, lang)) },
    ];
    cells.extend(state.said.iter().map(|(_, said)| answer(view, said.as_ref())));
    let open: Vec<&str> = state.open_for_targets().into_iter().map(|check| check.text().get(lang)).collect();
    let targets: usize = state.targets.values().sum();
    cells.push(html! {
        (text::TARGET_COUNT.count(lang, targets as u64))
        @if state.lacks.is_empty() { @if targets > 0 { (kit::sub(text::ALL_TARGETS_CLEAR.get(lang))) } }
        @else { (kit::sub(text::TARGETS_LACK.fill(lang, &[("n", &state.lacks.len()), ("what", &open.join(", "))]))) }
    });
    Row::new(cells)
}

fn answer(view: &View<'_>, said: Option<&CheckSaid>) -> Markup {
    let lang = view.lang();
    match said {
        None => kit::pill(Status::None, text::NOT_SAID.get(lang)),
        Some(said) => html! {
            (kit::pill(Status::Ok, view.person(said.by)))
            (kit::sub(html! { (said.note) ", " (view.near(said.at)) }))
        },
    }
}

/// For whoever speaks for a state: answers, and the calls for its part.
fn forms(view: &View<'_>, wave: &Wave, state: &StateReadiness) -> Markup {
    let (lang, typed, country) = (view.lang(), view.typed, state.country);
    let own = typed.of("ready", "country") == country.code();
    let typed_of = |name| if own { typed.of("ready", name) } else { "" };
    let called = typed.is_of("call") && typed.of("call", "country") == country.code();
    let asked = Check::ALL.iter().filter(|check| !check.is_per_target());
    let options: Vec<(&str, &str)> = asked.map(|check| (check.name(), check.text().get(lang))).collect();
    let ids = ["check", "note"].map(|name| format!("{name}-{country}"));
    let may_say = view.actor.may(P::PlanOperations) || view.actor.may(P::CallOperations);
    let speaks = wave.voices.iter().any(|voice| voice.country == country && voice.person == view.actor.person);
    html! {
        @if may_say && speaks {
            details.mt2 open[own || !state.is_ready()] { summary { (text::SAY_READY.fill(lang, &[("country", &view.country(country))])) }
                (kit::post(&format!("{}/waves/{}/ready", view.base(), wave.id), &view.frame.csrf, "inline-form mt2", html! {
                    input type="hidden" name="country" value=(country);
                    (Field::new("check", text::CHECK.get(lang)).id(&ids[0]).value(typed_of("check")).select(&options))
                    div.grow { (Field::new("note", text::NOTE.get(lang)).id(&ids[1]).value(typed_of("note")).required(lang).input()) }
                    (Button::submit(text::SAY.get(lang)))
                }))
            }
        }
        @if view.actor.may(P::CallOperations) {
            details.mt2 open[called] { summary { (text::STATE_CALLS.fill(lang, &[("country", &view.country(country))])) }
                (go(view, wave, state))
                (calls::stop(view, wave, Some(country), ""))
            }
        }
    }
}

/// Go for one state's part. Why it cannot be called yet stands beside the button.
fn go(view: &View<'_>, wave: &Wave, state: &StateReadiness) -> Markup {
    let lang = view.lang();
    let first = wave.part(state.country).and_then(|part| part.first_go);
    let label = if first.is_some() { text::GO_SECOND } else { text::GO }.get(lang);
    let button = Button::submit(label).main().sends("call", "go");
    let open = state.said.iter().filter(|(_, said)| said.is_none());
    let open: Vec<&str> = open.map(|(check, _)| check.text().get(lang)).collect();
    let why = if wave.moment.is_none() {
        Some(text::NO_MOMENT.get(lang).to_owned())
    } else if first == Some(view.actor.person) {
        Some(text::GO_MINE.get(lang).to_owned())
    } else {
        (!open.is_empty()).then(|| text::STATE_NOT_READY.fill(lang, &[("what", &open.join(", "))]))
    };
    let button = match why {
        Some(why) => button.cannot(why),
        None => button,
    };
    let going = state.standing == Standing::Going || state.standing == Standing::Aborted;
    html! {
        @if !going {
            (calls::form(view, wave, "inline-form mt2", html! { input type="hidden" name="country" value=(state.country); (calls::shown(wave)) (button) }))
        }
    }
}
