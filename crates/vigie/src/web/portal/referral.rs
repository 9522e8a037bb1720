//! The page of a referral: a request, no order. The provider decides and owes no answer.

use super::answer::{Typed, Wrong};
use super::parts::{address, form, name_field, other_way, own_page, proof, send, way};
use super::{Deed, Visit, trouble};
use crate::insist::insistently;
use crate::web::format::{self, Reader};
use crate::web::history::{Line, lines};
use crate::web::kit::{self, Field, Status};
use crate::web::messages::{Lang, Text, portal as text, terms::Term as _, words};
use casework::records::{Authority, Kept, Provider, Referral, ReferralReply};
use casework::{Error, Refusal, portal, refer};
use domain::refer::ReferralState;
use jiff::Timestamp;
use maud::{Markup, html};

struct View<'a> {
    visit: &'a Visit<'a>,
    reader: Reader,
    referral: Kept<Referral>,
    provider: Kept<Provider>,
    /// Where everything is that this provider got from us.
    own: String,
    ours: Kept<Authority>,
    history: Vec<Line>,
    now: Timestamp,
    typed: &'a Typed,
    wrong: Option<&'a Wrong>,
}

pub(super) async fn page(
    visit: &Visit<'_>,
    referral: Kept<Referral>,
    typed: &Typed,
    wrong: Option<&Wrong>,
) -> Result<Markup, Error> {
    let desk = &visit.app.desk;
    let provider = referral.provider.ok_or(Error::Refused(Refusal::BadLink))?;
    let provider = desk.load::<Provider>(provider.0).await?;
    let view = View {
        visit,
        reader: visit.reader(&provider),
        ours: desk.our_authority().await?,
        history: lines(desk, referral.id.0).await?,
        now: desk.now(),
        referral,
        own: own_page(visit, &provider)?,
        provider,
        typed,
        wrong,
    };
    Ok(visit.whole(text::REFERRAL_TITLE.get(visit.lang), Some(text::REFERRAL_NO_ACCOUNT), view.content()))
}

/// Puts what was typed into a receipt or an answer, and sends it to the case file.
pub(super) async fn act(visit: &Visit<'_>, deed: Deed, typed: &Typed) -> Result<Result<(), Wrong>, Error> {
    let desk = &visit.app.desk;
    let name = match typed.name() {
        Ok(name) => name,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if deed == Deed::Receipt {
        return insistently(|| refer::receive(desk, visit.link, portal::Way::Portal, name)).await.map(Ok);
    }
    let removed = match typed.kind.as_str() {
        "removed" => true,
        "declined" => false,
        _ => return Ok(Err(Wrong::Kind)),
    };
    let explanation = match typed.explanation(false) {
        Ok(explanation) => explanation,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let said = refer::Answer { removed, effect_at: None, ground: None, restriction: None, name, explanation };
    insistently(|| refer::answer(desk, visit.link, &said)).await.map(Ok)
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    fn content(&self) -> Markup {
        let lang = self.lang();
        let sent =
            self.referral.sent.map_or_else(|| words::NOT_YET.get(lang).to_owned(), |stamp| self.reader.exact(stamp.at));
        html! {
            p.meta { (text::REFERRAL_CRUMB.get(lang)) }
            h1 { (self.referral.reference) }
            p.ink2 {
                (text::FROM.fill(lang, &[("authority", &self.ours.name), ("country", &format::country(self.ours.country.code(), lang))]))
                br;
                (text::TO.fill(lang, &[("provider", &self.provider.name)]))
            }
            (trouble(self.wrong, lang))
            (self.standing())
            (kit::section(text::GENUINE.get(lang), html! {}, html! {}, html! {
                p.mb2 { (text::REFERRAL_COMPARE.get(lang)) }
                (kit::facts(&[
                    (words::REFERENCE.get(lang), html! { b { (self.referral.reference) } }),
                    (text::SENT.get(lang), html! { (sent) }),
                ]))
                (other_way(lang))
            }))
            (kit::section(text::ABOUT.get(lang), html! {}, html! {}, html! {
                (address(self.referral.url.as_str(), lang))
                (kit::facts(&[
                    (text::TYPE.get(lang), html! { @for category in &self.referral.finding.categories { div { (category.text().get(lang)) } } }),
                    (words::REASON.get(lang), html! { "“" (self.referral.finding.reason) "”" }),
                    (text::HELP.get(lang), html! { (self.ours.contact) @if !self.ours.telephone.is_empty() { ", " (self.ours.telephone) } }),
                ]))
            }))
            div id="answer" { (kit::section(text::ANSWER.get(lang), html! {}, html! {}, self.answers())) }
            p.mt6 { a href=(self.own) { (text::OWN_PAGE.get(lang)) } }
        }
    }

    fn standing(&self) -> Markup {
        let lang = self.lang();
        let answered = self.history.iter().rev().find(|line| line.act == "referral_answered");
        match (&self.referral.answered, self.referral.state) {
            (_, ReferralState::Withdrawn) => html! {
                div.mt3 { (kit::note(Status::Warn, html! { b { (text::REFERRAL_WITHDRAWN.get(lang)) } })) }
            },
            (Some(ReferralReply { at, explanation, .. }), state) => html! {
                div.mt3 {
                    (kit::note(Status::Ok, html! {
                        p { b { (text::THANKS.get(lang)) } }
                        p { (text::THANKS_TEXT.fill(lang, &[("answer", &state.text().get(lang)), ("time", &self.reader.near(*at, self.now))])) }
                        @if !explanation.is_empty() { p.ink2 { "“" (explanation) "”" } }
                    }))
                }
                (proof(answered, lang))
            },
            (None, _) => html! { p.mt3 { (text::REFERRAL_TEXT.get(lang)) } },
        }
    }

    fn answers(&self) -> Markup {
        let lang = self.lang();
        match self.referral.state {
            ReferralState::Released | ReferralState::Sent => html! {
                (self.way("removed", text::REFERRAL_REMOVED, text::REFERRAL_REMOVED_FORM))
                (self.way("declined", text::REFERRAL_DECLINED, text::REFERRAL_DECLINED_FORM))
                @if self.referral.received.is_none() { (self.receipt()) }
            },
            ReferralState::Declined => self.way("removed", text::REFERRAL_REMOVED, text::REFERRAL_REMOVED_FORM),
            ReferralState::Draft | ReferralState::Removed | ReferralState::Withdrawn => {
                html! { p { (text::NOTHING_DUE.get(lang)) } }
            }
        }
    }

    fn way(&self, kind: &'static str, title: Text, hint: Text) -> Markup {
        let lang = self.lang();
        way(
            title,
            hint,
            self.typed.kind == kind,
            lang,
            form(
                &self.visit.action("answer"),
                html! {
                    input type="hidden" name="kind" value=(kind);
                    (Field::new("explanation", text::REFERRAL_WHY.get(lang)).id(&format!("{kind}-explanation")).value(&self.typed.explanation).textarea(3))
                    (name_field(kind, self.typed, &[kind], self.wrong, lang))
                    (send(text::SEND, lang))
                },
            ),
        )
    }

    fn receipt(&self) -> Markup {
        let lang = self.lang();
        way(
            text::CONFIRM_REFERRAL,
            text::CONFIRM_REFERRAL_FORM,
            self.typed.kind == Typed::RECEIPT,
            lang,
            form(
                &self.visit.action("receipt"),
                html! {
                    (name_field("receipt", self.typed, &[Typed::RECEIPT], self.wrong, lang))
                    (send(text::CONFIRM_REFERRAL, lang))
                },
            ),
        )
    }
}
