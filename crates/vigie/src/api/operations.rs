//! Joint actions: operations, who takes part, their legal titles, and what is said of them afterwards.
//!
//! Every answer is what `casework::act` shows this reader, in the shapes of [`shapes`]; nothing is read past it.

mod alerts;
mod board;
mod events;
mod given;
mod shapes;
mod target;
mod targets;
mod views;
mod waves;

pub(crate) use events::Slices;
pub(crate) use views::{board_view, readiness_view, slice_view};
pub(crate) use waves::Boards;

use super::orders::{Done, Reason, done};
use super::problem::Problem;
use crate::server::{Access, App, Routes, Visitor};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::handler::Handler as _;
use casework::act::{self, MeasureResult, PublicFact, WaveReview};
use casework::policy::Permission as P;
use casework::{Desk, Error};
use domain::id::{AuthorityId, InstrumentId, OperationId, TargetId, WaveId};
use exchange::Language;
use serde::Deserialize;
use serde_json::{Value, json};
use shapes::{counts, list, skew};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The largest report with photographs, or title with its paper, in bytes.
const MAX_WITH_FILES: usize = 64 << 20;

/// Declares the routes of joint actions.
pub(super) fn routes(routes: Routes) -> Routes {
    let (see, plan) = (Access::Needs(P::SeeOperations), Access::Needs(P::PlanOperations));
    let routes = routes
        .get("/api/v1/operations", see, operations)
        .post("/api/v1/operations", plan, open)
        .get("/api/v1/operations/{id}", see, slice)
        .get("/api/v1/operations/{id}/events", see, events::events)
        .post("/api/v1/operations/{id}/alter", plan, alter)
        .post("/api/v1/operations/{id}/close", plan, close)
        .post("/api/v1/operations/{id}/marking", plan, mark)
        .post("/api/v1/operations/{id}/participants", plan, put_participant)
        .post("/api/v1/operations/{id}/participants/{authority}/remove", plan, remove_participant)
        .post("/api/v1/operations/{id}/waves", plan, waves::plan)
        .post("/api/v1/operations/{id}/instruments", plan, add_instrument.layer(DefaultBodyLimit::max(MAX_WITH_FILES)))
        .post("/api/v1/instruments/{id}/revoke", plan, revoke_instrument)
        .get("/api/v1/operations/{id}/on-site", Access::Needs(P::ReportFromSite), on_site)
        .get("/api/v1/operations/{id}/results", see, results)
        .get("/api/v1/operations/{id}/review", see, review)
        .get("/api/v1/operations/{id}/communique", plan, communique)
        .get("/api/v1/operations/{id}/feedback", plan, feedback)
        .get("/api/v1/alerts", see, alerts::list)
        .post("/api/v1/alerts", plan, alerts::write)
        .post("/api/v1/alerts/{id}/issue", plan, alerts::issue)
        .post("/api/v1/alerts/{id}/again", plan, alerts::send_again)
        .post("/api/v1/alerts/{id}/confirm", see, alerts::confirm);
    targets::routes(waves::routes(routes))
}

/// The operations that the reader may see, the newest first.
pub async fn operations(State(app): State<App>, visitor: Visitor) -> Done {
    let mut shown = Vec::new();
    for operation in act::operations(&app.desk, &visitor.actor).await? {
        shown.push(shapes::operation(&app.desk, &visitor.actor, &operation).await?);
    }
    Ok(Json(json!({ "operations": shown })))
}

/// Opens an operation.
pub async fn open(State(app): State<App>, visitor: Visitor, Json(given): Json<given::Operation>) -> Done {
    let id = act::open(&app.desk, &visitor.actor, given.into()).await?;
    Ok(Json(json!({ "operation": id.to_string() })))
}

/// Everything of an operation that the reader may see.
pub async fn slice(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    Ok(Json(slice_view(&app.desk, &visitor.actor, OperationId(id)).await?))
}

/// Changes what is written about an operation.
pub async fn alter(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Operation>,
) -> Done {
    done(act::alter(&app.desk, &visitor.actor, OperationId(id), given.into()).await)
}

/// Closes an operation whose waves are over.
pub async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(act::close(&app.desk, &visitor.actor, OperationId(id)).await)
}

/// Says how the existence of an operation is handled.
pub async fn mark(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Handling>,
) -> Done {
    done(act::mark(&app.desk, &visitor.actor, OperationId(id), given.marking()?).await)
}

/// Who takes part, and on which terms.
#[derive(Deserialize)]
pub struct Part {
    authority: Uuid,
    terms: String,
}

/// Lets an authority take part, or changes the terms.
pub async fn put_participant(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Part>,
) -> Done {
    let (id, authority) = (OperationId(id), AuthorityId(given.authority));
    done(act::put_participant(&app.desk, &visitor.actor, id, authority, &given.terms).await)
}

/// Ends an authority's part.
pub async fn remove_participant(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, authority)): Path<(Uuid, Uuid)>,
) -> Done {
    done(act::remove_participant(&app.desk, &visitor.actor, OperationId(id), AuthorityId(authority)).await)
}

/// Records a legal title.
pub async fn add_instrument(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Instrument>,
) -> Done {
    let id = act::add_instrument(&app.desk, &visitor.actor, OperationId(id), given.entry()?).await?;
    Ok(Json(json!({ "instrument": id.to_string() })))
}

/// Records that a legal title was revoked.
pub async fn revoke_instrument(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(act::revoke_instrument(&app.desk, &visitor.actor, InstrumentId(id), &given.reason).await)
}

/// The targets of the reader's own state on which people act on site.
pub async fn on_site(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let targets = act::on_site(&app.desk, &visitor.actor, OperationId(id)).await?;
    let seen: BTreeSet<TargetId> = targets.iter().map(|target| target.id).collect();
    Ok(Json(json!({ "targets": targets.iter().map(|one| target::target(one, &seen)).collect::<Vec<_>>() })))
}

/// Of which wave.
#[derive(Deserialize)]
pub struct OfWave {
    wave: Option<Uuid>,
}

/// What came of an operation by measure.
pub async fn results(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(wanted): Query<OfWave>,
) -> Done {
    let results = act::results(&app.desk, &visitor.actor, OperationId(id), wanted.wave.map(WaveId)).await?;
    let result = |result: MeasureResult| {
        json!({
            "measure": result.measure.name(),
            "targets": result.targets,
            "counts": counts(result.counts),
            "returned": result.returned,
        })
    };
    Ok(Json(json!({ "results": results.into_iter().map(result).collect::<Vec<_>>() })))
}

/// Looks back at an operation.
pub async fn review(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let mut waves = Vec::new();
    for wave in act::review(&app.desk, &visitor.actor, OperationId(id)).await?.waves {
        waves.push(wave_review(&app.desk, &wave).await?);
    }
    Ok(Json(json!({ "waves": waves })))
}

async fn wave_review(desk: &Desk, review: &WaveReview) -> Result<Value, Error> {
    let failed = review.failed.iter().map(|(target, why)| json!({ "target": target.to_string(), "why": why }));
    let mistakes = review.mistakes.iter();
    let mistakes = mistakes.map(|(target, redress)| json!({ "target": target.to_string(), "redress": redress.name() }));
    Ok(json!({
        "wave": shapes::wave(desk, &review.wave).await?,
        "counts": counts(review.counts.clone()),
        "sending_took_seconds": review.sending_took.map(|took| took.as_secs()),
        "skew": skew(review.skew),
        "failed": failed.collect::<Vec<_>>(),
        "disputed": list(&review.disputed),
        "mistakes": mistakes.collect::<Vec<_>>(),
    }))
}

/// In which language something is drafted.
#[derive(Debug, Deserialize)]
pub struct InLanguage {
    language: Option<Language>,
}

/// Drafts a statement to the press from confirmed facts, in English if no other language is asked for.
pub async fn communique(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(wanted): Query<InLanguage>,
) -> Done {
    let language = wanted.language.unwrap_or(Language::English);
    let drafted = act::communique(&app.desk, &visitor.actor, OperationId(id), language).await?;
    let fact = |fact: &PublicFact| {
        json!({
            "country": fact.country.to_string(),
            "measure": fact.measure.name(),
            "what": fact.what.name(),
            "targets": fact.targets,
            "said_by": fact.said_by,
            "seen": fact.seen,
        })
    };
    Ok(Json(json!({
        "facts": drafted.facts.iter().map(fact).collect::<Vec<_>>(),
        "unconfirmed": drafted.unconfirmed,
        "kept_out": drafted.kept_out,
        "language": language,
        "text": drafted.text,
    })))
}

/// Drafts letters of thanks to the providers that acted.
pub async fn feedback(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Json<Value>, Problem> {
    let letters = act::feedback(&app.desk, &visitor.actor, OperationId(id)).await?;
    let letters = letters.iter().map(|letter| {
        json!({
            "provider": letter.provider.to_string(),
            "name": letter.name,
            "contact": letter.contact,
            "confirmed": letter.confirmed,
            "returned": letter.returned,
            "language": letter.language,
            "subject": letter.subject,
            "text": letter.text,
        })
    });
    Ok(Json(json!({ "letters": letters.collect::<Vec<_>>() })))
}
