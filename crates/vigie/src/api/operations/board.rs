//! The board, readiness and the sheet of a wave as programs are shown them.

use super::shapes::{counts, list, message, people, person, skew, wave};
use super::target::target;
use casework::act::{Board, BoardCountry, BoardTarget, Incident, ReadsAs, Sheet, SheetTarget, StateReadiness};
use casework::{Desk, Error};
use domain::act::claim::Dispute;
use domain::act::{BlindSpot, Claim, HeldBack, Waits, Witness};
use domain::id::TargetId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The board.
pub(super) async fn board(desk: &Desk, board: &Board) -> Result<Value, Error> {
    let seen: BTreeSet<TargetId> = board.targets.iter().map(|row| row.target.id).collect();
    Ok(json!({
        "at": board.at,
        "wave": wave(desk, &board.wave).await?,
        "deputy_from": board.deputy_from,
        "countries": board.countries.iter().map(country).collect::<Vec<_>>(),
        "targets": board.targets.iter().map(|one| row(one, &seen)).collect::<Vec<_>>(),
        "counts": counts(board.counts.clone()),
        "skew": skew(board.skew),
        "incidents": board.incidents.iter().map(incident).collect::<Vec<_>>(),
        "messages": board.messages.iter().map(|one| message(one)).collect::<Vec<_>>(),
    }))
}

fn country(country: &BoardCountry) -> Value {
    json!({
        "country": country.country.to_string(),
        "standing": country.standing.name(),
        "counts": counts(country.counts.clone()),
        "incidents": country.incidents,
        "skew": skew(country.skew),
    })
}

/// A target on the board.
pub(super) fn row(row: &BoardTarget, seen: &BTreeSet<TargetId>) -> Value {
    json!({
        "target": target(&row.target, seen),
        "waits": row.waits.iter().map(waits).collect::<Vec<_>>(),
        "lacks": row.lacks.iter().map(lacks).collect::<Vec<_>>(),
        "words": row.words.iter().map(claim).collect::<Vec<_>>(),
        "disputes": row.disputes.iter().map(dispute).collect::<Vec<_>>(),
        "executed": row.executed,
    })
}

fn waits(waits: &Waits) -> Value {
    let kind = match waits {
        Waits::NotCleared(_) => "not_cleared",
        Waits::WaveNotGoing(_) => "wave_not_going",
        Waits::NoState => "no_state",
        Waits::StateNotGoing { .. } => "state_not_going",
        Waits::BeforeMoment => "before_moment",
        Waits::WindowOver => "window_over",
        Waits::After(_) => "after",
        Waits::AfterWhatFailed(_) => "after_what_failed",
        Waits::StepsInFor(_) => "steps_in_for",
    };
    json!({ "kind": kind, "why": waits.to_string() })
}

fn lacks(lack: &HeldBack) -> Value {
    let kind = match lack {
        HeldBack::Instrument(_) => "instrument",
        HeldBack::Papers => "papers",
        HeldBack::Deconfliction(_) => "deconfliction",
        HeldBack::Collateral => "collateral",
        HeldBack::ByHand(_) => "by_hand",
    };
    json!({ "kind": kind, "why": lack.to_string() })
}

fn witness(witness: &Witness) -> Value {
    match witness {
        Witness::Authority(id) => json!({ "kind": "authority", "id": id.to_string() }),
        Witness::Provider(id) => json!({ "kind": "provider", "id": id.to_string() }),
        Witness::Press(name) => json!({ "kind": "press", "name": name }),
    }
}

fn claim(claim: &Claim) -> Value {
    let Claim { who, what, happened, said } = claim;
    json!({ "who": witness(who), "what": what.name(), "happened": happened, "said": said })
}

fn dispute(dispute: &Dispute) -> Value {
    match dispute {
        Dispute::Witnesses(one, other) => {
            json!({ "kind": "witnesses", "one": claim(one), "other": claim(other) })
        }
        Dispute::Outside(said, seen) => {
            let from = seen.from.map(|country| country.to_string());
            let seen = json!({ "gone": seen.gone, "from": from, "at": seen.at });
            json!({ "kind": "outside", "claim": claim(said), "seen": seen })
        }
    }
}

/// Something that needs a person.
pub(super) fn incident(incident: &Incident) -> Value {
    let (kind, country, why) = match incident {
        Incident::InDoubt(_) => ("in_doubt", None, None),
        Incident::DidNotLeave(_) => ("did_not_leave", None, None),
        Incident::HeldBack(_, why) => ("held_back", None, Some(why)),
        Incident::LeftAllTheSame(_) => ("left_all_the_same", None, None),
        Incident::CameBack(_, why) => ("came_back", None, Some(why)),
        Incident::Failed(_) => ("failed", None, None),
        Incident::Contradicted(_) => ("contradicted", None, None),
        Incident::Disputed(_) => ("disputed", None, None),
        Incident::Owed(_) => ("owed", None, None),
        Incident::Unknown(_) => ("unknown", None, None),
        Incident::StateHolds(country) => ("state_holds", Some(country), None),
        Incident::StateAborted(country) => ("state_aborted", Some(country), None),
        Incident::CoordinatorSilent => ("coordinator_silent", None, None),
    };
    let target = incident.target().map(|id| id.to_string());
    json!({ "kind": kind, "target": target, "country": country.map(ToString::to_string), "why": why })
}

/// How ready the states are.
pub(super) fn readiness(states: &[StateReadiness]) -> Value {
    let state = |state: &StateReadiness| {
        let said = state.said.iter().map(|(check, said)| {
            let said = said.as_ref().map(|said| json!({ "by": said.by.to_string(), "at": said.at, "note": said.note }));
            json!({ "check": check.name(), "said": said })
        });
        let lacking = state.lacks.iter().map(|(target, lack)| {
            json!({ "target": target.to_string(), "lacks": lack.iter().map(lacks).collect::<Vec<_>>() })
        });
        json!({
            "country": state.country.to_string(),
            "standing": state.standing.name(),
            "ready": state.is_ready(),
            "said": said.collect::<Vec<_>>(),
            "targets": counts(state.targets.clone()),
            "lacks": lacking.collect::<Vec<_>>(),
            "open_for_targets": list(state.open_for_targets()),
        })
    };
    json!({ "states": states.iter().map(state).collect::<Vec<_>>() })
}

/// What nobody will act on.
pub(super) fn blind_spot(spot: &BlindSpot) -> Value {
    match spot {
        BlindSpot::Asset(asset) => json!({ "kind": "asset", "what": asset.to_string() }),
        BlindSpot::Target(target) => json!({ "kind": "target", "what": target.to_string() }),
        BlindSpot::State(country) => json!({ "kind": "state", "what": country.to_string() }),
    }
}

/// How a moment reads at one authority.
pub(super) fn reads(reads: &ReadsAs) -> Value {
    json!({
        "authority": reads.authority.to_string(),
        "name": reads.name,
        "country": reads.country.map(|country| country.to_string()),
        "zone": reads.zone,
        "reads": reads.reads,
    })
}

/// The fallback sheet of one state.
pub(super) async fn sheet(desk: &Desk, sheet: &Sheet) -> Result<Value, Error> {
    let contact = |(name, contact, telephone): &(String, String, String)| json!({ "name": name, "contact": contact, "telephone": telephone });
    Ok(json!({
        "operation": sheet.operation,
        "reference": sheet.reference,
        "tlp": sheet.tlp.name(),
        "codes": list(&sheet.codes),
        "country": sheet.country.to_string(),
        "wave": wave(desk, &sheet.wave).await?,
        "moment": sheet.moment.iter().map(reads).collect::<Vec<_>>(),
        "coordinator": person(desk, sheet.coordinator).await?,
        "deputy": person(desk, sheet.deputy).await?,
        "voices": people(desk, &sheet.voices).await?,
        "contacts": sheet.contacts.iter().map(contact).collect::<Vec<_>>(),
        "targets": sheet.targets.iter().map(line).collect::<Vec<_>>(),
        "made": sheet.made,
    }))
}

fn line(target: &SheetTarget) -> Value {
    let instrument = target.instrument.as_ref();
    json!({
        "id": target.id.to_string(),
        "name": target.name,
        "asset": target.asset.to_string(),
        "measure": target.measure.name(),
        "does": target.does.0,
        "does_not": target.does.1,
        "place": target.place.to_string(),
        "team": target.team,
        "instrument": instrument.map(|(kind, number)| json!({ "kind": kind.name(), "number": number })),
        "after": target.after,
        "instead_of": target.instead_of,
        "state": target.state.name(),
    })
}
