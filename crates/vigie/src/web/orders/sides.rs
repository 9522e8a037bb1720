//! Where an order stands on its four sides: how far it got, scrutiny, challenge, reinstatement.

use super::one::View;
use crate::web::format;
use crate::web::kit::{self, Status};
use crate::web::messages::order as text;
use crate::web::messages::terms::Term as _;
use casework::records::Order;
use domain::order::{Clock, Contest, Event, OrderState, Reinstatement, Scrutiny, final_from};
use maud::{Markup, html};

/// The shape of what the host state makes of an order.
pub(super) const fn scrutiny_status(scrutiny: Scrutiny) -> Status {
    match scrutiny {
        Scrutiny::None => Status::None,
        Scrutiny::Requested | Scrutiny::Opened => Status::Run,
        Scrutiny::Warned => Status::Warn,
        Scrutiny::Stands => Status::Ok,
        Scrutiny::Breach => Status::Bad,
    }
}

/// The shape of what a court makes of it.
pub(super) const fn contest_status(contest: Contest) -> Status {
    match contest {
        Contest::None => Status::None,
        Contest::Pending => Status::Run,
        Contest::Upheld => Status::Ok,
        Contest::Annulled => Status::Bad,
    }
}

/// The shape of whether the content comes back.
pub(super) const fn reinstatement_status(reinstatement: Reinstatement) -> Status {
    match reinstatement {
        Reinstatement::None => Status::None,
        Reinstatement::Asked => Status::Warn,
        Reinstatement::Reinstated => Status::Ok,
        Reinstatement::Declined => Status::Hold,
    }
}

impl View<'_> {
    /// One strip of four.
    pub(super) fn sides(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let cells = [
            (text::SIDE_STATE, super::state_status(order, &self.frame), order.state.text(), self.state_note()),
            (text::SIDE_SCRUTINY, scrutiny_status(order.scrutiny), order.scrutiny.text(), self.scrutiny_note()),
            (text::SIDE_CONTEST, contest_status(order.contest), order.contest.text(), self.contest_note()),
            (text::SIDE_BACK, reinstatement_status(order.reinstatement), order.reinstatement.text(), self.back_note()),
        ];
        html! {
            dl.sides aria-label=(text::SIDES.get(lang)) {
                @for (side, status, word, note) in cells {
                    div { dt { (side.get(lang)) } dd { (kit::pill(status, word.get(lang))) @if !note.is_empty() { (kit::sub(note)) } } }
                }
            }
        }
    }

    fn state_note(&self) -> String {
        let lang = self.lang();
        let order = &self.order;
        let at = match order.state {
            OrderState::Draft | OrderState::Checked => Some(order.drafted),
            OrderState::Approved => order.approved,
            OrderState::Issued => order.issued.map(|stamp| stamp.at),
            OrderState::Delivered | OrderState::Unanswered => order.delivered.or(order.issued).map(|stamp| stamp.at),
            _ if order.state.is_without_effect() => self.ended_at(),
            OrderState::Received | OrderState::Late => None,
            _ => order.answers.last().map(|given| given.at),
        };
        match (order.clock(self.frame.now), at) {
            (Clock::Running { deadline } | Clock::Late { deadline }, _) => {
                text::DUE.fill(lang, &[("time", &self.near(deadline))])
            }
            (_, Some(at)) => crate::web::messages::words::SINCE.fill(lang, &[("time", &self.near(at))]),
            _ => String::new(),
        }
    }

    fn scrutiny_note(&self) -> String {
        let lang = self.lang();
        let order: &Order = &self.order;
        let name = self.host.as_ref().map(|host| host.name.as_str());
        match (order.scrutiny, order.scrutiny_due(), name) {
            (_, Some(due), _) if due > self.frame.now => {
                let left = format::span(due.duration_since(self.frame.now).as_secs(), lang);
                text::DECIDES_UNTIL.fill(lang, &[("time", &self.near(due)), ("left", &left)])
            }
            (_, Some(due), _) => text::DECISION_OVERDUE.fill(lang, &[("time", &self.near(due))]),
            (Scrutiny::Stands | Scrutiny::Breach, None, _) => {
                let event = if order.scrutiny == Scrutiny::Stands { Event::LetStand } else { Event::FindBreach };
                order.proceeding(event).map_or_else(String::new, |step| format!("{}, {}", step.by, self.near(step.at)))
            }
            (_, None, Some(name)) => name.to_owned(),
            (_, None, None) => text::NO_SCRUTINY.get(lang).to_owned(),
        }
    }

    fn contest_note(&self) -> String {
        let lang = self.lang();
        let order: &Order = &self.order;
        if let Some(at) = order.final_since {
            return text::FINAL_SINCE.fill(lang, &[("time", &self.near(at))]);
        }
        if order.contest != Contest::None {
            return order.proceeding(Event::Challenge).map_or_else(String::new, |step| step.by.clone());
        }
        let terms = &self.issuer.terms;
        match order.received.filter(|_| casework::order::in_effect(order)) {
            Some(received) => {
                let end = final_from(received.at, terms.redress_days, &terms.zone());
                text::FINAL_FROM.fill(lang, &[("date", &self.frame.reader.date(end))])
            }
            None => String::new(),
        }
    }

    fn back_note(&self) -> String {
        let order = &self.order;
        let answered = order.proceeding(Event::Reinstate).or_else(|| order.proceeding(Event::DeclineReinstatement));
        match answered {
            Some(step) => format!("{}, {}", step.by, self.near(step.at)),
            None if order.reinstatement == Reinstatement::Asked => self.ended_at().map_or_else(String::new, |at| {
                crate::web::messages::words::SINCE.fill(self.lang(), &[("time", &self.near(at))])
            }),
            None => String::new(),
        }
    }
}
