//! The copy of one order: its form, what was done about it, and what the officer can do.

use super::acts::{DONE, Typed};
use super::deadline::Deadline;
use crate::server::{App, Visitor};
use crate::web::Failure;
use crate::web::done::Done;
use crate::web::format;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Entry, Field, Status};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Lang, Text, host as text, words};
use crate::web::shell::{self, Frame, Section};
use axum::extract::{Path, Query, State};
use casework::Error;
use casework::policy::Permission as P;
use casework::records::{Authority, Kept, NoticeKind, Order, Proceeding, Provider};
use domain::order::{Contest, Event, Reinstatement, Scrutiny, TIME_TO_ASK_SCRUTINY, TIME_TO_SCRUTINISE, final_from};
use exchange::Language;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, &Typed::default(), Some(&done)).await?)
}

/// An order whose copy goes to the officer's authority. Another one is not told from one that does not exist.
pub(super) async fn copied_to(app: &App, visitor: &Visitor, id: Uuid) -> Result<(Kept<Order>, Kept<Provider>), Error> {
    const MISSING: Error = Error::NotFound { what: "order" };
    let order = app.desk.load::<Order>(id).await?;
    if order.host_authority != Some(visitor.actor.authority) || order.issued.is_none() {
        return Err(MISSING);
    }
    let provider = app.desk.load::<Provider>(order.provider.ok_or(MISSING)?.0).await?;
    Ok((order, provider))
}

/// Everything the page shows.
struct View<'a> {
    frame: Frame,
    order: Kept<Order>,
    provider: Kept<Provider>,
    issuer: Kept<Authority>,
    deadline: Deadline,
    may_act: bool,
    typed: &'a Typed,
}

pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let (order, provider) = copied_to(app, visitor, id).await?;
    let mut frame = frame(app, visitor, Some(Section::Host)).await?;
    frame.notice = done.and_then(|done| done.notice(&DONE, frame.lang()));
    let view = View {
        deadline: Deadline::of(&order, frame.now),
        issuer: app.desk.load::<Authority>(order.authority.0).await?,
        may_act: visitor.actor.may(P::Scrutinise),
        frame,
        order,
        provider,
        typed,
    };
    let lang = view.frame.lang();
    let annex = casework::order::form(&app.desk, &view.order, &view.provider).await?;
    let language = if lang == Lang::Fr { Language::French } else { Language::English };
    let content = html! {
        (kit::head(html! { (text::CRUMB.get(lang)) }, &view.order.reference, html! { span.url { (view.order.url) } }, html! {}))
        @if let Some((_, why)) = &typed.refused {
            div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (why) })) }
        }
        (view.hero())
        div.grid {
            div.c7.stack {
                (kit::section(text::PROCEEDINGS.get(lang), html! {}, html! {}, view.proceedings()))
                (view.follows())
                (view.acts())
            }
            div.c5.stack {
                @if view.is_open() { (kit::section(text::DEADLINES.get(lang), html! {}, html! {}, view.deadlines())) }
                (kit::section(words::STATE.get(lang), html! {}, html! {}, view.state()))
            }
            div.c12 { (kit::section(text::FORM.get(lang), html! {}, view.documents(), html! { pre.letter { (annex.render_text(language)) } })) }
        }
    };
    Ok(shell::page(&view.frame, &view.order.reference, content))
}

/// What the host state makes of an order, in a line.
pub(super) fn scrutiny(order: &Order, lang: Lang) -> Markup {
    let status = match order.scrutiny {
        Scrutiny::None => Status::None,
        Scrutiny::Requested | Scrutiny::Opened => Status::Run,
        Scrutiny::Warned => Status::Warn,
        Scrutiny::Stands => Status::Ok,
        Scrutiny::Breach => Status::Bad,
    };
    kit::pill(status, order.scrutiny.text().get(lang))
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.frame.lang()
    }

    fn near(&self, at: Timestamp) -> String {
        self.frame.reader.near(at, self.frame.now)
    }

    fn hero(&self) -> Markup {
        let lang = self.lang();
        let country = |code: &str| format::country(code, lang).to_owned();
        html! {
            div.hero {
                (self.deadline.clock_big(&self.frame))
                (kit::facts(&[
                    (text::SCRUTINY.get(lang), scrutiny(&self.order, lang)),
                    (words::PROVIDER.get(lang), html! { (self.provider.name) ", " (country(self.provider.country.code())) }),
                ]))
                (kit::facts(&[
                    (text::ISSUED_BY.get(lang), html! { (self.issuer.name) ", " (country(self.issuer.country.code())) }),
                    (text::ISSUER_CONTACT.get(lang), html! { span.any { (self.issuer.contact) } @if !self.issuer.telephone.is_empty() { (kit::sub(&self.issuer.telephone)) } }),
                ]))
            }
        }
    }

    fn documents(&self) -> Markup {
        let lang = self.lang();
        let here = format!("/host/{}", self.order.id);
        html! {
            @if self.order.form.is_some() {
                a href={ (here) "/order.json" } { (text::AS_SIGNED.get(lang)) } " · " a href={ (here) "/order.pdf" } { (text::AS_PAPER.get(lang)) }
            }
        }
    }

    /// Every step so far, the latest first, with who took it and why.
    fn proceedings(&self) -> Markup {
        let lang = self.lang();
        if self.order.proceedings.is_empty() {
            return html! { p.meta { (text::NO_PROCEEDINGS.get(lang)) } };
        }
        let entries: Vec<Entry> = self.order.proceedings.iter().rev().map(|step| self.step(step)).collect();
        kit::timeline(&entries)
    }

    fn step(&self, step: &Proceeding) -> Entry {
        let lang = self.lang();
        let name = step.event.text().get(lang);
        let asked = |prefix: &str, words: Text| {
            step.by.strip_prefix(prefix).map(|name| words.fill(lang, &[("name", &name.trim())]))
        };
        let who = asked("provider:", text::BY_PROVIDER)
            .or_else(|| asked("content provider:", text::BY_CONTENT_PROVIDER))
            .filter(|_| step.event == Event::AskScrutiny);
        let status = match step.event {
            Event::AskScrutiny | Event::OpenScrutiny | Event::Challenge => Status::Run,
            Event::WarnIssuer | Event::DeclineReinstatement => Status::Warn,
            Event::FindBreach | Event::Annul => Status::Bad,
            _ => Status::Ok,
        };
        Entry {
            time: self.near(step.at),
            status,
            label: name.to_owned(),
            what: html! { b { (name) } @if !step.reasons.is_empty() { ". " span.ink2 { "“" (step.reasons) "”" } } },
            who: who.unwrap_or_else(|| step.by.clone()),
        }
    }

    /// Whether anybody may still ask, open or decide.
    fn is_open(&self) -> bool {
        let decided = matches!(self.order.scrutiny, Scrutiny::Stands | Scrutiny::Breach);
        !decided && !self.order.state.is_without_effect()
    }

    /// Who may still ask, open and decide, and until when.
    fn deadlines(&self) -> Markup {
        let lang = self.lang();
        let line = |from: Option<Timestamp>, long: SignedDuration, until: Text, unknown: Text| {
            let end = from.and_then(|at| at.checked_add(long).ok());
            let over = end.is_some_and(|end| end < self.frame.now);
            html! {
                @match end {
                    Some(end) => { (until.fill(lang, &[("time", &self.near(end))])) @if over { " " (kit::pill(Status::None, text::OVER.get(lang))) } },
                    None => { (unknown.get(lang)) },
                }
            }
        };
        let order = &self.order;
        let received = order.received.map(|stamp| stamp.at);
        let decide = order.scrutiny_due();
        kit::facts(&[
            (text::OWN_MOTION.get(lang), line(order.copied, TIME_TO_SCRUTINISE, text::OWN_MOTION_UNTIL, text::NO_COPY)),
            (
                text::PROVIDER_ASKS.get(lang),
                line(received, TIME_TO_ASK_SCRUTINY, text::PROVIDER_ASKS_UNTIL, text::NO_RECEIPT),
            ),
            (
                text::CONTENT_PROVIDER_ASKS.get(lang),
                line(
                    order.content_provider_told,
                    TIME_TO_ASK_SCRUTINY,
                    text::CONTENT_PROVIDER_ASKS_UNTIL,
                    text::NOT_TOLD,
                ),
            ),
            (text::DECIDE.get(lang), line(decide, SignedDuration::ZERO, text::DECIDE_UNTIL, text::DECIDE_NOTHING)),
        ])
    }

    /// How far the order got with the provider, and whether it is final.
    fn state(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let moment = |at: Option<Timestamp>| at.map_or_else(|| words::NOT_YET.get(lang).to_owned(), |at| self.near(at));
        let answer =
            order.answers.last().map(|given| format!("{}, {}", given.answer.text().get(lang), self.near(given.at)));
        let mut facts = vec![
            (words::STATE.get(lang), html! { (order.state.text().get(lang)) }),
            (text::ISSUED.get(lang), html! { (moment(order.issued.map(|stamp| stamp.at))) }),
            (text::COPIED.get(lang), html! { (moment(order.copied)) }),
            (text::RECEIVED.get(lang), html! { (moment(order.received.map(|stamp| stamp.at))) }),
            (text::ANSWERED.get(lang), html! { (answer.unwrap_or_else(|| words::NOT_YET.get(lang).to_owned())) }),
            (text::FINALITY.get(lang), html! { (self.finality()) }),
        ];
        if order.contest != Contest::None {
            facts.push((text::CONTEST.get(lang), html! { (order.contest.text().get(lang)) }));
        }
        if order.reinstatement != Reinstatement::None {
            facts.push((text::REINSTATEMENT.get(lang), html! { (order.reinstatement.text().get(lang)) }));
        }
        kit::facts(&facts)
    }

    fn finality(&self) -> String {
        let lang = self.lang();
        let order = &self.order;
        let terms = &self.issuer.terms;
        match (order.final_since, order.received) {
            _ if order.state.is_without_effect() => text::FINAL_NEVER.get(lang).to_owned(),
            (Some(since), _) => text::FINAL_SINCE.fill(lang, &[("time", &self.near(since))]),
            _ if order.contest == Contest::Pending => text::FINAL_CHALLENGED.get(lang).to_owned(),
            (None, Some(received)) => {
                let from = final_from(received.at, terms.redress_days, &terms.zone());
                text::FINAL_FROM.fill(lang, &[("time", &self.frame.reader.date(from))])
            }
            (None, None) => text::FINAL_LATER.get(lang).to_owned(),
        }
    }

    /// After a decision: what it means, who was told, and whether the content is back.
    fn follows(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let means = match order.scrutiny {
            Scrutiny::Stands => text::FOLLOWS_STANDS,
            Scrutiny::Breach => text::FOLLOWS_BREACH,
            _ => return html! {},
        };
        let told: Vec<&str> = order
            .notices
            .iter()
            .filter(|notice| notice.kind == NoticeKind::ScrutinyDecision)
            .map(|notice| notice.to.as_str())
            .collect();
        let told = html! {
            @for to in &told { div.any { (to) } }
            @if told.is_empty() { (text::LETTERS_NONE.get(lang)) }
        };
        let mut facts = vec![(text::LETTERS.get(lang), told)];
        if order.scrutiny == Scrutiny::Breach {
            facts.push((
                text::REINSTATEMENT.get(lang),
                html! { (kit::pill(reinstatement(order.reinstatement), order.reinstatement.text().get(lang))) },
            ));
        }
        kit::section(
            text::FOLLOWS.get(lang),
            html! {},
            html! {},
            html! {
                p.mb3 { (means.get(lang)) }
                (kit::facts(&facts))
            },
        )
    }

    /// The forms for what can be done now, and why the others cannot.
    fn acts(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let late = self.deadline.is_over(self.frame.now);
        let body = match order.scrutiny {
            Scrutiny::Stands | Scrutiny::Breach => return html! {},
            _ if order.state.is_without_effect() => html! { p.meta { (text::NO_EFFECT.get(lang)) } },
            _ if !self.may_act => html! { p.meta { (text::READ_ONLY.get(lang)) } },
            Scrutiny::None if self.deadline == Deadline::Nothing && order.copied.is_none() => {
                html! { p.meta { (text::NO_COPY.get(lang)) } }
            }
            Scrutiny::None if self.deadline == Deadline::Nothing => {
                html! { p.meta { (text::TOO_LATE_TO_OPEN.get(lang)) } }
            }
            Scrutiny::None => self.form("open", text::OPEN_EFFECT, Button::submit(text::OPEN.get(lang))),
            Scrutiny::Requested | Scrutiny::Opened | Scrutiny::Warned => {
                let breach = Button::submit(text::BREACH.get(lang)).grave();
                let breach = match order.scrutiny {
                    _ if late => breach.cannot(text::BREACH_TOO_LATE.get(lang)),
                    Scrutiny::Warned => breach,
                    _ => breach.cannot(text::BREACH_NEEDS_WARNING.get(lang)),
                };
                html! {
                    div.stack {
                        (self.form("stand", text::STAND_EFFECT, Button::submit(text::STAND.get(lang))))
                        @if order.scrutiny != Scrutiny::Warned && !late {
                            (self.form("warn", text::WARN_EFFECT, Button::submit(text::WARN.get(lang))))
                        }
                        (self.form("breach", text::BREACH_EFFECT, breach))
                    }
                }
            }
        };
        kit::section(text::ACTS.get(lang), html! {}, html! {}, body)
    }

    fn form(&self, act: &'static str, effect: Text, button: Button<'_>) -> Markup {
        let lang = self.lang();
        let id = format!("{act}-reasons");
        let typed = self.typed.refused.as_ref().is_some_and(|(refused, _)| *refused == act);
        let value = if typed { self.typed.reasons.as_str() } else { "" };
        let reasons = Field::new("reasons", text::REASONS.get(lang)).id(&id).required(lang).value(value);
        kit::post(
            &format!("/host/{}/{act}", self.order.id),
            &self.frame.csrf,
            "form narrow",
            html! {
                p.ink2 { (effect.get(lang)) }
                (reasons.textarea(3))
                div.acts { (button) }
            },
        )
    }
}

const fn reinstatement(state: Reinstatement) -> Status {
    match state {
        Reinstatement::None => Status::None,
        Reinstatement::Asked => Status::Run,
        Reinstatement::Reinstated => Status::Ok,
        Reinstatement::Declined => Status::Warn,
    }
}
