//! What is on record about an order: every moment with how it is known, and every document.

use super::one::View;
use crate::web::kit::{self, Column, Icon, Row, Status, Table};
use crate::web::messages::terms::Term as _;
use crate::web::messages::{Text, order as text, words};
use crate::web::{format, letters};
use casework::policy::Permission as P;
use casework::records::{Given, Notice, NoticeKind};
use domain::provider::Channel;
use domain::stamp::Source;
use jiff::Timestamp;
use matching::digest::Sha256;
use maud::{Markup, html};
use outside::FolderMail;

/// How the moment of a message is known. A letter that was only put into a folder has not reached a mail server.
fn how_known(channel: Channel, receipt: &str) -> Text {
    match channel {
        Channel::Email if FolderMail::is_receipt(receipt) => text::IN_FOLDER,
        Channel::Api => Source::InterfaceReceipt.text(),
        Channel::Email => Source::MailAccepted.text(),
        Channel::Portal => Source::OurClock.text(),
        Channel::ByHand => Source::ByHand.text(),
    }
}

/// A moment, what happened then, and how it is known.
struct Moment {
    at: Timestamp,
    what: String,
    how: Markup,
}

impl View<'_> {
    /// Every moment of the order, in order of time, with how it is known.
    pub(super) fn stamps(&self) -> Markup {
        let lang = self.lang();
        let mut moments = self.own_moments();
        moments.extend(self.letters());
        moments.extend(self.answers());
        // What happened in one second stays in the order in which it is told above.
        moments.sort_by_key(|moment| moment.at);
        let rows = moments
            .into_iter()
            .map(|moment| Row::new([html! { (moment.what) }, html! { (self.near(moment.at)) }, moment.how]));
        let columns = [
            Column::text(words::WHAT.get(lang)),
            Column::short(words::WHEN.get(lang)),
            Column::text(words::KNOWN_HOW.get(lang)),
        ];
        html! { (Table::new(text::STAMPS_CAPTION.get(lang), columns).tight().rows(rows)) }
    }

    fn moment(&self, at: Timestamp, what: Text, source: Source) -> Moment {
        let lang = self.lang();
        Moment { at, what: what.get(lang).to_owned(), how: html! { (source.text().get(lang)) } }
    }

    /// What was done here, and the receipt from which the hour counts.
    fn own_moments(&self) -> Vec<Moment> {
        let lang = self.lang();
        let order = &self.order;
        let ours = |at: Option<Timestamp>, what: Text| at.map(|at| self.moment(at, what, Source::OurClock));
        let mut moments = vec![self.moment(order.drafted, text::DRAFTED, Source::OurClock)];
        moments.extend(ours(order.approved, text::APPROVED_ROW));
        moments.extend(order.issued.map(|stamp| self.moment(stamp.at, text::ISSUED_ROW, stamp.source)));
        if let Some(stamp) = order.received {
            let how = html! { (kit::pill(Status::Ok, text::COUNTS.get(lang))) " " (stamp.source.text().get(lang)) };
            moments.push(Moment { at: stamp.at, what: text::RECEIVED.get(lang).to_owned(), how });
        }
        let restarted = order.counts_from.filter(|from| order.received.is_some_and(|received| received.at != *from));
        moments.extend(ours(restarted, text::RESTARTED_ROW));
        moments
            .extend(order.corrections.iter().filter_map(|correction| ours(Some(correction.at), text::CORRECTED_ROW)));
        let told = order.content_provider_told;
        moments.extend(told.map(|at| self.moment(at, text::CONTENT_PROVIDER_TOLD, Source::ProviderClaim)));
        moments.extend(order.proceedings.iter().map(|step| self.moment(step.at, step.event.text(), Source::OurClock)));
        moments.extend(ours(self.withdrawn_at(), text::LIFE_WITHDRAWN));
        moments.extend(ours(order.final_since, text::FINAL));
        moments
    }

    fn letters(&self) -> Vec<Moment> {
        let lang = self.lang();
        let letter = |notice: &Notice| Moment {
            at: notice.at,
            what: notice.kind.text().get(lang).to_owned(),
            how: html! {
                (how_known(notice.channel, &notice.receipt).get(lang))
                (kit::sub(html! { code.any { (notice.receipt) } }))
                (letters::by_machine(notice, &self.frame.reader, self.frame.now))
            },
        };
        self.order.notices.iter().map(letter).collect()
    }

    fn answers(&self) -> Vec<Moment> {
        let lang = self.lang();
        let mut moments = Vec::new();
        for given in &self.order.answers {
            moments.extend(given.acted_at.map(|at| self.moment(at, text::ACTED_ROW, Source::ProviderClaim)));
            let what = text::ANSWER_ROW.fill(lang, &[("answer", &given.answer.text().get(lang))]);
            moments.push(Moment { at: given.at, what, how: html! { (Source::OurClock.text().get(lang)) } });
        }
        moments
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
        let mut rows = self.form_rows(&here);
        for (n, given) in self.order.answers.iter().enumerate() {
            rows.push(self.answer(n + 1, given, &here));
        }
        for (n, notice) in self.order.notices.iter().enumerate() {
            // What was carried by hand is kept with its proof, under delivery.
            if notice.channel != Channel::ByHand {
                rows.push(self.letter(n + 1, notice, &here));
            }
        }
        let columns = [
            Column::text(text::DOCUMENT.get(lang)),
            Column::text(words::DIGEST.get(lang)),
            Column::number(text::SAVE.get(lang)),
        ];
        html! {
            @if rows.is_empty() { p.meta { (text::NO_PROVIDER.get(lang)) } }
            @else { (Table::new(text::DOCUMENTS_CAPTION.get(lang), columns).tight().rows(rows)) }
            (self.check_link())
        }
    }

    /// The order itself: as text, signed, on paper. A draft is shown as it would be.
    fn form_rows(&self, here: &str) -> Vec<Row> {
        let lang = self.lang();
        let Some(form) = self.order.form else {
            let preview = self.provider.as_ref().filter(|_| self.order.provider.is_some());
            let row = |_| {
                let text = format!("{here}/annex-1.txt");
                let data = (format!("{here}/annex-1.json"), text::DATA.get(lang));
                self.document(text::ANNEX_I_DRAFT, text::NOT_SIGNED.get(lang).to_owned(), None, Some(&text), Some(data))
            };
            return preview.map(row).into_iter().collect();
        };
        let language = format::language(&self.order.language, lang).to_owned();
        let text_href = format!("{here}/annex-1.txt");
        vec![
            self.document(text::ANNEX_I, language.clone(), Some(form), Some(&text_href), None),
            self.document(
                text::SIGNED_FORM,
                text::SIGNED_FORM_WHAT.get(lang).to_owned(),
                Some(form),
                None,
                Some((format!("{here}/order.json"), "JSON")),
            ),
            self.document(text::PAPER, language, self.order.paper, None, Some((format!("{here}/order.pdf"), "PDF"))),
        ]
    }

    fn document(
        &self,
        name: Text,
        remark: String,
        digest: Option<Sha256>,
        read: Option<&str>,
        save: Option<(String, &str)>,
    ) -> Row {
        let lang = self.lang();
        let name = name.get(lang);
        let digest = digest.map(|digest| digest.to_string());
        Row::new([
            html! {
                (kit::icon(Icon::Doc)) " "
                @match read { Some(href) => { a href=(href) { (name) } } None => { (name) } }
                @if !remark.is_empty() { (kit::sub(remark)) }
            },
            html! { @if let Some(digest) = &digest { code title=(digest) { (format::short_digest(digest)) } } },
            html! {
                @if let Some((href, kind)) = &save {
                    a href=(href) aria-label=(text::SAVE_WHAT.fill(lang, &[("what", &name), ("kind", kind)])) { (kit::icon(Icon::Down)) (kind) }
                }
            },
        ])
    }

    fn answer(&self, n: usize, given: &Given, here: &str) -> Row {
        let lang = self.lang();
        let name = if given.answer.annex() == "II" { text::ANNEX_II } else { text::ANNEX_III };
        let by = text::ANSWER_BY.fill(lang, &[("name", &given.name), ("time", &self.near(given.at))]);
        let remark = format!("{}, {by}", given.answer.text().get(lang));
        let data = (format!("{here}/answers/{n}.json"), text::DATA.get(lang));
        self.document(name, remark, None, Some(&format!("{here}/answers/{n}.txt")), Some(data))
    }

    fn letter(&self, n: usize, notice: &Notice, here: &str) -> Row {
        let lang = self.lang();
        let remark = text::LETTER_TO.fill(lang, &[("to", &notice.to), ("time", &self.near(notice.at))]);
        let name = match notice.kind {
            NoticeKind::Order => text::COVER,
            kind => kind.text(),
        };
        self.document(name, remark, Some(notice.text), Some(&format!("{here}/letters/{n}")), None)
    }

    /// The public page on which anybody asks whether this order is ours.
    fn check_link(&self) -> Markup {
        let Some(form) = self.order.form else { return html! {} };
        let lang = self.lang();
        let href = format!("/genuine?reference={}&digest={form}", self.order.reference);
        html! { p.meta.mt2 { a href=(href) { (text::CHECK_PAGE.get(lang)) } ". " (text::CHECK_PAGE_WHY.get(lang)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_a_folder_is_not_said_to_be_with_a_mail_server() {
        let folder = how_known(Channel::Email, "20260504T100000Z-vg-7@unit.example.eml");
        assert!(folder.en.contains("nobody has it yet"), "{folder:?}");
        assert_eq!(how_known(Channel::Email, "250 2.0.0 taken"), Source::MailAccepted.text());
        assert_eq!(how_known(Channel::ByHand, "receipt.eml"), Source::ByHand.text());
    }
}
