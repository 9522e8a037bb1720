//! The check that no order exists outside the log, made while the page is asked for.

use super::text;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::{Lang, words};
use crate::web::shell::{self, Section};
use axum::extract::State;
use casework::report::{self, Amiss};
use domain::id::OrderId;
use maud::{Markup, html};

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failure> {
    let frame = frame(&app, &visitor, Some(Section::Report)).await?;
    let lang = frame.lang();
    let found = report::orders_in_log(&app.desk, &visitor.actor).await?;
    let count = |n: u64| format::count(n, lang);
    let summary = text::LOG_COUNTS.fill(lang, &[("orders", &count(found.orders)), ("leaves", &count(found.leaves))]);
    let rows = found.amiss.iter().map(|amiss| {
        let (id, reference, what) = said(amiss, lang);
        Row::new([html! { a href={ "/orders/" (id) } { (reference) } }, kit::pill(Status::Bad, &what)])
    });
    let columns = [words::REFERENCE, words::WHAT].map(|title| Column::text(title.get(lang)));
    let time = frame.reader.stamp(frame.now);
    let content = html! {
        (kit::head(html! { a href="/report" { (text::TITLE.get(lang)) } }, text::LOG_TITLE.get(lang), html! { (text::LOG_LEDE.get(lang)) }, html! {}))
        @if found.amiss.is_empty() {
            (kit::note(Status::Ok, html! { b { (text::LOG_AGREES.get(lang)) } " " (summary) " " (words::AS_OF.fill(lang, &[("time", &time)])) "." }))
        } @else {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::LOG_DIFFERS.get(lang)) } " " (summary) })) }
            (Table::new(text::LOG_TITLE.get(lang), columns).walk().rows(rows))
        }
        p.meta.mt3 { (text::LOG_ELSE.get(lang)) " " a href="/ledger" { (text::LOG_LEDGER.get(lang)) } }
    };
    Ok(shell::page(&frame, text::LOG_TITLE.get(lang), content))
}

/// The order, its reference as far as it is known, and what does not agree.
fn said(amiss: &Amiss, lang: Lang) -> (OrderId, String, String) {
    match amiss {
        Amiss::NotInLog { id, reference } => (*id, reference.clone(), text::AMISS_NOT_IN_LOG.get(lang).to_owned()),
        Amiss::OtherForm { id, reference } => (*id, reference.clone(), text::AMISS_OTHER_FORM.get(lang).to_owned()),
        Amiss::FormLost { id, reference } => (*id, reference.clone(), text::AMISS_FORM_LOST.get(lang).to_owned()),
        Amiss::Twice { id, reference, times } => {
            (*id, reference.clone(), text::AMISS_TWICE.fill(lang, &[("n", times)]))
        }
        Amiss::NoOrder { leaf, id } => (*id, id.to_string(), text::AMISS_NO_ORDER.fill(lang, &[("n", leaf)])),
    }
}
