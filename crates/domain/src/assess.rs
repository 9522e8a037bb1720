//! *Assess*: a person's reasoned finding. Art 1(3) is a gate, not a note.

use crate::detect::ItemState;
use crate::named::named;

named! {
    /// The types of terrorist content.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 2(7)(a)-(e).
    pub enum Category {
        /// (a) Incites, glorifies or advocates, causing a danger that an offence be committed.
        Incites = "incites",
        /// (b) Solicits a person to commit, or contribute to, an offence.
        SolicitsCommission = "solicits_commission_or_contribution",
        /// (c) Solicits taking part in the activities of a group.
        SolicitsParticipation = "solicits_participation_in_group",
        /// (d) Instructs on weapons, substances or other specific methods.
        Instructs = "instructs",
        /// (e) Threatens to commit an offence.
        Threatens = "threat",
    }
}

impl Category {
    /// The letter of Art 2(7) that the category stands for.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Incites => 'a',
            Self::SolicitsCommission => 'b',
            Self::SolicitsParticipation => 'c',
            Self::Instructs => 'd',
            Self::Threatens => 'e',
        }
    }
}

named! {
    /// The true purpose of a publication, as the officer finds it.
    ///
    /// # Source
    /// Regulation (EU) 2021/784, Art 1(3).
    pub enum Purpose {
        /// None of the protected purposes: it spreads the material.
        NoneProtected = "none_protected",
        /// Journalism.
        Journalism = "journalism",
        /// Education.
        Education = "education",
        /// Art.
        Art = "art",
        /// Research.
        Research = "research",
        /// Preventing or countering terrorism, or taking part in public debate.
        CounterSpeech = "counter_speech",
        /// The officer cannot tell.
        CannotTell = "cannot_tell",
    }
}

impl Purpose {
    /// Whether Art 1(3) protects a publication with this purpose.
    #[must_use]
    pub const fn is_protected(self) -> bool {
        !matches!(self, Self::NoneProtected | Self::CannotTell)
    }
}

named! {
    /// How sure the officer is.
    pub enum Confidence {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

named! {
    /// What the officer decides.
    pub enum Outcome {
        /// Propose a removal order to a second officer.
        ProposeOrder = "propose_order",
        /// Refer to the provider, who judges by its own terms.
        Refer = "refer",
        /// A protected purpose: leave it alone.
        Exempt = "exempt",
        /// Nothing to act on.
        Dismiss = "dismiss",
        /// Ask for a second reading.
        SecondReading = "second_reading",
    }
}

/// The shortest reason, in characters, that a court could read.
pub const MIN_REASON_CHARS: usize = 40;
/// The longest reason that is kept, in characters.
pub const MAX_REASON_CHARS: usize = 4000;

/// What an officer found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The purpose test.
    pub purpose: Purpose,
    /// Why, in the officer's words.
    pub reason: String,
    /// The types of content; at least one for a referral or an order.
    pub categories: Vec<Category>,
    /// How sure the officer is. Nothing is preselected.
    pub confidence: Confidence,
    /// The decision.
    pub outcome: Outcome,
}

/// Why a finding cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item does not wait for a finding.
    #[error("this item is not open for a finding: it is {state}")]
    NotOpen {
        /// Where it stands.
        state: ItemState,
    },
    /// There is no finding to take up again.
    #[error("this item is {state}: there is no finding to take up again")]
    NotDecided {
        /// Where it stands.
        state: ItemState,
    },
    /// The reason is too short to be read by a court.
    #[error("the reason has {have} characters; at least {MIN_REASON_CHARS} are needed")]
    ReasonTooShort {
        /// Characters given.
        have: usize,
    },
    /// The reason is too long.
    #[error("the reason has {have} characters; at most {MAX_REASON_CHARS} are kept")]
    ReasonTooLong {
        /// Characters given.
        have: usize,
    },
    /// A protected purpose cannot be ordered or referred.
    #[error("a protected purpose ({purpose}) was found: only an exemption can follow (Art 1(3))")]
    ProtectedPurpose {
        /// The purpose that was found.
        purpose: Purpose,
    },
    /// The purpose test is open, so nothing outward may follow.
    #[error("the purpose test is not decided: ask for a second reading, or dismiss")]
    PurposeUndecided,
    /// An exemption needs the purpose that exempts.
    #[error("an exemption names the protected purpose; none was chosen")]
    NoProtectedPurpose,
    /// A referral or order names the type of content.
    #[error("choose at least one type of content under Art 2(7)")]
    NoCategory,
}

/// Where an item goes by a finding, or why the finding cannot stand.
///
/// # Errors
/// A [`Refusal`]; nothing changes then.
///
/// # Source
/// Regulation (EU) 2021/784, Art 1(3), 2(7), 3(4)(b).
pub fn decide(state: ItemState, finding: &Finding) -> Result<ItemState, Refusal> {
    if !state.is_open() {
        return Err(Refusal::NotOpen { state });
    }
    let have = finding.reason.trim().chars().count();
    if have < MIN_REASON_CHARS {
        return Err(Refusal::ReasonTooShort { have });
    }
    if have > MAX_REASON_CHARS {
        return Err(Refusal::ReasonTooLong { have });
    }
    match finding.outcome {
        Outcome::ProposeOrder | Outcome::Refer => {
            if finding.purpose.is_protected() {
                return Err(Refusal::ProtectedPurpose { purpose: finding.purpose });
            }
            if finding.purpose == Purpose::CannotTell {
                return Err(Refusal::PurposeUndecided);
            }
            if finding.categories.is_empty() {
                return Err(Refusal::NoCategory);
            }
            Ok(if finding.outcome == Outcome::Refer { ItemState::Referred } else { ItemState::Ordered })
        }
        Outcome::Exempt if !finding.purpose.is_protected() => Err(Refusal::NoProtectedPurpose),
        Outcome::Exempt => Ok(ItemState::Exempt),
        Outcome::Dismiss => Ok(ItemState::Dismissed),
        Outcome::SecondReading => Ok(ItemState::SecondReading),
    }
}

/// Where an item goes when its finding is taken up again: after a mistake, a declined referral, a
/// withdrawn order, or when a bank has grown since.
///
/// # Errors
/// [`Refusal::NotDecided`] when there is no finding to take up.
pub fn reopen(state: ItemState) -> Result<ItemState, Refusal> {
    match state {
        ItemState::Clear | ItemState::Exempt | ItemState::Dismissed | ItemState::Referred | ItemState::Ordered => {
            Ok(ItemState::InReview)
        }
        ItemState::TakenIn | ItemState::NotExamined | ItemState::InReview | ItemState::SecondReading => {
            Err(Refusal::NotDecided { state })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn finding(purpose: Purpose, outcome: Outcome) -> Finding {
        Finding {
            purpose,
            reason: "REHEARSAL. The page shows the bulletin alone, with no comment.".into(),
            categories: vec![Category::Incites],
            confidence: Confidence::High,
            outcome,
        }
    }

    #[rstest]
    #[case(Purpose::NoneProtected, Outcome::ProposeOrder, Ok(ItemState::Ordered))]
    #[case(Purpose::NoneProtected, Outcome::Refer, Ok(ItemState::Referred))]
    #[case(Purpose::Journalism, Outcome::Exempt, Ok(ItemState::Exempt))]
    #[case(Purpose::NoneProtected, Outcome::Exempt, Err(Refusal::NoProtectedPurpose))]
    #[case(Purpose::CannotTell, Outcome::Refer, Err(Refusal::PurposeUndecided))]
    #[case(Purpose::CannotTell, Outcome::SecondReading, Ok(ItemState::SecondReading))]
    #[case(Purpose::Research, Outcome::ProposeOrder, Err(Refusal::ProtectedPurpose { purpose: Purpose::Research }))]
    fn table(#[case] purpose: Purpose, #[case] outcome: Outcome, #[case] wanted: Result<ItemState, Refusal>) {
        assert_eq!(decide(ItemState::InReview, &finding(purpose, outcome)), wanted);
    }

    #[test]
    fn a_closed_item_takes_no_finding() {
        let refused = decide(ItemState::Exempt, &finding(Purpose::NoneProtected, Outcome::Dismiss));
        assert_eq!(refused, Err(Refusal::NotOpen { state: ItemState::Exempt }));
    }

    #[test]
    fn what_was_decided_can_be_taken_up_again_and_what_was_not_cannot() {
        assert_eq!(reopen(ItemState::Exempt), Ok(ItemState::InReview));
        assert_eq!(reopen(ItemState::InReview), Err(Refusal::NotDecided { state: ItemState::InReview }));
    }

    #[test]
    fn an_order_names_a_category_and_a_reason() {
        let mut bare = finding(Purpose::NoneProtected, Outcome::ProposeOrder);
        bare.categories.clear();
        assert_eq!(decide(ItemState::InReview, &bare), Err(Refusal::NoCategory));
        bare.reason = "short".into();
        assert_eq!(decide(ItemState::InReview, &bare), Err(Refusal::ReasonTooShort { have: 5 }));
    }

    proptest! {
        /// Whatever is chosen, a protected or undecided purpose never leads outward.
        #[test]
        fn protection_never_leads_outward(p in 0..Purpose::ALL.len(), o in 0..Outcome::ALL.len(), s in 0..ItemState::ALL.len()) {
            let purpose = Purpose::ALL[p];
            let decided = decide(ItemState::ALL[s], &finding(purpose, Outcome::ALL[o]));
            if matches!(decided, Ok(ItemState::Referred | ItemState::Ordered)) {
                prop_assert_eq!(purpose, Purpose::NoneProtected);
            }
        }
    }
}
