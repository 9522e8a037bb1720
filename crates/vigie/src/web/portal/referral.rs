//! The page of a referral: a request, on which the provider decides and owes no answer; or an order to act under Art 9
//! of Regulation (EU) 2022/2065, to which it says if and when effect was given.

use super::answer::{Typed, Wrong};
use super::parts::{address, form, moment_field, name_field, other_way, own_page, proof, send, way};
use super::{Deed, Visit, trouble};
use crate::insist::insistently;
use crate::web::format::{self, Reader};
use crate::web::history::{Line, lines};
use crate::web::kit::{self, Field, Status};
use crate::web::messages::{Lang, Text, portal as text, referral as referral_text, terms::Term as _, words};
use casework::records::{Authority, Kept, Provider, Provisions, Referral, ReferralReply};
use casework::{Error, Refusal, portal, refer};
use domain::refer::{Ground, ReferralState};
use exchange::dsa::{self, Visibility};
use jiff::Timestamp;
use maud::{Markup, html};

struct View<'a> {
    visit: &'a Visit<'a>,
    reader: Reader,
    referral: Kept<Referral>,
    provider: Kept<Provider>,
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
        provider,
        typed,
        wrong,
    };
    let title = if view.binds() { text::ORDER_TO_ACT_TITLE } else { text::REFERRAL_TITLE };
    Ok(visit.whole(title.get(visit.lang), Some(text::REFERRAL_NO_ACCOUNT), view.content()))
}

/// Puts what was typed into a receipt or an answer, and sends it to the case file.
pub(super) async fn act(
    visit: &Visit<'_>,
    referral: &Referral,
    deed: Deed,
    typed: &Typed,
) -> Result<Result<(), Wrong>, Error> {
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
    let binds = referral.ground == Ground::Order;
    let explanation = match typed.explanation(binds && !removed) {
        Ok(explanation) => explanation,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let effect_at = if binds && removed {
        let Some(provider) = referral.provider else { return Err(Error::Refused(Refusal::BadLink)) };
        match typed.acted_at(&visit.reader(&*desk.load::<Provider>(provider.0).await?), desk.now()) {
            Ok(at) => at,
            Err(wrong) => return Ok(Err(wrong)),
        }
    } else {
        None
    };
    let ground = dsa::Ground::ALL.iter().copied().find(|ground| ground.code() == typed.ground);
    let restriction = Visibility::ALL.iter().copied().find(|restriction| restriction.code() == typed.restriction);
    let said = refer::Answer { removed, effect_at, ground, restriction, name, explanation };
    insistently(|| refer::answer(desk, visit.link, &said)).await.map(Ok)
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    /// Whether it is an order to act, which binds.
    fn binds(&self) -> bool {
        self.referral.ground == Ground::Order
    }

    fn content(&self) -> Markup {
        let lang = self.lang();
        let crumb = if self.binds() { text::ORDER_TO_ACT_CRUMB } else { text::REFERRAL_CRUMB };
        let sent =
            self.referral.sent.map_or_else(|| words::NOT_YET.get(lang).to_owned(), |stamp| self.reader.exact(stamp.at));
        html! {
            p.meta { (crumb.get(lang)) }
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
            @if let Some(rests) = &self.referral.provisions { (self.rests_on(rests)) }
            div id="answer" { (kit::section(text::ANSWER.get(lang), html! {}, html! {}, self.answers())) }
            div.mt6 id="own-page" { (own_page(self.visit)) }
        }
    }

    /// What an order to act must say (Art 9(2)).
    fn rests_on(&self, rests: &Provisions) -> Markup {
        let lang = self.lang();
        kit::section(
            referral_text::GROUND_TITLE.get(lang),
            html! {},
            html! {},
            kit::facts(&[
                (referral_text::LEGAL_BASIS.get(lang), html! { (rests.legal_basis) }),
                (referral_text::PROVISION.get(lang), html! { (rests.provision) }),
                (referral_text::MEASURE.get(lang), html! { (rests.measure) }),
                (referral_text::TERRITORY.get(lang), html! { (rests.territory) }),
                (text::COURT.get(lang), html! { (self.ours.redress) }),
            ]),
        )
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
            (None, _) if self.binds() => html! { p.mt3 { (text::ORDER_TO_ACT_TEXT.get(lang)) } },
            (None, _) => html! { p.mt3 { (text::REFERRAL_TEXT.get(lang)) } },
        }
    }

    fn answers(&self) -> Markup {
        let lang = self.lang();
        match self.referral.state {
            ReferralState::Released | ReferralState::Sent => html! {
                (self.removed())
                (self.declined())
                @if self.referral.received.is_none() { (self.receipt()) }
            },
            ReferralState::Declined => self.removed(),
            ReferralState::Draft | ReferralState::Removed | ReferralState::Withdrawn => {
                html! { p { (text::NOTHING_DUE.get(lang)) } }
            }
        }
    }

    fn removed(&self) -> Markup {
        let hint = if self.binds() { text::ORDER_TO_ACT_DONE } else { text::REFERRAL_REMOVED_FORM };
        self.way("removed", text::REFERRAL_REMOVED, hint)
    }

    fn declined(&self) -> Markup {
        let hint = if self.binds() { text::ORDER_TO_ACT_NOT } else { text::REFERRAL_DECLINED_FORM };
        self.way("declined", text::REFERRAL_DECLINED, hint)
    }

    fn way(&self, kind: &'static str, title: Text, hint: Text) -> Markup {
        let lang = self.lang();
        let effect = self.binds() && kind == "removed";
        way(
            title,
            hint,
            self.typed.kind == kind,
            lang,
            form(
                &self.visit.action("answer"),
                html! {
                    input type="hidden" name="kind" value=(kind);
                    @if effect { (moment_field(kind, text::EFFECT_AT, self.typed, self.wrong, &self.reader, self.now)) }
                    (self.in_codes(kind))
                    (Field::new("explanation", text::REFERRAL_WHY.get(lang)).id(&format!("{kind}-explanation")).value(&self.typed.explanation).textarea(3))
                    (name_field(kind, self.typed, &[kind], self.wrong, lang))
                    (send(text::SEND, lang))
                },
            ),
        )
    }

    /// The answer in the vocabulary of statements of reasons (Art 17(1) and (3)), for those who use it.
    fn in_codes(&self, kind: &str) -> Markup {
        let lang = self.lang();
        let not_said = ("", text::NOT_SAID.get(lang));
        let grounds = dsa::Ground::ALL.iter().map(|ground| (ground.code(), ground.text().get(lang)));
        let gone = |restriction: &&Visibility| matches!(restriction, Visibility::Removed | Visibility::Disabled);
        let restrictions = Visibility::ALL
            .iter()
            .filter(|restriction| gone(restriction) == (kind == "removed") || **restriction == Visibility::Other)
            .map(|restriction| (restriction.code(), restriction.text().get(lang)));
        html! {
            (Field::new("ground", text::DECISION_GROUND.get(lang)).id(&format!("{kind}-ground")).value(&self.typed.ground).select(&std::iter::once(not_said).chain(grounds).collect::<Vec<_>>()))
            (Field::new("restriction", text::RESTRICTION.get(lang)).id(&format!("{kind}-restriction")).value(&self.typed.restriction).select(&std::iter::once(not_said).chain(restrictions).collect::<Vec<_>>()))
        }
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
