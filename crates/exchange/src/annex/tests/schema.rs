//! The published JSON Schemas: made from the types, and judged by a validator of other makers.

use std::io::Write as _;
use std::process::{Command, Stdio};

use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::{feedback, impossibility, order};
use crate::annex::{AnnexI, AnnexII, AnnexIII};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schemas");

/// A schema takes the forms that `check` finds complete, as far as a schema can say it: what has to be filled in is not
/// empty. What one field demands of another is left to `check`.
fn schema<T: JsonSchema>(number: u8) -> String {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), json!(format!("urn:vigie:schema:annex-{number}:1")));
    RecursiveTransform(|schema: &mut Schema| {
        let free = schema.get("type") == Some(&json!("string")) && schema.get("enum").is_none();
        if free && schema.get("const").is_none() && schema.get("format").is_none() && schema.get("pattern").is_none() {
            schema.insert("minLength".to_owned(), json!(1));
        }
    })
    .transform(&mut schema);
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

fn schemas() -> [(&'static str, String); 3] {
    [
        ("annex-1.schema.json", schema::<AnnexI>(1)),
        ("annex-2.schema.json", schema::<AnnexII>(2)),
        ("annex-3.schema.json", schema::<AnnexIII>(3)),
    ]
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    for (name, schema) in schemas() {
        let path = format!("{FOLDER}/{name}");
        if std::env::var_os("VIGIE_WRITE_SCHEMAS").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            published, schema,
            "{name}: write it again with VIGIE_WRITE_SCHEMAS=1 cargo test -p exchange schema"
        );
    }
}

/// Every way in which a form is spoilt: the place, and what stands there instead (nothing: it is taken away).
fn spoilt() -> [Vec<(&'static str, Value)>; 3] {
    let taken = || Value::Null;
    [
        vec![
            ("/section_b/url", taken()),
            ("/section_a/issuing_ms", json!("Examplia")),
            ("/section_a/addressee", json!("")),
            ("/section_a/issued_at", json!(0)),
            ("/section_b/reasons", json!([])),
            ("/section_b/reasons", json!(["dislike"])),
            ("/section_b/pattern", json!("*")),
            ("/section_e/authentication", json!({"by": "word of mouth"})),
            ("/section_g/remedies", json!([])),
            ("/schema", json!("vigie-annex-1/2")),
        ],
        vec![
            ("/section_b/acted_at", taken()),
            ("/section_b/action", json!("ignored")),
            ("/section_c/member_state", json!("xb")),
            ("/section_c/signature", json!("B. Warden")),
        ],
        vec![
            ("/section_b/grounds", json!([])),
            ("/section_b/further_reasons", json!("")),
            ("/section_c/signature", taken()),
            ("/section_c/acting_as", json!("friend")),
        ],
    ]
}

fn spoil(form: &Value, place: &str, with: &Value) -> Value {
    let mut form = form.clone();
    let (parent, field) = place.rsplit_once('/').unwrap();
    let fields = form.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match with {
        Value::Null => fields.remove(field),
        other => fields.insert(field.to_owned(), other.clone()),
    };
    form
}

/// Reads schemas and forms, and says of each form whether the schema takes it.
const JUDGE: &str = "
import json, sys
from jsonschema import Draft202012Validator
for case in json.load(sys.stdin):
    Draft202012Validator.check_schema(case['schema'])
    print(json.dumps([Draft202012Validator(case['schema']).is_valid(form) for form in case['forms']]))
";

#[test]
fn a_validator_takes_complete_forms_and_no_others() {
    let Ok(venv) = std::env::var("VIGIE_TEST_VENV") else {
        println!("skipped: VIGIE_TEST_VENV names no folder with jsonschema");
        return;
    };
    let good = [json!(order()), json!(feedback()), json!(impossibility())];
    let cases: Vec<Value> = schemas()
        .iter()
        .zip(good.iter().zip(spoilt()))
        .map(|((_, schema), (form, spoilt))| {
            let bad = spoilt.iter().map(|(place, with)| spoil(form, place, with));
            let forms: Vec<Value> = [form.clone()].into_iter().chain(bad).collect();
            json!({"schema": serde_json::from_str::<Value>(schema).unwrap(), "forms": forms})
        })
        .collect();
    let mut judge = Command::new(format!("{venv}/bin/python"));
    let mut judge = judge.args(["-c", JUDGE]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    judge.stdin.take().unwrap().write_all(json!(cases).to_string().as_bytes()).unwrap();
    let said = judge.wait_with_output().unwrap();
    assert!(said.status.success(), "jsonschema is missing: run cargo xtask setup");
    let said = String::from_utf8(said.stdout).unwrap();
    let verdicts = said.lines().map(|line| serde_json::from_str::<Vec<bool>>(line).unwrap());
    for (verdict, spoilt) in verdicts.zip(spoilt()) {
        let taken: Vec<bool> = [true].into_iter().chain(spoilt.iter().map(|_| false)).collect();
        assert_eq!(verdict, taken, "{spoilt:?}");
    }
    assert_eq!(said.lines().count(), 3);
}
