//! Waves: planning, readiness, calls, the board.

use super::super::items::named;
use super::super::orders::{Done, done};
use super::super::problem::Problem;
use super::given::{self, invalid};
use super::shapes::list;
use super::{board, board_view, readiness_view};
use crate::server::{Access, App, Routes, Visitor};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use casework::act::{self, MessageEntry, TargetEntry};
use casework::policy::Permission as P;
use casework::{Desk, Error, Recent};
use domain::id::{AuthorityId, OperationId, PersonId, WaveId};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, plan) = (Access::Needs(P::SeeOperations), Access::Needs(P::PlanOperations));
    let call = Access::Needs(P::CallOperations);
    routes
        .post("/api/v1/waves/{id}/alter", plan, alter)
        .post("/api/v1/waves/{id}/targets", plan, propose)
        .get("/api/v1/waves/{id}/readiness", see, readiness)
        // Whoever plans may answer for a check, and whoever calls: the act itself asks which.
        .post("/api/v1/waves/{id}/readiness", see, say_ready)
        .get("/api/v1/waves/{id}/blind-spots", see, blind_spots)
        .post("/api/v1/waves/{id}/calls", call, make_call)
        .post("/api/v1/waves/{id}/presence", call, presence)
        .get("/api/v1/waves/{id}/board", see, show_board)
        .get("/api/v1/waves/{id}/reads", see, reads)
        .get("/api/v1/waves/{id}/sheets/{country}", see, sheet)
        // Whoever plans, calls or reports may write on the board.
        .post("/api/v1/waves/{id}/messages", see, say)
}

/// Plans a wave of an operation.
pub async fn plan(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Wave>,
) -> Done {
    let id = act::plan_wave(&app.desk, &visitor.actor, OperationId(id), given.entry()?).await?;
    Ok(Json(json!({ "wave": id.to_string() })))
}

/// Changes a wave while it is planned.
pub async fn alter(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Wave>,
) -> Done {
    done(act::alter_wave(&app.desk, &visitor.actor, WaveId(id), given.entry()?).await)
}

/// Targets to be proposed.
#[derive(Deserialize)]
pub struct Proposed {
    targets: Vec<given::Target>,
}

/// Proposes targets, all of them or none.
pub async fn propose(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Proposed>,
) -> Done {
    let entries = given.targets.into_iter().map(given::Target::entry).collect::<Result<Vec<TargetEntry>, _>>()?;
    let ids = act::propose(&app.desk, &visitor.actor, WaveId(id), entries).await?;
    Ok(Json(json!({ "targets": list(ids) })))
}

/// How ready the states are.
pub async fn readiness(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    Ok(Json(readiness_view(&app.desk, &visitor.actor, WaveId(id)).await?))
}

/// A check that somebody answers for.
#[derive(Deserialize)]
pub struct Answered {
    country: String,
    check: String,
    note: String,
}

/// Answers for a check of a state.
pub async fn say_ready(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Answered>,
) -> Done {
    let (country, check) = (named("state", &given.country)?, named("check", &given.check)?);
    done(act::say_ready(&app.desk, &visitor.actor, WaveId(id), country, check, &given.note).await)
}

/// What nobody will act on.
pub async fn blind_spots(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let found = act::blind_spots(&app.desk, &visitor.actor, WaveId(id)).await?;
    let spots: Vec<_> = found.spots.iter().map(board::blind_spot).collect();
    Ok(Json(json!({ "spots": spots, "assets": found.assets })))
}

/// Makes a call.
pub async fn make_call(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Called>,
) -> Done {
    let called = act::call(&app.desk, &visitor.actor, WaveId(id), given.call()?, &given.reason).await?;
    Ok(Json(json!({
        "state": called.state.name(),
        "waits_for_second": called.waits_for_second,
        "queued": called.queued,
        "out": list(called.out),
    })))
}

/// Notes that the coordinator is there.
pub async fn presence(
    State(app): State<App>,
    Extension(boards): Extension<Arc<Boards>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Done {
    let noted = act::sign_of_life(&app.desk, &visitor.actor, WaveId(id)).await;
    // The ledger does not tell of it, and the board shows it.
    boards.forget();
    done(noted)
}

/// Boards as they are sent, written once for all screens of one person.
pub(crate) type Boards = Recent<(WaveId, PersonId, AuthorityId), Bytes>;

/// The board.
pub async fn show_board(
    State(app): State<App>,
    Extension(boards): Extension<Arc<Boards>>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let (desk, actor, id) = (&app.desk, &visitor.actor, WaveId(id));
    let written = async { Ok(Bytes::from(board_view(desk, actor, id).await?.to_string())) };
    let written = boards.get(desk, (id, actor.person, actor.authority), written).await?;
    Ok(([(CONTENT_TYPE, "application/json")], Bytes::clone(&written)))
}

/// Which moment is to be read.
#[derive(Deserialize)]
pub struct At {
    at: Option<Timestamp>,
}

/// How a moment reads at each authority; that of the wave when none is named.
pub async fn reads(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Query(wanted): Query<At>) -> Done {
    let at = match wanted.at {
        Some(at) => at,
        None => moment(&app.desk, &visitor, WaveId(id)).await?,
    };
    let all = act::reads(&app.desk, &visitor.actor, WaveId(id), at).await?;
    Ok(Json(json!({ "reads": all.iter().map(board::reads).collect::<Vec<_>>() })))
}

async fn moment(desk: &Desk, visitor: &Visitor, id: WaveId) -> Result<Timestamp, Error> {
    let moment = act::board(desk, &visitor.actor, id).await?.wave.moment;
    moment.ok_or_else(|| invalid("moment", "none is fixed yet; name one"))
}

/// The fallback sheet of one state.
pub async fn sheet(State(app): State<App>, visitor: Visitor, Path((id, country)): Path<(Uuid, String)>) -> Done {
    let country = named("state", &country)?;
    let sheet = act::sheet(&app.desk, &visitor.actor, WaveId(id), country).await?;
    Ok(Json(board::sheet(&app.desk, &sheet).await?))
}

/// A message for the board.
#[derive(Deserialize)]
pub struct Said {
    id: Uuid,
    text: String,
    #[serde(default)]
    urgent: bool,
    to: Option<Vec<Uuid>>,
}

/// Writes on the board; the same message sent again is one.
pub async fn say(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Said>) -> Done {
    let Said { id: own, text, urgent, to } = given;
    let to = to.map(|to| to.into_iter().map(AuthorityId).collect());
    done(act::say(&app.desk, &visitor.actor, WaveId(id), MessageEntry { id: own, text, urgent, to }).await)
}
