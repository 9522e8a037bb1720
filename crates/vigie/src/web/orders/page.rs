//! The page of an order: its clock, its life, what happened, and what can be done next.

use super::gates::{self, Gates};
use super::one::View;
use crate::web::format;
use crate::web::history;
use crate::web::kit::{self, Button, ClockState, ClockView, Field, Status, Step, StepState};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, order as text, words};
use casework::policy::Permission as P;
use domain::hold::Answer as Deconflicted;
use domain::order::{Clock, Gate, OrderState, TIME_TO_REMOVE};
use jiff::Timestamp;
use maud::{Markup, html};

impl View<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.frame.lang()
    }

    /// A moment, as short as today allows.
    pub(super) fn near(&self, at: Timestamp) -> String {
        self.frame.reader.near(at, self.frame.now)
    }

    pub(super) fn content(&self) -> Markup {
        let lang = self.lang();
        let withdrawable = self.may(P::Issue) && self.order.state != OrderState::Withdrawn;
        let acts = html! {
            @if withdrawable { (Button::link(text::WITHDRAW.get(lang), "#withdraw").grave()) }
        };
        html! {
            (kit::head(html! { (text::CRUMB.get(lang)) }, &self.order.reference, html! { a.url href={ "/items/" (self.order.item) } title=(text::SEE_ITEM.get(lang)) { (self.order.url) } }, acts))
            @if let Some(refused) = &self.typed.refused {
                div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refused) })) }
            }
            (self.hero())
            div.trackwrap { (kit::track(text::LIFE.get(lang), &self.life())) }
            (self.alerts())
            div.grid {
                div.c7.stack {
                    (self.next())
                    (kit::section(text::HAPPENED.get(lang), html! {}, html! { (text::HAPPENED_RULE.get(lang)) }, history::timeline(&self.history, &self.frame.reader, self.frame.now)))
                    (kit::section(text::STAMPS.get(lang), html! {}, html! {}, self.stamps()))
                    (kit::section(text::DOCUMENTS.get(lang), html! {}, self.bundle(), self.documents()))
                }
                div.c5.stack {
                    (self.gates())
                    (kit::section(text::SCRUTINY.get(lang), html! {}, html! {}, self.scrutiny()))
                    (kit::section(text::KEPT.get(lang), html! {}, html! {}, self.kept()))
                }
            }
            @if withdrawable { (self.withdraw()) }
        }
    }

    fn hero(&self) -> Markup {
        let lang = self.lang();
        let reader = &self.frame.reader;
        let addressee = self.provider.as_ref().map_or_else(
            || html! { (text::NO_PROVIDER.get(lang)) },
            |provider| html! {
                a href={ "/providers/" (provider.id) } { (provider.name) } ", " (format::country(provider.country.code(), lang))
                (kit::sub(html! { (text::READS.fill(lang, &[("languages", &provider.languages.join(", "))])) }))
            },
        );
        let from = self.order.counts_from.map_or_else(
            || text::NO_CLOCK.get(lang).to_owned(),
            |at| {
                let how = self
                    .order
                    .received
                    .filter(|received| received.at == at)
                    .map(|received| received.source.text().get(lang));
                how.map_or_else(|| self.near(at), |how| format!("{}, {how}", self.near(at)))
            },
        );
        let issuer = text::ISSUER_BASIS.fill(
            lang,
            &[("name", &self.issuer.name), ("country", &format::country(self.issuer.country.code(), lang))],
        );
        html! {
            div.hero {
                (kit::clock_big(&self.clock()))
                (kit::facts(&[
                    (words::STATE.get(lang), kit::pill_box(super::state_status(&self.order, &self.frame), self.order.state.text().get(lang))),
                    (text::CLOCK_FROM.get(lang), html! { (from) }),
                    (text::DRAFTED.get(lang), html! { (reader.near(self.order.drafted, self.frame.now)) ", " (self.author) }),
                ]))
                (kit::facts(&[
                    (text::ADDRESSEE.get(lang), addressee),
                    (text::ISSUER.get(lang), html! { (issuer) }),
                    (text::TYPES.get(lang), html! { @for category in &self.order.finding.categories { div { (category.text().get(lang)) } } }),
                ]))
            }
        }
    }

    fn clock(&self) -> ClockView {
        let lang = self.lang();
        let reader = &self.frame.reader;
        let until = |text: Text, deadline: Timestamp| {
            text.fill(lang, &[("time", &reader.near(deadline, self.frame.now)), ("place", &reader.place())])
        };
        match self.order.clock(self.frame.now) {
            Clock::Running { deadline } | Clock::Late { deadline } => {
                let left = deadline.duration_since(self.frame.now).as_secs();
                let words = if left < 0 { text::OVERDUE } else { text::DEADLINE };
                let mut view =
                    ClockView::new(ClockState::counting(left, TIME_TO_REMOVE.as_secs()), Some(deadline), lang)
                        .note(html! { (until(words, deadline)) });
                view.late_note = until(text::OVERDUE, deadline);
                view
            }
            Clock::Stopped { at } => ClockView::new(ClockState::Stopped, None, lang)
                .note(html! { (text::STOPPED_SINCE.fill(lang, &[("time", &self.near(at))])) }),
            Clock::Met { at, .. } => {
                let after = self.order.counts_from.map_or(0, |from| at.duration_since(from).as_secs());
                let note =
                    text::ANSWERED_AT.fill(lang, &[("time", &self.near(at)), ("span", &format::span(after, lang))]);
                ClockView::new(ClockState::Met, None, lang).note(html! { (note) })
            }
            Clock::NotBegun | Clock::Void => {
                ClockView::new(ClockState::NotBegun, None, lang).note(html! { (text::NO_CLOCK.get(lang)) })
            }
        }
    }

    /// The steps of the order's life; the last one taken is where it stands.
    fn life(&self) -> Vec<Step> {
        let lang = self.lang();
        let order = &self.order;
        let answered = order.answers.last().map(|given| given.at).filter(|_| order.state != OrderState::Received);
        let looked = self
            .watch
            .as_ref()
            .and_then(|watch| watch.rounds.last())
            .map(|round| round.at)
            .filter(|_| answered.is_some());
        let mut steps = vec![
            (text::LIFE_DRAFT, Some(order.drafted)),
            (text::LIFE_APPROVED, order.issued.map(|stamp| stamp.at)),
            (text::LIFE_DELIVERED, order.delivered.map(|stamp| stamp.at)),
            (text::LIFE_RECEIVED, order.received.map(|stamp| stamp.at)),
            (text::LIFE_ANSWERED, answered),
            (text::LIFE_CHECKED, looked),
        ];
        if order.state == OrderState::Withdrawn {
            steps.retain(|(_, at)| at.is_some());
            steps.push((
                text::LIFE_WITHDRAWN,
                self.history.iter().rev().find(|line| line.act == "order_withdrawn").map(|line| line.at),
            ));
        }
        let here = steps.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
        let due = match order.clock(self.frame.now) {
            Clock::Running { deadline } | Clock::Late { deadline } => Some(deadline),
            _ => None,
        };
        let step = |(i, (name, at)): (usize, (Text, Option<Timestamp>))| Step {
            name: name.get(lang).to_owned(),
            note: match (at, due) {
                (Some(at), _) => self.near(at),
                (None, Some(due)) if name == text::LIFE_ANSWERED => text::DUE.fill(lang, &[("time", &self.near(due))]),
                _ => String::new(),
            },
            state: match i.cmp(&here) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Ahead,
            },
        };
        steps.into_iter().enumerate().map(step).collect()
    }

    fn alerts(&self) -> Markup {
        let lang = self.lang();
        let raised = self.watch.as_ref().map(|watch| (watch.contradicted, watch.returned)).unwrap_or_default();
        html! {
            @if raised.0 { div.mb5 { (kit::note(Status::Bad, html! { b { (text::CONTRADICTED.get(lang)) } " " a href="/watch" { (text::SEE_WATCH.get(lang)) } })) } }
            @if raised.1 { div.mb5 { (kit::note(Status::Bad, html! { b { (text::RETURNED.get(lang)) } " " a href="/watch" { (text::SEE_WATCH.get(lang)) } })) } }
            @if let Some(why) = &self.order.emergency { div.mb5 { (kit::note(Status::Warn, html! { (text::EMERGENCY_USED.fill(lang, &[("why", why)])) })) } }
        }
    }

    fn gates(&self) -> Markup {
        let lang = self.lang();
        let draft = self.order.state == OrderState::Draft;
        let note = |gate| self.gate_note(gate);
        let waits = (draft && !self.may(P::Issue)).then_some(self.author.as_str());
        let (table, met) = gates::table(&Gates { shut: &self.shut, waits_for_other_than: waits, note: &note }, lang);
        let when = match self.order.issued {
            Some(stamp) => text::AT_ISSUE.fill(lang, &[("time", &self.near(stamp.at))]),
            None => text::AS_YOU.get(lang).to_owned(),
        };
        let count = text::GATES_MET.fill(lang, &[("met", &met), ("all", &Gate::ALL.len())]);
        kit::section(text::GATES.get(lang), html! { (count) ", " (when) }, html! {}, table)
    }

    fn gate_note(&self, gate: Gate) -> Option<String> {
        let lang = self.lang();
        let finding = &self.order.finding;
        match gate {
            Gate::PurposeTest => Some(format!("{}, {}", self.author, self.near(finding.at))),
            Gate::Reasons => Some(words::CHARACTERS.count(lang, finding.reason.chars().count() as u64)),
            Gate::Capture => self.order.capture_digest.map(|digest| format::short_digest(&digest.to_string())),
            Gate::Deconfliction => self.order.deconfliction.as_ref().map(|given| {
                let by = self.deconflicted_by.as_deref().unwrap_or_default();
                format!("{}, {by}, {}: {}", given.answer.text().get(lang), self.near(given.at), given.note)
            }),
            Gate::Addressee => self.provider.as_ref().map(|provider| provider.contact.clone()),
            Gate::Language => Some(self.order.language.clone()),
            Gate::PriorInformation => self
                .provider
                .as_ref()
                .and_then(|provider| provider.informed_by(self.order.authority))
                .map(|told| self.near(told.at)),
            Gate::SecondOfficer => self.second.clone(),
            Gate::Context | Gate::Collateral | Gate::Hours | Gate::Bulk => {
                let opened = self.order.opened.iter().filter(|opened| opened.gate == gate);
                Some(opened.map(|opened| opened.reason.as_str()).collect::<Vec<_>>().join("; "))
                    .filter(|text| !text.is_empty())
            }
            Gate::ExactUrl | Gate::Duplicate | Gate::Competence | Gate::Scope => None,
        }
    }

    /// The forms for what comes next, for those who may do it.
    fn next(&self) -> Markup {
        let lang = self.lang();
        let forms: Vec<Markup> = match self.order.state {
            OrderState::Draft => [(P::Deconflict, self.deconflict()), (P::Issue, self.approve())]
                .into_iter()
                .filter(|(wanted, _)| self.may(*wanted))
                .map(|(_, form)| form)
                .collect(),
            OrderState::Issued | OrderState::Delivered if self.may(P::Issue) => vec![self.receipt()],
            OrderState::Impossible | OrderState::ErrorClaimed | OrderState::InformationAsked if self.may(P::Issue) => {
                vec![self.restart()]
            }
            _ => Vec::new(),
        };
        html! { @if !forms.is_empty() { (kit::section(text::NEXT.get(lang), html! {}, html! {}, html! { div.stack { @for form in forms { (form) } } })) } }
    }

    fn post(&self, act: &str, body: Markup) -> Markup {
        kit::post(&format!("/orders/{}/{act}", self.order.id), &self.frame.csrf, "form narrow", body)
    }

    /// What was typed into the form of this act before it was refused.
    fn typed(&self, act: &str) -> &str {
        if self.typed.act == act { &self.typed.words } else { "" }
    }

    fn deconflict(&self) -> Markup {
        let lang = self.lang();
        let options: Vec<(&str, &str)> =
            Deconflicted::ALL.iter().map(|answer| (answer.name(), answer.text().get(lang))).collect();
        let chosen = (self.typed.act == "deconflict").then_some(self.typed.answer.as_str());
        self.post("deconfliction", html! {
            @if !self.holds.is_empty() {
                (kit::note(Status::Warn, html! {
                    b { (text::HOLDS_ON.get(lang)) } ": "
                    @for hold in &self.holds { (hold.scope) ", " (hold.answer.text().get(lang)) ", " (words::UNTIL.fill(lang, &[("time", &self.near(hold.until))])) "; " }
                }))
            }
            (kit::seg(text::DECONFLICTED.get(lang), "answer", &options, chosen))
            (Field::new("words", text::DECONFLICT_NOTE.get(lang)).id("deconflict-words").hint(text::DECONFLICT_HINT.get(lang)).required(lang).value(self.typed("deconflict")).textarea(2))
            div.acts { (Button::submit(text::DECONFLICT.get(lang))) }
        })
    }

    fn approve(&self) -> Markup {
        let lang = self.lang();
        let uninformed = self.shut.iter().any(|shut| shut.gate() == Gate::PriorInformation);
        let others: Vec<_> = self.shut.iter().filter(|shut| shut.gate() != Gate::PriorInformation).cloned().collect();
        let approve = Button::submit(text::APPROVE.get(lang)).main();
        let names = others.iter().map(|shut| shut.gate().text().get(lang)).collect::<Vec<_>>().join(", ");
        let approve = if others.is_empty() {
            approve
        } else {
            approve.cannot(text::APPROVE_GATES.fill(lang, &[("gates", &names)]))
        };
        self.post("issue", html! {
            p.ink2 { (text::APPROVE_EFFECT.fill(lang, &[("provider", &self.provider_name()), ("author", &self.author)])) }
            @if uninformed {
                (Field::new("words", text::EMERGENCY.get(lang)).id("issue-words").hint(text::EMERGENCY_WHY.get(lang)).value(self.typed("issue")).textarea(2))
            }
            div.acts { (approve) }
        })
    }

    fn receipt(&self) -> Markup {
        let lang = self.lang();
        self.post("receipt", html! {
            (Field::new("words", text::RECEIPT_NOTE.get(lang)).id("receipt-words").hint(text::RECEIPT_HINT.get(lang)).required(lang).value(self.typed("receipt")).textarea(2))
            div.acts { (Button::submit(text::RECEIPT.get(lang))) }
        })
    }

    fn restart(&self) -> Markup {
        let lang = self.lang();
        self.post("restart", html! {
            @if let Some(given) = self.order.answers.last() {
                (kit::note(Status::Warn, html! { b { (text::PROVIDER_SAYS.get(lang)) ": " (given.answer.text().get(lang)) "." } " “" (given.explanation) "”" }))
            }
            (Field::new("words", text::RESTART_TEXT.get(lang)).id("restart-words").hint(text::RESTART_HINT.get(lang)).required(lang).value(self.typed("restart")).textarea(4))
            div.acts { (Button::submit(text::RESTART.get(lang)).main()) }
        })
    }

    fn withdraw(&self) -> Markup {
        let lang = self.lang();
        let title = text::WITHDRAW_ASK.fill(lang, &[("reference", &self.order.reference)]);
        let effect = text::WITHDRAW_EFFECT.fill(lang, &[("provider", &self.provider_name())]);
        let (effect, reason, act) = if self.order.state == OrderState::Draft {
            (text::WITHDRAW_DRAFT.get(lang).to_owned(), text::WITHDRAW_DRAFT_REASON.get(lang), text::WITHDRAW.get(lang))
        } else {
            (effect, text::WITHDRAW_REASON.get(lang), text::WITHDRAW_ACT.get(lang))
        };
        let error = (self.typed.act == "withdraw").then_some(reason);
        kit::dialog("withdraw", &title, self.post("withdraw", html! {
            p.ink2 { (effect) }
            (Field::new("words", words::REASON.get(lang)).id("withdraw-words").hint(reason).error(error).required(lang).value(self.typed("withdraw")).textarea(2))
            div.acts { (Button::link(text::KEEP.get(lang), "#")) (Button::submit(act).grave()) }
        }), lang)
    }
}
