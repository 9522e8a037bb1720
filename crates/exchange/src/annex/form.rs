//! Setting the forms out as text.

use jiff::Timestamp;

use super::feedback::{ActingAs, Action, AnnexII, OrderReference};
use super::findings::Section;
use super::impossibility::{AnnexIII, Ground};
use super::removal_order::{AnnexI, Authentication, AuthorityType, Reason};
use super::words::{AnswerWords, OrderWords, Words};
use crate::Language;
use crate::layout::{push_wrapped, shown};

impl AnnexI {
    /// The order as text, every section and every box, times in UTC. Invisible characters in the fields are shown as
    /// U+FFFD, so that the text cannot read differently from what it says.
    pub fn render_text(&self, language: Language) -> String {
        let words = Words::of(language);
        let order = &words.order;
        let mut form = Form::begin(words, self.rehearsal, order.title, order.basis);
        for paragraph in order.preamble {
            form.note(paragraph);
        }
        self.render_what(&mut form, order);
        self.render_who(&mut form, order);
        form.end()
    }

    /// Sections A to D.
    fn render_what(&self, form: &mut Form, words: &OrderWords) {
        let a = &self.section_a;
        form.section(Section::A, words.a);
        form.field(words.issuing_ms, &a.issuing_ms);
        form.field(words.addressee, &a.addressee);
        form.optional(words.legal_representative, a.legal_representative.as_deref());
        form.field(words.contact_point, &a.contact_point);
        form.field(words.host_ms, &a.host_ms);
        form.time(words.issued_at, a.issued_at);
        form.field(words.order_ref, &a.order_ref);

        let b = &self.section_b;
        form.section(Section::B, words.b);
        form.field(words.url, &b.url);
        form.optional(words.additional_locator, b.additional_locator.as_deref());
        form.note(words.reasons_lead);
        for (reason, text) in Reason::ALL.iter().zip(words.reasons) {
            form.tick(b.reasons.contains(reason), text);
        }
        form.field(words.additional_reasons, &b.additional_reasons);

        form.section(Section::C, words.c);
        form.tick(self.section_c.non_disclosure, words.non_disclosure);
        form.note(words.otherwise_see_g);

        form.section(Section::D, words.d);
        form.tick(self.section_d.host_ms_differs, words.host_ms_differs);
        form.tick(self.section_d.copy_sent_to_host_ca, words.copy_sent);
    }

    /// Sections E to G.
    fn render_who(&self, form: &mut Form, words: &OrderWords) {
        let e = &self.section_e;
        form.section(Section::E, words.e);
        let types =
            [AuthorityType::JudgeCourtInvestigatingJudge, AuthorityType::LawEnforcement, AuthorityType::OtherCa];
        for (kind, text) in types.iter().zip(words.authority_types) {
            form.tick(e.authority_type == *kind, text);
        }
        form.note(words.certified_by);
        form.field(words.authority, &e.authority);
        form.field(words.representative, &e.representative);
        form.field(words.post, &e.post);
        form.field(words.file_no, &e.file_no);
        form.field(words.address, &e.address);
        form.field(words.telephone, &e.telephone);
        form.optional(words.fax, e.fax.as_deref());
        form.field(words.email, &e.email);
        form.field(words.date, &e.date.to_string());
        match &e.authentication {
            Authentication::Signature { signature, stamp } => {
                form.optional(words.stamp, stamp.as_deref());
                form.field(words.signature, signature);
            }
            Authentication::AuthenticatedChannel { channel } => form.field(words.channel, channel),
        }

        form.section(Section::F, words.f);
        form.field(words.issuing_contact, &self.section_f.issuing_authority_contact);
        form.optional(words.host_contact, self.section_f.host_authority_contact.as_deref());

        form.section(Section::G, words.g);
        for remedy in &self.section_g.remedies {
            form.field(words.body_or_court, &remedy.body_or_court);
            form.field(words.deadline, &remedy.deadline);
            form.field(words.provisions, &remedy.national_provisions);
        }
    }
}

impl AnnexII {
    /// The feedback as text; see [`AnnexI::render_text`].
    pub fn render_text(&self, language: Language) -> String {
        let words = Words::of(language);
        let mut form = Form::begin(words, self.rehearsal, words.feedback.title, words.feedback.basis);
        form.order_reference(&words.answer, &self.section_a);

        let b = &self.section_b;
        form.section(Section::B, words.feedback.b);
        for (action, text) in [Action::Removed, Action::DisabledAllMs].iter().zip(words.feedback.actions) {
            form.tick(b.action == *action, text);
        }
        form.time(words.feedback.acted_at, b.acted_at);

        let c = &self.section_c;
        form.section(Section::C, words.answer.c);
        form.sender(&words.answer, c.acting_as, &c.name);
        let member_state = match c.acting_as {
            ActingAs::HostingServiceProvider => words.answer.provider_ms,
            ActingAs::LegalRepresentative => words.answer.representative_ms,
        };
        form.field(member_state, &c.member_state);
        form.field(words.answer.authorised_person, &c.authorised_person);
        form.field(words.answer.contact_email, &c.contact_email);
        form.field(words.answer.date, &c.date.to_string());
        form.end()
    }
}

impl AnnexIII {
    /// The form as text; see [`AnnexI::render_text`].
    pub fn render_text(&self, language: Language) -> String {
        let words = Words::of(language);
        let own = &words.impossibility;
        let mut form = Form::begin(words, self.rehearsal, own.title, own.basis);
        form.order_reference(&words.answer, &self.section_a);

        let b = &self.section_b;
        form.section(Section::B, own.b);
        form.note(own.grounds_lead);
        for (ground, text) in Ground::ALL.iter().zip(own.grounds) {
            form.tick(b.grounds.contains(ground), text);
        }
        form.field(own.further_reasons, &b.further_reasons);
        form.optional(own.clarification, b.clarification_needed.as_deref());

        let c = &self.section_c;
        form.section(Section::C, words.answer.c);
        form.sender(&words.answer, c.acting_as, &c.name);
        form.field(words.answer.authorised_person, &c.authorised_person);
        form.field(words.answer.contact_email, &c.contact_email);
        form.field(words.answer.signature, &c.signature);
        form.time(words.answer.signed_at, c.signed_at);
        form.end()
    }
}

/// A form being written.
struct Form {
    words: &'static Words,
    rehearsal: bool,
    text: String,
}

impl Form {
    fn begin(words: &'static Words, rehearsal: bool, title: &str, basis: &str) -> Self {
        let mut form = Self { words, rehearsal, text: String::new() };
        form.rehearsal_line();
        form.note(title);
        form.note(basis);
        form
    }

    fn end(mut self) -> String {
        self.text.push('\n');
        self.rehearsal_line();
        self.text
    }

    fn rehearsal_line(&mut self) {
        if self.rehearsal {
            self.text.push_str(self.words.rehearsal);
            self.text.push('\n');
        }
    }

    fn section(&mut self, section: Section, title: &str) {
        self.text.push('\n');
        push_wrapped(&mut self.text, 0, &format!("{} {section}{} {title}", self.words.section, self.words.colon));
    }

    fn note(&mut self, text: &str) {
        self.text.push('\n');
        push_wrapped(&mut self.text, 0, text);
    }

    fn tick(&mut self, ticked: bool, text: &str) {
        let start = self.text.len();
        push_wrapped(&mut self.text, 6, text);
        self.text.replace_range(start..start + 6, if ticked { "  [x] " } else { "  [ ] " });
    }

    /// Values are moved to the right, so that none can pass for a heading or a box of the form.
    fn field(&mut self, label: &str, value: &str) {
        push_wrapped(&mut self.text, 2, &format!("{label}{}", self.words.colon));
        push_wrapped(&mut self.text, 6, &shown(value));
    }

    fn optional(&mut self, label: &str, value: Option<&str>) {
        self.field(label, value.unwrap_or(self.words.not_given));
    }

    fn time(&mut self, label: &str, at: Timestamp) {
        self.field(label, &at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    }

    fn order_reference(&mut self, words: &AnswerWords, a: &OrderReference) {
        self.section(Section::A, words.a);
        self.field(words.addressee, &a.addressee);
        self.field(words.issuing_authority, &a.issuing_authority);
        self.field(words.authority_file_ref, &a.authority_file_ref);
        self.optional(words.addressee_file_ref, a.addressee_file_ref.as_deref());
        self.time(words.received_at, a.received_at);
    }

    fn sender(&mut self, words: &AnswerWords, acting_as: ActingAs, name: &str) {
        let label = match acting_as {
            ActingAs::HostingServiceProvider => words.provider_name,
            ActingAs::LegalRepresentative => words.representative_name,
        };
        self.field(label, name);
    }
}
