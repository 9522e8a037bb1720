//! One's own account: password and second factor.

use super::super::frame::frame;
use super::text;
use crate::api::problem;
use crate::server::{Access, App, Entry, Routes, Visitor};
use crate::web::Failure;
use crate::web::kit::{self, Button, Field, Notice, Status};
use crate::web::messages::people as people_text;
use crate::web::shell;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use casework::records::{Kept, Person};
use casework::{Error, Refusal, people};
use data_encoding::BASE32_NOPAD;
use jiff::SignedDuration;
use matching::digest::Sha256;
use maud::{Markup, html};
use serde::Deserialize;

/// How long after a one-time link a password may be set without the present one.
const WINDOW: SignedDuration = SignedDuration::from_mins(30);
/// Length of the key of a second factor, in bytes: that of the hash it is used with (RFC 4226, section 4).
const KEY_BYTES: usize = 20;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/account", Access::SignedIn, show).post("/account/password", Access::SignedIn, set_password).post(
        "/account/second-factor",
        Access::SignedIn,
        set_second_factor,
    )
}

fn window_key(session: &str) -> String {
    format!("new password {}", Sha256::of(session.as_bytes()))
}

/// Lets the holder of a session that came from a one-time link set a password without the present one.
pub(super) async fn allow_new_password(app: &App, session: &str) -> Result<(), Error> {
    Ok(app.desk.doors.store.remember(&window_key(session), "yes", app.desk.now() + WINDOW).await?)
}

/// What is wrong with what was sent.
#[derive(Default)]
struct Wrong {
    present: Option<String>,
    new: Option<String>,
    code: Option<String>,
    owner: Option<String>,
}

/// Who sits here, and whether they came by a one-time link.
struct Seat {
    person: Kept<Person>,
    fresh: bool,
}

impl Seat {
    async fn of(app: &App, visitor: &Visitor) -> Result<Self, Error> {
        let person = app.desk.load::<Person>(visitor.actor.person.0).await?;
        let fresh = match &visitor.entry {
            Entry::Session { secret, .. } => {
                app.desk.doors.store.recall(&window_key(secret), app.desk.now()).await?.is_some()
            }
            Entry::Token => false,
        };
        Ok(Self { person, fresh })
    }

    /// Whether the present password must be given before anything changes.
    fn must_prove(&self) -> bool {
        self.person.password.is_some() && !self.fresh
    }
}

#[derive(Deserialize)]
struct Asked {
    done: Option<String>,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Markup, Failure> {
    let lang = visitor.manner.reader.lang;
    let said = match asked.done.as_deref() {
        Some("password") => Some(text::PASSWORD_SET),
        Some("factor") => Some(text::FACTOR_SET),
        _ => None,
    };
    let notice = said.map(|said| Notice { status: Status::Ok, text: said.get(lang).to_owned(), link: None });
    let seat = Seat::of(&app, &visitor).await?;
    let key = BASE32_NOPAD.encode(&app.desk.doors.entropy.bytes32()[..KEY_BYTES]);
    page(&app, &visitor, &seat, &key, &Wrong::default(), notice).await
}

async fn page(
    app: &App,
    visitor: &Visitor,
    seat: &Seat,
    key: &str,
    wrong: &Wrong,
    notice: Option<Notice>,
) -> Result<Markup, Failure> {
    let mut frame = frame(app, visitor, None).await?;
    frame.notice = notice;
    frame.path = "/account".to_owned();
    let lang = frame.lang();
    let lede = match seat.person.password {
        None => html! { (text::CHOOSE_PASSWORD.get(lang)) },
        Some(_) => html! { (people_text::LEDE.get(lang)) },
    };
    let acts = html! { (Button::link(people_text::TOKENS.get(lang), "/account/tokens")) (Button::link(text::GO_ON.get(lang), "/")) };
    let content = html! {
        (kit::head(html! {}, text::ACCOUNT.get(lang), lede, acts))
        div.grid {
            div.c6.stack {
                (kit::section(people_text::YOUR_PASSWORD.get(lang), html! {}, html! {}, password_form(visitor, seat, wrong)))
            }
            div.c6.stack {
                (kit::section(people_text::SECOND_FACTOR.get(lang), state_of(seat, lang), html! {}, factor_form(app, visitor, seat, key, wrong)))
                (kit::section(text::SIGN_IN_NAME.get(lang), html! {}, html! {}, kit::facts(&[
                    (text::LOGIN.get(lang), html! { (seat.person.login) }),
                    (people_text::ROLES.get(lang), html! { (frame.person.roles) }),
                ])))
            }
        }
    };
    Ok(shell::page(&frame, text::ACCOUNT.get(lang), content))
}

fn state_of(seat: &Seat, lang: crate::web::messages::Lang) -> Markup {
    match seat.person.totp {
        Some(_) => kit::pill(Status::Ok, text::SET.get(lang)),
        None => kit::pill(Status::None, text::NOT_SET.get(lang)),
    }
}

fn password_form(visitor: &Visitor, seat: &Seat, wrong: &Wrong) -> Markup {
    let lang = visitor.manner.reader.lang;
    let hint = people_text::NEW_PASSWORD_HINT.fill(lang, &[("n", &people::MIN_PASSWORD_CHARS)]);
    kit::post(
        "/account/password",
        visitor.csrf(),
        "form",
        html! {
            // Password keepers need the name beside the password.
            input.vh name="username" autocomplete="username" value=(seat.person.login) readonly tabindex="-1" aria-hidden="true";
            @if seat.must_prove() {
                (Field::new("present", people_text::OLD_PASSWORD.get(lang)).kind("password").autocomplete("current-password")
                    .required(lang).error(wrong.present.as_deref()).input())
                @if seat.person.totp.is_some() {
                    (Field::new("code", text::CODE_NOW.get(lang)).autocomplete("one-time-code").numeric("[0-9]{6}").required(lang).input())
                }
            }
            (Field::new("new", people_text::NEW_PASSWORD.get(lang)).kind("password").autocomplete("new-password")
                .required(lang).hint(hint).error(wrong.new.as_deref()).input())
            div.acts { (Button::submit(crate::web::messages::words::SAVE.get(lang)).main()) }
        },
    )
}

fn factor_form(app: &App, visitor: &Visitor, seat: &Seat, key: &str, wrong: &Wrong) -> Markup {
    let lang = visitor.manner.reader.lang;
    if seat.person.totp.is_some() && !seat.fresh {
        return html! { p.ink2 { (text::FACTOR_KEPT.get(lang)) } };
    }
    if seat.person.password.is_none() {
        return html! { p.ink2 { (text::FACTOR_AFTER_PASSWORD.get(lang)) } };
    }
    let unit = app.desk.settings.base_url.host_str().unwrap_or("vigie");
    let address = format!("otpauth://totp/Vigie%20{unit}:{login}?secret={key}&issuer=Vigie", login = seat.person.login);
    kit::post(
        "/account/second-factor",
        visitor.csrf(),
        "form",
        html! {
            p.ink2 { (text::FACTOR_WHY.get(lang)) " " (people_text::ENROL_HOW.get(lang)) }
            input type="hidden" name="key" value=(key);
            (kit::facts(&[
                (text::FACTOR_KEY.get(lang), html! { code { (crate::web::format::digest(key)) } }),
                (text::FACTOR_ADDRESS.get(lang), html! { span.url { (address) } }),
            ]))
            (Field::new("code", text::CODE_NOW.get(lang)).id("factor-code").autocomplete("one-time-code").numeric("[0-9]{6}")
                .required(lang).error(wrong.code.as_deref()).input())
            (Field::new("present", people_text::OLD_PASSWORD.get(lang)).id("factor-present").kind("password")
                .autocomplete("current-password").required(lang).error(wrong.owner.as_deref()).input())
            div.acts { (Button::submit(people_text::ENROL.get(lang))) }
        },
    )
}

#[derive(Deserialize)]
struct NewPassword {
    new: String,
    #[serde(default)]
    present: String,
    #[serde(default)]
    code: String,
}

async fn set_password(
    State(app): State<App>,
    visitor: Visitor,
    Form(given): Form<NewPassword>,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let seat = Seat::of(&app, &visitor).await?;
    // Before the code is used up: a code is good for once.
    if given.new.chars().count() < people::MIN_PASSWORD_CHARS {
        let short = text::TOO_SHORT.fill(lang, &[("n", &people::MIN_PASSWORD_CHARS)]);
        let wrong = Wrong { new: Some(short), ..Wrong::default() };
        return again(&app, &visitor, &seat, StatusCode::UNPROCESSABLE_ENTITY, &wrong).await;
    }
    if seat.must_prove() && !proves(&app, &seat.person, &given).await? {
        let wrong = Wrong { present: Some(text::WRONG_NOW.get(lang).to_owned()), ..Wrong::default() };
        return again(&app, &visitor, &seat, StatusCode::UNAUTHORIZED, &wrong).await;
    }
    people::set_password(&app.desk, seat.person.id, &given.new, here(&visitor)).await?;
    Ok(Redirect::to("/account?done=password").into_response())
}

/// The session in which this is done: it alone goes on.
fn here(visitor: &Visitor) -> Option<&str> {
    match &visitor.entry {
        Entry::Session { secret, .. } => Some(secret),
        Entry::Token => None,
    }
}

/// Whether the present password (and code) were given. It is signing in once more, so guessing is slowed down alike.
async fn proves(app: &App, person: &Person, given: &NewPassword) -> Result<bool, Error> {
    match people::sign_in(&app.desk, &person.login, &given.present, Some(&given.code)).await {
        Ok(second) => people::sign_out(&app.desk, &second).await.map(|()| true),
        Err(Error::Refused(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

async fn again(
    app: &App,
    visitor: &Visitor,
    seat: &Seat,
    status: StatusCode,
    wrong: &Wrong,
) -> Result<Response, Failure> {
    let key = BASE32_NOPAD.encode(&app.desk.doors.entropy.bytes32()[..KEY_BYTES]);
    Ok((status, page(app, visitor, seat, &key, wrong, None).await?).into_response())
}

#[derive(Deserialize)]
struct Factor {
    key: String,
    code: String,
    #[serde(default)]
    present: String,
}

async fn set_second_factor(
    State(app): State<App>,
    visitor: Visitor,
    Form(given): Form<Factor>,
) -> Result<Response, Failure> {
    let lang = visitor.manner.reader.lang;
    let seat = Seat::of(&app, &visitor).await?;
    if seat.person.totp.is_some() && !seat.fresh {
        let why = text::FACTOR_KEPT.get(lang).to_owned();
        return Err(Failure(Error::Refused(Refusal::Invalid { what: "second factor", why })));
    }
    if !BASE32_NOPAD.decode(given.key.as_bytes()).is_ok_and(|key| key.len() == KEY_BYTES) {
        let why = text::WRONG_CODE.get(lang).to_owned();
        return Err(Failure(Error::Refused(Refusal::Invalid { what: "key", why })));
    }
    let factor = people::Factor { key: &given.key, code: &given.code, password: &given.present };
    let error = match people::set_second_factor(&app.desk, seat.person.id, factor, here(&visitor)).await {
        Ok(()) => return Ok(Redirect::to("/account?done=factor").into_response()),
        Err(error) => error,
    };
    let wrong = match &error {
        Error::Refused(Refusal::SignInFailed) => {
            Wrong { owner: Some(text::WRONG_NOW.get(lang).to_owned()), ..Wrong::default() }
        }
        Error::Refused(Refusal::Invalid { .. }) => {
            Wrong { code: Some(text::WRONG_CODE.get(lang).to_owned()), ..Wrong::default() }
        }
        _ => return Err(Failure(error)),
    };
    // The same key again: the person has typed it into a device already.
    let page = page(&app, &visitor, &seat, &given.key, &wrong, None).await?;
    Ok((problem::status(&error), page).into_response())
}
