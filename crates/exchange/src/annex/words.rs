//! The words of the forms. One table a language, so that a missing translation does not compile.

use crate::Language;

pub(super) struct Words {
    pub(super) rehearsal: &'static str,
    pub(super) section: &'static str,
    /// What follows a label; French sets a space before it.
    pub(super) colon: &'static str,
    pub(super) not_given: &'static str,
    pub(super) order: OrderWords,
    pub(super) answer: AnswerWords,
    pub(super) feedback: FeedbackWords,
    pub(super) impossibility: ImpossibilityWords,
}

/// Annex I. Arrays are in the order of the ticks.
pub(super) struct OrderWords {
    pub(super) title: &'static str,
    pub(super) basis: &'static str,
    pub(super) preamble: [&'static str; 3],
    pub(super) a: &'static str,
    pub(super) issuing_ms: &'static str,
    pub(super) issuer_in_e_and_f: &'static str,
    pub(super) addressee: &'static str,
    pub(super) legal_representative: &'static str,
    pub(super) contact_point: &'static str,
    pub(super) host_ms: &'static str,
    pub(super) issued_at: &'static str,
    pub(super) order_ref: &'static str,
    pub(super) b: &'static str,
    pub(super) url: &'static str,
    pub(super) additional_locator: &'static str,
    pub(super) reasons_lead: &'static str,
    pub(super) reasons: [&'static str; 5],
    pub(super) additional_reasons: &'static str,
    pub(super) c: &'static str,
    pub(super) non_disclosure: &'static str,
    pub(super) otherwise_see_g: &'static str,
    pub(super) d: &'static str,
    pub(super) host_ms_differs: &'static str,
    pub(super) copy_sent: &'static str,
    pub(super) e: &'static str,
    pub(super) authority_types: [&'static str; 3],
    pub(super) certified_by: &'static str,
    pub(super) authority: &'static str,
    pub(super) representative: &'static str,
    pub(super) post: &'static str,
    pub(super) file_no: &'static str,
    pub(super) address: &'static str,
    pub(super) telephone: &'static str,
    pub(super) fax: &'static str,
    pub(super) email: &'static str,
    pub(super) date: &'static str,
    pub(super) stamp: &'static str,
    pub(super) signature: &'static str,
    pub(super) channel: &'static str,
    pub(super) f: &'static str,
    pub(super) issuing_contact: &'static str,
    pub(super) host_contact: &'static str,
    pub(super) g: &'static str,
    pub(super) body_or_court: &'static str,
    pub(super) deadline: &'static str,
    pub(super) provisions: &'static str,
}

/// What Annexes II and III share.
pub(super) struct AnswerWords {
    pub(super) a: &'static str,
    pub(super) addressee: &'static str,
    pub(super) issuing_authority: &'static str,
    pub(super) authority_file_ref: &'static str,
    pub(super) addressee_file_ref: &'static str,
    pub(super) received_at: &'static str,
    pub(super) c: &'static str,
    pub(super) provider_name: &'static str,
    pub(super) representative_name: &'static str,
    pub(super) provider_ms: &'static str,
    pub(super) representative_ms: &'static str,
    pub(super) authorised_person: &'static str,
    pub(super) contact_email: &'static str,
    pub(super) date: &'static str,
    pub(super) signature: &'static str,
    pub(super) signed_at: &'static str,
}

/// Annex II.
pub(super) struct FeedbackWords {
    pub(super) title: &'static str,
    pub(super) basis: &'static str,
    pub(super) b: &'static str,
    pub(super) actions: [&'static str; 2],
    pub(super) acted_at: &'static str,
}

/// Annex III.
pub(super) struct ImpossibilityWords {
    pub(super) title: &'static str,
    pub(super) basis: &'static str,
    pub(super) b: &'static str,
    pub(super) grounds_lead: &'static str,
    pub(super) grounds: [&'static str; 3],
    pub(super) further_reasons: &'static str,
    pub(super) clarification: &'static str,
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
