//! The interface of bigger providers: the signed link is the key.

use crate::office::{Answer, BULLETIN, Office};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use casework::records::{Order, Referral};
use casework::{assess, detect, order, portal, refer};
use domain::assess::{Category, Confidence, Finding, Outcome, Purpose};
use domain::id::OrderId;
use domain::people::Role;
use jiff::SignedDuration;
use serde_json::{Value, json};
use url::Url;

async fn assessed(office: &Office, n: u32, outcome: Outcome) -> assess::Followed {
    let url: Url = format!("https://b.lowtide.test/rehearsal/tides-{n}").parse().unwrap();
    let body =
        format!("<html lang=en><title>REHEARSAL {n}</title><body><article><p>{BULLETIN}</p></article></body></html>");
    let page = testkit::page(&url, office.desk.now(), 200, "text/html; charset=utf-8", body.as_bytes());
    office.fetch.answer(&url, Ok(page));
    let analyst = &office.people[&Role::Analyst];
    let taken = detect::take_in(&office.desk, analyst, "REHEARSAL", &[url.to_string()]).await.unwrap();
    let (item, _) = taken.into_iter().next().unwrap().outcome.unwrap();
    office.work().await;
    let finding = Finding {
        purpose: Purpose::NoneProtected,
        reason: "REHEARSAL. The page repeats the known bulletin word for word and adds no comment of its own."
            .to_owned(),
        categories: vec![Category::Incites],
        confidence: Confidence::High,
        outcome,
    };
    assess::decide(&office.desk, analyst, item, finding).await.unwrap()
}

/// An order, issued and handed over.
pub async fn delivered(office: &Office, n: u32) -> OrderId {
    let id = match assessed(office, n, Outcome::ProposeOrder).await {
        assess::Followed::Order(id) => id,
        other => panic!("no order but {other:?}"),
    };
    let (liaison, approver) = (&office.people[&Role::Liaison], &office.people[&Role::Approver]);
    order::deconflict(&office.desk, liaison, id, domain::hold::Answer::Go, "REHEARSAL: nobody objects").await.unwrap();
    order::issue(&office.desk, approver, id, order::Circumstances::default()).await.unwrap();
    office.work().await;
    id
}

async fn link(office: &Office, id: OrderId) -> String {
    portal::link_to_order(&office.desk, &office.desk.load::<Order>(id.0).await.unwrap()).unwrap()
}

async fn post(office: &Office, path: &str, body: &str) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    office.ask(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn data(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn an_order_is_read_received_and_answered() {
    let office = Office::open().await;
    let id = delivered(&office, 1).await;
    let path = format!("/provider/v1/{}", link(&office, id).await);
    let shown = data(&office.get(&path).await);
    assert_eq!(
        (&shown["kind"], &shown["state"], &shown["clock"]["state"]),
        (&json!("order"), &json!("delivered"), &json!("not_begun"))
    );
    let document = serde_json::to_vec(&shown["document"]).unwrap();
    let signed = ledger::SignedDocument::from_json(&document).unwrap();
    let verified = signed.verify(casework::journal::public_key(&office.desk)).unwrap();
    assert_eq!(verified.document["section_b"]["url"], shown["url"]);
    assert!(office.desk.load::<Order>(id.0).await.unwrap().received.is_none(), "reading is not receipt");

    let received = data(&post(&office, &format!("{path}/receipt"), r#"{"name": "duty desk (REHEARSAL)"}"#).await);
    assert_eq!(
        received["clock"],
        json!({ "state": "running", "deadline": "2026-11-17T10:00:00Z", "seconds_left": 3600 })
    );
    office.clock.advance(SignedDuration::from_mins(7));
    let answer = json!({ "answer": "removed", "acted_at": "2026-11-17T09:05:00Z", "name": "duty desk (REHEARSAL)" });
    let answered = data(&post(&office, &format!("{path}/answer"), &answer.to_string()).await);
    assert_eq!((&answered["state"], &answered["clock"]["in_time"]), (&json!("removed"), &json!(true)));
    assert_eq!(answered["preserve_until"], "2027-05-17T09:05:00Z");
    assert_eq!(answered["answers"][0]["acted_at"], "2026-11-17T09:05:00Z");
}

#[tokio::test]
async fn what_is_wrong_is_a_problem_as_the_standard_has_it_and_changes_nothing() {
    let office = Office::open().await;
    let id = delivered(&office, 1).await;
    let good = link(&office, id).await;
    let last = good.chars().last().unwrap();
    let forged = format!("{}{}", &good[..good.len() - 1], if last == '0' { '1' } else { '0' });
    let before = office.desk.load::<Order>(id.0).await.unwrap().record;
    let cases = [
        ("receipt", forged.as_str(), r#"{"name": "x"}"#, StatusCode::FORBIDDEN),
        ("receipt", "none", r#"{"name": "x"}"#, StatusCode::FORBIDDEN),
        ("receipt", &good, r#"{"name": " "}"#, StatusCode::UNPROCESSABLE_ENTITY),
        ("receipt", &good, r#"{"who": "x"}"#, StatusCode::UNPROCESSABLE_ENTITY),
        ("receipt", &good, "not JSON", StatusCode::BAD_REQUEST),
        ("answer", &good, r#"{"answer": "declined", "name": "x"}"#, StatusCode::UNPROCESSABLE_ENTITY),
        ("answer", &good, r#"{"answer": "impossible", "name": "x"}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (
            "answer",
            &good,
            r#"{"answer": "removed", "name": "x", "acted_at": "2031-01-01T00:00:00Z"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "answer",
            &good,
            r#"{"answer": "removed", "name": "x", "acted_at": "soon"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ];
    for (deed, link, body, status) in cases {
        let answer = post(&office, &format!("/provider/v1/{link}/{deed}"), body).await;
        assert_eq!(answer.status, status, "{deed} {body}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{deed} {body}");
        let problem: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["status"], status.as_u16());
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
    }
    assert_eq!(office.get(&format!("/provider/v1/{forged}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.desk.load::<Order>(id.0).await.unwrap().record, before);
    let large = format!(r#"{{"name": "{}"}}"#, "x".repeat(70_000));
    let answer = post(&office, &format!("/provider/v1/{good}/receipt"), &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_referral_is_answered_too_and_a_draft_is_unknown() {
    let office = Office::open().await;
    let id = match assessed(&office, 1, Outcome::Refer).await {
        assess::Followed::Referral(id) => id,
        other => panic!("no referral but {other:?}"),
    };
    let draft = office.desk.load::<Referral>(id.0).await.unwrap();
    let path = format!("/provider/v1/{}", portal::link_to_referral(&office.desk, &draft).unwrap());
    assert_eq!(office.get(&path).await.status, StatusCode::FORBIDDEN);
    refer::release(&office.desk, &office.people[&Role::Approver], id).await.unwrap();
    office.work().await;
    assert_eq!(data(&office.get(&path).await)["kind"], "referral");
    data(&post(&office, &format!("{path}/receipt"), r#"{"name": "duty desk (REHEARSAL)"}"#).await);
    let answered =
        post(&office, &format!("{path}/answer"), r#"{"answer": "declined", "name": "duty desk (REHEARSAL)"}"#).await;
    assert_eq!(data(&answered)["state"], "declined");
}
