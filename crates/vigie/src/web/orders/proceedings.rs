//! Scrutiny by the host state, the courts, reinstatement, and complaints of those whose content it was.

use super::one::View;
use super::sides::{contest_status, reinstatement_status, scrutiny_status};
use crate::web::format;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use casework::order;
use casework::policy::Permission as P;
use domain::order::{Contest, Event, Reinstatement, TIME_TO_ASK_SCRUTINY, TIME_TO_SCRUTINISE, final_from};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

const OF_SCRUTINY: [Event; 5] =
    [Event::AskScrutiny, Event::OpenScrutiny, Event::WarnIssuer, Event::LetStand, Event::FindBreach];
const OF_COURTS: [Event; 5] =
    [Event::Challenge, Event::Uphold, Event::Annul, Event::Reinstate, Event::DeclineReinstatement];

impl View<'_> {
    pub(super) fn scrutiny(&self) -> Markup {
        let lang = self.lang();
        let Some(provider) = &self.provider else { return html! { p.meta { (text::NO_PROVIDER.get(lang)) } } };
        let Some(state) = provider.host_state() else {
            let country = format::country(provider.country.code(), lang);
            return html! { p { (text::SCRUTINY_OUTSIDE.fill(lang, &[("country", &country)])) } };
        };
        let country = format::country(state.code(), lang);
        if state == self.issuer.country {
            return html! { p { (text::SCRUTINY_HOME.fill(lang, &[("country", &country)])) } };
        }
        let host = html! { (country) @if let Some(host) = &self.host { (kit::sub(&host.name)) } };
        let mut facts = vec![(text::HOST_STATE.get(lang), host), (text::COPY.get(lang), html! { (self.copy()) })];
        if let Some(due) = self.order.scrutiny_due() {
            let status = kit::pill(scrutiny_status(self.order.scrutiny), self.order.scrutiny.text().get(lang));
            facts.push((
                text::DECIDES.get(lang),
                html! { (status) (kit::sub(words::UNTIL.fill(lang, &[("time", &self.near(due))]))) },
            ));
        } else if order::in_effect(&self.order) && self.order.scrutiny == domain::order::Scrutiny::None {
            facts.push((text::OWN_MOTION.get(lang), html! { (self.own_motion()) }));
            facts.push((text::ON_REQUEST.get(lang), html! { (self.on_request()) }));
            facts.push((text::IF_VOID.get(lang), html! { (text::IF_VOID_TEXT.get(lang)) }));
        }
        html! { (kit::facts(&facts)) (self.steps(&OF_SCRUTINY)) }
    }

    fn copy(&self) -> String {
        let lang = self.lang();
        match (self.order.copied, &self.host) {
            (Some(at), Some(host)) => text::COPY_SENT.fill(lang, &[("time", &self.near(at)), ("to", &host.contact)]),
            (_, Some(_)) => text::COPY_NOT_SENT.get(lang).to_owned(),
            (_, None) => text::COPY_NOBODY.get(lang).to_owned(),
        }
    }

    fn until(&self, from: Option<Timestamp>, long: SignedDuration) -> Option<String> {
        from.and_then(|at| at.checked_add(long).ok()).map(|at| self.near(at))
    }

    fn own_motion(&self) -> String {
        let lang = self.lang();
        self.until(self.order.copied, TIME_TO_SCRUTINISE).map_or_else(
            || text::COPY_NOT_SENT.get(lang).to_owned(),
            |time| text::OWN_MOTION_UNTIL.fill(lang, &[("time", &time)]),
        )
    }

    fn on_request(&self) -> String {
        let lang = self.lang();
        self.until(self.order.received.map(|received| received.at), TIME_TO_ASK_SCRUTINY).map_or_else(
            || text::FROM_RECEIPT.get(lang).to_owned(),
            |time| text::ON_REQUEST_UNTIL.fill(lang, &[("time", &time)]),
        )
    }

    /// What was decided and asked, each with its reasons.
    fn steps(&self, of: &[Event]) -> Markup {
        let lang = self.lang();
        let steps = self.order.proceedings.iter().filter(|step| of.contains(&step.event));
        html! {
            @for step in steps {
                div.found.mt3 {
                    b { (step.event.text().get(lang)) }
                    (kit::sub(html! { (step.by) ", " (self.near(step.at)) }))
                    @if !step.reasons.is_empty() { blockquote { (step.reasons) } }
                }
            }
        }
    }

    /// Courts, finality, and whether the content comes back.
    pub(super) fn court(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let mut facts = vec![(text::REDRESS.get(lang), html! { (self.issuer.redress.replace(" | ", ", ")) })];
        if order.issued.is_some() {
            facts.push((
                text::SIDE_CONTEST.get(lang),
                kit::pill(contest_status(order.contest), order.contest.text().get(lang)),
            ));
            facts.push((text::FINAL.get(lang), html! { (self.finality()) }));
        }
        if order.reinstatement != Reinstatement::None {
            let status = reinstatement_status(order.reinstatement);
            facts.push((text::SIDE_BACK.get(lang), kit::pill(status, order.reinstatement.text().get(lang))));
        }
        let body = html! { (kit::facts(&facts)) (self.steps(&OF_COURTS)) (self.court_forms()) };
        kit::section(text::COURT.get(lang), html! {}, html! {}, body)
    }

    fn finality(&self) -> String {
        let lang = self.lang();
        let order = &self.order;
        if let Some(at) = order.final_since {
            return words::SINCE.fill(lang, &[("time", &self.near(at))]);
        }
        if order.state.is_without_effect() {
            return text::NEVER_FINAL.get(lang).to_owned();
        }
        let terms = &self.issuer.terms;
        match order.received {
            Some(received) if order.contest == Contest::None => {
                let end = final_from(received.at, terms.redress_days, &terms.zone());
                text::FINAL_FROM.fill(lang, &[("date", &self.frame.reader.date(end))])
            }
            Some(_) => text::FINAL_AFTER_COURT.get(lang).to_owned(),
            None => text::FINAL_NO_RECEIPT.get(lang).to_owned(),
        }
    }

    fn court_forms(&self) -> Markup {
        let lang = self.lang();
        if !self.may(P::Issue) || !order::in_effect(&self.order) {
            return html! {};
        }
        let act = if self.order.contest == Contest::Pending { "judgment" } else { "challenge" };
        let court = if self.typed.act == act { self.typed.court.as_str() } else { "" };
        let field = Field::new("court", text::COURT_NAME.get(lang)).required(lang).value(court);
        match self.order.contest {
            Contest::None => self.folded("challenge", text::CHALLENGE.get(lang), self.post("challenge", html! {
                (field.id("challenge-court").input())
                (Field::new("words", text::CHALLENGE_MATTER.get(lang)).id("challenge-words").required(lang).value(self.typed("challenge")).textarea(2))
                div.acts { (Button::submit(text::CHALLENGE.get(lang))) }
            })),
            Contest::Pending => {
                let options = [Contest::Upheld, Contest::Annulled].map(|end| (end.name(), end.text().get(lang)));
                self.folded("judgment", text::JUDGMENT.get(lang), self.post("judgment", html! {
                    (kit::seg(text::JUDGMENT_SAYS.get(lang), "answer", &options, None))
                    (field.id("judgment-court").input())
                    (Field::new("words", text::JUDGMENT_REASONS.get(lang)).id("judgment-words").hint(text::JUDGMENT_HINT.get(lang)).required(lang).value(self.typed("judgment")).textarea(3))
                    div.acts { (Button::submit(text::JUDGMENT.get(lang))) }
                }))
            }
            Contest::Upheld | Contest::Annulled => html! {},
        }
    }

    pub(super) fn complaints(&self) -> Markup {
        let lang = self.lang();
        if self.complaints.is_empty() {
            return html! {};
        }
        let rows = self.complaints.iter().map(|complaint| {
            let outcome = match &complaint.outcome {
                Some(outcome) => {
                    let word = if outcome.reinstated { text::COMPLAINT_UPHELD } else { text::COMPLAINT_REJECTED };
                    html! { (kit::pill(Status::Ok, word.get(lang))) (kit::sub(html! { (outcome.reasons) " " (self.near(outcome.at)) })) }
                }
                None => html! {
                    (kit::pill(Status::Run, text::COMPLAINT_OPEN.get(lang)))
                    (kit::sub(text::DUE.fill(lang, &[("time", &self.near(complaint.due()))])))
                },
            };
            Row::new([html! { (complaint.text) (kit::sub(self.near(complaint.received))) }, outcome])
        });
        let columns = [Column::text(text::COMPLAINT.get(lang)), Column::text(text::OUTCOME.get(lang))];
        let table = html! { (Table::new(text::COMPLAINTS.get(lang), columns).tight().rows(rows)) };
        kit::section(text::COMPLAINTS.get(lang), html! { (text::COMPLAINTS_RULE.get(lang)) }, html! {}, table)
    }
}
