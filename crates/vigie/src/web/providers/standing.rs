//! How a provider dealt with what it got, in figures.

use crate::server::{App, Visitor};
use crate::web::format;
use crate::web::kit;
use crate::web::messages::{provider as text, words};
use crate::web::shell::Frame;
use casework::Error;
use casework::directory::{COUNTED, standing};
use domain::id::ProviderId;
use jiff::Timestamp;
use maud::{Markup, html};

/// The figures, counted now.
pub(super) async fn section(app: &App, visitor: &Visitor, id: ProviderId, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let counted = standing(&app.desk, &visitor.actor, id).await?;
    let share = |n: u64, of: u64| {
        text::SHARE.fill(lang, &[("n", &format::count(n, lang)), ("percent", &format::percent(n, of))])
    };
    let when = |at: Option<Timestamp>| {
        at.map_or_else(|| words::NOT_YET.get(lang).to_owned(), |at| frame.reader.near(at, frame.now))
    };
    let median = counted.median_to_removal.map_or_else(|| "–".to_owned(), |span| format::span(span.as_secs(), lang));
    let errors = text::ERRORS_RIGHT.fill(lang, &[("n", &counted.errors_claimed), ("right", &counted.errors_right)]);
    let facts = [
        (text::ORDERS_SENT, format::count(counted.orders, lang)),
        (text::REMOVED_SHARE, share(counted.removed, counted.orders)),
        (text::MEDIAN, median),
        (text::ERRORS_CLAIMED, errors),
        (text::REFERRALS_SENT, format::count(counted.referrals, lang)),
        (text::REFERRALS_REMOVED, share(counted.referrals_removed, counted.referrals)),
        (text::LAST_HEARD, when(counted.last_heard)),
        (text::LAST_WRITTEN, when(counted.last_written)),
    ]
    .map(|(name, value)| (name.get(lang), html! { (value) }));
    let limit = html! { @if counted.more { (text::STANDING_MORE.fill(lang, &[("n", &format::count(u64::from(COUNTED), lang))])) } };
    Ok(kit::section(text::STANDING.get(lang), limit, html! {}, kit::facts(&facts)))
}
