//! Is an order genuine? Reference and digest are entered; yes or no is told, and no more.

use super::{Failure, bare};
use crate::server::{App, Manner};
use crate::web::kit::{self, Button, Field, Status};
use crate::web::messages::{Lang, portal as text, words};
use axum::extract::{Query, State};
use casework::records::Order;
use casework::{Desk, Error};
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    reference: String,
    #[serde(default)]
    digest: String,
    lang: Option<String>,
}

/// The page, with its answer once something was entered.
pub(super) async fn show(
    State(app): State<App>,
    manner: Manner,
    Query(given): Query<Given>,
) -> Result<Markup, Failure> {
    let lang = given.lang.as_deref().and_then(Lang::from_tag).unwrap_or(manner.reader.lang);
    let asked = !(given.reference.trim().is_empty() && given.digest.trim().is_empty());
    let verdict = if asked { Some(genuine(&app.desk, &given).await?) } else { None };
    let content = html! {
        h1 { (text::CHECK_TITLE.get(lang)) }
        p.ink2.mt2 { (text::CHECK_LEDE.get(lang)) }
        @if let Some(verdict) = verdict {
            div.mt3 role="status" {
                @if verdict { (kit::note(Status::Ok, html! { b { (text::CHECK_YES.get(lang)) } })) }
                @else { (kit::note(Status::Bad, html! { b { (text::CHECK_NO.get(lang)) } })) }
            }
        }
        form.form.mt6 method="get" action="/check" {
            input type="hidden" name="lang" value=(lang.tag());
            (Field::new("reference", words::REFERENCE.get(lang)).value(&given.reference).required(lang).input())
            (Field::new("digest", words::DIGEST.get(lang)).value(&given.digest).hint(text::CHECK_DIGEST_HINT.get(lang)).required(lang).input())
            (Button::submit(text::CHECK.get(lang)).main())
        }
        p.meta.mt6 { (text::OTHER_WAY.get(lang)) }
    };
    Ok(bare(&app, &manner, lang, text::CHECK_TITLE.get(lang), Vec::new(), content))
}

/// Whether an order of that reference was issued here and names a capture of that digest. Spaces and
/// capitals do not matter, since people copy by hand.
async fn genuine(desk: &Desk, given: &Given) -> Result<bool, Error> {
    let digest: String = given.digest.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let reference = given.reference.trim().to_uppercase();
    let order = desk.find_unique::<Order>(&reference).await?;
    Ok(order.is_some_and(|order| {
        order.issued.is_some() && order.capture_digest.is_some_and(|ours| ours.to_string() == digest)
    }))
}
