//! One order: loading everything its page shows.

use super::acts::{DONE, Typed};
use crate::server::{App, Visitor};
use crate::web::done::Done;
use crate::web::frame::frame;
use crate::web::history::{Line, lines};
use crate::web::shell::{self, Frame, Section};
use crate::web::{Failure, names::Names};
use axum::extract::{Path, Query, State};
use casework::policy::{Actor, Permission};
use casework::ports::Query as Listing;
use casework::records::{Authority, Capture, Complaint, Hold, Item, Kept, Kind, Order, Provider, Watch};
use casework::{Desk, Error, complaints, order};
use domain::id::{OrderId, PersonId};
use domain::order::{Gate, Refusal};
use domain::people::Competence;
use jiff::Timestamp;
use maud::Markup;
use std::collections::HashMap;
use uuid::Uuid;

/// Everything the page of an order shows.
pub(super) struct View<'a> {
    pub frame: Frame,
    pub actor: &'a Actor,
    pub order: Kept<Order>,
    pub provider: Option<Kept<Provider>>,
    pub issuer: Kept<Authority>,
    /// The authority of the provider's state that scrutinises, if it is another state and in the directory.
    pub host: Option<Kept<Authority>>,
    pub capture: Option<Kept<Capture>>,
    pub watch: Option<Kept<Watch>>,
    pub holds: Vec<Kept<Hold>>,
    pub history: Vec<Line>,
    /// Gates that are shut; empty once the order was issued.
    pub shut: Vec<Refusal>,
    /// Complaints about the removal that followed.
    pub complaints: Vec<Kept<Complaint>>,
    people: HashMap<PersonId, String>,
    pub typed: &'a Typed,
}

impl View<'_> {
    pub fn may(&self, wanted: Permission) -> bool {
        self.actor.may(wanted)
    }

    /// The provider's name, or that there is none.
    pub fn provider_name(&self) -> &str {
        let none = crate::web::messages::order::NO_PROVIDER.get(self.frame.lang());
        self.provider.as_ref().map_or(none, |provider| &provider.name)
    }

    /// The name of a colleague who did something with this order.
    pub fn person(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("", String::as_str)
    }

    /// Whether a gate is shut.
    pub fn is_shut(&self, gate: Gate) -> bool {
        self.shut.iter().any(|refusal| refusal.gate() == gate)
    }

    /// When the order was withdrawn, as the ledger says.
    pub fn withdrawn_at(&self) -> Option<Timestamp> {
        self.history.iter().rev().find(|line| line.act == "order_withdrawn").map(|line| line.at)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    let page = page(&app, &visitor, id, &Typed::default(), Some(&done)).await?;
    if visitor.actor.may(Permission::Issue) {
        // Who issues several orders at once must have opened some of them.
        order::seen(&app.desk, &visitor.actor, OrderId(id)).await?;
    }
    Ok(page)
}

/// The page of an order, with what was typed into a form that was refused, or with what was just done.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let order = order::read(&app.desk, &visitor.actor, OrderId(id)).await?;
    let mut frame = frame(app, visitor, Some(Section::Order)).await?;
    frame.notice = done.and_then(|done| done.notice(&DONE, frame.lang()));
    let view = view(&app.desk, visitor, order, frame, typed).await?;
    Ok(shell::page(&view.frame, &view.order.reference, view.content()))
}

async fn view<'a>(
    desk: &Desk,
    visitor: &'a Visitor,
    order: Kept<Order>,
    frame: Frame,
    typed: &'a Typed,
) -> Result<View<'a>, Error> {
    // Until it is approved, the provider is that of the item.
    let provider = match order.provider {
        Some(id) => Some(id),
        None => desk.find::<Item>(order.item.0).await?.and_then(|item| item.provider),
    };
    let provider = match provider {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let capture = match order.capture {
        Some(id) => desk.find::<Capture>(id.0).await?,
        None => None,
    };
    let draft = order.state.is_draft();
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    Ok(View {
        actor: &visitor.actor,
        host: host(desk, &order, provider.as_deref(), &issuer).await?,
        issuer,
        watch: desk.find::<Watch>(order.item.0).await?,
        holds: if draft { order::holds_on(desk, &order.url).await? } else { Vec::new() },
        history: history(desk, &order).await?,
        shut: if draft { order::shut_gates(desk, &visitor.actor, &order).await? } else { Vec::new() },
        complaints: complaints::about_notice(desk, "order", order.id.0).await?,
        people: people(desk, &order).await?,
        frame,
        provider,
        capture,
        order,
        typed,
    })
}

/// Everybody of ours whom the page names.
async fn people(desk: &Desk, order: &Order) -> Result<HashMap<PersonId, String>, Error> {
    let mut names = Names::new(desk);
    let mut people = HashMap::new();
    let officers = [Some(order.author), order.approver, order.issuer].into_iter().flatten();
    let others = order.deconfliction.iter().map(|given| given.by);
    let others = others.chain(order.non_disclosure.iter().map(|decision| decision.by));
    for id in officers.chain(others).chain(order.opened.iter().map(|opened| opened.by)) {
        people.insert(id, names.person(id).await?);
    }
    Ok(people)
}

async fn host(
    desk: &Desk,
    order: &Order,
    provider: Option<&Provider>,
    issuer: &Authority,
) -> Result<Option<Kept<Authority>>, Error> {
    if let Some(host) = order.host_authority {
        return desk.find::<Authority>(host.0).await;
    }
    let Some(country) = provider.and_then(Provider::host_state).filter(|country| *country != issuer.country) else {
        return Ok(None);
    };
    let there = desk.list::<Authority>(&Listing::all(Kind::Authority, 50).with("country", country)).await?;
    Ok(there.into_iter().find(|authority| authority.competences.contains(&Competence::ScrutinisesOrders)))
}

/// What the ledger says of the order, after the finding it came from.
async fn history(desk: &Desk, order: &Order) -> Result<Vec<Line>, Error> {
    let finding = lines(desk, order.item.0)
        .await?
        .into_iter()
        .find(|line| line.act == "finding_recorded" && line.at >= order.drafted);
    Ok(finding.into_iter().chain(lines(desk, order.id.0).await?).collect())
}
