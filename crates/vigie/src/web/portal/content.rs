//! The page of whoever published the content: why it was removed, what they can do about it, and what came of it.
//!
//! The provider hands its link on. While nobody may be told of an order, the link leads nowhere (Art 11(3)).

use super::answer::{Typed, Wrong};
use super::order::redress;
use super::parts::{address, form, name_field, reasons_field, send};
use super::{Visit, trouble};
use crate::insist::insistently;
use crate::web::format::{self, Reader};
use crate::web::kit::{self, Button, Icon, Status};
use crate::web::messages::{content as text, portal, terms::Term as _, words};
use casework::records::{Authority, Kept, Order, Provider};
use casework::{Error, Refusal, order};
use domain::order::{Event, OrderState, Scrutiny, TIME_TO_ASK_SCRUTINY};
use exchange::annex::AnnexI;
use jiff::Timestamp;
use maud::{Markup, html};

struct View<'a> {
    visit: &'a Visit<'a>,
    reader: Reader,
    order: Kept<Order>,
    provider: Kept<Provider>,
    host: Option<Kept<Authority>>,
    annex: AnnexI,
    now: Timestamp,
    typed: &'a Typed,
    wrong: Option<&'a Wrong>,
}

pub(super) async fn page(
    visit: &Visit<'_>,
    order: Kept<Order>,
    typed: &Typed,
    wrong: Option<&Wrong>,
) -> Result<Markup, Error> {
    let desk = &visit.app.desk;
    let provider = order.provider.ok_or(Error::Refused(Refusal::BadLink))?;
    let provider = desk.load::<Provider>(provider.0).await?;
    let view = View {
        visit,
        reader: visit.reader(&provider),
        annex: order::form(desk, &order, &provider).await?,
        host: match order.host_authority {
            Some(host) => Some(desk.load(host.0).await?),
            None => None,
        },
        now: desk.now(),
        order,
        provider,
        typed,
        wrong,
    };
    Ok(visit.whole(text::TITLE.get(visit.lang), Some(text::NO_ACCOUNT), view.content()))
}

/// Asks the host state for scrutiny.
pub(super) async fn ask(visit: &Visit<'_>, typed: &Typed) -> Result<Result<(), Wrong>, Error> {
    let (name, reasons) = match (typed.name(), typed.reasons()) {
        (Ok(name), Ok(reasons)) => (name, reasons),
        (Err(wrong), _) | (_, Err(wrong)) => return Ok(Err(wrong)),
    };
    insistently(|| order::ask_scrutiny(&visit.app.desk, visit.link, name, reasons)).await.map(Ok)
}

/// What is known of scrutiny: nothing, that it is under way, or its outcome with the reasons.
pub(super) fn scrutiny(order: &Order, reader: &Reader, host: &str, now: Timestamp) -> Markup {
    let lang = reader.lang;
    let (status, event, what) = match order.scrutiny {
        Scrutiny::None => return html! {},
        Scrutiny::Requested | Scrutiny::Opened | Scrutiny::Warned => {
            let due = order.scrutiny_due().map(|due| format!("{}, {}", reader.near(due, now), reader.place()));
            let due = due.unwrap_or_else(|| words::UNKNOWN.get(lang).to_owned());
            let words = text::SCRUTINY_RUNS.fill(lang, &[("host", &host), ("time", &due)]);
            return kit::note(Status::None, html! { p { b { (words) } } });
        }
        Scrutiny::Stands => (Status::None, Event::LetStand, text::SCRUTINY_STANDS),
        Scrutiny::Breach => (Status::Warn, Event::FindBreach, text::SCRUTINY_BREACH),
    };
    let step = order.proceeding(event);
    let at = step.map_or_else(String::new, |step| reader.near(step.at, now));
    kit::note(
        status,
        html! {
            p { b { (what.fill(lang, &[("host", &host), ("time", &at)])) } }
            @if let Some(step) = step { p.any { "“" (step.reasons) "”" } }
        },
    )
}

impl View<'_> {
    fn content(&self) -> Markup {
        let lang = self.visit.lang;
        let authority = &self.annex.section_e.authority;
        let country = format::country(&self.annex.section_a.issuing_ms, lang);
        html! {
            p.meta { (portal::CRUMB.get(lang)) }
            h1 { (text::TITLE.get(lang)) }
            p.ink2 { (text::LEDE.fill(lang, &[("provider", &self.provider.name), ("authority", authority), ("country", &country)])) }
            (trouble(self.wrong, lang))
            @if self.order.state.is_without_effect() { (self.lost()) }
            (kit::section(text::ABOUT.get(lang), html! {}, html! {}, self.about()))
            (kit::section(text::SCRUTINY.get(lang), html! {}, html! {}, self.examination()))
            (kit::section(text::REDRESS.get(lang), html! {}, html! {}, html! {
                p { (text::REDRESS_TEXT.get(lang)) }
                div.mt2 { (redress(&self.annex.section_g.remedies)) }
            }))
            (kit::section(text::COPY.get(lang), html! {}, html! {}, self.copy()))
        }
    }

    fn lost(&self) -> Markup {
        let lang = self.visit.lang;
        let what = match self.order.state {
            OrderState::Void => text::LOST_VOID,
            OrderState::Annulled => text::LOST_ANNULLED,
            _ => text::LOST_WITHDRAWN,
        };
        html! { div.mt3 { (kit::note(Status::Warn, html! { p { b { (portal::LOST.get(lang)) } } p { (what.get(lang)) " " (text::LOST_TEXT.get(lang)) } })) } }
    }

    fn about(&self) -> Markup {
        let lang = self.visit.lang;
        html! {
            (address(self.order.url.as_str(), lang))
            (kit::facts(&[
                (words::REFERENCE.get(lang), html! { (self.order.reference) }),
                (portal::TYPE.get(lang), html! { @for category in &self.order.finding.categories { div { (category.text().get(lang)) } } }),
                (words::REASON.get(lang), html! { span.any { "“" (self.annex.section_b.additional_reasons) "”" } }),
            ]))
        }
    }

    fn examination(&self) -> Markup {
        let lang = self.visit.lang;
        let Some(host) = &self.host else { return html! { p { (text::SCRUTINY_HOME.get(lang)) } } };
        let asked = scrutiny(&self.order, &self.reader, &host.name, self.now);
        if !asked.0.is_empty() {
            return asked;
        }
        if !order::in_effect(&self.order) {
            return html! { p { (text::SCRUTINY_NOT_NEEDED.get(lang)) } };
        }
        let until = self.order.content_provider_told.and_then(|told| told.checked_add(TIME_TO_ASK_SCRUTINY).ok());
        if until.is_some_and(|until| until < self.now) {
            return html! { p { (portal::EXAMINE_OVER.get(lang)) } };
        }
        html! {
            p {
                @match until {
                    Some(until) => { (text::SCRUTINY_UNTIL.fill(lang, &[("host", &host.name), ("time", &self.reader.stamp(until)), ("place", &self.reader.place())])) }
                    None => { (text::SCRUTINY_OPEN.fill(lang, &[("host", &host.name)])) }
                }
            }
            (form(&self.visit.action("scrutiny"), html! {
                div.form.mt3 {
                    (reasons_field(Typed::SCRUTINY, portal::EXAMINE_WHY, self.typed, self.wrong, lang))
                    (name_field(Typed::SCRUTINY, self.typed, &[Typed::SCRUTINY], self.wrong, lang))
                }
                (send(portal::EXAMINE_SEND, lang))
            }))
        }
    }

    fn copy(&self) -> Markup {
        let lang = self.visit.lang;
        let path = |what: &str| format!("/portal/{}/{what}", self.visit.link);
        html! {
            p { (text::COPY_TEXT.get(lang)) }
            div.dl {
                (Button::link(portal::AS_PAPER.get(lang), &path("order.pdf")).icon(Icon::Doc))
                (Button::link(portal::AS_DATA.get(lang), &path("order.json")).icon(Icon::Down))
            }
            p.meta.mt2 { a href=(path("order.txt")) { (portal::AS_TEXT.get(lang)) } }
        }
    }
}
