//! Annex I: the removal order.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::findings::{Defect, Findings, Problem, Section};

/// Marks the JSON shape; any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum OrderSchema {
    /// The annex as enacted in 2021.
    #[serde(rename = "vigie-annex-1/1")]
    V1,
}

/// A removal order under Article 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnexI {
    /// The JSON shape.
    pub schema: OrderSchema,
    /// Set on anything issued in an exercise; the text then says so.
    pub rehearsal: bool,
    /// A: who orders whom, when.
    pub section_a: Addressing,
    /// B: what, and why.
    pub section_b: Content,
    /// C: whether the content provider may be told.
    pub section_c: NonDisclosure,
    /// D: the copy to the host state.
    pub section_d: HostStateCopy,
    /// E: the issuing authority and the person who certifies.
    pub section_e: IssuingAuthority,
    /// F: whom to ask.
    pub section_f: FollowUp,
    /// G: how to challenge the order.
    pub section_g: Redress,
}

/// Section A.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Addressing {
    /// Code of the issuing Member State.
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Z]{2}$")))]
    pub issuing_ms: String,
    /// The hosting service provider.
    pub addressee: String,
    /// Its legal representative, where it has one.
    pub legal_representative: Option<String>,
    /// The contact point the order is sent to.
    pub contact_point: String,
    /// Code of the Member State of the main establishment or the legal representative.
    #[cfg_attr(test, schemars(regex(pattern = "^[A-Z]{2}$")))]
    pub host_ms: String,
    /// When the order was issued.
    pub issued_at: Timestamp,
    /// The order's own number.
    pub order_ref: String,
}

/// Section B.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The exact address of the item.
    #[cfg_attr(test, schemars(url))]
    pub url: String,
    /// What else is needed to find it.
    pub additional_locator: Option<String>,
    /// The types of Article 2(7) it falls under, at least one.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub reasons: BTreeSet<Reason>,
    /// The statement of reasons that Article 3(4)(b) asks for, with nothing sensitive in it.
    pub additional_reasons: String,
}

/// Why material counts as terrorist content.
///
/// # Source
/// Regulation (EU) 2021/784, Article 2(7)(a) to (e).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// (a) It incites to terrorist offences, so that one may follow.
    Incites,
    /// (b) It solicits committing or contributing to them.
    SolicitsCommissionOrContribution,
    /// (c) It solicits taking part in a terrorist group.
    SolicitsParticipationInGroup,
    /// (d) It instructs in weapons, substances or other methods.
    Instructs,
    /// (e) It threatens to commit them.
    Threat,
}

impl Reason {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Incites,
        Self::SolicitsCommissionOrContribution,
        Self::SolicitsParticipationInGroup,
        Self::Instructs,
        Self::Threat,
    ];
}

/// Section C.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NonDisclosure {
    /// For reasons of public security the content provider may not be told.
    pub non_disclosure: bool,
}

/// Section D.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HostStateCopy {
    /// The host state is not the issuing state.
    pub host_ms_differs: bool,
    /// A copy goes to the competent authority of the host state.
    pub copy_sent_to_host_ca: bool,
}

/// What kind of authority issues the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorityType {
    /// A judge, court or investigating judge.
    JudgeCourtInvestigatingJudge,
    /// A law enforcement authority.
    LawEnforcement,
    /// Another competent authority, which must complete section F as well.
    OtherCa,
}

/// How the order is shown to be genuine. The form needs no signature where the channel authenticates the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Authentication {
    /// Signed, with a stamp if there is one.
    Signature {
        /// The signature as it can be written, for example the signer and the digest of the electronic signature.
        signature: String,
        /// The official stamp, if available.
        stamp: Option<String>,
    },
    /// Sent over a channel that authenticates the sender.
    AuthenticatedChannel {
        /// The channel.
        channel: String,
    },
}

/// Section E.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IssuingAuthority {
    /// Its kind.
    pub authority_type: AuthorityType,
    /// Its name.
    pub authority: String,
    /// Who certifies that the order is accurate and correct.
    pub representative: String,
    /// That person's post, with title and grade.
    pub post: String,
    /// The authority's file number.
    pub file_no: String,
    /// Postal address.
    pub address: String,
    /// Telephone, with country and area code.
    pub telephone: String,
    /// Fax, with country and area code.
    pub fax: Option<String>,
    /// E-mail address.
    #[cfg_attr(test, schemars(email))]
    pub email: String,
    /// Date of certification.
    pub date: Date,
    /// Signature, or the channel that makes one unnecessary.
    pub authentication: Authentication,
}

/// Section F.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Where the issuing authority takes feedback on the time of removal and gives clarification.
    pub issuing_authority_contact: String,
    /// The competent authority of the host state, where that is another one.
    pub host_authority_contact: Option<String>,
}

/// Section G.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Redress {
    /// The ways to challenge the order, at least one.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub remedies: Vec<Remedy>,
}

/// One way to challenge the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// The body or court.
    pub body_or_court: String,
    /// The time allowed and when it starts.
    pub deadline: String,
    /// Where the national provisions can be read.
    pub national_provisions: String,
}

impl AnnexI {
    /// Every field that keeps the order from being complete, in the order of the form.
    pub fn check(&self) -> Vec<Problem> {
        let mut findings = Findings::default();
        self.check_addressing(&mut findings);
        self.check_content(&mut findings);
        self.check_copy(&mut findings);
        self.check_authority(&mut findings);
        self.check_redress(&mut findings);
        findings.0
    }

    fn check_addressing(&self, findings: &mut Findings) {
        let a = &self.section_a;
        findings.country(Section::A, "issuing_ms", &a.issuing_ms);
        let texts = [
            ("addressee", a.addressee.as_str()),
            ("legal_representative", a.legal_representative.as_deref().unwrap_or("none")),
            ("contact_point", &a.contact_point),
        ];
        findings.filled(Section::A, &texts);
        findings.country(Section::A, "host_ms", &a.host_ms);
        findings.filled(Section::A, &[("order_ref", &a.order_ref)]);
    }

    fn check_content(&self, findings: &mut Findings) {
        let b = &self.section_b;
        findings.address(Section::B, "url", &b.url);
        findings.require(!b.reasons.is_empty(), Section::B, "reasons", Defect::NothingTicked);
        findings.filled(Section::B, &[("additional_reasons", &b.additional_reasons)]);
    }

    fn check_copy(&self, findings: &mut Findings) {
        let d = &self.section_d;
        let differs = self.section_a.issuing_ms != self.section_a.host_ms;
        findings.require(d.host_ms_differs == differs, Section::D, "host_ms_differs", Defect::Contradicts("host_ms"));
        let copied = d.copy_sent_to_host_ca || !differs;
        findings.require(copied, Section::D, "copy_sent_to_host_ca", Defect::NeededBy("host_ms"));
    }

    fn check_authority(&self, findings: &mut Findings) {
        let e = &self.section_e;
        let texts = [
            ("authority", e.authority.as_str()),
            ("representative", &e.representative),
            ("post", &e.post),
            ("file_no", &e.file_no),
            ("address", &e.address),
            ("telephone", &e.telephone),
        ];
        findings.filled(Section::E, &texts);
        findings.email(Section::E, "email", &e.email);
        let shown = match &e.authentication {
            Authentication::Signature { signature, .. } => signature,
            Authentication::AuthenticatedChannel { channel } => channel,
        };
        findings.filled(Section::E, &[("authentication", shown)]);
        findings.filled(Section::F, &[("issuing_authority_contact", &self.section_f.issuing_authority_contact)]);
        let host = self.section_f.host_authority_contact.as_deref().unwrap_or_default();
        let sound = !self.section_d.host_ms_differs || !host.trim().is_empty();
        findings.require(sound, Section::F, "host_authority_contact", Defect::NeededBy("host_ms_differs"));
    }

    fn check_redress(&self, findings: &mut Findings) {
        let remedies = &self.section_g.remedies;
        findings.require(!remedies.is_empty(), Section::G, "remedies", Defect::Empty);
        for remedy in remedies {
            let texts = [
                ("body_or_court", remedy.body_or_court.as_str()),
                ("deadline", &remedy.deadline),
                ("national_provisions", &remedy.national_provisions),
            ];
            findings.filled(Section::G, &texts);
        }
    }
}
