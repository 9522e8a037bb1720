//! Messages on the board, each for those whom it is given to.

use super::sight::{Sight, between, give};
use super::text;
use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::Kept;
use crate::records::act::Message;
use crate::seal::{Act, Verb, Who};
use domain::id::{AuthorityId, WaveId};
use uuid::Uuid;

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 1_000;

/// What somebody writes.
#[derive(Debug, Clone)]
pub struct MessageEntry {
    /// Made where it was written, so that one sent twice is one.
    pub id: Uuid,
    /// What it says.
    pub text: String,
    /// Whether everybody must see it at once.
    pub urgent: bool,
    /// To whom, besides those who lead; everybody who takes part when absent. A third state gets what names it only.
    pub to: Option<Vec<AuthorityId>>,
}

/// Writes on the board of a wave. The same message sent again changes nothing.
///
/// # Errors
/// Not permitted, no text or too long a one, an addressee that takes no part, or storage failures.
pub async fn say(desk: &Desk, actor: &Actor, id: WaveId, entry: MessageEntry) -> Result<(), Error> {
    if !actor.may(Permission::ReportFromSite) && !actor.may(Permission::CallOperations) {
        actor.needs(Permission::PlanOperations)?;
    }
    let (sight, wave) = Sight::of_wave(desk, actor, id).await?;
    let text = text("message", &entry.text, LONGEST_MESSAGE)?;
    if let Some(known) = desk.find::<Message>(entry.id).await? {
        let same = known.by == actor.person && known.text == text;
        return if same { Ok(()) } else { Err(invalid("message", "another message carries this number")) };
    }
    let (mut marking, known) = (between(&sight.operation, actor.authority), sight.trimmed_operation());
    for authority in entry.to.iter().flatten() {
        // Who else takes part is not to be found out by writing to them.
        if known.participant(*authority).is_none() {
            return Err(invalid("to", "an addressee takes no part in the operation"));
        }
        give(&mut marking, &sight.operation, *authority);
    }
    if entry.to.is_none() {
        let members = sight.operation.participants.iter();
        let members = members.filter(|one| one.country.is_none_or(|country| country.is_member_state()));
        for participant in members {
            give(&mut marking, &sight.operation, participant.authority);
        }
    }
    let message = Message {
        id: entry.id,
        operation: wave.operation,
        wave: id,
        authority: actor.authority,
        by: actor.person,
        at: desk.now(),
        urgent: entry.urgent,
        text,
        marking,
    };
    let act = Act::new(Verb::Act, "message_written", id.0, Who::Person(actor));
    Draft::new(desk).put(&Kept::new(message))?.commit(&act).await
}
