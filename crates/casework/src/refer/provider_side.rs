//! What the provider does with a referral. No account is needed; the link is the key, for this referral only.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::portal::{self, CLOCK_TOLERANCE, LONGEST_NAME, LONGEST_TEXT, Way};
use crate::records::{Referral, ReferralReply};
use crate::seal::{Act, Verb, Who};
use domain::refer::{self, Event, Ground};
use domain::stamp::Stamp;
use exchange::dsa::{self, Visibility};
use jiff::Timestamp;
use serde_json::json;

/// What a provider says about a referral. What it rests on and what was done are told in the vocabulary of statements
/// of reasons, if the provider uses it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Whether the content is gone, or access to it disabled.
    pub removed: bool,
    /// Who answers for the provider.
    pub name: &'a str,
    /// In the provider's words.
    pub explanation: &'a str,
    /// When effect was given to it; an order to act asks for that.
    pub effect_at: Option<Timestamp>,
    /// What the decision rests on.
    pub ground: Option<dsa::Ground>,
    /// What was done to the content.
    pub restriction: Option<Visibility>,
}

/// The provider's answer to a referral, through its link.
///
/// # Errors
/// A link that is not genuine, no name, a text that is too long, a moment in the future, a restriction that says the
/// opposite of the answer, an order to act without the moment of its effect, or out of order.
///
/// # Source
/// Regulation (EU) 2022/2065, Art 9(1), 16(5).
pub async fn answer(desk: &Desk, link: &str, said: &Answer<'_>) -> Result<(), Error> {
    let mut referral = portal::referral(desk, link).await?;
    check(desk, &referral, said)?;
    let event = if said.removed { Event::AnswerRemoved } else { Event::AnswerDeclined };
    referral.state = refer::next(referral.state, event).map_err(refused)?;
    let reply = ReferralReply {
        at: desk.now(),
        who: said.name.trim().to_owned(),
        removed: said.removed,
        effect_at: said.effect_at,
        ground: said.ground,
        restriction: said.restriction,
        explanation: said.explanation.trim().to_owned(),
    };
    let mut act =
        Act::new(Verb::Refer, "referral_answered", referral.id.0, Who::Provider(said.name)).detail(json!(reply));
    if referral.ground == Ground::Order {
        act = act.under("Regulation (EU) 2022/2065, Art 9(1)");
    }
    referral.answered = Some(reply);
    let draft = crate::act::hear_provider(desk, Draft::new(desk).put(&referral)?, referral.id.0).await?;
    let draft = if said.removed { crate::watch::begin_for_referral(desk, draft, &referral).await? } else { draft };
    draft.commit(&act).await
}

fn check(desk: &Desk, referral: &Referral, said: &Answer<'_>) -> Result<(), Error> {
    let too_long = said.name.chars().count() > LONGEST_NAME || said.explanation.chars().count() > LONGEST_TEXT;
    if said.name.trim().is_empty() || too_long {
        return Err(invalid(
            "name",
            "give the name of the person who answers; at most 200 characters, 4,000 for the explanation",
        ));
    }
    if said.effect_at.is_some_and(|at| at > desk.now() + CLOCK_TOLERANCE) {
        return Err(invalid("effect", "this moment lies in the future"));
    }
    if referral.ground == Ground::Order && said.removed && said.effect_at.is_none() {
        return Err(invalid("effect", "say when effect was given to the order; Art 9(1) asks for it"));
    }
    let gone = match said.restriction {
        Some(Visibility::Removed | Visibility::Disabled) => Some(true),
        // What another restriction does is told in words.
        Some(Visibility::Other) | None => None,
        Some(_) => Some(false),
    };
    if gone.is_some_and(|gone| gone != said.removed) {
        return Err(invalid("restriction", "it says the opposite of the answer; name what was done to the content"));
    }
    Ok(())
}

/// Records that somebody at the provider, or a program for which it answers, confirmed receipt of a referral.
///
/// # Errors
/// A link that is not genuine, or storage failures.
pub async fn receive(desk: &Desk, link: &str, way: Way, name: &str) -> Result<(), Error> {
    let mut referral = portal::referral(desk, link).await?;
    if referral.received.is_some() {
        return Ok(());
    }
    referral.received = Some(Stamp { at: desk.now(), source: way.receipt() }.into());
    let act = Act::new(Verb::Refer, "referral_received", referral.id.0, Who::Provider(name));
    Draft::new(desk).put(&referral)?.commit(&act).await
}
