//! The map: what belongs together, how it is known, and who can do what about it.

mod asset;
mod exposure;
mod files;
mod front;
mod graph;
mod network;
mod paper;
mod seeds;

pub(super) use asset::levers::refused as too_broad;

use super::Failure;
use super::format::Reader;
use super::kit;
use super::messages::terms::Term as _;
use super::messages::{Lang, Text, field as field_text, map as text};
use crate::server::{Access, Routes};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use casework::map::MAX_IMPORT_BYTES;
use casework::policy::Permission as P;
use casework::{Error, Refusal};
use domain::map::{Asset as Name, AssetKind, Interval};
use maud::{Markup, html};
use url::form_urlencoded::byte_serialize;

/// What a form adds to the file that it carries, in bytes at most.
const FORM_BYTES: usize = 64 << 10;

pub(super) fn routes(routes: Routes) -> Routes {
    let (see, keep) = (Access::Needs(P::SeeMap), Access::Needs(P::KeepMap));
    let import = files::import.layer(DefaultBodyLimit::max(MAX_IMPORT_BYTES + FORM_BYTES));
    routes
        .get("/map", see, front::show)
        .post("/map/seeds", keep, seeds::add)
        .post("/map/expansions/{id}/stop", keep, seeds::stop)
        .post("/map/import", keep, import)
        .get("/map/graph", see, graph::show)
        .get("/map/asset/{id}", see, asset::show)
        .get("/map/asset/{id}/evidence/{digest}", see, asset::evidence)
        .post("/map/asset/{id}/expand", keep, seeds::expand)
        .post("/map/asset/{id}/provider", keep, asset::name_provider)
        .post("/map/asset/{id}/count", keep, asset::count)
        .post("/map/networks", keep, network::propose)
        .get("/map/network/{id}", see, network::show)
        .get("/map/network/{id}/dossier.pdf", see, paper::dossier)
        .get("/map/network/{id}/exposure.pdf", see, paper::letter)
        .post("/map/network/{id}/decide", keep, network::decide)
        .post("/map/network/{id}/members", keep, network::change_member)
        .post("/map/network/{id}/split", keep, network::split)
        .post("/map/network/{id}/merge", keep, network::merge)
}

/// What each act is called in the address of the page that follows it.
const DONE: [(&str, Text); 10] = [
    ("seed", text::DONE_SEED),
    ("expand", text::DONE_EXPAND),
    ("stop", text::DONE_STOP),
    ("provider", text::DONE_PROVIDER),
    ("count", text::DONE_COUNT),
    ("propose", text::DONE_PROPOSE),
    ("decide", text::DONE_DECIDE),
    ("member", text::DONE_MEMBER),
    ("split", text::DONE_SPLIT),
    ("merge", field_text::DONE_MERGE),
];

/// Where the page of an asset is found by its name.
pub(super) fn by_name(name: &Name) -> String {
    let query: String = byte_serialize(name.to_string().as_bytes()).collect();
    format!("/map?q={query}")
}

/// An asset by its name, leading to its page, with its kind below.
pub(super) fn named(name: &Name, lang: Lang) -> Markup {
    html! { a.url href=(by_name(name)) { (short(name)) } (kit::sub(name.kind().text().get(lang))) }
}

/// The value of an asset as it can be read: digests by their beginning and end.
pub(super) fn short(name: &Name) -> String {
    let value = name.value();
    match name.kind() {
        AssetKind::Key | AssetKind::Certificate | AssetKind::Signer if value.len() > 16 => {
            format!("{}…{}", &value[..8], &value[value.len() - 4..])
        }
        _ => value.to_owned(),
    }
}

/// An interval as a reader writes it: one day, or from one to another.
fn seen(interval: Interval, reader: &Reader) -> String {
    let (first, last) = (reader.date(interval.first()), reader.date(interval.last()));
    if first == last { first } else { format!("{first} – {last}") }
}

/// What somebody means by what they wrote: kind and value, an address, or a host with its domain.
///
/// # Errors
/// Why it names nothing.
pub(super) fn read_name(given: &str, kind: Option<AssetKind>) -> Result<Vec<Name>, String> {
    let given = given.trim();
    if let Some(kind) = kind {
        return Name::new(kind, given).map(|name| vec![name]).map_err(|error| error.to_string());
    }
    let names = match given.parse::<url::Url>() {
        Ok(url) if given.contains("://") => Name::of_url(&url),
        _ if given.contains(' ') => vec![given.parse::<Name>().map_err(|error| error.to_string())?],
        _ => match given.parse::<std::net::IpAddr>() {
            Ok(ip) => vec![Name::of_ip(ip)],
            Err(_) => Name::of_host(given),
        },
    };
    if names.is_empty() { Err(domain::map::NotAnAsset::NoKind.to_string()) } else { Ok(names) }
}

fn invalid(what: &'static str, why: Text, lang: Lang) -> Failure {
    Failure(Error::Refused(Refusal::Invalid { what, why: why.get(lang).to_owned() }))
}

#[cfg(test)]
pub(in crate::web::map) mod tests;
