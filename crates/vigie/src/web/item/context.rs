//! What stands around the likeness, and what was not examined. It informs; the officer decides.

use super::{View, text};
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::likeness;
use crate::web::messages::Text;
use crate::web::refusal;
use casework::records::Context;
use domain::locator;
use matching::context::Kind;
use maud::{Markup, html};

pub(super) fn section(view: &View<'_>) -> Markup {
    let lang = view.lang();
    let item = &view.dossier.item;
    let columns = [text::SIGNAL, text::FOUND, text::POINTS_TO].map(|title| Column::text(title.get(lang)));
    let mut rows: Vec<Row> = item.context.iter().map(|sign| row(sign, view)).collect();
    if !item.matches.is_empty() && item.context.iter().all(|sign| sign.kind != "registry") {
        rows.push(plain(
            text::CTX_REGISTRY,
            html! { (text::REGISTRY_SILENT.get(lang)) },
            kit::pill(Status::None, text::POINTS_NOWHERE.get(lang)),
            view,
        ));
    }
    rows.push(match locator::exact(&item.url) {
        Ok(()) => plain(
            text::CTX_ADDRESS,
            html! { (text::ONE_ITEM.get(lang)) },
            kit::pill(Status::None, text::GATE_MET.get(lang)),
            view,
        ),
        Err(shape) => plain(
            text::CTX_ADDRESS,
            html! { (refusal::not_exact(shape, lang)) },
            kit::pill(Status::Bad, text::NOT_ONE_ITEM.get(lang)),
            view,
        ),
    });
    for why in &item.not_examined {
        rows.push(plain(
            text::CTX_NOT_EXAMINED,
            html! { span.any { (refusal::recorded(why, lang)) } },
            kit::pill(Status::Hold, text::POINTS_UNKNOWN.get(lang)),
            view,
        ));
    }
    kit::section(
        text::CONTEXT.get(lang),
        html! { (text::CONTEXT_RULE.get(lang)) },
        html! {},
        html! {
            @if item.context.is_empty() { p.ink2.mb2 { (text::NO_CONTEXT.get(lang)) } }
            (Table::new(text::CONTEXT_CAPTION.get(lang), columns).tight().rows(rows))
        },
    )
}

fn plain(kind: Text, found: Markup, points_to: Markup, view: &View<'_>) -> Row {
    Row::new([html! { (kind.get(view.lang())) }, found, points_to])
}

/// A sign as it was recorded.
fn row(sign: &Context, view: &View<'_>) -> Row {
    let lang = view.lang();
    let kind = kind(&sign.kind).map_or(sign.kind.as_str(), |kind| kind.get(lang));
    Row::new([
        html! { (kind) },
        html! { span.any { (refusal::recorded(&sign.found, lang)) } },
        likeness::sign_pill(sign, lang),
    ])
}

fn kind(name: &str) -> Option<Text> {
    if name == "registry" {
        return Some(text::CTX_REGISTRY);
    }
    Some(match name.parse::<Kind>().ok()? {
        Kind::Byline => text::CTX_BYLINE,
        Kind::Dateline => text::CTX_DATELINE,
        Kind::Quotation => text::CTX_QUOTATION,
        Kind::Attribution => text::CTX_ATTRIBUTION,
        Kind::ShareOfPage => text::CTX_SHARE,
        Kind::ScholarlyApparatus => text::CTX_SCHOLARLY,
        Kind::CourtDocument => text::CTX_COURT,
        Kind::OfficialRecord => text::CTX_RECORD,
        Kind::Encyclopaedia => text::CTX_ENCYCLOPAEDIA,
        Kind::ArchiveRecord => text::CTX_ARCHIVE,
        Kind::CounterSpeech => text::CTX_COUNTER_SPEECH,
        Kind::Collection => text::CTX_COLLECTION,
        Kind::Root => text::CTX_ROOT,
        Kind::Search => text::CTX_SEARCH,
        Kind::Listing => text::CTX_LISTING,
        Kind::Profile => text::CTX_PROFILE,
        Kind::Elsewhere => text::CTX_ELSEWHERE,
    })
}
