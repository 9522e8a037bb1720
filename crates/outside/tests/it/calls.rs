//! Providers' interfaces in every manner they have of not taking an order.

use crate::servers::{Reply, Site, USER_AGENT, dns, redirect, status};
use crate::tls::certified;
use casework::ports::{Call, CallError, CallReceipt, Calls};
use exchange::webhook::{self, Message, MessageKind};
use outside::{AddressRule, ClientSettings, ClientSettingsError, HttpCalls};
use rstest::rstest;
use serde_json::json;
use url::Url;

const REFERENCE: &str = "RO-2026-000017";

pub fn client() -> ClientSettings {
    ClientSettings {
        user_agent: USER_AGENT.to_owned(),
        addresses: AddressRule::LoopbackToo,
        resolver: Some("127.0.0.1:9".parse().unwrap()),
        connect_timeout_ms: 5_000,
        total_timeout_ms: 20_000,
        ..ClientSettings::default()
    }
}

fn order(url: Url) -> Call {
    let portal = Url::parse("https://unit.example/answer/7").unwrap();
    let body = Message::new(MessageKind::Order, REFERENCE, json!({ "rehearsal": true }), portal).to_bytes();
    Call { url, headers: webhook::headers("act-7", "2026-05-04T10:00:00Z".parse().unwrap(), &[1; 64]), body }
}

async fn hand_over(settings: &ClientSettings, call: &Call) -> Result<CallReceipt, CallError> {
    HttpCalls::new(settings).unwrap().call(call).await
}

fn answer(code: u16, body: &str) -> Reply {
    Reply::Bytes(format!("HTTP/1.1 {code} Said so\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

/// What becomes of an order when the interface answers so.
async fn outcome(reply: Reply) -> Result<CallReceipt, CallError> {
    let site = Site::start(move |_| reply.clone()).await;
    let outcome = hand_over(&client(), &order(site.url("/orders"))).await;
    assert_eq!(site.asked().len(), 1, "called once, whatever the answer");
    outcome
}

#[tokio::test]
async fn an_acknowledged_order_is_handed_over() {
    // Its clock is years behind: that is its claim, and the receipt is none the worse for it.
    let body =
        format!("{{\"receipt\":\"QY-9\",\"reference\":\"{REFERENCE}\",\"received_at\":\"2001-05-04T10:08:00Z\"}}");
    let site = Site::start(move |_| answer(202, &body)).await;
    let call = order(site.url("/orders?v=1"));
    let receipt = hand_over(&client(), &call).await.unwrap();
    let received_at = Some("2001-05-04T10:08:00Z".parse().unwrap());
    assert_eq!(receipt, CallReceipt { receipt: "QY-9".to_owned(), received_at });
    let (_, asked) = site.asked().remove(0);
    let (head, body) = asked.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /orders?v=1 HTTP/1.1\r\n"), "{head}");
    let expected = [("content-type", "application/json"), ("user-agent", USER_AGENT)];
    let signed = call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in expected.into_iter().chain(signed) {
        assert_eq!(head.matches(&format!("\r\n{name}: {value}")).count(), 1, "{name}");
    }
    assert_eq!(body.as_bytes(), call.body);
}

#[rstest]
#[case::nonsense(200, "the tide comes in", "not a JSON object")]
#[case::nothing(204, "", "empty")]
#[case::web_page(200, "<!doctype html><title>Log in</title>", "web page")]
#[case::error(200, "{\"receipt\":\"QY-9\",\"error\":\"queue full\"}", "queue full")]
#[case::status(200, "{\"receipt\":\"QY-9\",\"status\":\"rejected\"}", "status")]
#[case::no_receipt(200, "{}", "no receipt")]
#[case::wrong_reference(200, "{\"receipt\":\"QY-9\",\"reference\":\"RO-1\"}", "RO-1")]
#[case::no_moment(200, "{\"receipt\":\"QY-9\",\"received_at\":\"2026-05-04T10:11:00\"}", "not a moment")]
#[tokio::test]
async fn a_success_that_acknowledges_nothing_is_none(#[case] code: u16, #[case] body: &str, #[case] says: &str) {
    let error = outcome(answer(code, body)).await.unwrap_err();
    assert!(matches!(&error, CallError::NotUnderstood { answer } if answer.contains(says)), "{error}");
}

#[tokio::test]
async fn refusals_are_final_and_troubles_are_not() {
    for code in [400, 401, 403, 404, 409, 410, 422] {
        let error = outcome(answer(code, "{\"why\":\"no\\u0000such\"}")).await.unwrap_err();
        assert!(
            matches!(&error, CallError::Refused { answer } if answer.starts_with(&format!("status {code}, "))),
            "{error}"
        );
    }
    for code in [408, 425, 429, 500, 502, 503, 504] {
        let error = outcome(answer(code, "{\"receipt\":\"QY-9\"}")).await.unwrap_err();
        assert!(matches!(error, CallError::Later { .. }), "{code}: {error}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Site::start(|_| answer(200, "{\"receipt\":\"QY-9\"}")).await;
    for code in [301, 302, 303, 307, 308] {
        let to = format!("HTTP/1.1 {code} Go\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", target.url("/"));
        let error = outcome(Reply::Bytes(to.into_bytes())).await.unwrap_err();
        assert!(matches!(&error, CallError::NotUnderstood { answer } if answer.contains("redirected")), "{error}");
    }
    assert!(target.asked().is_empty());
    assert!(matches!(outcome(redirect("/")).await, Err(CallError::NotUnderstood { .. })));
}

#[tokio::test]
async fn an_answer_without_end_is_left() {
    let head = b"HTTP/1.1 200 OK\r\n\r\n{\"receipt\":\"QY-9\"}".to_vec();
    let error = outcome(Reply::Endless(head, vec![b' '; 4096])).await.unwrap_err();
    assert!(matches!(&error, CallError::NotUnderstood { answer } if answer.contains("65536 bytes")), "{error}");
}

#[tokio::test]
async fn slow_broken_and_absent_interfaces_are_tried_later() {
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"receipt\"".to_vec();
    for reply in [Reply::Silent(Vec::new()), Reply::Silent(begun.clone())] {
        let site = Site::start(move |_| reply.clone()).await;
        let settings = ClientSettings { total_timeout_ms: 300, ..client() };
        let error = hand_over(&settings, &order(site.url("/"))).await.unwrap_err();
        assert_eq!(error, CallError::Later { answer: "no answer within 1 s".to_owned() });
    }
    for reply in [Reply::Bytes(begun), Reply::Bytes(Vec::new()), Reply::Bytes(b"tide\r\n\r\n".to_vec())] {
        let error = outcome(reply).await.unwrap_err();
        assert!(matches!(error, CallError::Later { .. }), "{error}");
    }
    let (site, listener) = Site::bind(|_| status(200)).await;
    drop(listener);
    let error = hand_over(&client(), &order(site.url("/"))).await.unwrap_err();
    assert_eq!(error, CallError::Later { answer: "no connection to 127.0.0.1".to_owned() });
}

#[tokio::test]
async fn addresses_that_must_not_be_called_are_not() {
    let site = Site::start(|_| answer(200, "{\"receipt\":\"QY-9\"}")).await;
    let port = site.address.port();
    let resolver = Some(dns(&[("quay.test", &["127.0.0.1"]), ("inside.test", &["10.0.0.1"])]).await);
    let rehearsed = ClientSettings { resolver, ..client() };
    let public = ClientSettings { addresses: AddressRule::PublicOnly, ..rehearsed.clone() };
    for (settings, url, says) in [
        (&public, format!("http://127.0.0.1:{port}/"), "not a public address"),
        (&public, format!("https://127.0.0.1:{port}/"), "not a public address"),
        (&public, format!("https://quay.test:{port}/"), "not a public address"),
        (&public, "http://8.8.8.8/".to_owned(), "not https"),
        (&rehearsed, format!("http://quay.test:{port}/"), "not https"),
        (&rehearsed, "https://inside.test/".to_owned(), "10.0.0.1"),
        (&rehearsed, "https://169.254.169.254/".to_owned(), "not a public address"),
        (&rehearsed, format!("http://a:b@127.0.0.1:{port}/"), "user name"),
        (&rehearsed, "file:///etc/hostname".to_owned(), "no host"),
        (&rehearsed, format!("http://127.0.0.1:{port}/{}", "a".repeat(2_000)), "too long"),
    ] {
        let error = hand_over(settings, &order(Url::parse(&url).unwrap())).await.unwrap_err();
        assert!(matches!(&error, CallError::Refused { answer } if answer.contains(says)), "{url}: {error}");
    }
    assert!(site.asked().is_empty());
}

#[tokio::test]
async fn what_cannot_be_sent_is_not() {
    let site = Site::start(|_| answer(200, "{\"receipt\":\"QY-9\"}")).await;
    let mut bad_body = order(site.url("/"));
    bad_body.body = b"{}".to_vec();
    let mut bad_header = order(site.url("/"));
    bad_header.headers.push(("x-lamp".to_owned(), "lit\r\nx-tide: in".to_owned()));
    for call in [bad_body, bad_header] {
        let error = hand_over(&client(), &call).await.unwrap_err();
        assert!(matches!(error, CallError::Refused { .. }), "{error}");
    }
    assert!(site.asked().is_empty());
}

#[tokio::test]
async fn over_https_the_certificate_must_be_believed() {
    let (acceptor, root) = certified("quay.test");
    let (site, listener) = Site::bind(|_| answer(200, "{\"receipt\":\"QY-9\"}")).await;
    let server = site.clone();
    tokio::spawn(async move {
        while let Ok((stream, peer)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                server.serve(stream, peer.ip()).await;
            }
        }
    });
    let resolver = Some(dns(&[("quay.test", &["127.0.0.1"])]).await);
    let strange = ClientSettings { resolver, port_map: Some(site.address.port()), ..client() };
    let known = ClientSettings { extra_roots: vec![root], ..strange.clone() };
    let call = order(Url::parse("https://quay.test/orders").unwrap());
    assert_eq!(hand_over(&known, &call).await.unwrap().receipt, "QY-9");
    let error = hand_over(&strange, &call).await.unwrap_err();
    assert_eq!(error, CallError::Later { answer: "no connection to quay.test".to_owned() });
}

#[test]
fn a_client_must_say_who_it_is() {
    for user_agent in ["", " ", "vigie\n", "phare é"] {
        let settings = ClientSettings { user_agent: user_agent.to_owned(), ..client() };
        let error = HttpCalls::new(&settings).err().unwrap();
        assert!(matches!(error, ClientSettingsError::UserAgent { .. }), "{user_agent:?}");
    }
    let settings = ClientSettings { total_timeout_ms: 0, ..client() };
    let error = HttpCalls::new(&settings).err().unwrap();
    assert!(matches!(error, ClientSettingsError::Zero { what: "total_timeout_ms" }));
}
