//! What is written about an operation: opening one, altering it, its handling, its end.

use super::front;
use super::known::Known;
use super::typed::{Typed, marking, one_if_any, one_of};
use super::view::{self, View, handled};
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::fields::Fields;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Choice, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as text};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use casework::Error;
use casework::act::{self, OperationEntry};
use casework::records::act::Marking;
use casework::records::{Kept, Network, Operation};
use domain::act::{HandlingCode, Tlp};
use domain::id::OperationId;
use maud::{Markup, html};
use uuid::Uuid;

fn entry(fields: &Fields, reader: &Reader) -> Result<OperationEntry, Error> {
    let banner = fields.one("banner");
    Ok(OperationEntry {
        name: fields.one("name").to_owned(),
        objective: fields.one("objective").to_owned(),
        legal_frame: fields.one("legal_frame").to_owned(),
        lead: one_of(fields, "lead", reader)?,
        coordinator: one_of(fields, "coordinator", reader)?,
        network: one_if_any(fields, "network", reader)?,
        banner: (!banner.is_empty()).then(|| banner.to_owned()),
    })
}

/// Opens an operation.
pub(super) async fn open(State(app): State<App>, visitor: Visitor, fields: Fields) -> Result<Response, Failure> {
    let opened = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::open(&app.desk, &visitor.actor, entry).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(id) => Ok(view::done(id.0, "", None, "open").into_response()),
        Err(error @ (Error::Refused(_) | Error::Conflict)) => {
            let status = problem::status(&error);
            let typed = Typed::refused("open", fields, error);
            Ok((status, front::page(&app, &visitor, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

/// Changes what is written. Who leads and who coordinates stays.
pub(super) async fn alter(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let altered = match entry(&fields, &visitor.manner.reader) {
        Ok(entry) => act::alter(&app.desk, &visitor.actor, OperationId(id), entry).await,
        Err(error) => Err(error),
    };
    view::after(&app, &visitor, (id, None), ("alter", fields), altered).await
}

/// Says how the existence of the operation is handled.
pub(super) async fn mark(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let marked = marked(&app, &visitor, OperationId(id), &fields).await;
    view::after(&app, &visitor, (id, None), ("mark", fields), marked).await
}

async fn marked(app: &App, visitor: &Visitor, id: OperationId, fields: &Fields) -> Result<(), Error> {
    let standing = act::slice(&app.desk, &visitor.actor, id).await?.operation.marking;
    act::mark(&app.desk, &visitor.actor, id, marking(fields, &standing, &visitor.manner.reader)?).await
}

/// Closes the operation.
pub(super) async fn close(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Failure> {
    let closed = act::close(&app.desk, &visitor.actor, OperationId(id)).await;
    view::after(&app, &visitor, (id, None), ("close", fields), closed).await
}

/// The facts of an operation, and for those who plan it the forms that change them.
pub(super) fn section(view: &View<'_>, networks: &[Kept<Network>]) -> Markup {
    let (lang, operation) = (view.lang(), view.operation());
    let network = operation.network.and_then(|id| networks.iter().find(|network| network.id == id));
    let facts = kit::facts(&[
        (text::HANDLING.get(lang), handled(&operation.marking, lang)),
        (text::OBJECTIVE.get(lang), html! { (operation.objective) }),
        (text::LEGAL_FRAME.get(lang), html! { (operation.legal_frame) }),
        (text::LEAD.get(lang), html! { (view.known.authority(operation.lead)) }),
        (text::COORDINATES.get(lang), html! { (view.known.authority(operation.coordinator)) }),
        (
            text::NETWORK.get(lang),
            html! { @match network { Some(network) => { a href={ "/map/network/" (network.id) } { (network.name) } }, None => { (text::NO_NETWORK.get(lang)) } } },
        ),
        (text::BANNER.get(lang), html! { (operation.banner.as_deref().unwrap_or("–")) }),
    ]);
    kit::section(
        text::OPERATION.get(lang),
        html! {},
        html! {},
        html! {
            (facts)
            @if view.plans() && operation.closed.is_none() { (forms(view, networks)) }
        },
    )
}

fn forms(view: &View<'_>, networks: &[Kept<Network>]) -> Markup {
    let (lang, base, csrf, typed) = (view.lang(), view.base(), &view.frame.csrf, view.typed);
    let written = Written { operation: Some(view.operation()), known: &view.known, networks, typed, lang };
    html! {
        details.mt3 open[typed.is_of("alter")] { summary { (text::ALTER.get(lang)) }
            (kit::post(&format!("{base}/alter"), csrf, "form mt2", html! { (written.fields("alter")) div.acts { (Button::submit(text::ALTER.get(lang))) } }))
        }
        details.mt2 open[typed.is_of("mark")] { summary { (text::MARK.get(lang)) }
            (kit::post(&format!("{base}/mark"), csrf, "form mt2", mark_fields("mark", &view.operation().marking, typed, lang)))
        }
        details.mt2 { summary { (text::CLOSE.get(lang)) }
            (kit::post(&format!("{base}/close"), csrf, "form mt2", html! { p.hint { (text::CLOSE_HINT.get(lang)) } div.acts { (Button::submit(text::CLOSE.get(lang)).grave()) } }))
        }
    }
}

/// The fields of a marking that stands.
pub(super) fn mark_fields(form: &str, marking: &Marking, typed: &Typed, lang: Lang) -> Markup {
    let labels: Vec<(&str, &str)> = Tlp::ALL.iter().map(|tlp| (tlp.name(), tlp.text().get(lang))).collect();
    let codes = HandlingCode::ALL.iter().map(|code| (*code, code.name().to_uppercase()));
    let (label_id, words_id) = (format!("{form}-tlp"), format!("{form}-words"));
    html! {
        (Field::new("tlp", text::LABEL.get(lang)).id(&label_id).value(typed.or(form, "tlp", marking.tlp.name())).select(&labels))
        (kit::fieldset("", text::CODES.get(lang), "", html! {
            @for (code, name) in codes {
                (Choice::check("code", code.name(), &name).hint(code.text().get(lang)).checked(typed.ticked(form, "code", code.name(), marking.codes.contains(&code))))
            }
        }))
        (Field::new("words", text::CODES_WORDS.get(lang)).id(&words_id).value(typed.or(form, "words", &marking.words)).input())
        p.hint { (text::MARK_HINT.get(lang)) }
        div.acts { (Button::submit(text::MARK.get(lang))) }
    }
}

/// The fields of what is written about an operation, of one that is there or of a new one.
pub(super) struct Written<'a> {
    pub operation: Option<&'a Operation>,
    pub known: &'a Known,
    pub networks: &'a [Kept<Network>],
    pub typed: &'a Typed,
    pub lang: Lang,
}

impl Written<'_> {
    pub fn fields(&self, form: &str) -> Markup {
        let (lang, typed) = (self.lang, self.typed);
        let of = |read: fn(&Operation) -> String| self.operation.map(read).unwrap_or_default();
        let (name, objective, frame) =
            (of(|one| one.name.clone()), of(|one| one.objective.clone()), of(|one| one.legal_frame.clone()));
        let banner = of(|one| one.banner.clone().unwrap_or_default());
        let network = of(|one| one.network.map(|id| id.to_string()).unwrap_or_default());
        let networks: Vec<(String, &str)> =
            self.networks.iter().map(|network| (network.id.to_string(), network.name.as_str())).collect();
        let networks: Vec<(&str, &str)> = std::iter::once(("", text::NO_NETWORK.get(lang)))
            .chain(networks.iter().map(|(id, name)| (id.as_str(), *name)))
            .collect();
        html! {
            (Field::new("name", crate::web::messages::words::NAME.get(lang)).value(typed.or(form, "name", &name)).required(lang).input())
            (Field::new("objective", text::OBJECTIVE.get(lang)).value(typed.or(form, "objective", &objective)).required(lang).textarea(3))
            (Field::new("legal_frame", text::LEGAL_FRAME.get(lang)).value(typed.or(form, "legal_frame", &frame)).required(lang).textarea(2))
            (self.who_leads(form))
            (Field::new("network", text::NETWORK.get(lang)).value(typed.or(form, "network", &network)).select(&networks))
            (Field::new("banner", text::BANNER.get(lang)).value(typed.or(form, "banner", &banner)).hint(text::BANNER_HINT.get(lang)).input())
        }
    }

    /// Who leads and who coordinates: chosen once, when it is opened.
    fn who_leads(&self, form: &str) -> Markup {
        let lang = self.lang;
        if let Some(operation) = self.operation {
            return html! {
                input type="hidden" name="lead" value=(operation.lead);
                input type="hidden" name="coordinator" value=(operation.coordinator);
            };
        }
        let all = self.known.authorities();
        let ids: Vec<String> = all.iter().map(|authority| authority.id.to_string()).collect();
        let options: Vec<(&str, &str)> = std::iter::once(("", text::CHOOSE.get(lang)))
            .chain(ids.iter().zip(&all).map(|(id, authority)| (id.as_str(), authority.name.as_str())))
            .collect();
        html! {
            (Field::new("lead", text::LEAD.get(lang)).value(self.typed.of(form, "lead")).required(lang).select(&options))
            (Field::new("coordinator", text::COORDINATES.get(lang)).value(self.typed.of(form, "coordinator")).required(lang).select(&options))
        }
    }
}
