//! The page of one referral.

mod ground;

use super::acts::DONE;
use super::status;
use crate::server::{App, Visitor};
use crate::web::done::Done;
use crate::web::frame::frame;
use crate::web::kit::{self, Button, Field, Icon, Status, Step, StepState};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as order_text, portal as portal_text, referral as text, words};
use crate::web::names::Names;
use crate::web::refusal;
use crate::web::shell::{self, Frame, Section};
use crate::web::{history, letters};
use casework::policy::Permission as P;
use casework::records::{Kept, NoticeKind, Provider, Provisions, Referral, Stamped};
use casework::{Error, portal, refer};
use domain::id::{PersonId, ReferralId};
use domain::refer::{Ground, ReferralState};
use jiff::Timestamp;
use maud::{Markup, html};
use uuid::Uuid;

struct View {
    frame: Frame,
    referral: Kept<Referral>,
    provider: Option<Kept<Provider>>,
    author: String,
    own: bool,
    may_release: bool,
    may_choose: bool,
    /// What was typed for an order to act that was refused.
    typed_order: Option<Provisions>,
    letter: Option<String>,
    history: Vec<history::Line>,
}

/// The page, with what was refused or what was just done.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    refused: Option<&Error>,
    typed_order: Option<Provisions>,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let desk = &app.desk;
    let referral = refer::read(desk, &visitor.actor, ReferralId(id)).await?;
    let mut frame = frame(app, visitor, Some(Section::Refer)).await?;
    frame.notice = done.and_then(|done| done.notice(&DONE, frame.lang()));
    let provider = match referral.provider {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let link = portal::link_to_referral(desk, &referral)?;
    let letter = letters::read(desk, &referral.notices, referral.notices.len(), &link).await?;
    let finding = history::lines(desk, referral.item.0)
        .await?
        .into_iter()
        .find(|line| line.act == "finding_recorded" && line.at >= referral.drafted);
    let view = View {
        author: Names::new(desk).person(referral.author).await?,
        own: wrote(&referral, visitor.actor.person),
        may_release: visitor.actor.may(if referral.ground == Ground::Order { P::Issue } else { P::Release }),
        may_choose: visitor.actor.may(P::Release),
        typed_order,
        history: finding.into_iter().chain(history::lines(desk, id).await?).collect(),
        frame,
        provider,
        letter,
        referral,
    };
    Ok(shell::page(&view.frame, &view.referral.reference, view.content(refused)))
}

/// Who wrote a referral; of an order to act, whoever wrote what it rests on too.
fn wrote(referral: &Referral, person: PersonId) -> bool {
    referral.author == person || (referral.ground == Ground::Order && referral.ground_by == Some(person))
}

impl View {
    fn content(&self, refused: Option<&Error>) -> Markup {
        let lang = self.frame.lang();
        let referral = &self.referral;
        let withdrawable = self.may_release
            && matches!(referral.state, ReferralState::Draft | ReferralState::Released | ReferralState::Sent);
        let crumb = if referral.ground == Ground::Order { text::CRUMB_ORDER } else { text::CRUMB };
        let acts = html! { @if withdrawable { (Button::link(text::WITHDRAW.get(lang), "#withdraw").grave()) } };
        html! {
            (kit::head(html! { (crumb.get(lang)) }, &referral.reference, html! { a.url href={ "/items/" (referral.item) } { (referral.url) } }, acts))
            @if let Some(error) = refused {
                div.mb3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_DONE.get(lang)) } " " (refusal::words(error, &self.frame.reader)) })) }
            }
            div.trackwrap { (kit::track(text::LIFE.get(lang), &self.life())) }
            div.grid {
                div.c7.stack {
                    @if referral.state == ReferralState::Draft && self.may_release { (self.release()) }
                    @if referral.waits_for_a_person() { (self.not_arrived()) }
                    (kit::section(text::LETTER.get(lang), html! {}, self.letter_link(), html! { (self.letter()) (self.renew_link()) }))
                    (kit::section(words::HISTORY.get(lang), html! {}, html! {}, history::timeline(&self.history, &self.frame.reader, self.frame.now)))
                }
                div.c5.stack { (self.ground()) (self.facts()) (self.answer()) }
            }
            @if withdrawable { (self.withdraw()) }
        }
    }

    fn near(&self, at: Timestamp) -> String {
        self.frame.reader.near(at, self.frame.now)
    }

    fn life(&self) -> Vec<Step> {
        let lang = self.frame.lang();
        let released = self.history.iter().find(|line| line.act == "referral_released").map(|line| line.at);
        let mut steps = vec![
            (ReferralState::Draft.text(), Some(self.referral.drafted)),
            (text::LIFE_RELEASED, released),
            (text::SENT, self.referral.sent.map(|stamp| stamp.at)),
            (text::LIFE_ANSWERED, self.referral.answered.as_ref().map(|reply| reply.at)),
        ];
        if self.referral.state == ReferralState::Withdrawn {
            steps.retain(|(_, at)| at.is_some());
            steps.push((
                ReferralState::Withdrawn.text(),
                self.history.iter().rev().find(|line| line.act == "referral_withdrawn").map(|line| line.at),
            ));
        }
        let here = steps.iter().rposition(|(_, at)| at.is_some()).unwrap_or_default();
        let state = |i: usize| {
            if i < here {
                StepState::Done
            } else if i == here {
                StepState::Now
            } else {
                StepState::Ahead
            }
        };
        steps
            .into_iter()
            .enumerate()
            .map(|(i, (name, at))| Step {
                name: name.get(lang).to_owned(),
                note: at.map(|at| self.near(at)).unwrap_or_default(),
                state: state(i),
            })
            .collect()
    }

    fn release(&self) -> Markup {
        let lang = self.frame.lang();
        let name = self.provider.as_ref().map_or(text::NO_PROVIDER.get(lang), |provider| provider.name.as_str());
        let button = Button::submit(text::RELEASE.get(lang)).main();
        let button = if self.own { button.cannot(text::OWN_DRAFT.get(lang)) } else { button };
        kit::section(
            order_text::NEXT.get(lang),
            html! {},
            html! {},
            kit::post(
                &format!("/referrals/{}/release", self.referral.id),
                &self.frame.csrf,
                "form narrow",
                html! {
                    p.ink2 { (text::RELEASE_EFFECT.fill(lang, &[("provider", &name), ("author", &self.author)])) }
                    div.acts { (button) }
                },
            ),
        )
    }

    /// Why the letter did not reach the provider, and the way out.
    fn not_arrived(&self) -> Markup {
        let lang = self.frame.lang();
        kit::section(
            text::NOT_ARRIVED.get(lang),
            html! {},
            html! {},
            html! {
                @for failed in &self.referral.failed_deliveries { p { (self.near(failed.at)) " " span.meta { (failed.why) } } }
                p.ink2 { (text::NOT_ARRIVED_TEXT.get(lang)) }
                @if self.may_release {
                    (kit::post(&format!("/referrals/{}/again", self.referral.id), &self.frame.csrf, "form", html! {
                        div.acts { (Button::submit(text::SEND_AGAIN.get(lang))) }
                    }))
                }
            },
        )
    }

    /// Every letter as it was sent.
    fn letter_link(&self) -> Markup {
        let lang = self.frame.lang();
        html! {
            @for (n, notice) in self.referral.notices.iter().enumerate() {
                " " a href={ "/referrals/" (self.referral.id) "/letters/" (n + 1) } { (kit::icon(Icon::Doc)) " " (notice.kind.text().get(lang)) }
            }
        }
    }

    fn letter(&self) -> Markup {
        let lang = self.frame.lang();
        match &self.letter {
            Some(letter) => html! { pre.letter lang=(self.referral.language) { (letter) } },
            None => html! { p.meta { (text::LETTER_NOT_SENT.fill(lang, &[("language", &self.referral.language)])) } },
        }
    }

    /// A link that got into other hands is replaced; nobody can answer with the old one any more.
    fn renew_link(&self) -> Markup {
        let lang = self.frame.lang();
        if !self.may_release || self.referral.released_by.is_none() {
            return html! {};
        }
        let action = format!("/referrals/{}/link", self.referral.id);
        html! {
            details.mt3 {
                summary { (order_text::RENEW_LINK.get(lang)) }
                p.ink2.mt2 { (text::RENEW_LINK_EFFECT.get(lang)) }
                (kit::post(&action, &self.frame.csrf, "form", html! {
                    (Field::new("words", order_text::RENEW_LINK_WHY.get(lang)).id("link-words").required(lang).textarea(2))
                    div.acts { (Button::submit(order_text::RENEW_LINK.get(lang))) }
                }))
            }
        }
    }

    fn facts(&self) -> Markup {
        let lang = self.frame.lang();
        let referral = &self.referral;
        let stamp = |stamp: Option<Stamped>| {
            html! {
                @match stamp {
                    Some(stamp) => { (self.near(stamp.at)) (kit::sub(stamp.source.text().get(lang))) }
                    None => { (words::NOT_YET.get(lang)) }
                }
            }
        };
        kit::section(
            text::FINDING.get(lang),
            html! {},
            html! {},
            kit::facts(&[
                (words::STATE.get(lang), kit::pill_box(status(referral.state), referral.state.text().get(lang))),
                (
                    words::PROVIDER.get(lang),
                    html! {
                        @match &self.provider {
                            Some(provider) => { a href={ "/providers/" (provider.id) } { (provider.name) } (kit::sub(&provider.contact)) }
                            None => { (text::NO_PROVIDER.get(lang)) }
                        }
                    },
                ),
                (
                    text::SENT.get(lang),
                    html! { (stamp(referral.sent)) @if referral.sent.is_some() { (self.by_machine()) } },
                ),
                (text::RECEIVED.get(lang), stamp(referral.received)),
                (
                    portal_text::TYPE.get(lang),
                    html! { @for category in &referral.finding.categories { div { (category.text().get(lang)) } } },
                ),
                (text::CONFIDENCE.get(lang), html! { (referral.finding.confidence.text().get(lang)) }),
                (words::REASON.get(lang), html! { "“" (referral.finding.reason) "”" (kit::sub(&self.author)) }),
            ]),
        )
    }

    /// How the letter left that the provider has now.
    fn by_machine(&self) -> Markup {
        let sent = self.referral.notices.iter().rev().find(|notice| notice.kind == NoticeKind::Referral);
        html! { @if let Some(notice) = sent { (letters::by_machine(notice, &self.frame.reader, self.frame.now)) } }
    }

    fn withdraw(&self) -> Markup {
        let lang = self.frame.lang();
        let title = text::WITHDRAW_ASK.fill(lang, &[("reference", &self.referral.reference)]);
        kit::dialog(
            "withdraw",
            &title,
            kit::post(
                &format!("/referrals/{}/withdraw", self.referral.id),
                &self.frame.csrf,
                "form",
                html! {
                    (Field::new("words", words::REASON.get(lang)).hint(text::WITHDRAW_WHY.get(lang)).required(lang).textarea(2))
                    div.acts { (Button::link(text::KEEP.get(lang), "#")) (Button::submit(text::WITHDRAW.get(lang)).grave()) }
                },
            ),
            lang,
        )
    }
}
