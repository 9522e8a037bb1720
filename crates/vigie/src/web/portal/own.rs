//! A provider's own page: every order and referral it got from us, what it preserves, its users' complaints, its yearly
//! report. One link opens it, without an account; it can be revoked.

use super::answer::Wrong;
use super::complaint;
use super::{Visit, transparency, trouble};
use crate::web::format::Reader;
use crate::web::kit::{self, Column, Row, Status, Table};
use crate::web::messages::{Lang, Text, own as text, portal, terms::Term as _, words};
use crate::web::paging::{self, PAGE};
use casework::records::{Kept, Order, Provider};
use casework::{Desk, Error, portal as links};
use domain::order::{Clock, Reinstatement};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, Render as _, html};

/// How many of the latest orders are looked through for what is still preserved.
const LOOKED_THROUGH: usize = 2000;
/// For how long the end of a preservation stays on the list, so that nobody forgets to delete.
const ENDED_SHOWN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Orders,
    Kept,
    Referrals,
    Complaints,
    Report,
}

impl View {
    const ALL: [Self; 5] = [Self::Orders, Self::Kept, Self::Referrals, Self::Complaints, Self::Report];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Kept => "kept",
            Self::Referrals => "referrals",
            Self::Complaints => "complaints",
            Self::Report => "report",
        }
    }

    const fn title(self) -> Text {
        match self {
            Self::Orders => text::ORDERS,
            Self::Kept => text::KEPT,
            Self::Referrals => text::REFERRALS,
            Self::Complaints => text::COMPLAINTS,
            Self::Report => text::REPORT,
        }
    }

    /// The part with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// What every part of the page works with.
pub(super) struct Own<'a> {
    pub visit: &'a Visit<'a>,
    pub reader: Reader,
    pub provider: Kept<Provider>,
    pub now: Timestamp,
}

pub(super) async fn page(
    visit: &Visit<'_>,
    provider: Kept<Provider>,
    typed: &complaint::Typed,
    wrong: Option<&Wrong>,
) -> Result<Markup, Error> {
    let own = Own { visit, reader: visit.reader(&provider), provider, now: visit.app.desk.now() };
    let view = visit.asked.view.as_deref().and_then(View::named).unwrap_or(View::Orders);
    let lang = visit.lang;
    let part = match view {
        View::Orders => own.orders().await?,
        View::Kept => own.kept().await?,
        View::Referrals => own.referrals().await?,
        View::Complaints => complaint::part(&own, typed, wrong).await?,
        View::Report => transparency::part(&own).await?,
    };
    let content = html! {
        p.meta { (text::CRUMB.get(lang)) }
        h1.any { (own.provider.name) }
        p.ink2 { (text::CONTACT.fill(lang, &[("contact", &own.provider.contact), ("languages", &own.provider.languages.join(", "))])) }
        nav.parts.mt3.no-print aria-label=(text::PARTS.get(lang)) {
            @for other in View::ALL {
                a href=(own.at(other)) aria-current=[(other == view).then_some("page")] { (other.title().get(lang)) }
            }
        }
        (trouble(wrong, lang))
        (kit::section(view.title().get(lang), html! {}, html! {}, part))
        @if view == View::Orders { (how(lang)) }
    };
    Ok(visit.whole(text::TITLE.get(lang), Some(text::FOOT), content))
}

/// What an order is and how it is answered, for whoever opens the page before the first one came.
fn how(lang: Lang) -> Markup {
    let steps = [text::HOW_LINK, text::HOW_CHECK, text::HOW_HOUR, text::HOW_ANSWER, text::HOW_AFTER];
    kit::section(
        text::HOW.get(lang),
        html! {},
        html! {},
        html! {
            ol { @for step in steps { li.mt2 { (step.get(lang)) } } }
        },
    )
}

impl Own<'_> {
    pub fn desk(&self) -> &Desk {
        &self.visit.app.desk
    }

    /// Where a part of the page is.
    pub fn at(&self, view: View) -> String {
        format!("{}&view={}", self.visit.page(), view.name())
    }

    fn near(&self, at: Timestamp) -> String {
        self.reader.near(at, self.now)
    }

    fn steps(&self, view: View, next: Option<String>) -> Markup {
        let lang = self.visit.lang;
        paging::steps(&self.at(view), &self.visit.asked.place(), next, words::PAGES.get(lang), lang)
    }

    fn open(&self, link: &str, reference: &str, url: &str) -> Markup {
        html! {
            a href={ "/portal/" (link) "?lang=" (self.visit.lang.tag()) } { b { (reference) } }
            (kit::sub(html! { span.any { (url) } }))
        }
    }

    async fn orders(&self) -> Result<Markup, Error> {
        let lang = self.visit.lang;
        let after = self.visit.asked.place().cursor();
        let mut orders = links::orders_of(self.desk(), self.provider.id, after, PAGE as usize + 1).await?;
        let next = paging::cut(&mut orders, PAGE);
        if orders.is_empty() && next.is_none() {
            return Ok(kit::empty(text::NO_ORDERS.get(lang), text::NONE_WHY.get(lang)));
        }
        let mut rows = Vec::new();
        for order in &orders {
            let link = links::link_to_order(self.desk(), order)?;
            let issued = order.received.or(order.issued).map_or_else(String::new, |stamp| self.near(stamp.at));
            rows.push(Row::new([
                self.open(&link, &order.reference, order.url.as_str()),
                html! { (kit::pill(status(order, self.now), order.state.text().get(lang))) (self.clock(order)) },
                html! { (issued) },
            ]));
        }
        let columns = [
            Column::text(text::ORDER.get(lang)),
            Column::text(words::STATE.get(lang)),
            Column::text(words::WHEN.get(lang)),
        ];
        let table = Table::new(text::ORDERS.get(lang), columns).rows(rows);
        Ok(html! { (table.render()) (self.steps(View::Orders, next)) })
    }

    /// What is still to be done about an order.
    fn clock(&self, order: &Order) -> Markup {
        let lang = self.visit.lang;
        let due = match order.clock(self.now) {
            Clock::NotBegun => portal::FROM_RECEIPT.get(lang).to_owned(),
            Clock::Running { deadline } => text::ACT_BY.fill(lang, &[("time", &self.near(deadline))]),
            Clock::Late { .. } => portal::TIME_OVER.get(lang).to_owned(),
            Clock::Void if order.reinstatement == Reinstatement::Asked => text::BACK_ASKED.get(lang).to_owned(),
            Clock::Stopped { .. } | Clock::Met { .. } | Clock::Void => return html! {},
        };
        kit::sub(due)
    }

    async fn referrals(&self) -> Result<Markup, Error> {
        let lang = self.visit.lang;
        let after = self.visit.asked.place().cursor();
        let mut referrals = links::referrals_of(self.desk(), self.provider.id, after, PAGE as usize + 1).await?;
        let next = paging::cut(&mut referrals, PAGE);
        if referrals.is_empty() && next.is_none() {
            return Ok(kit::empty(text::NO_REFERRALS.get(lang), text::NONE_WHY.get(lang)));
        }
        let mut rows = Vec::new();
        for referral in &referrals {
            let link = links::link_to_referral(self.desk(), referral)?;
            let sent = referral.sent.map_or_else(|| words::NOT_YET.get(lang).to_owned(), |stamp| self.near(stamp.at));
            rows.push(Row::new([
                self.open(&link, &referral.reference, referral.url.as_str()),
                html! { (kit::pill(Status::None, referral.state.text().get(lang))) },
                html! { (sent) },
            ]));
        }
        let columns = [
            Column::text(text::REFERRAL.get(lang)),
            Column::text(words::STATE.get(lang)),
            Column::text(words::WHEN.get(lang)),
        ];
        let table = Table::new(text::REFERRALS.get(lang), columns).rows(rows);
        Ok(html! { p { (text::REFERRALS_TEXT.get(lang)) } (table.render()) (self.steps(View::Referrals, next)) })
    }

    /// What was removed after orders, the earliest end first (Art 6).
    async fn kept(&self) -> Result<Markup, Error> {
        let lang = self.visit.lang;
        let orders = links::orders_of(self.desk(), self.provider.id, None, LOOKED_THROUGH).await?;
        let cut = orders.len() == LOOKED_THROUGH;
        let mut kept: Vec<_> = orders
            .iter()
            .filter(|order| order.reinstatement != Reinstatement::Reinstated)
            .filter_map(|order| Some((order.preservation.as_ref()?, order)))
            .filter(|(preservation, _)| self.now.duration_since(preservation.until) < ENDED_SHOWN)
            .collect();
        kept.sort_by_key(|(preservation, _)| preservation.until);
        let mut rows = Vec::new();
        for (preservation, order) in kept {
            let ended = preservation.until < self.now;
            rows.push(Row::new([
                self.open(&links::link_to_order(self.desk(), order)?, &order.reference, order.url.as_str()),
                html! {
                    (self.reader.date(preservation.until))
                    @if ended { (kit::sub(kit::pill(Status::Warn, text::KEPT_ENDED.get(lang)))) }
                    @if let Some(why) = &preservation.extended_for { (kit::sub(html! { span.any { (portal::KEEP_LONGER.fill(lang, &[("why", &why)])) } })) }
                },
            ]));
        }
        let columns = [Column::text(text::ORDER.get(lang)), Column::text(text::KEPT_UNTIL.get(lang))];
        Ok(html! {
            p { (text::KEPT_TEXT.get(lang)) }
            @if rows.is_empty() { (kit::empty(text::KEPT_NOTHING.get(lang), text::KEPT_NOTHING_WHY.get(lang))) }
            @else { (Table::new(text::KEPT.get(lang), columns).rows(rows).render()) }
            @if cut { p.meta { (words::NOT_EXAMINED.fill(lang, &[("why", &text::KEPT_CUT.fill(lang, &[("n", &LOOKED_THROUGH)]))])) } }
        })
    }
}

fn status(order: &Order, now: Timestamp) -> Status {
    match order.clock(now) {
        Clock::NotBegun => Status::None,
        Clock::Running { .. } => Status::Run,
        Clock::Late { .. } => Status::Bad,
        Clock::Stopped { .. } => Status::Hold,
        Clock::Met { .. } => Status::Ok,
        Clock::Void => Status::Warn,
    }
}
