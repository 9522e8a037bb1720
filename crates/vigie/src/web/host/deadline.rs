//! What the officer of the host state has time for.

use crate::web::kit::{self, ClockState, ClockView, Status};
use crate::web::messages::{Text, host as text};
use crate::web::shell::Frame;
use casework::records::Order;
use domain::order::{Scrutiny, TIME_TO_SCRUTINISE};
use jiff::Timestamp;
use maud::{Markup, html};

/// What there is time for, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deadline {
    /// Scrutiny runs: a breach is found until then, or the order stands.
    Decide(Timestamp),
    /// Scrutiny may be begun of the authority's own motion until then.
    Open(Timestamp),
    /// Nothing: decided, let pass, without effect, or the copy has not come.
    Nothing,
}

impl Deadline {
    /// Reads it from an order.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 4(3), (4).
    pub fn of(order: &Order, now: Timestamp) -> Self {
        if order.state.is_without_effect() {
            return Self::Nothing;
        }
        let own_motion = order.copied.and_then(|at| at.checked_add(TIME_TO_SCRUTINISE).ok());
        match (order.scrutiny, order.scrutiny_due(), own_motion) {
            (_, Some(due), _) => Self::Decide(due),
            (Scrutiny::None, None, Some(until)) if now <= until => Self::Open(until),
            _ => Self::Nothing,
        }
    }

    pub const fn until(self) -> Option<Timestamp> {
        match self {
            Self::Decide(until) | Self::Open(until) => Some(until),
            Self::Nothing => None,
        }
    }

    /// Whether its time is over.
    pub fn is_over(self, now: Timestamp) -> bool {
        self.until().is_some_and(|until| until < now)
    }

    fn view(self, frame: &Frame) -> Option<ClockView> {
        let until = self.until()?;
        let left = until.duration_since(frame.now).as_secs();
        let state = ClockState::counting(left, TIME_TO_SCRUTINISE.as_secs());
        let words: Text = if matches!(self, Self::Decide(_)) { text::LEFT_TO_DECIDE } else { text::LEFT_TO_OPEN };
        let words = words.fill(frame.lang(), &[("time", &frame.reader.near(until, frame.now))]);
        Some(ClockView::new(state, Some(until), frame.lang()).note(html! { (words) }))
    }

    /// The clock in a table.
    pub fn clock(self, frame: &Frame) -> Markup {
        match self.view(frame) {
            Some(view) => kit::clock(&view),
            None => kit::pill(Status::None, text::OVER.get(frame.lang())),
        }
    }

    /// The clock a page is about; a page with nothing to count shows none.
    pub fn clock_big(self, frame: &Frame) -> Markup {
        html! { @if let Some(view) = self.view(frame) { (kit::clock_big(&view)) } }
    }
}
