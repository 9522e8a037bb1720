//! A clock never lies: the number says how much is left, the words say what; without a receipt there is no number.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::web::{
    format,
    messages::{Lang, words},
};

/// What a clock shows. All lengths are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// No receipt, so no clock.
    NotBegun,
    /// Time is left.
    Running {
        /// Until the deadline.
        left: i64,
        /// From start to deadline.
        total: i64,
    },
    /// Less than half is left and no answer has come.
    Soon {
        /// Until the deadline.
        left: i64,
        /// From start to deadline.
        total: i64,
    },
    /// Past the deadline; counts up.
    Late {
        /// Since the deadline.
        by: i64,
        /// From start to deadline.
        total: i64,
    },
    /// Stopped; shows no number that moves.
    Stopped,
    /// Answered.
    Met,
}

impl ClockState {
    /// The state of a clock with no answer, from what is left of its total.
    pub fn counting(left: i64, total: i64) -> Self {
        match left {
            ..0 => Self::Late { by: -left, total },
            _ if left * 2 < total => Self::Soon { left, total },
            _ => Self::Running { left, total },
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::NotBegun => "wait",
            Self::Running { .. } => "run",
            Self::Soon { .. } => "soon",
            Self::Late { .. } => "late",
            Self::Stopped => "stop",
            Self::Met => "met",
        }
    }

    /// How the ring is dashed, on a circumference of 100.
    fn dash(self) -> Option<String> {
        match self {
            Self::NotBegun => None,
            Self::Running { left, total } | Self::Soon { left, total } => {
                Some(format!("{} 100", (left.max(0) * 100 / total.max(1)).min(100)))
            }
            Self::Late { .. } | Self::Met => Some("100 100".to_owned()),
            Self::Stopped => Some("5 5".to_owned()),
        }
    }
}

/// A clock and its words.
#[derive(Debug, Clone)]
pub struct ClockView {
    /// What it shows.
    pub state: ClockState,
    /// The moment it runs to; given, the page's script keeps the number moving.
    pub deadline: Option<Timestamp>,
    /// Words beside the number; empty for the usual ones ("left", "late").
    pub note: Markup,
    /// Words once the deadline has passed while the page is open; empty for "late".
    pub late_note: String,
    /// Language of the usual words.
    pub lang: Lang,
}

impl ClockView {
    /// A clock with its usual words.
    pub fn new(state: ClockState, deadline: Option<Timestamp>, lang: Lang) -> Self {
        Self { state, deadline, note: html! {}, late_note: String::new(), lang }
    }

    /// Other words beside the number.
    pub fn note(self, note: Markup) -> Self {
        Self { note, ..self }
    }

    fn number(&self) -> Markup {
        let lang = self.lang;
        let moving = |seconds: i64, total: i64, sign: &str| {
            let deadline = self.deadline.map(|at| at.as_millisecond());
            let total = deadline.map(|_| total);
            html! {
                time datetime=(format::iso_duration(seconds)) data-deadline=[deadline] data-total=[total] {
                    (sign) (format::duration(seconds))
                }
            }
        };
        match self.state {
            ClockState::NotBegun => html! { span.t { (words::NOT_BEGUN.get(lang)) } },
            ClockState::Running { left, total } | ClockState::Soon { left, total } => moving(left, total, ""),
            // After three days seconds say nothing any more, and nothing needs to move.
            ClockState::Late { by, .. } if by > 72 * 3600 => html! {
                time datetime=(format::iso_duration(by)) { "+ " (format::span(by, lang)) }
            },
            ClockState::Late { by, total } => moving(by, total, "+ "),
            ClockState::Stopped => html! { span.t { (words::STOPPED.get(lang)) } },
            ClockState::Met => html! { span.t { (words::ANSWERED.get(lang)) } },
        }
    }

    fn small(&self) -> Markup {
        let usual = match self.state {
            ClockState::NotBegun => words::NO_RECEIPT.get(self.lang),
            ClockState::Running { .. } | ClockState::Soon { .. } => words::LEFT.get(self.lang),
            ClockState::Late { .. } => words::LATE.get(self.lang),
            ClockState::Stopped | ClockState::Met => "",
        };
        let late = if self.late_note.is_empty() { words::LATE.get(self.lang) } else { &self.late_note };
        let late = self.deadline.map(|_| late);
        html! {
            small data-late=[late] { @if self.note.0.is_empty() { (usual) } @else { (self.note) } }
        }
    }
}

/// A clock in a table or a line.
pub fn clock(view: &ClockView) -> Markup {
    html! {
        span class={ "clock " (view.state.class()) } {
            (ring(view.state.dash()))
            span { (view.number()) " " (view.small()) }
        }
    }
}

/// The clock a page is about.
pub fn clock_big(view: &ClockView) -> Markup {
    html! {
        span class={ "clock big " (view.state.class()) } {
            (ring(view.state.dash()))
            span { (view.number()) (view.small()) }
        }
    }
}

/// A provider's deadline, absolute and large, with the whole minutes left in a ring. It does not move: the page says
/// as of when it was made.
pub fn due(label: &str, time: &str, day_and_place: &str, left: i64, total: i64, minutes_word: &str) -> Markup {
    let state = ClockState::counting(left, total);
    html! {
        div.due {
            div { span { (label) } b { (time) } span.meta { (day_and_place) } }
            span.ringbox {
                span class={ "clock " (state.class()) } { (ring(state.dash())) }
                @if left >= 0 { span.n { (left.saturating_add(59) / 60) small { (minutes_word) } } }
            }
        }
    }
}

fn ring(dash: Option<String>) -> Markup {
    html! {
        svg viewBox="0 0 24 24" aria-hidden="true" {
            circle.track cx="12" cy="12" r="9" {}
            @if let Some(dash) = dash { circle.arc cx="12" cy="12" r="9" pathLength="100" stroke-dasharray=(dash) {} }
            path.x d="M9 9l6 6m0-6-6 6" {}
            path.v d="m-8.5 0 2.6 2.8 5-5.6" transform="rotate(90) translate(16.7 -12)" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_soon_below_half_and_late_below_nothing() {
        assert_eq!(ClockState::counting(1800, 3600), ClockState::Running { left: 1800, total: 3600 });
        assert_eq!(ClockState::counting(1799, 3600), ClockState::Soon { left: 1799, total: 3600 });
        assert_eq!(ClockState::counting(-760, 3600), ClockState::Late { by: 760, total: 3600 });
    }

    #[test]
    fn a_running_clock_carries_its_deadline_for_the_script() {
        let deadline = Timestamp::from_second(1_800_000_000).unwrap();
        let view = ClockView::new(ClockState::counting(2637, 3600), Some(deadline), Lang::En);
        let written = clock(&view).into_string();
        assert!(written.starts_with(r#"<span class="clock run">"#), "{written}");
        assert!(written.contains(r#"stroke-dasharray="73 100""#), "{written}");
        assert!(written.contains(
            r#"<time datetime="PT43M57S" data-deadline="1800000000000" data-total="3600">0:43:57</time> <small data-late="late">left</small>"#
        ), "{written}");
    }

    #[test]
    fn a_clock_that_stands_shows_no_number() {
        for (state, word) in
            [(ClockState::NotBegun, "non commencée"), (ClockState::Stopped, "arrêtée"), (ClockState::Met, "répondu")]
        {
            let written = clock_big(&ClockView::new(state, None, Lang::Fr)).into_string();
            assert!(written.contains(word) && !written.contains("<time"), "{written}");
        }
    }

    #[test]
    fn a_total_of_nothing_does_not_divide() {
        assert_eq!(ClockState::Running { left: 5, total: 0 }.dash().as_deref(), Some("100 100"));
    }
}
