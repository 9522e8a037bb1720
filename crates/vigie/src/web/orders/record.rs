//! What is on record about an order: stamps, documents, scrutiny, looks.

use super::one::View;
use crate::web::format;
use crate::web::kit::{self, Column, Icon, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{order as text, words};
use casework::policy::Permission as P;
use casework::records::{Given, Notice, NoticeKind, Round, Stamped};
use domain::stamp::Source;
use domain::watch::Seen;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use maud::{Markup, html};

/// How long the authority of the host state may scrutinise, counted from its copy (Art 4(3)).
const SCRUTINY: SignedDuration = SignedDuration::from_hours(72);
/// How long provider and content provider may ask for it, counted from receipt (Art 4(4)).
const REQUEST: SignedDuration = SignedDuration::from_hours(48);
/// How many rounds of looks the page shows.
const ROUNDS: usize = 6;

impl View<'_> {
    /// Every moment of the order, with how it is known.
    pub(super) fn stamps(&self) -> Markup {
        let lang = self.lang();
        let order = &self.order;
        let mut rows = Vec::new();
        let mut row = |what: String, at: Timestamp, how: Markup| {
            rows.push(Row::new([html! { (what) }, html! { (self.near(at)) }, how]));
        };
        let source = |stamp: Stamped| html! { (stamp.source.text().get(lang)) };
        if let Some(stamp) = order.issued {
            row(text::ISSUED_ROW.get(lang).to_owned(), stamp.at, source(stamp));
        }
        for notice in &order.notices {
            row(
                notice.kind.text().get(lang).to_owned(),
                notice.at,
                html! { (Source::MailAccepted.text().get(lang)) (kit::sub(html! { code.any { (notice.receipt) } })) },
            );
        }
        if let Some(stamp) = order.received {
            row(
                text::RECEIVED.get(lang).to_owned(),
                stamp.at,
                html! { (kit::pill(Status::Ok, text::COUNTS.get(lang))) " " (source(stamp)) },
            );
        }
        for given in &order.answers {
            row(
                text::ANSWER_ROW.fill(lang, &[("answer", &given.answer.text().get(lang))]),
                given.at,
                html! { (Source::OurClock.text().get(lang)) },
            );
            if let Some(at) = given.acted_at {
                row(text::ACTED_ROW.get(lang).to_owned(), at, html! { (Source::ProviderClaim.text().get(lang)) });
            }
        }
        if let Some(at) = order.counts_from.filter(|from| order.received.is_some_and(|received| received.at != *from)) {
            row(text::RESTARTED_ROW.get(lang).to_owned(), at, html! { (Source::OurClock.text().get(lang)) });
        }
        if rows.is_empty() {
            return html! { p.meta { (words::NOT_YET.get(lang)) } };
        }
        let columns = [
            Column::text(words::WHAT.get(lang)),
            Column::short(words::WHEN.get(lang)),
            Column::text(words::KNOWN_HOW.get(lang)),
        ];
        html! { (Table::new(text::STAMPS_CAPTION.get(lang), columns).tight().rows(rows)) }
    }

    /// The bundle opens names and details, so it is offered only to those who may see the ledger.
    pub(super) fn bundle(&self) -> Markup {
        html! {
            @if self.may(P::SeeLedger) && self.order.issued.is_some() {
                a href={ "/ledger/bundle/" (self.order.id) } { (text::BUNDLE.get(self.lang())) }
            }
        }
    }

    pub(super) fn documents(&self) -> Markup {
        let lang = self.lang();
        let here = format!("/orders/{}", self.order.id);
        let mut rows = Vec::new();
        if self.provider.is_some() {
            let digest = self.order.capture_digest.map(|digest| format::short_digest(&digest.to_string()));
            rows.push(self.document(
                text::ANNEX_I.get(lang),
                digest.unwrap_or_default(),
                &format!("{here}/annex-1.txt"),
                Some(&format!("{here}/annex-1.json")),
            ));
        }
        for (n, given) in self.order.answers.iter().enumerate() {
            rows.push(self.answer(n + 1, given, &here));
        }
        for (n, notice) in self.order.notices.iter().enumerate() {
            rows.push(self.letter(n + 1, notice, &here));
        }
        if self.order.answers.is_empty() {
            rows.push(Row::new([
                html! { span.ink2 { (text::ANNEX_PENDING.get(lang)) } (kit::sub(text::NOT_ANSWERED.get(lang))) },
            ]));
        }
        let columns = [
            Column::text(text::DOCUMENT.get(lang)),
            Column::text(text::DOCUMENT_LANGUAGE.get(lang)),
            Column::number(text::SAVE.get(lang)),
        ];
        html! { (Table::new(text::DOCUMENTS_CAPTION.get(lang), columns).tight().rows(rows)) }
    }

    fn document(&self, name: &str, remark: String, read: &str, data: Option<&str>) -> Row {
        let lang = self.lang();
        Row::new([
            html! { (kit::icon(Icon::Doc)) " " a href=(read) { (name) } @if !remark.is_empty() { (kit::sub(remark)) } },
            html! { (self.order.language) },
            html! { @if let Some(data) = data { a href=(data) aria-label=(text::SAVE_WHAT.fill(lang, &[("what", &name)])) { (kit::icon(Icon::Down)) (text::DATA.get(lang)) } } },
        ])
    }

    fn answer(&self, n: usize, given: &Given, here: &str) -> Row {
        let lang = self.lang();
        let name = if given.answer.annex() == "II" { text::ANNEX_II } else { text::ANNEX_III };
        let remark = format!(
            "{}, {}",
            given.answer.text().get(lang),
            text::ANSWER_BY.fill(lang, &[("name", &given.name), ("time", &self.near(given.at))])
        );
        self.document(
            name.get(lang),
            remark,
            &format!("{here}/answers/{n}.txt"),
            Some(&format!("{here}/answers/{n}.json")),
        )
    }

    fn letter(&self, n: usize, notice: &Notice, here: &str) -> Row {
        let lang = self.lang();
        let remark = text::LETTER_TO.fill(lang, &[("to", &notice.to), ("time", &self.near(notice.at))]);
        self.document(notice.kind.text().get(lang), remark, &format!("{here}/letters/{n}"), None)
    }

    pub(super) fn scrutiny(&self) -> Markup {
        let lang = self.lang();
        let Some(provider) = &self.provider else { return html! { p.meta { (text::NO_PROVIDER.get(lang)) } } };
        let country = format::country(provider.country.code(), lang);
        if provider.country == self.issuer.country {
            return html! { p { (text::SCRUTINY_HOME.fill(lang, &[("country", &country)])) } };
        }
        if !provider.country.is_member_state() {
            return html! { p { (text::SCRUTINY_OUTSIDE.fill(lang, &[("country", &country)])) } };
        }
        let copy = self.order.notices.iter().find(|notice| notice.kind == NoticeKind::HostStateCopy);
        let sent = match (copy, &self.scrutiny) {
            (Some(notice), _) => text::COPY_SENT.fill(lang, &[("time", &self.near(notice.at)), ("to", &notice.to)]),
            (None, Some(_)) => text::COPY_NOT_SENT.get(lang).to_owned(),
            (None, None) => text::COPY_NOBODY.get(lang).to_owned(),
        };
        let until = |from: Option<Timestamp>, long: SignedDuration| {
            from.and_then(|at| at.checked_add(long).ok()).map(|at| self.near(at))
        };
        let own = until(copy.map(|notice| notice.at), SCRUTINY);
        let asked = until(self.order.received.map(|received| received.at), REQUEST);
        kit::facts(&[
            (
                text::HOST_STATE.get(lang),
                html! { (country) @if let Some(authority) = &self.scrutiny { (kit::sub(&authority.name)) } },
            ),
            (text::COPY.get(lang), html! { (sent) }),
            (
                text::OWN_MOTION.get(lang),
                html! { (own.map_or_else(|| text::COPY_NOT_SENT.get(lang).to_owned(), |time| text::OWN_MOTION_UNTIL.fill(lang, &[("time", &time)]))) },
            ),
            (
                text::ON_REQUEST.get(lang),
                html! { (asked.map_or_else(|| text::FROM_RECEIPT.get(lang).to_owned(), |time| text::ON_REQUEST_UNTIL.fill(lang, &[("time", &time)]))) },
            ),
            (text::IF_VOID.get(lang), html! { (text::IF_VOID_TEXT.get(lang)) }),
        ])
    }

    pub(super) fn kept(&self) -> Markup {
        let lang = self.lang();
        let gone = self
            .order
            .answers
            .iter()
            .find(|given| given.answer.annex() == "II")
            .map(|given| given.acted_at.unwrap_or(given.at));
        let zone = self.frame.reader.zone.clone();
        let until = gone
            .and_then(|at| at.to_zoned(zone).checked_add(6.months()).ok())
            .map(|until| self.frame.reader.date(until.timestamp()));
        let preserved = until.map_or_else(
            || text::PRESERVED_LATER.get(lang).to_owned(),
            |date| text::PRESERVED_UNTIL.fill(lang, &[("date", &date)]),
        );
        let capture = self.capture.as_ref().map(|capture| {
            text::CAPTURE_ROW.fill(lang, &[("time", &self.near(capture.at)), ("vantage", &capture.vantage)])
        });
        html! {
            (kit::facts(&[
                (text::PRESERVED.get(lang), html! { (preserved) }),
                (text::CAPTURE.get(lang), html! {
                    (capture.unwrap_or_else(|| words::UNKNOWN.get(lang).to_owned()))
                    (kit::sub(html! { a href={ "/items/" (self.order.item) } { (text::SEE_ITEM.get(lang)) } }))
                }),
                (text::REASONS.get(lang), html! { "“" (self.order.finding.reason) "”" }),
                (text::NON_DISCLOSURE.get(lang), html! { (text::NON_DISCLOSURE_NONE.get(lang)) }),
                (text::REDRESS.get(lang), html! { (self.issuer.redress.replace(" | ", ", ")) }),
            ]))
            (self.looks())
        }
    }

    fn looks(&self) -> Markup {
        let lang = self.lang();
        let Some(watch) = self.watch.as_ref().filter(|watch| !watch.rounds.is_empty()) else {
            return html! { p.meta.mt3 { (text::NO_LOOKS.get(lang)) } };
        };
        let rounds: Vec<&Round> = watch.rounds.iter().rev().take(ROUNDS).collect();
        let places: Vec<&str> =
            rounds.first().into_iter().flat_map(|round| round.looks.iter().map(|look| look.vantage.as_str())).collect();
        let seen = |round: &Round, place: &str| {
            round.looks.iter().find(|look| look.vantage == place).map_or_else(
                || kit::pill(Status::None, words::NOT_ASKED.get(lang)),
                |look| kit::pill(seen_status(look.seen), look.seen.text().get(lang)),
            )
        };
        let rows = rounds.iter().map(|round| {
            let looks = places.iter().map(|place| seen(round, place));
            Row::new([html! { (self.near(round.at)) }].into_iter().chain(looks))
        });
        let columns =
            [Column::text(text::LOOK.get(lang))].into_iter().chain(places.iter().map(|place| Column::text(place)));
        html! {
            div.mt3 { (Table::new(text::LOOKS_CAPTION.get(lang), columns).tight().keep().rows(rows)) }
            @if let Some(next) = watch.next { p.meta.mt2 { (text::NEXT_LOOK.fill(lang, &[("time", &self.near(next))])) } }
        }
    }
}

/// The shape of what one look saw.
pub(in crate::web) const fn seen_status(seen: Seen) -> Status {
    match seen {
        Seen::Up | Seen::Moved => Status::Run,
        Seen::Gone | Seen::SoftGone | Seen::Changed => Status::Ok,
        Seen::Blocked => Status::Warn,
        Seen::NoAnswer => Status::None,
    }
}
