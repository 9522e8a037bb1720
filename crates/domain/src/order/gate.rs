//! The gates an order passes before it is issued. A missing one is refused by name.

mod refusal;

pub use refusal::Refusal;

use super::{PRIOR_INFORMATION, office_hours};
use crate::assess::{Category, Purpose};
use crate::hold::Answer;
use crate::id::PersonId;
use crate::locator;
use crate::named::named;
use crate::people::Competence;
use crate::provider::ServiceKind;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

/// How many orders one officer may issue to one provider within an hour without saying why. Our own
/// practice, not law: five hundred wrongful notices once went out in a week.
pub const BULK: usize = 20;

named! {
    /// What must be so before an order is issued.
    pub enum Gate {
        /// The address is that of exactly one item.
        ExactUrl = "exact_url",
        /// A person recorded the purpose test and found no protected purpose.
        PurposeTest = "purpose_test",
        /// Nothing on the page speaks clearly for a protected purpose, or two people said why it does not count; where
        /// nothing could be read, two people said what they saw.
        Context = "context",
        /// At least one type of content under Art 2(7), with reasons.
        Reasons = "reasons",
        /// What was seen is preserved, and its digest stands in the order.
        Capture = "capture",
        /// Nothing else lives at the address, or two people said why it may go too.
        Collateral = "collateral",
        /// Other authorities were asked, and a person recorded "go".
        Deconfliction = "deconfliction",
        /// Nobody has ordered the same item already, and no referral on it waits for an answer.
        Duplicate = "duplicate",
        /// The authority may issue orders under Art 12(1)(a), and the officer works for it.
        Competence = "competence",
        /// The provider's service is one that removal orders can be addressed to.
        Scope = "scope",
        /// The provider is known, in the Union or represented there, and has a contact point.
        Addressee = "addressee",
        /// The order is written in a language the contact point reads.
        Language = "language",
        /// The provider was told of procedures and deadlines 12 hours before its first order.
        PriorInformation = "prior_information",
        /// It is a working hour where the provider is, or somebody said why it cannot wait.
        Hours = "hours",
        /// Not many orders at once to one provider, or somebody said why.
        Bulk = "bulk",
        /// The officer who issues is not the one who proposed.
        SecondOfficer = "second_officer",
    }
}

impl Gate {
    /// How many people must each give a written reason to open the gate against what it found. None
    /// for a gate that nobody can open.
    #[must_use]
    pub const fn opened_by(self) -> Option<usize> {
        match self {
            Self::Context | Self::Collateral => Some(2),
            Self::Hours | Self::Bulk => Some(1),
            _ => None,
        }
    }

    /// Whether an order can be checked and approved while this gate is shut: these two are only asked
    /// at the moment of issue.
    #[must_use]
    pub const fn waits_for_issue(self) -> bool {
        matches!(self, Self::PriorInformation | Self::Hours | Self::Bulk)
    }
}

/// A gate that a person opened against what it found, with a written reason that stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// The gate.
    pub gate: Gate,
    /// Who.
    pub by: PersonId,
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
    /// The sign, if there is one, by which what was seen there is a collection, a listing or a search.
    pub collection: Option<&'a str>,
    /// The purpose test.
    pub purpose: Purpose,
    /// Whether the finding the order rests on is still the latest on the item.
    pub finding_stands: bool,
    /// Clear signs of a protected purpose on the page, by name.
    pub protected_signals: &'a [String],
    /// Why nothing there was read, if nothing was: then nothing could speak for a protected purpose either.
    pub unread: Option<&'a str>,
    /// Types of content.
    pub categories: &'a [Category],
    /// The officer's reasons.
    pub reason: &'a str,
    /// Whether a capture is preserved.
    pub capture_preserved: bool,
    /// What else lives at the address, if anything was seen.
    pub collateral: Option<&'a str>,
    /// The recorded answer to deconfliction, if any.
    pub deconfliction: Option<Answer>,
    /// Whether a hold in force covers the item, its account, its host or its domain.
    pub hold_in_force: bool,
    /// The reference of an order that already aims at this item.
    pub earlier_order: Option<&'a str>,
    /// The reference of a referral on this item that waits for its answer.
    pub open_referral: Option<&'a str>,
    /// The competences of the issuing authority.
    pub competences: &'a [Competence],
    /// Whether the officer works for the issuing authority.
    pub own_authority: bool,
    /// What the provider does; absent while the provider is not known.
    pub service: Option<ServiceKind>,
    /// Whether the provider is established in the Union or has a legal representative there.
    pub in_the_union: bool,
    /// Whether the provider has a contact point.
    pub contact_point: bool,
    /// The language of the order and those the contact point reads.
    pub language: (&'a str, &'a [String]),
    /// Prior information.
    pub prior_information: PriorInformation,
    /// The provider's time zone.
    pub zone: &'a TimeZone,
    /// How many orders the officer issued to this provider in the last hour.
    pub issued_this_hour: usize,
    /// Whether the issuing officer is another person than the author.
    pub second_officer: bool,
    /// Gates that people opened.
    pub opened: &'a [Opened],
    /// The moment of issue.
    pub now: Timestamp,
}

impl Facts<'_> {
    /// Whether enough different people opened the gate.
    fn is_opened(&self, gate: Gate) -> bool {
        let mut people: Vec<PersonId> =
            self.opened.iter().filter(|opened| opened.gate == gate).map(|opened| opened.by).collect();
        people.sort_unstable();
        people.dedup();
        gate.opened_by().is_some_and(|needed| people.len() >= needed)
    }
}

/// Every gate that is shut, in the order of [`Gate::ALL`]. Empty means that the order may be issued.
///
/// # Source
/// Regulation (EU) 2021/784, Art 1(3), 2(1), 3(2), 3(4), 12(1), 14(1), 15, 17, recitals 13, 14, 17 and 36.
#[must_use]
pub fn failing(facts: &Facts<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    what_is_ordered(facts, &mut |refusal| refusals.push(refusal));
    who_is_concerned(facts, &mut |refusal| refusals.push(refusal));
    when_and_by_whom(facts, &mut |refusal| refusals.push(refusal));
    refusals.sort_by_key(Refusal::gate);
    refusals
}

/// The item and the finding.
fn what_is_ordered(facts: &Facts<'_>, refuse: &mut impl FnMut(Refusal)) {
    match (locator::exact(facts.url), facts.collection) {
        (Err(shape), _) => refuse(Refusal::NotExact(shape)),
        (Ok(()), Some(sign)) => refuse(Refusal::Collection { sign: sign.to_owned() }),
        (Ok(()), None) => {}
    }
    if facts.purpose != Purpose::NoneProtected {
        refuse(Refusal::Purpose { purpose: facts.purpose });
    }
    if !facts.finding_stands {
        refuse(Refusal::FindingTakenUp);
    }
    if !facts.protected_signals.is_empty() && !facts.is_opened(Gate::Context) {
        refuse(Refusal::Context { signals: facts.protected_signals.join("; ") });
    }
    if let Some(why) = facts.unread.filter(|_| !facts.is_opened(Gate::Context)) {
        refuse(Refusal::Unread { why: why.to_owned() });
    }
    if facts.categories.is_empty() || facts.reason.trim().is_empty() {
        refuse(Refusal::NoReasons);
    }
    if !facts.capture_preserved {
        refuse(Refusal::NoCapture);
    }
    if let Some(what) = facts.collateral.filter(|_| !facts.is_opened(Gate::Collateral)) {
        refuse(Refusal::Collateral { what: what.to_owned() });
    }
}

/// Other authorities and the provider.
fn who_is_concerned(facts: &Facts<'_>, refuse: &mut impl FnMut(Refusal)) {
    if facts.deconfliction.is_none() {
        refuse(Refusal::NotDeconflicted);
    }
    if facts.hold_in_force || matches!(facts.deconfliction, Some(Answer::Hold | Answer::Contact)) {
        refuse(Refusal::Held);
    }
    if let Some(reference) = facts.earlier_order {
        refuse(Refusal::Duplicate { reference: reference.to_owned() });
    }
    if let Some(reference) = facts.open_referral {
        refuse(Refusal::ReferralOpen { reference: reference.to_owned() });
    }
    match facts.service {
        None => refuse(Refusal::NoProvider),
        Some(kind) => {
            if let Some(instead) = kind.out_of_scope() {
                refuse(Refusal::OutOfScope { kind, instead });
            }
            if !facts.in_the_union {
                refuse(Refusal::NoRepresentative);
            }
            if !facts.contact_point {
                refuse(Refusal::NoContactPoint);
            }
        }
    }
    let (language, reads) = facts.language;
    if !reads.iter().any(|read| read == language) {
        refuse(Refusal::Language { language: language.to_owned() });
    }
}

/// The issuing authority, the officer and the moment.
fn when_and_by_whom(facts: &Facts<'_>, refuse: &mut impl FnMut(Refusal)) {
    if !facts.competences.contains(&Competence::IssuesOrders) {
        refuse(Refusal::NotCompetent);
    }
    if !facts.own_authority {
        refuse(Refusal::OtherAuthority);
    }
    if !informed(facts.prior_information, facts.now) {
        refuse(Refusal::NotInformed);
    }
    if !office_hours::within_office_hours(facts.now, facts.zone) && !facts.is_opened(Gate::Hours) {
        refuse(Refusal::OutsideHours { there: office_hours::local(facts.now, facts.zone) });
    }
    if facts.issued_this_hour >= BULK && !facts.is_opened(Gate::Bulk) {
        refuse(Refusal::Bulk { count: facts.issued_this_hour });
    }
    if !facts.second_officer {
        refuse(Refusal::SamePerson);
    }
}

fn informed(prior: PriorInformation, now: Timestamp) -> bool {
    match prior {
        PriorInformation::None => false,
        PriorInformation::Given(at) => at.checked_add(PRIOR_INFORMATION).is_ok_and(|from| from <= now),
        PriorInformation::EmergencyJustified | PriorInformation::NotFirst => true,
    }
}

#[cfg(test)]
mod tests;
