//! What programs and the command line are shown alike.

use super::{board, shapes};
use casework::act;
use casework::policy::Actor;
use casework::{Desk, Error};
use domain::id::{OperationId, WaveId};
use serde_json::Value;

/// Everything of an operation that the actor may see.
///
/// # Errors
/// Not permitted, no such operation that the actor may see, or storage failures.
pub async fn slice_view(desk: &Desk, actor: &Actor, id: OperationId) -> Result<Value, Error> {
    shapes::slice(desk, actor, &act::slice(desk, actor, id).await?).await
}

/// The board of a wave.
///
/// # Errors
/// Not permitted, no such wave that the actor may see, or storage failures.
pub async fn board_view(desk: &Desk, actor: &Actor, id: WaveId) -> Result<Value, Error> {
    board::board(desk, &act::board(desk, actor, id).await?).await
}

/// How ready the states of a wave are.
///
/// # Errors
/// Not permitted, no such wave that the actor may see, or storage failures.
pub async fn readiness_view(desk: &Desk, actor: &Actor, id: WaveId) -> Result<Value, Error> {
    Ok(board::readiness(&act::readiness(desk, actor, id).await?))
}
