//! The page of a removal order: the deadline, whether it is genuine, what, why, the answer.

use super::answer::{Typed, Wrong};
use super::parts::{address, form, name_field, other_way, proof, send, time_field, way, wrong_at};
use super::{Visit, insistently, trouble};
use crate::web::format::{self, Reader};
use crate::web::history::{Line, lines};
use crate::web::kit::{self, Button, Choice, Field, Icon, Status};
use crate::web::messages::{Lang, portal as text, terms::Term as _, words};
use casework::records::{Capture, Given, Kept, Order, Provider};
use casework::{Error, Refusal, order, portal};
use domain::order::{Answer, Clock, OrderState, TIME_TO_REMOVE};
use exchange::annex::AnnexI;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use maud::{Markup, html};

/// How long a provider may ask the authority of its own state to examine an order.
///
/// # Source
/// Regulation (EU) 2021/784, Art 4(4).
const TIME_TO_ASK: SignedDuration = SignedDuration::from_hours(48);
/// The answers of Annex III, which share one form.
const ANNEX_III: [&str; 3] = ["impossible", "manifest_error", "insufficient_information"];

struct View<'a> {
    visit: &'a Visit<'a>,
    reader: Reader,
    order: Kept<Order>,
    provider: Kept<Provider>,
    annex: AnnexI,
    capture: Option<Kept<Capture>>,
    history: Vec<Line>,
    now: Timestamp,
    typed: &'a Typed,
    wrong: Option<&'a Wrong>,
}

pub(super) async fn page(visit: &Visit<'_>, typed: &Typed, wrong: Option<&Wrong>) -> Result<Markup, Error> {
    let desk = &visit.app.desk;
    let order = portal::order(desk, visit.link).await?;
    // Nobody was sent the link of an order that was never issued.
    let (Some(_), Some(provider)) = (order.issued, order.provider) else {
        return Err(Error::Refused(Refusal::BadLink));
    };
    let provider = desk.load::<Provider>(provider.0).await?;
    let view = View {
        visit,
        reader: visit.reader(&provider),
        annex: order::form(desk, &order, &provider).await?,
        capture: match order.capture {
            Some(capture) => desk.find(capture.0).await?,
            None => None,
        },
        history: lines(desk, order.id.0).await?,
        now: desk.now(),
        order,
        provider,
        typed,
        wrong,
    };
    Ok(visit.whole(text::TITLE.get(visit.lang), text::NO_ACCOUNT, view.content()))
}

/// Puts what was typed into an answer, and sends it to the case file.
pub(super) async fn answer(visit: &Visit<'_>, typed: &Typed) -> Result<Result<(), Wrong>, Error> {
    let desk = &visit.app.desk;
    let order = portal::order(desk, visit.link).await?;
    let zone = match order.provider {
        Some(id) => visit.reader(&*desk.load::<Provider>(id.0).await?),
        None => Reader { lang: visit.lang, zone: TimeZone::UTC },
    };
    let read = || {
        let kind: Answer = typed.kind.parse().map_err(|_| Wrong::Kind)?;
        Ok((kind, typed.acted_at(&zone, desk.now())?, typed.name()?, typed.explanation(kind.annex() == "III")?))
    };
    let (kind, acted_at, name, explanation) = match read() {
        Ok(read) => read,
        Err(wrong) => return Ok(Err(wrong)),
    };
    insistently(|| order::answer(desk, visit.link, kind, acted_at, name, explanation)).await.map(Ok)
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    /// The latest entry of the ledger about an act.
    fn entry(&self, act: &str) -> Option<&Line> {
        self.history.iter().rev().find(|line| line.act == act)
    }

    fn content(&self) -> Markup {
        let lang = self.lang();
        html! {
            p.meta { (text::CRUMB.get(lang)) }
            h1 { (self.order.reference) }
            p.ink2 {
                (text::FROM.fill(lang, &[("authority", &self.annex.section_e.authority), ("country", &format::country(&self.annex.section_a.issuing_ms, lang))]))
                br;
                (text::TO.fill(lang, &[("provider", &self.provider.name)]))
            }
            (trouble(self.wrong, lang))
            (self.standing())
            (kit::section(text::GENUINE.get(lang), html! {}, html! {}, self.genuine()))
            (kit::section(text::ABOUT.get(lang), html! {}, html! {}, self.about()))
            div id="answer" { (kit::section(text::ANSWER.get(lang), html! {}, html! {}, self.answers())) }
            (kit::section(text::ELSE.get(lang), html! {}, html! {}, self.duties()))
        }
    }

    /// Where the order stands, time first.
    fn standing(&self) -> Markup {
        let lang = self.lang();
        let here = |at: Timestamp| self.reader.near(at, self.now);
        match self.order.clock(self.now) {
            Clock::Void => {
                let at = self
                    .entry("order_withdrawn")
                    .map_or_else(|| words::UNKNOWN.get(lang).to_owned(), |line| here(line.at));
                html! { div.mt3 { (kit::note(Status::Warn, html! { b { (text::WITHDRAWN.fill(lang, &[("time", &at)])) } })) } }
            }
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
                div.mt3 { (kit::note(Status::None, html! { b { (text::STOPPED.fill(lang, &[("time", &here(at))])) } })) }
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
                p.ink2 { (if restarted { text::RESTARTED } else { text::CONFIRMED }.fill(lang, &[("time", &self.reader.near(from, self.now))])) }
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
        let said =
            text::THANKS_TEXT.fill(lang, &[("answer", &answer), ("time", &self.reader.near(given.at, self.now))]);
        html! {
            div.mt3 {
                (kit::note(Status::Ok, html! {
                    p { b { (text::THANKS.get(lang)) } }
                    p { (said) }
                    @if !given.explanation.is_empty() { p.ink2 { "“" (given.explanation) "”" } }
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

    fn genuine(&self) -> Markup {
        let lang = self.lang();
        let issued = self.order.issued.map_or_else(String::new, |stamp| self.reader.exact(stamp.at));
        let digest = self.order.capture_digest.map(|digest| format::digest(&digest.to_string()));
        html! {
            p.mb2 { (text::COMPARE.get(lang)) }
            (kit::facts(&[
                (words::REFERENCE.get(lang), html! { b { (self.order.reference) } }),
                (text::ISSUED.get(lang), html! { (issued) }),
                (words::DIGEST.get(lang), html! { code.any { (digest.unwrap_or_else(|| words::UNKNOWN.get(lang).to_owned())) } }),
            ]))
            (other_way(lang))
            (Button::link(text::CHECK.get(lang), &format!("/check?lang={}", lang.tag())).icon(Icon::Search))
        }
    }

    fn about(&self) -> Markup {
        let lang = self.lang();
        let seen = self.capture.as_ref().map_or_else(
            || words::UNKNOWN.get(lang).to_owned(),
            |capture| format!("{}, {}", self.reader.stamp(capture.at), capture.vantage),
        );
        html! {
            (address(self.order.url.as_str(), lang))
            (kit::facts(&[
                (text::SEEN_BY_US.get(lang), html! { (seen) }),
                (text::TYPE.get(lang), html! { @for category in &self.order.finding.categories { div { (category.text().get(lang)) } } }),
                (words::REASON.get(lang), html! { "“" (self.order.finding.reason) "”" }),
                (text::PURPOSE.get(lang), html! { (text::PURPOSE_TEXT.get(lang)) }),
            ]))
        }
    }

    fn answers(&self) -> Markup {
        let lang = self.lang();
        if !self.order.state.awaits_answer() {
            let words =
                if self.order.state == OrderState::Withdrawn { text::NOTHING_DUE } else { text::ANSWERED_ALREADY };
            return html! { p { (words.get(lang)) } (self.examination()) };
        }
        let gone = |kind: &'static str, title, annex| {
            way(
                title,
                annex,
                self.typed.kind == kind,
                lang,
                form(
                    &self.visit.action("answer"),
                    html! {
                        input type="hidden" name="kind" value=(kind);
                        (time_field(kind, kind, self.typed, self.wrong, &self.reader, self.now))
                        (name_field(kind, self.typed, &[kind], self.wrong, lang))
                        (send(text::SEND, lang))
                    },
                ),
            )
        };
        html! {
            (gone("removed", text::REMOVED, text::REMOVED_FORM))
            (gone("disabled_all_ms", text::DISABLED, text::DISABLED_FORM))
            (self.cannot())
            (self.examination())
        }
    }

    fn cannot(&self) -> Markup {
        let lang = self.lang();
        let kind = self.typed.kind.as_str();
        let choice = |value: &'static str, label: &'static str, hint: &'static str| {
            html! { (Choice::radio("kind", value, label).hint(hint).checked(kind == value)) }
        };
        let open = ANNEX_III.contains(&kind) || self.wrong == Some(&Wrong::Kind);
        way(
            text::CANNOT,
            text::CANNOT_FORM,
            open,
            lang,
            form(
                &self.visit.action("answer"),
                html! {
                    fieldset {
                        legend.vh { (text::CANNOT.get(lang)) }
                        (choice(ANNEX_III[0], text::IMPOSSIBLE.get(lang), text::IMPOSSIBLE_HINT.get(lang)))
                        (choice(ANNEX_III[1], text::ERROR.get(lang), text::ERROR_HINT.get(lang)))
                        (choice(ANNEX_III[2], text::INSUFFICIENT.get(lang), text::INSUFFICIENT_HINT.get(lang)))
                    }
                    (Field::new("explanation", text::EXPLAIN.get(lang))
                        .value(&self.typed.explanation)
                        .required(lang)
                        .error(wrong_at(self.typed, &ANNEX_III, self.wrong, &[Wrong::Explanation], lang))
                        .textarea(3))
                    (name_field("annex-3", self.typed, &ANNEX_III, self.wrong, lang))
                    (send(text::SEND_III, lang))
                },
            ),
        )
    }

    /// Art 4: only an order from another Member State is examined by the provider's own.
    fn examination(&self) -> Markup {
        let lang = self.lang();
        if !self.annex.section_d.host_ms_differs {
            return html! {};
        }
        let country = format::country(&self.annex.section_a.host_ms, lang);
        let until = self.order.received.and_then(|received| received.at.checked_add(TIME_TO_ASK).ok());
        let how = match until {
            Some(until) => {
                text::EXAMINE_TEXT.fill(lang, &[("country", &country), ("time", &self.reader.near(until, self.now))])
            }
            None => text::EXAMINE_OPEN.fill(lang, &[("country", &country)]),
        };
        way(
            text::EXAMINE,
            text::EXAMINE_FORM,
            false,
            lang,
            html! {
                div {
                    p.ink2 { (how) }
                    @match &self.annex.section_f.host_authority_contact {
                        Some(contact) => { p { b { (contact) } } }
                        None => { p.ink2 { (text::EXAMINE_UNKNOWN.get(lang)) } }
                    }
                }
            },
        )
    }

    fn duties(&self) -> Markup {
        let lang = self.lang();
        // Six months run from the removal, or, before it, from now (Art 6(2)).
        let from = self
            .order
            .answers
            .iter()
            .find(|given| given.answer.annex() == "II")
            .map_or(self.now, |given| given.acted_at.unwrap_or(given.at));
        let until =
            from.to_zoned(self.reader.zone.clone()).checked_add(6.months()).map_or(from, |until| until.timestamp());
        let redress = self.annex.section_g.remedies.iter().map(|remedy| {
            [&remedy.body_or_court, &remedy.deadline, &remedy.national_provisions]
                .into_iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        });
        let e = &self.annex.section_e;
        let path = |what: &str| format!("/portal/{}/{what}", self.visit.link);
        html! {
            (kit::facts(&[
                (text::KEEP_COPY.get(lang), html! { (text::KEEP_COPY_TEXT.fill(lang, &[("date", &self.reader.date(until))])) }),
                (text::CUSTOMER.get(lang), html! { (text::CUSTOMER_TEXT.get(lang)) }),
                (text::COURT.get(lang), html! { @for remedy in redress { div { (remedy) } } }),
                (text::HELP.get(lang), html! { (e.email) @if !e.telephone.is_empty() { ", " (e.telephone) } }),
            ]))
            p.meta { (text::ORDER_DOCUMENT.get(lang)) }
            div.dl {
                (Button::link(text::AS_TEXT.get(lang), &path("order.txt")).icon(Icon::Doc))
                (Button::link(text::AS_DATA.get(lang), &path("order.json")).icon(Icon::Down))
            }
        }
    }
}
