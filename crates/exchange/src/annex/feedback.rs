//! Annex II: the provider says when and how an order was carried out.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::findings::{Defect, Findings, Problem, Section};

/// Marks the JSON shape; any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum FeedbackSchema {
    /// The annex as enacted in 2021.
    #[serde(rename = "vigie-annex-2/1")]
    V1,
}

/// Feedback after removal under Article 3(6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnexII {
    /// The JSON shape.
    pub schema: FeedbackSchema,
    /// Set on anything answered in an exercise; the text then says so.
    pub rehearsal: bool,
    /// A: which order is answered.
    pub section_a: OrderReference,
    /// B: what was done.
    pub section_b: FeedbackAction,
    /// C: who answers.
    pub section_c: FeedbackSender,
}

/// Section A of Annexes II and III.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderReference {
    /// The addressee of the order.
    pub addressee: String,
    /// The authority that issued it.
    pub issuing_authority: String,
    /// The authority's file reference.
    pub authority_file_ref: String,
    /// The addressee's own file reference, if it keeps one.
    pub addressee_file_ref: Option<String>,
    /// When the order was received.
    pub received_at: Timestamp,
}

/// What was done with the content: exactly one box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It was removed.
    Removed,
    /// Access to it was disabled in all Member States.
    DisabledAllMs,
}

/// Section B.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedbackAction {
    /// What was done.
    pub action: Action,
    /// When.
    pub acted_at: Timestamp,
}

/// In which capacity the sender answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActingAs {
    /// The hosting service provider itself.
    HostingServiceProvider,
    /// Its legal representative.
    LegalRepresentative,
}

/// Section C.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedbackSender {
    /// In which capacity.
    pub acting_as: ActingAs,
    /// Name of the provider or the representative.
    pub name: String,
    /// Code of the Member State of the main establishment or the representative.
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Z]{2}$")))]
    pub member_state: String,
    /// The authorised person.
    pub authorised_person: String,
    /// The contact point's e-mail address.
    #[cfg_attr(test, schemars(email))]
    pub contact_email: String,
    /// Date of the answer.
    pub date: Date,
}

impl AnnexII {
    /// Every field that keeps the feedback from being complete, in the order of the form.
    pub fn check(&self) -> Vec<Problem> {
        let mut findings = Findings::default();
        self.section_a.check(&mut findings);
        let in_order = self.section_b.acted_at >= self.section_a.received_at;
        findings.require(in_order, Section::B, "acted_at", Defect::Contradicts("received_at"));
        let c = &self.section_c;
        findings.filled(Section::C, &[("name", &c.name)]);
        findings.country(Section::C, "member_state", &c.member_state);
        findings.filled(Section::C, &[("authorised_person", &c.authorised_person)]);
        findings.email(Section::C, "contact_email", &c.contact_email);
        findings.0
    }
}

impl OrderReference {
    pub(super) fn check(&self, findings: &mut Findings) {
        let texts = [
            ("addressee", self.addressee.as_str()),
            ("issuing_authority", &self.issuing_authority),
            ("authority_file_ref", &self.authority_file_ref),
        ];
        findings.filled(Section::A, &texts);
    }
}
