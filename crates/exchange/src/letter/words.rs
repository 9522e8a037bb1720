//! The words of the messages. One table a language, so that a missing translation does not compile.

use super::Matter;
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
    pub(super) withdrawal: WithdrawalWords,
    pub(super) clarification: ClarificationWords,
}

pub(super) struct ClarificationWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) answer: &'static str,
    pub(super) hour: &'static str,
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
    pub(super) answer_link: &'static str,
    pub(super) first_sent: &'static str,
}

/// A sentence that differs between what is voluntary and what binds.
pub(super) struct PerMatter {
    pub(super) referral: &'static str,
    pub(super) order: &'static str,
}

pub(super) struct ReferralWords {
    pub(super) subject: &'static str,
    pub(super) opening: &'static str,
    pub(super) why: &'static str,
    pub(super) terms: &'static str,
    pub(super) answering: &'static str,
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
    pub(super) provider: &'static str,
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

pub(super) struct WithdrawalWords {
    pub(super) subject: &'static str,
    pub(super) opening: PerMatter,
    pub(super) why: &'static str,
    pub(super) consequence: PerMatter,
}

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &super::en::WORDS,
            Language::French => &super::fr::WORDS,
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
