//! Targets: from a proposal to what became of it.

use super::super::items::named;
use super::super::orders::{Done, Reason, done};
use super::target::target;
use super::{MAX_WITH_FILES, given};
use crate::server::{Access, App, Routes, Visitor};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler as _;
use casework::act::{self, Heard};
use casework::policy::{Actor, Permission as P};
use casework::records::Target;
use casework::{Desk, Error};
use domain::id::{AuthorityId, TargetId};
use domain::map::collateral::ceiling;
use matching::digest::Sha256;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, plan) = (Access::Needs(P::SeeOperations), Access::Needs(P::PlanOperations));
    let on_site = Access::Needs(P::ReportFromSite);
    routes
        .get("/api/v1/targets/{id}", see, show)
        .post("/api/v1/targets/{id}/allocate", plan, allocate)
        .post("/api/v1/targets/{id}/order", plan, put_in_order)
        .post("/api/v1/targets/{id}/prepare", plan, prepare)
        .post("/api/v1/targets/{id}/approve", Access::Needs(P::Issue), approve)
        .post("/api/v1/targets/{id}/deconfliction", Access::Needs(P::Deconflict), deconflict)
        .get("/api/v1/targets/{id}/collateral", plan, collateral)
        .post("/api/v1/targets/{id}/collateral", plan, accept_collateral)
        .post("/api/v1/targets/{id}/hold-back", plan, hold_back)
        .post("/api/v1/targets/{id}/release", plan, release)
        .post("/api/v1/targets/{id}/withdraw", plan, withdraw)
        .post("/api/v1/targets/{id}/share", plan, share)
        .post("/api/v1/targets/{id}/marking", plan, mark)
        .post("/api/v1/targets/{id}/reports", on_site, report.layer(DefaultBodyLimit::max(MAX_WITH_FILES)))
        .post("/api/v1/targets/{id}/claims", on_site, claim)
        .post("/api/v1/targets/{id}/redress", on_site, make_whole)
        .post("/api/v1/targets/{id}/look", plan, look_again)
        .post("/api/v1/targets/{id}/doubt", Access::Needs(P::CallOperations), settle_doubt)
}

/// One target, with the letter as it would leave and each look from outside.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let (desk, actor, id) = (&app.desk, &visitor.actor, TargetId(id));
    let found = act::target(desk, actor, id).await?;
    let mut value = target(&found, &forerunners(desk, actor, &found).await?);
    value["letter"] = json!(act::letter_text(desk, actor, id).await?);
    value["seen"] = json!(act::papers_shown(desk, actor, id).await?);
    value["glances"] = json!(found.glances);
    Ok(Json(value))
}

/// Those of the targets that a target waits for which the reader may see.
async fn forerunners(desk: &Desk, actor: &Actor, target: &Target) -> Result<BTreeSet<TargetId>, Error> {
    let mut seen = BTreeSet::new();
    for id in target.after.iter().chain(&target.instead_of) {
        match act::target(desk, actor, *id).await {
            Ok(_) => _ = seen.insert(*id),
            Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(seen)
}

/// To which state.
#[derive(Deserialize)]
pub struct Allocated {
    country: String,
}

/// Gives a target to the state that is to act.
pub async fn allocate(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Allocated>,
) -> Done {
    let country = named("state", &given.country)?;
    done(act::allocate(&app.desk, &visitor.actor, TargetId(id), country).await)
}

/// What comes before, and for which it steps in.
#[derive(Deserialize)]
pub struct Ordered {
    #[serde(default)]
    after: Vec<Uuid>,
    instead_of: Option<Uuid>,
}

/// Puts a target in order.
pub async fn put_in_order(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Ordered>,
) -> Done {
    let after = given.after.into_iter().map(TargetId).collect();
    let instead_of = given.instead_of.map(TargetId);
    done(act::put_in_order(&app.desk, &visitor.actor, TargetId(id), after, instead_of).await)
}

/// Prepares a target.
pub async fn prepare(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Prepared>,
) -> Done {
    done(act::prepare(&app.desk, &visitor.actor, TargetId(id), given.into()).await)
}

/// The papers that were read, as the target was shown with them under `seen`.
#[derive(Deserialize)]
pub struct Read {
    seen: Sha256,
}

/// Approves the papers as the second officer.
pub async fn approve(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Read>) -> Done {
    done(act::approve_papers(&app.desk, &visitor.actor, TargetId(id), given.seen).await)
}

/// What was answered, and by whom.
#[derive(Deserialize)]
pub struct Deconflicted {
    answer: String,
    note: String,
}

/// Records the answer of deconfliction.
pub async fn deconflict(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Deconflicted>,
) -> Done {
    let answer = named("answer", &given.answer)?;
    done(act::deconflict(&app.desk, &visitor.actor, TargetId(id), answer, &given.note).await)
}

/// What else the measure would hit, counted now; or why it is refused, and which lever is narrower.
pub async fn collateral(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    let (desk, actor, id) = (&app.desk, &visitor.actor, TargetId(id));
    let measure = act::target(desk, actor, id).await?.measure;
    Ok(Json(match act::collateral(desk, actor, id).await? {
        Ok(estimate) => {
            let counted = estimate.basis.map(|basis| json!({ "source": basis.source.name(), "at": basis.at }));
            json!({ "others": estimate.strangers, "ceiling": ceiling(measure), "counted": counted })
        }
        Err(refusal) => {
            let instead = json!({ "measure": refusal.instead.measure.name(), "on": refusal.instead.on.name() });
            json!({ "refused": refusal.why.to_string(), "instead": instead })
        }
    }))
}

/// The number that was shown.
#[derive(Deserialize)]
pub struct Accepted {
    others: u64,
}

/// Accepts what else would be hit.
pub async fn accept_collateral(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Accepted>,
) -> Done {
    done(act::accept_collateral(&app.desk, &visitor.actor, TargetId(id), given.others).await)
}

/// Holds a target back.
pub async fn hold_back(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(act::hold_back(&app.desk, &visitor.actor, TargetId(id), &given.reason).await)
}

/// Lets a target go again.
pub async fn release(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(act::release(&app.desk, &visitor.actor, TargetId(id)).await)
}

/// Takes a target off the plan.
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<Reason>,
) -> Done {
    done(act::withdraw(&app.desk, &visitor.actor, TargetId(id), &given.reason).await)
}

/// With whom.
#[derive(Deserialize)]
pub struct Shared {
    authority: Uuid,
}

/// Gives a target to another authority that takes part.
pub async fn share(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, Json(given): Json<Shared>) -> Done {
    done(act::share(&app.desk, &visitor.actor, TargetId(id), AuthorityId(given.authority)).await)
}

/// Says how a target is handled.
pub async fn mark(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Handling>,
) -> Done {
    done(act::mark_target(&app.desk, &visitor.actor, TargetId(id), given.marking()?).await)
}

/// Takes in a report from site; the same sent again changes nothing.
pub async fn report(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Report>,
) -> Done {
    let heard = act::report(&app.desk, &visitor.actor, given.report(TargetId(id))?).await?;
    let heard = match heard {
        Heard::New => "new",
        Heard::Known => "known",
    };
    Ok(Json(json!({ "heard": heard })))
}

/// Records what somebody says happened.
pub async fn claim(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<given::Claim>,
) -> Done {
    done(act::claim(&app.desk, &visitor.actor, TargetId(id), given.entry()?).await)
}

/// What was given back and put right.
#[derive(Deserialize)]
pub struct PutRight {
    how: String,
}

/// Records that whoever was hit by mistake was made whole.
pub async fn make_whole(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<PutRight>,
) -> Done {
    done(act::make_whole(&app.desk, &visitor.actor, TargetId(id), &given.how).await)
}

/// Looks at a target again now.
pub async fn look_again(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Done {
    done(act::look_again(&app.desk, &visitor.actor, TargetId(id)).await)
}

/// Whether the letter left, and how that is known.
#[derive(Deserialize)]
pub struct FoundOut {
    left: bool,
    note: String,
}

/// Settles whether a letter left.
pub async fn settle_doubt(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Json(given): Json<FoundOut>,
) -> Done {
    done(act::settle_doubt(&app.desk, &visitor.actor, TargetId(id), given.left, &given.note).await)
}
