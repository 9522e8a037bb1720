//! What waits for an officer on what left the house: deliveries, copies and referrals that came back, replies,
//! scrutiny, reinstatement, and what ends soon.

use super::text;
use crate::web::format;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, words};
use crate::web::names::Names;
use crate::web::shell::Frame;
use crate::web::{orders, referrals};
use casework::Error;
use casework::order::{Dated, Owed};
use casework::records::{Order, Referral};
use domain::order::Scrutiny;
use jiff::Timestamp;
use maud::{Markup, html};

/// What it is about.
enum Matter<'a> {
    Order(&'a Order),
    Referral(&'a Referral),
}

/// One thing that waits.
struct Waits<'a> {
    matter: Matter<'a>,
    status: Status,
    what: Text,
    /// How long is left, or since when it waits.
    when: String,
}

impl<'a> Waits<'a> {
    const fn of(order: &'a Order, status: Status, what: Text, when: String) -> Self {
        Self { matter: Matter::Order(order), status, what, when }
    }
}

/// The table; nothing when nothing waits.
pub(super) async fn section(owed: &Owed, names: &mut Names<'_>, frame: &Frame) -> Result<Markup, Error> {
    let lang = frame.lang();
    let waiting = waiting(owed, frame);
    let mut rows = Vec::new();
    for waits in &waiting {
        let named = match waits.matter {
            Matter::Order(order) => orders::named(order, names.provider(order.provider).await?.as_deref(), frame),
            Matter::Referral(referral) => {
                referrals::named(referral, names.provider(referral.provider).await?.as_deref(), lang)
            }
        };
        rows.push(Row::new([named, kit::pill(waits.status, waits.what.get(lang)), html! { (waits.when) }]));
    }
    let columns = [
        Column::text(text::ORDER_AND_URL.get(lang)),
        Column::text(words::WHAT.get(lang)),
        Column::text(words::WHEN.get(lang)),
    ];
    let body = match rows.is_empty() {
        true => html! { p.ink2 { (text::NOTHING_OWED.get(lang)) } },
        false => html! { (Table::new(text::OWED_CAPTION.get(lang), columns).tight().walk().rows(rows)) },
    };
    Ok(kit::section(text::OWED.get(lang), html! {}, html! { a href="/orders" { (text::ALL_ORDERS.get(lang)) } }, body))
}

/// The gravest first: what nobody else will do, then what has an end, soonest first.
fn waiting<'a>(owed: &'a Owed, frame: &Frame) -> Vec<Waits<'a>> {
    let lang = frame.lang();
    let since = |at: Option<Timestamp>| {
        at.map_or_else(String::new, |at| words::SINCE.fill(lang, &[("time", &frame.reader.near(at, frame.now))]))
    };
    let left = |at: Timestamp| {
        let seconds = at.duration_since(frame.now).as_secs();
        let time = frame.reader.near(at, frame.now);
        let span = format::span(seconds, lang);
        let words = if seconds < 0 { text::OVER_SINCE } else { text::LEFT_UNTIL };
        words.fill(lang, &[("span", &span), ("time", &time)])
    };
    let mut waiting = Vec::new();
    for order in &owed.to_carry {
        let at = order.issued.map(|stamp| stamp.at);
        waiting.push(Waits::of(order, Status::Bad, text::OWED_CARRY, since(at)));
    }
    for order in &owed.copies {
        let at = order.failed_copies.last().map(|failed| failed.at);
        waiting.push(Waits::of(order, Status::Bad, text::OWED_COPY, since(at)));
    }
    for order in &owed.letters {
        let at = order.unsent.last().map(|unsent| unsent.at);
        waiting.push(Waits::of(order, Status::Bad, text::OWED_LETTER, since(at)));
    }
    for referral in &owed.referrals {
        let at = referral.failed_deliveries.last().map(|failed| failed.at);
        let matter = Matter::Referral(referral);
        waiting.push(Waits { matter, status: Status::Bad, what: text::OWED_REFERRAL, when: since(at) });
    }
    for Dated { order, at } in &owed.scrutinised {
        let status = if order.scrutiny == Scrutiny::Warned { Status::Bad } else { Status::Warn };
        let what = match order.scrutiny {
            Scrutiny::Warned => text::OWED_WARNED,
            Scrutiny::Opened => text::OWED_OPENED,
            _ => text::OWED_REQUESTED,
        };
        waiting.push(Waits::of(order, status, what, left(*at)));
    }
    for order in &owed.replies {
        let at = order.answers.last().map(|given| given.at);
        waiting.push(Waits::of(order, Status::Hold, order.state.text(), since(at)));
    }
    for order in &owed.reinstatements {
        waiting.push(Waits::of(order, Status::Warn, text::OWED_BACK, since(lost(order))));
    }
    for Dated { order, at } in &owed.disclosure_ends {
        waiting.push(Waits::of(order, Status::None, text::OWED_SILENCE, left(*at)));
    }
    for Dated { order, at } in &owed.becoming_final {
        waiting.push(Waits::of(order, Status::None, text::OWED_FINAL, left(*at)));
    }
    waiting
}

/// When reinstatement was asked, as far as the record says.
fn lost(order: &Order) -> Option<Timestamp> {
    use casework::records::NoticeKind::{Reinstatement, Withdrawal};
    let asked = order.notices.iter().rev().find(|notice| matches!(notice.kind, Withdrawal | Reinstatement));
    asked.map(|notice| notice.at)
}
