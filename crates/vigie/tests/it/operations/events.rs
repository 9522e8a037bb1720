//! Open screens hear of what their reader may see, and catch up after a break.

use super::hall::Hall;
use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode, header};
use futures::StreamExt as _;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt as _;

/// A screen that listens.
struct Screen {
    stream: BodyDataStream,
    buffer: String,
}

/// An event: its number and what it says.
struct Heard {
    id: String,
    says: Value,
}

impl Screen {
    async fn open(hall: &Hall, login: &str, had: Option<&str>) -> Self {
        let path = format!("/operations/{}/events", hall.operation);
        let mut request = hall.request(login, Method::GET, &path, None);
        if let Some(had) = had {
            request.headers_mut().insert("last-event-id", had.parse().unwrap());
        }
        let response = hall.office.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Self { stream: response.into_body().into_data_stream(), buffer: String::new() }
    }

    /// The next event; what only keeps the line open is passed over.
    async fn next(&mut self) -> Heard {
        loop {
            if let Some((event, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                if let (Some("changed"), Some(id), Some(data)) = (field("event:"), field("id:"), field("data:")) {
                    let heard = Heard { id: id.to_owned(), says: serde_json::from_str(data).unwrap() };
                    self.buffer = rest.to_owned();
                    return heard;
                }
                self.buffer = rest.to_owned();
                continue;
            }
            let more = tokio::time::timeout(Duration::from_secs(60), self.stream.next()).await;
            let more = more.expect("something changed and nobody said so").expect("the line is open").unwrap();
            self.buffer += std::str::from_utf8(&more).unwrap();
        }
    }
}

#[tokio::test]
async fn a_screen_hears_of_its_own_part_only_and_catches_up() {
    let hall = Hall::open().await;
    let (nl, ro) =
        (hall.letter("tulip.example", "NL", "word-nl").await, hall.on_site("192.0.2.22", "RO", "word-ro").await);
    let mut dutch = Screen::open(&hall, "nl", None).await;
    let mut romanian = Screen::open(&hall, "ro", None).await;
    let begin = dutch.next().await;
    assert_eq!(begin.says["all"], true, "who saw nothing yet loads everything");
    let before = romanian.next().await;
    // Only the Netherlands and those who lead see this.
    hall.post("lead", &format!("/targets/{nl}/hold-back"), json!({ "reason": "REHEARSAL" })).await;
    let heard = dutch.next().await;
    assert_eq!((&heard.says["targets"], &heard.says["all"]), (&json!([nl]), &json!(false)));
    assert_eq!(heard.says["waves"].as_array().unwrap().len(), 1, "it is an incident on the board, too");
    // The first that Romania hears is its own.
    hall.post("lead", &format!("/targets/{ro}/hold-back"), json!({ "reason": "REHEARSAL" })).await;
    let theirs = romanian.next().await;
    assert_eq!(theirs.says["targets"], json!([ro]));
    assert_ne!(theirs.id, before.id);
    drop((dutch, romanian));

    // Whoever comes back with what still is true hears of what comes, and not of everything again.
    let mut again = Screen::open(&hall, "ro", Some(&theirs.id)).await;
    let mut late = Screen::open(&hall, "ro", Some(&before.id)).await;
    let missed = late.next().await;
    assert_eq!((&missed.says["all"], &missed.id), (&json!(true), &theirs.id), "what was missed is made up for");
    let message = json!({ "id": uuid::Uuid::from_u128(4), "text": "REHEARSAL", "urgent": true, "to": null });
    // The line is read once so that it has looked before the message comes.
    let (heard, ()) = tokio::join!(again.next(), async {
        tokio::task::yield_now().await;
        hall.post("lead", &format!("/waves/{}/messages", hall.wave), message).await;
    });
    assert_eq!(heard.says["messages"], json!([uuid::Uuid::from_u128(4).to_string()]));
    assert_eq!(heard.says["all"], false);
}

#[tokio::test]
async fn a_screen_goes_dark_when_its_authority_is_let_go() {
    let hall = Hall::open().await;
    let mut screen = Screen::open(&hall, "fr", None).await;
    screen.next().await;
    let path = format!("/operations/{}/participants/{}/remove", hall.operation, hall.authority("FR"));
    hall.post("lead", &path, json!({})).await;
    let rest = tokio::time::timeout(Duration::from_secs(60), screen.stream.collect::<Vec<_>>()).await.unwrap();
    let rest: Vec<u8> = rest.into_iter().flat_map(|part| part.unwrap().to_vec()).collect();
    assert!(!String::from_utf8(rest).unwrap().contains("event: changed"));
    let path = format!("/operations/{}/events", hall.operation);
    assert_eq!(hall.ask("fr", Method::GET, &path, None).await.status, StatusCode::NOT_FOUND);
}
