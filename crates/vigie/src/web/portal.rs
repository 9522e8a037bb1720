//! What providers and content providers see: an order, a referral or a provider's own page, each behind its signed link.
//! No account, no script.
//!
//! Opening a page is not receipt, since mail scanners open pages too; pressing the button is.

mod answer;
mod complaint;
mod content;
mod files;
mod order;
mod own;
mod parts;
mod referral;
mod transparency;

use super::Failure;
use super::format::Reader;
use super::kit::{self, Status};
use super::messages::{Lang, Text, portal as text};
use super::paging::Place;
use super::shell::{self, BareFrame};
use crate::api::problem;
use crate::insist::insistently;
use crate::server::{Access, App, Manner, Routes};
use answer::{Typed, Wrong};
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::handler::Handler as _;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::portal::Matter;
use casework::records::Provider;
use casework::{Error, Refusal, portal};
use maud::{Markup, html};
use serde::Deserialize;

/// The largest answer of a provider, in bytes.
const MAX_ANSWER_BYTES: usize = 64 << 10;

pub(super) fn routes(routes: Routes) -> Routes {
    let small = || DefaultBodyLimit::max(MAX_ANSWER_BYTES);
    let deed = |deed: Deed| {
        let act = move |app: State<App>, manner: Manner, link: Path<String>, asked: Query<Asked>, form: Form<Typed>| {
            act(deed, app, manner, link, asked, form)
        };
        act.layer(small())
    };
    routes
        .get("/portal/{link}", Access::Public, show)
        .post("/portal/{link}/receipt", Access::Public, deed(Deed::Receipt))
        .post("/portal/{link}/answer", Access::Public, deed(Deed::Answer))
        .post("/portal/{link}/scrutiny", Access::Public, deed(Deed::Scrutiny))
        .post("/portal/{link}/told", Access::Public, deed(Deed::Told))
        .post("/portal/{link}/own-page", Access::Public, deed(Deed::OwnPage))
        .post("/portal/{link}/reinstatement", Access::Public, deed(Deed::Reinstatement))
        .post("/portal/{link}/complaints", Access::Public, complaint::record.layer(small()))
        .post("/portal/{link}/complaints/{id}", Access::Public, complaint::decide.layer(small()))
        .get("/portal/{link}/order.pdf", Access::Public, files::paper)
        .get("/portal/{link}/order.json", Access::Public, files::signed)
        .get("/portal/{link}/order.txt", Access::Public, files::text)
        .get("/portal/{link}/report.csv", Access::Public, transparency::as_csv)
        .get("/portal/{link}/report.json", Access::Public, transparency::as_data)
}

/// What the address asks for beside the link.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    lang: Option<String>,
    /// Which part of a provider's own page.
    view: Option<String>,
    /// Where a list on it begins.
    after: Option<String>,
    /// The year of its report.
    year: Option<i16>,
}

/// The language of what lies behind a link, where the catalogue has it; English otherwise.
fn lang_of(matter: &Matter) -> Lang {
    match matter {
        Matter::Order(order) | Matter::Content(order) => Lang::from_tag(&order.language),
        Matter::Referral(referral) => Lang::from_tag(&referral.language),
        Matter::Provider(provider) => provider.languages.iter().find_map(|code| Lang::from_tag(code)),
    }
    .unwrap_or_default()
}

/// What is done on the page of an order or a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Receipt,
    Answer,
    Scrutiny,
    Told,
    Reinstatement,
    /// The link to the provider's own page is asked for.
    OwnPage,
}

/// One visit to a link.
struct Visit<'a> {
    app: &'a App,
    manner: &'a Manner,
    lang: Lang,
    link: &'a str,
    asked: &'a Asked,
}

impl<'a> Visit<'a> {
    /// The language of the address first, then that of what lies behind the link, then what the browser says.
    fn new(app: &'a App, manner: &'a Manner, link: &'a str, asked: &'a Asked, matter: Option<&Matter>) -> Self {
        let chosen = asked.lang.as_deref().and_then(Lang::from_tag);
        let lang = chosen.or(matter.map(lang_of)).unwrap_or(manner.reader.lang);
        Self { app, manner, lang, link, asked }
    }

    /// Where a form of the page goes, in the language of the page.
    fn action(&self, what: &str) -> String {
        format!("/portal/{}/{what}?lang={}", self.link, self.lang.tag())
    }

    /// The page itself, in its language.
    fn page(&self) -> String {
        format!("/portal/{}?lang={}", self.link, self.lang.tag())
    }

    /// Times are a provider's own: its zone, the language of the page.
    fn reader(&self, provider: &Provider) -> Reader {
        Reader { lang: self.lang, zone: provider.zone() }
    }

    fn whole(&self, title: &str, foot: Option<Text>, content: Markup) -> Markup {
        let lang = self.lang;
        let view = self.asked.view.as_deref().filter(|view| own::View::named(view).is_some());
        let view = view.map(|view| format!("&view={view}")).unwrap_or_default();
        let rehearsal = self.app.desk.settings.rehearsal;
        let others = Lang::ALL.into_iter().filter(|other| *other != lang);
        let frame = BareFrame {
            lang,
            theme: self.manner.theme,
            rehearsal,
            others: others.map(|other| (other, format!("?lang={}{view}", other.tag()))).collect(),
            foot: foot
                .into_iter()
                .chain(rehearsal.then_some(text::REHEARSAL))
                .map(|line| line.get(lang).to_owned())
                .collect(),
        };
        shell::bare_page(&frame, title, content)
    }

    /// The page behind the link, as it stands now.
    async fn respond(&self, status: StatusCode, typed: &Typed, wrong: Option<&Wrong>) -> Result<Response, Failure> {
        let page = async {
            match portal::matter(&self.app.desk, self.link).await? {
                Matter::Order(order) => order::page(self, order, typed, wrong).await,
                Matter::Content(order) => content::page(self, order, typed, wrong).await,
                Matter::Referral(referral) => referral::page(self, referral, typed, wrong).await,
                Matter::Provider(provider) => own::page(self, provider, &complaint::Typed::default(), wrong).await,
            }
        };
        match page.await {
            Ok(page) => Ok((status, page).into_response()),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&self, error: Error) -> Result<Response, Failure> {
        match error {
            Error::Refused(Refusal::BadLink) => Ok((StatusCode::FORBIDDEN, self.bad_link()).into_response()),
            error => Err(Failure(error)),
        }
    }

    fn bad_link(&self) -> Markup {
        let content = html! {
            h1 { (text::BAD_LINK.get(self.lang)) }
            p.mt3 { (text::BAD_LINK_TEXT.get(self.lang)) }
            (kit::Button::link(text::CHECK.get(self.lang), &format!("/genuine?lang={}", self.lang.tag())))
        };
        self.whole(text::BAD_LINK.get(self.lang), None, content)
    }

    /// After an act: back to the page, or the page again with what was wrong and what was typed.
    async fn after(&self, done: Result<Result<(), Wrong>, Error>, typed: &Typed) -> Result<Response, Failure> {
        match done {
            Ok(Ok(())) => Ok(Redirect::to(&self.page()).into_response()),
            Ok(Err(wrong)) => self.respond(StatusCode::UNPROCESSABLE_ENTITY, typed, Some(&wrong)).await,
            Err(Error::Refused(Refusal::BadLink)) => self.fail(Error::Refused(Refusal::BadLink)),
            Err(error @ (Error::Refused(_) | Error::Conflict)) => {
                self.respond(problem::status(&error), typed, Some(&Wrong::of(&error))).await
            }
            Err(error) => Err(Failure(error)),
        }
    }
}

async fn show(
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let matter = portal::matter(&app.desk, &link).await.ok();
    Visit::new(&app, &manner, &link, &asked, matter.as_ref()).respond(StatusCode::OK, &Typed::default(), None).await
}

async fn act(
    deed: Deed,
    State(app): State<App>,
    manner: Manner,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let matter = portal::matter(&app.desk, &link).await;
    let visit = Visit::new(&app, &manner, &link, &asked, matter.as_ref().ok());
    let typed = typed.of(deed);
    let done = match (matter, deed) {
        (Err(error), _) => Err(error),
        (Ok(Matter::Order(_) | Matter::Referral(_)), Deed::OwnPage) => {
            let asked = insistently(|| portal::ask_for_own_page(&app.desk, &link)).await;
            if asked.is_ok() {
                let said = format!("{}&view={}#own-page", visit.page(), parts::OWN_PAGE_SENT);
                return Ok(Redirect::to(&said).into_response());
            }
            asked.map(Ok)
        }
        (Ok(Matter::Order(order)), deed) => order::act(&visit, &order, deed, &typed).await,
        (Ok(Matter::Content(_)), Deed::Scrutiny) => content::ask(&visit, &typed).await,
        (Ok(Matter::Referral(referral)), Deed::Receipt | Deed::Answer) => {
            referral::act(&visit, &referral, deed, &typed).await
        }
        (Ok(_), _) => Err(Error::Refused(Refusal::BadLink)),
    };
    visit.after(done, &typed).await
}

/// What was wrong, where it does not belong to a field.
fn trouble(wrong: Option<&Wrong>, lang: Lang) -> Markup {
    html! {
        @if let Some(wrong) = wrong {
            div.mt3 role="alert" { (kit::note(Status::Bad, html! { b { (text::NOT_RECORDED.get(lang)) } " " (wrong.words(lang)) })) }
        }
    }
}

impl Asked {
    fn place(&self) -> Place {
        Place { after: self.after.clone() }
    }
}

#[cfg(test)]
mod tests;
