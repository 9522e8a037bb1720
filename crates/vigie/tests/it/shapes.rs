//! What programs send and are answered, held to the description of the interface: nothing may be there that it does not
//! name, and nothing may lack that it promises.

use crate::office::{BULLETIN, Office};
use crate::openapi::document;
use axum::body::Body;
use axum::http::{Request, header};
use casework::people;
use casework::policy::Permission as P;
use domain::assess::{Category, Confidence, Outcome, Purpose};
use domain::bank::{Effect, Standing};
use domain::detect::{ItemState, Likeness, Method};
use domain::people::Role;
use jiff::SignedDuration;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The paths whose shapes are described in full.
const IN_FULL: [&str; 9] = [
    "/api/v1/banks",
    "/api/v1/signals",
    "/api/v1/lookup",
    "/api/v1/hash",
    "/api/v1/items",
    "/api/v1/queue",
    "/h/",
    "/m/",
    "/c/",
];

/// Holds an exchange to the description, as far as it went well.
pub fn hold(method: &str, path: &str, sent: Option<&Value>, status: u16, answer: &Value) {
    let path = path.split('?').next().unwrap_or_default();
    if status >= 300 || !IN_FULL.iter().any(|start| path.starts_with(start)) {
        return;
    }
    let operation = operation(method, path);
    if let (Some(sent), Some(schema)) = (sent, schema_of(&operation["requestBody"])) {
        fits(sent, schema).unwrap_or_else(|why| panic!("{method} {path} is sent {sent}: {why}"));
    }
    let schema = schema_of(&operation["responses"][status.to_string()]);
    let schema = schema.unwrap_or_else(|| panic!("{method} {path}: {status} is not described"));
    fits(answer, schema).unwrap_or_else(|why| panic!("{method} {path} answers {answer}: {why}"));
}

fn schema_of(part: &Value) -> Option<&Value> {
    part.pointer("/content/application~1json/schema")
}

/// The operation of an address; one whose path is spelt out comes before one with a part that varies.
fn operation(method: &str, path: &str) -> &'static Value {
    let fits = |described: &str| {
        let parts = (described.split('/').collect::<Vec<_>>(), path.split('/').collect::<Vec<_>>());
        parts.0.len() == parts.1.len()
            && parts.0.iter().zip(&parts.1).all(|(described, given)| described.starts_with('{') || described == given)
    };
    let mut found: Vec<_> =
        DOCUMENT["paths"].as_object().unwrap().iter().filter(|(described, _)| fits(described)).collect();
    found.sort_by_key(|(described, _)| described.contains('{'));
    found
        .first()
        .map(|(_, methods)| &methods[method.to_lowercase()])
        .unwrap_or_else(|| panic!("{path} is not described"))
}

/// The schema that a reference leads to.
fn resolved(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(name) => resolved(DOCUMENT.pointer(name.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

fn fits(value: &Value, schema: &'static Value) -> Result<(), String> {
    let schema = resolved(schema);
    if let Some(any) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let whys: Vec<String> = any.iter().filter_map(|one| fits(value, one).err()).collect();
        return if whys.len() < any.len() { Ok(()) } else { Err(whys.join("; or ")) };
    }
    is_of_type(value, &schema["type"])?;
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        return Err(format!("{value} is none of {}", schema["enum"]));
    }
    match value {
        Value::Object(object) => object_fits(object, schema),
        Value::Array(values) => {
            values.iter().enumerate().try_for_each(|(at, value)| match &schema["prefixItems"][at] {
                Value::Null => fits(value, &schema["items"]),
                first => fits(value, first),
            })
        }
        _ => Ok(()),
    }
}

fn is_of_type(value: &Value, kind: &Value) -> Result<(), String> {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is = |kind: &Value| kind == name || (kind == "number" && name == "integer");
    let fits = kind.as_array().map_or_else(|| is(kind), |kinds| kinds.iter().any(is));
    if fits { Ok(()) } else { Err(format!("{value} is {name}, not {kind}")) }
}

fn object_fits(object: &Map<String, Value>, schema: &'static Value) -> Result<(), String> {
    for name in schema["required"].as_array().into_iter().flatten() {
        if !object.contains_key(name.as_str().unwrap()) {
            return Err(format!("{name} is not there"));
        }
    }
    for (name, value) in object {
        let described = match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(true)) => continue,
            (Value::Null, Value::Object(_)) => &schema["additionalProperties"],
            (Value::Null, _) => return Err(format!("{name:?} is not described")),
            (described, _) => described,
        };
        fits(value, described).map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

/// Whether a schema says of everything in it what it is.
fn check_whole(place: &str, schema: &Value) {
    match schema {
        Value::Object(inside) => {
            let says = ["properties", "additionalProperties"].iter().any(|part| inside.contains_key(*part));
            assert!(schema["type"] != "object" || says, "{place}: an object of which nothing is said: {schema}");
            assert!(schema["type"] != "array" || inside.contains_key("items"), "{place}: a list of what? {schema}");
            inside.iter().for_each(|(name, part)| check_whole(&format!("{place} {name}"), part));
        }
        Value::Array(parts) => parts.iter().for_each(|part| check_whole(place, part)),
        _ => {}
    }
}

#[test]
fn matching_banks_and_items_are_described_in_full() {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    for (path, methods) in paths.iter().filter(|(path, _)| IN_FULL.iter().any(|start| path.starts_with(start))) {
        for (method, operation) in methods.as_object().unwrap() {
            let place = format!("{method} {path}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(
                answers.iter().any(|(status, answer)| status.starts_with('2') && schema_of(answer).is_some()),
                "{place}"
            );
            answers
                .values()
                .chain([&operation["requestBody"]])
                .filter_map(schema_of)
                .for_each(|part| check_whole(&place, part));
        }
    }
    DOCUMENT["components"]["schemas"].as_object().unwrap().iter().for_each(|(name, schema)| check_whole(name, schema));
}

#[test]
fn the_names_are_those_of_the_code() {
    fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<Value> {
        all.iter().map(|one| name(*one).into()).collect()
    }
    for (schema, known) in [
        ("Method", names(Method::ALL, Method::name)),
        ("Likeness", names(Likeness::ALL, Likeness::name)),
        ("Standing", names(Standing::ALL, Standing::name)),
        ("Effect", names(Effect::ALL, Effect::name)),
        ("ItemState", names(ItemState::ALL, ItemState::name)),
        ("Purpose", names(Purpose::ALL, Purpose::name)),
        ("Category", names(Category::ALL, Category::name)),
        ("Confidence", names(Confidence::ALL, Confidence::name)),
        ("Outcome", names(Outcome::ALL, Outcome::name)),
    ] {
        assert_eq!(DOCUMENT["components"]["schemas"][schema]["enum"], Value::Array(known), "{schema}");
    }
}

#[test]
fn what_is_not_described_is_noticed() {
    let bank = json!({ "name": "TEST_BANK", "matching_enabled_ratio": 1.0 });
    hold("GET", "/c/bank/TEST_BANK", None, 200, &bank);
    for (name, value) in
        [("colour", Value::from("red")), ("name", Value::from(7)), ("matching_enabled_ratio", Value::Null)]
    {
        let mut other = bank.clone();
        other[name] = value;
        assert!(
            object_fits(other.as_object().unwrap(), &DOCUMENT["components"]["schemas"]["HmaBank"]).is_err(),
            "{other}"
        );
    }
    let half = json!({ "name": "TEST_BANK" });
    assert!(object_fits(half.as_object().unwrap(), &DOCUMENT["components"]["schemas"]["HmaBank"]).is_err());
}

/// Asks as an analyst's program does, and holds what comes to the description.
async fn ask(office: &Office, token: &str, method: &str, path: &str, sent: Option<Value>) -> Value {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    let body = sent.as_ref().map_or_else(Body::empty, |sent| Body::from(sent.to_string()));
    let answer = office.ask(request.body(body).unwrap()).await;
    assert!(answer.status.is_success(), "{method} {path}: {}", answer.text());
    let found = serde_json::from_slice(&answer.body).unwrap();
    hold(method, path, sent.as_ref(), answer.status.as_u16(), &found);
    found
}

#[tokio::test]
async fn items_are_answered_as_described() {
    let office = Office::open().await;
    let lasts = SignedDuration::from_hours(1);
    let scopes = [P::TakeIn, P::SeeItems, P::Assess];
    let token = people::make_token(&office.desk, &office.people[&Role::Analyst], "REHEARSAL", &scopes, lasts);
    let token = token.await.unwrap();
    let ask = async |method, path: &str, sent| ask(&office, &token, method, path, sent).await;

    let urls = ["https://b.lowtide.test/one", "https://b.lowtide.test/two", "https://b.lowtide.test/shut"];
    for (url, status) in urls.iter().zip([200, 200, 503]) {
        let url = url.parse().unwrap();
        let page = testkit::page(&url, testkit::start(), status, "text/plain; charset=utf-8", BULLETIN.as_bytes());
        office.fetch.answer(&url, Ok(page));
    }
    let given = [&urls[..], &["no address"]].concat();
    let taken = ask("POST", "/api/v1/items", Some(json!({ "source": "REHEARSAL", "urls": given }))).await;
    assert!(taken["items"][3]["problem"].is_string(), "{taken}");
    office.work().await;
    let waiting = ask("GET", "/api/v1/queue?limit=10", None).await;
    assert!(waiting["items"].as_array().unwrap().len() >= 2, "{waiting}");
    let next = ask("POST", "/api/v1/queue/next", None).await;
    assert_eq!(next["matches"][0]["method"], "sha256", "{next}");
    let path = format!("/api/v1/items/{}", next["id"].as_str().unwrap());
    let finding = json!({
        "purpose": "none_protected", "reason": "REHEARSAL: the page shows the bulletin of the harbour and nothing else.",
        "categories": [], "confidence": "high", "outcome": "dismiss",
    });
    assert_eq!(ask("POST", &format!("{path}/finding"), Some(finding)).await, json!({}));
    ask("POST", &format!("{path}/reopen"), Some(json!({ "reason": "REHEARSAL: it is looked at once more." }))).await;
    let seen = ask("GET", &path, None).await;
    assert_eq!(
        (&seen["state"], &seen["assessments"][0]["outcome"]),
        (&json!("in_review"), &json!("dismiss")),
        "{seen}"
    );
    let shut = taken["items"][2]["id"].as_str().unwrap();
    assert_eq!(ask("GET", &format!("/api/v1/items/{shut}"), None).await["state"], "not_examined");
    ask("POST", &format!("/api/v1/items/{shut}/fetch"), None).await;
}
