//! The radio: silence, in MPEG audio, for as long as somebody listens and the machine stands.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::json;

use super::{Internet, MARK, notice, typed};

/// The path of the stream.
pub(in crate::meridian) const MOUNT: &str = "/live";
/// Frames that a new listener gets at once, so that players begin without a pause: a little more than 64 kilobytes, as
/// such servers do.
const BURST: usize = 320;
/// Frames that are sent at a time, and how long they sound: 26 milliseconds each.
const FRAMES: usize = 16;
const SOUND: Duration = Duration::from_millis(26 * 16);

/// What a visitor of the radio's host gets.
pub(super) fn answer(internet: &Arc<Internet>, host: &str, path: &str) -> Response {
    let url = format!("https://{host}{MOUNT}");
    match path {
        MOUNT => {
            let name = format!("Noon line radio {MARK}");
            let station = internet.plan.hosts.get(host).map_or(host, |host| host.domain.as_str());
            let headers = [
                (CONTENT_TYPE.as_str(), "audio/mpeg".to_owned()),
                ("icy-name", name),
                ("icy-description", format!("Harbour news {MARK}")),
                ("icy-genre", "News".to_owned()),
                ("icy-url", format!("https://{station}/")),
                ("icy-br", "64".to_owned()),
                ("icy-pub", "1".to_owned()),
            ];
            (headers, sound(internet.clone(), host.to_owned())).into_response()
        }
        "/status-json.xsl" => {
            let source = json!({ "listenurl": url, "server_name": format!("Noon line radio {MARK}"),
                "server_type": "audio/mpeg", "bitrate": 64, "listeners": 12 });
            typed("application/json", json!({ "icestats": { "host": host, "source": source } }).to_string())
        }
        _ => notice(StatusCode::NOT_FOUND),
    }
}

fn sound(internet: Arc<Internet>, host: String) -> Body {
    let (burst, frames) = (Bytes::from(silent_frame().repeat(BURST)), Bytes::from(silent_frame().repeat(FRAMES)));
    Body::from_stream(stream::unfold(false, move |begun| {
        let (internet, host) = (internet.clone(), host.clone());
        let frames = if begun { frames.clone() } else { burst.clone() };
        async move {
            if begun {
                tokio::time::sleep(SOUND).await;
            }
            let stands = {
                let state = internet.state();
                // Who listens already does not ask the name system again.
                let at = internet.plan.hosts.get(&host).map(|host| host.at);
                !state.host_is_closed(&host) && at.is_some_and(|at| !state.down.contains(&at))
            };
            stands.then_some((Ok::<_, Infallible>(frames), true))
        }
    }))
}

/// MPEG-1 layer III, 64 kbit/s, 44.1 kHz, one channel, without any sound in it: 208 octets.
fn silent_frame() -> Vec<u8> {
    let mut frame = vec![0xff, 0xfb, 0x50, 0xc0];
    frame.resize(208, 0);
    frame
}
