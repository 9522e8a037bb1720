//! How an order was handed over: the channels, every try that failed, and the one that did not.

use super::one::View;
use crate::web::kit::{self, Button, Column, Field, Icon, Row, Status, Table};
use crate::web::letters;
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use casework::order;
use casework::policy::Permission as P;
use casework::records::{FailedDelivery, NoticeKind};
use domain::provider::Channel;
use jiff::Timestamp;
use maud::{Markup, html};

impl View<'_> {
    pub(super) fn delivery(&self) -> Markup {
        let lang = self.lang();
        let channels = self.provider.as_ref().map(|provider| {
            let names: Vec<&str> = provider.details.channels.iter().map(|channel| channel.text().get(lang)).collect();
            names.join(", ")
        });
        let channels = channels.filter(|names| !names.is_empty());
        let meta = html! { @if let Some(names) = &channels { (text::CHANNELS.fill(lang, &[("channels", names)])) } };
        let rows = self.tries();
        let body = match (rows.is_empty(), self.order.issued) {
            (false, _) => {
                let columns = [
                    Column::text(text::CHANNEL.get(lang)),
                    Column::short(words::WHEN.get(lang)),
                    Column::text(text::OUTCOME.get(lang)),
                ];
                html! { (Table::new(text::DELIVERY_CAPTION.get(lang), columns).tight().rows(rows)) }
            }
            (true, Some(_)) => html! { p.meta { (text::DELIVERY_WAITS.get(lang)) } },
            (true, None) => html! { p.meta { (text::DELIVERY_NONE.get(lang)) } },
        };
        kit::section(
            text::DELIVERY.get(lang),
            meta,
            html! {},
            html! { (body) (self.copy_came_back()) (self.letters_came_back()) (self.renew_link()) },
        )
    }

    /// The copy for the host state that did not arrive, and the way out.
    fn copy_came_back(&self) -> Markup {
        let lang = self.lang();
        if !self.order.copy_waits_for_a_person() {
            return html! {};
        }
        html! {
            div.mt3 {
                (kit::note(Status::Bad, html! {
                    p { b { (text::COPY_NOT_ARRIVED.get(lang)) } }
                    @for failed in &self.order.failed_copies { p { (self.near(failed.at)) " " span.meta { (failed.why) } } }
                }))
                @if self.may(P::Issue) {
                    (self.post("copy", html! { div.acts { (Button::submit(text::COPY_AGAIN.get(lang))) } }))
                }
            }
        }
    }

    /// Other letters that did not arrive, and the way out.
    fn letters_came_back(&self) -> Markup {
        let lang = self.lang();
        if self.order.unsent.is_empty() {
            return html! {};
        }
        html! {
            div.mt3 {
                (kit::note(Status::Bad, html! {
                    p { b { (text::LETTERS_NOT_ARRIVED.get(lang)) } }
                    @for unsent in &self.order.unsent {
                        p { (self.near(unsent.at)) " " (unsent.kind.text().get(lang)) ", " (unsent.to) " " span.meta { (unsent.why) } }
                    }
                }))
                @if self.may(P::Issue) {
                    (self.post("letters", html! { div.acts { (Button::submit(text::LETTERS_AGAIN.get(lang))) } }))
                }
            }
        }
    }

    /// A link that got into other hands is replaced; nobody can answer with the old one any more.
    fn renew_link(&self) -> Markup {
        let lang = self.lang();
        if !self.may(P::Issue) || !order::in_effect(&self.order) {
            return html! {};
        }
        self.folded("link", text::RENEW_LINK.get(lang), self.post("link", html! {
            p.ink2 { (text::RENEW_LINK_EFFECT.get(lang)) }
            (Field::new("words", text::RENEW_LINK_WHY.get(lang)).id("link-words").required(lang).value(self.typed("link")).textarea(2))
            div.acts { (Button::submit(text::RENEW_LINK.get(lang))) }
        }))
    }

    /// Every try in order of time. One that a channel refused for good is kept several times, and shown once.
    fn tries(&self) -> Vec<Row> {
        let lang = self.lang();
        let mut failed: Vec<&FailedDelivery> = self.order.failed_deliveries.iter().collect();
        failed.dedup();
        let mut rows: Vec<(Timestamp, Row)> = Vec::new();
        for failure in failed {
            let outcome = html! { (kit::pill(Status::Bad, text::FAILED.get(lang))) (kit::sub(&failure.why)) };
            rows.push((failure.at, self.attempt(failure.channel, failure.at, outcome)));
        }
        for notice in self.order.notices.iter().filter(|notice| notice.kind == NoticeKind::Order) {
            let by_hand = notice.channel == Channel::ByHand;
            let outcome = html! {
                (kit::pill(Status::Ok, text::HANDED_OVER.get(lang)))
                (kit::sub(html! { (notice.to) @if !by_hand { ": " code.any { (notice.receipt) } } }))
                (letters::by_machine(notice, &self.frame.reader, self.frame.now))
                @if by_hand { (kit::sub(html! { a href={ "/orders/" (self.order.id) "/proof" } { (kit::icon(Icon::Down)) (text::PROOF.get(lang)) } })) }
            };
            rows.push((notice.at, self.attempt(notice.channel, notice.at, outcome)));
        }
        rows.sort_by_key(|(at, _)| *at);
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        if self.provider.as_ref().is_some_and(|provider| order::waits_for_a_person(&self.order, provider)) {
            rows.push(Row::new([
                html! { (Channel::ByHand.text().get(lang)) },
                html! {},
                kit::pill(Status::Warn, text::WAITS_FOR_PERSON.get(lang)),
            ]));
        }
        rows
    }

    fn attempt(&self, channel: Channel, at: Timestamp, outcome: Markup) -> Row {
        Row::new([html! { (channel.text().get(self.lang())) }, html! { (self.near(at)) }, outcome])
    }
}
