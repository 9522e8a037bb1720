//! Letters that came back: each is held against what we sent by the identifier it carries.

use crate::desk::Desk;
use crate::error::Error;
use crate::letters::identifier;
use crate::records::{NoticeKind, Order, Referral};
use crate::{act, directory, order, refer};

/// What the identifier of a letter for a target of a joint action begins with.
const TARGET: &str = "TARGET-";
/// What the identifier of a copy for the host state has after the reference of its order.
const COPY: &str = "-COPY";
/// What the identifier of a referral with a renewed link has after the reference.
const AGAIN: &str = "-AGAIN-";
/// What the identifiers of other letters about an order have after its reference, and which letters these are.
const ABOUT_AN_ORDER: [(&str, NoticeKind); 6] = [
    ("-ANSWER-", NoticeKind::Clarification),
    ("-CORRECTION-", NoticeKind::Correction),
    ("-DEADLINE", NoticeKind::Escalation),
    ("-REINSTATE", NoticeKind::Reinstatement),
    ("-STILL-UP", NoticeKind::StillUp),
    ("-WITHDRAWN", NoticeKind::Withdrawal),
];

/// What stands in the identifier of an information letter between the country and the provider.
const INFORMATION: &str = "-INFO-";

/// A letter came back undelivered: an order goes by its next channel; a referral, the copy of an order, or another letter
/// about it, waits for a person; a target of a joint action failed; a provider was not informed. A notice that is read
/// again changes nothing.
///
/// # Errors
/// A notice whose identifier we did not make, or that is about none of these; something that is past that step, or
/// storage failures.
pub async fn came_back(desk: &Desk, message_id: &str, why: &str) -> Result<(), Error> {
    let name = identifier::read(desk, message_id)?;
    if let Some(reference) = name.strip_suffix(COPY) {
        return order::copy_bounced(desk, reference, why).await;
    }
    if let Some(target) = name.strip_prefix(TARGET) {
        return act::bounced(desk, target, why).await;
    }
    for (part, kind) in ABOUT_AN_ORDER {
        if let Some((reference, _)) = name.split_once(part)
            && let Some(order) = desk.find_unique::<Order>(reference).await?
        {
            return order::letter_bounced(desk, order, kind, why).await;
        }
    }
    if let Some((country, rest)) = name.split_once(INFORMATION) {
        return directory::information_bounced(desk, country, rest, why).await;
    }
    let reference = name.split_once(AGAIN).map_or(name.as_str(), |(reference, _)| reference);
    match desk.find_unique::<Referral>(reference).await? {
        Some(referral) => refer::bounced(desk, referral, why).await,
        None => order::bounced(desk, &name, why).await,
    }
}
