//! Who may host an item: candidates with their reasons. A person chooses one.

use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, directory as text, provider as provider_text, words};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, likeness};
use axum::extract::{Form, Path, State};
use casework::directory::{self, Because, Candidate, Reason, Search};
use casework::policy::Permission as P;
use casework::records::Item;
use domain::id::ItemId;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

/// A form that carries nothing but the session's value, which was checked before.
#[derive(Deserialize)]
pub(super) struct Plain {}

/// Asks the directory, earlier choices and the registry, and shows what each says.
pub(super) async fn find(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Markup, Failure> {
    let search = directory::find_provider(&app.desk, &visitor.actor, ItemId(id)).await?;
    let item = app.desk.load::<Item>(id).await?;
    let frame = frame(&app, &visitor, Some(Section::Assess)).await?;
    let lang = frame.lang();
    let keep = visitor.actor.may(P::SeeDirectory);
    let columns = [words::PROVIDER, text::REASONS, text::CHOOSE].map(|title| Column::text(title.get(lang)));
    let rows = search.candidates.iter().map(|candidate| row(candidate, &item, &frame));
    let here = format!("/items/{id}");
    let content = html! {
        (kit::head(html! { a href=(here) { (likeness::short(&item.url)) } }, text::FIND.get(lang), html! { (text::FIND_LEDE.get(lang)) }, html! { (Button::link(text::BACK.get(lang), &here)) }))
        div.stack {
            (kit::section(text::CANDIDATES.get(lang), html! { (search.candidates.len()) }, html! {}, html! {
                @if search.candidates.is_empty() {
                    (kit::empty(text::CANDIDATES_NONE.get(lang), text::CANDIDATES_NONE_WHY.get(lang)))
                    @if keep { p { a href="/providers" { (provider_text::TITLE.get(lang)) } } }
                } @else { (Table::new(text::CANDIDATES.get(lang), columns).rows(rows)) }
            }))
            (kit::section(text::REGISTRY.get(lang), html! {}, html! {}, registry(&search, lang)))
        }
    };
    Ok(shell::page(&frame, text::FIND.get(lang), content))
}

fn row(candidate: &Candidate, item: &Item, frame: &Frame) -> Row {
    let lang = frame.lang();
    let provider = &candidate.provider;
    Row::new([
        html! {
            a href={ "/providers/" (provider.id) } { (provider.name) }
            (kit::sub(html! { (format::country(provider.country.code(), lang)) ", " (provider.details.kind.text().get(lang)) }))
            @if provider.details.kind.out_of_scope().is_some() { (kit::pill(Status::Warn, provider_text::OUT_OF_SCOPE.get(lang))) }
        },
        html! { @for reason in &candidate.reasons { div { (why(reason, item, frame)) } } },
        html! {
            @if item.provider == Some(provider.id) { (kit::pill(Status::Ok, text::USED.get(lang))) }
            @else {
                (kit::post(&format!("/items/{}/provider", item.id), &frame.csrf, "", html! {
                    input type="hidden" name="provider" value=(provider.id);
                    (Button::submit(text::USE.get(lang)))
                }))
            }
        },
    ])
}

/// A reason, where it comes from, and when it was so.
fn why(reason: &Reason, item: &Item, frame: &Frame) -> Markup {
    let lang = frame.lang();
    let time = frame.reader.near(reason.at, frame.now);
    let words = match &reason.because {
        Because::SetByHand { item: other } if *other == item.id => text::BY_HAND_SAME.get(lang).to_owned(),
        Because::SetByHand { .. } => text::BY_HAND.get(lang).to_owned(),
        Because::KnownDomain { domain } => text::BY_DOMAIN.fill(lang, &[("domain", domain)]),
        Because::RegistryHolder { holder } => text::BY_HOLDER.fill(lang, &[("holder", holder)]),
    };
    html! {
        (words)
        (kit::sub(html! {
            @match &reason.because {
                Because::SetByHand { item } => { a.url href={ "/items/" (item) } { (reason.source) } ", " }
                Because::KnownDomain { .. } => {}
                Because::RegistryHolder { .. } => { span.url { (reason.source) } ", " }
            }
            (time)
        }))
    }
}

fn registry(search: &Search, lang: Lang) -> Markup {
    let holder = match &search.holder {
        Ok(holder) => holder,
        Err(error) => {
            return html! { p { (kit::pill(Status::None, &text::REGISTRY_SILENT.fill(lang, &[("why", error)]))) } };
        }
    };
    let country =
        holder.country.as_deref().map_or_else(|| words::UNKNOWN.get(lang), |code| format::country(code, lang));
    let abuse = holder.abuse.as_deref().unwrap_or_else(|| words::UNKNOWN.get(lang));
    kit::facts(&[
        (text::HOLDER.get(lang), html! { b { (holder.name) } }),
        (words::COUNTRY.get(lang), html! { (country) }),
        (text::ABUSE.get(lang), html! { span.any { (abuse) } }),
        (text::ASKED.get(lang), html! { span.url { (holder.source) } }),
        (
            text::KEPT.get(lang),
            html! {
                @if let Some(kept) = search.kept { code { "sha256 " (format::short_digest(&kept.to_string())) } }
            },
        ),
    ])
}
