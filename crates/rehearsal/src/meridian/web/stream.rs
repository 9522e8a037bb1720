//! The radio stations: plain WAV without an end, as fast as it is taken, for as long as somebody listens and the
//! machine stands.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::json;

use super::{Internet, MARK, notice, typed};
use crate::sound::{RATE, Station, wav_head};

/// The path of the stream.
pub(in crate::meridian) const MOUNT: &str = "/live";
/// Bytes that are sent at a time: less than a second of sound.
const PORTION: usize = 16 * 1024;
/// Thousands of bits a second.
const BITRATE: u32 = RATE * 16 / 1000;

/// What a visitor of a station's host gets.
pub(super) fn answer(internet: &Arc<Internet>, host: &str, station: Station, path: &str) -> Response {
    let url = format!("https://{host}{MOUNT}");
    let name = format!("{} {MARK}", station.title());
    match path {
        MOUNT => {
            let domain = internet.plan.hosts.get(host).map_or(host, |host| host.domain.as_str());
            let headers = [
                (CONTENT_TYPE.as_str(), "audio/wav".to_owned()),
                ("icy-name", name),
                ("icy-description", format!("Harbour news {MARK}")),
                ("icy-genre", "News".to_owned()),
                ("icy-url", format!("https://{domain}/")),
                ("icy-br", BITRATE.to_string()),
                ("icy-pub", "1".to_owned()),
            ];
            (headers, sound(internet.clone(), host.to_owned(), station)).into_response()
        }
        "/status-json.xsl" => {
            let source = json!({ "listenurl": url, "server_name": name, "server_type": "audio/wav",
                "bitrate": BITRATE, "listeners": 12 });
            typed("application/json", json!({ "icestats": { "host": host, "source": source } }).to_string())
        }
        _ => notice(StatusCode::NOT_FOUND),
    }
}

/// The head, and then the programme over and over, from its beginning for everybody who comes.
fn sound(internet: Arc<Internet>, host: String, station: Station) -> Body {
    let programme = internet.programme(station).sound().clone();
    let head = Bytes::copy_from_slice(&wav_head(None));
    Body::from_stream(stream::unfold((Some(head), 0), move |(head, from)| {
        let (part, next) = head.map_or_else(|| portion(&programme, from), |head| (head, from));
        let stands = {
            let state = internet.state();
            // Who listens already does not ask the name system again.
            let at = internet.plan.hosts.get(&host).map(|host| host.at);
            !state.host_is_closed(&host) && at.is_some_and(|at| !state.down.contains(&at))
        };
        async move { stands.then_some((Ok::<_, Infallible>(part), (None, next))) }
    }))
}

/// The part of a programme that begins at a place, and where the next one begins.
fn portion(programme: &Bytes, from: usize) -> (Bytes, usize) {
    let to = (from + PORTION).min(programme.len());
    (programme.slice(from..to), to % programme.len())
}
