//! The page of an order: its clock, where it stands on all sides, its life, and what stands around them.

use super::gates;
use super::one::View;
use crate::web::format;
use crate::web::history;
use crate::web::kit::{self, Button, ClockState, ClockView, Field, Status, Step, StepState};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, order as text, words};
use casework::order;
use casework::policy::Permission as P;
use domain::order::{Clock, Event, Gate, OrderState, Scrutiny, TIME_TO_REMOVE};
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

    /// A form for an act on this order.
    pub(super) fn post(&self, act: &str, body: Markup) -> Markup {
        kit::post(&format!("/orders/{}/{act}", self.order.id), &self.frame.csrf, "form narrow", body)
    }

    /// What was typed into the form of this act before it was refused.
    pub(super) fn typed(&self, act: &str) -> &str {
        if self.typed.act == act { &self.typed.words } else { "" }
    }

    /// A form that is closed until somebody wants it, or open because it was refused.
    pub(super) fn folded(&self, act: &str, summary: &str, body: Markup) -> Markup {
        html! { details.mt3 open[self.typed.act == act] { summary { (summary) } div.mt2 { (body) } } }
    }

    pub(super) fn content(&self) -> Markup {
        let lang = self.lang();
        let withdrawable = self.may(P::Issue) && !self.order.state.is_without_effect();
        let acts = html! {
            @if withdrawable { (Button::link(text::WITHDRAW.get(lang), "#withdraw").grave()) }
        };
        html! {
            (kit::head(html! { (text::CRUMB.get(lang)) }, &self.order.reference, html! { a.url href={ "/items/" (self.order.item) } title=(text::SEE_ITEM.get(lang)) { (self.order.url) } }, acts))
            @if let Some(refused) = &self.typed.refused {
                div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refused) })) }
            }
            (self.hero())
            (self.sides())
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
                    (self.delivery())
                    (kit::section(text::SCRUTINY.get(lang), html! {}, html! {}, self.scrutiny()))
                    (self.court())
                    (kit::section(text::DISCLOSURE.get(lang), html! {}, html! {}, self.disclosure()))
                    (kit::section(text::KEPT.get(lang), html! {}, html! {}, self.kept()))
                    (self.complaints())
                }
            }
            @if withdrawable { (self.withdraw()) }
        }
    }

    fn hero(&self) -> Markup {
        let lang = self.lang();
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
                let received = self.order.received.filter(|received| received.at == at);
                let how = received.map_or(text::RESTARTED_ROW, |received| received.source.text());
                format!("{}, {}", self.near(at), how.get(lang))
            },
        );
        let issuer = text::ISSUER_BASIS.fill(
            lang,
            &[("name", &self.issuer.name), ("country", &format::country(self.issuer.country.code(), lang))],
        );
        let drafted = html! { (self.near(self.order.drafted)) ", " (self.person(self.order.author)) };
        html! {
            div.hero {
                (kit::clock_big(&self.clock()))
                (kit::facts(&[
                    (text::CLOCK_FROM.get(lang), html! { (from) }),
                    (text::DRAFTED.get(lang), drafted),
                    (text::TYPES.get(lang), html! { @for category in &self.order.finding.categories { div { (category.text().get(lang)) } } }),
                ]))
                (kit::facts(&[(text::ADDRESSEE.get(lang), addressee), (text::ISSUER.get(lang), html! { (issuer) })]))
            }
        }
    }

    fn clock(&self) -> ClockView {
        let lang = self.lang();
        let reader = &self.frame.reader;
        let until = |text: Text, deadline: Timestamp| {
            text.fill(lang, &[("time", &reader.near(deadline, self.frame.now)), ("place", &reader.place())])
        };
        let still = |state, note: String| ClockView::new(state, None, lang).note(html! { (note) });
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
            Clock::Stopped { at } => {
                still(ClockState::Stopped, text::STOPPED_SINCE.fill(lang, &[("time", &self.near(at))]))
            }
            Clock::Met { at, .. } => {
                let after = self.order.counts_from.map_or(0, |from| at.duration_since(from).as_secs());
                let span = format::span(after, lang);
                still(ClockState::Met, text::ANSWERED_AT.fill(lang, &[("time", &self.near(at)), ("span", &span)]))
            }
            Clock::Void if self.order.state.is_without_effect() => {
                still(ClockState::Stopped, text::NO_EFFECT_CLOCK.get(lang).to_owned())
            }
            Clock::NotBegun | Clock::Void => still(ClockState::NotBegun, text::NO_CLOCK.get(lang).to_owned()),
        }
    }

    /// When the order lost its effect.
    pub(super) fn ended_at(&self) -> Option<Timestamp> {
        match self.order.state {
            OrderState::Void => self.order.proceeding(Event::FindBreach).map(|step| step.at),
            OrderState::Annulled => self.order.proceeding(Event::Annul).map(|step| step.at),
            OrderState::Withdrawn => self.withdrawn_at(),
            _ => None,
        }
    }

    /// The steps of the order's life; the last one taken is where it stands.
    fn life(&self) -> Vec<Step> {
        let lang = self.lang();
        let order = &self.order;
        let answered = order.answers.last().map(|given| given.at).filter(|_| order.state != OrderState::Received);
        let round = self.watch.as_ref().and_then(|watch| watch.rounds.last());
        let looked = round.map(|round| round.at).filter(|_| answered.is_some());
        let mut steps = vec![
            (text::LIFE_DRAFT, Some(order.drafted)),
            (text::LIFE_APPROVED, order.approved),
            (text::LIFE_ISSUED, order.issued.map(|stamp| stamp.at)),
            (text::LIFE_DELIVERED, order.delivered.map(|stamp| stamp.at)),
            (text::LIFE_RECEIVED, order.received.map(|stamp| stamp.at)),
            (text::LIFE_ANSWERED, answered),
            (text::LIFE_CHECKED, looked),
        ];
        if order.state.is_without_effect() {
            steps.retain(|(_, at)| at.is_some());
            steps.push((order.state.text(), self.ended_at()));
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
        let watch = html! { " " a href="/watch" { (text::SEE_WATCH.get(lang)) } };
        let carry = self.provider.as_ref().is_some_and(|provider| order::waits_for_a_person(&self.order, provider));
        let mut notes = Vec::new();
        if self.order.state.is_without_effect() && self.order.issued.is_some() {
            notes.push((
                Status::Bad,
                html! { b { (self.order.state.text().get(lang)) "." } " " (text::NO_EFFECT.get(lang)) },
            ));
        }
        if carry {
            notes.push((Status::Bad, html! { b { (text::TO_CARRY.get(lang)) } " " (text::TO_CARRY_WHY.get(lang)) }));
        }
        if let Some(reply) = &self.order.reply {
            notes.push((Status::None, html! { b { (text::REPLY_ON_ITS_WAY.get(lang)) } " “" (reply.text) "”" }));
        }
        if let Some(due) = self.order.scrutiny_due().filter(|_| self.order.scrutiny == Scrutiny::Warned) {
            let warned = text::WARNED.fill(lang, &[("time", &self.near(due))]);
            notes.push((Status::Bad, html! { b { (warned) } " " (text::WARNED_WHY.get(lang)) }));
        }
        if raised.0 {
            notes.push((Status::Bad, html! { b { (text::CONTRADICTED.get(lang)) } (watch) }));
        }
        if raised.1 {
            notes.push((Status::Bad, html! { b { (text::RETURNED.get(lang)) } (watch) }));
        }
        if let Some(why) = &self.order.emergency {
            notes.push((Status::Warn, html! { (text::EMERGENCY_USED.fill(lang, &[("why", why)])) }));
        }
        html! { @for (status, body) in notes { div.mb5 { (kit::note(status, body)) } } }
    }

    fn gates(&self) -> Markup {
        let lang = self.lang();
        let waits = (self.order.state.is_draft() && !self.may(P::Issue)).then(|| self.person(self.order.author));
        let (table, met) = gates::table(self, waits);
        let when = match self.order.issued {
            Some(stamp) => text::AT_ISSUE.fill(lang, &[("time", &self.near(stamp.at))]),
            None => text::AS_YOU.get(lang).to_owned(),
        };
        let count = text::GATES_MET.fill(lang, &[("met", &met), ("all", &Gate::ALL.len())]);
        kit::section(text::GATES.get(lang), html! { (count) ", " (when) }, html! {}, table)
    }

    fn withdraw(&self) -> Markup {
        let lang = self.lang();
        let title = text::WITHDRAW_ASK.fill(lang, &[("reference", &self.order.reference)]);
        let effect = text::WITHDRAW_EFFECT.fill(lang, &[("provider", &self.provider_name())]);
        let (effect, reason, act) = if self.order.state.is_draft() {
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
