//! The page of a removal order: the deadline, whether it is genuine, what, why, the answer; then all that follows.

mod answers;
mod beyond;
mod standing;

pub(super) use beyond::redress;

use super::answer::{Typed, Wrong};
use super::parts::{address, other_way};
use super::{Deed, Visit, trouble};
use crate::insist::insistently;
use crate::web::format::{self, Reader};
use crate::web::history::{Line, lines};
use crate::web::kit::{self, Button, Icon};
use crate::web::messages::{Lang, portal as text, terms::Term as _, words};
use casework::portal::Way;
use casework::records::{Authority, Capture, Kept, Order, Provider};
use casework::{Error, Refusal, letters, order};
use domain::order::Answer;
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
    capture: Option<Kept<Capture>>,
    history: Vec<Line>,
    /// What the provider hands on to whoever published the content.
    handed_on: String,
    /// Where everything is that this provider got from us.
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
        capture: match order.capture {
            Some(capture) => desk.find(capture.0).await?,
            None => None,
        },
        host: match order.host_authority {
            Some(host) => Some(desk.load(host.0).await?),
            None => None,
        },
        history: lines(desk, order.id.0).await?,
        handed_on: letters::content_provider_page(desk, &order)?,
        now: desk.now(),
        order,
        provider,
        typed,
        wrong,
    };
    Ok(visit.whole(text::TITLE.get(visit.lang), Some(text::NO_ACCOUNT), view.content()))
}

/// Puts what was typed into an act, and sends it to the case file.
pub(super) async fn act(
    visit: &Visit<'_>,
    order: &Order,
    deed: Deed,
    typed: &Typed,
) -> Result<Result<(), Wrong>, Error> {
    let desk = &visit.app.desk;
    let provider = order.provider.ok_or(Error::Refused(Refusal::BadLink))?;
    let reader = visit.reader(&*desk.load::<Provider>(provider.0).await?);
    let link = visit.link;
    let read = || {
        let back = typed.kind == "reinstated";
        Ok(match deed {
            Deed::Receipt => Said::Receipt { name: typed.name()? },
            Deed::Answer => {
                let kind: Answer = typed.kind.parse().map_err(|_| Wrong::Kind)?;
                let acted_at = typed.acted_at(&reader, desk.now())?;
                Said::Answer {
                    kind,
                    acted_at,
                    name: typed.name()?,
                    explanation: typed.explanation(kind.annex() == "III")?,
                }
            }
            Deed::Scrutiny => Said::Scrutiny { name: typed.name()?, reasons: typed.reasons()? },
            Deed::Told => Said::Told { at: typed.acted_at(&reader, desk.now())?.ok_or(Wrong::Time)?.min(desk.now()) },
            Deed::Reinstatement if back => Said::Back { name: typed.name()? },
            Deed::Reinstatement if typed.kind == "declined" => {
                Said::NotBack { name: typed.name()?, reasons: typed.reasons()? }
            }
            Deed::Reinstatement | Deed::OwnPage => return Err(Wrong::Kind),
        })
    };
    let said = match read() {
        Ok(said) => said,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let act = || async move {
        match said {
            Said::Receipt { name } => order::receive(desk, link, Way::Portal, name).await,
            Said::Answer { kind, acted_at, name, explanation } => {
                order::answer(desk, link, Way::Portal, kind, acted_at, name, explanation).await
            }
            Said::Scrutiny { name, reasons } => order::ask_scrutiny(desk, link, name, reasons).await,
            Said::Told { at } => order::told_content_provider(desk, link, at).await,
            Said::Back { name } => order::reinstate(desk, link, true, name, "").await,
            Said::NotBack { name, reasons } => order::reinstate(desk, link, false, name, reasons).await,
        }
    };
    insistently(act).await.map(Ok)
}

/// What a provider says, read and found whole.
#[derive(Debug, Clone, Copy)]
enum Said<'a> {
    Receipt { name: &'a str },
    Answer { kind: Answer, acted_at: Option<Timestamp>, name: &'a str, explanation: &'a str },
    Scrutiny { name: &'a str, reasons: &'a str },
    Told { at: Timestamp },
    Back { name: &'a str },
    NotBack { name: &'a str, reasons: &'a str },
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    /// A time as short as the day allows.
    fn near(&self, at: Timestamp) -> String {
        self.reader.near(at, self.now)
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
            p { a href="#genuine" { (text::FIRST_CHECK.get(lang)) } }
            (trouble(self.wrong, lang))
            (address(self.order.url.as_str(), lang))
            @for category in &self.order.finding.categories { p.ink2 { (category.text().get(lang)) } }
            (self.standing())
            div id="genuine" { (kit::section(text::GENUINE.get(lang), html! {}, html! {}, self.genuine())) }
            (kit::section(text::WHY.get(lang), html! {}, html! {}, self.why()))
            div id="answer" { (kit::section(text::ANSWER.get(lang), html! {}, html! {}, self.answers())) }
            (kit::section(text::ELSE.get(lang), html! {}, html! {}, self.beyond()))
        }
    }

    fn genuine(&self) -> Markup {
        let lang = self.lang();
        let issued = self.order.issued.map_or_else(String::new, |stamp| self.reader.exact(stamp.at));
        let digest = self.order.form.map(|digest| digest.to_string()).unwrap_or_default();
        let check = url::form_urlencoded::Serializer::for_suffix("/genuine?".to_owned(), "/genuine?".len())
            .append_pair("reference", &self.order.reference)
            .append_pair("digest", &digest)
            .append_pair("lang", lang.tag())
            .finish();
        let public =
            self.visit.app.desk.settings.base_url.join("genuine").map(|url| url.to_string()).unwrap_or_default();
        html! {
            p.mb2 { (text::COMPARE.get(lang)) }
            (kit::facts(&[
                (words::REFERENCE.get(lang), html! { b { (self.order.reference) } }),
                (text::ISSUED.get(lang), html! { (issued) }),
                (words::DIGEST.get(lang), html! { code.any { (format::digest(&digest)) } }),
            ]))
            (other_way(lang))
            (Button::link(text::CHECK.get(lang), &check).icon(Icon::Search))
            details.mt3 {
                summary { (text::OFFLINE.get(lang)) }
                p.mt2 { (text::OFFLINE_TEXT.fill(lang, &[("page", &public)])) }
                p.mt2 { code.any { "vigie verify " (self.order.reference) ".json --key vigie-key" } }
            }
        }
    }

    fn why(&self) -> Markup {
        let lang = self.lang();
        let seen = self.capture.as_ref().map_or_else(
            || words::UNKNOWN.get(lang).to_owned(),
            |capture| format!("{}, {}", self.reader.stamp(capture.at), capture.vantage),
        );
        let captured = self.order.capture_digest.map(|digest| format::digest(&digest.to_string()));
        html! {
            (kit::facts(&[
                (text::TYPE.get(lang), html! { @for category in &self.order.finding.categories { div { (category.text().get(lang)) } } }),
                (words::REASON.get(lang), html! { span.any { "“" (self.annex.section_b.additional_reasons) "”" } }),
                (text::PURPOSE.get(lang), html! { (text::PURPOSE_TEXT.get(lang)) }),
                (text::SEEN_BY_US.get(lang), html! {
                    (seen)
                    @if let Some(captured) = captured { " " span.meta { "SHA-256 " code.any { (captured) } } }
                }),
            ]))
        }
    }
}
