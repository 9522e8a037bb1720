//! How providers behave, as plans made of dated steps. Pure: chance is passed in.

use rand::Rng;

/// What a provider does with a letter. Each of the fourteen has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Confirms, removes and answers within the hour.
    Prompt,
    /// Confirms, and removes only hours later.
    Slow,
    /// Confirms, and is never heard of again.
    SilentAfterReceipt,
    /// Leaves the letter unread.
    NeverOpens,
    /// Answers that the page is removed, and leaves it up.
    SaysRemovedButIsNot,
    /// Answers an order with force majeure (Annex III), and removes when the cause is gone.
    Impossible,
    /// Answers an order with a manifest error (Annex III).
    ManifestError,
    /// Answers an order that it does not say enough (Annex III).
    InsufficientInformation,
    /// Hides the page from visitors in the Union only, and answers that it is removed.
    GeoBlocksOnly,
    /// Removes the page, and says so with status 200.
    SoftNotFound,
    /// Removes the page, answers so, and serves it again at another path.
    MovesThePage,
    /// Hides the page from visitors in the Union, and answers exactly that.
    DisablesInEu,
    /// Removes the page, answers so, and some days later has it up again.
    RemovesThenRestores,
    /// Declines every referral, and follows every order.
    DeclinesReferrals,
}

/// The instrument that a letter carries, as its portal page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instrument {
    /// A voluntary notice, which may be declined.
    Referral,
    /// A removal order.
    Order,
}

/// A change to what a site serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The page is gone from everywhere, with this status.
    Gone(u16),
    /// The page is replaced by a "not found" page with status 200.
    SoftGone,
    /// Visitors in the Union get this status; others still see the page.
    GeoBlocked(u16),
    /// The page is served again where it was.
    Restored,
    /// The page is served again where it was, because what called for its removal was lifted.
    Reinstated,
    /// The page is served at its new path, the old one redirecting there with this status or
    /// staying gone.
    Moved(Option<u16>),
}

/// What an answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// The content is removed.
    Removed,
    /// Access is disabled in all Member States.
    DisabledAllMs,
    /// It cannot be done now: force majeure.
    Impossible,
    /// The order contains a manifest error.
    ManifestError,
    /// The order does not contain enough information.
    InsufficientInformation,
    /// The provider does not follow the referral.
    Declined,
}

impl AnswerKind {
    /// The word in the portal's form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::DisabledAllMs => "disabled_all_ms",
            Self::Impossible => "impossible",
            Self::ManifestError => "manifest_error",
            Self::InsufficientInformation => "insufficient_information",
            Self::Declined => "declined",
        }
    }
}

/// An answer as it is put in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub kind: AnswerKind,
    /// The reasons, in the provider's words.
    pub explanation: &'static str,
}

/// One thing a provider does about a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Follow the link and read the page; what comes after is planned then.
    Open,
    /// Read the page again after another letter about it.
    Reread,
    /// Ask the public page whether the order is genuine.
    Check,
    /// Say on the page of an order that has no effect any more that the content is back.
    Reinstate,
    /// Write down on the provider's own page that a customer complained.
    Complain,
    /// Write down there that the customer was right.
    Uphold,
    Acknowledge,
    Change(Change),
    Answer(Answer),
    /// A member of the public reports the page's new address.
    Tip,
}

/// A step and the simulated minutes after the opening of the letter at which it is due.
pub(crate) type Planned = (i64, Step);

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Simulated minutes between a letter's arrival and its opening; nothing when it stays unread.
pub(crate) fn minutes_to_open(manner: Manner, chance: &mut impl Rng) -> Option<i64> {
    match manner {
        Manner::NeverOpens => None,
        Manner::Slow => Some(chance.random_range(45..90)),
        Manner::SilentAfterReceipt => Some(chance.random_range(15..40)),
        _ => Some(chance.random_range(3..15)),
    }
}

/// What a provider knows when it opens a letter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    pub instrument: Instrument,
    /// Whether it has already answered for the same page once: caught out, every provider does it properly.
    pub seen_before: bool,
    /// How many orders it has opened before.
    pub orders_before: usize,
}

/// What a provider does after opening a letter about a page of its own.
pub(crate) fn plan(manner: Manner, opening: Opening, chance: &mut impl Rng) -> Vec<Planned> {
    let work = chance.random_range(8..30);
    let mut plan = vec![(0, Step::Acknowledge)];
    let Opening { instrument, seen_before, orders_before } = opening;
    plan.extend(match effective(manner, instrument, seen_before) {
        Manner::Slow => removal(work + 4 * HOUR, Change::Gone(404)),
        Manner::SilentAfterReceipt | Manner::NeverOpens => vec![],
        Manner::SaysRemovedButIsNot => vec![(work, REMOVED)],
        Manner::Impossible => {
            let mut steps = vec![(work, IMPOSSIBLE)];
            steps.extend(removal(2 * DAY + work, Change::Gone(404)));
            steps
        }
        Manner::ManifestError => vec![(work, MANIFEST_ERRORS[orders_before % MANIFEST_ERRORS.len()])],
        Manner::InsufficientInformation => vec![(work, INSUFFICIENT)],
        Manner::GeoBlocksOnly => removal(work, Change::GeoBlocked(403)),
        Manner::SoftNotFound => removal(work, Change::SoftGone),
        Manner::MovesThePage => moving(work, chance),
        Manner::DisablesInEu => vec![(work, Step::Change(Change::GeoBlocked(451))), (work + 2, DISABLED)],
        Manner::RemovesThenRestores => {
            let mut steps = removal(work, Change::Gone(404));
            let back = chance.random_range(2 * DAY..4 * DAY);
            steps.push((back, Step::Change(Change::Restored)));
            steps
        }
        Manner::DeclinesReferrals if instrument == Instrument::Referral => vec![(work, DECLINED)],
        Manner::Prompt | Manner::DeclinesReferrals => removal(work, Change::Gone(410)),
    });
    plan
}

/// What a provider answers about a page that it does not serve at all.
pub(crate) fn plan_for_a_stranger(instrument: Instrument) -> Vec<Planned> {
    let answer = match instrument {
        Instrument::Referral => NOT_OURS_DECLINED,
        Instrument::Order => NOT_OURS,
    };
    vec![(0, Step::Acknowledge), (10, answer)]
}

/// What a provider does when its question was answered, or the order was corrected.
pub(crate) fn plan_after_reply() -> Vec<Planned> {
    removal(12, Change::Gone(410))
}

/// What a provider does when an order has lost its effect: what it took down comes back.
pub(crate) fn plan_of_reinstatement(took_down: bool) -> Vec<Planned> {
    let change = took_down.then_some((20, Step::Change(Change::Reinstated)));
    change.into_iter().chain([(25, Step::Reinstate)]).collect()
}

/// What follows when a customer complains of a removal, and is right.
pub(crate) fn plan_of_complaint() -> Vec<Planned> {
    vec![(2 * DAY, Step::Complain), (5 * DAY, Step::Change(Change::Reinstated)), (5 * DAY + 5, Step::Uphold)]
}

/// Annex III belongs to orders, and so does disabling in all Member States: with a referral those
/// providers simply remove.
fn effective(manner: Manner, instrument: Instrument, seen_before: bool) -> Manner {
    let only_for_orders = matches!(
        manner,
        Manner::Impossible | Manner::ManifestError | Manner::InsufficientInformation | Manner::DisablesInEu
    );
    if seen_before || (only_for_orders && instrument == Instrument::Referral) { Manner::Prompt } else { manner }
}

fn removal(after: i64, change: Change) -> Vec<Planned> {
    vec![(after, Step::Change(change)), (after + 2, REMOVED)]
}

fn moving(work: i64, chance: &mut impl Rng) -> Vec<Planned> {
    let mut steps = removal(work, Change::Gone(404));
    let moved = chance.random_range(6 * HOUR..30 * HOUR);
    let redirect = [None, Some(301), Some(302)][chance.random_range(0..3)];
    steps.push((moved, Step::Change(Change::Moved(redirect))));
    if redirect.is_none() {
        let noticed = chance.random_range(4 * HOUR..12 * HOUR);
        steps.push((moved + noticed, Step::Tip));
    }
    steps
}

const fn answer(kind: AnswerKind, explanation: &'static str) -> Step {
    Step::Answer(Answer { kind, explanation })
}

const REMOVED: Step = answer(AnswerKind::Removed, "");
const DISABLED: Step = answer(AnswerKind::DisabledAllMs, "");
const IMPOSSIBLE: Step = answer(
    AnswerKind::Impossible,
    "REHEARSAL: seawater has reached the storage room, and the volume is off for two days.",
);
/// The first claim is right and can be mended, the second is right and cannot, the third is wrong.
const MANIFEST_ERRORS: [Step; 3] = [
    answer(
        AnswerKind::ManifestError,
        "REHEARSAL: the reasons do not say which of the two pictures is meant; please correct.",
    ),
    answer(
        AnswerKind::ManifestError,
        "REHEARSAL: the page is an exercise of a sailing class; the class has shown us its timetable, please withdraw.",
    ),
    answer(AnswerKind::ManifestError, "REHEARSAL: the date in the order lies before the page was published."),
];
const INSUFFICIENT: Step =
    answer(AnswerKind::InsufficientInformation, "REHEARSAL: please say which part of the page is meant.");
const DECLINED: Step =
    answer(AnswerKind::Declined, "REHEARSAL: the page does not breach our terms. We follow orders only.");
const NOT_OURS: Step = answer(AnswerKind::ManifestError, "REHEARSAL: we do not serve that address.");
const NOT_OURS_DECLINED: Step = answer(AnswerKind::Declined, "REHEARSAL: we do not serve that address.");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::FIRMS;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn kinds(plan: &[Planned]) -> Vec<AnswerKind> {
        plan.iter()
            .filter_map(|(_, step)| match step {
                Step::Answer(answer) => Some(answer.kind),
                _ => None,
            })
            .collect()
    }

    fn opening(instrument: Instrument) -> Opening {
        Opening { instrument, seen_before: false, orders_before: 0 }
    }

    fn first(manner: Manner, instrument: Instrument) -> Vec<Planned> {
        plan(manner, opening(instrument), &mut StdRng::seed_from_u64(7))
    }

    #[test]
    fn referrals_are_only_ever_answered_with_removed_or_declined() {
        for firm in &FIRMS {
            for kind in kinds(&first(firm.manner, Instrument::Referral)) {
                assert!(matches!(kind, AnswerKind::Removed | AnswerKind::Declined));
            }
        }
    }

    #[test]
    fn orders_get_the_answer_of_the_manner() {
        let of = |manner| kinds(&first(manner, Instrument::Order));
        assert_eq!(of(Manner::SaysRemovedButIsNot), [AnswerKind::Removed]);
        assert_eq!(of(Manner::Impossible), [AnswerKind::Impossible, AnswerKind::Removed]);
        assert_eq!(of(Manner::DisablesInEu), [AnswerKind::DisabledAllMs]);
        assert_eq!(of(Manner::DeclinesReferrals), [AnswerKind::Removed]);
        assert!(of(Manner::SilentAfterReceipt).is_empty());
    }

    #[test]
    fn the_second_time_every_provider_removes_within_the_hour() {
        for firm in &FIRMS {
            let mut chance = StdRng::seed_from_u64(1);
            let caught = Opening { seen_before: true, ..opening(Instrument::Order) };
            let again = plan(firm.manner, caught, &mut chance);
            assert_eq!(kinds(&again), [AnswerKind::Removed], "{}", firm.name);
            assert!(again.iter().all(|(minutes, _)| *minutes < HOUR));
            assert!(again.contains(&(again[1].0, Step::Change(Change::Gone(410)))));
        }
    }

    #[test]
    fn a_moved_page_is_found_by_its_redirect_or_by_a_tip() {
        for seed in 0..50 {
            let mut chance = StdRng::seed_from_u64(seed);
            let steps = plan(Manner::MovesThePage, opening(Instrument::Order), &mut chance);
            let redirects = steps.iter().any(|(_, step)| matches!(step, Step::Change(Change::Moved(Some(_)))));
            let tip = steps.iter().any(|(_, step)| *step == Step::Tip);
            assert!(redirects != tip);
        }
    }
}
