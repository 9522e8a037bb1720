//! Where an order stands: no effect any more, the hour, or the answer that was given.

use super::View;
use crate::web::format;
use crate::web::kit::{self, Button, Status};
use crate::web::messages::{portal as text, terms::Term as _, words};
use crate::web::portal::answer::Typed;
use crate::web::portal::parts::{form, name_field, proof, reasons_field, send, way};
use casework::records::{Given, Proceeding};
use domain::order::{Answer, Clock, Event, OrderState, Reinstatement, TIME_TO_REMOVE};
use jiff::Timestamp;
use maud::{Markup, html};

impl View<'_> {
    /// Where the order stands, time first.
    pub(super) fn standing(&self) -> Markup {
        let lang = self.lang();
        match self.order.clock(self.now) {
            Clock::Void => self.without_effect(),
            Clock::NotBegun => html! {
                div.due {
                    div {
                        span { (text::ACT_WITHIN.get(lang)) }
                        b { (text::ONE_HOUR.get(lang)) }
                        span.meta { (text::FROM_RECEIPT.get(lang)) }
                    }
                }
                p { (text::NOT_CONFIRMED.get(lang)) }
                (self.receipt())
            },
            Clock::Running { deadline } | Clock::Late { deadline } => self.running(deadline),
            Clock::Stopped { at } => html! {
                div.mt3 { (kit::note(Status::None, html! { b { (text::STOPPED.fill(lang, &[("time", &self.near(at))])) } })) }
                (self.recorded())
            },
            Clock::Met { .. } => self.recorded(),
        }
    }

    fn running(&self, deadline: Timestamp) -> Markup {
        let lang = self.lang();
        let left = deadline.duration_since(self.now).as_secs();
        let place = text::DAY_PLACE.fill(lang, &[("day", &self.reader.day(deadline)), ("place", &self.reader.place())]);
        html! {
            (kit::due(text::ACT_BY.get(lang), &self.reader.time(deadline), &place, left, TIME_TO_REMOVE.as_secs(), text::MINUTES.get(lang)))
            @if left >= 0 {
                p {
                    b { (format::span(left, lang)) } " "
                    span.ink2 { (text::LEFT_AT.fill(lang, &[("time", &self.reader.time(self.now))])) } " "
                    a.no-print href={ "?lang=" (lang.tag()) } { (text::SHOW_NOW.get(lang)) }
                }
            } @else {
                p { b { (text::TIME_OVER.get(lang)) } }
            }
            @if let Some(from) = self.order.counts_from {
                @let restarted = self.order.received.is_some_and(|received| received.at != from);
                p.ink2 { (if restarted { text::RESTARTED } else { text::CONFIRMED }.fill(lang, &[("time", &self.near(from))])) }
            }
            (Button::link(text::GO_TO_ANSWER.get(lang), "#answer"))
        }
    }

    /// The button that starts the hour.
    fn receipt(&self) -> Markup {
        let lang = self.lang();
        form(
            &self.visit.action("receipt"),
            html! {
                div.mt3 { (name_field("receipt", self.typed, &[Typed::RECEIPT], self.wrong, lang)) }
                (Button::submit(text::CONFIRM.get(lang)).main())
            },
        )
    }

    /// What the provider has said already.
    fn recorded(&self) -> Markup {
        let lang = self.lang();
        let Some(given) = self.order.answers.last() else { return html! {} };
        let answer = given.answer.text().get(lang);
        let said = text::THANKS_TEXT.fill(lang, &[("answer", &answer), ("time", &self.near(given.at))]);
        html! {
            div.mt3 {
                (kit::note(Status::Ok, html! {
                    p { b { (text::THANKS.get(lang)) } }
                    p { (said) }
                    @if !given.explanation.is_empty() { p.ink2.any { "“" (given.explanation) "”" } }
                }))
            }
            (proof(self.entry("order_answered"), lang))
            @if let Some(restarts) = self.waits(given) { p.mt2 { (restarts) } }
        }
    }

    fn waits(&self, given: &Given) -> Option<&'static str> {
        match given.answer {
            Answer::ManifestError | Answer::InsufficientInformation => Some(text::WE_REPLY.get(self.lang())),
            Answer::Impossible => Some(text::WHEN_IT_ENDS.get(self.lang())),
            Answer::Removed | Answer::DisabledAllMs => None,
        }
    }

    /// The order has lost its effect: who decided, why, and whether the content comes back.
    fn without_effect(&self) -> Markup {
        let lang = self.lang();
        let (event, act, what) = match self.order.state {
            OrderState::Void => (Some(Event::FindBreach), "breach_found", text::LOST_VOID),
            OrderState::Annulled => (Some(Event::Annul), "order_annulled", text::LOST_ANNULLED),
            _ => (None, "order_withdrawn", text::LOST_WITHDRAWN),
        };
        let step = event.and_then(|event| self.order.proceeding(event));
        let at = step.map(|step| step.at).or(self.entry(act).map(|line| line.at));
        let at = at.map_or_else(|| words::UNKNOWN.get(lang).to_owned(), |at| self.near(at));
        let by = match self.order.state {
            OrderState::Withdrawn => self.annex.section_e.authority.clone(),
            _ => step.map(|step| step.by.clone()).unwrap_or_default(),
        };
        let why = step.map(|step| step.reasons.as_str()).or(self.order.withdrawn.as_deref()).unwrap_or_default();
        html! {
            div.mt3 role="alert" {
                (kit::note(Status::Bad, html! {
                    p { b { (text::LOST.get(lang)) } }
                    p { (what.fill(lang, &[("by", &by), ("time", &at)])) }
                    @if !why.is_empty() { p.any { "“" (why) "”" } }
                    p.mt2 { (text::LOST_TEXT.get(lang)) }
                }))
            }
            (self.reinstatement())
        }
    }

    fn reinstatement(&self) -> Markup {
        let lang = self.lang();
        let said = |event, word| self.order.proceeding(event).map_or_else(|| html! {}, |step| self.said(step, word));
        match self.order.reinstatement {
            Reinstatement::None => html! {},
            Reinstatement::Reinstated => said(Event::Reinstate, text::BACK_SAID),
            Reinstatement::Declined => said(Event::DeclineReinstatement, text::NOT_BACK_SAID),
            Reinstatement::Asked => html! {
                h2.mt6 { (text::BACK_ASKED.get(lang)) }
                (way(text::BACK, text::BACK_FORM, self.typed.kind == "reinstated", lang, form(&self.visit.action("reinstatement"), html! {
                    input type="hidden" name="kind" value="reinstated";
                    (name_field("reinstated", self.typed, &["reinstated"], self.wrong, lang))
                    (send(text::SEND, lang))
                })))
                (way(text::NOT_BACK, text::NOT_BACK_FORM, self.typed.kind == "declined", lang, form(&self.visit.action("reinstatement"), html! {
                    input type="hidden" name="kind" value="declined";
                    (reasons_field("declined", text::NOT_BACK_WHY, self.typed, self.wrong, lang))
                    (name_field("declined", self.typed, &["declined"], self.wrong, lang))
                    (send(text::SEND, lang))
                })))
            },
        }
    }

    fn said(&self, step: &Proceeding, what: crate::web::messages::Text) -> Markup {
        let lang = self.lang();
        html! {
            div.mt3 {
                (kit::note(Status::Ok, html! {
                    p { b { (what.fill(lang, &[("name", &step.by), ("time", &self.near(step.at))])) } }
                    @if !step.reasons.is_empty() { p.ink2.any { "“" (step.reasons) "”" } }
                }))
            }
        }
    }
}
