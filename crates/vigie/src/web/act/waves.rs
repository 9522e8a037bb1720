//! Waves: when, which states, who coordinates and who speaks for whom.

use super::typed::{local, moment, one_of, ticked};
use super::view::{self, View};
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Choice, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as text, words};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::act::{self, WaveEntry};
use casework::records::act::Wave;
use casework::records::{Kept, Person};
use casework::{Error, Refusal};
use domain::act::WaveState;
use domain::id::{OperationId, PersonId, WaveId};
use domain::people::Country;
use jiff::SignedDuration;
use maud::{Markup, html};
use uuid::Uuid;

/// After how many minutes a coordinator is silent, unless another figure is written.
const USUAL_SILENCE: i64 = 10;

/// How far a wave got, with its shape.
pub(super) fn state(state: WaveState, lang: Lang) -> Markup {
    kit::pill(status(state), state.text().get(lang))
}

pub(super) const fn status(state: WaveState) -> Status {
    match state {
        WaveState::Planned => Status::None,
        WaveState::Ready | WaveState::Set => Status::Run,
        WaveState::Going | WaveState::Ended => Status::Ok,
        WaveState::Held => Status::Hold,
        WaveState::Aborted => Status::Bad,
    }
}

/// A state and who speaks for it, as the form sends it: `NL 0190…`.
fn voice(given: &str) -> Option<(Country, PersonId)> {
    let (country, person) = given.split_once(' ')?;
    Some((country.parse().ok()?, person.parse().ok()?))
}

fn entry(fields: &Fields, reader: &Reader) -> Result<WaveEntry, Error> {
    let minutes: i64 = fields.one("silence").parse().unwrap_or_default();
    let voices: Option<Vec<_>> = fields.all("voice").map(voice).collect();
    let unread = || Error::Refused(Refusal::Invalid { what: "voices", why: text::VOICES.get(reader.lang).to_owned() });
    Ok(WaveEntry {
        from: moment(fields, "from", reader)?,
        until: moment(fields, "until", reader)?,
        states: ticked(fields, "state", reader)?,
        coordinator: one_of(fields, "coordinator", reader)?,
        deputy: one_of(fields, "deputy", reader)?,
        lead: ticked(fields, "lead", reader)?,
        voices: voices.ok_or_else(unread)?,
        silence: SignedDuration::from_mins(minutes.clamp(0, 10_000)),
    })
}

/// Plans a wave.
pub(super) async fn plan(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let planned = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::plan_wave(&app.desk, &visitor.actor, OperationId(id), entry).await,
        Err(error) => Err(error),
    };
    match planned {
        Ok(wave) => Ok(view::done(id, "", Some(wave.0), "wave").into_response()),
        Err(error) => view::after(&app, &visitor, (id, None), ("wave", fields), Err(error)).await,
    }
}

/// Changes a wave while it is planned.
pub(super) async fn alter(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, wave)): Path<(Uuid, Uuid)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let altered = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::alter_wave(&app.desk, &visitor.actor, WaveId(wave), entry).await,
        Err(error) => Err(error),
    };
    view::after(&app, &visitor, (id, Some(wave)), ("wave-altered", fields), altered).await
}

/// The waves, the one the page is about marked; and for those who plan a form for another.
pub(super) fn section(view: &View<'_>, people: &[Kept<Person>]) -> Markup {
    let (lang, base) = (view.lang(), view.base());
    let columns = [text::WAVES, words::STATE, text::WINDOW, text::T0, text::TARGETS];
    let columns = columns.map(|title| Column::text(title.get(lang)));
    let rows = view.slice.waves.iter().map(|wave| {
        Row::new([
            html! { a href={ (base) "?wave=" (wave.id) } { (text::WAVE.fill(lang, &[("n", &wave.number)])) } },
            state(wave.state, lang),
            html! { (view.near(wave.from)) " – " (view.near(wave.until)) },
            html! { @match wave.moment { Some(moment) => { (view.near(moment)) }, None => { (text::NO_MOMENT.get(lang)) } } },
            html! { (view.targets(wave.id).count()) },
        ])
        .current(view.wave.as_ref().is_some_and(|current| current.id == wave.id))
    });
    let open = view.plans() && view.operation().closed.is_none();
    kit::section(
        text::WAVES.get(lang),
        html! { (view.slice.waves.len()) },
        html! {},
        html! {
            @if view.slice.waves.is_empty() { (kit::empty(text::NO_WAVES.get(lang), text::NO_WAVES_WHY.get(lang))) }
            @else { (Table::new(text::WAVES_CAPTION.get(lang), columns).tight().rows(rows)) }
            @if open {
                details.mt2 open[view.typed.is_of("wave") || view.slice.waves.is_empty()] { summary { (text::PLAN_WAVE.get(lang)) }
                    (kit::post(&format!("{base}/waves"), &view.frame.csrf, "form mt2", form(view, people, None, "wave")))
                }
                @if let Some(wave) = view.wave.as_ref().filter(|wave| wave.state == WaveState::Planned) {
                    details.mt2 open[view.typed.is_of("wave-altered")] { summary { (text::ALTER_WAVE.get(lang)) }
                        (kit::post(&format!("{base}/waves/{}/alter", wave.id), &view.frame.csrf, "form mt2", form(view, people, Some(wave), "wave-altered")))
                    }
                }
            }
        },
    )
}

fn form(view: &View<'_>, people: &[Kept<Person>], wave: Option<&Wave>, form: &'static str) -> Markup {
    let (lang, typed, reader) = (view.lang(), view.typed, &view.frame.reader);
    let id = |name: &str| format!("{form}-{name}");
    let [from_id, until_id, silence_id] = ["from", "until", "silence"].map(id);
    let from = wave.map(|wave| local(wave.from, reader)).unwrap_or_default();
    let until = wave.map(|wave| local(wave.until, reader)).unwrap_or_default();
    let silence = wave.map_or(USUAL_SILENCE, |wave| wave.silence_seconds / 60).to_string();
    let takes_part = |country: Country| wave.is_some_and(|wave| wave.part(country).is_some());
    let here = text::LOCAL.fill(lang, &[("place", &reader.place())]);
    html! {
        div.two {
            (Field::new("from", text::WINDOW_FROM.get(lang)).id(&from_id).kind("datetime-local").value(typed.or(form, "from", &from)).hint(here.as_str()).required(lang).input())
            (Field::new("until", text::WINDOW_UNTIL.get(lang)).id(&until_id).kind("datetime-local").value(typed.or(form, "until", &until)).required(lang).input())
        }
        (kit::fieldset("", text::STATES.get(lang), "", html! {
            div.chk { @for country in view.states() {
                (Choice::check("state", country.code(), &view.country(country)).checked(typed.ticked(form, "state", country.code(), takes_part(country))))
            } }
        }))
        (voices(view, people, wave, form))
        (Field::new("silence", text::SILENCE.get(lang)).id(&silence_id).numeric("[0-9]+").value(typed.or(form, "silence", &silence)).required(lang).input())
        div.acts { (Button::submit(if wave.is_some() { text::ALTER_WAVE } else { text::PLAN_WAVE }.get(lang)).main()) }
    }
}

/// Who coordinates, who takes over, who else leads, and who speaks for a state.
fn voices(view: &View<'_>, people: &[Kept<Person>], wave: Option<&Wave>, form: &'static str) -> Markup {
    let (lang, typed, operation) = (view.lang(), view.typed, view.operation());
    let leading = [operation.lead, operation.coordinator];
    let leaders: Vec<&Kept<Person>> = people.iter().filter(|person| leading.contains(&person.authority)).collect();
    let ids: Vec<String> = leaders.iter().map(|person| person.id.to_string()).collect();
    let options: Vec<(&str, &str)> = std::iter::once(("", text::CHOOSE.get(lang)))
        .chain(ids.iter().zip(&leaders).map(|(id, person)| (id.as_str(), person.name.as_str())))
        .collect();
    let [coordinator_id, deputy_id] = ["coordinator", "deputy"].map(|name| format!("{form}-{name}"));
    let coordinator = wave.map(|wave| wave.coordinator.to_string()).unwrap_or_default();
    let deputy = wave.map(|wave| wave.deputy.to_string()).unwrap_or_default();
    let leads = |person: &Person| wave.is_some_and(|wave| wave.lead.contains(&person.id));
    let speaks = |country: Country, person: &Person| {
        wave.is_some_and(|wave| wave.voices.iter().any(|one| one.country == country && one.person == person.id))
    };
    html! {
        div.two {
            (Field::new("coordinator", text::COORDINATOR.get(lang)).id(&coordinator_id).value(typed.or(form, "coordinator", &coordinator)).required(lang).select(&options))
            (Field::new("deputy", text::DEPUTY.get(lang)).id(&deputy_id).value(typed.or(form, "deputy", &deputy)).hint(text::DEPUTY_HINT.get(lang)).required(lang).select(&options))
        }
        (kit::fieldset("", text::OTHERS_LEAD.get(lang), "", html! {
            div.chk { @for (id, person) in ids.iter().zip(&leaders) {
                (Choice::check("lead", id, &person.name).checked(typed.ticked(form, "lead", id, leads(person))))
            } }
        }))
        (kit::fieldset("", text::VOICES.get(lang), "", html! {
            div.chk { @for country in view.states() {
                @for person in people.iter().filter(|person| operation.participant(person.authority).is_some_and(|one| one.country == Some(country))) {
                    @let value = format!("{country} {}", person.id);
                    @let label = format!("{country}: {}", person.name);
                    (Choice::check("voice", &value, &label).checked(typed.ticked(form, "voice", &value, speaks(country, person))))
                }
            } }
        }))
    }
}
