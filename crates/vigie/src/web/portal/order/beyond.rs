//! What follows an order: its papers, scrutiny, the content provider, preservation, redress.

use super::View;
use crate::web::format;
use crate::web::kit::{self, Button, Icon, Status};
use crate::web::messages::portal as text;
use crate::web::portal::answer::{Typed, Wrong};
use crate::web::portal::content;
use crate::web::portal::parts::{form, moment_field, name_field, own_page, reasons_field, send, way};
use domain::order::{Reinstatement, TIME_TO_ASK_SCRUTINY, preserved_until};
use exchange::annex::Remedy;
use maud::{Markup, html};

impl View<'_> {
    pub(super) fn beyond(&self) -> Markup {
        let lang = self.lang();
        let e = &self.annex.section_e;
        let mut facts = vec![
            (text::COURT.get(lang), redress(&self.annex.section_g.remedies)),
            (text::HELP.get(lang), html! { (e.email) @if !e.telephone.is_empty() { ", " (e.telephone) } }),
            (text::ALL_OF_YOURS.get(lang), html! { div id="own-page" { (own_page(self.visit)) } }),
        ];
        // Nothing is preserved of what is back, or was never removed before the order lost its effect.
        let back = self.order.reinstatement == Reinstatement::Reinstated;
        if !back && (self.order.preservation.is_some() || casework::order::in_effect(&self.order)) {
            facts.insert(0, (text::KEEP_COPY.get(lang), self.preservation()));
        }
        html! {
            (self.papers())
            (self.examination())
            (self.content_provider())
            div.mt6 { (kit::facts(&facts)) }
        }
    }

    fn papers(&self) -> Markup {
        let lang = self.lang();
        let path = |what: &str| format!("/portal/{}/{what}", self.visit.link);
        html! {
            p.meta { (text::ORDER_DOCUMENT.get(lang)) }
            div.dl.mb3 {
                (Button::link(text::AS_PAPER.get(lang), &path("order.pdf")).icon(Icon::Doc))
                (Button::link(text::AS_DATA.get(lang), &path("order.json")).icon(Icon::Down))
            }
            p.meta.mb3 { a href=(path("order.txt")) { (text::AS_TEXT.get(lang)) } }
        }
    }

    /// Art 4: only an order from another Member State is examined by the provider's own.
    fn examination(&self) -> Markup {
        let lang = self.lang();
        let Some(host) = &self.host else { return html! {} };
        let asked = content::scrutiny(&self.order, &self.reader, &host.name, self.now);
        let until = self.order.received.and_then(|received| received.at.checked_add(TIME_TO_ASK_SCRUTINY).ok());
        let country = format::country(host.country.code(), lang);
        let body = if !asked.0.is_empty() {
            asked
        } else if !casework::order::in_effect(&self.order) {
            return html! {};
        } else if until.is_some_and(|until| until < self.now) {
            html! { p.ink2 { (text::EXAMINE_OVER.get(lang)) } }
        } else {
            html! {
                p.ink2 {
                    @match until {
                        Some(until) => { (text::EXAMINE_TEXT.fill(lang, &[("country", &country), ("time", &self.near(until)), ("place", &self.reader.place())])) }
                        None => { (text::EXAMINE_OPEN.fill(lang, &[("country", &country)])) }
                    }
                }
                (form(&self.visit.action("scrutiny"), html! {
                    (reasons_field(Typed::SCRUTINY, text::EXAMINE_WHY, self.typed, self.wrong, lang))
                    (name_field(Typed::SCRUTINY, self.typed, &[Typed::SCRUTINY], self.wrong, lang))
                    (send(text::EXAMINE_SEND, lang))
                }))
            }
        };
        let open = self.typed.kind == Typed::SCRUTINY || self.order.scrutiny != domain::order::Scrutiny::None;
        way(
            text::EXAMINE,
            text::EXAMINE_FORM,
            open,
            lang,
            html! { div { (body) p.meta { (host.name) ", " (host.contact) } } },
        )
    }

    /// Art 11: the provider tells, unless nobody may be told.
    fn content_provider(&self) -> Markup {
        let lang = self.lang();
        let silent = self.order.non_disclosure.as_ref().filter(|decision| decision.in_force(self.now));
        if let Some(decision) = silent {
            let until = format!("{}, {}", self.reader.stamp(decision.until), self.reader.place());
            return html! {
                div.mt3.mb3 { (kit::note(Status::Warn, html! {
                    p { b { (text::TELL_NOBODY.get(lang)) } }
                    p { (text::TELL_NOBODY_TEXT.fill(lang, &[("time", &until)])) }
                })) }
            };
        }
        let told = self.order.content_provider_told;
        let open = self.typed.kind == Typed::TOLD;
        way(
            text::CUSTOMER,
            text::CUSTOMER_FORM,
            open,
            lang,
            html! {
                div {
                    p.ink2 { (text::CUSTOMER_TEXT.get(lang)) }
                    code.addr.any { (self.handed_on) }
                    @if let Some(told) = told { p { b { (text::TOLD_AT.fill(lang, &[("time", &self.near(told))])) } } }
                    (form(&self.visit.action("told"), html! {
                        (moment_field(Typed::TOLD, text::TOLD_WHEN, self.typed, self.wrong, &self.reader, self.now))
                        @if open && self.wrong == Some(&Wrong::Closed) { p.err { (Wrong::Closed.words(lang)) } }
                        (send(text::TOLD_SEND, lang))
                    }))
                }
            },
        )
    }

    fn preservation(&self) -> Markup {
        let lang = self.lang();
        let (until, extended) = match &self.order.preservation {
            Some(preservation) => (preservation.until, preservation.extended_for.as_deref()),
            // Before the removal: as if it were now.
            None => (preserved_until(self.now), None),
        };
        html! {
            (text::KEEP_COPY_TEXT.fill(lang, &[("date", &self.reader.date(until))]))
            @if let Some(proceedings) = extended { " " span.any { (text::KEEP_LONGER.fill(lang, &[("why", &proceedings)])) } }
        }
    }
}

/// The ways to challenge an order, one a line.
pub(in crate::web::portal) fn redress(remedies: &[Remedy]) -> Markup {
    let line = |remedy: &Remedy| {
        let parts = [&remedy.body_or_court, &remedy.deadline, &remedy.national_provisions];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    };
    html! { @for remedy in remedies { div { (line(remedy)) } } }
}
