//! The words of the messages. One table a language, so that a missing translation does not compile.

use super::scrutiny::{Lapse, Outcome, Party};
use super::{Matter, duty::NonDisclosureStep};
use crate::Language;

pub(super) struct Words {
    pub(super) frame: Frame,
    pub(super) labels: Labels,
    pub(super) referral: ReferralWords,
    pub(super) order: OrderWords,
    pub(super) host_state: HostStateWords,
    pub(super) prior: PriorWords,
    pub(super) reminder: ReminderWords,
    pub(super) escalation: EscalationWords,
    pub(super) still_up: StillUpWords,
    pub(super) clarification: ClarificationWords,
    pub(super) correction: CorrectionWords,
    pub(super) withdrawal: WithdrawalWords,
    pub(super) scrutiny_opened: ScrutinyOpenedWords,
    pub(super) scrutiny_warning: ScrutinyWarningWords,
    pub(super) scrutiny_decision: ScrutinyDecisionWords,
    pub(super) final_order: FinalOrderWords,
    pub(super) reinstatement: ReinstatementWords,
    pub(super) preservation: PreservationWords,
    pub(super) non_disclosure: NonDisclosureWords,
    pub(super) content_provider: ContentProviderWords,
    pub(super) complaint: ComplaintWords,
    pub(super) dsa_order: DsaOrderWords,
    pub(super) dsa_notice: DsaNoticeWords,
    pub(super) own_page: OwnPageWords,
}

/// What stands around every message.
pub(super) struct Frame {
    /// What follows a label; French sets a space before it.
    pub(super) colon: &'static str,
    pub(super) rehearsal_mark: &'static str,
    pub(super) rehearsal: &'static str,
    pub(super) recipient: &'static str,
    pub(super) genuine_check: &'static str,
    pub(super) reference: &'static str,
    pub(super) sent: &'static str,
    pub(super) authority: &'static str,
    pub(super) officer: &'static str,
    pub(super) contact: &'static str,
}

/// Labels that several messages use.
pub(super) struct Labels {
    pub(super) url: &'static str,
    pub(super) locator: &'static str,
    pub(super) answer_link: &'static str,
    pub(super) first_sent: &'static str,
    pub(super) provider: &'static str,
    pub(super) order_reference: &'static str,
    pub(super) issuing_authority: &'static str,
    pub(super) issued: &'static str,
    pub(super) decided: &'static str,
    pub(super) reasons: &'static str,
    pub(super) redress: &'static str,
}

/// A sentence that differs between what is voluntary and what binds.
pub(super) struct PerMatter {
    pub(super) referral: &'static str,
    pub(super) order: &'static str,
}

pub(super) struct ReferralWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) seen: &'static str,
    pub(super) why: &'static str,
    pub(super) terms: &'static str,
    pub(super) answering: &'static str,
    pub(super) poster: &'static str,
}

pub(super) struct OrderWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) hour: &'static str,
    pub(super) answering: &'static str,
    pub(super) preserve: &'static str,
    pub(super) order_follows: &'static str,
}

pub(super) struct HostStateWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) order_sent: &'static str,
    pub(super) scrutiny: &'static str,
}

pub(super) struct PriorWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) rules: [&'static str; 5],
    pub(super) contact_point: &'static str,
    pub(super) languages: &'static str,
    pub(super) redress: &'static str,
    pub(super) portal: &'static str,
}

pub(super) struct ReminderWords {
    pub(super) subject: &'static str,
    pub(super) opening: PerMatter,
}

pub(super) struct EscalationWords {
    pub(super) subject: &'static str,
    pub(super) opening: PerMatter,
    pub(super) passed_to: &'static str,
    pub(super) still_open: &'static str,
}

pub(super) struct StillUpWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) said_removed: &'static str,
    pub(super) seen: &'static str,
    pub(super) seen_from: &'static str,
    pub(super) question: &'static str,
}

pub(super) struct ClarificationWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) answer: &'static str,
    /// Also said when an order was corrected.
    pub(super) hour: &'static str,
}

pub(super) struct CorrectionWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) corrected: &'static str,
    pub(super) was: &'static str,
    pub(super) now: &'static str,
    pub(super) order_follows: &'static str,
}

pub(super) struct WithdrawalWords {
    pub(super) subject: &'static str,
    pub(super) opening: PerMatter,
    pub(super) why: &'static str,
    pub(super) consequence: PerMatter,
}

pub(super) struct ScrutinyOpenedWords {
    pub(super) subject: &'static str,
    pub(super) own_initiative: &'static str,
    pub(super) asked_by_provider: &'static str,
    pub(super) asked_by_content_provider: &'static str,
    pub(super) copy_received: &'static str,
    pub(super) request_received: &'static str,
    pub(super) request: &'static str,
    pub(super) decision_due: &'static str,
    pub(super) meanwhile: &'static str,
}

pub(super) struct ScrutinyWarningWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) decision_due: &'static str,
    pub(super) comment: &'static str,
}

/// A sentence that differs with what the scrutiny found.
pub(super) struct PerOutcome {
    pub(super) stands: &'static str,
    pub(super) infringement: &'static str,
}

/// A sentence that differs with who reads it.
pub(super) struct PerParty {
    pub(super) issuing_authority: &'static str,
    pub(super) provider: &'static str,
    pub(super) content_provider: &'static str,
    pub(super) europol: &'static str,
}

pub(super) struct ScrutinyDecisionWords {
    pub(super) subject: PerOutcome,
    pub(super) opening: PerOutcome,
    pub(super) if_it_stands: PerParty,
    pub(super) if_infringement: PerParty,
}

/// A sentence that differs with why an order lapsed.
pub(super) struct PerLapse {
    pub(super) scrutiny: &'static str,
    pub(super) annulled: &'static str,
    pub(super) withdrawn: &'static str,
}

pub(super) struct ReinstatementWords {
    pub(super) subject: &'static str,
    pub(super) opening: PerLapse,
    pub(super) decided_by: &'static str,
    pub(super) own_terms: &'static str,
    pub(super) tell: &'static str,
}

pub(super) struct FinalOrderWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) unchallenged: &'static str,
    pub(super) confirmed: &'static str,
    pub(super) since: &'static str,
    pub(super) exposure: &'static str,
}

pub(super) struct PreservationWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) proceedings: &'static str,
    pub(super) requested_by: &'static str,
    pub(super) until: &'static str,
    pub(super) limits: &'static str,
}

/// A sentence that differs with what becomes of a non-disclosure.
pub(super) struct PerStep {
    pub(super) set: &'static str,
    pub(super) extended: &'static str,
    pub(super) lifted: &'static str,
}

pub(super) struct NonDisclosureWords {
    pub(super) subject: PerStep,
    pub(super) opening: PerStep,
    pub(super) until: &'static str,
    pub(super) afterwards: &'static str,
    pub(super) from_now_on: &'static str,
}

pub(super) struct ContentProviderWords {
    pub(super) subject: &'static str,
    pub(super) removed: &'static str,
    pub(super) disabled: &'static str,
    pub(super) acted: &'static str,
    pub(super) scrutiny: &'static str,
    pub(super) scrutiny_authority: &'static str,
    pub(super) order_follows: &'static str,
}

pub(super) struct ComplaintWords {
    pub(super) subject_upheld: &'static str,
    pub(super) subject_rejected: &'static str,
    pub(super) upheld: &'static str,
    pub(super) rejected: &'static str,
    pub(super) received: &'static str,
    pub(super) reinstated: &'static str,
    pub(super) review: &'static str,
}

pub(super) struct DsaOrderWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) legal_basis: &'static str,
    pub(super) measure: &'static str,
    pub(super) reasons: &'static str,
    pub(super) territory: &'static str,
    pub(super) redress_provider: &'static str,
    pub(super) redress_recipient: &'static str,
    pub(super) effect_to: &'static str,
    pub(super) report: &'static str,
    pub(super) recipient: &'static str,
    pub(super) withdrawn: &'static str,
    pub(super) restore: &'static str,
}

pub(super) struct OwnPageWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) asked: &'static str,
    pub(super) link: &'static str,
    pub(super) keep: &'static str,
}

pub(super) struct DsaNoticeWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) reasons: &'static str,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) good_faith: &'static str,
    pub(super) answering: &'static str,
}

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &super::en::WORDS,
            Language::French => &super::fr::WORDS,
            Language::German => &super::de::WORDS,
            Language::Dutch => &super::nl::WORDS,
            Language::Spanish => &super::es::WORDS,
        }
    }
}

impl PerMatter {
    pub(super) fn of(&self, matter: Matter) -> &'static str {
        match matter {
            Matter::Referral => self.referral,
            Matter::Order => self.order,
        }
    }
}

impl PerOutcome {
    pub(super) fn of(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Stands => self.stands,
            Outcome::Infringement => self.infringement,
        }
    }
}

impl PerParty {
    pub(super) fn of(&self, party: Party) -> &'static str {
        match party {
            Party::IssuingAuthority => self.issuing_authority,
            Party::Provider => self.provider,
            Party::ContentProvider => self.content_provider,
            Party::Europol => self.europol,
        }
    }
}

impl PerLapse {
    pub(super) fn of(&self, lapse: Lapse) -> &'static str {
        match lapse {
            Lapse::Scrutiny => self.scrutiny,
            Lapse::Annulled => self.annulled,
            Lapse::Withdrawn => self.withdrawn,
        }
    }
}

impl PerStep {
    pub(super) fn of(&self, step: &NonDisclosureStep) -> &'static str {
        match step {
            NonDisclosureStep::Set { .. } => self.set,
            NonDisclosureStep::Extended { .. } => self.extended,
            NonDisclosureStep::Lifted => self.lifted,
        }
    }
}
