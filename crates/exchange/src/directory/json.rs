//! The directory as JSON: a schema and a list of entries.

use serde_json::{Map, Value, json};

use super::entry::{Cell, Column, Row};
use super::{Fault, MAX_BYTES, MAX_ROWS, Place, Problem};

pub(super) fn read(bytes: &[u8], schema: &'static str, columns: &[Column]) -> (Vec<(Place, Row)>, Vec<Problem>) {
    let whole = |what| (Vec::new(), vec![Problem { place: Place::File, column: None, what }]);
    if bytes.len() > MAX_BYTES {
        return whole(Fault::FileTooLong);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(entries) = entries(bytes, schema) else {
        return whole(Fault::NotThisJson { schema });
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for (number, entry) in (1..).zip(entries) {
        let place = Place::Entry(number);
        if number > MAX_ROWS {
            problems.push(Problem { place, column: None, what: Fault::TooManyRows });
            break;
        }
        match row(entry, columns) {
            Ok(row) => rows.push((place, row)),
            Err((column, what)) => problems.push(Problem { place, column, what }),
        }
    }
    (rows, problems)
}

fn entries(bytes: &[u8], schema: &str) -> Option<Vec<Value>> {
    let mut file: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    if file.get("schema")?.as_str()? != schema || file.len() != 2 {
        return None;
    }
    match file.remove("entries")? {
        Value::Array(entries) => Some(entries),
        _ => None,
    }
}

fn row(entry: Value, columns: &[Column]) -> Result<Row, (Option<&'static str>, Fault)> {
    let Value::Object(fields) = entry else {
        return Err((None, Fault::NotAnObject));
    };
    let mut row = Row::default();
    for (name, value) in fields {
        let Some(column) = columns.iter().find(|column| column.name == name) else {
            return Err((None, Fault::UnknownField(super::checks::shown(&name))));
        };
        let wrong = |what| (Some(column.name), Fault::WrongType(what));
        let cell = match value {
            Value::Null => continue,
            Value::String(text) if !column.list => Cell::Text(text.trim().to_owned()),
            Value::Array(values) if column.list => {
                let text =
                    |value: &Value| value.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
                let values: Option<Vec<String>> = values.iter().map(text).collect();
                Cell::List(values.ok_or(wrong("a list of texts that are not empty"))?)
            }
            _ if column.list => return Err(wrong("a list of texts")),
            _ => return Err(wrong("a text")),
        };
        row.0.insert(column.name, cell);
    }
    Ok(row)
}

pub(super) fn write(schema: &str, columns: &[Column], entries: impl Iterator<Item = Vec<Cell>>) -> String {
    let entries: Vec<Value> = entries
        .map(|cells| {
            let fields = columns.iter().zip(cells).filter_map(|(column, cell)| {
                let value = match cell {
                    Cell::Text(text) => Some(Value::String(text)).filter(|text| text != ""),
                    Cell::List(values) => Some(Value::from(values)).filter(|list| *list != json!([])),
                };
                Some((column.name.to_owned(), value?))
            });
            Value::Object(fields.collect())
        })
        .collect();
    format!("{:#}\n", json!({ "schema": schema, "entries": entries }))
}
