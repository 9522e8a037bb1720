//! What a provider's own transparency report says of orders, referrals and complaints, counted from the records.
//!
//! Only what passed through this installation is counted. What a provider did by its own specific measures, and how, only
//! it can say; the page says so.

use crate::desk::Desk;
use crate::error::Error;
use crate::ports::Query;
use crate::records::{Complaint, Item, Kept, Order, Provider, Record, Referral};
use domain::id::ProviderId;
use domain::order::{Answer, Contest, Event, Reinstatement, Scrutiny, TIME_TO_DECIDE_COMPLAINT, TIME_TO_REMOVE};
use domain::refer::ReferralState;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// How many records are read at a time.
const PAGE: u32 = 1000;

/// What is counted, in the order of the report.
///
/// # Source
/// Regulation (EU) 2021/784, Art 7(3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// (a) Orders received.
    OrdersReceived,
    /// (a) Of these, answered within the hour.
    AnsweredInTime,
    /// (a) Of these, answered later.
    AnsweredLate,
    /// (a) Of these, not answered.
    NotAnswered,
    /// (a) Referrals received.
    ReferralsReceived,
    /// (a) Of these, removed under the provider's own terms.
    ReferralsRemoved,
    /// (a) Of these, kept.
    ReferralsKept,
    /// (b) Orders about material that carries on what was seen before at another address.
    OrdersForReappeared,
    /// (c) Items removed after orders.
    Removed,
    /// (c) Items to which access was disabled after orders.
    Disabled,
    /// (c) Orders not carried out: impossible.
    NotPossible,
    /// (c) Orders not carried out: manifest error.
    ManifestError,
    /// (c) Orders not carried out: insufficient information.
    InsufficientInformation,
    /// (d) Complaints received.
    Complaints,
    /// (d) Of these, upheld.
    ComplaintsUpheld,
    /// (d) Of these, rejected.
    ComplaintsRejected,
    /// (d) Of these, without outcome.
    ComplaintsOpen,
    /// (d) Of these, decided after the two weeks.
    ComplaintsLate,
    /// (e) Scrutiny that the provider asked for. That it counts as a review brought by it is to be confirmed.
    ScrutinyAsked,
    /// (e) Of these, a breach found.
    ScrutinyBreach,
    /// (e) Of these, let stand.
    ScrutinyStands,
    /// (e) Challenges before a court that the issuing authority knows of; it is not recorded who brought them.
    Challenges,
    /// (e) Of these, the order annulled.
    ChallengesAnnulled,
    /// (e) Of these, the order upheld.
    ChallengesUpheld,
    /// (f) Cases in which the content had to come back after a review.
    ReinstatementRequired,
    /// (f) Of these, the content is back.
    ReinstatedAfterReview,
    /// (g) Cases in which the content came back after a complaint.
    ReinstatedAfterComplaint,
}

impl Counted {
    /// Everything that is counted, in order.
    pub const ALL: [Self; 27] = [
        Self::OrdersReceived,
        Self::AnsweredInTime,
        Self::AnsweredLate,
        Self::NotAnswered,
        Self::ReferralsReceived,
        Self::ReferralsRemoved,
        Self::ReferralsKept,
        Self::OrdersForReappeared,
        Self::Removed,
        Self::Disabled,
        Self::NotPossible,
        Self::ManifestError,
        Self::InsufficientInformation,
        Self::Complaints,
        Self::ComplaintsUpheld,
        Self::ComplaintsRejected,
        Self::ComplaintsOpen,
        Self::ComplaintsLate,
        Self::ScrutinyAsked,
        Self::ScrutinyBreach,
        Self::ScrutinyStands,
        Self::Challenges,
        Self::ChallengesAnnulled,
        Self::ChallengesUpheld,
        Self::ReinstatementRequired,
        Self::ReinstatedAfterReview,
        Self::ReinstatedAfterComplaint,
    ];

    /// The letter of Art 7(3) that asks for it, and its name in files.
    #[must_use]
    pub const fn place(self) -> (char, &'static str) {
        match self {
            Self::OrdersReceived => ('a', "orders_received"),
            Self::AnsweredInTime => ('a', "orders_answered_within_the_hour"),
            Self::AnsweredLate => ('a', "orders_answered_later"),
            Self::NotAnswered => ('a', "orders_not_answered"),
            Self::ReferralsReceived => ('a', "referrals_received"),
            Self::ReferralsRemoved => ('a', "referrals_removed"),
            Self::ReferralsKept => ('a', "referrals_kept"),
            Self::OrdersForReappeared => ('b', "orders_for_reappeared_material"),
            Self::Removed => ('c', "items_removed_after_orders"),
            Self::Disabled => ('c', "items_disabled_after_orders"),
            Self::NotPossible => ('c', "orders_not_carried_out_impossible"),
            Self::ManifestError => ('c', "orders_not_carried_out_manifest_error"),
            Self::InsufficientInformation => ('c', "orders_not_carried_out_insufficient_information"),
            Self::Complaints => ('d', "complaints_received"),
            Self::ComplaintsUpheld => ('d', "complaints_upheld"),
            Self::ComplaintsRejected => ('d', "complaints_rejected"),
            Self::ComplaintsOpen => ('d', "complaints_without_outcome"),
            Self::ComplaintsLate => ('d', "complaints_decided_after_two_weeks"),
            Self::ScrutinyAsked => ('e', "scrutiny_asked_by_provider"),
            Self::ScrutinyBreach => ('e', "scrutiny_breach_found"),
            Self::ScrutinyStands => ('e', "scrutiny_order_stands"),
            Self::Challenges => ('e', "court_challenges_known"),
            Self::ChallengesAnnulled => ('e', "court_order_annulled"),
            Self::ChallengesUpheld => ('e', "court_order_upheld"),
            Self::ReinstatementRequired => ('f', "reinstatement_required_after_review"),
            Self::ReinstatedAfterReview => ('f', "reinstated_after_review"),
            Self::ReinstatedAfterComplaint => ('g', "reinstated_after_complaint"),
        }
    }
}

/// The counts of a calendar year, in the provider's own time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transparency {
    /// The year.
    pub year: i16,
    zone: TimeZone,
    counts: BTreeMap<Counted, u64>,
}

/// Counts a year of a provider. Each event counts in the year in which it happened: an order with its receipt, a
/// complaint with its own, a review with its request or decision.
///
/// # Errors
/// Storage failures.
///
/// # Source
/// Regulation (EU) 2021/784, Art 7(3).
pub async fn of_provider(desk: &Desk, provider: &Provider, year: i16) -> Result<Transparency, Error> {
    let mut report = Transparency { year, zone: provider.zone(), counts: BTreeMap::new() };
    for order in all::<Order>(desk, provider.id).await? {
        report.order(&order);
        if report.holds(order.received.map(|stamp| stamp.at)) {
            let item = desk.find::<Item>(order.item.0).await?;
            report.add(Counted::OrdersForReappeared, item.is_some_and(|item| item.forerunner.is_some()));
        }
    }
    for referral in all::<Referral>(desk, provider.id).await? {
        report.referral(&referral);
    }
    for complaint in all::<Complaint>(desk, provider.id).await? {
        report.complaint(&complaint);
    }
    Ok(report)
}

async fn all<T: Record>(desk: &Desk, provider: ProviderId) -> Result<Vec<Kept<T>>, Error> {
    let mut query = Query::all(T::KIND, PAGE).with("provider", provider);
    let mut found = Vec::new();
    loop {
        let page = desk.list::<T>(&query).await?;
        let last = page.last().map(|last| (last.sort(), last.uuid()));
        let whole = page.len() == PAGE as usize;
        found.extend(page);
        match last {
            Some(last) if whole => query.after = Some(last),
            _ => return Ok(found),
        }
    }
}

impl Transparency {
    /// How many there were.
    #[must_use]
    pub fn count(&self, what: Counted) -> u64 {
        self.counts.get(&what).copied().unwrap_or_default()
    }

    fn add(&mut self, what: Counted, there: bool) {
        *self.counts.entry(what).or_default() += u64::from(there);
    }

    fn holds(&self, at: Option<Timestamp>) -> bool {
        at.is_some_and(|at| at.to_zoned(self.zone.clone()).year() == self.year)
    }

    fn order(&mut self, order: &Order) {
        if let Some(received) = order.received.filter(|stamp| self.holds(Some(stamp.at))) {
            let first = order.answers.first();
            let in_time = first.is_some_and(|given| given.at <= received.at + TIME_TO_REMOVE);
            self.add(Counted::OrdersReceived, true);
            self.add(Counted::AnsweredInTime, in_time);
            self.add(Counted::AnsweredLate, first.is_some() && !in_time);
            self.add(Counted::NotAnswered, first.is_none());
            // What was impossible at first and removed in the end was removed.
            let gone = order.answers.iter().rev().find(|given| given.answer.annex() == "II");
            let said = gone.or(order.answers.last()).map(|given| given.answer);
            self.add(Counted::Removed, said == Some(Answer::Removed));
            self.add(Counted::Disabled, said == Some(Answer::DisabledAllMs));
            self.add(Counted::NotPossible, said == Some(Answer::Impossible));
            self.add(Counted::ManifestError, said == Some(Answer::ManifestError));
            self.add(Counted::InsufficientInformation, said == Some(Answer::InsufficientInformation));
        }
        self.reviews(order);
    }

    fn reviews(&mut self, order: &Order) {
        let asked = order.proceeding(Event::AskScrutiny).filter(|step| step.by.starts_with("provider: "));
        if self.holds(asked.map(|step| step.at)) {
            self.add(Counted::ScrutinyAsked, true);
            self.add(Counted::ScrutinyBreach, order.scrutiny == Scrutiny::Breach);
            self.add(Counted::ScrutinyStands, order.scrutiny == Scrutiny::Stands);
        }
        if self.holds(order.proceeding(Event::Challenge).map(|step| step.at)) {
            self.add(Counted::Challenges, true);
            self.add(Counted::ChallengesAnnulled, order.contest == Contest::Annulled);
            self.add(Counted::ChallengesUpheld, order.contest == Contest::Upheld);
        }
        let lost = order.proceeding(Event::FindBreach).or(order.proceeding(Event::Annul));
        if self.holds(lost.map(|step| step.at)) {
            self.add(Counted::ReinstatementRequired, true);
            self.add(Counted::ReinstatedAfterReview, order.reinstatement == Reinstatement::Reinstated);
        }
    }

    fn referral(&mut self, referral: &Referral) {
        if self.holds(referral.sent.map(|stamp| stamp.at)) {
            self.add(Counted::ReferralsReceived, true);
            self.add(Counted::ReferralsRemoved, referral.state == ReferralState::Removed);
            self.add(Counted::ReferralsKept, referral.state == ReferralState::Declined);
        }
    }

    fn complaint(&mut self, complaint: &Complaint) {
        if self.holds(Some(complaint.received)) {
            let outcome = complaint.outcome.as_ref();
            let late = outcome.is_some_and(|outcome| outcome.at > complaint.received + TIME_TO_DECIDE_COMPLAINT);
            self.add(Counted::Complaints, true);
            self.add(Counted::ComplaintsUpheld, outcome.is_some_and(|outcome| outcome.reinstated));
            self.add(Counted::ComplaintsRejected, outcome.is_some_and(|outcome| !outcome.reinstated));
            self.add(Counted::ComplaintsOpen, outcome.is_none());
            self.add(Counted::ComplaintsLate, late);
        }
        let upheld = complaint.outcome.as_ref().filter(|outcome| outcome.reinstated);
        self.add(Counted::ReinstatedAfterComplaint, self.holds(upheld.map(|outcome| outcome.at)));
    }
}
