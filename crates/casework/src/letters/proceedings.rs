//! Letters that follow from scrutiny, a challenge, a correction, or a decision on disclosure.

use super::{addressed, envelope, language, order_page};
use crate::desk::Desk;
use crate::error::{Error, fault};
use crate::ports::Letter;
use crate::records::{Authority, NoticeKind, Order, Provider};
use exchange::letter::Clarification;

async fn plain(desk: &Desk, order: &Order, provider: &Provider, what: &str, text: String) -> Result<Letter, Error> {
    let letter = Clarification {
        envelope: envelope(desk, order.authority, &order.reference, &provider.name, &provider.time_zone).await?,
        url: order.url.to_string(),
        answer: text,
        answer_link: order_page(desk, order)?,
    };
    let written = letter.write(language(&order.language)).map_err(fault)?;
    Ok(addressed(desk, &provider.contact, &format!("{} {what}", order.reference), &written))
}

pub(crate) async fn correction(desk: &Desk, order: &Order, provider: &Provider, text: &str) -> Result<Letter, Error> {
    let number = order.corrections.len();
    plain(desk, order, provider, &format!("correction {number}"), text.to_owned()).await
}

pub(crate) async fn reinstatement(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    plain(desk, order, provider, "reinstate", "The order has lost its effect.".to_owned()).await
}

pub(crate) async fn preservation_extension(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let until = order.preservation.as_ref().map(|preservation| preservation.until.to_string()).unwrap_or_default();
    plain(desk, order, provider, &format!("preserve {until}"), until.clone()).await
}

pub(crate) async fn non_disclosure(desk: &Desk, order: &Order, provider: &Provider) -> Result<Letter, Error> {
    let until = order.non_disclosure.as_ref().map(|decision| decision.until.to_string()).unwrap_or_default();
    plain(desk, order, provider, &format!("disclosure {until}"), until.clone()).await
}

pub(crate) async fn scrutiny(
    desk: &Desk,
    order: &Order,
    provider: &Provider,
    host: &Authority,
    issuer: &Authority,
    what: NoticeKind,
    to: &str,
) -> Result<Letter, Error> {
    let text = format!("{what:?}: {} {}", host.name, issuer.name);
    let mut letter = plain(desk, order, provider, &format!("{what:?} {to}"), text).await?;
    to.clone_into(&mut letter.to);
    Ok(letter)
}
