//! *Act*: many authorities, many targets, one moment.
//!
//! An operation is planned in waves; its targets come from the map and are given to the states that can act. When two
//! people called go, what is cleared waits in the outbox for the moment, each target by itself, and is asked once more
//! right before it leaves. What then happened are reports and looks from outside, never overwritten. Everybody sees
//! their own part: every reading goes through one gate, and there is no other.

mod after;
mod alert;
mod board;
mod calls;
mod claims;
mod dispatch;
mod field;
mod fitting;
mod grounds;
mod instruments;
mod look;
mod messages;
mod outside;
mod papers;
mod plan;
mod prepare;
mod readiness;
mod sheet;
mod sight;
mod targets;

pub use after::{
    Communique, Feedback, MeasureResult, PublicFact, Review, WaveReview, communique, feedback, results, review,
};
pub use alert::{AlertEntry, alerts, confirm_alert, issue_alert, send_alert_again, write_alert};
pub use board::{Board, BoardCountry, BoardTarget, Incident, board};
pub use calls::{Call, Called, call, sign_of_life};
pub use claims::{ClaimEntry, ClaimedBy, claim, make_whole};
pub use dispatch::settle_doubt;
pub use field::{FieldExhibit, FieldReport, Heard, MAX_PHOTOGRAPH_BYTES, on_site, report};
pub use fitting::{Fitting, fitting};
pub use instruments::{InstrumentEntry, add_instrument, revoke_instrument};
pub use messages::{MessageEntry, say};
pub use outside::look_again;
pub use papers::{approve_papers, letter_text, papers_shown};
pub use plan::{
    OperationEntry, WaveEntry, alter, alter_wave, close, mark, open, plan_wave, put_participant, remove_participant,
};
pub use prepare::{Preparation, accept_collateral, collateral, deconflict, prepare};
pub use readiness::{BlindSpots, StateReadiness, blind_spots, readiness, say_ready};
pub use sheet::{ReadsAs, Sheet, SheetTarget, reads, sheet};
pub use sight::{Slice, operations, slice, target};
pub use targets::{TargetEntry, allocate, hold_back, mark_target, propose, put_in_order, release, share, withdraw};

pub(crate) use alert::warn;
pub(crate) use dispatch::{bounced, dispatch};
pub(crate) use outside::{confirm, hear_provider};
pub(crate) use papers::paper_changed;

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid, refused};
use crate::ports::Query;
use crate::records::{Kept, Kind, Operation, Target};
use crate::task::Task;
use domain::act::{TargetEvent, TargetState};
use domain::map::{Asset as Name, AssetKind};
use grounds::Grounds;
use url::Url;

/// The longest reason, note or objective, in characters.
const LONGEST_TEXT: usize = 4_000;
/// How far a row of targets that step in for each other is followed.
const MAX_STAND_INS: usize = 50;

/// A text that was given, without spaces around it; neither empty nor too long.
fn text(what: &'static str, given: &str, longest: usize) -> Result<String, Error> {
    match given.trim() {
        "" => Err(invalid(what, "it is missing")),
        text if text.chars().count() > longest => Err(invalid(what, format!("at most {longest} characters"))),
        text => Ok(text.to_owned()),
    }
}

/// Clears a target that lacks nothing any more, holds back one that lacks something, and lets the writing follow.
async fn settle<'d>(desk: &'d Desk, operation: &Operation, mut target: Kept<Target>) -> Result<Draft<'d>, Error> {
    let grounds = Grounds::of_target(desk, operation, &target).await?;
    settled(desk, &mut target, &grounds)?;
    written(desk, Draft::new(desk), &target)
}

/// Writes a target. One that is cleared is asked whether it may go, in case the moment has come already.
fn written<'d>(desk: &'d Desk, draft: Draft<'d>, target: &Kept<Target>) -> Result<Draft<'d>, Error> {
    let draft = draft.put(target)?;
    let cleared = target.state == TargetState::Cleared;
    Ok(if cleared { draft.then(&Task::Dispatch { target: target.id }, desk.now()) } else { draft })
}

/// Clears a target or holds it back by what is known of it now, and says whether it did.
fn settled(desk: &Desk, target: &mut Target, grounds: &Grounds) -> Result<bool, Error> {
    if target.in_doubt.is_some() {
        return Ok(false);
    }
    let complete = grounds.lacks(target, desk.now()).is_empty();
    let event = match (target.state, complete) {
        (TargetState::Prepared | TargetState::HeldBack, true) => TargetEvent::Clear,
        (TargetState::Cleared, false) => TargetEvent::HoldBack,
        (TargetState::Prepared, false) if target.held_by_hand.is_some() => TargetEvent::HoldBack,
        _ => return Ok(false),
    };
    target.follow(event).map_err(refused)?;
    Ok(true)
}

/// The address under which an asset would be looked at, if it has one.
fn address(asset: &Name) -> Option<Url> {
    let value = asset.value();
    match asset.kind() {
        AssetKind::Site | AssetKind::Stream => value.parse().ok(),
        AssetKind::Host | AssetKind::Domain => format!("https://{value}/").parse().ok(),
        AssetKind::Address if value.contains(':') => format!("http://[{value}]/").parse().ok(),
        AssetKind::Address => format!("http://{value}/").parse().ok(),
        _ => None,
    }
}

/// What follows when a target may have moved on: those that wait for it are asked.
async fn moved<'d>(desk: &'d Desk, draft: Draft<'d>, before: TargetState, target: &Target) -> Result<Draft<'d>, Error> {
    if before == target.state { Ok(draft) } else { stir(desk, draft, target).await }
}

/// Lets those be asked again that wait for a target, or for one that it steps in for.
async fn stir<'d>(desk: &'d Desk, mut draft: Draft<'d>, target: &Target) -> Result<Draft<'d>, Error> {
    let mut first = Some((target.id, target.instead_of));
    for _ in 0..MAX_STAND_INS {
        let Some((id, instead_of)) = first else { break };
        let query = Query::all(Kind::Target, 500).in_states(&["cleared"]).with("waits_for", id);
        for waiting in sight::every::<Target>(desk, query).await? {
            draft = draft.then(&Task::Dispatch { target: waiting.id }, desk.now());
        }
        first = match instead_of {
            Some(id) => desk.find::<Target>(id.0).await?.map(|target| (target.id, target.instead_of)),
            None => None,
        };
    }
    Ok(draft)
}

/// A hold on a scope is no more: targets that it may have kept at home are asked again.
pub(crate) async fn freed<'d>(desk: &'d Desk, mut draft: Draft<'d>, scope: &str) -> Result<Draft<'d>, Error> {
    let query = Query::all(Kind::Target, 500).in_states(&["prepared", "cleared", "held_back"]);
    for target in sight::every::<Target>(desk, query).await? {
        let scopes = address(&target.asset).map(|address| domain::hold::scopes_over(&address));
        if scopes.is_some_and(|scopes| scopes.iter().any(|over| over == scope)) {
            draft = draft.then(&Task::Dispatch { target: target.id }, desk.now());
        }
    }
    Ok(draft)
}
