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
use casework::records::{Authority, Capture, Hold, Kept, Kind, Order, Provider, Watch};
use casework::{Desk, Error, order};
use domain::order::Refusal;
use domain::people::Competence;
use maud::Markup;
use uuid::Uuid;

/// Everything the page of an order shows.
pub(super) struct View<'a> {
    pub frame: Frame,
    pub actor: &'a Actor,
    pub order: Kept<Order>,
    pub provider: Option<Kept<Provider>>,
    pub issuer: Kept<Authority>,
    /// The authority of the provider's state that scrutinises, if it is another state and in the directory.
    pub scrutiny: Option<Kept<Authority>>,
    pub capture: Option<Kept<Capture>>,
    pub watch: Option<Kept<Watch>>,
    pub holds: Vec<Kept<Hold>>,
    pub history: Vec<Line>,
    /// Gates that are shut; empty once the order was issued.
    pub shut: Vec<Refusal>,
    pub author: String,
    pub second: Option<String>,
    pub deconflicted_by: Option<String>,
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
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Markup, Failure> {
    Ok(page(&app, &visitor, id, &Typed::default(), Some(&done)).await?)
}

/// The page of an order, with what was typed into a form that was refused, or with what was just done.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    typed: &Typed,
    done: Option<&Done>,
) -> Result<Markup, Error> {
    let order = app.desk.load::<Order>(id).await?;
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
    let provider = match order.provider {
        Some(id) => desk.find::<Provider>(id.0).await?,
        None => None,
    };
    let capture = match order.capture {
        Some(id) => desk.find::<Capture>(id.0).await?,
        None => None,
    };
    let draft = !order.state.is_issued();
    let mut names = Names::new(desk);
    let issuer = desk.load::<Authority>(order.authority.0).await?;
    Ok(View {
        actor: &visitor.actor,
        scrutiny: scrutinising(desk, provider.as_deref(), &issuer).await?,
        issuer,
        watch: desk.find::<Watch>(order.item.0).await?,
        holds: if draft { order::holds_on(desk, &order.url).await? } else { Vec::new() },
        history: history(desk, &order).await?,
        shut: if draft { order::shut_gates(desk, &visitor.actor, &order).await? } else { Vec::new() },
        author: names.person(order.author).await?,
        second: match order.issuer {
            Some(id) => Some(names.person(id).await?),
            None => None,
        },
        deconflicted_by: match &order.deconfliction {
            Some(given) => Some(names.person(given.by).await?),
            None => None,
        },
        frame,
        provider,
        capture,
        order,
        typed,
    })
}

async fn scrutinising(
    desk: &Desk,
    provider: Option<&Provider>,
    issuer: &Authority,
) -> Result<Option<Kept<Authority>>, Error> {
    let Some(country) = provider
        .map(|provider| provider.country)
        .filter(|country| *country != issuer.country && country.is_member_state())
    else {
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
