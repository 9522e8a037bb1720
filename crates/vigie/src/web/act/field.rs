//! The page that people take along: the targets of their own state, and a report on each.
//!
//! It is a plain form. A script keeps what was written on the phone while there is no line, and sends each report once;
//! the number that is made with the report makes one sent twice one, and our clock puts theirs right.

mod taken;

use super::known::Known;
use super::said;
use super::typed::{Typed, local};
use super::view::is_there;
use crate::api::problem;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Field, Status, assets};
use crate::web::map::short;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, act as act_text, field as text, levers, target as target_text};
use crate::web::refusal;
use crate::web::shell::{self, Frame, Section};
use crate::web::upload::{Unread, Upload};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::Error;
use casework::act::{self, Heard, MAX_PHOTOGRAPH_BYTES};
use casework::records::act::Sending;
use casework::records::{Kept, Target};
use domain::act::Outcome;
use domain::id::OperationId;

use maud::{Markup, html};
use serde_json::json;
use uuid::Uuid;

/// How many things can be written down with one report of the plain form; a further report takes more.
const EXHIBITS: usize = 3;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, &Typed::default(), Some(&done)).await?)
}

/// Takes a report in: from the form, or from the script that kept it.
pub(super) async fn report(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    form: Result<Upload, Unread>,
) -> Result<Response, Failure> {
    let reader = &visitor.manner.reader;
    let program = headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"application/json");
    let mut form = match form {
        Ok(form) => form,
        Err(unread) if program => {
            return Ok((unread.status(), Json(json!({ "why": unread.words() }))).into_response());
        }
        Err(unread) => return Ok(unread.into_response()),
    };
    let photographs = (1..=EXHIBITS).map(|n| form.take_files(&format!("photograph-{n}"))).collect();
    let fields = form.into_fields();
    let heard = async {
        is_there(&app.desk, &visitor.actor, id).await?;
        let given = taken::read(&fields, photographs, reader, app.desk.now())?;
        act::report(&app.desk, &visitor.actor, given).await
    };
    let heard = heard.await;
    match heard {
        Ok(heard) if program => {
            let heard = if heard == Heard::New { "new" } else { "known" };
            Ok(Json(json!({ "heard": heard })).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/act/{id}/field?done=report")).into_response()),
        // One report that cannot be taken must not keep the others of the same phone waiting: it is told why.
        Err(error @ (Error::Refused(_) | Error::NotFound { .. })) if program => {
            let why = refusal::words(&error, reader);
            Ok((problem::status(&error), Json(json!({ "why": why }))).into_response())
        }
        Err(error @ (Error::Refused(_) | Error::Conflict)) if !program => {
            let status = problem::status(&error);
            let typed = Typed::refused("report", fields, error);
            Ok((status, page(&app, &visitor, id, &typed, None).await?).into_response())
        }
        Err(error) => Err(Failure(error)),
    }
}

async fn page(app: &App, visitor: &Visitor, id: Uuid, typed: &Typed, done: Option<&Done>) -> Result<Markup, Error> {
    let desk = &*app.desk;
    let operations = act::operations(desk, &visitor.actor).await?;
    let operation = operations.into_iter().find(|operation| operation.id.0 == id);
    let operation = operation.ok_or(Error::NotFound { what: "operation" })?;
    let mut targets = act::on_site(desk, &visitor.actor, OperationId(id)).await?;
    targets.sort_by(|a, b| a.name.cmp(&b.name));
    let known = Known::new(desk).await?;
    let mut frame = frame(app, visitor, Some(Section::Act)).await?;
    let lang = frame.lang();
    frame.path = format!("/act/{id}/field");
    frame.notice = done.and_then(|done| done.notice(&[("report", target_text::DONE_REPORT)], lang));
    let site = Site { frame, known, typed, numbers: desk.doors.entropy.id(app.desk.now()) };
    let content = html! {
        div.site {
            (kit::head(
                html! { a href="/act" { (act_text::TITLE.get(lang)) } " · " (operation.name) },
                text::TITLE.get(lang),
                html! { (text::LEDE.get(lang)) },
                html! {},
            ))
            (typed.alert(&site.frame.reader))
            (queue(lang, &visitor.actor.person.to_string(), &format!("/act/{id}/field")))
            @if targets.is_empty() { (kit::empty(text::NO_TARGETS.get(lang), text::NO_TARGETS_WHY.get(lang))) }
            @for (place, target) in targets.iter().enumerate() { (site.target(id, target, place)) }
        }
        script type="module" src=(assets::url("field.js")) {}
    };
    Ok(shell::page(&site.frame, text::TITLE.get(lang), content))
}

/// What lies on this phone: written by the script, hidden without it. All its words are given to it.
fn queue(lang: Lang, person: &str, address: &str) -> Markup {
    html! {
        section.sec.queue hidden data-queue=(address) data-person=(person)
            data-waiting=(text::WAITING.get(lang)) data-received=(text::RECEIVED.get(lang))
            data-known=(text::KNOWN.get(lang)) data-refused=(text::REFUSED.get(lang)) data-sign-in=(text::SIGN_IN.get(lang))
            data-other=(text::OF_ANOTHER.get(lang)) data-no-line=(text::NO_LINE.get(lang)) data-drop=(text::DROP.get(lang))
            data-worker=(assets::url(assets::WORKER)) data-kept=(text::PAGE_KEPT.get(lang))
            data-correct=(text::CORRECT.get(lang)) data-correcting=(text::CORRECTING.get(lang)) data-leave=(text::LEAVE.get(lang))
            data-full=(text::FULL.get(lang)) data-gone=(text::GONE.get(lang)) data-none=(text::NONE_KEPT.get(lang)) data-photographs=(text::WITH_PHOTOGRAPHS.get(lang)) {
            header { h2 { (text::ON_THIS_PHONE.get(lang)) } span.meta data-line {} }
            ul.its aria-live="polite" {}
        }
    }
}

/// What every target on the page shares.
struct Site<'a> {
    frame: Frame,
    known: Known,
    typed: &'a Typed,
    numbers: Uuid,
}

impl Site<'_> {
    fn target(&self, operation: Uuid, target: &Kept<Target>, place: usize) -> Markup {
        let lang = self.frame.lang();
        let team = match &target.sending {
            Some(Sending::OnSite { team }) => team.as_str(),
            _ => "",
        };
        let sentences = levers::of(target.measure.lever(), lang);
        let last = target.reports.last();
        let id = target.id.to_string();
        let own = self.typed.of("report", "target") == id;
        kit::section(
            &target.name,
            html! { (said::state(target.state, lang)) },
            html! {},
            html! {
                (kit::facts(&[
                    (act_text::MEASURE.get(lang), html! { b { (target.measure.text().get(lang)) } (kit::sub(sentences.does)) }),
                    (act_text::ASSET.get(lang), html! { span.url { (short(&target.asset)) } }),
                    (target_text::TEAM.get(lang), html! { (team) }),
                ]))
                @if let Some(last) = last {
                    p.mt2 { (kit::pill(Status::Ok, last.what.text().get(lang))) " " span.meta { (self.known.teller(&last.who)) ", " (self.frame.reader.near(last.happened, self.frame.now)) } }
                }
                details.mt2 open[own] { summary { (text::REPORT.get(lang)) } (self.form(operation, target, place)) }
            },
        )
    }

    fn form(&self, operation: Uuid, target: &Target, place: usize) -> Markup {
        let (lang, reader) = (self.frame.lang(), &self.frame.reader);
        let id = target.id.to_string();
        let typed =
            |name: &str| if self.typed.of("report", "target") == id { self.typed.of("report", name) } else { "" };
        let outcomes: Vec<(&str, &str)> = std::iter::once(("", act_text::CHOOSE.get(lang)))
            .chain(Outcome::ALL.iter().map(|outcome| (outcome.name(), outcome.text().get(lang))))
            .collect();
        let ids = ["outcome", "happened", "note"].map(|name| format!("{name}-{place}"));
        let happened = Some(typed("happened")).filter(|at| !at.is_empty());
        let happened = happened.map_or_else(|| local(self.frame.now, reader), str::to_owned);
        // Each form of the page has a number of its own; a form that is shown again keeps the one that was refused.
        let number = Some(typed("id")).filter(|id| !id.is_empty()).map(str::to_owned);
        let number = number.unwrap_or_else(|| taken::beside(self.numbers, 1000 * (place as u128 + 1)).to_string());
        let here = text::HAPPENED_HINT.fill(lang, &[("place", &reader.place())]);
        kit::upload(
            &format!("/act/{operation}/field"),
            &self.frame.csrf,
            "form mt2 report",
            html! {
                input type="hidden" name="id" value=(number);
                input type="hidden" name="target" value=(id);
                input type="hidden" name="name" value=(target.name);
                (Field::new("outcome", target_text::CLAIM_WHAT.get(lang)).id(&ids[0]).value(typed("outcome")).required(lang).select(&outcomes))
                (Field::new("happened", target_text::HAPPENED.get(lang)).id(&ids[1]).kind("datetime-local").value(&happened).hint(here.as_str()).required(lang).input())
                (Field::new("note", text::NOTE.get(lang)).id(&ids[2]).value(typed("note")).textarea(2))
                @for n in 1..=EXHIBITS { (exhibit(lang, place, n, &typed)) }
                div.acts { (Button::submit(text::SEND.get(lang)).main()) }
            },
        )
    }
}

/// A thing that was seized: all of its fields, or none.
fn exhibit<'a>(lang: Lang, place: usize, n: usize, typed: &dyn Fn(&str) -> &'a str) -> Markup {
    let lines = [("number", text::NUMBER), ("what", text::THING), ("place", text::PLACE), ("seal", text::SEAL)];
    let filled = !typed(&format!("number-{n}")).is_empty();
    let photographs = format!("photograph-{n}-{place}");
    let most = (MAX_PHOTOGRAPH_BYTES / (1024 * 1024)).to_string();
    html! {
        details open[filled] { summary { (text::EXHIBIT.fill(lang, &[("n", &n)])) }
            div.form.mt2 {
                @for (name, label) in lines {
                    @let (name, id) = (format!("{name}-{n}"), format!("{name}-{n}-{place}"));
                    (Field::new(&name, label.get(lang)).id(&id).value(typed(&name)).input())
                }
                div.field {
                    label for=(photographs) { (text::PHOTOGRAPHS.get(lang)) }
                    input.in id=(photographs) type="file" name={ "photograph-" (n) } accept="image/*" multiple;
                    span.hint { (text::PHOTOGRAPHS_HINT.fill(lang, &[("most", &most)])) }
                }
            }
        }
    }
}
