//! Work that follows from a decision and is done by a job, now or later.

use crate::banks::Whose;
use crate::entropy::Entropy;
use crate::ports::{Job, Lane};
use crate::records::NoticeKind;
use domain::id::{
    AlertId, AssetId, AuthorityId, BankId, ExpansionId, ItemId, JobId, OrderId, ProviderId, ReferralId, TargetId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use uuid::Uuid;

/// What a job does. Each can be repeated without harm: a job may run twice after a crash.
#[serde_as]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "task")]
pub enum Task {
    /// Fetch an item and compare it with the banks.
    Examine {
        /// The item.
        #[serde_as(as = "DisplayFromStr")]
        item: ItemId,
    },
    /// Send an issued order to its provider.
    Deliver {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
        /// Whether its letter must not leave twice, whatever happens: it is part of a joint action.
        #[serde(default)]
        once: bool,
    },
    /// Send the copy to the authority of the host state (Art 4(1)).
    CopyHostState {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// Remind the provider if it has not received or answered the order.
    Remind {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// The hour ended, or nobody confirmed receipt within an hour: escalate and look.
    Deadline {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// Tell the provider that an order was taken back, if it was sent.
    Withdraw {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// Hand over our answer to an Annex III: the hour starts again.
    Reply {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// The time for redress is over: the order is final if nobody challenged it.
    Finalise {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// Send one of the letters that follow from scrutiny, a challenge, or a decision on disclosure.
    Tell {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
        /// Which letter.
        what: NoticeKind,
    },
    /// Ask the provider why an item that it says is gone is still seen.
    StillUp {
        /// The order.
        #[serde_as(as = "DisplayFromStr")]
        order: OrderId,
    },
    /// Send a released referral to its provider.
    Refer {
        /// The referral.
        #[serde_as(as = "DisplayFromStr")]
        referral: ReferralId,
        /// Whether its letter must not leave twice, whatever happens: it is part of a joint action.
        #[serde(default)]
        once: bool,
    },
    /// Send a referral again, since its link was replaced.
    ReferAgain {
        /// The referral.
        #[serde_as(as = "DisplayFromStr")]
        referral: ReferralId,
    },
    /// Tell the provider that a referral was taken back, if it was sent.
    TakeBack {
        /// The referral.
        #[serde_as(as = "DisplayFromStr")]
        referral: ReferralId,
    },
    /// Inform a provider of procedures and deadlines (Art 3(2)).
    Inform {
        /// The provider.
        #[serde_as(as = "DisplayFromStr")]
        provider: ProviderId,
        /// The authority whose orders will follow.
        #[serde_as(as = "DisplayFromStr")]
        authority: AuthorityId,
    },
    /// Send a provider the link to its own page, since somebody asked for it.
    OwnPage {
        /// The provider.
        #[serde_as(as = "DisplayFromStr")]
        provider: ProviderId,
        /// The authority that writes.
        #[serde_as(as = "DisplayFromStr")]
        authority: AuthorityId,
        /// When it was asked for.
        asked: Timestamp,
    },
    /// Look at an item again.
    Look {
        /// The item.
        #[serde_as(as = "DisplayFromStr")]
        item: ItemId,
    },
    /// Ask about some assets that an expansion of the map reached.
    Expand {
        /// The expansion.
        #[serde_as(as = "DisplayFromStr")]
        expansion: ExpansionId,
        /// The assets, all at one distance from the seeds.
        #[serde_as(as = "Vec<DisplayFromStr>")]
        assets: Vec<AssetId>,
    },
    /// Let a target of a joint action go out, if it may.
    Dispatch {
        /// The target.
        #[serde_as(as = "DisplayFromStr")]
        target: TargetId,
    },
    /// Look from outside whether a target is as people say.
    Confirm {
        /// The target.
        #[serde_as(as = "DisplayFromStr")]
        target: TargetId,
    },
    /// Compare what was captured before with the signals that a bank has now.
    Compare {
        /// The bank.
        #[serde_as(as = "DisplayFromStr")]
        bank: BankId,
    },
    /// Look again at what the matches of a signal or bank amount to.
    Restand {
        /// Whose matches.
        #[serde(flatten)]
        whose: Whose,
        /// The last item looked at.
        after: Option<(String, Uuid)>,
    },
    /// Send an alert to one authority.
    Warn {
        /// The alert.
        #[serde_as(as = "DisplayFromStr")]
        alert: AlertId,
        /// The authority.
        #[serde_as(as = "DisplayFromStr")]
        authority: AuthorityId,
    },
}

impl Task {
    /// The order that the task writes a letter about, if it is about one.
    #[must_use]
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::Deliver { order, .. }
            | Self::CopyHostState { order }
            | Self::Remind { order }
            | Self::Deadline { order }
            | Self::Withdraw { order }
            | Self::Reply { order }
            | Self::Finalise { order }
            | Self::Tell { order, .. }
            | Self::StillUp { order } => Some(*order),
            Self::Examine { .. }
            | Self::Refer { .. }
            | Self::ReferAgain { .. }
            | Self::TakeBack { .. }
            | Self::Inform { .. }
            | Self::OwnPage { .. }
            | Self::Look { .. }
            | Self::Expand { .. }
            | Self::Dispatch { .. }
            | Self::Confirm { .. }
            | Self::Compare { .. }
            | Self::Restand { .. }
            | Self::Warn { .. } => None,
        }
    }

    /// Where the task waits. Whatever visits a page waits apart from what sends a letter.
    #[must_use]
    pub const fn lane(&self) -> Lane {
        match self {
            Self::Examine { .. }
            | Self::Look { .. }
            | Self::Expand { .. }
            | Self::Confirm { .. }
            | Self::Compare { .. }
            | Self::Restand { .. } => Lane::Looking,
            Self::Deliver { .. }
            | Self::CopyHostState { .. }
            | Self::Remind { .. }
            | Self::Deadline { .. }
            | Self::Withdraw { .. }
            | Self::Reply { .. }
            | Self::Finalise { .. }
            | Self::Tell { .. }
            | Self::StillUp { .. }
            | Self::Refer { .. }
            | Self::ReferAgain { .. }
            | Self::TakeBack { .. }
            | Self::Inform { .. }
            | Self::OwnPage { .. }
            | Self::Dispatch { .. }
            | Self::Warn { .. } => Lane::Letters,
        }
    }

    /// A job for this task, not before `due`.
    #[must_use]
    pub fn at(&self, due: Timestamp, entropy: &Entropy) -> Job {
        let task = serde_json::to_string(self).unwrap_or_default();
        Job { id: JobId(entropy.id(due)), lane: self.lane(), task, due, attempts: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::SignalId;

    #[test]
    fn jobs_that_were_written_before_are_read() {
        let id = Uuid::from_u128(7);
        let signal = format!(r#"{{"task":"restand","signal":"{id}","after":["1 2026",  "{id}"]}}"#);
        let restand = Task::Restand { whose: Whose::Signal(SignalId(id)), after: Some(("1 2026".to_owned(), id)) };
        assert_eq!(serde_json::from_str::<Task>(&signal).unwrap(), restand);
        let bank = Task::Restand { whose: Whose::Bank(BankId(id)), after: None };
        assert_eq!(serde_json::from_str::<Task>(&serde_json::to_string(&bank).unwrap()).unwrap(), bank);
        let compare = format!(r#"{{"task":"compare","bank":"{id}","progress":{{"compared":500,"done":false}}}}"#);
        assert_eq!(serde_json::from_str::<Task>(&compare).unwrap(), Task::Compare { bank: BankId(id) });
    }
}
