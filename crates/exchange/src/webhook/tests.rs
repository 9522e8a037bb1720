use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use serde_json::json;
use url::Url;

use super::*;

const REFERENCE: &str = "RO-2026-000017";

fn now() -> Timestamp {
    "2026-05-04T10:00:00Z".parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn signed(id: &str, at: Timestamp, body: &[u8]) -> Vec<(String, String)> {
    let signature = key().sign(&signed_content(id, at.as_second(), body));
    headers(id, at, &signature.to_bytes())
}

fn check(headers: &[(String, String)], body: &[u8]) -> Result<(), Fault> {
    verify(headers, body, key().verifying_key().as_bytes(), now(), TOLERANCE)
}

fn with(mut headers: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    headers.iter_mut().find(|(given, _)| given == name).unwrap().1 = value.to_owned();
    headers
}

#[test]
fn a_signed_call_is_believed() {
    let body = b"{\"lamp\":\"lit\"}";
    let given = signed("act-7", now(), body);
    assert_eq!(check(&given, body), Ok(()));
    let shouted: Vec<_> = given.iter().map(|(name, value)| (name.to_uppercase(), value.clone())).collect();
    assert_eq!(check(&shouted, body), Ok(()));
    let signature = &given[2].1;
    let both = format!("v1,b2xk v1a,{} {signature}", BASE64.encode(&[0; 64]));
    assert_eq!(check(&with(given, SIGNATURE, &both), body), Ok(()));
}

/// The convention's own example of what is signed, and the encoding of a signature as published with it.
#[test]
fn the_form_is_that_of_the_convention() {
    let content = signed_content("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", 1_674_087_231, b"{\"type\":\"contact.created\"}");
    assert_eq!(content, b"msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1674087231.{\"type\":\"contact.created\"}");
    let value = &headers("act-7", now(), &[0xff; 64])[2].1;
    assert_eq!(value, &format!("v1a,{}w==", "/".repeat(85)));
}

#[test]
fn what_was_changed_on_the_way_is_refused() {
    let body = b"{}";
    let given = signed("act-7", now(), body);
    let later = (now().as_second() + 1).to_string();
    assert_eq!(check(&given, b"{ }"), Err(Fault::WrongSignature));
    assert_eq!(check(&with(given.clone(), ID, "act-8"), body), Err(Fault::WrongSignature));
    assert_eq!(check(&with(given.clone(), TIMESTAMP, &later), body), Err(Fault::WrongSignature));
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert_eq!(verify(&given, body, other.as_bytes(), now(), TOLERANCE), Err(Fault::WrongSignature));
    assert_eq!(verify(&given, body, &[2; 32], now(), TOLERANCE), Err(Fault::BadKey));
}

#[test]
fn an_old_call_and_one_from_the_future_are_refused() {
    let within = SignedDuration::from_secs(300);
    for at in [now() - within, now() + within] {
        assert_eq!(check(&signed("act-7", at, b""), b""), Ok(()));
    }
    for off_seconds in [301, -301] {
        let at = now() - SignedDuration::from_secs(off_seconds);
        let stale = Fault::StaleTimestamp { off_seconds, allowed_seconds: 300 };
        assert_eq!(check(&signed("act-7", at, b""), b""), Err(stale));
    }
}

#[test]
fn headers_that_are_missing_doubled_or_ambiguous_are_refused() {
    let given = signed("act-7", now(), b"");
    for (index, name) in [ID, TIMESTAMP, SIGNATURE].into_iter().enumerate() {
        let mut fewer = given.clone();
        let removed = fewer.remove(index);
        assert_eq!(check(&fewer, b""), Err(Fault::MissingHeader(name)));
        let more = [given.clone(), vec![removed]].concat();
        assert_eq!(check(&more, b""), Err(Fault::RepeatedHeader(name)));
    }
    for id in ["act.7", "", "act 7", "é", &"a".repeat(201)] {
        assert_eq!(check(&signed(id, now(), b""), b""), Err(Fault::BadId), "{id}");
    }
    let padded = format!("0{}", now().as_second());
    for seconds in [padded.as_str(), "soon", "", "1e9", "99999999999999999999"] {
        assert_eq!(check(&with(given.clone(), TIMESTAMP, seconds), b""), Err(Fault::BadTimestamp));
    }
    for signature in ["", "v1,AAAA", "v1a,AAAA", "v1a;AAAA", "v2,AAAA"] {
        assert_eq!(check(&with(given.clone(), SIGNATURE, signature), b""), Err(Fault::NoSignature));
    }
}

#[test]
fn messages_are_read_back() {
    let portal = Url::parse("https://unit.example/answer/7").unwrap();
    let message = Message::new(MessageKind::Order, REFERENCE, json!({ "rehearsal": true }), portal.clone());
    let bytes = message.to_bytes();
    assert_eq!((Message::read(&bytes).unwrap(), message.words()), (message, None));
    let words = Words::new("REHEARSAL: about an order", "REHEARSAL\nThe hour begins again.");
    let letter = serde_json::to_value(&words).unwrap();
    assert_eq!(letter["schema"], "vigie-letter/1");
    let message = |kind| Message::new(kind, REFERENCE, letter.clone(), portal.clone());
    let clarification = Message::read(&message(MessageKind::Clarification).to_bytes()).unwrap();
    assert_eq!(clarification.words(), Some(words));
    assert_eq!(message(MessageKind::Correction).words(), None, "a correction is an order, not words about one");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"schema\":\"vigie-call/1\"") && text.contains("\"kind\":\"order\""), "{text}");
    let strange = text.replace("vigie-call/1", "vigie-call/9");
    assert!(matches!(Message::read(strange.as_bytes()), Err(MessageProblem::NotAMessage(_))));
    assert!(matches!(Message::read(&[b' '; MAX_MESSAGE_BYTES + 1]), Err(MessageProblem::TooLong)));
}

fn answer(body: &str) -> Result<Acknowledgement, NotUnderstood> {
    Acknowledgement::read(body.as_bytes(), REFERENCE)
}

#[test]
fn acknowledgements_are_read_back() {
    // A clock that is ten minutes off is kept as it is said, and so is one that is years off.
    let off = |hours, minutes| now() + SignedDuration::from_hours(hours) + SignedDuration::from_mins(minutes);
    for received_at in
        [None, Some(now()), Some(off(0, -10)), Some(off(0, 11)), Some(off(-90_000, 0)), Some(Timestamp::MIN)]
    {
        for reference in [None, Some(REFERENCE.to_owned())] {
            let given = Acknowledgement { receipt: "QY-9".to_owned(), reference, received_at };
            assert_eq!(answer(&serde_json::to_string(&given).unwrap()), Ok(given));
        }
    }
    let padded = "\u{feff} {\"receipt\":\" QY-9 \",\"error\":null,\"errors\":[],\"received_at\":null}\n";
    assert_eq!(answer(padded).unwrap().receipt, "QY-9");
}

#[test]
fn what_only_looks_like_a_success_is_none() {
    use NotUnderstood as N;
    assert_eq!(answer(""), Err(N::Empty));
    assert_eq!(answer(" \r\n"), Err(N::Empty));
    assert_eq!(answer("<!doctype html><title>Quay</title>"), Err(N::WebPage));
    for body in ["OK", "[]", "\"QY-9\"", "{\"receipt\":", "null", &"[".repeat(1000)] {
        assert_eq!(answer(body), Err(N::NotAnObject), "{body}");
    }
    let error = |what: &str| Err(N::ReportsError { what: what.to_owned() });
    assert_eq!(answer("{\"receipt\":\"QY-9\",\"error\":\"queue full\"}"), error("queue full"));
    assert_eq!(answer("{\"zzz\":1,\"errors\":[{\"code\":7}]}"), error("[{\"code\":7}]"));
    assert_eq!(answer("{\"error\":false}"), error("false"));
    assert_eq!(
        answer("{\"receipt\":\"QY-9\",\"status\":\"rejected\"}"),
        Err(N::UnknownField { name: "status".to_owned() })
    );
    for receipt in ["\"\"", "\" \"", "7", "null", "\"a\\nb\"", &format!("\"{}\"", "a".repeat(201))] {
        assert_eq!(answer(&format!("{{\"receipt\":{receipt}}}")), Err(N::NoReceipt), "{receipt}");
    }
    assert_eq!(answer("{}"), Err(N::NoReceipt));
    let wrong = Err(N::WrongReference { given: "RO-1".to_owned() });
    assert_eq!(answer("{\"receipt\":\"QY-9\",\"reference\":\"RO-1\"}"), wrong);
    for at in ["\"yesterday\"", "1777888800", "\"2026-05-04T10:00:00\""] {
        assert_eq!(answer(&format!("{{\"receipt\":\"QY-9\",\"received_at\":{at}}}")), Err(N::BadMoment), "{at}");
    }
    let long = format!("{{\"receipt\":\"QY-9\"}}{}", " ".repeat(MAX_ACKNOWLEDGEMENT_BYTES));
    assert_eq!(answer(&long), Err(N::TooLong));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Acknowledgement::read(&bytes, REFERENCE);
        let _ = Message::read(&bytes);
    }

    #[test]
    fn no_headers_make_it_panic(id in ".{0,20}", seconds in "[-0-9]{0,22}", given in "(v1a,|[A-Za-z0-9+/= ]|.){0,40}") {
        let pairs = [(ID, id), (TIMESTAMP, seconds), (SIGNATURE, given)];
        let headers = pairs.map(|(name, value)| (name.to_owned(), value));
        prop_assert!(check(&headers, b"").is_err());
    }

    #[test]
    fn whatever_is_signed_is_believed(id in "[!-\\-/-~]{1,40}", body in prop::collection::vec(any::<u8>(), 0..100)) {
        prop_assert_eq!(check(&signed(&id, now(), &body), &body), Ok(()));
    }
}
