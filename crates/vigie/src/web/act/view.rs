//! An operation as one visitor sees it, with the names that its pages show.

use super::known::Known;
use super::typed::Typed;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::frame::frame;
use crate::web::kit;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as text};
use crate::web::shell::{Frame, Section};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::act::{self, ReadsAs, Slice};
use casework::policy::{Actor, Permission as P};
use casework::records::act::{Marking, Wave};
use casework::records::{Kept, Operation, Target};
use casework::{Desk, Error};
use domain::act::{HandlingCode, Tlp};
use domain::id::{AuthorityId, OperationId, PersonId, TargetId, WaveId};
use domain::people::Country;
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What one visitor sees of an operation.
pub(super) struct View<'a> {
    pub frame: Frame,
    pub actor: &'a Actor,
    pub slice: Slice,
    pub known: Known,
    pub typed: &'a Typed,
    /// The wave that the page is about.
    pub wave: Option<Kept<Wave>>,
    /// A number for what is written on this page, so that what is sent twice is one.
    pub fresh: Uuid,
}

impl<'a> View<'a> {
    /// Looks at an operation: at the wave that is asked for, else at the latest.
    pub async fn of(
        app: &App,
        visitor: &'a Visitor,
        id: Uuid,
        wave: Option<Uuid>,
        typed: &'a Typed,
    ) -> Result<Self, Error> {
        let desk = &*app.desk;
        let mut slice = act::slice(desk, &visitor.actor, OperationId(id)).await?;
        slice.waves.sort_by_key(|wave| wave.number);
        slice.targets.sort_by(|a, b| a.name.cmp(&b.name));
        let wave = match wave {
            Some(id) => {
                let found = slice.waves.iter().find(|wave| wave.id.0 == id);
                Some(found.ok_or(Error::NotFound { what: "wave" })?.clone())
            }
            None => slice.waves.last().cloned(),
        };
        let mut known = Known::new(desk).await?;
        known.learn(desk, named_in(&slice)).await?;
        known.learn_providers(desk, slice.targets.iter().filter_map(|target| target.provider)).await?;
        let mut frame = frame(app, visitor, Some(Section::Act)).await?;
        frame.path = format!("/act/{id}");
        let fresh = desk.doors.entropy.id(frame.now);
        Ok(Self { frame, actor: &visitor.actor, slice, known, typed, wave, fresh })
    }

    pub fn lang(&self) -> Lang {
        self.frame.lang()
    }

    pub fn operation(&self) -> &Operation {
        &self.slice.operation
    }

    /// Where its pages begin.
    pub fn base(&self) -> String {
        format!("/act/{}", self.slice.operation.id)
    }

    /// Whether the visitor's authority leads or coordinates it.
    pub fn leads(&self) -> bool {
        [self.slice.operation.lead, self.slice.operation.coordinator].contains(&self.actor.authority)
    }

    /// Whether the visitor plans it.
    pub fn plans(&self) -> bool {
        self.leads() && self.actor.may(P::PlanOperations)
    }

    /// The visitor's own state in it.
    pub fn own_state(&self) -> Option<Country> {
        self.slice.operation.participant(self.actor.authority)?.country
    }

    pub fn near(&self, at: Timestamp) -> String {
        self.frame.reader.near(at, self.frame.now)
    }

    pub fn person(&self, id: PersonId) -> &str {
        self.known.person(id)
    }

    pub fn country(&self, country: Country) -> String {
        crate::web::format::country(country.code(), self.lang()).to_owned()
    }

    pub fn target(&self, id: TargetId) -> Option<&Kept<Target>> {
        self.slice.targets.iter().find(|target| target.id == id)
    }

    /// A target's name, if the visitor may see it.
    pub fn target_name(&self, id: TargetId) -> &str {
        self.target(id).map_or(text::OTHERS_TARGET.get(self.lang()), |target| target.name.as_str())
    }

    /// A target's name, leading to its page.
    pub fn target_link(&self, id: TargetId) -> Markup {
        html! {
            @match self.target(id) {
                Some(target) => { a href={ (self.base()) "/targets/" (id) } { (target.name) } },
                None => { (text::OTHERS_TARGET.get(self.lang())) },
            }
        }
    }

    /// The targets of the wave that the page is about.
    pub fn targets(&self, wave: WaveId) -> impl Iterator<Item = &Kept<Target>> {
        self.slice.targets.iter().filter(move |target| target.wave == wave)
    }

    /// The authorities that take part.
    pub fn authorities(&self) -> Vec<AuthorityId> {
        self.slice.operation.participants.iter().map(|one| one.authority).collect()
    }

    /// The states that take part.
    pub fn states(&self) -> BTreeSet<Country> {
        self.slice.operation.participants.iter().filter_map(|one| one.country).collect()
    }
}

/// Everybody whose name its pages may show.
fn named_in(slice: &Slice) -> BTreeSet<PersonId> {
    let mut people = BTreeSet::from([slice.operation.author]);
    for wave in &slice.waves {
        people.extend([wave.coordinator, wave.deputy]);
        people.extend(wave.lead.iter().chain(&wave.first_go));
        people.extend(wave.voices.iter().map(|voice| voice.person));
        people.extend(wave.calls.iter().map(|call| call.by));
        for part in &wave.parts {
            people.extend(part.first_go);
            people.extend(part.said.iter().map(|said| said.by));
        }
    }
    for target in &slice.targets {
        people.extend([target.author]);
        people.extend(target.preparer.iter().chain(&target.approver));
        people.extend(target.reports.iter().map(|report| report.by));
        people.extend(target.deconfliction.as_ref().map(|asked| asked.by));
        people.extend(target.collateral.as_ref().map(|collateral| collateral.by));
        people.extend(target.held_by_hand.as_ref().and_then(|held| held.by));
        people.extend(target.made_whole.as_ref().map(|made| made.by));
    }
    people.extend(slice.exhibits.iter().flat_map(|exhibit| exhibit.custody.iter().map(|link| link.holder)));
    people.extend(slice.instruments.iter().filter_map(|title| title.revoked.as_ref().map(|revoked| revoked.by)));
    people.extend(slice.messages.iter().map(|message| message.by));
    people
}

/// Whether an operation is there for a visitor; asked first where several roles open one door.
pub(super) async fn is_there(desk: &Desk, actor: &Actor, id: Uuid) -> Result<(), Error> {
    let all = act::operations(desk, actor).await?;
    if all.iter().any(|operation| operation.id.0 == id) { Ok(()) } else { Err(Error::NotFound { what: "operation" }) }
}

/// A moment as it reads on the wall of an authority, in the reader's language.
pub(super) fn wall(one: &ReadsAs, lang: Lang) -> String {
    Reader { lang, zone: one.clock.clone() }.whole(one.at)
}

/// How something is handled: its label, its codes, and what H3 asks.
pub(super) fn handled(marking: &Marking, lang: Lang) -> Markup {
    html! {
        (labels(marking.tlp, marking.codes.iter().copied(), lang))
        @if !marking.words.is_empty() { " " span.meta { (marking.words) } }
    }
}

/// A label and codes.
pub(super) fn labels(tlp: Tlp, codes: impl Iterator<Item = HandlingCode>, lang: Lang) -> Markup {
    html! {
        (kit::tlp(tlp.text().get(lang)))
        @for code in codes { " " (kit::handling(&code.name().to_uppercase(), code.text().get(lang))) }
    }
}

/// A page of an operation after an act, with the word for what was done.
pub(super) fn done(operation: Uuid, page: &str, wave: Option<Uuid>, word: &str) -> Redirect {
    let wave = wave.map(|wave| format!("wave={wave}&")).unwrap_or_default();
    Redirect::to(&format!("/act/{operation}{page}?{wave}done={word}"))
}

/// What came of a form on the plan: the plan, or the plan again with what was typed and why it was refused.
pub(super) async fn after(
    app: &App,
    visitor: &Visitor,
    (operation, wave): (Uuid, Option<Uuid>),
    (form, fields): (&'static str, Fields),
    outcome: Result<(), Error>,
) -> Result<Response, Failure> {
    match outcome {
        Ok(()) => Ok(done(operation, "", wave, form).into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = Typed::refused(form, fields, error);
            Ok((status, super::plan::page(app, visitor, operation, wave, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}
