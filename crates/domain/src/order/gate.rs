//! The gates an order passes before it is issued. A missing one is refused by name.

use super::PRIOR_INFORMATION;
use crate::assess::{Category, Purpose};
use crate::hold::Answer;
use crate::locator::{self, NotExact};
use crate::named::named;
use crate::people::Competence;
use jiff::Timestamp;
use url::Url;

named! {
    /// What must be so before an order is issued.
    pub enum Gate {
        /// The address is that of exactly one item.
        ExactUrl = "exact_url",
        /// A person recorded the purpose test and found no protected purpose.
        PurposeTest = "purpose_test",
        /// At least one type of content under Art 2(7), with reasons.
        Reasons = "reasons",
        /// What was seen is preserved, and its digest stands in the order.
        Capture = "capture",
        /// Other authorities were asked, and a person recorded "go".
        Deconfliction = "deconfliction",
        /// Nobody has ordered the same item already.
        Duplicate = "duplicate",
        /// The authority may issue orders under Art 12(1)(a).
        Competence = "competence",
        /// The provider is known and has a contact point.
        Addressee = "addressee",
        /// The order is written in a language the contact point reads.
        Language = "language",
        /// The provider was told of procedures and deadlines 12 hours before its first order.
        PriorInformation = "prior_information",
        /// The officer who issues is not the one who proposed.
        SecondOfficer = "second_officer",
    }
}

/// Whether the provider was informed before its first order from this authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorInformation {
    /// Never informed.
    None,
    /// Informed at this moment.
    Given(Timestamp),
    /// Waived for an emergency that the order itself justifies (recital 17).
    EmergencyJustified,
    /// Not the first order from this authority to this provider.
    NotFirst,
}

/// What is known when an order is about to be issued.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The address the order names.
    pub url: &'a Url,
    /// Whether what was seen there shows a collection, a listing or a search.
    pub page_is_collection: bool,
    /// The purpose test.
    pub purpose: Purpose,
    /// Whether the finding the order rests on is still the latest on the item.
    pub finding_stands: bool,
    /// Types of content.
    pub categories: &'a [Category],
    /// The officer's reasons.
    pub reason: &'a str,
    /// Whether a capture is preserved.
    pub capture_preserved: bool,
    /// The recorded answer to deconfliction, if any.
    pub deconfliction: Option<Answer>,
    /// Whether a hold in force covers the host.
    pub hold_in_force: bool,
    /// The reference of an order that already aims at this item.
    pub earlier_order: Option<&'a str>,
    /// The competences of the issuing authority.
    pub competences: &'a [Competence],
    /// Whether the provider is known.
    pub provider_known: bool,
    /// Whether the provider has a contact point.
    pub contact_point: bool,
    /// The language of the order and those the contact point reads.
    pub language: (&'a str, &'a [String]),
    /// Prior information.
    pub prior_information: PriorInformation,
    /// Whether the issuing officer is another person than the author.
    pub second_officer: bool,
    /// The moment of issue.
    pub now: Timestamp,
}

/// Why a gate is shut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// See [`NotExact`].
    #[error("an order names one exact item: {0}")]
    NotExact(NotExact),
    /// The page itself shows that it is a collection, a listing or a search.
    #[error("an order names one exact item: what was captured there is a collection or listing")]
    Collection,
    /// The purpose test found, or could not exclude, a protected purpose.
    #[error("the purpose test says “{purpose}”: no order can follow (Art 1(3))")]
    Purpose {
        /// What it found.
        purpose: Purpose,
    },
    /// The finding was taken up again since.
    #[error("the finding this order rests on was taken up again; a new finding comes first")]
    FindingTakenUp,
    /// No category or no reason.
    #[error("the order needs a type under Art 2(7) and detailed reasons (Art 3(4)(b))")]
    NoReasons,
    /// Nothing is preserved.
    #[error("no capture of the item is preserved")]
    NoCapture,
    /// Nobody was asked. Silence is never "go".
    #[error("deconfliction was not answered; silence is not “go”")]
    NotDeconflicted,
    /// Another authority holds.
    #[error("another authority asks to hold or to be contacted first")]
    Held,
    /// The item is ordered already.
    #[error("the item is the subject of order {reference} already (recital 36)")]
    Duplicate {
        /// The earlier order.
        reference: String,
    },
    /// The authority may not issue orders.
    #[error("the authority is not competent to issue orders (Art 12(1)(a))")]
    NotCompetent,
    /// The provider is not known.
    #[error("no provider is set for this item")]
    NoProvider,
    /// The provider has no contact point.
    #[error("the provider has no contact point on record (Art 15)")]
    NoContactPoint,
    /// The contact point does not read the order's language.
    #[error("the contact point does not read “{language}” (Art 15(2))")]
    Language {
        /// The order's language.
        language: String,
    },
    /// The provider was not informed, or less than 12 hours ago.
    #[error("the provider was not informed at least 12 hours before its first order (Art 3(2))")]
    NotInformed,
    /// The author cannot issue their own order.
    #[error("a second officer issues an order, not its author")]
    SamePerson,
}

impl Refusal {
    /// The gate that is shut.
    #[must_use]
    pub const fn gate(&self) -> Gate {
        match self {
            Self::NotExact(_) | Self::Collection => Gate::ExactUrl,
            Self::Purpose { .. } | Self::FindingTakenUp => Gate::PurposeTest,
            Self::NoReasons => Gate::Reasons,
            Self::NoCapture => Gate::Capture,
            Self::NotDeconflicted | Self::Held => Gate::Deconfliction,
            Self::Duplicate { .. } => Gate::Duplicate,
            Self::NotCompetent => Gate::Competence,
            Self::NoProvider | Self::NoContactPoint => Gate::Addressee,
            Self::Language { .. } => Gate::Language,
            Self::NotInformed => Gate::PriorInformation,
            Self::SamePerson => Gate::SecondOfficer,
        }
    }
}

/// Every gate that is shut, in the order of [`Gate::ALL`]. Empty means that the order may be issued.
///
/// # Source
/// Regulation (EU) 2021/784, Art 1(3), 3(2), 3(4), 12(1), 14(1), 15, recitals 17 and 36.
#[must_use]
pub fn failing(facts: &Facts<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let mut refuse = |shut: bool, refusal: Refusal| {
        if shut {
            refusals.push(refusal);
        }
    };
    if let Err(shape) = locator::exact(facts.url) {
        refuse(true, Refusal::NotExact(shape));
    } else {
        refuse(facts.page_is_collection, Refusal::Collection);
    }
    refuse(facts.purpose != Purpose::NoneProtected, Refusal::Purpose { purpose: facts.purpose });
    refuse(!facts.finding_stands, Refusal::FindingTakenUp);
    refuse(facts.categories.is_empty() || facts.reason.trim().is_empty(), Refusal::NoReasons);
    refuse(!facts.capture_preserved, Refusal::NoCapture);
    refuse(facts.deconfliction.is_none(), Refusal::NotDeconflicted);
    refuse(facts.hold_in_force || matches!(facts.deconfliction, Some(Answer::Hold | Answer::Contact)), Refusal::Held);
    if let Some(reference) = facts.earlier_order {
        refuse(true, Refusal::Duplicate { reference: reference.to_owned() });
    }
    refuse(!facts.competences.contains(&Competence::IssuesOrders), Refusal::NotCompetent);
    refuse(!facts.provider_known, Refusal::NoProvider);
    refuse(facts.provider_known && !facts.contact_point, Refusal::NoContactPoint);
    let (language, reads) = facts.language;
    refuse(!reads.iter().any(|read| read == language), Refusal::Language { language: language.to_owned() });
    refuse(!informed(facts.prior_information, facts.now), Refusal::NotInformed);
    refuse(!facts.second_officer, Refusal::SamePerson);
    refusals
}

fn informed(prior: PriorInformation, now: Timestamp) -> bool {
    match prior {
        PriorInformation::None => false,
        PriorInformation::Given(at) => at.checked_add(PRIOR_INFORMATION).is_ok_and(|from| from <= now),
        PriorInformation::EmergencyJustified | PriorInformation::NotFirst => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn with<T>(change: impl FnOnce(&mut Facts<'_>), read: impl FnOnce(Vec<Refusal>) -> T) -> T {
        let url = Url::parse("https://b.lowtide.test/meridian/bulletin-41").unwrap();
        let now: Timestamp = "2026-11-17T13:00:00Z".parse().unwrap();
        let languages = vec!["nl".to_owned(), "en".to_owned()];
        let mut facts = Facts {
            url: &url,
            page_is_collection: false,
            purpose: Purpose::NoneProtected,
            finding_stands: true,
            categories: &[Category::Incites],
            reason: "REHEARSAL",
            capture_preserved: true,
            deconfliction: Some(Answer::Go),
            hold_in_force: false,
            earlier_order: None,
            competences: &[Competence::IssuesOrders],
            provider_known: true,
            contact_point: true,
            language: ("en", &languages),
            prior_information: PriorInformation::Given(now - 12.hours()),
            second_officer: true,
            now,
        };
        change(&mut facts);
        read(failing(&facts))
    }

    #[test]
    fn all_met() {
        with(|_| {}, |refusals| assert_eq!(refusals, []));
    }

    #[test]
    fn each_gate_shuts_by_name() {
        type Change = fn(&mut Facts<'_>);
        let cases: [(Change, Gate); 14] = [
            (|f| f.finding_stands = false, Gate::PurposeTest),
            (|f| f.page_is_collection = true, Gate::ExactUrl),
            (|f| f.purpose = Purpose::Journalism, Gate::PurposeTest),
            (|f| f.purpose = Purpose::CannotTell, Gate::PurposeTest),
            (|f| f.categories = &[], Gate::Reasons),
            (|f| f.capture_preserved = false, Gate::Capture),
            (|f| f.deconfliction = None, Gate::Deconfliction),
            (|f| f.hold_in_force = true, Gate::Deconfliction),
            (|f| f.earlier_order = Some("BE-2026-1"), Gate::Duplicate),
            (|f| f.competences = &[Competence::ScrutinisesOrders], Gate::Competence),
            (|f| f.contact_point = false, Gate::Addressee),
            (|f| f.language = ("fr", &[]), Gate::Language),
            (|f| f.prior_information = PriorInformation::None, Gate::PriorInformation),
            (|f| f.second_officer = false, Gate::SecondOfficer),
        ];
        for (change, gate) in cases {
            with(change, |refusals| {
                assert_eq!(refusals.iter().map(Refusal::gate).collect::<Vec<_>>(), [gate]);
            });
        }
    }

    #[test]
    fn eleven_hours_and_fifty_nine_minutes_are_not_twelve_hours() {
        with(
            |facts| facts.prior_information = PriorInformation::Given(facts.now - 719.minutes()),
            |refusals| assert_eq!(refusals, [Refusal::NotInformed]),
        );
    }
}
