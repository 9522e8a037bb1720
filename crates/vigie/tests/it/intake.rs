//! Bad input: refused in words, nothing lost, and the server goes on.

use crate::office::{BULLETIN, Office, Session, multipart_request};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::ports::Query;
use casework::records::{Item, Kept, Kind};
use domain::detect::{ItemState, Likeness};
use domain::people::Role;
use serde_json::{Value, json};

async fn upload(office: &Office, session: &Session, name: &str, bytes: &[u8]) -> StatusCode {
    let parts: [(&str, &str, &[u8]); 2] = [("csrf", "", session.csrf.as_bytes()), ("files", name, bytes)];
    office.ask(multipart_request("/intake", session, &parts)).await.status
}

async fn items(office: &Office) -> Vec<Kept<Item>> {
    office.desk.list(&Query::all(Kind::Item, 100)).await.unwrap()
}

/// The server still takes in a good page and finds the known text in it.
async fn still_serves(office: &Office, session: &Session) {
    let html = format!("<html><body><p>{BULLETIN}</p></body></html>");
    assert_eq!(upload(office, session, "good.html", html.as_bytes()).await, StatusCode::OK);
    assert!(items(office).await.iter().any(|item| item.likeness == Likeness::Known));
    let checked = casework::journal::verify(&office.desk).await.unwrap();
    assert!(checked.is_sound(), "{:?}", checked.faults);
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
    png
}

#[tokio::test]
async fn hostile_files_are_kept_named_and_never_called_clear() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    assert_eq!(upload(&office, &session, "huge.png", &png(60_000, 60_000)).await, StatusCode::OK);
    let found = items(&office).await;
    assert_eq!(found[0].state, ItemState::NotExamined);
    assert!(!found[0].not_examined.is_empty());
    let page = office.get_as(&session, &format!("/items/{}", found[0].id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(upload(&office, &session, "empty.png", b"").await, StatusCode::OK);
    assert_eq!(
        upload(&office, &session, "noise.html", &(0..=255).cycle().take(9000).collect::<Vec<u8>>()).await,
        StatusCode::OK
    );
    still_serves(&office, &session).await;
}

#[tokio::test]
async fn scripts_in_an_svg_or_a_page_are_never_served() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert('rehearsal')</script><text onclick=\"evil()\">{BULLETIN}</text></svg>"
    );
    let html = format!(
        "<html><head><title><script>alert(1)</script>\"&gt;&lt;img src=x onerror=evil()&gt;</title></head><body><script>evil()</script><img src=x onerror='evil()'><p>{BULLETIN}</p></body></html>"
    );
    for (name, bytes) in [("a.svg", svg), ("<img src=x onerror=evil()>.html", html)] {
        assert_eq!(upload(&office, &session, name, bytes.as_bytes()).await, StatusCode::OK);
    }
    for item in items(&office).await {
        let page = office.get_as(&session, &format!("/items/{}", item.id)).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        for inline in ["<script>", "onerror=evil()>", "<img src=x", "onclick=\"evil"] {
            assert!(!text.contains(inline), "{inline} in the page of {}", item.given);
        }
    }
    still_serves(&office, &session).await;
}

#[tokio::test]
async fn a_broken_warc_gives_what_it_holds_and_says_where_it_breaks() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    for bytes in [
        &b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\nHTTP/1.1 200"[..],
        b"\x1f\x8b\x08\0garbage",
        b"",
        b"WARC/1.1\r\n",
    ] {
        let parts: [(&str, &str, &[u8]); 2] = [("csrf", "", session.csrf.as_bytes()), ("files", "cut.warc.gz", bytes)];
        let answer = office.ask(multipart_request("/intake", &session, &parts)).await;
        assert!(
            answer.status == StatusCode::OK || answer.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.status
        );
    }
    assert!(items(&office).await.is_empty());
    still_serves(&office, &session).await;
}

#[tokio::test]
async fn malformed_requests_are_refused_and_not_faults() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    let api = |body: String| {
        Request::post("/api/v1/items")
            .header(header::COOKIE, &session.cookie)
            .header("x-csrf", &session.csrf)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap()
    };
    for body in ["", "{", "[]", "{\"source\":1}", "\u{0}", "{\"source\":\"x\",\"urls\":[1]}"] {
        let status = office.ask(api(body.to_owned())).await.status;
        assert!(status.is_client_error(), "{body:?}: {status}");
    }
    let long = format!("https://lowtide.test/{}", "a".repeat(9000));
    let urls = [
        "http://",
        "https://exa mple.test/",
        "javascript:alert(1)",
        "https://u:p@lowtide.test/x",
        "file:///etc/passwd",
        &long,
        "https://lowtide.test/ok",
    ];
    let answer = office.ask(api(json!({ "source": "REHEARSAL", "urls": urls }).to_string())).await;
    assert_eq!(answer.status, StatusCode::OK);
    let taken: Value = serde_json::from_slice(&answer.body).unwrap();
    let outcomes: Vec<bool> =
        taken["items"].as_array().unwrap().iter().map(|outcome| outcome["problem"].is_string()).collect();
    assert_eq!(outcomes, [true, true, true, true, true, true, false], "{taken}");
    for path in ["/items/none", "/items/%00", "/orders/..%2F..", "/items/0190a000-0000-7000-8000-000000000001/media/zz"]
    {
        let status = office.get_as(&session, path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    still_serves(&office, &session).await;
}

#[tokio::test]
async fn line_breaks_in_names_and_contacts_are_refused() {
    let office = Office::open().await;
    let keeper = office.session(Role::Investigator).await;
    for field in ["name=Tide%0D%0ABcc:x&contact=a@b.example", "name=Tide&contact=a@b.example%0D%0ABcc:%20c@d.example"] {
        let form = format!("{field}&country=BE&languages=en&time_zone=Europe/Brussels&domains=tide.test");
        let answer = office.post_as(&keeper, "/providers", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    let names = office.desk.counts(Kind::Provider).await.unwrap();
    assert_eq!(names.values().sum::<u64>(), 1);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_as_such() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    let long = "x".repeat(5 << 20);
    let answer = office.post_as(&session, "/find", &long).await;
    assert!(matches!(answer.status, StatusCode::METHOD_NOT_ALLOWED | StatusCode::PAYLOAD_TOO_LARGE));
    let answer = office.post_as(&session, "/preferences", &format!("back=/&theme={long}")).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let name = "n".repeat(100 << 10);
    let portal = office.ask(crate::office::form_request("/portal/o-x/receipt", "", format!("name={name}"))).await;
    assert_eq!(portal.status, StatusCode::PAYLOAD_TOO_LARGE);
    still_serves(&office, &session).await;
}

#[tokio::test]
async fn a_program_has_what_could_not_be_examined_fetched_again() {
    let office = Office::open().await;
    let session = office.session(Role::Analyst).await;
    let address = "https://b.lowtide.test/asleep";
    let api = |path: String, body: Value| {
        Request::post(path)
            .header(header::COOKIE, &session.cookie)
            .header("x-csrf", &session.csrf)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap()
    };
    let given = json!({ "source": "REHEARSAL", "urls": [address] });
    let taken: Value = serde_json::from_slice(&office.ask(api("/api/v1/items".into(), given)).await.body).unwrap();
    office.work().await;
    let id = taken["items"][0]["id"].as_str().unwrap();
    let state = async || {
        let shown = office.get_as(&session, &format!("/api/v1/items/{id}")).await;
        serde_json::from_slice::<Value>(&shown.body).unwrap()["state"].clone()
    };
    assert_eq!(state().await, "not_examined");
    let url = address.parse().unwrap();
    let page = testkit::page(&url, office.desk.now(), 200, "text/plain", b"REHEARSAL. The harbour is calm today.");
    office.fetch.answer(&url, Ok(page));
    let asked = office.ask(api(format!("/api/v1/items/{id}/fetch"), json!({}))).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    office.work().await;
    assert_eq!(state().await, "clear");
    let again = office.ask(api(format!("/api/v1/items/{id}/fetch"), json!({}))).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("only what could not be examined is fetched again"), "{}", again.text());
}
