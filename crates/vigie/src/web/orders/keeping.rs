//! Who may be told of an order; how long the content is preserved; what was captured and seen again.

use super::one::View;
use crate::web::kit::{self, Button, Column, Field, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use casework::order;
use casework::policy::Permission as P;
use casework::records::{NonDisclosure, Round};
use domain::watch::Seen;
use maud::{Markup, html};

/// How many rounds of looks the page shows.
const ROUNDS: usize = 6;

impl View<'_> {
    /// Whether the content provider may be told, and the forms that change it.
    pub(super) fn disclosure(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let decision = order.non_disclosure.as_ref();
        let in_force = decision.filter(|decision| decision.in_force(self.frame.now));
        let told = order.content_provider_told.map_or_else(
            || text::NOT_TOLD.get(lang).to_owned(),
            |at| format!("{}, {}", self.near(at), domain::stamp::Source::ProviderClaim.text().get(lang)),
        );
        html! {
            (kit::facts(&[
                (text::NON_DISCLOSURE.get(lang), self.silence(decision)),
                (text::CONTENT_PROVIDER.get(lang), html! { (told) }),
            ]))
            @if self.may(P::Issue) && !order.state.is_without_effect() {
                @match (decision, in_force) {
                    (None, _) => { (self.disclosure_form("set", &[("set", text::SILENCE_SET.get(lang))])) }
                    (Some(_), Some(decision)) if decision.extended => { (self.disclosure_form("lift", &[("lift", text::SILENCE_LIFT.get(lang))])) }
                    (Some(_), Some(_)) => { (self.disclosure_form("change", &[("extend", text::SILENCE_EXTEND.get(lang)), ("lift", text::SILENCE_LIFT.get(lang))])) }
                    (Some(_), None) => {}
                }
            }
        }
    }

    fn silence(&self, decision: Option<&NonDisclosure>) -> Markup {
        let lang = self.lang();
        let Some(decision) = decision else { return html! { (text::NON_DISCLOSURE_NONE.get(lang)) } };
        let by = format!("{}, {}", self.person(decision.by), self.near(decision.since));
        let (status, word) = match decision.lifted {
            Some(lifted) => (Status::None, text::SILENCE_LIFTED.fill(lang, &[("time", &self.near(lifted))])),
            None if decision.in_force(self.frame.now) => {
                (Status::Warn, words::UNTIL.fill(lang, &[("time", &self.near(decision.until))]))
            }
            None => (Status::None, text::SILENCE_ENDED.fill(lang, &[("time", &self.near(decision.until))])),
        };
        html! {
            (kit::pill(status, &word))
            @if decision.extended { (kit::sub(text::SILENCE_EXTENDED.get(lang))) }
            (kit::sub(by)) (kit::sub(html! { "“" (decision.reason) "”" }))
        }
    }

    fn disclosure_form(&self, name: &str, buttons: &[(&str, &str)]) -> Markup {
        let lang = self.lang();
        let summary = if name == "set" { text::SILENCE_SET } else { text::SILENCE_CHANGE };
        self.folded("disclosure", summary.get(lang), self.post("disclosure", html! {
            (Field::new("words", words::REASON.get(lang)).id("disclosure-words").hint(text::SILENCE_HINT.get(lang)).required(lang).value(self.typed("disclosure")).textarea(2))
            div.acts { @for (answer, label) in buttons { (Button::submit(label).sends("answer", answer)) } }
        }))
    }

    pub(super) fn kept(&self) -> Markup {
        let lang = self.lang();
        let preserved = match &self.order.preservation {
            Some(preservation) => html! {
                (text::PRESERVED_UNTIL.fill(lang, &[("date", &self.frame.reader.date(preservation.until))]))
                @if let Some(review) = &preservation.extended_for { (kit::sub(text::PRESERVED_FOR.fill(lang, &[("review", review)]))) }
            },
            None => html! { (text::PRESERVED_LATER.get(lang)) },
        };
        let capture = self.capture.as_ref().map(|capture| {
            text::CAPTURE_ROW.fill(lang, &[("time", &self.near(capture.at)), ("vantage", &capture.vantage)])
        });
        html! {
            (kit::facts(&[
                (text::PRESERVED.get(lang), preserved),
                (text::CAPTURE.get(lang), html! {
                    (capture.unwrap_or_else(|| words::UNKNOWN.get(lang).to_owned()))
                    (kit::sub(html! { a href={ "/items/" (self.order.item) } { (text::SEE_ITEM.get(lang)) } }))
                }),
                (text::REASONS.get(lang), html! { "“" (self.order.finding.reason) "”" }),
            ]))
            (self.preservation_form())
            (self.looks())
        }
    }

    /// Preservation is extended only while a review is pending (Art 6(2)).
    fn preservation_form(&self) -> Markup {
        let lang = self.lang();
        let (true, Some(preservation)) = (self.may(P::Issue), &self.order.preservation) else { return html! {} };
        if !order::under_review(&self.order) {
            return html! { p.meta.mt2 { (text::PRESERVE_ONLY.get(lang)) } };
        }
        let zone = self.frame.reader.zone.clone();
        let least = preservation.until.to_zoned(zone).date().to_string();
        let until = if self.typed.act == "preservation" { self.typed.until.as_str() } else { least.as_str() };
        self.folded("preservation", text::PRESERVE.get(lang), self.post("preservation", html! {
            (Field::new("until", text::PRESERVE_UNTIL.get(lang)).id("preserve-until").kind("date").required(lang).value(until).input())
            (Field::new("words", text::PRESERVE_FOR.get(lang)).id("preserve-words").required(lang).value(self.typed("preservation")).textarea(2))
            div.acts { (Button::submit(text::PRESERVE.get(lang))) }
        }))
    }

    fn looks(&self) -> Markup {
        let lang = self.lang();
        let Some(watch) = self.watch.as_ref().filter(|watch| !watch.rounds.is_empty()) else {
            return html! { p.meta.mt3 { (text::NO_LOOKS.get(lang)) } };
        };
        let rounds: Vec<&Round> = watch.rounds.iter().rev().take(ROUNDS).collect();
        let places: Vec<&str> =
            rounds.first().into_iter().flat_map(|round| round.looks.iter().map(|look| look.vantage.as_str())).collect();
        let seen = |round: &Round, place: &str| {
            round.looks.iter().find(|look| look.vantage == place).map_or_else(
                || kit::pill(Status::None, words::NOT_ASKED.get(lang)),
                |look| kit::pill(seen_status(look.seen), look.seen.text().get(lang)),
            )
        };
        let rows = rounds.iter().map(|round| {
            let looks = places.iter().map(|place| seen(round, place));
            Row::new([html! { (self.near(round.at)) }].into_iter().chain(looks))
        });
        let columns =
            [Column::text(text::LOOK.get(lang))].into_iter().chain(places.iter().map(|place| Column::text(place)));
        html! {
            div.mt3 { (Table::new(text::LOOKS_CAPTION.get(lang), columns).tight().keep().rows(rows)) }
            @if let Some(next) = watch.next { p.meta.mt2 { (text::NEXT_LOOK.fill(lang, &[("time", &self.near(next))])) } }
        }
    }
}

/// The shape of what one look saw.
const fn seen_status(seen: Seen) -> Status {
    match seen {
        Seen::Up | Seen::Moved => Status::Run,
        Seen::Gone | Seen::SoftGone | Seen::Changed => Status::Ok,
        Seen::Blocked => Status::Warn,
        Seen::NoAnswer => Status::None,
    }
}
