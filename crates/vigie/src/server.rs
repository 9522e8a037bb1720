//! The server: one router for people, programs and providers.
//!
//! Every route is declared with who may use it; there is no way to add one without saying so. The
//! list of declarations is what the access test walks.

mod door;
mod events;
mod fresh;
mod guard;
mod routes;
mod visitor;

pub use door::Door;
pub use events::events;
pub use fresh::Fresh;
pub use routes::{Access, Declared, Routes};
pub use visitor::{Entry, LANG_COOKIE, Manner, SESSION_COOKIE, THEME_COOKIE, Visitor};

use crate::{api, web};
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use casework::Desk;
use jiff::tz::TimeZone;
use std::path::PathBuf;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// The largest upload of files to take in or to make a bank of, in bytes.
pub const MAX_BODY_BYTES: usize = 256 << 20;
/// The largest request body everywhere else, in bytes: a list of ten thousand addresses fits.
const MAX_FORM_BYTES: usize = 4 << 20;

/// What every handler is given.
#[derive(Clone)]
pub struct App {
    /// The desk at which all commands work.
    pub desk: Arc<Desk>,
    /// The time zone of the unit, in which its pages show times.
    pub zone: TimeZone,
    /// Where the report of a rehearsal is written, if there was one.
    pub report: PathBuf,
}

/// Everything that can be asked, with who may ask it.
#[must_use]
pub fn declared() -> Routes {
    web::routes(api::routes(Routes::default()))
}

/// The router over all routes.
pub fn router(app: App) -> Router {
    let routes = declared().into_router();
    // Nothing from elsewhere is ever loaded, and nothing runs but our own modules.
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let policy = web::kit::assets::CONTENT_SECURITY_POLICY;
    routes
        .merge(web::kit::assets::router())
        .fallback(web::not_found)
        .layer(from_fn_with_state(app.clone(), web::show_failures))
        .layer(from_fn_with_state(app.clone(), visitor::recognise))
        .layer(from_fn(guard::same_site))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(Extension(Arc::new(Fresh::new(&app.desk))))
        .layer(Extension(Arc::new(api::operations::Slices::default())))
        .layer(Extension(Arc::new(api::operations::Boards::default())))
        .layer(CatchPanicLayer::new())
        .layer(always(header::CONTENT_SECURITY_POLICY, policy))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .with_state(app)
}
