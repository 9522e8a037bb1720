//! On which ground a referral asks, or orders, the provider to act: chosen while it is a draft, shown ever after.

use super::View;
use crate::web::kit::{self, Button, Field};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{portal as portal_text, referral as text, words};
use casework::records::Provisions;
use domain::refer::{Ground, ReferralState};
use maud::{Markup, html};

impl View {
    /// What it rests on, and the forms that change it.
    pub(super) fn ground(&self) -> Markup {
        let lang = self.frame.lang();
        let mut facts = vec![(text::GROUND.get(lang), html! { (self.referral.ground.text().get(lang)) })];
        if let Some(rests) = &self.referral.provisions {
            facts.extend([
                (text::LEGAL_BASIS.get(lang), html! { (rests.legal_basis) }),
                (text::PROVISION.get(lang), html! { (rests.provision) }),
                (text::MEASURE.get(lang), html! { (rests.measure) }),
                (text::TERRITORY.get(lang), html! { (rests.territory) }),
            ]);
        }
        let open = self.referral.state == ReferralState::Draft && self.may_choose;
        kit::section(
            text::GROUND_TITLE.get(lang),
            html! {},
            html! {},
            html! {
                (kit::facts(&facts))
                @if open { (self.as_request()) (self.as_order()) }
            },
        )
    }

    /// The two grounds on which the provider decides.
    fn as_request(&self) -> Markup {
        let lang = self.frame.lang();
        html! {
            div.acts {
                @for ground in [Ground::Terms, Ground::IllegalContent] {
                    @if ground != self.referral.ground {
                        (self.form("", html! {
                            input type="hidden" name="ground" value=(ground.name());
                            (Button::submit(&text::CHOOSE_GROUND.fill(lang, &[("ground", &ground.text().get(lang))])))
                        }))
                    }
                }
            }
        }
    }

    /// An order to act, which binds: everything it must say is asked for.
    fn as_order(&self) -> Markup {
        let lang = self.frame.lang();
        let empty = Provisions::default();
        let rests = self.typed_order.as_ref().or(self.referral.provisions.as_ref()).unwrap_or(&empty);
        let parts = [
            ("legal_basis", text::LEGAL_BASIS, text::LEGAL_BASIS_HINT, &rests.legal_basis),
            ("provision", text::PROVISION, text::PROVISION_HINT, &rests.provision),
            ("measure", text::MEASURE, text::MEASURE_HINT, &rests.measure),
            ("territory", text::TERRITORY, text::TERRITORY_HINT, &rests.territory),
        ];
        html! {
            details.mt3 open[self.typed_order.is_some()] {
                summary { (text::MAKE_ORDER.get(lang)) }
                p.ink2.mt2 { (text::ORDER_EFFECT.get(lang)) }
                (self.form("form", html! {
                    input type="hidden" name="ground" value=(Ground::Order.name());
                    @for (name, label, hint, value) in parts {
                        (Field::new(name, label.get(lang)).value(value).hint(hint.get(lang)).required(lang).textarea(2))
                    }
                    div.acts { (Button::submit(text::KEEP_ORDER.get(lang))) }
                }))
            }
        }
    }

    fn form(&self, class: &str, body: Markup) -> Markup {
        kit::post(&format!("/referrals/{}/ground", self.referral.id), &self.frame.csrf, class, body)
    }

    /// The provider's answer, in the words of statements of reasons where it used them.
    pub(super) fn answer(&self) -> Markup {
        let lang = self.frame.lang();
        let Some(reply) = &self.referral.answered else {
            let none = if self.referral.ground == Ground::Order { text::NO_EFFECT_YET } else { text::NO_ANSWER };
            return kit::section(text::ANSWER.get(lang), html! {}, html! {}, html! { p.meta { (none.get(lang)) } });
        };
        let mut facts = vec![
            (text::ANSWER.get(lang), html! { (self.referral.state.text().get(lang)) }),
            (
                words::WHO.get(lang),
                html! { (text::ANSWER_BY.fill(lang, &[("name", &reply.who), ("time", &self.near(reply.at))])) },
            ),
        ];
        if let Some(at) = reply.effect_at {
            facts.push((portal_text::EFFECT_AT.get(lang), html! { (self.near(at)) }));
        }
        if let Some(ground) = reply.ground {
            facts.push((portal_text::DECISION_GROUND.get(lang), html! { (ground.text().get(lang)) }));
        }
        if let Some(restriction) = reply.restriction {
            facts.push((portal_text::RESTRICTION.get(lang), html! { (restriction.text().get(lang)) }));
        }
        let words = &reply.explanation;
        facts.push((
            words::REASON.get(lang),
            html! { @if words.is_empty() { (words::NONE.get(lang)) } @else { "“" (words) "”" } },
        ));
        kit::section(text::ANSWER.get(lang), html! {}, html! {}, kit::facts(&facts))
    }
}
