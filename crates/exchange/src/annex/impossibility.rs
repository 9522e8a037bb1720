//! Annex III: the provider says why an order cannot be carried out, or not yet.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::feedback::{ActingAs, OrderReference};
use super::findings::{Defect, Findings, Problem, Section};

/// Marks the JSON shape; any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ImpossibilitySchema {
    /// The annex as enacted in 2021.
    #[serde(rename = "vigie-annex-3/1")]
    V1,
}

/// Information under Article 3(7) or (8) that an order cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnexIII {
    /// The JSON shape.
    pub schema: ImpossibilitySchema,
    /// Set on anything answered in an exercise; the text then says so.
    pub rehearsal: bool,
    /// A: which order is answered.
    pub section_a: OrderReference,
    /// B: what stands in the way.
    pub section_b: Impediment,
    /// C: who answers.
    pub section_c: ImpossibilitySender,
}

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Force majeure, or impossibility not of the provider's making, technical and operational reasons included.
    ForceMajeureOrDeFactoImpossibility,
    /// The order contains manifest errors.
    ManifestErrors,
    /// The order does not say enough.
    InsufficientInformation,
}

impl Ground {
    /// Every ground, in the order of the form.
    pub const ALL: [Self; 3] =
        [Self::ForceMajeureOrDeFactoImpossibility, Self::ManifestErrors, Self::InsufficientInformation];
}

/// Section B.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Impediment {
    /// (1) At least one ground.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub grounds: BTreeSet<Ground>,
    /// (2) More about the reasons.
    pub further_reasons: String,
    /// (3) For errors or missing information: what they are, and what is needed.
    pub clarification_needed: Option<String>,
}

/// Section C.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImpossibilitySender {
    /// In which capacity.
    pub acting_as: ActingAs,
    /// Name of the provider or the representative.
    pub name: String,
    /// The authorised person.
    pub authorised_person: String,
    /// The contact point's e-mail address.
    #[cfg_attr(test, schemars(email))]
    pub contact_email: String,
    /// The signature as it can be written.
    pub signature: String,
    /// Time and date of the answer.
    pub signed_at: Timestamp,
}

impl AnnexIII {
    /// Every field that keeps the form from being complete, in the order of the form.
    pub fn check(&self) -> Vec<Problem> {
        let mut findings = Findings::default();
        self.section_a.check(&mut findings);
        let b = &self.section_b;
        findings.require(!b.grounds.is_empty(), Section::B, "grounds", Defect::NothingTicked);
        findings.filled(Section::B, &[("further_reasons", &b.further_reasons)]);
        let needed =
            b.grounds.contains(&Ground::ManifestErrors) || b.grounds.contains(&Ground::InsufficientInformation);
        let given = b.clarification_needed.as_deref().is_some_and(|text| !text.trim().is_empty());
        findings.require(given || !needed, Section::B, "clarification_needed", Defect::NeededBy("grounds"));
        let c = &self.section_c;
        findings.filled(Section::C, &[("name", &c.name), ("authorised_person", &c.authorised_person)]);
        findings.email(Section::C, "contact_email", &c.contact_email);
        findings.filled(Section::C, &[("signature", &c.signature)]);
        let in_order = c.signed_at >= self.section_a.received_at;
        findings.require(in_order, Section::C, "signed_at", Defect::Contradicts("received_at"));
        findings.0
    }
}
