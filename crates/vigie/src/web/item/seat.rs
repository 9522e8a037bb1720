//! Whether the reader may decide the item now, and if not, why.

use super::text;
use crate::server::{App, Visitor};
use crate::web::kit::Status;
use crate::web::messages::terms::Term as _;
use crate::web::shell::Frame;
use casework::policy::Permission as P;
use casework::records::Item;
use casework::{Error, Refusal, assess};
use domain::detect::ItemState;
use jiff::Timestamp;

/// Where the reader sits.
pub(super) enum Seat {
    /// They have it open; nobody else decides it until then.
    Mine(Timestamp),
    /// Somebody else has it open.
    Other(String, Timestamp),
    /// They asked for the second reading themselves.
    OwnSecond,
    /// It does not wait for a finding.
    Closed,
    /// They may read only.
    Reader,
}

impl Seat {
    /// Takes the item for whoever may decide it.
    pub async fn take(app: &App, visitor: &Visitor, item: &Item) -> Result<Self, Error> {
        let own = item.assessments.last().is_some_and(|last| last.officer == visitor.actor.person);
        match item.state {
            _ if !visitor.actor.may(P::Assess) => return Ok(Self::Reader),
            state if !state.is_open() => return Ok(Self::Closed),
            ItemState::SecondReading if own => return Ok(Self::OwnSecond),
            _ => {}
        }
        match assess::claim(&app.desk, &visitor.actor, item.id).await {
            Ok(holder) => Ok(Self::Mine(holder.until)),
            Err(Error::Refused(Refusal::InOtherHands { name, until })) => Ok(Self::Other(name, until)),
            Err(other) => Err(other),
        }
    }

    pub const fn is_mine(&self) -> bool {
        matches!(self, Self::Mine(_))
    }

    /// Whether the item was decided, and the reader could take the finding up again.
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::Closed)
    }

    /// Until when the item is the reader's own.
    pub const fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Mine(until) => Some(*until),
            _ => None,
        }
    }

    pub const fn status(&self) -> Status {
        match self {
            Self::Mine(_) => Status::Run,
            Self::Other(..) | Self::OwnSecond => Status::Hold,
            Self::Closed | Self::Reader => Status::None,
        }
    }

    /// Why the reader cannot decide, in words.
    pub fn why_not(&self, item: &Item, frame: &Frame) -> Option<String> {
        let lang = frame.lang();
        match self {
            Self::Mine(_) => None,
            Self::Other(name, until) => {
                Some(text::IN_OTHER_HANDS.fill(lang, &[("name", name), ("time", &frame.reader.minute(*until))]))
            }
            Self::OwnSecond => Some(text::OWN_SECOND.get(lang).to_owned()),
            Self::Closed | Self::Reader => Some(text::NOT_OPEN.fill(lang, &[("state", &item.state.text().get(lang))]))
                .filter(|_| !item.state.is_open()),
        }
    }
}
