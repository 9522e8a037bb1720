//! The watch: what is looked at again, and what claims are worth.

mod rows;

use super::Failure;
use super::frame::frame;
use super::kit::{self, Column, Key, Notice, Status, Table};
use super::messages::watch as text;
use super::shell::{self, Section};
use crate::server::{Access, App, Routes, Visitor};
use axum::extract::{Form, Path, Query, State};
use axum::response::Redirect;
use casework::policy::Permission as P;
use casework::ports::Query as Listing;
use casework::records::{Kept, Kind, Record as _, Watch};
use casework::watch;
use domain::id::ItemId;
use maud::{Markup, html};
use rows::Seen;
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

/// How many raised items are shown; what is noted makes room.
const RAISED: u32 = 20;
/// How many watched items a page shows.
const ROWS: usize = 25;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/watch", Access::Needs(P::SeeWatch), show)
        .post("/watch/{item}/note", Access::Needs(P::NoteWatch), note)
        .post("/watch/{item}/look", Access::Needs(P::NoteWatch), look)
}

#[derive(Deserialize, Default)]
struct Asked {
    done: Option<String>,
    /// The place in the list after which the page begins: the text it is ordered by, and the identifier.
    after: Option<String>,
}

impl Asked {
    fn place(&self) -> Option<(String, Uuid)> {
        let (sort, id) = self.after.as_deref()?.rsplit_once('~')?;
        Some((sort.to_owned(), id.parse().ok()?))
    }

    fn said(&self, lang: super::messages::Lang) -> Option<Notice> {
        let words = match self.done.as_deref()? {
            "noted" => text::NOTED,
            "look" => text::LOOKED,
            _ => return None,
        };
        Some(Notice { status: Status::Ok, text: words.get(lang).to_owned(), link: None })
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Markup, Failure> {
    let mut frame = frame(&app, &visitor, Some(Section::Watch)).await?;
    let lang = frame.lang();
    frame.notice = asked.said(lang);
    if visitor.actor.may(P::NoteWatch) {
        frame.keys = vec![Key { keys: &["a"], text: text::KEY_NOTE }];
    }
    let raised: Vec<Kept<Watch>> =
        app.desk.list(&Listing::all(Kind::Watch, RAISED).in_states(&["raised"]).newest_first()).await?;
    let mut query = Listing::all(Kind::Watch, ROWS as u32 + 1).newest_first();
    query.after = asked.place();
    let mut all: Vec<Kept<Watch>> = app.desk.list(&query).await?;
    let more = all.len() > ROWS;
    all.truncate(ROWS);
    let next = all.last().filter(|_| more).map(|last| {
        let query =
            Serializer::new(String::new()).append_pair("after", &format!("{}~{}", last.sort(), last.item)).finish();
        format!("/watch?{query}")
    });
    let seen = Seen { app: &app, visitor: &visitor, frame: &frame };
    let content = html! {
        (kit::head(html! {}, text::TITLE.get(lang), html! { (text::LEDE.get(lang)) }, html! {}))
        div.stack {
            (kit::section(text::RAISED.get(lang), html! {}, html! { (raised.len()) }, seen.raised(&raised).await?))
            (kit::section(text::ALL.get(lang), html! {}, html! {}, html! {
                @if all.is_empty() { (kit::empty(text::EMPTY.get(lang), text::EMPTY_WHY.get(lang))) }
                @else {
                    (Table::new(text::CAPTION.get(lang), columns(lang)).tight().walk().rows(seen.rows(&all).await?))
                    (kit::pages(asked.after.as_ref().map(|_| "/watch"), next.as_deref(), "", lang))
                }
            }))
        }
    };
    Ok(shell::page(&frame, text::TITLE.get(lang), content))
}

fn columns(lang: super::messages::Lang) -> [Column<'static>; 5] {
    [text::ITEM, text::CLAIMED, text::VERDICT, text::LOOKS, text::NEXT_LOOK].map(|title| Column::text(title.get(lang)))
}

/// A form that carries nothing but the session's value, which was checked before.
#[derive(Deserialize)]
struct Plain {}

async fn note(
    State(app): State<App>,
    visitor: Visitor,
    Path(item): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Redirect, Failure> {
    watch::note(&app.desk, &visitor.actor, ItemId(item)).await?;
    Ok(Redirect::to("/watch?done=noted"))
}

async fn look(
    State(app): State<App>,
    visitor: Visitor,
    Path(item): Path<Uuid>,
    Form(Plain {}): Form<Plain>,
) -> Result<Redirect, Failure> {
    watch::look_now(&app.desk, &visitor.actor, ItemId(item)).await?;
    Ok(Redirect::to("/watch?done=look"))
}

#[cfg(test)]
mod tests;
