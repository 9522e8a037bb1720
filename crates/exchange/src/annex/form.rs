//! What stands in each form, in which order.

use super::feedback::{ActingAs, Action, AnnexII, OrderReference};
use super::findings::Section;
use super::impossibility::{AnnexIII, Ground};
use super::removal_order::{AnnexI, Authentication, AuthorityType, Reason};
use super::view::{FormView, Row, SectionView};
use super::words::{AnswerWords, OrderWords, Words};
use crate::Language;

impl AnnexI {
    /// The order put into words: every section and every box, times in UTC. Invisible characters in the fields are
    /// shown as U+FFFD, so that the form cannot read differently from what it says.
    pub fn view(&self, language: Language) -> FormView {
        let words = Words::of(language);
        let order = &words.order;
        FormView {
            language,
            rehearsal: self.rehearsal.then_some(words.rehearsal),
            title: order.title,
            basis: order.basis,
            preamble: &order.preamble,
            colon: words.colon,
            sections: vec![
                self.addressing(words),
                self.content(words),
                words.section(
                    Section::C,
                    order.c,
                    vec![
                        Row::tick(self.section_c.non_disclosure, order.non_disclosure),
                        Row::Note(order.otherwise_see_g),
                    ],
                ),
                words.section(
                    Section::D,
                    order.d,
                    vec![
                        Row::tick(self.section_d.host_ms_differs, order.host_ms_differs),
                        Row::tick(self.section_d.copy_sent_to_host_ca, order.copy_sent),
                    ],
                ),
                self.issuer(words),
                self.follow_up(words),
                self.redress(words),
            ],
        }
    }

    /// [`Self::view`] as plain text.
    pub fn render_text(&self, language: Language) -> String {
        self.view(language).text()
    }

    fn addressing(&self, words: &Words) -> SectionView {
        let (a, own) = (&self.section_a, &words.order);
        let rows = vec![
            Row::field(own.issuing_ms, &a.issuing_ms),
            Row::Note(own.issuer_in_e_and_f),
            Row::field(own.addressee, &a.addressee),
            words.optional(own.legal_representative, a.legal_representative.as_deref()),
            Row::field(own.contact_point, &a.contact_point),
            Row::field(own.host_ms, &a.host_ms),
            Row::time(own.issued_at, a.issued_at),
            Row::field(own.order_ref, &a.order_ref),
        ];
        words.section(Section::A, own.a, rows)
    }

    fn content(&self, words: &Words) -> SectionView {
        let (b, own) = (&self.section_b, &words.order);
        let mut rows = vec![
            Row::field(own.url, &b.url),
            words.optional(own.additional_locator, b.additional_locator.as_deref()),
            Row::Note(own.reasons_lead),
        ];
        let reasons = Reason::ALL.iter().zip(own.reasons);
        rows.extend(reasons.map(|(reason, text)| Row::tick(b.reasons.contains(reason), text)));
        rows.push(Row::field(own.additional_reasons, &b.additional_reasons));
        words.section(Section::B, own.b, rows)
    }

    fn issuer(&self, words: &Words) -> SectionView {
        let (e, own) = (&self.section_e, &words.order);
        let types =
            [AuthorityType::JudgeCourtInvestigatingJudge, AuthorityType::LawEnforcement, AuthorityType::OtherCa];
        let types = types.iter().zip(own.authority_types);
        let mut rows: Vec<Row> = types.map(|(kind, text)| Row::tick(e.authority_type == *kind, text)).collect();
        rows.extend([
            Row::Note(own.certified_by),
            Row::field(own.authority, &e.authority),
            Row::field(own.representative, &e.representative),
            Row::field(own.post, &e.post),
            Row::field(own.file_no, &e.file_no),
            Row::field(own.address, &e.address),
            Row::field(own.telephone, &e.telephone),
            words.optional(own.fax, e.fax.as_deref()),
            Row::field(own.email, &e.email),
            Row::field(own.date, &e.date.to_string()),
        ]);
        match &e.authentication {
            Authentication::Signature { signature, stamp } => {
                rows.push(words.optional(own.stamp, stamp.as_deref()));
                rows.push(Row::field(own.signature, signature));
            }
            Authentication::AuthenticatedChannel { channel } => rows.push(Row::field(own.channel, channel)),
        }
        words.section(Section::E, own.e, rows)
    }

    fn follow_up(&self, words: &Words) -> SectionView {
        let (f, own) = (&self.section_f, &words.order);
        let rows = vec![
            Row::field(own.issuing_contact, &f.issuing_authority_contact),
            words.optional(own.host_contact, f.host_authority_contact.as_deref()),
        ];
        words.section(Section::F, own.f, rows)
    }

    fn redress(&self, words: &Words) -> SectionView {
        let own: &OrderWords = &words.order;
        let remedies = self.section_g.remedies.iter();
        let rows = remedies.flat_map(|remedy| {
            [
                Row::field(own.body_or_court, &remedy.body_or_court),
                Row::field(own.deadline, &remedy.deadline),
                Row::field(own.provisions, &remedy.national_provisions),
            ]
        });
        words.section(Section::G, own.g, rows.collect())
    }
}

impl AnnexII {
    /// The feedback put into words; see [`AnnexI::view`].
    pub fn view(&self, language: Language) -> FormView {
        let words = Words::of(language);
        let (own, answer) = (&words.feedback, &words.answer);
        let b = &self.section_b;
        let actions = [Action::Removed, Action::DisabledAllMs].iter().zip(own.actions);
        let mut taken: Vec<Row> = actions.map(|(action, text)| Row::tick(b.action == *action, text)).collect();
        taken.push(Row::time(own.acted_at, b.acted_at));

        let c = &self.section_c;
        let member_state = match c.acting_as {
            ActingAs::HostingServiceProvider => answer.provider_ms,
            ActingAs::LegalRepresentative => answer.representative_ms,
        };
        let sender = vec![
            sender(answer, c.acting_as, &c.name),
            Row::field(member_state, &c.member_state),
            Row::field(answer.authorised_person, &c.authorised_person),
            Row::field(answer.contact_email, &c.contact_email),
            Row::field(answer.date, &c.date.to_string()),
        ];
        FormView {
            language,
            rehearsal: self.rehearsal.then_some(words.rehearsal),
            title: own.title,
            basis: own.basis,
            preamble: &[],
            colon: words.colon,
            sections: vec![
                reference(words, &self.section_a),
                words.section(Section::B, own.b, taken),
                words.section(Section::C, answer.c, sender),
            ],
        }
    }

    /// [`Self::view`] as plain text.
    pub fn render_text(&self, language: Language) -> String {
        self.view(language).text()
    }
}

impl AnnexIII {
    /// The form put into words; see [`AnnexI::view`].
    pub fn view(&self, language: Language) -> FormView {
        let words = Words::of(language);
        let (own, answer) = (&words.impossibility, &words.answer);
        let b = &self.section_b;
        let mut impediment = vec![Row::Note(own.grounds_lead)];
        let grounds = Ground::ALL.iter().zip(own.grounds);
        impediment.extend(grounds.map(|(ground, text)| Row::tick(b.grounds.contains(ground), text)));
        impediment.push(Row::field(own.further_reasons, &b.further_reasons));
        impediment.push(words.optional(own.clarification, b.clarification_needed.as_deref()));

        let c = &self.section_c;
        let sender = vec![
            sender(answer, c.acting_as, &c.name),
            Row::field(answer.authorised_person, &c.authorised_person),
            Row::field(answer.contact_email, &c.contact_email),
            Row::field(answer.signature, &c.signature),
            Row::time(answer.signed_at, c.signed_at),
        ];
        FormView {
            language,
            rehearsal: self.rehearsal.then_some(words.rehearsal),
            title: own.title,
            basis: own.basis,
            preamble: &[],
            colon: words.colon,
            sections: vec![
                reference(words, &self.section_a),
                words.section(Section::B, own.b, impediment),
                words.section(Section::C, answer.c, sender),
            ],
        }
    }

    /// [`Self::view`] as plain text.
    pub fn render_text(&self, language: Language) -> String {
        self.view(language).text()
    }
}

/// Section A of both answers.
fn reference(words: &Words, a: &OrderReference) -> SectionView {
    let own = &words.answer;
    let rows = vec![
        Row::field(own.addressee, &a.addressee),
        Row::field(own.issuing_authority, &a.issuing_authority),
        Row::field(own.authority_file_ref, &a.authority_file_ref),
        words.optional(own.addressee_file_ref, a.addressee_file_ref.as_deref()),
        Row::time(own.received_at, a.received_at),
    ];
    words.section(Section::A, own.a, rows)
}

fn sender(words: &AnswerWords, acting_as: ActingAs, name: &str) -> Row {
    let label = match acting_as {
        ActingAs::HostingServiceProvider => words.provider_name,
        ActingAs::LegalRepresentative => words.representative_name,
    };
    Row::field(label, name)
}
