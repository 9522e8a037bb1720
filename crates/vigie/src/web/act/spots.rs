//! Blind spots: what nobody will act on, however ready everybody is.

use super::view::View;
use crate::web::kit::{self, Status};
use crate::web::map::named;
use crate::web::messages::act as text;
use casework::act::BlindSpots;
use domain::act::BlindSpot;
use domain::id::WaveId;
use maud::{Markup, html};
use url::form_urlencoded::byte_serialize;

/// How many are shown.
const SHOWN: usize = 60;

pub(super) fn section(view: &View<'_>, wave: WaveId, found: &BlindSpots) -> Markup {
    let lang = view.lang();
    let more = found.spots.len().saturating_sub(SHOWN);
    kit::section(
        text::BLIND_SPOTS.get(lang),
        html! { (found.spots.len()) },
        html! {},
        html! {
            @if found.assets.is_none() { p.meta { (text::NO_NETWORK_LOOKED.get(lang)) } }
            @if found.spots.is_empty() { p.meta { (text::NO_BLIND_SPOTS.get(lang)) } }
            ul.its { @for spot in found.spots.iter().take(SHOWN) { li { (one(view, wave, spot)) } } }
            @if more > 0 { p.meta.mt2 { (text::SPOTS_MORE.fill(lang, &[("n", &more)])) } }
        },
    )
}

fn one(view: &View<'_>, wave: WaveId, spot: &BlindSpot) -> Markup {
    let lang = view.lang();
    html! {
        (kit::pill(Status::Warn, "")) " "
        @match spot {
            BlindSpot::Asset(asset) => {
                @let query: String = byte_serialize(asset.to_string().as_bytes()).collect();
                (named(asset, lang)) " " (text::SPOT_ASSET.get(lang)) ". "
                @if view.plans() { a href={ (view.base()) "?wave=" (wave) "&asset=" (query) "#propose" } { (text::PROPOSE.get(lang)) } }
            },
            BlindSpot::Target(target) => { (view.target_link(*target)) ": " (text::SPOT_TARGET.get(lang)) },
            BlindSpot::State(country) => { (view.country(*country)) ": " (text::SPOT_STATE.get(lang)) },
        }
    }
}
