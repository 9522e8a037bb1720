//! Letters about an order, apart from the order itself and its copy. One that is refused for good stops nothing else: it
//! is kept with the reason, and a person sees to it.

use super::own;
use super::reply::waits_for_receipt;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::letters::{self, Handed, Outgoing};
use crate::policy::{Actor, Permission};
use crate::records::{Kept, Notice, NoticeKind, Order, Unsent};
use crate::seal::{Act, Verb, Who};
use crate::task::Task;
use domain::id::{JobId, OrderId};
use domain::provider::Channel;
use serde_json::json;

/// Sends a letter about an order and records it, or why it was refused.
pub(crate) async fn send_about(
    desk: &Desk,
    order: Kept<Order>,
    kind: NoticeKind,
    letter: impl Into<Outgoing>,
    job: Option<JobId>,
) -> Result<(), Error> {
    match hand_over_about(desk, order, kind, letter.into(), job).await? {
        Some((order, notice)) => sent_about(desk, order, notice, job).await,
        None => Ok(()),
    }
}

/// Hands a letter about an order over; the caller records it. Nothing if it was refused for good, which is recorded
/// then, and ends the job.
pub(super) async fn hand_over_about(
    desk: &Desk,
    order: Kept<Order>,
    kind: NoticeKind,
    letter: Outgoing,
    job: Option<JobId>,
) -> Result<Option<(Kept<Order>, Notice)>, Error> {
    let to = letter.mail.to.clone();
    match letters::hand_over(desk, kind, letter).await? {
        Handed::Taken(notice) => Ok(Some((order, notice))),
        Handed::Refused(why) => {
            refused_about(desk, order, Unsent { kind, to, at: desk.now(), why }, job).await?;
            Ok(None)
        }
    }
}

/// Records a letter about an order that was sent.
pub(super) async fn sent_about(
    desk: &Desk,
    mut order: Kept<Order>,
    notice: Notice,
    job: Option<JobId>,
) -> Result<(), Error> {
    let act = Act::new(Verb::Order, "letter_sent", order.id.0, Who::Job).detail(notice.told()).sealing([notice.text]);
    order.notices.push(notice);
    Draft::new(desk).put(&order)?.done(job).commit(&act).await
}

/// Keeps why a letter about an order did not leave.
async fn refused_about(desk: &Desk, mut order: Kept<Order>, unsent: Unsent, job: Option<JobId>) -> Result<(), Error> {
    let act = Act::new(Verb::Order, "letter_refused", order.id.0, Who::Job)
        .detail(json!({ "letter": unsent.kind, "to": unsent.to, "why": unsent.why }));
    order.unsent.push(unsent);
    Draft::new(desk).put(&order)?.done(job).commit(&act).await
}

/// A letter about an order came back undelivered. A notice that is read again changes nothing.
///
/// # Errors
/// No such letter, or one that came back before, or storage failures.
pub(crate) async fn letter_bounced(desk: &Desk, order: Kept<Order>, kind: NoticeKind, why: &str) -> Result<(), Error> {
    let sent = order.notices.iter().rev().find(|notice| notice.kind == kind);
    let came_back = |sent: &Notice| order.unsent.iter().any(|known| known.kind == kind && known.at >= sent.at);
    // One that went to the provider's interface since does not come back by mail.
    let Some(sent) = sent.filter(|sent| sent.channel == Channel::Email && !came_back(sent)) else {
        return Err(invalid("letter", "it was not sent, or came back before"));
    };
    let unsent = Unsent { kind, to: sent.to.clone(), at: desk.now(), why: why.to_owned() };
    refused_about(desk, order, unsent, None).await
}

/// Sends the letters again that were refused or came back, after a person saw to the address.
///
/// # Errors
/// Not permitted, no such letter, or storage failures.
pub async fn letters_again(desk: &Desk, actor: &Actor, id: OrderId) -> Result<(), Error> {
    actor.needs(Permission::Issue)?;
    let mut order = own(desk, actor, id).await?;
    let mut kinds: Vec<NoticeKind> = Vec::new();
    for unsent in std::mem::take(&mut order.unsent) {
        if !kinds.contains(&unsent.kind) {
            kinds.push(unsent.kind);
        }
    }
    if kinds.is_empty() {
        return Err(invalid("letters", "none waits to be sent again"));
    }
    // An answer to an Annex III that nobody read is owed again.
    let is_answer = |kind: &NoticeKind| matches!(kind, NoticeKind::Clarification | NoticeKind::Correction);
    if kinds.iter().any(is_answer) && waits_for_receipt(order.state) {
        order.reply = order.replied.take();
    }
    let act = Act::new(Verb::Order, "letters_sent_again", id.0, Who::Person(actor)).detail(json!({ "letters": kinds }));
    let mut draft = Draft::new(desk).put(&order)?;
    for kind in kinds {
        draft = draft.then(&again(id, kind), desk.now());
    }
    draft.commit(&act).await
}

/// The work that sends a letter of a kind.
const fn again(order: OrderId, what: NoticeKind) -> Task {
    match what {
        NoticeKind::Clarification | NoticeKind::Correction => Task::Reply { order },
        // What is owed is the same, and that a withdrawal was sent once does not keep it back.
        NoticeKind::Withdrawal => Task::Tell { order, what: NoticeKind::Reinstatement },
        NoticeKind::StillUp => Task::StillUp { order },
        _ => Task::Tell { order, what },
    }
}
