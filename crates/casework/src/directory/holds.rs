//! Holds: wishes of authorities not to be disturbed.

use crate::desk::{Desk, Draft};
use crate::error::{Error, invalid};
use crate::policy::{Actor, Permission};
use crate::records::{Authority, Hold, Kept, Kind};
use crate::seal::{Act, Verb, Who};
use domain::hold::{Answer, ReasonClass};
use domain::id::{AuthorityId, HoldId};
use jiff::Timestamp;
use serde_json::json;

/// Records a hold of an authority on a domain, a host, an account or an item.
///
/// # Errors
/// Not permitted, "go" (which is no hold), an end in the past, or storage failures.
pub async fn place_hold(
    desk: &Desk,
    actor: &Actor,
    authority: AuthorityId,
    scope: &str,
    answer: Answer,
    reason: ReasonClass,
    until: Timestamp,
) -> Result<HoldId, Error> {
    actor.needs(Permission::Deconflict)?;
    if answer == Answer::Go || until <= desk.now() || scope.trim().is_empty() {
        return Err(invalid("hold", "a hold names a host, says hold or contact, and ends in the future"));
    }
    let scope = scope_of(scope)?;
    desk.load::<Authority>(authority.0).await?;
    let hold = Kept::new(Hold {
        id: HoldId(desk.doors.entropy.id(desk.now())),
        authority,
        scope,
        answer,
        reason,
        recorded_by: actor.person,
        recorded: desk.now(),
        until,
        lifted: false,
    });
    let act = Act::new(Verb::Order, "hold_placed", hold.id.0, Who::Person(actor))
        .under("Regulation (EU) 2021/784, Art 14(1)")
        .detail(json!({ "scope": hold.scope, "until": until.to_string() }));
    Draft::new(desk).put(&hold)?.commit(&act).await?;
    Ok(hold.id)
}

/// What a hold is to cover, written as the addresses of items are: a hold that reads differently would
/// cover nothing. A domain or host alone, or with the path of an account or item.
fn scope_of(scope: &str) -> Result<String, Error> {
    let wrong = || {
        invalid("hold", "name a domain or host, such as pages.lowtide.test, or with a path, such as lowtide.test/@name")
    };
    let scope = scope.trim().trim_start_matches("https://").trim_end_matches('/');
    if scope.contains(['*', ' ', '#']) || scope.split('/').next().is_some_and(|host| host.contains(['@', ':'])) {
        return Err(wrong());
    }
    let url = domain::locator::canonical(&format!("https://{scope}")).map_err(|_| wrong())?;
    domain::hold::scopes_over(&url).into_iter().next().filter(|scope| !scope.is_empty()).ok_or_else(wrong)
}

/// Lifts a hold before its end. What it kept at home of a joint action is asked again.
///
/// # Errors
/// Not permitted, no such hold, or storage failures.
pub async fn lift_hold(desk: &Desk, actor: &Actor, id: HoldId) -> Result<(), Error> {
    actor.needs(Permission::Deconflict)?;
    let mut hold = desk.load::<Hold>(id.0).await?;
    if !actor.reads_of(hold.authority) {
        return Err(Error::NotFound { what: Kind::Hold.name() });
    }
    hold.lifted = true;
    let act = Act::new(Verb::Order, "hold_lifted", id.0, Who::Person(actor));
    crate::act::freed(desk, Draft::new(desk).put(&hold)?, &hold.scope).await?.commit(&act).await
}
