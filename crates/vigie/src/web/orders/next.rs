//! The forms for what comes next, for those who may do it.

use super::one::View;
use crate::web::format::Reader;
use crate::web::kit::{self, Button, Field, Status};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use casework::order;
use casework::policy::Permission as P;
use domain::hold::Answer as Deconflicted;
use domain::order::{Gate, OrderState, Refusal, within_office_hours};
use maud::{Markup, html};

impl View<'_> {
    pub(super) fn next(&self) -> Markup {
        let lang = self.lang();
        let mut forms = Vec::new();
        let order = &self.order;
        if order.state.is_draft() && self.may(P::Deconflict) {
            forms.push(self.deconflict());
        }
        if self.may(P::Issue) {
            let carry = self.provider.as_ref().is_some_and(|provider| order::waits_for_a_person(order, provider));
            match order.state {
                OrderState::Draft | OrderState::Checked | OrderState::Approved => forms.extend(self.release()),
                OrderState::Issued | OrderState::Delivered | OrderState::Unanswered => {
                    forms.extend(carry.then(|| self.carried()));
                    forms.push(self.receipt());
                }
                OrderState::Impossible => forms.push(self.possible()),
                OrderState::ErrorClaimed | OrderState::InformationAsked if order.reply.is_none() => {
                    forms.push(self.reply());
                }
                _ => {}
            }
        }
        html! { @if !forms.is_empty() { (kit::section(text::NEXT.get(lang), html! {}, html! {}, html! { div.stack { @for form in forms { (form) } } })) } }
    }

    fn deconflict(&self) -> Markup {
        let lang = self.lang();
        let options: Vec<(&str, &str)> =
            Deconflicted::ALL.iter().map(|answer| (answer.name(), answer.text().get(lang))).collect();
        let chosen = (self.typed.act == "deconfliction").then_some(self.typed.answer.as_str());
        self.post("deconfliction", html! {
            @if !self.holds.is_empty() {
                (kit::note(Status::Warn, html! {
                    b { (text::HOLDS_ON.get(lang)) } ": "
                    @for hold in &self.holds { (hold.scope) ", " (hold.answer.text().get(lang)) ", " (words::UNTIL.fill(lang, &[("time", &self.near(hold.until))])) "; " }
                }))
            }
            (kit::seg(text::DECONFLICTED.get(lang), "answer", &options, chosen))
            (Field::new("words", text::DECONFLICT_NOTE.get(lang)).id("deconflict-words").hint(text::DECONFLICT_HINT.get(lang)).required(lang).value(self.typed("deconfliction")).textarea(2))
            div.acts { (Button::submit(text::DECONFLICT.get(lang))) }
        })
    }

    /// Approval and issue, each with its own button; issue comes when nothing but the moment is missing.
    fn release(&self) -> Vec<Markup> {
        let missing: Vec<&Refusal> = self.shut.iter().filter(|shut| !shut.gate().waits_for_issue()).collect();
        let mut forms = Vec::new();
        if self.order.state != OrderState::Approved {
            forms.push(self.approve(&missing));
        }
        if missing.is_empty() {
            forms.push(self.issue());
        }
        forms
    }

    fn approve(&self, missing: &[&Refusal]) -> Markup {
        let lang = self.lang();
        let button = Button::submit(text::APPROVE.get(lang)).main();
        let mut gates: Vec<&str> = missing.iter().map(|shut| shut.gate().text().get(lang)).collect();
        gates.dedup();
        let button = match missing {
            [] => button,
            [Refusal::SamePerson] => button.cannot(text::OWN_DRAFT.get(lang)),
            _ => button.cannot(text::APPROVE_GATES.fill(lang, &[("gates", &gates.join(", "))])),
        };
        let informed =
            self.provider.as_ref().is_some_and(|provider| provider.informed_by(self.order.authority).is_some());
        let informs = self.is_shut(Gate::PriorInformation) && !informed;
        self.post(
            "approve",
            html! {
                p.ink2 {
                    (text::APPROVE_EFFECT.fill(lang, &[("author", &self.person(self.order.author))]))
                    @if informs { " " (text::APPROVE_INFORMS.fill(lang, &[("provider", &self.provider_name())])) }
                }
                div.acts { (button) }
            },
        )
    }

    fn issue(&self) -> Markup {
        let lang = self.lang();
        let approved = self.order.state == OrderState::Approved;
        let label = if approved { text::ISSUE } else { text::APPROVE_AND_ISSUE };
        let button = Button::submit(label.get(lang));
        let button = if approved { button.main() } else { button };
        let (emergency, exceptional) = if self.typed.act == "issue" {
            (self.typed.emergency.as_str(), self.typed.exceptional.as_str())
        } else {
            ("", "")
        };
        let asks_why: Vec<String> = self
            .shut
            .iter()
            .filter(|shut| matches!(shut.gate(), Gate::Hours | Gate::Bulk))
            .map(|shut| super::gates::why(shut, lang))
            .collect();
        self.post("issue", html! {
            p.ink2 { (text::ISSUE_EFFECT.fill(lang, &[("provider", &self.provider_name())])) }
            @if self.is_shut(Gate::PriorInformation) {
                (kit::note(Status::Warn, html! { (self.information()) }))
                (Field::new("emergency", text::EMERGENCY.get(lang)).id("issue-emergency").hint(text::EMERGENCY_WHY.get(lang)).value(emergency).textarea(2))
            }
            @if !asks_why.is_empty() {
                (Field::new("exceptional", text::EXCEPTIONAL.get(lang)).id("issue-exceptional").hint(asks_why.join("; ")).required(lang).value(exceptional).textarea(2))
            }
            div.acts { (button) (self.there()) }
        })
    }

    /// Whether the provider was informed, and until when the twelve hours last.
    fn information(&self) -> String {
        let lang = self.lang();
        let end = self.provider.as_ref().and_then(|provider| order::information_ends(provider, self.order.authority));
        match end {
            Some(end) => text::INFORMED_UNTIL.fill(lang, &[("time", &self.near(end))]),
            None => text::NOT_INFORMED.get(lang).to_owned(),
        }
    }

    /// What time it is where the order will be read.
    fn there(&self) -> Markup {
        let lang = self.lang();
        let Some(provider) = &self.provider else { return html! {} };
        let zone = provider.zone();
        let open = within_office_hours(self.frame.now, &zone);
        let there = Reader { lang, zone };
        let now = self.frame.now;
        let time = text::THERE
            .fill(lang, &[("day", &there.day(now)), ("time", &there.minute(now)), ("place", &there.place())]);
        html! { @if open { span.meta { (time) } } @else { (kit::pill(Status::Warn, &time)) } }
    }

    fn carried(&self) -> Markup {
        let lang = self.lang();
        kit::upload(
            &format!("/orders/{}/carried", self.order.id),
            &self.frame.csrf,
            "form narrow",
            html! {
                p.ink2 { (text::CARRIED_EFFECT.get(lang)) }
                (Field::new("words", text::CARRIED_NOTE.get(lang)).id("carried-words").required(lang).value(self.typed("carried")).textarea(2))
                (Field::new("files", text::CARRIED_PROOF.get(lang)).id("carried-proof").kind("file").hint(text::CARRIED_PROOF_HINT.get(lang)).required(lang).input())
                div.acts { (Button::submit(text::CARRIED.get(lang)).main()) }
            },
        )
    }

    fn receipt(&self) -> Markup {
        let lang = self.lang();
        self.post("receipt", html! {
            (Field::new("words", text::RECEIPT_NOTE.get(lang)).id("receipt-words").hint(text::RECEIPT_HINT.get(lang)).required(lang).value(self.typed("receipt")).textarea(2))
            div.acts { (Button::submit(text::RECEIPT.get(lang))) }
        })
    }

    fn provider_says(&self) -> Markup {
        let lang = self.lang();
        html! {
            @if let Some(given) = self.order.answers.last() {
                (kit::note(Status::Warn, html! { b { (text::PROVIDER_SAYS.get(lang)) ": " (given.answer.text().get(lang)) "." } " “" (given.explanation) "” " span.meta { (text::ANSWER_BY.fill(lang, &[("name", &given.name), ("time", &self.near(given.at))])) } }))
            }
        }
    }

    fn reply(&self) -> Markup {
        let lang = self.lang();
        self.post("restart", html! {
            (self.provider_says())
            (Field::new("words", text::RESTART_TEXT.get(lang)).id("restart-words").hint(text::RESTART_HINT.get(lang)).required(lang).value(self.typed("restart")).textarea(4))
            p.meta { (text::CORRECT_HINT.get(lang)) }
            div.acts {
                (Button::submit(text::RESTART.get(lang)).main())
                (Button::submit(text::CORRECT.get(lang)).sends("answer", "correct"))
            }
        })
    }

    fn possible(&self) -> Markup {
        let lang = self.lang();
        self.post("possible", html! {
            (self.provider_says())
            (Field::new("words", text::POSSIBLE_NOTE.get(lang)).id("possible-words").hint(text::POSSIBLE_HINT.get(lang)).required(lang).value(self.typed("possible")).textarea(2))
            div.acts { (Button::submit(text::POSSIBLE.get(lang)).main()) }
        })
    }
}
