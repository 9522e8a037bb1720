//! How a provider dealt with what it was sent: counted from the records each time, and kept nowhere.

use crate::desk::Desk;
use crate::error::Error;
use crate::policy::{Actor, Permission};
use crate::ports::Query;
use crate::records::{Kind, Order, Referral};
use crate::report::median;
use domain::id::ProviderId;
use domain::order::Answer;
use domain::refer::ReferralState;
use jiff::{SignedDuration, Timestamp};

/// How many of its latest orders, and of its latest referrals, are counted.
pub const COUNTED: u32 = 1000;

/// What became of the latest orders and referrals to a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Orders that were issued to it.
    pub orders: u64,
    /// Orders to which it answered that the content is removed or disabled.
    pub removed: u64,
    /// Half of these removals came sooner after receipt than this.
    pub median_to_removal: Option<SignedDuration>,
    /// Orders in which it saw a manifest error (Art 3(8)).
    pub errors_claimed: u64,
    /// Those of them that were corrected, withdrawn or lost their effect afterwards.
    pub errors_right: u64,
    /// Referrals that were sent to it.
    pub referrals: u64,
    /// Referrals after which it removed the content.
    pub referrals_removed: u64,
    /// When it last let us know anything about an order or a referral.
    pub last_heard: Option<Timestamp>,
    /// When something was last handed over to it.
    pub last_written: Option<Timestamp>,
    /// Whether there are more orders or referrals than were counted.
    pub more: bool,
}

/// Counts what became of the latest orders and referrals to a provider.
///
/// # Errors
/// Not permitted, or storage failures.
pub async fn standing(desk: &Desk, actor: &Actor, provider: ProviderId) -> Result<Standing, Error> {
    actor.needs(Permission::SeeNotices)?;
    let latest = |kind| Query::all(kind, COUNTED).with("provider", provider).newest_first();
    let orders = desk.list::<Order>(&latest(Kind::Order)).await?;
    let referrals = desk.list::<Referral>(&latest(Kind::Referral)).await?;
    let mut standing = Standing { more: orders.len().max(referrals.len()) == COUNTED as usize, ..Standing::default() };
    let mut spans = Vec::new();
    for order in orders.iter().filter(|order| order.issued.is_some()) {
        spans.extend(standing.count(order));
    }
    referrals.iter().for_each(|referral| standing.count_referral(referral));
    spans.sort_unstable();
    standing.median_to_removal = median(&spans);
    Ok(standing)
}

impl Standing {
    /// Counts an issued order; returns how long the removal took, if there was one.
    fn count(&mut self, order: &Order) -> Option<SignedDuration> {
        self.orders += 1;
        let answers = order.answers.iter().map(|given| given.at);
        self.last_heard = self.last_heard.max(order.received.map(|stamp| stamp.at)).max(answers.max());
        self.last_written = self.last_written.max(order.delivered.map(|stamp| stamp.at));
        if let Some(claim) = order.answers.iter().find(|given| given.answer == Answer::ManifestError) {
            self.errors_claimed += 1;
            let corrected = order.corrections.iter().any(|correction| correction.at >= claim.at);
            self.errors_right += u64::from(corrected || order.state.is_without_effect());
        }
        let gone = order.answers.iter().find(|given| given.answer.annex() == "II")?;
        self.removed += 1;
        let took = gone.acted_at.unwrap_or(gone.at).duration_since(order.received?.at);
        // A provider may say that it acted before it told us of the receipt.
        Some(took.max(SignedDuration::ZERO))
    }

    fn count_referral(&mut self, referral: &Referral) {
        self.referrals += u64::from(referral.sent.is_some());
        self.referrals_removed += u64::from(referral.state == ReferralState::Removed);
        let answered = referral.answered.as_ref().map(|reply| reply.at);
        self.last_heard = self.last_heard.max(referral.received.map(|stamp| stamp.at)).max(answered);
        self.last_written = self.last_written.max(referral.sent.map(|stamp| stamp.at));
    }
}
