//! Removal orders: the lists, several at once, and the page of one with everything done to it.

mod acts;
mod annexes;
mod bulk;
mod carried;
mod delivery;
pub(super) mod files;
mod gates;
mod keeping;
mod list;
mod next;
mod one;
mod page;
mod proceedings;
mod record;
mod sides;

use super::kit::{self, Status};
use super::likeness;
use super::messages::order as text;
use super::shell::Frame;
use super::today::clocks;
use crate::server::{Access, Routes};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use casework::policy::Permission as P;
use casework::records::Order;
use domain::order::OrderState;
use maud::{Markup, html};

pub(super) fn routes(routes: Routes) -> Routes {
    let see = Access::Needs(P::SeeNotices);
    let issue = Access::Needs(P::Issue);
    let routes = routes
        .get("/orders", see, list::show)
        .get("/orders/issue", issue, bulk::ask)
        .post("/orders/issue", issue, bulk::issue)
        .get("/orders/{id}", see, one::show)
        .get("/orders/{id}/annex-1.txt", see, files::order_as_text)
        .get("/orders/{id}/annex-1.json", see, files::order_as_data)
        .get("/orders/{id}/order.json", see, files::signed)
        .get("/orders/{id}/order.pdf", see, files::paper)
        .get("/orders/{id}/proof", see, files::proof)
        .get("/orders/{id}/answers/{file}", see, files::answer)
        .get("/orders/{id}/letters/{n}", see, files::letter)
        .post("/orders/{id}/deconfliction", Access::Needs(P::Deconflict), acts::act)
        .post("/orders/{id}/gate", Access::Needs(P::OpenGates), acts::act)
        .post("/orders/{id}/carried", issue, carried::record.layer(DefaultBodyLimit::max(carried::MAX_PROOF_BYTES)));
    acts::BY_OFFICERS.iter().fold(routes, |routes, path| routes.post(path, issue, acts::act))
}

/// States of orders that have left the house and are not answered for good.
pub(super) const RUNNING: [&str; 8] =
    ["issued", "delivered", "received", "late", "unanswered", "impossible", "error_claimed", "information_asked"];

/// An order by its reference, with its provider and its address.
pub(super) fn named(order: &Order, provider: Option<&str>, frame: &Frame) -> Markup {
    html! {
        a href={ "/orders/" (order.id) } { (order.reference) } " "
        span.meta { (provider.unwrap_or(text::NO_PROVIDER.get(frame.lang()))) }
        (kit::sub(html! { span.url { (likeness::short(&order.url)) } }))
    }
}

/// The shape of an order's state.
pub(super) fn state_status(order: &Order, frame: &Frame) -> Status {
    match order.state {
        OrderState::Void | OrderState::Annulled => Status::Bad,
        OrderState::Withdrawn | OrderState::Draft => Status::None,
        OrderState::Checked | OrderState::Approved | OrderState::Issued => Status::Run,
        OrderState::Unanswered => Status::Bad,
        _ => clocks::status(order, frame.now),
    }
}

#[cfg(test)]
mod tests;
