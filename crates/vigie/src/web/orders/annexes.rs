//! A provider's answer in the form of the Regulation: Annex II or III, filled from what it gave on the portal.

use casework::records::{Authority, Given, Order, Provider};
use domain::order::Answer;
use exchange::Language;
use exchange::annex::{
    ActingAs, Action, AnnexII, AnnexIII, FeedbackAction, FeedbackSchema, FeedbackSender, Ground, Impediment,
    ImpossibilitySchema, ImpossibilitySender, OrderReference,
};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// Either form.
pub(super) enum Form {
    /// Removed, or disabled.
    Feedback(AnnexII),
    /// Not possible, or not yet.
    Impossibility(AnnexIII),
}

impl Form {
    /// Fills the form that the answer belongs to.
    pub fn of(order: &Order, provider: &Provider, issuer: &Authority, given: &Given, rehearsal: bool) -> Self {
        let section_a = OrderReference {
            addressee: provider.name.clone(),
            issuing_authority: issuer.name.clone(),
            authority_file_ref: order.reference.clone(),
            addressee_file_ref: None,
            received_at: order.received.map_or(given.at, |received| received.at),
        };
        match given.answer {
            Answer::Removed => Self::Feedback(feedback(section_a, Action::Removed, provider, given, rehearsal)),
            Answer::DisabledAllMs => {
                Self::Feedback(feedback(section_a, Action::DisabledAllMs, provider, given, rehearsal))
            }
            Answer::Impossible => Self::Impossibility(impossibility(
                section_a,
                Ground::ForceMajeureOrDeFactoImpossibility,
                provider,
                given,
                rehearsal,
            )),
            Answer::ManifestError => {
                Self::Impossibility(impossibility(section_a, Ground::ManifestErrors, provider, given, rehearsal))
            }
            Answer::InsufficientInformation => Self::Impossibility(impossibility(
                section_a,
                Ground::InsufficientInformation,
                provider,
                given,
                rehearsal,
            )),
        }
    }

    /// As people read it.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Feedback(form) => form.render_text(language),
            Self::Impossibility(form) => form.render_text(language),
        }
    }

    /// As programs read it.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        match self {
            Self::Feedback(form) => serde_json::to_vec_pretty(form),
            Self::Impossibility(form) => serde_json::to_vec_pretty(form),
        }
    }
}

fn feedback(section_a: OrderReference, action: Action, provider: &Provider, given: &Given, rehearsal: bool) -> AnnexII {
    AnnexII {
        schema: FeedbackSchema::V1,
        rehearsal,
        section_a,
        section_b: FeedbackAction { action, acted_at: given.acted_at.unwrap_or(given.at) },
        section_c: FeedbackSender {
            acting_as: ActingAs::HostingServiceProvider,
            name: provider.name.clone(),
            member_state: provider.country.to_string(),
            authorised_person: given.name.clone(),
            contact_email: provider.contact.clone(),
            date: given.at.to_zoned(TimeZone::UTC).date(),
        },
    }
}

fn impossibility(
    section_a: OrderReference,
    ground: Ground,
    provider: &Provider,
    given: &Given,
    rehearsal: bool,
) -> AnnexIII {
    let asks = ground != Ground::ForceMajeureOrDeFactoImpossibility;
    AnnexIII {
        schema: ImpossibilitySchema::V1,
        rehearsal,
        section_a,
        section_b: Impediment {
            grounds: BTreeSet::from([ground]),
            further_reasons: given.explanation.clone(),
            clarification_needed: asks.then(|| given.explanation.clone()),
        },
        section_c: ImpossibilitySender {
            acting_as: ActingAs::HostingServiceProvider,
            name: provider.name.clone(),
            authorised_person: given.name.clone(),
            contact_email: provider.contact.clone(),
            signature: format!("{}, through the portal", given.name),
            signed_at: given.at,
        },
    }
}
